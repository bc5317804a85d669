//! Applies constraints: one pass over their lists that unites terms and records flows of numbers, then those that wait.
//!
//! A constraint on one place is applied immediately. Constraints between places (`adds`, payloads, arguments of phrases) are
//! deferred until all of these are known, those within a machine before those between machines, so that a contradiction is
//! reported at the connection and not at an unrelated use. The last constraints depend on the shapes known by then: `contains`
//! (a list or a text), order (numbers by default), and the tables of a `given:`.

use flow_syntax::source::Span;

use super::constraints::{Constraint, Constraints, Digits, Local, Value};
use super::functions::OpenFold;
use super::numbers::{Flows, NumberType};
use super::quantities::Sum;
use super::slots::Slots;
use super::terms::{Origin, Reason, Shape, Term, Terms};
use super::texts::Texts;
use super::unknown_fields::FieldUses;

/// Two terms, and the place that connects them.
type Pair = (Term, Term, Span);

/// The constraints applied so far, and those that wait.
pub(super) struct Solver<'a> {
    pub(super) slots: &'a Slots,
    /// Whether the specification mentions times or durations: otherwise all arithmetic is of numbers.
    pub(super) uses_time: bool,
    pub(super) terms: Terms,
    pub(super) flows: Flows,
    pub(super) texts: Texts,
    /// Constraints between places, which follow those on single places.
    deferred: Vec<(Value<Term>, Term, Span, Reason)>,
    /// Constraints of assertions on fields of messages.
    expected: Vec<Pair>,
    /// The operands of `contains`.
    contains: Vec<(Term, Value<Term>, Span)>,
    /// The operands of `has items`.
    with_items: Vec<(Term, Span)>,
    /// The operands of comparisons by order.
    pub(super) ordered: Vec<(Term, Span)>,
    /// Arithmetic with types that are not determined yet.
    pub(super) sums: Vec<Sum<Term>>,
    /// Functions of lists for which the list is not determined yet.
    pub(super) folds: Vec<OpenFold>,
    /// The fields of objects.
    pub(super) field_uses: FieldUses,
    /// Numbers that have to be integers.
    pub(super) whole: Vec<(Value<Term>, Span)>,
    /// The values in texts.
    pub(super) in_texts: Vec<(Term, Span)>,
    /// Fields of the entries of one event.
    same_events: Vec<Pair>,
    /// Keys of machines, and fields with their names.
    keys: Vec<Pair>,
    /// Fields, and columns with their names.
    columns: Vec<(Term, Shape, Span)>,
    /// Keys of machines.
    key_types: Vec<(Term, Span)>,
}

impl<'a> Solver<'a> {
    /// A solver with the places of a model.
    pub(super) fn new(slots: &'a Slots, uses_time: bool) -> Self {
        Solver {
            slots,
            uses_time,
            terms: Terms::of_slots(slots.list()),
            flows: Flows::default(),
            texts: Texts::default(),
            deferred: Vec::new(),
            expected: Vec::new(),
            contains: Vec::new(),
            with_items: Vec::new(),
            ordered: Vec::new(),
            sums: Vec::new(),
            folds: Vec::new(),
            field_uses: FieldUses::default(),
            whole: Vec::new(),
            in_texts: Vec::new(),
            same_events: Vec::new(),
            keys: Vec::new(),
            columns: Vec::new(),
            key_types: Vec::new(),
        }
    }

    /// Applies the constraints of a list that are wanted, by their numbers; the terms of the list.
    pub(super) fn apply(&mut self, list: &Constraints, is_wanted: &dyn Fn(usize) -> bool) -> Vec<Term> {
        let mut terms = Vec::with_capacity(list.count());
        for (at, constraint) in list.list().iter().enumerate() {
            let is_wanted = is_wanted(at);
            match self.introduce(constraint, is_wanted, &terms) {
                Some(term) => terms.push(term),
                None if is_wanted => self.apply_to_terms(constraint, &terms),
                None => {}
            }
        }
        terms
    }

