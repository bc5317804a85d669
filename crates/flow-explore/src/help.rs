//! Helps: corrections for findings, if one is known.
//!
//! A help names a line of the specification that would change the behaviour in the finding. Only the author knows the intended
//! behaviour, so each possible correction is offered.

use std::collections::BTreeSet;

use flow_model::model::{HandlerId, MachineId, Model, Party, Rule, StateId, Step};
use flow_model::visit;
use flow_model::words;
use flow_sim::Runnable;

use crate::asker::Answer;
use crate::finding::Kind;
use crate::search::Cause;
use crate::trace::{ArrivalResult, Trace, TraceStep};

/// The help for a finding, in a sentence without a full stop.
pub(crate) fn write_help(runnable: &Runnable<'_>, cause: &Cause, trace: &Trace) -> Option<String> {
    let model = runnable.model;
    let (name, what) = (&model.machines[cause.machine].name.text, &cause.what);
    match cause.kind {
        Kind::RejectedMessage => help_with_rejection(runnable, cause),
        Kind::LateAnswer => {
            let others = state_others(model, cause);
            Some(match what.contains(", ") {
                true => format!(
                    "if they mean nothing there, write a handler of each in {} with 'ignore'{others}",
                    state_of(model, cause)?
                ),
                false => format!(
                    "if it means nothing there, write '{}' with 'ignore' below it{others}",
                    handler_line(model, cause, what)?
                ),
            })
        }
        Kind::EarlyAnswer => {
            let written = match what.contains(", ") {
                true => format!("write a handler of each in {} with", state_of(model, cause)?),
                false => format!("write '{}' with", handler_line(model, cause, what)?),
            };
            let from = words::party(model, cause.from?);
            let others = state_others(model, cause);
            Some(format!(
                "{written} 'defer' below it{others}; if {from} sends it unasked, write 'on>' where it is handled"
            ))
        }
        Kind::LateTimer => Some(help_with_timer(model, cause)?),
        Kind::StaleTimer => Some(format!("write 'cancel :{what}' where {} is left", state_of(model, cause)?)),
        Kind::WaitsForEver | Kind::WaitsForSomeone => help_with_waiting(model, cause, trace),
        Kind::Stuck => Some(format!(
            "let something lead on from {}: an answer, a timer or a public event",
            state_of(model, cause)?
        )),
        Kind::SecondInstance => Some(format!(
            "if a second one is meant, write 'to a new @{name}'; if not, do not send it once the first has ended"
        )),
        Kind::PilesUp if cause.from.is_none() && !what.is_empty() => {
            Some(format!("if one is enough, write 'cancel :{what}' above the line that schedules it"))
        }
        Kind::AnsweredTwice => Some(format!(
            "if only the first one counts, move to another state with it, or keep in a variable that it has come and ask for that in the handler of ':{what}'"
        )),
        Kind::Fails => Some("write a guard above the step, which asks whether it can be done".to_owned()),
        Kind::RefusedMessage
        | Kind::StaysOpen
        | Kind::PilesUp
        | Kind::NeverHappens
        | Kind::BrokenRule
        | Kind::GoesRound
        | Kind::IdleRule => None,
    }
}

/// `on :granted from @lock in #done`.
fn handler_line(model: &Model, cause: &Cause, event: &str) -> Option<String> {
    let from = match sender_of(model, cause, event) {
        Some(Party::System) | None => String::new(),
        Some(from) => format!(" from {}", words::party(model, from)),
    };
    Some(format!("on :{event}{from} in {}", state_of(model, cause)?))
}

/// The sender as a handler names it: what a machine sends to itself comes from `@self`.
fn sender_of(model: &Model, cause: &Cause, event: &str) -> Option<Party> {
    let is_own = cause.from == Some(Party::Machine(cause.machine));
    let has_own = |event: &str| {
        let events = &model.machines[cause.machine].events;
        events.iter().any(|known| known.name.text == event && known.from == Some(Party::Itself))
    };
    if is_own && has_own(event) { Some(Party::Itself) } else { cause.from }
}

