//! What the network knows of the system: `Parts`, `Member` and `Handle`.
//!
//! These are `match`es over the machines and nothing more: which variant, which module, which kind. A machine whose
//! `Bindings` ask for nothing is run with `()`, so that nobody implements an empty trait.

use flow_model::model::EventId;
use proc_macro2::TokenStream;
use quote::quote;

use super::{One, bounds, ones};
use crate::plan::{Emit, EmitKind, Needed, Plan};

/// The implementations.
pub(super) fn parts(plan: &Plan<'_>) -> TokenStream {
    let machine = machine(plan);
    let (parts, handle) = (parts_impl(plan), handle(plan));
    let members = ones(plan).map(|one| member(plan, &one));
    quote! {
        /// What the run time knows of the system.
        #[derive(Clone, Copy, Debug)]
        pub struct Parts;

        #machine
        #parts
        #handle
        #(#members)*
    }
}

fn machine(plan: &Plan<'_>) -> TokenStream {
    let variants: Vec<_> = ones(plan).map(|one| one.variant().clone()).collect();
    let types = ones(plan).map(|one| machine_type(&one));
    quote! {
        /// An instance of any machine of the system.
        #[derive(Debug)]
        pub enum Machine {
            #(
                /// One of its instances.
                #variants(#types),
            )*
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
    let (create, messages) = (create(plan), message_names(plan));
    let id = if ones(plan).any(|one| super::uses_id(plan, &one) == Needed::Yes) {
        quote!(instance)
    } else {
        quote!(_instance)
    };
    let kind = if plan.machines.len() > 1 { quote!(kind) } else { quote!(_kind) };
    quote! {
        impl #krate::system::Parts for Parts {
            const MACHINES: &'static [&'static str] = &[#(#names),*];
            type Machine = Machine;
            type Event = Event;
            type State = State;
            type Message = Message;

            fn create(#kind: usize, #id: #krate::system::Instance) -> Machine {
                #create
            }

            fn state(machine: &Machine) -> State {
                match machine {
                    #(Machine::#variants(machine) => State::#variants(machine.state()),)*
                }
            }

            fn state_name(state: State) -> &'static str {
                match state {
                    #(State::#variants(state) => state.name(),)*
                }
            }

            fn event_name(event: &Event) -> &'static str {
                match event {
                    #(Event::#variants(event) => event.kind().name(),)*
                }
            }

            fn message_name(message: &Message) -> (&'static str, &'static str) {
                #messages
            }
        }
    }
}

