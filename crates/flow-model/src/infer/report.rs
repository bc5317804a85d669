//! Contradictions in the user's terms (`type-mismatch`, `payload-mismatch`, `name-collision`).
//!
//! Terms are shown as the variable, field or argument that the author wrote, with both places that contradict. No contradiction is
//! solved here, and one contradiction makes one diagnostic, however many values it reaches.

use flow_syntax::ordered::Map;

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::{Sources, Span};

use super::numbers::Narrowing;
use super::terms::{Conflict, Origin, Reason, Term, Terms};
use super::types::slot_name;
use crate::lower::Slot;
use crate::model::Model;

/// Reports terms that are used as two types.
pub(super) fn conflicts(sources: &Sources, model: &Model, terms: &mut Terms, diags: &mut Diagnostics) {
    let conflicts = terms.take_conflicts();
    if conflicts.is_empty() {
        return;
    }
    let named = Named { sources, model, terms, slots: slots(terms) };
    conflicts.iter().for_each(|conflict| report(&named, conflict, diags));
}

fn report(named: &Named<'_>, conflict: &Conflict, diags: &mut Diagnostics) {
    let name = match conflict.reason {
        Reason::Use => Name::TypeMismatch,
        Reason::Sent => Name::PayloadMismatch,
        Reason::Argument => Name::NameCollision,
    };
    let [a, b] = conflict.terms;
    let [(a_is, a_span), (b_is, b_span)] = conflict.is;
    let (a_is, b_is) = (named.described(a_is, a_span), named.described(b_is, b_span));
    let first = named.term(a);
    let message = if a == b {
        format!("{first} is {a_is}, but is used as {b_is} here")
    } else if named.is_value(b) {
        format!("{first} is {a_is}, but this is {b_is}")
    } else {
        format!("{first} is {a_is}, but {} is {b_is}", named.term(b))
    };
    let span = if a == b { b_span } else { conflict.span };
    let report = diags.report(name, span, message);
    for (is, at) in [(a_is, a_span), (b_is, b_span)].into_iter().filter(|(_, at)| *at != span) {
        report.label(at, format!("{is} here"));
    }
    if conflict.reason == Reason::Argument {
        report.help("word one of them differently: one phrase is one function in Rust");
    }
}

/// Reports numbers that flow into what was announced as an integer.
pub(super) fn narrowings(
    sources: &Sources,
    model: &Model,
    terms: &mut Terms,
    narrowings: &[Narrowing],
    diags: &mut Diagnostics,
) {
    let named = Named { sources, model, terms, slots: Map::new() };
    for narrowing in narrowings {
        let message = format!("{} is an integer, but this is a number", named.term(narrowing.to));
        diags
            .report(Name::TypeMismatch, narrowing.from, message)
            .label(narrowing.annotation, "an integer here")
            .help("write 'number' there if it need not be whole");
    }
}

/// Reports values that would contain themselves.
pub(super) fn endless(
    sources: &Sources,
    model: &Model,
    terms: &mut Terms,
    endless: &[Term],
    diags: &mut Diagnostics,
) {
    for term in endless {
        let shown = terms.evidence(*term);
        let named = Named { sources, model, terms, slots: Map::new() };
        if let Some(span) = shown {
            let message = format!("{} would contain itself", named.term(*term));
            diags.report(Name::TypeMismatch, span, message);
        }
    }
}

/// What terms are called.
struct Named<'a> {
    sources: &'a Sources,
    model: &'a Model,
    terms: &'a Terms,
    /// A variable or field for each group of united terms that has one: a better name than the text of a value.
    slots: Map<Term, Slot>,
}

/// The first place of the model in each group of united terms.
fn slots(terms: &Terms) -> Map<Term, Slot> {
    let mut slots = Map::new();
    for term in terms.all() {
        if let Origin::Slot(slot) = terms.origin(term) {
            slots.entry(terms.group(term)).or_insert(*slot);
        }
    }
    slots
}

impl Named<'_> {
    fn is_value(&self, term: Term) -> bool {
        matches!(self.terms.origin(term), Origin::Value(_))
    }

    fn term(&self, term: Term) -> String {
        match self.terms.origin(term) {
            Origin::Slot(slot) => self.slot(*slot),
            Origin::Item(list) => format!("what {} holds", self.term(*list)),
            Origin::Member(..) => format!("'{}'", self.path(term)),
            Origin::Value(span) => format!("'{}'", self.text(*span)),
        }
    }

    /// The type of a term, in the words of its annotation.
    fn described(&self, is: &'static str, at: Span) -> &'static str {
        if self.text(at) == "integer" { "an integer" } else { is }
    }

    fn path(&self, term: Term) -> String {
        match self.terms.origin(term) {
            Origin::Member(object, field) => format!("{}.{field}", self.path(*object)),
            Origin::Slot(slot) => format!("${}", slot_name(self.model, *slot).text),
            Origin::Item(list) => self.path(*list),
            Origin::Value(span) => match self.slots.get(&self.terms.group(term)) {
                Some(slot) => format!("${}", slot_name(self.model, *slot).text),
                None => self.text(*span).to_owned(),
            },
        }
    }

    fn text(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    fn slot(&self, slot: Slot) -> String {
        let name = slot_name(self.model, slot).text;
        match slot {
            Slot::Variable(..) => format!("'${name}'"),
            Slot::Field(machine, event, _) => {
                let event = &self.model.machines[machine].events[event].name.text;
                format!("'{name}' of ':{event}'")
            }
            Slot::Message(actor, message, _) => {
                let message = &self.model.actors[actor].messages[message].name.text;
                format!("'{name}' of ':{message}'")
            }
            Slot::Param(machine, phrase, _) => {
                let phrase = &self.model.machines[machine].phrases[phrase];
                format!("'{name}' of '{}'", phrase.text)
            }
        }
    }
}
