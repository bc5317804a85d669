//! Finds instances that are stuck: they stay for ever where they should not, although they have no open question.
//!
//! A conversation's instance should come to one of the ends that its machine names, if someone outside began it: one that another instance
//! made may be left behind when that one is done. An instance that is `one for all` should leave each state that a handler leaves. What
//! follows from an instance that waits for an answer is not reported here.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::model::{EventId, Instances, MachineId, Span, StateId, Step};
use flow_model::visit;

use crate::finding::Kind;
use crate::search::{Cause, Place, Search};
use crate::successors::event_of;
use crate::world::{Local, NOBODY, World};

impl Search<'_, '_> {
    /// Records the instances that are stuck. Only of a search that is closed.
    pub(crate) fn find_stuck(&mut self) {
        let machines = self.engine.runnable.model.machines.ids();
        if !machines.into_iter().any(|machine| self.should_move(machine)) {
            return;
        }
        let mut movable = self.follow_first_steps();
        let open = self.list_unmoved(&movable.slots);
        self.complete(&mut movable, &open, &|edge| Some(edge.moved_on()));
        let mut stuck: BTreeMap<Cause, Vec<(Place, usize)>> = BTreeMap::new();
        // Where guards decide: what they ask for may need other values, or more conversations, than are explored.
        let mut decided = BTreeSet::new();
        let mut world = World::default();
        for (id, _) in open {
            self.load(id, &mut world);
            let unmoved = |slot: &usize| movable.slots[id as usize] & (1 << slot) == 0;
            let slots: Vec<usize> = (0..world.members.len()).filter(unmoved).collect();
            let local = |slot: &usize| self.engine.tables.locals.get(world.members[*slot]);
            if slots.iter().any(|slot| self.is_asking(local(slot))) {
                continue;
            }
            let slots: Vec<usize> =
                slots.iter().filter(|slot| self.may_be_stuck(local(slot))).copied().collect();
            for slot in &slots {
                let instance = &self.engine.tables.locals.get(world.members[*slot]).instance;
                let (machine, state) = (instance.machine, instance.state);
                let cause =
                    Cause { kind: Kind::Stuck, from: None, machine, state: Some(state), what: String::new() };
                let span = self.find_entry(machine, state);
                if !decided.contains(&cause) && self.takes_what_may_move(&world, *slot) {
                    decided.insert(cause.clone());
                }
                stuck.entry(cause).or_default().push((Place { world: id, successor: None, span }, *slot));
            }
        }
        stuck.retain(|cause, _| !decided.contains(cause));
        for (cause, places) in stuck {
            self.note_stuck(cause, &places);
        }
    }

    /// Whether instances of a machine should go on until they come to an end, or to go on for ever.
    fn should_move(&self, machine: MachineId) -> bool {
        let of = self.engine.runnable.machine(machine);
        match of.instances {
            Instances::PerConversation => of.ends.are_said() && self.engine.beginners.contains(&machine),
            Instances::One => !of.ends.are_said(),
            Instances::PerKey(_) => false,
        }
    }

    /// Whether an instance should leave the state in which it is.
    pub(crate) fn may_be_stuck(&self, local: &Local) -> bool {
        let (machine, state) = (local.instance.machine, local.instance.state);
        let of = self.engine.runnable.machine(machine);
        if !self.should_move(machine) || self.open_question(local).is_some() {
            return false;
        }
        match of.instances {
            Instances::One => self.is_left(machine, state),
            _ => local.maker == NOBODY && state != of.initial && !of.is_end(state),
        }
    }

    /// Whether a handler leads from a state into another one.
    fn is_left(&self, machine: MachineId, state: StateId) -> bool {
        let mut events = self.engine.runnable.machine(machine).events.ids();
        events.any(|event| self.may_move(machine, state, event))
    }

    /// Whether the handler of an event leads, on some path, from a state into another one.
    fn may_move(&self, machine: MachineId, state: StateId, event: EventId) -> bool {
        let runnable = self.engine.runnable;
        let handler = runnable.handler(machine, state, event);
        let ends = handler.and_then(|handler| runnable.ends(machine, handler, state));
        ends.is_some_and(|ends| ends.keys().any(|end| *end != state))
    }

    /// Whether the next step can bring an instance an event that may move it, although it does not.
    fn takes_what_may_move(&mut self, world: &World, slot: usize) -> bool {
        let mut successors = Vec::new();
        self.engine.add_successors(world, &mut successors);
        let mut taken = successors.iter().flat_map(|successor| &successor.taken);
        taken.any(|taken| {
            let (machine, event) = event_of(self.engine, taken.delivery);
            usize::from(taken.delivery.slot) == slot
                && self.may_move(machine, taken.outcome().states.0, event)
        })
    }

    /// Whether an instance waits for an answer, not only for what the receiver of its own answer does next.
    fn is_asking(&self, local: &Local) -> bool {
        self.open_question(local).is_some_and(|open| !open.is_answer)
    }

    /// The worlds with instances that should move and are not in `movable`, with all of their slots.
    fn list_unmoved(&self, movable: &[u32]) -> Vec<(u32, u32)> {
        let (mut unmoved, mut world) = (Vec::new(), World::default());
        // A table, since most worlds have the same few local states.
        let mut known: BTreeMap<u32, bool> = BTreeMap::new();
        for (id, movable) in movable.iter().enumerate() {
            self.load(id as u32, &mut world);
            let mut members = world.members.iter().enumerate();
            let is_open = members.any(|(slot, local)| {
                movable & (1 << slot) == 0
                    && *known
                        .entry(*local)
                        .or_insert_with(|| self.may_be_stuck(self.engine.tables.locals.get(*local)))
            });
            if is_open {
                unmoved.push((id as u32, (1 << world.members.len()) - 1));
            }
        }
        unmoved
    }

    /// The first line that leads into a state; the name of the machine if it begins there.
    fn find_entry(&self, machine: MachineId, state: StateId) -> Option<Span> {
        let of = self.engine.runnable.machine(machine);
        let mut found = None;
        for (_, handler) in of.definitions() {
            visit::steps(&handler.body, &mut |step| match step {
                Step::Transition(transition) if transition.to == state => {
                    found = found.or(Some(transition.span));
                }
                _ => {}
            });
        }
        found.or(Some(of.name.span))
    }
}
