//! Compares the effects of one event in compiled code with those in the interpreter.
//!
//! Compared are the state, the states passed through, the context, the messages with their payloads, timers, the requests to the
//! bindings with its arguments, and why an event had no effect. Each difference is two lines of plain words.

use std::fmt;
use std::mem::discriminant;

use flow_model::model::{
    ActorId, EventId, Expr, FieldId, MachineId, MessageId, Party, PayloadField, PhraseId, StateId, Step,
    Target, Timer, TimerOp, TimerStart, When,
};
use flow_model::visit::steps;
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::{Done, Happened, Instance, Refusal, Started};
use flow_sim::exec::value::Value;
use rust_decimal::Decimal;

use crate::compiled::{Due, Outcome, Sent, Stopped, What, Why};
use crate::requests::Request;

/// The type of a `number` in the compiled code, which determines the allowed difference from the exact one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Number {
    /// The exact number.
    #[default]
    Decimal,
    /// A binary number: the first nine digits must be the same.
    F64,
    /// A whole number, within less than one.
    I64,
}

/// A difference between the compiled code and the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The instance before the event.
    pub before: Instance,
    /// The event.
    pub event: EventId,
    /// Its payload, by field.
    pub payload: Vec<Value>,
    /// All of it in words.
    pub text: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The interpreter's outcome, and its requests.
#[derive(Clone, Copy)]
pub(crate) struct Outside<'a, 'm> {
    pub(crate) result: &'a Result<Done<'m>, Refusal<'m>>,
    pub(crate) asked: &'a [Request],
}

/// One event at one instance.
pub(crate) struct Case<'a, 'm> {
    pub(crate) runnable: &'a Runnable<'m>,
    pub(crate) before: &'a Instance,
    /// The instance after the event, according to the specification.
    pub(crate) after: &'a Instance,
    pub(crate) event: EventId,
    pub(crate) payload: &'a [Value],
    pub(crate) number: Number,
}

