//! The path to a finding, in terms of the specification.
//!
//! A trace refers to the model that was explored by its ids; it has no numbers of worlds, so that it can be replayed, drawn and written as
//! a test.

use flow_model::model::{EventId, MachineId, Party, Span, StateId, Type};
use flow_sim::exec::Value;

use crate::asker::Answer;
use crate::cast::Cast;
use crate::engine::Engine;
use crate::outcome::OutcomeKind;
use crate::slice::Place;
use crate::step::{Action, Reason, Successor, Taken};
use crate::world::{Content, NOBODY, World, is_kept_aside};

/// The steps from the start to a finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// The instances that exist at the start.
    pub start: Vec<Beginning>,
    /// What happens, in order.
    pub steps: Vec<TraceStep>,
    /// How it ends.
    pub ending: Ending,
    /// The earliest moment of each step, in microseconds since the start; empty if no clock allows the steps in this order.
    pub moments: Vec<i64>,
    /// The messages between instances that have not arrived at the end, those of one pair in order.
    pub pending: Vec<Pending>,
    /// Why its steps break a rule, in a sentence without a full stop, if they do.
    pub explanation: Option<String>,
}

/// How a trace ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// With the step that shows the finding.
    #[default]
    Here,
    /// No further event must happen.
    Rests,
    /// The steps from this position on can repeat for ever.
    Repeats(usize),
}

/// A message that has not arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The sender.
    pub from: Member,
    /// The receiver.
    pub to: Member,
    /// The event of the receiver's machine.
    pub event: EventId,
}

impl Trace {
    /// Whether a clock allows the steps in this order, if timers fire when they are due.
    pub fn fits_clock(&self) -> bool {
        self.moments.len() == self.steps.len()
    }
}

/// From how many rounds on steps count as repeated.
const FEWEST_ROUNDS: usize = 3;

impl Trace {
    /// Keeps one of the rounds at the end of the steps, and marks it as repeated.
    pub(crate) fn fold_rounds(&mut self) {
        let steps = self.steps.len();
        let is_repeated = |length: usize| {
            let is_equal = |at: &usize| is_same_round(&self.steps[*at], &self.steps[*at - length]);
            (length..steps).rev().take_while(is_equal).count()
        };
        let rounds = (1..=steps / FEWEST_ROUNDS).map(|length| (length, is_repeated(length)));
        let found = rounds.into_iter().find(|(length, repeated)| repeated / length + 1 >= FEWEST_ROUNDS);
        if let Some((length, repeated)) = found {
            let first = steps - repeated - length;
            self.steps.truncate(first + length);
            self.moments.truncate(first + length);
            self.ending = Ending::Repeats(first);
        }
    }

    /// Marks the second arrival of the message that arrives twice: the next one like it, since those of one pair stay in order. If it does
    /// not arrive on the path, nothing is said about it.
    pub(crate) fn mark_repeated(&mut self) {
        let is_doubled = |step: &TraceStep| match step {
            TraceStep::Message(arrival) => arrival.manner == Manner::Doubled,
            TraceStep::Lost { .. } | TraceStep::Begins(_) => false,
        };
        let Some(at) = self.steps.iter().position(is_doubled) else { return };
        let (before, after) = self.steps.split_at_mut(at + 1);
        let Some(TraceStep::Message(first)) = before.last_mut() else { return };
        let is_second = |step: &&mut TraceStep| match step {
            TraceStep::Message(arrival) => arrival.is_like(first),
            TraceStep::Lost { from, to, event } => first.is_between(from, to) && first.name == *event,
            TraceStep::Begins(_) => false,
        };
        match after.iter_mut().find(is_second) {
            Some(TraceStep::Message(second)) => second.manner = Manner::Repeated,
            Some(_) => {}
            None => {
                first.manner = Manner::Plain;
                let is_copy = |waiting: &Pending| {
                    first.is_between(&waiting.from, &waiting.to) && waiting.event == first.event
                };
                if let Some(copy) = self.pending.iter().position(is_copy) {
                    self.pending.remove(copy);
                }
            }
        }
    }

