//! What a comparison or a copy is about: places, literals, and what is calculated with them.
//!
//! Lengths of time are numbers of microseconds here, as values are. The length of a text and the number of items of a list are read, not
//! the values themselves.

use flow_model::model::{EventId, Expr, ExprKind, Function, MachineId, Model, Type};
use flow_syntax::ast::TimeUnit;
use rust_decimal::Decimal;

use super::Holder;
use crate::asker::UUID;
use crate::cases::Case;
use crate::slice::Place;

/// The operands of one comparison or copy.
#[derive(Default)]
pub(super) struct Operands {
    pub(super) holders: Vec<Holder>,
    pub(super) numbers: Vec<Decimal>,
    pub(super) texts: Vec<String>,
    pub(super) has_arithmetic: bool,
    /// The lists with lengths that are read.
    pub(super) counted: Vec<Holder>,
    /// The texts with lengths that are read.
    pub(super) measured: Vec<Holder>,
    /// The numbers of units of time, each with its unit in microseconds.
    pub(super) amounts: Vec<(Holder, Decimal)>,
}

impl Operands {
    /// Adds the parts of an expression.
    pub(super) fn add(&mut self, model: &Model, at: Option<(MachineId, EventId)>, expr: &Expr) {
        match &expr.kind {
            ExprKind::Number(digits) => self.numbers.extend(digits.parse::<Decimal>()),
            ExprKind::Text(text) => self.texts.push(text.clone()),
            ExprKind::Zero => {
                self.numbers.push(Decimal::ZERO);
                self.texts.push(String::new());
            }
            ExprKind::Variable(variable) => {
                self.holders
                    .extend(at.map(|(machine, _)| Holder::Place(Place::Variable(machine, *variable))));
            }
            ExprKind::VariableOf(machine, variable) => {
                self.holders.push(Holder::Place(Place::Variable(*machine, *variable)));
            }
            ExprKind::Payload(field) => {
                let place = at.map(|(machine, event)| Holder::Place(Place::Field(machine, event, *field)));
                self.holders.extend(place);
            }
            ExprKind::Item(item) => {
                self.holders.extend(at.map(|(machine, _)| Holder::Place(Place::Item(machine, *item))));
            }
            ExprKind::Field(object, name) if Case::Field.applies() => self.add_part(model, object, name),
            ExprKind::Length(list) => {
                let mut inner = Operands::default();
                inner.add(model, at, list);
                self.counted.extend(inner.holders);
            }
            ExprKind::Duration(inner, unit) => self.add_length(model, at, inner, *unit),
            ExprKind::Negate(inner) | ExprKind::Fold(_, inner, _) => {
                self.has_arithmetic = true;
                self.add(model, at, inner);
            }
            ExprKind::End(_, inner) | ExprKind::Convert(inner) | ExprKind::Not(inner) => {
                self.add(model, at, inner);
            }
            ExprKind::Binary(_, left, right) => {
                self.has_arithmetic = true;
                self.add(model, at, left);
                self.add(model, at, right);
            }
            ExprKind::Apply(Function::Length, parts) => self.add_measured(model, at, parts),
            ExprKind::Apply(_, parts) | ExprKind::Joined(parts) => {
                self.has_arithmetic = true;
                parts.iter().for_each(|part| self.add(model, at, part));
            }
            ExprKind::List(items) => items.iter().for_each(|item| self.add(model, at, item)),
            ExprKind::Object(fields) => fields.iter().for_each(|(_, value)| self.add(model, at, value)),
            ExprKind::Boolean(_)
            | ExprKind::InstanceId
            | ExprKind::Field(..)
            | ExprKind::Partner(_)
            | ExprKind::Made(_)
            | ExprKind::Itself
            | ExprKind::Now
            | ExprKind::Failure(_) => {}
            ExprKind::Uuid => self.texts.push(UUID.to_owned()),
        }
    }

    fn add_length(&mut self, model: &Model, at: Option<(MachineId, EventId)>, amount: &Expr, unit: TimeUnit) {
        match literal_length(amount, unit) {
            Some(length) => self.numbers.push(length),
            None => {
                self.has_arithmetic = true;
                let mut operands = Operands::default();
                operands.add(model, at, amount);
                let unit = Decimal::from(unit.micros());
                self.amounts.extend(operands.holders.into_iter().map(|holder| (holder, unit)));
            }
        }
    }

    fn add_measured(&mut self, model: &Model, at: Option<(MachineId, EventId)>, texts: &[Expr]) {
        self.has_arithmetic = true;
        let mut operands = Operands::default();
        texts.iter().for_each(|text| operands.add(model, at, text));
        self.measured.extend(operands.holders.iter().copied());
        self.holders.extend(operands.holders);
    }

    fn add_part(&mut self, model: &Model, object: &Expr, name: &str) {
        let Type::Object(id) = object.ty else { return };
        let at = model.objects[id].fields.iter().position(|(field, _)| field == name);
        self.holders.extend(at.map(|at| Holder::Part(id, at)));
    }
}

/// A length of time that is a literal, in microseconds as values are.
fn literal_length(amount: &Expr, unit: TimeUnit) -> Option<Decimal> {
    match &amount.kind {
        ExprKind::Number(digits) => digits.parse::<Decimal>().ok()?.checked_mul(Decimal::from(unit.micros())),
        ExprKind::Convert(inner) => literal_length(inner, unit),
        _ => None,
    }
}
