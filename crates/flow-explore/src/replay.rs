//! Replays a trace, step by step, in a system of its own.
//!
//! The system has all values and is run by the interpreter, or by the executor of the [`Runnable`]: by generated code, for example. A trace
//! that it cannot take is a mistake of the explorer.

use std::collections::{BTreeMap, VecDeque};

use flow_model::model::{MachineId, Model, Party, Type};
use flow_sim::Runnable;
use flow_sim::exec::message::Message;
use flow_sim::exec::step::Refusal;
use flow_sim::exec::{Bindings, InstanceId, MessageId, Peer, PhraseCall, Value};
use flow_sim::history::LoggedSystem;
use flow_sim::history::trace::Trace as RunTrace;

use crate::asker::{Answer, FAILURE};
use crate::trace::{Arrival, ArrivalResult, Beginning, Manner, Member, Sender, Trace, TraceStep};

/// Replays the steps of a trace, and returns what happens, in all detail.
///
/// # Errors
/// If a message is not there, or has another result or another state afterwards.
pub fn replay(runnable: &Runnable<'_>, trace: &Trace) -> Result<RunTrace, String> {
    let system = LoggedSystem::new(runnable, 0);
    let mut replay =
        Replay { model: runnable.model, system, instances: BTreeMap::new(), unhandled: Vec::new() };
    let mut first: BTreeMap<u8, InstanceId> = BTreeMap::new();
    for beginning in &trace.start {
        let known = beginning.conversation.and_then(|of| first.get(&of).copied());
        let id = match known {
            Some(first) => replay.system.create_for(first, beginning.member.machine),
            None => replay.find_or_create(&beginning.member),
        };
        replay.instances.insert(key_of(&beginning.member), id);
        first.extend(beginning.conversation.map(|of| (of, id)).filter(|_| known.is_none()));
        replay.system.instance_mut(id).state = beginning.state;
        replay.set_values(id, beginning);
    }
    for (number, step) in trace.steps.iter().enumerate() {
        let next = trace.steps[number + 1..].iter();
        let recalled = next.map_while(|step| match step {
            TraceStep::Message(arrival) if arrival.manner == Manner::Recalled => Some(&**arrival),
            _ => None,
        });
        let recalled = recalled.collect::<Vec<_>>();
        replay.replay_step(step, &recalled).map_err(|problem| format!("step {}: {problem}", number + 1))?;
    }
    Ok(RunTrace::of(runnable, &replay.system))
}

struct Replay<'p, 'm> {
    model: &'m Model,
    system: LoggedSystem<'p, 'm>,
    /// By machine, number and, of shared machines, id.
    instances: BTreeMap<(MachineId, usize, String), InstanceId>,
    /// The messages that were not handled, and may be tried again.
    unhandled: Vec<Message<'m>>,
}

/// Instances of a conversation have a number, others an id.
fn key_of(member: &Member) -> (MachineId, usize, String) {
    let id = if member.number == 0 { member.id.clone() } else { String::new() };
    (member.machine, member.number, id)
}

