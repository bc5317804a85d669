//! A first implementation of `Bindings`, for people to fill in: what `flow bindings --rust` prints.
//!
//! It stands beside the generated modules, compiles as it is, and stops at the first phrase that is asked. Nothing of it is part
//! of generated code.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::At;
use super::{Ctx, bindings, docs};
use crate::plan::Plan;

/// A struct `World`, and an implementation for each machine.
pub(crate) fn skeleton(plan: &Plan<'_>) -> TokenStream {
    let machines = plan.machines.iter().map(|machine| implementation(&Ctx { plan, machine }));
    quote! {
        /// What the phrases of the specification look at and act on.
        #[derive(Debug, Default)]
        pub struct World {}

        #(#machines)*
    }
}

fn implementation(ctx: &Ctx<'_, '_>) -> TokenStream {
    let module = &ctx.machine.module;
    let phrases = ctx.machine.bindings.iter().map(|binding| {
        let text = ctx.model().phrases[binding.phrase].text.as_str();
        (bindings::signature(ctx, binding, At::Root), text)
    });
    let uuid = bindings::uuid(ctx).map(|signature| (signature, "uuid()"));
    let now = bindings::now(ctx).map(|signature| (signature, "now()"));
    let functions = phrases.chain(uuid).chain(now).map(|((docs, signature), text)| {
        let text = text.replace('{', "{{").replace('}', "}}");
        quote!(#docs #signature { todo!(#text) })
    });
    let error = docs::line("Why an action fails: nothing does yet.");
    quote! {
        #[allow(unused_variables, reason = "nothing is filled in yet")]
        impl #module::Bindings for World {
            #error
            type Error = ::core::convert::Infallible;

            #(#functions)*
        }
    }
}
