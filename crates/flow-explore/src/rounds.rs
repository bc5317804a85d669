//! Finds messages that cause each other without end.
//!
//! A round consists of deliveries between instances alone. Rounds with an event from outside or a timer in them are ordinary: people
//! return, and reminders repeat.

use std::collections::BTreeSet;

use flow_model::model::MachineId;

use crate::engine::Occasion;
use crate::finding::Kind;
use crate::graph::Edge;
use crate::search::{Cause, PathEnd, Place, Search};
use crate::step::EdgeKind;
use crate::successors::event_of;
use crate::world::World;

impl Search<'_, '_> {
    /// Records one round for each set of messages. Only of a search that is closed.
    pub(crate) fn find_rounds(&mut self) {
        if !has_cycle(&self.engine.reached.caused) {
            return;
        }
        self.make_graph();
        let is_message = |_: u32, _: usize, edge: &Edge| edge.kind() == EdgeKind::Message;
        let mut rounds = Vec::new();
        self.visit_components(&|_| true, &is_message, &mut |component| {
            let is_in = |id: u32| component.binary_search(&id).is_ok();
            let is_round = component.len() > 1
                || self
                    .edges_of(component[0])
                    .any(|(number, edge)| is_message(component[0], number, edge) && edge.to == component[0]);
            if is_round {
                rounds.push(self.find_round(component[0], &is_in, &is_message));
            }
        });
        rounds.sort_by_key(|round| round.first().copied());
        for round in rounds {
            self.note_round(round);
        }
    }

    fn note_round(&mut self, round: Vec<(u32, usize)>) {
        let Some((first, _)) = round.first().copied() else { return };
        let (mut messages, mut span, mut receiver) = (BTreeSet::new(), None, None);
        let (mut world, mut successors) = (World::default(), Vec::new());
        for (id, number) in &round {
            self.load(*id, &mut world);
            self.engine.add_successors(&world, &mut successors);
            let Some(taken) = successors.get(*number).and_then(|successor| successor.taken.first()) else {
                continue;
            };
            let (machine, event) = event_of(self.engine, taken.delivery);
            let of = self.engine.runnable.machine(machine);
            messages.insert(format!("':{}' to @{}", of.events[event].name.text, of.name.text));
            span = span.or(of.events[event]
                .handlers
                .first()
                .map(|handler| self.engine.runnable.get(machine, *handler).span));
            receiver = receiver.or(Some(machine));
        }
        let what = messages.into_iter().collect::<Vec<_>>().join(", ");
        let machine = receiver.unwrap_or(MachineId(0));
        let cause = Cause { kind: Kind::GoesRound, from: None, machine, state: None, what };
        if !self.found.contains_key(&cause) {
            self.endings.insert(cause.clone(), PathEnd::Repeats(round));
            self.insert(cause, Place { world: first, successor: None, span });
        }
    }
}

/// Whether events can cause each other in a circle. Without one, the graph of worlds, which may be large, has no round.
fn has_cycle(caused: &BTreeSet<(Occasion, Occasion)>) -> bool {
    let mut open = caused.clone();
    loop {
        let before = open.len();
        let causes: BTreeSet<Occasion> = open.iter().map(|(cause, _)| *cause).collect();
        open.retain(|(_, effect)| causes.contains(effect));
        if open.len() == before {
            return !open.is_empty();
        }
    }
}
