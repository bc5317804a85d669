//! The emits of a handler, before the host resolves their receivers.

use flow::{Duration, Time};

use crate::StoredEvent;

/// One emit of a handler that has committed, or a timer operation, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Post {
    /// An event to a machine of the system.
    Event {
        /// Who receives it.
        to: Target,
        /// The event; its machine is the receiver's.
        event: StoredEvent,
    },
    /// A message to an actor outside.
    Message {
        /// The actor, without `@`.
        actor: &'static str,
        /// The name of the message, without `:`.
        name: &'static str,
        /// The payload, a JSON object.
        payload: String,
    },
    /// `start timer`, `schedule` (reference#timers).
    Start {
        /// Which of the two.
        kind: TimerKind,
        /// When it is due.
        when: When,
        /// The event that it delivers to this instance. Timers are cancelled by its name.
        event: StoredEvent,
    },
    /// `cancel :event`: cancels the timers and scheduled events of this name.
    Cancel {
        /// The name of the event, without `:`.
        name: &'static str,
    },
    /// `cancel timer`: cancels the timer without a name.
    CancelTimer,
}

/// The receiver of an event, as written in the emit (reference#receivers).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `to @m`: the host finds the instance by the rules of receivers.
    Partner,
    /// The instance of a machine that is `one for all`.
    Only,
    /// The instance of a machine that is `one for each …`, by its key as text.
    Key(String),
    /// `to a new @m`: an instance with this id, which the host has given out before.
    New(String),
    /// `to $who`: the instance that a reference means, by its id.
    Reference(String),
    /// `to all @m`: every instance of the conversation.
    All,
    /// `to @self`.
    Itself,
}

/// The owner of a timer (reference#timers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerKind {
    /// `start timer`: to the state in which its handler rests. It replaces a running timer of its name.
    State,
    /// `start timer` where a group of states is entered: to the group with this name. It replaces a running timer of its own name, and
    /// is cancelled when the instance leaves the group (reference#entering).
    Group(&'static str),
    /// `schedule`: to the instance.
    Schedule,
}

/// When a timer is due (reference#timers).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// `for`: so long after the commit.
    After(Duration),
    /// `every`: at multiples of a length, from the commit on.
    Every(Duration),
    /// `until`: at a time of day.
    Until(Time),
}
