//! The private functions of a machine: one for each definition and event, with its steps in order.
//!
//! The plan has decided which effects are delayed and what can fail; here the function around the statements is written. A
//! function that cannot fail returns a `Step`, another a `Result`. Changes that may have to be undone are made within an `Undo`, whose
//! destructor undoes them after a failure or a panic.

use flow_model::list::Id;
use flow_model::model::{self, Reaction, Type, UpdateOp, VariableId};
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::Ctx;
use super::docs;
use super::expr::{Values, made_ident};
use super::types::Module;
use super::{machine, types};
use crate::plan::Field;
use crate::plan::handler::{End, Failure, Handler, Reads, Slot, SlotId, Sources, Stmt, Takes, Undo};

/// All private functions of a machine.
pub(crate) fn emit_handlers(ctx: &Ctx<'_, '_>) -> TokenStream {
    let handlers = ctx.machine.handlers.iter().filter(|handler| handler.reaction != Reaction::Defer);
    handlers.map(|handler| emit_function(ctx, handler)).collect()
}

fn emit_function(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> TokenStream {
    let name = &handler.function;
    let docs = docs::emit_line(describe_function(ctx, handler));
    let (generics, params, result) =
        (emit_generics(handler), emit_params(ctx, handler), result_type(ctx, handler));
    let body = Body { ctx, handler }.emit_body();
    let has = |is: fn(&Stmt<'_>) -> bool| handler.body.iter().any(is);
    let has_guards = has(|stmt| matches!(stmt, Stmt::Branch(..) | Stmt::Catch(..)));
    let has_loops = has(|stmt| matches!(stmt, Stmt::Loop(..)));
    let lints = match (has_guards, has_loops) {
        (true, _) => Some(quote!(#[allow(clippy::all, reason = "guards are the specification's")])),
        (false, true) => Some(quote!(#[allow(clippy::all, reason = "loops are the specification's")])),
        (false, false) => None,
    };
    quote! {
        #docs
        #lints
        #[inline]
        fn #name #generics (#params) -> #result {
            #body
        }
    }
}

fn describe_function(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> String {
    let event = &ctx.machine.events[handler.event];
    let span = ctx.model().handlers[handler.handler].span;
    let states = docs::list_states(ctx, &handler.states);
    format!("{} in {states} ({}).", docs::quote_code(&event.text), docs::show_position(ctx.plan, span))
}

fn emit_generics(handler: &Handler<'_>) -> TokenStream {
    match (handler.reads_bindings, handler.failure) {
        (Reads::Yes, _) => quote!(<B: Bindings>),
        (Reads::No, Failure::Never) => quote!(),
        (Reads::No, Failure::Possible | Failure::Refusal) => quote!(<F>),
    }
}

fn emit_params(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> TokenStream {
    let machine = &ctx.machine.name;
    let event = &ctx.machine.events[handler.event].name;
    let event = (handler.reads_event == Reads::Yes).then(|| match handler.takes_fields {
        Takes::Some => quote!(event: &mut event::#event,),
        Takes::Nothing => quote!(event: &event::#event,),
    });
    let bindings = (handler.reads_bindings == Reads::Yes).then(|| quote!(bindings: &mut B,));
    let emits = (handler.reads_emits == Reads::Yes).then(|| {
        let sink = machine::sink_type(ctx);
        quote!(emits: &mut #sink,)
    });
    quote!(machine: &mut #machine, #event #bindings #emits)
}

fn result_type(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    let error = match handler.reads_bindings {
        Reads::Yes => quote!(B::Error),
        Reads::No => quote!(F),
    };
    match handler.failure {
        Failure::Never => quote!(Step),
        Failure::Possible => quote!(Result<Step, #krate::Failure<#error>>),
        Failure::Refusal => quote!(Result<Step, #krate::Reason<State, #error>>),
    }
}

/// Writes the body of one function.
pub(super) struct Body<'p, 'm> {
    pub(super) ctx: &'p Ctx<'p, 'm>,
    pub(super) handler: &'p Handler<'m>,
}

impl<'p, 'm> Body<'p, 'm> {
    fn emit_body(&self) -> TokenStream {
        let (begin, slots) = (self.emit_begin(), self.declare_emit_slots());
        let made = self.declare_made();
        let (undo, commit) = match self.handler.undo {
            Undo::Needed => (self.declare_undo(), quote!(undo.commit();)),
            Undo::Never => (TokenStream::new(), TokenStream::new()),
        };
        let end = match self.handler.end {
            End::Never => self.emit_rejecting(),
            End::Reached => {
                let (stmts, step) = (self.emit_block(&self.handler.body), self.emit_step());
                let result = match self.handler.failure {
                    Failure::Never => step,
                    Failure::Possible | Failure::Refusal => quote!(Ok(#step)),
                };
                quote!(#stmts #commit #result)
            }
        };
        quote!(#begin #slots #made #undo #end)
    }

    /// The statements of a handler that rejects on every path: the last one is the result.
    fn emit_rejecting(&self) -> TokenStream {
        let Some((Stmt::Reject(reject), before)) = self.handler.body.split_last() else {
            return self.emit_block(&self.handler.body);
        };
        let (stmts, refused) = (self.emit_block(before), self.emit_refusal(reject));
        // Without this, one that only rejects would not use its parameter.
        quote!(let _ = &machine; #stmts #refused)
    }

    /// Whether the handler makes a transition on some path: then the variable `step` collects the states.
    fn has_transition(&self) -> bool {
        self.handler.passes > 0
    }

    /// The copies of small values, and the variable `step`.
    fn emit_begin(&self) -> TokenStream {
        let (copies, stay) = (self.copy_small_values(), self.emit_stay());
        let mutable = self.has_transition().then(|| quote!(mut));
        if self.has_step() { quote!(#copies let #mutable step = #stay;) } else { copies }
    }

    /// Whether the variable `step` exists: it collects states, or is made before an `Undo` borrows the machine.
    fn has_step(&self) -> bool {
        self.has_transition() || (self.handler.undo == Undo::Needed && self.handler.end == End::Reached)
    }

    /// The `Step` that the function returns.
    fn emit_step(&self) -> TokenStream {
        if self.has_step() { quote!(step) } else { self.emit_stay() }
    }

    fn emit_stay(&self) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        quote!(#krate::Step::stay(machine.state))
    }

    /// Copies small values of fields that are moved later.
    fn copy_small_values(&self) -> TokenStream {
        let sources = Sources::default();
        let values = self.values(&sources);
        let copies = self.handler.copied.iter().map(|copied| {
            let (local, value) = (&copied.local, values.emit_stored_path(copied.value));
            quote!(let #local = #value;)
        });
        copies.collect()
    }

    /// The instances that the handler makes and refers to later.
    fn declare_made(&self) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let here = Module::Machine(self.ctx.machine.id);
        let made = self.handler.made.iter().map(|machine| {
            let (name, ty) = (made_ident(*machine), types::machine_path(self.ctx.plan, here, *machine));
            // Where every path makes one before it is read, `None` is never read.
            quote! {
                #[allow(unused_assignments)]
                let mut #name: Option<#krate::system::Id<#ty>> = None;
            }
        });
        made.collect()
    }

    /// The slots of delayed emits.
    fn declare_emit_slots(&self) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let declared = self.handler.slots.entries().map(|(id, slot)| {
            let name = slot_ident(id);
            match slot {
                Slot::Emit => quote!(let mut #name = #krate::__private::Slot::new();),
                Slot::Emits => quote!(let mut #name = #krate::__private::Queue::new();),
                Slot::Before(_) | Slot::Whole(_) | Slot::Length(_) => TokenStream::new(),
            }
        });
        declared.collect()
    }

    /// The `Undo`, with the slots of old values, and what it does: it undoes all changes, the last one first.
    fn declare_undo(&self) -> TokenStream {
        let (krate, machine) = (&self.ctx.plan.krate, &self.ctx.machine.name);
        let is_saved = |slot: &Slot<'_>| !matches!(slot, Slot::Emit | Slot::Emits);
        let saved = || self.handler.slots.entries().filter(|(_, slot)| is_saved(slot));
        let names: Vec<_> = saved().map(|(id, _)| slot_ident(id)).gather();
        let new = names.iter().map(|_| quote!(#krate::__private::Slot::new()));
        let restore: Vec<_> = saved().map(|(id, slot)| self.undo_update(id, slot)).gather();
        let restore = restore.into_iter().rev();
        let (slots, pattern) = match names.len() {
            0 => (quote!(()), quote!(_)),
            _ => (quote!((#(#new,)*)), quote!((#(#names,)*))),
        };
        let state = self.has_transition().then(|| quote!(let from = machine.state;));
        let restore_state = self.has_transition().then(|| quote!(machine.state = from;));
        quote! {
            #state
            let mut undo = #krate::__private::Undo::new(machine, #slots, move |machine: &mut #machine, #pattern| {
                #(#restore)*
                #restore_state
            });
            let (machine, #pattern) = undo.parts();
        }
    }

    fn undo_update(&self, id: SlotId, content: &Slot<'_>) -> TokenStream {
        let slot = slot_ident(id);
        let update = match content {
            Slot::Emit | Slot::Emits => return TokenStream::new(),
            Slot::Before(update) => update,
            Slot::Whole(variable) => {
                let place = self.place_of(*variable);
                return quote!(#slot.restore(&mut #place););
            }
            Slot::Length(variable) => {
                let place = self.place_of(*variable);
                return quote!(#slot.cut(&mut #place););
            }
        };
        let place = self.variable_path(update);
        match (&update.op, &self.variable(update).ty) {
            (UpdateOp::Adds(_), Type::Array(_)) => quote!(#slot.take_back(&mut #place);),
            (UpdateOp::Removes(_), Type::Array(_)) => quote!(#slot.put_back(&mut #place);),
            _ => quote!(#slot.restore(&mut #place);),
        }
    }

    /// The variable that an update changes.
    pub(super) fn variable(&self, update: &model::Update) -> &'p Field {
        &self.ctx.machine.context[update.variable]
    }

    pub(super) fn variable_path(&self, update: &model::Update) -> TokenStream {
        self.place_of(update.variable)
    }

    pub(super) fn place_of(&self, variable: VariableId) -> TokenStream {
        let field = &self.ctx.machine.context[variable].ident;
        quote!(machine.context.#field)
    }

    /// Writes the values of a statement that may move these payload fields.
    pub(super) fn values<'v>(&'v self, sources: &'v Sources) -> Values<'v, 'm> {
        Values { ctx: self.ctx, handler: self.handler, sources, failure: None }
    }
}

/// The variable of a slot.
pub(super) fn slot_ident(id: SlotId) -> Ident {
    format_ident!("slot_{}", id.index() + 1)
}
