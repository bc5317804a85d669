//! An actor outside for a host: the trait that delivers its messages, and its answers.
//!
//! A message can have any name, that of an item of Rust's prelude too. So these are written with their paths, and the type parameter
//! is `A_`, which no message has.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::docs;
use crate::plan::durable::{ActorAnswer, Durable, DurableActor};
use crate::plan::{Actor, Message, Plan};

/// The items of the actor's module.
pub(in crate::emit) fn emit_actor(plan: &Plan<'_>, durable: &Durable, actor: &Actor) -> TokenStream {
    let names = &durable.actors[actor.id];
    let answer = (!names.answers.is_empty()).then(|| emit_answer(plan, durable, actor, names));
    let (delivers, reaches) =
        (emit_trait(plan, durable, actor, names), emit_reaches(plan, durable, actor, names));
    quote! {
        #delivers
        #answer
        #reaches
    }
}

/// The trait that users implement.
fn emit_trait(plan: &Plan<'_>, durable: &Durable, actor: &Actor, names: &DurableActor) -> TokenStream {
    let (krate, path, name) = (&plan.krate, &durable.path, &names.actor);
    let text = &plan.model.actors[actor.id].name.text;
    let docs =
        docs::emit_line(format!("Delivers messages to the actor `@{text}`, which you implement for a host."));
    let answer = match names.answers.is_empty() {
        true => quote!(()),
        false => {
            let answer = &names.answer;
            quote!(::core::option::Option<#answer>)
        }
    };
    let functions = actor.messages.iter().zip(&names.functions).map(|(message, function)| {
        let (ty, docs) = (&message.name, docs::emit_line(describe_message(plan, message, names)));
        quote! {
            #docs
            fn #function(
                &self,
                message: &#ty,
                call: &#path::Call,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<#answer, #path::Trouble<Self::Error>>> + ::core::marker::Send;
        }
    });
    quote! {
        #docs
        ///
        /// A message is delivered after the step that sends it is stored, and again with the same key until that succeeds.
        pub trait #name: ::core::marker::Send + ::core::marker::Sync + 'static {
            /// The error of a delivery: an error, or text.
            type Error: #krate::BindingError;
            #(#functions)*
        }
    }
}

fn describe_message(plan: &Plan<'_>, message: &Message, names: &DurableActor) -> String {
    let (text, place) = (docs::quote_code(&message.text), docs::show_position(plan, message.span));
    match names.answers.is_empty() {
        true => format!("{text} ({place})."),
        false => format!("{text} ({place}). `None` is no answer, or one that comes later by another way."),
    }
}

/// The enum of the answers.
fn emit_answer(plan: &Plan<'_>, durable: &Durable, actor: &Actor, names: &DurableActor) -> TokenStream {
    let (path, answer) = (&durable.path, &names.answer);
    let text = &plan.model.actors[actor.id].name.text;
    let docs =
        docs::emit_line(format!("An answer of `@{text}`: an event to the machine that sent the message."));
    let variants = names.answers.iter().map(|known| {
        let (variant, payload) = (&known.variant, payload_path(plan, known));
        let text = &plan.machines[known.machine].events[known.event].text;
        let docs = docs::emit_line(format!("{}.", docs::quote_code(text)));
        quote!(#docs #variant(#payload))
    });
    let conversions = names.answers.iter().map(|known| {
        let (variant, payload) = (&known.variant, payload_path(plan, known));
        quote! {
            impl From<#payload> for #answer {
                fn from(event: #payload) -> Self {
                    #answer::#variant(event)
                }
            }
        }
    });
    let arms = names.answers.iter().map(|known| {
        let (variant, machine, index) = (&known.variant, machine_path(plan, known), known.event.index());
        quote!(#answer::#variant(payload) => #path::__private::write_event::<#machine>(#index, payload))
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #answer {
            #(#variants,)*
        }

        #(#conversions)*

        impl #answer {
            fn write(&self) -> ::core::result::Result<#path::StoredEvent, #path::Unreadable> {
                match self {
                    #(#arms,)*
                }
            }
        }
    }
}

fn payload_path(plan: &Plan<'_>, answer: &ActorAnswer) -> TokenStream {
    let machine = &plan.machines[answer.machine];
    let (module, event) = (&machine.module, &machine.events[answer.event].name);
    quote!(super::#module::event::#event)
}

fn machine_path(plan: &Plan<'_>, answer: &ActorAnswer) -> TokenStream {
    let machine = &plan.machines[answer.machine];
    let (module, name) = (&machine.module, &machine.name);
    quote!(super::#module::#name)
}

/// The type that means the actor, and its implementations of `Outside` and `Reaches`.
fn emit_reaches(plan: &Plan<'_>, durable: &Durable, actor: &Actor, names: &DurableActor) -> TokenStream {
    let (krate, path) = (&plan.krate, &durable.path);
    let (name, delivers, text) = (&names.name, &names.actor, &plan.model.actors[actor.id].name.text);
    let docs = docs::emit_line(format!("The actor `@{text}`, for a host."));
    let messages = actor.messages.iter().zip(&names.functions);
    let arms = messages.map(|(message, function)| emit_delivery_arm(path, message, function, names));
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name;

        impl #path::Outside for #name {
            type Program = super::system::Program;
            const NAME: &'static str = #text;
        }

        impl<A_: #delivers> #path::Reaches<A_> for #name {
            fn deliver<'a>(
                actor: &'a A_,
                name: &'a str,
                payload: &'a str,
                call: &'a #path::Call,
            ) -> #path::BoxFuture<'a, ::core::result::Result<::core::option::Option<#path::StoredEvent>, #path::Trouble<#krate::Text>>> {
                #krate::__private::Box::pin(async move {
                    match name {
                        #(#arms)*
                        _ => ::core::result::Result::Err(#path::__private::unknown_message(#text, name)),
                    }
                })
            }
        }
    }
}

fn emit_delivery_arm(
    path: &TokenStream,
    message: &Message,
    function: &Ident,
    names: &DurableActor,
) -> TokenStream {
    let (ty, text) = (&message.name, message.text.trim_start_matches(':'));
    let delivered = quote!(A_::#function(actor, &message, call));
    let deliver = match names.answers.is_empty() {
        true => quote!(#path::__private::done(#delivered).await),
        false => {
            let answer = &names.answer;
            quote!(#path::__private::reply(#delivered, #answer::write).await)
        }
    };
    quote! {
        #text => {
            let message: #ty = #path::__private::read_payload(name, payload).map_err(#path::__private::refuse)?;
            #deliver
        }
    }
}
