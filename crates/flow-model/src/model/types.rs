//! The types of values, and the declarations of those that have parts.

use super::{ChoiceId, MachineId, Name, ObjectId};

/// Types of values (reference#types).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Type {
    /// `string`.
    String,
    /// `number`: decimal.
    Number,
    /// `integer`: 64 bit.
    Integer,
    /// `boolean`.
    Boolean,
    /// `time`.
    Time,
    /// `duration`: a length of time, which may be negative.
    Duration,
    /// `array` of one item type.
    Array(Box<Type>),
    /// `one of "low", "high"`.
    Choice(ChoiceId),
    /// `object` with known fields.
    Object(ObjectId),
    /// `@order`: an instance of that machine, or none (reference#references).
    Reference(MachineId),
    /// A type that the specification does not determine.
    Any,
}

/// The fields of an object type, merged from all its uses (reference#types).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Object {
    /// The variable or field that has this type; also the name of the type.
    pub name: Name,
    /// The first machine that uses it; the Rust type is declared there.
    pub machine: MachineId,
    /// Field names and types, in order of first appearance. Never empty: an object without known fields is [`Type::Any`].
    pub fields: Vec<(String, Type)>,
}

/// The texts of a choice (reference#choices): choices of the same texts in the same order are one type.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub struct Choice {
    /// The first variable or field that has this type; also the name of the type.
    pub name: Name,
    /// The machine that has it; the Rust type is declared there.
    pub machine: MachineId,
    /// Its texts, at least one, in the order written. The first is its zero.
    pub texts: Vec<String>,
}

impl Choice {
    /// The position of a text, if it is one of the choice.
    pub fn position(&self, text: &str) -> Option<usize> {
        self.texts.iter().position(|known| known == text)
    }

    /// The zero: its first text.
    pub fn zero(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }
}
