//! Values that are keys of a machine that is `one for each …`: texts, integers and references (reference#instances).

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};

use super::id::{Id, Member};
use crate::Value;

/// A value of a key.
pub trait KeyValue {
    /// Its text.
    fn to_key(&self) -> Cow<'_, str>;

    /// The value of a text, or zero if it is none.
    fn from_key(text: &str) -> Self
    where
        Self: Sized;
}

impl KeyValue for String {
    fn to_key(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    fn from_key(text: &str) -> Self {
        text.to_owned()
    }
}

impl KeyValue for &str {
    fn to_key(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    fn from_key(_: &str) -> Self {
        ""
    }
}

impl KeyValue for i64 {
    fn to_key(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }

    fn from_key(text: &str) -> Self {
        text.parse().unwrap_or_default()
    }
}

/// A key of an undetermined type is a text.
impl KeyValue for Value {
    fn to_key(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) => Cow::Borrowed(text),
            Value::Integer(number) => Cow::Owned(number.to_string()),
            _ => Cow::Borrowed(""),
        }
    }

    fn from_key(text: &str) -> Self {
        Value::from(text)
    }
}

impl<M: Member> KeyValue for Id<M> {
    fn to_key(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }

    fn from_key(text: &str) -> Self {
        text.parse().unwrap_or_else(|_| Id::of_key(text))
    }
}

impl<M: Member> KeyValue for Option<Id<M>> {
    fn to_key(&self) -> Cow<'_, str> {
        self.as_ref().map_or(Cow::Borrowed(""), KeyValue::to_key)
    }

    fn from_key(text: &str) -> Self {
        text.parse().ok()
    }
}
