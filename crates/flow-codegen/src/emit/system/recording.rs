//! Bindings that record calls: an implementation of every machine's `Bindings` that calls the user's.
//!
//! A call is recorded only while the system records a trace; the run time's `Recording` checks that.

use flow_model::model::PhraseKind;
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::members::{SystemMachine, system_machines};
use crate::emit::bindings::guard_result_type;
use crate::emit::types::{self, Module};
use crate::plan::{Binding, Guards, Needed, Plan, Wordings};

/// One implementation for each machine that needs bindings.
pub(super) fn emit_recordings(plan: &Plan<'_>) -> TokenStream {
    let recordings = system_machines(plan)
        .filter(SystemMachine::needs_bindings)
        .map(|machine| emit_recording(plan, &machine));
    quote!(#(#recordings)*)
}

fn emit_recording(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (krate, path) = (&plan.krate, machine.module_path());
    let functions = machine.machine.bindings.iter().map(|binding| emit_function(plan, machine, binding));
    let uuid = (machine.machine.uuid == Needed::Yes).then(|| {
        quote! {
            fn uuid(&mut self) -> #krate::Text {
                B::uuid(self.bindings_mut())
            }
        }
    });
    let now = (machine.machine.now == Needed::Yes).then(|| {
        quote! {
            fn now(&self) -> #krate::Time {
                B::now(self.bindings())
            }
        }
    });
    let words = machine.machine.bindings.iter().any(|binding| binding.wordings == Wordings::Several);
    let words = words.then(|| {
        quote! {
            #[inline]
            fn __words(&self, words: &'static str) -> &Self {
                self.keep_words(words);
                self
            }
        }
    });
    quote! {
        impl<B: #path::Bindings> #path::Bindings for #krate::__private::system::Recording<'_, B> {
            type Error = B::Error;
            #(#functions)*
            #uuid
            #now
            #words
        }
    }
}

fn emit_function(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>, binding: &Binding) -> TokenStream {
    let path = machine.module_path();
    let (name, context) = (&binding.function, &machine.machine.context_param);
    let phrase = &machine.machine.of(plan.model).phrases[binding.phrase].text;
    let phrase = match binding.wordings {
        Wordings::One => quote!(#phrase),
        Wordings::Several => quote!(self.words_or(#phrase)),
    };
    let idents: Vec<_> = binding.params.iter().map(|param| &param.ident).gather();
    let types = binding.params.iter().map(|param| types::borrowed_type(plan, Module::Actor, &param.ty));
    let params = quote!(#context: &#path::Context, #(#idents: #types),*);
    match binding.kind {
        PhraseKind::Action => quote! {
            #[inline]
            fn #name(&mut self, #params) -> Result<(), Self::Error> {
                self.called(#phrase);
                B::#name(self.bindings_mut(), #context, #(#idents),*)
            }
        },
        PhraseKind::Answer => {
            let answer = &machine.machine.of(plan.model).phrases[binding.phrase].answer;
            let answer = types::owned_type(plan, Module::Actor, answer);
            quote! {
                #[inline]
                fn #name(&mut self, #params) -> Result<#answer, Self::Error> {
                    self.called(#phrase);
                    B::#name(self.bindings_mut(), #context, #(#idents),*)
                }
            }
        }
        PhraseKind::Guard | PhraseKind::Fact | PhraseKind::Assertion => {
            let (answer, record) = (guard_result_type(plan), record_function(plan));
            quote! {
                #[inline]
                fn #name(&self, #params) -> #answer {
                    self.#record(#phrase, B::#name(self.bindings(), #context, #(#idents),*))
                }
            }
        }
    }
}

/// The function of the run time that records the answer of a guard.
fn record_function(plan: &Plan<'_>) -> Ident {
    let name = if plan.guards == Guards::Fallible { "tried" } else { "asked" };
    Ident::new(name, Span::call_site())
}
