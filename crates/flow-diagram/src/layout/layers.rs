//! Which edges lead back, and which layer each state stands in.
//!
//! Edges are followed depth first from the initial state, in the order the specification says them; one that leads to
//! a state still being followed leads back. Without those the graph has no cycles, and every state stands one layer
//! below the lowest state that leads to it.

/// A direction along the layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// From a higher state to a lower one.
    Down,
    /// Back up.
    Back,
}

/// The way of each edge of a graph with `count` nodes. `starts` are looked at first, in order, then all other nodes. Every
/// edge to `top` leads back, so that it can stand above all others.
pub(crate) fn ways(count: usize, edges: &[(usize, usize)], starts: &[usize], top: Option<usize>) -> Vec<Way> {
    let leaving = adjacency(count, edges);
    let mut ways = vec![Way::Down; edges.len()];
    let mut seen = vec![Seen::Not; count];
    for start in starts.iter().copied().chain(0..count) {
        follow(start, edges, &leaving, &mut seen, &mut ways);
    }
    for (way, _) in ways.iter_mut().zip(edges).filter(|(_, (_, to))| Some(*to) == top) {
        *way = Way::Back;
    }
    ways
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    Open,
    Done,
}

fn follow(
    start: usize,
    edges: &[(usize, usize)],
    leaving: &[Vec<usize>],
    seen: &mut [Seen],
    ways: &mut [Way],
) {
    if seen[start] != Seen::Not {
        return;
    }
    seen[start] = Seen::Open;
    let mut stack = vec![(start, 0)];
    while let Some((node, next)) = stack.pop() {
        let Some(edge) = leaving[node].get(next) else {
            seen[node] = Seen::Done;
            continue;
        };
        stack.push((node, next + 1));
        let to = edges[*edge].1;
        match seen[to] {
            Seen::Open => ways[*edge] = Way::Back,
            Seen::Done => {}
            Seen::Not => {
                seen[to] = Seen::Open;
                stack.push((to, 0));
            }
        }
    }
}

/// The layer of each node, from edges that all lead down and have no cycle. Nodes that nothing leads to stand just above
/// the first node they lead to, except `top`, which stays in the first layer.
pub(crate) fn layers(count: usize, down: &[(usize, usize)], top: Option<usize>) -> Vec<usize> {
    let leaving = adjacency(count, down);
    let mut waiting = vec![0; count];
    for (_, to) in down {
        waiting[*to] += 1;
    }
    let mut ready: Vec<usize> = (0..count).filter(|node| waiting[*node] == 0).collect();
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

fn adjacency(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
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
        let ways = ways(count, edges, &[0], Some(0));
        let found: Vec<usize> = (0..edges.len()).filter(|edge| ways[*edge] == Way::Back).collect();
        assert_eq!(found, back, "edges that lead back");
        let down: Vec<(usize, usize)> = edges
            .iter()
            .zip(&ways)
            .map(|(&(from, to), way)| if *way == Way::Back { (to, from) } else { (from, to) })
            .collect();
        assert_eq!(layers(count, &down, Some(0)), expected, "layers");
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
    fn a_shortcut_waits_for_the_long_way() {
        check(4, &[(0, 3), (0, 1), (1, 2), (2, 3)], &[], &[0, 1, 2, 3]);
    }

    #[test]
    fn nothing_stands_above_the_initial_state() {
        check(3, &[(0, 1), (2, 0)], &[1], &[0, 1, 1]);
    }

    #[test]
    fn a_state_without_a_way_in_stands_above_what_it_leads_to() {
        check(5, &[(0, 1), (1, 2), (2, 3), (4, 3)], &[], &[0, 1, 2, 3, 2]);
    }
}
