//! Ids that depend on the whole text, for hashers that take what they mean instead.
//!
//! Actors, types with names, events of others and messages are numbered in the order in which the whole text mentions them. In a hash, each
//! is one word of 128 bits with a sign, and nothing else is: a hasher for one machine can put the name in its place.

use std::hash::{Hash, Hasher};

use super::{ActorId, ChoiceId, EventId, MachineId, MessageId, ObjectId, Target};

/// An id that depends on the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Actor(ActorId),
    Object(ObjectId),
    Choice(ChoiceId),
    Event(MachineId, EventId),
    Message(ActorId, MessageId),
}

impl Named {
    /// A word for it.
    pub(crate) fn word(self) -> i128 {
        let (kind, first, second) = match self {
            Named::Actor(actor) => (0, actor.0, 0),
            Named::Object(object) => (1, object.0, 0),
            Named::Choice(choice) => (2, choice.0, 0),
            Named::Event(machine, event) => (3, machine.0, event.0),
            Named::Message(actor, message) => (4, actor.0, message.0),
        };
        kind << 64 | i128::from(first) << 32 | i128::from(second)
    }

    fn hash_into<H: Hasher>(self, state: &mut H) {
        state.write_i128(self.word());
    }

    /// What has this word.
    pub(crate) fn of_word(word: i128) -> Option<Named> {
        let (first, second) = ((word >> 32) as u32, word as u32);
        Some(match word >> 64 {
            0 => Named::Actor(ActorId(first)),
            1 => Named::Object(ObjectId(first)),
            2 => Named::Choice(ChoiceId(first)),
            3 => Named::Event(MachineId(first), EventId(second)),
            4 => Named::Message(ActorId(first), MessageId(second)),
            _ => return None,
        })
    }
}

/// Hashes ids as [`Named`].
macro_rules! hash_named {
    ($($id:ident $kind:ident)*) => {$(
                impl Hash for $id {
            fn hash<H: Hasher>(&self, state: &mut H) {
                Named::$kind(*self).hash_into(state);
            }
        }
    )*};
}

hash_named! { ActorId Actor ObjectId Object ChoiceId Choice }

impl Hash for Target {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match *self {
            Target::Machine(machine, event) => Named::Event(machine, event).hash_into(state),
            Target::Actor(actor, message) => Named::Message(actor, message).hash_into(state),
            Target::Itself(event) => event.hash(state),
        }
    }
}
