//! Functions of values and of lists (reference#functions, reference#list-functions).
//!
//! The types are those that inference has given; a value of another type, which only a test file can give, is a [`Fault`].

use flow_model::model::{BinaryOp, Expr, Fold, Function, Type};
use flow_syntax::source::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::eval::{Fault, calculate, negate};
use super::value::Value;

/// Calculates a function of the items of a list, or of the values at a path of fields in each.
pub(super) fn fold(fold: Fold, list: &Value, fields: &[String], expr: &Expr) -> Result<Value, Fault> {
    let items: &[Value] = match list {
        Value::List(items) => items,
        _ => &[],
    };
    let values = items.iter().map(|item| {
        fields.iter().try_fold(item, |object, name| object.field(name)).unwrap_or(&Value::Nothing)
    });
    match fold {
        Fold::Sum => sum(values, expr),
        Fold::Smallest => find_best(values, precedes, expr.span),
        Fold::Largest => find_best(values, |value, best| precedes(best, value), expr.span),
    }
}

fn sum<'a>(mut values: impl Iterator<Item = &'a Value>, expr: &Expr) -> Result<Value, Fault> {
    let zero = match expr.ty {
        Type::Integer => Value::Integer(0),
        Type::Duration => Value::Duration(0),
        _ => Value::Number(Decimal::ZERO),
    };
    values.try_fold(zero, |sum, value| calculate(BinaryOp::Add, &sum, value, expr.span))
}

/// The first value that no other goes before.
fn find_best<'a>(
    mut values: impl Iterator<Item = &'a Value>,
    goes_before: impl Fn(&Value, &Value) -> bool,
    span: Span,
) -> Result<Value, Fault> {
    let first = values.next().ok_or_else(|| Fault { message: "the list is empty".to_owned(), span })?;
    let best = values.fold(first, |best, value| if goes_before(value, best) { value } else { best });
    Ok(best.clone())
}

fn precedes(a: &Value, b: &Value) -> bool {
    a.order(b).is_some_and(|order| order.is_lt())
}

/// A function of values.
pub(super) fn apply(function: Function, args: &[Value], span: Span) -> Result<Value, Fault> {
    let result = match (function, args) {
        (Function::Min, [a, b]) => Some(if precedes(b, a) { b.clone() } else { a.clone() }),
        (Function::Max, [a, b]) => Some(if precedes(a, b) { b.clone() } else { a.clone() }),
        (Function::Abs, [value]) => return absolute(value, span),
        (Function::Length, [Value::Text(text)]) => {
            i64::try_from(text.chars().count()).ok().map(Value::Integer)
        }
        (Function::Round, [value, digits]) => round_to(value, digits),
        (Function::Round, [value]) => integer(value, |number| number.round()),
        (Function::Floor, [value]) => integer(value, |number| number.floor()),
        (Function::Ceil, [value]) => integer(value, |number| number.ceil()),
        _ => None,
    };
    result.ok_or_else(|| Fault { message: "the number is too large".to_owned(), span })
}

/// A whole number as an integer.
fn integer(value: &Value, whole: fn(&Decimal) -> Decimal) -> Option<Value> {
    whole(&value.as_number()?).to_i64().map(Value::Integer)
}

/// Half to even; the number of digits is not below zero.
fn round_to(value: &Value, digits: &Value) -> Option<Value> {
    let digits = u32::try_from(digits.as_number()?.to_i64()?).ok()?;
    Some(Value::Number(value.as_number()?.round_dp(digits)))
}

fn absolute(value: &Value, span: Span) -> Result<Value, Fault> {
    let is_negative = match value {
        Value::Number(number) => number.is_sign_negative(),
        Value::Integer(number) | Value::Duration(number) => *number < 0,
        _ => false,
    };
    if is_negative { negate(value, span) } else { Ok(value.clone()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exec::value::decimal;

    fn check(function: Function, args: &[Value], expected: &str) {
        let result = apply(function, args, Span::default());
        assert_eq!(result.map_or_else(|fault| fault.message, |value| value.to_string()), expected);
    }

    #[test]
    fn halves_are_rounded_to_the_even_neighbour() {
        for (number, rounded) in [("0.5", "0"), ("1.5", "2"), ("2.5", "2"), ("-2.5", "-2"), ("2.51", "3")] {
            check(Function::Round, &[decimal(number)], rounded);
        }
        check(Function::Round, &[decimal("2.345"), Value::Integer(2)], "2.34");
        check(Function::Round, &[decimal("2.355"), Value::Integer(2)], "2.36");
        check(Function::Round, &[decimal("2.3"), Value::Integer(60)], "2.3");
        check(Function::Round, &[decimal("2.3"), Value::Integer(-1)], "the number is too large");
        check(Function::Round, &[decimal("9999999999999999999999")], "the number is too large");
    }

    #[test]
    fn floor_and_ceil_are_the_neighbours() {
        check(Function::Floor, &[decimal("-0.5")], "-1");
        check(Function::Ceil, &[decimal("-0.5")], "0");
        check(Function::Ceil, &[Value::Integer(3)], "3");
    }

    #[test]
    fn what_has_no_opposite_has_no_amount() {
        check(Function::Abs, &[Value::Integer(-3)], "3");
        check(Function::Abs, &[Value::Duration(-60_000_000)], "1 minute");
        check(Function::Abs, &[Value::Integer(i64::MIN)], "the number is too large");
    }

    #[test]
    fn of_equal_values_the_first_is_taken() {
        check(Function::Min, &[Value::text("b"), Value::text("a")], "\"a\"");
        check(Function::Max, &[Value::Integer(2), Value::Integer(2)], "2");
        check(Function::Length, &[Value::text("äöü")], "3");
    }
}
