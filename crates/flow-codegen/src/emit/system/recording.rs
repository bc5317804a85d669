//! Bindings that note each call: an implementation of every machine's `Bindings` that passes on to the user's.

use flow_model::model::PhraseKind;
use proc_macro2::TokenStream;
use quote::quote;

use super::{One, ones};
use crate::emit::types::{self, At};
use crate::plan::{Binding, Needed, Plan};

/// One implementation for each machine that asks for bindings.
pub(super) fn recordings(plan: &Plan<'_>) -> TokenStream {
    let recordings = ones(plan).filter(One::binds).map(|one| recording(plan, &one));
    quote!(#(#recordings)*)
}

fn recording(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let (krate, path) = (&plan.krate, one.path());
    let functions = one.machine.bindings.iter().map(|binding| function(plan, one, binding));
    let uuid = (one.machine.uuid == Needed::Yes).then(|| {
        quote! {
            fn uuid(&mut self) -> #krate::Text {
                B::uuid(self.bindings_mut())
            }
        }
    });
    let now = (one.machine.now == Needed::Yes).then(|| {
        quote! {
            fn now(&self) -> #krate::Time {
                B::now(self.bindings())
            }
        }
    });
    quote! {
        impl<B: #path::Bindings> #path::Bindings for #krate::system::Recording<B> {
            type Error = B::Error;
            #(#functions)*
            #uuid
            #now
        }
    }
}

fn function(plan: &Plan<'_>, one: &One<'_, '_>, binding: &Binding) -> TokenStream {
    let path = one.path();
    let (name, context) = (&binding.function, &one.machine.context_param);
    let phrase = &one.machine.of(plan.model).phrases[binding.phrase].text;
    let idents: Vec<_> = binding.params.iter().map(|param| &param.ident).collect();
    let types = binding.params.iter().map(|param| types::borrowed(plan, At::Actor, &param.ty));
    let params = quote!(#context: &#path::Context, #(#idents: #types),*);
    match binding.kind {
        PhraseKind::Action => quote! {
            #[inline]
            fn #name(&mut self, #params) -> Result<(), Self::Error> {
                self.called(#phrase);
                B::#name(self.bindings_mut(), #context, #(#idents),*)
            }
        },
        PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => quote! {
            #[inline]
            fn #name(&self, #params) -> bool {
                self.asked(#phrase, B::#name(self.bindings(), #context, #(#idents),*))
            }
        },
    }
}
