//! The private functions of a machine: one for each definition, with its steps in order.
//!
//! What is staged, and what can fail, the plan has decided; here it is only written down. A function without a step that
//! can fail returns a `Step`, one with such a step a `Result`, and nothing of `self` changes before the last of them.

use flow_model::model::{self, Expr, FieldId, TimerOp, Type, UpdateOp};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::expr::Values;
use super::{Ctx, docs, emits, types};
use crate::plan::body::{self, Failure, Handler, Moves, Reads, Sent, Slot, SlotId, Stmt};
use crate::plan::{Field, parties};

/// All of them.
pub(crate) fn handlers(ctx: &Ctx<'_, '_>) -> TokenStream {
    ctx.machine.handlers.iter().map(|handler| function(ctx, handler)).collect()
}

fn function(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> TokenStream {
    let name = &handler.function;
    let docs = docs::line(function_doc(ctx, handler));
    let (generics, params, result) = (generics(handler), params(ctx, handler), result(ctx, handler));
    let body = Body { ctx, handler }.whole();
    let guarded = handler.body.iter().any(|stmt| matches!(stmt, Stmt::Branch(..)));
    let lints = guarded.then(|| quote!(#[allow(clippy::all, reason = "guards are the specification's")]));
    quote! {
        #docs
        #lints
        #[inline]
        fn #name #generics (#params) -> #result {
            #body
        }
    }
}

fn function_doc(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> String {
    let event = &ctx.machine.events[handler.event.index()];
    let span = ctx.model().handlers[handler.handler].span;
    let states = docs::states(ctx, &handler.states);
    format!("{} in {states} ({}).", docs::code(&event.text), docs::place(ctx.plan, span))
}

fn generics(handler: &Handler<'_>) -> TokenStream {
    match (handler.reads_bindings, handler.failure) {
        (Reads::Yes, _) => quote!(<B: Bindings>),
        (Reads::No, Failure::Never) => quote!(),
        (Reads::No, Failure::Clean | Failure::Undone) => quote!(<F>),
    }
}

fn params(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> TokenStream {
    let (krate, machine) = (&ctx.plan.krate, &ctx.machine.name);
    let event = &ctx.machine.events[handler.event.index()].name;
    let event = (handler.reads_event == Reads::Yes).then(|| quote!(event: event::#event,));
    let bindings = (handler.reads_bindings == Reads::Yes).then(|| quote!(bindings: &mut B,));
    let emits = (handler.reads_emits == Reads::Yes).then(|| quote!(emits: &mut impl #krate::Sink<Emit>,));
    quote!(machine: &mut #machine, #event #bindings #emits)
}

fn result(ctx: &Ctx<'_, '_>, handler: &Handler<'_>) -> TokenStream {
    let krate = &ctx.plan.krate;
    match (handler.failure, handler.reads_bindings) {
        (Failure::Never, _) => quote!(Step),
        (_, Reads::Yes) => quote!(Result<Step, #krate::Failure<B::Error>>),
        (_, Reads::No) => quote!(Result<Step, #krate::Failure<F>>),
    }
}

/// Writes the body of one function.
struct Body<'p, 'm> {
    ctx: &'p Ctx<'p, 'm>,
    handler: &'p Handler<'m>,
}

impl<'p, 'm> Body<'p, 'm> {
    fn whole(&self) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let stmts = self.block(&self.handler.body);
        let stay = quote!(#krate::Step::stay(machine.state));
        let copies = self.copies();
        let (begin, step) = match moves(&self.handler.body) {
            true => (quote!(#copies let mut step = #stay;), quote!(step)),
            false => (copies, stay),
        };
        let slots = self.slots();
        match self.handler.failure {
            Failure::Never => quote!(#begin #stmts #step),
            Failure::Clean => quote!(#begin #slots #stmts Ok(#step)),
            Failure::Undone => {
                let undo = self.undo();
                quote! {
                    #begin
                    #slots
                    let failure = 'steps: {
                        #stmts
                        return Ok(#step);
                    };
                    #undo
                    Err(failure)
                }
            }
        }
    }

    /// Copies of small values in fields that are moved later.
    fn copies(&self) -> TokenStream {
        let moves = Moves::new();
        let values = self.values(&moves);
        let copies = self.handler.copied.iter().map(|copied| {
            let (local, value) = (&copied.local, values.place_path(copied.value));
            quote!(let #local = #value;)
        });
        copies.collect()
    }

    fn slots(&self) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let names = (0..self.handler.slots.len()).map(|at| slot(SlotId(at)));
        quote!(#(let mut #names = #krate::__private::Slot::new();)*)
    }

    /// Puts everything back, the last change first.
    fn undo(&self) -> TokenStream {
        let slots = self.handler.slots.iter().enumerate().rev();
        let mut undo: TokenStream = slots.map(|(at, slot)| self.put_back(SlotId(at), slot)).collect();
        if moves(&self.handler.body) {
            undo.extend(quote!(machine.state = step.from();));
        }
        undo
    }

    fn put_back(&self, id: SlotId, held: &Slot<'_>) -> TokenStream {
        let Slot::Before(update) = held else { return TokenStream::new() };
        let (slot, place) = (slot(id), self.variable(update));
        match (&update.op, &self.variable_field(update).ty) {
            (UpdateOp::Adds(_), Type::Array(_)) => quote!(#slot.take_back(&mut #place);),
            (UpdateOp::Removes(_), Type::Array(_)) => quote!(#slot.put_back(&mut #place);),
            _ => quote!(#slot.restore(&mut #place);),
        }
    }

    fn variable_field(&self, update: &model::Update) -> &'p Field {
        &self.ctx.machine.context[update.variable.index()]
    }

    fn variable(&self, update: &model::Update) -> TokenStream {
        let field = &self.variable_field(update).ident;
        quote!(machine.context.#field)
    }

    fn values<'v>(&'v self, moves: &'v Moves) -> Values<'v, 'm> {
        Values { ctx: self.ctx, handler: self.handler, moves }
    }

    fn block(&self, stmts: &[Stmt<'_>]) -> TokenStream {
        stmts.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&self, stmt: &Stmt<'_>) -> TokenStream {
        match stmt {
            Stmt::Move(to, at) => {
                let state = &self.ctx.machine.states[to.index()];
                let at = proc_macro2::Literal::usize_unsuffixed(*at);
                quote!(machine.state = State::#state; step.pass(#at, State::#state);)
            }
            Stmt::Compute(update, local) => self.compute(update, local),
            Stmt::Set(update, slot, local) => self.set(update, local, *slot),
            Stmt::Update(update, slot, moves) => self.update(update, *slot, moves),
            Stmt::Emit(sent, slot, moves) => self.emit(sent, *slot, moves),
            Stmt::Send(id) => {
                let slot = slot(*id);
                quote!(#slot.send(emits);)
            }
            Stmt::Call(call) => self.call(call),
            Stmt::Branch(groups, otherwise) => self.branch(groups, otherwise),
        }
    }

    fn update(&self, update: &model::Update, keep: Option<SlotId>, moves: &Moves) -> TokenStream {
        if body::is_same(update) {
            return TokenStream::new();
        }
        let values = self.values(moves);
        let place = self.variable(update);
        match &update.op {
            UpdateOp::Becomes(value) => self.replace(&place, &values.owned(value), keep),
            UpdateOp::Clears => self.clear(update, keep, &values),
            UpdateOp::Increases(by) => {
                self.replace(&place, &self.changed(update, by, &quote!(add), &values), keep)
            }
            UpdateOp::Decreases(by) => {
                self.replace(&place, &self.changed(update, by, &quote!(subtract), &values), keep)
            }
            UpdateOp::Adds(item) => self.add(update, item, keep, &values),
            UpdateOp::Removes(item) => self.remove(update, item, keep, &values),
        }
    }

    /// Sets a variable; the old value is kept if it has to be.
    fn replace(&self, place: &TokenStream, value: &TokenStream, keep: Option<SlotId>) -> TokenStream {
        let Some(keep) = keep.map(slot) else { return quote!(#place = #value;) };
        quote! {
            let value = #value;
            #keep.fill(::core::mem::replace(&mut #place, value));
        }
    }

    fn clear(&self, update: &model::Update, keep: Option<SlotId>, values: &Values<'_, '_>) -> TokenStream {
        let place = self.variable(update);
        let ty = &self.variable_field(update).ty;
        match (keep.map(slot), ty) {
            (None, Type::Array(_) | Type::String) => quote!(#place.clear();),
            (None, _) => {
                let zero = values.zero(ty);
                quote!(#place = #zero;)
            }
            (Some(keep), _) => quote!(#keep.fill(::core::mem::take(&mut #place));),
        }
    }

    /// Sets a variable to what was computed for it.
    fn set(&self, update: &model::Update, local: &Ident, keep: Option<SlotId>) -> TokenStream {
        let place = self.variable(update);
        match keep.map(slot) {
            None => quote!(#place = #local;),
            Some(keep) => quote!(#keep.fill(::core::mem::replace(&mut #place, #local));),
        }
    }

    /// The value of an update, before anything has changed.
    fn compute(&self, update: &model::Update, local: &Ident) -> TokenStream {
        let moves = Moves::new();
        let values = self.values(&moves);
        let value = match &update.op {
            UpdateOp::Increases(by) => self.changed(update, by, &quote!(add), &values),
            UpdateOp::Decreases(by) => self.changed(update, by, &quote!(subtract), &values),
            UpdateOp::Becomes(value) => values.owned(value),
            UpdateOp::Adds(_) | UpdateOp::Removes(_) | UpdateOp::Clears => {
                unreachable!("lists are not computed")
            }
        };
        quote!(let #local = #value;)
    }

    /// A variable's value and more, or less.
    fn changed(
        &self,
        update: &model::Update,
        by: &Expr,
        function: &TokenStream,
        values: &Values<'_, '_>,
    ) -> TokenStream {
        let (krate, place, by) = (&self.ctx.plan.krate, self.variable(update), values.owned(by));
        let computed = quote!(#krate::__private::Arithmetic::#function(#place, #by));
        values.computed(&computed, update.span)
    }

    fn add(
        &self,
        update: &model::Update,
        item: &Expr,
        keep: Option<SlotId>,
        values: &Values<'_, '_>,
    ) -> TokenStream {
        let (place, item) = (self.variable(update), values.owned(item));
        let push = quote!(#place.push(#item););
        match (keep.map(slot), &self.variable_field(update).ty) {
            (None, _) => push,
            (Some(keep), Type::Array(_)) => quote!(#push #keep.fill(());),
            (Some(keep), _) => quote!(#keep.fill(#place.clone()); #push),
        }
    }

    fn remove(
        &self,
        update: &model::Update,
        item: &Expr,
        keep: Option<SlotId>,
        values: &Values<'_, '_>,
    ) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let (place, keep) = (self.variable(update), keep.map(slot));
        let ty = &self.variable_field(update).ty;
        let item = match types::is_copy(&item.ty) {
            true => {
                let item = values.owned(item);
                quote!(&#item)
            }
            false => values.borrowed(item),
        };
        match (keep, ty) {
            (None, Type::Array(_)) => quote!(#krate::__private::remove(&mut #place, #item);),
            (Some(keep), Type::Array(_)) => {
                quote!(#keep.fill(#krate::__private::remove(&mut #place, #item));)
            }
            (None, _) => quote!(#place.remove(#item);),
            (Some(keep), _) => quote!(#keep.fill(#place.clone()); #place.remove(#item);),
        }
    }

    fn emit(&self, sent: &Sent<'_>, keep: Option<SlotId>, moves: &Moves) -> TokenStream {
        let emit = match sent {
            Sent::Event(emit) => self.event(emit, moves),
            Sent::Timer(timer) => self.timer(timer, moves),
        };
        match keep.map(slot) {
            None => quote!(emits.emit(#emit);),
            Some(keep) => quote!(#keep.fill(#emit);),
        }
    }

    /// An event or message with its payload; fields that this emit leaves out are zero.
    fn event(&self, emit: &model::Emit, moves: &Moves) -> TokenStream {
        let kind = parties::target_kind(emit.target);
        let planned = self.ctx.machine.emit(kind);
        let (variant, path) = (&planned.name, emits::sent_struct(self.ctx, kind));
        let values = self.values(moves);
        let fields = self.fields_of(emit.target).iter().enumerate().map(|(at, field)| {
            let given = emit.payload.iter().find(|(id, _)| *id == FieldId::new(at));
            let value = given.map_or_else(|| values.zero(&field.ty), |(_, value)| values.owned(value));
            let name = &field.ident;
            quote!(#name: #value)
        });
        quote!(Emit::#variant(#path { #(#fields),* }))
    }

    fn fields_of(&self, target: model::Target) -> &'p [Field] {
        match target {
            model::Target::Machine(id, event) => &self.ctx.other(id).events[event.index()].fields,
            model::Target::Actor(id, message) => {
                &self.ctx.plan.actors[id.index()].messages[message.index()].fields
            }
            model::Target::Itself(event) => &self.ctx.machine.events[event.index()].fields,
        }
    }

    fn timer(&self, timer: &model::Timer, moves: &Moves) -> TokenStream {
        let variant = &self.ctx.machine.emit(parties::timer_kind(&timer.op)).name;
        match &timer.op {
            TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => {
                let duration = self.duration(duration, timer, moves);
                quote!(Emit::#variant(#duration))
            }
            TimerOp::CancelTimer | TimerOp::CancelEvent(_) => quote!(Emit::#variant),
        }
    }

    fn duration(&self, duration: &model::Duration, timer: &model::Timer, moves: &Moves) -> TokenStream {
        let literal = proc_macro2::Literal::u64_unsuffixed;
        if let Some(millis) = body::constant_millis(duration) {
            let (seconds, millis) = (literal(millis / 1000), (millis % 1000 != 0).then(|| literal(millis)));
            return match millis {
                Some(millis) => quote!(::core::time::Duration::from_millis(#millis)),
                None => quote!(::core::time::Duration::from_secs(#seconds)),
            };
        }
        let values = self.values(moves);
        let (krate, amount) = (&self.ctx.plan.krate, values.owned(&duration.amount));
        let unit = literal(body::unit_millis(duration.unit));
        values.computed(&quote!(#krate::__private::Arithmetic::duration(#amount, #unit)), timer.span)
    }

    fn call(&self, call: &model::Call) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let moves = Moves::new();
        let (before, args) = self.values(&moves).arguments(call);
        let function = &self.ctx.machine.binding(call.phrase).function;
        let phrase = body::text_of(self.ctx.plan.sources, call.span);
        let call = quote!(bindings.#function(&machine.context, #(#args),*));
        let failure = quote!(#krate::Failure::Binding { phrase: #phrase, error });
        let call = match self.handler.failure {
            Failure::Undone => quote!(if let Err(error) = #call { break 'steps #failure; }),
            Failure::Clean | Failure::Never => quote!(#call.map_err(|error| #failure)?;),
        };
        if before.is_empty() { call } else { quote!({ #before #call }) }
    }

    fn branch(&self, groups: &[(&model::Condition, Vec<Stmt<'_>>)], otherwise: &[Stmt<'_>]) -> TokenStream {
        let moves = Moves::new();
        let values = self.values(&moves);
        let groups = groups.iter().map(|(condition, body)| {
            let (condition, body) = (values.condition(condition), self.block(body));
            quote!(if #condition { #body })
        });
        let otherwise = (!otherwise.is_empty()).then(|| {
            let body = self.block(otherwise);
            quote!(else { #body })
        });
        quote!(#(#groups)else* #otherwise)
    }
}

/// Whether a transition is made somewhere.
fn moves(stmts: &[Stmt<'_>]) -> bool {
    stmts.iter().any(|stmt| match stmt {
        Stmt::Move(..) => true,
        Stmt::Branch(groups, otherwise) => groups.iter().any(|(_, body)| moves(body)) || moves(otherwise),
        Stmt::Compute(..) | Stmt::Set(..) | Stmt::Update(..) => false,
        Stmt::Emit(..) | Stmt::Send(_) | Stmt::Call(_) => false,
    })
}

fn slot(id: SlotId) -> Ident {
    format_ident!("slot_{}", id.0 + 1)
}
