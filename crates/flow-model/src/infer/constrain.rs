//! Collects the constraints that the model puts on types: annotations, bodies, facts, assertions, and the fields that events share.
//!
//! `solve` applies them in their order.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use flow_syntax::ast::{Literal, Table, TypeKind, TypeName};
use flow_syntax::source::Span;

use super::constraints::{Access, Constraint, Constraints, Digits, Local, Value};
use super::numbers::NumberType;
use super::terms::{Reason, Shape};
use super::texts::TextType;
use super::written::as_written;
use crate::lower::Annotation;
use crate::model::{
    Assertion, AssertionKind, BinaryOp, Call, Choice, ChoiceId, CompareOp, Condition, ConditionKind, EventId,
    Expr, ExprKind, Fact, FactKind, Handler, List, MachineId, Model, Name,
};
use crate::slot::Slot;

/// The data of the whole system that decides which constraints a machine has.
#[derive(Debug)]
pub(super) struct System {
    /// The operands of `has items`.
    pub(super) asked_for_items: Set<Span>,
    /// Whether the specification mentions times or durations: otherwise all arithmetic is of numbers.
    pub(super) uses_time: bool,
    /// The choices that are written.
    pub(super) choices: List<ChoiceId, Choice>,
}

/// A list of constraints, and the model that it is of.
pub(super) struct Constrain<'a> {
    pub(super) model: &'a Model,
    pub(super) system: &'a System,
    pub(super) list: Constraints,
}

/// The machine and the event of an expression.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) machine: MachineId,
    pub(super) event: Option<EventId>,
}

impl<'a> Constrain<'a> {
    pub(super) fn new(model: &'a Model, system: &'a System) -> Self {
        Constrain { model, system, list: Constraints::default() }
    }

    /// Adds the constraints of type annotations.
    pub(super) fn visit_annotations(&mut self, annotations: &[Annotation]) {
        for Annotation { slot, ty } in annotations {
            let term = self.list.slot(*slot);
            self.visit_type(term, ty);
        }
    }

    /// Adds the constraint of a type that is written for a term.
    fn visit_type(&mut self, term: Local, ty: &TypeName) {
        let span = ty.span;
        let shape = match &ty.kind {
            TypeKind::Reference(machine) => {
                let machine = self.model.machines.id_where(|of| of.name.text == machine.text);
                let Some(machine) = machine else { return };
                Shape::Reference(machine)
            }
            TypeKind::String => Shape::String,
            TypeKind::Choice(texts) => {
                if let Some(choice) = super::find_choice(&self.system.choices, texts) {
                    self.list.add(Constraint::TextType(term, TextType::Choice(choice), span));
                }
                Shape::String
            }
            TypeKind::Number | TypeKind::Integer => Shape::Number,
            TypeKind::Boolean => Shape::Boolean,
            TypeKind::Time => Shape::Time,
            TypeKind::Duration => Shape::Duration,
            TypeKind::Object => Shape::Object(Box::default()),
            TypeKind::Array => {
                self.list.require_item(term, span);
                return;
            }
            TypeKind::ArrayOf(item) => {
                let of = self.list.require_item(term, span);
                self.visit_type(of, item);
                return;
            }
        };
        self.list.require_shape(term, shape, span);
        match ty.kind {
            TypeKind::Number => self.list.add(Constraint::NumberType(term, NumberType::Number, span)),
            TypeKind::Integer => self.list.add(Constraint::NumberType(term, NumberType::Integer, span)),
            TypeKind::String => self.list.add(Constraint::TextType(term, TextType::String, span)),
            _ => {}
        }
    }

    /// Adds the constraints of the bodies, facts, assertions and events of a machine.
    pub(super) fn visit_machine(&mut self, id: MachineId) {
        let machine = &self.model.machines[id];
        for scenario in &machine.scenarios {
            let place = Place { machine: id, event: None };
            self.visit_facts(place, &scenario.given);
            for handler in machine.scenario_handlers(scenario) {
                self.visit_handler(id, &machine.handlers[handler]);
            }
            self.visit_assertions(place, &scenario.expect);
        }
        self.unite_fields_of_same_events(id);
        self.unite_keys(id);
        self.visit_tables(id);
    }

    /// Adds the constraints of the rules.
    pub(super) fn visit_rules(&mut self) {
        for rule in &self.model.rules.rules {
            let place = Place { machine: MachineId(0), event: None };
            rule.conditions().for_each(|condition| self.visit_condition(place, condition));
        }
    }

