//! Which events of actors outside are answers, although they are told in another scenario than the question.
//!
//! A scenario often tells one answer, and another scenario the other, beginning in the state in between. Where a machine gets to the states
//! that take an event only after it has sent something to that actor, the event is an answer, and may arrive late as any other.

use std::collections::BTreeSet;

use flow_model::control_flow::paths;
use flow_model::model::{EventId, MachineId, Reaction, StateId, Step, Target};
use flow_model::visit;
use flow_sim::Runnable;

use crate::slice::for_each_body;

/// How many paths of a handler are followed. Of one with more, it is not known what it asks.
const MOST_PATHS: usize = 64;

/// The messages to actors outside, each with an event that they prompt, by machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prompted(Vec<BTreeSet<(Target, EventId)>>);

impl Prompted {
    /// Finds them among the events that no line asks for.
    pub(crate) fn of(
        runnable: &Runnable<'_>,
        reports_of: &dyn Fn(MachineId, Target) -> Vec<EventId>,
    ) -> Prompted {
        let mut targets = vec![BTreeSet::new(); runnable.model.machines.len()];
        for_each_body(runnable.model, &mut |(machine, _), body| {
            visit::steps(body, &mut |step| {
                if let Step::Emit(emit) = step
                    && matches!(emit.target, Target::Actor(..))
                {
                    targets[machine.index()].insert(emit.target);
                }
            });
        });
        let of_machine = |machine: MachineId| {
            let mut prompted = BTreeSet::new();
            for target in &targets[machine.index()] {
                let events = reports_of(machine, *target);
                if events.is_empty() {
                    continue;
                }
                let unasked = reach_without(runnable, machine, *target);
                let is_prompted = |event: &EventId| {
                    let states = runnable.machine(machine).states.ids();
                    let mut takes = states.filter(|state| is_taken(runnable, machine, *state, *event));
                    takes.all(|state| !unasked.contains(&state))
                };
                prompted.extend(events.into_iter().filter(is_prompted).map(|event| (*target, event)));
            }
            prompted
        };
        Prompted(runnable.model.machines.ids().map(of_machine).collect())
    }

    /// Whether a message prompts an event.
    pub(crate) fn contains(&self, machine: MachineId, target: Target, event: EventId) -> bool {
        self.0[machine.index()].contains(&(target, event))
    }
}

fn is_taken(runnable: &Runnable<'_>, machine: MachineId, state: StateId, event: EventId) -> bool {
    let handler = runnable.handler(machine, state, event);
    handler.is_some_and(|handler| runnable.get(machine, handler).reaction != Reaction::Ignore)
}

/// The states that a machine can get to without sending a message.
fn reach_without(runnable: &Runnable<'_>, machine: MachineId, target: Target) -> BTreeSet<StateId> {
    let of = runnable.machine(machine);
    let mut reached = BTreeSet::from([of.initial]);
    let mut open = vec![of.initial];
    while let Some(state) = open.pop() {
        for handler in of.events.ids().filter_map(|event| runnable.handler(machine, state, event)) {
            let body = &runnable.get(machine, handler).body;
            let mut found = Vec::new();
            for (at, path) in paths(body, state).enumerate() {
                let is_sent = |step: &&Step| matches!(step, Step::Emit(emit) if emit.target == target);
                let sends = at < MOST_PATHS && path.steps.iter().any(is_sent);
                if !path.rejects && !sends {
                    found.push(path.end.state(state));
                }
                if at == MOST_PATHS {
                    found.extend(
                        runnable.ends(machine, handler, state).into_iter().flat_map(|ends| ends.keys()),
                    );
                    break;
                }
            }
            open.extend(found.into_iter().filter(|end| reached.insert(*end)));
        }
    }
    reached
}
