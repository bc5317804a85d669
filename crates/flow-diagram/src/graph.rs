//! A machine as a graph: a node for each state, and an edge for each pair of nodes with a transition between them.
//!
//! All state diagrams are drawn from this graph. Nodes keep the model's order, edges the order of their first transition;
//! several events between the same two states are several labels of one edge. Handlers accepted in any state start at one
//! extra node, so that a machine of n states does not get n edges for each of them.

use flow_model::gather::Gather;
use flow_model::model::Span;

use crate::wrap::{wrap, wrap_between_words};

/// The state diagram of one machine, before layout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// Its subject: a machine or a system.
    pub subject: Subject,
    /// The machine's name, with its sigil: `@order`; or the name of the system.
    pub title: String,
    /// The states, in the model's order, and the node for any state if the graph has one.
    pub nodes: Vec<Node>,
    /// The index of the initial state; `None` only if there are no states.
    pub initial: Option<usize>,
    /// The edges; no two have the same ends.
    pub edges: Vec<Edge>,
    /// The index of the node for any state.
    pub(crate) any: Option<usize>,
    /// For each node, the indexes of the edges that start there.
    outgoing: Vec<Vec<usize>>,
}

/// What a graph shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// The states of a machine, and the transitions between them.
    #[default]
    Machine,
    /// The parties of a system, and what they send to each other. No node is initial.
    System,
}

/// A state, or the mark for any state.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name, with its sigil: `#paid`.
    pub name: String,
    /// How it is drawn.
    pub kind: NodeKind,
    /// Its first mention, for links.
    pub span: Span,
    /// Whether its first mention has an error.
    pub check: Check,
}

/// Whether the source of a node or label has an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Check {
    /// No error is known.
    #[default]
    Fine,
    /// There is one; the node or label is drawn as far as it was understood.
    Wrong,
}

/// The kinds of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A state with transitions to other states.
    Ordinary,
    /// A state in which instances end: one that `ends in` names; without such a line, one without transitions to other states.
    Final,
    /// A state that no transition reaches, other than the initial state (reference#reachability).
    Unreachable,
    /// The source of the handlers that are accepted in any state. An edge from it to itself does not change the state.
    AnyState,
    /// In the graph of a system: a party outside of it.
    Outside,
}

/// All transitions from one node to another, or from a node to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The index of its source in [`Graph::nodes`].
    pub from: usize,
    /// The index of its target.
    pub to: usize,
    /// One label for each event, in order; at least one.
    pub labels: Vec<Label>,
}

/// One event of an edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The event, as pictures word it: `:checkout`, `:ok from @bank`, `after 2 days`.
    pub event: String,
    /// The fields of its payload: `amount: number`; empty in diagrams without payloads.
    pub payload: Vec<String>,
    /// On an edge from any state: the names of the states in which this transition does not exist.
    pub except: Vec<String>,
    /// The guards of the transition, one a line, in the words of the specification; empty in diagrams without guards.
    pub guards: Vec<String>,
    /// What the transition does, one step a line, nested steps indented; empty in diagrams without actions.
    pub actions: Vec<String>,
    /// The handler's line, for links.
    pub span: Span,
    /// The handler, from its line to its last step.
    pub body: Span,
    /// Whether the handler has an error.
    pub check: Check,
}

impl Graph {
    /// A graph without nodes.
    pub fn new(title: impl Into<String>) -> Self {
        Graph { title: title.into(), ..Graph::default() }
    }

    /// Adds a state; the first one added is the initial state.
    pub fn add_state(&mut self, name: impl Into<String>, span: Span) -> usize {
        self.initial.get_or_insert(0);
        self.add_node(Node { name: name.into(), kind: NodeKind::Ordinary, span, check: Check::Fine })
    }

    /// The node for any state, which is added unless it exists.
    pub fn any_state(&mut self) -> usize {
        let (name, span) = (ANY_STATE.to_owned(), Span::default());
        self.any.unwrap_or_else(|| {
            self.add_node(Node { name, kind: NodeKind::AnyState, span, check: Check::Fine })
        })
    }

