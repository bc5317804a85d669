//! Takes one event into one instance: all of its effects happen, or none (reference#event-handling).
//!
//! [`step`] changes the instance while it runs the handler, and returns the path through the handler. The system delivers the
//! messages on that path. Each update on the path records its change, so that a handler that fails can be undone. Guards see
//! the effects of the steps before them (reference#staging).

use std::borrow::Cow;
use std::fmt;
use std::mem;
use std::rc::Rc;

use flow_model::model::{
    Address, BinaryOp, Block, Call, Chain, ChainOrigin, Emit, EventId, Expr, ExprKind, FieldId, ForEach,
    Group, MachineId, PayloadField, Reaction, Reject, StateId, Step, Target, Timer, Transition, Type, Update,
    UpdateOp, Variable, When,
};
use flow_syntax::ast::Table;

pub use crate::exec::change::Change;
use crate::exec::eval::{Bindings, Fault, PhraseCall, Scope, calculate, micros};
pub use crate::exec::outcome::{Done, Happened, Refusal, Started, Taken};
use crate::exec::runnable::Runnable;
use crate::exec::value::Value;

/// The payload of a message, by name of the field, in the order written.
pub type Payload<'m> = Vec<(&'m str, Value)>;

/// An instance of a machine: what one order, payment, … is at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Instance {
    /// Its machine.
    pub machine: MachineId,
    /// Its id, the value of `$order_id` (reference#instance-id).
    pub id: String,
    /// The state it is in.
    pub state: StateId,
    /// Its context, by variable.
    pub context: Vec<Value>,
}

impl Instance {
    /// A new instance: in the initial state, every variable zero.
    pub fn new(runnable: &Runnable<'_>, machine: MachineId, id: String) -> Self {
        let definition = runnable.machine(machine);
        let zero = |variable: &Variable| Value::zero(runnable.model, &variable.ty);
        let context = definition.variables.iter().map(zero).collect();
        Instance { machine, id, state: definition.initial, context }
    }
}

/// An executor of handlers for the instances of a system: the interpreter, or compiled code in its place. So stories can run against
/// compiled code and a user's own bindings.
pub trait Executor: fmt::Debug {
    /// Takes one event into one instance, as [`step`] does (reference#event-handling).
    ///
    /// # Errors
    /// If no handler accepts it, or one of its steps fails; the instance did not change then.
    fn step<'m>(
        &self,
        runnable: &Runnable<'m>,
        bindings: &mut dyn Bindings,
        instance: &mut Instance,
        event: EventId,
        payload: &[Value],
    ) -> Result<Done<'m>, Refusal<'m>> {
        step(runnable, bindings, instance, event, payload)
    }

    /// Receives a fact of a `given:`, true or false, with its rows if it is a table (reference#story-start).
    fn given(&self, _instance: &Instance, _fact: &PhraseCall<'_>, _holds: bool, _rows: Option<&Table>) {}

    /// Whether a phrase of an `expect:` is true; `None` if it cannot be judged, which leaves the story undecided
    /// (reference#verdicts).
    fn asserted(&self, _instance: &Instance, _phrase: &PhraseCall<'_>) -> Option<bool> {
        None
    }
}

/// Takes events with [`step`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Interpreter;

impl Executor for Interpreter {}

/// Takes one event into one instance (reference#event-handling). The payload is by field of the event, as [`fields`] makes it.
///
/// # Errors
/// If no handler accepts it, or one of its steps fails; the instance did not change then.
pub fn step<'m>(
    runnable: &Runnable<'m>,
    bindings: &mut dyn Bindings,
    instance: &mut Instance,
    event: EventId,
    payload: &[Value],
) -> Result<Done<'m>, Refusal<'m>> {
    let from = instance.state;
    let found = runnable.handler(instance.machine, from, event);
    let handler = found.ok_or(Refusal::Rejected { state: from })?;
    let taker = runnable.get(instance.machine, handler);
    if taker.reaction == Reaction::Defer {
        return Err(Refusal::Deferred { handler });
    }
    let payload = payload_for_handler(runnable, instance.machine, (event, taker.event), payload);
    let (body, payload) = (&taker.body, &*payload);
    let locals = Locals { began: Some(from), ..Locals::default() };
    let path = Vec::with_capacity(body.len());
    let mut walk = Walk { runnable, bindings, instance, payload, locals, path };
    let stop = match walk.run_block(body) {
        Ok(()) => return Ok(Done { handler, state: walk.instance.state, path: walk.path }),
        Err(stop) => stop,
    };
    let path = walk.undo(from);
    Err(match stop {
        Stop::Fault(fault) => Refusal::Fault { handler, fault, path },
        Stop::Failed(call, message) => Refusal::Failed { handler, call, message, path },
        Stop::Refused(reason) => Refusal::Refused { handler, reason, path },
    })
}

