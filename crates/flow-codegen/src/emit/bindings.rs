//! `Bindings`: one function for each phrase of the machine's handlers (reference#bindings).
//!
//! `uuid()` and `now()` are functions of it too where the machine calls them. A trait without functions is implemented for `()`.

use flow_model::model::PhraseKind;
use flow_syntax::gather::Gather;
use proc_macro2::TokenStream;
use quote::quote;

use super::context::Ctx;
use super::types::Module;
use super::{docs, types};
use crate::plan::{Binding, BindingFunction, Guards, Plan, Wordings};

/// The trait, and its implementation for `()` if it has no functions.
pub(crate) fn emit_trait(ctx: &Ctx<'_, '_>) -> TokenStream {
    let functions = ctx.machine.binding_functions();
    let functions = functions.map(|function| emit_signature(ctx, function, Module::Machine(ctx.machine.id)));
    let functions: Vec<_> = functions.map(|(docs, signature)| quote!(#docs #signature;)).gather();
    let words = emit_words(ctx.machine.bindings.iter());
    let docs = docs::emit_line(format!(
        "The functions for the phrases of `@{}`, which you implement.",
        ctx.model().name.text
    ));
    let for_unit = functions.is_empty().then(|| {
        quote! {
            impl Bindings for () {
                type Error = ::core::convert::Infallible;
            }
        }
    });
    let krate = &ctx.plan.krate;
    quote! {
        #docs
        pub trait Bindings {
            /// The error of a failed action: an error, or text.
            type Error: #krate::BindingError;
            #(#functions)*
            #words
        }
        #for_unit
    }
}

/// The function that tells the words of the next call to bindings that record calls, if calls of a phrase differ in theirs. Only
/// a recording implements it; for all others it compiles to nothing.
fn emit_words<'b>(mut bindings: impl Iterator<Item = &'b Binding>) -> Option<TokenStream> {
    bindings.any(|binding| binding.wordings == Wordings::Several).then(|| {
        quote! {
            #[doc(hidden)]
            #[inline]
            fn __words(&self, _words: &'static str) -> &Self
            where
                Self: ::core::marker::Sized,
            {
                self
            }
        }
    })
}

/// The docs and the signature of a function, as written in a module.
pub(crate) fn emit_signature(
    ctx: &Ctx<'_, '_>,
    function: BindingFunction<'_>,
    module: Module,
) -> (TokenStream, TokenStream) {
    let krate = &ctx.plan.krate;
    match function {
        BindingFunction::Phrase(binding) => emit_phrase_signature(ctx, binding, module),
        BindingFunction::Uuid => (
            docs::emit_line("`uuid()`: a text that is unique to this call."),
            quote!(fn uuid(&mut self) -> #krate::Text),
        ),
        BindingFunction::Now => {
            (docs::emit_line("`now()`: the current time."), quote!(fn now(&self) -> #krate::Time))
        }
    }
}

fn emit_phrase_signature(ctx: &Ctx<'_, '_>, binding: &Binding, module: Module) -> (TokenStream, TokenStream) {
    let phrase = &ctx.model().phrases[binding.phrase];
    let docs = docs::emit_line(format!(
        "{} ({}).",
        docs::quote_code(&phrase.text),
        docs::show_position(ctx.plan, phrase.span)
    ));
    let (name, context) = (&binding.function, &ctx.machine.context_param);
    let path = types::machine_prefix(ctx.plan, module, ctx.machine.id);
    let params = binding.params.iter().map(|param| {
        let (ident, ty) = (&param.ident, types::borrowed_type(ctx.plan, module, &param.ty));
        quote!(#ident: #ty)
    });
    let signature = match binding.kind {
        PhraseKind::Action => quote! {
            fn #name(&mut self, #context: &#path Context, #(#params),*) -> Result<(), Self::Error>
        },
        PhraseKind::Answer => {
            let answer = types::owned_type(ctx.plan, module, &phrase.answer);
            quote! {
                fn #name(&mut self, #context: &#path Context, #(#params),*) -> Result<#answer, Self::Error>
            }
        }
        PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => {
            let answer = guard_result_type(ctx.plan);
            quote!(fn #name(&self, #context: &#path Context, #(#params),*) -> #answer)
        }
    };
    (docs, signature)
}

/// What the function of a guard returns.
pub(crate) fn guard_result_type(plan: &Plan<'_>) -> TokenStream {
    match plan.guards {
        Guards::Infallible => quote!(bool),
        Guards::Fallible => quote!(Result<bool, Self::Error>),
    }
}
