//! What a system has for events that its machines defer (reference#deferred-events).
//!
//! The run time keeps the events; it asks the generated code which events a state defers. If no handler defers one, nothing is
//! generated, and the constants of the run time's traits remove its code.

use flow_model::model::EventId;
use flow_syntax::gather::Gather;
use proc_macro2::TokenStream;
use quote::quote;

use super::members::{SystemMachine, system_machines};
use crate::plan::Plan;

fn any_defers(plan: &Plan<'_>) -> bool {
    plan.machines.iter().any(|machine| machine.defers(plan.model))
}

/// The type of a machine's steps in the system.
pub(super) fn step_type(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (krate, path) = (&plan.krate, machine.module_path());
    match machine.machine.defers(plan.model) {
        true => quote!(#krate::system::Taken<#path::Step>),
        false => quote!(#path::Step),
    }
}

/// The type of the step of an event from outside, and what makes it of the machine's: an event that no state defers has a step.
pub(super) fn emit_arrival_step(
    plan: &Plan<'_>,
    machine: &SystemMachine<'_, '_>,
    event: EventId,
) -> (TokenStream, Option<TokenStream>) {
    let (krate, path) = (&plan.krate, machine.module_path());
    if machine.machine.defers_event(plan.model, event) {
        return (step_type(plan, machine), None);
    }
    let handled = machine.machine.defers(plan.model).then(|| quote!(.map(#krate::system::Outcome::handled)));
    (quote!(#path::Step), handled)
}

/// What the run time asks a machine.
pub(super) fn emit_defer(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> Option<TokenStream> {
    let (krate, path, ty) = (&plan.krate, machine.module_path(), machine.struct_path());
    machine.machine.defers(plan.model).then(|| {
        quote! {
            const DEFERS: bool = true;

            #[inline]
            fn defer(&self, event: &#path::Event) -> Option<Self::Step> {
                #ty::defers(self, event.kind()).then_some(#krate::system::Taken::Deferred)
            }
        }
    })
}

/// What the run time asks about an event that an instance has put aside.
pub(super) fn emit_reception(plan: &Plan<'_>) -> Option<TokenStream> {
    if !any_defers(plan) {
        return None;
    }
    let krate = &plan.krate;
    let machines: Vec<_> = system_machines(plan).gather();
    let deferring = machines.iter().filter(|machine| machine.machine.defers(plan.model));
    let arms = deferring.clone().map(|machine| {
        let (variant, module) = (machine.variant(), &machine.machine.module);
        quote! {
            Event::#variant(event) => match machines.#module.get(at) {
                Some(machine) if machine.defers(event.kind()) => Reception::Deferred,
                Some(machine) if machine.accepts(event.kind()) => Reception::Accepted,
                Some(machine) => Reception::Rejected(State::#variant(machine.state())),
                None => Reception::Accepted,
            }
        }
    });
    let rest = (deferring.count() < machines.len()).then(|| quote!(_ => Reception::Accepted,));
    Some(quote! {
        const DEFERS: bool = true;

        fn reception(
            machines: &Machines,
            at: u32,
            event: &Event,
        ) -> #krate::__private::system::Reception<State> {
            use #krate::__private::system::Reception;
            match event {
                #(#arms)*
                #rest
            }
        }
    })
}

/// The function that lists the events that an instance has put aside.
pub(super) fn emit_accessor(plan: &Plan<'_>) -> Option<TokenStream> {
    let krate = &plan.krate;
    any_defers(plan).then(|| {
        quote! {
            /// The events that an instance has put aside since its states defer them, oldest first.
            pub fn deferred(&self, of: impl Into<#krate::system::Instance>) -> impl Iterator<Item = &Event> {
                self.network.deferred(&of.into())
            }
        }
    })
}

/// What the documentation of `remove` says about them.
pub(super) fn emit_remove_docs(plan: &Plan<'_>) -> Option<TokenStream> {
    any_defers(plan).then(|| {
        quote! {
            ///
            /// What it had put aside is undelivered in the outcome of the next call.
        }
    })
}
