//! Conditions as regions: the operand of each, and the values it allows.
//!
//! A comparison with a literal is a range of its operand, a phrase is a region of its own and its negation the opposite. What
//! cannot be read is opaque: it neither covers nor is covered, so no finding results from a guess.

use super::Changes;
use super::range::{Decimal, Ranges, Side};
use super::region::{Operand, Region};
use super::set::Set;
use crate::model::{
    Call, CompareOp, Condition, ConditionKind, EventId, Expr, ExprKind, Group, Machine, MachineId, StateId,
    Step, Type,
};
use crate::visit;
use flow_syntax::gather::Gather;

/// The key of the state.
const STATE: &str = "#";

/// Reads the conditions of one handler.
pub(super) struct Reading<'a> {
    machine: &'a Machine,
    id: MachineId,
    event: EventId,
}

impl<'a> Reading<'a> {
    pub(super) fn new(machine: &'a Machine, id: MachineId, event: EventId) -> Self {
        Reading { machine, id, event }
    }

    /// The region in which a condition is true.
    pub(super) fn region_where_true(&self, condition: &Condition) -> Region {
        self.region_where(condition, true)
    }

    /// The region in which a condition is false.
    pub(super) fn region_where_false(&self, condition: &Condition) -> Region {
        self.region_where(condition, false)
    }

    /// Whether a group can be true somewhere in a region.
    pub(super) fn can_hold_in(&self, group: &Group, region: &Region) -> bool {
        !self.region_where_true(&group.condition).and(region).is_nowhere()
    }

    fn region_where(&self, condition: &Condition, holds: bool) -> Region {
        match &condition.kind {
            ConditionKind::All(parts) if holds => self.intersect_regions(parts, holds),
            ConditionKind::All(parts) if !parts.is_empty() => self.unite_regions(parts, holds),
            ConditionKind::Any(parts) if holds => self.unite_regions(parts, holds),
            ConditionKind::Any(parts) => self.intersect_regions(parts, holds),
            ConditionKind::Not(inner) => self.region_where(inner, !holds),
            _ => match self.atom(condition) {
                (operand, set) if holds => Region::operand(operand, set),
                (operand, set) => Region::operand(operand, set.not()),
            },
        }
    }

    fn intersect_regions(&self, parts: &[Condition], holds: bool) -> Region {
        parts.iter().fold(Region::everything(), |all, part| all.and(&self.region_where(part, holds)))
    }

    fn unite_regions(&self, parts: &[Condition], holds: bool) -> Region {
        parts.iter().fold(Region::nowhere(), |any, part| any.or(self.region_where(part, holds)))
    }

    /// The operand of one condition without parts, and the set of values it allows.
    fn atom(&self, condition: &Condition) -> (Operand, Set) {
        match &condition.kind {
            ConditionKind::InState(machine, states) if *machine == self.id => self.in_state(states),
            ConditionKind::Compare(left, op, right) => {
                self.comparison_set(left, *op, right).unwrap_or_else(|| opaque(condition))
            }
            ConditionKind::Empty(value) => self.emptiness_set(value).unwrap_or_else(|| opaque(condition)),
            ConditionKind::Flag(value) => (self.operand(value), Set::yes_or_no(true)),
            ConditionKind::Call(call) => self.phrase(call),
            _ => opaque(condition),
        }
    }

    fn in_state(&self, states: &[StateId]) -> (Operand, Set) {
        let values = states.iter().map(|state| state.index()).collect();
        let state = Operand { key: STATE.to_owned(), text: self.machine.name.text.clone(), than: None };
        (state, Set::OneOf { values, count: self.machine.states.len() as u32 })
    }

    /// A phrase; `x has items` is the opposite of `x is empty` (reference#story-start).
    fn phrase(&self, call: &Call) -> (Operand, Set) {
        let phrase = &self.machine.phrases[call.phrase];
        let (function, answer) = match phrase.function.strip_suffix("_has_items") {
            Some(subject) => (format!("{subject}_is_empty"), false),
            None => (phrase.function.clone(), true),
        };
        let args: Vec<_> = call.args.iter().map(value_key).gather();
        let key = format!("?{function}({})", args.join(","));
        (Operand { key, text: call.words.to_string(), than: None }, Set::yes_or_no(answer))
    }

