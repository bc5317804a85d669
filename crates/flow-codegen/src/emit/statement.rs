//! The statements of a handler: one function for each kind.
//!
//! A new kind of step is emitted here and nowhere else. Updates are in [`update`](super::update).

use flow_model::model::{
    self, Address, Call, Chain, Condition, EventId, Expr, ExprKind, FieldId, ForEach, MachineId, Reject,
    StateId, Step, Target, TimeUnit, Type, UpdateOp, VariableId, When,
};
use flow_model::visit;
use flow_syntax::gather::Gather;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::body::{Body, slot_ident};
use super::emits;
use super::expr::{Values, is_stored, item_ident, made_ident};
use super::types::{self, Module};
use crate::plan::duration::timer_micros;
use crate::plan::emits::Carried;
use crate::plan::handler::{Failure, Sent, Slot, SlotId, Sources, Stmt};
use crate::plan::{EmitKind, Way};

impl Body<'_, '_> {
    pub(super) fn emit_block(&self, stmts: &[Stmt<'_>]) -> TokenStream {
        stmts.iter().map(|stmt| self.emit_statement(stmt)).collect()
    }

    fn emit_statement(&self, stmt: &Stmt<'_>) -> TokenStream {
        match stmt {
            Stmt::Move(to, position) => self.emit_transition(*to, *position),
            Stmt::Compute(update, local, sources) => self.compute_value(update, local, sources),
            Stmt::Set(update, slot, local) => self.set_variable(update, local, *slot),
            Stmt::Update(update, slot, sources) => self.emit_update(update, *slot, sources),
            Stmt::Emit(sent, slot, sources) => self.emit_sent(sent, *slot, sources),
            Stmt::Send(slot) => send_delayed(*slot),
            Stmt::Call(call, catches) => self.call_action(call, *catches),
            Stmt::Ask(update, slot, catches) => self.ask_binding(update, *slot, *catches),
            Stmt::Reject(reject) => {
                let refused = self.emit_refusal(reject);
                quote!(return #refused;)
            }
            Stmt::Branch(groups, otherwise) => self.emit_branch(groups, otherwise),
            Stmt::Catch(chain, groups, otherwise) => self.emit_catch(chain, groups, otherwise),
            Stmt::Loop(each, saved, body) => self.emit_loop(each, saved, body),
        }
    }

    fn emit_transition(&self, to: StateId, position: usize) -> TokenStream {
        let state = &self.ctx.machine.states[to];
        let position = Literal::usize_unsuffixed(position);
        quote!(machine.state = State::#state; step.pass(#position, State::#state);)
    }

    /// Makes an emit, and sends it or delays it in a slot.
    fn emit_sent(&self, sent: &Sent<'_>, slot: Option<SlotId>, sources: &Sources) -> TokenStream {
        let emit = match sent {
            Sent::Event(emit) => self.emit_event(emit, sources),
            Sent::Timer(timer) => self.emit_timer(timer, sources),
        };
        let is_new = matches!(sent, Sent::Event(emit) if emit.address == Address::New);
        match slot.map(slot_ident) {
            // The id of a new instance comes from the sink, which cannot be borrowed twice.
            None if is_new => quote!(let emit = #emit; emits.emit(emit);),
            None => quote!(emits.emit(#emit);),
            Some(slot) => quote!(#slot.fill(#emit);),
        }
    }

    /// A loop over a list as it is when the loop begins: a copy of a variable that the loop changes, else the list itself.
    fn emit_loop(&self, each: &ForEach, saved: &[SlotId], body: &[Stmt<'_>]) -> TokenStream {
        let sources = Sources::default();
        let (values, saved) = (self.values(&sources), saved.iter().map(|slot| self.save_before_loop(*slot)));
        let item = self.emit_item_pattern(each);
        let (before, list) = match root_variable(&each.list) {
            _ if !is_stored(&each.list) => {
                let name = format_ident!("items_{}", each.item.index() + 1);
                let here = Module::Machine(self.ctx.machine.id);
                let (ty, list) =
                    (types::owned_type(self.ctx.plan, here, &each.list.ty), values.emit_owned(&each.list));
                (quote!(let #name: #ty = #list;), quote!(&#name))
            }
            Some(variable) if changes(&each.body, variable) => {
                let list = values.emit_owned(&each.list);
                (TokenStream::new(), quote!(&#list))
            }
            _ => (TokenStream::new(), values.emit_borrowed(&each.list)),
        };
        let list = match &each.list.ty {
            Type::Array(_) => list,
            _ => {
                let krate = &self.ctx.plan.krate;
                quote!(#krate::__private::items(#list))
            }
        };
        let body = self.emit_block(body);
        quote!(#(#saved)* #before for #item in #list { #body })
    }

    /// The variable of a loop's item: small items are copied.
    fn emit_item_pattern(&self, each: &ForEach) -> TokenStream {
        let mut is_read = false;
        visit::body_exprs(&each.body, &mut |expr| {
            is_read |= matches!(expr.kind, ExprKind::Item(item) if item == each.item);
        });
        let item = item_ident(each.item);
        match types::is_copy(&self.ctx.model().items[each.item].ty) {
            _ if !is_read => quote!(_),
            true => quote!(&#item),
            false => quote!(#item),
        }
    }

    /// Saves what a variable is before a loop.
    fn save_before_loop(&self, id: SlotId) -> TokenStream {
        let slot = slot_ident(id);
        match self.handler.slots[id] {
            Slot::Length(variable) => {
                let place = self.place_of(variable);
                quote!(#slot.fill(#place.len());)
            }
            Slot::Whole(variable) => {
                let (place, ty) = (self.place_of(variable), &self.ctx.machine.context[variable].ty);
                match ty {
                    ty if types::is_copy(ty) => quote!(#slot.fill(#place);),
                    _ => quote!(#slot.fill(::core::clone::Clone::clone(&#place));),
                }
            }
            Slot::Emit | Slot::Emits | Slot::Before(_) => TokenStream::new(),
        }
    }

    /// An event or message with its payload; fields that this emit leaves out are zero.
    fn emit_event(&self, emit: &model::Emit, sources: &Sources) -> TokenStream {
        let kind = EmitKind::of_emit(self.ctx.plan.model, emit);
        let (variant, path) = (&self.ctx.machine.emit(kind).name, emits::payload_path(self.ctx, kind));
        let fields = self.emit_payload(emit.target, &emit.payload, sources);
        let (values, sent) = (self.values(sources), quote!(#path { #(#fields),* }));
        match kind {
            EmitKind::Machine(machine, _, Way::New) => self.emit_to_new(machine, variant, &sent),
            EmitKind::Machine(_, _, Way::Reference) => {
                let Address::Reference(reference) = &emit.address else { return TokenStream::new() };
                let to = values.emit_checked(&values.emit_owned(reference), reference.span);
                quote!(Emit::#variant(#to, #sent))
            }
            EmitKind::Machine(machine, event, Way::Key) => {
                let empty = self.emit_empty_key_tests(machine, event);
                if empty.is_empty() {
                    return quote!(Emit::#variant(#sent));
                }
                let present = values.emit_checked(&quote!((!(#(#empty)||*)).then_some(sent)), emit.span);
                quote!(Emit::#variant({ let sent = #sent; #present }))
            }
            _ => quote!(Emit::#variant(#sent)),
        }
    }

    /// The fields of a payload with their values.
    fn emit_payload(
        &self,
        target: Target,
        payload: &[(FieldId, Expr)],
        sources: &Sources,
    ) -> Vec<TokenStream> {
        let values = self.values(sources);
        let fields = self.ctx.target_fields(target).entries().map(|(id, field)| {
            let given = payload.iter().find(|(given, _)| *given == id);
            let value =
                given.map_or_else(|| values.emit_zero(&field.ty), |(_, value)| values.emit_owned(value));
            let name = &field.ident;
            quote!(#name: #value)
        });
        fields.gather()
    }

    /// An emit to a new instance, whose id comes from the sink. The payload is made before.
    fn emit_to_new(&self, machine: MachineId, variant: &Ident, sent: &TokenStream) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let this = &self.ctx.machine.name;
        let ty = types::machine_path(self.ctx.plan, Module::Machine(self.ctx.machine.id), machine);
        let keep = self.handler.made.contains(&machine).then(|| {
            let kept = made_ident(machine);
            match self.ctx.plan.durable {
                None => quote!(#kept = Some(made);),
                // Ids that a host gives out are texts, which are not `Copy`.
                Some(_) => quote!(#kept = Some(::core::clone::Clone::clone(&made));),
            }
        });
        quote!({
            let sent = #sent;
            let made = #krate::system::Neighbours::<#this>::reserve::<#ty>(emits);
            #keep
            Emit::#variant(made, sent)
        })
    }

    /// The tests whether a key in the payload `sent` is empty.
    fn emit_empty_key_tests(&self, machine: MachineId, event: EventId) -> Vec<TokenStream> {
        let receiver = &self.ctx.plan.model.machines[machine];
        let keys = emits::find_key_fields(self.ctx.plan, machine, event).unwrap_or_default();
        let tests = keys.into_iter().zip(receiver.instances.keys()).map(|(field, key)| {
            match receiver.variables[*key].ty {
                Type::Integer => None,
                Type::Reference(_) => Some(quote!(sent.#field.is_none())),
                _ => Some(quote!(sent.#field.is_empty())),
            }
        });
        tests.flatten().gather()
    }

    fn emit_timer(&self, timer: &model::Timer, sources: &Sources) -> TokenStream {
        let kind = EmitKind::of_timer(&timer.op);
        let emit = self.ctx.machine.emit(kind);
        let variant = &emit.name;
        let Some(start) = timer.op.start() else { return quote!(Emit::#variant) };
        let time = match &start.when {
            When::After(length) | When::Every(length) => self.emit_timer_duration(length, timer, sources),
            When::Until(time) => self.values(sources).emit_owned(time),
        };
        match emit.carried {
            Carried::TimeAndPayload(_) => {
                let path = emits::payload_path(self.ctx, kind);
                let fields = self.emit_payload(Target::Itself(start.event), &start.payload, sources);
                quote!(Emit::#variant(#time, #path { #(#fields),* }))
            }
            _ => quote!(Emit::#variant(#time)),
        }
    }

    fn emit_timer_duration(
        &self,
        duration: &model::Duration,
        timer: &model::Timer,
        sources: &Sources,
    ) -> TokenStream {
        if let Some(micros) = timer_micros(duration) {
            return emit_constant_duration(micros);
        }
        let values = self.values(sources);
        let (krate, amount) = (&self.ctx.plan.krate, values.emit_owned(&duration.amount));
        let length = match duration.unit.map(TimeUnit::micros) {
            None => quote!(#krate::Duration::to_timer(#amount)),
            Some(micros) if micros < 1000 => {
                quote!(#krate::__private::Arithmetic::of_unit(#amount, 1).and_then(#krate::Duration::to_timer))
            }
            Some(micros) => {
                let unit = Literal::u64_unsuffixed(micros.unsigned_abs() / 1000);
                quote!(#krate::__private::Arithmetic::duration(#amount, #unit))
            }
        };
        values.emit_checked(&length, timer.span)
    }

    fn call_action(&self, call: &Call, catches: Option<u32>) -> TokenStream {
        let (before, call) = self.emit_binding_call(call, catches);
        match (catches.map(failure_ident), before.is_empty()) {
            (Some(failure), true) => quote!(let #failure = #call.err();),
            (Some(failure), false) => quote!(let #failure = { #before #call.err() };),
            (None, true) => quote!(#call?;),
            (None, false) => quote!({ #before #call?; }),
        }
    }

    /// A call of a binding that can fail, as a result, and what precedes it.
    fn emit_binding_call(&self, call: &Call, catches: Option<u32>) -> (TokenStream, TokenStream) {
        let krate = &self.ctx.plan.krate;
        let sources = Sources::default();
        let (before, args) = self.values(&sources).emit_arguments(call);
        let function = &self.ctx.machine.binding(call.phrase).function;
        let (phrase, words) = (&*call.words, self.ctx.tell_words(call));
        let before = words.map_or_else(|| before.clone(), |words| quote!(#before #words;));
        let call = quote! {
            B::#function(bindings, &machine.context, #(#args),*)
                .map_err(|error| #krate::__private::binding_failed(#phrase, error))
        };
        let call = match &self.ctx.plan.durable {
            // The handler goes on after a failure: a host takes back what the binding has written.
            Some(durable) if catches.is_some() => {
                let path = &durable.path;
                quote!(#path::__private::Attempt::begin().end(#call))
            }
            _ => call,
        };
        (before, call)
    }

    /// Sets a variable to what a binding answers.
    fn ask_binding(&self, update: &model::Update, slot: Option<SlotId>, catches: Option<u32>) -> TokenStream {
        let UpdateOp::ComesFrom(call) = &update.op else { return TokenStream::new() };
        let (before, call) = self.emit_binding_call(call, catches);
        let answer = Ident::new("answer", Span::call_site());
        let set = self.set_variable(update, &answer, slot);
        match catches.map(failure_ident) {
            None => quote!({ #before let answer = #call?; #set }),
            Some(failure) => quote! {
                let #failure = {
                    #before
                    match #call {
                        Ok(answer) => {
                            #set
                            None
                        }
                        Err(failure) => Some(failure),
                    }
                };
            },
        }
    }

    /// A chain that asks whether the statement before it failed: after a failure, only what asks for it runs.
    fn emit_catch(
        &self,
        chain: &Chain,
        groups: &[(&Condition, Vec<Stmt<'_>>)],
        otherwise: &[Stmt<'_>],
    ) -> TokenStream {
        let Some(depth) = chain.catches else { return TokenStream::new() };
        let krate = &self.ctx.plan.krate;
        let (failure, sources) = (failure_ident(depth), Sources::default());
        let values = Values { failure: Some(depth), ..self.values(&sources) };
        let text = reads_failure(chain, depth).then(|| {
            let text = super::context::failure_text_ident(depth);
            quote!(let #text = #krate::__private::failure_text(#failure.as_ref());)
        });
        let groups = groups.iter().zip(&chain.groups).map(|((condition, body), group)| {
            let (condition, body) = (values.emit_condition(condition), self.emit_block(body));
            match group.asks_failed() {
                true => quote!(if #condition { #body }),
                false => quote!(if #failure.is_none() && (#condition) { #body }),
            }
        });
        let failed = (!chain.otherwise_catches()).then(|| {
            let error = match self.handler.failure {
                Failure::Refusal => quote!(#krate::Reason::Failed(failure)),
                Failure::Possible | Failure::Never => quote!(failure),
            };
            quote!(else if let Some(failure) = #failure { return Err(#error); })
        });
        let otherwise = (!otherwise.is_empty()).then(|| {
            let body = self.emit_block(otherwise);
            quote!(else { #body })
        });
        quote!(#text #(#groups)else* #failed #otherwise)
    }

    /// The result of a handler that came to a `reject`.
    pub(super) fn emit_refusal(&self, reject: &Reject) -> TokenStream {
        let krate = &self.ctx.plan.krate;
        let sources = Sources::default();
        let refusal = match reject.reason.as_ref().map(|reason| (&reason.kind, reason)) {
            None => quote!(#krate::Refusal::literal("")),
            Some((ExprKind::Text(text), _)) => quote!(#krate::Refusal::literal(#text)),
            Some((_, reason)) => {
                let text = self.values(&sources).emit_owned(reason);
                quote!(#krate::Refusal::computed(#text))
            }
        };
        quote!(Err(#krate::Reason::Refused(#refusal)))
    }

    fn emit_branch(&self, groups: &[(&Condition, Vec<Stmt<'_>>)], otherwise: &[Stmt<'_>]) -> TokenStream {
        let sources = Sources::default();
        let values = self.values(&sources);
        let groups = groups.iter().map(|(condition, body)| {
            let (condition, body) = (values.emit_condition(condition), self.emit_block(body));
            quote!(if #condition { #body })
        });
        let otherwise = (!otherwise.is_empty()).then(|| {
            let body = self.emit_block(otherwise);
            quote!(else { #body })
        });
        quote!(#(#groups)else* #otherwise)
    }
}

/// The variable with the failure that a chain of this depth asks for.
pub(super) fn failure_ident(depth: u32) -> Ident {
    format_ident!("failure_{}", depth + 1)
}

/// The variable that a list is in.
fn root_variable(list: &Expr) -> Option<VariableId> {
    match &list.kind {
        ExprKind::Variable(variable) => Some(*variable),
        ExprKind::Field(inner, _) => root_variable(inner),
        _ => None,
    }
}

/// Whether steps change a variable.
fn changes(body: &[Step], variable: VariableId) -> bool {
    let mut changes = false;
    visit::steps(body, &mut |step| changes |= step.changed_variable() == Some(variable));
    changes
}

/// Whether something in a chain reads `$failure` of its depth.
fn reads_failure(chain: &Chain, depth: u32) -> bool {
    let step = Step::Chain(chain.clone());
    let mut reads = false;
    visit::body_exprs(std::slice::from_ref(&step), &mut |expr| {
        reads |= matches!(expr.kind, ExprKind::Failure(at) if at == depth);
    });
    reads
}

fn send_delayed(slot: SlotId) -> TokenStream {
    let slot = slot_ident(slot);
    quote!(#slot.send(emits);)
}

/// A duration in seconds where it has no fraction of one, which reads better.
fn emit_constant_duration(micros: u64) -> TokenStream {
    if micros.is_multiple_of(1_000_000) {
        let seconds = Literal::u64_unsuffixed(micros / 1_000_000);
        quote!(::core::time::Duration::from_secs(#seconds))
    } else if micros.is_multiple_of(1000) {
        let millis = Literal::u64_unsuffixed(micros / 1000);
        quote!(::core::time::Duration::from_millis(#millis))
    } else {
        let micros = Literal::u64_unsuffixed(micros);
        quote!(::core::time::Duration::from_micros(#micros))
    }
}
