//! The trace of a system: its events and messages as plain data, from which a lane diagram can be drawn.
//!
//! Displayed line by line: an entry reads `@customer → @order-1: :checkout, #idle → #awaiting_payment (cart is valid: yes)`.

use alloc::vec::{self, Vec};
use core::fmt;
use core::slice;
use core::time::Duration;

use super::instance::Instance;
use crate::Refusal;

/// The events and messages of a system, in the order in which they were handled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    entries: Vec<Entry>,
}

/// One event or message, and its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The time of the system's clock.
    pub at: Duration,
    /// The sender.
    pub from: Party,
    /// The receiver.
    pub to: Party,
    /// Its name, without sigil.
    pub event: &'static str,
    /// The guards and actions that the receiver's handler called, in order.
    pub calls: Vec<Call>,
    /// The result.
    pub end: End,
}

/// A sender or receiver: an instance, or an outside actor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// An instance of a machine. Displayed as `@order-1`.
    Instance(Instance),
    /// An outside actor, by its name without sigil; `system` for a timer. Displayed as `@customer`.
    Outside(&'static str),
}

/// A call of a guard or an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The phrase, in the words of this call.
    pub phrase: &'static str,
    /// The answer of a guard; `None` for an action.
    pub answer: Option<bool>,
}

/// The result of an event or message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was handled. The states have no sigil.
    Handled {
        /// The state before the event.
        from: &'static str,
        /// The state after the event.
        to: &'static str,
    },
    /// The receiver put it aside. It has another entry when it is handled or rejected.
    Deferred {
        /// The state of the receiver, without sigil.
        state: &'static str,
    },
    /// It was sent to an outside actor.
    Sent,
    /// The receiver rejected it.
    Rejected {
        /// The state of the receiver, without sigil.
        state: &'static str,
    },
    /// The receiver's handler failed, and was undone.
    Failed {
        /// The phrase or expression that failed.
        phrase: &'static str,
    },
    /// The receiver's handler ran a `reject`, and was undone.
    Refused(Refusal),
    /// The receiver does not exist.
    NoInstance,
    /// A binding panicked.
    Interrupted,
}

impl Trace {
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// The entries, in order.
    pub fn iter(&self) -> slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The parties in order of first appearance: the lanes of a diagram.
    pub fn parties(&self) -> Vec<Party> {
        let mut parties = Vec::new();
        for party in self.iter().flat_map(|entry| [&entry.from, &entry.to]) {
            if !parties.contains(party) {
                parties.push(party.clone());
            }
        }
        parties
    }
}

impl<'a> IntoIterator for &'a Trace {
    type Item = &'a Entry;
    type IntoIter = slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Trace {
    type Item = Entry;
    type IntoIter = vec::IntoIter<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → {}: :{}{}", self.from, self.to, self.event, self.end)?;
        for (at, call) in self.calls.iter().enumerate() {
            f.write_str(if at == 0 { " (" } else { ", " })?;
            write!(f, "{call}")?;
        }
        f.write_str(if self.calls.is_empty() { "" } else { ")" })
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Instance(instance) => write!(f, "@{instance}"),
            Party::Outside(actor) => write!(f, "@{actor}"),
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.answer {
            Some(true) => write!(f, "{}: yes", self.phrase),
            Some(false) => write!(f, "{}: no", self.phrase),
            None => f.write_str(self.phrase),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Handled { from, to } if from == to => write!(f, ", stays in #{to}"),
            End::Handled { from, to } => write!(f, ", #{from} → #{to}"),
            End::Deferred { state } => write!(f, ", deferred in #{state}"),
            End::Sent => Ok(()),
            End::Rejected { state } => write!(f, ", rejected in #{state}"),
            End::Failed { phrase } => write!(f, ", failed: {phrase}"),
            End::Refused(refusal) if refusal.text().is_empty() => f.write_str(", refused"),
            End::Refused(refusal) => write!(f, ", refused: {refusal}"),
            End::NoInstance => f.write_str(", no such instance"),
            End::Interrupted => f.write_str(", interrupted by a panic"),
        }
    }
}
