//! `excerpt`: one source line around a place, cut to a limited length, with control characters escaped.

use super::escape::escaped;
use crate::source::{Sources, Span};
use crate::width::width;

/// How many characters of a line are shown at most: a line of a well laid out specification is shorter.
const MAX_SHOWN: usize = 120;
/// How many of them precede the place in a line that is cut: a third, which leaves more room for the text after it.
const MAX_BEFORE: usize = 40;

/// A line, or a part of it, and where the marks go below it.
pub(super) struct Excerpt {
    /// The line's number.
    pub(super) line: usize,
    /// The text to show.
    pub(super) text: String,
    /// How many columns precede the place.
    pub(super) column: usize,
    /// How many columns the marks cover: at least one, at most to the end of the text shown.
    pub(super) width: usize,
}

impl Excerpt {
    /// The line of a span's first byte. A span over several lines is marked to the end of the first.
    pub(super) fn new(sources: &Sources, span: Span) -> Excerpt {
        let source = sources.get(span.file);
        let line_number = source.line_of(span.start);
        let line = source.line(line_number);
        let left = (span.start as usize).saturating_sub(source.line_start(line_number)).min(line.len());
        let left = line.get(..left).unwrap_or_default();
        let spanned = sources.text(span).lines().next().unwrap_or_default();
        let spanned = spanned.chars().take(MAX_SHOWN).count();
        let is_long = line.len() > MAX_SHOWN && line.chars().nth(MAX_SHOWN).is_some();
        // From the place backwards: the line may be very long, and have very many places.
        let skipped = left.char_indices().rev().take(MAX_BEFORE).last().map_or(0, |(at, _)| at);
        let skipped = if is_long { skipped } else { 0 };
        let before = left[skipped..].chars().count();
        let mut rest = line[skipped..].chars();
        let mut shown = |count: usize| -> String { rest.by_ref().take(count).map(blank_for_tab).collect() };
        let marked = spanned.min(MAX_SHOWN.saturating_sub(before));
        let (before, marked, after) =
            (shown(before), shown(marked), shown(MAX_SHOWN.saturating_sub(before + marked)));
        let is_cut = rest.next().is_some();
        let mut text = if skipped > 0 { "…".to_owned() } else { String::new() };
        text.push_str(&escaped(&before));
        let column = width(&text);
        let marked = escaped(&marked);
        text.push_str(&marked);
        text.push_str(&escaped(&after));
        if is_cut {
            text.push('…');
        }
        Excerpt { line: line_number, text, column, width: width(&marked).max(1) }
    }
}

/// A tab is shown as one blank: its width depends on the terminal.
fn blank_for_tab(c: char) -> char {
    if c == '\t' { ' ' } else { c }
}
