//! The state of planning one handler: its slots, its local variables, and where a path through it is.
//!
//! Slots are numbered in the order in which they are requested. The order of statements is decided in [`body`](super).

use flow_model::model::{self, List, Model, VariableId};
use flow_syntax::ordered::Map;
use proc_macro2::Ident;
use quote::format_ident;

use super::fields::Fields;
use crate::plan::handler::{Slot, SlotId};

/// Plans one handler.
pub(super) struct Planner<'m> {
    /// The model.
    pub(super) model: &'m Model,
    /// The slots so far.
    pub(super) slots: List<SlotId, Slot<'m>>,
    /// Whether a change has to be undone if the handler does not end.
    pub(super) undone: bool,
    /// Whether a statement takes a field out of the event.
    pub(super) takes: bool,
    /// The local variables with the new values of variables that are set after the last emit ([`late`](super::late)).
    pub(super) pending: Map<VariableId, Ident>,
    /// The loop that is planned, if any.
    pub(super) inside: Option<Loop>,
    locals: usize,
}

/// The outermost loop around the step that is planned.
#[derive(Default)]
pub(super) struct Loop {
    /// The slot of its delayed emits, if it has any.
    emits: Option<SlotId>,
}

/// What follows a step, on any path.
#[derive(Clone, Default)]
pub(super) struct After {
    /// Whether a later step can end the handler: by failing, or since its binding panics.
    pub(super) ends: bool,
    /// Whether a later step emits: the sink can panic.
    pub(super) emits: bool,
    /// The payload fields that later steps need.
    pub(super) fields: Fields,
}

/// What precedes a step, on the path to it.
#[derive(Clone, Default)]
pub(super) struct Path {
    /// The greatest number of transitions.
    pub(super) passes: usize,
    /// The emits that are not sent yet.
    pub(super) delayed: Vec<SlotId>,
}

impl<'m> Planner<'m> {
    /// Nothing is planned yet.
    pub(super) fn new(model: &'m Model) -> Self {
        Planner {
            model,
            slots: List::new(),
            undone: false,
            takes: false,
            pending: Map::new(),
            inside: None,
            locals: 0,
        }
    }

    /// A slot for the old value of a variable, if something after the update can end the handler.
    pub(super) fn save_variable(
        &mut self,
        update: &'m model::Update,
        after: &After,
        path: &Path,
    ) -> Option<SlotId> {
        let saves = self.note_change(after, path) && self.inside.is_none();
        saves.then(|| self.slots.push(Slot::Before(update)))
    }

    /// Notes a change. Returns whether it may have to be undone, since something after it can end the handler.
    pub(super) fn note_change(&mut self, after: &After, path: &Path) -> bool {
        let undone = after.ends || after.emits || !path.delayed.is_empty();
        self.undone |= undone;
        undone
    }

    /// A slot for the value that a variable has before a loop that changes it.
    pub(super) fn save_before_loop(&mut self, variable: VariableId, adds_only: bool) -> SlotId {
        self.slots.push(if adds_only { Slot::Length(variable) } else { Slot::Whole(variable) })
    }

    /// A slot for an emit, if it has to be delayed: because a later step can end the handler, or because its own values can and other
    /// emits, which have to be sent first, are delayed. All emits of a loop, and of those in it, have one slot, which keeps their order.
    pub(super) fn delay_emit(&mut self, ends: bool, after: &After, path: &mut Path) -> Option<SlotId> {
        let follows_delayed = ends && !path.delayed.is_empty();
        (after.ends || follows_delayed).then(|| {
            let slots = &mut self.slots;
            let slot = match &mut self.inside {
                Some(Loop { emits }) => *emits.get_or_insert_with(|| slots.push(Slot::Emits)),
                None => slots.push(Slot::Emit),
            };
            if !path.delayed.contains(&slot) {
                path.delayed.push(slot);
            }
            slot
        })
    }

    /// A new local variable for a value that is computed early.
    pub(super) fn next_local(&mut self) -> Ident {
        self.locals += 1;
        format_ident!("computed_{}", self.locals)
    }
}
