//! Lane diagrams: a trace with one lane for each party, as box characters, SVG or Mermaid.

mod mermaid;
mod svg;
mod text;

use crate::trace::{Act, Entry, EntryKind, Trace};
use flow_model::gather::Gather;
use flow_model::width;
use flow_model::width::char_width;

/// What a lane diagram shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lanes {
    /// Messages, actions and the guards that were taken.
    #[default]
    Plain,
    /// Also each machine's state changes, in its lane.
    WithStates,
}

impl Trace {
    /// The entries that are drawn.
    fn drawn_entries(&self, lanes: Lanes) -> impl Iterator<Item = &Entry> {
        let hidden = |entry: &Entry| matches!(entry.kind, EntryKind::Act { act: Act::Change(_), .. });
        self.entries.iter().filter(move |entry| lanes == Lanes::WithStates || !hidden(entry))
    }
}

/// A text as lines of at most `columns` columns where it can be broken: after a blank or a `_`. Longer pieces are broken anywhere
/// after `longest` columns. Lines after the first of a text with a mark in front are indented to its words.
pub(crate) fn break_lines(text: &str, columns: usize, longest: usize) -> Vec<String> {
    let indent = if text.starts_with("? ") || text.starts_with("→ ") { "  " } else { "" };
    let longest = longest.saturating_sub(indent.len());
    let mut lines: Vec<String> = vec![String::new()];
    for piece in text.split_inclusive([' ', '_']).flat_map(|piece| split_long_piece(piece, longest)) {
        let last = lines.last().map_or("", String::as_str);
        let full = width(last) + width(piece.trim_end()) > columns;
        if full && !last.trim().is_empty() && last.trim() != "?" && last.trim() != "→" {
            lines.push(indent.to_owned());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).gather()
}

/// A piece of text as pieces of at most `longest` columns, or of one character.
fn split_long_piece(piece: &str, longest: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut columns) = (0, 0);
    for (at, c) in piece.trim_end().char_indices() {
        columns += char_width(c);
        if columns > longest && at > start {
            pieces.push(&piece[start..at]);
            (start, columns) = (at, char_width(c));
        }
    }
    pieces.push(&piece[start..]);
    pieces
}
