//! The history of an instance and its conversation, as the journal has it.
//!
//! The journal is for people: a host never reads it to find out in which state an instance is.

use flow::Time;

/// Something that happened to an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PastEvent {
    /// When it was committed.
    pub at: Time,
    /// The instance.
    pub instance: Party,
    /// What happened: `created`, `handled`, or why the event had no effect, like `rejected`.
    pub what: String,
    /// The event, without `:`; `None` for an entry without an event, such as `created`.
    pub event: Option<String>,
    /// Who sent the event; `None` if nobody did.
    pub sender: Option<Party>,
    /// The payload, a JSON object.
    pub payload: Option<String>,
    /// The state afterwards, without `#`.
    pub state: String,
    /// The states passed through, in order.
    pub passed: Vec<String>,
    /// The events and messages that left the instance, with their receivers.
    pub sent: Vec<(String, Party)>,
}

/// One side of a message: an instance of a machine, or an actor outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// The machine or the actor, without `@`.
    pub name: String,
    /// The id of the instance; empty for an actor.
    pub id: String,
}
