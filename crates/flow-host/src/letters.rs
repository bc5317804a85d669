//! Data that a host keeps for people and for other programs: dead letters, and messages without a delivery.

use flow::Time;
pub use flow_durable::DeadKind;
use flow_durable::DeliveryId;

use crate::store::{Dead, Message};

/// An event or a message that the host has given up. It is kept until an operator or the program decides about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadLetter {
    /// Its number, which is never used again.
    pub number: i64,
    /// Why it was given up.
    pub kind: DeadKind,
    /// The phrase or the expression that failed; empty if it was none.
    pub phrase: String,
    /// The error, or the reason of a refusal.
    pub error: String,
    /// When it was given up.
    pub at: Time,
    /// How many events its instance has handled since.
    pub handled_since: u64,
}

impl DeadLetter {
    pub(crate) fn new(dead: Dead, handled_since: u64) -> Self {
        let Dead { n: number, kind, phrase, error, at, .. } = dead;
        DeadLetter { number, kind, phrase, error, at, handled_since }
    }
}

/// A message to an actor outside that its own program reads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentMessage {
    pub(crate) id: DeliveryId,
    /// Its place among all messages: the cursor for the next ones.
    pub cursor: i64,
    /// The name of the message, without `:`.
    pub name: String,
    /// The payload, a JSON object.
    pub payload: String,
    /// When it was sent.
    pub at: Time,
}

impl From<Message> for SentMessage {
    fn from(message: Message) -> Self {
        let Message { id, seq, message: name, payload, at, .. } = message;
        SentMessage { id, cursor: seq, name, payload, at }
    }
}
