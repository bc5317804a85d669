//! The state diagram for Mermaid (`stateDiagram-v2`), which lays it out itself.

use std::fmt::Write;

use crate::graph::{Graph, Standing};

impl Graph {
    /// The state diagram in Mermaid's language.
    pub fn mermaid(&self) -> String {
        let mut out = format!("---\ntitle: \"{}\"\n---\nstateDiagram-v2\n", self.title.replace('"', "'"));
        for (at, node) in self.states.iter().enumerate() {
            let _ = writeln!(out, "    state \"{}\" as s{at}", plain(&node.caption()));
        }
        if let Some(initial) = self.initial {
            let _ = writeln!(out, "    [*] --> s{initial}");
        }
        for edge in &self.edges {
            let lines: Vec<String> = edge.lines().iter().map(|line| plain(line.trim())).collect();
            let _ = writeln!(out, "    s{} --> s{} : {}", edge.from, edge.to, lines.join("<br>"));
        }
        for at in self.standing(Standing::Final) {
            let _ = writeln!(out, "    s{at} --> [*]");
        }
        let unreachable: Vec<String> =
            self.standing(Standing::Unreachable).map(|at| format!("s{at}")).collect();
        if !unreachable.is_empty() {
            out.push_str("    classDef unreachable stroke-dasharray: 5 4\n");
            let _ = writeln!(out, "    class {} unreachable", unreachable.join(","));
        }
        out
    }

    fn standing(&self, wanted: Standing) -> impl Iterator<Item = usize> + '_ {
        (0..self.states.len()).filter(move |at| self.states[*at].standing == wanted)
    }
}

/// A text with Mermaid's own signs as entities.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '#' | ';' | '"' | '<' | '>' | '%' | '{' | '}' | '\\' | '`' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            ':' => out.push_str("#58;"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}
