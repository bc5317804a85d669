//! `System`: what users see of all machines together.
//!
//! A function to make an instance of each machine, one for each event the outside may send, and the clock. The work is the
//! network's; nothing is decided here but types.

use proc_macro2::TokenStream;
use quote::quote;

use super::parts::machine_type;
use super::{One, bounds, ones};
use crate::emit::docs;
use crate::plan::system::Arrival;
use crate::plan::{Needed, Plan};

/// The struct and its functions.
pub(super) fn system(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let items = [own(plan), outside(plan), index(plan)];
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

/// The functions that need nothing of the bindings.
fn own(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let creates = ones(plan).map(|one| create(plan, &one));
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

fn create(plan: &Plan<'_>, one: &One<'_, '_>) -> TokenStream {
    let (krate, path, ty, create) = (&plan.krate, one.path(), machine_type(one), &one.member.create);
    let new = match super::uses_id(plan, one) {
        Needed::Yes => quote!(|instance| #ty::with_id(instance.text(), context)),
        Needed::No => quote!(|_| #ty::new(context)),
    };
    let docs = docs::line(format!("A new instance of `@{}`.", one.machine.of(plan.model).name.text));
    quote! {
        #docs
        pub fn #create(&mut self, context: #path::Context) -> #krate::system::Id<#ty> {
            self.network.create(#new)
        }
    }
}

/// The functions for what comes from outside: events and time.
fn outside(plan: &Plan<'_>) -> TokenStream {
    let bounds = bounds(plan);
    let arrivals = plan.system.arrivals.iter().map(|arrival| arrive(plan, arrival));
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

fn arrive(plan: &Plan<'_>, arrival: &Arrival) -> TokenStream {
    let krate = &plan.krate;
    let Some(one) = ones(plan).nth(arrival.machine.index()) else { return TokenStream::new() };
    let (path, ty, function, from) = (one.path(), machine_type(&one), &arrival.function, &arrival.from);
    let event = &one.machine.events[arrival.event.index()];
    let (name, run) = (&event.name, &event.function);
    let text = &one.machine.of(plan.model).events[arrival.event].name.text;
    let docs = docs::lines([
        format!("{}, and all that follows from it.", docs::code(&event.text)),
        String::new(),
        "# Errors".to_owned(),
        "If the instance does not accept it, with the event; if a binding fails. Nothing has changed then."
            .to_owned(),
    ]);
    let (bindings, error) = match one.binds() {
        true => (quote!(bindings), quote!(<B as #path::Bindings>::Error)),
        false => (quote!(&mut ()), quote!(::core::convert::Infallible)),
    };
    let taken = if one.binds() { quote!(bindings) } else { quote!(_) };
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
fn index(plan: &Plan<'_>) -> TokenStream {
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