    /// Why the last message could not be handled, if it could not.
    pub(crate) fn fault(&self) -> Option<&str> {
        match self.steps.last()? {
            TraceStep::Message(arrival) => match &arrival.result {
                ArrivalResult::Fault(message) => Some(message),
                _ => None,
            },
            TraceStep::Lost { .. } | TraceStep::Begins(_) => None,
        }
    }
}

/// An instance at the start of a trace, or of a later conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Beginning {
    /// The instance.
    pub member: Member,
    /// Its state.
    pub state: StateId,
    /// Its conversation, in the order in which they begin; `None` for shared instances.
    pub conversation: Option<u8>,
    /// The variables that do not have the zero of their type, with their values.
    pub values: Vec<(String, Value)>,
}

/// One step of a trace.
#[derive(Clone, Debug, PartialEq)]
pub enum TraceStep {
    /// A message arrives, and one of its results.
    Message(Box<Arrival>),
    /// A message of a machine is lost.
    Lost {
        /// The sender.
        from: Member,
        /// The receiver.
        to: Member,
        /// The event, without sigil.
        event: String,
    },
    /// A conversation begins at this machine, after an earlier one has become idle.
    Begins(Box<Beginning>),
}

/// An instance in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its machine.
    pub machine: MachineId,
    /// Its id.
    pub id: String,
    /// Which of the instances of its machine it is, in the order in which they are made, from 1; 0 if its machine is `one for …`.
    pub number: usize,
}

/// The sender of a message in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// An instance.
    Machine(Member),
    /// Someone outside, as the handler names it.
    Outside(Option<Party>),
    /// Time.
    Time,
}

/// How a message arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As it was sent, or at will from outside.
    Plain,
    /// It answers an open question of its receiver.
    Answer,
    /// It answers a question after its asker has gone on.
    Late,
    /// It answers a question before its asker is in a state that takes an answer.
    Early,
    /// It was deferred before.
    Recalled,
    /// It arrives, and will arrive once more.
    Doubled,
    /// It arrives once more: it was doubled before.
    Repeated,
    /// It was not handled before, and is tried again.
    Retried,
}

/// A message that arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// The sender.
    pub from: Sender,
    /// The receiver.
    pub to: Member,
    /// The event of the receiver's machine.
    pub event: EventId,
    /// The event's name, without sigil.
    pub name: String,
    /// The fields that decide something, and those that are not zero. References are the names of their instances: that of the machine and
    /// the number, `order-2`.
    pub payload: Vec<(String, Value)>,
    /// How it arrives.
    pub manner: Manner,
    /// What the outside answers, in order: the words of the phrase, and its answer.
    pub answers: Vec<(String, Answer)>,
    /// The states before and after.
    pub states: (StateId, StateId),
    /// What becomes of it.
    pub result: ArrivalResult,
    /// The instances that its handler makes, oldest first.
    pub made: Vec<Member>,
    /// The line of the handler that takes it; `None` if the state does not accept it.
    pub line: Option<Span>,
}

impl Arrival {
    fn is_between(&self, from: &Member, to: &Member) -> bool {
        self.from == Sender::Machine(from.clone()) && self.to == *to
    }

    /// Whether another message arrives between the same two, with the same event.
    fn is_like(&self, other: &Arrival) -> bool {
        self.manner == Manner::Plain
            && (&self.from, &self.to, self.event) == (&other.from, &other.to, other.event)
    }
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArrivalResult {
    /// It was handled.
    Handled,
    /// It was deferred.
    Deferred,
    /// The state does not accept it.
    Rejected,
    /// The handler refused it, with this text.
    Refused(String),
    /// A binding failed.
    Failed,
    /// Arithmetic that cannot be done.
    Fault(String),
}

impl Engine<'_> {
    /// The steps of a successor of a world. The cast is that of the world before, and then that of the successor.
    pub(crate) fn trace_steps(
        &self,
        world: &World,
        successor: &Successor,
        cast: &mut Cast,
    ) -> Vec<TraceStep> {
        let mut made = cast.begin_step(self, world, successor);
        let steps = match successor.action {
            Action::Begin { .. } => {
                let new = successor.world.members.last().zip(made.first());
                let new = new.map(|(local, member)| self.describe_beginning(*local, member));
                new.map(|new| TraceStep::Begins(Box::new(new))).into_iter().collect()
            }
            Action::Lose => self.trace_loss(world, &successor.world, cast).into_iter().collect(),
            _ => {
                let arrival = |(at, taken): (usize, &Taken)| {
                    let made = if at == 0 { std::mem::take(&mut made) } else { Vec::new() };
                    let arrival = self.trace_arrival(successor, at, taken, cast);
                    TraceStep::Message(Box::new(Arrival { made, ..arrival }))
                };
                let mut steps: Vec<TraceStep> = successor.taken.iter().enumerate().map(arrival).collect();
                steps.extend(self.trace_dropped(successor, cast));
                steps
            }
        };
        cast.end_step(&successor.world);
        steps
    }

