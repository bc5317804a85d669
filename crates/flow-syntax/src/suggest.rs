//! `suggest`: did-you-mean, for every message that knows what could have been written instead.
//!
//! Nearness is the number of letters to add, drop, change, or swap with their neighbour; a third of the longer word's
//! letters may differ, but never all of them.

use crate::gather::Gather;

/// The candidate nearest to `word`, if one is near enough. Of equally near ones, the first.
pub fn near<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let mut candidates = candidates.into_iter();
    find_near(word, &mut || candidates.next())
}

/// As [`near`], of what `next` gives. It does not depend on the type of the iterator, so it is compiled once.
fn find_near<'c>(word: &str, next: &mut dyn FnMut() -> Option<&'c str>) -> Option<&'c str> {
    let mut search = Search::new(word)?;
    while let Some(candidate) = next() {
        search.try_candidate(candidate);
    }
    search.best.map(|(_, candidate)| candidate)
}

/// The search for the nearest candidate.
struct Search<'c> {
    word: Vec<char>,
    /// The nearest candidate so far, with its distance.
    best: Option<(usize, &'c str)>,
}

impl<'c> Search<'c> {
    /// `None` if the word is too long to be compared.
    fn new(word: &str) -> Option<Self> {
        let word: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).gather();
        (word.len() <= LONGEST).then_some(Search { word, best: None })
    }

    fn try_candidate(&mut self, candidate: &'c str) {
        if candidate.is_ascii() && !self.fits(candidate.len()) {
            return;
        }
        let letters: Vec<char> = candidate.to_lowercase().chars().take(LONGEST + 1).gather();
        let most = self.word.len().max(letters.len());
        let allowed = most.div_ceil(3).min(most.saturating_sub(1));
        if letters.len() > LONGEST || self.word.len().abs_diff(letters.len()) > allowed {
            return;
        }
        let distance = distance(&self.word, &letters);
        if distance <= allowed && self.best.is_none_or(|(least, _)| distance < least) {
            self.best = Some((distance, candidate));
        }
    }

    /// Whether a candidate with `length` letters can be near, which is known without comparing it.
    fn fits(&self, length: usize) -> bool {
        let most = self.word.len().max(length);
        length <= LONGEST && self.word.len().abs_diff(length) <= most.div_ceil(3)
    }
}

/// Whether a name is probably a misspelling of another: one letter differs, or two in long names, after the same first one.
/// Short names, and those that differ in a digit, may well be meant.
pub fn is_misspelling(name: &str, meant: &str) -> bool {
    if misspelling_key(name) != misspelling_key(meant) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (name.chars().gather(), meant.chars().gather());
    let least = a.len().min(b.len());
    let allowed = if least >= 8 { 2 } else { 1 };
    least >= 4 && a.len().max(b.len()) <= LONGEST && a != b && distance(&a, &b) <= allowed
}

/// Whether two names differ by one letter: added, left out, changed, or swapped with its neighbour. Digits and the first letter are
/// the same.
pub fn differs_by_a_letter(a: &str, b: &str) -> bool {
    let (from, to): (Vec<char>, Vec<char>) = (a.chars().gather(), b.chars().gather());
    let is_short = from.len().max(to.len()) <= LONGEST && from.len().abs_diff(to.len()) <= 1;
    misspelling_key(a) == misspelling_key(b) && is_short && distance(&from, &to) == 1
}

/// The parts of a name that a misspelling keeps: the first letter, and all digits. Names in which it differs need not be compared.
pub fn misspelling_key(name: &str) -> String {
    name.char_indices().filter(|&(at, c)| at == 0 || c.is_numeric()).map(|(_, c)| c).collect()
}

/// Longer words are not compared: the comparison takes quadratic time, and names of this length are rare.
const LONGEST: usize = 64;

/// How many letters to add, drop, change, or swap with their neighbour to make one word of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).gather();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let change = last[j] + usize::from(x != y);
            let mut least = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{is_misspelling, near};

    fn check(word: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(near(word, candidates.iter().copied()), expected, "near to '{word}'");
    }

    #[test]
    fn finds_slips_of_the_pen() {
        check("payed", &["idle", "paid", "failed"], Some("paid"));
        check("senario", &["system", "scenario"], Some("scenario"));
        check("pending_apporval", &["pending_approval", "pending_payment"], Some("pending_approval"));
        check("Paid", &["paid"], Some("paid"));
    }

    #[test]
    fn prefers_the_nearest_then_the_first() {
        check("cat", &["cart", "cat_food", "cats"], Some("cart"));
        check("ab", &["ba", "ac"], Some("ba"));
        check("q", &["x", "y"], None);
    }

    #[test]
    fn tells_slips_from_other_names() {
        for (name, meant) in [("custmer", "customer"), ("cusotmer", "customer"), ("bnak", "bank")] {
            assert!(is_misspelling(name, meant), "'{name}' for '{meant}'");
        }
        for (name, meant) in [("bank", "tank"), ("door_1", "door_2"), ("pos", "post"), ("bank", "bank")] {
            assert!(!is_misspelling(name, meant), "'{name}' for '{meant}'");
        }
    }

    #[test]
    fn finds_nothing_far_away() {
        check("wallet", &["idle", "paid"], None);
        check("", &["paid"], None);
        check(&"x".repeat(1000), &["x"], None);
    }
}
