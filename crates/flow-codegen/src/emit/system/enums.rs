//! Enums over all machines of the system: any event, any state, any message.
//!
//! Each enum has a variant for each machine (or actor) concerned, named after it.

use flow_syntax::gather::Gather;
use proc_macro2::TokenStream;
use quote::quote;

use super::members::{SystemMachine, system_machines};
use crate::emit::{attributes, docs};
use crate::plan::Plan;

/// `Event`, `State` and `Message`.
pub(super) fn emit_enums(plan: &Plan<'_>) -> TokenStream {
    let items = [emit_event(plan), emit_state(plan), emit_message(plan)];
    quote!(#(#items)*)
}

fn emit_event(plan: &Plan<'_>) -> TokenStream {
    let derives = attributes::emit_derives(plan, &quote!(Clone, Debug, PartialEq));
    let variants = system_machines(plan).map(|machine| emit_variant(plan, &machine, &quote!(Event)));
    let (tag, display) = (emit_tag(plan), emit_display(plan, &quote!(Event)));
    quote! {
        /// An event to any machine of the system.
        #derives
        #tag
        pub enum Event {
            #(#variants,)*
        }

        #display
    }
}

/// A tag of its own for the machine: rustc would keep it in the payload of a variant, where reading it, at each delivery, costs
/// several instructions.
fn emit_tag(plan: &Plan<'_>) -> Option<TokenStream> {
    match system_machines(plan).count() {
        0 | 1 => None,
        2..=256 => Some(quote!(#[repr(u8)])),
        _ => Some(quote!(#[repr(u16)])),
    }
}

fn emit_state(plan: &Plan<'_>) -> TokenStream {
    let derives =
        attributes::emit_derives(plan, &quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash));
    let variants = system_machines(plan).map(|machine| emit_variant(plan, &machine, &quote!(State)));
    let display = emit_display(plan, &quote!(State));
    quote! {
        /// A state of any machine of the system.
        #derives
        pub enum State {
            #(#variants,)*
        }

        #display
    }
}

fn emit_variant(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>, ty: &TokenStream) -> TokenStream {
    let (name, path) = (machine.variant(), machine.module_path());
    let docs = docs::emit_line(format!("The machine `{}`.", machine.machine.module));
    let stored = attributes::emit_stored_name(plan, name, &machine.machine.of(plan.model).name.text);
    quote!(#docs #stored #name(#path::#ty))
}

/// `Display` of an enum: that of the variant's value.
fn emit_display(plan: &Plan<'_>, ty: &TokenStream) -> TokenStream {
    let variants: Vec<_> = system_machines(plan).map(|machine| machine.variant().clone()).gather();
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

fn emit_message(plan: &Plan<'_>) -> TokenStream {
    let derives = attributes::emit_derives(plan, &quote!(Clone, Debug, PartialEq));
    let variants = plan.system.actors.iter().map(|(actor, variant)| {
        let module = &plan.actors[*actor].module;
        let docs = docs::emit_line(format!("A message to `{module}`."));
        let stored = attributes::emit_stored_name(plan, variant, &plan.model.actors[*actor].name.text);
        quote!(#docs #stored #variant(super::#module::Message))
    });
    quote! {
        /// A message to any outside actor.
        #derives
        pub enum Message {
            #(#variants,)*
        }
    }
}
