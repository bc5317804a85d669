//! One step of a world: what happens, and the world that follows.
//!
//! A step is one action, such as a message that arrives, with one of its results; deferred messages that its receiver takes up then belong
//! to it.

use std::rc::Rc;

use flow_model::model::{EventId, MachineId, RuleId, VariableId};

use crate::compiled::Trigger;
use crate::outcome::Outcome;
use crate::world::{MAX_MEMBERS, Message, Slot, World};

/// How many bits an edge has for slots: more than the most instances of a world.
pub(crate) const SLOT_BITS: u32 = 28;
const _: () = assert!(MAX_MEMBERS < SLOT_BITS as usize);

/// All slots.
pub(crate) const EVERYONE: u32 = (1 << SLOT_BITS) - 1;

/// Why someone outside sends an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// At will.
    Free,
    /// It answers an open question.
    Answer,
    /// It answers a question after its asker has gone on.
    Late,
    /// It answers a question before its asker is in a state that takes an answer.
    Early,
}

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// A machine's message arrives.
    Deliver,
    /// A machine's message arrives, and will arrive again.
    Double,
    /// A machine's message that was not handled arrives again.
    Retry,
    /// A machine's message is lost.
    Lose,
    /// Someone outside sends an event.
    Outside(Reason),
    /// A timer fires.
    Timer {
        /// Whether it belongs to an earlier visit of the state.
        is_stale: bool,
    },
    /// A conversation that has become idle is forgotten, and another one begins.
    Begin {
        /// The machine at which the new one begins.
        machine: MachineId,
        /// The conversation that is forgotten.
        removed: u8,
    },
}

impl Action {
    /// Its kind in the graph of worlds.
    pub(crate) fn edge_kind(self) -> EdgeKind {
        match self {
            Action::Deliver => EdgeKind::Message,
            Action::Timer { .. } => EdgeKind::Time,
            Action::Outside(Reason::Answer | Reason::Late | Reason::Early) => EdgeKind::Answer,
            // Someone has to try it again.
            Action::Outside(Reason::Free) | Action::Retry => EdgeKind::Free,
            Action::Begin { .. } => EdgeKind::Begin,
            Action::Double | Action::Lose => EdgeKind::Fault,
        }
    }
}

/// The kind of an edge from one world to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum EdgeKind {
    /// A machine's message arrives.
    Message,
    /// A timer fires.
    Time,
    /// Someone outside answers.
    Answer,
    /// Someone outside sends an event at will.
    Free,
    /// Another conversation begins.
    Begin,
    /// A message is lost or doubled.
    Fault,
    /// It was not followed: its target is not known.
    Unknown,
}

impl EdgeKind {
    /// All kinds, by their numbers.
    pub(crate) const ALL: [EdgeKind; 7] = [
        EdgeKind::Message,
        EdgeKind::Time,
        EdgeKind::Answer,
        EdgeKind::Free,
        EdgeKind::Begin,
        EdgeKind::Fault,
        EdgeKind::Unknown,
    ];

    /// Whether it needs someone outside who does more than answer.
    pub(crate) fn is_free(self) -> bool {
        matches!(self, EdgeKind::Free | EdgeKind::Begin)
    }
}

/// A message that an instance took, with the result.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) delivery: Delivery,
    pub(crate) outcomes: Rc<[Outcome]>,
    pub(crate) at: usize,
}

impl Taken {
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.outcomes[self.at]
    }
}

/// A world that follows another one, and how.
#[derive(Debug)]
pub(crate) struct Successor {
    pub(crate) world: World,
    pub(crate) action: Action,
    /// What caused it, if it is one of the steps that are compiled.
    pub(crate) trigger: Trigger,
    /// Whether it shows something that is recorded.
    pub(crate) is_noted: bool,
    /// The message, and the deferred ones that were taken after it; empty if no message was delivered.
    pub(crate) taken: Vec<Taken>,
    /// Deferred messages that were rejected by a move, with their senders.
    pub(crate) dropped: Vec<(u32, Slot)>,
    /// The rules that are broken after one of the deliveries.
    pub(crate) broken: Vec<RuleId>,
    /// The bits of the rules with a requirement that one of the deliveries fulfils. Another delivery may begin it again.
    pub(crate) fulfilled: u32,
    /// Why the world is not explored further.
    pub(crate) growth: Option<Growth>,
    /// The machine of which a second instance was made.
    pub(crate) second_instance: Option<MachineId>,
}

/// A step in memory of its own, which is used again: millions of steps are passed on, and are large.
pub(crate) type Pooled = Box<Successor>;

impl Successor {
    /// A step without any action yet.
    pub(crate) fn new(action: Action) -> Self {
        let (world, taken, dropped) = (World::default(), Vec::new(), Vec::new());
        let (trigger, broken) = (Trigger::NONE, Vec::new());
        let is_noted = false;
        Successor {
            world,
            action,
            trigger,
            is_noted,
            taken,
            dropped,
            broken,
            fulfilled: 0,
            growth: None,
            second_instance: None,
        }
    }

    /// The slots of the instances that it moves to another state, one bit each; all if instances get other slots.
    pub(crate) fn find_moved(&self, before: &World) -> u32 {
        if matches!(self.action, Action::Begin { .. }) {
            return EVERYONE;
        }
        // An instance that did not take its first event is the last one.
        let is_removed = |slot: &usize| *slot >= self.world.members.len();
        let removed = (0..before.members.len()).filter(is_removed).fold(0, |slots, slot| slots | 1 << slot);
        let moved = self.taken.iter().filter(|taken| {
            let (from, to) = taken.outcome().states;
            from != to
        });
        moved.fold(removed, |moved, taken| moved | 1 << taken.delivery.slot)
    }
}

/// A delivery of a message, with its sender.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Delivery {
    /// The receiver.
    pub(crate) slot: Slot,
    /// The sender; [`NOBODY`] for the outside and for time.
    pub(crate) from: Slot,
    /// The message.
    pub(crate) message: Message,
}

/// Why a world is not explored further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Growth {
    /// Too many instances.
    Instances(MachineId),
    /// Too many messages from one to another.
    Queue(MachineId, MachineId),
    /// An event is scheduled again and again.
    Timers(MachineId, EventId),
    /// A variable takes more and more values.
    Values(MachineId, VariableId),
}
