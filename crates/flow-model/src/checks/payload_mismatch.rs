//! `payload-mismatch`: a handler reads, or declares, a field that somebody who sends its event leaves out.
//!
//! Other violations of a declaration are found where bodies are resolved. A field that is sent with another type than it is read with is
//! found where types are inferred.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::edit::Edit;
use flow_syntax::source::Span;

use super::CheckCtx;
use crate::bits::Bits;
use crate::model::{
    Declared, Event, EventId, ExprKind, FieldId, HandlerId, Machine, MachineId, Model, Origin, Party,
    PayloadField, Presence, Role, Target, Type,
};
use crate::names::and_list;
use crate::presence::Sending;
use crate::visit;

/// Where the fields of events are read first.
type Reads = Map<(MachineId, EventId), Map<FieldId, Span>>;

/// Reports every emit that leaves out what its receiver reads or declares.
pub(super) fn payload_mismatch(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let model = ctx.model;
    let concerned: Bits =
        ctx.parts.entries().filter(|(_, part)| part.may_leave_out).map(|(id, _)| id.index()).collect();
    if concerned.is_empty() {
        return;
    }
    let reads = find_reads(model, &concerned);
    let is_concerned =
        |target: &Target| matches!(target, Target::Machine(to, _) if concerned.contains(to.index()));
    for (id, part) in ctx.parts.entries() {
        if !concerned.contains(id.index()) && !part.targets.iter().any(is_concerned) {
            continue;
        }
        let defines = |handler: HandlerId| model.machines[id].accepted(handler).role == Role::Definition;
        for (handler, step) in ctx.outgoing(id).iter().filter(|(handler, _)| defines(*handler)) {
            if let Some(sending) = Sending::of((id, *handler), step) {
                check(model, &reads, &sending, diags);
            }
        }
    }
}

/// Whether a machine declares a field that somebody leaves out, or a definition reads one.
pub(super) fn may_leave_out(machine: &Machine) -> bool {
    let is_left_out = |event: &Event| {
        event.declared.is_some() && event.fields.iter().any(|field| field.presence == Presence::Sometimes)
    };
    machine.events.iter().any(is_left_out) || reads_left_out(machine)
}

fn check(model: &Model, reads: &Reads, sending: &Sending<'_>, diags: &mut Diagnostics) {
    let Target::Machine(machine, event) = sending.target else { return };
    let of = &model.machines[machine].events[event];
    let is_missing = |field: &FieldId| sending.payload.iter().all(|(sent, _)| sent != field);
    if let Some(declared) = of.declared {
        let machine = &model.machines[machine];
        // An emit without its key has been reported as `missing-key`.
        let is_key = |field: &&PayloadField| {
            let mut keys = machine.instances.keys().iter();
            keys.any(|key| machine.variables[*key].name.text == field.name.text)
        };
        let missing = of.fields.entries().filter(|(field, _)| is_missing(field));
        let missing: Vec<_> = missing.map(|(_, field)| field).filter(|field| !is_key(field)).gather();
        if !missing.is_empty() {
            report_undeclared(model, diags, sending, (&of.name.text, declared), &missing);
        }
        return;
    }
    let Some(reads) = reads.get(&(machine, event)) else { return };
    let missing: Vec<_> = reads.iter().filter(|(field, _)| is_missing(field)).gather();
    if !missing.is_empty() {
        report(model, diags, sending, (machine, event), &missing);
    }
}

fn report(
    model: &Model,
    diags: &mut Diagnostics,
    sending: &Sending<'_>,
    (receiver, event): (MachineId, EventId),
    missing: &[(&FieldId, &Span)],
) {
    let receiver = &model.machines[receiver];
    let event = &receiver.events[event];
    let fields: Vec<_> = missing.iter().map(|(field, _)| event.fields[**field].name.text.as_str()).gather();
    let reader = match sending.sender {
        Party::Itself | Party::System => "this machine".to_owned(),
        _ => format!("'@{}'", receiver.name.text),
    };
    let message = format!("':{}' is sent without {}, which {reader} reads", event.name.text, quoted(&fields));
    let report = diags.report(Name::PayloadMismatch, sending.span, message);
    for (_, span) in missing {
        report.label(**span, "read here");
    }
    let fields: Vec<_> = missing.iter().map(|(field, _)| &event.fields[**field]).gather();
    // A zero that nobody asked for is no better than a field that is left out.
    if fields.iter().all(|field| written_field(model, sending, field).starts_with('$')) {
        help_to_send(model, report, sending, &fields);
    } else {
        let with: Vec<_> = fields.iter().map(|field| format!("${}", field.name.text)).gather();
        report.help(format!("a payload is sent as 'with {}'", with.join(", ")));
    }
}

