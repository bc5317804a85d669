//! The column of each item: lines straight where they can be, boxes centred over their targets.
//!
//! The layers are swept down and up. In each, every item has preferred columns, in which its links would be straight, and the
//! items keep their order and distances: the columns with the smallest sum of deviations are found exactly, by pooling
//! neighbours that push each other (weighted medians, so that one straight line is better than two nearly straight ones).

use flow_model::gather::Gather;
use flow_model::ordered;

use super::boxes::{Boxes, Port};
use super::skeleton::{Item, Skeleton};
use super::straighten::straighten_links;

/// Finds the column of each item (a box's left border, or the line) and moves the ports on borders to where they make
/// lines straight.
pub(crate) fn assign_columns(skeleton: &Skeleton, boxes: &mut Boxes) -> Vec<i32> {
    let mut columns = pack_layers(skeleton, boxes);
    // All rounds together look at about 80,000 items; small pictures do not change after 16.
    let rounds = (80_000 / skeleton.items.len().max(1)).clamp(1, 16);
    let count = skeleton.layers.len();
    for _ in 0..rounds {
        (0..count).for_each(|layer| align_layer(skeleton, boxes, &mut columns, layer, View::Up));
        (0..count).rev().for_each(|layer| align_layer(skeleton, boxes, &mut columns, layer, View::Down));
    }
    for _ in 0..rounds {
        (0..count).rev().for_each(|layer| align_layer(skeleton, boxes, &mut columns, layer, View::Both));
        (0..count).for_each(|layer| align_layer(skeleton, boxes, &mut columns, layer, View::Both));
    }
    for _ in 0..rounds.min(3) {
        move_ports(skeleton, boxes, &columns);
        (0..count).for_each(|layer| align_layer(skeleton, boxes, &mut columns, layer, View::Both));
        (0..count).rev().for_each(|layer| align_layer(skeleton, boxes, &mut columns, layer, View::Both));
    }
    for _ in 0..2 {
        move_ports(skeleton, boxes, &columns);
        straighten_links(skeleton, boxes, &mut columns);
    }
    move_ports(skeleton, boxes, &columns);
    stretch_sides(skeleton, boxes, &columns);
    columns
}

/// Every layer from the left, as narrow as it can be.
fn pack_layers(skeleton: &Skeleton, boxes: &Boxes) -> Vec<i32> {
    let mut columns = vec![0; skeleton.items.len()];
    for layer in &skeleton.layers {
        for pair in layer.windows(2) {
            columns[pair[1]] = columns[pair[0]] + min_distance(skeleton, boxes, pair[0], pair[1]);
        }
    }
    columns
}

/// The least distance between the columns of two neighbours in a layer.
pub(crate) fn min_distance(skeleton: &Skeleton, boxes: &Boxes, left: usize, right: usize) -> i32 {
    let margin = |item: usize| match skeleton.items[item] {
        Item::Pass | Item::Start => 1,
        Item::Label(_) | Item::Node(_) => 2,
    };
    let both_boxes = !skeleton.is_line(left) && !skeleton.is_line(right);
    let gap = margin(left).max(margin(right)) + i32::from(both_boxes);
    boxes.shapes[left].after + gap + boxes.shapes[right].before
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Up,
    Down,
    Both,
}

/// Moves the items of one layer to the best columns for the links in view.
fn align_layer(skeleton: &Skeleton, boxes: &Boxes, columns: &mut [i32], layer: usize, view: View) {
    let items = &skeleton.layers[layer];
    let mut shift = 0;
    let mut pools: Vec<Pool> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            shift += min_distance(skeleton, boxes, items[at - 1], *item);
        }
        let mut wishes = find_wanted_columns(skeleton, boxes, columns, *item, view);
        if wishes.is_empty() {
            wishes.push((columns[*item], 1));
        }
        wishes.iter_mut().for_each(|wish| wish.0 -= shift);
        add_pool(&mut pools, Pool::new(wishes));
    }
    let mut at = 0;
    let mut shift = 0;
    for pool in pools {
        for _ in 0..pool.members {
            if at > 0 {
                shift += min_distance(skeleton, boxes, items[at - 1], items[at]);
            }
            columns[items[at]] = pool.at + shift;
            at += 1;
        }
    }
}

