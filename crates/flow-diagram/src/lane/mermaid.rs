//! The lane diagram for Mermaid (`sequenceDiagram`), which lays it out itself.

use std::fmt::Write;

use super::Lanes;
use crate::state::plain;
use crate::trace::{Entry, EntryKind, Outcome, Trace};

impl Trace {
    /// The lane diagram in Mermaid's language.
    pub fn mermaid(&self, lanes: Lanes) -> String {
        let mut out = "sequenceDiagram\n".to_owned();
        if let Some(title) = &self.title {
            // A title in front matter shows entities as they are.
            let _ = writeln!(out, "    title {}", plain(title));
        }
        for (at, name) in self.parties.iter().enumerate() {
            let _ = writeln!(out, "    participant p{at} as {}", plain(name));
        }
        for entry in self.drawn_entries(lanes) {
            out.push_str(&render_entry(entry));
        }
        out
    }
}

fn render_entry(entry: &Entry) -> String {
    match &entry.kind {
        EntryKind::Message { from, to, event, outcome } => {
            let arrow = match outcome {
                Outcome::Handled => "->>",
                Outcome::Rejected => "-x",
                Outcome::Lost => "--x",
            };
            format!("    p{from}{arrow}p{to}: {}\n", plain(event))
        }
        EntryKind::Act { party, act } => format!("    Note over p{party}: {}\n", plain(&act.wording())),
    }
}
