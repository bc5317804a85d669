//! The values of variables, payloads and expressions (reference#values).
//!
//! Numbers are exact decimals. A value does not contain its type; the model has it and converts values to it. A place without a
//! known type (`any`) can contain any kind of value, and [`Value::Nothing`] until it is set. Clones share lists, texts and
//! objects; a list is copied when it changes while it is shared.

use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

use flow_model::model::{Choice, Model, TimeUnit, Type};
use flow_syntax::ast::Literal;
use rust_decimal::Decimal;

/// How deep the zero of an object that contains itself is built. A type that contains itself has no finite zero; deeper levels are
/// [`Value::Nothing`], and no specification reads that far into an object that was never set.
const ZERO_DEPTH: usize = 8;

/// A value (reference#types).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// The zero of `any`.
    Nothing,
    /// `boolean`.
    Boolean(bool),
    /// `number`.
    Number(Decimal),
    /// `integer`.
    Integer(i64),
    /// `string`.
    Text(Rc<str>),
    /// `time`, in microseconds since 1970.
    Time(i64),
    /// `duration`, in microseconds.
    Duration(i64),
    /// `array`.
    List(Rc<Vec<Value>>),
    /// `object`, in the order of its type's fields.
    Object(Rc<[Field]>),
}

/// A field of an object: its name and its value.
pub type Field = (Rc<str>, Value);

impl Value {
    /// Text.
    pub fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    /// A list of these items.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(items))
    }

    /// An object with these fields.
    pub fn object(fields: impl IntoIterator<Item = (impl Into<Rc<str>>, Value)>) -> Value {
        Value::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// The value of a cell of a table in a `given:` (reference#values).
    pub fn of_literal(literal: &Literal) -> Value {
        match literal {
            Literal::Number(digits) => decimal(digits),
            Literal::Percent(digits) => match decimal(digits) {
                Value::Number(number) => Value::Number(number / Decimal::ONE_HUNDRED),
                other => other,
            },
            Literal::Text(text) => Value::text(text),
            Literal::Boolean(flag) => Value::Boolean(*flag),
            Literal::Empty => Value::Nothing,
        }
    }

    /// The zero of a type, which is the value of a variable that was never set (reference#zero-values).
    pub fn zero(model: &Model, ty: &Type) -> Value {
        zero(model, ty, ZERO_DEPTH)
    }

    /// `is empty`: whether this is the zero of a type. In `any`, an object is empty if it has no fields.
    pub fn is_empty(&self, ty: &Type) -> bool {
        match (self, ty) {
            (Value::Object(fields), Type::Any) => fields.is_empty(),
            _ => self.is_zero(),
        }
    }

    /// Whether this is the zero of its form.
    pub fn is_zero(&self) -> bool {
        match self {
            Value::Nothing => true,
            Value::Boolean(flag) => !flag,
            Value::Number(number) => number.is_zero(),
            Value::Integer(number) | Value::Time(number) | Value::Duration(number) => *number == 0,
            Value::Text(text) => text.is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Object(fields) => fields.iter().all(|(_, value)| value.is_zero()),
        }
    }

    /// Whether both are the same value; an integer and a number of one amount are.
    pub fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.equals(b))
            }
            (Value::Object(a), Value::Object(b)) => Rc::ptr_eq(a, b) || same_fields(a, b),
            _ => match (self.as_number(), other.as_number()) {
                (Some(a), Some(b)) => a == b,
                _ => self == other,
            },
        }
    }

    /// The order of two numbers, times, durations or texts; other values have none (reference#conditions).
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Time(a), Value::Time(b)) | (Value::Duration(a), Value::Duration(b)) => Some(a.cmp(b)),
            _ => Some(self.as_number()?.cmp(&other.as_number()?)),
        }
    }

    /// Whether a list has an equal item, or a text contains a text (reference#conditions).
    pub fn contains(&self, item: &Value) -> bool {
        match (self, item) {
            (Value::List(items), _) => items.iter().any(|one| one.equals(item)),
            (Value::Text(text), Value::Text(part)) => text.contains(&**part),
            _ => false,
        }
    }

    /// A field of an object.
    pub fn field(&self, name: &str) -> Option<&Value> {
        let Value::Object(fields) = self else { return None };
        fields.iter().find(|(field, _)| **field == *name).map(|(_, value)| value)
    }

    /// The amount, if it is a number or an integer.
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Integer(number) => Some(Decimal::from(*number)),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Converts between whole numbers and integers as a type requires; other values are returned unchanged.
    #[inline]
    pub fn fit(self, ty: &Type) -> Value {
        if self.fits(ty) { self } else { self.convert_to(ty) }
    }

    /// Whether the value already has the representation of a type.
    #[inline]
    fn fits(&self, ty: &Type) -> bool {
        match (ty, self) {
            (Type::Number, Value::Integer(_)) | (Type::Integer, Value::Number(_)) => false,
            (Type::Array(item), Value::List(items)) => items.iter().all(|value| value.fits(item)),
            _ => true,
        }
    }

    fn convert_to(self, ty: &Type) -> Value {
        match (ty, self) {
            (Type::Number, Value::Integer(number)) => Value::Number(Decimal::from(number)),
            (Type::Integer, Value::Number(number)) if number.fract().is_zero() => {
                i64::try_from(number).map_or(Value::Number(number), Value::Integer)
            }
            (Type::Array(item), Value::List(items)) => {
                Value::list(items.iter().map(|value| value.clone().fit(item)).collect())
            }
            (_, value) => value,
        }
    }
}

