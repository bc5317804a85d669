//! Reads a state diagram back from its text: boxes, lines with their ends, crossings. It does not use the layout.

use std::collections::BTreeMap;

/// What a drawing shows.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// The names in the boxes, in reading order.
    pub(crate) boxes: Vec<String>,
    /// The lines: names of source and target; the start mark is `●`.
    pub(crate) lines: Vec<(String, String)>,
    /// The text next to the lines, in reading order, one entry for each run of text.
    pub(crate) texts: Vec<String>,
    /// How often a line crosses another.
    pub(crate) crossings: usize,
}

type Cell = (usize, usize);

struct Page {
    cells: BTreeMap<Cell, char>,
    rows: usize,
    columns: usize,
}

struct Frame {
    name: String,
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

const CORNERS: [(char, char, char, char); 3] =
    [('┌', '┐', '└', '┘'), ('╔', '╗', '╚', '╝'), ('╭', '╮', '╰', '╯')];
const ACROSS: &str = "─═┄┬┴╤╧";
const DOWNWARDS: &str = "│║┆├┤╟╢";

/// Reads a drawing.
///
/// # Panics
/// If something is drawn that is no proper diagram: a line that ends nowhere, a box that is not closed.
pub(crate) fn read(text: &str) -> Drawing {
    let page = page(text);
    let frames = frames(&page);
    let mut used = BTreeMap::new();
    let mut drawing =
        Drawing { boxes: frames.iter().map(|frame| frame.name.clone()).collect(), ..Drawing::default() };
    for frame in &frames {
        for (start, way) in exits(&page, frame) {
            let target = follow(&page, &frames, start, way, &mut used);
            drawing.lines.push((frame.name.clone(), target));
        }
    }
    for (cell, _) in page.cells.iter().filter(|(_, c)| **c == '●') {
        let target = follow(&page, &frames, *cell, (0, 1), &mut used);
        drawing.lines.push(("●".to_owned(), target));
    }
    drawing.crossings = used.iter().filter(|(cell, _)| page.cells.get(cell) == Some(&'┼')).count();
    check_times(&page, &used);
    drawing.texts = texts(&page, &frames, &used);
    drawing
}

/// Cuts off the outer frame and its title.
fn page(text: &str) -> Page {
    let lines: Vec<&str> = text.lines().collect();
    let mut cells = BTreeMap::new();
    let mut columns = 0;
    let body = &lines[3..lines.len() - 1];
    for (row, line) in body.iter().enumerate() {
        let mut column = 0;
        let inner =
            line.strip_prefix('│').and_then(|line| line.strip_suffix('│')).expect("the frame is closed");
        for c in inner.chars() {
            cells.insert((row, column), c);
            column += width(c);
        }
        columns = columns.max(column);
    }
    Page { cells, rows: body.len(), columns }
}

fn width(c: char) -> usize {
    match u32::from(c) {
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF => 2,
        _ => 1,
    }
}

impl Page {
    fn at(&self, row: usize, column: usize) -> char {
        self.cells.get(&(row, column)).copied().unwrap_or(' ')
    }
}

/// Every rectangle with whole borders and a name in it.
fn frames(page: &Page) -> Vec<Frame> {
    let mut frames = Vec::new();
    for row in 0..page.rows {
        for column in 0..page.columns {
            frames.extend(frame_at(page, row, column));
        }
    }
    frames
}

fn frame_at(page: &Page, top: usize, left: usize) -> Option<Frame> {
    let corners = CORNERS.iter().find(|corners| corners.0 == page.at(top, left))?;
    let right = (left + 1..page.columns).find(|column| !ACROSS.contains(page.at(top, *column)))?;
    let bottom = (top + 1..page.rows).find(|row| !DOWNWARDS.contains(page.at(*row, left)))?;
    let closed = page.at(top, right) == corners.1
        && page.at(bottom, left) == corners.2
        && page.at(bottom, right) == corners.3
        && (left + 1..right).all(|column| ACROSS.contains(page.at(bottom, column)))
        && (top + 1..bottom).all(|row| DOWNWARDS.contains(page.at(row, right)));
    let inside: Vec<String> = (top + 1..bottom)
        .map(|row| (left + 1..right).filter_map(|column| page.cells.get(&(row, column))).collect())
        .collect();
    let name = inside
        .iter()
        .map(|line| line.trim())
        .find(|line| line.starts_with(['#', '@']) || matches!(*line, "any state" | "anyone"))?
        .to_owned();
    closed.then_some(Frame { name, left, right, top, bottom })
}

type Way = (isize, isize);

/// The cells of a frame where a line leaves, and its direction.
fn exits(page: &Page, frame: &Frame) -> Vec<(Cell, Way)> {
    let mut exits = Vec::new();
    for column in frame.left + 1..frame.right {
        exits.extend("┴╧".contains(page.at(frame.top, column)).then_some(((frame.top, column), (0, -1))));
        exits
            .extend("┬╤".contains(page.at(frame.bottom, column)).then_some(((frame.bottom, column), (0, 1))));
    }
    for row in frame.top + 1..frame.bottom {
        exits.extend("┤╢".contains(page.at(row, frame.left)).then_some(((row, frame.left), (-1, 0))));
        exits.extend("├╟".contains(page.at(row, frame.right)).then_some(((row, frame.right), (1, 0))));
    }
    exits
}

/// Follows a line to the box its arrow head touches.
fn follow(page: &Page, frames: &[Frame], start: Cell, way: Way, used: &mut BTreeMap<Cell, usize>) -> String {
    let (mut cell, mut way) = (start, way);
    loop {
        cell = (cell.0.wrapping_add_signed(way.1), cell.1.wrapping_add_signed(way.0));
        *used.entry(cell).or_default() += 1;
        way = match (page.at(cell.0, cell.1), way) {
            ('│', (0, _)) | ('─', (_, 0)) | ('┼', _) => way,
            ('┌', (0, -1)) | ('└', (0, 1)) => (1, 0),
            ('┐', (0, -1)) | ('┘', (0, 1)) => (-1, 0),
            ('┌', (-1, 0)) | ('┐', (1, 0)) => (0, 1),
            ('└', (-1, 0)) | ('┘', (1, 0)) => (0, -1),
            ('▼', (0, 1)) | ('▲', (0, -1)) | ('►', (1, 0)) | ('◄', (-1, 0)) => break,
            (c, _) => panic!("a line from {start:?} comes to '{c}' at {cell:?}"),
        };
    }
    let touched = (cell.0.wrapping_add_signed(way.1), cell.1.wrapping_add_signed(way.0));
    let on_border = |frame: &&Frame| {
        let across = (frame.left..=frame.right).contains(&touched.1);
        let down = (frame.top..=frame.bottom).contains(&touched.0);
        across && down
    };
    frames.iter().find(on_border).expect("an arrow head touches a box").name.clone()
}

/// Every piece of a line belongs to one line, a crossing to two.
fn check_times(page: &Page, used: &BTreeMap<Cell, usize>) {
    for (cell, times) in used {
        let expected = if page.at(cell.0, cell.1) == '┼' { 2 } else { 1 };
        assert_eq!(*times, expected, "lines through '{}' at {cell:?}", page.at(cell.0, cell.1));
    }
}

/// The texts outside of boxes and lines. Two blanks end a text.
fn texts(page: &Page, frames: &[Frame], used: &BTreeMap<Cell, usize>) -> Vec<String> {
    let in_box = |row: usize, column: usize| {
        frames.iter().any(|f| (f.left..=f.right).contains(&column) && (f.top..=f.bottom).contains(&row))
    };
    let mut texts = Vec::new();
    for row in 0..page.rows {
        let mut line = String::new();
        for column in 0..page.columns {
            match page.cells.get(&(row, column)) {
                Some('●') => line.push_str("  "),
                Some(_) if used.contains_key(&(row, column)) => line.push_str("  "),
                Some(_) if in_box(row, column) => line.push_str("  "),
                Some(c) => line.push(*c),
                None => {}
            }
        }
        texts.extend(line.split("  ").map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned));
    }
    texts
}
