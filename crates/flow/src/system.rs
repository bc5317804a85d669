//! All machines of a system in one process, with instances that send each other events (reference#conversations).
//!
//! A generated `System` owns the instances, their conversations, the events in flight between them, and timers on a clock that only
//! its `advance` moves; on request it records a [`Trace`]. Events are delivered first in, first out, one at a time, and a rejected
//! event undoes no other. This module has the types that users name. What only generated code names is in `__private::system`: it
//! implements the traits of `parts` and `respond`, and calls the `network`.

pub(crate) mod conversations;
mod deferred;
mod delivery;
pub(crate) mod emits;
mod id;
mod instance;
pub(crate) mod key_value;
pub(crate) mod keys;
pub(crate) mod list;
#[cfg(feature = "tracing")]
mod log;
pub(crate) mod naming;
mod neighbours;
pub(crate) mod network;
mod observe;
mod outbox;
mod outcome;
pub(crate) mod parts;
pub(crate) mod posting;
pub(crate) mod recording;
mod references;
pub(crate) mod respond;
pub(crate) mod route;
mod timers;
mod trace;

pub use self::id::{Id, Member, ParseIdError};
pub use self::instance::Instance;
pub use self::neighbours::Neighbours;
pub use self::observe::Observed;
pub use self::outcome::{Outcome, Reason, Sent, Taken, Undelivered};
pub use self::trace::{Call, End, Entry, Party, Trace};

#[cfg(test)]
mod tests;
