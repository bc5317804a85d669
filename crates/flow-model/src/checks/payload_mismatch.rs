//! `payload-mismatch`: a handler reads a field that somebody who sends its event leaves out.
//!
//! That a field is sent with another type than it is read with is found where types are inferred.

use flow_syntax::ordered::Map;

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::Span;

use crate::model::{EventId, ExprKind, FieldId, Machine, MachineId, Model, Party, Presence, Target};
use crate::names::and_list;
use crate::presence::visit_sent_payloads;
use crate::visit;

/// Where the fields of events are read first.
type Reads = Map<(MachineId, EventId), Map<FieldId, Span>>;

/// Reports every emit that leaves out what its receiver reads.
pub(crate) fn payload_mismatch(model: &Model, diags: &mut Diagnostics) {
    let reads = find_reads(model);
    visit_sent_payloads(model, |sender, target, payload, span| {
        let Target::Machine(machine, event) = target else { return };
        let Some(reads) = reads.get(&(machine, event)) else { return };
        let sent = |field: &FieldId| payload.iter().any(|(of, _)| of == field);
        let missing: Vec<_> = reads.iter().filter(|(field, _)| !sent(field)).collect();
        if !missing.is_empty() {
            report(model, diags, &Sending { sender, machine, event, span }, &missing);
        }
    });
}

/// One emit.
struct Sending {
    sender: Party,
    machine: MachineId,
    event: EventId,
    span: Span,
}

fn report(model: &Model, diags: &mut Diagnostics, sending: &Sending, missing: &[(&FieldId, &Span)]) {
    let receiver = &model.machines[sending.machine];
    let event = &receiver.events[sending.event];
    let names: Vec<_> =
        missing.iter().map(|(field, _)| format!("'{}'", event.fields[**field].name.text)).collect();
    let whom = match sending.sender {
        Party::Itself | Party::System => "this machine".to_owned(),
        _ => format!("'@{}'", receiver.name.text),
    };
    let message = format!("':{}' is sent without {}, which {whom} reads", event.name.text, and_list(&names));
    let report = diags.report(Name::PayloadMismatch, sending.span, message);
    for (_, span) in missing {
        report.label(**span, "read here");
    }
    let with: Vec<_> =
        missing.iter().map(|(field, _)| format!("${}", event.fields[**field].name.text)).collect();
    report.help(format!("a payload is sent as 'with {}'", with.join(", ")));
}

/// The fields that defining handlers read in their bodies, and that not everybody sends.
fn find_reads(model: &Model) -> Reads {
    let mut reads = Reads::new();
    for (id, machine) in model.machines.entries() {
        for (_, handler) in machine.definitions() {
            let key = (id, handler.event);
            visit::body_exprs(&handler.body, &mut |expr| {
                if let ExprKind::Payload(field) = &expr.kind
                    && is_left_out(machine, handler.event, *field)
                {
                    reads.entry(key).or_default().entry(*field).or_insert(expr.span);
                }
            });
        }
    }
    reads
}

fn is_left_out(machine: &Machine, event: EventId, field: FieldId) -> bool {
    machine.events[event].fields[field].presence == Presence::Sometimes
}
