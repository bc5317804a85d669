//! The style of text results: marks and line width. The streams strip unwanted colours.

use anstyle::Style as Paint;
use flow_sim::story::result::Verdict;

use crate::ui::{DIM, GREEN, RED, Ui, YELLOW, painted};

/// The abilities of the output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextStyle {
    /// Whether characters beyond ASCII can be used.
    pub(crate) unicode: bool,
    /// The width in columns; `None` if lines are not wrapped.
    pub(crate) width: Option<usize>,
}

impl TextStyle {
    /// The style for standard output. Lines in a pipe are wrapped only if `COLUMNS` is set.
    pub(crate) fn of(ui: &Ui) -> TextStyle {
        TextStyle { unicode: ui.has_unicode(), width: ui.columns() }
    }

    /// The mark of a verdict; `None` for stories that are not run.
    pub(crate) fn mark(self, verdict: Option<Verdict>) -> String {
        let (sign, word, paint): (_, _, Paint) = match verdict {
            Some(Verdict::Passed) => ("✓", "ok", GREEN),
            Some(Verdict::Undecided) => ("?", "??", YELLOW),
            Some(Verdict::Failed) => ("✗", "FAILED", RED),
            None => ("·", "-", DIM),
        };
        painted(paint, if self.unicode { sign } else { word })
    }

    /// An arrow from an old to a new value.
    pub(crate) fn arrow(self) -> &'static str {
        if self.unicode { "→" } else { "->" }
    }

    /// Wraps the text for an indentation of `indent` columns; continuation lines are indented by two more.
    pub(crate) fn wrapped(self, text: &str, indent: usize) -> Vec<String> {
        let Some(width) = self.width.map(|width| width.saturating_sub(indent).max(20)) else {
            return vec![text.to_owned()];
        };
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let last = lines.last().map_or("", String::as_str);
            let full = last.chars().count() + 1 + word.chars().count() > width;
            if full && !last.trim().is_empty() {
                lines.push("  ".to_owned());
            }
            let is_first = lines.last().is_none_or(|last| last.trim().is_empty());
            if let Some(last) = lines.last_mut() {
                last.push_str(if is_first { "" } else { " " });
                last.push_str(word);
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        let check = |width, expected: &[&str]| {
            let style = TextStyle { unicode: false, width };
            assert_eq!(style.wrapped("assuming the cart is valid, the card is not", 4), expected);
        };
        check(None, &["assuming the cart is valid, the card is not"]);
        check(Some(30), &["assuming the cart is", "  valid, the card is not"]);
        check(Some(0), &["assuming the cart is", "  valid, the card is", "  not"]);
    }
}
