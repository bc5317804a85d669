//! Instances of a machine, as facts and assertions name them (reference#story-instances).

use super::Name;
use crate::source::Span;

/// Some of the instances of a machine: `every @parcel`, `@shelf "Emma"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Members {
    /// The machine.
    pub machine: Name,
    /// Which of its instances.
    pub which: Which,
    /// The place of the number or the text in that, for tools.
    pub value: Option<Span>,
}

/// Which instances of a machine are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "tools", derive(Hash))]
pub enum Which {
    /// `@parcel` alone: every one in an assertion, the one there is in a fact.
    Unsaid,
    /// `every @parcel`.
    Every,
    /// `some @parcel`.
    Some,
    /// `no @parcel`.
    No,
    /// `2 @parcel`.
    Exactly(usize),
    /// `at least 2 @parcel`.
    AtLeast(usize),
    /// `at most 2 @parcel`.
    AtMost(usize),
    /// `@shelf "Emma"`: the one with this id or key.
    Id(String),
    /// `@parcel (2)`: the second one that was made.
    Number(usize),
}

impl Which {
    /// Whether this many of all instances are enough for an assertion about one each.
    pub fn is_met(&self, count: usize, all: usize) -> bool {
        match self {
            Which::Unsaid | Which::Every => count == all,
            Which::Some => count > 0,
            Which::No => count == 0,
            Which::Exactly(wanted) => count == *wanted,
            Which::AtLeast(wanted) => count >= *wanted,
            Which::AtMost(wanted) => count <= *wanted,
            Which::Id(_) | Which::Number(_) => count == 1,
        }
    }

    /// Whether it names a single instance.
    pub fn is_one(&self) -> bool {
        matches!(self, Which::Unsaid | Which::Id(_) | Which::Number(_))
    }
}
