//! The parts of a graph that nothing connects: taken apart before the layout, put side by side after it.
//!
//! The part with the initial state comes first. Parts stand side by side as long as the picture does not get wider than
//! its widest part or than a page; then they go below.

use flow_model::ordered;

use super::Layout;
use super::layers::{Way, layers, ways};
use super::skeleton::{Item, Skeleton};
use crate::graph::Graph;

/// States that edges connect, and these edges (without those from a state to itself).
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    states: Vec<usize>,
    edges: Vec<usize>,
    initial: Option<usize>,
}

/// The parts, each with its states in the graph's order; the one with the initial state comes first.
pub(crate) fn parts(graph: &Graph) -> Vec<Part> {
    let mut root: Vec<usize> = (0..graph.states.len()).collect();
    for edge in &graph.edges {
        let (from, to) = (find(&mut root, edge.from), find(&mut root, edge.to));
        root[from.max(to)] = from.min(to);
    }
    let mut parts = vec![Part::default(); graph.states.len()];
    for state in 0..graph.states.len() {
        parts[find(&mut root, state)].states.push(state);
    }
    for (at, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| edge.from != edge.to) {
        parts[find(&mut root, edge.from)].edges.push(at);
    }
    if let Some(initial) = graph.initial {
        parts[find(&mut root, initial)].initial = Some(initial);
    }
    parts.retain(|part| !part.states.is_empty());
    ordered::sort_by_key(&mut parts, |part| part.initial.is_none());
    parts
}

fn find(root: &mut [usize], state: usize) -> usize {
    let mut at = state;
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// The skeleton of one part: layers found, items and links made, nothing in order yet.
pub(crate) fn skeleton(graph: &Graph, part: &Part) -> Skeleton {
    let local = |state: usize| part.states.partition_point(|other| *other < state);
    let ends: Vec<(usize, usize)> = part
        .edges
        .iter()
        .map(|edge| (local(graph.edges[*edge].from), local(graph.edges[*edge].to)))
        .collect();
    let top = part.initial.map(local);
    let ways = ways(part.states.len(), &ends, &starts(part.states.len(), &ends, top), top);
    let down: Vec<(usize, usize)> = ends
        .iter()
        .zip(&ways)
        .map(|(&(from, to), way)| if *way == Way::Back { (to, from) } else { (from, to) })
        .collect();
    let layers = layers(part.states.len(), &down, top);

    let mut skeleton = Skeleton::default();
    let first = if top.is_some() { 2 } else { 0 };
    let start = top.map(|_| skeleton.item(Item::Start, 0));
    let items: Vec<usize> = part
        .states
        .iter()
        .zip(&layers)
        .map(|(state, layer)| skeleton.item(Item::State(*state), first + 2 * layer))
        .collect();
    if let (Some(start), Some(top)) = (start, top) {
        skeleton.chain(None, Way::Down, (start, items[top]), 1);
    }
    for ((edge, way), (upper, lower)) in part.edges.iter().zip(ways).zip(down) {
        let label = match way {
            Way::Down => first + 2 * layers[upper] + 1,
            Way::Back => first + 2 * layers[lower] - 1,
        };
        skeleton.chain(Some(*edge), way, (items[upper], items[lower]), label);
    }
    skeleton
}

/// Where to begin following edges: at the initial state, then at states that nothing leads to.
fn starts(count: usize, ends: &[(usize, usize)], top: Option<usize>) -> Vec<usize> {
    let mut entered = vec![false; count];
    ends.iter().for_each(|(_, to)| entered[*to] = true);
    top.into_iter().chain((0..count).filter(|state| !entered[*state])).collect()
}

/// Columns and rows between two parts.
const GAP: (i32, i32) = (4, 2);
/// Parts are put side by side up to this width.
const WIDTH: i32 = 100;

/// Puts parts side by side, in lines that are not much wider than the widest part.
pub(crate) fn arrange(parts: Vec<Layout>) -> Layout {
    let limit = parts.iter().map(|part| part.columns).max().unwrap_or(0).max(WIDTH);
    let mut whole = Layout::default();
    let (mut column, mut row) = (0, 0);
    for mut part in parts {
        if column > 0 && column + part.columns > limit {
            column = 0;
            row = whole.rows + GAP.1;
        }
        part.shift((column, row));
        part.columns += column;
        part.rows += row;
        column = part.columns + GAP.0;
        whole.take(part);
    }
    whole
}
