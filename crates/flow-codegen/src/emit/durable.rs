//! What a durable host needs of a program: traits that users implement for it, and implementations of the traits of `flow_durable`.
//!
//! A handler runs on stored instances through these; its own code is the same as for a system in this process. What does not depend on
//! the specification's types is in `flow_durable`, compiled once. Nothing here is generated without the option `durable`.

mod actor;
mod bindings;
mod caller;
mod machine;
mod program;
mod table;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::system::members::{SystemMachine, system_machines};
use crate::plan::Plan;
use crate::plan::durable::Durable;

pub(super) use actor::emit_actor;
#[cfg(feature = "pretty")]
pub(super) use bindings::emit_async_stub;

/// The version of the contract with the crate for hosts: `flow_durable::__private::VERSION`.
const VERSION: u32 = 1;

/// Rejects another version of the crate. Without the crate, this is the one error rather than one for every use.
pub(super) fn emit_version(plan: &Plan<'_>) -> Option<TokenStream> {
    let path = &plan.durable.as_ref()?.path;
    let linked = (plan.options.flow_durable == "::flow_durable").then(|| {
        quote!(
            extern crate flow_durable as _;
        )
    });
    Some(quote! {
        #linked
        const _: () = #path::__private::generated_for(#VERSION);
    })
}

/// The trait of a machine's asynchronous bindings.
pub(super) fn emit_async_bindings(ctx: &Ctx<'_, '_>) -> TokenStream {
    let durable = ctx.plan.durable.as_ref();
    durable.map(|durable| bindings::emit_trait(ctx, durable)).unwrap_or_default()
}

/// The items of the module `system`.
pub(super) fn emit_system(plan: &Plan<'_>, durable: &Durable) -> TokenStream {
    let program = program::emit_program(plan, durable);
    let machines = system_machines(plan).map(|machine| emit_machine(plan, durable, &machine));
    let caller = caller::emit_trait(plan, durable);
    quote! {
        #program
        #(#machines)*
        #caller
    }
}

/// The implementations for one machine.
fn emit_machine(plan: &Plan<'_>, durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let items = [
        machine::emit_machine(plan, durable, machine),
        machine::emit_runs(plan, durable, machine),
        bindings::emit_awaits(plan, durable, machine),
        bindings::emit_replay(plan, durable, machine).unwrap_or_default(),
    ];
    quote!(#(#items)*)
}
