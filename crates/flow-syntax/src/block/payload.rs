//! `payload`: the lines below an emit or an assertion: `with` lines and their tables (reference#handlers).
//!
//! All forms of a payload, on the emit's line or under it, become one list of fields in the order written. Two columns are name
//! and value, three are name, type and value; a first row with these names is a header.

use crate::ast::{Expr, Field, TypeName};
use crate::block::{Builder, append};
use crate::diagnostic;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::kind::Kind;
use crate::layout::Node;
use crate::line::Piece;
use crate::line::payload::Payload;
use crate::line::value::shrink_to_fit;
use crate::source::Span;

const TABLE_HELP: &str = "a row is '| name | value |', or '| name | type | value |'";

impl Builder<'_, '_> {
    /// The fields of a payload, on the line and under it.
    pub(super) fn build_payload(&mut self, node: &Node, payload: Payload) -> Vec<Field> {
        let mut fields = payload.fields;
        if payload.table.is_some() {
            append(&mut fields, self.build_payload_table(node, payload.table));
            return fields;
        }
        for child in &node.children {
            match self.kind(child) {
                Kind::With => append(&mut fields, self.with_line(child)),
                Kind::Row => {
                    self.report_misplaced(
                        child,
                        "directly below this line",
                        "a payload's table is below a 'with:'",
                    );
                    break;
                }
                _ => {
                    self.report_misplaced(
                        child,
                        "under this line",
                        "a payload is 'with $a, $b', or 'with:' and a table",
                    );
                }
            }
        }
        fields
    }

    fn with_line(&mut self, node: &Node) -> Vec<Field> {
        let with = self.piece(node).and_then(|piece| self.reader.with(piece));
        let Some(with) = with else { return Vec::new() };
        let mut fields = with.fields;
        if with.table.is_some() {
            append(&mut fields, self.build_payload_table(node, with.table));
        } else {
            self.report_lines_below(node);
        }
        fields
    }

    fn build_payload_table(&mut self, node: &Node, with: Option<Span>) -> Vec<Field> {
        if let (Some(with), true) = (with, node.is_bare()) {
            self.report(diagnostic::Name::Syntax, with, "this 'with:' has no table under it")
                .help(TABLE_HELP);
        }
        let mut rows = self.read_all_rows(&node.children, "a payload's table");
        let width = rows.first().map_or(0, |row| row.cells.len());
        if matches!(width, 2 | 3) {
            self.drop_ragged(&mut rows);
        }
        let Some(first) = rows.first() else { return Vec::new() };
        if let Some(column) = first.cells.iter().find(|cell| cell.text == "validation") {
            let span = self.reader.piece_span(*column);
            self.reader.report_not_supported(
                span,
                "a 'validation' column",
                "a field is checked by a guard of the handler",
            );
            return Vec::new();
        }
        if !matches!(width, 2 | 3) {
            let message = "a payload's table has two or three columns";
            self.report(diagnostic::Name::RaggedTable, first.span, message).help(TABLE_HELP);
            return Vec::new();
        }
        let rows = if is_header(first) { &rows[1..] } else { &rows[..] };
        shrink_to_fit(rows.iter().filter_map(|row| self.build_payload_row(row)).gather())
    }

    fn build_payload_row(&mut self, row: &Row<'_>) -> Option<Field> {
        let (name, ty, value) = match row.cells[..] {
            [name, value] => (name, None, value),
            [name, ty, value] => (name, Some(ty), value),
            _ => return None,
        };
        let name = self.build_field_name(name)?;
        let ty = match ty {
            Some(ty) => Some(self.field_type(ty)?),
            None => None,
        };
        Some(Field { name, ty, value: self.build_field_value(value)?, span: row.span })
    }

    fn build_field_value(&mut self, cell: Piece<'_>) -> Option<Expr> {
        if let Some(value) = self.reader.try_fast_value(cell) {
            return Some(value);
        }
        let tokens = self.reader.read_form(Rule::value, cell, &["$total", "12", "\"text\""]);
        self.reader.read_expr(tokens?.next()?)
    }

