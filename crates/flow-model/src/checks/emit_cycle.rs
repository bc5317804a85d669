//! `emit-cycle`: events that can cause each other endlessly without an event from outside (reference#diagnostics).
//!
//! Time counts as outside, unless it does not pass: a timer `until now()` is due at once. A handler is part of a cycle only if its machine
//! can return to a state that accepts it during the cycle. A message that is sent under a comparison of a variable is assumed to end the
//! cycle eventually if the same handler counts that variable up or down. Each cycle is reported once, at its first handler.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map, Set};

use flow_syntax::diagnostic::{Diagnostics, Name};

use super::CheckCtx;
use super::part::AtOnce;
use crate::bits::Bits;
use crate::control_flow::Request;
use crate::messages::graph::Edges;
use crate::messages::{can_run, receiver_of};
use crate::model::*;
use crate::visit::kept_steps;
use crate::words;

/// A handler of the system: its number in the order of machines and handlers.
type Node = usize;

/// Messages between handlers.
struct Graph {
    /// The handlers by number.
    handlers: Vec<(MachineId, HandlerId)>,
    /// The number of the first handler of each machine.
    first: List<MachineId, Node>,
    /// From each sender to the handlers that can accept the message.
    to: Edges,
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
    if !has_cycle(&graph.to) {
        return;
    }
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
    let mut count = 0;
    let first: List<MachineId, Node> = ctx.model.machines.map(|machine| {
        count += machine.handlers.len();
        count - machine.handlers.len()
    });
    let mut edges = Vec::new();
    for (id, part) in ctx.parts.entries() {
        let machine = &ctx.model.machines[id];
        let arriving = part.at_once.iter().filter(|(by, ..)| ctx.arrives(id, machine.handlers[*by].event));
        for (by, to, event) in arriving {
            let takers = takers(ctx, *to, *event);
            edges.extend(takers.map(|taker| (first[id] + by.index(), first[*to] + taker.index())));
        }
    }
    Graph { to: Edges::of(handlers.len(), &edges), handlers, first }
}

/// The handlers that can take an event.
fn takers<'m>(
    ctx: &CheckCtx<'m>,
    to: MachineId,
    event: EventId,
) -> impl Iterator<Item = HandlerId> + use<'m> {
    let events = &ctx.model.machines[to].events;
    ctx.senders.matching_events(to, event).flat_map(|event| events[event].handlers.iter().copied())
}

/// What the handlers of a machine that can run send before time passes, in order.
pub(super) fn list_at_once(id: MachineId, machine: &Machine) -> Vec<AtOnce> {
    let mut sent = Vec::new();
    for handler in machine.handlers.ids().filter(|handler| can_run(machine, *handler)) {
        visit_sent_at_once(&machine.handlers[handler].body, &mut |request, _| {
            if let Some((to, event)) = receiver_of(request, id)
                && sent.last() != Some(&(handler, to, event))
            {
                sent.push((handler, to, event));
            }
        });
    }
    sent
}

/// Calls `see` with every request that a body makes before time passes, with the place of the event.
fn visit_sent_at_once(body: &[Step], see: &mut dyn FnMut(Request, Span)) {
    let counted = find_counted_emits(body);
    kept_steps(body, &mut |step| {
        if let (Some(place), Some(request)) = (sent_at_once(step), Request::of(step))
            && !counted.contains(&step.span())
        {
            see(request, place);
        }
    });
}

/// The place of the first message of a handler that another one can take.
fn place_of(ctx: &CheckCtx<'_>, graph: &Graph, (from, to): (Node, Node)) -> Option<Span> {
    let ((id, handler), (receiver, taker)) = (graph.handlers[from], graph.handlers[to]);
    let mut found = None;
    visit_sent_at_once(&ctx.model.machines[id].handlers[handler].body, &mut |request, place| {
        let target = receiver_of(request, id).filter(|(to, _)| found.is_none() && *to == receiver);
        if target.is_some_and(|(to, event)| takers(ctx, to, event).any(|other| other == taker)) {
            found = Some(place);
        }
    });
    found
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

/// Whether any node leads back to itself. Most systems have none, which costs less than to find the components: what nothing leads to is
/// removed, until nothing is left.
fn has_cycle(graph: &Edges) -> bool {
    let mut causes = vec![0; graph.nodes()];
    (0..graph.nodes()).flat_map(|node| graph.from(node)).for_each(|to| causes[to] += 1);
    let mut open: Vec<Node> = (0..graph.nodes()).filter(|node| causes[*node] == 0).gather();
    let mut removed = 0;
    while let Some(node) = open.pop() {
        removed += 1;
        for to in graph.from(node) {
            causes[to] -= 1;
            if causes[to] == 0 {
                open.push(to);
            }
        }
    }
    removed < graph.nodes()
}

/// The sets of handlers that all cause each other, in the order of their first handler.
fn find_cycles(graph: &Edges) -> Vec<Bits> {
    let mut circles = Components {
        numbers: vec![None; graph.nodes()],
        lowest: vec![0; graph.nodes()],
        on_stack: vec![false; graph.nodes()],
        ..Components::default()
    };
    for node in 0..graph.nodes() {
        circles.find_components(graph, node);
    }
    let leads_to_itself = |node: Node| graph.from(node).any(|to| to == node);
    circles.found.retain(|found| found.len() > 1 || found.iter().any(|node| leads_to_itself(*node)));
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
    fn find_components(&mut self, graph: &Edges, root: Node) {
        if self.numbers[root].is_some() {
            return;
        }
        self.push_node(root);
        let mut path = vec![(root, graph.from(root))];
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            match rest.next() {
                Some(to) => match self.numbers[to] {
                    None => {
                        self.push_node(to);
                        path.push((to, graph.from(to)));
                    }
                    Some(number) if self.on_stack[to] => self.lower_link(node, number),
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
        let mut part = Vec::new();
        for node in left.iter() {
            part.extend(graph.to.from(node).filter(|to| left.contains(*to)).map(|to| (node, to)));
        }
        circle = find_cycles(&Edges::of(graph.to.nodes(), &part)).into_iter().next()?;
    }
}

/// Every handler that the circle causes to run, itself included.
fn find_reachable_nodes(graph: &Edges, circle: &Bits) -> Bits {
    let mut reached = circle.clone();
    let mut open: Vec<Node> = circle.iter().gather();
    while let Some(node) = open.pop() {
        open.extend(graph.from(node).filter(|to| reached.insert(*to)));
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
    let next = way.iter().skip(1).chain(way.first());
    let place = |(from, to): (&Node, &Node)| Some((*from, place_of(ctx, graph, (*from, *to))?));
    let way: Vec<(Node, Span)> = way.iter().zip(next).filter_map(place).gather();
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

/// The shortest circle from its first handler.
fn find_shortest_cycle(graph: &Edges, circle: &Bits) -> Vec<Node> {
    let Some(first) = circle.iter().next() else { return Vec::new() };
    let mut before: Map<Node, Node> = Map::new();
    let mut open = std::collections::VecDeque::from([first]);
    while let Some(node) = open.pop_front() {
        let mut next = graph.from(node).filter(|to| circle.contains(*to)).gather();
        ordered::sort(&mut next);
        for to in next {
            if !before.contains_key(&to) {
                before.insert(to, node);
                open.push_back(to);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = first;
    while let Some(node) = before.get(&at) {
        way.push(*node);
        at = *node;
        if at == first {
            break;
        }
    }
    way.reverse();
    way
}
