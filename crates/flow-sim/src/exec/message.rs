//! Messages between the instances of a system and the outside.
//!
//! Ids of messages and instances are positions: they identify something within one system only.

use flow_model::model::{ActorId, EventId, MachineId};
use flow_syntax::source::Span;

use crate::exec::step::Payload;

/// A conversation, in the order in which they began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConversationId(pub usize);

/// An instance, in the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId(pub usize);

/// A message, in the order of sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub usize);

/// The sender or the receiver of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    /// An instance of the system.
    Instance(InstanceId),
    /// A machine that has no instance, since the story scripts its messages (reference#descriptions).
    Scripted(MachineId),
    /// An actor outside the system.
    Actor(ActorId),
    /// `@system`, the sender of timers.
    System,
    /// The sender of an event that names none.
    Anyone,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message<'m> {
    /// The sender.
    pub from: Peer,
    /// The receiver.
    pub to: Peer,
    /// The name of the event.
    pub name: &'m str,
    /// The event of the receiver's machine; `None` for a receiver outside the system.
    pub event: Option<EventId>,
    /// The payload.
    pub payload: Payload<'m>,
    /// The conversation of the emit (reference#conversations); `None` if there is none.
    pub conversation: Option<ConversationId>,
    /// The emit that sent it; `None` for a message from outside.
    pub emit: Option<SentBy>,
    /// How it was addressed.
    pub manner: Manner,
}

impl Message<'_> {
    /// The line of the emit that sent it.
    pub fn span(&self) -> Option<Span> {
        self.emit.map(|emit| emit.span)
    }
}

/// The emit of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentBy {
    /// Its line.
    pub span: Span,
    /// Its position on the path through the handler: an emit can send several messages, or none.
    pub at: usize,
}

/// How a message was addressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Manner {
    /// To one instance.
    #[default]
    Plain,
    /// To every instance of a machine: one that does not accept it is passed over (reference#to-all).
    ToAll,
}
