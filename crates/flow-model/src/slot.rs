//! The places of the model that have a type (reference#types).
//!
//! Lowering notes the types that are written for them, and inference finds the others.

use crate::model::{ActorId, EventId, FieldId, ItemId, MachineId, MessageId, PhraseId, VariableId};

/// A place of the model; all its values have the same type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub(crate) enum Slot {
    /// A variable of the context.
    Variable(MachineId, VariableId),
    /// The item of a loop.
    Item(MachineId, ItemId),
    /// A payload field of an event.
    Field(MachineId, EventId, FieldId),
    /// A payload field of a message to an actor outside.
    Message(ActorId, MessageId, FieldId),
    /// An argument of a phrase.
    Param(MachineId, PhraseId, usize),
    /// The answer of a phrase that sets a variable.
    Answer(MachineId, PhraseId),
}
