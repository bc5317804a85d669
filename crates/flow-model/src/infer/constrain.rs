//! The constraints that bodies put on types: one walk over the model that unites terms and records flows of numbers.
//!
//! A constraint on one place is stated at once. Constraints that join places (`adds`, payloads, arguments of phrases) are
//! stated after all of these, within machines before between machines, so that a contradiction is reported where the parts
//! meet. The last constraints depend on shapes known by then: `contains` (a list or a text), order (numbers by default),
//! and the tables of a `given:`.

use flow_syntax::ordered::Set;

use flow_syntax::ast::{Literal, Table};
use flow_syntax::source::Span;

use super::numbers::{Flows, NumberType};
use super::slots::Slots;
use super::terms::{Origin, Reason, Shape, Term, Terms};
use crate::lower::Slot;
use crate::model::{
    Assertion, AssertionKind, BinaryOp, Call, CompareOp, Condition, ConditionKind, EventId, Expr, ExprKind,
    Fact, FactKind, Handler, MachineId, Model, Name, Party,
};

/// The state of the walk.
pub(super) struct Constrain<'a> {
    pub(super) model: &'a Model,
    /// The places of what `has items`.
    asked_for_items: &'a Set<Span>,
    pub(super) terms: Terms,
    pub(super) slots: Slots,
    pub(super) flows: Flows,
    pub(super) sent: Vec<(Value, Term, Span, Reason)>,
    /// Constraints of assertions on fields of messages.
    expected: Vec<(Term, Value, Span)>,
    contains: Vec<(Value, Value, Span)>,
    /// Terms that `has items` asks about.
    listed: Vec<(Term, Span)>,
    ordered: Vec<(Term, Span)>,
}

/// A value of a body.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) term: Term,
    digits: Digits,
}

impl Value {
    /// A value that is no literal.
    pub(super) fn of(term: Term) -> Self {
        Value { term, digits: Digits::None }
    }
}

