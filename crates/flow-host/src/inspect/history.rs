//! The journal of a conversation, for people.
//!
//! It is read newest first, up to a limit, and returned oldest first. Values are masked by the machines that have sent and received
//! them.

use flow::Time;
use serde::Serialize;
use serde_json::Value;

use super::Database;
use crate::history::{Party, PastEvent, read_history};

/// Something that happened to an instance, with masked values.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// When it was committed.
    pub at: Time,
    /// The instance.
    pub instance: Party,
    /// What happened: `created`, `handled`, or why the event had no effect.
    pub what: String,
    /// The event, without `:`.
    pub event: Option<String>,
    /// Who sent the event.
    pub sender: Option<Party>,
    /// The payload.
    pub payload: Option<Value>,
    /// The state afterwards, without `#`.
    pub state: String,
    /// The states passed through, in order.
    pub passed: Vec<String>,
    /// The events and messages that left the instance.
    pub sent: Vec<Sent>,
}

/// An event or a message that left an instance.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Sent {
    /// Its name, without `:`.
    pub name: String,
    /// The receiver.
    pub to: Party,
}

impl Database {
    /// The last things that happened in the conversation of an instance, oldest first; of an instance that has none, to itself. `None` if
    /// there is no such instance.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn history(&self, machine: &str, id: &str, most: i64) -> rusqlite::Result<Option<Vec<Entry>>> {
        let past = read_history(&self.connection, machine, id, most)?;
        Ok(past.map(|past| past.into_iter().map(|past| self.entry(past)).collect()))
    }

    fn entry(&self, past: PastEvent) -> Entry {
        let PastEvent { at, instance, what, event, sender, payload, state, passed, sent } = past;
        let of = [Some(&instance), sender.as_ref()];
        let machines = of.into_iter().flatten().map(|party| party.name.as_str());
        let payload = payload.map(|payload| self.mask.read_object(machines, &payload));
        let sent = sent.into_iter().map(|(name, to)| Sent { name, to }).collect();
        Entry { at, instance, what, event, sender, payload, state, passed, sent }
    }
}
