//! Which event from outside leads on where an instance waits for someone.

use std::collections::BTreeMap;

use flow_model::model::Party;
use flow_model::words;

use crate::intern::Lookup;
use crate::search::{Cause, Place, Search};
use crate::step::{Action, Pooled, Reason};
use crate::successors::event_of;
use crate::world::World;

/// The most worlds that are looked at.
const MOST_WORLDS: usize = 2_000;

impl Search<'_, '_> {
    /// The first event from outside on a shortest way that moves the instance which waits at a place.
    pub(super) fn explain_release(&mut self, cause: &Cause, place: Place) -> Option<String> {
        let mut start = World::default();
        self.load(place.world, &mut start);
        let slot = self.find_waiting_slot(&start, cause)?;
        let (mut known, mut bytes): (Lookup<Vec<u8>, ()>, _) = (Lookup::default(), Vec::new());
        // Each with the sentence about the first event from outside on the way to it.
        let mut worlds: Vec<(World, Option<String>)> = vec![(start, None)];
        let (mut at, mut successors) = (0, Vec::new());
        while let Some((world, first)) = worlds.get(at).cloned() {
            self.engine.add_successors(&world, &mut successors);
            let followed = successors.iter().filter(|successor| successor.growth.is_none());
            for successor in followed.filter(|successor| !matches!(successor.action, Action::Begin { .. })) {
                let first = first.clone().or_else(|| self.describe_free(successor));
                if successor.find_moved(&world) & 1 << slot != 0 {
                    return first.map(|event| format!("{event} leads on"));
                }
                bytes.clear();
                self.engine.pack(&successor.world, &mut bytes);
                if worlds.len() < MOST_WORLDS && !known.contains_key(&bytes) {
                    known.insert(bytes.clone(), ());
                    worlds.push((successor.world.clone(), first));
                }
            }
            at += 1;
        }
        None
    }

    /// The slot of the instance that waits.
    fn find_waiting_slot(&self, world: &World, cause: &Cause) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (slot, local) in world.members.iter().enumerate() {
            let local = self.engine.tables.locals.get(*local);
            let is_meant =
                local.instance.machine == cause.machine && Some(local.instance.state) == cause.state;
            if is_meant && !local.questions.is_empty() {
                counts.insert(slot, local.questions.len());
            }
        }
        counts.into_keys().next()
    }

    /// `':give_up' from @reader to @loan`, if someone outside sends it at will.
    fn describe_free(&self, successor: &Pooled) -> Option<String> {
        if successor.action != Action::Outside(Reason::Free) {
            return None;
        }
        let model = self.engine.runnable.model;
        let (machine, event) = event_of(self.engine, successor.taken.first()?.delivery);
        let (name, event) = (&model.machines[machine].name.text, &model.machines[machine].events[event]);
        let from = match event.from {
            Some(from @ Party::Actor(_)) => format!(" from {}", words::party(model, from)),
            _ => String::new(),
        };
        Some(format!("':{}'{from} to @{name}", event.name.text))
    }
}
