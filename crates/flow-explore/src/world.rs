//! A global state: the instances, the messages in flight and the running timers of all conversations that are explored.
//!
//! A [`World`] consists of numbers of interned parts only. Instances are identified by their *slot*: their position in the order of
//! creation.

use std::sync::Arc;

use flow_model::model::{EventId, MachineId, PhraseId, RuleId, StateId, Target};
use flow_sim::exec::{Instance, Value};

use crate::asker::Answer;

/// The position of an instance in [`World::members`].
pub(crate) type Slot = u8;

/// No slot: the outside, or time.
pub(crate) const NOBODY: Slot = Slot::MAX;

/// A conversation, in the order in which they began; `None` for shared instances.
pub(crate) type Conversation = Option<u8>;

/// The most instances of a world. A world with more is reported as open, not explored.
pub(crate) const MAX_MEMBERS: usize = 24;

/// The most messages from one instance to another, and the most timers of one event. More of them are the finding `piles-up`.
pub(crate) const MAX_QUEUE: usize = 8;

/// A global state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct World {
    /// The instances, oldest first, as numbers of [`Local`]s.
    pub(crate) members: Vec<u32>,
    /// The queues that are not empty: the pair of sender and receiver, and the number of the list of messages. Sorted; with `--order one`,
    /// a list of one message for each, in the order of sending.
    pub(crate) queues: Vec<(u16, u32)>,
    /// The running timers in the order in which they were started, as numbers of [`RunningTimer`]s.
    pub(crate) timers: Vec<u32>,
    /// How many more events from outside may follow, plus one; 0 if there is no limit.
    pub(crate) outside: u8,
    /// What rules remember of conversations; what they remember of instances is in [`Local::begun`].
    pub(crate) marks: u32,
    /// Which faults of the network have happened: `LOST`, `DOUBLED`.
    pub(crate) faults: u8,
}

/// A message was lost.
pub(crate) const LOST: u8 = 1;
/// A message was delivered twice.
pub(crate) const DOUBLED: u8 = 2;

impl World {
    /// Copies another world into this one, in the memory that it has.
    pub(crate) fn copy_from(&mut self, other: &World) {
        self.members.clone_from(&other.members);
        self.queues.clone_from(&other.queues);
        self.copy_rest(other);
    }

    /// Copies everything except instances and queues.
    pub(crate) fn copy_rest(&mut self, other: &World) {
        self.timers.clone_from(&other.timers);
        (self.outside, self.marks, self.faults) = (other.outside, other.marks, other.faults);
    }

    /// The queue from one slot to another.
    pub(crate) fn queue(&self, pair: u16) -> Option<u32> {
        let at = self.queues.binary_search_by_key(&pair, |(of, _)| *of).ok()?;
        Some(self.queues[at].1)
    }

    /// Replaces a queue; `None` removes it.
    pub(crate) fn set_queue(&mut self, pair: u16, queue: Option<u32>) {
        match (self.queues.binary_search_by_key(&pair, |(of, _)| *of), queue) {
            (Ok(at), Some(queue)) => self.queues[at].1 = queue,
            (Ok(at), None) => drop(self.queues.remove(at)),
            (Err(at), Some(queue)) => self.queues.insert(at, (pair, queue)),
            (Err(_), None) => {}
        }
    }
}

/// The pair of a sender and a receiver.
pub(crate) fn pair(from: Slot, to: Slot) -> u16 {
    u16::from(from) << 8 | u16::from(to)
}

/// The bit of a pair for a message that was not handled and is kept aside. It is no bit of a slot.
const KEPT_ASIDE: u16 = 0x4000;
const _: () = assert!(MAX_MEMBERS < (KEPT_ASIDE >> 8) as usize);

/// The pair of the sender and the receiver of a message that is kept aside.
pub(crate) fn pair_kept_aside(from: Slot, to: Slot) -> u16 {
    pair(from, to) | KEPT_ASIDE
}

/// Whether a pair is that of a message that is kept aside. [`NOBODY`] is never the sender of a message in a queue.
pub(crate) fn is_kept_aside(pair: u16) -> bool {
    pair & KEPT_ASIDE != 0
}

/// The sender and the receiver of a pair.
pub(crate) fn split(pair: u16) -> (Slot, Slot) {
    let [from, to] = (pair & !KEPT_ASIDE).to_be_bytes();
    (from, to)
}

