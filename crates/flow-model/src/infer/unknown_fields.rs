//! `unknown-field`: a field that is read, but that no value of its object contains (reference#objects).
//!
//! Objects that flow into each other have one type. If one of them is made outside the specification (a payload, the answer of a phrase, a
//! value set at creation), it is assumed to have the fields that are read; else the literals contain all fields.

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::Span;

use super::constraints::Access;
use super::slots::Slots;
use super::solve::Solver;
use super::terms::{Shape, Term, Terms};
use crate::model::{Machine, MachineId, Model, Origin, Party};
use crate::near::nearest;
use crate::slot::Slot;

/// The fields that literals have, and those that are read.
#[derive(Debug, Default)]
pub(super) struct FieldUses {
    written: Vec<(Term, String)>,
    read: Vec<(Term, String, Span)>,
}

impl Solver<'_> {
    /// The type of a field that a literal gives an object, or that is read; `span` ends with its name.
    pub(super) fn access_member(&mut self, object: Term, name: &str, access: Access, span: Span) -> Term {
        match access {
            Access::Write => self.field_uses.written.push((object, name.to_owned())),
            Access::Read => self.field_uses.read.push((object, name.to_owned(), span)),
        }
        self.terms.require_member(object, name, span)
    }
}

/// Reports fields that are read, and that no source of their object has.
pub(super) fn report_unknown_fields(
    model: &Model,
    (terms, slots): (&mut Terms, &Slots),
    uses: &FieldUses,
    reported: &mut Vec<Term>,
    diags: &mut Diagnostics,
) {
    if uses.read.is_empty() || uses.written.is_empty() {
        return;
    }
    let mut written: Map<Term, Vec<&str>> = Map::new();
    for (object, name) in &uses.written {
        written.entry(terms.root(*object)).or_default().push(name);
    }
    let mut unknown = Vec::new();
    for (object, name, span) in &uses.read {
        let root = terms.root(*object);
        let Some(names) = written.get(&root) else { continue };
        if !names.contains(&name.as_str()) && matches!(terms.shape(root), Some(Shape::Object(_))) {
            unknown.push((root, name, *span));
        }
    }
    if unknown.is_empty() {
        return;
    }
    let open = open_objects(model, terms, slots);
    for (root, name, span) in unknown.into_iter().filter(|(root, ..)| !open.contains(root)) {
        reported.push(root);
        let place = Span { start: span.end - name.len() as u32, ..span };
        let report =
            diags.report(Name::UnknownField, place, format!("nothing gives this object a field '{name}'"));
        let names = written.get(&root).into_iter().flatten();
        if let Some(near) = nearest(name, names.copied()) {
            report.did_you_mean([place], near);
        }
    }
}

/// The groups of objects in which one can be made outside the specification.
fn open_objects(model: &Model, terms: &mut Terms, slots: &Slots) -> Set<Term> {
    let mut open = Set::new();
    for (id, machine) in model.machines.entries() {
        for slot in open_slots(id, machine) {
            open_parts(terms, slots.term(slot), &mut open);
        }
    }
    open
}

/// The places of a machine that the program fills.
fn open_slots(id: MachineId, machine: &Machine) -> Vec<Slot> {
    let is_open = |origin: Origin| matches!(origin, Origin::NeverSet | Origin::Key);
    let variables = machine.variables.entries().filter(|(_, variable)| is_open(variable.origin));
    let mut slots: Vec<Slot> = variables.map(|(variable, _)| Slot::Variable(id, variable)).gather();
    for (event, of) in machine.events.entries() {
        if !matches!(of.from, Some(Party::Machine(_) | Party::Itself | Party::System)) {
            slots.extend(of.fields.ids().map(|field| Slot::Field(id, event, field)));
        }
    }
    slots.extend(machine.phrases.ids().map(|phrase| Slot::Answer(id, phrase)));
    slots
}

/// Adds a term and all that is in its values.
fn open_parts(terms: &mut Terms, term: Term, open: &mut Set<Term>) {
    let root = terms.root(term);
    if !open.insert(root) {
        return;
    }
    let parts: Vec<Term> = match terms.shape(root) {
        Some(Shape::Array(item)) => vec![*item],
        Some(Shape::Object(fields)) => fields.clone().into_list().into_iter().map(|(_, term)| term).gather(),
        _ => Vec::new(),
    };
    parts.into_iter().for_each(|part| open_parts(terms, part, open));
}
