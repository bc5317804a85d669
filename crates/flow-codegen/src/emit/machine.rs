//! The machine: its struct, one transition function for each event, and `handle`.
//!
//! Every function matches on the state first and on the event inside it, and calls the private function of the handler
//! (`body`). A rejected event is given back whole. What a handler does is not written here.

use flow_model::model::{EventId, InstanceId, StateId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Ctx, docs, types};
use crate::plan::body::{Failure, Handler, Reads};
use crate::plan::{Bodies, Event};

/// The struct and all of its functions.
pub(crate) fn machine(ctx: &Ctx<'_, '_>) -> TokenStream {
    let name = &ctx.machine.name;
    let (aliases, own, make, look) = (aliases(ctx), own(ctx), make(ctx), look(ctx));
    let (accepts, handle) = (accepts(ctx), handle(ctx));
    let functions = ctx.machine.events.iter().map(|event| transition(ctx, event));
    quote! {
        #aliases
        #own

        impl #name {
            #make
            #look
            #accepts
            #handle
            #(#functions)*
        }
    }
}

fn aliases(ctx: &Ctx<'_, '_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let passes = proc_macro2::Literal::usize_unsuffixed(ctx.machine.passes);
    quote! {
        /// What became of an accepted event: the states passed through.
        pub type Step = #krate::Step<State, #passes>;

        /// Why an event had no effect; a rejected one is given back.
        pub type Error<E, B> = #krate::Error<State, E, B>;
    }
}

fn own(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &ctx.machine.name);
    let docs = docs::line(format!("An instance of `@{}`.", ctx.model().name.text));
    let derives = types::derives(ctx.plan, &quote!(Clone, Debug, PartialEq));
    let id = has_id(ctx).then(|| quote!(id: #krate::Text,));
    let default = (!has_id(ctx)).then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    #name::new(Context::default())
                }
            }
        }
    });
    quote! {
        #docs
        #derives
        pub struct #name {
            #id
            state: State,
            context: Context,
        }
        #default
    }
}

pub(crate) fn has_id(ctx: &Ctx<'_, '_>) -> bool {
    ctx.model().uses_id == InstanceId::Used
}

/// The functions that make an instance.
fn make(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &ctx.machine.name);
    let initial = &ctx.machine.states[ctx.model().initial.index()];
    if !has_id(ctx) {
        return quote! {
            /// An instance in the initial state.
            #[inline]
            pub const fn new(context: Context) -> Self {
                #name { state: State::#initial, context }
            }

            /// An instance as it was before.
            #[inline]
            pub const fn restore(state: State, context: Context) -> Self {
                #name { state, context }
            }
        };
    }
    quote! {
        /// An instance in the initial state, with an empty id.
        #[inline]
        pub const fn new(context: Context) -> Self {
            #name { id: #krate::Text::new(), state: State::#initial, context }
        }

        /// An instance in the initial state.
        pub fn with_id(id: impl Into<#krate::Text>, context: Context) -> Self {
            #name { id: id.into(), state: State::#initial, context }
        }

        /// An instance as it was before, with an empty id.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            #name { id: #krate::Text::new(), state, context }
        }

        /// An instance as it was before.
        pub fn restore_with_id(id: impl Into<#krate::Text>, state: State, context: Context) -> Self {
            #name { id: id.into(), state, context }
        }
    }
}