/// Whether a value is a number literal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Digits {
    /// It is none.
    None,
    /// A whole one: it fits an integer.
    Whole,
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
            sent: Vec::new(),
            expected: Vec::new(),
            contains: Vec::new(),
            listed: Vec::new(),
            ordered: Vec::new(),
        }
    }

    /// Walks over everything.
    pub(super) fn run(&mut self) {
        for (id, machine) in self.model.machines.entries() {
            for scenario in &machine.scenarios {
                let place = Place { machine: id, event: None };
                self.facts(place, &scenario.given);
                for handler in &scenario.handlers {
                    self.handler(id, &machine.handlers[*handler]);
                }
                self.assertions(place, &scenario.expect);
            }
        }
        self.shared_fields();
        self.late(Reason::Use);
        self.late(Reason::Sent);
        self.late(Reason::Argument);
        self.expected();
        self.contained();
        self.listed();
        self.order();
        self.tables();
    }

    fn handler(&mut self, machine: MachineId, handler: &Handler) {
        let place = Place { machine, event: Some(handler.event) };
        self.facts(place, &handler.given);
        self.block(place, &handler.body);
        self.assertions(place, &handler.expect);
    }

    /// Fields of one event's entries with and without sender are the same.
    fn shared_fields(&mut self) {
        for (id, machine) in self.model.machines.entries() {
            let any = machine.events.entries().filter(|(_, event)| event.from.is_none());
            let any: flow_syntax::ordered::Map<_, _> =
                any.map(|(any, event)| (event.name.text.as_str(), any)).collect();
            for (own, event) in machine.events.entries().filter(|(_, event)| event.from.is_some()) {
                if let Some(any) = any.get(event.name.text.as_str()) {
                    self.share_fields(id, *any, own);
                }
            }
        }
    }

    fn share_fields(&mut self, machine: MachineId, any: EventId, own: EventId) {
        let events = &self.model.machines[machine].events;
        for (own_field, field) in events[own].fields.entries() {
            let same_name = |other: &crate::model::PayloadField| other.name.text == field.name.text;
            let Some(any_field) = events[any].fields.id_where(same_name) else { continue };
            let a = self.slots.term(Slot::Field(machine, any, any_field));
            let b = self.slots.term(Slot::Field(machine, own, own_field));
            self.terms.same(a, b, field.name.span, Reason::Use);
            self.terms.equal.push((a, b));
        }
    }

    /// Unites what was kept for later.
    fn late(&mut self, reason: Reason) {
        let (now, later) = std::mem::take(&mut self.sent).into_iter().partition(|(.., why)| *why == reason);
        self.sent = later;
        let now: Vec<(Value, Term, Span, Reason)> = now;
        for (from, to, span, why) in now {
            self.flow(from, to, span, why);
        }
    }

    /// States the constraints of assertions on messages, after those of the emits, so that a contradiction is reported at the
    /// assertion.
    fn expected(&mut self) {
        for (field, value, span) in std::mem::take(&mut self.expected) {
            self.joint(Value::of(field), value, span);
        }
    }

    /// `has items`: only lists, objects and texts have items. A term without a shape may.
    fn listed(&mut self) {
        for (term, span) in std::mem::take(&mut self.listed) {
            if matches!(self.terms.shape(term), Some(Shape::Number | Shape::Boolean | Shape::Time)) {
                self.terms.item(term, span);
            }
        }
    }

    /// `contains`: in a text, or in a list.
    fn contained(&mut self) {
        for (list, item, span) in std::mem::take(&mut self.contains) {
            if let Some(Shape::String) = self.terms.shape(list.term) {
                self.terms.is(item.term, Shape::String, span, Reason::Use);
            } else {
                let items = self.terms.item(list.term, span);
                self.joint(Value::of(items), item, span);
                self.feed(item, items, span);
            }
        }
    }

    /// A term that is compared by order is a number by default.
    fn order(&mut self) {
        for (term, span) in std::mem::take(&mut self.ordered) {
            if self.terms.shape(term).is_none() {
                self.terms.is(term, Shape::Number, span, Reason::Use);
            }
        }
    }

    /// A payload field without other constraints has the type of the column of its name in a `given:` (reference#story-start).
    fn tables(&mut self) {
        for (id, machine) in self.model.machines.entries() {
            for scenario in &machine.scenarios {
                for handler in &scenario.handlers {
                    let handler = &machine.handlers[*handler];
                    let facts = handler.given.iter().chain(&scenario.given);
                    for table in facts.filter_map(table) {
                        self.table(id, handler.event, table);
                    }
                }
            }
        }
    }

    fn table(&mut self, machine: MachineId, event: EventId, table: &Table) {
        let fields = &self.model.machines[machine].events[event].fields;
        for (at, column) in table.header.iter().enumerate() {
            let Some(field) = fields.id_where(|field| field.name.text == column.text) else {
                continue;
            };
            let term = self.slots.term(Slot::Field(machine, event, field));
            if self.terms.shape(term).is_none() {
                self.terms.is(term, column_shape(table, at), column.span, Reason::Use);
            }
        }
    }

    // Calls and conditions.

    pub(super) fn call(&mut self, place: Place, call: &Call) {
        for (at, arg) in call.args.iter().enumerate() {
            let value = self.expr(place, arg);
            let param = self.slots.term(Slot::Param(place.machine, call.phrase, at));
            self.sent.push((value, param, arg.span, Reason::Argument));
        }
    }

    pub(super) fn condition(&mut self, place: Place, condition: &Condition) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.condition(place, part));
            }
            ConditionKind::Not(inner) => self.condition(place, inner),
            ConditionKind::InState(..) => {}
            ConditionKind::Compare(left, op, right) => self.compare(place, left, *op, right),
            ConditionKind::Contains(list, item) => {
                let (list, of) = (self.expr(place, list), self.expr(place, item));
                self.contains.push((list, of, item.span));
            }
            ConditionKind::Empty(value) => {
                let of = self.expr(place, value);
                if self.asked_for_items.contains(&value.span) {
                    self.listed.push((of.term, value.span));
                }
            }
            ConditionKind::Flag(value) => {
                let flag = self.expr(place, value);
                self.terms.is(flag.term, Shape::Boolean, value.span, Reason::Use);
            }
            ConditionKind::Call(call) => self.call(place, call),
        }
    }

    fn compare(&mut self, place: Place, left: &Expr, op: CompareOp, right: &Expr) {
        let (a, b) = (self.expr(place, left), self.expr(place, right));
        self.joint(a, b, right.span);
        if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
            self.ordered.push((a.term, left.span));
        }
    }

    fn facts(&mut self, place: Place, facts: &[Fact]) {
        for fact in facts {
            match (&fact.kind, place.event) {
                (FactKind::Variable(variable, value), _) => {
                    let target = self.slots.term(Slot::Variable(place.machine, *variable));
                    self.flow_expr(place, value, target);
                }
                (FactKind::Payload(field, value), Some(event)) => {
                    let target = self.slots.term(Slot::Field(place.machine, event, *field));
                    self.flow_expr(place, value, target);
                }
                (FactKind::Table(call, _) | FactKind::Phrase(call, _), _) => self.call(place, call),
                (FactKind::Payload(..), None) | (FactKind::InState(..), _) => {}
            }
        }
    }

    fn assertions(&mut self, place: Place, assertions: &[Assertion]) {
        for assertion in assertions {
            match &assertion.kind {
                AssertionKind::Condition(condition) => self.condition(place, condition),
                AssertionKind::History(..) => {}
                AssertionKind::Received { by, event: Some(event), with, .. } => {
                    self.with(place, Some(*by), event, with);
                }
                AssertionKind::Received { event: None, .. } => {}
                AssertionKind::ReceivedCount(_, count) => {
                    let value = self.expr(place, count);
                    self.terms.is(value.term, Shape::Number, count.span, Reason::Use);
                }
                AssertionKind::Emitted { event, to, with, .. } => self.with(place, *to, event, with),
                AssertionKind::Called { call, with, .. } => self.called(place, call, with),
            }
        }
    }

    fn called(&mut self, place: Place, call: &Call, with: &[(Name, Expr)]) {
        self.call(place, call);
        let params = &self.model.machines[place.machine].phrases[call.phrase].params;
        for (name, value) in with {
            let value_of = self.expr(place, value);
            if let Some(at) = params.iter().position(|param| param.name == name.text) {
                let param = self.slots.term(Slot::Param(place.machine, call.phrase, at));
                self.joint(Value::of(param), value_of, value.span);
            }
        }
    }

    /// Fields that a message must have had are compared with those it has.
    fn with(&mut self, place: Place, to: Option<Party>, event: &Name, with: &[(Name, Expr)]) {
        for (name, value) in with {
            let value_of = self.expr(place, value);
            for slot in super::sent_slots(self.model, place.machine, to, &event.text, &name.text) {
                self.expected.push((self.slots.term(slot), value_of, value.span));
            }
        }
    }

    // Values.

    /// A value that becomes a value of `to`.
    pub(super) fn flow_expr(&mut self, place: Place, value: &Expr, to: Term) {
        let from = self.expr(place, value);
        self.flow(from, to, value.span, Reason::Use);
    }

    fn flow(&mut self, from: Value, to: Term, span: Span, reason: Reason) {
        match from.digits {
            Digits::Whole => self.flows.source(to, NumberType::Number),
            Digits::None => self.flows.flow(from.term, to, span),
        }
        self.terms.same(to, from.term, span, reason);
    }

    /// Like a flow, but a whole literal takes the type it finds.
    pub(super) fn feed(&mut self, from: Value, to: Term, span: Span) {
        if from.digits == Digits::None {
            self.flows.flow(from.term, to, span);
        }
    }

    /// Two values of one type.
    pub(super) fn joint(&mut self, a: Value, b: Value, span: Span) {
        self.terms.same(a.term, b.term, span, Reason::Use);
    }

    fn fresh(&mut self, expr: &Expr, shape: Option<Shape>) -> Value {
        let term = self.terms.add(Origin::Value(expr.span));
        if let Some(shape) = shape {
            self.terms.is(term, shape, expr.span, Reason::Use);
        }
        Value::of(term)
    }

    fn slot(&self, slot: Slot) -> Value {
        Value::of(self.slots.term(slot))
    }

    pub(super) fn expr(&mut self, place: Place, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Number(digits) => self.number(expr, digits),
            ExprKind::Text(_) | ExprKind::InstanceId | ExprKind::Uuid => {
                self.fresh(expr, Some(Shape::String))
            }
            ExprKind::Boolean(_) => self.fresh(expr, Some(Shape::Boolean)),
            ExprKind::Now => self.fresh(expr, Some(Shape::Time)),
            ExprKind::Zero => self.fresh(expr, None),
            ExprKind::List(items) => self.list(place, expr, items),
            ExprKind::Object(fields) => self.object(place, expr, fields),
            ExprKind::Variable(variable) => self.slot(Slot::Variable(place.machine, *variable)),
            ExprKind::Payload(field) => match place.event {
                Some(event) => self.slot(Slot::Field(place.machine, event, *field)),
                None => self.fresh(expr, None),
            },
            ExprKind::Field(object, name) => {
                let object = self.expr(place, object);
                Value::of(self.terms.member(object.term, name, expr.span))
            }
            ExprKind::Negate(inner) => {
                let value = self.expr(place, inner);
                self.terms.is(value.term, Shape::Number, inner.span, Reason::Use);
                value
            }
            ExprKind::Binary(op, left, right) => self.binary(place, expr, *op, [left, right]),
            ExprKind::Length(list) => {
                let value = self.expr(place, list);
                self.terms.item(value.term, list.span);
                let length = self.fresh(expr, Some(Shape::Number));
                self.flows.source(length.term, NumberType::Integer);
                length
            }
            ExprKind::Convert(inner) => self.expr(place, inner),
        }
    }

    fn number(&mut self, expr: &Expr, digits: &str) -> Value {
        let value = self.fresh(expr, Some(Shape::Number));
        if super::is_whole(digits) {
            return Value { digits: Digits::Whole, ..value };
        }
        self.flows.source(value.term, NumberType::Number);
        value
    }

    fn list(&mut self, place: Place, expr: &Expr, items: &[Expr]) -> Value {
        let list = self.fresh(expr, None);
        let item = self.terms.item(list.term, expr.span);
        if super::is_mixed(items) {
            self.terms.is(item, Shape::Mixed, expr.span, Reason::Use);
            items.iter().for_each(|item| {
                self.expr(place, item);
            });
        } else {
            items.iter().for_each(|value| self.flow_expr(place, value, item));
        }
        list
    }

    fn object(&mut self, place: Place, expr: &Expr, fields: &[(String, Expr)]) -> Value {
        let object = self.fresh(expr, None);
        for (name, value) in fields {
            let member = self.terms.member(object.term, name, value.span);
            self.flow_expr(place, value, member);
        }
        object
    }

    fn binary(&mut self, place: Place, expr: &Expr, op: BinaryOp, sides: [&Expr; 2]) -> Value {
        let values = sides.map(|side| (self.expr(place, side), side.span));
        let result = self.fresh(expr, Some(Shape::Number));
        for (value, span) in values {
            self.terms.is(value.term, Shape::Number, span, Reason::Use);
            self.feed(value, result.term, span);
        }
        if op == BinaryOp::Divide {
            self.flows.source(result.term, NumberType::Number);
        } else if values.iter().all(|(value, _)| value.digits == Digits::Whole) {
            return Value { digits: Digits::Whole, ..result };
        }
        result
    }
}

fn table(fact: &Fact) -> Option<&Table> {
    match &fact.kind {
        FactKind::Table(_, table) => Some(table),
        _ => None,
    }
}

/// What the cells of a column are: numbers, booleans, else texts.
fn column_shape(table: &Table, at: usize) -> Shape {
    let cells: Vec<_> = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| &cell.value).collect();
    let is_number = |cell: &&Literal| matches!(cell, Literal::Number(_) | Literal::Percent(_));
    match cells.first() {
        Some(Literal::Boolean(_)) if cells.iter().all(|cell| matches!(cell, Literal::Boolean(_))) => {
            Shape::Boolean
        }
        Some(_) if cells.iter().all(is_number) => Shape::Number,
        _ => Shape::String,
    }
}
