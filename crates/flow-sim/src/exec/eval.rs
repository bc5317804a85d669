//! Evaluates expressions and conditions for one instance at one moment (reference#values, reference#guard-evaluation).
//!
//! Arithmetic is checked: a division by zero or an overflow is a [`Fault`]. Everything outside the specification (phrases,
//! time, fresh ids) is requested from [`Bindings`]. Evaluation changes no instance.

use std::borrow::Cow;
use std::sync::Arc;

use flow_model::model::{
    BinaryOp, Call, CompareOp, Condition, ConditionKind, End, Expr, ExprKind, MachineId, Model, PhraseId,
    StateId, TimeUnit, Type,
};
use flow_syntax::source::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::exec::functions;
use crate::exec::value::{Value, decimal};

/// A phrase with the values of its arguments (reference#phrases).
#[derive(Clone, Debug, PartialEq)]
pub struct PhraseCall<'m> {
    /// The machine that the phrase belongs to.
    pub machine: MachineId,
    /// The phrase.
    pub phrase: PhraseId,
    /// The phrase's function.
    pub function: &'m str,
    /// The words of this call.
    pub words: Arc<str>,
    /// The values of its arguments.
    pub args: Vec<Value>,
}

/// The functions that a user's Rust code provides for a machine, and the clock and ids (reference#bindings).
pub trait Bindings {
    /// Whether a guard phrase is true.
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool;
    /// Does an action.
    ///
    /// # Errors
    /// With the text of the error; the event then has no effect (reference#failure).
    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String>;
    /// The answer to a `comes from`; `zero` is the zero of its type, which is the answer of bindings that know no other.
    ///
    /// # Errors
    /// With the text of the error, as an action.
    fn answer(&mut self, _question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        Ok(zero)
    }
    /// Receives the variables of the instance before each phrase, for bindings that pass them on.
    fn see_context(&mut self, _context: &[Value]) {}
    /// `now()`, in microseconds since 1970.
    fn now(&mut self) -> i64;
    /// `uuid()`.
    fn uuid(&mut self) -> String;
    /// The other instances, as far as expressions can refer to them.
    fn others(&self) -> &dyn Others {
        &NoOthers
    }
}

/// The instances that references can mean (reference#references). A reference is the id of its instance, as a text.
pub trait Others {
    /// The instance that an emit of this one to `machine` would reach if it made none.
    fn partner(&self, machine: MachineId) -> Option<String>;
    /// The id of the next instance of `machine` but for `made` others, which the handler has made before.
    fn next_id(&self, machine: MachineId, made: usize) -> String;
    /// Whether an instance of `machine` has this id.
    fn exists(&self, machine: MachineId, id: &str) -> bool;
}

/// There are no other instances.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoOthers;

impl Others for NoOthers {
    fn partner(&self, _: MachineId) -> Option<String> {
        None
    }

    fn next_id(&self, _: MachineId, _: usize) -> String {
        String::new()
    }

    fn exists(&self, _: MachineId, _: &str) -> bool {
        false
    }
}

/// Bindings of an instance that can refer to others.
pub struct Surrounded<'b> {
    /// The bindings of the program.
    pub bindings: &'b mut dyn Bindings,
    /// The instances that its expressions can mean.
    pub others: &'b dyn Others,
}

impl Bindings for Surrounded<'_> {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        self.bindings.holds(question)
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        self.bindings.perform(action)
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        self.bindings.answer(question, zero)
    }

    fn see_context(&mut self, context: &[Value]) {
        self.bindings.see_context(context);
    }

    fn now(&mut self) -> i64 {
        self.bindings.now()
    }

    fn uuid(&mut self) -> String {
        self.bindings.uuid()
    }

    fn others(&self) -> &dyn Others {
        self.others
    }
}

/// Notes whether a binding was needed, in which case the result is meaningless.
pub(crate) struct NoBindings {
    pub(crate) is_asked: bool,
}

impl Bindings for NoBindings {
    fn holds(&mut self, _: &PhraseCall<'_>) -> bool {
        self.is_asked = true;
        true
    }

    fn perform(&mut self, _: &PhraseCall<'_>) -> Result<(), String> {
        self.is_asked = true;
        Ok(())
    }

    fn now(&mut self) -> i64 {
        self.is_asked = true;
        0
    }

    fn uuid(&mut self) -> String {
        self.is_asked = true;
        String::new()
    }
}

/// Arithmetic without a result (reference#values).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The description of the error.
    pub message: String,
    /// The expression.
    pub span: Span,
}

