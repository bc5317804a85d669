//! A record of what passed between the parties of a system: plain data that a lane diagram can be drawn from.
//!
//! Shown line by line, an entry reads `@customer → @order-1: :checkout, #idle → #awaiting_payment (cart is valid: yes)`.

use alloc::vec::{self, Vec};
use core::fmt;
use core::slice;
use core::time::Duration;

use super::Instance;

/// Everything that passed, in the order in which it was handled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    entries: Vec<Entry>,
}

/// One event or message, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the system's clock showed.
    pub at: Duration,
    /// Who sent it.
    pub from: Party,
    /// Who got it.
    pub to: Party,
    /// Its name, without sigil.
    pub event: &'static str,
    /// The phrases that the receiver's handler asked and called, in order.
    pub calls: Vec<Call>,
    /// What became of it.
    pub end: End,
}

/// A side of a conversation: an instance, or an actor outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// An instance of a machine. Shown as `@order-1`.
    Instance(Instance),
    /// An actor outside, by its name without sigil; `system` where time sent something. Shown as `@customer`.
    Outside(&'static str),
}

/// A phrase that was asked or called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The phrase, as the specification first writes it.
    pub phrase: &'static str,
    /// What a guard answered; `None` for an action.
    pub answer: Option<bool>,
}

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was handled; the states before and after, without sigil.
    Handled {
        /// The state the event was handled in.
        from: &'static str,
        /// The state the machine is in since.
        to: &'static str,
    },
    /// It went to an actor outside.
    Sent,
    /// The receiver does not accept it in this state.
    Rejected {
        /// The state the receiver stays in.
        state: &'static str,
    },
    /// The receiver's handler failed.
    Failed {
        /// The phrase, or the step, that failed.
        phrase: &'static str,
    },
}

impl Trace {
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// The entries, in order.
    pub fn iter(&self) -> slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The parties, in order of first appearance: the lanes of a diagram.
    pub fn parties(&self) -> Vec<Party> {
        let mut parties = Vec::new();
        for party in self.iter().flat_map(|entry| [entry.from, entry.to]) {
            if !parties.contains(&party) {
                parties.push(party);
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
            End::Sent => Ok(()),
            End::Rejected { state } => write!(f, ", rejected in #{state}"),
            End::Failed { phrase } => write!(f, ", failed: {phrase}"),
        }
    }
}
