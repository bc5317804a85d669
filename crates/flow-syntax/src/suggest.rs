//! `suggest`: did-you-mean, for every message that knows what could have been written instead.
//!
//! Nearness is the number of letters to add, drop, change, or swap with their neighbour; a third of the longer word's
//! letters may differ, but never all of them.

use crate::kind::split_word;
use crate::line::shortened;

/// The candidate nearest to `word`, if one is near enough. Of equally near ones, the first.
pub fn near<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
    if word.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    let fits = |length: usize| {
        let most = word.len().max(length);
        length <= LONGEST && word.len().abs_diff(length) <= most.div_ceil(3)
    };
    for candidate in candidates {
        if candidate.is_ascii() && !fits(candidate.len()) {
            continue;
        }
        let letters: Vec<char> = candidate.to_lowercase().chars().take(LONGEST + 1).collect();
        let most = word.len().max(letters.len());
        let allowed = most.div_ceil(3).min(most.saturating_sub(1));
        if letters.len() > LONGEST || word.len().abs_diff(letters.len()) > allowed {
            continue;
        }
        let distance = distance(&word, &letters);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// For a line that begins like a guard of other languages: the word it begins with, and what to write instead.
pub(crate) fn as_guard(line: &str) -> Option<(&str, String)> {
    let (word, rest) = split_word(line);
    let condition = rest.trim().trim_end_matches([':', '{']).trim_end();
    let guard = |condition: &str| format!("a guard begins with '?': write '? {}'", shortened(condition));
    let help = match word {
        "if" | "when" if !condition.is_empty() => guard(condition),
        "unless" if !condition.is_empty() => guard(&format!("not {condition}")),
        "else" | "elif" | "elsif" => match condition.strip_prefix("if ").filter(|_| word == "else") {
            Some(condition) => guard(condition),
            None if word == "else" => "write 'otherwise'".to_owned(),
            None => guard(condition),
        },
        _ => return None,
    };
    Some((word, help))
}

/// Longer words are not compared.
const LONGEST: usize = 64;

/// How many letters to add, drop, change, or swap with their neighbour to make one word of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
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
    use super::{as_guard, near};

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
    fn knows_the_guards_of_other_languages() {
        let help = |line: &str| as_guard(line).map(|(_, help)| help);
        let guard = |condition: &str| Some(format!("a guard begins with '?': write '? {condition}'"));
        assert_eq!(help("if cart is valid"), guard("cart is valid"));
        assert_eq!(help("if  cart is valid :"), guard("cart is valid"));
        assert_eq!(help("unless cart is valid"), guard("not cart is valid"));
        assert_eq!(help("else if $n < 5:"), guard("$n < 5"));
        assert_eq!(help("elif a"), guard("a"));
        assert_eq!(help("else"), Some("write 'otherwise'".to_owned()));
        assert_eq!(help("else:"), Some("write 'otherwise'".to_owned()));
        assert_eq!(help("iffy thing"), None);
        assert_eq!(help("if"), None);
    }

    #[test]
    fn finds_nothing_far_away() {
        check("wallet", &["idle", "paid"], None);
        check("", &["paid"], None);
        check(&"x".repeat(1000), &["x"], None);
    }
}
