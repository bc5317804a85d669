//! Equality of steps, conditions and values up to their places, types and conversions.
//!
//! Used to compare a retelling with its definition (reference#retellings). Both are read in one context, so equal texts
//! have equal types. Copies without places are compared with the derived equality: new kinds of steps, conditions and
//! expressions need no code here.

use std::mem::{discriminant, replace};

use crate::model::*;
use crate::visit::NodeMut;

/// Whether `retelling` equals `definition`, except that it may leave payload fields and the text of a refusal out.
pub fn same_step(retelling: &Step, definition: &Step) -> bool {
    match (retelling, definition) {
        (Step::Emit(a), Step::Emit(b)) => {
            a.target == b.target
                && same_address(&a.address, &b.address)
                && includes_payload(&b.payload, &a.payload)
        }
        (Step::Timer(a), Step::Timer(b)) => same_timer(&a.op, &b.op),
        (Step::Chain(a), Step::Chain(b)) => same_chain(a, b),
        (Step::ForEach(a), Step::ForEach(b)) => {
            same_expr(&a.list, &b.list) && same_block(&replace_item(&a.body, a.item, b.item), &b.body)
        }
        (Step::Reject(Reject { reason: None, .. }), Step::Reject(_)) => true,
        (a, b) => discriminant(a) == discriminant(b) && step_without_places(a) == step_without_places(b),
    }
}

fn same_timer(retelling: &TimerOp, definition: &TimerOp) -> bool {
    let (Some(a), Some(b)) = (retelling.start(), definition.start()) else { return retelling == definition };
    let same_due = match (&a.when, &b.when) {
        (When::After(a), When::After(b)) | (When::Every(a), When::Every(b)) => {
            a.unit == b.unit && same_expr(&a.amount, &b.amount)
        }
        (When::Until(a), When::Until(b)) => same_expr(a, b),
        _ => false,
    };
    let same_kind = discriminant(retelling) == discriminant(definition);
    same_kind && a.event == b.event && same_due && includes_payload(&b.payload, &a.payload)
}

/// Whether two bodies are equal, step by step.
pub(crate) fn same_block(a: &[Step], b: &[Step]) -> bool {
    same_list(a, b, same_step)
}

/// Whether two conditions are equal.
pub fn same_condition(a: &Condition, b: &Condition) -> bool {
    let without_places = |condition: &Condition| {
        let mut copy = condition.clone();
        NodeMut::Condition(&mut copy).rewrite(&mut remove_place);
        copy
    };
    discriminant(&a.kind) == discriminant(&b.kind) && without_places(a) == without_places(b)
}

fn same_list<T>(a: &[T], b: &[T], same: fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn same_chain(a: &Chain, b: &Chain) -> bool {
    let same_otherwise = match (&a.otherwise, &b.otherwise) {
        (Some(a), Some(b)) => same_block(a, b),
        (None, None) => true,
        _ => false,
    };
    same_otherwise && same_list(&a.groups, &b.groups, same_group)
}

fn same_group(a: &Group, b: &Group) -> bool {
    same_condition(&a.condition, &b.condition) && same_block(&a.body, &b.body)
}

/// The steps of a loop with another item in place of the loop's own.
fn replace_item(body: &[Step], own: ItemId, other: ItemId) -> Block {
    let mut body = body.to_vec();
    for step in &mut body {
        NodeMut::Step(step).rewrite(&mut |node| {
            if let NodeMut::Expr(Expr { kind: ExprKind::Item(item), .. }) = node
                && *item == own
            {
                *item = other;
            }
        });
    }
    body
}

fn same_address(a: &Address, b: &Address) -> bool {
    match (a, b) {
        (Address::Reference(a), Address::Reference(b)) => same_expr(a, b),
        (a, b) => discriminant(a) == discriminant(b),
    }
}

fn includes_payload(all: &[(FieldId, Expr)], some: &[(FieldId, Expr)]) -> bool {
    let has = |field: FieldId, value: &Expr| {
        all.iter().any(|(other, known)| field == *other && same_expr(value, known))
    };
    some.iter().all(|(field, value)| has(*field, value))
}

fn same_expr(a: &Expr, b: &Expr) -> bool {
    let without_places = |expr: &Expr| {
        let mut copy = expr.clone();
        NodeMut::Expr(&mut copy).rewrite(&mut remove_place);
        copy
    };
    without_places(a) == without_places(b)
}

fn step_without_places(step: &Step) -> Step {
    let mut copy = step.clone();
    NodeMut::Step(&mut copy).rewrite(&mut remove_place);
    copy
}

/// Sets what does not count to one value: the place, the words of calls, and for expressions the type and the conversions
/// to it.
fn remove_place(node: &mut NodeMut<'_>) {
    match node {
        NodeMut::Step(step) => *step.span_mut() = Span::default(),
        NodeMut::Condition(condition) => condition.span = Span::default(),
        NodeMut::Call(call) => {
            call.span = Span::default();
            call.words = "".into();
        }
        NodeMut::Expr(expr) => {
            while let ExprKind::Convert(inner) = &mut expr.kind {
                let hole = Expr { kind: ExprKind::Zero, ty: Type::Any, span: Span::default() };
                **expr = replace(&mut **inner, hole);
            }
            expr.ty = Type::Any;
            expr.span = Span::default();
        }
        NodeMut::Fact(_) | NodeMut::Assertion(_) => {}
    }
}
