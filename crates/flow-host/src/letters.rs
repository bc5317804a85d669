//! What a host keeps for people and for other programs: dead letters, and messages that nobody delivers.

use flow::Time;
pub use flow_durable::DeadKind;
use flow_durable::DeliveryId;

use crate::store::{Dead, Message};

/// An event or a message that the host has given up. It is kept until somebody decides about it.
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
}

impl From<Dead> for DeadLetter {
    fn from(dead: Dead) -> Self {
        DeadLetter { number: dead.n, kind: dead.kind, phrase: dead.phrase, error: dead.error, at: dead.at }
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
