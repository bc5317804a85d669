//! What a message does to an instance: one of its results.
//!
//! An outcome belongs to an instance's local state and a message, not to a world: it names receivers as the emit does, and the world
//! decides which instances they are.

use flow_model::model::{ActorId, EventId, HandlerId, MachineId, MessageId, StateId, VariableId};
use flow_sim::exec::Value;

use crate::asker::Given;
use crate::world::RunningTimer;

/// One of the results of a message.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// What became of it.
    pub(crate) kind: OutcomeKind,
    /// The number of the instance's local state afterwards.
    pub(crate) local: u32,
    /// The states before and after.
    pub(crate) states: (StateId, StateId),
    /// The handler, if one took it.
    pub(crate) handler: Option<HandlerId>,
    /// The effects outside the instance, in order.
    pub(crate) effects: Vec<Effect>,
    /// The answers of the outside.
    pub(crate) given: Vec<Given>,
    /// Whether it is the second answer to a question, was possible instead of the first one, and has an effect.
    pub(crate) answers_again: bool,
    /// The variable that takes more and more values.
    pub(crate) grows: Option<VariableId>,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum OutcomeKind {
    /// Handled.
    Handled,
    /// Put aside.
    Deferred,
    /// Not accepted in this state.
    Rejected,
    /// Refused, with this text.
    Refused(String),
    /// A binding failed.
    Failed,
    /// Arithmetic that cannot be done.
    Fault(String),
}

/// What a handler does outside its instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Effect {
    /// It sends a message inside the system.
    Send {
        /// The number of the [`Content`].
        content: u32,
        /// To which instance.
        to: Recipient,
    },
    /// It sends a message to an actor outside.
    Tell(ActorId, MessageId),
    /// It starts a timer; the slot is filled in later.
    Start(RunningTimer),
    /// It cancels the timer without a name.
    CancelUnnamed,
    /// It cancels the timers of an event.
    Cancel(EventId),
}

/// The receiver of a message, as the emit names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Recipient {
    /// The sender.
    Itself,
    /// The instance that the rules for receivers find.
    Partner(MachineId),
    /// A new instance with this id.
    New(MachineId, String),
    /// All of the conversation.
    All(MachineId),
    /// The instance with this id.
    Reference(MachineId, String),
    /// The instance with these keys.
    Keyed(MachineId, Vec<Value>),
}
