//! Questions about steps that are answered by looking at every expression in them.

use std::collections::BTreeSet;

use flow_model::model::{
    Block, Call, Condition, ConditionKind, Duration, Emit, Expr, ExprKind, Machine, Model, ObjectId, Step,
    Timer, TimerOp, Type, Update, UpdateOp,
};

use crate::plan::{Needed, objects};

/// Whether a step can fail: an action, or arithmetic.
pub(crate) fn step_fails(step: &Step) -> bool {
    match step {
        Step::Transition(_) => false,
        Step::Update(update) => update_fails(update),
        Step::Emit(emit) => emit.payload.iter().any(|(_, value)| expr_fails(value)),
        Step::Timer(timer) => duration(&timer.op).is_some_and(duration_fails),
        Step::Action(_) => true,
        Step::Chain(chain) => {
            chain.groups.iter().any(|group| condition_fails(&group.condition) || block_fails(&group.body))
                || chain.otherwise.as_ref().is_some_and(block_fails)
        }
    }
}

/// Whether a step of a block can fail.
pub(crate) fn block_fails(block: &Block) -> bool {
    block.iter().any(step_fails)
}

fn update_fails(update: &Update) -> bool {
    match &update.op {
        UpdateOp::Increases(_) | UpdateOp::Decreases(_) => true,
        UpdateOp::Becomes(value) | UpdateOp::Adds(value) | UpdateOp::Removes(value) => expr_fails(value),
        UpdateOp::Clears => false,
    }
}

/// Whether an expression computes something.
fn expr_fails(expr: &Expr) -> bool {
    any(expr, computes)
}

/// Whether a condition computes something.
pub(crate) fn condition_fails(condition: &Condition) -> bool {
    let mut fails = false;
    condition_exprs(condition, &mut |expr| fails |= computes(&expr.kind));
    fails
}

fn computes(kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::Binary(..) | ExprKind::Negate(_))
}

fn duration(op: &TimerOp) -> Option<&Duration> {
    match op {
        TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => Some(duration),
        TimerOp::CancelTimer | TimerOp::CancelEvent(_) => None,
    }
}

/// Whether an amount of time is only known at run time, and may be negative then.
fn duration_fails(duration: &Duration) -> bool {
    super::constant_millis(duration).is_none()
}

/// Whether a block calls bindings: phrases, `uuid()` or `now()`.
pub(crate) fn calls_bindings(block: &Block) -> bool {
    let mut calls = false;
    block_exprs(block, &mut |expr| calls |= matches!(expr.kind, ExprKind::Uuid | ExprKind::Now));
    block_calls(block, &mut |_| calls = true);
    calls
}

/// Whether a block emits anything, timers included.
pub(crate) fn emits(block: &Block) -> bool {
    block.iter().any(|step| match step {
        Step::Emit(_) | Step::Timer(_) => true,
        Step::Chain(chain) => {
            chain.groups.iter().any(|group| emits(&group.body)) || chain.otherwise.as_ref().is_some_and(emits)
        }
        Step::Transition(_) | Step::Update(_) | Step::Action(_) => false,
    })
}

/// Whether a machine calls `uuid()`.
pub(crate) fn needs_uuid(machine: &Machine) -> Needed {
    needs(machine, |kind| matches!(kind, ExprKind::Uuid))
}

/// Whether a machine calls `now()`.
pub(crate) fn needs_now(machine: &Machine) -> Needed {
    needs(machine, |kind| matches!(kind, ExprKind::Now))
}

fn needs(machine: &Machine, wanted: impl Fn(&ExprKind) -> bool) -> Needed {
    let mut found = Needed::No;
    for handler in &machine.handlers {
        block_exprs(&handler.body, &mut |expr| {
            if wanted(&expr.kind) {
                found = Needed::Yes;
            }
        });
    }
    found
}

/// Whether an expression calls `uuid()`, which needs the bindings for itself.
pub(crate) fn has_uuid(expr: &Expr) -> bool {
    any(expr, |kind| matches!(kind, ExprKind::Uuid))
}

/// The objects whose values become `any` somewhere.
pub(crate) fn converted_objects(model: &Model) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut add = |expr: &Expr| match &expr.kind {
        ExprKind::Convert(inner) if expr.ty == Type::Any => objects::objects_in(model, &inner.ty, &mut found),
        ExprKind::Object(fields) if expr.ty == Type::Any => {
            fields.iter().for_each(|(_, value)| objects::objects_in(model, &value.ty, &mut found));
        }
        ExprKind::List(items) => {
            items.iter().for_each(|item| objects::objects_in(model, &item.ty, &mut found));
        }
        _ => {}
    };
    for machine in &model.machines {
        machine.handlers.iter().for_each(|handler| block_exprs(&handler.body, &mut add));
    }
    found
}

