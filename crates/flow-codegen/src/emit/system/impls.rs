//! The traits that the run time's network calls: `Parts`, `Member`, `Respond` and `Handle`.
//!
//! They only match on the machine: its variant, its module, its kind. A machine without bindings is run with `()`, so that
//! users need not implement an empty trait.

use flow_model::list::Id;
use flow_model::model::{InstanceId, Instances};
use flow_syntax::gather::Gather;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::deferral;
use super::members::{SystemMachine, bindings_bounds, system_machines};
use crate::emit::context::Ctx;
use crate::emit::emits;
use crate::plan::Plan;
use crate::plan::emits::{Emit, EmitKind};

/// The implementations.
pub(super) fn emit_impls(plan: &Plan<'_>) -> TokenStream {
    let machines = emit_machines(plan);
    let (parts, handle) = (emit_parts(plan), emit_handle(plan));
    let members = system_machines(plan).map(|machine| emit_member(plan, &machine));
    let responds = system_machines(plan).map(|machine| emit_respond(plan, &machine));
    quote! {
        /// The machines of the system, for the run time.
        #[derive(Clone, Copy, Debug)]
        pub struct Parts;

        #machines
        #parts
        #handle
        #(#members)*
        #(#responds)*
    }
}

fn emit_machines(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let modules = plan.machines.iter().map(|machine| &machine.module);
    let types = system_machines(plan).map(|machine| machine.struct_path());
    quote! {
        /// The instances of each machine.
        #[derive(Default)]
        pub struct Machines {
            #(#modules: #krate::__private::system::List<#types>,)*
        }
    }
}

