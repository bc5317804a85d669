//! The connected components of a graph, which are laid out one by one and put side by side.
//!
//! The component with the initial state is the first. Components share a row up to the width of the widest one, or of a
//! page; the others go below. A [`Plan`] has the layer of each node of a component, before anything is placed.

use flow_model::gather::Gather;
use flow_model::ordered;

use super::Layout;
use super::layers::{Direction, assign_directions, assign_layers};
use super::skeleton::{Item, Skeleton};
use crate::graph::{Graph, NodeKind};

/// A connected component: its nodes, and its edges without those from a node to itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Component {
    nodes: Vec<usize>,
    edges: Vec<usize>,
    initial: Option<usize>,
}

impl Component {
    /// Its nodes, in the graph's order.
    pub(crate) fn nodes(&self) -> &[usize] {
        &self.nodes
    }
}

/// The components, each with its nodes in the graph's order; the one with the initial state is the first.
pub(crate) fn find_components(graph: &Graph) -> Vec<Component> {
    let mut root: Vec<usize> = (0..graph.nodes.len()).gather();
    for edge in &graph.edges {
        let (from, to) = (find_root(&mut root, edge.from), find_root(&mut root, edge.to));
        root[from.max(to)] = from.min(to);
    }
    let mut components = vec![Component::default(); graph.nodes.len()];
    for node in 0..graph.nodes.len() {
        components[find_root(&mut root, node)].nodes.push(node);
    }
    for (at, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| edge.from != edge.to) {
        components[find_root(&mut root, edge.from)].edges.push(at);
    }
    if let Some(initial) = graph.initial {
        components[find_root(&mut root, initial)].initial = Some(initial);
    }
    components.retain(|component| !component.nodes.is_empty());
    ordered::sort_by_key(&mut components, |component| component.initial.is_none());
    components
}

/// The representative of a node's component (union-find with path halving).
fn find_root(root: &mut [usize], node: usize) -> usize {
    let mut at = node;
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// Which layer each node and label of a component is in, and in which direction each edge goes.
pub(crate) struct Plan {
    /// For each node of the component, its layer. Nodes are in even layers.
    pub(crate) layers: Vec<usize>,
    /// The index, in `layers`, of the target of the start mark, which is in layer 0.
    pub(crate) initial: Option<usize>,
    /// One line for each edge of the component.
    pub(crate) lines: Vec<PlannedLine>,
}

/// An edge that is drawn as a line between two layers.
pub(crate) struct PlannedLine {
    /// The edge, in the graph.
    pub(crate) edge: usize,
    /// Whether it goes down or back up.
    pub(crate) direction: Direction,
    /// The indexes, in [`Plan::layers`], of its upper and its lower end.
    pub(crate) ends: (usize, usize),
    /// The layer of its label: next to its source, where a reader begins to follow it.
    pub(crate) label: usize,
}

impl Plan {
    /// Assigns the layers. The node for any state has no incoming edges; it goes just above the highest of its targets,
    /// above the initial state if that is one of them.
    pub(crate) fn of(graph: &Graph, component: &Component) -> Plan {
        let count = component.nodes.len();
        let local = |node: usize| component.nodes.partition_point(|other| *other < node);
        let is_any = |node: usize| graph.nodes[node].kind == NodeKind::AnyState;
        let any = component.nodes.iter().position(|node| is_any(*node));
        let ends = |edge: &usize| (local(graph.edges[*edge].from), local(graph.edges[*edge].to));
        let all: Vec<(usize, usize)> = component.edges.iter().map(ends).gather();
        let between_states: Vec<(usize, usize)> =
            all.iter().copied().filter(|(from, _)| Some(*from) != any).gather();

        let top = component.initial.map(local);
        let mut found =
            assign_directions(count, &between_states, &start_nodes(count, &between_states, top), top);
        let down: Vec<(usize, usize)> = between_states
            .iter()
            .zip(&found)
            .map(
                |(&(from, to), direction)| {
                    if *direction == Direction::Back { (to, from) } else { (from, to) }
                },
            )
            .gather();
        let rank = assign_layers(count, &down, top);
        let any_targets = all.iter().filter(|(from, _)| Some(*from) == any).map(|(_, to)| rank[*to]);
        let above_any = any_targets.min();

        let first = if top.is_some() || above_any == Some(0) { 2 } else { 0 };
        let mut layers: Vec<usize> = rank.iter().map(|rank| first + 2 * rank).gather();
        if let (Some(any), Some(highest)) = (any, above_any) {
            layers[any] = first + 2 * highest - 2;
        }
        let mut found = found.drain(..);
        let lines = component.edges.iter().zip(all).map(|(edge, (from, to))| {
            let direction =
                if Some(from) == any { Direction::Down } else { found.next().unwrap_or(Direction::Down) };
            let (ends, label) = match direction {
                Direction::Down => ((from, to), layers[from] + 1),
                Direction::Back => ((to, from), layers[from] - 1),
            };
            PlannedLine { edge: *edge, direction, ends, label }
        });
        Plan { lines: lines.gather(), initial: top, layers }
    }

    /// The skeleton of the component: items and links, in no particular order yet.
    pub(crate) fn build_skeleton(&self, component: &Component) -> Skeleton {
        let mut skeleton = Skeleton::default();
        let start = self.initial.map(|_| skeleton.add_item(Item::Start, 0));
        let nodes = component.nodes.iter().zip(&self.layers);
        let items: Vec<usize> =
            nodes.map(|(node, layer)| skeleton.add_item(Item::Node(*node), *layer)).gather();
        if let (Some(start), Some(initial)) = (start, self.initial) {
            skeleton.add_chain(None, Direction::Down, (start, items[initial]), 1);
        }
        for line in &self.lines {
            let ends = (items[line.ends.0], items[line.ends.1]);
            skeleton.add_chain(Some(line.edge), line.direction, ends, line.label);
        }
        skeleton
    }
}

/// The order in which edges are followed: from the initial state, then from nodes without incoming edges.
fn start_nodes(count: usize, ends: &[(usize, usize)], top: Option<usize>) -> Vec<usize> {
    let mut entered = vec![false; count];
    ends.iter().for_each(|(_, to)| entered[*to] = true);
    top.into_iter().chain((0..count).filter(|node| !entered[*node])).gather()
}

/// Columns and rows between two components: more than between two boxes of one, so that they read as separate.
pub(crate) const GAP: (i32, i32) = (4, 2);
/// Components share a row up to this width, about that of a terminal or of a page with code.
pub(crate) const PAGE_WIDTH: i32 = 100;

/// Puts components side by side, in rows that are not wider than the widest of them or a page.
pub(crate) fn arrange_components(components: Vec<Layout>) -> Layout {
    let limit = components.iter().map(|component| component.columns).max().unwrap_or(0).max(PAGE_WIDTH);
    let mut layout = Layout::default();
    let (mut column, mut row) = (0, 0);
    for mut component in components {
        if column > 0 && column + component.columns > limit {
            column = 0;
            row = layout.rows + GAP.1;
        }
        component.shift((column, row));
        component.columns += column;
        component.rows += row;
        column = component.columns + GAP.0;
        layout.append(component);
    }
    layout
}
