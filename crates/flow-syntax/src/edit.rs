//! Edits: changes of a text that follow the instruction of a help, for quick fixes and for tests that apply them.
//!
//! A check knows places, not texts. So an edit is a place and what happens there, and [`Edit::resolve`] computes the bytes to
//! replace and their indentation when a tool asks; the macro never does. The edits of one help do not overlap.

use crate::source::Span;

/// The kind of change that an edit makes at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its text replaces the place.
    Replace,
    /// Its text becomes new lines above the line of the place, at its column.
    Above,
    /// Its text becomes new lines after the block that the line of the place begins, at its column.
    AfterBlock,
    /// Its text becomes the first lines of the block that the line of the place begins.
    Inside,
}

/// One change of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The place.
    pub at: Span,
    /// The kind of change.
    pub anchor: Anchor,
    /// The new text: lines without indentation of their own, where the anchor adds lines.
    pub text: String,
}

impl Edit {
    /// Replaces a place.
    pub fn replace(at: Span, text: impl Into<String>) -> Edit {
        Edit { at, anchor: Anchor::Replace, text: text.into() }
    }

    /// Adds lines near the line of a place.
    pub fn add_lines(at: Span, anchor: Anchor, text: impl Into<String>) -> Edit {
        Edit { at, anchor, text: text.into() }
    }
}

#[cfg(feature = "tools")]
mod resolve {
    use super::{Anchor, Edit};
    use crate::source::{Source, Sources, Span};

    /// The indentation of each level of a new block, as `flow fmt` writes it.
    const LEVEL: usize = 2;

    impl Edit {
        /// The bytes to replace, and their replacement.
        pub fn resolve(&self, sources: &Sources) -> (Span, String) {
            let source = sources.get(self.at.file);
            let line = source.position(self.at.start).line;
            let column = indentation(source.line(line));
            let (line, column) = match self.anchor {
                Anchor::Replace => return (self.at, self.text.clone()),
                Anchor::Above => (line, column),
                Anchor::AfterBlock => (end_of_block(source, line), column),
                Anchor::Inside => (line + 1, inner_column(source, line)),
            };
            let at = source.line_start(line);
            let blanks = " ".repeat(column);
            let end = line_end(&source.text);
            let mut text: String = self.text.lines().map(|line| format!("{blanks}{line}{end}")).collect();
            if at > 0 && !source.text[..at].ends_with('\n') {
                text.insert_str(0, end);
            }
            (Span::new(self.at.file, at, at), text)
        }
    }

    /// A text with edits applied to it that do not overlap.
    pub fn apply(text: &str, edits: &[(Span, String)]) -> String {
        let mut sorted: Vec<_> = edits.iter().collect();
        sorted.sort_by_key(|(span, _)| span.start);
        let mut edited = String::with_capacity(text.len());
        let mut at = 0;
        for (span, new) in sorted {
            edited.push_str(&text[at..span.start as usize]);
            edited.push_str(new);
            at = span.end as usize;
        }
        edited + &text[at..]
    }

    /// The line end of a text: that of its first line.
    fn line_end(text: &str) -> &'static str {
        let first = text.split_inclusive('\n').next().unwrap_or_default();
        if first.ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    fn indentation(line: &str) -> usize {
        line.len() - line.trim_start_matches(' ').len()
    }

    /// The line after the last one that is deeper than a line.
    pub fn end_of_block(source: &Source, line: usize) -> usize {
        let column = indentation(source.line(line));
        let mut end = line + 1;
        for below in line + 1..=source.line_count() {
            let text = source.line(below);
            if text.trim().is_empty() {
                continue;
            }
            if indentation(text) <= column {
                break;
            }
            end = below + 1;
        }
        end
    }

    /// The column of the lines in the block that a line begins.
    fn inner_column(source: &Source, line: usize) -> usize {
        let column = indentation(source.line(line));
        let below = (line + 1..=source.line_count()).map(|below| source.line(below));
        let first = below.into_iter().find(|text| !text.trim().is_empty());
        // The lines below a header may share its column.
        let first = first.map(indentation).filter(|first| *first >= column);
        first.unwrap_or(column + LEVEL)
    }
}

#[cfg(feature = "tools")]
pub use resolve::{apply, end_of_block};