/// The data that an expression can read: one instance at one moment.
#[derive(Clone, Copy)]
pub struct Scope<'a, 'm> {
    /// The whole system.
    pub model: &'m Model,
    /// The instance's machine.
    pub machine: MachineId,
    /// The state it is in now.
    pub state: StateId,
    /// The state in which the handler that runs began.
    pub began: StateId,
    /// Its id.
    pub id: &'a str,
    /// Its context, by variable.
    pub context: &'a [Value],
    /// The payload of the event being handled, by field; empty outside of handlers.
    pub payload: &'a [Value],
    /// Whether the step above the chain of the evaluated guards failed.
    pub failed: bool,
    /// The errors that the branches around were taken for, outermost first.
    pub failures: &'a [String],
    /// The items of the loops around, by item.
    pub items: &'a [Value],
    /// The instances that the handler has made with `to a new @m`, oldest first.
    pub made: &'a [(MachineId, Value)],
    /// The contexts of the machines that [`ExprKind::VariableOf`] reads; empty in handlers.
    pub others: &'a [(MachineId, &'a [Value])],
}

impl<'a, 'm> Scope<'a, 'm> {
    /// The value of an expression.
    ///
    /// # Errors
    /// If its arithmetic cannot be done.
    pub fn value(&self, bindings: &mut dyn Bindings, expr: &Expr) -> Result<Value, Fault> {
        self.eval_ref(bindings, expr).map(Cow::into_owned)
    }

