//! `unreachable-handler`: a handler that can never run (reference#reachability).
//!
//! Either no state it is accepted in can be reached, or its sender is a machine of the system, or time, and never sends it.
//! Where the states themselves are reported as unreachable, the handler is not: that is the same cause.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Set};

use flow_syntax::diagnostic::{Diagnostics, Level, Name};

use super::CheckCtx;
use crate::acceptance::retelling::find_disagreement;
use crate::edges::dispatch;
use crate::model::*;
use crate::words;

pub(super) fn unreachable_handler(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let CheckCtx { model, senders, broken, .. } = ctx;
    let machine = &model.machines[id];
    let timed = timer_events(ctx.outgoing(id));
    if !broken.is_broken(id) {
        check_crossings(machine, diags);
    }
    for (event_id, event) in machine.events.entries() {
        // `unused-timer` reports the handlers of timed events that no step starts.
        if is_unstarted(machine, &timed, event_id) {
            continue;
        }
        match event.from.and_then(|sender| sending_machine(id, sender)) {
            Some(sender) if !senders.is_sent(id, event_id) => {
                if !broken.is_broken(sender) {
                    report_never_sent(model, machine, diags, event, sender);
                }
            }
            _ if broken.is_broken(id) => {}
            _ => {
                check_states(machine, diags, event);
                check_retellings(model, id, diags, event);
            }
        }
    }
}

/// Reports steps of states that are never entered, or left, by a handler.
fn check_crossings(machine: &Machine, diags: &mut Diagnostics) {
    let is_reachable = |state: &StateId| machine.reach(*state) == Reach::Reachable;
    let idle = machine.crossings.iter().filter(|crossing| {
        !crossing.body.is_empty() && crossing.states.iter().any(is_reachable) && !machine.crosses(crossing)
    });
    for crossing in idle {
        let (name, state) = (&machine.name.text, &crossing.name.text);
        let (message, fact) = match crossing.side {
            Side::Entering if crossing.states.contains(&machine.initial) => (
                format!("nothing moves '@{name}' to '#{state}' from outside of it"),
                "the state in which an instance begins is not entered",
            ),
            Side::Entering => (
                format!("nothing moves '@{name}' to '#{state}' from outside of it"),
                "a transition to the same state does not enter it",
            ),
            Side::Leaving => (
                format!("nothing moves '@{name}' out of '#{state}'"),
                "a transition to the same state does not leave it",
            ),
        };
        diags.report(Name::UnreachableHandler, crossing.span, message).help(fact);
    }
}

/// The machine of the system that a sender is, if it is one.
fn sending_machine(id: MachineId, sender: Party) -> Option<MachineId> {
    match sender {
        Party::Machine(machine) => Some(machine),
        Party::Itself => Some(id),
        Party::Actor(_) | Party::System => None,
    }
}

fn report_never_sent(
    model: &Model,
    machine: &Machine,
    diags: &mut Diagnostics,
    event: &Event,
    sender: MachineId,
) {
    let Some((first, others)) = event.handlers.split_first() else { return };
    let (name, to) = (&event.name.text, &machine.name.text);
    let by = &model.machines[sender].name;
    let (message, target) = match event.from {
        Some(Party::Itself) => (format!("'@{to}' never sends itself ':{name}'"), "self"),
        _ => (format!("'@{}' never sends ':{name}' to '@{to}'", by.text), to.as_str()),
    };
    let report = diags.report(Name::UnreachableHandler, machine.handlers[*first].span, message);
    let others = others.iter().map(|other| machine.handlers[*other].span);
    words::label_all(report, others, "nor can this one ever run");
    report.help(format!("it runs once '@{}' sends it: 'emit :{name} to @{target}'", by.text));
}

/// The events that timers among the steps of a machine raise.
fn timer_events(outgoing: &[(HandlerId, &Step)]) -> Set<EventId> {
    let timers = outgoing
        .iter()
        .filter_map(|(_, step)| if let Step::Timer(timer) = step { Some(timer) } else { None });
    timers.filter_map(|timer| timer.op.start()).map(|start| start.event).collect()
}