/// The columns in which the links in view would be straight, with their weights.
fn find_wanted_columns(
    skeleton: &Skeleton,
    boxes: &Boxes,
    columns: &[i32],
    item: usize,
    view: View,
) -> Vec<(i32, i32)> {
    let mut wishes = Vec::new();
    if view != View::Down {
        for link in &skeleton.up[item] {
            let far = skeleton.links[*link].upper;
            let column = columns[far] + boxes.upper[*link].column() - boxes.lower[*link].column();
            wishes.push((column, link_weight(skeleton, boxes, *link)));
        }
    }
    if view != View::Up {
        for link in &skeleton.down[item] {
            let far = skeleton.links[*link].lower;
            let column = columns[far] + boxes.lower[*link].column() - boxes.upper[*link].column();
            wishes.push((column, link_weight(skeleton, boxes, *link)));
        }
    }
    wishes
}

/// Long lines must be straight above all; the only line down from or to a box should be. A line at a
/// side need not be, since its horizontal end can be longer.
pub(crate) fn link_weight(skeleton: &Skeleton, boxes: &Boxes, id: usize) -> i32 {
    let link = &skeleton.links[id];
    let alone = |links: &[usize], ports: &[Port]| {
        links.iter().filter(|link| matches!(ports[**link], Port::Border(_))).count() == 1
    };
    match (boxes.upper[id], boxes.lower[id]) {
        (Port::Side { .. }, _) | (_, Port::Side { .. }) => 1,
        _ if skeleton.is_line(link.upper) && skeleton.is_line(link.lower) => 16,
        _ if !skeleton.is_line(link.upper) && alone(&skeleton.down[link.upper], &boxes.upper) => 6,
        _ if !skeleton.is_line(link.lower) && alone(&skeleton.up[link.lower], &boxes.lower) => 6,
        _ => 2,
    }
}

/// Items that push each other, with the wishes of all of them.
struct Pool {
    wishes: Vec<(i32, i32)>,
    at: i32,
    members: usize,
}

impl Pool {
    fn new(mut wishes: Vec<(i32, i32)>) -> Self {
        ordered::sort(&mut wishes);
        Pool { at: weighted_median(&wishes), wishes, members: 1 }
    }

    fn merge(self, other: Pool) -> Pool {
        let (mut wishes, mut few) = (self.wishes, other.wishes);
        if wishes.len() < few.len() {
            std::mem::swap(&mut wishes, &mut few);
        }
        for wish in few {
            let at = wishes.partition_point(|other| *other <= wish);
            wishes.insert(at, wish);
        }
        Pool { at: weighted_median(&wishes), wishes, members: self.members + other.members }
    }
}

fn add_pool(pools: &mut Vec<Pool>, pool: Pool) {
    let mut pool = pool;
    while let Some(last) = pools.pop_if(|last| last.at > pool.at) {
        pool = last.merge(pool);
    }
    pools.push(pool);
}

/// The weighted median; between two of them, their middle.
fn weighted_median(wishes: &[(i32, i32)]) -> i32 {
    let total: i32 = wishes.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0;
    for (at, (value, weight)) in wishes.iter().enumerate() {
        sum += weight;
        if sum * 2 > total {
            return *value;
        }
        if sum * 2 == total {
            let next = wishes.get(at + 1).map_or(*value, |(next, _)| *next);
            return (*value + next).div_euclid(2);
        }
    }
    0
}

/// Moves the ports of each border below or above their other ends, as far as the border goes.
fn move_ports(skeleton: &Skeleton, boxes: &mut Boxes, columns: &[i32]) {
    for item in 0..skeleton.items.len() {
        if !matches!(skeleton.items[item], Item::Node(_)) {
            continue;
        }
        let width = boxes.shapes[item].width;
        let far =
            |link: usize| columns[skeleton.links[link].lower] + boxes.lower[link].column() - columns[item];
        let wanted: Vec<(i32, usize)> = skeleton.down[item].iter().map(|link| (far(*link), *link)).gather();
        set_ports(&mut boxes.upper, wanted, width);
        let far =
            |link: usize| columns[skeleton.links[link].upper] + boxes.upper[link].column() - columns[item];
        let wanted: Vec<(i32, usize)> = skeleton.up[item].iter().map(|link| (far(*link), *link)).gather();
        set_ports(&mut boxes.lower, wanted, width);
    }
}

fn set_ports(ports: &mut [Port], wanted: Vec<(i32, usize)>, width: i32) {
    let mut wanted: Vec<(i32, i32, usize)> = wanted
        .into_iter()
        .filter_map(|(column, link)| match ports[link] {
            Port::Border(now) => Some((now, column, link)),
            Port::Side { .. } => None,
        })
        .gather();
    ordered::sort(&mut wanted);
    let count = wanted.len() as i32;
    let mut pools: Vec<Pool> = Vec::new();
    for ((_, column, _), at) in wanted.iter().zip(0..) {
        let (low, high) = port_range(width, at, count);
        add_pool(&mut pools, Pool::new(vec![((*column).clamp(low, high) - 2 * at, 1)]));
    }
    let columns = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.at, pool.members));
    for ((at, (_, _, link)), column) in wanted.iter().enumerate().zip(columns) {
        ports[*link] = Port::Border(column + 2 * at as i32);
    }
}

