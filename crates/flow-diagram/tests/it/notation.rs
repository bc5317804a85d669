//! Graphs for tests, written as lines: `idle -> paid :checkout ? cart is valid`. Words with commas are several events;
//! `any` is the node for any state, and `! #paid` an exception.

use flow_diagram::graph::{Graph, Label, NodeKind};
use flow_model::model::Span;

/// Reads a graph. A line `lost` alone names a state, `lost!` an unreachable one; the first state named is the initial one.
pub(crate) fn graph(title: &str, lines: &str) -> Graph {
    let mut graph = Graph::new(title);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((from, rest)) = line.split_once(" -> ") else {
            lone_state(&mut graph, line);
            continue;
        };
        let (to, labels) = rest.split_once(' ').expect("a label");
        let (from, to) = (state(&mut graph, from.trim()), state(&mut graph, to));
        for label in labels.split(", ") {
            let mut parts = label.split(" ? ").map(str::trim);
            let mut words = parts.next().expect("an event").split(" ! ").map(str::to_owned);
            let event = words.next().expect("an event");
            let except = words.collect();
            let guards = parts.map(|guard| format!("? {guard}")).collect();
            graph.add_transition(from, to, Label { guards, except, ..Label::new(event, Span::default()) });
        }
    }
    graph.mark_final();
    graph
}

fn lone_state(graph: &mut Graph, line: &str) {
    let at = state(graph, line.trim_end_matches('!'));
    if line.ends_with('!') {
        graph.nodes[at].kind = NodeKind::Unreachable;
    }
}

fn state(graph: &mut Graph, name: &str) -> usize {
    if name == "any" {
        return graph.any_state();
    }
    let name = format!("#{name}");
    match graph.nodes.iter().position(|node| node.name == name) {
        Some(at) => at,
        None => graph.add_state(name, Span::default()),
    }
}
