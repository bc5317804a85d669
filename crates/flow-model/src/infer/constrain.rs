//! Collects the constraints that bodies put on types: one pass over the model that unites terms and records flows of numbers.
//!
//! A constraint on one place is applied immediately. Constraints between places (`adds`, payloads, arguments of phrases) are
//! deferred until all of these are known, those within a machine before those between machines, so that a contradiction is
//! reported at the connection and not at an unrelated use. The last constraints depend on the shapes known by then: `contains`
//! (a list or a text), order (numbers by default), and the tables of a `given:`.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use flow_syntax::ast::{Literal, Table};
use flow_syntax::source::Span;

use super::arithmetic::Sum;
use super::functions::OpenFold;
use super::numbers::{Flows, NumberType};
use super::slots::Slots;
use super::terms::{Origin, Reason, Shape, Term, Terms};
use super::texts::Texts;
use super::unknown_fields::FieldUses;
use super::written::as_written;
use crate::model::{
    Assertion, AssertionKind, BinaryOp, Call, CompareOp, Condition, ConditionKind, EventId, Expr, ExprKind,
    Fact, FactKind, Handler, MachineId, Model, Name,
};
use crate::slot::Slot;

/// The constraints collected so far.
pub(super) struct Constrain<'a> {
    pub(super) model: &'a Model,
    /// The operands of `has items`.
    asked_for_items: &'a Set<Span>,
    pub(super) terms: Terms,
    pub(super) slots: Slots,
    pub(super) flows: Flows,
    pub(super) texts: Texts,
    /// Constraints between places, which follow those on single places.
    pub(super) deferred: Vec<(Value, Term, Span, Reason)>,
    /// Constraints of assertions on fields of messages.
    pub(super) expected: Vec<(Term, Value, Span)>,
    /// The operands of `contains`.
    contains: Vec<(Value, Value, Span)>,
    /// The operands of `has items`.
    with_items: Vec<(Term, Span)>,
    /// The operands of comparisons by order.
    pub(super) ordered: Vec<(Term, Span)>,
    /// The same, when all shapes are known.
    pub(super) in_order: Vec<(Term, Span)>,
    /// Whether the specification mentions times or durations: otherwise all arithmetic is of numbers.
    pub(super) uses_time: bool,
    /// Arithmetic with types that are not determined yet.
    pub(super) sums: Vec<Sum>,
    /// Functions of lists for which the list is not determined yet.
    pub(super) folds: Vec<OpenFold>,
    /// The fields of objects.
    pub(super) field_uses: FieldUses,
    /// Numbers that have to be integers.
    pub(super) whole: Vec<(Value, Span)>,
    /// The values in texts.
    pub(super) in_texts: Vec<(Term, Span)>,
}

/// A value of a body.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) term: Term,
    pub(super) digits: Digits,
}

impl Value {
    /// A value that is not a number literal.
    pub(super) fn of(term: Term) -> Self {
        Value { term, digits: Digits::None }
    }
}

/// Whether a value is a literal that takes the type of its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// It is not.
    None,
    /// A whole number, which fits an integer.
    Whole,
    /// A text, which fits a choice that has it.
    Text,
}

/// The machine and the event of an expression.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) machine: MachineId,
    pub(super) event: Option<EventId>,
}

impl<'a> Constrain<'a> {
    pub(super) fn new(model: &'a Model, asked_for_items: &'a Set<Span>) -> Self {
        let mut terms = Terms::default();
        let slots = Slots::new(model, &mut terms);
        Constrain {
            model,
            asked_for_items,
            terms,
            slots,
            flows: Flows::default(),
            texts: Texts::default(),
            deferred: Vec::new(),
            expected: Vec::new(),
            contains: Vec::new(),
            with_items: Vec::new(),
            ordered: Vec::new(),
            in_order: Vec::new(),
            uses_time: false,
            sums: Vec::new(),
            folds: Vec::new(),
            field_uses: FieldUses::default(),
            whole: Vec::new(),
            in_texts: Vec::new(),
        }
    }

