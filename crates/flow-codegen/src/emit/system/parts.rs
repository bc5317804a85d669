//! What the network knows of the system: `Parts`, `Member` and `Handle`.
//!
//! These are `match`es over the machines and nothing more: which variant, which module, which kind. A machine whose
//! `Bindings` ask for nothing is run with `()`, so that nobody implements an empty trait.

use flow_model::model::EventId;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{One, bounds, ones};
use crate::plan::{Emit, EmitKind, Needed, Plan};

/// The implementations.
pub(super) fn parts(plan: &Plan<'_>) -> TokenStream {
    let machines = machines(plan);
    let (parts, handle) = (parts_impl(plan), handle(plan));
    let members = ones(plan).map(|one| member(plan, &one));
    quote! {
        /// What the run time knows of the system.
        #[derive(Clone, Copy, Debug)]
        pub struct Parts;

        #machines
        #parts
        #handle
        #(#members)*
    }
}

fn machines(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let modules = ones(plan).map(|one| one.machine.module.clone());
    let types = ones(plan).map(|one| machine_type(&one));
    quote! {
        /// The instances of each machine.
        #[derive(Default)]
        pub struct Machines {
            #(#modules: #krate::system::List<#types>,)*
        }
    }
}

pub(super) fn machine_type(one: &One<'_, '_>) -> TokenStream {
    let (path, name) = (one.path(), &one.machine.name);
    quote!(#path::#name)
}

fn parts_impl(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let names = plan.model.machines.iter().map(|machine| machine.name.text.as_str());
    let variants: Vec<_> = ones(plan).map(|one| one.variant().clone()).collect();
    let kinds = ones(plan).map(|one| one.kind());
    let (count, messages) = (Literal::usize_unsuffixed(variants.len()), message_names(plan));
    quote! {
        impl #krate::system::Parts for Parts {
            const MACHINES: &'static [&'static str] = &[#(#names),*];
            type Machines = Machines;
            type Partners = #krate::system::Partners<#count>;
            type Event = Event;
            type State = State;
            type Message = Message;

            #[inline]
            fn kind(event: &Event) -> usize {
                match event {
                    #(Event::#variants(_) => #kinds,)*
                }
            }

            #[inline]
            fn state_name(state: State) -> &'static str {
                match state {
                    #(State::#variants(state) => state.name(),)*
                }
            }

            #[inline]
            fn event_name(event: &Event) -> &'static str {
                match event {
                    #(Event::#variants(event) => event.kind().name(),)*
                }
            }

            #[inline]
            fn message_name(message: &Message) -> (&'static str, &'static str) {
                #messages
            }
        }
    }
}

