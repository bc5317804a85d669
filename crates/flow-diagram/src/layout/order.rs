//! The order of the items in each layer, with few crossings.
//!
//! Layers are swept down and up; each item goes to the middle of its neighbours in the layer before, and neighbouring
//! items change places where that removes crossings. The best order seen is kept. Back lines prefer the right.

use flow_model::gather::Gather;
use flow_model::ordered;

use super::layers::Direction;
use super::skeleton::Skeleton;

/// Puts the items of each layer in order.
pub(crate) fn order_items(skeleton: &mut Skeleton) {
    set_first_order(skeleton);
    let mut best = (count_crossings(skeleton), skeleton.layers.clone());
    for round in 0..sweep_count(skeleton) {
        if best.0 == 0 {
            break;
        }
        sweep_layers(skeleton, round);
        transpose_neighbours(skeleton);
        let count = count_crossings(skeleton);
        if count < best.0 {
            best = (count, skeleton.layers.clone());
        }
    }
    skeleton.layers = best.1;
}

/// The number of rounds, so that all rounds together look at about 60,000 items: some ten milliseconds. At least three are
/// needed for a sweep down, one up, and one more; after 24 the number of crossings hardly changes.
fn sweep_count(skeleton: &Skeleton) -> usize {
    (60_000 / skeleton.items.len().max(1)).clamp(3, 24)
}