    fn visit_handler(&mut self, machine: MachineId, handler: &Handler) {
        let place = Place { machine, event: Some(handler.event) };
        self.visit_facts(place, &handler.given);
        self.visit_block(place, &handler.body);
        self.visit_assertions(place, &handler.expect);
    }

    /// Unites the fields of the entries of one event with and without a sender.
    fn unite_fields_of_same_events(&mut self, id: MachineId) {
        let machine = &self.model.machines[id];
        let any = machine.events.entries().filter(|(_, event)| event.from.is_none());
        let any: flow_syntax::ordered::Map<_, _> =
            any.map(|(any, event)| (event.name.text.as_str(), any)).collect();
        for (own, event) in machine.events.entries().filter(|(_, event)| event.from.is_some()) {
            if let Some(any) = any.get(event.name.text.as_str()) {
                self.unite_fields(id, *any, own);
            }
        }
    }

    fn unite_fields(&mut self, machine: MachineId, any: EventId, own: EventId) {
        let events = &self.model.machines[machine].events;
        for (own_field, field) in events[own].fields.entries() {
            let same_name = |other: &crate::model::PayloadField| other.name.text == field.name.text;
            let Some(any_field) = events[any].fields.id_where(same_name) else { continue };
            let a = self.list.slot(Slot::Field(machine, any, any_field));
            let b = self.list.slot(Slot::Field(machine, own, own_field));
            self.list.add(Constraint::SameEvent(a, b, field.name.span));
        }
    }

    /// A payload field without other constraints has the type of the column of its name in a `given:` (reference#story-start).
    fn visit_tables(&mut self, id: MachineId) {
        let machine = &self.model.machines[id];
        for scenario in &machine.scenarios {
            for handler in machine.scenario_handlers(scenario) {
                let handler = &machine.handlers[handler];
                let facts = handler.given.iter().chain(&scenario.given);
                for table in facts.filter_map(opt_table) {
                    self.visit_table(id, handler.event, table);
                }
            }
        }
    }

    fn visit_table(&mut self, machine: MachineId, event: EventId, table: &Table) {
        let fields = &self.model.machines[machine].events[event].fields;
        for (at, column) in table.header.iter().enumerate() {
            if let Some(field) = fields.id_where(|field| field.name.text == column.text) {
                let term = self.list.slot(Slot::Field(machine, event, field));
                self.list.add(Constraint::Column(term, column_shape(table, at), column.span));
            }
        }
    }

    // Calls and conditions.

