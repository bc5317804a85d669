//! What a patient outside holds back.
//!
//! Nobody outside, and no timer, repeats an event before its effects have been handled. An effect that is deferred may never be: a device
//! that is switched off puts every request aside. Whoever waits for it does repeat the event at some time, which is not explored. So
//! nothing is said to wait for ever, or never to happen, that such an event could change.

use std::collections::BTreeSet;

use flow_model::model::{EventId, MachineId, Reaction};

use crate::engine::Engine;
use crate::graph::Edge;
use crate::search::Search;
use crate::step::{EdgeKind, Reason};
use crate::world::{Cause, Slot, World};

impl Engine<'_> {
    /// Whether a machine defers events, so that some can be held back.
    fn defers(&self) -> bool {
        let mut machines = self.runnable.model.machines.iter();
        machines.any(|of| of.definitions().any(|(_, handler)| handler.reaction == Reaction::Defer))
    }

    /// The events that do not occur in a world since an effect of the ones before is deferred.
    fn list_held_back(&mut self, world: &World) -> Vec<(Cause, EdgeKind)> {
        if self.options.flood || self.options.host {
            return Vec::new();
        }
        let mut causes = BTreeSet::new();
        for local in &world.members {
            let deferred = self.tables.locals.get(*local).deferred.iter();
            causes.extend(deferred.filter_map(|(message, _)| self.tables.messages.get(*message).cause));
        }
        if causes.is_empty() {
            return Vec::new();
        }
        let mut held = Vec::new();
        for (at, timer) in world.timers.iter().enumerate() {
            let timer = self.tables.timers.get(*timer);
            let cause = Cause { slot: timer.slot, event: timer.event };
            // One that has to fire later waits, too.
            let is_later = !held.is_empty() && self.is_preceded(world, at);
            if is_later || causes.contains(&cause) {
                held.push((cause, EdgeKind::Time));
            }
        }
        for cause in causes {
            let Some(local) = world.members.get(usize::from(cause.slot)) else { continue };
            let offers = self.offers(*local);
            let is_offered =
                offers.iter().any(|offer| offer.event == cause.event && offer.reason == Reason::Free);
            held.extend(is_offered.then_some((cause, EdgeKind::Free)));
        }
        held
    }

    /// Whether an event of an instance is held back in a world.
    pub(crate) fn is_held_back(&mut self, world: &World, slot: usize) -> bool {
        self.list_held_back(world).iter().any(|(cause, _)| usize::from(cause.slot) == slot)
    }
}

impl Search<'_, '_> {
    /// Adds an edge for each event that is held back in a world: it may move its instance.
    pub(crate) fn add_held_back(&mut self, id: u32, edges: &mut Vec<Edge>) {
        let mut world = World::default();
        self.load(id, &mut world);
        let held = self.engine.list_held_back(&world);
        edges.extend(held.into_iter().map(|(cause, kind)| Edge::new(id, 1 << cause.slot, kind)));
    }

    /// All events that are held back in some world.
    pub(crate) fn find_held_back(&mut self) -> BTreeSet<(MachineId, EventId)> {
        let mut found = BTreeSet::new();
        if !self.engine.defers() {
            return found;
        }
        let mut world = World::default();
        for id in 0..u32::try_from(self.store.len()).unwrap_or(u32::MAX) {
            self.load(id, &mut world);
            for (cause, _) in self.engine.list_held_back(&world) {
                let machine = self.machine_at(&world, cause.slot);
                found.extend(machine.map(|machine| (machine, cause.event)));
            }
        }
        found
    }

    fn machine_at(&self, world: &World, slot: Slot) -> Option<MachineId> {
        let local = world.members.get(usize::from(slot))?;
        Some(self.engine.tables.locals.get(*local).instance.machine)
    }
}
