//! From a machine of the model to its graph: what leads where (language.md §8), and under which guards.
//!
//! The edges are those the compiler and the stories use. Guards stand on them in the words of the specification, so they
//! are there only for who has its text. A guard on the state the edge starts in says nothing new and is left out.

use flow_model::edges::{Edge, edges};
use flow_model::model::{
    Chain, ConditionKind, Group, Handler, Machine, MachineId, Model, Reach, Sources, Span, StateId, Step,
};
use flow_model::visit;
use flow_model::words::guard_lines;

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
    let machine = &model.machines[id.index()];
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
    let handler = &machine.handlers[edge.handler.index()];
    let event = format!(":{}", machine.events[edge.event.index()].name.text);
    let body = extent(handler);
    let label = |guards| Label { guards, body, ..Label::new(event.clone(), handler.span) };
    let Some(sources) = sources else { return vec![label(Vec::new())] };
    let mut ways = Ways { machine: id, sources, to: edge.to, path: Vec::new(), found: Vec::new() };
    ways.walk(&handler.body);
    let taken = |way: &&Way| edge.guards.contains(&way.groups);
    let mut labels: Vec<Label> =
        ways.found.iter().filter(taken).map(|way| label(way.guards.clone())).collect();
    if labels.is_empty() || labels.iter().any(|label| label.guards.is_empty()) {
        labels = vec![label(Vec::new())];
    }
    labels
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

fn step_span(step: &Step) -> Span {
    match step {
        Step::Transition(transition) => transition.span,
        Step::Update(update) => update.span,
        Step::Emit(emit) => emit.span,
        Step::Timer(timer) => timer.span,
        Step::Action(call) => call.span,
        Step::Chain(chain) => chain.span,
    }
}

/// A way through the guards of a body to a transition.
struct Way {
    groups: Vec<Span>,
    guards: Vec<String>,
}

/// Looks for the ways to one state.
struct Ways<'a> {
    machine: MachineId,
    sources: &'a Sources,
    to: StateId,
    /// The groups around the place being looked at; `None` is an `otherwise`.
    path: Vec<Option<&'a Group>>,
    found: Vec<Way>,
}

impl<'a> Ways<'a> {
    fn walk(&mut self, body: &'a [Step]) {
        for step in body {
            match step {
                Step::Transition(transition) if transition.to == self.to => self.note(),
                Step::Chain(chain) => self.walk_chain(chain),
                _ => {}
            }
        }
    }

    fn walk_chain(&mut self, chain: &'a Chain) {
        let groups = chain.groups.iter().map(|group| (Some(group), &group.body));
        for (group, body) in groups.chain(chain.otherwise.iter().map(|body| (None, body))) {
            self.path.push(group);
            self.walk(body);
            self.path.pop();
        }
    }

    fn note(&mut self) {
        let groups = self.path.iter().flatten().map(|group| group.span).collect();
        let guards = self.path.iter().flat_map(|group| self.wording(*group)).collect();
        self.found.push(Way { groups, guards });
    }

    fn wording(&self, group: Option<&Group>) -> Vec<String> {
        match group {
            None => vec!["otherwise".to_owned()],
            Some(group) => guard_lines(
                self.sources,
                &group.condition,
                |condition| !matches!(&condition.kind, ConditionKind::InState(machine, _) if *machine == self.machine),
            ),
        }
    }
}
