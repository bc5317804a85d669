//! Values of generated code as the interpreter's, and back.
//!
//! Generated types are known field by field; the interpreter's are not typed at all. What does not fit becomes the zero of the
//! type that is wanted, as a variable that was never set would.

use flow::{Decimal, Duration, List, Text, Time};
use flow_sim::exec::value::{Field, Value};
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// Something of generated code that is a value of a specification.
pub trait ToValue {
    /// The value.
    fn to_value(&self) -> Value;
}

/// Something of generated code that is made of a value of a specification.
pub trait FromValue: Sized {
    /// Made of that value.
    fn from_value(value: &Value) -> Self;
}

/// The value of anything that has one.
pub fn value<T: ToValue + ?Sized>(of: &T) -> Value {
    of.to_value()
}

/// The next of several values, in the type that is wanted.
pub fn next<'v, T: FromValue>(values: &mut impl Iterator<Item = &'v Value>) -> T {
    T::from_value(values.next().unwrap_or(&Value::Nothing))
}

/// An argument of a phrase.
pub fn argument<T: FromValue>(args: &[Value], at: usize) -> T {
    T::from_value(args.get(at).unwrap_or(&Value::Nothing))
}

/// A row of a table of a `given:`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    cells: Vec<(String, Value)>,
}

impl Row {
    /// A row of these cells, each with the name of its column.
    pub fn new(cells: Vec<(String, Value)>) -> Self {
        Row { cells }
    }