    pub(super) fn build_field_name(&mut self, cell: Piece<'_>) -> Option<crate::ast::Name> {
        if let Some(name) = self.reader.try_fast_name(cell) {
            return Some(name);
        }
        let mut tokens = self.reader.read_form(Rule::field_name, cell, &["order_id"])?;
        Some(self.reader.read_name(&tokens.next()?))
    }

    pub(super) fn field_type(&mut self, cell: Piece<'_>) -> Option<TypeName> {
        self.reader.read_type_cell(cell)
    }
}

/// A row of a table: its cells, trimmed.
pub(super) struct Row<'l> {
    /// The cells.
    pub(super) cells: Vec<Piece<'l>>,
    /// The line.
    pub(super) span: Span,
}

impl<'l> Builder<'l, '_> {
    /// The rows under a line. Rows with more or fewer cells than the first are reported and left out.
    pub(super) fn read_rows(&mut self, nodes: &[Node], of: &str) -> Vec<Row<'l>> {
        let mut rows = self.read_all_rows(nodes, of);
        self.drop_ragged(&mut rows);
        rows
    }

    fn read_all_rows(&mut self, nodes: &[Node], of: &str) -> Vec<Row<'l>> {
        let mut rows: Vec<Row<'l>> = Vec::new();
        for node in nodes {
            if self.kind(node) == Kind::Row {
                rows.extend(self.read_row(node));
            } else {
                self.report_misplaced(node, &format!("in {of}"), "a row is written '| a | b |'");
            }
        }
        rows
    }

    /// Reports the rows with more or fewer cells than the first, and leaves them out. If all others are equal, the first is the
    /// mistake.
    fn drop_ragged(&mut self, rows: &mut Vec<Row<'l>>) {
        let widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).gather();
        let [width, others @ ..] = &widths[..] else { return };
        if let [other, _, ..] = others
            && others.iter().all(|width| width == other)
            && width != other
        {
            let (first, below) = (&rows[0], rows[1].span);
            let message = format!("this row has {} instead of {other}", cell_count(*width));
            self.report(diagnostic::Name::RaggedTable, first.span, message)
                .label(below, format!("the rows below it have {other}"))
                .help("a cell may be empty, but every row has as many '|' as the others");
            rows.clear();
            return;
        }
        let (width, first) = (*width, rows[0].span);
        for row in rows.iter().filter(|row| row.cells.len() != width) {
            self.report_ragged_row(row, first, width);
        }
        rows.retain(|row| row.cells.len() == width);
    }

    fn read_row(&mut self, node: &Node) -> Option<Row<'l>> {
        let piece = self.piece(node)?;
        let span = self.span(node);
        if let Some(cells) = self.reader.try_fast_cells(piece) {
            return Some(Row { cells, span });
        }
        let Ok(tokens) = self.reader.read(Rule::row_line, piece) else {
            self.report(diagnostic::Name::RaggedTable, span, "this row does not end in '|'")
                .help("a row is '| a | b |'");
            return None;
        };
        let cells = tokens.filter(|token| token.as_rule() == Rule::cell);
        let cells = cells.map(|cell| {
            let place = cell.as_span();
            Piece { text: place.as_str(), start: piece.start + place.start() }.trimmed()
        });
        Some(Row { cells: cells.gather(), span })
    }

    fn report_ragged_row(&mut self, row: &Row<'_>, first: Span, width: usize) {
        let found = cell_count(row.cells.len());
        self.report(
            diagnostic::Name::RaggedTable,
            row.span,
            format!("this row has {found} instead of {width}"),
        )
        .label(first, format!("the table's first row has {width}"))
        .help("a cell may be empty, but every row has as many '|' as the first");
    }
}

fn cell_count(cells: usize) -> String {
    if cells == 1 { "1 cell".to_owned() } else { format!("{cells} cells") }
}

/// Whether a first row is exactly `field`, [`type`,] `value`.
fn is_header(row: &Row<'_>) -> bool {
    let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text).gather();
    texts == ["field", "value"] || texts == ["field", "type", "value"]
}
