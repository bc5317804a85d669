//! Takes turns out of lines that `place` could not, by moving several items at once.
//!
//! For a line with a turn, one of its ends is moved to where it would be straight, together with the items that straight
//! lines connect to it, and with the items it would overlap. The move is kept if the cost is lower afterwards.

use flow_model::gather::Gather;
use flow_model::ordered;

use super::boxes::{Boxes, Port};
use super::place::{link_weight, min_distance, port_range};
use super::skeleton::Skeleton;

/// Moves groups of items as long as that removes turns, and as long as there is time.
pub(crate) fn straighten_links(skeleton: &Skeleton, boxes: &Boxes, columns: &mut [i32]) {
    let weights: Vec<i32> = (0..skeleton.links.len()).map(|link| link_weight(skeleton, boxes, link)).gather();
    let upper = port_ranges(&skeleton.down, boxes, &boxes.upper);
    let lower = port_ranges(&skeleton.up, boxes, &boxes.lower);
    let ctx = Ctx { skeleton, boxes, places: skeleton.places(), weights, upper, lower };
    let mut group = Group {
        seen: vec![0; skeleton.items.len()],
        seen_links: vec![0; skeleton.links.len()],
        ..Group::default()
    };
    for _ in 0..ROUNDS {
        let moved =
            (0..skeleton.links.len()).filter(|link| ctx.remove_turn(columns, &mut group, *link)).count();
        if moved == 0 {
            return;
        }
    }
}

/// The most passes over all lines, to bound the time; they end earlier when no line can be improved.
const ROUNDS: usize = 6;
/// The cost of a turn, in columns of a horizontal line: as much as a detour about as wide as a box.
const TURN: i32 = 12;
/// A straight line of at least this weight moves together with both of its ends; see `weight`.
const RIGID: i32 = 6;
/// The most items of a group, and of all groups together: these bound the time for large graphs.
const GROUP: usize = 400;
const WORK: usize = 200_000;

/// The items that move together, kept from one try to the next for its memory.
#[derive(Default)]
struct Group {
    items: Vec<usize>,
    links: Vec<usize>,
    /// For each item, the number of the last try it was part of.
    seen: Vec<usize>,
    /// For each link, the number of the last try that touched it.
    seen_links: Vec<usize>,
    tries: usize,
    work: usize,
}

impl Group {
    fn begin(&mut self, item: usize) {
        self.tries += 1;
        self.items.clear();
        self.add(item);
    }

    fn add(&mut self, item: usize) {
        if std::mem::replace(&mut self.seen[item], self.tries) != self.tries {
            self.items.push(item);
            self.work += 1;
        }
    }

    /// Gathers the links of all items, each once.
    fn collect_links(&mut self, skeleton: &Skeleton) {
        self.links.clear();
        for item in &self.items {
            for link in skeleton.up[*item].iter().chain(&skeleton.down[*item]) {
                if std::mem::replace(&mut self.seen_links[*link], self.tries) != self.tries {
                    self.links.push(*link);
                }
            }
        }
    }

    fn contains(&self, item: usize) -> bool {
        self.seen[item] == self.tries
    }
}

/// How far a column lies outside of a range.
fn distance_outside(column: i32, (low, high): (i32, i32)) -> i32 {
    column - column.max(low).min(high)
}

/// A move of an item by some columns, with all items connected to it by straight lines of at least the weight `rigid`, but
/// not `fixed`.
#[derive(Clone, Copy)]
struct Move {
    item: usize,
    fixed: usize,
    by: i32,
    rigid: i32,
}

struct Ctx<'a> {
    skeleton: &'a Skeleton,
    boxes: &'a Boxes,
    places: Vec<usize>,
    weights: Vec<i32>,
    /// For each link, the columns from its upper item's in which it can go straight down.
    upper: Vec<(i32, i32)>,
    /// For each link, the columns from its lower item's in which it can arrive straight from above.
    lower: Vec<(i32, i32)>,
}

