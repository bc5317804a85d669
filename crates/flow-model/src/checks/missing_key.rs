//! `missing-key`: an emit to a machine that is `one for each $key` and does not contain the key (reference#instances).
//!
//! An emit to a reference needs no key, and neither does an answer to the instance that sent the event.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::Edit;
use flow_syntax::gather::Gather;

use super::CheckCtx;
use crate::model::*;

pub(super) fn missing_key(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let model = ctx.model;
    if model.machines.iter().all(|machine| machine.instances.keys().is_empty()) {
        return;
    }
    let has_keys = |target: &Target| match target {
        Target::Machine(to, _) => !model.machines[*to].instances.keys().is_empty(),
        Target::Itself(_) | Target::Actor(..) => false,
    };
    for (id, machine) in model.machines.entries() {
        if !ctx.parts[id].targets.iter().any(has_keys) {
            continue;
        }
        for (handler, step) in ctx.outgoing(id) {
            if let Step::Emit(emit) = step {
                check(model, machine, &machine.handlers[*handler], emit, diags);
            }
        }
    }
}

fn check(model: &Model, machine: &Machine, handler: &Handler, emit: &Emit, diags: &mut Diagnostics) {
    let (Target::Machine(to, event), Address::Partner) = (emit.target, &emit.address) else { return };
    let receiver = &model.machines[to];
    let answered = &machine.events[handler.event];
    // A public event may be sent from outside, where no instance asks.
    let is_answer = answered.from == Some(Party::Machine(to)) && answered.visibility != Visibility::Public;
    let fields = &receiver.events[event].fields;
    let is_sent = |key: &str| emit.payload.iter().any(|(field, _)| fields[*field].name.text == key);
    let keys = receiver.instances.keys().iter().map(|key| receiver.variables[*key].name.text.as_str());
    let missing: Vec<&str> = keys.filter(|key| !is_sent(key)).gather();
    if is_answer || missing.is_empty() {
        return;
    }
    let named: Vec<String> = missing.iter().map(|key| format!("'{key}'")).gather();
    let message = format!(
        "'@{}' is one for each key, and this emit does not contain {}",
        receiver.name.text,
        crate::names::and_list(&named)
    );
    let report = diags.report(Lint::MissingKey, emit.receiver, message);
    for key in receiver.instances.keys() {
        report.label(receiver.variables[*key].name.span, "a key");
    }
    let has_value = |key: &str| {
        machine.variables.iter().any(|variable| variable.name.text == key)
            || machine.events[handler.event].fields.iter().any(|field| field.name.text == key)
    };
    let written: Vec<String> = missing.iter().map(|key| format!("${key}")).gather();
    let written = written.join(", ");
    let end = |span: Span| Span { start: span.end, ..span };
    let edit = match emit.payload.last() {
        None => Some(Edit::replace(end(emit.span), format!(" with {written}"))),
        // A payload in a table has no room on the line.
        Some((_, value)) if value.span.end <= emit.span.end && value.span.file == emit.span.file => {
            Some(Edit::replace(end(value.span), format!(", {written}")))
        }
        Some(_) => None,
    };
    match edit.filter(|_| missing.iter().all(|key| has_value(key))) {
        Some(edit) => {
            report.fix(format!("if it is the one of this event, write 'with {written}'"), vec![edit])
        }
        None => report.help("the payload field of the key's name says which instance is meant"),
    };
}
