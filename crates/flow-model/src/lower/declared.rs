//! Declared payloads (reference#payload-declarations): the fields of these events, and what does not
//! keep to them.
//!
//! Declared fields are added before any body is lowered, so that no other variable becomes a field of such an event.

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostic, Name as Check};
use flow_syntax::edit::Edit;
use flow_syntax::ordered::Set;
use flow_syntax::source::Span;

use super::scope::{Scope, intern_field};
use super::senders::senders;
use super::{Lower, Read, Slot};
use crate::model::{Declared, Event, EventId, FieldId, MachineId, Model, Party, PayloadField, Target};
use crate::near::nearest;

impl Lower<'_, '_> {
    /// Adds the declared fields of the events of a machine, and the annotations of their types.
    pub(super) fn declare_fields(&mut self, machine: MachineId) {
        let parts = &self.names.machines[machine];
        for event in self.model.machines[machine].events.ids() {
            let of = &self.model.machines[machine].events[event];
            let from = of.from.map(|from| self.party_name(from));
            let Some(declared) = parts.declarations.get(&of.name.text, from) else { continue };
            self.declare_event_fields(machine, event, declared);
            self.add_declared_types(machine, event, declared);
        }
        for handler in parts.scenarios.iter().flat_map(|(_, scenario)| &scenario.handlers) {
            for from in senders(handler) {
                self.add_further_types(machine, handler, from);
            }
        }
    }

    fn declare_event_fields(&mut self, machine: MachineId, event: EventId, declared: &ast::Declaration) {
        let of = &mut self.model.machines[machine].events[event];
        of.declared = Some(Declared { span: declared.span, is_table: declared.is_table });
        for field in &declared.fields {
            intern_field(&mut of.fields, &field.name);
        }
        for field in &declared.fields {
            self.note_own_id(machine, event, &field.name);
        }
    }

    /// Adds the types of a declaration that is not the first of its event.
    fn add_further_types(&mut self, machine: MachineId, handler: &ast::Handler, from: Option<&ast::Name>) {
        let Some(declared) = &handler.declared else { return };
        let party = from.and_then(|from| self.names.party(&from.text));
        let event = self.intern_event(machine, &handler.event, party);
        let first = self.model.machines[machine].events[event].declared;
        if first.is_none_or(|first| first.span != declared.span) {
            self.add_declared_types(machine, event, declared);
        }
    }

    fn add_declared_types(&mut self, machine: MachineId, event: EventId, declared: &ast::Declaration) {
        for field in &declared.fields {
            if let Some(id) = self.field(machine, event, &field.name.text) {
                self.add_annotation(Slot::Field(machine, event, id), field.ty.as_ref());
            }
        }
    }

    /// The name of whoever sends or receives.
    fn party_name(&self, party: Party) -> &str {
        match party {
            Party::Machine(machine) => &self.names.machines[machine].name.text,
            Party::Actor(actor) => &self.names.actors[actor].text,
            Party::System => "system",
            Party::Itself => "self",
        }
    }

    fn field(&self, machine: MachineId, event: EventId, name: &str) -> Option<FieldId> {
        self.model.machines[machine].events[event].fields.id_where(|field| field.name.text == name)
    }

    /// Whether an event has a field of this name so far, other than the id of its sender.
    pub(super) fn has_field(&self, machine: MachineId, event: EventId, name: &str) -> bool {
        let sender_id = self.model.machines[machine].events[event].sender_id;
        self.field(machine, event, name).is_some_and(|field| sender_id != Some(field))
    }

    /// Whether a field is sent with an event that is declared without it. The key of the receiver is part of the address.
    pub(super) fn is_undeclared(&self, sender: MachineId, target: Target, field: &ast::Name) -> bool {
        let receiver = match target {
            Target::Machine(machine, _) => machine,
            Target::Itself(_) | Target::Actor(..) => sender,
        };
        opt_event(&self.model, sender, target).is_some_and(|of| of.is_declared_without(&field.text))
            && !self.names.machines[receiver].has_key(&field.text)
    }

