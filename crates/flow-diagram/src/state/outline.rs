//! A machine as a list of its states and what leads away from each, for machines too large for a picture.

use std::fmt::Write;

use crate::graph::{Graph, Standing};

/// A picture with more states or edges than these is wider than a page of documentation.
const STATES: usize = 60;
const EDGES: usize = 150;

impl Graph {
    /// Whether the state diagram is too large to be read in one piece.
    pub fn is_large(&self) -> bool {
        self.states.len() > STATES || self.edges.len() > EDGES
    }

    /// The machine as a list: each state, below it its events and where they lead. Every line ends with a line feed.
    pub fn outline(&self) -> String {
        let mut leaving = vec![Vec::new(); self.states.len()];
        for edge in &self.edges {
            leaving[edge.from].push(edge);
        }
        let mut out = format!("{}\n", self.title);
        for (at, (node, edges)) in self.states.iter().zip(leaving).enumerate() {
            let remark = match node.standing {
                _ if self.initial == Some(at) => " (initial)",
                Standing::Ordinary => "",
                Standing::Final => " (final)",
                Standing::Unreachable => " (unreachable)",
            };
            let _ = writeln!(out, "\n{}{remark}", node.caption());
            for edge in edges {
                let to = if edge.to == at { "stays" } else { &self.states[edge.to].name };
                for label in &edge.labels {
                    let lines: Vec<String> = label.lines().map(|line| line.trim().to_owned()).collect();
                    let _ = writeln!(out, "    {} → {to}", lines.join(" "));
                }
            }
        }
        out
    }
}