    pub(crate) fn add_node(&mut self, node: Node) -> usize {
        if node.kind == NodeKind::AnyState {
            self.any = Some(self.nodes.len());
        }
        self.nodes.push(node);
        self.outgoing.push(Vec::new());
        self.nodes.len() - 1
    }

    /// Adds a transition: a label of the edge between the two nodes, unless the edge has the same label already.
    pub fn add_transition(&mut self, from: usize, to: usize, label: Label) {
        match self.outgoing[from].iter().find(|edge| self.edges[**edge].to == to) {
            Some(edge) if self.edges[*edge].labels.iter().any(|known| known.reads_like(&label)) => {}
            Some(edge) => self.edges[*edge].labels.push(label),
            None => {
                self.outgoing[from].push(self.edges.len());
                self.edges.push(Edge { from, to, labels: vec![label] });
            }
        }
    }

    /// Marks the states without transitions to other states as final. An initial state that handles events is not
    /// final: a machine of one state never leaves it, and does not end there.
    pub fn mark_final(&mut self) {
        let mut leaves = vec![false; self.nodes.len()];
        for edge in &self.edges {
            leaves[edge.from] |= edge.from != edge.to || self.initial == Some(edge.from);
        }
        for edge in self.edges.iter().filter(|edge| Some(edge.from) == self.any) {
            self.mark_left_states(edge, &mut leaves);
        }
        for (node, leaves) in self.nodes.iter_mut().zip(leaves) {
            if !leaves && node.kind == NodeKind::Ordinary {
                node.kind = NodeKind::Final;
            }
        }
    }

    /// Marks the states that an edge from any state leaves.
    fn mark_left_states(&self, edge: &Edge, leaves: &mut [bool]) {
        for label in &edge.labels {
            for (at, (node, leaves)) in self.nodes.iter().zip(&mut *leaves).enumerate() {
                let moves = edge.to != edge.from && edge.to != at || self.initial == Some(at);
                *leaves |= moves && !label.except.contains(&node.name);
            }
        }
    }
}

/// What commands draw. The documentation of generated code does without.
#[cfg(feature = "pictures")]
impl Graph {
    /// The graph of one state: its incoming and outgoing edges with their other ends, and what any state has in common
    /// with it. `None` if there is no state of that name, which is given with its sigil.
    pub fn neighbourhood(&self, state: &str) -> Option<Graph> {
        let center = self.nodes.iter().position(|node| node.name == state)?;
        let any = self.any;
        let applies = |label: &&Label| !label.except.iter().any(|name| name == state);
        let mut edges: Vec<Edge> = Vec::new();
        for edge in &self.edges {
            if edge.from == center || edge.to == center {
                edges.push(edge.clone());
            } else if Some(edge.from) == any {
                let labels: Vec<Label> = edge.labels.iter().filter(applies).cloned().gather();
                edges.extend((!labels.is_empty()).then_some(Edge { labels, ..*edge }));
            }
        }
        Some(self.extract_subgraph(center, edges))
    }