fn quoted(fields: &[&str]) -> String {
    let fields: Vec<_> = fields.iter().map(|field| format!("'{field}'")).gather();
    and_list(&fields)
}

/// Reports an emit that leaves out declared fields, and how to send them.
fn report_undeclared(
    model: &Model,
    diags: &mut Diagnostics,
    sending: &Sending<'_>,
    (event, declared): (&str, Declared),
    missing: &[&PayloadField],
) {
    let fields: Vec<_> = missing.iter().map(|field| field.name.text.as_str()).gather();
    let message = format!("':{event}' is sent without {}, which its handler declares", quoted(&fields));
    let report = diags.report(Name::PayloadMismatch, sending.span, message);
    report.label(declared.span, "what comes with it is declared here");
    help_to_send(model, report, sending, missing);
}

/// Adds the edit that sends fields: variables of their names where the sender has them, else zeros. Only a payload on the line
/// of its emit can be continued there.
fn help_to_send(model: &Model, report: &mut Diagnostic, sending: &Sending<'_>, missing: &[&PayloadField]) {
    let fields: Vec<_> = missing.iter().map(|field| written_field(model, sending, field)).gather();
    let fields = fields.join(", ");
    let line = sending.line;
    let is_on_line = |span: Span| span.file == line.file && span.start >= line.start && span.end <= line.end;
    let (is_empty, lead) = match sending.payload.last() {
        None => (true, format!(" with {fields}")),
        Some((_, last)) if is_on_line(last.span) => (false, format!(", {fields}")),
        Some(_) => {
            report.help(format!("a payload is sent as 'with {fields}'"));
            return;
        }
    };
    let verb = if is_empty { "write" } else { "continue the line with" };
    let edit = Edit::replace(Span { start: line.end, ..line }, lead.clone());
    report.fix(format!("{verb} '{}'", lead.trim_start_matches([',', ' '])), vec![edit]);
}

/// A field as an emit sends it.
fn written_field(model: &Model, sending: &Sending<'_>, field: &PayloadField) -> String {
    let (machine, handler) = sending.by;
    let machine = &model.machines[machine];
    let name = field.name.text.as_str();
    let is_set = machine.variables.iter().any(|variable| {
        variable.name.text == name && variable.ty == field.ty && variable.origin != Origin::NeverSet
    });
    let carried = &machine.events[machine.handlers[handler].event].fields;
    if is_set || carried.iter().any(|known| known.name.text == name && known.ty == field.ty) {
        return format!("${name}");
    }
    let zero = match &field.ty {
        Type::String => "\"\"".to_owned(),
        Type::Number | Type::Integer => "0".to_owned(),
        Type::Boolean => "false".to_owned(),
        Type::Choice(choice) => format!("{:?}", model.choices[*choice].zero()),
        _ => "empty".to_owned(),
    };
    format!("{name}: {zero}")
}

/// The fields that defining handlers of some machines read in their bodies, and that not everybody sends.
fn find_reads(model: &Model, machines: &Bits) -> Reads {
    let mut reads = Reads::new();
    for id in machines.iter().map(MachineId::new) {
        visit_reads(&model.machines[id], &mut |event, field, span| {
            reads.entry((id, event)).or_default().entry(field).or_insert(span);
        });
    }
    reads
}

/// Whether a machine reads a field that not everybody sends.
fn reads_left_out(machine: &Machine) -> bool {
    let mut is_any = false;
    visit_reads(machine, &mut |_, _, _| is_any = true);
    is_any
}

/// Calls `see` with every place where a definition reads a field that not everybody sends.
fn visit_reads(machine: &Machine, see: &mut dyn FnMut(EventId, FieldId, Span)) {
    let may_lack = |event: EventId| {
        machine.events[event].fields.iter().any(|field| field.presence == Presence::Sometimes)
    };
    for (_, handler) in machine.definitions().filter(|(_, handler)| may_lack(handler.event)) {
        visit::body_exprs(&handler.body, &mut |expr| {
            if let ExprKind::Payload(field) = &expr.kind
                && is_left_out(machine, handler.event, *field)
            {
                see(handler.event, *field, expr.span);
            }
        });
    }
}

fn is_left_out(machine: &Machine, event: EventId, field: FieldId) -> bool {
    machine.events[event].fields[field].presence == Presence::Sometimes
}