fn emit_parts(plan: &Plan<'_>) -> TokenStream {
    let krate = &plan.krate;
    let names = plan.model.machines.iter().map(|machine| machine.name.text.as_str());
    let variants: Vec<_> = system_machines(plan).map(|machine| machine.variant().clone()).gather();
    let kinds: Vec<_> = plan.machines.ids().map(Id::index).gather();
    let modules: Vec<_> = plan.machines.iter().map(|machine| &machine.module).gather();
    let (count, messages) = (Literal::usize_unsuffixed(variants.len()), match_message_names(plan));
    let (sharing, deferral) = (emit_sharing(plan), deferral::emit_reception(plan));
    quote! {
        impl #krate::__private::system::Parts for Parts {
            const MACHINES: &'static [&'static str] = &[#(#names),*];
            type Machines = Machines;
            type Conversations = #krate::__private::system::Conversations<#count>;
            type Event = Event;
            type State = State;
            type Message = Message;

            #deferral
            #sharing

            #[inline]
            fn kind(event: &Event) -> usize {
                match event {
                    #(Event::#variants(_) => #kinds,)*
                }
            }

            fn has(machines: &Machines, kind: usize, at: u32) -> bool {
                match kind {
                    #(#kinds => machines.#modules.has(at),)*
                    _ => false,
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

/// How many instances the machines have; no code if all belong to conversations.
fn emit_sharing(plan: &Plan<'_>) -> Option<TokenStream> {
    let krate = &plan.krate;
    let arms = plan.model.machines.entries().filter_map(|(id, machine)| {
        let sharing = match machine.instances {
            Instances::PerConversation => return None,
            Instances::One => quote!(One),
            Instances::PerKey(_) => quote!(PerKey),
        };
        let kind = id.index();
        Some(quote!(#kind => #krate::__private::system::Sharing::#sharing))
    });
    let arms: Vec<_> = arms.gather();
    (!arms.is_empty()).then(|| {
        quote! {
            fn sharing(kind: usize) -> #krate::__private::system::Sharing {
                match kind {
                    #(#arms,)*
                    _ => #krate::__private::system::Sharing::PerConversation,
                }
            }
        }
    })
}

/// A new instance with the zero of each variable, but for its keys.
fn emit_new_instance(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>, uses_id: InstanceId) -> TokenStream {
    let (ty, path, krate) = (machine.struct_path(), machine.module_path(), &plan.krate);
    let keys = machine.machine.of(plan.model).instances.keys();
    let fields = keys.iter().map(|key| &machine.machine.context[*key].ident);
    let value = quote!(#krate::__private::system::KeyValue);
    let zeros = (keys.len() < machine.machine.context.len()).then(|| quote!(..#path::Context::default()));
    let context = match keys.len() {
        0 => quote!(#path::Context::default()),
        1 => quote!(#path::Context {
            #(#fields: #value::from_key(&id),)*
            #zeros
        }),
        _ => quote!({
            let mut keys = #krate::__private::system::split_keys(&id);
            #path::Context {
                #(#fields: #value::from_key(&keys.next().unwrap_or_default()),)*
                #zeros
            }
        }),
    };
    match uses_id {
        InstanceId::Used if keys.is_empty() => quote!(#ty::with_id(id, #context)),
        InstanceId::Used => quote! {
            let context = #context;
            #ty::with_id(id, context)
        },
        InstanceId::Unused => quote!(#ty::new(#context)),
    }
}

fn match_message_names(plan: &Plan<'_>) -> TokenStream {
    let arms = plan.system.actors.iter().map(|(actor, variant)| {
        let name = &plan.model.actors[*actor].name.text;
        quote!(Message::#variant(message) => (#name, message.name()))
    });
    match plan.system.actors.is_empty() {
        true => quote!(match *message {}),
        false => quote!(match message { #(#arms,)* }),
    }
}

fn emit_handle(plan: &Plan<'_>) -> TokenStream {
    let (krate, bounds) = (&plan.krate, bindings_bounds(plan));
    let arms = system_machines(plan).map(|machine| {
        let (variant, ty) = (machine.variant(), machine.struct_path());
        quote!(Event::#variant(event) => network.step::<#ty, B>(coming, event, bindings))
    });
    quote! {
        impl<B: #bounds> #krate::__private::system::Handle<B> for Parts {
            #[inline]
            fn handle(
                network: &mut #krate::__private::system::Network<Parts>,
                coming: &#krate::__private::system::Coming,
                event: &mut Event,
                bindings: &mut #krate::__private::system::Recording<'_, B>,
            ) -> Result<(), #krate::system::Reason<State>> {
                match event {
                    #(#arms,)*
                }
            }
        }
    }
}

fn emit_respond(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (krate, variant) = (&plan.krate, machine.variant());
    let (ty, path) = (machine.struct_path(), machine.module_path());
    let (bounds, taken, bindings) = match machine.needs_bindings() {
        true => (quote!(<B: #path::Bindings>), quote!(bindings), quote!(bindings)),
        false => (quote!(<B>), quote!(_), quote!(&mut ())),
    };
    let step = deferral::step_type(plan, machine);
    let handled = machine.machine.defers(plan.model).then(|| quote!(.map(#krate::system::Taken::Handled)));
    quote! {
        impl #bounds #krate::__private::system::Respond<B> for #ty {
            #[inline(always)]
            fn respond(
                &mut self,
                event: &mut #path::Event,
                #taken: &mut #krate::__private::system::Recording<'_, B>,
                emits: &mut #krate::__private::system::Emits<'_, Self>,
            ) -> Result<#step, #krate::system::Reason<State>> {
                #path::respond(self, event, #bindings, emits)
                    #handled
                    .map_err(|reason| #krate::__private::system::lift(reason, State::#variant))
            }
        }
    }
}

/// Only machines with a `start timer` pay for looking which of them end.
fn emit_has_state_timers(emits: &[Emit]) -> Option<TokenStream> {
    let is_state_timer = |emit: &Emit| matches!(emit.kind, EmitKind::StartTimer(..));
    emits.iter().any(is_state_timer).then(|| quote! { const HAS_STATE_TIMERS: bool = true; })
}

/// Only machines with `ends in` come to an end.
fn emit_has_ended(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> Option<TokenStream> {
    let ty = machine.struct_path();
    machine.machine.of(plan.model).ends.are_said().then(|| {
        quote! {
            #[inline]
            fn has_ended(&self) -> bool {
                #ty::state(self).is_end()
            }
        }
    })
}

/// Only machines with a timer of a group of states know which groups hold their state.
fn emit_timer_groups(machine: &SystemMachine<'_, '_>) -> Option<TokenStream> {
    let ty = machine.struct_path();
    (!machine.machine.timer_groups().is_empty()).then(|| {
        quote! {
            #[inline]
            fn timer_groups(&self) -> &'static [&'static str] {
                #ty::state(self).timer_groups()
            }
        }
    })
}

/// The function that makes an instance, and whether it reads the text of the id.
fn emit_new(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> (TokenStream, Option<TokenStream>) {
    let (krate, model) = (&plan.krate, machine.machine.of(plan.model));
    let is_read = model.uses_id == InstanceId::Used || !model.instances.keys().is_empty();
    let id = if is_read { quote!(id) } else { quote!(_) };
    let new = emit_new_instance(plan, machine, model.uses_id);
    let create = quote! {
        #[inline]
        fn create(#id: #krate::Text) -> Self {
            #new
        }
    };
    (create, is_read.then(|| quote! { const READS_ID: bool = true; }))
}

fn emit_member(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let (ty, path, variant) = (machine.struct_path(), machine.module_path(), machine.variant());
    let (krate, module, kind) = (&plan.krate, &machine.machine.module, machine.machine.id.index());
    let ((create, reads_id), post) = (emit_new(plan, machine), emit_post(plan, machine));
    let (naming, has_ended) = (naming_type(plan, machine), emit_has_ended(plan, machine));
    let posts = plan.durable.as_ref().map(|_| emit_posts(plan, machine, &post));
    let (post, emits) = match posts {
        None if machine.machine.emits.is_empty() => (post, quote!(_)),
        None => (post, quote!(emits)),
        Some(_) => (quote!(<Self as #krate::__private::system::Posts>::post_to(emit, emits)), quote!(emits)),
    };
    let (timers, groups) = (emit_has_state_timers(&machine.machine.emits), emit_timer_groups(machine));
    let (step, defer) = (deferral::step_type(plan, machine), deferral::emit_defer(plan, machine));
    quote! {
        impl #krate::__private::system::Part for #ty {
            type System = Parts;
            type Event = #path::Event;
            type Emit = #path::Emit;
            type Step = #step;
            type Naming = #krate::__private::system::#naming;
            const KIND: usize = #kind;
            #timers
            #reads_id
            #defer

            #[inline]
            fn list(machines: &Machines) -> &#krate::__private::system::List<Self> {
                &machines.#module
            }

            #[inline]
            fn list_mut(machines: &mut Machines) -> &mut #krate::__private::system::List<Self> {
                &mut machines.#module
            }

            #create

            #[inline]
            fn state(&self) -> State {
                State::#variant(#ty::state(self))
            }

            #has_ended
            #groups

            #[inline]
            fn wrap(event: #path::Event) -> Event {
                Event::#variant(event)
            }

            #[inline(always)]
            fn post(emit: #path::Emit, #emits: &mut #krate::__private::system::Emits<'_, Self>) {
                #post
            }
        }
        #posts
    }
}

/// The emits of a machine for any sink, in code for a durable host.
fn emit_posts(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>, post: &TokenStream) -> TokenStream {
    let (krate, ty, path) = (&plan.krate, machine.struct_path(), machine.module_path());
    let emits = if machine.machine.emits.is_empty() { quote!(_) } else { quote!(emits) };
    quote! {
        impl #krate::__private::system::Posts for #ty {
            #[inline]
            fn post_to(emit: #path::Emit, #emits: &mut impl #krate::__private::system::Posting<Self>) {
                #post
            }
        }
    }
}

/// The type that names the instances of a machine.
fn naming_type(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> TokenStream {
    match &machine.machine.of(plan.model).instances {
        // A host names instances by any text.
        Instances::PerConversation if plan.durable.is_some() => quote!(Named),
        Instances::PerConversation => quote!(Numbered),
        Instances::One => quote!(Only),
        Instances::PerKey(_) => quote!(Keyed),
    }
}

/// The body of `Member::post`.
fn emit_post(plan: &Plan<'_>, machine: &SystemMachine<'_, '_>) -> TokenStream {
    let path = machine.module_path();
    let ctx = Ctx { plan, machine: machine.machine };
    let arms = machine.machine.emits.iter().map(|emit| emits::emit_delivery_arm(&ctx, emit));
    match machine.machine.emits.is_empty() {
        true => quote!(match emit {}),
        false => quote! {
            use #path::Emit;
            match emit { #(#arms)* }
        },
    }
}
