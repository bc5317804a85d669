//! `table`: rows with their cells padded to the width of their columns.

use crate::gather::Gather;
use crate::kind::Kind;
use crate::layout::Node;
use crate::lines::Line;
use crate::width::{padded, width};

/// Writes the rows of every table under a node.
pub(super) fn align_table(lines: &[Line<'_>], node: &Node, rows: &mut [Option<String>]) {
    let own: Vec<usize> =
        node.children.iter().map(|child| child.line).filter(|line| lines[*line].kind == Kind::Row).gather();
    let cells: Vec<Vec<&str>> = own.iter().map(|line| split_row(&lines[*line].text).0).gather();
    let widths = widths(&cells);
    for (line, cells) in own.iter().zip(&cells) {
        rows[*line] = Some(format_row(cells, &widths));
    }
    node.children.iter().for_each(|child| align_table(lines, child, rows));
}

/// The rows of one table, each with its cells in columns of the same width. They need not be rows of a text that can be read: what is after the
/// last `|` of a row stays.
#[cfg(feature = "tools")]
pub fn align_rows(rows: &[&str]) -> Vec<String> {
    let split: Vec<(Vec<&str>, &str)> = rows.iter().map(|row| split_row(row)).gather();
    let cells: Vec<Vec<&str>> = split.iter().map(|(cells, _)| cells.clone()).gather();
    let widths = widths(&cells);
    let aligned = split.iter().map(|(cells, rest)| match rest.is_empty() {
        true => format_row(cells, &widths),
        false => format!("{} {rest}", format_row(cells, &widths)),
    });
    aligned.gather()
}

/// The cells of a row, without the blanks around them, and what is after the last one.
fn split_row(row: &str) -> (Vec<&str>, &str) {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let mut quoted = false;
    let mut escaped = false;
    let mut start = 0;
    for (at, c) in inner.char_indices() {
        if c == '|' && !quoted {
            cells.push(inner[start..at].trim());
            start = at + 1;
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
    }
    (cells, inner[start..].trim())
}

/// The width of each column, in columns of a terminal.
fn widths(rows: &[Vec<&str>]) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows {
        widths.resize(row.len().max(widths.len()), 0);
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    widths
}

fn format_row(cells: &[&str], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!(" {} |", padded(cell, *width)));
    std::iter::once("|".to_owned()).chain(padded).collect()
}
