//! `emit-cycle`: events that can cause each other endlessly without an event from outside (reference#diagnostics).
//!
//! Time counts as outside, unless it does not pass: a timer `until now()` is due at once. A handler is part of a cycle only if its machine
//! can return to a state that accepts it during the cycle. A message that is sent under a comparison of a variable is assumed to end the
//! cycle eventually if the same handler counts that variable up or down. Each cycle is reported once, at its first handler.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map, Set};

use flow_syntax::diagnostic::{Diagnostics, Name};

use super::CheckCtx;
use crate::bits::Bits;
use crate::control_flow::Request;
use crate::model::*;
use crate::words;

/// A handler of the system: its number in the order of machines and handlers.
type Node = usize;

/// Messages between handlers.
struct Graph {
    /// The handlers by number.
    handlers: Vec<(MachineId, HandlerId)>,
    /// The number of the first handler of each machine.
    first: List<MachineId, Node>,
    /// From each sender to the handlers that can accept the message, in order, with the place of the event.
    to: Vec<Vec<(Node, Span)>>,
}

impl Graph {
    /// The handlers of a machine in a set.
    fn of_machine(&self, machine: MachineId, nodes: &Bits) -> Vec<HandlerId> {
        let own = nodes.iter_within(self.first[machine]..self.handlers.len()).map(|node| self.handlers[node]);
        own.take_while(|(owner, _)| *owner == machine).map(|(_, handler)| handler).gather()
    }
}

pub(super) fn emit_cycle(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let graph = build_graph(ctx);
    for circle in find_cycles(&graph.to) {
        if let Some(circle) = retain_repeatable(ctx, &graph, circle) {
            report(ctx, diags, &graph, &circle);
        }
    }
}

