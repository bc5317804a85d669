//! Events as a host stores them.

use std::error;
use std::fmt;

/// An event to a machine: its name and its declared sender, which identify an event of a machine, and its payload as a JSON object with
/// the specification's names as keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoredEvent {
    /// The receiving machine, an index into the program's machines.
    pub machine: usize,
    /// The name of the event, without `:`.
    pub name: String,
    /// The sender that the event's handlers name, without `@`; `None` if they name none. It selects handlers; the
    /// instance that sent the event is stored elsewhere.
    pub from: Option<String>,
    /// The payload, a JSON object.
    pub payload: String,
}

/// Something stored that the program cannot read: it is of another version of the specification, or was changed by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The name of the text that cannot be read, like `the context of @order`.
    pub what: String,
    /// Why.
    pub reason: String,
}

impl Unreadable {
    /// The error that the text `what` cannot be read, with the reason.
    pub fn new(what: impl Into<String>, reason: impl fmt::Display) -> Self {
        Unreadable { what: what.into(), reason: reason.to_string() }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.what, self.reason)
    }
}

impl error::Error for Unreadable {}