    /// Reports a field that is sent with an event that is declared without it. The declared field that was probably meant counts
    /// as sent, so that its lack is not reported too.
    pub(super) fn misspelt_field(
        &mut self,
        sender: MachineId,
        target: Target,
        field: &ast::Field,
    ) -> Option<FieldId> {
        let of = opt_event(&self.model, sender, target)?;
        let message = format!("':{}' carries no '{}'", of.name.text, field.name.text);
        let report = self.diags.report(Check::PayloadMismatch, field.name.span, message);
        explain_declaration(report, of, &field.name);
        let near = nearest(&field.name.text, of.fields.iter().map(|field| field.name.text.as_str()))?;
        of.fields.id_where(|known| known.name.text == near)
    }

    /// Whether `$x is 3` is in the `given:` of a handler of an event that is declared without `x`, which is reported.
    pub(super) fn is_undeclared_fact(&mut self, scope: &Scope, variable: &ast::Name) -> bool {
        let Some(event) = scope.event() else { return false };
        let of = &self.model.machines[scope.machine].events[event];
        let is_undeclared = of.is_declared_without(&variable.text);
        if is_undeclared {
            let message = format!("':{}' carries no '${}'", of.name.text, variable.text);
            let report = self.diags.report(Check::PayloadMismatch, variable.span, message);
            explain_declaration(report, of, variable);
        }
        is_undeclared
    }

    /// Reports `$x becomes $x` in a handler of an event that is declared without `x`: there is no value to keep.
    pub(super) fn report_undeclared_keeping(&mut self, scope: &Scope, update: &ast::Update) {
        let (ast::UpdateOp::Becomes(value), Some(event)) = (&update.op, scope.event()) else { return };
        let ast::ExprKind::Path(path) = &value.kind else { return };
        let x = &update.variable.text;
        let of = &self.model.machines[scope.machine].events[event];
        if path.root.text == *x && path.fields.is_empty() && of.is_declared_without(x) {
            let message = format!("':{}' carries no '${x}' that this could keep", of.name.text);
            let report = self.diags.report(Check::PayloadMismatch, path.root.span, message);
            explain_declaration(report, of, &path.root);
        }
    }

    /// Reports what a handler for any sender reads, where the event is declared without it for one of the senders.
    pub(super) fn report_undeclared_reads(&mut self, reads: &Set<Read>) {
        for (id, machine) in self.model.machines.entries() {
            for (event, of) in machine.events.entries() {
                if of.from.is_some() || of.declared.is_some() {
                    continue;
                }
                let same = |other: &&Event| other.name.text == of.name.text;
                for other in machine.events.iter().filter(same) {
                    for (field, read) in of.fields.entries() {
                        if reads.contains(&(id, event, field)) && other.is_declared_without(&read.name.text) {
                            let from = other.from.map_or("", |from| self.party_name(from));
                            let message = format!(
                                "':{}' from '@{from}' carries no '${}'",
                                of.name.text, read.name.text
                            );
                            let report = self.diags.report(Check::PayloadMismatch, read.name.span, message);
                            explain_declaration(report, other, &read.name);
                        }
                    }
                }
            }
        }
    }
}

impl Event {
    /// Whether the payload of the event is declared, without this field.
    fn is_declared_without(&self, field: &str) -> bool {
        let is = |id, known: &PayloadField| known.name.text == field && self.sender_id != Some(id);
        self.declared.is_some() && !self.fields.entries().any(|(id, known)| is(id, known))
    }
}

/// The event of a machine that is sent.
fn opt_event(model: &Model, sender: MachineId, target: Target) -> Option<&Event> {
    match target {
        Target::Machine(machine, event) => Some(&model.machines[machine].events[event]),
        Target::Itself(event) => Some(&model.machines[sender].events[event]),
        Target::Actor(..) => None,
    }
}

/// Shows the declaration that lacks a field, the declared one that was probably meant, and how to declare it.
fn explain_declaration(report: &mut Diagnostic, of: &Event, missing: &ast::Name) {
    let Some(declared) = of.declared else { return };
    report.label(declared.span, "what it carries is declared here");
    if let Some(near) = nearest(&missing.text, of.fields.iter().map(|field| field.name.text.as_str())) {
        let has_sigil = missing.span.end - missing.span.start > missing.text.len() as u32;
        report.did_you_mean([missing.span], if has_sigil { format!("${near}") } else { near.to_owned() });
    }
    if !declared.is_table {
        let end = Span { start: declared.span.end, ..declared.span };
        let edit = Edit::replace(end, format!(", ${}", missing.text));
        report.fix(
            format!("if it comes with the event, add '${}' to its declaration", missing.text),
            vec![edit],
        );
    }
}
