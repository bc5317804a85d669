//! The handlers and transitions that exploration reaches, and that no story or test case covers.
//!
//! The list needs a second pass over all worlds, so it is only made on request.

use std::collections::BTreeMap;

use flow_model::model::{HandlerId, MachineId};
use flow_sim::history::coverage::{Hits, Transition};

use crate::outcome::OutcomeKind;
use crate::search::{Place, Search};
use crate::successors::event_of;
use crate::trace::Trace;
use crate::world::World;

/// A transition that exploration makes, and no story or test case does.
#[derive(Clone, Debug, PartialEq)]
pub struct NeverTold {
    /// The machine.
    pub machine: MachineId,
    /// The handler, with the states before and after.
    pub transition: Transition,
    /// Whether no story or test case takes the handler at all.
    pub is_handler: bool,
    /// The shortest path to it.
    pub trace: Trace,
}

impl Search<'_, '_> {
    /// The transitions that no story makes, by machine and handler.
    pub(crate) fn list_never_told(&mut self, hits: &Hits) -> Vec<NeverTold> {
        let mut first: BTreeMap<(MachineId, HandlerId, Transition), Place> = BTreeMap::new();
        let (mut world, mut successors) = (World::default(), Vec::new());
        for id in 0..u32::try_from(self.onward.len()).unwrap_or(u32::MAX) {
            self.load(id, &mut world);
            self.engine.add_successors(&world, &mut successors);
            for (number, successor) in successors.iter().enumerate() {
                for taken in &successor.taken {
                    let outcome = taken.outcome();
                    let (OutcomeKind::Handled, Some(handler)) = (&outcome.kind, outcome.handler) else {
                        continue;
                    };
                    let (machine, _) = event_of(self.engine, taken.delivery);
                    let (from, to) = outcome.states;
                    let transition = Transition { from, handler, to };
                    if !hits.has_made(machine, transition) {
                        let place = Place { world: id, successor: Some(number), span: None };
                        first.entry((machine, handler, transition)).or_insert(place);
                    }
                }
            }
        }
        let never_told = first.into_iter().map(|((machine, handler, transition), place)| {
            let mut trace = self.trace(place, None);
            trace.mark_repeated();
            let is_handler = !hits.has_taken(machine, handler);
            NeverTold { machine, transition, is_handler, trace }
        });
        never_told.collect()
    }
}