    /// The term that a constraint introduces.
    fn introduce(&mut self, constraint: &Constraint, is_wanted: bool, terms: &[Term]) -> Option<Term> {
        let of = |local: Local| terms[local.0 as usize];
        Some(match constraint {
            Constraint::Slot(..)
            | Constraint::Value(..)
            | Constraint::Item(..)
            | Constraint::Member(..)
            | Constraint::Fold(..)
                if !is_wanted =>
            {
                Term::NONE
            }
            Constraint::Slot(slot) => self.slots.term(*slot),
            Constraint::Value(span) => self.terms.add(Origin::Value(*span)),
            Constraint::Item(list, span) => self.terms.require_item(of(*list), *span),
            Constraint::Member(object, name, access, span) => {
                self.access_member(of(*object), name, *access, *span)
            }
            Constraint::Fold(root, fields, span) => {
                let item = self.terms.add(Origin::Value(*span));
                self.folds.push(OpenFold { root: of(*root), fields: fields.clone(), item, span: *span });
                item
            }
            _ => return None,
        })
    }

    /// Applies a constraint that introduces no term.
    fn apply_to_terms(&mut self, constraint: &Constraint, terms: &[Term]) {
        let of = |local: Local| terms[local.0 as usize];
        let value_of = |value: &Value| Value { term: of(value.term), digits: value.digits };
        match constraint {
            Constraint::Shape(term, shape, span) => {
                self.terms.require_shape(of(*term), shape.clone(), *span, Reason::Use);
            }
            Constraint::Same(a, b, span) => {
                self.terms.require_same_type(of(*a), of(*b), *span, Reason::Use);
            }
            Constraint::Sum(sum) => {
                let Sum { signatures, terms, spans } = **sum;
                self.constrain_sum(Sum { signatures, terms: terms.map(of), spans });
            }
            Constraint::Assigned(from, to, span) => {
                self.add_flow(value_of(from), of(*to), *span, Reason::Use);
            }
            Constraint::Equal(a, b, span) => self.terms.equal.push((of(*a), of(*b), *span)),
            Constraint::Flow(from, to, span) => self.flows.add_flow(of(*from), of(*to), *span),
            Constraint::Source(term, ty) => self.flows.add_source(of(*term), *ty),
            Constraint::String(term) => self.texts.add_string(of(*term)),
            Constraint::NumberType(term, ty, span) => self.flows.add_annotation(of(*term), *ty, *span),
            Constraint::TextType(term, ty, span) => self.texts.add_annotation(of(*term), *ty, *span),
            Constraint::Deferred(from, to, span, reason) => {
                self.deferred.push((value_of(from), of(*to), *span, *reason));
            }
            Constraint::Expected(field, value, span) => self.expected.push((of(*field), of(*value), *span)),
            Constraint::Contains(list, item, span) => {
                self.contains.push((of(*list), value_of(item), *span));
            }
            Constraint::HasItems(term, span) => self.with_items.push((of(*term), *span)),
            Constraint::Ordered(term, span) => self.ordered.push((of(*term), *span)),
            Constraint::Whole(value, span) => self.whole.push((value_of(value), *span)),
            Constraint::InText(term, span) => self.in_texts.push((of(*term), *span)),
            Constraint::SameEvent(a, b, span) => self.same_events.push((of(*a), of(*b), *span)),
            Constraint::Key(key, field, span) => self.keys.push((of(*key), of(*field), *span)),
            Constraint::Column(field, shape, span) => self.columns.push((of(*field), shape.clone(), *span)),
            Constraint::KeyType(key, span) => self.key_types.push((of(*key), *span)),
            // They introduce terms.
            Constraint::Slot(..)
            | Constraint::Value(..)
            | Constraint::Item(..)
            | Constraint::Member(..)
            | Constraint::Fold(..) => {}
        }
    }

