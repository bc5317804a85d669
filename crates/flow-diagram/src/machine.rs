//! From a machine of the model to its graph: what leads where (language.md §8), and under which guards.
//!
//! The edges are those the compiler and the stories use. Guards stand on them in the words of the specification, so they
//! are there only for who has its text. A guard on the state the edge starts in says nothing new and is left out.

use flow_model::edges::{Edge, edges};
use flow_model::model::{Handler, Machine, MachineId, Model, Reach, Sources, Span};
use flow_model::visit;
use flow_model::ways::ways;
use flow_model::words::step_span;

use crate::graph::{Graph, Label, Standing};

impl Graph {
    /// The graph of a machine, without guards.
    pub fn of(model: &Model, machine: MachineId) -> Graph {
        build(model, machine, None)
    }

    /// The graph of a machine, with the guards on the edges in the words of `sources`.
    pub fn with_guards(model: &Model, machine: MachineId, sources: &Sources) -> Graph {
        build(model, machine, Some(sources))
    }
}

fn build(model: &Model, id: MachineId, sources: Option<&Sources>) -> Graph {
    let machine = &model.machines[id];
    let mut graph = Graph::new(format!("@{}", machine.name.text));
    for state in &machine.states {
        graph.state(format!("#{}", state.name.text), state.name.span);
    }
    graph.initial = (machine.initial.index() < machine.states.len()).then(|| machine.initial.index());
    for edge in edges(model, id) {
        for label in labels(machine, id, &edge, sources) {
            graph.transition(edge.from.index(), edge.to.index(), label);
        }
    }
    graph.mark_final();
    for (node, state) in graph.states.iter_mut().zip(&machine.states) {
        if state.reach == Reach::Unreachable {
            node.standing = Standing::Unreachable;
        }
    }
    graph
}

/// One label for each way through the guards; one without guards if they are not asked for, or if there are none.
fn labels(machine: &Machine, id: MachineId, edge: &Edge, sources: Option<&Sources>) -> Vec<Label> {
    let handler = &machine.handlers[edge.handler];
    let event = format!(":{}", machine.events[edge.event].name.text);
    let body = extent(handler);
    let label = |guards| Label { guards, body, ..Label::new(event.clone(), handler.span) };
    let Some(sources) = sources else { return vec![label(Vec::new())] };
    ways(id, sources, &handler.body, edge).into_iter().map(label).collect()
}

/// A handler from its line to the end of its last step.
fn extent(handler: &Handler) -> Span {
    let mut whole = handler.span;
    let mut add = |span: Span| {
        if span.file == whole.file && span.start >= whole.start {
            whole.end = whole.end.max(span.end);
        }
    };
    visit::steps(&handler.body, &mut |step| add(step_span(step)));
    visit::body_exprs(&handler.body, &mut |expr| add(expr.span));
    whole
}
