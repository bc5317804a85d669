//! The graph of a machine of the model: its transitions (reference#transitions), and loops for handlers that stay and do
//! something.
//!
//! The edges are those that generated code and stories follow. A handler accepted in any state gives one edge for each of its
//! targets, with the states in which it does not apply as exceptions. Guards, actions and payloads are added by `details`.

use flow_model::control_flow::{BranchId, ControlFlow, Stay};
use flow_model::edges::{Edge, edges};
use flow_model::gather::Gather;
use flow_model::model::{
    EventId, Handler, HandlerId, Machine, MachineId, Model, Reach, Rule, Said, Sources, Span, StateId,
};
use flow_model::visit;

use crate::events::EventWords;
use crate::graph::{Graph, Label, NodeKind};

impl Graph {
    /// The graph of a machine, with events only. `sources` are the texts that the model was made from.
    pub fn of(model: &Model, machine: MachineId, sources: &Sources) -> Graph {
        build_graph(model, machine, sources, &Plain)
    }
}

/// A possible outcome of an event in a state: a transition, or staying.
pub(crate) struct Way {
    /// The state the event is accepted in.
    pub(crate) from: StateId,
    /// The state it ends in.
    pub(crate) to: StateId,
    /// The event.
    pub(crate) event: EventId,
    /// The handler.
    pub(crate) handler: HandlerId,
    /// Whether it is a transition.
    pub(crate) kind: WayKind,
    /// The branches under which it happens, outermost first; one list for each place of the body. Empty if no branch matters.
    #[cfg_attr(not(feature = "pictures"), expect(dead_code, reason = "only details need it"))]
    pub(crate) branches: Vec<Vec<BranchId>>,
}

/// The kinds of outcomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WayKind {
    /// A transition, perhaps to the same state.
    Moves,
    /// No transition, but an effect.
    Stays,
    /// No transition, and no effect.
    Ignores,
}

/// What labels show in addition to events.
pub(crate) trait Detail {
    /// The branches under which a handler stays in a state and does something.
    fn staying(&self, handler: &Handler, state: StateId) -> Vec<Vec<BranchId>>;
    /// Whether two outcomes of one handler with the same target have the same labels.
    fn is_same(&self, one: &Way, other: &Way) -> bool;
    /// The labels of an outcome; `plain` has its event and places.
    fn labels(&self, handler: &Handler, way: &Way, plain: Label) -> Vec<Label>;
}

/// Labels with events only.
pub(crate) struct Plain;

impl Detail for Plain {
    fn staying(&self, _: &Handler, _: StateId) -> Vec<Vec<BranchId>> {
        Vec::new()
    }

    fn is_same(&self, _: &Way, _: &Way) -> bool {
        true
    }

    fn labels(&self, _: &Handler, _: &Way, plain: Label) -> Vec<Label> {
        vec![plain]
    }
}

/// Builds the graph of a machine.
pub(crate) fn build_graph(model: &Model, id: MachineId, sources: &Sources, detail: &dyn Detail) -> Graph {
    let machine = &model.machines[id];
    let mut graph = Graph::new(format!("@{}", machine.name.text));
    for state in &machine.states {
        graph.add_state(format!("#{}", state.name.text), state.name.span);
    }
    graph.initial = (machine.initial.index() < machine.states.len()).then(|| machine.initial.index());
    let edges = edges(model, id);
    let words = EventWords::of(model, sources, id, &edges);
    for edges in edges.chunk_by(|one, other| one.handler == other.handler) {
        let mut ways = list_ways(machine, edges, detail);
        leave_out_idle(&mut ways);
        for group in group_ways(machine, &ways, detail) {
            add_group(&mut graph, machine, &words, &group, detail);
        }
    }
    match machine.ends.are_said() {
        true => {
            machine.ends.states.iter().for_each(|state| graph.nodes[state.index()].kind = NodeKind::Final);
        }
        false => graph.mark_final(),
    }
    for (node, state) in graph.nodes.iter_mut().zip(machine.states.ids()) {
        if machine.reach(state) == Reach::Unreachable {
            node.kind = NodeKind::Unreachable;
        }
    }
    graph
}

