//! Takes turns out of lines that `place` could not, by moving several items at once.
//!
//! For a line with a turn, one of its ends is moved to where it would be straight, together with all that hangs on that
//! end by straight lines, and with all that stands in the way. The move is kept if the picture is better afterwards.

use std::collections::BTreeSet;

use super::boxes::{Boxes, Port};
use super::place::{distance, port_range, weight};
use super::skeleton::Skeleton;

/// Larger pictures are left as they are, so that the time stays short.
const LARGE: usize = 6_000;

/// Moves groups of items as long as that removes turns.
pub(crate) fn straighten(skeleton: &Skeleton, boxes: &Boxes, columns: &mut [i32]) {
    if skeleton.items.len() > LARGE {
        return;
    }
    let places = skeleton.places();
    let weights: Vec<i32> = (0..skeleton.links.len()).map(|link| weight(skeleton, boxes, link)).collect();
    let upper = ranges(&skeleton.down, boxes, &boxes.upper);
    let lower = ranges(&skeleton.up, boxes, &boxes.lower);
    let ctx = Ctx { skeleton, boxes, places, weights, upper, lower };
    for _ in 0..ROUNDS {
        let moved = (0..skeleton.links.len()).filter(|link| ctx.mend(columns, *link)).count();
        if moved == 0 {
            return;
        }
    }
}

/// So many times every line is looked at.
const ROUNDS: usize = 6;
/// A turn is this much worse than the columns it goes along.
const TURN: i32 = 12;
/// Lines of this weight hold their ends together where they are straight.
const RIGID: i32 = 6;
/// Groups are not larger than this, so that the time stays short.
const GROUP: usize = 400;

/// How far a column lies outside of a range.
fn beyond(column: i32, (low, high): (i32, i32)) -> i32 {
    column - column.max(low).min(high)
}

struct Ctx<'a> {
    skeleton: &'a Skeleton,
    boxes: &'a Boxes,
    places: Vec<usize>,
    weights: Vec<i32>,
    /// For each link, the columns from its upper item's in which it can go straight down.
    upper: Vec<(i32, i32)>,
    /// For each link, the columns from its lower item's in which it can come straight down.
    lower: Vec<(i32, i32)>,
}

/// For each link, the columns from its item's that its port may have.
fn ranges(links: &[Vec<usize>], boxes: &Boxes, ports: &[Port]) -> Vec<(i32, i32)> {
    let mut ranges = vec![(0, 0); ports.len()];
    for (links, shape) in links.iter().zip(&boxes.shapes) {
        let mut border: Vec<(i32, usize)> = Vec::new();
        for link in links {
            match ports[*link] {
                Port::Border(column) => border.push((column, *link)),
                Port::Side { turn, .. } if turn > 0 => ranges[*link] = (turn, FAR),
                Port::Side { turn, .. } => ranges[*link] = (-FAR, turn),
            }
        }
        border.sort_unstable();
        for ((_, link), at) in border.iter().zip(0..) {
            ranges[*link] =
                if shape.width > 1 { port_range(shape.width, at, border.len() as i32) } else { (0, 0) };
        }
    }
    ranges
}

/// Farther than any picture is wide.
const FAR: i32 = i32::MAX / 4;

impl Ctx<'_> {
    /// How far the lower end of a link stands too far right (or left, if negative) for a line without a turn. Lines may
    /// leave a border anywhere, and a side's way out may be longer than it must.
    fn bend(&self, columns: &[i32], link: usize) -> i32 {
        let ends = &self.skeleton.links[link];
        let (upper, lower) = (columns[ends.upper], columns[ends.lower]);
        match (self.skeleton.is_line(ends.upper), self.skeleton.is_line(ends.lower)) {
            (false, true) => beyond(lower - upper, self.upper[link]),
            (true, false) => -beyond(upper - lower, self.lower[link]),
            _ => lower - upper,
        }
    }

    /// How far a link's ends are apart, turns or not.
    fn offset(&self, columns: &[i32], link: usize) -> i32 {
        let ends = &self.skeleton.links[link];
        let upper = columns[ends.upper] + self.boxes.upper[link].column();
        columns[ends.lower] + self.boxes.lower[link].column() - upper
    }

    fn mend(&self, columns: &mut [i32], link: usize) -> bool {
        let bend = self.bend(columns, link);
        if bend == 0 {
            return false;
        }
        let ends = &self.skeleton.links[link];
        [RIGID, 1].into_iter().any(|rigid| {
            self.try_move(columns, ends.lower, ends.upper, -bend, rigid)
                || self.try_move(columns, ends.upper, ends.lower, bend, rigid)
        })
    }

    /// Moves an item and what must go with it, but not `fixed`, if that is better.
    fn try_move(&self, columns: &mut [i32], item: usize, fixed: usize, by: i32, rigid: i32) -> bool {
        let Some(group) = self.group(columns, item, fixed, by, rigid) else { return false };
        let links: BTreeSet<usize> = group
            .iter()
            .flat_map(|item| self.skeleton.up[*item].iter().chain(&self.skeleton.down[*item]).copied())
            .collect();
        let before = self.cost(columns, &links);
        group.iter().for_each(|item| columns[*item] += by);
        if self.cost(columns, &links) < before {
            return true;
        }
        group.iter().for_each(|item| columns[*item] -= by);
        false
    }

    fn cost(&self, columns: &[i32], links: &BTreeSet<usize>) -> i32 {
        links.iter().map(|link| self.cost_of(columns, *link)).sum()
    }

    fn cost_of(&self, columns: &[i32], link: usize) -> i32 {
        let bend = self.bend(columns, link).abs();
        match bend {
            0 if self.weights[link] < RIGID => self.offset(columns, link).abs() / 4,
            0 => self.offset(columns, link).abs(),
            _ => self.weights[link].max(2) * (bend + TURN),
        }
    }

    /// What has to move with an item: what hangs on it by straight lines, and what stands in the way of any of these.
    fn group(
        &self,
        columns: &[i32],
        item: usize,
        fixed: usize,
        by: i32,
        rigid: i32,
    ) -> Option<BTreeSet<usize>> {
        let mut group = BTreeSet::from([item]);
        let mut open = vec![item];
        while let Some(item) = open.pop() {
            for other in self.hanging(columns, item, rigid).chain(self.in_the_way(columns, item, by)) {
                if group.insert(other) {
                    open.push(other);
                }
            }
            if group.contains(&fixed) || group.len() > GROUP {
                return None;
            }
        }
        Some(group)
    }

    fn hanging<'c>(
        &'c self,
        columns: &'c [i32],
        item: usize,
        rigid: i32,
    ) -> impl Iterator<Item = usize> + 'c {
        let straight =
            move |link: &&usize| self.weights[**link] >= rigid && self.offset(columns, **link) == 0;
        let up = self.skeleton.up[item].iter().filter(straight).map(|link| self.skeleton.links[*link].upper);
        let down =
            self.skeleton.down[item].iter().filter(straight).map(|link| self.skeleton.links[*link].lower);
        up.chain(down)
    }

    fn in_the_way(&self, columns: &[i32], item: usize, by: i32) -> Option<usize> {
        let layer = &self.skeleton.layers[self.skeleton.layer_of[item]];
        let place = self.places[item];
        let next =
            if by > 0 { layer.get(place + 1) } else { place.checked_sub(1).map(|place| &layer[place]) };
        let other = *next?;
        let (left, right) = if by > 0 { (item, other) } else { (other, item) };
        let room = columns[right] - columns[left] - distance(self.skeleton, self.boxes, left, right);
        (room < by.abs()).then_some(other)
    }
}