    /// The messages that a move rejects, since they were deferred and the new state neither takes nor defers them.
    fn trace_dropped(&self, successor: &Successor, cast: &Cast) -> Vec<TraceStep> {
        let Some(last) = successor.taken.last() else { return Vec::new() };
        let state = last.outcome().states.1;
        let Some(to) = cast.get(last.delivery.slot) else { return Vec::new() };
        let dropped = successor.dropped.iter().map(|(message, from)| {
            let content = self.tables.contents.get(self.tables.messages.get(*message).content);
            let event = &self.runnable.machine(content.machine).events[content.event];
            let from =
                cast.get(*from).map_or(Sender::Outside(event.from), |from| Sender::Machine(from.clone()));
            TraceStep::Message(Box::new(Arrival {
                from,
                to: to.clone(),
                event: content.event,
                name: event.name.text.clone(),
                payload: self.trace_payload(content, &successor.world, cast),
                manner: Manner::Recalled,
                answers: Vec::new(),
                states: (state, state),
                line: None,
                result: ArrivalResult::Rejected,
                made: Vec::new(),
            }))
        });
        dropped.collect()
    }

    fn trace_loss(&self, before: &World, after: &World, cast: &Cast) -> Option<TraceStep> {
        let changed = match self.options.one_queue {
            true => before.queues.first()?,
            false => before.queues.iter().find(|(pair, queue)| after.queue(*pair) != Some(*queue))?,
        };
        let (from, to) = crate::world::split(changed.0);
        let message = *self.tables.queues.get(changed.1).first()?;
        let content = self.tables.contents.get(self.tables.messages.get(message).content);
        let event = self.runnable.machine(content.machine).events[content.event].name.text.clone();
        Some(TraceStep::Lost { from: cast.get(from)?.clone(), to: cast.get(to)?.clone(), event })
    }

    fn trace_arrival(&self, successor: &Successor, at: usize, taken: &Taken, cast: &Cast) -> Arrival {
        let (delivery, outcome) = (taken.delivery, taken.outcome());
        let content = self.tables.contents.get(delivery.message.content);
        let event = &self.runnable.machine(content.machine).events[content.event];
        let unknown = || Member { machine: content.machine, id: String::new(), number: 0 };
        let is_timer = at == 0 && matches!(successor.action, Action::Timer { .. });
        let from = match delivery.from {
            _ if is_timer || matches!(event.from, Some(Party::System)) => Sender::Time,
            NOBODY => Sender::Outside(event.from),
            from => cast.get(from).map_or(Sender::Outside(event.from), |from| Sender::Machine(from.clone())),
        };
        let answers = outcome.given.iter().map(|given| (given.words.to_string(), given.answer.clone()));
        Arrival {
            from,
            to: cast.get(delivery.slot).cloned().unwrap_or_else(unknown),
            event: content.event,
            name: event.name.text.clone(),
            payload: self.trace_payload(content, &successor.world, cast),
            manner: manner_of(successor.action, at),
            answers: answers.collect(),
            states: outcome.states,
            result: result_of(&outcome.kind),
            made: Vec::new(),
            line: outcome.handler.map(|handler| self.runnable.get(content.machine, handler).span),
        }
    }