impl<'m> Case<'_, 'm> {
    /// The first difference, if there is one.
    pub(crate) fn compare(
        &self,
        expected: Outside<'_, 'm>,
        outcome: &Outcome,
        asked: &[Request],
    ) -> Option<Difference> {
        let mut lines = Vec::new();
        match (expected.result, &outcome.result) {
            (Ok(done), Ok(passed)) => self.compare_done(done, passed, outcome, &mut lines),
            (Err(refusal), Err(stopped)) => self.compare_stopped(refusal, stopped, outcome, &mut lines),
            (Ok(done), Err(stopped)) => {
                lines.push((self.show_passed(done.passed().map(StateId::index)), self.show_stopped(stopped)));
            }
            (Err(refusal), Ok(passed)) => {
                lines.push((self.show_refusal(refusal), self.show_passed(passed.iter().copied())));
            }
        }
        let takes = !matches!(expected.result, Err(Refusal::Rejected { .. }));
        if takes != outcome.accepts {
            let accepts = |takes| format!("'accepts' says {}", if takes { "yes" } else { "no" });
            lines.push((accepts(takes), accepts(outcome.accepts)));
        }
        self.compare_requests(expected.asked, asked, &mut lines);
        (!lines.is_empty()).then(|| self.make_difference(&lines))
    }

    fn compare_done(
        &self,
        done: &Done<'m>,
        passed: &[usize],
        outcome: &Outcome,
        lines: &mut Vec<(String, String)>,
    ) {
        if !done.passed().map(StateId::index).eq(passed.iter().copied()) {
            let expected = self.show_passed(done.passed().map(StateId::index));
            lines.push((expected, self.show_passed(passed.iter().copied())));
        }
        self.compare_after(outcome, lines);
        let expected: Vec<_> =
            done.path.iter().filter_map(|happened| self.convert_happened(happened)).collect();
        let same = expected.len() == outcome.emits.len()
            && expected.iter().zip(&outcome.emits).all(|(expected, sent)| self.same_sent(expected, sent));
        if !same {
            lines.push((self.show_all(&expected), self.show_all(&outcome.emits)));
        }
    }

    /// The instance after the event.
    fn compare_after(&self, outcome: &Outcome, lines: &mut Vec<(String, String)>) {
        let Instance { state, context, .. } = self.after;
        if state.index() != outcome.after.state {
            let is = |state| format!("it is in {}", self.state_name(state));
            lines.push((is(state.index()), is(outcome.after.state)));
        }
        let variables = &self.runnable.machine(self.before.machine).variables;
        for (at, variable) in variables.iter().enumerate() {
            let (expected, is) = (&context[at], outcome.after.context.get(at).unwrap_or(&Value::Nothing));
            if !self.same_value(expected, is) {
                let show = |value: &Value| format!("${} is {value}", variable.name.text);
                lines.push((show(expected), show(is)));
            }
        }
    }

    fn compare_stopped(
        &self,
        refusal: &Refusal<'m>,
        stopped: &Stopped,
        outcome: &Outcome,
        lines: &mut Vec<(String, String)>,
    ) {
        let same = match (refusal, &stopped.why) {
            (Refusal::Rejected { state }, Why::Rejected { state: is }) => state.index() == *is,
            // The request identifies the phrase; its words may differ from call to call.
            (Refusal::Deferred { .. }, Why::Deferred { state }) => self.before.state.index() == *state,
            (Refusal::Failed { message, .. }, Why::Failed { error, .. }) => message == error,
            (Refusal::Fault { .. }, Why::Arithmetic { .. }) => true,
            (Refusal::Refused { reason, .. }, Why::Refused { reason: is }) => reason == is,
            _ => false,
        };
        let is_whole = stopped.event == self.event.index() && self.same_list(self.payload, &stopped.payload);
        if !is_whole {
            let returned = self.show_event(EventId::new(stopped.event), &stopped.payload);
            lines.push(("the event is returned whole".to_owned(), format!("it returns {returned}")));
        }
        if !same {
            lines.push((self.show_refusal(refusal), self.show_stopped(stopped)));
        }
        self.compare_after(outcome, lines);
        if !outcome.emits.is_empty() {
            lines.push((self.show_all(&[]), self.show_all(&outcome.emits)));
        }
    }

    fn compare_requests(&self, expected: &[Request], asked: &[Request], lines: &mut Vec<(String, String)>) {
        let first =
            (0..expected.len().max(asked.len())).find(|at| match (expected.get(*at), asked.get(*at)) {
                (Some(expected), Some(asked)) => !self.same_requests(expected, asked),
                _ => true,
            });
        let Some(at) = first else { return };
        let show = |asked: Option<&Request>| match asked {
            Some(asked) => format!("it asks for {}", self.show_requests(asked)),
            None => "it asks for nothing more".to_owned(),
        };
        lines.push((show(expected.get(at)), show(asked.get(at))));
    }

    /// The messages of the interpreter, in the form of compiled code.
    fn convert_happened(&self, happened: &Happened<'m>) -> Option<Sent> {
        let sent = |what, payload| Some(Sent { what, payload });
        match happened {
            Happened::Sent(emit, values, _) => {
                let what = match emit.target {
                    Target::Machine(machine, event) => What::Machine(machine.index(), event.index()),
                    Target::Actor(actor, message) => What::Actor(actor.index(), message.index()),
                    Target::Itself(event) => What::Itself(event.index()),
                };
                sent(what, self.fill_payload(emit.target, &emit.payload, values))
            }
            Happened::Timed(timer, started) => {
                let (what, start) = match &timer.op {
                    TimerOp::Start(start) => (started_timer(start, started), start),
                    TimerOp::Schedule(start) => {
                        (What::Schedule(start.event.index(), convert_due(start, started)), start)
                    }
                    TimerOp::CancelTimer => return sent(What::CancelTimer, Vec::new()),
                    TimerOp::CancelEvent(event) => return sent(What::Cancel(event.index()), Vec::new()),
                };
                // Timers without a payload in any step carry none in compiled code.
                let payload = match self.any_timer_has_payload(timer) {
                    true => self.fill_payload(Target::Itself(start.event), &start.payload, &started.payload),
                    false => Vec::new(),
                };
                sent(what, payload)
            }
            _ => None,
        }
    }

    /// A payload with a value for every field: zero where the emit leaves one out.
    fn fill_payload(&self, target: Target, payload: &[(FieldId, Expr)], values: &[Value]) -> Vec<Value> {
        let value = |(at, field): (usize, &PayloadField)| {
            // Of fields that are named twice, the last one counts.
            let sent = payload.iter().zip(values).rev().find(|((id, _), _)| id.index() == at);
            sent.map_or_else(|| Value::zero(self.runnable.model, &field.ty), |(_, value)| value.clone())
        };
        let fields = self.runnable.fields_of(self.before.machine, target);
        fields.iter().enumerate().map(value).collect()
    }

    /// Whether any timer step of this kind in the machine has a payload: all of them are one kind of emit.
    fn any_timer_has_payload(&self, timer: &Timer) -> bool {
        let is_same = |other: &TimerStart, start: &TimerStart| {
            (other.event, &other.group) == (start.event, &start.group)
                && discriminant(&other.when) == discriminant(&start.when)
        };
        let mut found = false;
        for handler in &self.runnable.machine(self.before.machine).handlers {
            steps(&handler.body, &mut |step| {
                if let Step::Timer(other) = step
                    && discriminant(&other.op) == discriminant(&timer.op)
                    && let (Some(other), Some(start)) = (other.op.start(), timer.op.start())
                {
                    found |= is_same(other, start) && !other.payload.is_empty();
                }
            });
        }
        found
    }

    fn same_sent(&self, expected: &Sent, sent: &Sent) -> bool {
        expected.what == sent.what && self.same_list(&expected.payload, &sent.payload)
    }

    fn same_requests(&self, expected: &Request, asked: &Request) -> bool {
        match (expected, asked) {
            (Request::Held(a, expected, _), Request::Held(b, asked, _))
            | (Request::Did(a, expected, _), Request::Did(b, asked, _)) => {
                a == b && self.same_list(expected, asked)
            }
            (Request::Gave(a, expected, _), Request::Gave(b, asked, _)) => {
                a == b && self.same_list(expected, asked)
            }
            (Request::Now(_), Request::Now(_)) | (Request::Uuid(_), Request::Uuid(_)) => true,
            _ => false,
        }
    }

    fn same_list(&self, expected: &[Value], is: &[Value]) -> bool {
        expected.len() == is.len()
            && expected.iter().zip(is).all(|(expected, is)| self.same_value(expected, is))
    }

    /// Whether a value is the expected one, as far as its type is exact.
    fn same_value(&self, expected: &Value, is: &Value) -> bool {
        match (expected, is) {
            (Value::List(expected), Value::List(is)) => self.same_list(expected, is),
            (Value::Object(expected), Value::Object(fields)) => {
                expected.len() == fields.len()
                    && expected
                        .iter()
                        .all(|(name, value)| is.field(name).is_some_and(|is| self.same_value(value, is)))
            }
            _ => match (expected.as_number(), is.as_number()) {
                (Some(expected), Some(is)) => self.number.same_number(expected, is),
                _ => expected.equals(is),
            },
        }
    }
}

