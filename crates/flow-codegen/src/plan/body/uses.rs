//! Where `uuid()` and `now()` are called, which are functions of `Bindings` only if something calls them; and where handlers ask their
//! sink for other instances.

use flow_model::model::{Address, Block, Expr, ExprKind, Machine, MachineId, Step};
use flow_model::visit;
use flow_syntax::ordered::Set;

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

/// Whether handlers of a machine ask the sink for instances: `@order` and `@self` as values, and `to a new @parcel`, which has an id.
pub(crate) fn asks_sink(machine: &Machine) -> Needed {
    let makes = |step: &Step| matches!(step, Step::Emit(emit) if emit.address == Address::New);
    let mut found = false;
    for handler in &machine.handlers {
        visit::steps(&handler.body, &mut |step| found |= makes(step));
    }
    let is_instance =
        |kind: &ExprKind| matches!(kind, ExprKind::Partner(_) | ExprKind::Made(_) | ExprKind::Itself);
    if found { Needed::Yes } else { has_expr(machine, is_instance) }
}

/// The machines whose instance the handler made last is read.
pub(crate) fn find_made_machines(body: &Block) -> Set<MachineId> {
    let mut made = Set::new();
    visit::body_exprs(body, &mut |expr| {
        if let ExprKind::Made(machine) = expr.kind {
            made.insert(machine);
        }
    });
    made
}
