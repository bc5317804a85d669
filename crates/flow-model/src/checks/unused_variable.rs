//! `unused-variable`: a variable that is set and never read.
//!
//! Reading is: a guard, a value, an argument, an `expect:`. Updates of the variable itself (`adds`, `increases by`) are
//! not.

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::ordered::Set;

use super::CheckCtx;
use crate::model::{Expr, ExprKind, List, MachineId, Model, VariableId};
use crate::visit;

/// Reports variables of a machine that are never read.
pub(super) fn unused_variable(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let read = read_variables(ctx, id);
    let variables = ctx.model.machines[id].variables.iter();
    for (variable, _) in variables.zip(read).filter(|(_, read)| !read) {
        let message = format!("'${}' is set, and nothing reads it", variable.name.text);
        diags.report(Name::UnusedVariable, variable.name.span, message);
    }
}

/// The variables of each machine that rules read.
pub(super) fn find_read_by_rules(model: &Model) -> Set<(MachineId, VariableId)> {
    let mut read = Set::new();
    let conditions = model.rules.rules.iter().flat_map(|rule| rule.conditions());
    conditions.for_each(|condition| {
        visit::condition_exprs(condition, &mut |expr| {
            if let ExprKind::VariableOf(owner, variable) = expr.kind {
                read.insert((owner, variable));
            }
        });
    });
    read
}

fn read_variables(ctx: &CheckCtx<'_>, id: MachineId) -> List<VariableId, bool> {
    let machine = &ctx.model.machines[id];
    let mut read = machine.variables.map(|_| false);
    ctx.read_by_rules(id).for_each(|variable| read[variable] = true);
    let mut see = |expr: &Expr| match &expr.kind {
        ExprKind::Variable(variable) => read[*variable] = true,
        ExprKind::VariableOf(owner, variable) if *owner == id => read[*variable] = true,
        _ => {}
    };
    machine.handlers.iter().for_each(|handler| visit::handler_exprs(handler, &mut see));
    for scenario in &machine.scenarios {
        visit::fact_exprs(&scenario.given, &mut see);
        visit::assertion_exprs(&scenario.expect, &mut see);
    }
    read
}
