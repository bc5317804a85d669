//! Diagnostics for contradictions between types (`type-mismatch`, `payload-mismatch`, `name-collision`).
//!
//! A term is described as the variable, field or argument in the text, with both places that contradict each other. Each
//! contradiction is one diagnostic, independently of the number of values that it affects.

use flow_syntax::ordered::Map;

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::{Sources, Span};

use super::numbers::Narrowing;
use super::terms::{Conflict, Is, Origin, Reason, Term, Terms};
use super::texts::{Solved, TextType};
use super::types::slot_name;
use crate::model::{Model, Type};
use crate::slot::Slot;
use crate::words;

/// Reports terms that are used as two types.
pub(super) fn report_conflicts(
    sources: &Sources,
    model: &Model,
    terms: &mut Terms,
    reported: &mut Vec<Term>,
    diags: &mut Diagnostics,
) {
    let conflicts = terms.take_conflicts();
    if conflicts.is_empty() {
        return;
    }
    let describer = Describer { sources, model, terms, slots: slots_by_root(terms) };
    for conflict in &conflicts {
        reported.extend(conflict.terms);
        report_conflict(&describer, conflict, diags);
    }
}

fn report_conflict(describer: &Describer<'_>, conflict: &Conflict, diags: &mut Diagnostics) {
    let name = match conflict.reason {
        Reason::Use => Name::TypeMismatch,
        Reason::Sent => Name::PayloadMismatch,
        Reason::Argument => Name::NameCollision,
    };
    let [a, b] = conflict.terms;
    let [(a_is, a_span), (b_is, b_span)] = conflict.is;
    let (a_is, b_is) = (describer.describe_type(a_is, a_span), describer.describe_type(b_is, b_span));
    let first = describer.describe_term(a);
    let message = if a == b {
        format!("{first} is {a_is}, but is used as {b_is} here")
    } else if describer.is_value(b) {
        format!("{first} is {a_is}, but this is {b_is}")
    } else {
        format!("{first} is {a_is}, but {} is {b_is}", describer.describe_term(b))
    };
    let span = if a == b { b_span } else { conflict.span };
    let report = diags.report(name, span, message);
    for (is, at) in [(a_is, a_span), (b_is, b_span)].into_iter().filter(|(_, at)| *at != span) {
        report.label(at, format!("{is} here"));
    }
    if conflict.reason == Reason::Argument {
        report.help("one phrase is one function in Rust, with one type for each value");
    }
}

/// Reports numbers that flow into a place with the annotation `integer`.
pub(super) fn report_narrowings(
    sources: &Sources,
    model: &Model,
    (terms, narrowings): (&Terms, &[Narrowing]),
    reported: &mut Vec<Term>,
    diags: &mut Diagnostics,
) {
    let describer = Describer { sources, model, terms, slots: Map::new() };
    for narrowing in narrowings {
        reported.push(narrowing.to);
        let message =
            format!("{} is an integer, but this is a number", describer.describe_term(narrowing.to));
        diags
            .report(Name::TypeMismatch, narrowing.from, message)
            .label(narrowing.annotation, "an integer here")
            .write("if it need not be whole, write", narrowing.annotation, "number");
    }
}

/// Reports texts that flow into a place with the annotation of a choice, and are not of this choice.
pub(super) fn report_misfits(
    sources: &Sources,
    model: &Model,
    (terms, texts): (&Terms, &Solved),
    reported: &mut Vec<Term>,
    diags: &mut Diagnostics,
) {
    let describer = Describer { sources, model, terms, slots: Map::new() };
    for misfit in &texts.misfits {
        reported.push(misfit.to);
        let place = describer.describe_term(misfit.to);
        let is = match misfit.is {
            TextType::String => "a string".to_owned(),
            TextType::Choice(choice) => words::choice(&texts.choices[choice].texts),
        };
        let message = format!("{place} is a choice, but this is {is}");
        diags
            .report(Name::TypeMismatch, misfit.from, message)
            .label(misfit.annotation, "a choice here")
            .write("if any text will do, write", misfit.annotation, "string");
    }
}

