//! `emit-cycle`: events that can cause each other endlessly without an event from outside (reference#diagnostics).
//!
//! Time counts as outside, unless it does not pass: a timer `until now()` is due at once. A handler is part of a cycle only if its machine
//! can return to a state that accepts it during the cycle. A message that is sent under a comparison of a variable is assumed to end the
//! cycle eventually if the same handler counts that variable up or down. Each cycle is reported once, at its first handler.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map, Set};

use flow_syntax::diagnostic::{Diagnostics, Name};

use super::CheckCtx;
use crate::control_flow::Request;
use crate::model::*;
use crate::words;

/// A handler of the system.
type Node = (MachineId, HandlerId);

/// Messages between handlers: from each sender to the handlers that can accept the message, with the place of the event.
type Graph = Map<Node, Map<Node, Span>>;

pub(super) fn emit_cycle(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let graph = build_graph(ctx);
    for circle in find_cycles(&graph) {
        if let Some(circle) = retain_repeatable(ctx, &graph, circle) {
            report(ctx, diags, &graph, &circle);
        }
    }
}

fn build_graph(ctx: &CheckCtx<'_>) -> Graph {
    let mut graph = Graph::new();
    let mut counted: Map<Node, Set<Span>> = Map::new();
    for sent in &ctx.sent {
        let (Some(place), Some((to, event))) = (sent_at_once(sent.step), sent.receiver()) else { continue };
        let body = &ctx.model.machines[sent.machine].handlers[sent.handler].body;
        let counted = counted.entry((sent.machine, sent.handler)).or_insert_with(|| find_counted_emits(body));
        if counted.contains(&sent.step.span()) {
            continue;
        }
        let from = graph.entry((sent.machine, sent.handler)).or_default();
        for event in ctx.traffic.matching_events(to, event) {
            for handler in &ctx.model.machines[to].events[event].handlers {
                from.entry((to, *handler)).or_insert(place);
            }
        }
    }
    graph
}

/// The place of the event that a step sends without that time passes.
fn sent_at_once(step: &Step) -> Option<Span> {
    match step {
        Step::Emit(emit) => Some(emit.event),
        Step::Timer(timer) => {
            let start = timer.op.start()?;
            matches!(&start.when, When::Until(time) if is_past(time)).then_some(timer.span)
        }
        _ => None,
    }
}

/// Whether a time is `now()`, or some length before it.
fn is_past(time: &Expr) -> bool {
    match &time.kind {
        ExprKind::Now => true,
        ExprKind::Binary(BinaryOp::Subtract, time, length) => {
            is_past(time)
                && matches!(&length.kind, ExprKind::Duration(amount, _) if matches!(amount.kind, ExprKind::Number(_)))
        }
        _ => false,
    }
}

/// The emits that are guarded by a comparison of a variable that the same body counts up or down.
fn find_counted_emits(body: &[Step]) -> Set<Span> {
    let mut counted = Set::new();
    crate::visit::steps(body, &mut |step| {
        if let Step::Update(Update {
            variable, op: UpdateOp::Increases(_) | UpdateOp::Decreases(_), ..
        }) = step
        {
            counted.insert(*variable);
        }
    });
    let mut found = Set::new();
    if !counted.is_empty() {
        add_counted_emits(body, &counted, Guarded::No, &mut found);
    }
    found
}

/// Whether guards further out compare a counted variable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guarded {
    Yes,
    No,
}

fn add_counted_emits(body: &[Step], counted: &Set<VariableId>, guarded: Guarded, found: &mut Set<Span>) {
    for step in body {
        match step {
            Step::Emit(_) | Step::Timer(_) if guarded == Guarded::Yes => {
                found.insert(step.span());
            }
            Step::ForEach(each) => add_counted_emits(&each.body, counted, guarded, found),
            Step::Chain(chain) => {
                let compares = |group: &Group| compares(&group.condition, counted);
                let guarded = if chain.groups.iter().any(compares) { Guarded::Yes } else { guarded };
                let bodies = chain.groups.iter().map(|group| &group.body).chain(&chain.otherwise);
                bodies.into_iter().for_each(|body| add_counted_emits(body, counted, guarded, found));
            }
            _ => {}
        }
    }
}

