//! Whether two places of a specification say the same: equality of steps, conditions and values without their spans.
//!
//! Used to hold one telling of a handler against another (language.md §8). Types are not compared: what is said the
//! same way is meant the same way.

use crate::model::*;

/// Whether `telling` says no more than `definition` does: equal, but a payload may be left out.
pub fn same_step(telling: &Step, definition: &Step) -> bool {
    match (telling, definition) {
        (Step::Transition(a), Step::Transition(b)) => a.to == b.to,
        (Step::Update(a), Step::Update(b)) => a.variable == b.variable && same_update(&a.op, &b.op),
        (Step::Emit(a), Step::Emit(b)) => a.target == b.target && payload_within(&a.payload, &b.payload),
        (Step::Timer(a), Step::Timer(b)) => same_timer(&a.op, &b.op),
        (Step::Action(a), Step::Action(b)) => same_call(a, b),
        (Step::Chain(a), Step::Chain(b)) => same_chain(a, b),
        _ => false,
    }
}

/// Whether two bodies say the same.
pub(crate) fn same_block(a: &[Step], b: &[Step]) -> bool {
    same_list(a, b, same_step)
}

/// Whether two conditions ask the same.
pub fn same_condition(a: &Condition, b: &Condition) -> bool {
    use ConditionKind as K;
    match (&a.kind, &b.kind) {
        (K::All(a), K::All(b)) | (K::Any(a), K::Any(b)) => same_list(a, b, same_condition),
        (K::Not(a), K::Not(b)) => same_condition(a, b),
        (K::InState(a, states), K::InState(b, others)) => a == b && states == others,
        (K::Compare(a, op, b), K::Compare(c, other, d)) => op == other && same_expr(a, c) && same_expr(b, d),
        (K::Contains(a, b), K::Contains(c, d)) => same_expr(a, c) && same_expr(b, d),
        (K::Empty(a), K::Empty(b)) | (K::Flag(a), K::Flag(b)) => same_expr(a, b),
        (K::Call(a), K::Call(b)) => same_call(a, b),
        _ => false,
    }
}

fn same_list<T>(a: &[T], b: &[T], same: fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn same_chain(a: &Chain, b: &Chain) -> bool {
    let otherwise = match (&a.otherwise, &b.otherwise) {
        (Some(a), Some(b)) => same_block(a, b),
        (None, None) => true,
        _ => false,
    };
    otherwise && same_list(&a.groups, &b.groups, same_group)
}

fn same_group(a: &Group, b: &Group) -> bool {
    same_condition(&a.condition, &b.condition) && same_block(&a.body, &b.body)
}

fn payload_within(telling: &[(FieldId, Expr)], definition: &[(FieldId, Expr)]) -> bool {
    telling
        .iter()
        .all(|(field, value)| definition.iter().any(|(other, said)| field == other && same_expr(value, said)))
}

fn same_update(a: &UpdateOp, b: &UpdateOp) -> bool {
    use UpdateOp as U;
    match (a, b) {
        (U::Becomes(a), U::Becomes(b))
        | (U::Increases(a), U::Increases(b))
        | (U::Decreases(a), U::Decreases(b))
        | (U::Adds(a), U::Adds(b))
        | (U::Removes(a), U::Removes(b)) => same_expr(a, b),
        (U::Clears, U::Clears) => true,
        _ => false,
    }
}

fn same_timer(a: &TimerOp, b: &TimerOp) -> bool {
    match (a, b) {
        (TimerOp::Start(a, long), TimerOp::Start(b, other))
        | (TimerOp::Schedule(a, long), TimerOp::Schedule(b, other)) => {
            a == b && long.unit == other.unit && same_expr(&long.amount, &other.amount)
        }
        (TimerOp::CancelTimer, TimerOp::CancelTimer) => true,
        (TimerOp::CancelEvent(a), TimerOp::CancelEvent(b)) => a == b,
        _ => false,
    }
}

fn same_call(a: &Call, b: &Call) -> bool {
    a.phrase == b.phrase && same_list(&a.args, &b.args, same_expr)
}

fn same_expr(a: &Expr, b: &Expr) -> bool {
    use ExprKind as E;
    match (&a.kind, &b.kind) {
        (E::List(a), E::List(b)) => same_list(a, b, same_expr),
        (E::Object(a), E::Object(b)) => same_list(a, b, |a, b| a.0 == b.0 && same_expr(&a.1, &b.1)),
        (E::Field(a, field), E::Field(b, other)) => field == other && same_expr(a, b),
        (E::Negate(a), E::Negate(b)) | (E::Length(a), E::Length(b)) => same_expr(a, b),
        (E::Convert(a), _) => same_expr(a, b),
        (_, E::Convert(b)) => same_expr(a, b),
        (E::Binary(op, a, b), E::Binary(other, c, d)) => op == other && same_expr(a, c) && same_expr(b, d),
        // What is left has no parts with places.
        (a, b) => a == b,
    }
}
