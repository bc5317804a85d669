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
    let cells: Vec<Vec<&str>> = own.iter().map(|line| cells(&lines[*line].text)).gather();
    let widths = widths(&cells);
    for (line, cells) in own.iter().zip(&cells) {
        rows[*line] = Some(format_row(cells, &widths));
    }
    node.children.iter().for_each(|child| align_table(lines, child, rows));
}

/// The cells of a row, without the blanks around them.
fn cells(row: &str) -> Vec<&str> {
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
    cells
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
