//! `near-name` and `lost-field`: a payload field that exists only because it is read, and was probably meant to be a variable
//! (reference#variable-lookup).
//!
//! A field is left out if anything but reading speaks for it: a sender in the system, a handler that keeps it, or a fact.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::{Anchor, Edit};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;
use flow_syntax::suggest::differs_by_a_letter;

use super::CheckCtx;
use crate::model::*;
use crate::visit;

/// Names that are shorter differ by a letter too easily.
const SHORTEST: usize = 5;

pub(super) fn guessed_field(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    if ctx.broken.is_broken(id) {
        return;
    }
    let machine = &ctx.model.machines[id];
    for (event, field) in ctx.unsent_fields(id) {
        // Declared fields are not guessed.
        if machine.events[event].declared.is_none() && !is_supported(machine, event, field) {
            check_field(machine, event, field, diags);
        }
    }
}

fn check_field(machine: &Machine, event: EventId, field: FieldId, diags: &mut Diagnostics) {
    let of = &machine.events[event];
    let name = of.fields[field].name.text.as_str();
    let reads = reads(machine, event, field);
    let Some(first) = reads.first().copied() else { return };
    let set = machine.variables.iter().filter(|variable| variable.origin != Origin::NeverSet);
    if let Some(near) = set.map(|variable| variable.name.text.as_str()).find(|near| is_near(name, near)) {
        let message = format!("'${name}' is read as a payload field of ':{}'", of.name.text);
        let report = diags.report(Lint::NearName, first, message);
        report.label(variable_span(machine, near), format!("'${near}' is a variable"));
        report.did_you_mean(reads.iter().copied(), format!("${near}"));
        return;
    }
    let Some((carrier, handler)) = find_carrier(machine, event, name) else { return };
    let carried = &machine.events[carrier].name.text;
    let message = format!("':{carried}' carries '${name}', and nothing keeps it for ':{}'", of.name.text);
    let report = diags.report(Lint::LostField, first, message);
    let place = machine.handlers[handler].span;
    report.label(place, format!("':{carried}' is handled here"));
    let line = format!("${name} becomes ${name}");
    let step = first_step(&machine.handlers[handler]);
    if let Some(step) = step {
        report.fix(
            format!("if the value of ':{carried}' is meant, write '{line}' where it is handled"),
            vec![Edit::add_lines(step, Anchor::Above, line)],
        );
    }
}

fn first_step(handler: &Handler) -> Option<Span> {
    let step = handler.body.first()?;
    Some(match step {
        Step::Chain(chain) => chain.groups.first()?.span,
        step => step.span(),
    })
}

fn variable_span(machine: &Machine, name: &str) -> Span {
    let found = machine.variables.iter().find(|variable| variable.name.text == name);
    found.map_or(machine.name.span, |variable| variable.name.span)
}

/// Whether a name is that of a variable with one letter changed, and not its plural.
fn is_near(name: &str, variable: &str) -> bool {
    let is_plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    name.chars().count().max(variable.chars().count()) >= SHORTEST
        && differs_by_a_letter(name, variable)
        && !is_plural(name, variable)
        && !is_plural(variable, name)
}

/// Whether a handler of the event keeps the field or states it, or whether a machine sends the event.
fn is_supported(machine: &Machine, event: EventId, field: FieldId) -> bool {
    let of = &machine.events[event];
    if !matches!(of.from, Some(Party::Actor(_)) | None) {
        return true;
    }
    let name = &of.fields[field].name.text;
    of.handlers.iter().any(|id| {
        let handler = &machine.handlers[*id];
        let states = |fact: &Fact| matches!(fact.kind, FactKind::Payload(stated, _) if stated == field);
        let mut keeps = false;
        visit::steps(&handler.body, &mut |step| {
            if let Step::Update(Update { variable, .. }) = step {
                keeps |= machine.variables[*variable].name.text == *name;
            }
        });
        keeps || handler.given.iter().any(states)
    })
}

/// The places that read a field, each without the fields that follow in its path.
fn reads(machine: &Machine, event: EventId, field: FieldId) -> Vec<Span> {
    let mut reads = Set::new();
    let length = machine.events[event].fields[field].name.text.len() as u32 + 1;
    for handler in &machine.events[event].handlers {
        visit::body_exprs(&machine.handlers[*handler].body, &mut |expr| {
            if expr.kind == ExprKind::Payload(field) {
                reads.insert(Span { end: expr.span.start + length, ..expr.span });
            }
        });
    }
    reads.into_iter().gather()
}

/// For a field of an answer from outside: a public event of another sender that carries a field of this name further up a scenario.
fn find_carrier(machine: &Machine, event: EventId, name: &str) -> Option<(EventId, HandlerId)> {
    let of = &machine.events[event];
    if of.visibility == Visibility::Public || !matches!(of.from, Some(Party::Actor(_))) {
        return None;
    }
    machine.scenarios.iter().find_map(|scenario| {
        let has_column = scenario.given.iter().any(|fact| {
            matches!(&fact.kind, FactKind::Table(_, table) if table.header.iter().any(|column| column.text == name))
        });
        let at = scenario.handlers.iter().position(|id| machine.handlers[*id].event == event)?;
        let carries = |id: &&HandlerId| {
            let other = &machine.events[machine.handlers[**id].event];
            other.visibility == Visibility::Public
                && other.from != of.from
                && other.fields.iter().any(|field| field.name.text == name)
        };
        let carrier = scenario.handlers[..at].iter().find(carries).filter(|_| !has_column)?;
        Some((machine.handlers[*carrier].event, *carrier))
    })
}