/// What else to write beside a handler that names its state. Where the line of another handler of the event names none, the new one may
/// determine its states, too (reference#known-answers), or meet a retelling that was inferred for the state.
fn state_others(model: &Model, cause: &Cause) -> String {
    let of = &model.machines[cause.machine];
    let is_meant = |handler: HandlerId| {
        let event = &of.events[of.handlers[handler].event];
        cause.what.split(", ").any(|name| name == event.name.text)
            && event.from == sender_of(model, cause, &event.name.text)
            && of.accepted(handler).rule != Rule::Said
    };
    let others: Vec<HandlerId> = of.handlers.ids().filter(|handler| is_meant(*handler)).collect();
    let is_here = |state: &StateId| Some(*state) == cause.state;
    let is_affected = |handler: &HandlerId| {
        let accepted = of.accepted(*handler);
        matches!(accepted.rule, Rule::Known | Rule::Initial | Rule::Continuation)
            || accepted.states.iter().any(is_here)
    };
    if !others.iter().any(is_affected) {
        return String::new();
    }
    let list_elsewhere = |handler: HandlerId| -> Vec<StateId> {
        of.accepted(handler).states.iter().copied().filter(|state| !is_here(state)).collect()
    };
    let states_of = |handler: HandlerId| match list_elsewhere(handler) {
        none if none.is_empty() => list_elsewhere(of.definition(handler)),
        states => states,
    };
    let places: BTreeSet<Vec<StateId>> = others.into_iter().map(states_of).collect();
    let write = |states: &Vec<StateId>| {
        let states: Vec<String> = states.iter().map(|state| words::state(of, *state)).collect();
        format!("'in {}'", states.join(", "))
    };
    match Vec::from_iter(places).as_slice() {
        [states] => format!(", and add {} where its line names no state", write(states)),
        _ => ", and add its states where its line names none".to_owned(),
    }
}

fn state_of(model: &Model, cause: &Cause) -> Option<String> {
    Some(words::state(&model.machines[cause.machine], cause.state?))
}

fn help_with_rejection(runnable: &Runnable<'_>, cause: &Cause) -> Option<String> {
    let line = handler_line(runnable.model, cause, &cause.what)?;
    let from = sender_of(runnable.model, cause, &cause.what);
    let is_handled = runnable
        .machine(cause.machine)
        .events
        .iter()
        .any(|event| event.name.text == cause.what && event.from == from && !event.handlers.is_empty());
    if !is_handled {
        let name = &runnable.machine(cause.machine).name.text;
        return Some(format!("write a handler '{line}' in '@{name}', or do not send it"));
    }
    let others = state_others(runnable.model, cause);
    let ignore = format!("if it means nothing there, write '{line}' with 'ignore' below it{others}");
    match comes_to_accept(runnable, cause) {
        true => Some(format!("{ignore}; if it is only too early, with 'defer'")),
        false => Some(ignore),
    }
}

/// Whether a machine can get from the state of a finding to one that accepts its event.
fn comes_to_accept(runnable: &Runnable<'_>, cause: &Cause) -> bool {
    let Some(state) = cause.state else { return false };
    let of = runnable.machine(cause.machine);
    if of.is_end(state) {
        return false;
    }
    let from = sender_of(runnable.model, cause, &cause.what);
    let event = of.events.entries().find(|(_, event)| event.name.text == cause.what && event.from == from);
    let Some((event, _)) = event else { return false };
    let mut reached = vec![state];
    let mut at = 0;
    while let Some(state) = reached.get(at).copied() {
        if runnable.handler(cause.machine, state, event).is_some() {
            return true;
        }
        for next in list_next_states(runnable, cause.machine, state) {
            if !reached.contains(&next) {
                reached.push(next);
            }
        }
        at += 1;
    }
    false
}