/// The outcomes of one handler, from its edges: in each state one for each target, and one for staying if it can stay.
pub(crate) fn list_ways(machine: &Machine, edges: &[Edge], detail: &dyn Detail) -> Vec<Way> {
    let Some(first) = edges.first() else { return Vec::new() };
    let handler = &machine.handlers[first.handler];
    let flow = ControlFlow::of(&handler.body);
    let way = |from, to, kind, branches| Way {
        from,
        to,
        event: first.event,
        handler: first.handler,
        kind,
        branches,
    };
    let mut everywhere = None;
    let mut staying = |from: StateId| match flow.ignores_start() {
        true => everywhere.get_or_insert_with(|| detail.staying(handler, from)).clone(),
        false => detail.staying(handler, from),
    };
    let mut ways = Vec::new();
    for edges in edges.chunk_by(|one, other| one.from == other.from) {
        let moves = edges.iter().filter(|edge| !edge.branches.is_empty());
        ways.extend(moves.map(|edge| way(edge.from, edge.to, WayKind::Moves, edge.branches.clone())));
        let from = edges[0].from;
        match flow.from(from).stay() {
            Stay::Acting => ways.push(way(from, from, WayKind::Stays, staying(from))),
            Stay::Idle => ways.push(way(from, from, WayKind::Ignores, Vec::new())),
            Stay::Never => {}
        }
    }
    ways
}

/// Removes outcomes without effect, unless the event has no other outcome in that state: the loop is then the only sign that it
/// is accepted.
fn leave_out_idle(ways: &mut Vec<Way>) {
    let mut last = None;
    ways.retain(|way| {
        let is_only = last.replace(way.from) != Some(way.from);
        way.kind != WayKind::Ignores || is_only
    });
}

/// The outcomes of one handler that differ in their source only.
struct Group<'w> {
    ways: Vec<&'w Way>,
}

/// Groups the outcomes of one handler by their target and details. Only a handler accepted in any state has groups with more than
/// one member.
fn group_ways<'w>(machine: &Machine, ways: &'w [Way], detail: &dyn Detail) -> Vec<Group<'w>> {
    let is_for_any_state = ways.first().is_some_and(|way| is_for_any_state(machine, way.handler));
    if !is_for_any_state {
        return ways.iter().map(|way| Group { ways: vec![way] }).gather();
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    // For each target state the groups with that target; the last entry is for staying.
    let mut by_target = vec![Vec::new(); machine.states.len() + 1];
    for way in ways {
        let target = if way.kind == WayKind::Moves { way.to.index() } else { machine.states.len() };
        let same = |group: &&usize| detail.is_same(groups[**group].ways[0], way);
        match by_target[target].iter().find(same).copied() {
            Some(group) => groups[group].ways.push(way),
            None => {
                by_target[target].push(groups.len());
                groups.push(Group { ways: vec![way] });
            }
        }
    }
    groups
}

/// Whether a handler is accepted in any state because of the words of its line, or because it is known from another
/// scenario with these words.
fn is_for_any_state(machine: &Machine, handler: HandlerId) -> bool {
    let accepted = machine.accepted(handler);
    let everywhere = accepted.states.len() == machine.states.len();
    machine.handlers[handler].said.as_ref().is_some_and(Said::is_any)
        || accepted.rule == Rule::Known && everywhere
}

/// Adds a group as one edge from any state if it applies in most states, else as one edge from each.
fn add_group(
    graph: &mut Graph,
    machine: &Machine,
    words: &EventWords<'_>,
    group: &Group<'_>,
    detail: &dyn Detail,
) {
    let first = group.ways[0];
    let handler = &machine.handlers[first.handler];
    let body = handler_extent(handler);
    let labels = |way: &Way, states: &[StateId]| {
        let event = words.words_in_states(way.event, states);
        detail.labels(handler, way, Label { body, ..Label::new(event, handler.span) })
    };
    let exceptions = machine.states.len() - group.ways.len();
    if group.ways.len() > 1 && exceptions <= group.ways.len() {
        let any = graph.any_state();
        let to = if first.kind == WayKind::Moves { first.to.index() } else { any };
        let except = excluded_states(machine, group);
        let sources: Vec<StateId> = group.ways.iter().map(|way| way.from).gather();
        for label in labels(first, &sources) {
            graph.add_transition(any, to, Label { except: except.clone(), ..label });
        }
        return;
    }
    for way in &group.ways {
        for label in labels(way, &[way.from]) {
            graph.add_transition(way.from.index(), way.to.index(), label);
        }
    }
}

/// The names of the states in which a group does not apply.
fn excluded_states(machine: &Machine, group: &Group<'_>) -> Vec<String> {
    let mut applies = vec![false; machine.states.len()];
    group.ways.iter().for_each(|way| applies[way.from.index()] = true);
    let states = machine.states.iter().zip(applies).filter(|(_, applies)| !applies);
    states.map(|(state, _)| format!("#{}", state.name.text)).gather()
}

/// A handler from its line to the end of its last step.
fn handler_extent(handler: &Handler) -> Span {
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
