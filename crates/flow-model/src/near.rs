//! Near names: what somebody who mistyped a name probably meant.
//!
//! The distance counts letters put in, left out, changed, and neighbours swapped. A name is near if it differs in no
//! more than about a third of its letters.

/// The candidate nearest to `word`, if one is near enough; of equals the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = limit(word);
    let scored = candidates.into_iter().filter(|name| *name != word).filter_map(|name| {
        let too_long = name.chars().count().abs_diff(word.chars().count()) > limit;
        let distance = if too_long { limit + 1 } else { distance(word, name) };
        (distance <= limit).then_some((distance, name))
    });
    scored.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// How many letters may differ.
fn limit(word: &str) -> usize {
    ((word.chars().count() + 1) / 3).max(1)
}

/// The restricted Damerau–Levenshtein distance of two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, ["paid", "awaiting_payment", "cancelled"]), expected, "{word}");
    }

    #[test]
    fn finds_the_name_that_was_meant() {
        check("payed", Some("paid"));
        check("piad", Some("paid"));
        check("canceled", Some("cancelled"));
        check("awaiting_paymnet", Some("awaiting_payment"));
        check("shipped", None);
        check("paid", None);
        check("", None);
    }
}
