//! The parts of worlds, each with a number.
//!
//! Worlds consist of these numbers. What has been interned once remains for the whole exploration, so that a number means the same in all
//! worlds.

use flow_model::model::MachineId;

use crate::intern::Interner;
use crate::world::{Content, Conversation, Local, Message, RunningTimer, Slot, World};

/// The interned parts of all worlds.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) locals: Interner<Local>,
    pub(crate) contents: Interner<Content>,
    pub(crate) messages: Interner<Message>,
    pub(crate) queues: Interner<Vec<u32>>,
    pub(crate) timers: Interner<RunningTimer>,
    /// Pairs of sender and receiver, each with the number of its queue.
    pub(crate) channels: Interner<(u16, u32)>,
    pub(crate) frames: Interner<Frame>,
    pub(crate) identities: Interner<Identity>,
    /// The number of the [`Identity`] of each local state.
    pub(crate) identity_of: Vec<u32>,
}

/// A world without the local states of its instances and the messages in flight. Frames are few compared with worlds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Frame {
    /// The world without instances and queues.
    pub(crate) rest: World,
    /// The number of the [`Identity`] of each instance.
    pub(crate) identities: Vec<u32>,
}

/// The parts of an instance that the rules for receivers use.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    pub(crate) machine: MachineId,
    pub(crate) id: String,
    pub(crate) conversation: Conversation,
    pub(crate) maker: Slot,
    pub(crate) is_removed: bool,
    pub(crate) has_ended: bool,
}
