//! Arithmetic that is computed before anything changes, so that no change has to be undone if it fails.
//!
//! In `$items adds $item`, `$total increases by $item.price` the sum does not depend on the items, so it is computed first. The variable
//! is set at the position of the update, or at once if no step between reads or changes it. An update is early as long as, between
//! the beginning of the block and the update, no binding is called and no other step can fail: then the order of
//! failures cannot be observed.

use flow_model::model::{Expr, ExprKind, Step, Update, UpdateOp, VariableId};
use flow_model::visit;
use flow_syntax::ordered::Set;

use super::fields::is_small;
use super::step::Effects;

/// The updates whose values are computed at the beginning of a block, by their positions in it. `effects` are those of each step.
pub(super) fn find_early_updates(block: &[Step], effects: &[Effects]) -> Set<usize> {
    let mut changed = Set::new();
    let mut found = Set::new();
    for (at, (step, effects)) in block.iter().zip(effects).enumerate() {
        // A branch or a loop may change the variable, or not.
        if effects.calls_bindings || matches!(step, Step::Chain(_) | Step::ForEach(_)) {
            break;
        }
        let update = if let Step::Update(update) = step { Some(update) } else { None };
        if effects.fails && update.is_none_or(|update| !is_early(update, &changed)) {
            break;
        }
        if effects.fails {
            found.insert(at);
        }
        changed.extend(step.changed_variable());
    }
    // The first step of a block is computed first anyway.
    if found.last() == Some(&0) { Set::new() } else { found }
}

/// Whether steps neither read nor change a variable.
pub(super) fn is_unseen(steps: &[Step], variable: VariableId) -> bool {
    let mut seen = steps.iter().any(|step| step.changed_variable() == Some(variable));
    visit::body_exprs(steps, &mut |expr| {
        seen |= matches!(expr.kind, ExprKind::Variable(read) if read == variable);
    });
    !seen
}

/// Whether an update computes a small value, from variables that have not changed.
fn is_early(update: &Update, changed: &Set<VariableId>) -> bool {
    let value = match &update.op {
        UpdateOp::Increases(by) | UpdateOp::Decreases(by) => {
            if changed.contains(&update.variable) {
                return false;
            }
            by
        }
        UpdateOp::Becomes(value) => value,
        UpdateOp::Adds(_) | UpdateOp::Removes(_) | UpdateOp::Clears | UpdateOp::ComesFrom(_) => return false,
    };
    is_small(&value.ty) && !reads_any(value, changed)
}

fn reads_any(value: &Expr, variables: &Set<VariableId>) -> bool {
    let mut reads = false;
    visit::expr(value, &mut |expr| {
        reads |= matches!(expr.kind, ExprKind::Variable(variable) if variables.contains(&variable));
    });
    reads
}
