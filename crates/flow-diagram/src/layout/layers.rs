//! The direction of each edge, and the layer of each node.
//!
//! Edges are followed depth first from the initial state, in the order of the specification; an edge to a node on the
//! current path is a back edge. Without back edges the graph has no cycles, and the layer of a node is one below the
//! lowest of its predecessors.

use flow_model::gather::Gather;

/// A direction along the layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From a higher node to a lower one.
    Down,
    /// Back up.
    Back,
}

/// The direction of each edge of a graph with `count` nodes. The search begins at `starts`, in order, then at all other
/// nodes. Every edge to `top` is a back edge, so that `top` can be above all others.
pub(crate) fn assign_directions(
    count: usize,
    edges: &[(usize, usize)],
    starts: &[usize],
    top: Option<usize>,
) -> Vec<Direction> {
    let leaving = build_adjacency(count, edges);
    let mut directions = vec![Direction::Down; edges.len()];
    let mut seen = vec![Visit::Not; count];
    for start in starts.iter().copied().chain(0..count) {
        search_from(start, edges, &leaving, &mut seen, &mut directions);
    }
    for (direction, _) in directions.iter_mut().zip(edges).filter(|(_, (_, to))| Some(*to) == top) {
        *direction = Direction::Back;
    }
    directions
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Not,
    Open,
    Done,
}

fn search_from(
    start: usize,
    edges: &[(usize, usize)],
    leaving: &[Vec<usize>],
    seen: &mut [Visit],
    directions: &mut [Direction],
) {
    if seen[start] != Visit::Not {
        return;
    }
    seen[start] = Visit::Open;
    let mut stack = vec![(start, 0)];
    while let Some((node, next)) = stack.pop() {
        let Some(edge) = leaving[node].get(next) else {
            seen[node] = Visit::Done;
            continue;
        };
        stack.push((node, next + 1));
        let to = edges[*edge].1;
        match seen[to] {
            Visit::Open => directions[*edge] = Direction::Back,
            Visit::Done => {}
            Visit::Not => {
                seen[to] = Visit::Open;
                stack.push((to, 0));
            }
        }
    }
}

/// The layer of each node, from edges that all go down and have no cycle. Nodes without incoming edges are just above the
/// highest of their targets, which keeps their lines short, except `top`, which is in the first layer.
pub(crate) fn assign_layers(count: usize, down: &[(usize, usize)], top: Option<usize>) -> Vec<usize> {
    let leaving = build_adjacency(count, down);
    let mut waiting = vec![0; count];
    for (_, to) in down {
        waiting[*to] += 1;
    }
    let mut ready: Vec<usize> = (0..count).filter(|node| waiting[*node] == 0).gather();
    let sources = ready.clone();
    let mut layer = vec![0; count];
    while let Some(node) = ready.pop() {
        for edge in &leaving[node] {
            let to = down[*edge].1;
            layer[to] = layer[to].max(layer[node] + 1);
            waiting[to] -= 1;
            if waiting[to] == 0 {
                ready.push(to);
            }
        }
    }
    for source in sources.into_iter().filter(|node| Some(*node) != top) {
        let nearest = leaving[source].iter().map(|edge| layer[down[*edge].1]).min();
        layer[source] = nearest.map_or(0, |nearest: usize| nearest.saturating_sub(1));
    }
    layer
}

fn build_adjacency(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut leaving = vec![Vec::new(); count];
    for (at, (from, _)) in edges.iter().enumerate() {
        leaving[*from].push(at);
    }
    leaving
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(count: usize, edges: &[(usize, usize)], back: &[usize], expected: &[usize]) {
        let directions = assign_directions(count, edges, &[0], Some(0));
        let found: Vec<usize> =
            (0..edges.len()).filter(|edge| directions[*edge] == Direction::Back).collect();
        assert_eq!(found, back, "edges that lead back");
        let down: Vec<(usize, usize)> = edges
            .iter()
            .zip(&directions)
            .map(
                |(&(from, to), direction)| {
                    if *direction == Direction::Back { (to, from) } else { (from, to) }
                },
            )
            .collect();
        assert_eq!(assign_layers(count, &down, Some(0)), expected, "layers");
    }

    #[test]
    fn a_chain_goes_down() {
        check(3, &[(0, 1), (1, 2)], &[], &[0, 1, 2]);
    }

    #[test]
    fn a_ring_has_one_edge_back() {
        check(4, &[(0, 1), (1, 2), (2, 3), (3, 0)], &[3], &[0, 1, 2, 3]);
    }

    #[test]
    fn a_shortcut_does_not_raise_its_target() {
        check(4, &[(0, 3), (0, 1), (1, 2), (2, 3)], &[], &[0, 1, 2, 3]);
    }

    #[test]
    fn no_state_is_above_the_initial_state() {
        check(3, &[(0, 1), (2, 0)], &[1], &[0, 1, 1]);
    }

    #[test]
    fn an_unreachable_state_is_above_its_target() {
        check(5, &[(0, 1), (1, 2), (2, 3), (4, 3)], &[], &[0, 1, 2, 3, 2]);
    }
}
