//! The result of a call from outside, after every event that it caused is delivered.
//!
//! An undelivered event is no error of the call: the sender's step is complete, and its other emits are delivered.

use alloc::vec::Vec;
use core::fmt;

use super::Instance;

/// The result of an event from outside, or of advancing the clock (reference#result).
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<Step, Message, Error> {
    /// The step of the instance that received the event; `()` after advancing the clock.
    pub step: Step,
    /// The messages to outside actors, in order.
    pub messages: Vec<Sent<Message>>,
    /// The events between instances that the receiver rejected or failed to handle, in order. Other effects are not undone.
    pub undelivered: Vec<Undelivered<Error>>,
}

/// A message to an outside actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent<Message> {
    /// The instance that sent it.
    pub from: Instance,
    /// The message; its variant is the actor.
    pub message: Message,
}

/// An event between instances that had no effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Undelivered<Error> {
    /// The receiver.
    pub to: Instance,
    /// The instance that sent it; `None` for a timer.
    pub from: Option<Instance>,
    /// The reason; it contains the event if the event was rejected.
    pub error: Error,
}

impl<Step, Message, Error> Outcome<Step, Message, Error> {
    /// The messages to outside actors, without their senders.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().map(|sent| &sent.message)
    }

    /// Whether every event between instances was handled.
    pub fn is_complete(&self) -> bool {
        self.undelivered.is_empty()
    }
}

/// The receiver and the reason: `payment-1: :charge from @order is not accepted in #charged`.
impl<Error: fmt::Display> fmt::Display for Undelivered<Error> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.to, self.error)
    }
}
