//! Messages that instances have put aside (reference#deferred-events).
//!
//! A message is put aside whole, with its sender and its conversation. Only a move to another state changes what becomes of it: then it is
//! rejected, or it is handled before any other message to its instance, or it remains.

use flow_model::model::{HandlerId, Reaction};

use crate::exec::eval::Bindings;
use crate::exec::message::{InstanceId, Manner, Message, MessageId, Peer};
use crate::exec::observer::Observer;
use crate::exec::step::Refusal;
use crate::exec::system::{System, Undelivered};

/// The reaction of the current state of an instance to a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reception {
    Accepted,
    Deferred,
    Rejected,
}

impl<'m, O: Observer<'m>> System<'_, 'm, O> {
    /// The messages that were put aside, oldest first.
    pub fn deferred(&self) -> impl Iterator<Item = (MessageId, &Message<'m>)> {
        self.deferred.iter().map(|waiting| (waiting.id, &*waiting.message))
    }

    /// Lets the deferred messages of an instance wait although its state accepts them, until [`System::deliver`] is called for each.
    pub fn hold_deferred(&mut self, of: Option<InstanceId>) {
        self.holding_deferred = of;
    }

    /// The deferred message that an instance handles next: the oldest that its state accepts.
    pub fn next_deferred(&self, of: InstanceId) -> Option<MessageId> {
        let is_next = |(_, message): &(MessageId, &Message<'_>)| {
            message.to == Peer::Instance(of) && self.determine_reception(of, message) == Reception::Accepted
        };
        self.deferred().find(is_next).map(|(id, _)| id)
    }

    /// Puts a message aside.
    pub(super) fn put_aside(&mut self, message: Undelivered<'m>, of: InstanceId, by: HandlerId) {
        self.observer.deferred(message.id, of, by);
        self.deferred.push(message);
    }

    /// Rejects the deferred messages that the new state of an instance neither accepts nor defers.
    pub(super) fn reject_deferred(&mut self, of: InstanceId) {
        let state = self.instance(of).state;
        for waiting in std::mem::take(&mut self.deferred) {
            let message = &waiting.message;
            let is_own = message.to == Peer::Instance(of);
            match is_own && self.determine_reception(of, message) == Reception::Rejected {
                false => self.deferred.push(waiting),
                true if message.manner == Manner::ToAll => self.observer.passed_over(waiting.id),
                true => self.observer.refused(waiting.id, of, &Refusal::Rejected { state }),
            }
        }
    }

    /// Handles the deferred messages of an instance that its state accepts, oldest first.
    pub(super) fn handle_deferred(&mut self, bindings: &mut dyn Bindings, of: InstanceId) {
        while let Some(next) = self.next_deferred(of) {
            // The observer receives refusals.
            let _ = self.handle(bindings, next);
        }
    }

    fn determine_reception(&self, of: InstanceId, message: &Message<'_>) -> Reception {
        let instance = self.instance(of);
        let handler = message.event.and_then(|event| {
            let handler = self.runnable.handler(instance.machine, instance.state, event)?;
            Some(self.runnable.get(instance.machine, handler))
        });
        match handler.map(|handler| handler.reaction) {
            None => Reception::Rejected,
            Some(Reaction::Defer) => Reception::Deferred,
            Some(Reaction::Steps | Reaction::Ignore) => Reception::Accepted,
        }
    }
}
