//! The table in HTML, without a style of its own: it takes that of the page. Cells have classes to hang one on.

use super::{Move, Row, Table};
use crate::svg::escape;

impl Table {
    /// The table as an HTML `table` element.
    pub fn html(&self) -> String {
        let mut out = format!(
            "<table class=\"flow-table\">\n<caption>{}</caption>\n<thead>\n<tr><td></td>",
            escape(&self.title)
        );
        self.events
            .iter()
            .for_each(|event| out.push_str(&format!("<th scope=\"col\">{}</th>", escape(event))));
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        self.rows.iter().for_each(|row| out.push_str(&html_row(row)));
        out.push_str("</tbody>\n</table>\n");
        out
    }
}

fn html_row(row: &Row) -> String {
    let class = row.remark.map(|remark| format!(" class=\"{remark}\"")).unwrap_or_default();
    let remark = row.remark.map(|remark| format!(" <small>{remark}</small>")).unwrap_or_default();
    let cells: String = row.cells.iter().map(|moves| html_cell(moves)).collect();
    format!("<tr{class}><th scope=\"row\">{}{remark}</th>{cells}</tr>\n", escape(&row.state))
}

fn html_cell(moves: &[Move]) -> String {
    if moves.is_empty() {
        return "<td class=\"rejected\">·</td>".to_owned();
    }
    let lines: Vec<String> = moves.iter().map(|to| escape(&to.wording())).collect();
    format!("<td>{}</td>", lines.join("<br>"))
}
