//! `Bindings`: one function for each phrase of the machine's handlers.

use flow_model::model::PhraseKind;
use proc_macro2::TokenStream;
use quote::quote;

use super::types::At;
use super::{Ctx, docs, types};
use crate::plan::{Binding, Needed};

/// The trait, and that nothing implements it if it asks for nothing.
pub(crate) fn bindings(ctx: &Ctx<'_, '_>) -> TokenStream {
    let functions: Vec<_> = ctx
        .machine
        .bindings
        .iter()
        .map(|binding| function(ctx, binding))
        .chain(uuid(ctx))
        .chain(now(ctx))
        .collect();
    let docs = docs::line(format!("What the phrases of `@{}` mean.", ctx.model().name.text));
    let nothing = functions.is_empty().then(|| {
        quote! {
            impl Bindings for () {
                type Error = ::core::convert::Infallible;
            }
        }
    });
    quote! {
        #docs
        pub trait Bindings {
            /// Why an action fails.
            type Error;
            #(#functions)*
        }
        #nothing
    }
}

fn function(ctx: &Ctx<'_, '_>, binding: &Binding) -> TokenStream {
    let phrase = &ctx.model().phrases[binding.phrase.index()];
    let docs = docs::line(format!("{} ({}).", docs::code(&phrase.text), docs::place(ctx.plan, phrase.span)));
    let (name, context) = (&binding.function, &ctx.machine.context_param);
    let params = binding.params.iter().map(|param| {
        let (ident, ty) = (&param.ident, types::borrowed(ctx.plan, At::Machine(ctx.machine.id), &param.ty));
        quote!(#ident: #ty)
    });
    match binding.kind {
        PhraseKind::Action => quote! {
            #docs
            fn #name(&mut self, #context: &Context, #(#params),*) -> Result<(), Self::Error>;
        },
        PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => quote! {
            #docs
            fn #name(&self, #context: &Context, #(#params),*) -> bool;
        },
    }
}

fn uuid(ctx: &Ctx<'_, '_>) -> Option<TokenStream> {
    let krate = &ctx.plan.krate;
    (ctx.machine.uuid == Needed::Yes).then(|| {
        quote! {
            /// `uuid()`: a text that no other call gives.
            fn uuid(&mut self) -> #krate::Text;
        }
    })
}

fn now(ctx: &Ctx<'_, '_>) -> Option<TokenStream> {
    let krate = &ctx.plan.krate;
    (ctx.machine.now == Needed::Yes).then(|| {
        quote! {
            /// `now()`: the time.
            fn now(&self) -> #krate::Time;
        }
    })
}
