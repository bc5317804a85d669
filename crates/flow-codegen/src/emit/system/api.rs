//! `System`: the type that users run all machines with.
//!
//! It has a function to make an instance of each machine, one for each event from outside, and the clock. The functions only
//! add types: the run time's network does the work.

use flow_model::model::InstanceId;
use proc_macro2::TokenStream;
use quote::quote;

use super::members::{SystemMachine, bindings_bounds, system_machines};
use super::{deferral, shared};
use crate::emit::docs;
use crate::plan::Plan;
use crate::plan::system::Arrival;

/// The struct and its functions.
pub(super) fn emit_api(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let items = [emit_basic_functions(plan), emit_event_functions(plan), emit_index(plan)];
    quote! {
        /// All machines of the system with the bindings `B`, in one process.
        ///
        /// A call returns after every event that it causes between machines is delivered.
        pub struct System<B> {
            network: #krate::__private::system::Network<Parts>,
            bindings: B,
        }

        /// The result of a call: the step of the machine, the messages to outside actors, and the events that had no effect.
        pub type Outcome<Step = ()> = #krate::system::Outcome<Step, Message, Event, State>;

        /// An event that had no effect, whole, with the reason.
        pub type Undelivered = #krate::system::Undelivered<Event, State>;

        /// The error of a call: its event, which had no effect.
        pub type Error = #krate::__private::Box<Undelivered>;

        /// A step, or an event that had no effect, as an observer sees it.
        pub type Observed<'a> = #krate::system::Observed<'a, Event, State, Message>;

        #(#items)*
    }
}

/// The functions that do not call bindings.
fn emit_basic_functions(plan: &Plan<'_>) -> TokenStream {
    let creates = system_machines(plan).map(|machine| emit_create(plan, &machine));
    let (bindings, instances) = (emit_bindings_functions(plan), emit_instance_functions(plan));
    let deferred = deferral::emit_accessor(plan);
    let (interrupted, recording) = (emit_delivery_functions(), emit_recording_functions(plan));
    quote! {
        impl<B> System<B> {
            #bindings
            #(#creates)*
            #instances
            #deferred
            #interrupted
            #recording
        }
    }
}

/// The constructor, and the accessors of the bindings.
fn emit_bindings_functions(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let (network, time) = match plan.system.needs_time {
        false => (quote!(new()), ""),
        true => (quote!(starting_at(start)), " `start` is the time of day then: a timer waits until one."),
    };
    let system = quote!(System { network: #krate::__private::system::Network::#network, bindings });
    let (new, instances) = shared::emit_new_system(plan, system);
    let docs = docs::emit_line(format!("A system {instances}, with its clock at zero.{time}"));
    let constructor = match plan.system.needs_time {
        false => quote! {
            #docs
            pub fn new(bindings: B) -> Self {
                #new
            }
        },
        true => quote! {
            #docs
            pub fn new(bindings: B, start: #krate::Time) -> Self {
                #new
            }
        },
    };
    quote! {
        #constructor

        /// The bindings.
        pub fn bindings(&self) -> &B {
            &self.bindings
        }

        /// The bindings, mutably.
        pub fn bindings_mut(&mut self) -> &mut B {
            &mut self.bindings
        }

        /// Drops the system and returns the bindings.
        pub fn into_bindings(self) -> B {
            self.bindings
        }
    }
}

/// The functions that read instances and the clock.
fn emit_instance_functions(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let deferred = deferral::emit_remove_docs(plan);
    quote! {
        /// The instance of an id; `None` if it does not exist, or the id is of another system.
        pub fn get<M: #krate::system::Member<System = Parts>>(&self, id: #krate::system::Id<M>) -> Option<&M> {
            self.network.get(id)
        }

        /// The id with a text, like `order-1`, of an instance of `M`; `None` if it does not exist.
        pub fn find<M: #krate::system::Member<System = Parts>>(&self, id: &str) -> Option<#krate::system::Id<M>> {
            self.network.find(id)
        }

        /// Removes an instance with its timers, and returns it; `None` where `get` finds nothing. Events to it are undelivered from
        /// then on, and its number is not used again.
        #deferred
        pub fn remove<M: #krate::system::Member<System = Parts>>(&mut self, id: #krate::system::Id<M>) -> Option<M> {
            self.network.remove(id)
        }

        /// All instances of the machine `M` with their ids, oldest first.
        pub fn all<'a, M: #krate::system::Member<System = Parts> + 'a>(
            &'a self,
        ) -> impl Iterator<Item = (#krate::system::Id<M>, &'a M)> {
            self.network.all()
        }

        /// The instance of `M` that an event of an instance to `M` would reach, if that does not answer another instance; `None`
        /// if the event would make one.
        pub fn receiver<M: #krate::system::Member<System = Parts>>(
            &self,
            of: impl Into<#krate::system::Instance>,
        ) -> Option<#krate::system::Id<M>> {
            self.network.receiver(of.into())
        }

        /// The time of the clock: the sum of all calls of `advance`.
        pub fn now(&self) -> ::core::time::Duration {
            self.network.now()
        }

        /// The time of the clock when the next timer is due; `None` if none is running.
        pub fn next_due(&self) -> Option<::core::time::Duration> {
            self.network.next_due()
        }
    }
}