/// A number as written; [`Value::Nothing`] if it has more digits than a decimal allows.
pub(crate) fn decimal(digits: &str) -> Value {
    let exact = Decimal::from_str_exact(digits).or_else(|_| digits.parse());
    exact.map_or(Value::Nothing, Value::Number)
}

fn zero(model: &Model, ty: &Type, depth: usize) -> Value {
    match ty {
        Type::String => Value::text(""),
        Type::Number => Value::Number(Decimal::ZERO),
        Type::Integer => Value::Integer(0),
        Type::Boolean => Value::Boolean(false),
        Type::Time => Value::Time(0),
        Type::Duration => Value::Duration(0),
        Type::Array(_) => Value::list(Vec::new()),
        Type::Choice(choice) => Value::text(model.choices.get(choice.index()).map_or("", Choice::zero)),
        Type::Object(object) if depth > 0 => {
            let fields = model.objects.get(object.index()).map(|object| object.fields.as_slice());
            let zeros = fields.unwrap_or_default().iter();
            Value::object(zeros.map(|(name, ty)| (name.as_str(), zero(model, ty, depth - 1))))
        }
        Type::Reference(_) => Value::text(""),
        Type::Object(_) | Type::Any => Value::Nothing,
    }
}

/// Objects are equal if their fields are, in any order.
fn same_fields(a: &[Field], b: &[Field]) -> bool {
    let same = |(name, value): &Field| b.iter().any(|(other, there)| other == name && value.equals(there));
    a.len() == b.len() && a.iter().all(same)
}

impl Value {
    /// Adds its text to a text (reference#texts): a text without its quotation marks, and no characters for [`Value::Nothing`].
    pub(crate) fn push_text(&self, text: &mut String) {
        match self {
            Value::Nothing => {}
            Value::Text(inner) => text.push_str(inner),
            value => value.push_literal(text),
        }
    }

    /// Adds it as a part of a list or an object is written. The fields of an object are in the order of their names.
    fn push_literal(&self, text: &mut String) {
        match self {
            Value::Time(micros) => text.push_str(&time_text(*micros)),
            Value::List(items) => {
                text.push('[');
                for (at, item) in items.iter().enumerate() {
                    text.push_str(if at == 0 { "" } else { ", " });
                    item.push_literal(text);
                }
                text.push(']');
            }
            Value::Object(fields) => {
                let mut fields: Vec<&Field> = fields.iter().collect();
                fields.sort_by(|(a, _), (b, _)| a.cmp(b));
                text.push('{');
                for (at, (name, value)) in fields.into_iter().enumerate() {
                    text.push_str(if at == 0 { "" } else { ", " });
                    text.push_str(name);
                    text.push_str(": ");
                    value.push_literal(text);
                }
                text.push('}');
            }
            value => text.push_str(&value.to_string()),
        }
    }
}

/// A time as RFC 3339 writes it, in UTC: `2026-11-28T16:09:49Z`, with as many digits of a second as it has.
fn time_text(micros: i64) -> String {
    let (seconds, fraction) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_date(days);
    let mut text = format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    if fraction != 0 {
        text.push_str(format!(".{fraction:06}").trim_end_matches('0'));
    }
    text.push('Z');
    text
}

/// The year, month and day of a number of days since 1970, in the Gregorian calendar. The computation counts in
/// years that begin in March and in eras of 400 years, which all have the same number of days.
fn civil_date(days: i64) -> (i64, i64, i64) {
    let since = days + 719_468;
    let (era, day_of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

impl fmt::Display for Value {
    /// As it would be written in a specification.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Nothing => f.write_str("empty"),
            Value::Boolean(flag) => write!(f, "{flag}"),
            Value::Number(number) => write!(f, "{}", number.normalize()),
            Value::Integer(number) => write!(f, "{number}"),
            Value::Text(text) => write_text(f, text),
            Value::Time(micros) => write_millis(f, *micros),
            Value::Duration(micros) => write_duration(f, *micros),
            Value::List(items) => write_list(f, items),
            Value::Object(fields) => write_fields(f, fields),
        }
    }
}

/// A time, as milliseconds since 1970.
fn write_millis(f: &mut fmt::Formatter<'_>, micros: i64) -> fmt::Result {
    let millis = Decimal::from(micros) / Decimal::ONE_THOUSAND;
    write!(f, "{} ms", millis.normalize())
}

