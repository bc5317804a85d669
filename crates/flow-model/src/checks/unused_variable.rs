//! `unused-variable`: a variable that is set and never read.
//!
//! Reading is: a guard, a value, an argument, an `expect:`. Updates of the variable itself (`adds`, `increases by`) are
//! not.

use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::model::{Expr, ExprKind, List, MachineId, Model, VariableId};
use crate::visit;

/// Reports variables of the context that are never read.
pub(crate) fn unused_variable(model: &Model, diags: &mut Diagnostics) {
    for (id, machine) in model.machines.entries() {
        let read = read_variables(model, id);
        for (variable, _) in machine.variables.iter().zip(read).filter(|(_, read)| !read) {
            let message = format!("'${}' is set, and nothing reads it", variable.name.text);
            diags.report(Name::UnusedVariable, variable.name.span, message);
        }
    }
}

fn read_variables(model: &Model, id: MachineId) -> List<VariableId, bool> {
    let machine = &model.machines[id];
    let mut read = machine.variables.map(|_| false);
    let mut see = |expr: &Expr| match &expr.kind {
        ExprKind::Variable(variable) => read[*variable] = true,
        ExprKind::VariableOf(owner, variable) if *owner == id => read[*variable] = true,
        _ => {}
    };
    let conditions = model.rules.rules.iter().flat_map(|rule| rule.conditions());
    conditions.for_each(|condition| visit::condition_exprs(condition, &mut see));
    machine.handlers.iter().for_each(|handler| visit::handler_exprs(handler, &mut see));
    for scenario in &machine.scenarios {
        visit::fact_exprs(&scenario.given, &mut see);
        visit::assertion_exprs(&scenario.expect, &mut see);
    }
    read
}