/// Makes the horizontal ends at the sides longer where the lines then need no turn, as far as there is room.
fn stretch_sides(skeleton: &Skeleton, boxes: &mut Boxes, columns: &[i32]) {
    for layer in &skeleton.layers {
        let mut left = None;
        for (at, item) in layer.iter().enumerate() {
            let column = columns[*item];
            let right = layer.get(at + 1).map(|next| columns[*next] - boxes.shapes[*next].before - 2);
            let up = side_turns(&skeleton.up[*item], &boxes.lower, |link| {
                columns[skeleton.links[link].upper] + boxes.upper[link].column()
            });
            let down = side_turns(&skeleton.down[*item], &boxes.upper, |link| {
                columns[skeleton.links[link].lower] + boxes.lower[link].column()
            });
            let free = Free { left, right };
            let reach = stretch_turns(&mut boxes.lower, up, column, &free).max(stretch_turns(
                &mut boxes.upper,
                down,
                column,
                &free,
            ));
            left = Some(reach.max(column + boxes.shapes[*item].after) + 2);
        }
    }
}

/// The outermost columns that lines out of the sides of a box may use; `None` where the layer ends.
struct Free {
    left: Option<i32>,
    right: Option<i32>,
}

/// A line out of a side: its link, the column of its turn from the box's, and the column of its other end.
struct Turn {
    link: usize,
    turn: i32,
    wanted: i32,
}

fn side_turns(links: &[usize], ports: &[Port], far: impl Fn(usize) -> i32) -> Vec<Turn> {
    let turn = |link: &usize| match ports[*link] {
        Port::Side { turn, .. } => Some(Turn { link: *link, turn, wanted: far(*link) }),
        Port::Border(_) => None,
    };
    links.iter().filter_map(turn).gather()
}

/// From the outermost line inwards: each turns where it wants to, if that is farther out and still inside the next one.
/// Gives the rightmost column taken.
fn stretch_turns(ports: &mut [Port], mut turns: Vec<Turn>, column: i32, free: &Free) -> i32 {
    ordered::sort_by_key(&mut turns, |turn| turn.turn);
    let mut limit = free.left;
    for Turn { link, turn, wanted } in turns.iter().filter(|turn| turn.turn < 0) {
        let near = column + turn;
        let far = wanted.min(&near);
        let best = if limit.is_none_or(|limit| *far >= limit) { *far } else { near };
        limit = Some(best + 2);
        set_turn(ports, *link, best - column);
    }
    let mut limit = free.right;
    let mut reach = column;
    for Turn { link, turn, wanted } in turns.iter().rev().filter(|turn| turn.turn > 0) {
        let near = column + turn;
        let far = wanted.max(&near);
        let best = if limit.is_none_or(|limit| *far <= limit) { *far } else { near };
        limit = Some(best - 2);
        reach = reach.max(best);
        set_turn(ports, *link, best - column);
    }
    reach
}

fn set_turn(ports: &mut [Port], link: usize, to: i32) {
    if let Port::Side { turn, .. } = &mut ports[link] {
        *turn = to;
    }
}

/// The columns of a border that its port number `at` of `count` can have.
pub(crate) fn port_range(width: i32, at: i32, count: i32) -> (i32, i32) {
    let edge = if width > 2 * count + 3 { 2 } else { 1 };
    let low = edge + 2 * at;
    (low, low.max(width - 1 - edge - 2 * (count - 1 - at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_the_weighted_median() {
        assert_eq!(weighted_median(&[(0, 1), (10, 1)]), 5);
        assert_eq!(weighted_median(&[(0, 1), (4, 1), (10, 1)]), 4);
        assert_eq!(weighted_median(&[(0, 1), (10, 8)]), 10);
    }

    #[test]
    fn items_that_push_each_other_share_their_middle() {
        let mut pools = Vec::new();
        for wish in [5, 3, 20] {
            add_pool(&mut pools, Pool::new(vec![(wish, 1)]));
        }
        let found: Vec<(i32, usize)> = pools.iter().map(|pool| (pool.at, pool.members)).collect();
        assert_eq!(found, [(4, 2), (20, 1)]);
    }
}
