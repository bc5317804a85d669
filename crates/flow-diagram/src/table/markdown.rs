//! The table in Markdown; `·` is an empty cell.

use super::{Column, Effect, Move, Table};
use flow_model::gather::Gather;

impl Table {
    /// The table in Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("| {} |", escaped(&self.title));
        self.columns.iter().for_each(|column| out.push_str(&format!(" {} |", render_head(column))));
        out.push_str(&format!("\n|{}\n", " --- |".repeat(self.columns.len() + 1)));
        for row in &self.rows {
            let remark = row.remark.map(|remark| format!(" ({remark})")).unwrap_or_default();
            out.push_str(&format!("| {}{remark} |", code(&row.state)));
            row.cells.iter().for_each(|effects| out.push_str(&format!(" {} |", render_cell(effects))));
            out.push('\n');
        }
        out
    }
}

fn render_head(column: &Column) -> String {
    let payload = column.payload.iter().map(|field| format!("<br>{}", escaped(field)));
    format!("{}{}", code(&column.event), payload.collect::<String>())
}

fn render_cell(effects: &[Effect]) -> String {
    if effects.is_empty() {
        return "·".to_owned();
    }
    let wording = |effect: &Effect| {
        let to = match &effect.to {
            Move::Stay => "stays".to_owned(),
            Move::Deferred => "deferred".to_owned(),
            Move::To(state) => format!("→ {}", code(state)),
        };
        std::iter::once(to).chain(effect.details.iter().map(|line| indented(line))).gather()
    };
    effects.iter().flat_map(wording).gather().join("<br>")
}

/// A line with its indentation as blanks that Markdown keeps.
fn indented(line: &str) -> String {
    let text = line.trim_start();
    format!("{}{}", "&nbsp;".repeat(line.len() - text.len()), escaped(text))
}

/// A name or other text without backticks as code: only a bar ends the cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// A text with Markdown's own signs escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
