//! `Emit`: what a machine sends.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::At;
use super::{Ctx, docs, types};
use crate::plan::{Emit, EmitKind};

/// The emits of a machine.
pub(crate) fn emit(ctx: &Ctx<'_, '_>) -> TokenStream {
    let variants = ctx.machine.emits.iter().map(|emit| variant(ctx, emit));
    let derives = types::derives(ctx.plan, &quote!(Clone, Debug, PartialEq));
    let docs = docs::line(format!("What `@{}` sends, timers included.", ctx.model().name.text));
    let display = display(&ctx.machine.emits);
    quote! {
        #docs
        #derives
        pub enum Emit {
            #(#variants,)*
        }

        #display
    }
}

fn variant(ctx: &Ctx<'_, '_>, emit: &Emit) -> TokenStream {
    let name = &emit.name;
    let docs = docs::line(format!("{} ({}).", docs::code(&emit.text), docs::place(ctx.plan, emit.span)));
    match carried(ctx, emit.kind) {
        Some(ty) => quote!(#docs #name(#ty)),
        None => quote!(#docs #name),
    }
}

/// What a variant carries.
fn carried(ctx: &Ctx<'_, '_>, kind: EmitKind) -> Option<TokenStream> {
    match kind {
        EmitKind::Machine(..) | EmitKind::Actor(..) | EmitKind::Itself(_) => Some(sent_struct(ctx, kind)),
        EmitKind::StartTimer(_) | EmitKind::Schedule(_) => Some(quote!(::core::time::Duration)),
        EmitKind::CancelTimer | EmitKind::Cancel(_) => None,
    }
}

/// The struct that is sent, as seen from the machine's module.
pub(crate) fn sent_struct(ctx: &Ctx<'_, '_>, kind: EmitKind) -> TokenStream {
    match kind {
        EmitKind::Machine(id, event) => {
            let path = types::machine(ctx.plan, At::Machine(ctx.machine.id), id);
            let name = &ctx.other(id).events[event.index()].name;
            quote!(#path event::#name)
        }
        EmitKind::Actor(id, message) => {
            let actor = &ctx.plan.actors[id.index()];
            let (module, name) = (&actor.module, &actor.messages[message.index()].name);
            quote!(super::#module::#name)
        }
        EmitKind::Itself(event)
        | EmitKind::StartTimer(event)
        | EmitKind::Schedule(event)
        | EmitKind::Cancel(event) => {
            let name = &ctx.machine.events[event.index()].name;
            quote!(event::#name)
        }
        EmitKind::CancelTimer => quote!(()),
    }
}

fn display(emits: &[Emit]) -> TokenStream {
    let arms = emits.iter().map(|emit| {
        let (name, text) = (&emit.name, &emit.text);
        match emit.kind {
            EmitKind::CancelTimer | EmitKind::Cancel(_) => quote!(Emit::#name => #text),
            _ => quote!(Emit::#name(_) => #text),
        }
    });
    let body = if emits.is_empty() {
        quote!(match *self {})
    } else {
        quote!(f.write_str(match self { #(#arms,)* }))
    };
    let formatter = if emits.is_empty() { quote!(_f) } else { quote!(f) };
    quote! {
        impl ::core::fmt::Display for Emit {
            #[inline]
            fn fmt(&self, #formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #body
            }
        }
    }
}
