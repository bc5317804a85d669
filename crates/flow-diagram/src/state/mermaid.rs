//! The state diagram for Mermaid (`stateDiagram-v2`), which lays it out itself.

use flow_model::gather::Gather;
use std::fmt::Write;

use super::TOOL_COLUMNS;
use crate::graph::{Graph, NodeKind, Subject};

impl Graph {
    /// The diagram in Mermaid's language: a state diagram, or a flow chart of a system.
    pub fn mermaid(&self) -> String {
        if self.subject == Subject::System {
            return self.flow_chart();
        }
        let mut out = format!("---\ntitle: \"{}\"\n---\nstateDiagram-v2\n", self.title.replace('"', "'"));
        for (at, node) in self.nodes.iter().enumerate() {
            let _ = writeln!(out, "    state \"{}\" as {}", plain(&node.caption()), self.mermaid_id(at));
        }
        if let Some(initial) = self.initial {
            let _ = writeln!(out, "    [*] --> s{initial}");
        }
        for edge in &self.edges {
            let lines: Vec<String> = edge.lines(TOOL_COLUMNS).iter().map(|line| plain(line.trim())).gather();
            let (from, to) = (self.mermaid_id(edge.from), self.mermaid_id(edge.to));
            let _ = writeln!(out, "    {from} --> {to} : {}", lines.join("<br>"));
        }
        for at in self.of_kind(NodeKind::Final) {
            let _ = writeln!(out, "    s{at} --> [*]");
        }
        let unreachable: Vec<String> =
            self.of_kind(NodeKind::Unreachable).map(|at| format!("s{at}")).gather();
        if !unreachable.is_empty() {
            out.push_str("    classDef unreachable stroke-dasharray: 5 4\n");
            let _ = writeln!(out, "    class {} unreachable", unreachable.join(","));
        }
        if self.any.is_some() {
            out.push_str("    classDef any fill:none,font-style:italic\n    class any any\n");
        }
        out
    }

    /// The parties of a system and what they send to each other.
    fn flow_chart(&self) -> String {
        let mut out = "flowchart TD\n".to_owned();
        for (at, node) in self.nodes.iter().enumerate() {
            let (open, close) = if node.kind == NodeKind::Outside { ("([", "])") } else { ("[", "]") };
            let _ = writeln!(out, "    p{at}{open}\"{}\"{close}", plain(&node.caption()));
        }
        for edge in &self.edges {
            let lines: Vec<String> = edge.lines(TOOL_COLUMNS).iter().map(|line| plain(line.trim())).gather();
            let _ = writeln!(out, "    p{} -->|\"{}\"| p{}", edge.from, lines.join("<br>"), edge.to);
        }
        out
    }

    /// The name of a node in Mermaid's language, which allows fewer characters than names of states.
    fn mermaid_id(&self, node: usize) -> String {
        match self.nodes[node].kind {
            NodeKind::AnyState => "any".to_owned(),
            NodeKind::Ordinary | NodeKind::Final | NodeKind::Unreachable | NodeKind::Outside => {
                format!("s{node}")
            }
        }
    }

    /// The indexes of the nodes of one kind.
    fn of_kind(&self, wanted: NodeKind) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.len()).filter(move |at| self.nodes[*at].kind == wanted)
    }
}

/// A text with the signs of Mermaid, and of the Markdown and HTML that it reads, as entities.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '#' | '&' | ';' | ':' | '"' | '<' | '>' | '%' | '{' | '}' | '\\' | '`' | '*' | '~' => {
                put_entity(&mut out, c);
            }
            // Within a word an underscore is no mark, and names have many.
            '_' if before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric()) => {
                out.push(c);
            }
            '_' => put_entity(&mut out, c),
            // Two of them are the mark of a formula.
            '$' if before == '$' || rest.peek() == Some(&'$') => put_entity(&mut out, c),
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
        before = c;
    }
    out
}

fn put_entity(out: &mut String, c: char) {
    let _ = write!(out, "#{};", u32::from(c));
}