/// The instance of each kind; the last stands for what cannot be.
fn create(plan: &Plan<'_>) -> TokenStream {
    let last = plan.machines.len() - 1;
    if let (1, Some(one)) = (plan.machines.len(), ones(plan).next()) {
        let (variant, new) = (one.variant(), new(plan, &one));
        return quote!(Machine::#variant(#new));
    }
    let arms = ones(plan).map(|one| {
        let (variant, new) = (one.variant(), new(plan, &one));
        let kind = if one.kind() == last {
            quote!(_)
        } else {
            let kind = one.kind();
            quote!(#kind)
        };
        quote!(#kind => Machine::#variant(#new))
    });
    quote!(match kind { #(#arms,)* })
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
    let rest = (plan.machines.len() > 1)
        .then(|| quote!(_ => ::core::unreachable!("an event goes to an instance of its own machine")));
    let binding: Vec<_> = ones(plan).filter(One::binds).collect();
    let error = match binding.is_empty() {
        true => quote!(::core::convert::Infallible),
        false => {
            let paths = binding.iter().map(One::path);
            quote!(Failure<#(<B as #paths::Bindings>::Error),*>)
        }
    };
    let bindings = if binding.is_empty() { quote!(_bindings) } else { quote!(bindings) };
    quote! {
        impl<B: #bounds> #krate::system::Handle<B> for Parts {
            type Error = #error;

            fn handle(
                machine: &mut Machine,
                event: Event,
                #bindings: &mut #krate::system::Recording<B>,
                posts: &mut #krate::system::Outbox<Parts>,
            ) -> Result<(), #krate::system::Fault<Parts, B>> {
                match (machine, event) {
                    #(#arms,)*
                    #rest
                }
            }
        }
    }
}

fn handle_one(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let (krate, variant, ty) = (&plan.krate, one.variant(), machine_type(one));
    let (bindings, failure) = match one.binds() {
        true => (quote!(bindings), quote!(Failure::#variant)),
        false => (quote!(&mut ()), quote!(|never: ::core::convert::Infallible| match never {})),
    };
    quote! {
        (Machine::#variant(machine), Event::#variant(event)) => {
            match machine.handle(event, #bindings, &mut #krate::system::Emits::<#ty>(posts)) {
                Ok(_) => Ok(()),
                Err(error) => Err(#krate::system::lift(error, State::#variant, Event::#variant, #failure)),
            }
        }
    }
}

fn member(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let (krate, ty, path, variant, kind) =
        (&plan.krate, machine_type(one), one.path(), one.variant(), one.kind());
    let get = get(plan, one);
    let post = post(plan, one);
    quote! {
        impl #krate::system::Member for #ty {
            type System = Parts;
            type Emit = #path::Emit;
            const KIND: usize = #kind;

            fn get(machine: &Machine) -> Option<&Self> {
                #get
            }

            fn get_mut(machine: &mut Machine) -> Option<&mut Self> {
                #get
            }

            fn into_machine(self) -> Machine {
                Machine::#variant(self)
            }

            #[inline]
            fn post(emit: #path::Emit) -> #krate::system::Post<Parts> {
                #post
            }
        }
    }
}

fn get(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let variant = one.variant();
    let other = (plan.machines.len() > 1).then(|| quote!(_ => None,));
    quote! {
        match machine {
            Machine::#variant(machine) => Some(machine),
            #other
        }
    }
}

/// What each emit is to the network.
fn post(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let path = one.path();
    let arms = one.machine.emits.iter().map(|emit| post_arm(plan, one, emit));
    match one.machine.emits.is_empty() {
        true => quote!(match emit {}),
        false => quote! {
            use #path::Emit;
            match emit { #(#arms,)* }
        },
    }
}

fn post_arm(plan: &Plan<'_>, one: &One<'_, '_>, emit: &Emit) -> TokenStream {
    let (krate, name) = (&plan.krate, &emit.name);
    let post = quote!(#krate::system::Post);
    match emit.kind {
        EmitKind::Machine(to, _) => {
            let (kind, variant) = (to.index(), &plan.system.members[to.index()].variant);
            quote!(Emit::#name(event) => #post::Machine(#kind, Event::#variant(event.into())))
        }
        EmitKind::Actor(to, _) => {
            let variant =
                plan.system.actors.iter().find(|(actor, _)| *actor == to).map(|(_, variant)| variant);
            quote!(Emit::#name(message) => #post::Outside(Message::#variant(message.into())))
        }
        EmitKind::Itself(_) => {
            let variant = one.variant();
            quote!(Emit::#name(event) => #post::Itself(Event::#variant(event.into())))
        }
        EmitKind::StartTimer(event) => {
            let event = raised(one, event);
            quote!(Emit::#name(after) => #post::Start(#event, after))
        }
        EmitKind::Schedule(event) => {
            let event = raised(one, event);
            quote!(Emit::#name(after) => #post::Schedule(#event, after))
        }
        EmitKind::CancelTimer => quote!(Emit::#name => #post::CancelTimer),
        EmitKind::Cancel(event) => {
            let event = &one.machine.of(plan.model).events[event.index()].name.text;
            quote!(Emit::#name => #post::Cancel(#event))
        }
    }
}

/// The event that time raises: its fields are zero.
fn raised(one: &One<'_, '_>, event: EventId) -> TokenStream {
    let (path, variant, name) = (one.path(), one.variant(), &one.machine.events[event.index()].name);
    quote!(Event::#variant(#path::event::#name::default().into()))
}
