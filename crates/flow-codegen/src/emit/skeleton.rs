//! A first implementation of `Bindings` for users to complete: the output of `flow bindings --rust`.
//!
//! It is no part of generated code. It compiles next to the generated modules without changes, and panics at the first call of a phrase.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::durable::emit_async_stub;
use super::types::Module;
use super::{bindings, docs};
use crate::plan::{BindingFunction, Plan};

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

/// An implementation of `AsyncBindings` for each machine with phrases.
pub(crate) fn emit_async_skeleton(plan: &Plan<'_>) -> TokenStream {
    let machines = plan.machines.iter().filter(|machine| !machine.bindings.is_empty());
    let machines = machines.map(|machine| {
        let (ctx, module) = (Ctx { plan, machine }, &machine.module);
        let path = quote!(::flow_durable);
        let functions = machine.bindings.iter().map(|binding| {
            let text = &ctx.model().phrases[binding.phrase].text;
            emit_async_stub(&ctx, &path, binding, &escape_braces(text))
        });
        quote! {
            impl #module::AsyncBindings for World {
                #(#functions)*
            }
        }
    });
    quote!(#(#machines)*)
}

/// A text as the argument of `todo!`.
fn escape_braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

fn emit_implementation(ctx: &Ctx<'_, '_>) -> TokenStream {
    let module = &ctx.machine.module;
    let functions = ctx.machine.binding_functions().map(|function| {
        let (docs, signature) = bindings::emit_signature(ctx, function, Module::Root);
        let text = match function {
            BindingFunction::Phrase(binding) => ctx.model().phrases[binding.phrase].text.as_str(),
            BindingFunction::Uuid => "uuid()",
            BindingFunction::Now => "now()",
        };
        let text = escape_braces(text);
        quote!(#docs #signature { todo!(#text) })
    });
    let error = docs::emit_line("The error of a failed action: no action fails yet.");
    quote! {
        #[allow(unused_variables, reason = "nothing is filled in yet")]
        impl #module::Bindings for World {
            #error
            type Error = ::core::convert::Infallible;

            #(#functions)*
        }
    }
}
