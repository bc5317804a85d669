//! Sets of small numbers, a bit for each.
//!
//! For sets that are united and compared often: that costs a word for 64 numbers. Equal sets are equal values, since the last
//! word is never empty.

use flow_syntax::gather::Gather;
use std::ops::Range;

/// A set of small numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// Whether it has no number.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many numbers it has.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it has a number.
    pub(crate) fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Adds a number; whether it is new.
    pub(crate) fn insert(&mut self, number: usize) -> bool {
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        let is_new = !self.contains(number);
        self.0[number / 64] |= 1 << (number % 64);
        is_new
    }

    /// Adds the numbers of another set.
    pub(crate) fn add_all(&mut self, other: &Bits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine |= other);
    }

    /// The numbers that are in another set too, or those that are not.
    pub(crate) fn filtered(&self, other: &Bits, in_other: bool) -> Bits {
        let flip = if in_other { 0 } else { u64::MAX };
        let word = |at: usize| other.0.get(at).copied().unwrap_or_default() ^ flip;
        let mut words: Vec<u64> = self.0.iter().enumerate().map(|(at, mine)| mine & word(at)).gather();
        while words.last() == Some(&0) {
            words.pop();
        }
        Bits(words)
    }

    /// The numbers, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.iter_within(0..self.0.len() * 64)
    }

    /// Those in a range, in order. Only words that are not empty cost anything.
    pub(crate) fn iter_within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let words = range.start / 64..range.end.div_ceil(64).min(self.0.len());
        let filled = words.filter(|word| self.0[*word] != 0);
        let numbers = filled.flat_map(|word| word * 64..(word + 1) * 64);
        numbers.filter(move |number| range.contains(number) && self.contains(*number))
    }
}

impl FromIterator<usize> for Bits {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut bits = Bits::default();
        numbers.into_iter().for_each(|number| {
            bits.insert(number);
        });
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_are_equal_values() {
        let few: Bits = [1, 70].into_iter().collect();
        let many: Bits = [1, 70, 300].into_iter().collect();
        assert_eq!(many.filtered(&few, true), few);
        assert_eq!(many.filtered(&few, false), [300].into_iter().collect());
        assert!(few.filtered(&many, false).is_empty());
    }

    #[test]
    fn numbers_are_listed_in_order_within_a_range() {
        let bits: Bits = [300, 70, 1, 64].into_iter().collect();
        assert_eq!(bits.iter().collect::<Vec<_>>(), [1, 64, 70, 300]);
        assert_eq!(bits.iter_within(2..300).collect::<Vec<_>>(), [64, 70]);
        assert_eq!(bits.iter_within(1000..2000).count(), 0);
        assert_eq!(bits.len(), 4);
    }
}
