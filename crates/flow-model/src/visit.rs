//! Walks over bodies of the model: every step, every expression.
//!
//! In the order of the text, guards before their bodies. The walks look and change nothing; nesting is bounded by the parser,
//! so they may recurse.

use crate::model::{
    Assertion, AssertionKind, Call, Condition, ConditionKind, Expr, ExprKind, Fact, FactKind, Handler, Step,
    TimerOp, UpdateOp,
};

/// Calls `visit` with every step of a body, nested ones behind their chain.
pub fn steps<'m>(body: &'m [Step], visit: &mut impl FnMut(&'m Step)) {
    for step in body {
        visit(step);
        if let Step::Chain(chain) = step {
            chain.groups.iter().for_each(|group| steps(&group.body, visit));
            chain.otherwise.iter().for_each(|block| steps(block, visit));
        }
    }
}

/// Calls `visit` with every expression of a handler, its `given:` and `expect:` included; inner ones behind outer ones.
pub fn handler_exprs<'m>(handler: &'m Handler, visit: &mut impl FnMut(&'m Expr)) {
    fact_exprs(&handler.given, visit);
    body_exprs(&handler.body, visit);
    assertion_exprs(&handler.expect, visit);
}

/// Calls `visit` with every expression of a body.
pub fn body_exprs<'m>(body: &'m [Step], visit: &mut impl FnMut(&'m Expr)) {
    steps(body, &mut |step| match step {
        Step::Transition(_) => {}
        Step::Update(update) => match &update.op {
            UpdateOp::Becomes(value)
            | UpdateOp::Increases(value)
            | UpdateOp::Decreases(value)
            | UpdateOp::Adds(value)
            | UpdateOp::Removes(value) => expr(value, visit),
            UpdateOp::Clears => {}
        },
        Step::Emit(emit) => emit.payload.iter().for_each(|(_, value)| expr(value, visit)),
        Step::Timer(timer) => match &timer.op {
            TimerOp::Start(_, duration) | TimerOp::Schedule(_, duration) => expr(&duration.amount, visit),
            TimerOp::CancelTimer | TimerOp::CancelEvent(_) => {}
        },
        Step::Action(call) => call_exprs(call, visit),
        Step::Chain(chain) => chain.groups.iter().for_each(|group| condition_exprs(&group.condition, visit)),
    });
}

/// Calls `visit` with every expression of a condition.
pub fn condition_exprs<'m>(condition: &'m Condition, visit: &mut impl FnMut(&'m Expr)) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| condition_exprs(part, visit));
        }
        ConditionKind::Not(inner) => condition_exprs(inner, visit),
        ConditionKind::InState(..) => {}
        ConditionKind::Compare(left, _, right) | ConditionKind::Contains(left, right) => {
            expr(left, visit);
            expr(right, visit);
        }
        ConditionKind::Empty(value) | ConditionKind::Flag(value) => expr(value, visit),
        ConditionKind::Call(call) => call_exprs(call, visit),
    }
}

/// Calls `visit` with every phrase that a condition asks.
pub fn calls<'m>(condition: &'m Condition, visit: &mut impl FnMut(&'m Call)) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| calls(part, visit));
        }
        ConditionKind::Not(inner) => calls(inner, visit),
        ConditionKind::Call(call) => visit(call),
        ConditionKind::InState(..)
        | ConditionKind::Compare(..)
        | ConditionKind::Contains(..)
        | ConditionKind::Empty(_)
        | ConditionKind::Flag(_) => {}
    }
}

/// Calls `visit` with every expression of the facts of a `given:`.
pub fn fact_exprs<'m>(facts: &'m [Fact], visit: &mut impl FnMut(&'m Expr)) {
    for fact in facts {
        match &fact.kind {
            FactKind::InState(..) => {}
            FactKind::Variable(_, value) | FactKind::Payload(_, value) => expr(value, visit),
            FactKind::Table(call, _) | FactKind::Phrase(call, _) => call_exprs(call, visit),
        }
    }
}

/// Calls `visit` with every expression of the lines of an `expect:`.
pub fn assertion_exprs<'m>(assertions: &'m [Assertion], visit: &mut impl FnMut(&'m Expr)) {
    for assertion in assertions {
        match &assertion.kind {
            AssertionKind::Condition(condition) => condition_exprs(condition, visit),
            AssertionKind::History(..) => {}
            AssertionKind::Received { with, .. } | AssertionKind::Emitted { with, .. } => {
                with.iter().for_each(|(_, value)| expr(value, visit));
            }
            AssertionKind::ReceivedCount(_, count) => expr(count, visit),
            AssertionKind::Called { call, with, .. } => {
                call_exprs(call, visit);
                with.iter().for_each(|(_, value)| expr(value, visit));
            }
        }
    }
}

fn call_exprs<'m>(call: &'m Call, visit: &mut impl FnMut(&'m Expr)) {
    call.args.iter().for_each(|arg| expr(arg, visit));
}

/// Calls `visit` with an expression and all in it.
pub fn expr<'m>(value: &'m Expr, visit: &mut impl FnMut(&'m Expr)) {
    visit(value);
    match &value.kind {
        ExprKind::List(items) => items.iter().for_each(|item| expr(item, visit)),
        ExprKind::Object(fields) => fields.iter().for_each(|(_, field)| expr(field, visit)),
        ExprKind::Field(inner, _)
        | ExprKind::Negate(inner)
        | ExprKind::Length(inner)
        | ExprKind::Convert(inner) => expr(inner, visit),
        ExprKind::Binary(_, left, right) => {
            expr(left, visit);
            expr(right, visit);
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
