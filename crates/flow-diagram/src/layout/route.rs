//! The lines through the gap between two layers: straight down, or along a row in between.
//!
//! A line that changes its column gets a row of its own as far as it goes along it. Two lines that lean in the same
//! direction are nested so that they do not cross. Where one line leaves the gap in the column in which another enters it, the
//! one that enters goes above; if that makes a ring, one of them takes a detour through a free column.

use flow_model::gather::Gather;
use flow_model::ordered::{self, Set};

/// A line along a row of the gap, from one column to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leg {
    /// The row, from the top of the gap.
    pub(crate) row: i32,
    /// The column in which the line enters from above.
    pub(crate) from: i32,
    /// The column in which it continues downwards.
    pub(crate) to: i32,
}

/// How the lines of a gap run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gap {
    /// How many rows they need.
    pub(crate) rows: i32,
    /// The legs of each line, from top to bottom; none for a straight line.
    pub(crate) legs: Vec<Vec<Leg>>,
}

/// A piece of a line that needs one row.
struct Piece {
    line: usize,
    /// Which piece of its line, from the top.
    part: usize,
    from: i32,
    to: i32,
}

impl Piece {
    fn low(&self) -> i32 {
        self.from.min(self.to)
    }

    fn high(&self) -> i32 {
        self.from.max(self.to)
    }

    /// Whether two pieces cannot share a row.
    fn overlaps(&self, other: &Piece) -> bool {
        self.low() <= other.high() + 1 && other.low() <= self.high() + 1
    }
}

/// Finds rows for lines that enter at the first column and leave at the second.
pub(crate) fn route_lines(lines: &[(i32, i32)]) -> Gap {
    let mut pieces: Vec<Piece> = lines
        .iter()
        .enumerate()
        .filter(|(_, (from, to))| from != to)
        .map(|(line, (from, to))| Piece { line, part: 0, from: *from, to: *to })
        .gather();
    let mut taken: Set<i32> = lines.iter().flat_map(|(from, to)| [*from, *to]).collect();
    loop {
        match assign_rows(&pieces, prefer_fewer_crossings).or_else(|_| assign_rows(&pieces, prefer_nothing)) {
            Ok(rows) => return build_gap(lines.len(), &pieces, &rows),
            Err(ring) => split_piece(&mut pieces, ring, &mut taken),
        }
    }
}

fn build_gap(lines: usize, pieces: &[Piece], rows: &[i32]) -> Gap {
    let mut gap = Gap { rows: rows.iter().max().map_or(0, |last| last + 1), legs: vec![Vec::new(); lines] };
    for (piece, row) in pieces.iter().zip(rows) {
        gap.legs[piece.line].push(Leg { row: *row, from: piece.from, to: piece.to });
    }
    for legs in &mut gap.legs {
        ordered::sort_by_key(legs, |leg| leg.row);
    }
    gap
}

/// Splits a piece in two, with a free column between them.
fn split_piece(pieces: &mut Vec<Piece>, stuck: usize, taken: &mut Set<i32>) {
    let Piece { line, part, from, to } = pieces[stuck];
    let middle = (from + to).div_euclid(2);
    let free = (0..).flat_map(|off| [middle - off, middle + off]).find(|column| !taken.contains(column));
    let column = free.expect("infinitely many columns are free");
    taken.insert(column);
    pieces
        .iter_mut()
        .filter(|piece| piece.line == line && piece.part > part)
        .for_each(|piece| piece.part += 1);
    pieces[stuck].to = column;
    pieces.push(Piece { line, part: part + 1, from: column, to });
}

/// Whether the first, or the second, of two pieces should be above the other.
type Wishes = fn(&Piece, &Piece) -> (bool, bool);

/// The row of each piece, or a piece that is part of a ring.
fn assign_rows(pieces: &[Piece], wishes: Wishes) -> Result<Vec<i32>, usize> {
    let above = order_constraints(pieces, wishes);
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).gather();
    let mut below = vec![Vec::new(); pieces.len()];
    for (piece, others) in above.iter().enumerate() {
        others.iter().for_each(|other| below[*other].push(piece));
    }
    let mut ready: Set<(i32, usize)> = (0..pieces.len())
        .filter(|piece| waiting[*piece] == 0)
        .map(|piece| (pieces[piece].low(), piece))
        .collect();
    let mut rows = vec![-1; pieces.len()];
    let mut used: Vec<Vec<usize>> = Vec::new();
    while let Some((_, piece)) = ready.pop_first() {
        let first = above[piece].iter().map(|other| rows[*other] + 1).max().unwrap_or(0);
        rows[piece] = find_free_row(pieces, &mut used, piece, first);
        for other in &below[piece] {
            waiting[*other] -= 1;
            if waiting[*other] == 0 {
                ready.insert((pieces[*other].low(), *other));
            }
        }
    }
    match rows.iter().position(|row| *row < 0) {
        Some(stuck) => Err(find_cycle_member(&above, &rows, stuck)),
        None => Ok(rows),
    }
}

