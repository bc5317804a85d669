//! The context of emitting a machine's items: the plan, and the machine.

use flow_model::model::{self, Call, FieldId, InstanceId, List, MachineId, Target};
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::plan::{Field, Machine, Plan, Wordings};

/// The variable with the text of a failure, by its depth.
pub(super) fn failure_text_ident(depth: u32) -> Ident {
    format_ident!("failure_text_{}", depth + 1)
}

/// The plan, and the machine that is being emitted.
pub(crate) struct Ctx<'p, 'm> {
    pub(crate) plan: &'p Plan<'m>,
    pub(crate) machine: &'p Machine<'m>,
}

impl<'p, 'm> Ctx<'p, 'm> {
    /// The model's machine.
    pub(crate) fn model(&self) -> &'m model::Machine {
        self.machine.of(self.plan.model)
    }

    /// The planned machine of an id.
    pub(crate) fn other_machine(&self, id: MachineId) -> &'p Machine<'m> {
        &self.plan.machines[id]
    }

    /// The payload fields of an emit's target.
    pub(crate) fn target_fields(&self, target: Target) -> &'p List<FieldId, Field> {
        match target {
            Target::Machine(id, event) => &self.other_machine(id).events[event].fields,
            Target::Actor(id, message) => &self.plan.actors[id].messages[message].fields,
            Target::Itself(event) => &self.machine.events[event].fields,
        }
    }

    /// Whether instances of the machine store their id.
    pub(crate) fn has_id(&self) -> bool {
        self.model().uses_id == InstanceId::Used
    }

    /// Tells bindings that record calls the words of a call, if calls of its phrase differ in theirs; returns the bindings.
    pub(crate) fn tell_words(&self, call: &Call) -> Option<TokenStream> {
        let (binding, words) = (self.machine.binding(call.phrase), &*call.words);
        (binding.wordings == Wordings::Several).then(|| quote!(bindings.__words(#words)))
    }

    /// The text of the specification at a span, on one line.
    pub(crate) fn source_text(&self, span: Span) -> String {
        self.plan.sources.text(span).split_whitespace().gather().join(" ")
    }
}
