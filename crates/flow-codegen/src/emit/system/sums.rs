//! Enums over all machines of the system: any event, any state, any message, any failure.
//!
//! Each has a variant for each machine (or actor) that has such a thing, named after it. Errors of bindings are type
//! parameters, so that one shop may fail in different ways in different machines.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{One, ones};
use crate::emit::{docs, types};
use crate::plan::Plan;

/// `Event`, `State`, `Message` and `Failure`.
pub(super) fn sums(plan: &Plan<'_>) -> TokenStream {
    let items = [event(plan), state(plan), message(plan), failure(plan)];
    quote!(#(#items)*)
}

fn event(plan: &Plan<'_>) -> TokenStream {
    let derives = types::derives(plan, &quote!(Clone, Debug, PartialEq));
    let variants = ones(plan).map(|one| variant(&one, &quote!(Event)));
    let display = display(plan, &quote!(Event));
    quote! {
        /// An event to any machine of the system.
        #derives
        pub enum Event {
            #(#variants,)*
        }

        #display
    }
}

fn state(plan: &Plan<'_>) -> TokenStream {
    let derives = types::derives(plan, &quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash));
    let variants = ones(plan).map(|one| variant(&one, &quote!(State)));
    let display = display(plan, &quote!(State));
    quote! {
        /// A state of any machine of the system.
        #derives
        pub enum State {
            #(#variants,)*
        }

        #display
    }
}

fn variant(one: &One<'_, '_>, ty: &TokenStream) -> TokenStream {
    let (name, path) = (one.variant(), one.path());
    let docs = docs::line(format!("Of `{}`.", one.machine.module));
    quote!(#docs #name(#path::#ty))
}

/// Shows what is inside.
fn display(plan: &Plan<'_>, ty: &TokenStream) -> TokenStream {
    let variants: Vec<_> = ones(plan).map(|one| one.variant().clone()).collect();
    quote! {
        impl ::core::fmt::Display for #ty {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(#ty::#variants(inner) => ::core::fmt::Display::fmt(inner, f),)*
                }
            }
        }
    }
}

fn message(plan: &Plan<'_>) -> TokenStream {
    let derives = types::derives(plan, &quote!(Clone, Debug, PartialEq));
    let variants = plan.system.actors.iter().map(|(actor, variant)| {
        let module = &plan.actors[actor.index()].module;
        let docs = docs::line(format!("To `{module}`."));
        quote!(#docs #variant(super::#module::Message))
    });
    quote! {
        /// A message to any actor outside of the system.
        #derives
        pub enum Message {
            #(#variants,)*
        }
    }
}

/// The type parameter of a machine's error: `OrderError`, and `ContextError` for a `Context_`.
fn error_name(variant: &Ident) -> Ident {
    quote::format_ident!("{}Error", variant.to_string().trim_end_matches('_'))
}

/// `Failure`, generic over the errors of the bindings, if any machine has some.
fn failure(plan: &Plan<'_>) -> TokenStream {
    let variants: Vec<_> = ones(plan).filter(One::binds).map(|one| one.variant().clone()).collect();
    if variants.is_empty() {
        return TokenStream::new();
    }
    let docs = ones(plan)
        .filter(One::binds)
        .map(|one| docs::line(format!("A binding of `{}`.", one.machine.module)));
    let errors: Vec<_> = variants.iter().map(error_name).collect();
    quote! {
        /// What a binding of any machine fails with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Failure<#(#errors),*> {
            #(
                #docs
                #variants(#errors),
            )*
        }

        impl<#(#errors: ::core::fmt::Display),*> ::core::fmt::Display for Failure<#(#errors),*> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(Failure::#variants(inner) => ::core::fmt::Display::fmt(inner, f),)*
                }
            }
        }
    }
}