/// A `start timer`, of a state or of a group.
fn started_timer(start: &TimerStart, started: &Started) -> What {
    let (event, due) = (start.event.index(), convert_due(start, started));
    match &start.group {
        Some(group) => What::StartGroupTimer((event, group.at), due),
        None => What::StartTimer(event, due),
    }
}

/// When a timer that was started is due.
fn convert_due(start: &TimerStart, started: &Started) -> Due {
    let time = i128::from(started.time);
    match start.when {
        When::After(_) => Due::After(time),
        When::Every(_) => Due::Every(time),
        When::Until(_) => Due::Until(time),
    }
}

fn show_due(due: Due) -> String {
    match due {
        Due::After(micros) => format!("for {}", show_duration(micros)),
        Due::Every(micros) => format!("every {}", show_duration(micros)),
        Due::Until(micros) => format!("until {}", show_duration(micros)),
    }
}

impl Number {
    fn same_number(self, expected: Decimal, is: Decimal) -> bool {
        let Some(apart) = expected.checked_sub(is).map(|apart| apart.abs()) else { return false };
        match self {
            Number::Decimal => apart.is_zero(),
            Number::F64 => {
                let billionth = Decimal::new(1, 9);
                let size = expected.abs().max(Decimal::ONE);
                apart <= size.checked_mul(billionth).unwrap_or(billionth)
            }
            Number::I64 => apart < Decimal::ONE,
        }
    }
}