/// Reports choices that are compared by order.
pub(super) fn report_ordered_choices(
    texts: &Solved,
    ordered: &[(Term, Span)],
    reported: &mut Vec<Term>,
    diags: &mut Diagnostics,
) {
    for (term, span) in ordered {
        if let Type::Choice(_) = texts.type_of(*term) {
            reported.push(*term);
            diags
                .report(
                    Name::TypeMismatch,
                    *span,
                    "a choice is only compared for equality: its texts have no order",
                )
                .help("a number for each text can be compared by order");
        }
    }
}

/// Reports values that would contain themselves.
pub(super) fn report_recursive_types(
    sources: &Sources,
    model: &Model,
    terms: &mut Terms,
    recursive: &[Term],
    diags: &mut Diagnostics,
) {
    for term in recursive {
        let shown = terms.evidence(*term);
        let describer = Describer { sources, model, terms, slots: Map::new() };
        if let Some(span) = shown {
            let message = format!("{} would contain itself", describer.describe_term(*term));
            diags.report(Name::TypeMismatch, span, message);
        }
    }
}

/// Describes terms in messages.
struct Describer<'a> {
    sources: &'a Sources,
    model: &'a Model,
    terms: &'a Terms,
    /// A variable or field for each group of united terms that has one: a better name than the text of a value.
    slots: Map<Term, Slot>,
}

/// The first place of the model in each group of united terms.
fn slots_by_root(terms: &Terms) -> Map<Term, Slot> {
    let mut slots = Map::new();
    for term in terms.ids() {
        if let Origin::Slot(slot) = terms.origin(term) {
            slots.entry(terms.find_root(term)).or_insert(*slot);
        }
    }
    slots
}

impl Describer<'_> {
    fn is_value(&self, term: Term) -> bool {
        matches!(self.terms.origin(term), Origin::Value(_))
    }

    fn describe_term(&self, term: Term) -> String {
        match self.terms.origin(term) {
            Origin::Slot(slot) => self.describe_slot(*slot),
            Origin::Item(list) => format!("what {} holds", self.describe_term(*list)),
            Origin::Member(..) => format!("'{}'", self.describe_path(term)),
            Origin::Value(span) => format!("'{}'", self.text(*span)),
        }
    }

    /// The type of a term, in the words of its annotation.
    fn describe_type(&self, is: Is, at: Span) -> String {
        match is {
            Is::A(_) if self.text(at) == "integer" => "an integer".to_owned(),
            Is::A(shape) => shape.to_owned(),
            Is::Reference(machine) => format!("a reference to @{}", self.model.machines[machine].name.text),
        }
    }

    fn describe_path(&self, term: Term) -> String {
        match self.terms.origin(term) {
            Origin::Member(object, field) => format!("{}.{field}", self.describe_path(*object)),
            Origin::Slot(slot) => format!("${}", slot_name(self.model, *slot).text),
            Origin::Item(list) => self.describe_path(*list),
            Origin::Value(span) => match self.slots.get(&self.terms.find_root(term)) {
                Some(slot) => format!("${}", slot_name(self.model, *slot).text),
                None => self.text(*span).to_owned(),
            },
        }
    }

    fn text(&self, span: Span) -> &str {
        self.sources.text(span)
    }

    fn describe_slot(&self, slot: Slot) -> String {
        let name = slot_name(self.model, slot).text;
        match slot {
            Slot::Variable(..) | Slot::Item(..) => format!("'${name}'"),
            Slot::Field(machine, event, _) => {
                let event = &self.model.machines[machine].events[event].name.text;
                format!("'{name}' of ':{event}'")
            }
            Slot::Message(actor, message, _) => {
                let message = &self.model.actors[actor].messages[message].name.text;
                format!("'{name}' of ':{message}'")
            }
            Slot::Answer(..) => format!("'{name}'"),
            Slot::Param(machine, phrase, _) => {
                let phrase = &self.model.machines[machine].phrases[phrase];
                format!("'{name}' of '{}'", phrase.text)
            }
        }
    }
}
