//! Questions about steps that are answered by looking at every expression in them.
//!
//! Whether a block can fail, calls bindings, emits, or needs the time. The answers are about the text of the steps, whatever
//! the guards say: a step behind a guard that never holds counts like any other.

use flow_syntax::ordered::Set;

use flow_model::model::{
    Condition, ConditionKind, Duration, Expr, ExprKind, Machine, Model, ObjectId, Step, TimerOp, Type,
    UpdateOp,
};
use flow_model::visit;

use crate::plan::{Needed, objects};

/// Whether a step can fail: an action, or arithmetic.
pub(crate) fn step_fails(step: &Step) -> bool {
    fails(std::slice::from_ref(step))
}

/// Whether any of the steps can fail.
pub(crate) fn fails(block: &[Step]) -> bool {
    let mut fails = false;
    visit::steps(block, &mut |step| fails |= acts(step));
    visit::body_exprs(block, &mut |expr| fails |= computes(expr));
    fails
}

/// Whether a step can fail, its expressions and bodies aside.
fn acts(step: &Step) -> bool {
    match step {
        Step::Action(_) => true,
        Step::Update(update) => matches!(update.op, UpdateOp::Increases(_) | UpdateOp::Decreases(_)),
        Step::Timer(timer) => duration(&timer.op).is_some_and(is_computed),
        Step::Transition(_) | Step::Emit(_) | Step::Chain(_) => false,
    }
}

fn computes(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Binary(..) | ExprKind::Negate(_))
}

fn duration(op: &TimerOp) -> Option<&Duration> {
    match op {
        TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => Some(duration),
        TimerOp::CancelTimer | TimerOp::CancelEvent(_) => None,
    }
}

/// Whether an amount of time is only known at run time, and may be negative then.
fn is_computed(duration: &Duration) -> bool {
    super::constant_millis(duration).is_none()
}

/// Whether steps call bindings: phrases, `uuid()` or `now()`.
pub(crate) fn calls_bindings(block: &[Step]) -> bool {
    let mut calls = false;
    visit::body_exprs(block, &mut |expr| calls |= matches!(expr.kind, ExprKind::Uuid | ExprKind::Now));
    visit::steps(block, &mut |step| match step {
        Step::Action(_) => calls = true,
        Step::Chain(chain) => calls |= chain.groups.iter().any(|group| asks(&group.condition)),
        Step::Transition(_) | Step::Update(_) | Step::Emit(_) | Step::Timer(_) => {}
    });
    calls
}

/// Whether a condition asks a phrase.
fn asks(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().any(asks),
        ConditionKind::Not(inner) => asks(inner),
        ConditionKind::Call(_) => true,
        ConditionKind::InState(..)
        | ConditionKind::Compare(..)
        | ConditionKind::Contains(..)
        | ConditionKind::Empty(_)
        | ConditionKind::Flag(_) => false,
    }
}

/// Whether steps emit anything, timers included.
pub(crate) fn emits(block: &[Step]) -> bool {
    let mut emits = false;
    visit::steps(block, &mut |step| emits |= matches!(step, Step::Emit(_) | Step::Timer(_)));
    emits
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
    let mut found = false;
    for handler in &machine.handlers {
        visit::body_exprs(&handler.body, &mut |expr| found |= wanted(&expr.kind));
    }
    if found { Needed::Yes } else { Needed::No }
}

/// Whether an expression calls `uuid()`, which needs the bindings for itself.
pub(crate) fn has_uuid(expr: &Expr) -> bool {
    let mut found = false;
    visit::expr(expr, &mut |expr| found |= matches!(expr.kind, ExprKind::Uuid));
    found
}

/// The objects whose values become `any` somewhere.
pub(crate) fn converted_objects(model: &Model) -> Set<ObjectId> {
    let mut found = Set::new();
    let mut add = |expr: &Expr| match &expr.kind {
        ExprKind::Convert(inner) if expr.ty == Type::Any => objects::objects_in(model, &inner.ty, &mut found),
        ExprKind::Object(fields) if expr.ty == Type::Any => {
            fields.iter().for_each(|(_, value)| objects::objects_in(model, &value.ty, &mut found));
        }
        _ => {}
    };
    for machine in &model.machines {
        machine.handlers.iter().for_each(|handler| visit::body_exprs(&handler.body, &mut add));
    }
    found
}
