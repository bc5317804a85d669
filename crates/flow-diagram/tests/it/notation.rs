//! Graphs for tests, written as lines: `idle -> paid :checkout ? cart is valid`. Words with commas are several events.

use flow_diagram::graph::{Graph, Label, Standing};
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
            let event = parts.next().expect("an event").to_owned();
            let guards = parts.map(|guard| format!("? {guard}")).collect();
            graph.transition(from, to, Label { guards, ..Label::new(event, Span::default()) });
        }
    }
    graph.mark_final();
    graph
}

fn lone_state(graph: &mut Graph, line: &str) {
    let at = state(graph, line.trim_end_matches('!'));
    if line.ends_with('!') {
        graph.states[at].standing = Standing::Unreachable;
    }
}

fn state(graph: &mut Graph, name: &str) -> usize {
    let name = format!("#{name}");
    match graph.states.iter().position(|node| node.name == name) {
        Some(at) => at,
        None => graph.state(name, Span::default()),
    }
}
