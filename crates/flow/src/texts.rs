//! Texts with values, for generated code (reference#texts).
//!
//! The interpreter writes the same texts: a number without zeros at its end, a time in UTC, an empty text for a value that is not set.

use core::fmt::{Display, Write};

use crate::{Duration, Text, Time, Value};

/// A value that can be part of a text.
pub trait Shown {
    /// Adds its text.
    fn show(&self, text: &mut Text);
}

/// A text that is put together from values.
#[derive(Debug, Default)]
pub struct Joined(Text);

impl Joined {
    /// No text yet.
    #[inline]
    pub const fn new() -> Self {
        Joined(Text::new())
    }

    /// Adds a value.
    #[inline]
    #[must_use]
    pub fn and(mut self, value: &(impl Shown + ?Sized)) -> Self {
        value.show(&mut self.0);
        self
    }

    /// The whole text.
    #[inline]
    pub fn text(self) -> Text {
        self.0
    }
}

impl Shown for str {
    #[inline]
    fn show(&self, text: &mut Text) {
        text.push_str(self);
    }
}

impl Shown for Text {
    #[inline]
    fn show(&self, text: &mut Text) {
        text.push_str(self);
    }
}

/// A reference: the id of its instance.
impl<T: Display> Shown for Option<T> {
    fn show(&self, text: &mut Text) {
        if let Some(id) = self {
            push(text, id);
        }
    }
}

#[cfg(feature = "decimal")]
impl Shown for crate::Decimal {
    fn show(&self, text: &mut Text) {
        push(text, &self.normalize());
    }
}

macro_rules! shown {
    ($($ty:ty)*) => {$(
        impl Shown for $ty {
            fn show(&self, text: &mut Text) {
                push(text, self);
            }
        }
    )*};
}

shown!(bool i64 f64 Time Duration);

impl Shown for Value {
    fn show(&self, text: &mut Text) {
        match self {
            Value::Empty => {}
            Value::Text(inner) => text.push_str(inner),
            value => push_literal(text, value),
        }
    }
}

/// Adds a value as a part of a list or an object is written.
fn push_literal(text: &mut Text, value: &Value) {
    match value {
        Value::Empty => text.push_str("empty"),
        Value::Boolean(flag) => flag.show(text),
        Value::Integer(number) => number.show(text),
        #[cfg(feature = "decimal")]
        Value::Decimal(number) => number.show(text),
        Value::Float(number) => number.show(text),
        Value::Text(inner) => push_quoted(text, inner),
        Value::Time(time) => time.show(text),
        Value::Duration(duration) => duration.show(text),
        Value::List(items) => {
            let items = items.iter().map(|item| ("", item));
            push_all(text, ["[", "]"], items);
        }
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.as_str(), value));
            push_all(text, ["{", "}"], fields);
        }
    }
}

fn push_all<'a>(
    text: &mut Text,
    [open, close]: [&str; 2],
    parts: impl Iterator<Item = (&'a str, &'a Value)>,
) {
    text.push_str(open);
    for (at, (name, value)) in parts.enumerate() {
        text.push_str(if at == 0 { "" } else { ", " });
        text.push_str(name);
        text.push_str(if name.is_empty() { "" } else { ": " });
        push_literal(text, value);
    }
    text.push_str(close);
}

fn push_quoted(text: &mut Text, inner: &str) {
    text.push('"');
    for c in inner.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '"' => text.push_str("\\\""),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c => text.push(c),
        }
    }
    text.push('"');
}

fn push(text: &mut Text, value: &dyn Display) {
    // Writing to a text fails only if a `Display` does, which those of this crate do not.
    let _ = write!(text, "{value}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn values_become_one_text() {
        let value = Value::Object(
            [
                ("b".into(), Value::List([Value::from("x \"y\""), Value::Empty].into())),
                ("a".into(), 1.into()),
            ]
            .into(),
        );
        let text = Joined::new().and("order ").and(&7).and(" of ").and(&Some("ann")).and(&None::<i64>);
        let text = text.and(&Time::from_millis(1500)).and(&Value::Empty).and(&value).text();
        assert_eq!(text, r#"order 7 of ann1970-01-01T00:00:01.5Z{a: 1, b: ["x \"y\"", empty]}"#);
    }

    #[cfg(feature = "decimal")]
    #[test]
    fn numbers_have_no_zeros_at_their_end() {
        let text = Joined::new().and(&crate::Decimal::new(950, 2)).and(" ").and(&crate::Decimal::new(0, 2));
        assert_eq!(text.text(), "9.5 0");
    }

    #[test]
    fn times_are_written_in_utc() {
        for (micros, expected) in [
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (1_764_346_189_000_000, "2025-11-28T16:09:49Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (i64::MIN, "-290308-12-21T19:59:05.224192Z"),
        ] {
            assert_eq!(Time::from_micros(micros).to_string(), expected);
        }
    }
}
