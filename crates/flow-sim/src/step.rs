//! One event at one instance (language.md §9): all of it happens, or nothing.
//!
//! [`step`] changes nothing itself. Its answer is the path it took, everything on it in order, with the new state and
//! context; whoever owns the instance commits them. Guards are evaluated where they stand, on what the steps above
//! them have staged.

use flow_model::model::{
    BinaryOp, Block, Call, Chain, Emit, EventId, Expr, FieldId, Group, HandlerId, MachineId, PayloadField,
    StateId, Step, Target, TimeUnit, Timer, TimerOp, Transition, Type, Update, UpdateOp, Variable,
};
use flow_syntax::source::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::dispatch::Runnable;
use crate::eval::{Bindings, Fault, Question, Scope, arithmetic};
use crate::value::Value;

/// The payload of an event, by name of the field.
pub type Payload<'m> = Vec<(&'m str, Value)>;

/// An instance of a machine: what one order, payment, … is at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Its machine.
    pub machine: MachineId,
    /// Its id, as `$order_id` reads it (§7).
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

/// What an accepted event does.
#[derive(Clone, Debug, PartialEq)]
pub struct Done<'m> {
    /// The handler that took it.
    pub handler: HandlerId,
    /// The state the instance is in now.
    pub state: StateId,
    /// Its context now.
    pub context: Vec<Value>,
    /// The payload as the handler saw it, by field of its event.
    pub payload: Vec<Value>,
    /// What happened, in order.
    pub path: Vec<Happened<'m>>,
}

impl Done<'_> {
    /// The states moved to, in order; the last is the one that counts. Empty if it stayed (§9.4).
    pub fn passed(&self) -> impl Iterator<Item = StateId> {
        self.path.iter().filter_map(|happened| match happened {
            Happened::Moved(transition) => Some(transition.to),
            _ => None,
        })
    }
}

/// One thing on the path through a handler.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened<'m> {
    /// A guard group was looked at.
    Guard {
        /// The group.
        group: &'m Group,
        /// Whether it held.
        held: bool,
    },
    /// No group of the chain held, and its `otherwise` ran.
    Otherwise(&'m Chain),
    /// The machine moved.
    Moved(&'m Transition),
    /// A variable got this value.
    Updated(&'m Update, Value),
    /// This was sent.
    Sent(&'m Emit, Payload<'m>),
    /// A timer step, with its time in milliseconds.
    Timed(&'m Timer, i64),
    /// An action was called.
    Called(&'m Call, Question<'m>),
}

impl Happened<'_> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Happened::Guard { group, .. } => group.span,
            Happened::Otherwise(chain) => chain.span,
            Happened::Moved(transition) => transition.span,
            Happened::Updated(update, _) => update.span,
            Happened::Sent(emit, _) => emit.span,
            Happened::Timed(timer, _) => timer.span,
            Happened::Called(call, _) => call.span,
        }
    }
}

/// Why an event changed nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal<'m> {
    /// No handler takes it in this state (§9.1).
    Rejected {
        /// The state.
        state: StateId,
    },
    /// A binding failed (§9.3).
    Failed {
        /// The handler that took the event.
        handler: HandlerId,
        /// The action.
        call: &'m Call,
        /// What went wrong.
        message: String,
    },
    /// Arithmetic that cannot be done (§7).
    Fault {
        /// The handler that took the event.
        handler: HandlerId,
        /// What went wrong, and where.
        fault: Fault,
    },
}