fn compares(condition: &Condition, counted: &Set<VariableId>) -> bool {
    let mut found = false;
    crate::visit::condition_exprs(condition, &mut |expr| {
        found |= matches!(&expr.kind, ExprKind::Variable(variable) if counted.contains(variable));
    });
    found
}

/// The sets of handlers that all cause each other, in the order of their first handler.
fn find_cycles(graph: &Graph) -> Vec<Set<Node>> {
    let mut circles = Components::default();
    for node in graph.keys() {
        circles.find_components(graph, *node);
    }
    let is_circle = |found: &Set<Node>| {
        let first = found.first().expect("a component has at least one node");
        found.len() > 1 || graph.get(first).is_some_and(|to| to.contains_key(first))
    };
    circles.found.retain(is_circle);
    ordered::sort(&mut circles.found);
    circles.found
}

/// Tarjan's strongly connected components, without recursion.
#[derive(Default)]
struct Components {
    numbers: Map<Node, usize>,
    lowest: Map<Node, usize>,
    stack: Vec<Node>,
    on_stack: Set<Node>,
    found: Vec<Set<Node>>,
}

impl Components {
    fn find_components(&mut self, graph: &Graph, root: Node) {
        if self.numbers.contains_key(&root) {
            return;
        }
        let next = |node: &Node| graph.get(node).into_iter().flat_map(|to| to.keys().copied());
        self.push_node(root);
        let mut path = vec![(root, next(&root))];
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            match rest.next() {
                Some(to) if !self.numbers.contains_key(&to) => {
                    self.push_node(to);
                    path.push((to, next(&to)));
                }
                Some(to) if self.on_stack.contains(&to) => self.lower_link(node, self.numbers[&to]),
                Some(_) => {}
                None => {
                    path.pop();
                    self.pop_component(node);
                    if let Some((parent, _)) = path.last() {
                        self.lower_link(*parent, self.lowest[&node]);
                    }
                }
            }
        }
    }

    fn push_node(&mut self, node: Node) {
        let number = self.numbers.len();
        self.numbers.insert(node, number);
        self.lowest.insert(node, number);
        self.stack.push(node);
        self.on_stack.insert(node);
    }

    fn lower_link(&mut self, node: Node, number: usize) {
        self.lowest.entry(node).and_modify(|lowest| *lowest = number.min(*lowest));
    }

    fn pop_component(&mut self, node: Node) {
        if self.lowest[&node] != self.numbers[&node] {
            return;
        }
        let mut component = Set::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack.remove(&member);
            component.insert(member);
            if member == node {
                break;
            }
        }
        self.found.push(component);
    }
}

/// The part of a circle that can go on turning, by the states of its machines.
fn retain_repeatable(ctx: &CheckCtx<'_>, graph: &Graph, mut circle: Set<Node>) -> Option<Set<Node>> {
    loop {
        let helpers = find_reachable_nodes(graph, &circle);
        let mut visited = Map::new();
        for (machine, _) in &circle {
            visited.entry(*machine).or_insert_with(|| find_visited_states(ctx, *machine, &circle, &helpers));
        }
        let comes_back = |(machine, handler): &Node| {
            let accepted = &ctx.model.machines[*machine].accepted(*handler).states;
            accepted.iter().any(|state| visited[machine].contains(state))
        };
        let left: Set<Node> = circle.iter().copied().filter(comes_back).collect();
        if left.len() == circle.len() {
            return Some(circle);
        }
        let part: Graph =
            left.iter().filter_map(|node| Some((*node, targets_within(graph.get(node)?, &left)))).collect();
        circle = find_cycles(&part).into_iter().next()?;
    }
}

