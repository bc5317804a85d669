//! `excerpt`: one source line around a place, fit to be shown: not endless, and without signs that move the cursor.

use crate::source::{Sources, Span};
use crate::width::char_width;

/// How many characters of a line are shown at most.
const WIDEST: usize = 120;
/// How many of them stand before the place in a line that is cut.
const BEFORE: usize = 40;

/// A line, or a part of it, and where the marks go under it.
pub(super) struct Excerpt {
    /// The line's number.
    pub(super) line: usize,
    /// The text to show.
    pub(super) text: String,
    /// How many columns stand before the place.
    pub(super) column: usize,
    /// How many columns the marks cover: at least one, at most to the end of the text shown.
    pub(super) width: usize,
}

impl Excerpt {
    /// The line of a span's first byte. A span over several lines is marked to the end of the first.
    pub(super) fn new(sources: &Sources, span: Span) -> Excerpt {
        let position = sources.position(span);
        let source = sources.get(span.file);
        let whole = source.line(position.line);
        let start = position.column - 1;
        let spanned = sources.text(span);
        let width = spanned.lines().next().unwrap_or_default().chars().count();
        let is_long = whole.len() > WIDEST && whole.chars().nth(WIDEST).is_some();
        let skipped = if is_long { start.saturating_sub(BEFORE) } else { 0 };
        let mut text: String = if skipped > 0 { "…".to_owned() } else { String::new() };
        let lead = text.chars().count();
        let mut rest = whole.chars().skip(skipped);
        text.extend(rest.by_ref().take(WIDEST).map(visible));
        let shown = text.chars().count();
        if rest.next().is_some() {
            text.push('…');
        }
        let before = lead + (start - skipped);
        let marked = width.min(shown.saturating_sub(before));
        let column = columns(text.chars().take(before));
        let width = columns(text.chars().skip(before).take(marked)).max(1);
        Excerpt { line: position.line, text, column, width }
    }
}

fn columns(text: impl Iterator<Item = char>) -> usize {
    text.map(char_width).sum()
}

/// A character that moves no cursor: a blank for tabs, a replacement for control characters.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            '\u{fffd}'
        }
        c => c,
    }
}
