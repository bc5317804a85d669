//! The lines of one case.
//!
//! A case has the facts of the start, the answers of the outside, a line for each step, and an assertion. [`Shape`] selects the lines that
//! are not always needed; the caller tries one after the other.

use std::collections::BTreeMap;

use flow_model::model::{Event, Model, Party};
use flow_model::words;
use flow_sim::exec::Value;

use crate::asker::Answer;
use crate::beside::NeverTold;
use crate::finding::{Finding, Kind};
use crate::trace::{Arrival, ArrivalResult, Ending, Manner, Pending, Sender, Trace, TraceStep};
use crate::write::instances::Instances;
use crate::write::values::write_value;

/// The form of a case: which of the lines that are not always needed it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Messages between machines that their receivers do not take have lines. Without them they are delivered by themselves, so that the
    /// case also passes if the repaired specification does not send them.
    pub(crate) has_untaken: bool,
    /// Messages that have not arrived at the end have lines there, which delay them until then.
    pub(crate) holds_others: bool,
    /// Timers fire because time passes (`after 3 days`), not by separate lines.
    pub(crate) has_clock: bool,
    /// Only what must not fail: the steps that are taken, and the lines after the assertion. Such a case is run, and never kept.
    pub(crate) is_probe: bool,
}

impl Shape {
    /// The forms to try for a finding, the most tolerant first.
    ///
    /// # Errors
    /// If no case can show findings of this kind.
    pub(crate) fn of(model: &Model, finding: &Finding) -> Result<Vec<Shape>, String> {
        let has_ends = finding.machine.is_some_and(|machine| model.machines[machine].ends.are_said());
        match finding.kind {
            Kind::NeverHappens => return Err("a case states what happens, not what never does".to_owned()),
            Kind::IdleRule => return Err("a case states what happens, not what never does".to_owned()),
            Kind::PilesUp | Kind::GoesRound => return Err("a case has an end".to_owned()),
            Kind::BrokenRule if finding.trace.ending != Ending::Here => {
                return Err("a case has an end".to_owned());
            }
            Kind::AnsweredTwice => return Err("no assertion is about which answer came first".to_owned()),
            Kind::StaleTimer => return Err("no assertion is about when a timer was started".to_owned()),
            Kind::SecondInstance => return Err("no assertion is about how an instance was made".to_owned()),
            Kind::Stuck if !has_ends => return Err("no assertion is about what can still come".to_owned()),
            Kind::StaysOpen => return Err("an instance may well end there".to_owned()),
            Kind::RejectedMessage
            | Kind::RefusedMessage
            | Kind::Fails
            | Kind::WaitsForEver
            | Kind::WaitsForSomeone
            | Kind::Stuck
            | Kind::LateAnswer
            | Kind::EarlyAnswer
            | Kind::LateTimer
            | Kind::BrokenRule => {}
        }
        if is_about_waiting(finding.kind) && loses_message(&finding.trace) {
            return Err(
                "a case delivers each message before its end, so that none is waited for in vain".to_owned()
            );
        }
        let may_omit = finding.trace.steps.iter().any(is_untaken);
        let told = if may_omit { &[false, true][..] } else { &[true] };
        let clocks = if lets_time_pass(&finding.trace) { &[true, false][..] } else { &[false] };
        let forms = clocks.iter().flat_map(|has_clock| {
            told.iter().flat_map(|has_untaken| {
                [false, true].map(|holds_others| Shape {
                    has_untaken: *has_untaken,
                    holds_others,
                    has_clock: *has_clock,
                    is_probe: false,
                })
            })
        });
        Ok(forms.collect())
    }
}

/// Whether a finding is about an instance that waits or stays.
pub(crate) fn is_about_waiting(kind: Kind) -> bool {
    matches!(kind, Kind::WaitsForEver | Kind::WaitsForSomeone | Kind::Stuck)
}

/// Whether a message is lost on the path. A case delivers it in the end, after its assertion.
pub(crate) fn loses_message(trace: &Trace) -> bool {
    trace.steps.iter().any(|step| matches!(step, TraceStep::Lost { .. }))
}

