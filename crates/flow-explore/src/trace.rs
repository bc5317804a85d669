//! The path to a finding, in terms of the specification.
//!
//! A trace refers to the model that was explored by its ids; it has no numbers of worlds, so that it can be replayed, drawn and written as a
//! test.

use flow_model::model::{EventId, MachineId, Party, StateId};
use flow_sim::exec::Value;

use crate::asker::Answer;
use crate::engine::Engine;
use crate::outcome::OutcomeKind;
use crate::slice::Place;
use crate::step::{Action, Reason, Successor, Taken};
use crate::world::{NOBODY, Slot, World};

/// The steps from the start to a finding.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// The instances that exist at the start.
    pub start: Vec<Beginning>,
    /// What happens, in order.
    pub steps: Vec<TraceStep>,
}

impl Trace {
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

/// An instance at the start of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct Beginning {
    /// Its machine.
    pub machine: MachineId,
    /// Its id.
    pub id: String,
    /// The variables that are not zero, with their values.
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
    Begins(MachineId),
}

/// An instance in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its machine.
    pub machine: MachineId,
    /// Its id.
    pub id: String,
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
    /// It was put aside before.
    Recalled,
    /// It arrives a second time.
    Doubled,
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
    /// The fields that decide something, and those that are not zero.
    pub payload: Vec<(String, Value)>,
    /// How it arrives.
    pub manner: Manner,
    /// What the outside answers, in order: the words of the phrase, and its answer.
    pub answers: Vec<(String, Answer)>,
    /// The states before and after.
    pub states: (StateId, StateId),
    /// What becomes of it.
    pub result: ArrivalResult,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArrivalResult {
    /// It was handled.
    Handled,
    /// It was put aside.
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
    /// The steps of a successor of a world.
    pub(crate) fn trace_steps(&self, world: &World, successor: &Successor) -> Vec<TraceStep> {
        if let Action::Begin(machine) = successor.action {
            return vec![TraceStep::Begins(machine)];
        }
        if successor.action == Action::Lose {
            return self.trace_loss(world, &successor.world).into_iter().collect();
        }
        let steps = successor.taken.iter().enumerate().map(|(at, taken)| {
            let manner = match (at, successor.action) {
                (0, Action::Outside(Reason::Answer)) => Manner::Answer,
                (0, Action::Outside(Reason::Late)) => Manner::Late,
                (0, Action::Double) => Manner::Doubled,
                (0, _) => Manner::Plain,
                _ => Manner::Recalled,
            };
            let is_timer = at == 0 && successor.action == Action::Timer;
            TraceStep::Message(Box::new(self.trace_arrival(world, &successor.world, taken, manner, is_timer)))
        });
        steps.collect()
    }

    /// An instance; `None` for one that was made for this message and removed, since it did not take it.
    fn member(&self, before: &World, after: &World, slot: Slot) -> Option<Member> {
        let at = usize::from(slot);
        let local = after.members.get(at).or(before.members.get(at))?;
        let instance = &self.tables.locals.get(*local).instance;
        Some(Member { machine: instance.machine, id: instance.id.clone() })
    }

    fn trace_loss(&self, before: &World, after: &World) -> Option<TraceStep> {
        let changed = before.queues.iter().find(|(pair, queue)| after.queue(*pair) != Some(*queue))?;
        let (from, to) = crate::world::split(changed.0);
        let message = *self.tables.queues.get(changed.1).first()?;
        let content = self.tables.contents.get(self.tables.messages.get(message).content);
        let event = self.runnable.machine(content.machine).events[content.event].name.text.clone();
        let (from, to) = (self.member(before, after, from)?, self.member(before, after, to)?);
        Some(TraceStep::Lost { from, to, event })
    }

    fn trace_arrival(
        &self,
        before: &World,
        after: &World,
        taken: &Taken,
        manner: Manner,
        is_timer: bool,
    ) -> Arrival {
        let (delivery, outcome) = (taken.delivery, taken.outcome());
        let content = self.tables.contents.get(delivery.message.content);
        let event = &self.runnable.machine(content.machine).events[content.event];
        let to = self.member(before, after, delivery.slot);
        let to = to.unwrap_or(Member { machine: content.machine, id: String::new() });
        let from = match delivery.from {
            _ if is_timer || matches!(event.from, Some(Party::System)) => Sender::Time,
            NOBODY => Sender::Outside(event.from),
            from => self.member(before, after, from).map_or(Sender::Outside(event.from), Sender::Machine),
        };
        let is_told = |field, value: &Value| {
            let place = Place::Field(content.machine, content.event, field);
            !value.is_zero() || self.knowledge.relevance.contains(place)
        };
        let fields = event.fields.entries().zip(&content.payload);
        let payload = fields
            .filter(|((id, _), value)| is_told(*id, value))
            .map(|((_, field), value)| (field.name.text.clone(), value.clone()));
        let answers = outcome.given.iter().map(|given| (given.words.to_string(), given.answer.clone()));
        Arrival {
            from,
            to,
            event: content.event,
            name: event.name.text.clone(),
            payload: payload.collect(),
            manner,
            answers: answers.collect(),
            states: outcome.states,
            result: match &outcome.kind {
                OutcomeKind::Handled => ArrivalResult::Handled,
                OutcomeKind::Deferred => ArrivalResult::Deferred,
                OutcomeKind::Rejected => ArrivalResult::Rejected,
                OutcomeKind::Refused(reason) => ArrivalResult::Refused(reason.clone()),
                OutcomeKind::Failed => ArrivalResult::Failed,
                OutcomeKind::Fault(message) => ArrivalResult::Fault(message.clone()),
            },
        }
    }

    /// The instances of a start.
    pub(crate) fn trace_start(&self, world: &World) -> Vec<Beginning> {
        let beginnings = world.members.iter().map(|local| {
            let instance = &self.tables.locals.get(*local).instance;
            let variables = self.runnable.machine(instance.machine).variables.iter();
            let values = variables.zip(&instance.context).filter(|(_, value)| !value.is_zero());
            let values =
                values.map(|(variable, value)| (variable.name.text.clone(), value.clone())).collect();
            Beginning { machine: instance.machine, id: instance.id.clone(), values }
        });
        beginnings.collect()
    }
}