/// Whether an event is sent only by timers and no step starts one: neither a timer nor, for an event from the machine itself with the name
/// of a timer, a schedule.
fn is_unstarted(machine: &Machine, timed: &Set<EventId>, id: EventId) -> bool {
    let event = &machine.events[id];
    let is_timer = |timer: &EventId| {
        let timer = &machine.events[*timer];
        timer.from == Some(Party::System) && timer.name.text == event.name.text
    };
    match event.from {
        Some(Party::System) => !timed.contains(&id),
        Some(Party::Itself) => !timed.contains(&id) && timed.iter().any(is_timer),
        _ => false,
    }
}

fn check_states(machine: &Machine, diags: &mut Diagnostics, event: &Event) {
    for id in &event.handlers {
        let (handler, accepted) = (&machine.handlers[*id], machine.accepted(*id));
        if accepted.role != Role::Definition {
            continue;
        }
        let name = words::event(machine, handler.event);
        if accepted.states.is_empty() && names_ends_only(machine, handler) {
            let message = format!("'{name}' cannot be deferred at the end of '@{}'", machine.name.text);
            diags
                .report(Name::UnreachableHandler, handler.span, message)
                .help("an instance that has come to its end never moves again, so its event is rejected");
        } else if accepted.states.is_empty() {
            diags
                .report(
                    Name::UnreachableHandler,
                    handler.span,
                    format!("'{name}' is accepted in no state here"),
                )
                .help("'in #…' at its end says where it is accepted");
        } else if all_unreachable(machine, &accepted.states)
            && diags.level(Name::UnreachableState) == Level::Allow
        {
            let states = words::states(machine, accepted.states.iter());
            diags
                .report(
                    Name::UnreachableHandler,
                    handler.span,
                    format!("'{name}' is accepted only where the machine never is: {states}"),
                )
                .help("it can run in a state that a handler moves to");
        }
    }
}

/// Whether a handler that defers names only states in which an instance has ended.
fn names_ends_only(machine: &Machine, handler: &Handler) -> bool {
    let Some(Said::In { named, grouped }) = &handler.said else { return false };
    let mut states = named.iter().chain(grouped);
    handler.reaction == Reaction::Defer && states.all(|state| machine.is_end(*state))
}

/// States that only a retelling names: it adds none (reference#retellings), so the event is rejected there.
fn check_retellings(model: &Model, id: MachineId, diags: &mut Diagnostics, event: &Event) {
    let machine = &model.machines[id];
    for handler in &event.handlers {
        let telling = &machine.handlers[*handler];
        let (Role::Retelling(definition), Some(Said::In { named, grouped })) =
            (machine.accepted(*handler).role, &telling.said)
        else {
            continue;
        };
        let is_lost = |state: &&StateId| dispatch(model, id, **state, telling.event).is_none();
        let lost: Vec<_> = named.iter().chain(grouped).filter(is_lost).gather();
        let (fuller, accepted) = (&machine.handlers[definition], &machine.accepted(definition).states);
        let shared = accepted.iter().copied().collect();
        // One that disagrees is reported as that.
        if lost.is_empty() || find_disagreement(telling.own_body(), &fuller.body, &shared).is_some() {
            continue;
        }
        let (name, lost_states) =
            (words::event(machine, telling.event), words::states(machine, lost.iter().copied()));
        let message = format!("nothing takes '{name}' in {lost_states}: a shorter telling adds no states");
        let mut states: Vec<_> = accepted.iter().chain(lost).copied().gather();
        ordered::sort(&mut states);
        let report = diags.report(Name::UnknownSource, telling.span, message);
        let told = format!("told in full here, in {}", words::states(machine, accepted.iter()));
        report.label(fuller.span, told);
        if let Some(line) = words::opt_handler_line(model, machine, fuller, &states) {
            report.write("where it is told in full, write", fuller.span, line);
        }
    }
}

fn all_unreachable(machine: &Machine, states: &[StateId]) -> bool {
    states.iter().all(|state| machine.reach(*state) == Reach::Unreachable)
}
