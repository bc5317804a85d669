//! `guessed-source`: a handler with accepted states that are a guess (reference#accepted-states).
//!
//! The solver notes the guess; here it is put into words. Retellings are never marked: they add no
//! states, so the guess has no effect.

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::gather::Gather;

use super::CheckCtx;
use crate::model::*;
use crate::words;

pub(super) fn guessed_source(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let model = ctx.model;
    let machine = &model.machines[id];
    for (id, handler) in machine.handlers.entries() {
        let accepted = machine.accepted(id);
        let is_misnamed = |id: &StateId| ctx.broken.is_misnamed(&machine.states[*id]);
        if let Some(guess) = &accepted.guess
            && !accepted.states.iter().any(is_misnamed)
        {
            let message = message(machine, id, guess);
            let report = diags.report(Name::GuessedSource, handler.span, message);
            show(model, machine, id, guess, report);
        }
    }
}

fn message(machine: &Machine, id: HandlerId, guess: &Guess) -> String {
    let event = words::event(machine, machine.handlers[id].event);
    let states = words::states(machine, machine.accepted(id).states.iter());
    match guess {
        Guess::LastRequest { .. } => {
            format!(
                "'{event}' can answer questions asked in different states; the last one was taken: {states}"
            )
        }
        Guess::OtherAnswers(_) => {
            format!(
                "'{event}' is awaited together with another answer; it is accepted where that leads, too: {states}"
            )
        }
        Guess::Beginning(_) => {
            format!("'{event}' is told in {states} here, and an earlier scenario tells it in other states")
        }
        Guess::Initial(_) => {
            format!("nothing says where '{event}' is awaited; the initial state was taken: {states}")
        }
        Guess::Continuation => format!("the story can be in several states when '{event}' comes: {states}"),
    }
}

fn show(model: &Model, machine: &Machine, id: HandlerId, guess: &Guess, report: &mut Diagnostic) {
    let place = |id: &HandlerId| machine.handlers[*id].span;
    match guess {
        Guess::OtherAnswers(others) => {
            words::label_all(report, others.iter().map(place), "this answer always leaves the state");
        }
        Guess::Beginning(earlier) => {
            let states = words::states(machine, machine.accepted(*earlier).states.iter());
            report.label(place(earlier), format!("told in {states} here"));
        }
        Guess::Initial(asker) => {
            report.label(place(asker), "something is sent to that actor here");
        }
        Guess::LastRequest { first, count, .. } => {
            let places: Vec<Span> = first.iter().map(place).gather();
            words::label_first(report, &places, *count, "it can answer what is asked here");
        }
        Guess::Continuation => {}
    }
    help(model, machine, id, guess, report);
}

/// Adds the handler lines that make each reading explicit.
fn help(model: &Model, machine: &Machine, id: HandlerId, guess: &Guess, report: &mut Diagnostic) {
    let handler = &machine.handlers[id];
    let line = |states: &[StateId]| words::opt_handler_line(model, machine, handler, states);
    if let Guess::LastRequest { readings, .. } = guess
        && readings.len() > 1
    {
        for (message, states) in readings {
            if let (Some(line), Some(event)) = (line(states), words::opt_message(model, *message)) {
                report.write(&format!("if it answers '{event}', write"), handler.span, line);
            }
        }
    } else if let Some(line) = line(&machine.accepted(id).states) {
        report.write("if this is what you mean, write", handler.span, line);
    }
}
