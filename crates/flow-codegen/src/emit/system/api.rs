//! `System`: the type that users run all machines with.
//!
//! It has a function to make an instance of each machine, one for each event that may come from outside, and the clock. The functions only
//! add types: the run time's network does the work.

use flow_model::model::InstanceId;
use proc_macro2::TokenStream;
use quote::quote;

use super::members::{SystemMachine, bindings_bounds, system_machines};
use crate::emit::docs;
use crate::plan::Plan;
use crate::plan::system::Arrival;

/// The struct and its functions.
pub(super) fn emit_api(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let items = [emit_basic_functions(plan), emit_event_functions(plan), emit_index(plan)];
    quote! {
        /// All machines of the system with the bindings `B`, in process.
        ///
        /// Every call delivers all that follows from it before it returns.
        pub struct System<B> {
            network: #krate::system::Network<Parts>,
            bindings: #krate::system::Recording<B>,
        }

        /// What a call comes to: what the machine did, what was sent outside, and what could not be delivered.
        pub type Outcome<B, Step = ()> = #krate::system::Answer<Parts, B, Step>;

        /// What the bindings `B` fail with.
        pub type Failures<B> = <Parts as #krate::system::Handle<B>>::Error;

        #(#items)*
    }
}

/// The functions that do not call bindings.
fn emit_basic_functions(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let creates = system_machines(plan).map(|machine| emit_create(plan, &machine));
    quote! {
        impl<B> System<B> {
            /// A system without instances, its clock at zero.
            pub fn new(bindings: B) -> Self {
                System { network: #krate::system::Network::new(), bindings: #krate::system::Recording::new(bindings) }
            }

            /// The bindings.
            pub fn bindings(&self) -> &B {
                self.bindings.bindings()
            }

            /// The bindings, to change them.
            pub fn bindings_mut(&mut self) -> &mut B {
                self.bindings.bindings_mut()
            }

            /// The bindings, for good.
            pub fn into_bindings(self) -> B {
                self.bindings.into_bindings()
            }

            #(#creates)*

            /// All instances of a machine with their ids, oldest first.
            pub fn all<'a, M: #krate::system::Member<System = Parts> + 'a>(
                &'a self,
            ) -> impl Iterator<Item = (#krate::system::Id<M>, &'a M)> {
                self.network.all()
            }

            /// The instance of `M` that an instance is in conversation with, if there is one.
            pub fn partner<M: #krate::system::Member<System = Parts>>(
                &self,
                of: impl Into<#krate::system::Instance>,
            ) -> Option<#krate::system::Id<M>> {
                self.network.partner(of.into())
            }

            /// What the clock shows: how far it was advanced.
            pub fn now(&self) -> ::core::time::Duration {
                self.network.now()
            }

            /// Begins to record what passes between machines.
            pub fn record(&mut self) {
                self.network.record(&mut self.bindings);
            }

            /// Takes what was recorded since this was last called; recording goes on.
            pub fn take_trace(&mut self) -> #krate::system::Trace {
                self.network.take_trace()
            }
        }
    }
}

fn emit_create(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (krate, create) = (&plan.krate, &machine.member.create);
    let (path, ty) = (machine.module_path(), machine.struct_path());
    let machine = machine.machine.of(plan.model);
    let new = match machine.uses_id {
        InstanceId::Used => quote!(|instance| #ty::with_id(instance.text(), context)),
        InstanceId::Unused => quote!(|_| #ty::new(context)),
    };
    let docs = docs::line(format!("A new instance of `@{}`.", machine.name.text));
    quote! {
        #docs
        pub fn #create(&mut self, context: #path::Context) -> #krate::system::Id<#ty> {
            self.network.create(#new)
        }
    }
}

/// The functions that deliver events: those from outside, and those of timers.
fn emit_event_functions(plan: &Plan<'_>) -> TokenStream {
    let bounds = bindings_bounds(plan);
    let arrivals = plan.system.arrivals.iter().map(|arrival| emit_arrival(plan, arrival));
    quote! {
        impl<B: #bounds> System<B> {
            #(#arrivals)*

            /// Moves the clock on; timers that become due are delivered, each at its time.
            pub fn advance(&mut self, by: ::core::time::Duration) -> Outcome<B> {
                self.network.advance(by, &mut self.bindings)
            }
        }
    }
}

fn emit_arrival(plan: &Plan<'_>, arrival: &Arrival) -> TokenStream {
    let krate = &plan.krate;
    let machine = &SystemMachine {
        machine: &plan.machines[arrival.machine],
        member: &plan.system.members[arrival.machine],
    };
    let (path, ty) = (machine.module_path(), machine.struct_path());
    let (function, from) = (&arrival.function, &arrival.from);
    let event = &machine.machine.events[arrival.event];
    let (name, run) = (&event.name, &event.function);
    let text = &machine.machine.of(plan.model).events[arrival.event].name.text;
    let docs = docs::lines([
        format!("{}, and all that follows from it.", docs::code(&event.text)),
        String::new(),
        "# Errors".to_owned(),
        "If the instance does not accept it, with the event; if a binding fails. Nothing has changed then."
            .to_owned(),
    ]);
    let (bindings, error) = match machine.needs_bindings() {
        true => (quote!(bindings), quote!(<B as #path::Bindings>::Error)),
        false => (quote!(&mut ()), quote!(::core::convert::Infallible)),
    };
    let taken = if machine.needs_bindings() { quote!(bindings) } else { quote!(_) };
    quote! {
        #docs
        pub fn #function(
            &mut self,
            to: #krate::system::Id<#ty>,
            event: #path::event::#name,
        ) -> Result<Outcome<B, #path::Step>, #path::Error<#path::event::#name, #error>> {
            let arrival = #krate::system::Arrival { from: #from, event: #text };
            self.network.send(to, arrival, &mut self.bindings, |machine, #taken, emits| {
                machine.#run(event, #bindings, emits)
            })
        }
    }
}

/// `system[id]`.
fn emit_index(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    quote! {
        impl<B, M: #krate::system::Member<System = Parts>> ::core::ops::Index<#krate::system::Id<M>> for System<B> {
            type Output = M;

            fn index(&self, id: #krate::system::Id<M>) -> &M {
                self.network.get(id)
            }
        }
    }
}
