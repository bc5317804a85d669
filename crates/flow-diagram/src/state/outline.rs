//! Machines too large for a picture: when they are, and a list of states and their transitions in its place.

use flow_model::gather::Gather;
use std::fmt::Write;

use crate::graph::{Graph, NodeKind};
use crate::layout::estimate_size;

/// A picture with more states or edges than these is wider than a page of documentation.
const STATES: usize = 60;
const EDGES: usize = 150;

/// A picture of more cells than these is many megabytes, takes more than a second to lay out, and is more than two
/// thousand columns wide or high: neither a terminal nor a browser shows it usefully.
const CELLS: i64 = 4_000_000;

/// The estimated size of a picture, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How wide it is.
    pub columns: i32,
    /// How high it is.
    pub rows: i32,
}

impl Graph {
    /// Whether the state diagram is too large for a page of documentation.
    pub fn is_large(&self) -> bool {
        self.nodes.len() > STATES || self.edges.len() > EDGES
    }

    /// The estimated size of the diagram as text, SVG or PNG if that is too large to be drawn. Mermaid and DOT leave the
    /// layout to other programs, and are written at any size.
    pub fn oversize(&self) -> Option<Size> {
        let size = self.size();
        (i64::from(size.columns) * i64::from(size.rows) > CELLS).then_some(size)
    }

    /// The estimated size of the diagram as text, in time linear in the graph.
    pub fn size(&self) -> Size {
        let (columns, rows) = estimate_size(self);
        Size { columns, rows }
    }

    /// The machine as a list: each state, followed by its events and their targets. Every line ends with a line feed.
    pub fn outline(&self) -> String {
        let mut leaving = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            leaving[edge.from].push(edge);
        }
        let mut out = format!("{}\n", self.title);
        for (at, (node, edges)) in self.nodes.iter().zip(leaving).enumerate() {
            let remark = match node.kind {
                _ if self.initial == Some(at) => " (initial)",
                NodeKind::Ordinary | NodeKind::AnyState => "",
                NodeKind::Outside => " (outside)",
                NodeKind::Final => " (final)",
                NodeKind::Unreachable => " (unreachable)",
            };
            let _ = writeln!(out, "\n{}{remark}", node.caption());
            for edge in edges {
                let to = if edge.to == at { "stays" } else { &self.nodes[edge.to].name };
                for label in &edge.labels {
                    let lines = label.lines(usize::MAX);
                    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).gather();
                    let _ = writeln!(out, "    {} → {to}", lines.join(" "));
                }
            }
        }
        out
    }
}
