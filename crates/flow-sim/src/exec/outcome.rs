//! The effect of an event on an instance, or the reason why it had none (reference#event-handling).
//!
//! Both contain the path through the handler: the steps that ran, in order, with the values that they had. Reports of
//! failures and the trace of a story show it.

use flow_model::model::{
    Call, Chain, Emit, ForEach, Group, HandlerId, Reject, StateId, Timer, Transition, Update,
};
use flow_syntax::source::Span;

use crate::exec::change::Change;
use crate::exec::eval::{Fault, PhraseCall};
use crate::exec::value::Value;

/// The effect of an accepted event.
#[derive(Clone, Debug, PartialEq)]
pub struct Done<'m> {
    /// The handler that took it.
    pub handler: HandlerId,
    /// The state the instance is in now.
    pub state: StateId,
    /// The steps, in order.
    pub path: Vec<Happened<'m>>,
}

impl Done<'_> {
    /// The states that it moved to, in order; the last one remains. Empty if it stayed (reference#commit).
    pub fn passed(&self) -> impl Iterator<Item = StateId> {
        self.path.iter().filter_map(|happened| match happened {
            Happened::Moved(transition) => Some(transition.to),
            _ => None,
        })
    }
}

/// One thing on the path through a handler.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened<'m> {
    /// A guard group was looked at.
    Guard {
        /// The group.
        group: &'m Group,
        /// Whether it held.
        held: bool,
        /// The guard lines that were evaluated, with their results; empty for a group of one line.
        lines: Vec<(Span, bool)>,
    },
    /// No group of the chain held, and its `otherwise` ran.
    Otherwise(&'m Chain),
    /// The machine moved.
    Moved(&'m Transition),
    /// A variable changed so.
    Updated(&'m Update, Change),
    /// This was sent, with the values of its payload in the order written, to the instance with this id, if the emit determines
    /// it: one that a reference means, or a new one.
    Sent(&'m Emit, Vec<Value>, Option<Value>),
    /// A loop visited this number of items.
    Looped(&'m ForEach, usize),
    /// A timer step, and the timer that it starts.
    Timed(&'m Timer, Started),
    /// An action was called.
    Called(&'m Call, PhraseCall<'m>),
    /// The handler ended here, and refused its event.
    Rejected(&'m Reject),
}

impl Happened<'_> {
    /// Its line.
    pub fn span(&self) -> Span {
        match self {
            Happened::Guard { group, .. } => group.span,
            Happened::Otherwise(chain) => chain.span,
            Happened::Moved(transition) => transition.span,
            Happened::Updated(update, _) => update.span,
            Happened::Sent(emit, ..) => emit.span,
            Happened::Looped(each, _) => each.span,
            Happened::Timed(timer, _) => timer.span,
            Happened::Called(call, _) => call.span,
            Happened::Rejected(reject) => reject.span,
        }
    }
}

/// The timer that a step starts; none for one that cancels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Started {
    /// The length or the point in time, in microseconds.
    pub time: i64,
    /// The values of its payload, in the order written.
    pub payload: Vec<Value>,
}

/// The outcome of an event that a state accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was handled.
    Handled,
    /// It was put aside (reference#deferred-events).
    Deferred,
}

/// Why an event had no effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal<'m> {
    /// No handler accepts it in this state (reference#rejection).
    Rejected {
        /// The state.
        state: StateId,
    },
    /// Its handler defers it (reference#deferred-events): a system puts it aside.
    Deferred {
        /// The handler.
        handler: HandlerId,
    },
    /// A binding failed (reference#failure).
    Failed {
        /// The handler that took the event.
        handler: HandlerId,
        /// The action.
        call: &'m Call,
        /// What went wrong.
        message: String,
        /// The steps before it, in order; only the effects of actions remain.
        path: Vec<Happened<'m>>,
    },
    /// Arithmetic without a result (reference#values).
    Fault {
        /// The handler that took the event.
        handler: HandlerId,
        /// The fault, with its place.
        fault: Fault,
        /// The steps before it, in order; only the effects of actions remain.
        path: Vec<Happened<'m>>,
    },
    /// The handler ran into a `reject` (reference#refusals).
    Refused {
        /// The handler that took the event.
        handler: HandlerId,
        /// The text of the `reject`; empty for one alone.
        reason: String,
        /// The steps before it, and the `reject`.
        path: Vec<Happened<'m>>,
    },
}

impl<'m> Refusal<'m> {
    /// The steps of the handler before it ended: its actions were called all the same. Empty if no handler took the event.
    pub fn path(&self) -> &[Happened<'m>] {
        match self {
            Refusal::Rejected { .. } | Refusal::Deferred { .. } => &[],
            Refusal::Failed { path, .. } | Refusal::Fault { path, .. } | Refusal::Refused { path, .. } => {
                path
            }
        }
    }
}