/// Whether a timer fires at a known moment.
fn lets_time_pass(trace: &Trace) -> bool {
    trace.fits_clock()
        && trace.steps.iter().zip(&trace.moments).any(|(step, moment)| is_timer(step) && *moment > 0)
}

fn is_timer(step: &TraceStep) -> bool {
    matches!(step, TraceStep::Message(arrival) if arrival.from == Sender::Time && arrival.manner == Manner::Plain)
}

/// Whether a step is a message between machines that its receiver does not take.
fn is_untaken(step: &TraceStep) -> bool {
    let TraceStep::Message(arrival) = step else { return false };
    let is_untaken = match arrival.result {
        ArrivalResult::Rejected | ArrivalResult::Refused(_) | ArrivalResult::Fault(_) => true,
        ArrivalResult::Handled | ArrivalResult::Deferred | ArrivalResult::Failed => false,
    };
    matches!(arrival.from, Sender::Machine(_)) && arrival.manner == Manner::Plain && is_untaken
}

fn is_taken(step: &TraceStep) -> bool {
    match step {
        TraceStep::Message(arrival) => {
            matches!(arrival.result, ArrivalResult::Handled | ArrivalResult::Deferred)
        }
        TraceStep::Lost { .. } | TraceStep::Begins(_) => true,
    }
}

/// The lines of a case, with its name.
///
/// # Errors
/// If something on the path has no line.
pub(crate) fn write_case(
    model: &Model,
    finding: &Finding,
    name: &str,
    shape: Shape,
) -> Result<String, String> {
    let trace = &finding.trace;
    let writer = Writer { model, instances: Instances::of(trace) };
    let mut lines = vec![format!("  {name}:")];
    lines.extend(writer.write_start(trace)?);
    lines.extend(writer.write_answers(trace)?);
    lines.extend(writer.write_steps(trace, shape)?);
    let pending = trace.pending.iter().filter(|_| shape.holds_others);
    let held = trace.steps.iter().filter_map(|step| writer.write_lost(step));
    let held: Vec<String> = held.chain(pending.map(|message| writer.write_pending(message))).collect();
    let assertion = writer.write_assertion(finding).filter(|_| !shape.is_probe);
    match is_about_waiting(finding.kind) {
        // No message may be in flight.
        true => lines.extend(held.into_iter().chain(assertion)),
        false => lines.extend(assertion.into_iter().chain(held)),
    }
    Ok(lines.join("\n") + "\n")
}

/// The lines of a case that shows a transition, with its name.
///
/// # Errors
/// If something on the path has no line.
pub(crate) fn write_suggestion(
    model: &Model,
    one: &NeverTold,
    name: &str,
    asserts: bool,
) -> Result<String, String> {
    let writer = Writer { model, instances: Instances::of(&one.trace) };
    let mut lines = vec![format!("  {name}:")];
    lines.extend(writer.write_start(&one.trace)?);
    lines.extend(writer.write_answers(&one.trace)?);
    if loses_message(&one.trace) {
        return Err("a case delivers each message before its end".to_owned());
    }
    for step in &one.trace.steps {
        lines.extend(writer.write_step(step)?);
    }
    if asserts {
        let machine = &model.machines[one.machine];
        let state = words::state(machine, one.transition.to);
        lines.push(format!("    = {} has been in {state}", machine.name.text.replace('_', " ")));
    }
    Ok(lines.join("\n") + "\n")
}

struct Writer<'a> {
    model: &'a Model,
    instances: Instances,
}

