//! The type `any`: a value of a type that the specification does not determine.
//!
//! It is any value of the other types, lists and objects included, and compares numbers by value, not by their type. Generated
//! code stores, compares and passes it on; there is no arithmetic on it.

use crate::{Duration, List, Text, Time};
use alloc::collections::BTreeMap;

/// A value of the type `any` (reference#types), which the specification does not determine further. The zero is
/// [`Value::Empty`].
///
/// Numbers are equal if their values are, whichever variants they are in; a [`Decimal`](crate::Decimal) is never equal to a float.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Value {
    /// No value.
    #[default]
    Empty,
    /// `true`, `false`.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// An exact decimal.
    #[cfg(feature = "decimal")]
    Decimal(crate::Decimal),
    /// A floating-point number, from machines with `number = f64`.
    Float(f64),
    /// Text.
    Text(Text),
    /// A point in time.
    Time(Time),
    /// A length of time.
    Duration(Duration),
    /// A list.
    List(List<Value>),
    /// The fields of an object, by name.
    Object(BTreeMap<Text, Value>),
}

impl Value {
    /// An object with these fields.
    pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Self {
        Value::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// Whether it is the zero of its type: no value, 0, false, no text, no items, no fields (reference#zero-values).
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Empty => true,
            Value::Boolean(flag) => !flag,
            Value::Integer(number) => *number == 0,
            #[cfg(feature = "decimal")]
            Value::Decimal(number) => number.is_zero(),
            Value::Float(number) => *number == 0.0,
            Value::Text(text) => text.is_empty(),
            Value::Time(time) => *time == Time::default(),
            Value::Duration(duration) => *duration == Duration::ZERO,
            Value::List(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
        }
    }

    /// Whether a list has an item equal to `item`, or a text contains the text `item`; false for other values.
    pub fn contains(&self, item: &Value) -> bool {
        match (self, item) {
            (Value::List(items), item) => items.contains(item),
            (Value::Text(text), Value::Text(part)) => text.contains(part.as_str()),
            _ => false,
        }
    }

    /// The number of items of a list, of fields of an object, or of characters of a text; 0 for other values.
    pub fn len(&self) -> usize {
        match self {
            Value::List(items) => items.len(),
            Value::Object(fields) => fields.len(),
            Value::Text(text) => text.chars().count(),
            _ => 0,
        }
    }

    /// The field of that name; [`Value::Empty`] if there is none.
    pub fn field(&self, name: &str) -> &Value {
        match self {
            Value::Object(fields) => fields.get(name).unwrap_or(&Value::Empty),
            _ => &Value::Empty,
        }
    }

    /// Appends an item. A value that is not a list becomes the list of the item.
    pub fn push(&mut self, item: Value) {
        match self {
            Value::List(items) => items.push(item),
            other => *other = Value::List([item].into()),
        }
    }

    /// Removes the first item equal to `item`, if it is a list that has one.
    pub fn remove(&mut self, item: &Value) {
        if let Value::List(items) = self
            && let Some(at) = items.iter().position(|other| other == item)
        {
            items.remove(at);
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Empty, Value::Empty) => true,
            (Value::Boolean(a), Value::Boolean(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::Time(a), Value::Time(b)) => a == b,
            (Value::Duration(a), Value::Duration(b)) => a == b,
            (Value::List(a), Value::List(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a == b,
            (a, b) => same_number(a, b),
        }
    }
}

fn same_number(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a == b,
        #[cfg(feature = "decimal")]
        (Value::Decimal(a), Value::Decimal(b)) => a == b,
        #[cfg(feature = "decimal")]
        (Value::Decimal(a), Value::Integer(b)) | (Value::Integer(b), Value::Decimal(a)) => *a == (*b).into(),
        (Value::Float(a), Value::Float(b)) => a == b,
        (Value::Float(a), Value::Integer(b)) | (Value::Integer(b), Value::Float(a)) => *a == *b as f64,
        _ => false,
    }
}

macro_rules! from {
    ($($(#[$cfg:meta])* $ty:ty => $variant:ident;)*) => {$(
        $(#[$cfg])*
        impl From<$ty> for Value {
            #[inline]
            fn from(value: $ty) -> Self {
                Value::$variant(value)
            }
        }
    )*};
}

from! {
    bool => Boolean;
    i64 => Integer;
    f64 => Float;
    Text => Text;
    Time => Time;
    Duration => Duration;
    BTreeMap<Text, Value> => Object;
    #[cfg(feature = "decimal")]
    crate::Decimal => Decimal;
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}

impl<T: Into<Value>> From<List<T>> for Value {
    fn from(items: List<T>) -> Self {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_empty() {
        for zero in [Value::Empty, false.into(), 0.into(), 0.0.into(), "".into(), Value::List(List::new())] {
            assert!(zero.is_empty(), "{zero:?}");
        }
        assert!(!Value::from("x").is_empty());
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(Value::from(5), Value::from(5.0));
        assert_ne!(Value::from(5), Value::from("5"));
        #[cfg(feature = "decimal")]
        assert_eq!(Value::from(5), Value::from(crate::Decimal::new(50, 1)));
    }

    #[test]
    fn lists_take_and_lose_items() {
        let mut value = Value::Empty;
        value.push("a".into());
        value.push(1.into());
        value.remove(&"a".into());
        assert_eq!(value, Value::List([1.into()].into()));
        assert!(value.contains(&1.into()));
        assert_eq!(value.len(), 1);
    }

    #[test]
    fn fields_are_found_by_name() {
        let value = Value::object([("price", Value::from(3))]);
        assert_eq!(value.field("price"), &Value::from(3));
        assert_eq!(value.field("name"), &Value::Empty);
    }
}