    /// The fields of a message that decide something or are not zero, with the names of instances in the place of references.
    fn trace_payload(&self, content: &Content, world: &World, cast: &Cast) -> Vec<(String, Value)> {
        let event = &self.runnable.machine(content.machine).events[content.event];
        let is_shown = |field, value: &Value| {
            let place = Place::Field(content.machine, content.event, field);
            !value.is_zero() || self.knowledge.relevance.contains(place)
        };
        let fields = event.fields.entries().zip(&content.payload);
        let fields = fields.filter(|((field, _), value)| is_shown(*field, value));
        let named = fields.map(|((_, field), value)| {
            let member = match (&field.ty, value) {
                (Type::Reference(to), Value::Text(id)) => cast.find(self, world, *to, id),
                _ => None,
            };
            let value = match member {
                Some(member) if member.number > 0 => {
                    let name = &self.runnable.machine(member.machine).name.text;
                    Value::text(&format!("{name}-{}", member.number))
                }
                _ => value.clone(),
            };
            (field.name.text.clone(), value)
        });
        named.collect()
    }

    /// The messages of a world that have not arrived.
    pub(crate) fn trace_pending(&self, world: &World, cast: &Cast) -> Vec<Pending> {
        let mut pending = Vec::new();
        for (pair, queue) in &world.queues {
            let (from, to) = crate::world::split(*pair);
            let (Some(from), Some(to)) = (cast.get(from), cast.get(to)) else { continue };
            if is_kept_aside(*pair) {
                continue;
            }
            for message in self.tables.queues.get(*queue).iter() {
                let event = self.tables.contents.get(self.tables.messages.get(*message).content).event;
                pending.push(Pending { from: from.clone(), to: to.clone(), event });
            }
        }
        pending
    }

    /// The instances of a start.
    pub(crate) fn trace_start(&self, world: &World, cast: &Cast) -> Vec<Beginning> {
        let is_there = |(local, _): &(&u32, &Member)| !self.tables.locals.get(**local).is_removed;
        let beginnings = world.members.iter().zip(cast.iter()).filter(is_there);
        beginnings.map(|(local, member)| self.describe_beginning(*local, member)).collect()
    }

    fn describe_beginning(&self, local: u32, member: &Member) -> Beginning {
        let local = self.tables.locals.get(local);
        let (instance, conversation) = (&local.instance, local.conversation);
        let model = self.runnable.model;
        let variables = model.machines[instance.machine].variables.iter();
        let values = variables.zip(&instance.context);
        let values = values.filter(|(variable, value)| **value != Value::zero(model, &variable.ty));
        let values = values.map(|(variable, value)| (variable.name.text.clone(), value.clone())).collect();
        Beginning { member: member.clone(), state: instance.state, conversation, values }
    }
}

/// Whether two steps are the same except for their instances.
fn is_same_round(a: &TraceStep, b: &TraceStep) -> bool {
    let sender = |from: &Sender| match from {
        Sender::Machine(member) => Some(member.machine),
        Sender::Outside(_) | Sender::Time => None,
    };
    match (a, b) {
        (TraceStep::Message(a), TraceStep::Message(b)) => {
            (a.to.machine, a.event, a.manner, a.states) == (b.to.machine, b.event, b.manner, b.states)
                && (&a.result, &a.answers) == (&b.result, &b.answers)
                && sender(&a.from) == sender(&b.from)
        }
        (TraceStep::Begins(a), TraceStep::Begins(b)) => a.member.machine == b.member.machine,
        _ => false,
    }
}

/// How the message at a position of a step arrives.
fn manner_of(action: Action, at: usize) -> Manner {
    match (at, action) {
        (0, Action::Outside(Reason::Answer)) => Manner::Answer,
        (0, Action::Outside(Reason::Late)) => Manner::Late,
        (0, Action::Outside(Reason::Early)) => Manner::Early,
        (0, Action::Double) => Manner::Doubled,
        (0, Action::Retry) => Manner::Retried,
        (0, _) => Manner::Plain,
        _ => Manner::Recalled,
    }
}

fn result_of(kind: &OutcomeKind) -> ArrivalResult {
    match kind {
        OutcomeKind::Handled => ArrivalResult::Handled,
        OutcomeKind::Deferred => ArrivalResult::Deferred,
        OutcomeKind::Rejected => ArrivalResult::Rejected,
        OutcomeKind::Refused(reason) => ArrivalResult::Refused(reason.clone()),
        OutcomeKind::Failed => ArrivalResult::Failed,
        OutcomeKind::Fault(message) => ArrivalResult::Fault(message.clone()),
    }
}