fn any(expr: &Expr, wanted: impl Fn(&ExprKind) -> bool) -> bool {
    let mut found = false;
    expr_exprs(expr, &mut |expr| found |= wanted(&expr.kind));
    found
}

/// Calls `seen` with every expression of a block.
pub(crate) fn block_exprs(block: &Block, seen: &mut dyn FnMut(&Expr)) {
    block.iter().for_each(|step| step_exprs(step, seen));
}

/// Calls `seen` with every expression of a step.
pub(crate) fn step_exprs(step: &Step, seen: &mut dyn FnMut(&Expr)) {
    match step {
        Step::Transition(_) => {}
        Step::Update(update) => update_exprs(update, seen),
        Step::Emit(emit) => emit_exprs(emit, seen),
        Step::Timer(timer) => timer_exprs(timer, seen),
        Step::Action(call) => call_exprs(call, seen),
        Step::Chain(chain) => {
            for group in &chain.groups {
                condition_exprs(&group.condition, seen);
                block_exprs(&group.body, seen);
            }
            chain.otherwise.iter().for_each(|body| block_exprs(body, seen));
        }
    }
}

/// Calls `seen` with every expression of an update.
pub(crate) fn update_exprs(update: &Update, seen: &mut dyn FnMut(&Expr)) {
    match &update.op {
        UpdateOp::Becomes(value)
        | UpdateOp::Increases(value)
        | UpdateOp::Decreases(value)
        | UpdateOp::Adds(value)
        | UpdateOp::Removes(value) => expr_exprs(value, seen),
        UpdateOp::Clears => {}
    }
}

/// Calls `seen` with every expression of an emit.
pub(crate) fn emit_exprs(emit: &Emit, seen: &mut dyn FnMut(&Expr)) {
    emit.payload.iter().for_each(|(_, value)| expr_exprs(value, seen));
}

/// Calls `seen` with every expression of a timer step.
pub(crate) fn timer_exprs(timer: &Timer, seen: &mut dyn FnMut(&Expr)) {
    duration(&timer.op).into_iter().for_each(|duration| expr_exprs(&duration.amount, seen));
}

fn call_exprs(call: &Call, seen: &mut dyn FnMut(&Expr)) {
    call.args.iter().for_each(|arg| expr_exprs(arg, seen));
}

fn condition_exprs(condition: &Condition, seen: &mut dyn FnMut(&Expr)) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| condition_exprs(part, seen));
        }
        ConditionKind::Not(inner) => condition_exprs(inner, seen),
        ConditionKind::InState(..) => {}
        ConditionKind::Compare(left, _, right) | ConditionKind::Contains(left, right) => {
            expr_exprs(left, seen);
            expr_exprs(right, seen);
        }
        ConditionKind::Empty(value) | ConditionKind::Flag(value) => expr_exprs(value, seen),
        ConditionKind::Call(call) => call_exprs(call, seen),
    }
}

fn expr_exprs(expr: &Expr, seen: &mut dyn FnMut(&Expr)) {
    seen(expr);
    match &expr.kind {
        ExprKind::List(items) => items.iter().for_each(|item| expr_exprs(item, seen)),
        ExprKind::Object(fields) => fields.iter().for_each(|(_, value)| expr_exprs(value, seen)),
        ExprKind::Field(inner, _)
        | ExprKind::Negate(inner)
        | ExprKind::Length(inner)
        | ExprKind::Convert(inner) => {
            expr_exprs(inner, seen);
        }
        ExprKind::Binary(_, left, right) => {
            expr_exprs(left, seen);
            expr_exprs(right, seen);
        }
        ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Boolean(_)
        | ExprKind::Zero
        | ExprKind::Variable(_)
        | ExprKind::Payload(_)
        | ExprKind::InstanceId
        | ExprKind::Uuid
        | ExprKind::Now => {}
    }
}

/// Calls `seen` with every call of a phrase in a block, guards included.
fn block_calls(block: &Block, seen: &mut dyn FnMut(&Call)) {
    for step in block {
        match step {
            Step::Action(call) => seen(call),
            Step::Chain(chain) => {
                for group in &chain.groups {
                    condition_calls(&group.condition, seen);
                    block_calls(&group.body, seen);
                }
                chain.otherwise.iter().for_each(|body| block_calls(body, seen));
            }
            Step::Transition(_) | Step::Update(_) | Step::Emit(_) | Step::Timer(_) => {}
        }
    }
}

fn condition_calls(condition: &Condition, seen: &mut dyn FnMut(&Call)) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| condition_calls(part, seen));
        }
        ConditionKind::Not(inner) => condition_calls(inner, seen),
        ConditionKind::Call(call) => seen(call),
        ConditionKind::InState(..)
        | ConditionKind::Compare(..)
        | ConditionKind::Contains(..)
        | ConditionKind::Empty(_)
        | ConditionKind::Flag(_) => {}
    }
}