/// For each link, the columns from its item's that its port may have.
fn port_ranges(links: &[Vec<usize>], boxes: &Boxes, ports: &[Port]) -> Vec<(i32, i32)> {
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
        ordered::sort(&mut border);
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
    /// How far the lower end of a link is too far right (or left, if negative) for a line without a turn. Lines may leave a
    /// border anywhere, and the horizontal end at a side may be longer than it must.
    fn needed_shift(&self, columns: &[i32], link: usize) -> i32 {
        let ends = &self.skeleton.links[link];
        let (upper, lower) = (columns[ends.upper], columns[ends.lower]);
        match (self.skeleton.is_line(ends.upper), self.skeleton.is_line(ends.lower)) {
            (false, true) => distance_outside(lower - upper, self.upper[link]),
            (true, false) => -distance_outside(upper - lower, self.lower[link]),
            _ => lower - upper,
        }
    }

    /// The distance between the columns of a link's ends.
    fn end_distance(&self, columns: &[i32], link: usize) -> i32 {
        let ends = &self.skeleton.links[link];
        let upper = columns[ends.upper] + self.boxes.upper[link].column();
        columns[ends.lower] + self.boxes.lower[link].column() - upper
    }

    fn remove_turn(&self, columns: &mut [i32], group: &mut Group, link: usize) -> bool {
        let bend = self.needed_shift(columns, link);
        if bend == 0 || group.work > WORK {
            return false;
        }
        let ends = &self.skeleton.links[link];
        [RIGID, 1].into_iter().any(|rigid| {
            self.try_move(columns, group, Move { item: ends.lower, fixed: ends.upper, by: -bend, rigid })
                || self.try_move(
                    columns,
                    group,
                    Move { item: ends.upper, fixed: ends.lower, by: bend, rigid },
                )
        })
    }

    /// Makes a move if that is better.
    fn try_move(&self, columns: &mut [i32], group: &mut Group, to: Move) -> bool {
        if !self.gather_group(columns, group, to) {
            return false;
        }
        group.collect_links(self.skeleton);
        let before = self.cost_of_links(columns, &group.links);
        group.items.iter().for_each(|item| columns[*item] += to.by);
        if self.cost_of_links(columns, &group.links) < before {
            return true;
        }
        group.items.iter().for_each(|item| columns[*item] -= to.by);
        false
    }

    fn cost_of_links(&self, columns: &[i32], links: &[usize]) -> i32 {
        links.iter().map(|link| self.cost_of_link(columns, *link)).sum()
    }

    fn cost_of_link(&self, columns: &[i32], link: usize) -> i32 {
        let bend = self.needed_shift(columns, link).abs();
        match bend {
            0 if self.weights[link] < RIGID => self.end_distance(columns, link).abs() / 4,
            0 => self.end_distance(columns, link).abs(),
            _ => self.weights[link].max(2) * (bend + TURN),
        }
    }

    /// Finds the items that move with an item: those connected to it by straight lines, and those that any of these would
    /// overlap. `false` if these are too many, or if a fixed item would have to move.
    fn gather_group(&self, columns: &[i32], group: &mut Group, to: Move) -> bool {
        group.begin(to.item);
        let mut next = 0;
        while let Some(item) = group.items.get(next).copied() {
            next += 1;
            self.find_blocking_neighbour(columns, item, to.by).into_iter().for_each(|other| group.add(other));
            let holds =
                |link: &&usize| self.weights[**link] >= to.rigid && self.end_distance(columns, **link) == 0;
            for link in self.skeleton.up[item].iter().filter(holds) {
                group.add(self.skeleton.links[*link].upper);
            }
            for link in self.skeleton.down[item].iter().filter(holds) {
                group.add(self.skeleton.links[*link].lower);
            }
            if group.contains(to.fixed) || group.items.len() > GROUP {
                return false;
            }
        }
        true
    }

    fn find_blocking_neighbour(&self, columns: &[i32], item: usize, by: i32) -> Option<usize> {
        let layer = &self.skeleton.layers[self.skeleton.layer_of[item]];
        let place = self.places[item];
        let next =
            if by > 0 { layer.get(place + 1) } else { place.checked_sub(1).map(|place| &layer[place]) };
        let other = *next?;
        let (left, right) = if by > 0 { (item, other) } else { (other, item) };
        let room = columns[right] - columns[left] - min_distance(self.skeleton, self.boxes, left, right);
        (room < by.abs()).then_some(other)
    }
}
