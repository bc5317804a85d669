//! The graph of a machine of the model: its transitions (reference#transitions), and their guards.
//!
//! The edges are those that generated code and stories follow. Guards are written in the words of the specification, so
//! they need its text; a guard on the state an edge starts in is left out, since the edge shows it. A handler accepted in
//! any state gives one edge for each of its targets, with the states in which it does not apply as exceptions.

use flow_model::control_flow::guard_lines;
use flow_model::edges::{Edge, edges};
use flow_model::model::{
    Handler, HandlerId, Machine, MachineId, Model, Reach, Rule, Said, Sources, Span, StateId,
};
use flow_model::visit;

use crate::graph::{Graph, Label, NodeKind};

impl Graph {
    /// The graph of a machine, without guards.
    pub fn of(model: &Model, machine: MachineId) -> Graph {
        build(model, machine, None)
    }

    /// The graph of a machine, with the guards of its transitions in the words of `sources`.
    pub fn with_guards(model: &Model, machine: MachineId, sources: &Sources) -> Graph {
        build(model, machine, Some(sources))
    }
}

fn build(model: &Model, id: MachineId, sources: Option<&Sources>) -> Graph {
    let machine = &model.machines[id];
    let mut graph = Graph::new(format!("@{}", machine.name.text));
    for state in &machine.states {
        graph.add_state(format!("#{}", state.name.text), state.name.span);
    }
    graph.initial = (machine.initial.index() < machine.states.len()).then(|| machine.initial.index());
    let edges = edges(model, id);
    for edges in edges.chunk_by(|one, other| one.handler == other.handler) {
        let groups = group(machine, edges, sources.is_some());
        for group in groups {
            add_group(&mut graph, machine, &group, |edge| labels(machine, id, edge, sources));
        }
    }
    graph.mark_final();
    for (node, state) in graph.nodes.iter_mut().zip(machine.states.ids()) {
        if machine.reach(state) == Reach::Unreachable {
            node.kind = NodeKind::Unreachable;
        }
    }
    graph
}

/// The edges of one handler that differ in their source only.
struct Group<'e> {
    edges: Vec<&'e Edge>,
}

impl Group<'_> {
    /// The states the edges start in.
    fn sources(&self) -> impl Iterator<Item = StateId> {
        self.edges.iter().map(|edge| edge.from)
    }
}

/// Groups the edges of one handler by their target and, if these are drawn, their guards. Only a handler accepted in any
/// state gives groups of more than one edge.
fn group<'e>(machine: &Machine, edges: &'e [Edge], guards: bool) -> Vec<Group<'e>> {
    let is_for_any_state = edges.first().is_some_and(|edge| is_for_any_state(machine, edge.handler));
    if !is_for_any_state {
        return edges.iter().map(|edge| Group { edges: vec![edge] }).collect();
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    // For each target, and for handlers that stay after all of them, the groups with that target.
    let mut by_target = vec![Vec::new(); machine.states.len() + 1];
    for edge in edges {
        let target = if stays(edge) { machine.states.len() } else { edge.to.index() };
        let same = |group: &&usize| !guards || groups[**group].edges[0].branches == edge.branches;
        match by_target[target].iter().find(same).copied() {
            Some(group) => groups[group].edges.push(edge),
            None => {
                by_target[target].push(groups.len());
                groups.push(Group { edges: vec![edge] });
            }
        }
    }
    groups
}

/// Whether an edge is that of a handler without transitions.
fn stays(edge: &Edge) -> bool {
    edge.branches.is_empty()
}

/// Whether a handler is accepted in any state because of the words of its line, or because it is known from another
/// scenario with these words.
fn is_for_any_state(machine: &Machine, handler: HandlerId) -> bool {
    let accepted = machine.accepted(handler);
    let everywhere = accepted.states.len() == machine.states.len();
    machine.handlers[handler].said == Some(Said::Any) || accepted.rule == Rule::Known && everywhere
}

/// Adds a group as one edge from any state if it applies in most states, else as one edge from each.
fn add_group(graph: &mut Graph, machine: &Machine, group: &Group<'_>, labels: impl Fn(&Edge) -> Vec<Label>) {
    let first = group.edges[0];
    let exceptions = machine.states.len() - group.edges.len();
    if group.edges.len() > 1 && exceptions <= group.edges.len() {
        let any = graph.any_state();
        let to = if stays(first) { any } else { first.to.index() };
        let except = except(machine, group);
        for label in labels(first) {
            graph.add_transition(any, to, Label { except: except.clone(), ..label });
        }
        return;
    }
    for edge in &group.edges {
        for label in labels(edge) {
            graph.add_transition(edge.from.index(), edge.to.index(), label);
        }
    }
}

/// The names of the states in which a group does not apply.
fn except(machine: &Machine, group: &Group<'_>) -> Vec<String> {
    let mut applies = vec![false; machine.states.len()];
    group.sources().for_each(|state| applies[state.index()] = true);
    let states = machine.states.iter().zip(applies).filter(|(_, applies)| !applies);
    states.map(|(state, _)| format!("#{}", state.name.text)).collect()
}

/// One label for each path through the guards; one without guards if they are not drawn, or if there are none.
fn labels(machine: &Machine, id: MachineId, edge: &Edge, sources: Option<&Sources>) -> Vec<Label> {
    let handler = &machine.handlers[edge.handler];
    let event = format!(":{}", machine.events[edge.event].name.text);
    let body = extent(handler);
    let label = |guards| Label { guards, body, ..Label::new(event.clone(), handler.span) };
    let Some(sources) = sources else { return vec![label(Vec::new())] };
    guard_lines(id, sources, &handler.body, &edge.branches).into_iter().map(label).collect()
}

/// A handler from its line to the end of its last step.
fn extent(handler: &Handler) -> Span {
    let mut extent = handler.span;
    let mut add = |span: Span| {
        if span.file == extent.file && span.start >= extent.start {
            extent.end = extent.end.max(span.end);
        }
    };
    visit::steps(&handler.body, &mut |step| add(step.span()));
    visit::body_exprs(&handler.body, &mut |expr| add(expr.span));
    extent
}