impl<'m> Replay<'_, 'm> {
    fn set_values(&mut self, id: InstanceId, beginning: &Beginning) {
        let variables = &self.model.machines[beginning.member.machine].variables;
        for (name, value) in &beginning.values {
            if let Some((variable, _)) = variables.entries().find(|(_, of)| of.name.text == *name) {
                self.system.instance_mut(id).context[variable.index()] = value.clone();
            }
        }
    }

    fn find_or_create(&mut self, member: &Member) -> InstanceId {
        if let Some(known) = self.instances.get(&key_of(member)) {
            return *known;
        }
        let id = (member.number == 0).then_some(member.id.as_str());
        let made = self.system.create_from_outside(member.machine, id);
        self.instances.insert(key_of(member), made);
        made
    }

    /// Replays a step. The messages that were deferred, and that it recalls, follow by themselves.
    fn replay_step(&mut self, step: &TraceStep, recalled: &[&Arrival]) -> Result<(), String> {
        match step {
            TraceStep::Begins(beginning) => {
                let id = self.find_or_create(&beginning.member);
                self.set_values(id, beginning);
                Ok(())
            }
            TraceStep::Lost { from, to, event } => {
                let (from, to) = (self.find_or_create(from), self.find_or_create(to));
                let first = self.find_first(Peer::Instance(from), to);
                let lost = first.filter(|(_, message)| message.name == *event).map(|(id, _)| id);
                let is_lost = lost.is_some_and(|lost| self.system.lose(lost));
                if is_lost { Ok(()) } else { Err(format!("':{event}' is not under way")) }
            }
            TraceStep::Message(arrival) if arrival.manner == Manner::Recalled => Ok(()),
            TraceStep::Message(arrival) => self.take(arrival, recalled),
        }
    }

    /// Takes an arrival, and those of the messages that were deferred.
    fn take(&mut self, arrival: &Arrival, recalled: &[&Arrival]) -> Result<(), String> {
        let to = self.find_or_create(&arrival.to);
        let message = self.find_message(arrival, to)?;
        if arrival.manner == Manner::Doubled {
            self.system.double(message);
        }
        if !matches!(arrival.result, ArrivalResult::Handled | ArrivalResult::Deferred) {
            self.unhandled.extend(self.system.undelivered(message).cloned());
        }
        let given = [arrival].into_iter().chain(recalled.iter().copied());
        let given = given.flat_map(|arrival| arrival.answers.iter().cloned()).collect();
        let mut answers = Answers { given, held: Vec::new() };
        let before = self.system.instances().map(|(id, _)| id).max();
        let result = self.system.deliver(&mut answers, message).map(drop);
        if !is_result(&arrival.result, result.as_ref().err()) {
            return Err(format!("':{}' has another result: {result:?}", arrival.name));
        }
        let made: Vec<InstanceId> =
            self.system.instances().map(|(id, _)| id).filter(|id| Some(*id) > before).collect();
        // The receiver itself may be made by its first message; it is known by now.
        let unknown = arrival.made.iter().map(key_of).filter(|key| !self.instances.contains_key(key));
        let unknown: Vec<_> = unknown.collect();
        self.instances.extend(unknown.into_iter().zip(made));
        let is_kept = self.system.instances().any(|(id, _)| id == to);
        let expected = recalled.last().map_or(arrival.states.1, |last| last.states.1);
        if is_kept && self.system.instance(to).state != expected {
            let states = &self.model.machines[arrival.to.machine].states;
            let is = self.system.instance(to).state;
            return Err(format!(
                "':{}' leads to #{}, not to #{}",
                arrival.name, states[is].name.text, states[expected].name.text
            ));
        }
        match answers.given.front() {
            Some((words, _)) => Err(format!("'{words}' is not asked")),
            None => Ok(()),
        }
    }

    fn find_message(&mut self, arrival: &Arrival, to: InstanceId) -> Result<MessageId, String> {
        let missing = || format!("':{}' is not under way", arrival.name);
        let from = match &arrival.from {
            Sender::Time => return self.system.fire_timer(to, arrival.event).ok_or_else(missing),
            Sender::Machine(from) => Peer::Instance(self.find_or_create(from)),
            Sender::Outside(from) => {
                let from = match from {
                    Some(Party::Actor(actor)) => Peer::Actor(*actor),
                    _ => Peer::Anyone,
                };
                let event = &self.model.machines[arrival.to.machine].events[arrival.event];
                let value = |(name, value): &(String, Value)| {
                    let field = event.fields.iter().find(|field| field.name.text == *name)?;
                    Some((field.name.text.as_str(), self.translate(&field.ty, value)))
                };
                let payload = arrival.payload.iter().filter_map(value).collect();
                return Ok(self.system.compose(from, to, arrival.event, payload));
            }
        };
        if arrival.manner == Manner::Retried {
            let is_meant = |message: &Message<'_>| {
                (message.from, message.to, message.event) == (from, Peer::Instance(to), Some(arrival.event))
            };
            let at = self.unhandled.iter().rposition(is_meant).ok_or_else(missing)?;
            let message = self.unhandled.remove(at);
            return Ok(self.system.compose_again(message));
        }
        let first = self.find_first(from, to).filter(|(_, message)| message.event == Some(arrival.event));
        first.map(|(id, _)| id).ok_or_else(missing)
    }

    /// The first message under way from one to another.
    fn find_first(&self, from: Peer, to: InstanceId) -> Option<(MessageId, &Message<'m>)> {
        let to = Peer::Instance(to);
        self.system.in_flight().find(|(_, message)| message.from == from && message.to == to)
    }

    /// A value, a reference with the id of its instance here.
    fn translate(&self, ty: &Type, value: &Value) -> Value {
        let (Type::Reference(machine), Value::Text(id)) = (ty, value) else { return value.clone() };
        let name = &self.model.machines[*machine].name.text;
        let number = id.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix('-'));
        let number: Option<usize> = number.and_then(|number| number.parse().ok());
        let known = number.and_then(|number| self.instances.get(&(*machine, number, String::new())));
        known.map_or_else(|| value.clone(), |known| Value::text(&self.system.instance(*known).id))
    }
}

fn is_result(expected: &ArrivalResult, refusal: Option<&Refusal<'_>>) -> bool {
    match (expected, refusal) {
        (ArrivalResult::Handled, None)
        | (ArrivalResult::Deferred, None | Some(Refusal::Deferred { .. }))
        | (ArrivalResult::Rejected, Some(Refusal::Rejected { .. }))
        | (ArrivalResult::Failed, Some(Refusal::Failed { .. }))
        // An exploration leaves out values that only a text contains.
        | (ArrivalResult::Refused(_), Some(Refusal::Refused { .. }))
        | (ArrivalResult::Fault(_), Some(Refusal::Fault { .. })) => true,
        _ => false,
    }
}

/// The answers of a trace, in order; the others are those of an exploration.
struct Answers {
    given: VecDeque<(String, Answer)>,
    /// The guard phrases without values that were asked.
    held: Vec<(String, bool)>,
}

impl Answers {
    fn take(&mut self, question: &PhraseCall<'_>) -> Option<Answer> {
        let is_next = self.given.front().is_some_and(|(words, _)| **words == *question.words);
        if is_next { self.given.pop_front().map(|(_, answer)| answer) } else { None }
    }
}

impl Bindings for Answers {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        let known = self.held.iter().find(|(words, _)| **words == *question.words);
        if let Some((_, held)) = known
            && question.args.is_empty()
        {
            return *held;
        }
        let held = self.take(question) == Some(Answer::Holds(true));
        self.held.push((question.words.to_string(), held));
        held
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        match self.take(action) {
            Some(Answer::Succeeds(false)) => Err(FAILURE.to_owned()),
            _ => Ok(()),
        }
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        match self.take(question) {
            Some(Answer::Value(Some(value))) => Ok(value),
            Some(Answer::Value(None)) => Err(FAILURE.to_owned()),
            _ => Ok(zero),
        }
    }

    fn now(&mut self) -> i64 {
        0
    }

    fn uuid(&mut self) -> String {
        "id".to_owned()
    }
}
