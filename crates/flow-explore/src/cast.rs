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
        let mut made = self.name_awakened(engine, before, successor);
        made.extend(self.add_new(engine, &successor.world));
        made
    }

    /// Names the instances with keys that a step makes in slots that were reserved for them, and returns them.
    fn name_awakened(&mut self, engine: &Engine<'_>, before: &World, successor: &Successor) -> Vec<Member> {
        let mut made = Vec::new();
        if matches!(successor.action, Action::Begin { .. }) {
            return made;
        }
        let both = before.members.iter().zip(&successor.world.members).zip(&mut self.members);
        for ((before, after), member) in both.filter(|((before, after), _)| before != after) {
            let after = engine.tables.locals.get(*after);
            if engine.tables.locals.get(*before).is_absent() && !after.is_absent() {
                member.id.clone_from(&after.instance.id);
                made.push(member.clone());
            }
        }
        made
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