    /// Collects the constraints of all bodies, facts and assertions.
    pub(super) fn run(&mut self) {
        for (id, machine) in self.model.machines.entries() {
            for scenario in &machine.scenarios {
                let place = Place { machine: id, event: None };
                self.visit_facts(place, &scenario.given);
                for handler in machine.scenario_handlers(scenario) {
                    self.visit_handler(id, &machine.handlers[handler]);
                }
                self.visit_assertions(place, &scenario.expect);
            }
        }
        for rule in &self.model.rules.rules {
            let place = Place { machine: MachineId(0), event: None };
            rule.conditions().for_each(|condition| self.visit_condition(place, condition));
        }
        self.unite_fields_of_same_events();
        self.unite_keys();
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
        self.visit_tables();
        self.settle_keys();
    }

    fn visit_handler(&mut self, machine: MachineId, handler: &Handler) {
        let place = Place { machine, event: Some(handler.event) };
        self.visit_facts(place, &handler.given);
        self.visit_block(place, &handler.body);
        self.visit_assertions(place, &handler.expect);
    }

    /// Unites the fields of the entries of one event with and without a sender.
    fn unite_fields_of_same_events(&mut self) {
        for (id, machine) in self.model.machines.entries() {
            let any = machine.events.entries().filter(|(_, event)| event.from.is_none());
            let any: flow_syntax::ordered::Map<_, _> =
                any.map(|(any, event)| (event.name.text.as_str(), any)).collect();
            for (own, event) in machine.events.entries().filter(|(_, event)| event.from.is_some()) {
                if let Some(any) = any.get(event.name.text.as_str()) {
                    self.unite_fields(id, *any, own);
                }
            }
        }
    }

    fn unite_fields(&mut self, machine: MachineId, any: EventId, own: EventId) {
        let events = &self.model.machines[machine].events;
        for (own_field, field) in events[own].fields.entries() {
            let same_name = |other: &crate::model::PayloadField| other.name.text == field.name.text;
            let Some(any_field) = events[any].fields.id_where(same_name) else { continue };
            let a = self.slots.term(Slot::Field(machine, any, any_field));
            let b = self.slots.term(Slot::Field(machine, own, own_field));
            self.terms.require_same_type(a, b, field.name.span, Reason::Use);
            self.terms.equal.push((a, b, field.name.span));
        }
    }

    /// Applies the deferred constraints of one kind.
    fn apply_deferred(&mut self, reason: Reason) {
        let (now, later) =
            std::mem::take(&mut self.deferred).into_iter().partition(|(.., why)| *why == reason);
        self.deferred = later;
        let now: Vec<(Value, Term, Span, Reason)> = now;
        for (from, to, span, why) in now {
            self.add_flow(from, to, span, why);
        }
    }

    /// Applies the constraints of assertions on messages, after those of the emits, so that a contradiction is reported at the
    /// assertion.
    fn apply_expected(&mut self) {
        for (field, value, span) in std::mem::take(&mut self.expected) {
            self.require_same_type(Value::of(field), value, span);
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
            if let Some(Shape::String) = self.terms.shape(list.term) {
                self.terms.require_shape(item.term, Shape::String, span, Reason::Use);
            } else {
                let items = self.terms.require_item(list.term, span);
                self.require_same_type(Value::of(items), item, span);
                self.add_number_flow(item, items, span);
            }
        }
    }

    /// A term that is compared by order is a number by default.
    fn apply_order(&mut self) {
        for (term, span) in std::mem::take(&mut self.ordered) {
            if self.terms.shape(term).is_none() {
                self.terms.require_shape(term, Shape::Number, span, Reason::Use);
            }
            self.in_order.push((term, span));
        }
    }

    /// A payload field without other constraints has the type of the column of its name in a `given:` (reference#story-start).
    fn visit_tables(&mut self) {
        for (id, machine) in self.model.machines.entries() {
            for scenario in &machine.scenarios {
                for handler in machine.scenario_handlers(scenario) {
                    let handler = &machine.handlers[handler];
                    let facts = handler.given.iter().chain(&scenario.given);
                    for table in facts.filter_map(opt_table) {
                        self.apply_table(id, handler.event, table);
                    }
                }
            }
        }
    }

    fn apply_table(&mut self, machine: MachineId, event: EventId, table: &Table) {
        let fields = &self.model.machines[machine].events[event].fields;
        for (at, column) in table.header.iter().enumerate() {
            let Some(field) = fields.id_where(|field| field.name.text == column.text) else {
                continue;
            };
            let term = self.slots.term(Slot::Field(machine, event, field));
            if self.terms.shape(term).is_none() {
                self.terms.require_shape(term, column_shape(table, at), column.span, Reason::Use);
            }
        }
    }