fn targets_within(to: &Map<Node, Span>, nodes: &Set<Node>) -> Map<Node, Span> {
    to.iter().filter(|(node, _)| nodes.contains(node)).map(|(node, place)| (*node, *place)).collect()
}

/// Every handler that the circle causes to run, itself included.
fn find_reachable_nodes(graph: &Graph, circle: &Set<Node>) -> Set<Node> {
    let mut reached = circle.clone();
    let mut open: Vec<Node> = circle.iter().copied().gather();
    while let Some(node) = open.pop() {
        for to in graph.get(&node).into_iter().flat_map(Map::keys) {
            if reached.insert(*to) {
                open.push(*to);
            }
        }
    }
    reached
}

/// The states a machine enters after one of its handlers in the circle sent something on.
fn find_visited_states(
    ctx: &CheckCtx<'_>,
    machine: MachineId,
    circle: &Set<Node>,
    helpers: &Set<Node>,
) -> Set<StateId> {
    let parts = &ctx.model.machines[machine];
    let mine = |nodes: &Set<Node>| -> Vec<HandlerId> {
        nodes.iter().filter(|(owner, _)| *owner == machine).map(|(_, handler)| *handler).gather()
    };
    let mut visited = Set::new();
    for handler in mine(circle) {
        let paths = &ctx.paths[machine][handler];
        let to_machine = |question: &Request| !matches!(question, Request::Message(Target::Actor(..)));
        for question in paths.requests().filter(to_machine) {
            visited.extend(paths.rest_states(parts.accepted(handler).states.iter(), question));
        }
    }
    let mut open: Vec<StateId> = visited.iter().copied().gather();
    let helpers = mine(helpers);
    while let Some(state) = open.pop() {
        for handler in helpers.iter().filter(|id| parts.accepted(**id).states.contains(&state)) {
            let ends = ctx.paths[machine][*handler].from(state).end_states(state);
            open.extend(ends.into_keys().filter(|end| visited.insert(*end)));
        }
    }
    visited
}

fn report(ctx: &CheckCtx<'_>, diags: &mut Diagnostics, graph: &Graph, circle: &Set<Node>) {
    let way = find_shortest_cycle(graph, circle);
    let machine = |(machine, _): &Node| words::party(ctx.model, Party::Machine(*machine));
    let event = |(machine, handler): &Node| {
        let machine = &ctx.model.machines[*machine];
        words::event(machine, machine.handlers[*handler].event)
    };
    let Some((first, place)) = way.first() else { return };
    let names: Vec<_> =
        way.iter().map(|(node, _)| format!("'{}' at '{}'", event(node), machine(node))).gather();
    let message = match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("{} and {last} can lead to each other forever", others.join(", "))
        }
        _ => format!("{} can lead to itself forever", names.join(", ")),
    };
    let report = diags.report(Name::EmitCycle, *place, message);
    for (node, place) in &way[1..] {
        report.label(*place, format!("'{}' leads on here", event(node)));
    }
    report.help(format!(
        "it ends where a handler does not lead on, or where a variable counts how often '{}' came",
        event(first)
    ));
}

/// The shortest circle from its first handler, with the emit of each handler on it.
fn find_shortest_cycle(graph: &Graph, circle: &Set<Node>) -> Vec<(Node, Span)> {
    let Some(first) = circle.first().copied() else { return Vec::new() };
    let mut before: Map<Node, (Node, Span)> = Map::new();
    let mut open = std::collections::VecDeque::from([first]);
    while let Some(node) = open.pop_front() {
        for (to, place) in graph.get(&node).into_iter().flatten().filter(|(to, _)| circle.contains(to)) {
            if !before.contains_key(to) {
                before.insert(*to, (node, *place));
                open.push_back(*to);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = first;
    while let Some((node, place)) = before.get(&at) {
        way.push((*node, *place));
        at = *node;
        if at == first {
            break;
        }
    }
    way.reverse();
    way
}