fn build_graph(ctx: &CheckCtx<'_>) -> Graph {
    let machines = ctx.model.machines.entries();
    let handlers =
        machines.flat_map(|(id, machine)| machine.handlers.ids().map(move |handler| (id, handler)));
    let handlers = handlers.gather();
    let first =
        ctx.model.machines.ids().map(|id| handlers.partition_point(|(owner, _)| *owner < id)).collect();
    let mut graph = Graph { to: vec![Vec::new(); handlers.len()], handlers, first };
    let mut counted = (usize::MAX, Set::new());
    for sent in &ctx.sent {
        let (Some(place), Some((to, event))) = (sent_at_once(sent.step), sent.receiver()) else { continue };
        let from = graph.first[sent.machine] + sent.handler.index();
        if counted.0 != from {
            let body = &ctx.model.machines[sent.machine].handlers[sent.handler].body;
            counted = (from, find_counted_emits(body));
        }
        if counted.1.contains(&sent.step.span()) {
            continue;
        }
        for event in ctx.traffic.matching_events(to, event) {
            let takers = ctx.model.machines[to].events[event].handlers.iter();
            graph.to[from].extend(takers.map(|handler| (graph.first[to] + handler.index(), place)));
        }
    }
    for to in graph.to.iter_mut().filter(|to| to.len() > 1) {
        // Of several messages to one handler, the first one counts.
        ordered::sort_by_key(to, |(node, _)| *node);
        to.dedup_by_key(|(node, _)| *node);
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
fn find_cycles(graph: &[Vec<(Node, Span)>]) -> Vec<Bits> {
    let mut circles = Components {
        numbers: vec![None; graph.len()],
        lowest: vec![0; graph.len()],
        on_stack: vec![false; graph.len()],
        ..Components::default()
    };
    for node in 0..graph.len() {
        circles.find_components(graph, node);
    }
    let leads_to_itself = |node: &Node| graph[*node].iter().any(|(to, _)| to == node);
    circles.found.retain(|found| found.len() > 1 || found.iter().any(leads_to_itself));
    let mut found = circles.found.into_iter().map(|found| found.into_iter().collect::<Bits>()).gather();
    ordered::sort_by_key(&mut found, |circle| circle.iter().next());
    found
}

/// Tarjan's strongly connected components, without recursion.
#[derive(Default)]
struct Components {
    numbers: Vec<Option<usize>>,
    lowest: Vec<usize>,
    on_stack: Vec<bool>,
    count: usize,
    stack: Vec<Node>,
    found: Vec<Vec<Node>>,
}

impl Components {
    fn find_components(&mut self, graph: &[Vec<(Node, Span)>], root: Node) {
        if self.numbers[root].is_some() {
            return;
        }
        self.push_node(root);
        let mut path = vec![(root, graph[root].iter())];
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            match rest.next() {
                Some((to, _)) => match self.numbers[*to] {
                    None => {
                        self.push_node(*to);
                        path.push((*to, graph[*to].iter()));
                    }
                    Some(number) if self.on_stack[*to] => self.lower_link(node, number),
                    Some(_) => {}
                },
                None => {
                    path.pop();
                    self.pop_component(node);
                    if let Some((parent, _)) = path.last() {
                        self.lower_link(*parent, self.lowest[node]);
                    }
                }
            }
        }
    }

    fn push_node(&mut self, node: Node) {
        self.numbers[node] = Some(self.count);
        self.lowest[node] = self.count;
        self.count += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    fn lower_link(&mut self, node: Node, number: usize) {
        self.lowest[node] = number.min(self.lowest[node]);
    }

    fn pop_component(&mut self, node: Node) {
        if Some(self.lowest[node]) != self.numbers[node] {
            return;
        }
        let mut component = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack[member] = false;
            component.push(member);
            if member == node {
                break;
            }
        }
        self.found.push(component);
    }
}

/// The part of a circle that can go on turning, by the states of its machines.
fn retain_repeatable(ctx: &CheckCtx<'_>, graph: &Graph, mut circle: Bits) -> Option<Bits> {
    loop {
        let helpers = find_reachable_nodes(&graph.to, &circle);
        let mut visited = Map::new();
        for (machine, _) in circle.iter().map(|node| graph.handlers[node]) {
            let find = || find_visited_states(ctx, machine, graph, (&circle, &helpers));
            visited.entry(machine).or_insert_with(find);
        }
        let comes_back = |node: &Node| {
            let (machine, handler) = graph.handlers[*node];
            let accepted = &ctx.model.machines[machine].accepted(handler).states;
            accepted.iter().any(|state| visited[&machine].contains(state))
        };
        let left: Bits = circle.iter().filter(comes_back).collect();
        if left == circle {
            return Some(circle);
        }
        let mut part = vec![Vec::new(); graph.to.len()];
        for node in left.iter() {
            part[node].extend(graph.to[node].iter().filter(|(to, _)| left.contains(*to)));
        }
        circle = find_cycles(&part).into_iter().next()?;
    }
}

/// Every handler that the circle causes to run, itself included.
fn find_reachable_nodes(graph: &[Vec<(Node, Span)>], circle: &Bits) -> Bits {
    let mut reached = circle.clone();
    let mut open: Vec<Node> = circle.iter().gather();
    while let Some(node) = open.pop() {
        open.extend(graph[node].iter().map(|(to, _)| *to).filter(|to| reached.insert(*to)));
    }
    reached
}

/// The states a machine enters after one of its handlers in the circle sent something on.
fn find_visited_states(
    ctx: &CheckCtx<'_>,
    machine: MachineId,
    graph: &Graph,
    (circle, helpers): (&Bits, &Bits),
) -> Set<StateId> {
    let parts = &ctx.model.machines[machine];
    let mut visited = Set::new();
    for handler in graph.of_machine(machine, circle) {
        let paths = &ctx.paths[machine][handler];
        let to_machine = |question: &Request| !matches!(question, Request::Message(Target::Actor(..)));
        for question in paths.requests().filter(to_machine) {
            visited.extend(paths.rest_states(parts.accepted(handler).states.iter(), question));
        }
    }
    let mut open: Vec<StateId> = visited.iter().copied().gather();
    let helpers = graph.of_machine(machine, helpers);
    while let Some(state) = open.pop() {
        for handler in helpers.iter().filter(|id| parts.accepted(**id).states.contains(&state)) {
            let ends = ctx.paths[machine][*handler].from(state).end_states(state);
            open.extend(ends.into_keys().filter(|end| visited.insert(*end)));
        }
    }
    visited
}

fn report(ctx: &CheckCtx<'_>, diags: &mut Diagnostics, graph: &Graph, circle: &Bits) {
    let way = find_shortest_cycle(&graph.to, circle);
    let machine = |node: Node| words::party(ctx.model, Party::Machine(graph.handlers[node].0));
    let event = |node: Node| {
        let (machine, handler) = graph.handlers[node];
        let machine = &ctx.model.machines[machine];
        words::event(machine, machine.handlers[handler].event)
    };
    let Some((first, place)) = way.first() else { return };
    let names: Vec<_> =
        way.iter().map(|(node, _)| format!("'{}' at '{}'", event(*node), machine(*node))).gather();
    let message = match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("{} and {last} can lead to each other forever", others.join(", "))
        }
        _ => format!("{} can lead to itself forever", names.join(", ")),
    };
    let report = diags.report(Name::EmitCycle, *place, message);
    for (node, place) in &way[1..] {
        report.label(*place, format!("'{}' leads on here", event(*node)));
    }
    report.help(format!(
        "it ends where a handler does not lead on, or where a variable counts how often '{}' came",
        event(*first)
    ));
}

/// The shortest circle from its first handler, with the emit of each handler on it.
fn find_shortest_cycle(graph: &[Vec<(Node, Span)>], circle: &Bits) -> Vec<(Node, Span)> {
    let Some(first) = circle.iter().next() else { return Vec::new() };
    let mut before: Map<Node, (Node, Span)> = Map::new();
    let mut open = std::collections::VecDeque::from([first]);
    while let Some(node) = open.pop_front() {
        for (to, place) in graph[node].iter().filter(|(to, _)| circle.contains(*to)) {
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
