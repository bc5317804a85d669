//! The machine: its struct, one transition function for each event, and `handle`.
//!
//! Every function matches on the state and then on the event, and calls the private function of the handler, which [`body`](super::body)
//! emits. Handlers borrow the event, so that an error returns it whole; `respond` borrows it too, for the system.

use flow_model::model::{EventId, List, Reaction, StateId};
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::Ctx;
use super::{attributes, docs};
use crate::plan::handler::{Failure, FunctionId, Handler, Reads, Takes};
use crate::plan::{Bodies, Event, Needed};

/// The struct and all of its functions.
pub(crate) fn emit_struct(ctx: &Ctx<'_, '_>) -> TokenStream {
    let name = &ctx.machine.name;
    let (aliases, item) = (emit_aliases(ctx), emit_item(ctx));
    let (constructors, accessors) = (emit_constructors(ctx), emit_accessors(ctx));
    let (accepts, handle, respond) = (emit_accepts(ctx), emit_handle(ctx), emit_respond(ctx));
    let defers = ctx.machine.defers(ctx.plan.model).then(|| emit_defers(ctx));
    let functions = ctx.machine.events.iter().map(|event| emit_event_function(ctx, event));
    quote! {
        #aliases
        #item

        impl #name {
            #constructors
            #accessors
            #accepts
            #defers
            #handle
            #(#functions)*
        }

        #respond
    }
}

fn emit_aliases(ctx: &Ctx<'_, '_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let passes = proc_macro2::Literal::usize_unsuffixed(ctx.machine.passes);
    quote! {
        /// The result of an accepted event: the states before and after it.
        pub type Step = #krate::Step<State, #passes>;

        /// An event that had no effect, with the reason. `B` is the error of the bindings.
        pub type Error<B> = #krate::Error<State, Event, B>;
    }
}

