//! `suggest`: did-you-mean, for every message that knows what could have been written instead.
//!
//! Nearness is the number of letters to add, drop, change, or swap with their neighbour; a third of the longer word's
//! letters may differ, but never all of them.

use crate::kind::{HEADERS, Header, split_word};
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

/// Whether a name is probably a slip of the pen for another: one letter off, or two in long names, behind the same first one.
/// Short names, and those that differ in a digit, may well be meant.
pub fn is_slip(name: &str, meant: &str) -> bool {
    if kept_by_slips(name) != kept_by_slips(meant) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (name.chars().collect(), meant.chars().collect());
    let least = a.len().min(b.len());
    let allowed = if least >= 8 { 2 } else { 1 };
    least >= 4 && a.len().max(b.len()) <= LONGEST && a != b && distance(&a, &b) <= allowed
}

/// What a slip of the pen leaves as it is: the first letter, and all digits. Names in which it differs need not be compared.
pub fn kept_by_slips(name: &str) -> String {
    name.char_indices().filter(|&(at, c)| at == 0 || c.is_numeric()).map(|(_, c)| c).collect()
}

/// For a line that begins like a guard of other languages: the word it begins with, and what to write instead.
pub(crate) fn as_guard(line: &str) -> Option<(&str, String)> {
    let (word, rest) = split_word(line);
    let condition = rest.trim().trim_end_matches([':', '{']).trim_end();
    let guard = |condition: &str| format!("a guard begins with '?': write '? {}'", shortened(condition));
    let help = match word {
        "if" | "when" | "unless" if condition.starts_with(':') => return None,
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

/// For a line that begins like a handler of other notations, `when :paid from @bank`: what to write instead.
pub(crate) fn as_handler(line: &str) -> Option<String> {
    let (word, rest) = split_word(line);
    let behind = rest.trim_start();
    let event = behind.strip_prefix('>').map_or(behind, str::trim_start);
    let on = match word.to_lowercase().as_str() {
        "on" if event.len() < behind.len() => "on>",
        "on" | "when" | "if" | "upon" | "once" | "after" | "whenever" | "event" | "handle" | "receive"
        | "given" => "on",
        _ => return None,
    };
    let named = event.strip_prefix(':').is_some_and(|name| name.starts_with(char::is_alphabetic));
    named.then(|| {
        format!("a handler begins with 'on': write '{on} {}'", shortened(event.trim_end_matches(':')))
    })
}

/// For a line that begins with a header's word and has no colon: what to write instead.
pub(crate) fn as_header(line: &str) -> Option<String> {
    let (word, rest) = split_word(line);
    let lower = word.to_lowercase();
    let header = HEADERS.iter().find(|(known, _)| *known == lower).map(|(_, header)| header)?;
    if matches!(header, Header::Triggered | Header::Observe) {
        return None;
    }
    let alone = matches!(lower.as_str(), "given" | "expect" | "uses" | "assume");
    let fits = if alone { rest.trim().is_empty() } else { rest.starts_with([' ', '\t']) };
    fits.then(|| {
        format!("a header ends its word with ':': write '{}'", shortened(&format!("{lower}:{rest}")))
    })
}

/// For a header of other notations: what says the same here.
pub(crate) fn of_elsewhere(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "state" | "states" => "the states of a machine stand straight under 'machine:', one '#name' a line",
        "initial" | "initial_state" | "start" | "initially" => "write 'starts in #name' under 'machine:'",
        "feature" | "background" | "rule" | "context" | "data" | "variables" => {
            "what a story begins with stands under 'given:' in its scenario"
        }
        "when" | "events" | "event" | "transitions" | "transition" => {
            "what happens to a machine is a handler: 'on :event from @actor', with its steps below it"
        }
        "then" | "and" | "but" | "outcome" | "result" | "assert" => {
            "what holds in the end stands under 'expect:', each behind a '='"
        }
        "guard" | "guards" | "cond" | "condition" => {
            "a guard is a line '? order is in #paid', with its steps below it"
        }
        "actions" | "action" | "do" | "steps" => "steps stand straight under their 'on :event' line",
        "entry" | "exit" | "on_entry" | "on_exit" | "always" | "invoke" => {
            "steps stand under the handler that moves to the state: 'on :event from @actor'"
        }
        _ => return None,
    })
}

/// Whether a line was meant for a comment: its `#` names nothing.
pub(crate) fn is_comment(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    rest.len() < line.len() && (rest.is_empty() || rest.starts_with([' ', '\t', '!']))
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
    use super::{as_guard, as_handler, as_header, is_comment, is_slip, near};

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
            assert!(is_slip(name, meant), "'{name}' for '{meant}'");
        }
        for (name, meant) in [("bank", "tank"), ("door_1", "door_2"), ("pos", "post"), ("bank", "bank")] {
            assert!(!is_slip(name, meant), "'{name}' for '{meant}'");
        }
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
    fn knows_headers_and_handlers_of_other_notations() {
        let handler =
            |line: &str| as_handler(line).map(|help| help.replace("a handler begins with 'on': ", ""));
        assert_eq!(handler("when :paid from @bank"), Some("write 'on :paid from @bank'".to_owned()));
        assert_eq!(handler("On> :paid"), Some("write 'on> :paid'".to_owned()));
        assert_eq!(handler("when cart is valid"), None);
        assert!(as_header("scenario a ticket").is_some_and(|help| help.ends_with("'scenario: a ticket'")));
        assert_eq!(as_header("given the cart"), None);
        assert!(is_comment("# a comment"));
        assert!(!is_comment("#paid"));
    }

    #[test]
    fn finds_nothing_far_away() {
        check("wallet", &["idle", "paid"], None);
        check("", &["paid"], None);
        check(&"x".repeat(1000), &["x"], None);
    }
}