/// The timers that the steps of a state start, where an instance is put into it (reference#story-start). Those below a guard are not
/// started.
pub fn start_entering_timers<'m>(
    runnable: &Runnable<'m>,
    bindings: &mut dyn Bindings,
    instance: &mut Instance,
    body: &'m [Step],
) -> Vec<(&'m Timer, Started)> {
    let (locals, path) = (Locals::default(), Vec::new());
    let mut walk = Walk { runnable, bindings, instance, payload: &[], locals, path };
    for step in body {
        if let Step::Timer(timer) = step {
            // A length of time that cannot be computed starts no timer.
            let _ = walk.run_timer(timer);
        }
    }
    let timed = walk.path.into_iter().filter_map(|happened| match happened {
        Happened::Timed(timer, started) => Some((timer, started)),
        _ => None,
    });
    timed.collect()
}

/// The payload as handlers of the event read it: by field, with zeros for fields that were not sent (reference#zero-values).
pub fn fields(
    runnable: &Runnable<'_>,
    machine: MachineId,
    event: EventId,
    payload: &[(&str, Value)],
) -> Vec<Value> {
    let fields = runnable.machine(machine).events[event].fields.iter();
    let value = |field: &PayloadField| {
        let sent = payload.iter().find(|(name, _)| *name == field.name.text);
        sent.map_or_else(|| Value::zero(runnable.model, &field.ty), |(_, value)| value.clone().fit(&field.ty))
    };
    fields.map(value).collect()
}

/// The payload by field of the event that the accepting handler is for. An event without a sender can have the same fields in another
/// order.
fn payload_for_handler<'p>(
    runnable: &Runnable<'_>,
    machine: MachineId,
    (event, taken_as): (EventId, EventId),
    payload: &'p [Value],
) -> Cow<'p, [Value]> {
    if event == taken_as {
        return Cow::Borrowed(payload);
    }
    let sent = runnable.machine(machine).events[event].fields.iter();
    let named: Vec<_> = sent.map(|field| field.name.text.as_str()).zip(payload.iter().cloned()).collect();
    Cow::Owned(fields(runnable, machine, taken_as, &named))
}

enum Stop<'m> {
    Fault(Fault),
    Failed(&'m Call, String),
    Refused(String),
}

impl From<Fault> for Stop<'_> {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

/// On the path through a handler.
struct Walk<'p, 'm> {
    runnable: &'p Runnable<'m>,
    bindings: &'p mut dyn Bindings,
    instance: &'p mut Instance,
    payload: &'p [Value],
    locals: Locals,
    path: Vec<Happened<'m>>,
}

/// The values that exist only while a handler runs.
#[derive(Default)]
struct Locals {
    /// The items of the loops around, by item; only as long as the loops so far needed, so that handlers without loops allocate no memory.
    items: Vec<Value>,
    /// The instances that the handler makes with `to a new @m`, oldest first.
    made: Vec<(MachineId, Value)>,
    /// Whether the step above the chain of the evaluated guards failed.
    failed: bool,
    /// The errors that the branches around were taken for, outermost first.
    failures: Vec<String>,
    /// The state in which the handler began; `None` where no handler runs.
    began: Option<StateId>,
}

/// A call that returned an error, and its text.
type FailedCall<'m> = (&'m Call, String);