/// In words.
impl<'m> Case<'_, 'm> {
    fn make_difference(&self, lines: &[(String, String)]) -> Difference {
        let machine = self.runnable.machine(self.before.machine);
        let mut text = format!(
            "the code that was compiled for @{} does otherwise than the specification says\n  on {} in {}\n",
            machine.name.text,
            self.show_event(self.event, self.payload),
            self.state_name(self.before.state.index())
        );
        for (at, variable) in machine.variables.iter().enumerate() {
            text += &format!("    with ${} = {}\n", variable.name.text, self.before.context[at]);
        }
        for (expected, is) in lines {
            text += &format!("  the specification: {expected}\n  the compiled code: {is}\n");
        }
        Difference { before: self.before.clone(), event: self.event, payload: self.payload.to_vec(), text }
    }

    fn show_event(&self, event: EventId, payload: &[Value]) -> String {
        let event = &self.runnable.machine(self.before.machine).events[event];
        let from = match event.from {
            Some(party) => format!(" from @{}", self.party_name(party)),
            None => String::new(),
        };
        format!(":{}{from}{}", event.name.text, show_payload(payload))
    }

    fn party_name(&self, party: Party) -> &'m str {
        match party {
            Party::Machine(id) => &self.runnable.machine(id).name.text,
            Party::Actor(id) => &self.runnable.model.actors[id].name.text,
            Party::System => "system",
            Party::Itself => "self",
        }
    }

    fn state_name(&self, state: usize) -> String {
        let states = &self.runnable.machine(self.before.machine).states;
        states.get(state).map_or_else(|| "no state".to_owned(), |state| format!("#{}", state.name.text))
    }

    fn show_passed(&self, passed: impl Iterator<Item = usize>) -> String {
        let states: Vec<_> = passed.map(|state| self.state_name(state)).collect();
        if states.is_empty() { "it stays".to_owned() } else { format!("it moves to {}", states.join(", ")) }
    }

    fn show_refusal(&self, refusal: &Refusal<'m>) -> String {
        match refusal {
            Refusal::Rejected { .. } => "the event is rejected".to_owned(),
            Refusal::Deferred { .. } => "the event is deferred".to_owned(),
            Refusal::Failed { call, message, .. } => {
                format!("'{}' fails: {message}", call.words)
            }
            Refusal::Fault { fault, .. } => format!("it fails: {}", fault.message),
            Refusal::Refused { reason, .. } => format!("it refuses: {reason:?}"),
        }
    }

    fn show_stopped(&self, stopped: &Stopped) -> String {
        match &stopped.why {
            Why::Rejected { state } => {
                let event = self.show_event(EventId::new(stopped.event), &stopped.payload);
                format!("{event} is rejected in {}", self.state_name(*state))
            }
            Why::Deferred { state } => format!("it defers the event in {}", self.state_name(*state)),
            Why::Failed { phrase, error } => format!("'{phrase}' fails: {error}"),
            Why::Refused { reason } => format!("it refuses: {reason:?}"),
            Why::Arithmetic { expression } => format!("it fails: '{expression}' cannot be computed"),
        }
    }

    fn show_all(&self, sent: &[Sent]) -> String {
        match sent {
            [] => "it sends nothing".to_owned(),
            sent => {
                let sent: Vec<_> = sent.iter().map(|sent| self.show_sent(sent)).collect();
                format!("it sends {}", sent.join(", "))
            }
        }
    }

    fn show_sent(&self, sent: &Sent) -> String {
        let model = self.runnable.model;
        let own =
            |event: usize| &self.runnable.machine(self.before.machine).events[EventId::new(event)].name.text;
        let what = match sent.what {
            What::Machine(machine, event) => {
                let machine = &model.machines[MachineId::new(machine)];
                format!(":{} to @{}", machine.events[EventId::new(event)].name.text, machine.name.text)
            }
            What::Actor(actor, message) => {
                let actor = &model.actors[ActorId::new(actor)];
                format!(":{} to @{}", actor.messages[MessageId::new(message)].name.text, actor.name.text)
            }
            What::Itself(event) => format!(":{} to @self", own(event)),
            What::StartTimer(event, due) => format!("a timer :{} {}", own(event), show_due(due)),
            What::StartGroupTimer((event, group), due) => {
                let group = &self.runnable.machine(self.before.machine).groups[group].name.text;
                format!("a timer :{} of #{group} {}", own(event), show_due(due))
            }
            What::CancelTimer => "the end of the timer".to_owned(),
            What::Schedule(event, due) => format!("a schedule :{} {}", own(event), show_due(due)),
            What::Cancel(event) => format!("the end of :{}", own(event)),
        };
        format!("{what}{}", show_payload(&sent.payload))
    }

    fn show_requests(&self, asked: &Request) -> String {
        let phrases = &self.runnable.machine(self.before.machine).phrases;
        match asked {
            Request::Held(phrase, args, _)
            | Request::Did(phrase, args, _)
            | Request::Gave(phrase, args, _) => {
                // Generated code does not record which call makes a request, so literals are shown as arguments.
                format!(
                    "'{}'{}",
                    phrases[PhraseId::new(*phrase)].function.replace('_', " "),
                    show_payload(args)
                )
            }
            Request::Now(_) => "the time".to_owned(),
            Request::Uuid(_) => "a fresh id".to_owned(),
        }
    }
}