    /// Whether a condition is made of comparisons with numbers alone.
    pub(super) fn compares_only(&self, condition: &Condition) -> bool {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                !parts.is_empty() && parts.iter().all(|part| self.compares_only(part))
            }
            ConditionKind::Not(inner) => self.compares_only(inner),
            ConditionKind::Compare(left, op, right) => {
                matches!(self.comparison_set(left, *op, right), Some((_, Set::Numbers(_))))
            }
            _ => false,
        }
    }

    /// Forgets what a step changes, and learns the state it moves to.
    pub(super) fn apply_step(&self, step: &Step, known: &mut Region) {
        let changes = Changes::of(step);
        let variables: Vec<_> = changes.variables.iter().map(|variable| variable_key(variable.0)).gather();
        known.remove_operands(|operand| match operand.key.as_bytes().first() {
            Some(b'#') => changes.moved.is_some(),
            Some(b'?') => changes.acted || !variables.is_empty(),
            _ => variables.iter().any(|variable| operand.key.contains(variable)),
        });
        if let Some(Some(state)) = changes.moved {
            let (operand, set) = self.in_state(&[state]);
            *known = known.and(&Region::operand(operand, set));
        }
    }

    /// A comparison as a set of values of one operand.
    fn comparison_set(&self, left: &Expr, op: CompareOp, right: &Expr) -> Option<(Operand, Set)> {
        match (constant(left), constant(right)) {
            (None, Some(Constant::Number(_))) if !is_numeric(unconverted_type(left)) => None,
            (Some(Constant::Number(_)), None) if !is_numeric(unconverted_type(right)) => None,
            (None, Some(constant)) => Some((self.operand(left), opt_set(left, op, constant)?)),
            (Some(constant), None) => {
                Some((self.operand(right), opt_set(right, mirror_operator(op), constant)?))
            }
            (Some(_), Some(_)) => None,
            (None, None) if is_numeric(&left.ty) => Some(self.difference_set(left, op, right)),
            (None, None) => None,
        }
    }

    /// Two operands against each other: the known fact is the sign of their difference.
    fn difference_set(&self, left: &Expr, op: CompareOp, right: &Expr) -> (Operand, Set) {
        let (mut a, mut b, mut op) = (self.operand(left), self.operand(right), op);
        if a.key > b.key {
            (a, b, op) = (b, a, mirror_operator(op));
        }
        let key = format!("{} - {}", a.key, b.key);
        (Operand { key, text: a.text, than: Some(b.text) }, Set::Numbers(ranges(op, Decimal::new("0"))))
    }

    /// `$x is empty`: its type's zero.
    fn emptiness_set(&self, value: &Expr) -> Option<(Operand, Set)> {
        let zero = || Set::Numbers(Ranges::only(Decimal::new("0")));
        match &value.ty {
            Type::Number | Type::Integer | Type::Duration => Some((self.operand(value), zero())),
            Type::String => Some((self.operand(value), Set::Texts([String::new()].into()))),
            Type::Boolean => Some((self.operand(value), Set::yes_or_no(false))),
            Type::Array(_) => {
                let list = self.operand(value);
                let key = format!("len({})", list.key);
                Some((
                    Operand { key, text: format!("the number of items of {}", list.text), than: None },
                    zero(),
                ))
            }
            Type::Time | Type::Choice(_) | Type::Object(_) | Type::Reference(_) | Type::Any => None,
        }
    }

    fn operand(&self, expr: &Expr) -> Operand {
        Operand { key: value_key(expr), text: format!("'{}'", self.value_text(expr)), than: None }
    }

    /// The text of a value for messages, where that is simple.
    fn value_text(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Convert(inner) => self.value_text(inner),
            ExprKind::Length(list) => format!("the number of items of {}", self.value_text(list)),
            ExprKind::Variable(variable) => {
                format!("${}", self.machine.variables[*variable].name.text)
            }
            ExprKind::Payload(field) => {
                let fields = &self.machine.events[self.event].fields;
                format!("${}", fields[*field].name.text)
            }
            ExprKind::Field(object, name) => format!("{}.{name}", self.value_text(object)),
            _ => "it".to_owned(),
        }
    }
}

/// A condition that is only known to be equal to itself.
fn opaque(condition: &Condition) -> (Operand, Set) {
    let mut parts = Vec::new();
    visit::condition_exprs(condition, &mut |expr| parts.push(value_key(expr)));
    let kind = match &condition.kind {
        ConditionKind::Contains(..) => "contains".to_owned(),
        ConditionKind::Compare(_, op, _) => format!("{op:?}"),
        ConditionKind::InState(machine, states) => format!("{machine:?}{states:?}"),
        ConditionKind::Empty(_) => "empty".to_owned(),
        _ => format!("{:?}", condition.span),
    };
    let key = format!("!{kind}({})", parts.join(","));
    (Operand { text: key.clone(), key, than: None }, Set::yes_or_no(true))
}

/// A value that is written.
enum Constant {
    Number(Decimal),
    Text(String),
    Boolean(bool),
}

