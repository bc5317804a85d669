//! The instances of a trace, each with a number that stays the same from its beginning to its end.
//!
//! Worlds identify instances by their slots, which are used again when a conversation is forgotten. A trace needs names.

use flow_model::model::MachineId;

use crate::engine::Engine;
use crate::step::{Action, Successor};
use crate::trace::Member;
use crate::world::{Slot, World};

/// The instances of the worlds of a path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    /// By slot.
    members: Vec<Member>,
    /// How many instances each machine had so far.
    counts: Vec<usize>,
}

impl Cast {
    /// The instances of the first world.
    pub(crate) fn of(engine: &Engine<'_>, world: &World) -> Cast {
        let mut cast = Cast { members: Vec::new(), counts: vec![0; engine.runnable.model.machines.len()] };
        cast.add_new(engine, world);
        cast
    }

    /// An instance.
    pub(crate) fn get(&self, slot: Slot) -> Option<&Member> {
        self.members.get(usize::from(slot))
    }

    /// All instances, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Member> {
        self.members.iter()
    }

    /// The instance of a machine with this id in the world of this moment.
    pub(crate) fn find(
        &self,
        engine: &Engine<'_>,
        world: &World,
        machine: MachineId,
        id: &str,
    ) -> Option<&Member> {
        let mut locals = world.members.iter().map(|local| &engine.tables.locals.get(*local).instance);
        let slot = locals.position(|instance| instance.machine == machine && instance.id == id)?;
        self.members.get(slot)
    }

    /// Adds the instances that a step makes, and returns them; those of a conversation that it forgets are removed before.
    pub(crate) fn begin_step(
        &mut self,
        engine: &Engine<'_>,
        before: &World,
        successor: &Successor,
    ) -> Vec<Member> {
        if let Action::Begin { removed, .. } = successor.action {
            let locals = before.members.iter().map(|local| engine.tables.locals.get(*local));
            let kept: Vec<bool> = locals.map(|local| local.conversation != Some(removed)).collect();
            let members = std::mem::take(&mut self.members).into_iter().zip(kept);
            self.members = members.filter_map(|(member, is_kept)| is_kept.then_some(member)).collect();
        }
        self.add_new(engine, &successor.world)
    }

    /// Removes the instances that a step has made and removed, since they did not take their first event.
    pub(crate) fn end_step(&mut self, after: &World) {
        while self.members.len() > after.members.len() {
            if let Some(removed) = self.members.pop()
                && removed.number > 0
            {
                self.counts[removed.machine.index()] -= 1;
            }
        }
    }

    fn add_new(&mut self, engine: &Engine<'_>, world: &World) -> Vec<Member> {
        let known = self.members.len();
        for local in world.members.iter().skip(known) {
            let local = engine.tables.locals.get(*local);
            let machine = local.instance.machine;
            let number = match local.conversation {
                None => 0,
                Some(_) => {
                    self.counts[machine.index()] += 1;
                    self.counts[machine.index()]
                }
            };
            self.members.push(Member { machine, id: local.instance.id.clone(), number });
        }
        self.members[known.min(self.members.len())..].to_vec()
    }
}
