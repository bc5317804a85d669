//! `HostExt`: the functions of a host with the types of the specification.
//!
//! They have the names that they have in the in-process system. The functions of `flow_durable` that they call write the arguments as
//! JSON before the future is made, so that the future borrows the host alone.

use flow_model::model::Instances;
use flow_syntax::gather::Gather;
use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::system::members::{SystemMachine, system_machines};
use crate::emit::system::shared;
use crate::emit::{docs, emits};
use crate::plan::Plan;
use crate::plan::durable::{Create, Durable};
use crate::plan::system::Arrival;

/// The trait, and its implementation for every host.
pub(super) fn emit_trait(plan: &Plan<'_>, durable: &Durable) -> TokenStream {
    let path = &durable.path;
    let creates = system_machines(plan).filter_map(|machine| {
        let create = durable.creates[machine.machine.id].as_ref()?;
        Some(emit_create(plan, durable, &machine, create))
    });
    let arrivals = plan.system.arrivals.iter().zip(&durable.arrivals);
    let arrivals = arrivals.map(|(arrival, function)| emit_arrival(plan, durable, arrival, function));
    quote! {
        /// The calls of a host that runs this program.
        ///
        /// Each returns when its effect is stored.
        pub trait HostExt: #path::Caller<Program> + Sized {
            #(#creates)*
            #(#arrivals)*
        }

        impl<C: #path::Caller<Program>> HostExt for C {}
    }
}

fn emit_create(
    plan: &Plan<'_>,
    durable: &Durable,
    machine: &SystemMachine<'_, '_>,
    create: &Create,
) -> TokenStream {
    let (path, krate) = (&durable.path, &plan.krate);
    let (ty, module, function) = (machine.struct_path(), machine.module_path(), &create.function);
    let name = &machine.machine.of(plan.model).name.text;
    let future = quote!(impl ::core::future::Future<Output = Result<#krate::system::Id<#ty>, #path::CallError>> + Send);
    if let Instances::PerKey(_) = machine.machine.of(plan.model).instances {
        let keys: Vec<_> = shared::keys(plan, machine).iter().map(|field| &field.ident).gather();
        let key = emits::emit_key_text(plan, &keys, &quote!(context.));
        let docs =
            docs::emit_line(format!("Creates the instance of `@{name}` whose keys are in these variables."));
        return quote! {
            #docs
            fn #function(&self, context: #module::Context) -> #future {
                #path::__private::create_named::<#ty, Self>(self, &#key, &context)
            }
        };
    }
    let docs = docs::emit_line(format!("Creates an instance of `@{name}`, with a new id."));
    let with_id = create.with_id.as_ref().map(|with_id| {
        let docs = docs::emit_line(format!(
            "Creates an instance of `@{name}` with an id of yours: 1 to 128 of `A-Z a-z 0-9 . _ ~ -`."
        ));
        quote! {
            #docs
            fn #with_id(&self, id: &str, context: #module::Context) -> #future {
                #path::__private::create_named::<#ty, Self>(self, id, &context)
            }
        }
    });
    quote! {
        #docs
        fn #function(&self, context: #module::Context) -> #future {
            #path::__private::create_instance::<#ty, Self>(self, &context)
        }

        #with_id
    }
}

fn emit_arrival(
    plan: &Plan<'_>,
    durable: &Durable,
    arrival: &Arrival,
    function: &proc_macro2::Ident,
) -> TokenStream {
    let (path, krate) = (&durable.path, &plan.krate);
    let machine = &SystemMachine {
        machine: &plan.machines[arrival.machine],
        member: &plan.system.members[arrival.machine],
    };
    let (ty, module) = (machine.struct_path(), machine.module_path());
    let event = &machine.machine.events[arrival.event];
    let name = &event.name;
    let docs = docs::emit_line(format!(
        "Sends {} to an instance, and returns its step.",
        docs::quote_code(&event.text)
    ));
    let (param, to) = shared::emit_receiver(plan, machine, &quote!(to: &#krate::system::Id<#ty>,));
    quote! {
        #docs
        fn #function(
            &self,
            #param
            event: #module::event::#name,
        ) -> impl ::core::future::Future<Output = Result<#path::Outcome<#module::State>, #path::CallError>> + Send {
            #path::__private::send_event::<#ty, Self>(self, &#to, #module::Event::#name(event))
        }
    }
}