/// The functions that are about deliveries.
fn emit_delivery_functions() -> TokenStream {
    quote! {
        /// The number of events between machines, and of timers, that one call delivers at most; 100,000 at first.
        pub fn budget(&self) -> usize {
            self.network.budget()
        }

        /// Sets that number. A call that has used it up returns the other events as undelivered.
        pub fn set_budget(&mut self, deliveries: usize) {
            self.network.set_budget(deliveries);
        }

        /// Returns what calls left that a panic of a binding ended: messages that were sent, and events that were in flight. Each is
        /// returned once.
        pub fn take_interrupted(&mut self) -> Outcome {
            self.network.take_interrupted()
        }
    }
}

/// The functions that record a trace.
fn emit_recording_functions(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    quote! {
        /// Starts to record events, messages and calls of bindings.
        pub fn record(&mut self) {
            self.network.record();
        }

        /// Returns the record since the last call. Recording continues.
        pub fn take_trace(&mut self) -> #krate::system::Trace {
            self.network.take_trace()
        }

        /// Calls a function after each step, and for each event that had no effect; in place of the function before.
        pub fn observe(&mut self, observer: impl FnMut(&Observed<'_>) + Send + Sync + 'static) {
            self.network.observe(observer);
        }
    }
}

fn emit_create(plan: &Plan<'_>, shared_machine: &SystemMachine<'_, '_>) -> TokenStream {
    let machine = shared_machine;
    let (krate, create) = (&plan.krate, &machine.member.create);
    let (path, ty) = (machine.module_path(), machine.struct_path());
    let machine = machine.machine.of(plan.model);
    let new = match machine.uses_id {
        InstanceId::Used => quote!(|id| #ty::with_id(id, context)),
        InstanceId::Unused => quote!(|_| #ty::new(context)),
    };
    if machine.instances.is_shared() {
        return shared::emit_start(plan, shared_machine, &new);
    }
    let docs = docs::emit_line(format!("Creates an instance of `@{}`.", machine.name.text));
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

            /// Advances the clock. Events of timers are delivered in the order in which they become due.
            pub fn advance(&mut self, by: ::core::time::Duration) -> Outcome {
                self.network.advance(by, &mut self.bindings)
            }

            /// Delivers an event again that had no effect, to the same receiver from the same sender, then every event that it
            /// causes. If it has no effect again, it is in the outcome.
            ///
            /// # Panics
            /// If the event is of another system.
            pub fn redeliver(&mut self, undelivered: Undelivered) -> Outcome {
                self.network.redeliver(undelivered, &mut self.bindings)
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
    let name = &event.name;
    let text = &machine.machine.of(plan.model).events[arrival.event].name.text;
    let docs = docs::emit_lines([
        format!(
            "Delivers {} to an instance, then every event that it causes between machines.",
            docs::quote_code(&event.text)
        ),
        String::new(),
        "# Errors".to_owned(),
        "If the instance does not accept the event, or its handler fails. The system does not change."
            .to_owned(),
    ]);
    let (param, to) = shared::emit_receiver(plan, machine, &quote!(to: #krate::system::Id<#ty>,));
    let (step, handled) = deferral::emit_arrival_step(plan, machine, arrival.event);
    quote! {
        #docs
        pub fn #function(
            &mut self,
            #param
            event: #path::event::#name,
        ) -> Result<Outcome<#step>, Error> {
            let arrival = #krate::__private::system::Arrival { from: #from, event: #text };
            self.network.send(#to, arrival, event, &mut self.bindings)#handled
        }
    }
}

/// `system[id]`, which panics where `get` finds nothing.
fn emit_index(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    quote! {
        impl<B, M: #krate::system::Member<System = Parts>> ::core::ops::Index<#krate::system::Id<M>> for System<B> {
            type Output = M;

            #[track_caller]
            fn index(&self, id: #krate::system::Id<M>) -> &M {
                self.network.machine(id)
            }
        }
    }
}