/// The length of a timer in words.
fn show_duration(micros: i128) -> String {
    Value::Duration(i64::try_from(micros).unwrap_or(i64::MAX)).to_string()
}

fn show_payload(values: &[Value]) -> String {
    let values: Vec<_> = values.iter().map(Value::to_string).collect();
    if values.is_empty() { String::new() } else { format!(" with {}", values.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: Number, expected: &str, is: &str, same: bool) {
        let read = |text: &str| Decimal::from_str_exact(text).unwrap();
        assert_eq!(number.same_number(read(expected), read(is)), same);
    }

    #[test]
    fn exact_numbers_are_the_same_or_not() {
        check(Number::Decimal, "1200.00", "1200", true);
        check(Number::Decimal, "0.3", "0.30000000000000004", false);
    }

    #[test]
    fn binary_numbers_agree_in_nine_digits() {
        check(Number::F64, "0.3", "0.30000000000000004", true);
        check(Number::F64, "0.000000001", "0", true);
        check(Number::F64, "123456789", "123456789.1", true);
        check(Number::F64, "1.00000001", "1", false);
    }

    #[test]
    fn whole_numbers_are_less_than_one_apart() {
        check(Number::I64, "2.5", "2", true);
        check(Number::I64, "2.5", "1", false);
    }
}
