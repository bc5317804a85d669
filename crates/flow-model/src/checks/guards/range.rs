//! Sets of numbers: intervals between cuts of the number line.
//!
//! A cut is just before or just after a number, so that `< 5` ends before 5, `<= 5` after it, and `5` alone is between
//! the two.

use flow_syntax::gather::Gather;
use std::cmp::Ordering;

/// A decimal as written, of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    /// The value of digits with an optional sign and point.
    pub(super) fn new(digits: &str) -> Self {
        let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let zero = whole.is_empty() && fraction.is_empty();
        Decimal { negative: negative && !zero, whole: whole.to_owned(), fraction: fraction.to_owned() }
    }

    /// The same with the other sign.
    pub(super) fn negated(self) -> Self {
        let zero = self.whole.is_empty() && self.fraction.is_empty();
        Decimal { negative: !self.negative && !zero, ..self }
    }

    /// The next whole number, of a whole one.
    fn successor(&self) -> Option<Self> {
        let whole = self.to_string().parse::<i64>().ok()?.checked_add(1)?;
        Some(Decimal::new(&whole.to_string()))
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        let by_length = self.whole.len().cmp(&other.whole.len());
        by_length.then_with(|| self.whole.cmp(&other.whole)).then_with(|| self.fraction.cmp(&other.fraction))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() { "0" } else { &self.whole };
        let point = if self.fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{}", self.fraction)
    }
}

/// The side of its number on which a cut is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Before,
    Behind,
}

/// A place on the number line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    Lowest,
    At(Decimal, Side),
    Highest,
}

/// A set of numbers: intervals in order that do not touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ranges(Vec<(Cut, Cut)>);

impl Ranges {
    /// All numbers from a place on.
    pub(super) fn from(number: Decimal, side: Side) -> Self {
        Ranges(vec![(Cut::At(number, side), Cut::Highest)])
    }

    /// All numbers up to a place.
    pub(super) fn up_to(number: Decimal, side: Side) -> Self {
        Ranges(vec![(Cut::Lowest, Cut::At(number, side))])
    }

    /// One number.
    pub(super) fn only(number: Decimal) -> Self {
        Ranges(vec![(Cut::At(number.clone(), Side::Before), Cut::At(number, Side::Behind))])
    }

    /// The same set among whole numbers: no number is between one and the next.
    pub(super) fn of_integers(self) -> Self {
        let snap = |cut: Cut| match cut {
            Cut::At(number, Side::Behind) => match number.successor() {
                Some(next) => Cut::At(next, Side::Before),
                None => Cut::At(number, Side::Behind),
            },
            other => other,
        };
        Ranges(self.0.into_iter().map(|(low, high)| (snap(low), snap(high))).gather())
    }

    /// How many intervals it has.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some((a_low, a_high)), Some((b_low, b_high))) = (a.peek(), b.peek()) {
            let (low, high) = (a_low.max(b_low), a_high.min(b_high));
            if low < high {
                both.push((low.clone(), high.clone()));
            }
            if a_high <= b_high {
                a.next();
            } else {
                b.next();
            }
        }
        Ranges(both)
    }

    pub(super) fn not(&self) -> Self {
        let mut rest = Vec::new();
        let mut low = Cut::Lowest;
        for (from, to) in &self.0 {
            if low < *from {
                rest.push((low, from.clone()));
            }
            low = to.clone();
        }
        if low < Cut::Highest {
            rest.push((low, Cut::Highest));
        }
        Ranges(rest)
    }

    /// The set in words, for the operand `what`; `than` replaces the numbers if they are differences to it.
    pub(super) fn describe(&self, what: &str, than: Option<&str>) -> String {
        let parts: Vec<_> = self.0.iter().map(|range| describe(what, range, than)).gather();
        parts.join(", or ")
    }
}

fn describe(what: &str, (low, high): &(Cut, Cut), than: Option<&str>) -> String {
    let name = |number: &Decimal| than.map_or_else(|| number.to_string(), str::to_owned);
    let low = match low {
        Cut::At(number, Side::Before) => Some((number, "at least")),
        Cut::At(number, Side::Behind) => Some((number, "greater than")),
        _ => None,
    };
    let high = match high {
        Cut::At(number, Side::Before) => Some((number, "less than")),
        Cut::At(number, Side::Behind) => Some((number, "at most")),
        _ => None,
    };
    match (low, high) {
        (Some((a, "at least")), Some((b, "at most"))) if a == b => format!("{what} is {}", name(a)),
        (Some((a, from)), Some((b, to))) => format!("{what} is {from} {} and {to} {}", name(a), name(b)),
        (Some((a, how)), None) | (None, Some((a, how))) => format!("{what} is {how} {}", name(a)),
        (None, None) => format!("{what} is any number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: &str) -> Decimal {
        Decimal::new(digits)
    }

    fn check(ranges: &Ranges, expected: &str) {
        assert_eq!(ranges.describe("it", None), expected);
    }

    #[test]
    fn decimals_are_ordered_by_value() {
        let ordered = ["-10", "-9.5", "-0.1", "0", "0.05", "0.1", "9", "10", "100"];
        for pair in ordered.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
        assert_eq!(number("1.50"), number("01.5"));
        assert_eq!(number("-0"), number("0"));
    }

    #[test]
    fn what_is_left_of_the_line() {
        let below = Ranges::up_to(number("10"), Side::Before);
        let above = Ranges::from(number("10"), Side::Behind);
        check(&below.not().and(&above.not()), "it is 10");
        check(&below.not(), "it is at least 10");
        assert!(below.and(&above).is_empty());
        check(&Ranges::only(number("5")).not(), "it is less than 5, or it is greater than 5");
    }

    #[test]
    fn nothing_lies_between_integers() {
        let up_to = Ranges::up_to(number("4"), Side::Behind).of_integers();
        let from = Ranges::from(number("5"), Side::Before).of_integers();
        assert!(up_to.not().and(&from.not()).is_empty());
    }
}