    // Calls and conditions.

    pub(super) fn visit_call(&mut self, place: Place, call: &Call) {
        for (at, arg) in call.args.iter().enumerate() {
            let value = self.visit_expr(place, arg);
            let param = self.slots.term(Slot::Param(place.machine, call.phrase, at));
            self.deferred.push((value, param, arg.span, Reason::Argument));
        }
    }

    pub(super) fn visit_condition(&mut self, place: Place, condition: &Condition) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.visit_condition(place, part));
            }
            ConditionKind::Not(inner) => self.visit_condition(place, inner),
            ConditionKind::InState(..) | ConditionKind::Began(_) | ConditionKind::Failed => {}
            ConditionKind::Compare(left, op, right) => self.visit_comparison(place, left, *op, right),
            ConditionKind::Contains(list, item) => {
                let (list, of) = (self.visit_expr(place, list), self.visit_expr(place, item));
                self.contains.push((list, of, item.span));
            }
            ConditionKind::Empty(value) => {
                let of = self.visit_expr(place, value);
                if self.asked_for_items.contains(&value.span) {
                    self.with_items.push((of.term, value.span));
                }
            }
            ConditionKind::Flag(value) => {
                let flag = self.visit_expr(place, value);
                self.terms.require_shape(flag.term, Shape::Boolean, value.span, Reason::Use);
            }
            ConditionKind::Call(call) => self.visit_call(place, call),
        }
    }

    fn visit_comparison(&mut self, place: Place, left: &Expr, op: CompareOp, right: &Expr) {
        let (a, b) = (self.visit_expr(place, left), self.visit_expr(place, right));
        self.require_same_type(a, b, right.span);
        if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
            self.ordered.push((a.term, left.span));
        }
    }

    fn visit_facts(&mut self, place: Place, facts: &[Fact]) {
        for fact in facts {
            match (&fact.kind, place.event) {
                (FactKind::Variable(variable, value), _) => {
                    let target = self.slots.term(Slot::Variable(place.machine, *variable));
                    self.visit_given_value(place, value, target);
                }
                (FactKind::Payload(field, value), Some(event)) => {
                    let target = self.slots.term(Slot::Field(place.machine, event, *field));
                    self.visit_given_value(place, value, target);
                }
                (FactKind::Table(call, _) | FactKind::Phrase(call, _) | FactKind::Throws(call, _), _) => {
                    self.visit_call(place, call);
                }
                (FactKind::Answer(call, value), _) => {
                    self.visit_call(place, call);
                    let answer = self.slots.term(Slot::Answer(place.machine, call.phrase));
                    self.visit_flowing_expr(place, value, answer);
                }
                (FactKind::Answers(actor, answers), _) => {
                    answers.iter().for_each(|answer| self.visit_given_answer(place, *actor, answer));
                }
                (FactKind::After(value), _) => {
                    let length = self.visit_expr(place, value);
                    self.terms.require_shape(length.term, Shape::Duration, value.span, Reason::Use);
                }
                (FactKind::Receiver(Some(key), value), _) => {
                    let target = self.slots.term(Slot::Variable(place.machine, *key));
                    self.visit_flowing_expr(place, value, target);
                }
                (FactKind::Receiver(None, value) | FactKind::Sender(_, value), _) => {
                    self.visit_expr(place, value);
                }
                (FactKind::VariableOf(machine, _, variable, value), _) => {
                    let target = self.slots.term(Slot::Variable(*machine, *variable));
                    self.visit_flowing_expr(place, value, target);
                }
                (FactKind::Payload(..), None) | (FactKind::InState(..) | FactKind::MemberInState(..), _) => {}
            }
        }
    }

    fn visit_assertions(&mut self, place: Place, assertions: &[Assertion]) {
        for assertion in assertions {
            match &assertion.kind {
                AssertionKind::Condition(condition) => self.visit_condition(place, condition),
                AssertionKind::History(..) | AssertionKind::Members(..) | AssertionKind::LeftWaiting(..) => {}
                AssertionKind::VariableOf(machine, _, variable, _, value) => {
                    let value_of = self.visit_expr(place, value);
                    let term = self.slots.term(Slot::Variable(*machine, *variable));
                    self.expected.push((term, value_of, value.span));
                }
                AssertionKind::Received { by, event: Some(event), with, .. } => {
                    self.visit_message_fields(place, Some(*by), event, with);
                }
                AssertionKind::Received { event: None, .. } => {}
                AssertionKind::ReceivedCount(_, count) => {
                    let value = self.visit_expr(place, count);
                    self.terms.require_shape(value.term, Shape::Number, count.span, Reason::Use);
                }
                AssertionKind::Emitted { event, to, with, .. } => {
                    self.visit_message_fields(place, *to, event, with);
                }
                AssertionKind::Called { call, with, .. } => self.visit_called(place, call, with),
                AssertionKind::TurnedAway { with, .. } => {
                    with.iter().for_each(|text| self.visit_text(place, text));
                }
            }
        }
    }

    fn visit_called(&mut self, place: Place, call: &Call, with: &[(Name, Expr)]) {
        self.visit_call(place, call);
        let params = &self.model.machines[place.machine].phrases[call.phrase].params;
        for (name, value) in with {
            let value_of = self.visit_expr(place, value);
            if let Some(at) = params.iter().position(|param| param.name == name.text) {
                let param = self.slots.term(Slot::Param(place.machine, call.phrase, at));
                self.require_same_type(Value::of(param), value_of, value.span);
            }
        }
    }

    // Values.

    /// A value that is assigned to `to`.
    pub(super) fn visit_flowing_expr(&mut self, place: Place, value: &Expr, to: Term) {
        let from = self.visit_expr(place, value);
        self.add_flow(from, to, value.span, Reason::Use);
    }

    fn add_flow(&mut self, from: Value, to: Term, span: Span, reason: Reason) {
        match from.digits {
            Digits::Whole => self.flows.add_source(to, NumberType::Number),
            Digits::Text => self.texts.add_literal(to),
            Digits::None => self.flows.add_flow(from.term, to, span),
        }
        self.terms.require_same_type(to, from.term, span, reason);
    }

    /// Like a flow, but a whole literal takes the type of `to`.
    pub(super) fn add_number_flow(&mut self, from: Value, to: Term, span: Span) {
        if from.digits == Digits::None {
            self.flows.add_flow(from.term, to, span);
        }
    }

    /// Requires two values to have the same type.
    pub(super) fn require_same_type(&mut self, a: Value, b: Value, span: Span) {
        self.terms.require_same_type(a.term, b.term, span, Reason::Use);
    }

    pub(super) fn add_value(&mut self, expr: &Expr, shape: Option<Shape>) -> Value {
        let term = self.terms.add(Origin::Value(expr.span));
        if let Some(shape) = shape {
            self.terms.require_shape(term, shape, expr.span, Reason::Use);
        }
        Value::of(term)
    }

    fn slot_value(&self, slot: Slot) -> Value {
        Value::of(self.slots.term(slot))
    }

    pub(super) fn visit_expr(&mut self, place: Place, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Number(digits) => self.visit_number(expr, digits),
            ExprKind::Text(_) => Value { digits: Digits::Text, ..self.add_value(expr, Some(Shape::String)) },
            ExprKind::InstanceId | ExprKind::Uuid | ExprKind::Failure(_) => self.add_string(expr),
            ExprKind::Boolean(_) => self.add_value(expr, Some(Shape::Boolean)),
            ExprKind::Now => self.add_value(expr, Some(Shape::Time)),
            ExprKind::Item(item) => self.slot_value(Slot::Item(place.machine, *item)),
            ExprKind::Partner(machine) | ExprKind::Made(machine) => {
                self.add_value(expr, Some(Shape::Reference(*machine)))
            }
            ExprKind::Itself => self.add_value(expr, Some(Shape::Reference(place.machine))),
            ExprKind::Zero => self.add_value(expr, None),
            ExprKind::List(items) => self.visit_list(place, expr, items),
            ExprKind::Object(fields) => self.visit_object(place, expr, fields),
            ExprKind::Variable(variable) => self.slot_value(Slot::Variable(place.machine, *variable)),
            ExprKind::VariableOf(machine, variable) => self.slot_value(Slot::Variable(*machine, *variable)),
            ExprKind::Payload(field) => match place.event {
                Some(event) => self.slot_value(Slot::Field(place.machine, event, *field)),
                None => self.add_value(expr, None),
            },
            ExprKind::Field(object, name) => {
                let object = self.visit_expr(place, object);
                Value::of(self.read_member(object.term, name, expr.span))
            }
            ExprKind::Negate(inner) => {
                let value = self.visit_expr(place, inner);
                self.add_negation(value.term, inner.span);
                value
            }
            ExprKind::Duration(amount, _) => {
                let amount_of = self.visit_expr(place, amount);
                self.terms.require_shape(amount_of.term, Shape::Number, amount.span, Reason::Use);
                self.add_value(expr, Some(Shape::Duration))
            }
            ExprKind::Binary(op, left, right) => self.visit_binary(place, expr, *op, [left, right]),
            ExprKind::Length(list) => {
                let value = self.visit_expr(place, list);
                self.terms.require_item(value.term, list.span);
                let length = self.add_value(expr, Some(Shape::Number));
                self.flows.add_source(length.term, NumberType::Integer);
                length
            }
            ExprKind::End(_, list) => {
                let value = self.visit_expr(place, list);
                Value::of(self.terms.require_item(value.term, list.span))
            }
            ExprKind::Fold(fold, list, fields) => self.visit_fold(place, expr, *fold, (list, fields)),
            ExprKind::Apply(function, args) => self.visit_function(place, expr, *function, args),
            ExprKind::Not(inner) => self.visit_not(place, expr, inner),
            ExprKind::Joined(parts) => self.visit_joined(place, expr, parts),
            ExprKind::Convert(inner) => self.visit_expr(place, inner),
        }
    }

    /// A text that is no choice.
    pub(super) fn add_string(&mut self, expr: &Expr) -> Value {
        let value = self.add_value(expr, Some(Shape::String));
        self.texts.add_string(value.term);
        value
    }

    fn visit_number(&mut self, expr: &Expr, digits: &str) -> Value {
        let value = self.add_value(expr, Some(Shape::Number));
        if super::is_whole(digits) {
            return Value { digits: Digits::Whole, ..value };
        }
        self.flows.add_source(value.term, NumberType::Number);
        value
    }

    fn visit_list(&mut self, place: Place, expr: &Expr, items: &[Expr]) -> Value {
        let list = self.add_value(expr, None);
        let item = self.terms.require_item(list.term, expr.span);
        if super::is_mixed(items) {
            self.terms.require_shape(item, Shape::Mixed, expr.span, Reason::Use);
            items.iter().for_each(|item| {
                self.visit_expr(place, item);
            });
        } else {
            items.iter().for_each(|value| self.visit_flowing_expr(place, value, item));
        }
        list
    }

    fn visit_object(&mut self, place: Place, expr: &Expr, fields: &[(String, Expr)]) -> Value {
        let object = self.add_value(expr, None);
        for (name, value) in as_written(fields) {
            let member = self.write_member(object.term, name, value.span);
            self.visit_flowing_expr(place, value, member);
        }
        object
    }

    fn visit_binary(&mut self, place: Place, expr: &Expr, op: BinaryOp, sides: [&Expr; 2]) -> Value {
        if let BinaryOp::IntegerDivide | BinaryOp::Modulo = op {
            return self.visit_integer_division(place, expr, sides);
        }
        let values = sides.map(|side| (self.visit_expr(place, side), side.span));
        let result = self.add_value(expr, None);
        let [(left, left_span), (right, right_span)] = values;
        self.add_sum(op, [left.term, right.term, result.term], [left_span, right_span, expr.span]);
        for (value, span) in values {
            self.add_number_flow(value, result.term, span);
        }
        if op == BinaryOp::Divide {
            self.flows.add_source(result.term, NumberType::Number);
        } else if values.iter().all(|(value, _)| value.digits == Digits::Whole) {
            return Value { digits: Digits::Whole, ..result };
        }
        result
    }
}

fn opt_table(fact: &Fact) -> Option<&Table> {
    match &fact.kind {
        FactKind::Table(_, table) => Some(table),
        _ => None,
    }
}

/// The shape of a column's cells: numbers, booleans, else texts.
fn column_shape(table: &Table, at: usize) -> Shape {
    let cells: Vec<_> = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| &cell.value).gather();
    let is_number = |cell: &&Literal| matches!(cell, Literal::Number(_) | Literal::Percent(_));
    match cells.first() {
        Some(Literal::Boolean(_)) if cells.iter().all(|cell| matches!(cell, Literal::Boolean(_))) => {
            Shape::Boolean
        }
        Some(_) if cells.iter().all(is_number) => Shape::Number,
        _ => Shape::String,
    }
}
