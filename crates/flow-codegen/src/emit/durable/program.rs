//! `Program`: all machines together, and how their events and messages are written.

use flow_syntax::gather::Gather;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::table;
use crate::emit::system::members::{SystemMachine, system_machines};
use crate::plan::Plan;
use crate::plan::durable::Durable;

/// The implementation of `Program`.
pub(super) fn emit_program(plan: &Plan<'_>, durable: &Durable) -> TokenStream {
    let (path, krate) = (&durable.path, &plan.krate);
    let table = table::emit_program(plan, durable);
    let events = system_machines(plan).map(|machine| emit_write_event_arm(durable, &machine));
    let messages = match_messages(plan, durable);
    let plain = system_machines(plan).filter(|machine| !machine.needs_bindings());
    let plain: Vec<_> = plain.map(|machine| machine.struct_path()).gather();
    let visitor = if plain.is_empty() { quote!(_) } else { quote!(visitor) };
    quote! {
        /// All machines of the system as a program, for a host.
        pub type Program = Parts;

        impl #path::Program for Parts {
            const TABLE: &'static #path::ProgramTable = &#table;

            fn write_event(event: &Event) -> Result<#path::StoredEvent, #path::Unreadable> {
                match event {
                    #(#events,)*
                }
            }

            fn write_message(message: &Message) -> Result<#krate::Text, #path::Unreadable> {
                #messages
            }

            fn visit_plain_machines(#visitor: &mut impl #path::PlainMachines<Self>) {
                #(visitor.visit::<#plain>();)*
            }
        }
    }
}

/// The arm that writes the events of a machine.
fn emit_write_event_arm(durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (path, variant) = (&durable.path, machine.variant());
    let (ty, module) = (machine.struct_path(), machine.module_path());
    let arms = machine.machine.events.iter().map(|event| {
        let (name, index) = (&event.name, Literal::usize_unsuffixed(event.id.index()));
        quote!(#module::Event::#name(payload) => #path::__private::write_event::<#ty>(#index, payload))
    });
    match machine.machine.events.is_empty() {
        true => quote!(Event::#variant(event) => match *event {}),
        false => quote!(Event::#variant(event) => match event { #(#arms,)* }),
    }
}

fn match_messages(plan: &Plan<'_>, durable: &Durable) -> TokenStream {
    let path = &durable.path;
    let actors = plan.system.actors.iter().map(|(actor, variant)| {
        let actor = &plan.actors[*actor];
        let module = &actor.module;
        let arms = actor.messages.iter().map(|message| {
            let (name, text) = (&message.name, message.text.trim_start_matches(':'));
            quote!(super::#module::Message::#name(payload) => #path::__private::write_payload(#text, payload))
        });
        quote!(Message::#variant(message) => match message { #(#arms,)* })
    });
    match plan.system.actors.is_empty() {
        true => quote!(match *message {}),
        false => quote!(match message { #(#actors,)* }),
    }
}