    /// The value in a column; the zero of its type if there is no such column.
    pub fn get<T: FromValue>(&self, column: &str) -> T {
        let cell = self.cells.iter().find(|(name, _)| name == column);
        T::from_value(cell.map_or(&Value::Nothing, |(_, value)| value))
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Boolean(*self)
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Self {
        *value == Value::Boolean(true)
    }
}

impl ToValue for i64 {
    fn to_value(&self) -> Value {
        Value::Integer(*self)
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Self {
        value.as_number().and_then(|number| number.to_i64()).unwrap_or_default()
    }
}

impl ToValue for Decimal {
    fn to_value(&self) -> Value {
        Value::Number(*self)
    }
}

impl FromValue for Decimal {
    fn from_value(value: &Value) -> Self {
        value.as_number().unwrap_or_default()
    }
}

impl ToValue for f64 {
    /// A number that no decimal can represent is shown unchanged.
    fn to_value(&self) -> Value {
        Decimal::from_f64(*self).map_or_else(|| Value::Text(self.to_string().into()), Value::Number)
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Self {
        value.as_number().and_then(|number| number.to_f64()).unwrap_or_default()
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::text(self)
    }
}

impl ToValue for Text {
    fn to_value(&self) -> Value {
        self.as_str().to_value()
    }
}

impl FromValue for Text {
    /// A cell of a column of text can be a number.
    fn from_value(value: &Value) -> Self {
        match value {
            Value::Text(text) => Text::from(&**text),
            Value::Nothing => Text::new(),
            other => other.to_string(),
        }
    }
}

impl ToValue for Time {
    fn to_value(&self) -> Value {
        Value::Time(self.as_micros())
    }
}

impl FromValue for Time {
    fn from_value(value: &Value) -> Self {
        match value {
            Value::Time(micros) => Time::from_micros(*micros),
            _ => Time::default(),
        }
    }
}

impl ToValue for Duration {
    fn to_value(&self) -> Value {
        Value::Duration(self.as_micros())
    }
}

impl FromValue for Duration {
    fn from_value(value: &Value) -> Self {
        match value {
            Value::Duration(micros) => Duration::from_micros(*micros),
            _ => Duration::ZERO,
        }
    }
}

impl<T: ToValue> ToValue for [T] {
    fn to_value(&self) -> Value {
        Value::list(self.iter().map(ToValue::to_value).collect())
    }
}

impl<T: ToValue> ToValue for List<T> {
    fn to_value(&self) -> Value {
        self.as_slice().to_value()
    }
}

impl<T: FromValue> FromValue for List<T> {
    fn from_value(value: &Value) -> Self {
        match value {
            Value::List(items) => items.iter().map(T::from_value).collect(),
            _ => List::new(),
        }
    }
}

impl ToValue for flow::Value {
    fn to_value(&self) -> Value {
        match self {
            flow::Value::Empty => Value::Nothing,
            flow::Value::Boolean(flag) => flag.to_value(),
            flow::Value::Integer(number) => number.to_value(),
            flow::Value::Decimal(number) => number.to_value(),
            flow::Value::Float(number) => number.to_value(),
            flow::Value::Text(text) => text.to_value(),
            flow::Value::Time(time) => time.to_value(),
            flow::Value::Duration(duration) => duration.to_value(),
            flow::Value::List(items) => items.to_value(),
            flow::Value::Object(fields) => {
                Value::object(fields.iter().map(|(name, value)| (name.as_str(), value.to_value())))
            }
        }
    }
}

impl FromValue for flow::Value {
    fn from_value(value: &Value) -> Self {
        match value {
            Value::Nothing => flow::Value::Empty,
            Value::Boolean(flag) => (*flag).into(),
            Value::Number(number) => (*number).into(),
            Value::Integer(number) => (*number).into(),
            Value::Text(text) => (&**text).into(),
            Value::Time(_) => Time::from_value(value).into(),
            Value::Duration(_) => Duration::from_value(value).into(),
            Value::List(_) => List::<flow::Value>::from_value(value).into(),
            Value::Object(fields) => {
                let field = |(name, value): &Field| (String::from(&**name), flow::Value::from_value(value));
                flow::Value::Object(fields.iter().map(field).collect())
            }
        }
    }
}

/// A reference is the id of its instance, as a text.
impl<M: flow::system::Member> ToValue for Option<flow::system::Id<M>> {
    fn to_value(&self) -> Value {
        Value::text(&self.as_ref().map_or_else(String::new, ToString::to_string))
    }
}

impl<M: flow::system::Member> FromValue for Option<flow::system::Id<M>> {
    fn from_value(value: &Value) -> Self {
        match value {
            Value::Text(id) => id.parse().ok(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that is the same after it was one of Rust's.
    fn check<T: ToValue + FromValue>(text: &str, of: &Value) {
        assert_eq!(of.to_string(), text);
        assert_eq!(T::from_value(of).to_value(), *of);
    }

    #[test]
    fn values_come_back_as_they_were() {
        let number = Value::Number(Decimal::new(950, 2));
        check::<Decimal>("9.5", &number);
        check::<i64>("-3", &Value::Integer(-3));
        check::<bool>("true", &Value::Boolean(true));
        check::<Text>("\"late\"", &Value::Text("late".into()));
        check::<Time>("5 ms", &Value::Time(5_000));
        check::<Duration>("2 days", &Value::Duration(172_800_000_000));
        check::<List<Text>>("[\"a\"]", &Value::list(vec![Value::text("a")]));
        let any = Value::object([("price", number), ("tags", Value::list(vec![]))]);
        check::<flow::Value>("{price: 9.5, tags: []}", &any);
    }

    #[test]
    fn binary_numbers_come_back_as_the_decimals_they_were() {
        assert_eq!(f64::from_value(&Value::Number(Decimal::new(1, 1))).to_value().to_string(), "0.1");
        assert_eq!(f64::NAN.to_value(), Value::Text("NaN".into()));
    }

    #[test]
    fn what_does_not_fit_is_the_zero_of_its_type() {
        assert_eq!(i64::from_value(&Value::Text("x".into())), 0);
        assert_eq!(argument::<Text>(&[], 0), "");
        assert_eq!(Row::default().get::<Decimal>("price"), Decimal::ZERO);
    }

    #[test]
    fn cells_of_text_may_look_like_numbers() {
        let row = Row::new(vec![("size".into(), Value::Integer(42))]);
        assert_eq!(row.get::<Text>("size"), "42");
        assert_eq!(row.get::<i64>("size"), 42);
    }
}