/// A new instance with the zero of each variable.
fn new(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let (ty, path) = (machine_type(one), one.path());
    let (id, context) = (super::uses_id(plan, one), quote!(#path::Context::default()));
    match id {
        Needed::Yes => quote!(#ty::with_id(instance.text(), #context)),
        Needed::No => quote!(#ty::new(#context)),
    }
}

fn message_names(plan: &Plan<'_>) -> TokenStream {
    let arms = plan.system.actors.iter().map(|(actor, variant)| {
        let name = &plan.model.actors[actor.index()].name.text;
        quote!(Message::#variant(message) => (#name, message.name()))
    });
    match plan.system.actors.is_empty() {
        true => quote!(match *message {}),
        false => quote!(match message { #(#arms,)* }),
    }
}

fn handle(plan: &Plan<'_>) -> TokenStream {
    let (krate, bounds) = (&plan.krate, bounds(plan));
    let arms = ones(plan).map(|one| handle_one(plan, &one));
    let binding: Vec<_> = ones(plan).filter(One::binds).collect();
    let error = match binding.is_empty() {
        true => quote!(::core::convert::Infallible),
        false => {
            let paths = binding.iter().map(One::path);
            quote!(Failure<#(<B as #paths::Bindings>::Error),*>)
        }
    };
    quote! {
        impl<B: #bounds> #krate::system::Handle<B> for Parts {
            type Error = #error;

            #[inline]
            fn handle(
                network: &mut #krate::system::Network<Parts>,
                coming: #krate::system::Coming,
                event: Event,
                bindings: &mut #krate::system::Recording<B>,
            ) -> Result<(), #krate::system::Fault<Parts, B>> {
                match event {
                    #(#arms,)*
                }
            }
        }
    }
}

fn handle_one(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let (krate, variant, ty) = (&plan.krate, one.variant(), machine_type(one));
    let (taken, bindings, failure) = match one.binds() {
        true => (quote!(bindings), quote!(bindings), quote!(Failure::#variant)),
        false => (quote!(_), quote!(&mut ()), quote!(|never: ::core::convert::Infallible| match never {})),
    };
    quote! {
        Event::#variant(event) => {
            let result = network.step(coming, bindings, |machine: &mut #ty, #taken, emits| {
                machine.handle(event, #bindings, emits)
            });
            match result {
                Ok(_) => Ok(()),
                Err(error) => Err(#krate::system::lift(error, State::#variant, Event::#variant, #failure)),
            }
        }
    }
}

fn member(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let (krate, ty, path, variant, kind) =
        (&plan.krate, machine_type(one), one.path(), one.variant(), one.kind());
    let (module, new, post) = (&one.machine.module, new(plan, one), post(plan, one));
    let instance = match super::uses_id(plan, one) {
        Needed::Yes => quote!(instance),
        Needed::No => quote!(_),
    };
    let emits = if one.machine.emits.is_empty() { quote!(_) } else { quote!(emits) };
    quote! {
        impl #krate::system::Member for #ty {
            type System = Parts;
            type Emit = #path::Emit;
            const KIND: usize = #kind;

            #[inline]
            fn list(machines: &Machines) -> &#krate::system::List<Self> {
                &machines.#module
            }

            #[inline]
            fn list_mut(machines: &mut Machines) -> &mut #krate::system::List<Self> {
                &mut machines.#module
            }

            #[inline]
            fn create(#instance: #krate::system::Instance) -> Self {
                #new
            }

            #[inline]
            fn state(&self) -> State {
                State::#variant(#ty::state(self))
            }

            #[inline(always)]
            fn post(emit: #path::Emit, #emits: &mut #krate::system::Emits<'_, Self>) {
                #post
            }
        }
    }
}

/// Hands each emit on.
fn post(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let path = one.path();
    let arms = one.machine.emits.iter().map(|emit| post_arm(plan, one, emit));
    match one.machine.emits.is_empty() {
        true => quote!(match emit {}),
        false => quote! {
            use #path::Emit;
            match emit { #(#arms)* }
        },
    }
}

fn post_arm(plan: &Plan<'_>, one: &One<'_, '_>, emit: &Emit) -> TokenStream {
    let name = &emit.name;
    match emit.kind {
        EmitKind::Machine(to, event) => {
            let variant = &plan.system.members[to.index()].variant;
            let to_machine = &plan.machines[to.index()];
            let (module, event) = (&to_machine.module, &to_machine.events[event.index()].name);
            let receiver = ones(plan).nth(to.index()).map(|one| machine_type(&one));
            quote!(Emit::#name(event) => { emits.to_machine::<#receiver>(Event::#variant(super::#module::Event::#event(event))); })
        }
        EmitKind::Actor(to, message) => {
            let variant =
                plan.system.actors.iter().find(|(actor, _)| *actor == to).map(|(_, variant)| variant);
            let actor = &plan.actors[to.index()];
            let (module, message) = (&actor.module, &actor.messages[message.index()].name);
            quote!(Emit::#name(message) => {
                emits.to_outside(Message::#variant(super::#module::Message::#message(message)));
            })
        }
        EmitKind::Itself(event) => {
            let (variant, path, event) = (one.variant(), one.path(), &one.machine.events[event.index()].name);
            quote!(Emit::#name(event) => { emits.to_itself(Event::#variant(#path::Event::#event(event))); })
        }
        EmitKind::StartTimer(event) => {
            let event = raised(one, event);
            quote!(Emit::#name(after) => { emits.start_timer(#event, after); })
        }
        EmitKind::Schedule(event) => {
            let event = raised(one, event);
            quote!(Emit::#name(after) => { emits.schedule(#event, after); })
        }
        EmitKind::CancelTimer => quote!(Emit::#name => { emits.cancel_timer(); }),
        EmitKind::Cancel(event) => {
            let event = &one.machine.of(plan.model).events[event].name.text;
            quote!(Emit::#name => { emits.cancel(#event); })
        }
    }
}

/// The event that time raises: its fields are zero.
fn raised(one: &One<'_, '_>, event: EventId) -> TokenStream {
    let (path, variant, name) = (one.path(), one.variant(), &one.machine.events[event.index()].name);
    let payload = match one.machine.events[event.index()].fields.is_empty() {
        true => quote!({}),
        false => quote!(::default()),
    };
    quote!(Event::#variant(#path::Event::#name(#path::event::#name #payload)))
}
