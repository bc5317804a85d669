//! The planned body of a handler: statements in Rust's order, and the slots for the effects that may have to be undone.
//!
//! Plain data: [`body`](super::body) fills it, emission writes it down.

use flow_model::list::Id;
use flow_model::model::{
    self, Call, Condition, EventId, Expr, FieldId, HandlerId, List, MachineId, Reaction, StateId, VariableId,
};
use flow_syntax::ordered::{Map, Set};
use proc_macro2::Ident;

/// A private function of a machine, in [`Machine::handlers`](super::Machine::handlers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FunctionId(usize);

/// A slot of a handler, in [`Handler::slots`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotId(usize);

impl Id for FunctionId {
    fn new(index: usize) -> Self {
        FunctionId(index)
    }

    fn index(self) -> usize {
        self.0
    }
}

impl Id for SlotId {
    fn new(index: usize) -> Self {
        SlotId(index)
    }

    fn index(self) -> usize {
        self.0
    }
}

/// A definition and one of the events that it handles: each pair becomes a private function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The definition.
    pub handler: HandlerId,
    /// The event: the handler's own, or the same event from a sender that has no handler in that state.
    pub event: EventId,
}

/// One private function of a machine.
#[derive(Debug)]
pub struct Handler<'m> {
    /// The definition it runs.
    pub handler: HandlerId,
    /// The event that it takes.
    pub event: EventId,
    /// Its name.
    pub function: Ident,
    /// What it does with the event. One that defers has no function, and stands for all that defer this event.
    pub reaction: Reaction,
    /// The states in which it handles the event.
    pub states: Vec<StateId>,
    /// The payload fields that the body can refer to: fields of the definition's event, with their names in the struct of `event`.
    pub payload: Map<FieldId, Ident>,
    /// Small values that are copied out of the payload first, since their fields are moved.
    pub copied: Vec<Copied<'m>>,
    /// Whether it reads the payload.
    pub reads_event: Reads,
    /// Whether it takes fields out of the payload.
    pub takes_fields: Takes,
    /// Whether it calls bindings.
    pub reads_bindings: Reads,
    /// Whether it emits.
    pub reads_emits: Reads,
    /// The machines of which it keeps the instance that it makes last, since it reads `@m` below a `to a new @m`.
    pub made: Set<MachineId>,
    /// Whether it can fail.
    pub failure: Failure,
    /// Whether changes have to be undone if it fails or panics.
    pub undo: Undo,
    /// The delayed emits and the saved values, in the order in which they are filled.
    pub slots: List<SlotId, Slot<'m>>,
    /// The statements.
    pub body: Vec<Stmt<'m>>,
    /// Whether some path reaches its end.
    pub end: End,
    /// The greatest number of transitions on a path.
    pub passes: usize,
}

/// A small value in a payload field (`$item.price`), and the variable it is copied to.
#[derive(Clone, Debug)]
pub struct Copied<'m> {
    /// The value.
    pub value: &'m Expr,
    /// The variable.
    pub local: Ident,
}

/// Whether a function takes a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// The body uses it.
    Yes,
    /// The body does not use it; the parameter is left out.
    No,
}

/// Whether a function takes fields out of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// It does; the event is a mutable reference.
    Some,
    /// It does not.
    Nothing,
}

impl From<bool> for Reads {
    fn from(reads: bool) -> Self {
        if reads { Reads::Yes } else { Reads::No }
    }
}

/// Whether a handler can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It cannot.
    Never,
    /// A binding or arithmetic in it can.
    Possible,
    /// It can refuse its event, and perhaps fail.
    Refusal,
}

/// Whether a handler comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// On some path.
    Reached,
    /// On none: every path rejects.
    Never,
}

/// Whether a handler undoes its changes if it does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// It does: after a change, a step can fail, or a binding or the sink can panic.
    Needed,
    /// It need not: it changes nothing before that.
    Never,
}

/// The content of a slot.
#[derive(Clone, Copy, Debug)]
pub enum Slot<'m> {
    /// A delayed emit.
    Emit,
    /// The value that an update replaced, added or removed.
    Before(&'m model::Update),
    /// The delayed emits of a loop, in their order.
    Emits,
    /// The value that a variable had before a loop whose steps change it.
    Whole(VariableId),
    /// The length that a list had before a loop that only adds items to it.
    Length(VariableId),
}

/// A statement.
#[derive(Debug)]
pub enum Stmt<'m> {
    /// A transition; the number is the greatest number of transitions that can precede it.
    Move(StateId, usize),
    /// The new value of an update is computed, or the item that it adds, before the variable changes.
    Compute(&'m model::Update, Ident, Sources),
    /// A variable gets the value or the item that was computed; the old value is saved in the slot.
    Set(&'m model::Update, Option<SlotId>, Ident),
    /// A variable changes; the old value is saved in the slot.
    Update(&'m model::Update, Option<SlotId>, Sources),
    /// An emit is made and sent, or delayed in the slot.
    Emit(Sent<'m>, Option<SlotId>, Sources),
    /// The emit in the slot is sent.
    Send(SlotId),
    /// An action is called. Its failure is kept for the [`Stmt::Catch`] of this depth that follows, if one does.
    Call(&'m Call, Option<u32>),
    /// A variable becomes what a binding answers; the old value is saved in the slot. A failure is kept as that of an action.
    Ask(&'m model::Update, Option<SlotId>, Option<u32>),
    /// The handler ends, and the event is refused.
    Reject(&'m model::Reject),
    /// The first group with a true condition runs, or else the last block.
    Branch(Vec<(&'m Condition, Vec<Stmt<'m>>)>, Vec<Stmt<'m>>),
    /// The same, for a chain that asks whether the statement before it failed.
    Catch(&'m model::Chain, Vec<(&'m Condition, Vec<Stmt<'m>>)>, Vec<Stmt<'m>>),
    /// The statements run for each item of a list; the old values of the variables that they change are saved in the slots.
    Loop(&'m model::ForEach, Vec<SlotId>, Vec<Stmt<'m>>),
}

/// Where a statement finds values that are not in their usual place.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Payload fields that it may take out of the event, since no later step needs them and nothing can fail any more: an event that
    /// is not handled remains whole.
    pub taken: Set<FieldId>,
    /// The local variables with the new values of variables that are set after the last emit.
    pub pending: Map<VariableId, Ident>,
}

/// The step that an emit is made from.
#[derive(Clone, Copy, Debug)]
pub enum Sent<'m> {
    /// An event or a message.
    Event(&'m model::Emit),
    /// A timer step.
    Timer(&'m model::Timer),
}
