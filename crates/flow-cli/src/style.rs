//! How results look: signs and lines that fit where they are shown. Colours are dropped by the streams where unwanted.

use anstyle::Style as Paint;
use flow_sim::story::result::Verdict;

use crate::ui::{DIM, GREEN, RED, Ui, YELLOW, painted};

/// What can be shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextStyle {
    /// Whether there are signs beyond ASCII.
    pub(crate) unicode: bool,
    /// How many columns there are; `None` if lines are not to be broken.
    pub(crate) width: Option<usize>,
}

impl TextStyle {
    /// What the result may look like; in a pipe no line is broken, unless `COLUMNS` says where.
    pub(crate) fn of(ui: &Ui) -> TextStyle {
        TextStyle { unicode: ui.has_unicode(), width: ui.columns() }
    }

    /// The sign of a verdict; `None` for what is not run.
    pub(crate) fn mark(self, verdict: Option<Verdict>) -> String {
        let (sign, word, paint): (_, _, Paint) = match verdict {
            Some(Verdict::Passed) => ("✓", "ok", GREEN),
            Some(Verdict::Undecided) => ("?", "??", YELLOW),
            Some(Verdict::Failed) => ("✗", "FAILED", RED),
            None => ("·", "-", DIM),
        };
        painted(paint, if self.unicode { sign } else { word })
    }

    /// From the one to the other.
    pub(crate) fn arrow(self) -> &'static str {
        if self.unicode { "→" } else { "->" }
    }

    /// The text in lines that fit behind `indent` columns; lines after the first stand two columns deeper.
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
