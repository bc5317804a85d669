//! `declaration`: `with:` right below a handler's line, and its table of names and types (reference#payload-declarations).
//!
//! A first row of exactly `field`, `type` is a header. A cell without a type leaves the type to be inferred.

use super::payload::Row;
use crate::ast::{Declaration, DeclaredField};
use crate::block::Builder;
use crate::diagnostic::Name;
use crate::grammar::Rule;
use crate::layout::Node;
use crate::line::value::shrink_to_fit;

const TABLE_HELP: &str = "a row is '| name | type |', as '| subject | string |'";

impl Builder<'_, '_> {
    /// `with:` as the first line of a handler.
    pub(super) fn build_declaration_table(&mut self, node: &Node) -> Option<Declaration> {
        let piece = self.piece(node)?;
        let span = self.span(node);
        if self.reader.read(Rule::with_table, piece).is_err() {
            self.report(
                Name::MisplacedLine,
                span,
                "what comes with an event is on its handler's line, or a table",
            )
            .help("'with $subject: string' is last on the handler's line; a table is below 'with:'");
            self.report_lines_below(node);
            return None;
        }
        if node.is_bare() {
            self.report(Name::Syntax, span, "this 'with:' has no table under it").help(TABLE_HELP);
            return None;
        }
        let rows = self.read_rows(&node.children, "a table of what comes with an event");
        let first = rows.first()?;
        if first.cells.len() != 2 {
            self.report(Name::RaggedTable, first.span, "this table has two columns: name and type")
                .help(TABLE_HELP);
            return None;
        }
        let rows = if is_header(first) { &rows[1..] } else { &rows[..] };
        let fields: Option<Vec<DeclaredField>> =
            rows.iter().map(|row| self.build_declared_row(row)).collect();
        let mut fields = fields?;
        self.reader.report_fields_declared_twice(&mut fields);
        Some(Declaration { fields: shrink_to_fit(fields), is_table: true, span })
    }

    fn build_declared_row(&mut self, row: &Row<'_>) -> Option<DeclaredField> {
        let [name, ty] = row.cells[..] else { return None };
        let name = self.build_field_name(name)?;
        let ty = match ty.text {
            "" => None,
            _ => Some(self.field_type(ty)?),
        };
        Some(DeclaredField { name, ty, span: row.span })
    }

    /// The declaration of a handler's line, or its table. Both together are reported.
    pub(super) fn choose_declaration(
        &mut self,
        on_line: Option<Declaration>,
        table: Option<Declaration>,
    ) -> Option<Declaration> {
        if let (Some(line), Some(table)) = (&on_line, &table) {
            self.report(Name::DuplicateName, table.span, "a handler says once what comes with its event")
                .label(line.span, "first here");
        }
        on_line.or(table)
    }
}

fn is_header(row: &Row<'_>) -> bool {
    row.cells.iter().map(|cell| cell.text).eq(["field", "type"])
}
