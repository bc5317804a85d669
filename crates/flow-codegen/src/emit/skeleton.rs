//! A first implementation of `Bindings` for users to complete: the output of `flow bindings --rust`.
//!
//! It is no part of generated code. It compiles next to the generated modules without changes, and panics at the first call of a phrase.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::types::Module;
use super::{bindings, docs};
use crate::plan::Plan;

/// A struct `World`, and an implementation for each machine.
pub(crate) fn emit_skeleton(plan: &Plan<'_>) -> TokenStream {
    let machines = plan.machines.iter().map(|machine| emit_implementation(&Ctx { plan, machine }));
    quote! {
        /// The data that the phrases of the specification read and change.
        #[derive(Debug, Default)]
        pub struct World {}

        #(#machines)*
    }
}

fn emit_implementation(ctx: &Ctx<'_, '_>) -> TokenStream {
    let module = &ctx.machine.module;
    let phrases = ctx.machine.bindings.iter().map(|binding| {
        let text = ctx.model().phrases[binding.phrase].text.as_str();
        (bindings::signature(ctx, binding, Module::Root), text)
    });
    let uuid = bindings::uuid_signature(ctx).map(|signature| (signature, "uuid()"));
    let now = bindings::now_signature(ctx).map(|signature| (signature, "now()"));
    let functions = phrases.chain(uuid).chain(now).map(|((docs, signature), text)| {
        let text = text.replace('{', "{{").replace('}', "}}");
        quote!(#docs #signature { todo!(#text) })
    });
    let error = docs::line("The error of a failed action: no action fails yet.");
    quote! {
        #[allow(unused_variables, reason = "nothing is filled in yet")]
        impl #module::Bindings for World {
            #error
            type Error = ::core::convert::Infallible;

            #(#functions)*
        }
    }
}