    /// Applies the constraints that wait.
    pub(super) fn finish(&mut self) {
        for (a, b, span) in std::mem::take(&mut self.same_events) {
            self.unite_fields((a, b, span), Reason::Use);
        }
        for (key, field, span) in std::mem::take(&mut self.keys) {
            self.unite_fields((key, field, span), Reason::Sent);
        }
        self.resolve_folds();
        self.resolve_sums();
        self.apply_deferred(Reason::Use);
        self.resolve_sums();
        self.apply_deferred(Reason::Sent);
        self.resolve_open_folds();
        self.resolve_sums();
        self.apply_deferred(Reason::Argument);
        self.resolve_open_sums();
        self.apply_expected();
        self.apply_contains();
        self.apply_has_items();
        self.apply_order();
        self.apply_in_texts();
        self.apply_columns();
        self.settle_keys();
    }

    fn unite_fields(&mut self, (a, b, span): Pair, reason: Reason) {
        self.terms.require_same_type(a, b, span, reason);
        self.terms.equal.push((a, b, span));
    }

    fn add_flow(&mut self, from: Value<Term>, to: Term, span: Span, reason: Reason) {
        match from.digits {
            Digits::Whole => self.flows.add_source(to, NumberType::Number),
            Digits::Text => self.texts.add_literal(to),
            Digits::None => self.flows.add_flow(from.term, to, span),
        }
        self.terms.require_same_type(to, from.term, span, reason);
    }

    /// Applies the deferred constraints of one kind.
    fn apply_deferred(&mut self, reason: Reason) {
        let (now, later) =
            std::mem::take(&mut self.deferred).into_iter().partition(|(.., why)| *why == reason);
        self.deferred = later;
        let now: Vec<(Value<Term>, Term, Span, Reason)> = now;
        for (from, to, span, why) in now {
            self.add_flow(from, to, span, why);
        }
    }

    /// Applies the constraints of assertions on messages, after those of the emits, so that a contradiction is reported at the
    /// assertion.
    fn apply_expected(&mut self) {
        for (field, value, span) in std::mem::take(&mut self.expected) {
            self.terms.require_same_type(field, value, span, Reason::Use);
        }
    }

    /// `has items` requires a list, an object or a text; a term without a shape is not constrained.
    fn apply_has_items(&mut self) {
        for (term, span) in std::mem::take(&mut self.with_items) {
            if matches!(
                self.terms.shape(term),
                Some(Shape::Number | Shape::Boolean | Shape::Time | Shape::Duration | Shape::Reference(_))
            ) {
                self.terms.require_item(term, span);
            }
        }
    }

    /// `contains` requires a text in a text, or an item in a list.
    fn apply_contains(&mut self) {
        for (list, item, span) in std::mem::take(&mut self.contains) {
            if let Some(Shape::String) = self.terms.shape(list) {
                self.terms.require_shape(item.term, Shape::String, span, Reason::Use);
            } else {
                let items = self.terms.require_item(list, span);
                self.terms.require_same_type(items, item.term, span, Reason::Use);
                if item.digits == Digits::None {
                    self.flows.add_flow(item.term, items, span);
                }
            }
        }
    }

    /// A term that is compared by order is a number by default.
    fn apply_order(&mut self) {
        for (term, span) in &self.ordered {
            if self.terms.shape(*term).is_none() {
                self.terms.require_shape(*term, Shape::Number, *span, Reason::Use);
            }
        }
    }

    /// A payload field without other constraints has the type of the column of its name in a `given:` (reference#story-start).
    fn apply_columns(&mut self) {
        for (field, shape, span) in std::mem::take(&mut self.columns) {
            if self.terms.shape(field).is_none() {
                self.terms.require_shape(field, shape, span, Reason::Use);
            }
        }
    }

    /// A key is a string, an integer or a reference; a key without constraints is a string.
    fn settle_keys(&mut self) {
        for (key, span) in std::mem::take(&mut self.key_types) {
            match self.terms.shape(key) {
                Some(Shape::Number) => self.flows.add_annotation(key, NumberType::Integer, span),
                Some(Shape::Reference(_)) => {}
                _ => self.terms.require_shape(key, Shape::String, span, Reason::Use),
            }
        }
    }
}
