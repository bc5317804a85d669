//! Long lines of labels, broken at blanks; words without blanks are broken anywhere.
//!
//! Each line keeps its indentation, and what continues a line is indented further: below the words of a guard, else by two.

use flow_model::gather::Gather;
use flow_model::width;
use flow_model::width::char_width;

/// Breaks a line into lines of at most `columns` columns, or of one character where even that has no room.
pub(crate) fn wrap(line: &str, columns: usize) -> Vec<String> {
    if width(line) <= columns {
        return vec![line.to_owned()];
    }
    let text = line.trim_start();
    let mut indent = line.len() - text.len();
    let mut lines = vec![" ".repeat(indent)];
    indent += match text {
        _ if text.starts_with("?? ") => 3,
        _ => 2,
    };
    // An indentation of more than half of a line would leave no room for words.
    let indent = " ".repeat(indent.min(columns / 2));
    for word in text.split(' ') {
        add_word(&mut lines, word, &indent, columns);
    }
    lines.iter().map(|line| line.trim_end().to_owned()).gather()
}

/// Breaks a line at blanks only.
pub(crate) fn wrap_between_words(line: &str, columns: usize) -> Vec<String> {
    let longest = line.split(' ').map(width).max().unwrap_or(0);
    // The first word is after the indentation, the others after that of a continued line.
    let indent = line.len() - line.trim_start().len() + 2;
    wrap(line, columns.max(longest + indent))
}

fn add_word(lines: &mut Vec<String>, word: &str, indent: &str, columns: usize) {
    let Some(last) = lines.last_mut() else { return };
    let is_mark = |line: &str| matches!(line.trim(), "" | "?" | "??");
    let used = width(last);
    if used + width(word) <= columns {
        *last += word;
    } else if width(indent) + width(word) <= columns && !is_mark(last) {
        lines.push(format!("{indent}{word}"));
    } else {
        add_long_word(lines, word, indent, columns);
    }
    if let Some(last) = lines.last_mut() {
        last.push(' ');
    }
}

/// Adds a word that is longer than a line, broken where each line is full.
fn add_long_word(lines: &mut Vec<String>, word: &str, indent: &str, columns: usize) {
    for c in word.chars() {
        let is_full = lines.last().is_some_and(|line| width(line) + char_width(c) > columns);
        if is_full && lines.last().is_some_and(|line| !line.trim().is_empty()) {
            lines.push(indent.to_owned());
        }
        if let Some(last) = lines.last_mut() {
            last.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, columns: usize, expected: &[&str]) {
        assert_eq!(wrap(line, columns), expected);
        assert!(expected.iter().all(|line| width(line) <= columns));
    }

    #[test]
    fn a_short_line_stays() {
        check("  ? $days <= 30", 15, &["  ? $days <= 30"]);
    }

    #[test]
    fn a_guard_continues_below_its_words() {
        check("  ? customer has premium status", 20, &["  ? customer has", "    premium status"]);
        check("  ?? customer has a card", 16, &["  ?? customer", "     has a card"]);
    }

    #[test]
    fn a_word_of_any_length_is_broken() {
        check("? abcdefghijklm", 8, &["? abcdef", "  ghijkl", "  m"]);
        check("a b c abcdefghijklm d", 8, &["a b c ab", "  cdefgh", "  ijklm", "  d"]);
        check("? 支払い待ち", 6, &["? 支払", "  い待", "  ち"]);
    }

    #[test]
    fn names_stay_whole() {
        assert_eq!(
            wrap_between_words("  not in #paid, #cancelled", 12),
            ["  not in", "    #paid,", "    #cancelled"]
        );
    }

    #[test]
    fn very_narrow_lines_have_one_character_each() {
        assert_eq!(wrap("ab c", 1), ["a", "b", "c"]);
        assert_eq!(wrap("支払", 1), ["支", "払"]);
    }
}