/// The functions that look at an instance.
fn look(ctx: &Ctx<'_, '_>) -> TokenStream {
    let id = has_id(ctx).then(|| {
        quote! {
            /// Its id.
            #[inline]
            pub fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    });
    quote! {
        #id
        /// The state it is in.
        #[inline]
        pub const fn state(&self) -> State {
            self.state
        }

        /// Its variables.
        #[inline]
        pub const fn context(&self) -> &Context {
            &self.context
        }
    }
}

fn accepts(ctx: &Ctx<'_, '_>) -> TokenStream {
    let rows = ctx.machine.dispatch.iter().map(|row| row.iter().map(|(event, _)| *event).collect::<Vec<_>>());
    let groups = group_states(rows);
    let none = groups.iter().all(|(_, events)| events.is_empty());
    let arms = groups.iter().map(|(states, events)| {
        let states = state_pattern(ctx, states);
        let events = events.iter().map(|event| &ctx.machine.events[event.index()].name);
        match events.len() {
            0 => quote!(#states => false),
            _ => quote!(#states => ::core::matches!(event, #(EventKind::#events)|*)),
        }
    });
    let (event, body) = match none {
        true => (quote!(_event), quote!(false)),
        false => (quote!(event), quote!(match self.state { #(#arms,)* })),
    };
    quote! {
        /// Whether it would take an event now.
        #[inline]
        pub const fn accepts(&self, #event: EventKind) -> bool {
            #body
        }
    }
}

/// What a function of the machine does not use gets a name that says so.
fn param(name: &str, used: bool) -> Ident {
    let name = if used { name.to_owned() } else { format!("_{name}") };
    Ident::new(&name, proc_macro2::Span::call_site())
}

/// The function of one event.
fn transition(ctx: &Ctx<'_, '_>, event: &Event) -> TokenStream {
    let (krate, function, name) = (&ctx.plan.krate, &event.function, &event.name);
    let docs = docs::lines(transition_doc(ctx, event));
    let taken = taken(ctx, event.id);
    let handlers = || taken.iter().filter_map(|(_, handler)| handler.map(|at| &ctx.machine.handlers[at]));
    let rejects = taken.iter().any(|(_, handler)| handler.is_none());
    let whole = ctx.plan.bodies == Bodies::Whole;
    let own =
        param("event", whole && (rejects || handlers().any(|handler| handler.reads_event == Reads::Yes)));
    let bindings = param("bindings", handlers().any(|handler| handler.reads_bindings == Reads::Yes));
    let emits = param("emits", handlers().any(|handler| handler.reads_emits == Reads::Yes));
    let body = if whole { transition_body(ctx, &taken) } else { stub() };
    quote! {
        #docs
        #[inline]
        pub fn #function<B: Bindings>(
            &mut self,
            #own: event::#name,
            #bindings: &mut B,
            #emits: &mut impl #krate::Sink<Emit>,
        ) -> Result<Step, Error<event::#name, B::Error>> {
            #body
        }
    }
}

fn transition_doc(ctx: &Ctx<'_, '_>, event: &Event) -> Vec<String> {
    let states: Vec<_> = (0..ctx.machine.states.len())
        .map(StateId::new)
        .filter(|state| ctx.machine.handler(*state, event.id).is_some())
        .collect();
    let head = match states.is_empty() {
        true => format!("{}: never accepted.", docs::code(&event.text)),
        false => format!("{}: accepted in {}.", docs::code(&event.text), docs::states(ctx, &states)),
    };
    let errors = "The event is given back if the state does not accept it. Nothing changes on an error.";
    vec![head, String::new(), "# Errors".to_owned(), errors.to_owned()]
}

/// For groups of states, the function that the event leads to.
fn taken(ctx: &Ctx<'_, '_>, event: EventId) -> Vec<(Vec<StateId>, Option<usize>)> {
    let rows = ctx.machine.dispatch.iter();
    group_states(rows.map(|row| row.iter().find(|(other, _)| *other == event).map(|(_, handler)| *handler)))
}

fn transition_body(ctx: &Ctx<'_, '_>, taken: &[(Vec<StateId>, Option<usize>)]) -> TokenStream {
    let krate = &ctx.plan.krate;
    let rejected = quote!(Err(#krate::Error::Rejected { state: self.state, event }));
    let call = |handler: &Option<usize>| handler.map(|at| call(&ctx.machine.handlers[at], &quote!(event)));
    if let [(_, handler)] = taken {
        return call(handler).unwrap_or(rejected);
    }
    let accepted = taken.iter().filter_map(|(states, handler)| {
        let (states, call) = (state_pattern(ctx, states), call(handler)?);
        Some(quote!(#states => #call))
    });
    let others = taken.iter().find(|(_, handler)| handler.is_none()).map(|(states, _)| {
        let states = if states.len() > 1 { quote!(_) } else { state_pattern(ctx, states) };
        quote!(#states => #rejected,)
    });
    quote!(match self.state { #(#accepted,)* #others })
}

/// A call of a private function, as the result of a public one.
fn call(handler: &Handler<'_>, event: &TokenStream) -> TokenStream {
    let function = &handler.function;
    let event = (handler.reads_event == Reads::Yes).then(|| quote!(#event,));
    let bindings = (handler.reads_bindings == Reads::Yes).then(|| quote!(bindings,));
    let emits = (handler.reads_emits == Reads::Yes).then(|| quote!(emits,));
    let call = quote!(#function(self, #event #bindings #emits));
    match handler.failure {
        Failure::Never => quote!(Ok(#call)),
        Failure::Clean | Failure::Undone => quote!(#call.map_err(Error::from)),
    }
}

/// `handle`: the state first, the event in it.
fn handle(ctx: &Ctx<'_, '_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let whole = ctx.plan.bodies == Bodies::Whole;
    let handlers = &ctx.machine.handlers;
    let bindings = param("bindings", handlers.iter().any(|handler| handler.reads_bindings == Reads::Yes));
    let emits = param("emits", handlers.iter().any(|handler| handler.reads_emits == Reads::Yes));
    let (event, body) = match (whole, ctx.machine.events.is_empty()) {
        (false, _) => (param("event", false), stub()),
        (true, true) => (param("event", true), quote!(match event {})),
        (true, false) => (param("event", true), handle_body(ctx)),
    };
    quote! {
        /// Takes any event.
        ///
        /// # Errors
        /// The event is given back if the state does not accept it. Nothing changes on an error.
        #[inline]
        pub fn handle<B: Bindings>(
            &mut self,
            #event: Event,
            #bindings: &mut B,
            #emits: &mut impl #krate::Sink<Emit>,
        ) -> Result<Step, Error<Event, B::Error>> {
            #body
        }
    }
}

fn handle_body(ctx: &Ctx<'_, '_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let rejected = quote!(Err(#krate::Error::Rejected { state: self.state, event }));
    let groups = group_states(ctx.machine.dispatch.iter().cloned());
    if let [(_, row)] = groups.as_slice() {
        return if row.is_empty() { rejected } else { match_event(ctx, row, &rejected) };
    }
    let arms = groups.iter().map(|(states, row)| {
        let states = state_pattern(ctx, states);
        let body = if row.is_empty() { rejected.clone() } else { match_event(ctx, row, &rejected) };
        quote!(#states => #body)
    });
    quote!(match self.state { #(#arms,)* })
}

fn match_event(ctx: &Ctx<'_, '_>, row: &[(EventId, usize)], rejected: &TokenStream) -> TokenStream {
    let arms = row.iter().map(|(event, at)| {
        let (name, handler) = (&ctx.machine.events[event.index()].name, &ctx.machine.handlers[*at]);
        let (payload, call) = match handler.reads_event {
            Reads::Yes => (quote!(event), call(handler, &quote!(event))),
            Reads::No => (quote!(_), call(handler, &quote!())),
        };
        quote!(Event::#name(#payload) => #call)
    });
    let rest = (row.len() < ctx.machine.events.len()).then(|| quote!(event => #rejected,));
    quote!(match event { #(#arms,)* #rest })
}

/// The body of a function while the specification has errors.
pub(crate) fn stub() -> TokenStream {
    quote!(::core::panic!("the specification has errors"))
}

/// States for which the same is true, in order of the first state of each group.
fn group_states<T: PartialEq>(rows: impl Iterator<Item = T>) -> Vec<(Vec<StateId>, T)> {
    let mut groups: Vec<(Vec<StateId>, T)> = Vec::new();
    for (at, row) in rows.enumerate() {
        let state = StateId::new(at);
        match groups.iter_mut().find(|(_, other)| *other == row) {
            Some((states, _)) => states.push(state),
            None => groups.push((vec![state], row)),
        }
    }
    groups
}

fn state_pattern(ctx: &Ctx<'_, '_>, states: &[StateId]) -> TokenStream {
    let states = states.iter().map(|state| &ctx.machine.states[state.index()]);
    quote!(#(State::#states)|*)
}
