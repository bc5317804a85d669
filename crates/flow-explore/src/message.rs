//! Findings in words, and their keys.
//!
//! Sentences about events that were not handled are those of failed tests (`flow_sim::history::sentences`). A key has no line numbers, so
//! that an accepted finding is recognised after other changes.

use flow_model::model::{Model, Party};
use flow_model::words;
use flow_sim::history::sentences::{Occurrence, describe_waiting};

use crate::finding::Kind;
use crate::search::Cause;
use crate::trace::{Ending, Trace};

/// What happens, in a sentence without a full stop.
pub(crate) fn write_message(model: &Model, cause: &Cause, trace: &Trace) -> String {
    let occurrence = occurrence_of(model, cause);
    let (name, what) = (&model.machines[cause.machine].name.text, &cause.what);
    let waiting = || describe_waiting(model, cause.machine, occurrence.state, what);
    match cause.kind {
        Kind::RejectedMessage => occurrence.describe_rejection(),
        Kind::RefusedMessage => occurrence.describe_refusal(),
        Kind::WaitsForEver => format!("{} that cannot come, and nothing leads on", waiting()),
        Kind::WaitsForSomeone => {
            format!("{} that cannot come; only a new event from outside leads on", waiting())
        }
        Kind::StaysOpen => {
            let (answer, receiver) = what.split_once(", ").unwrap_or((what, ""));
            let receiver = if receiver.is_empty() { String::new() } else { format!(", {receiver}") };
            format!(
                "@{name} stays in {} after '{answer}'{receiver}, and what leads on from there cannot come",
                state_of(model, cause)
            )
        }
        Kind::Stuck => {
            let state = state_of(model, cause);
            let why = match model.machines[cause.machine].ends.are_said() {
                true => "which is none of its ends",
                false => "and what leads on from there cannot come",
            };
            format!("@{name} stays in {state} for ever, {why}")
        }
        Kind::Fails => occurrence.describe_fault(trace.fault().unwrap_or_default()),
        Kind::LateAnswer => describe_answers(&occurrence, what, Occurrence::describe_late_answer),
        Kind::EarlyAnswer => describe_answers(&occurrence, what, Occurrence::describe_early_answer),
        Kind::LateTimer => occurrence.describe_late_timer(),
        Kind::SecondInstance => format!(
            "{} makes a second @{name} in its conversation, since the first has ended",
            occurrence.describe_event()
        ),
        Kind::PilesUp => describe_growth(model, cause),
        Kind::BrokenRule => match trace.ending {
            Ending::Here => "this rule is broken".to_owned(),
            Ending::Rests | Ending::Repeats(_) => "this rule is broken: it can wait for ever".to_owned(),
        },
        Kind::AnsweredTwice => format!(
            "{} is taken by @{name} in {} although another answer has come in its place",
            occurrence.describe_event(),
            state_of(model, cause)
        ),
        Kind::StaleTimer => format!(
            "':{what}' of an earlier visit comes to @{name} in {}, which has started another one by now",
            state_of(model, cause)
        ),
        Kind::GoesRound => format!("messages cause each other without end: {what}"),
        Kind::IdleRule => "this 'when' never becomes true".to_owned(),
        Kind::NeverHappens => format!("@{name}: {what}"),
    }
}

/// What a finding is about, in words that stay the same when lines move.
pub(crate) fn write_key(model: &Model, cause: &Cause) -> String {
    let name = &model.machines[cause.machine].name.text;
    let (from, state) = (sender_of(model, cause), state_of(model, cause));
    [cause.kind.name(), &from, name, &state, &cause.what].map(str::trim).join(" | ")
}

fn occurrence_of<'a>(model: &'a Model, cause: &'a Cause) -> Occurrence<'a> {
    let initial = model.machines[cause.machine].initial;
    let (machine, state) = (cause.machine, cause.state.unwrap_or(initial));
    Occurrence { model, event: &cause.what, from: cause.from, machine, state }
}

/// `':accept' or ':decline' from @manager comes late to @approval in #done, which does not take it`.
fn describe_answers<'a>(
    occurrence: &Occurrence<'a>,
    events: &'a str,
    describe: fn(&Occurrence<'a>) -> String,
) -> String {
    let Some((others, last)) = events.rsplit_once(", ") else { return describe(occurrence) };
    let others: Vec<String> = others.split(", ").map(|event| format!("':{event}'")).collect();
    format!("{} or {}", others.join(", "), describe(&Occurrence { event: last, ..*occurrence }))
}

fn describe_growth(model: &Model, cause: &Cause) -> String {
    let (name, what) = (&model.machines[cause.machine].name.text, &cause.what);
    match cause.from {
        Some(_) => format!("messages{} to @{name} pile up without end", sender_of(model, cause)),
        None if what.is_empty() => format!("a conversation gets more and more instances of @{name}"),
        None => format!("':{what}' of @{name} is scheduled more and more often"),
    }
}

/// ` from @payment`; empty for time.
fn sender_of(model: &Model, cause: &Cause) -> String {
    match cause.from {
        Some(from @ (Party::Machine(_) | Party::Actor(_))) => format!(" from {}", words::party(model, from)),
        _ => String::new(),
    }
}

/// `#paid`; empty if it is about no state.
fn state_of(model: &Model, cause: &Cause) -> String {
    let machine = &model.machines[cause.machine];
    cause.state.map(|state| words::state(machine, state)).unwrap_or_default()
}