fn list_next_states(runnable: &Runnable<'_>, machine: MachineId, state: StateId) -> Vec<StateId> {
    let of = runnable.machine(machine);
    let handlers: Vec<HandlerId> =
        of.events.ids().filter_map(|event| runnable.handler(machine, state, event)).collect();
    let ends = handlers.into_iter().filter_map(|handler| runnable.ends(machine, handler, state));
    ends.flat_map(|ends| ends.keys().copied().collect::<Vec<_>>()).collect()
}

fn help_with_timer(model: &Model, cause: &Cause) -> Option<String> {
    let (state, what) = (state_of(model, cause)?, &cause.what);
    let from = words::party(model, cause.from?);
    let others = state_others(model, cause);
    let handler = format!("'on :{what} from {from} in {state}' with 'ignore' below it{others}");
    Some(match starts_there(model, cause) {
        true => format!("if it means nothing there, write {handler}"),
        false => format!("write 'cancel :{what}' where it is not needed any longer, or {handler}"),
    })
}

/// Whether a handler of the state itself starts the event: then entering the state is no place to cancel it.
fn starts_there(model: &Model, cause: &Cause) -> bool {
    let of = &model.machines[cause.machine];
    let is_here =
        |handler: HandlerId| of.accepted(handler).states.iter().any(|state| Some(*state) == cause.state);
    let mut starts = false;
    for (_, handler) in of.handlers.entries().filter(|(id, _)| is_here(*id)) {
        visit::steps(&handler.body, &mut |step| {
            if let Step::Timer(timer) = step {
                let event = timer.op.start().map(|start| &of.events[start.event].name.text);
                starts |= event == Some(&cause.what);
            }
        });
    }
    starts
}

/// The cause is most often a step of the path itself: an action that failed, or a message that was lost or not taken.
/// The answer with which a path to an instance that waits ends, if the instance takes it and stays where it is.
fn find_answer_without_effect<'t>(cause: &Cause, trace: &'t Trace) -> Option<&'t str> {
    let Some(TraceStep::Message(last)) = trace.steps.last() else { return None };
    let stays = (Some(last.states.0), Some(last.states.1)) == (cause.state, cause.state);
    let is_taken = last.result == ArrivalResult::Handled && last.to.machine == cause.machine;
    (stays && is_taken).then_some(last.name.as_str())
}

fn help_with_waiting(model: &Model, cause: &Cause, trace: &Trace) -> Option<String> {
    let state = state_of(model, cause)?;
    if let Some(event) = find_answer_without_effect(cause, trace) {
        return Some(format!(
            "let every path of ':{event}' in {state} lead on, or lead on from {state} with a timer"
        ));
    }
    for (number, step) in trace.steps.iter().enumerate().rev() {
        let number = number + 1;
        match step {
            TraceStep::Lost { from, .. } => {
                let again = if from.machine == cause.machine { "sends it again or " } else { "" };
                return Some(format!(
                    "the message of step {number} can be lost: start a timer in {state} that {again}leads on"
                ));
            }
            TraceStep::Message(arrival) => match &arrival.result {
                ArrivalResult::Failed => {
                    let is_failure =
                        |answer: &Answer| matches!(answer, Answer::Succeeds(false) | Answer::Value(None));
                    let failed = arrival.answers.iter().rev().find(|(_, answer)| is_failure(answer))?;
                    return Some(format!(
                        "below '{}', write '? that failed' and what '@{}' does then",
                        failed.0, model.machines[arrival.to.machine].name.text
                    ));
                }
                ArrivalResult::Rejected | ArrivalResult::Fault(_) => {
                    return Some(format!(
                        "let '@{}' answer in step {number}, or lead on from {state} with a timer",
                        model.machines[arrival.to.machine].name.text
                    ));
                }
                ArrivalResult::Handled | ArrivalResult::Deferred | ArrivalResult::Refused(_) => {}
            },
            TraceStep::Begins(_) => {}
        }
    }
    Some(format!("let every path of the asked machine answer, or lead on from {state} with a timer"))
}
