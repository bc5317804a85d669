//! Emission: the plan as tokens, one function and one `quote!` for each generated item.
//!
//! Generated code refers to the run time by one absolute path and to its own modules by `super`, so that it works in any module.
//! All decisions are made by the plan.

mod actor;
mod attributes;
mod bindings;
mod body;
mod choices;
mod condition;
mod context;
mod docs;
mod durable;
mod emits;
mod events;
mod expr;
mod functions;
mod machine;
mod model;
mod objects;
#[cfg(feature = "pretty")]
mod skeleton;
mod state;
mod statement;
mod stories;
pub mod system;
mod tests;
mod time;
mod types;
mod update;

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Plan;
use context::Ctx;

/// The version of the contract with the run-time crate: `flow::__private::VERSION`.
const VERSION: u32 = 5;

/// All generated items, without a module around them.
pub fn emit(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let machines = plan.machines.iter().map(|machine| emit_machine(&Ctx { plan, machine }));
    let actors = plan.actors.iter().filter(|actor| !actor.messages.is_empty());
    let actors = actors.map(|actor| actor::emit_module(plan, actor));
    let system = (!plan.machines.is_empty()).then(|| system::emit_system(plan));
    let tests = tests::emit_tests(plan);
    let durable = durable::emit_version(plan);
    quote! {
        const _: () = #krate::__private::generated_for(#VERSION);
        #durable
        #(#machines)*
        #(#actors)*
        #system
        #tests
    }
}

/// The same for the bindings that a host awaits.
#[cfg(feature = "pretty")]
pub fn emit_async_skeletons(plan: &Plan<'_>) -> TokenStream {
    skeleton::emit_async_skeleton(plan)
}

/// A first implementation of the bindings, which compiles next to the items.
#[cfg(feature = "pretty")]
pub fn emit_skeletons(plan: &Plan<'_>) -> TokenStream {
    skeleton::emit_skeleton(plan)
}

/// A machine's module.
fn emit_machine(ctx: &Ctx<'_, '_>) -> TokenStream {
    let module = &ctx.machine.module;
    let (docs, lints, prelude) =
        (docs::emit_machine_docs(ctx), attributes::emit_lints(), attributes::emit_prelude());
    let items = [
        state::emit_state_enum(ctx),
        objects::emit_context(ctx),
        objects::emit_objects(ctx),
        choices::emit_choices(ctx),
        events::emit_structs(ctx),
        events::emit_event_enum(ctx),
        events::emit_kind_enum(ctx),
        emits::emit_enum(ctx),
        bindings::emit_trait(ctx),
        durable::emit_async_bindings(ctx),
        machine::emit_struct(ctx),
        body::emit_handlers(ctx),
        model::emit_constant(ctx),
    ];
    let stories = stories::emit_module(ctx);
    quote! {
        #docs
        #lints
        pub mod #module {
            #prelude
            #(#items)*
            #stories
        }
    }
}
