//! Types and units as they are written.
//!
//! Most types are a word; a choice lists its texts, and an array may have the type of its items.

use super::Name;
use crate::source::Span;

/// A type as written (reference#values).
#[derive(Clone, Debug, PartialEq)]
pub struct TypeName {
    /// Which type.
    pub kind: TypeKind,
    /// Where it is written.
    pub span: Span,
}

/// The types that can be written (reference#values).
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are the language's own words")]
pub enum TypeKind {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    /// `array of T`.
    ArrayOf(Box<TypeName>),
    /// `one of "low", "high"`: its texts, at least one.
    Choice(Vec<Name>),
    Object,
    Time,
    Duration,
    /// `@order`: an instance of this machine.
    Reference(Name),
}

impl TypeName {
    /// The machine that a reference, or the items of a list, refer to.
    pub fn machine(&self) -> Option<&Name> {
        match &self.kind {
            TypeKind::Reference(machine) => Some(machine),
            TypeKind::ArrayOf(item) => item.machine(),
            _ => None,
        }
    }
}

/// Units of time; the plural and the singular are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
#[expect(missing_docs, reason = "the names are the language's own words")]
pub enum TimeUnit {
    Microseconds,
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
}

impl TimeUnit {
    /// The unit of a word in the singular or plural.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Some(match word.strip_suffix('s').unwrap_or(word) {
            "microsecond" => TimeUnit::Microseconds,
            "millisecond" => TimeUnit::Milliseconds,
            "second" => TimeUnit::Seconds,
            "minute" => TimeUnit::Minutes,
            "hour" => TimeUnit::Hours,
            "day" => TimeUnit::Days,
            "week" => TimeUnit::Weeks,
            _ => return None,
        })
    }

    /// The number of microseconds in it.
    pub const fn micros(self) -> i64 {
        match self {
            TimeUnit::Microseconds => 1,
            TimeUnit::Milliseconds => 1000,
            TimeUnit::Seconds => 1_000_000,
            TimeUnit::Minutes => 60 * TimeUnit::Seconds.micros(),
            TimeUnit::Hours => 60 * TimeUnit::Minutes.micros(),
            TimeUnit::Days => 24 * TimeUnit::Hours.micros(),
            TimeUnit::Weeks => 7 * TimeUnit::Days.micros(),
        }
    }
}
