//! The values that one operand of a guard may have.

use flow_syntax::ordered;

use super::range::Ranges;
use crate::bits::Bits;

/// A set of values of one operand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// Numbers.
    Numbers(Ranges),
    /// These of finitely many values: the states of a machine, yes and no.
    OneOf { values: Bits, count: u32 },
    /// All of finitely many values but these.
    Others { values: Bits, count: u32 },
    /// These texts.
    Texts(ordered::Set<String>),
    /// All texts but these.
    OtherTexts(ordered::Set<String>),
}

impl Set {
    /// Yes, or no.
    pub(super) fn yes_or_no(answer: bool) -> Self {
        Set::OneOf { values: [usize::from(answer)].into_iter().collect(), count: 2 }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Set::Numbers(ranges) => ranges.is_empty(),
            Set::OneOf { values, .. } => values.is_empty(),
            Set::Others { values, count } => values.len() >= *count as usize,
            Set::Texts(texts) => texts.is_empty(),
            Set::OtherTexts(_) => false,
        }
    }

    /// Whether it has too many parts to be kept: then it counts as unknown, which only loses findings.
    pub(super) fn is_large(&self) -> bool {
        let parts = match self {
            Set::Numbers(ranges) => ranges.count(),
            Set::Texts(texts) | Set::OtherTexts(texts) => texts.len(),
            Set::OneOf { .. } | Set::Others { .. } => 0,
        };
        parts > 64
    }

    pub(super) fn not(&self) -> Self {
        match self {
            Set::Numbers(ranges) => Set::Numbers(ranges.not()),
            Set::OneOf { values, count } => Set::Others { values: values.clone(), count: *count },
            Set::Others { values, count } => Set::OneOf { values: values.clone(), count: *count },
            Set::Texts(texts) => Set::OtherTexts(texts.clone()),
            Set::OtherTexts(texts) => Set::Texts(texts.clone()),
        }
    }

    /// The intersection. Sets of different kinds do not meet in a typed model; then the first is returned.
    pub(super) fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Set::Numbers(a), Set::Numbers(b)) => Set::Numbers(a.and(b)),
            (Set::OneOf { values: a, count }, Set::OneOf { values: b, .. }) => {
                Set::OneOf { values: a.filtered(b, true), count: *count }
            }
            (Set::OneOf { values: a, count }, Set::Others { values: b, .. })
            | (Set::Others { values: b, .. }, Set::OneOf { values: a, count }) => {
                Set::OneOf { values: a.filtered(b, false), count: *count }
            }
            (Set::Others { values: a, count }, Set::Others { values: b, .. }) => {
                let mut values = a.clone();
                values.add_all(b);
                Set::Others { values, count: *count }
            }
            (Set::Texts(a), Set::Texts(b)) => Set::Texts(a & b),
            (Set::Texts(a), Set::OtherTexts(b)) | (Set::OtherTexts(b), Set::Texts(a)) => Set::Texts(a - b),
            (Set::OtherTexts(a), Set::OtherTexts(b)) => Set::OtherTexts(a | b),
            _ => self.clone(),
        }
    }
}