    /// The value of an expression, where it lies if it lies anywhere.
    fn eval_ref(&self, bindings: &mut dyn Bindings, expr: &Expr) -> Result<Cow<'a, Value>, Fault> {
        Ok(Cow::Owned(match &expr.kind {
            ExprKind::Variable(variable) => return Ok(self.read(self.context, variable.index(), expr)),
            ExprKind::VariableOf(machine, variable) => {
                let owner = self.others.iter().find(|(other, _)| other == machine);
                let context = owner.map_or(&[][..], |(_, context)| *context);
                return Ok(self.read(context, variable.index(), expr));
            }
            ExprKind::Payload(field) => return Ok(self.read(self.payload, field.index(), expr)),
            ExprKind::Field(object, name) => {
                let object = self.eval_ref(bindings, object)?;
                return Ok(field(object, name).unwrap_or_else(|| Cow::Owned(self.zero(expr))));
            }
            ExprKind::Number(digits) => decimal(digits).fit(&expr.ty),
            ExprKind::Text(text) => Value::text(text),
            ExprKind::Boolean(flag) => Value::Boolean(*flag),
            ExprKind::Zero => self.zero(expr),
            ExprKind::List(items) => Value::list(self.values(bindings, items)?),
            ExprKind::Object(fields) => self.eval_object(bindings, expr, fields)?,
            ExprKind::InstanceId => Value::text(self.id),
            ExprKind::Failure(depth) => {
                Value::text(self.failures.get(*depth as usize).map(String::as_str).unwrap_or_default())
            }
            ExprKind::Item(item) => return Ok(self.read(self.items, item.index(), expr)),
            ExprKind::Itself => Value::text(self.id),
            ExprKind::Partner(machine) => self.eval_partner(&*bindings, *machine, expr)?,
            ExprKind::Made(machine) => {
                let made = self.made.iter().rev().find(|(of, _)| of == machine);
                match made {
                    Some((_, id)) => return Ok(Cow::Borrowed(id)),
                    None => self.eval_partner(&*bindings, *machine, expr)?,
                }
            }
            ExprKind::Negate(inner) => negate(&*self.eval_ref(bindings, inner)?, expr.span)?,
            ExprKind::Duration(amount, unit) => {
                length_of_time(&*self.eval_ref(bindings, amount)?, *unit, expr.span)?
            }
            ExprKind::Binary(op, left, right) => {
                let (left, right) = (self.eval_ref(bindings, left)?, self.eval_ref(bindings, right)?);
                calculate(*op, &left, &right, expr.span)?
            }
            ExprKind::Length(list) => length(&*self.eval_ref(bindings, list)?),
            ExprKind::End(end, list) => first_or_last(*end, &*self.eval_ref(bindings, list)?, expr.span)?,
            ExprKind::Fold(fold, list, fields) => {
                functions::fold(*fold, &*self.eval_ref(bindings, list)?, fields, expr)?
            }
            ExprKind::Apply(function, args) => {
                functions::apply(*function, &self.values(bindings, args)?, expr.span)?
            }
            ExprKind::Not(inner) => Value::Boolean(*self.eval_ref(bindings, inner)? != Value::Boolean(true)),
            ExprKind::Joined(parts) => self.join_texts(bindings, parts)?,
            ExprKind::Uuid => Value::Text(bindings.uuid().into()),
            ExprKind::Now => Value::Time(bindings.now()),
            ExprKind::Convert(inner) => self.value(bindings, inner)?.fit(&expr.ty),
        }))
    }

    /// The values of expressions, in order.
    ///
    /// # Errors
    /// As [`Scope::value`].
    pub fn values(&self, bindings: &mut dyn Bindings, exprs: &[Expr]) -> Result<Vec<Value>, Fault> {
        exprs.iter().map(|expr| self.value(bindings, expr)).collect()
    }

    /// A call with its arguments worked out.
    ///
    /// # Errors
    /// As [`Scope::value`].
    pub fn eval_call(&self, bindings: &mut dyn Bindings, call: &Call) -> Result<PhraseCall<'m>, Fault> {
        let args = self.values(bindings, &call.args)?;
        let function = &self.model.machines[self.machine].phrases[call.phrase].function;
        let words = Arc::clone(&call.words);
        bindings.see_context(self.context);
        Ok(PhraseCall { machine: self.machine, phrase: call.phrase, function, words, args })
    }

    /// Evaluates a condition. Phrases are requested from the left, and only until the result is known.
    ///
    /// # Errors
    /// As [`Scope::value`].
    pub fn holds(&self, bindings: &mut dyn Bindings, condition: &Condition) -> Result<bool, Fault> {
        match &condition.kind {
            ConditionKind::All(parts) => self.all_hold(bindings, parts),
            ConditionKind::Any(parts) => self.any_holds(bindings, parts),
            ConditionKind::Not(inner) => self.holds(bindings, inner).map(|held| !held),
            ConditionKind::Failed => Ok(self.failed),
            ConditionKind::Began(states) => Ok(states.contains(&self.began)),
            ConditionKind::InState(machine, states) => {
                Ok(*machine == self.machine && states.contains(&self.state))
            }
            ConditionKind::Compare(left, op, right) => {
                let (left, right) = (self.eval_ref(bindings, left)?, self.eval_ref(bindings, right)?);
                Ok(compare(*op, &left, &right))
            }
            ConditionKind::Contains(list, item) => {
                let list = self.eval_ref(bindings, list)?;
                Ok(list.contains(&*self.eval_ref(bindings, item)?))
            }
            ConditionKind::Empty(expr) => {
                let value = self.eval_ref(bindings, expr)?;
                let is_choice = matches!(expr.ty, Type::Choice(_));
                Ok(if is_choice { *value == self.zero(expr) } else { value.is_empty(&expr.ty) })
            }
            ConditionKind::Flag(expr) => Ok(*self.eval_ref(bindings, expr)? == Value::Boolean(true)),
            ConditionKind::Call(call) => {
                let question = self.eval_call(bindings, call)?;
                Ok(bindings.holds(&question))
            }
        }
    }

    /// Evaluates the condition of a guard group like [`Scope::holds`], and records the result of each guard line that was
    /// evaluated.
    ///
    /// # Errors
    /// As [`Scope::value`].
    pub fn holds_by_line(
        &self,
        bindings: &mut dyn Bindings,
        condition: &Condition,
        lines: &mut Vec<(Span, bool)>,
    ) -> Result<bool, Fault> {
        let Some(parts) = condition.parts_by_line() else {
            let held = self.holds(bindings, condition)?;
            lines.push((condition.span, held));
            return Ok(held);
        };
        let decisive = matches!(condition.kind, ConditionKind::Any(_));
        for part in parts {
            if self.holds_by_line(bindings, part, lines)? == decisive {
                return Ok(decisive);
            }
        }
        Ok(!decisive)
    }

    fn all_hold(&self, bindings: &mut dyn Bindings, parts: &[Condition]) -> Result<bool, Fault> {
        for part in parts {
            if !self.holds(bindings, part)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn any_holds(&self, bindings: &mut dyn Bindings, parts: &[Condition]) -> Result<bool, Fault> {
        for part in parts {
            if self.holds(bindings, part)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `@m`, where no emit of the handler has made one (reference#references).
    fn eval_partner(&self, bindings: &dyn Bindings, machine: MachineId, expr: &Expr) -> Result<Value, Fault> {
        let partner = bindings.others().partner(machine).map(|id| Value::Text(id.into()));
        partner.ok_or_else(|| Fault {
            message: format!("there is no @{} here", self.model.machines[machine].name.text),
            span: expr.span,
        })
    }

    /// An object; fields of its type that are not written are zero.
    fn eval_object(
        &self,
        bindings: &mut dyn Bindings,
        expr: &Expr,
        written: &[(String, Expr)],
    ) -> Result<Value, Fault> {
        let mut fields = match self.zero(expr) {
            Value::Object(fields) => fields.to_vec(),
            _ => Vec::new(),
        };
        for (name, value) in written {
            let value = self.value(bindings, value)?;
            match fields.iter_mut().find(|(field, _)| **field == **name) {
                Some((_, old)) => *old = value,
                None => fields.push((name.as_str().into(), value)),
            }
        }
        Ok(Value::Object(fields.into()))
    }

    /// A text of the texts of values (reference#texts).
    fn join_texts(&self, bindings: &mut dyn Bindings, parts: &[Expr]) -> Result<Value, Fault> {
        let mut text = String::new();
        for part in parts {
            self.eval_ref(bindings, part)?.push_text(&mut text);
        }
        Ok(Value::text(&text))
    }

    /// A variable or field. A missing one, such as a field that an old payload does not have, reads as zero.
    fn read(&self, values: &'a [Value], at: usize, expr: &Expr) -> Cow<'a, Value> {
        values.get(at).map_or_else(|| Cow::Owned(self.zero(expr)), Cow::Borrowed)
    }

    fn zero(&self, expr: &Expr) -> Value {
        Value::zero(self.model, &expr.ty)
    }
}

/// A field of an object, where it lies.
fn field<'a>(object: Cow<'a, Value>, name: &str) -> Option<Cow<'a, Value>> {
    match object {
        Cow::Borrowed(object) => object.field(name).map(Cow::Borrowed),
        Cow::Owned(object) => object.field(name).cloned().map(Cow::Owned),
    }
}

pub(crate) fn compare(op: CompareOp, left: &Value, right: &Value) -> bool {
    let order = left.order(right);
    match op {
        CompareOp::Equal => left.equals(right),
        CompareOp::NotEqual => !left.equals(right),
        CompareOp::Less => order.is_some_and(|order| order.is_lt()),
        CompareOp::LessOrEqual => order.is_some_and(|order| order.is_le()),
        CompareOp::Greater => order.is_some_and(|order| order.is_gt()),
        CompareOp::GreaterOrEqual => order.is_some_and(|order| order.is_ge()),
    }
}

fn length(list: &Value) -> Value {
    let items = match list {
        Value::List(items) => items.len(),
        Value::Text(text) => text.chars().count(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    };
    Value::Integer(i64::try_from(items).unwrap_or(i64::MAX))
}

/// The first or the last item of a list (reference#list-functions).
fn first_or_last(end: End, list: &Value, span: Span) -> Result<Value, Fault> {
    let items: &[Value] = match list {
        Value::List(items) => items,
        _ => &[],
    };
    let item = match end {
        End::First => items.first(),
        End::Last => items.last(),
    };
    item.cloned().ok_or_else(|| Fault { message: "the list is empty".to_owned(), span })
}

pub(crate) fn negate(value: &Value, span: Span) -> Result<Value, Fault> {
    let negated = match value {
        Value::Number(number) => Some(Value::Number(-*number)),
        Value::Integer(number) => number.checked_neg().map(Value::Integer),
        Value::Duration(micros) => micros.checked_neg().map(Value::Duration),
        Value::Nothing => Some(Value::Nothing),
        _ => None,
    };
    negated.ok_or_else(|| Fault { message: "the number is too large".to_owned(), span })
}

/// `left op right`. In `any_holds`, an unset value counts as 0.
pub(crate) fn calculate(op: BinaryOp, left: &Value, right: &Value, span: Span) -> Result<Value, Fault> {
    let fault = |message: &str| Fault { message: message.to_owned(), span };
    let result = match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => {
            calculate_integer(op, *left, *right).map(Value::Integer)
        }
        (Value::Time(_) | Value::Duration(_), _) | (_, Value::Time(_) | Value::Duration(_)) => {
            calculate_time(op, left, right)
        }
        _ => {
            let amount = |value: &Value| match value {
                Value::Nothing => Some(Decimal::ZERO),
                other => other.as_number(),
            };
            let (Some(left), Some(right)) = (amount(left), amount(right)) else {
                return Err(fault(&format!("cannot calculate with {left} and {right}")));
            };
            calculate_decimal(op, left, right).map(Value::Number)
        }
    };
    let divides = matches!(op, BinaryOp::Divide | BinaryOp::IntegerDivide | BinaryOp::Modulo);
    let by_zero = divides && right.is_zero();
    result.ok_or_else(|| fault(if by_zero { "division by zero" } else { "the number is too large" }))
}

fn length_of_time(amount: &Value, unit: TimeUnit, span: Span) -> Result<Value, Fault> {
    let fault = || Fault { message: "the length of time is too long".to_owned(), span };
    micros(amount, unit).map(Value::Duration).ok_or_else(fault)
}

/// An amount of a unit of time in microseconds, cut to whole ones; `None` if there are too many.
pub(crate) fn micros(amount: &Value, unit: TimeUnit) -> Option<i64> {
    amount.as_number()?.checked_mul(Decimal::from(unit.micros()))?.trunc().to_i64()
}

/// Arithmetic with times and durations (reference#time-arithmetic), exact to the microsecond.
fn calculate_time(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    use Value::{Duration, Time};
    match (op, left, right) {
        (BinaryOp::Add, Time(a), Duration(b)) | (BinaryOp::Add, Duration(a), Time(b)) => {
            a.checked_add(*b).map(Time)
        }
        (BinaryOp::Add, Duration(a), Duration(b)) => a.checked_add(*b).map(Duration),
        (BinaryOp::Subtract, Time(a), Duration(b)) => a.checked_sub(*b).map(Time),
        (BinaryOp::Subtract, Time(a), Time(b)) | (BinaryOp::Subtract, Duration(a), Duration(b)) => {
            a.checked_sub(*b).map(Duration)
        }
        (BinaryOp::Multiply, Duration(span), factor) | (BinaryOp::Multiply, factor, Duration(span)) => {
            let product = Decimal::from(*span).checked_mul(factor.as_number()?)?;
            product.trunc().to_i64().map(Duration)
        }
        (BinaryOp::Divide, Duration(span), divisor) => {
            let quotient = Decimal::from(*span).checked_div(divisor.as_number()?)?;
            quotient.trunc().to_i64().map(Duration)
        }
        _ => None,
    }
}

fn calculate_integer(op: BinaryOp, left: i64, right: i64) -> Option<i64> {
    match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Subtract => left.checked_sub(right),
        BinaryOp::Multiply => left.checked_mul(right),
        BinaryOp::Divide | BinaryOp::IntegerDivide => left.checked_div(right),
        BinaryOp::Modulo => left.checked_rem(right),
    }
}

fn calculate_decimal(op: BinaryOp, left: Decimal, right: Decimal) -> Option<Decimal> {
    match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Subtract => left.checked_sub(right),
        BinaryOp::Multiply => left.checked_mul(right),
        BinaryOp::Divide => left.checked_div(right),
        // The sides are integers.
        BinaryOp::IntegerDivide | BinaryOp::Modulo => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        decimal(text)
    }

    fn check(op: BinaryOp, left: &str, right: &str, expected: Result<&str, &str>) {
        let result = calculate(op, &number(left), &number(right), Span::default());
        let covered = result.map(|value| value.to_string()).map_err(|fault| fault.message);
        assert_eq!(covered, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn numbers_are_exact() {
        check(BinaryOp::Add, "0.1", "0.2", Ok("0.3"));
        check(BinaryOp::Multiply, "19.99", "3", Ok("59.97"));
        check(BinaryOp::Divide, "1", "4", Ok("0.25"));
    }

    #[test]
    fn what_cannot_be_done_says_why() {
        check(BinaryOp::Divide, "1", "0", Err("division by zero"));
        check(BinaryOp::Multiply, "9999999999999999999999999999", "100", Err("the number is too large"));
        let text = Value::text("a");
        let fault = calculate(BinaryOp::Add, &text, &number("1"), Span::default()).unwrap_err();
        assert_eq!(fault.message, "cannot calculate with \"a\" and 1");
    }

    #[test]
    fn integers_stay_integers() {
        let seven = calculate(BinaryOp::Divide, &Value::Integer(15), &Value::Integer(2), Span::default());
        assert_eq!(seven.unwrap(), Value::Integer(7));
        let over = calculate(BinaryOp::Add, &Value::Integer(i64::MAX), &Value::Integer(1), Span::default());
        assert!(over.is_err());
    }

    #[test]
    fn only_what_has_an_order_is_less_or_greater() {
        assert!(compare(CompareOp::Less, &number("1"), &Value::Integer(2)));
        assert!(!compare(CompareOp::Less, &Value::Boolean(false), &Value::Boolean(true)));
        assert!(compare(CompareOp::NotEqual, &Value::Nothing, &number("1")));
    }
}
