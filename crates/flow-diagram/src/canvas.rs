//! A grid of characters that lines and texts are put on.
//!
//! Lines are kept as the directions they leave each cell in, so that two lines that meet give the right character by
//! themselves (`┼` is one going across another). Texts are drawn over the lines; they never overlap each other.

use flow_model::{ordered, width};

/// A direction in which a line leaves a cell.
pub(crate) const UP: u8 = 1;
pub(crate) const RIGHT: u8 = 2;
pub(crate) const DOWN: u8 = 4;
pub(crate) const LEFT: u8 = 8;

const LINES: [char; 16] = [' ', '╵', '╶', '└', '╷', '│', '┌', '├', '╴', '┘', '─', '┴', '┐', '┤', '┬', '┼'];

/// The grid.
pub(crate) struct Canvas {
    columns: usize,
    lines: Vec<u8>,
    texts: Vec<(usize, usize, String)>,
}

impl Canvas {
    /// An empty grid of that size.
    pub(crate) fn new(columns: usize, rows: usize) -> Self {
        Canvas { columns, lines: vec![0; columns * rows], texts: Vec::new() }
    }

    /// Adds a line along `points`, each in one row or one column with the one before. Its ends reach into the cells
    /// of the first and the last point only as far as the middle.
    pub(crate) fn draw_line(&mut self, points: &[(usize, usize)]) {
        for pair in points.windows(2) {
            self.draw_segment(pair[0], pair[1]);
        }
    }

    fn draw_segment(&mut self, from: (usize, usize), to: (usize, usize)) {
        let (low, high) = if from <= to { (from, to) } else { (to, from) };
        let (ahead, back) = if low.1 == high.1 { (RIGHT, LEFT) } else { (DOWN, UP) };
        let mut at = low;
        while at != high {
            self.lines[at.1 * self.columns + at.0] |= ahead;
            at = if ahead == RIGHT { (at.0 + 1, at.1) } else { (at.0, at.1 + 1) };
            self.lines[at.1 * self.columns + at.0] |= back;
        }
    }

    /// Puts a text above the lines, its first character at the column and row.
    pub(crate) fn text(&mut self, column: usize, row: usize, text: impl Into<String>) {
        self.texts.push((row, column, text.into()));
    }

    /// The grid as text, one line a row, each as wide as the grid.
    pub(crate) fn render(mut self) -> String {
        ordered::sort_by_key(&mut self.texts, |(row, column, _)| (*row, *column));
        let mut texts = self.texts.iter().peekable();
        let mut out = String::with_capacity(self.lines.len() * 3 / 2);
        for (row, cells) in self.lines.chunks(self.columns.max(1)).enumerate() {
            let mut column = 0;
            while column < cells.len() {
                match texts.next_if(|(r, c, text)| (*r, *c) == (row, column) && !text.is_empty()) {
                    Some((_, _, text)) => {
                        out.push_str(text);
                        column += width(text);
                    }
                    None => {
                        out.push(LINES[usize::from(cells[column] & 15)]);
                        column += 1;
                    }
                }
            }
            out.push('\n');
        }
        out
    }
}