fn emit_item(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &ctx.machine.name);
    let docs = docs::emit_line(format!("An instance of `@{}`.", ctx.model().name.text));
    let derives = attributes::emit_derives(ctx.plan, &quote!(Clone, Debug, PartialEq));
    let id = ctx.has_id().then(|| quote!(id: #krate::Text,));
    let default = (!ctx.has_id()).then(|| {
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

/// The functions that make an instance.
fn emit_constructors(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &ctx.machine.name);
    let initial = &ctx.machine.states[ctx.model().initial];
    if !ctx.has_id() {
        return quote! {
            /// An instance in the initial state.
            #[inline]
            pub const fn new(context: Context) -> Self {
                #name { state: State::#initial, context }
            }

            /// An instance with a stored state and context.
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

        /// An instance with a stored state and context, and an empty id.
        #[inline]
        pub const fn restore(state: State, context: Context) -> Self {
            #name { id: #krate::Text::new(), state, context }
        }

        /// An instance with a stored state and context.
        pub fn restore_with_id(id: impl Into<#krate::Text>, state: State, context: Context) -> Self {
            #name { id: id.into(), state, context }
        }
    }
}

/// The functions that read an instance.
fn emit_accessors(ctx: &Ctx<'_, '_>) -> TokenStream {
    let id = ctx.has_id().then(|| {
        quote! {
            /// The id of the instance.
            #[inline]
            pub fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    });
    quote! {
        #id
        /// The current state.
        #[inline]
        pub const fn state(&self) -> State {
            self.state
        }

        /// The variables of the instance.
        #[inline]
        pub const fn context(&self) -> &Context {
            &self.context
        }
    }
}

fn emit_accepts(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (event, body) = match_states_and_events(ctx, |_| true);
    quote! {
        /// Whether the current state accepts an event.
        #[inline]
        pub const fn accepts(&self, #event: EventKind) -> bool {
            #body
        }
    }
}

/// `defers`, of a machine that defers events.
fn emit_defers(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (event, body) = match_states_and_events(ctx, defers);
    quote! {
        /// Whether the current state defers an event: it accepts it, and leaves it to be handled when the machine has moved.
        #[inline]
        pub const fn defers(&self, #event: EventKind) -> bool {
            #body
        }
    }
}

fn defers(handler: &Handler<'_>) -> bool {
    handler.reaction == Reaction::Defer
}

/// Whether the current state has a handler of a kind for an event: the parameter, and the value.
fn match_states_and_events(
    ctx: &Ctx<'_, '_>,
    is_meant: impl Fn(&Handler<'_>) -> bool,
) -> (TokenStream, TokenStream) {
    let events = |row: &Vec<(EventId, FunctionId)>| {
        let meant = row.iter().filter(|(_, function)| is_meant(&ctx.machine.handlers[*function]));
        meant.map(|(event, _)| *event).gather()
    };
    let groups = group_states(&ctx.machine.dispatch, events);
    let none = groups.iter().all(|(_, events)| events.is_empty());
    let arms = groups.iter().map(|(states, events)| {
        let states = emit_state_pattern(ctx, states);
        let events = events.iter().map(|event| &ctx.machine.events[*event].name);
        match events.len() {
            0 => quote!(#states => false),
            _ => quote!(#states => ::core::matches!(event, #(EventKind::#events)|*)),
        }
    });
    match none {
        true => (quote!(_event), quote!(false)),
        false => (quote!(event), quote!(match self.state { #(#arms,)* })),
    }
}

/// The type of the sink: one that knows other instances, if the machine refers to them.
pub(crate) fn sink_type(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &ctx.machine.name);
    match ctx.machine.asks_sink {
        Needed::Yes => quote!((impl #krate::Sink<Emit> + #krate::system::Neighbours<#name>)),
        Needed::No => quote!(impl #krate::Sink<Emit>),
    }
}

/// The name of a parameter, with `_` if the function does not use it.
fn param(name: &str, used: bool) -> Ident {
    let name = if used { name.to_owned() } else { format!("_{name}") };
    Ident::new(&name, proc_macro2::Span::call_site())
}

/// The function of one event.
fn emit_event_function(ctx: &Ctx<'_, '_>, event: &Event) -> TokenStream {
    let (function, name) = (&event.function, &event.name);
    let docs = docs::emit_lines(describe_event_function(ctx, event));
    let groups = group_states(&ctx.machine.dispatch, |row| find_function(row, event.id));
    let handlers = || groups.iter().filter_map(|(_, function)| function.map(|id| &ctx.machine.handlers[id]));
    let whole = ctx.plan.bodies == Bodies::Whole;
    let takes = whole && handlers().any(|handler| takes_fields(handler));
    let (mutable, event_param) = (takes.then(|| quote!(mut)), param("event", whole));
    let bindings = param("bindings", handlers().any(|handler| handler.reads_bindings == Reads::Yes));
    let emits = param("emits", handlers().any(|handler| handler.reads_emits == Reads::Yes));
    let body = if whole { emit_event_function_body(ctx, &groups) } else { emit_stub_body() };
    let sink = sink_type(ctx);
    quote! {
        #docs
        #[inline]
        pub fn #function<B: Bindings>(
            &mut self,
            #mutable #event_param: event::#name,
            #bindings: &mut B,
            #emits: &mut #sink,
        ) -> Result<Step, Error<B::Error>> {
            #body
        }
    }
}

/// Whether a handler takes fields out of its event.
fn takes_fields(handler: &Handler<'_>) -> bool {
    handler.reads_event == Reads::Yes && handler.takes_fields == Takes::Some
}

/// The errors of a function that handles an event.
const ERRORS: &str =
    "If the state does not accept the event, or its handler fails. The instance does not change.";

/// The same, of an event that some states defer.
const ERRORS_OR_DEFERRED: &str = "If the state does not accept the event, or defers it, or its handler fails. The instance does not change.";

fn describe_event_function(ctx: &Ctx<'_, '_>, event: &Event) -> Vec<String> {
    let (mut accepted, mut deferred) = (Vec::new(), Vec::new());
    for (state, row) in ctx.machine.dispatch.entries() {
        match find_function(row, event.id).map(|function| &ctx.machine.handlers[function]) {
            Some(handler) if defers(handler) => deferred.push(state),
            Some(_) => accepted.push(state),
            None => {}
        }
    }
    let mut parts = Vec::new();
    for (word, states) in [("accepted", &accepted), ("deferred", &deferred)] {
        if !states.is_empty() {
            parts.push(format!("{word} in {}", docs::list_states(ctx, states)));
        }
    }
    let said = if parts.is_empty() { "never accepted".to_owned() } else { parts.join("; ") };
    let head = format!("{}: {said}.", docs::quote_code(&event.text));
    let errors = if deferred.is_empty() { ERRORS } else { ERRORS_OR_DEFERRED };
    vec![head, String::new(), "# Errors".to_owned(), errors.to_owned()]
}

/// The function that handles an event in the state of a row of the dispatch table.
fn find_function(row: &[(EventId, FunctionId)], event: EventId) -> Option<FunctionId> {
    row.iter().find(|(accepted, _)| *accepted == event).map(|(_, function)| *function)
}

fn emit_event_function_body(ctx: &Ctx<'_, '_>, groups: &[(Vec<StateId>, Option<FunctionId>)]) -> TokenStream {
    let krate = &ctx.plan.krate;
    let machine = quote!(self);
    let rejected = emit_rejection(ctx, &machine);
    let call = |function: Option<FunctionId>| {
        let handler = &ctx.machine.handlers[function?];
        let event = if takes_fields(handler) { quote!(&mut event) } else { quote!(&event) };
        Some(call_handler(ctx, handler, &machine, &event))
    };
    let result = if let [(_, function)] = groups {
        call(*function).unwrap_or(rejected)
    } else {
        let accepted = groups.iter().filter_map(|(states, function)| {
            let (states, call) = (emit_state_pattern(ctx, states), call(*function)?);
            Some(quote!(#states => #call))
        });
        let others = groups.iter().find(|(_, function)| function.is_none()).map(|(states, _)| {
            let states = if states.len() > 1 { quote!(_) } else { emit_state_pattern(ctx, states) };
            quote!(#states => #rejected,)
        });
        quote!(match self.state { #(#accepted,)* #others })
    };
    quote! {
        let result = #result;
        result.map_err(|reason| #krate::Error::new(event, reason))
    }
}

/// The result of an event that the state does not accept.
fn emit_rejection(ctx: &Ctx<'_, '_>, machine: &TokenStream) -> TokenStream {
    let krate = &ctx.plan.krate;
    quote!(Err(#krate::Reason::Rejected { state: #machine.state }))
}

/// A call of a private function, as the result of a public one.
fn call_handler(
    ctx: &Ctx<'_, '_>,
    handler: &Handler<'_>,
    machine: &TokenStream,
    event: &TokenStream,
) -> TokenStream {
    let (krate, function) = (&ctx.plan.krate, &handler.function);
    if defers(handler) {
        return quote!(Err(#krate::Reason::Deferred { state: #machine.state }));
    }
    let event = (handler.reads_event == Reads::Yes).then(|| quote!(#event,));
    let bindings = (handler.reads_bindings == Reads::Yes).then(|| quote!(bindings,));
    let emits = (handler.reads_emits == Reads::Yes).then(|| quote!(emits,));
    let call = quote!(#function(#machine, #event #bindings #emits));
    match handler.failure {
        Failure::Never => quote!(Ok(#call)),
        Failure::Possible => quote!(#call.map_err(#krate::Reason::Failed)),
        Failure::Refusal => call,
    }
}

/// `handle`, which takes any event.
fn emit_handle(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (krate, sink) = (&ctx.plan.krate, sink_type(ctx));
    let deferred = ctx.machine.handlers.iter().any(|handler| defers(handler));
    let errors = docs::emit_line(if deferred { ERRORS_OR_DEFERRED } else { ERRORS });
    quote! {
        /// Handles any event.
        ///
        /// # Errors
        #errors
        #[inline]
        pub fn handle<B: Bindings>(
            &mut self,
            mut event: Event,
            bindings: &mut B,
            emits: &mut #sink,
        ) -> Result<Step, Error<B::Error>> {
            respond(self, &mut event, bindings, emits).map_err(|reason| #krate::Error::new(event, reason))
        }
    }
}

/// `respond`, which handles any event and leaves it whole unless that succeeds.
fn emit_respond(ctx: &Ctx<'_, '_>) -> TokenStream {
    let (krate, name) = (&ctx.plan.krate, &ctx.machine.name);
    let handlers = &ctx.machine.handlers;
    let bindings = param("bindings", handlers.iter().any(|handler| handler.reads_bindings == Reads::Yes));
    let emits = param("emits", handlers.iter().any(|handler| handler.reads_emits == Reads::Yes));
    let whole = ctx.plan.bodies == Bodies::Whole;
    let none = ctx.machine.events.is_empty();
    let sink = sink_type(ctx);
    let (machine, event, body) = match (whole, none) {
        (false, _) => (param("machine", false), param("event", false), emit_stub_body()),
        (true, true) => (param("machine", false), param("event", true), quote!(match *event {})),
        (true, false) => {
            let accepts = ctx.machine.dispatch.iter().any(|row| !row.is_empty());
            (param("machine", true), param("event", accepts), emit_respond_body(ctx))
        }
    };
    quote! {
        /// Handles any event, which remains whole if that fails.
        #[inline]
        pub(super) fn respond<B: Bindings>(
            #machine: &mut #name,
            #event: &mut Event,
            #bindings: &mut B,
            #emits: &mut #sink,
        ) -> Result<Step, #krate::Reason<State, B::Error>> {
            #body
        }
    }
}

fn emit_respond_body(ctx: &Ctx<'_, '_>) -> TokenStream {
    let rejected = emit_rejection(ctx, &quote!(machine));
    let groups = group_states(&ctx.machine.dispatch, Vec::clone);
    if let [(_, row)] = groups.as_slice() {
        return if row.is_empty() { rejected } else { match_event(ctx, row, &rejected) };
    }
    let arms = groups.iter().map(|(states, row)| {
        let states = emit_state_pattern(ctx, states);
        let body = if row.is_empty() { rejected.clone() } else { match_event(ctx, row, &rejected) };
        quote!(#states => #body)
    });
    quote!(match machine.state { #(#arms,)* })
}

fn match_event(ctx: &Ctx<'_, '_>, row: &[(EventId, FunctionId)], rejected: &TokenStream) -> TokenStream {
    let (machine, event) = (quote!(machine), quote!(event));
    let handler = |function: FunctionId| &ctx.machine.handlers[function];
    let (deferred, row): (Vec<_>, Vec<_>) = row.iter().partition(|(_, function)| defers(handler(*function)));
    let rest = (deferred.len() + row.len() < ctx.machine.events.len()).then(|| quote!(_ => #rejected,));
    let deferred_arm = deferred.first().map(|(_, function)| {
        let names = deferred.iter().map(|(id, _)| &ctx.machine.events[*id].name);
        let call = call_handler(ctx, handler(*function), &machine, &event);
        quote!(#(Event::#names(_))|* => #call,)
    });
    let arms = row.iter().map(|(id, function)| {
        let (name, handler) = (&ctx.machine.events[*id].name, &ctx.machine.handlers[*function]);
        let payload = if handler.reads_event == Reads::Yes { quote!(event) } else { quote!(_) };
        let call = call_handler(ctx, handler, &machine, &event);
        quote!(Event::#name(#payload) => #call)
    });
    quote!(match event { #(#arms,)* #deferred_arm #rest })
}

/// The body of a function while the specification has errors.
pub(crate) fn emit_stub_body() -> TokenStream {
    quote!(::core::panic!("the specification has errors"))
}

/// The states grouped by equal values of their rows, in order of the first state of each group.
fn group_states<R, T: PartialEq>(rows: &List<StateId, R>, value: impl Fn(&R) -> T) -> Vec<(Vec<StateId>, T)> {
    let mut groups: Vec<(Vec<StateId>, T)> = Vec::new();
    for (state, row) in rows.entries() {
        let value = value(row);
        match groups.iter_mut().find(|(_, other)| *other == value) {
            Some((states, _)) => states.push(state),
            None => groups.push((vec![state], value)),
        }
    }
    groups
}

fn emit_state_pattern(ctx: &Ctx<'_, '_>, states: &[StateId]) -> TokenStream {
    let states = states.iter().map(|state| &ctx.machine.states[*state]);
    quote!(#(State::#states)|*)
}