/// A piece of the ring that keeps `stuck` from getting a row.
fn find_cycle_member(above: &[Vec<usize>], rows: &[i32], stuck: usize) -> usize {
    let mut seen = Set::new();
    let mut piece = stuck;
    while seen.insert(piece) {
        let next = above[piece].iter().find(|other| rows[**other] < 0);
        piece = *next.expect("a piece without a row waits for another one");
    }
    piece
}

fn find_free_row(pieces: &[Piece], used: &mut Vec<Vec<usize>>, piece: usize, first: i32) -> i32 {
    let mut row = first as usize;
    while used
        .get(row)
        .is_some_and(|others| others.iter().any(|other| pieces[*other].overlaps(&pieces[piece])))
    {
        row += 1;
    }
    if used.len() <= row {
        used.resize(row + 1, Vec::new());
    }
    used[row].push(piece);
    row as i32
}

/// For each piece, those that must be above it.
fn order_constraints(pieces: &[Piece], wishes: Wishes) -> Vec<Vec<usize>> {
    let mut above = vec![Vec::new(); pieces.len()];
    let mut sorted: Vec<usize> = (0..pieces.len()).gather();
    ordered::sort_by_key(&mut sorted, |piece| pieces[*piece].low());
    for (at, left) in sorted.iter().enumerate() {
        for right in &sorted[at + 1..] {
            if pieces[*right].low() > pieces[*left].high() + 1 {
                break;
            }
            let (first, second) = (&pieces[*left], &pieces[*right]);
            let musts = (must_lie_above(first, second), must_lie_above(second, first));
            let (first_above, second_above) =
                if musts == (false, false) { wishes(first, second) } else { musts };
            above[*right].extend(first_above.then_some(*left));
            above[*left].extend(second_above.then_some(*right));
        }
    }
    above
}

/// Whether a piece must be above another one, so that they do not overlap.
fn must_lie_above(upper: &Piece, lower: &Piece) -> bool {
    if upper.line == lower.line { upper.part < lower.part } else { upper.from == lower.to }
}

/// No wishes: used where the wishes of some pieces make a ring.
fn prefer_nothing(_: &Piece, _: &Piece) -> (bool, bool) {
    (false, false)
}

/// Whether fewer lines cross if the first, or the second, of two pieces is above the other.
fn prefer_fewer_crossings(first: &Piece, second: &Piece) -> (bool, bool) {
    let crossings = |upper: &Piece, lower: &Piece| {
        let inside = |column: i32, piece: &Piece| (piece.low()..=piece.high()).contains(&column);
        usize::from(inside(lower.from, upper)) + usize::from(inside(upper.to, lower))
    };
    let (one, other) = (crossings(first, second), crossings(second, first));
    (one < other, other < one)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of each line's legs, top to bottom.
    #[track_caller]
    fn check(lines: &[(i32, i32)], expected: &[&[i32]]) {
        let gap = route_lines(lines);
        let rows: Vec<Vec<i32>> =
            gap.legs.iter().map(|legs| legs.iter().map(|leg| leg.row).collect()).collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn straight_lines_need_no_row() {
        check(&[(3, 3), (9, 9)], &[&[], &[]]);
    }

    #[test]
    fn lines_that_lean_the_same_way_are_nested() {
        check(&[(2, 10), (4, 14)], &[&[1], &[0]]);
        check(&[(10, 2), (14, 4)], &[&[0], &[1]]);
    }

    #[test]
    fn lines_apart_share_a_row() {
        check(&[(0, 4), (9, 6)], &[&[0], &[0]]);
    }

    #[test]
    fn two_lines_that_change_columns_take_a_detour() {
        let gap = route_lines(&[(3, 5), (5, 3)]);
        assert_eq!(gap.legs.iter().map(Vec::len).sum::<usize>(), 3);
        assert_eq!(gap.rows, 3);
    }
}
