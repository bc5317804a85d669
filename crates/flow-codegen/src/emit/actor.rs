//! The module of an outside actor: the messages that it is sent.

use flow_syntax::gather::Gather;
use proc_macro2::TokenStream;
use quote::quote;

use super::types::Module;
use super::{attributes, docs, durable, types};
use crate::plan::{Actor, Message, Plan};

/// An actor's module.
pub(crate) fn emit_module(plan: &Plan<'_>, actor: &Actor) -> TokenStream {
    let module = &actor.module;
    let name = &plan.model.actors[actor.id].name.text;
    let docs = docs::emit_line(format!("The messages to the outside actor `@{name}`."));
    let (lints, prelude) = (attributes::emit_lints(), attributes::emit_prelude());
    let structs = actor.messages.iter().map(|message| emit_struct(plan, message));
    let message = emit_enum(plan, name, &actor.messages);
    let durable = plan.durable.as_ref().map(|names| durable::emit_actor(plan, names, actor));
    quote! {
        #docs
        #lints
        pub mod #module {
            #prelude
            #(#structs)*
            #message
            #durable
        }
    }
}

fn emit_struct(plan: &Plan<'_>, message: &Message) -> TokenStream {
    let (name, text) = (&message.name, &message.text);
    let derives = attributes::emit_payload_derives(plan, &message.fields);
    let fields = types::emit_struct_fields(plan, Module::Actor, &message.fields);
    let docs =
        docs::emit_line(format!("{} ({}).", docs::quote_code(text), docs::show_position(plan, message.span)));
    quote! {
        #docs
        #derives
        pub struct #name { #fields }

        impl From<#name> for Message {
            #[inline]
            fn from(message: #name) -> Self {
                Message::#name(message)
            }
        }
    }
}

fn emit_enum(plan: &Plan<'_>, actor: &str, messages: &[Message]) -> TokenStream {
    let derives = attributes::emit_derives(plan, &quote!(Clone, Debug, PartialEq));
    let docs = docs::emit_line(format!("Any message to `@{actor}`."));
    let variants = messages.iter().map(|message| {
        let (name, docs) = (&message.name, docs::emit_line(format!("{}.", docs::quote_code(&message.text))));
        let stored = attributes::emit_stored_name(plan, name, message.text.trim_start_matches(':'));
        quote!(#docs #stored #name(#name))
    });
    let names: Vec<_> = messages.iter().map(|message| &message.name).gather();
    let texts = messages.iter().map(|message| message.text.trim_start_matches(':'));
    quote! {
        #docs
        #derives
        pub enum Message {
            #(#variants,)*
        }

        impl Message {
            /// The name of the event, without `:`.
            #[inline]
            pub const fn name(&self) -> &'static str {
                match self {
                    #(Message::#names(_) => #texts,)*
                }
            }
        }

        impl ::core::fmt::Display for Message {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::write!(f, ":{}", self.name())
            }
        }
    }
}
