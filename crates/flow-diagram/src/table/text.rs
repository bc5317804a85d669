//! The table in box characters. Long names are broken at `_`; `·` is an empty cell.

use super::{Row, Table};
use crate::lane::broken;
use crate::state::centered;
use flow_model::width;

/// Longer texts are broken: a table with six events of this width fits on a terminal of 100 columns.
const COMFORTABLE: usize = 12;

impl Table {
    /// The table in box characters, in the style of the lane diagrams. Every line ends with a line feed.
    pub fn text(&self) -> String {
        let head: Vec<Vec<String>> =
            std::iter::once(&self.title).chain(&self.events).map(|text| broken(text, COMFORTABLE)).collect();
        let rows: Vec<Vec<Vec<String>>> = self.rows.iter().map(row).collect();
        let widths: Vec<usize> = (0..head.len()).map(|column| widest(&head, &rows, column)).collect();
        let mut out = rule(&widths, ['┌', '┬', '┐']);
        put(&mut out, &head, &widths, centered);
        for row in &rows {
            out.push_str(&rule(&widths, ['├', '┼', '┤']));
            put(&mut out, row, &widths, at_left);
        }
        out.push_str(&rule(&widths, ['└', '┴', '┘']));
        out
    }
}

fn row(row: &Row) -> Vec<Vec<String>> {
    let mut state = broken(&row.state, COMFORTABLE + 8);
    state.extend(row.remark.map(|remark| format!("  {remark}")));
    let cells = row.cells.iter().map(|moves| match moves.as_slice() {
        [] => vec!["·".to_owned()],
        moves => moves.iter().flat_map(|to| broken(&to.wording(), COMFORTABLE)).collect(),
    });
    std::iter::once(state).chain(cells).collect()
}

fn widest(head: &[Vec<String>], rows: &[Vec<Vec<String>>], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    let lines = cells.chain(head.get(column)).flatten();
    lines.map(|line| width(line)).max().unwrap_or(0) + 2
}

fn rule(widths: &[usize], corners: [char; 3]) -> String {
    let lines: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    format!("{}{}{}\n", corners[0], lines.join(&corners[1].to_string()), corners[2])
}

fn put(out: &mut String, cells: &[Vec<String>], widths: &[usize], align: fn(&str, usize) -> String) {
    for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        let text =
            |cell: &Vec<String>, columns: usize| align(cell.get(line).map_or("", String::as_str), columns);
        let texts: Vec<String> =
            cells.iter().zip(widths).map(|(cell, columns)| text(cell, *columns)).collect();
        out.push_str(&format!("│{}│\n", texts.join("│")));
    }
}

/// A text at the left of `columns` columns, after one blank.
fn at_left(text: &str, columns: usize) -> String {
    format!(" {text}{}", " ".repeat(columns.saturating_sub(width(text) + 1)))
}