fn constant(expr: &Expr) -> Option<Constant> {
    match &expr.kind {
        ExprKind::Number(digits) => Some(Constant::Number(Decimal::new(digits))),
        ExprKind::Text(text) => Some(Constant::Text(text.clone())),
        ExprKind::Boolean(value) => Some(Constant::Boolean(*value)),
        ExprKind::Negate(inner) => match constant(inner)? {
            Constant::Number(number) => Some(Constant::Number(number.negated())),
            _ => None,
        },
        ExprKind::Duration(..) => {
            let micros = crate::duration::constant_micros(expr)?;
            Some(Constant::Number(Decimal::new(&micros.to_string())))
        }
        ExprKind::Convert(inner) => constant(inner),
        _ => None,
    }
}

/// The values that compare so with a constant; `None` for the order of texts.
fn opt_set(operand: &Expr, op: CompareOp, constant: Constant) -> Option<Set> {
    let equal = match constant {
        Constant::Number(number) => {
            let ranges = ranges(op, number);
            // A duration is a whole number of microseconds.
            let whole = matches!(unconverted_type(operand), Type::Integer | Type::Duration);
            return Some(Set::Numbers(if whole { ranges.of_integers() } else { ranges }));
        }
        Constant::Text(text) => Set::Texts([text].into()),
        Constant::Boolean(value) => Set::yes_or_no(value),
    };
    match op {
        CompareOp::Equal => Some(equal),
        CompareOp::NotEqual => Some(equal.not()),
        _ => None,
    }
}

fn ranges(op: CompareOp, number: Decimal) -> Ranges {
    match op {
        CompareOp::Equal => Ranges::only(number),
        CompareOp::NotEqual => Ranges::only(number).not(),
        CompareOp::Less => Ranges::up_to(number, Side::Before),
        CompareOp::LessOrEqual => Ranges::up_to(number, Side::Behind),
        CompareOp::Greater => Ranges::from(number, Side::Behind),
        CompareOp::GreaterOrEqual => Ranges::from(number, Side::Before),
    }
}

fn mirror_operator(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}

fn is_numeric(ty: &Type) -> bool {
    matches!(ty, Type::Number | Type::Integer | Type::Duration)
}

/// The type of a value before it is widened for a comparison.
fn unconverted_type(expr: &Expr) -> &Type {
    match &expr.kind {
        ExprKind::Convert(inner) => unconverted_type(inner),
        _ => &expr.ty,
    }
}

fn variable_key(variable: u32) -> String {
    format!("${variable};")
}

/// Identifies values in their order. Quoting the keys would double their length at each level.
fn value_keys(values: &[Expr]) -> String {
    format!("[{}]", values.iter().map(value_key).gather().join(","))
}

/// Identifies a value independently of its place.
fn value_key(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Number(digits) => digits.clone(),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Boolean(value) => value.to_string(),
        ExprKind::Zero => "empty".to_owned(),
        ExprKind::List(items) => value_keys(items),
        ExprKind::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| format!("{name}:{}", value_key(value)));
            format!("{{{}}}", fields.gather().join(","))
        }
        ExprKind::Variable(variable) => variable_key(variable.0),
        ExprKind::VariableOf(machine, variable) => format!("{}{}", variable_key(variable.0), machine.0),
        ExprKind::Payload(field) => format!(":{};", field.0),
        ExprKind::InstanceId => "id".to_owned(),
        // The error can be another one in each chain.
        ExprKind::Failure(_) => format!("{:?}", expr.span),
        ExprKind::Item(item) => format!("item{};", item.0),
        ExprKind::Partner(machine) => format!("@{};", machine.0),
        ExprKind::Itself => "@self".to_owned(),
        ExprKind::Field(object, name) => format!("{}.{name}", value_key(object)),
        ExprKind::Negate(inner) => format!("-({})", value_key(inner)),
        ExprKind::Binary(op, left, right) => format!("({} {op:?} {})", value_key(left), value_key(right)),
        ExprKind::Length(list) => format!("len({})", value_key(list)),
        ExprKind::End(end, list) => format!("{end:?}({})", value_key(list)),
        ExprKind::Duration(amount, unit) => format!("({} {unit:?})", value_key(amount)),
        ExprKind::Fold(fold, list, fields) => format!("{fold:?}{fields:?}({})", value_key(list)),
        ExprKind::Apply(function, args) => {
            format!("{function:?}{}", value_keys(args))
        }
        ExprKind::Not(inner) => format!("not({})", value_key(inner)),
        ExprKind::Joined(parts) => format!("text{}", value_keys(parts)),
        // Each call gives another value: its place identifies it.
        ExprKind::Uuid | ExprKind::Now | ExprKind::Made(_) => format!("{:?}", expr.span),
        ExprKind::Convert(inner) => value_key(inner),
    }
}
