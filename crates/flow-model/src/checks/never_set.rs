//! `never-set`: a variable that is read and never set (reference#inputs).

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::ordered::Set;
use flow_syntax::source::Span;

use crate::model::{Event, Expr, ExprKind, Machine, Origin, Type, Variable, VariableId};
use crate::near::nearest;
use crate::visit;

/// Reports variables of a machine that neither a handler nor a `given:` sets.
pub(super) fn never_set(machine: &Machine, diags: &mut Diagnostics) {
    for (id, variable) in machine.variables.entries() {
        if variable.origin == Origin::NeverSet {
            report(diags, machine, id, variable);
        }
    }
}

/// The places that read a variable, without its fields.
fn find_reads(machine: &Machine, id: VariableId) -> Set<Span> {
    let mut reads = Set::new();
    let length = machine.variables[id].name.text.len() as u32 + 1;
    let mut see = |expr: &Expr| {
        if expr.kind == ExprKind::Variable(id) {
            reads.insert(Span { end: expr.span.start + length, ..expr.span });
        }
    };
    machine.handlers.iter().for_each(|handler| visit::handler_exprs(handler, &mut see));
    for scenario in &machine.scenarios {
        visit::fact_exprs(&scenario.given, &mut see);
        visit::assertion_exprs(&scenario.expect, &mut see);
    }
    reads
}

/// The events with a declared payload that can replace a variable, if the variable is read in handlers of one event only.
fn declaring_events(machine: &Machine, id: VariableId) -> impl Iterator<Item = &Event> {
    let mut reading = Set::new();
    for handler in &machine.handlers {
        visit::handler_exprs(handler, &mut |expr| {
            if expr.kind == ExprKind::Variable(id) {
                reading.insert(handler.event);
            }
        });
    }
    let only = reading.iter().next().copied().filter(|_| reading.len() == 1);
    only.map(|event| &machine.events[event]).filter(|event| event.declared.is_some()).into_iter()
}

fn report(diags: &mut Diagnostics, machine: &Machine, id: VariableId, variable: &Variable) {
    // One of another type was not meant, or not only.
    let set =
        machine.variables.iter().filter(|other| other.origin != Origin::NeverSet && other.ty == variable.ty);
    let fields = declaring_events(machine, id).flat_map(|event| &event.fields);
    let fields = fields
        .filter(|field| variable.ty == Type::Any || field.ty == variable.ty)
        .map(|field| field.name.text.as_str());
    let near = nearest(&variable.name.text, set.map(|other| other.name.text.as_str()).chain(fields));
    let message = format!("'${}' is read here, and nothing sets it", variable.name.text);
    let report = diags.report(Name::NeverSet, variable.name.span, message);
    if let Some(near) = near {
        report.did_you_mean(find_reads(machine, id), format!("${near}"));
    }
    report.help(format!(
        "a handler of '@{}' can set it, or a 'given:' if whoever creates one provides it",
        machine.name.text
    ));
}
