//! Where a machine is when something that it sent arrives, and the handler that takes it there.
//!
//! Shared by the checks of events that are lost. Only handlers that can run in a reachable state count.

use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use super::CheckCtx;
use crate::edges::find_exact_handler;
use crate::messages::Sent;
use crate::model::*;
use crate::words;

/// Whether a machine has a handler for an event.
pub(super) fn is_handled(ctx: &CheckCtx<'_>, machine: MachineId, event: EventId) -> bool {
    let events = &ctx.model.machines[machine].events;
    ctx.senders.matching_events(machine, event).any(|event| !events[event].handlers.is_empty())
}

/// Adds the handler that takes an event in some states; in any state, if none is known.
pub(super) fn help_with_handler(
    model: &Model,
    report: &mut Diagnostic,
    machine: MachineId,
    event: EventId,
    states: &Set<StateId>,
) {
    let machine = &model.machines[machine];
    let states: Vec<_> = states.iter().copied().gather();
    if let Some(line) = words::opt_new_line(model, machine, event, &states) {
        words::help_with_handler(report, machine, event, &line);
    }
}

/// The states in which the sender of a request then rests, where its handler can run.
pub(super) fn rest_states_after(ctx: &CheckCtx<'_>, sent: &Sent<'_>) -> Set<StateId> {
    let paths = &ctx.paths[sent.machine][sent.handler];
    paths.rest_states(&states_where_sent(ctx, sent), sent.request)
}

/// The reachable states in which the handler of a request runs.
pub(super) fn states_where_sent(ctx: &CheckCtx<'_>, sent: &Sent<'_>) -> Vec<StateId> {
    let machine = &ctx.model.machines[sent.machine];
    let event = machine.handlers[sent.handler].event;
    let runs = |state: &&StateId| {
        machine.reach(**state) == Reach::Reachable
            && find_exact_handler(machine, **state, event) == Some(sent.handler)
    };
    machine.accepted(sent.handler).states.iter().filter(runs).copied().gather()
}
