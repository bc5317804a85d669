//! A machine for a host: how its instances and events are read and written, and how it runs.
//!
//! A stored event is found by its place in the table of the machine, which has the order of the model. So a kind of event is one arm, and
//! its name is compared in `flow_durable`.

use flow_model::model::{InstanceId, Instances};
use flow_syntax::gather::Gather;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::emits;
use crate::emit::system::members::SystemMachine;
use crate::emit::system::shared;
use crate::plan::Plan;
use crate::plan::durable::Durable;

/// The implementation of `Machine`.
pub(super) fn emit_machine(
    plan: &Plan<'_>,
    durable: &Durable,
    machine: &SystemMachine<'_, '_>,
) -> TokenStream {
    let (path, krate) = (&durable.path, &plan.krate);
    let (ty, module) = (machine.struct_path(), machine.module_path());
    let (read, new) = (emit_read_instance(plan, durable, machine), emit_new_instance(plan, durable, machine));
    let read_event = emit_read_event(durable, machine);
    quote! {
        impl #path::Machine for #ty {
            type State = #module::State;
            type Context = #module::Context;

            #read
            #new

            fn state_name(&self) -> &'static str {
                #ty::state(self).name()
            }

            fn read_state(name: &str) -> Option<#module::State> {
                #module::State::from_name(name)
            }

            fn write_context(&self) -> Result<#krate::Text, #path::Unreadable> {
                #path::__private::write_context::<Self>(#ty::context(self))
            }

            #read_event
        }
    }
}

fn uses_id(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> bool {
    machine.machine.of(plan.model).uses_id == InstanceId::Used
}

fn emit_read_instance(plan: &Plan<'_>, durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (path, ty) = (&durable.path, machine.struct_path());
    let (id, restore) = match uses_id(plan, machine) {
        true => (quote!(id), quote!(#ty::restore_with_id(id, state, context))),
        false => (quote!(_), quote!(#ty::restore(state, context))),
    };
    quote! {
        fn read_instance(#id: &str, state: &str, context: &str) -> Result<Self, #path::Unreadable> {
            let state = #path::__private::read_state::<Self>(state)?;
            let context = #path::__private::read_context::<Self, _>(context)?;
            Ok(#restore)
        }
    }
}

fn emit_new_instance(plan: &Plan<'_>, durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (path, ty, module) = (&durable.path, machine.struct_path(), machine.module_path());
    let new = match uses_id(plan, machine) {
        true => quote!(#ty::with_id(id, context)),
        false => quote!(#ty::new(context)),
    };
    let has_key = matches!(machine.machine.of(plan.model).instances, Instances::PerKey(_));
    let mutable = has_key.then(|| quote!(mut));
    let (id, keys) = match has_key {
        true => (quote!(id), Some(emit_keys(plan, durable, machine))),
        false if uses_id(plan, machine) => (quote!(id), None),
        false => (quote!(_), None),
    };
    quote! {
        fn new_instance(#id: &str, context: &str) -> Result<Self, #path::Unreadable> {
            let #mutable context: #module::Context = #path::__private::read_context::<Self, _>(context)?;
            #keys
            Ok(#new)
        }
    }
}

/// The statements that set the variables of the key.
fn emit_keys(plan: &Plan<'_>, durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (path, krate) = (&durable.path, &plan.krate);
    let fields: Vec<_> = shared::keys(plan, machine).iter().map(|field| &field.ident).gather();
    let value = quote!(#krate::__private::system::KeyValue);
    let key = emits::emit_key_text(plan, &fields, &quote!(context.));
    let set = match fields.as_slice() {
        [field] => quote!(context.#field = #value::from_key(id);),
        _ => quote! {
            let mut keys = #krate::__private::system::split_keys(id);
            #(context.#fields = #value::from_key(&keys.next().unwrap_or_default());)*
        },
    };
    quote! {
        #set
        #path::__private::check_key::<Self>(id, &#key)?;
    }
}

fn emit_read_event(durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (path, module) = (&durable.path, machine.module_path());
    let read = quote!(#path::__private::read_payload(&event.name, &event.payload));
    let arms = machine.machine.events.iter().map(|known| {
        let (name, index) = (&known.name, Literal::usize_unsuffixed(known.id.index()));
        quote!(Some(#index) => #module::Event::#name(#read?))
    });
    let unknown = quote!(Err(#path::__private::unknown_event::<Self>(event)));
    let body = match machine.machine.events.is_empty() {
        true => unknown,
        false => quote! {
            Ok(match #path::__private::event_index::<Self>(event) {
                #(#arms,)*
                _ => return #unknown,
            })
        },
    };
    quote! {
        fn read_event(event: &#path::StoredEvent) -> Result<#module::Event, #path::Unreadable> {
            #body
        }
    }
}

/// The implementation of `Runs` for all bindings. A machine without any runs with all types.
pub(super) fn emit_runs(plan: &Plan<'_>, durable: &Durable, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (path, krate) = (&durable.path, &plan.krate);
    let (ty, module) = (machine.struct_path(), machine.module_path());
    let (bounds, taken, bindings) = match machine.needs_bindings() {
        true => (quote!(<B: #module::Bindings>), quote!(bindings), quote!(bindings)),
        false => (quote!(<B>), quote!(_), quote!(&mut ())),
    };
    quote! {
        impl #bounds #path::Runs<B> for #ty {
            fn respond(
                &mut self,
                event: &mut #module::Event,
                #taken: &mut B,
                emits: &mut #path::Emits<'_, Self>,
            ) -> Result<#krate::List<&'static str>, #path::Stopped> {
                let result = #module::respond(self, event, #bindings, emits);
                #path::__private::finish(result, #module::State::name)
            }
        }
    }
}
