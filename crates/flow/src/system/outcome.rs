//! What a call from outside comes to, once everything that followed from it has been delivered.

use alloc::vec::Vec;
use core::fmt;

use super::Instance;

/// The answer to an event from outside, or to time going by (§9.5).
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<Step, Message, Error> {
    /// What the instance that got the event did; `()` where time was what came.
    pub step: Step,
    /// What was sent to actors outside, in order.
    pub messages: Vec<Sent<Message>>,
    /// What instances of the system sent each other and the receiver rejected or failed at. It undoes nothing else.
    pub undelivered: Vec<Undelivered<Error>>,
}

/// A message to an actor outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent<Message> {
    /// The instance that sent it.
    pub from: Instance,
    /// Actor and message.
    pub message: Message,
}

/// A message inside the system that came to nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Undelivered<Error> {
    /// The instance that did not take it.
    pub to: Instance,
    /// The instance that sent it; `None` for time.
    pub from: Option<Instance>,
    /// Why, with the event where it was rejected.
    pub error: Error,
}

impl<Step, Message, Error> Outcome<Step, Message, Error> {
    /// The messages to actors outside, without their senders.
    pub fn messages(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().map(|sent| &sent.message)
    }

    /// Whether everything that was sent was taken.
    pub fn is_complete(&self) -> bool {
        self.undelivered.is_empty()
    }
}

/// Who did not take it, and why: `payment-1: :charge from @order is not accepted in #charged`.
impl<Error: fmt::Display> fmt::Display for Undelivered<Error> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.to, self.error)
    }
}