/// Takes one event into one instance (§9.1–3).
///
/// # Errors
/// If no handler takes it, or one of its steps fails; nothing has changed then.
pub fn step<'m>(
    runnable: &Runnable<'m>,
    bindings: &mut dyn Bindings,
    instance: &Instance,
    event: EventId,
    payload: &[(&str, Value)],
) -> Result<Done<'m>, Refusal<'m>> {
    let found = runnable.handler(instance.machine, instance.state, event);
    let handler = found.ok_or(Refusal::Rejected { state: instance.state })?;
    let payload = fields(runnable, instance.machine, event, payload);
    let done =
        Done { handler, state: instance.state, context: instance.context.clone(), payload, path: Vec::new() };
    let place = Place { runnable, machine: instance.machine, id: &instance.id };
    let mut walk = Walk { place, bindings, done };
    match walk.block(&runnable.get(instance.machine, handler).body) {
        Ok(()) => Ok(walk.done),
        Err(Stop::Fault(fault)) => Err(Refusal::Fault { handler, fault }),
        Err(Stop::Failed(call, message)) => Err(Refusal::Failed { handler, call, message }),
    }
}

/// The payload as handlers of the event read it: by field, zero where nothing was sent (§7).
pub fn fields(
    runnable: &Runnable<'_>,
    machine: MachineId,
    event: EventId,
    payload: &[(&str, Value)],
) -> Vec<Value> {
    let fields = runnable.machine(machine).events[event.index()].fields.iter();
    let value = |field: &PayloadField| {
        let sent = payload.iter().find(|(name, _)| *name == field.name.text);
        sent.map_or_else(|| Value::zero(runnable.model, &field.ty), |(_, value)| value.clone().fit(&field.ty))
    };
    fields.map(value).collect()
}

enum Stop<'m> {
    Fault(Fault),
    Failed(&'m Call, String),
}

impl From<Fault> for Stop<'_> {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

/// Whose path is walked.
#[derive(Clone, Copy)]
struct Place<'p, 'm> {
    runnable: &'p Runnable<'m>,
    machine: MachineId,
    id: &'p str,
}

impl<'p, 'm> Place<'p, 'm> {
    /// What can be seen after what has been done so far.
    fn scope<'d>(self, done: &'d Done<'m>) -> Scope<'d, 'm>
    where
        'p: 'd,
    {
        Scope {
            model: self.runnable.model,
            machine: self.machine,
            state: done.state,
            id: self.id,
            context: &done.context,
            payload: &done.payload,
        }
    }
}

struct Walk<'p, 'm> {
    place: Place<'p, 'm>,
    bindings: &'p mut dyn Bindings,
    done: Done<'m>,
}