/// Items in the order in which a walk along the lines finds them.
fn set_first_order(skeleton: &mut Skeleton) {
    let mut seen = vec![false; skeleton.items.len()];
    let mut layers = vec![Vec::new(); skeleton.layers.len()];
    for start in skeleton.layers.concat() {
        let mut stack = vec![start];
        while let Some(item) = stack.pop() {
            if std::mem::replace(&mut seen[item], true) {
                continue;
            }
            layers[skeleton.layer_of[item]].push(item);
            stack.extend(skeleton.up[item].iter().rev().map(|link| skeleton.links[*link].upper));
            stack.extend(skeleton.down[item].iter().rev().map(|link| skeleton.links[*link].lower));
        }
    }
    skeleton.layers = layers;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

fn sweep_layers(skeleton: &mut Skeleton, round: usize) {
    let count = skeleton.layers.len();
    let mut places = skeleton.places();
    if round.is_multiple_of(2) {
        (1..count).for_each(|layer| sort_by_barycenter(skeleton, &mut places, layer, Side::Above));
    } else {
        (0..count.saturating_sub(1))
            .rev()
            .for_each(|layer| sort_by_barycenter(skeleton, &mut places, layer, Side::Below));
    }
}

fn sort_by_barycenter(skeleton: &mut Skeleton, places: &mut [usize], layer: usize, side: Side) {
    let mut keyed: Vec<(f64, usize)> =
        skeleton.layers[layer].iter().map(|item| (barycenter(skeleton, places, *item, side), *item)).gather();
    ordered::sort_by(&mut keyed, &|a, b| a.0.total_cmp(&b.0));
    for (place, (_, item)) in keyed.iter().enumerate() {
        places[*item] = place;
    }
    skeleton.layers[layer] = keyed.into_iter().map(|(_, item)| item).gather();
}

fn barycenter(skeleton: &Skeleton, places: &[usize], item: usize, side: Side) -> f64 {
    let links = if side == Side::Above { &skeleton.up[item] } else { &skeleton.down[item] };
    if links.is_empty() {
        return places[item] as f64;
    }
    let sum: f64 = links.iter().map(|link| far_end_position(skeleton, places, *link, side)).sum();
    sum / links.len() as f64
}

/// Where the far end of a link pulls to: back lines leave their states at the right.
fn far_end_position(skeleton: &Skeleton, places: &[usize], link: usize, side: Side) -> f64 {
    let link = &skeleton.links[link];
    let far = if side == Side::Above { link.upper } else { link.lower };
    let lean = if link.direction == Direction::Back && !skeleton.is_line(far) { 0.4 } else { 0.0 };
    places[far] as f64 + lean
}

/// Changes neighbours where that removes crossings.
fn transpose_neighbours(skeleton: &mut Skeleton) {
    // Each pair of neighbours compares all their lines, which is too slow for thousands of items.
    if skeleton.items.len() > 4_000 {
        return;
    }
    for _ in 0..4 {
        let mut changed = false;
        for layer in 0..skeleton.layers.len() {
            changed |= transpose_layer(skeleton, layer);
        }
        if !changed {
            return;
        }
    }
}

fn transpose_layer(skeleton: &mut Skeleton, layer: usize) -> bool {
    let places = skeleton.places();
    let mut changed = false;
    for at in 1..skeleton.layers[layer].len() {
        let (left, right) = (skeleton.layers[layer][at - 1], skeleton.layers[layer][at]);
        let (now, then) = count_crossings_of_pair(skeleton, &places, left, right);
        if then < now {
            skeleton.layers[layer].swap(at - 1, at);
            changed = true;
        }
    }
    changed
}

/// The crossings of the lines of two neighbours, now and after a swap.
fn count_crossings_of_pair(
    skeleton: &Skeleton,
    places: &[usize],
    left: usize,
    right: usize,
) -> (usize, usize) {
    let above = |link: &usize| places[skeleton.links[*link].upper];
    let below = |link: &usize| places[skeleton.links[*link].lower];
    let (mut now, mut then) = (0, 0);
    let mut count = |left: usize, right: usize| {
        now += usize::from(right < left);
        then += usize::from(left < right);
    };
    for left in skeleton.up[left].iter().map(above) {
        skeleton.up[right].iter().map(above).for_each(|right| count(left, right));
    }
    for left in skeleton.down[left].iter().map(below) {
        skeleton.down[right].iter().map(below).for_each(|right| count(left, right));
    }
    (now, then)
}

/// The crossings between all neighbouring layers.
pub(crate) fn count_crossings(skeleton: &Skeleton) -> usize {
    let places = skeleton.places();
    (1..skeleton.layers.len()).map(|layer| count_crossings_above(skeleton, &places, layer)).sum()
}

fn count_crossings_above(skeleton: &Skeleton, places: &[usize], layer: usize) -> usize {
    let mut ends: Vec<(usize, usize)> = skeleton.layers[layer]
        .iter()
        .flat_map(|item| &skeleton.up[*item])
        .map(|link| (places[skeleton.links[*link].upper], places[skeleton.links[*link].lower]))
        .gather();
    ordered::sort(&mut ends);
    count_inversions(&ends.iter().map(|(_, lower)| *lower).gather(), skeleton.layers[layer].len())
}

/// The number of pairs in descending order, counted with a binary indexed tree.
fn count_inversions(values: &[usize], bound: usize) -> usize {
    let mut tree = vec![0_usize; bound + 1];
    let mut total = 0;
    for (before, value) in values.iter().enumerate() {
        let mut not_greater = 0;
        let mut at = value + 1;
        while at > 0 {
            not_greater += tree[at];
            at &= at - 1;
        }
        total += before - not_greater;
        let mut at = value + 1;
        while at <= bound {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::super::skeleton::Item;
    use super::*;

    #[test]
    fn inversions_are_counted() {
        assert_eq!(count_inversions(&[0, 1, 2], 3), 0);
        assert_eq!(count_inversions(&[2, 1, 0], 3), 3);
        assert_eq!(count_inversions(&[1, 1, 0], 2), 2);
    }

    #[test]
    fn crossed_pairs_are_uncrossed() {
        let mut skeleton = Skeleton::default();
        let upper: Vec<usize> = (0..3).map(|state| skeleton.add_item(Item::Node(state), 0)).collect();
        let lower: Vec<usize> = (3..6).map(|state| skeleton.add_item(Item::Node(state), 2)).collect();
        for (edge, (from, to)) in [(0, 2), (1, 1), (2, 0)].into_iter().enumerate() {
            skeleton.add_chain(Some(edge), Direction::Down, (upper[from], lower[to]), 1);
        }
        order_items(&mut skeleton);
        assert_eq!(count_crossings(&skeleton), 0);
    }
}
