//! The input and the result of a run of a handler, in the form that a host stores.
//!
//! Either the event had an effect, [`Ran`], which the host commits as a whole; or it had none, [`Stopped`], and the instance is as it was.

use crate::{Post, Unreadable};

/// An instance as a host stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored<'a> {
    /// Its id.
    pub id: &'a str,
    /// The name of its state, without `#`.
    pub state: &'a str,
    /// Its variables, a JSON object.
    pub context: &'a str,
}

/// The effects of a handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The state before.
    pub from: &'static str,
    /// The states passed through, in order; empty if the instance stayed.
    pub passed: Vec<&'static str>,
    /// The state after.
    pub state: &'static str,
    /// The variables after.
    pub context: String,
    /// Whether the instance has come to its end.
    pub has_ended: bool,
    /// The groups with timers that contain the state after, by name: their timers go on.
    pub timer_groups: &'static [&'static str],
    /// The emits, in order.
    pub posts: Vec<Post>,
}

/// Why an event had no effect. The instance has not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stopped {
    /// The program cannot read the instance or the event, or cannot write the results of the handler.
    Unreadable(Unreadable),
    /// The state does not accept the event (reference#rejection).
    Rejected {
        /// The state, without `#`.
        state: String,
    },
    /// The state defers it: the host puts it aside until the state changes.
    Deferred,
    /// A handler refused it by a `reject` (reference#refusals).
    Refused {
        /// The text of the `reject`.
        reason: String,
    },
    /// A phrase failed, or an expression cannot be computed (reference#failure).
    Failed {
        /// The phrase or the expression.
        phrase: String,
        /// The error with its sources; empty for an expression.
        error: String,
    },
}

impl From<Unreadable> for Stopped {
    fn from(unreadable: Unreadable) -> Self {
        Stopped::Unreadable(unreadable)
    }
}