impl<'m> Walk<'_, 'm> {
    fn block(&mut self, block: &'m Block) -> Result<(), Stop<'m>> {
        block.iter().try_for_each(|step| self.step(step))
    }

    fn step(&mut self, step: &'m Step) -> Result<(), Stop<'m>> {
        match step {
            Step::Transition(transition) => self.transition(transition),
            Step::Update(update) => self.update(update)?,
            Step::Emit(emit) => self.emit(emit)?,
            Step::Timer(timer) => self.timer(timer)?,
            Step::Action(call) => self.action(call)?,
            Step::Chain(chain) => self.chain(chain)?,
        }
        Ok(())
    }

    fn transition(&mut self, transition: &'m Transition) {
        self.done.state = transition.to;
        self.done.path.push(Happened::Moved(transition));
    }

    fn update(&mut self, update: &'m Update) -> Result<(), Stop<'m>> {
        let at = update.variable.index();
        let variable = &self.place.runnable.machine(self.place.machine).variables[at];
        let new = match &update.op {
            UpdateOp::Becomes(expr) => self.value(expr)?,
            UpdateOp::Increases(expr) => {
                let by = self.value(expr)?;
                arithmetic(BinaryOp::Add, &self.done.context[at], &by, update.span)?
            }
            UpdateOp::Decreases(expr) => {
                let by = self.value(expr)?;
                arithmetic(BinaryOp::Subtract, &self.done.context[at], &by, update.span)?
            }
            UpdateOp::Adds(expr) => {
                let item = self.value(expr)?;
                added(self.take(at), item)
            }
            UpdateOp::Removes(expr) => {
                let item = self.value(expr)?;
                removed(self.take(at), &item)
            }
            UpdateOp::Clears => Value::zero(self.place.runnable.model, &variable.ty),
        };
        let new = new.fit(&variable.ty);
        self.done.context[at] = new.clone();
        self.done.path.push(Happened::Updated(update, new));
        Ok(())
    }

    /// A variable's value, which is about to be replaced.
    fn take(&mut self, at: usize) -> Value {
        std::mem::replace(&mut self.done.context[at], Value::Nothing)
    }

    fn emit(&mut self, emit: &'m Emit) -> Result<(), Stop<'m>> {
        let mut payload = Payload::new();
        for (field, expr) in &emit.payload {
            let (name, ty) = target_field(self.place.runnable, self.place.machine, emit.target, *field);
            payload.push((name, self.value(expr)?.fit(ty)));
        }
        self.done.path.push(Happened::Sent(emit, payload));
        Ok(())
    }

    fn timer(&mut self, timer: &'m Timer) -> Result<(), Stop<'m>> {
        let millis = match &timer.op {
            TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => {
                let amount = self.value(&duration.amount)?;
                milliseconds(&amount, duration.unit).ok_or_else(|| Fault {
                    message: format!("{amount} is no length of time"),
                    span: duration.amount.span,
                })?
            }
            TimerOp::CancelTimer | TimerOp::CancelEvent(_) => 0,
        };
        self.done.path.push(Happened::Timed(timer, millis));
        Ok(())
    }

    fn action(&mut self, call: &'m Call) -> Result<(), Stop<'m>> {
        let question = self.place.scope(&self.done).question(self.bindings, call)?;
        self.bindings.perform(&question).map_err(|message| Stop::Failed(call, message))?;
        self.done.path.push(Happened::Called(call, question));
        Ok(())
    }

    fn chain(&mut self, chain: &'m Chain) -> Result<(), Stop<'m>> {
        for group in &chain.groups {
            let held = self.place.scope(&self.done).holds(self.bindings, &group.condition)?;
            self.done.path.push(Happened::Guard { group, held });
            if held {
                return self.block(&group.body);
            }
        }
        let Some(otherwise) = &chain.otherwise else { return Ok(()) };
        self.done.path.push(Happened::Otherwise(chain));
        self.block(otherwise)
    }

    fn value(&mut self, expr: &Expr) -> Result<Value, Fault> {
        self.place.scope(&self.done).value(self.bindings, expr)
    }
}

/// The name and type of a payload field of what an emit sends.
fn target_field<'m>(
    runnable: &Runnable<'m>,
    machine: MachineId,
    target: Target,
    field: FieldId,
) -> (&'m str, &'m Type) {
    let event_field = |machine: MachineId, event: EventId| {
        &runnable.machine(machine).events[event.index()].fields[field.index()]
    };
    let field = match target {
        Target::Machine(other, event) => event_field(other, event),
        Target::Itself(event) => event_field(machine, event),
        Target::Actor(actor, message) => {
            &runnable.model.actors[actor.index()].messages[message.index()].fields[field.index()]
        }
    };
    (&field.name.text, &field.ty)
}

fn added(list: Value, item: Value) -> Value {
    match list {
        Value::List(mut items) => {
            items.push(item);
            Value::List(items)
        }
        _ => Value::List(vec![item]),
    }
}

fn removed(list: Value, item: &Value) -> Value {
    let Value::List(mut items) = list else { return list };
    if let Some(at) = items.iter().position(|one| one.equals(item)) {
        items.remove(at);
    }
    Value::List(items)
}

/// A length of time, cut to whole milliseconds; `None` if negative or too long.
fn milliseconds(amount: &Value, unit: TimeUnit) -> Option<i64> {
    let unit: i64 = match unit {
        TimeUnit::Milliseconds => 1,
        TimeUnit::Seconds => 1000,
        TimeUnit::Minutes => 60 * 1000,
        TimeUnit::Hours => 3600 * 1000,
        TimeUnit::Days => 24 * 3600 * 1000,
        TimeUnit::Weeks => 7 * 24 * 3600 * 1000,
    };
    let amount = amount.as_number().filter(|amount| *amount >= Decimal::ZERO)?;
    amount.checked_mul(Decimal::from(unit))?.trunc().to_i64()
}
