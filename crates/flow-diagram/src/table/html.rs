//! The table in HTML, without a style of its own: it takes that of the page. Cells have classes to hang one on.

use super::{Column, Effect, Row, Table};
use crate::svg::escape;
use flow_model::gather::Gather;

impl Table {
    /// The table as an HTML `table` element.
    pub fn html(&self) -> String {
        let mut out = format!(
            "<table class=\"flow-table\">\n<caption>{}</caption>\n<thead>\n<tr><td></td>",
            escape(&self.title)
        );
        self.columns.iter().for_each(|column| out.push_str(&render_head(column)));
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        self.rows.iter().for_each(|row| out.push_str(&render_row(row)));
        out.push_str("</tbody>\n</table>\n");
        out
    }
}

fn render_row(row: &Row) -> String {
    let class = row.remark.map(|remark| format!(" class=\"{remark}\"")).unwrap_or_default();
    let remark = row.remark.map(|remark| format!(" <small>{remark}</small>")).unwrap_or_default();
    let cells: String = row.cells.iter().map(|effects| render_cell(effects)).collect();
    format!("<tr{class}><th scope=\"row\">{}{remark}</th>{cells}</tr>\n", mark_break_points(&row.state))
}

fn render_head(column: &Column) -> String {
    let payload: String =
        column.payload.iter().map(|field| format!("<br><small>{}</small>", escape(field))).collect();
    format!("<th scope=\"col\">{}{payload}</th>", mark_break_points(&column.event))
}

fn render_cell(effects: &[Effect]) -> String {
    if effects.is_empty() {
        return "<td class=\"rejected\">·</td>".to_owned();
    }
    let effect = |effect: &Effect| {
        let details: Vec<String> = effect.details.iter().map(|line| escape(line)).gather();
        let details = match details.as_slice() {
            [] => String::new(),
            lines => format!("<pre>{}</pre>", lines.join("\n")),
        };
        format!("<div>{}{details}</div>", mark_break_points(&effect.to.wording().replace("→ ", "→\u{a0}")))
    };
    format!("<td>{}</td>", effects.iter().map(effect).collect::<String>())
}

/// A text with break points after the underscores of its names.
fn mark_break_points(text: &str) -> String {
    escape(text).replace('_', "_<wbr>")
}