    pub(super) fn visit_call(&mut self, place: Place, call: &Call) {
        for (at, arg) in call.args.iter().enumerate() {
            let value = self.visit_expr(place, arg);
            let param = self.list.slot(Slot::Param(place.machine, call.phrase, at));
            self.list.add(Constraint::Deferred(value, param, arg.span, Reason::Argument));
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
                self.list.add(Constraint::Contains(list.term, of, item.span));
            }
            ConditionKind::Empty(value) => {
                let of = self.visit_expr(place, value);
                if self.system.asked_for_items.contains(&value.span) {
                    self.list.add(Constraint::HasItems(of.term, value.span));
                }
            }
            ConditionKind::Flag(value) => {
                let flag = self.visit_expr(place, value);
                self.list.require_shape(flag.term, Shape::Boolean, value.span);
            }
            ConditionKind::Call(call) => self.visit_call(place, call),
        }
    }

    fn visit_comparison(&mut self, place: Place, left: &Expr, op: CompareOp, right: &Expr) {
        let (a, b) = (self.visit_expr(place, left), self.visit_expr(place, right));
        self.require_same_type(a, b, right.span);
        if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
            self.list.add(Constraint::Ordered(a.term, left.span));
        }
    }

    fn visit_facts(&mut self, place: Place, facts: &[Fact]) {
        for fact in facts {
            match (&fact.kind, place.event) {
                (FactKind::Variable(variable, value), _) => {
                    let target = self.list.slot(Slot::Variable(place.machine, *variable));
                    self.visit_given_value(place, value, target);
                }
                (FactKind::Payload(field, value), Some(event)) => {
                    let target = self.list.slot(Slot::Field(place.machine, event, *field));
                    self.visit_given_value(place, value, target);
                }
                (FactKind::Table(call, _) | FactKind::Phrase(call, _) | FactKind::Throws(call, _), _) => {
                    self.visit_call(place, call);
                }
                (FactKind::Answer(call, value), _) => {
                    self.visit_call(place, call);
                    let answer = self.list.slot(Slot::Answer(place.machine, call.phrase));
                    self.visit_flowing_expr(place, value, answer);
                }
                (FactKind::Answers(actor, answers), _) => {
                    answers.iter().for_each(|answer| self.visit_given_answer(place, *actor, answer));
                }
                (FactKind::After(value), _) => {
                    let length = self.visit_expr(place, value);
                    self.list.require_shape(length.term, Shape::Duration, value.span);
                }
                (FactKind::Receiver(Some(key), value), _) => {
                    let target = self.list.slot(Slot::Variable(place.machine, *key));
                    self.visit_flowing_expr(place, value, target);
                }
                (FactKind::Receiver(None, value) | FactKind::Sender(_, value), _) => {
                    self.visit_expr(place, value);
                }
                (FactKind::VariableOf(machine, _, variable, value), _) => {
                    let target = self.list.slot(Slot::Variable(*machine, *variable));
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
                    let term = self.list.slot(Slot::Variable(*machine, *variable));
                    self.list.add(Constraint::Expected(term, value_of.term, value.span));
                }
                AssertionKind::Received { by, event: Some(event), with, .. } => {
                    self.visit_message_fields(place, Some(*by), event, with);
                }
                AssertionKind::Received { event: None, .. } => {}
                AssertionKind::ReceivedCount(_, count) => {
                    let value = self.visit_expr(place, count);
                    self.list.require_shape(value.term, Shape::Number, count.span);
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
                let param = self.list.slot(Slot::Param(place.machine, call.phrase, at));
                self.require_same_type(Value::of(param), value_of, value.span);
            }
        }
    }

    // Values.

    /// A value that is assigned to `to`.
    pub(super) fn visit_flowing_expr(&mut self, place: Place, value: &Expr, to: Local) {
        let from = self.visit_expr(place, value);
        self.list.add(Constraint::Assigned(from, to, value.span));
    }

    /// Like a flow, but a whole literal takes the type of `to`.
    pub(super) fn add_number_flow(&mut self, from: Value, to: Local, span: Span) {
        if from.digits == Digits::None {
            self.list.add(Constraint::Flow(from.term, to, span));
        }
    }

    /// Requires two values to have the same type.
    pub(super) fn require_same_type(&mut self, a: Value, b: Value, span: Span) {
        self.list.require_same_type(a.term, b.term, span);
    }

    pub(super) fn add_value(&mut self, expr: &Expr, shape: Option<Shape>) -> Value {
        let term = self.list.value(expr.span);
        if let Some(shape) = shape {
            self.list.require_shape(term, shape, expr.span);
        }
        Value::of(term)
    }

    fn slot_value(&mut self, slot: Slot) -> Value {
        Value::of(self.list.slot(slot))
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
                Value::of(self.list.require_member(object.term, name, Access::Read, expr.span))
            }
            ExprKind::Negate(inner) => {
                let value = self.visit_expr(place, inner);
                self.add_negation(value.term, inner.span);
                value
            }
            ExprKind::Duration(amount, _) => {
                let amount_of = self.visit_expr(place, amount);
                self.list.require_shape(amount_of.term, Shape::Number, amount.span);
                self.add_value(expr, Some(Shape::Duration))
            }
            ExprKind::Binary(op, left, right) => self.visit_binary(place, expr, *op, [left, right]),
            ExprKind::Length(list) => {
                let value = self.visit_expr(place, list);
                self.list.require_item(value.term, list.span);
                let length = self.add_value(expr, Some(Shape::Number));
                self.list.add(Constraint::Source(length.term, NumberType::Integer));
                length
            }
            ExprKind::End(_, list) => {
                let value = self.visit_expr(place, list);
                Value::of(self.list.require_item(value.term, list.span))
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
        self.list.add(Constraint::String(value.term));
        value
    }

    fn visit_number(&mut self, expr: &Expr, digits: &str) -> Value {
        let value = self.add_value(expr, Some(Shape::Number));
        if super::is_whole(digits) {
            return Value { digits: Digits::Whole, ..value };
        }
        self.list.add(Constraint::Source(value.term, NumberType::Number));
        value
    }

    fn visit_list(&mut self, place: Place, expr: &Expr, items: &[Expr]) -> Value {
        let list = self.add_value(expr, None);
        let item = self.list.require_item(list.term, expr.span);
        if super::is_mixed(items) {
            self.list.require_shape(item, Shape::Mixed, expr.span);
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
            let member = self.list.require_member(object.term, name, Access::Write, value.span);
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
            self.list.add(Constraint::Source(result.term, NumberType::Number));
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
