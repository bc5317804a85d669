//! The route of an event: its receiver, its sender and its conversation.

use super::instance::{At, Place};

/// A conversation, by the number that it got when it began (reference#conversations).
pub(super) type Conversation = u32;

/// The number of no conversation.
pub(super) const NO_CONVERSATION: Conversation = Conversation::MAX;

/// In place of a conversation: an event to all instances, which passes over those that do not accept it (reference#to-all).
pub(super) const TO_ALL: Conversation = Conversation::MAX - 1;

/// The name of the sender of timers.
pub(super) const SYSTEM: &str = "system";

/// The receiver, the conversation and the sender of an event in flight. The event determines the machine of the receiver.
#[derive(Clone, Copy)]
pub struct Coming {
    pub(super) to: At,
    /// The conversation of an emit of a shared instance; else [`NO_CONVERSATION`], since the sender's is known.
    pub(super) conversation: Conversation,
    pub(super) from: Sender,
}

impl Coming {
    /// The receiver, of the machine with an index.
    pub(super) fn place(&self, kind: usize) -> Place {
        Place { kind: kind as u32, at: self.to }
    }

    /// The route of an event to the machine with an index.
    pub(super) fn route(self, kind: usize, actor: &'static str) -> Route {
        let Coming { to, conversation, from } = self;
        Route { to: Place { kind: kind as u32, at: to }, conversation, from, actor }
    }
}

/// The receiver, the conversation and the sender of an event, and the sender's name if it is an outside actor.
#[derive(Clone, Copy)]
pub struct Route {
    pub(super) to: Place,
    pub(super) conversation: Conversation,
    pub(super) from: Sender,
    pub(super) actor: &'static str,
}

/// The sender of an event: an instance, or [`OUTSIDE`](Sender::OUTSIDE) or [`ITSELF`](Sender::ITSELF), which have kinds that no machine
/// has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender(pub(super) Place);

impl Sender {
    /// An outside actor, or `@system` for a timer.
    pub(super) const OUTSIDE: Sender = Sender(Place { kind: u32::MAX, at: 0 });
    /// The instance itself, at once or by `schedule`.
    pub(super) const ITSELF: Sender = Sender(Place { kind: u32::MAX - 1, at: 0 });

    /// The instance that sent an event to `to`; `None` for an outside actor.
    pub(super) fn instance_at(self, to: Place) -> Option<Place> {
        match self {
            Sender::OUTSIDE => None,
            Sender::ITSELF => Some(to),
            Sender(place) => Some(place),
        }
    }

    /// The other instance that sent an event; `None` for an outside actor and for the receiver itself.
    pub(super) fn other_instance(self) -> Option<Place> {
        (self != Sender::OUTSIDE && self != Sender::ITSELF).then_some(self.0)
    }
}
