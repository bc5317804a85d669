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
        .map(|binding| signature(ctx, binding, At::Machine(ctx.machine.id)))
        .chain(uuid(ctx))
        .chain(now(ctx))
        .map(|(docs, signature)| quote!(#docs #signature;))
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

/// The docs and the signature of a phrase's function, as written in a place.
pub(crate) fn signature(ctx: &Ctx<'_, '_>, binding: &Binding, at: At) -> (TokenStream, TokenStream) {
    let phrase = &ctx.model().phrases[binding.phrase];
    let docs = docs::line(format!("{} ({}).", docs::code(&phrase.text), docs::place(ctx.plan, phrase.span)));
    let (name, context) = (&binding.function, &ctx.machine.context_param);
    let own = types::machine(ctx.plan, at, ctx.machine.id);
    let params = binding.params.iter().map(|param| {
        let (ident, ty) = (&param.ident, types::borrowed(ctx.plan, at, &param.ty));
        quote!(#ident: #ty)
    });
    let signature = match binding.kind {
        PhraseKind::Action => quote! {
            fn #name(&mut self, #context: &#own Context, #(#params),*) -> Result<(), Self::Error>
        },
        PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => quote! {
            fn #name(&self, #context: &#own Context, #(#params),*) -> bool
        },
    };
    (docs, signature)
}

/// The docs and the signature of `uuid()`, if it is used.
pub(crate) fn uuid(ctx: &Ctx<'_, '_>) -> Option<(TokenStream, TokenStream)> {
    let krate = &ctx.plan.krate;
    let docs = quote!(/// `uuid()`: a text that no other call gives.
    );
    (ctx.machine.uuid == Needed::Yes).then(|| (docs, quote!(fn uuid(&mut self) -> #krate::Text)))
}

/// The docs and the signature of `now()`, if it is used.
pub(crate) fn now(ctx: &Ctx<'_, '_>) -> Option<(TokenStream, TokenStream)> {
    let krate = &ctx.plan.krate;
    let docs = quote!(/// `now()`: the time.
    );
    (ctx.machine.now == Needed::Yes).then(|| (docs, quote!(fn now(&self) -> #krate::Time)))
}
