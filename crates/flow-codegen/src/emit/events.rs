//! Event structs, `Event` and `EventKind`.
//!
//! There is one struct for each event and sender, with the payload as public fields; `Event` is any of them, `EventKind` is an event without
//! its payload. The types do not depend on handlers: an unhandled event has them too.

use flow_model::model::Visibility;
use flow_syntax::gather::Gather;
use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::types::Module;
use super::{attributes, docs, types};
use crate::plan::Event;

/// The module `event`: a struct for each event.
pub(crate) fn emit_structs(ctx: &Ctx<'_, '_>) -> TokenStream {
    let structs = ctx.machine.events.iter().map(|event| emit_struct(ctx, event));
    let prelude = attributes::emit_prelude();
    let docs = docs::emit_line(format!("The events of `@{}` with their payloads.", ctx.model().name.text));
    quote! {
        #docs
        pub mod event {
            #prelude
            #(#structs)*
        }
    }
}

fn emit_struct(ctx: &Ctx<'_, '_>, event: &Event) -> TokenStream {
    let (name, text) = (&event.name, &event.text);
    let docs = docs::emit_line(describe_event(ctx, event));
    let derives = attributes::emit_payload_derives(ctx.plan, &event.fields);
    let fields = types::emit_struct_fields(ctx.plan, Module::Event(ctx.machine.id), &event.fields);
    quote! {
        #docs
        #derives
        pub struct #name { #fields }

        impl ::core::fmt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(#text)
            }
        }
    }
}

fn describe_event(ctx: &Ctx<'_, '_>, event: &Event) -> String {
    let model = &ctx.model().events[event.id];
    let visibility = match model.visibility {
        Visibility::Public => "public",
        Visibility::Internal => "internal",
    };
    let position = docs::show_position(ctx.plan, model.name.span);
    let declared = model.declared.map_or_else(String::new, |declared| {
        format!(" Its fields are declared at {}.", docs::show_position(ctx.plan, declared.span))
    });
    let id = model.sender_id.map_or_else(String::new, |field| {
        let name = &model.fields[field].name.text;
        format!(" `{name}` is the id by which the program knows the sender; it may be empty.")
    });
    format!("{}: {visibility} ({position}).{declared}{id}", docs::quote_code(&event.text))
}

/// `Event`: any of the machine's events.
pub(crate) fn emit_event_enum(ctx: &Ctx<'_, '_>) -> TokenStream {
    let events = &ctx.machine.events;
    let variants = events.iter().map(|event| {
        let (name, docs) = (&event.name, docs::emit_line(format!("{}.", docs::quote_code(&event.text))));
        let stored = attributes::emit_stored_name(ctx.plan, name, stored_text(ctx, event));
        quote!(#docs #stored #name(event::#name))
    });
    let derives = attributes::emit_derives(ctx.plan, &quote!(Clone, Debug, PartialEq));
    let docs = docs::emit_line(format!("Any event of `@{}`.", ctx.model().name.text));
    let conversions = events.iter().map(emit_from_struct);
    let kind = emit_kind_function(events);
    let (formatter, display) = match events.is_empty() {
        true => (quote!(_f), quote!(match *self {})),
        false => (quote!(f), quote!(::core::fmt::Display::fmt(&self.kind(), f))),
    };
    quote! {
        #docs
        #derives
        pub enum Event {
            #(#variants,)*
        }

        #kind

        impl ::core::fmt::Display for Event {
            #[inline]
            fn fmt(&self, #formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #display
            }
        }

        #(#conversions)*
    }
}

/// The name by which an event is stored: `cancel`, or `cancel from @clerk` where several may send it.
fn stored_text<'c>(ctx: &'c Ctx<'_, '_>, event: &'c Event) -> &'c str {
    let events = &ctx.model().events;
    let name = &events[event.id].name.text;
    match events.iter().filter(|other| other.name.text == *name).count() {
        1 => name,
        _ => event.text.trim_start_matches(':'),
    }
}

fn emit_from_struct(event: &Event) -> TokenStream {
    let name = &event.name;
    quote! {
        impl From<event::#name> for Event {
            #[inline]
            fn from(event: event::#name) -> Self {
                Event::#name(event)
            }
        }
    }
}

fn emit_kind_function(events: &[Event]) -> TokenStream {
    let names = events.iter().map(|event| &event.name);
    let body = if events.is_empty() {
        quote!(match *self {})
    } else {
        quote!(match self { #(Event::#names(_) => EventKind::#names,)* })
    };
    quote! {
        impl Event {
            /// The event without its payload.
            #[inline]
            pub const fn kind(&self) -> EventKind {
                #body
            }
        }
    }
}

/// `EventKind`: the events without their payloads.
pub(crate) fn emit_kind_enum(ctx: &Ctx<'_, '_>) -> TokenStream {
    let events = &ctx.machine.events;
    let names: Vec<_> = events.iter().map(|event| &event.name).gather();
    let variants = events.iter().map(|event| {
        let (name, docs) = (&event.name, docs::emit_line(format!("{}.", docs::quote_code(&event.text))));
        let stored = attributes::emit_stored_name(ctx.plan, name, stored_text(ctx, event));
        quote!(#docs #stored #name)
    });
    let docs = docs::emit_line(format!("An event of `@{}` without its payload.", ctx.model().name.text));
    let derives =
        attributes::emit_derives(ctx.plan, &quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash));
    let name = match_kind_texts(ctx, Text::Name);
    let display = emit_kind_display(ctx);
    quote! {
        #docs
        #derives
        pub enum EventKind {
            #(#variants,)*
        }

        impl EventKind {
            /// All events.
            pub const ALL: &'static [EventKind] = &[#(EventKind::#names),*];

            /// The name of the event, without `:` and sender.
            #[inline]
            pub const fn name(self) -> &'static str {
                #name
            }
        }

        #display
    }
}

fn emit_kind_display(ctx: &Ctx<'_, '_>) -> TokenStream {
    let text = match_kind_texts(ctx, Text::Full);
    let (formatter, body) = match ctx.machine.events.is_empty() {
        true => (quote!(_f), text),
        false => (quote!(f), quote!(f.write_str(#text))),
    };
    quote! {
        impl ::core::fmt::Display for EventKind {
            #[inline]
            fn fmt(&self, #formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}

/// A text of an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    /// The name, without sigil and sender.
    Name,
    /// As in the specification: `:cancel from @clerk`.
    Full,
}

/// The expression for the text of an `EventKind`.
fn match_kind_texts(ctx: &Ctx<'_, '_>, text: Text) -> TokenStream {
    let model = ctx.model();
    let arms = ctx.machine.events.iter().map(|event| {
        let name = &event.name;
        let text = if text == Text::Name { &model.events[event.id].name.text } else { &event.text };
        quote!(EventKind::#name => #text)
    });
    match (ctx.machine.events.is_empty(), text) {
        (true, Text::Name) => quote!(match self {}),
        (true, Text::Full) => quote!(match *self {}),
        (false, _) => quote!(match self { #(#arms,)* }),
    }
}