    /// The nodes at the ends of some edges, and one more, with these edges.
    fn extract_subgraph(&self, center: usize, edges: Vec<Edge>) -> Graph {
        let mut kept = vec![false; self.nodes.len()];
        kept[center] = true;
        for edge in &edges {
            kept[edge.from] = true;
            kept[edge.to] = true;
        }
        let mut graph = Graph::new(&self.title);
        let mut indexes = vec![0; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().filter(|(at, _)| kept[*at]) {
            indexes[at] = graph.add_node(node.clone());
        }
        graph.initial = self.initial.filter(|initial| kept[*initial]).map(|initial| indexes[initial]);
        for edge in edges {
            for label in edge.labels {
                graph.add_transition(indexes[edge.from], indexes[edge.to], label);
            }
        }
        graph
    }

    /// Marks the nodes and labels with an error in their source.
    pub fn mark_wrong(&mut self, errors: &[Span]) {
        let wrong = |place: Span| errors.iter().any(|error| spans_overlap(place, *error));
        for node in self.nodes.iter_mut().filter(|node| wrong(node.span)) {
            node.check = Check::Wrong;
        }
        let labels = self.edges.iter_mut().flat_map(|edge| &mut edge.labels);
        for label in labels.filter(|label| wrong(label.body)) {
            label.check = Check::Wrong;
        }
    }
}

/// The name of the node for any state. State names have a sigil, so it differs from all of them.
const ANY_STATE: &str = "any state";

/// The prefix of a name with an error.
const WRONG: &str = "✗ ";

fn mark_text(text: &str, check: Check) -> String {
    match check {
        Check::Fine => text.to_owned(),
        Check::Wrong => format!("{WRONG}{text}"),
    }
}

#[cfg(feature = "pictures")]
fn spans_overlap(one: Span, other: Span) -> bool {
    one.file == other.file && one.start < other.end && other.start < one.end
}

impl Node {
    /// The name, marked if there is an error.
    pub(crate) fn caption(&self) -> String {
        mark_text(&self.name, self.check)
    }
}

impl Label {
    /// A label of one event without guards.
    pub fn new(event: impl Into<String>, span: Span) -> Self {
        Label {
            event: event.into(),
            payload: Vec::new(),
            except: Vec::new(),
            guards: Vec::new(),
            actions: Vec::new(),
            span,
            body: span,
            check: Check::Fine,
        }
    }

    fn reads_like(&self, other: &Label) -> bool {
        self.event == other.event
            && self.payload == other.payload
            && self.guards == other.guards
            && self.actions == other.actions
            && self.except == other.except
    }

    /// The label as lines: the event with its payload, the states in which it does not exist, its guards and, below them, what
    /// it does. Guards and actions are broken at `columns` columns, lines of names between names.
    pub(crate) fn lines(&self, columns: usize) -> Vec<String> {
        let event = mark_text(&self.event, self.check);
        let payload = (!self.payload.is_empty()).then(|| format!("  ({})", self.payload.join(", ")));
        let except = self.exception_text().map(|states| format!("  {states}"));
        let names = std::iter::once(event).chain(payload).chain(except);
        let details = self.detail_lines().into_iter().map(|line| format!("  {line}"));
        let details = details.flat_map(|line| wrap(&line, columns));
        names
            .flat_map(|entry_line| wrap_between_words(&entry_line, columns.max(NAMES_COLUMNS)))
            .chain(details)
            .gather()
    }

    /// The guards and, below them, the actions.
    pub(crate) fn detail_lines(&self) -> Vec<String> {
        let indent = if self.guards.is_empty() { "" } else { "  " };
        let actions = self.actions.iter().map(|action| format!("{indent}{action}"));
        self.guards.iter().cloned().chain(actions).gather()
    }

    /// `not in #a, #b and 7 others`; `None` if there are no exceptions.
    pub(crate) fn exception_text(&self) -> Option<String> {
        let (named, others) = self.except.split_at(self.except.len().min(NAMED_EXCEPTIONS));
        let names = named.join(", ");
        match others {
            [] if named.is_empty() => None,
            [] => Some(format!("not in {names}")),
            // One more name is no longer than "and 1 other".
            [last] => Some(format!("not in {names}, {last}")),
            others => Some(format!("not in {names} and {} others", others.len())),
        }
    }
}

/// Names are not read well if they are broken often, and are rarely the widest part of a picture.
const NAMES_COLUMNS: usize = 44;

/// A label with more names than these is much wider than the guards that usually are its widest lines; the table has all.
const NAMED_EXCEPTIONS: usize = 3;

impl Edge {
    /// All labels as lines of at most `columns` columns.
    pub(crate) fn lines(&self, columns: usize) -> Vec<String> {
        self.labels.iter().flat_map(|label| label.lines(columns)).gather()
    }
}