impl Writer<'_> {
    /// `with scenario:`, the variables that are not zero at the start.
    fn write_start(&self, trace: &Trace) -> Result<Vec<String>, String> {
        let mut lines = Vec::new();
        let later = trace.steps.iter().filter_map(|step| match step {
            TraceStep::Begins(beginning) => Some(&**beginning),
            _ => None,
        });
        for beginning in trace.start.iter().chain(later) {
            let of = self.instances.name(self.model, &beginning.member);
            let machine = &self.model.machines[beginning.member.machine];
            if beginning.state != machine.initial {
                let subject = machine.name.text.replace('_', " ");
                lines.push(format!("      {subject} is in {}", words::state(machine, beginning.state)));
            }
            for (variable, value) in &beginning.values {
                let machine = &self.model.machines[beginning.member.machine];
                let is_key =
                    machine.instances.keys().iter().any(|key| machine.variables[*key].name.text == *variable);
                if !is_key {
                    lines.push(format!("      ${variable} of {of} is {}", write_value(value)?));
                }
            }
        }
        if !lines.is_empty() {
            lines.insert(0, "    with scenario:".to_owned());
        }
        Ok(lines)
    }

    /// `assume:`, what the outside answers.
    fn write_answers(&self, trace: &Trace) -> Result<Vec<String>, String> {
        let mut known: BTreeMap<&str, &Answer> = BTreeMap::new();
        let mut lines = Vec::new();
        for step in &trace.steps {
            let TraceStep::Message(arrival) = step else { continue };
            for (words, answer) in &arrival.answers {
                match known.insert(words, answer) {
                    Some(before) if before == answer => {}
                    Some(_) => {
                        return Err(format!("'{words}' has two answers on the way, and a case gives one"));
                    }
                    None => lines.extend(write_answer(words, answer)?),
                }
            }
        }
        if !lines.is_empty() {
            lines.insert(0, "    assume:".to_owned());
        }
        Ok(lines)
    }

    fn write_steps(&self, trace: &Trace, shape: Shape) -> Result<Vec<String>, String> {
        let (mut lines, mut now) = (Vec::new(), 0);
        for (at, step) in trace.steps.iter().enumerate() {
            if (!shape.has_untaken && is_untaken(step)) || (shape.is_probe && !is_taken(step)) {
                continue;
            }
            match (shape.has_clock && is_timer(step), trace.moments.get(at)) {
                (true, Some(moment)) if *moment > now => {
                    let length = write_value(&Value::Duration(*moment - now))?;
                    lines.push(format!("    after {length}"));
                    now = *moment;
                }
                // The line above delivers all that is due at its moment.
                (true, Some(moment)) if *moment > 0 => {}
                _ => lines.extend(self.write_step(step)?),
            }
        }
        Ok(lines)
    }

    fn write_step(&self, step: &TraceStep) -> Result<Option<String>, String> {
        match step {
            // A line at the end keeps it from its receiver until then.
            TraceStep::Lost { .. } | TraceStep::Begins(_) => Ok(None),
            TraceStep::Message(arrival) => match arrival.manner {
                // Its receiver takes it up by itself.
                Manner::Recalled => Ok(None),
                Manner::Repeated | Manner::Retried => self.write_repeated(arrival).map(Some),
                Manner::Plain | Manner::Answer | Manner::Late | Manner::Early | Manner::Doubled => {
                    self.write_arrival(arrival).map(Some)
                }
            },
        }
    }

    /// A message between machines that arrives once more: the case sends it.
    fn write_repeated(&self, arrival: &Arrival) -> Result<String, String> {
        let Sender::Machine(from) = &arrival.from else { return self.write_arrival(arrival) };
        let event = &self.model.machines[arrival.to.machine].events[arrival.event];
        let from = match event.from {
            Some(Party::Itself) => "@self".to_owned(),
            // A shared machine has no partner that the name of a machine could mean.
            _ if arrival.to.number == 0 => self.instances.name_with_number(self.model, from),
            _ => self.instances.name(self.model, from),
        };
        let (to, with) = (self.instances.name(self.model, &arrival.to), self.write_fields(arrival)?);
        Ok(format!("    receive :{} from {from} to {to}{with}", arrival.name))
    }

    /// The line that takes a lost message in the end.
    fn write_lost(&self, step: &TraceStep) -> Option<String> {
        let TraceStep::Lost { from, to, event } = step else { return None };
        let events = &self.model.machines[to.machine].events;
        let is_own = |known: &Event| known.name.text == *event && known.from == Some(Party::Itself);
        let from = match from == to && events.iter().any(is_own) {
            true => "@self".to_owned(),
            false => self.instances.name(self.model, from),
        };
        Some(format!("    then :{event} from {from} to {}", self.instances.name(self.model, to)))
    }

    fn write_arrival(&self, arrival: &Arrival) -> Result<String, String> {
        let to = self.instances.name(self.model, &arrival.to);
        let event = &self.model.machines[arrival.to.machine].events[arrival.event];
        if let Sender::Machine(from) = &arrival.from {
            let from = match event.from {
                Some(Party::Itself) => "@self".to_owned(),
                _ => self.instances.name(self.model, from),
            };
            return Ok(format!("    then :{} from {from} to {to}", arrival.name));
        }
        let from = match event.from {
            Some(Party::Actor(actor)) => format!(" from @{}", self.model.actors[actor].name.text),
            Some(Party::System) => " from @system".to_owned(),
            Some(Party::Itself) => " from @self".to_owned(),
            Some(Party::Machine(_)) => return Err("a machine's event comes from nobody".to_owned()),
            None => String::new(),
        };
        // An event of time without a sender is only taken where it is due.
        let verb = if from.is_empty() && arrival.from == Sender::Time { "then" } else { "receive" };
        let with = self.write_fields(arrival)?;
        Ok(format!("    {verb} :{}{from} to {to}{with}", arrival.name))
    }

    /// ` with number: 2`; empty if there is nothing to send.
    fn write_fields(&self, arrival: &Arrival) -> Result<String, String> {
        let fields = arrival.payload.iter().filter(|(_, value)| {
            // Zero is what a case sends by itself.
            arrival.from != Sender::Time && !value.is_zero()
        });
        let fields: Result<Vec<String>, String> = fields
            .map(|(field, value)| {
                let value = self.instances.translate(self.model, arrival, field, value);
                Ok(format!("{field}: {}", write_value(&value)?))
            })
            .collect();
        let fields = fields?;
        Ok(if fields.is_empty() { String::new() } else { format!(" with {}", fields.join(", ")) })
    }

    fn write_pending(&self, message: &Pending) -> String {
        let event = &self.model.machines[message.to.machine].events[message.event];
        let from = match event.from {
            Some(Party::Itself) => "@self".to_owned(),
            _ => self.instances.name(self.model, &message.from),
        };
        format!(
            "    then :{} from {from} to {}",
            event.name.text,
            self.instances.name(self.model, &message.to)
        )
    }

    fn write_assertion(&self, finding: &Finding) -> Option<String> {
        let of = &self.model.machines[finding.machine?];
        let machine = &of.name.text;
        match finding.kind {
            Kind::Stuck => {
                let ends = of.ends.states.iter().map(|end| words::state(of, *end));
                Some(format!(
                    "    = {} is in {}",
                    machine.replace('_', " "),
                    ends.collect::<Vec<_>>().join(", ")
                ))
            }
            Kind::WaitsForEver | Kind::WaitsForSomeone => {
                Some(format!("    = {} is not left waiting", machine.replace('_', " ")))
            }
            Kind::BrokenRule => None,
            _ => Some(write_rejection(&finding.trace)),
        }
    }
}

/// `= nothing was rejected`, or an assertion about the last event only, if an earlier one was rejected too.
fn write_rejection(trace: &Trace) -> String {
    let arrivals = trace.steps.iter().filter_map(|step| match step {
        TraceStep::Message(arrival) => Some(arrival),
        _ => None,
    });
    let turned_away: Vec<_> = arrivals
        .filter(|arrival| !matches!(arrival.result, ArrivalResult::Handled | ArrivalResult::Deferred))
        .collect();
    match turned_away.as_slice() {
        [_, .., last] if last.result == ArrivalResult::Rejected => {
            format!("    = :{} was not rejected", last.name)
        }
        _ => "    = nothing was rejected".to_owned(),
    }
}

fn write_answer(words: &str, answer: &Answer) -> Result<Option<String>, String> {
    Ok(match answer {
        Answer::Holds(holds) => Some(format!("      ? {words} = {holds}")),
        Answer::Succeeds(true) => None,
        Answer::Succeeds(false) | Answer::Value(None) => Some(format!("      {words} throws \"failed\"")),
        // A case answers the zero by itself.
        Answer::Value(Some(value)) if value.is_zero() => None,
        Answer::Value(Some(value)) => Some(format!("      {words} is {}", write_value(value)?)),
    })
}
