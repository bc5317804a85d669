//! Takes turns out of lines that `place` could not, by moving several items at once.
//!
//! For a line with a turn, one of its ends is moved to where it would be straight, together with all that hangs on that
//! end by straight lines, and with all that stands in the way. The move is kept if the picture is better afterwards.

use std::collections::BTreeSet;

use super::boxes::{Boxes, Port};
use super::place::{distance, weight};
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
    let ctx = Ctx { skeleton, boxes, places, weights };
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
/// Groups are not larger than this, so that the time stays short.
const GROUP: usize = 400;

struct Ctx<'a> {
    skeleton: &'a Skeleton,
    boxes: &'a Boxes,
    places: Vec<usize>,
    weights: Vec<i32>,
}

impl Ctx<'_> {
    /// How far the lower end of a link stands right of its upper end.
    fn bend(&self, columns: &[i32], link: usize) -> i32 {
        let ends = &self.skeleton.links[link];
        let upper = columns[ends.upper] + self.boxes.upper[link].column();
        columns[ends.lower] + self.boxes.lower[link].column() - upper
    }

    /// Whether a line at a side, whose way out of the side can be made longer.
    fn at_side(&self, link: usize) -> bool {
        [self.boxes.upper[link], self.boxes.lower[link]].iter().any(|port| matches!(port, Port::Side { .. }))
    }

    fn mend(&self, columns: &mut [i32], link: usize) -> bool {
        let bend = self.bend(columns, link);
        if bend == 0 || self.at_side(link) {
            return false;
        }
        let ends = &self.skeleton.links[link];
        self.try_move(columns, ends.lower, ends.upper, -bend)
            || self.try_move(columns, ends.upper, ends.lower, bend)
    }

    /// Moves an item and what must go with it, but not `fixed`, if that is better.
    fn try_move(&self, columns: &mut [i32], item: usize, fixed: usize, by: i32) -> bool {
        let Some(group) = self.group(columns, item, fixed, by) else { return false };
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
            0 => 0,
            _ if self.at_side(link) => bend,
            _ => self.weights[link] * (bend + TURN),
        }
    }

    /// What has to move with an item: what hangs on it by straight lines, and what stands in the way of any of these.
    fn group(&self, columns: &[i32], item: usize, fixed: usize, by: i32) -> Option<BTreeSet<usize>> {
        let mut group = BTreeSet::from([item]);
        let mut open = vec![item];
        while let Some(item) = open.pop() {
            for other in self.hanging(columns, item).chain(self.in_the_way(columns, item, by)) {
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

    fn hanging<'c>(&'c self, columns: &'c [i32], item: usize) -> impl Iterator<Item = usize> + 'c {
        let straight = |link: &&usize| {
            !self.at_side(**link) && self.weights[**link] >= 6 && self.bend(columns, **link) == 0
        };
        let up = self.skeleton.up[item].iter().filter(straight).map(|link| self.skeleton.links[*link].upper);
        let straight = |link: &&usize| {
            !self.at_side(**link) && self.weights[**link] >= 6 && self.bend(columns, **link) == 0
        };
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
