//! Emitting: the plan as tokens, one function and one `quote!` for each generated item.
//!
//! Generated code refers to the run time by one absolute path and to its own modules by `super`, so that it can stand
//! anywhere. Nothing is decided here that the plan could decide.

mod actor;
mod bindings;
mod body;
mod condition;
mod docs;
mod emits;
mod events;
mod expr;
mod machine;
mod model;
mod objects;
mod skeleton;
mod state;
mod stories;
pub mod system;
mod tests;
mod types;

use flow_model::model::MachineId;
use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Machine, Plan};

/// The version of the contract with the run-time crate: `flow::__private::VERSION`.
const VERSION: u32 = 1;

/// All generated items, without a module around them.
pub fn emit(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let machines = plan.machines.iter().map(|machine| module(&Ctx { plan, machine }));
    let actors =
        plan.actors.iter().filter(|actor| !actor.messages.is_empty()).map(|actor| actor::module(plan, actor));
    let system = (!plan.machines.is_empty()).then(|| system::system(plan));
    let tests = tests::tests(plan);
    quote! {
        const _: () = #krate::__private::generated_for(#VERSION);
        #(#machines)*
        #(#actors)*
        #system
        #tests
    }
}

/// A first implementation of the bindings, to stand beside the items.
pub fn skeleton(plan: &Plan<'_>) -> TokenStream {
    skeleton::skeleton(plan)
}

/// What emitting a machine's items needs to know.
pub(crate) struct Ctx<'p, 'm> {
    pub(crate) plan: &'p Plan<'m>,
    pub(crate) machine: &'p Machine<'m>,
}

impl<'p, 'm> Ctx<'p, 'm> {
    /// The model's machine.
    pub(crate) fn model(&self) -> &'m flow_model::model::Machine {
        self.machine.of(self.plan.model)
    }

    /// The machine of an id.
    pub(crate) fn other(&self, id: MachineId) -> &'p Machine<'m> {
        &self.plan.machines[id.index()]
    }
}

/// A machine's module.
fn module(ctx: &Ctx<'_, '_>) -> TokenStream {
    let module = &ctx.machine.module;
    let (docs, lints) = (docs::machine(ctx), lints());
    let items = [
        state::state(ctx),
        objects::context(ctx),
        objects::objects(ctx),
        events::structs(ctx),
        events::event(ctx),
        events::kind(ctx),
        emits::emit(ctx),
        bindings::bindings(ctx),
        machine::machine(ctx),
        body::handlers(ctx),
        model::model(ctx),
    ];
    let stories = stories::stories(ctx);
    quote! {
        #docs
        #lints
        pub mod #module {
            #(#items)*
            #stories
        }
    }
}

/// Lints about names, sizes and literals, which are the specification's own.
pub(crate) fn lints() -> TokenStream {
    quote! {
        #[allow(
            dead_code,
            unreachable_code,
            clippy::approx_constant,
            clippy::enum_variant_names,
            clippy::excessive_precision,
            clippy::large_enum_variant,
            clippy::match_single_binding,
            clippy::module_inception,
            clippy::needless_pass_by_value,
            clippy::result_large_err,
            clippy::too_many_arguments,
            clippy::upper_case_acronyms,
            clippy::wrong_self_convention,
            reason = "names, sizes and literals are the specification's"
        )]
    }
}
