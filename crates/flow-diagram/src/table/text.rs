//! The table in box characters. Long names are broken at `_`; `·` is an empty cell.
//!
//! Guards and actions are wrapped, more narrowly if the table would be wider than a page. All columns of a table have one width for
//! them, so that a row's cells are about equally high.

use super::{Column, Effect, Row, Table};
use crate::lane::break_lines;
use crate::state::centered;
use crate::wrap::wrap;
use flow_model::gather::Gather;
use flow_model::width;

/// Longer names are broken: a table with six events of this width fits on a terminal of 100 columns.
const COMFORTABLE: usize = 12;
/// Names of states are broken at this width: there is one column of them, and they are easier to find unbroken.
const STATE_COLUMNS: usize = 20;

/// Guards and actions are broken at the first of these widths with which the table fits on a page. The first is that of a
/// sentence of five words, the last that of names.
const DETAIL_COLUMNS: [usize; 4] = [36, 28, 20, COMFORTABLE];
/// What a terminal over the whole width of a screen shows.
const PAGE_COLUMNS: usize = 160;

impl Table {
    /// The table in box characters, in the style of the lane diagrams. Every line ends with a line feed.
    pub fn text(&self) -> String {
        let mut cells = Cells::of(self, DETAIL_COLUMNS[0]);
        for columns in &DETAIL_COLUMNS[1..] {
            if cells.columns() <= PAGE_COLUMNS {
                break;
            }
            cells = Cells::of(self, *columns);
        }
        cells.draw()
    }
}

/// The texts of all cells, broken into lines.
struct Cells {
    head: Vec<Vec<String>>,
    rows: Vec<Vec<Vec<String>>>,
    /// The width of each column.
    widths: Vec<usize>,
}

impl Cells {
    fn of(table: &Table, columns: usize) -> Cells {
        let title = break_lines(&table.title, COMFORTABLE, usize::MAX);
        let heads = table.columns.iter().map(|column| render_head(column, columns));
        let head: Vec<Vec<String>> = std::iter::once(title).chain(heads).gather();
        let rows: Vec<Vec<Vec<String>>> = table.rows.iter().map(|of| render_row(of, columns)).gather();
        let widths = (0..head.len()).map(|column| widest(&head, &rows, column)).gather();
        Cells { head, rows, widths }
    }

    fn columns(&self) -> usize {
        self.widths.iter().sum::<usize>() + self.widths.len() + 1
    }

    fn draw(&self) -> String {
        let mut out = rule(&self.widths, ['┌', '┬', '┐']);
        put_row(&mut out, &self.head, &self.widths, centered);
        for row in &self.rows {
            out.push_str(&rule(&self.widths, ['├', '┼', '┤']));
            put_row(&mut out, row, &self.widths, pad_right);
        }
        out.push_str(&rule(&self.widths, ['└', '┴', '┘']));
        out
    }
}

fn render_head(column: &Column, columns: usize) -> Vec<String> {
    let payload = column.payload.iter().flat_map(|field| wrap(field, columns.max(COMFORTABLE)));
    break_lines(&column.event, COMFORTABLE, usize::MAX).into_iter().chain(payload).gather()
}

fn render_row(row: &Row, columns: usize) -> Vec<Vec<String>> {
    let mut state = break_lines(&row.state, STATE_COLUMNS, usize::MAX);
    state.extend(row.remark.map(|remark| format!("  {remark}")));
    let effect = |effect: &Effect| {
        let mut lines = break_lines(&effect.to.wording(), COMFORTABLE, usize::MAX);
        lines.extend(effect.details.iter().flat_map(|line| wrap(&format!("  {line}"), columns)));
        lines
    };
    let cells = row.cells.iter().map(|effects| match effects.as_slice() {
        [] => vec!["·".to_owned()],
        effects => effects.iter().flat_map(effect).gather(),
    });
    std::iter::once(state).chain(cells).gather()
}

fn widest(head: &[Vec<String>], rows: &[Vec<Vec<String>>], column: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.get(column));
    let lines = cells.chain(head.get(column)).flatten();
    lines.map(|line| width(line)).max().unwrap_or(0) + 2
}

fn rule(widths: &[usize], corners: [char; 3]) -> String {
    let lines: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).gather();
    format!("{}{}{}\n", corners[0], lines.join(&corners[1].to_string()), corners[2])
}

fn put_row(out: &mut String, cells: &[Vec<String>], widths: &[usize], align: fn(&str, usize) -> String) {
    for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        let text =
            |cell: &Vec<String>, columns: usize| align(cell.get(line).map_or("", String::as_str), columns);
        let texts: Vec<String> =
            cells.iter().zip(widths).map(|(cell, columns)| text(cell, *columns)).gather();
        out.push_str(&format!("│{}│\n", texts.join("│")));
    }
}

/// A text at the left of `columns` columns, after one blank.
fn pad_right(text: &str, columns: usize) -> String {
    format!(" {text}{}", " ".repeat(columns.saturating_sub(width(text) + 1)))
}