/// One instance, with its open questions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Local {
    /// Its machine, id, state and context; irrelevant variables are zero.
    pub(crate) instance: Instance,
    /// Its conversation.
    pub(crate) conversation: Conversation,
    /// The instance that made it with an emit; [`NOBODY`] if the outside did.
    pub(crate) maker: Slot,
    /// Whether an emit to `@m` made it, and it has not handled an event yet.
    pub(crate) is_fresh: bool,
    /// Whether it was removed, since it rejected the event that it was made for, or has not been made yet.
    pub(crate) is_removed: bool,
    /// The messages that it has deferred, with their senders, oldest first.
    pub(crate) deferred: Vec<(u32, Slot)>,
    /// Its open questions, sorted by target; of one to an actor outside that was asked again there are several, oldest first.
    pub(crate) questions: Vec<Question>,
    /// With `--steady`: the answers that it keeps.
    pub(crate) kept: Vec<Kept>,
    /// What rules remember of it, sorted.
    pub(crate) begun: Vec<Begun>,
}

impl Local {
    /// Whether it only reserves a slot, for an instance with a key that is made later.
    pub(crate) fn is_absent(&self) -> bool {
        self.is_removed && self.instance.id.is_empty()
    }
}

/// A rule `once A, never B` with an `A` that was true of some instances.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Begun {
    /// The rule.
    pub(crate) rule: RuleId,
    /// The instances of the machines that `A` names after that of the instance which keeps this.
    pub(crate) others: Vec<Slot>,
}

/// An answer that does not change in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Kept {
    /// The phrase.
    pub(crate) phrase: PhraseId,
    /// The words of the call.
    pub(crate) words: Arc<str>,
    /// The answer.
    pub(crate) answer: Answer,
}

/// Something that an instance has asked, and the answers that may still arrive.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    /// The message, and its receiver.
    pub(crate) target: Target,
    /// What became of it.
    pub(crate) status: Status,
    /// How many emits to a machine have no answer yet, or how many questions to an actor outside are equal.
    pub(crate) open: u8,
    /// The answers that have not arrived, in order.
    pub(crate) answers: Vec<EventId>,
    /// Once one has arrived: those that were possible instead of it.
    pub(crate) alternatives: Vec<EventId>,
    /// Until one has arrived from an actor outside: those that could have come where the asker rested before, and are not accepted where
    /// it rests now, each of which may arrive late. While no state has accepted any: those that can arrive too early.
    pub(crate) missed: Vec<EventId>,
}

impl Question {
    /// Whether another one is the same but for their numbers.
    pub(crate) fn is_like(&self, other: &Question) -> bool {
        let open = self.open;
        *self == Question { open, ..other.clone() }
    }
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Status {
    /// The asker has not rested yet where an answer is accepted.
    Asked,
    /// The asker rests, or has rested, where an answer is accepted.
    Awaited,
    /// An answer has arrived; others may follow.
    Answered,
    /// The asker has left before an answer arrived: it may arrive late, once.
    Late,
}

/// The event and the payload of a message, as its receiver reads them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Content {
    /// The receiver's machine.
    pub(crate) machine: MachineId,
    /// The event of that machine.
    pub(crate) event: EventId,
    /// The payload by field; irrelevant fields are zero.
    pub(crate) payload: Vec<Value>,
}

/// A message in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Message {
    /// The number of its [`Content`].
    pub(crate) content: u32,
    /// The conversation of its emit.
    pub(crate) conversation: Conversation,
    /// Whether it was sent `to all`.
    pub(crate) is_to_all: bool,
    /// The event from outside or from time that caused it.
    pub(crate) cause: Option<Cause>,
}

/// An event from outside or from time, at an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cause {
    /// The instance.
    pub(crate) slot: Slot,
    /// The event.
    pub(crate) event: EventId,
}

/// A timer that runs, or an event that is scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RunningTimer {
    /// The instance that started it, and receives its event.
    pub(crate) slot: Slot,
    /// The number of the event's [`Content`].
    pub(crate) content: u32,
    /// The event.
    pub(crate) event: EventId,
    /// Whether leaving the state leaves it running (`schedule`).
    pub(crate) is_scheduled: bool,
    /// Whether it starts again when it fires.
    pub(crate) repeats: bool,
    /// Its length in microseconds, if the specification states it as a literal.
    pub(crate) length: Option<i64>,
    /// Of a scheduled event: the state in which it was started.
    pub(crate) started_in: Option<StateId>,
    /// Whether its instance has left that state since.
    pub(crate) has_left: bool,
    /// The states of the group that it belongs to; empty if it belongs to one state, or to none.
    pub(crate) group: Vec<StateId>,
}
