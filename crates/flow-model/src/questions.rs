//! Which events answer which requests (reference#answers), for tools that run a specification.
//!
//! The acceptance stage determines where an answer is accepted; this is the relation that it uses, by machine and request, without places
//! in the text.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use crate::acceptance;
use crate::control_flow::Request;
use crate::messages::Traffic;
use crate::model::*;

/// The requests of every machine, each with the events that answer it.
#[derive(Clone, Debug)]
pub struct Questions(List<MachineId, Map<Target, Set<EventId>>>);

impl Questions {
    /// Finds them. The acceptance stage must have run.
    pub fn of(model: &Model) -> Questions {
        Questions::of_machines(model, |_| true)
    }

    /// Finds those of one machine.
    pub fn of_machine(model: &Model, machine: MachineId) -> Questions {
        Questions::of_machines(model, |id| id == machine)
    }

    fn of_machines(model: &Model, is_wanted: impl Fn(MachineId) -> bool) -> Questions {
        let traffic = Traffic::of(model);
        let of_machine = |(id, machine): (MachineId, &Machine)| {
            let mut answered: Map<Target, Set<EventId>> = Map::new();
            if !is_wanted(id) {
                return answered;
            }
            let requests = acceptance::find_requests(&traffic, id, machine);
            for (handler, of) in machine.handlers.entries() {
                let answers = requests.of(handler);
                let candidates = requests.candidates(handler).iter();
                for asked in answers.own.iter().chain(&answers.elsewhere).chain(candidates) {
                    if let Request::Message(target @ (Target::Machine(..) | Target::Actor(..))) =
                        asked.request
                    {
                        answered.entry(target).or_default().insert(of.event);
                    }
                }
            }
            answered
        };
        Questions(model.machines.entries().map(of_machine).collect())
    }

    /// The events of a machine that answer a message that it sends. Empty if none does.
    pub fn answers(&self, machine: MachineId, target: Target) -> impl Iterator<Item = EventId> + '_ {
        self.0[machine].get(&target).into_iter().flat_map(Set::iter).copied()
    }

    /// Removes an event from those that answer a message.
    #[cfg(feature = "tools")]
    pub fn remove(&mut self, machine: MachineId, target: Target, event: EventId) {
        if let Some(events) = self.0[machine].get_mut(&target) {
            events.remove(&event);
        }
    }

    /// The messages of a machine that something answers, in order, each with the events that do.
    pub fn requests(
        &self,
        machine: MachineId,
    ) -> impl Iterator<Item = (Target, impl Iterator<Item = EventId> + '_)> {
        self.0[machine].iter().map(|(target, events)| (*target, events.iter().copied()))
    }

    /// The events of actors outside that answer something, sorted. Others are sent without a request.
    pub fn answers_of_actors(&self, machine: MachineId) -> Vec<EventId> {
        let actors = self.0[machine].iter().filter(|(target, _)| matches!(target, Target::Actor(..)));
        let found: Set<EventId> = actors.flat_map(|(_, events)| events.iter()).copied().collect();
        found.iter().copied().gather()
    }
}
