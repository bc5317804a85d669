//! Arithmetic that is done before anything changes, so that nothing has to be put back where it cannot be done.
//!
//! In `$items adds $item`, `$total increases by $item.price` the sum does not depend on the items: it is computed first. The
//! variable is set in its place, or at once if nobody looks at it before. That is allowed as far as no binding is asked or called, and nothing else can fail,
//! between the beginning of the block and the update: then nobody can tell the difference, whichever step fails first.

use flow_syntax::ordered::Set;

use flow_model::model::{Expr, ExprKind, Step, Update, UpdateOp, VariableId};
use flow_model::visit;

use super::fields::is_small;
use super::walk;

/// The updates of a block, by their place in it, whose values are computed at its beginning.
pub(super) fn early(block: &[Step]) -> Set<usize> {
    let mut changed = Set::new();
    let mut found = Set::new();
    for (at, step) in block.iter().enumerate() {
        if matches!(step, Step::Action(_) | Step::Chain(_))
            || walk::calls_bindings(std::slice::from_ref(step))
        {
            break;
        }
        if walk::step_fails(step) {
            match step {
                Step::Update(update) if is_early(update, &changed) => found.insert(at),
                _ => break,
            };
        }
        if let Step::Update(update) = step {
            changed.insert(update.variable);
        }
    }
    // The first step of a block is computed first anyway.
    if found.last() == Some(&0) { Set::new() } else { found }
}

/// Whether steps neither read nor change a variable.
pub(super) fn is_unseen(steps: &[Step], variable: VariableId) -> bool {
    let mut seen =
        steps.iter().any(|step| matches!(step, Step::Update(update) if update.variable == variable));
    visit::body_exprs(steps, &mut |expr| {
        seen |= matches!(expr.kind, ExprKind::Variable(read) if read == variable);
    });
    !seen
}

/// Whether an update computes a small value, from nothing that has changed.
fn is_early(update: &Update, changed: &Set<VariableId>) -> bool {
    let value = match &update.op {
        UpdateOp::Increases(by) | UpdateOp::Decreases(by) => {
            if changed.contains(&update.variable) {
                return false;
            }
            by
        }
        UpdateOp::Becomes(value) => value,
        UpdateOp::Adds(_) | UpdateOp::Removes(_) | UpdateOp::Clears => return false,
    };
    is_small(&value.ty) && !reads(value, changed)
}

fn reads(value: &Expr, changed: &Set<VariableId>) -> bool {
    let mut read = false;
    visit::expr(value, &mut |expr| {
        read |= matches!(expr.kind, ExprKind::Variable(variable) if changed.contains(&variable));
    });
    read
}
