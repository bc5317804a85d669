//! The log of a run: everything that happened, in order, and every message that was sent.
//!
//! Assertions, traces and coverage read it. It only grows.

use std::collections::BTreeSet;
use std::rc::Rc;

use flow_model::model::{ActorId, HandlerId};

use crate::exec::message::{InstanceId, Message, MessageId, Peer};
use crate::exec::observer::{Handled, Member, Observer};
use crate::exec::runnable::Runnable;
use crate::exec::step::Refusal;
use crate::exec::system::System;
use crate::history::rules::{BrokenRule, RuleMonitor};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum LogEntry<'m> {
    /// A message was sent.
    Sent(MessageId),
    /// An instance handled a message.
    Handled(Handled<'m>),
    /// An instance did not handle a message, and did not change.
    Refused {
        /// The message.
        message: MessageId,
        /// The instance.
        instance: InstanceId,
        /// Why.
        refusal: Refusal<'m>,
    },
    /// An instance put a message aside (reference#deferred-events).
    Deferred {
        /// The message.
        message: MessageId,
        /// The instance.
        instance: InstanceId,
        /// The handler that defers it.
        handler: HandlerId,
    },
    /// An instance did not accept a message to all instances, and was passed over.
    PassedOver(MessageId),
    /// A message was lost before its delivery.
    Lost(MessageId),
    /// Time passed, to this many microseconds since 1970.
    Time(i64),
}

/// The log of a system.
#[derive(Clone, Debug, Default)]
pub struct Log<'m> {
    entries: Vec<LogEntry<'m>>,
    /// Every message, by its id.
    messages: Vec<Rc<Message<'m>>>,
    /// The messages that are copies of others, which arrive twice.
    repeated: BTreeSet<MessageId>,
    /// The state of the rules.
    rules: RuleMonitor,
}

impl<'m> Log<'m> {
    fn message(&mut self, id: MessageId, message: &Rc<Message<'m>>) {
        debug_assert_eq!(id.0, self.messages.len(), "a log observes a system from its beginning");
        self.messages.push(Rc::clone(message));
    }
}

impl<'m> Observer<'m> for Log<'m> {
    fn sent(&mut self, id: MessageId, message: &Rc<Message<'m>>) {
        self.message(id, message);
        self.entries.push(LogEntry::Sent(id));
    }

    fn restored(&mut self, id: MessageId, message: &Rc<Message<'m>>) {
        self.message(id, message);
    }

    fn amended(&mut self, id: MessageId, message: &Rc<Message<'m>>) {
        self.messages[id.0] = Rc::clone(message);
    }

    fn handled(&mut self, handled: Handled<'m>) {
        self.entries.push(LogEntry::Handled(handled));
    }

    fn committed(&mut self, runnable: &Runnable<'m>, instances: &[Member<'_>]) {
        self.rules.check(runnable, instances, &self.messages);
    }

    fn refused(&mut self, message: MessageId, instance: InstanceId, refusal: &Refusal<'m>) {
        self.entries.push(LogEntry::Refused { message, instance, refusal: refusal.clone() });
    }

    fn deferred(&mut self, message: MessageId, instance: InstanceId, handler: HandlerId) {
        self.entries.push(LogEntry::Deferred { message, instance, handler });
    }

    fn passed_over(&mut self, message: MessageId) {
        self.entries.push(LogEntry::PassedOver(message));
    }

    fn lost(&mut self, message: MessageId) {
        self.entries.push(LogEntry::Lost(message));
    }

    fn repeated(&mut self, id: MessageId, message: &Rc<Message<'m>>) {
        self.message(id, message);
        self.repeated.insert(id);
    }

    fn time_passed(&mut self, now: i64) {
        self.entries.push(LogEntry::Time(now));
    }
}

/// A system that keeps a log.
pub type LoggedSystem<'p, 'm> = System<'p, 'm, Log<'m>>;

impl<'m> LoggedSystem<'_, 'm> {
    /// The entries, in order.
    pub fn log(&self) -> &[LogEntry<'m>] {
        &self.observer().entries
    }

    /// The first rule that was false after a commit (reference#rules).
    pub fn broken_rule(&self) -> Option<&BrokenRule> {
        self.observer().rules.broken()
    }

    /// All messages, in the order they were sent.
    pub fn messages(&self) -> impl Iterator<Item = &Message<'m>> {
        self.observer().messages.iter().map(|message| &**message)
    }

    /// A message, delivered or not.
    pub fn message(&self, id: MessageId) -> &Message<'m> {
        &self.observer().messages[id.0]
    }

    /// Whether a message is a copy of another one, which arrives twice.
    pub fn is_repeated(&self, id: MessageId) -> bool {
        self.observer().repeated.contains(&id)
    }

    /// Whether an instance has sent an actor something that it has not answered.
    pub fn awaits(&self, instance: InstanceId, actor: ActorId) -> bool {
        let (instance, actor) = (Peer::Instance(instance), Peer::Actor(actor));
        let is_between = |message: &&Rc<Message<'_>>| {
            (message.from == instance && message.to == actor)
                || (message.from == actor && message.to == instance)
        };
        self.observer().messages.iter().rfind(is_between).is_some_and(|last| last.from == instance)
    }
}
