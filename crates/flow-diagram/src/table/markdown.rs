//! The table in Markdown; `·` is an empty cell.

use super::{Move, Table};

impl Table {
    /// The table in Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("| {} |", escaped(&self.title));
        self.events.iter().for_each(|event| out.push_str(&format!(" `{}` |", escaped(event))));
        out.push_str(&format!("\n|{}\n", " --- |".repeat(self.events.len() + 1)));
        for row in &self.rows {
            let remark = row.remark.map(|remark| format!(" ({remark})")).unwrap_or_default();
            out.push_str(&format!("| `{}`{remark} |", escaped(&row.state)));
            row.cells.iter().for_each(|moves| out.push_str(&format!(" {} |", cell(moves))));
            out.push('\n');
        }
        out
    }
}

fn cell(moves: &[Move]) -> String {
    let wording = |to: &Move| match to {
        Move::Stay => "stays".to_owned(),
        Move::To(state) => format!("→ `{}`", escaped(state)),
    };
    match moves {
        [] => "·".to_owned(),
        moves => moves.iter().map(wording).collect::<Vec<_>>().join("<br>"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
