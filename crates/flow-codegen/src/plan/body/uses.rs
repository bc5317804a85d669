//! Where `uuid()` and `now()` are called: functions of `Bindings` that exist only if something calls them.

use flow_model::model::{Expr, ExprKind, Machine};
use flow_model::visit;

use crate::plan::items::Needed;

/// Whether a machine calls `uuid()`.
pub(crate) fn needs_uuid(machine: &Machine) -> Needed {
    has_expr(machine, |kind| matches!(kind, ExprKind::Uuid))
}

/// Whether a machine calls `now()`.
pub(crate) fn needs_now(machine: &Machine) -> Needed {
    has_expr(machine, |kind| matches!(kind, ExprKind::Now))
}

fn has_expr(machine: &Machine, is_wanted: impl Fn(&ExprKind) -> bool) -> Needed {
    let mut found = false;
    for handler in &machine.handlers {
        visit::body_exprs(&handler.body, &mut |expr| found |= is_wanted(&expr.kind));
    }
    Needed::from(found)
}

/// Whether an expression calls `uuid()`, which borrows the bindings mutably.
pub(crate) fn calls_uuid(expr: &Expr) -> bool {
    let mut found = false;
    visit::expr(expr, &mut |expr| found |= matches!(expr.kind, ExprKind::Uuid));
    found
}