impl<'m> Walk<'_, 'm> {
    /// Restores the instance as it was before this event, and returns the path.
    fn undo(mut self, from: StateId) -> Vec<Happened<'m>> {
        self.instance.state = from;
        for happened in self.path.iter_mut().rev() {
            if let Happened::Updated(update, change) = happened {
                let change = mem::replace(change, Change::Nothing);
                change.undo(&mut self.instance.context[update.variable.index()]);
            }
        }
        self.path
    }

    fn run_block(&mut self, block: &'m Block) -> Result<(), Stop<'m>> {
        let mut steps = block.iter();
        while let Some(step) = steps.next() {
            let Err(stop) = self.run_step(step) else { continue };
            match (stop, steps.as_slice().first()) {
                (Stop::Failed(call, message), Some(Step::Chain(chain))) if chain.catches.is_some() => {
                    steps.next();
                    self.run_chain(chain, Some((call, message)))?;
                }
                (stop, _) => return Err(stop),
            }
        }
        Ok(())
    }

    fn run_step(&mut self, step: &'m Step) -> Result<(), Stop<'m>> {
        match step {
            Step::Transition(transition) => self.run_transition(transition),
            Step::Update(update) => self.update(update)?,
            Step::Emit(emit) => self.emit(emit)?,
            Step::Timer(timer) => self.run_timer(timer)?,
            Step::Action(call) => self.run_action(call)?,
            Step::Reject(reject) => self.reject(reject)?,
            Step::Chain(chain) => self.run_chain(chain, None)?,
            Step::ForEach(each) => self.run_loop(each)?,
        }
        Ok(())
    }

    fn run_transition(&mut self, transition: &'m Transition) {
        self.instance.state = transition.to;
        self.path.push(Happened::Moved(transition));
    }

    fn update(&mut self, update: &'m Update) -> Result<(), Stop<'m>> {
        let change = match &update.op {
            UpdateOp::Becomes(expr) => {
                let new = self.eval(expr)?;
                self.replace(update, new)
            }
            UpdateOp::Increases(expr) => self.calculate(update, BinaryOp::Add, expr)?,
            UpdateOp::Decreases(expr) => self.calculate(update, BinaryOp::Subtract, expr)?,
            UpdateOp::Adds(expr) => {
                let item = self.eval(expr)?;
                self.add(update, item)
            }
            UpdateOp::Removes(expr) => {
                let item = self.eval(expr)?;
                self.remove(update, &item)
            }
            UpdateOp::ComesFrom(call) => {
                let answer = self.answer(update, call)?;
                self.replace(update, answer)
            }
            UpdateOp::Clears => {
                let zero = Value::zero(self.runnable.model, &self.variable(update).ty);
                self.replace(update, zero)
            }
        };
        self.path.push(Happened::Updated(update, change));
        Ok(())
    }

    fn replace(&mut self, update: &Update, new: Value) -> Change {
        let new = new.fit(&self.variable(update).ty);
        Change::Replaced(mem::replace(self.variable_mut(update), new))
    }

    fn calculate(&mut self, update: &Update, op: BinaryOp, by: &Expr) -> Result<Change, Stop<'m>> {
        let by = self.eval(by)?;
        let new = calculate(op, self.variable_mut(update), &by, update.span)?;
        Ok(self.replace(update, new))
    }

    fn add(&mut self, update: &Update, item: Value) -> Change {
        let item = match &self.variable(update).ty {
            Type::Array(ty) => item.fit(ty),
            _ => item,
        };
        match self.variable_mut(update) {
            Value::List(items) => {
                Rc::make_mut(items).push(item);
                Change::Added
            }
            other => Change::Replaced(mem::replace(other, Value::list(vec![item]))),
        }
    }

    fn remove(&mut self, update: &Update, item: &Value) -> Change {
        let Value::List(items) = self.variable_mut(update) else { return Change::Nothing };
        match items.iter().position(|one| one.equals(item)) {
            Some(at) => Change::Removed(at, Rc::make_mut(items).remove(at)),
            None => Change::Nothing,
        }
    }

    fn variable(&self, update: &Update) -> &'m Variable {
        &self.runnable.machine(self.instance.machine).variables[update.variable]
    }

    /// The value of the variable that is updated.
    fn variable_mut(&mut self, update: &Update) -> &mut Value {
        &mut self.instance.context[update.variable.index()]
    }

    fn emit(&mut self, emit: &'m Emit) -> Result<(), Stop<'m>> {
        // A reference first, since it is read first. A new instance last: in `emit :pack to a new @parcel with before: @parcel`, the value
        // is an older one.
        let is_reference = matches!(emit.address, Address::Reference(_));
        let known = if is_reference { self.resolve_address(emit)? } else { None };
        let payload = self.eval_payload(emit.target, &emit.payload)?;
        let to = if is_reference { known } else { self.resolve_address(emit)? };
        self.check_key(emit, &payload)?;
        self.path.push(Happened::Sent(emit, payload, to));
        Ok(())
    }

    /// The id of the receiver, if the emit determines it.
    fn resolve_address(&mut self, emit: &'m Emit) -> Result<Option<Value>, Stop<'m>> {
        let Target::Machine(machine, _) = emit.target else { return Ok(None) };
        match &emit.address {
            Address::Partner | Address::All => Ok(None),
            Address::New => {
                let made = self.locals.made.iter().filter(|(of, _)| *of == machine).count();
                let id = Value::text(&self.bindings.others().next_id(machine, made));
                self.locals.made.push((machine, id.clone()));
                Ok(Some(id))
            }
            Address::Reference(reference) => {
                let id = self.eval(reference)?;
                let exists =
                    |id: &Value| matches!(id, Value::Text(id) if self.bindings.others().exists(machine, id));
                if exists(&id) {
                    return Ok(Some(id));
                }
                let name = &self.runnable.machine(machine).name.text;
                let message = match id.is_zero() {
                    true => "the reference is not set".to_owned(),
                    false => format!("there is no @{name} {id}"),
                };
                Err(Fault { message, span: reference.span }.into())
            }
        }
    }

    /// Fails if a key of the receiver is empty (reference#instances).
    fn check_key(&self, emit: &'m Emit, payload: &[Value]) -> Result<(), Stop<'m>> {
        let Target::Machine(machine, _) = emit.target else { return Ok(()) };
        let receiver = self.runnable.machine(machine);
        let fields = self.runnable.fields_of(self.instance.machine, emit.target);
        if emit.address != Address::Partner {
            return Ok(());
        }
        for key in receiver.instances.keys() {
            let key = &receiver.variables[*key].name.text;
            let carried = emit.payload.iter().zip(payload);
            let carried = carried.filter(|((field, _), _)| fields[field.index()].name.text == *key);
            for (_, value) in carried {
                if matches!(value, Value::Text(text) if text.is_empty()) {
                    return Err(Fault { message: format!("${key} is empty"), span: emit.span }.into());
                }
            }
        }
        Ok(())
    }

    fn run_loop(&mut self, each: &'m ForEach) -> Result<(), Stop<'m>> {
        let items = match self.eval(&each.list)? {
            Value::List(items) => items,
            _ => Rc::default(),
        };
        self.path.push(Happened::Looped(each, items.len()));
        for item in items.iter() {
            let at = each.item.index();
            if self.locals.items.len() <= at {
                self.locals.items.resize(at + 1, Value::Nothing);
            }
            self.locals.items[at] = item.clone();
            self.run_block(&each.body)?;
        }
        Ok(())
    }

    fn eval_payload(&mut self, target: Target, payload: &[(FieldId, Expr)]) -> Result<Vec<Value>, Stop<'m>> {
        let fields = self.runnable.fields_of(self.instance.machine, target);
        let mut values = Vec::with_capacity(payload.len());
        for (field, expr) in payload {
            values.push(self.eval(expr)?.fit(&fields[field.index()].ty));
        }
        Ok(values)
    }

    fn run_timer(&mut self, timer: &'m Timer) -> Result<(), Stop<'m>> {
        let started = match timer.op.start() {
            Some(start) => {
                let time = self.eval_time(&start.when)?;
                Started { time, payload: self.eval_payload(Target::Itself(start.event), &start.payload)? }
            }
            None => Started::default(),
        };
        self.path.push(Happened::Timed(timer, started));
        Ok(())
    }

    /// The length of time, or the point in time, in microseconds.
    fn eval_time(&mut self, when: &When) -> Result<i64, Stop<'m>> {
        let value = self.eval(when.time_expr())?;
        let time = match (when, &value) {
            (When::After(length) | When::Every(length), value) => {
                let micros = match (length.unit, value) {
                    (Some(unit), amount) => micros(amount, unit),
                    (None, Value::Duration(micros)) => Some(*micros),
                    (None, _) => None,
                };
                micros.filter(|micros| *micros > 0)
            }
            (When::Until(_), Value::Time(time)) => Some(*time),
            (When::Until(_), _) => None,
        };
        let message =
            || format!("{value} is no {}", if when.length().is_some() { "length of time" } else { "time" });
        time.ok_or_else(|| Fault { message: message(), span: when.time_expr().span }.into())
    }

    fn run_action(&mut self, call: &'m Call) -> Result<(), Stop<'m>> {
        let scope = scope_in(self.runnable, self.instance, self.payload, &self.locals);
        let question = scope.eval_call(self.bindings, call)?;
        let result = self.bindings.perform(&question);
        self.path.push(Happened::Called(call, question));
        result.map_err(|message| Stop::Failed(call, message))
    }

    /// The answer of the program.
    fn answer(&mut self, update: &Update, call: &'m Call) -> Result<Value, Stop<'m>> {
        let scope = scope_in(self.runnable, self.instance, self.payload, &self.locals);
        let question = scope.eval_call(self.bindings, call)?;
        let zero = Value::zero(self.runnable.model, &self.variable(update).ty);
        let result = self.bindings.answer(&question, zero);
        self.path.push(Happened::Called(call, question));
        result.map_err(|message| Stop::Failed(call, message))
    }

    fn reject(&mut self, reject: &'m Reject) -> Result<(), Stop<'m>> {
        let reason = match &reject.reason {
            Some(reason) => self.eval(reason)?.as_text().unwrap_or_default().to_owned(),
            None => String::new(),
        };
        self.path.push(Happened::Rejected(reject));
        Err(Stop::Refused(reason))
    }

    /// Runs a chain; `failed` is the call of the step above it, if that failed and the chain asks so. After a failure only the branches
    /// that ask for it can run; if none does, the handler fails.
    fn run_chain(&mut self, chain: &'m Chain, failed: Option<FailedCall<'m>>) -> Result<(), Stop<'m>> {
        let text = failed.as_ref().map(|(_, message)| message.clone()).unwrap_or_default();
        for group in &chain.groups {
            let asks = chain.catches.is_some() && group.asks_failed();
            if failed.is_some() && !asks {
                continue;
            }
            let known = chain.catches.filter(|_| asks);
            self.locals.failed = failed.is_some();
            let run = |walk: &mut Self| walk.group(group, chain.origin);
            if self.with_failure(known, &text, run)? {
                return self.with_failure(known, &text, |walk| walk.run_block(&group.body));
            }
        }
        let catches = chain.catches.is_some() && chain.otherwise_catches();
        if let Some((call, message)) = failed
            && !catches
        {
            return Err(Stop::Failed(call, message));
        }
        let Some(otherwise) = &chain.otherwise else { return Ok(()) };
        self.path.push(Happened::Otherwise(chain));
        self.with_failure(chain.catches.filter(|_| catches), &text, |walk| walk.run_block(otherwise))
    }

    /// Evaluates the guards of a group, and returns whether its condition is true. Only written chains are part of the path.
    fn group(&mut self, group: &'m Group, origin: ChainOrigin) -> Result<bool, Stop<'m>> {
        let scope = scope_in(self.runnable, self.instance, self.payload, &self.locals);
        let mut lines = Vec::new();
        let held = match group.condition.parts_by_line() {
            Some(_) => scope.holds_by_line(self.bindings, &group.condition, &mut lines)?,
            None => scope.holds(self.bindings, &group.condition)?,
        };
        if origin == ChainOrigin::Written {
            self.path.push(Happened::Guard { group, held, lines });
        }
        Ok(held)
    }

    /// Does something while `$failure` of a chain of this depth is known.
    fn with_failure<T>(&mut self, depth: Option<u32>, text: &str, run: impl FnOnce(&mut Self) -> T) -> T {
        let Some(depth) = depth else { return run(self) };
        let before = mem::take(&mut self.locals.failures);
        self.locals.failures = before.iter().take(depth as usize).cloned().collect();
        self.locals.failures.push(text.to_owned());
        let result = run(self);
        self.locals.failures = before;
        result
    }

    fn eval(&mut self, expr: &Expr) -> Result<Value, Fault> {
        // Most values are variables and fields of the payload, which need no scope.
        let known = match &expr.kind {
            ExprKind::Variable(variable) => self.instance.context.get(variable.index()),
            ExprKind::Payload(field) => self.payload.get(field.index()),
            _ => None,
        };
        if let Some(known) = known {
            return Ok(known.clone());
        }
        scope_in(self.runnable, self.instance, self.payload, &self.locals).value(self.bindings, expr)
    }
}

/// The scope of a handler of an instance, where it has made no instances and is outside of loops.
pub(crate) fn scope<'a, 'm>(
    runnable: &Runnable<'m>,
    instance: &'a Instance,
    payload: &'a [Value],
) -> Scope<'a, 'm> {
    const NONE: &Locals =
        &Locals { items: Vec::new(), made: Vec::new(), failed: false, failures: Vec::new(), began: None };
    scope_in(runnable, instance, payload, NONE)
}

/// The scope of a handler of an instance.
fn scope_in<'a, 'm>(
    runnable: &Runnable<'m>,
    instance: &'a Instance,
    payload: &'a [Value],
    locals: &'a Locals,
) -> Scope<'a, 'm> {
    Scope {
        model: runnable.model,
        machine: instance.machine,
        state: instance.state,
        id: &instance.id,
        context: &instance.context,
        payload,
        items: &locals.items,
        made: &locals.made,
        others: &[],
        failed: locals.failed,
        failures: &locals.failures,
        began: locals.began.unwrap_or(instance.state),
    }
}