/// A duration in its greatest unit that leaves no fraction: `90 seconds`, `2 weeks`, `1 day`.
fn write_duration(f: &mut fmt::Formatter<'_>, micros: i64) -> fmt::Result {
    let fits = |unit: &&(TimeUnit, &str)| micros != 0 && micros % unit.0.micros() == 0;
    let (unit, name) = UNITS.iter().find(fits).unwrap_or(&(TimeUnit::Seconds, "second"));
    let amount = micros / unit.micros();
    write!(f, "{amount} {name}{}", if amount.unsigned_abs() == 1 { "" } else { "s" })
}

/// The units of time, greatest first.
const UNITS: [(TimeUnit, &str); 7] = [
    (TimeUnit::Weeks, "week"),
    (TimeUnit::Days, "day"),
    (TimeUnit::Hours, "hour"),
    (TimeUnit::Minutes, "minute"),
    (TimeUnit::Seconds, "second"),
    (TimeUnit::Milliseconds, "millisecond"),
    (TimeUnit::Microseconds, "microsecond"),
];

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    write!(f, "\"{escaped}\"")
}

fn write_list(f: &mut fmt::Formatter<'_>, items: &[Value]) -> fmt::Result {
    f.write_str("[")?;
    for (at, item) in items.iter().enumerate() {
        write!(f, "{}{item}", if at == 0 { "" } else { ", " })?;
    }
    f.write_str("]")
}

fn write_fields(f: &mut fmt::Formatter<'_>, fields: &[Field]) -> fmt::Result {
    f.write_str("{")?;
    for (at, (name, value)) in fields.iter().enumerate() {
        write!(f, "{}{name}: {value}", if at == 0 { "" } else { ", " })?;
    }
    f.write_str("}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow_model::model::{MachineId, Name, Object, ObjectId};
    use flow_syntax::source::Span;

    fn number(text: &str) -> Value {
        Value::Number(Decimal::from_str_exact(text).unwrap())
    }

    fn check(value: &Value, expected: &str) {
        assert_eq!(value.to_string(), expected);
    }

    #[test]
    fn the_least_duration_has_a_text() {
        assert_eq!(Value::Duration(i64::MIN).to_string(), "-9223372036854775808 microseconds");
    }

    #[test]
    fn values_are_shown_as_they_are_written() {
        check(&number("1200.00"), "1200");
        check(&Value::Text("a \"b\"\n".into()), r#""a \"b\"\n""#);
        check(&Value::list(vec![Value::Integer(1), number("0.50")]), "[1, 0.5]");
        check(&Value::object([("price", number("3"))]), "{price: 3}");
        check(&Value::Nothing, "empty");
        check(&Value::Time(1_750), "1.75 ms");
        for (micros, shown) in [
            (90_000_000, "90 seconds"),
            (0, "0 seconds"),
            (-86_400_000_000, "-1 day"),
            (1_750, "1750 microseconds"),
        ] {
            check(&Value::Duration(micros), shown);
        }
    }

    #[test]
    fn times_are_written_in_utc() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (1_764_346_189_000_000, "2025-11-28T16:09:49Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (1_500_000, "1970-01-01T00:00:01.5Z"),
            (i64::MIN, "-290308-12-21T19:59:05.224192Z"),
        ] {
            assert_eq!(time_text(micros), text);
        }
    }

    #[test]
    fn an_integer_equals_a_number_of_its_amount() {
        assert!(Value::Integer(3).equals(&number("3.0")));
        assert!(!Value::Integer(3).equals(&number("3.1")));
        assert!(!Value::Integer(0).equals(&Value::Nothing));
        assert_eq!(Value::Integer(2).order(&number("2.5")), Some(Ordering::Less));
        assert_eq!(Value::Boolean(true).order(&Value::Boolean(false)), None);
    }

    #[test]
    fn the_zero_of_an_object_has_the_zeros_of_its_fields() {
        let name = Name { text: "item".into(), span: Span::default() };
        let fields =
            vec![("price".into(), Type::Number), ("tags".into(), Type::Array(Box::new(Type::String)))];
        let model = Model {
            objects: vec![Object { name, machine: MachineId(0), fields }].into(),
            ..Model::default()
        };
        let zero = Value::zero(&model, &Type::Object(ObjectId(0)));
        assert!(zero.is_zero());
        check(&zero, "{price: 0, tags: []}");
    }

    #[test]
    fn text_contains_text_and_lists_contain_items() {
        assert!(Value::Text("abc".into()).contains(&Value::Text("b".into())));
        assert!(Value::list(vec![Value::Integer(1)]).contains(&number("1")));
        assert!(!Value::Integer(1).contains(&Value::Integer(1)));
    }

    #[test]
    fn a_whole_number_fits_an_integer() {
        assert_eq!(number("3.00").fit(&Type::Integer), Value::Integer(3));
        assert_eq!(number("3.5").fit(&Type::Integer), number("3.5"));
        assert_eq!(Value::Integer(3).fit(&Type::Number), number("3"));
    }
}
