//! The state diagram for Graphviz, which lays it out itself.

use std::fmt::Write;

use super::TOOL_COLUMNS;
use crate::graph::{Graph, NodeKind};

impl Graph {
    /// The state diagram in Graphviz' language.
    pub fn dot(&self) -> String {
        let mut out = format!("digraph {} {{\n", quoted(&self.title));
        let _ = writeln!(
            out,
            "    label={}; labelloc=t; fontname=\"monospace\"; rankdir=TB;",
            quoted(&self.title)
        );
        out.push_str("    node [shape=box style=rounded fontname=\"monospace\"];\n");
        out.push_str("    edge [fontname=\"monospace\" fontsize=11];\n");
        for node in &self.nodes {
            let _ = writeln!(
                out,
                "    {} [label={}{}];",
                quoted(&node.name),
                quoted(&node.caption()),
                style(node.kind)
            );
        }
        if let Some(initial) = self.initial {
            let _ = writeln!(out, "    start [shape=point width=0.15 xlabel=\"\"];");
            let _ = writeln!(out, "    start -> {};", quoted(&self.nodes[initial].name));
        }
        for edge in &self.edges {
            let (from, to) = (&self.nodes[edge.from].name, &self.nodes[edge.to].name);
            let label: String =
                edge.lines(TOOL_COLUMNS).iter().map(|line| format!("{}\\l", escaped(line))).collect();
            let _ = writeln!(out, "    {} -> {} [label=\"{label}\"];", quoted(from), quoted(to));
        }
        out.push_str("}\n");
        out
    }
}

fn style(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Ordinary => "",
        NodeKind::AnyState | NodeKind::Outside => " shape=ellipse style=solid",
        NodeKind::Final => " peripheries=2",
        NodeKind::Unreachable => " style=\"rounded,dashed\" xlabel=\"unreachable\"",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    // Graphviz reads entities of HTML in labels, so an ampersand has to be one.
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
