//! A machine as a graph: its states, and one edge for each pair of states that something leads between.
//!
//! Everything that draws states starts here. States stand in the model's order, edges in the order of their first
//! transition; several events between the same two states are several labels of one edge.

use flow_model::model::Span;

/// What is drawn of one machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// The machine's name, with its sigil: `@order`.
    pub title: String,
    /// The states, in the model's order.
    pub states: Vec<Node>,
    /// Which state is the initial one; `None` only if there are no states.
    pub initial: Option<usize>,
    /// The edges; no two have the same ends.
    pub edges: Vec<Edge>,
}

/// A state.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name, with its sigil: `#paid`.
    pub name: String,
    /// How it is marked.
    pub standing: Standing,
    /// Its first mention, for links.
    pub span: Span,
    /// Whether something is wrong with it.
    pub check: Check,
}

/// Whether an error lies in the place that something was drawn from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// No error is known.
    #[default]
    Fine,
    /// It is drawn as far as it was understood.
    Wrong,
}

/// What a state is in its machine's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A machine can come here and go on.
    Ordinary,
    /// Nothing leads away from it to another state.
    Final,
    /// Nothing leads into it, and it is not the initial state (language.md §8).
    Unreachable,
}

/// All that leads from one state to another, or back to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Where it starts, in [`Graph::states`].
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What leads there, in order; at least one.
    pub labels: Vec<Label>,
}

/// One event that leads along an edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The event, with its sigil: `:checkout`.
    pub event: String,
    /// The guards on the way, one a line, as the specification says them; empty where guards are not asked for.
    pub guards: Vec<String>,
    /// The handler's line, for links.
    pub span: Span,
    /// The handler, from its line to its last step.
    pub body: Span,
    /// Whether something is wrong with it.
    pub check: Check,
}

impl Graph {
    /// A graph without states.
    pub fn new(title: impl Into<String>) -> Self {
        Graph { title: title.into(), ..Graph::default() }
    }

    /// Adds a state; the first one added is the initial state.
    pub fn state(&mut self, name: impl Into<String>, span: Span) -> usize {
        self.states.push(Node { name: name.into(), standing: Standing::Ordinary, span, check: Check::Fine });
        self.initial.get_or_insert(0);
        self.states.len() - 1
    }

    /// Adds a transition. Where the pair of states has an edge, it becomes one more label of it, unless it is there already.
    pub fn transition(&mut self, from: usize, to: usize, label: Label) {
        match self.edges.iter_mut().find(|edge| (edge.from, edge.to) == (from, to)) {
            Some(edge) if edge.labels.iter().any(|known| known.says_the_same(&label)) => {}
            Some(edge) => edge.labels.push(label),
            None => self.edges.push(Edge { from, to, labels: vec![label] }),
        }
    }

    /// Marks what was drawn from places with errors.
    pub fn mark_wrong(&mut self, errors: &[Span]) {
        let wrong = |place: Span| errors.iter().any(|error| touches(place, *error));
        for node in self.states.iter_mut().filter(|node| wrong(node.span)) {
            node.check = Check::Wrong;
        }
        let labels = self.edges.iter_mut().flat_map(|edge| &mut edge.labels);
        for label in labels.filter(|label| wrong(label.body)) {
            label.check = Check::Wrong;
        }
    }

    /// Marks the states that nothing leads away from as final. States marked otherwise stay as they are, and so does an
    /// initial state that handles events: a machine of one state lives in it.
    pub fn mark_final(&mut self) {
        let mut leaves = vec![false; self.states.len()];
        for edge in &self.edges {
            leaves[edge.from] |= edge.from != edge.to || self.initial == Some(edge.from);
        }
        for (node, leaves) in self.states.iter_mut().zip(leaves) {
            if !leaves && node.standing == Standing::Ordinary {
                node.standing = Standing::Final;
            }
        }
    }
}

/// What stands before a name with an error.
const WRONG: &str = "✗ ";

fn marked(text: &str, check: Check) -> String {
    match check {
        Check::Fine => text.to_owned(),
        Check::Wrong => format!("{WRONG}{text}"),
    }
}

fn touches(one: Span, other: Span) -> bool {
    one.file == other.file && one.start < other.end && other.start < one.end
}

impl Node {
    /// The name, marked if there is an error.
    pub(crate) fn caption(&self) -> String {
        marked(&self.name, self.check)
    }
}

impl Label {
    /// A label of one event without guards.
    pub fn new(event: impl Into<String>, span: Span) -> Self {
        Label { event: event.into(), guards: Vec::new(), span, body: span, check: Check::Fine }
    }

    fn says_the_same(&self, other: &Label) -> bool {
        self.event == other.event && self.guards == other.guards
    }

    /// The label as lines: the event, then its guards.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let guards = self.guards.iter().map(|guard| format!("  {guard}"));
        std::iter::once(marked(&self.event, self.check)).chain(guards)
    }
}

impl Edge {
    /// All labels as lines.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.labels.iter().flat_map(Label::lines).collect()
    }
}
