//! The steps of a trace as sentences.
//!
//! They name instances as specifications do: `@order`, `@order (2)` for the second one, `@stock "a"` for the one with that key.
//!
//! No step is left out. Traces are shortest ones: of 321 steps to findings in the corpus, 3 are neither at the instance that a finding is
//! about nor a cause of a step there (15 of 1,926 with failures, losses and hosts), and most of these are the reason for a wait, such as
//! another task that gets the lock. A test counts them, `suite steps`.

use flow_model::model::{Model, Party, StateId};
use flow_sim::exec::Value;

use crate::asker::Answer;
use crate::trace::{Arrival, ArrivalResult, Beginning, Ending, Manner, Member, Sender, Trace, TraceStep};

/// What exists at the start, where that is of interest: instances with inputs or in later states, or several of them.
pub fn describe_start(model: &Model, start: &[Beginning]) -> Option<String> {
    let describe = |beginning: &Beginning| {
        let mut name = name_of(model, &beginning.member);
        let machine = &model.machines[beginning.member.machine];
        if beginning.state != machine.initial {
            name += &format!(" in #{}", machine.states[beginning.state].name.text);
        }
        name + &describe_values(beginning)
    };
    let is_of_interest = |beginning: &Beginning| {
        !beginning.values.is_empty() || beginning.state != model.machines[beginning.member.machine].initial
    };
    let says_something = start.len() > 1 || start.iter().any(is_of_interest);
    says_something.then(|| start.iter().map(describe).collect::<Vec<_>>().join(", "))
}

/// ` ($total is 40)`; empty if there are no values.
fn describe_values(beginning: &Beginning) -> String {
    let values: Vec<String> =
        beginning.values.iter().map(|(name, value)| format!("${name} is {}", written(value))).collect();
    if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) }
}

/// The continuation of a trace, if it matters: "steps 4 to 6 can repeat for ever".
pub fn describe_ending(trace: &Trace) -> Option<String> {
    match trace.ending {
        Ending::Here => None,
        Ending::Rests => Some("nothing that must happen leads on".to_owned()),
        Ending::Repeats(from) if from + 1 == trace.steps.len() => {
            Some(format!("step {} can repeat for ever", from + 1))
        }
        Ending::Repeats(from) => {
            Some(format!("steps {} to {} can repeat for ever", from + 1, trace.steps.len()))
        }
    }
}

/// A step as a sentence without a full stop.
pub fn describe_step(model: &Model, step: &TraceStep) -> String {
    match step {
        TraceStep::Message(arrival) => describe_arrival(model, arrival),
        TraceStep::Lost { from, to, event } => {
            let (from, to) = (name_of(model, from), name_of(model, to));
            format!("':{event}' from {from} to {to} is lost")
        }
        TraceStep::Begins(beginning) => format!(
            "that conversation is over, and another one begins at @{}{}",
            model.machines[beginning.member.machine].name.text,
            describe_values(beginning)
        ),
    }
}

fn describe_arrival(model: &Model, arrival: &Arrival) -> String {
    let to = name_of(model, &arrival.to);
    let event = &arrival.name;
    let payload: Vec<String> =
        arrival.payload.iter().map(|(name, value)| format!("{name}: {}", written(value))).collect();
    let with = if payload.is_empty() { String::new() } else { format!(" with {}", payload.join(", ")) };
    let sent = match (&arrival.from, arrival.manner) {
        (_, Manner::Recalled) => format!("{to} takes up ':{event}'{with}, which it had put aside"),
        (Sender::Time, _) => format!("time: ':{event}' comes to {to}"),
        (Sender::Machine(from), manner) => {
            let again = match manner {
                Manner::Doubled => " for the first time",
                Manner::Repeated => " for the second time",
                Manner::Retried => " again",
                _ => "",
            };
            format!("':{event}'{with} from {} reaches {to}{again}", name_of(model, from))
        }
        (Sender::Outside(from), manner) => {
            let from = outside_name(model, *from);
            match manner {
                Manner::Answer => format!("{from} answers ':{event}'{with} to {to}"),
                Manner::Late => format!("{from} answers ':{event}'{with} to {to}, too late"),
                Manner::Early => format!("{from} answers ':{event}'{with} to {to}, too early"),
                _ => format!("{from} sends ':{event}'{with} to {to}"),
            }
        }
    };
    let answers: Vec<String> = arrival.answers.iter().map(describe_answer).collect();
    let answers = if answers.is_empty() { String::new() } else { format!(", {}", answers.join(", ")) };
    format!("{sent}{answers}: {}", describe_result(model, arrival))
}

fn describe_result(model: &Model, arrival: &Arrival) -> String {
    let state = |state: StateId| format!("#{}", model.machines[arrival.to.machine].states[state].name.text);
    let (from, to) = arrival.states;
    match &arrival.result {
        ArrivalResult::Handled if from == to => format!("it stays in {}", state(to)),
        ArrivalResult::Handled => format!("{} to {}", state(from), state(to)),
        ArrivalResult::Deferred => format!("it puts it aside in {}", state(from)),
        ArrivalResult::Rejected => format!("rejected in {}", state(from)),
        ArrivalResult::Refused(reason) if reason.is_empty() => format!("refused in {}", state(from)),
        ArrivalResult::Refused(reason) => format!("refused in {}, \"{reason}\"", state(from)),
        ArrivalResult::Failed => format!("nothing is done, it stays in {}", state(from)),
        ArrivalResult::Fault(message) => format!("{message}, it stays in {}", state(from)),
    }
}

/// What the outside answers: `card is valid`, `not card is valid`, `charge card fails`.
fn describe_answer((words, answer): &(String, Answer)) -> String {
    match answer {
        Answer::Holds(true) => format!("'{words}' is true"),
        Answer::Holds(false) => format!("'{words}' is false"),
        Answer::Succeeds(true) => format!("'{words}' succeeds"),
        Answer::Succeeds(false) | Answer::Value(None) => format!("'{words}' fails"),
        Answer::Value(Some(value)) => format!("'{words}' is {}", written(value)),
    }
}

/// The text of a value in a specification.
fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        other => other.to_string(),
    }
}

/// A sender outside: the actor, or any.
fn outside_name(model: &Model, party: Option<Party>) -> String {
    match party {
        Some(Party::Actor(actor)) => format!("@{}", model.actors[actor].name.text),
        Some(Party::Machine(machine)) => format!("@{}", model.machines[machine].name.text),
        Some(Party::System | Party::Itself) => "time".to_owned(),
        None => "someone".to_owned(),
    }
}

/// `@order`; the second of a machine is `@order (2)`, and one with a key `@stock "a"`.
pub(crate) fn name_of(model: &Model, member: &Member) -> String {
    let name = &model.machines[member.machine].name.text;
    match member.number {
        0 if member.id == *name || member.id.is_empty() => format!("@{name}"),
        0 => format!("@{name} \"{}\"", member.id),
        1 => format!("@{name}"),
        number => format!("@{name} ({number})"),
    }
}
