//! Functions of the system for machines that are `one for all` or `one for each …` (reference#instances).
//!
//! The one instance of a machine starts with the system; an instance for a key starts with the first event for that key.

use flow_model::model::{Instances, Type};
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::members::{SystemMachine, system_machines};
use crate::emit::types::{self, Module};
use crate::emit::{docs, emits};
use crate::plan::{Field, Plan};

/// The context variables that are keys.
pub(in crate::emit) fn keys<'p>(plan: &Plan<'_>, machine: &SystemMachine<'p, '_>) -> Vec<&'p Field> {
    let keys = machine.machine.of(plan.model).instances.keys();
    keys.iter().map(|key| &machine.machine.context[*key]).gather()
}

/// The parameter of a key. `event` is the name of another one.
fn parameter(field: &Field) -> Ident {
    if field.ident == "event" { format_ident!("event_key") } else { field.ident.clone() }
}

/// The function that starts an instance with variables, and the one that returns its id.
pub(super) fn emit_start(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>, new: &TokenStream) -> TokenStream {
    let (krate, create) = (&plan.krate, &machine.member.create);
    let (path, ty) = (machine.module_path(), machine.struct_path());
    let name = &machine.machine.of(plan.model).name.text;
    let keys = keys(plan, machine);
    let (docs, id_docs) = match keys.len() {
        0 => (
            format!(
                "Starts the instance of `@{name}` with these variables, in place of the one that there is."
            ),
            format!("The id of the instance of `@{name}`."),
        ),
        _ => (
            format!(
                "Starts the instance of `@{name}` whose keys are in these variables, in place of the one that there is."
            ),
            format!("The id of the instance of `@{name}` with a key. Its first event makes the instance."),
        ),
    };
    let (docs, id_docs) = (docs::emit_line(docs), docs::emit_line(id_docs));
    let names: Vec<_> = keys.iter().map(|field| &field.ident).gather();
    let key = match names.is_empty() {
        true => quote!(""),
        false => {
            let key = emits::emit_key_text(plan, &names, &quote!(context.));
            quote!(&#key)
        }
    };
    let id = machine.member.id.as_ref().map(|function| {
        let (params, to) = emit_receiver(plan, machine, &TokenStream::new());
        quote! {
            #id_docs
            pub fn #function(&self, #params) -> #krate::system::Id<#ty> {
                #to
            }
        }
    });
    quote! {
        #docs
        pub fn #create(&mut self, context: #path::Context) -> #krate::system::Id<#ty> {
            let id = #krate::system::Id::<#ty>::of_key(#key);
            self.network.start(id, #new)
        }

        #id
    }
}

/// The parameters for the receiver of an event from outside, and its id: `other` is that of a machine whose instances belong to
/// conversations.
pub(in crate::emit) fn emit_receiver(
    plan: &Plan<'_>,
    machine: &SystemMachine<'_, '_>,
    other: &TokenStream,
) -> (TokenStream, TokenStream) {
    let (krate, ty) = (&plan.krate, machine.struct_path());
    match &machine.machine.of(plan.model).instances {
        Instances::PerConversation => (other.clone(), quote!(to)),
        Instances::One => (TokenStream::new(), quote!(#krate::system::Id::<#ty>::of_key(""))),
        Instances::PerKey(_) => {
            let keys = keys(plan, machine);
            let names: Vec<_> = keys.iter().map(|field| parameter(field)).gather();
            let types = keys.iter().map(|field| match &field.ty {
                Type::Integer => quote!(i64),
                Type::Reference(of) => {
                    let of = types::machine_path(plan, Module::Actor, *of);
                    quote!(#krate::system::Id<#of>)
                }
                _ => quote!(&str),
            });
            let key = emits::emit_key_text(plan, &names.iter().gather(), &TokenStream::new());
            (quote!(#(#names: #types,)*), quote!(#krate::system::Id::<#ty>::of_key(&#key)))
        }
    }
}

/// The value of a new system, with the instances that exist from the beginning, and what the documentation says of these.
pub(super) fn emit_new_system(plan: &Plan<'_>, system: TokenStream) -> (TokenStream, &'static str) {
    let only = system_machines(plan)
        .filter(|machine| machine.machine.of(plan.model).instances == Instances::One)
        .map(|machine| machine.member.create.clone());
    let creates: Vec<_> = only.gather();
    if creates.is_empty() {
        return (system, "without instances");
    }
    let value = quote! {
        let mut system = #system;
        #(let _ = system.#creates(Default::default());)*
        system
    };
    (value, "with the instances of machines that are `one for all`")
}
