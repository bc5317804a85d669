//! `type-mismatch`: a column of a table in a `given:` with cells of several types (reference#types).
//!
//! An unquoted cell is a number, a boolean, else text, so one slip of the pen makes a column of numbers one of texts. Empty
//! cells fit everywhere, and quotation marks make a text of anything.

use flow_syntax::ast::{Cell, Literal, Table};
use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::model::{FactKind, Machine};

pub(super) fn mixed_column(machine: &Machine, diags: &mut Diagnostics) {
    let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.given);
    let of_scenarios = machine.scenarios.iter().flat_map(|scenario| &scenario.given);
    for fact in of_scenarios.chain(of_handlers) {
        if let FactKind::Table(_, table) = &fact.kind {
            (0..table.header.len()).for_each(|column| check(table, column, diags));
        }
    }
}

/// Reports the first cell of a column that is of another type than the first one.
fn check(table: &Table, column: usize, diags: &mut Diagnostics) {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let mut typed = cells.filter_map(|cell| Some((cell, opt_type(cell)?)));
    let Some((first, is)) = typed.next() else { return };
    let Some((other, is_too)) = typed.find(|(_, other)| *other != is) else { return };
    let name = &table.header[column].text;
    let message = format!("the column '{name}' holds {is}, but this is {is_too}");
    let report = diags.report(Name::TypeMismatch, other.span, message);
    report.label(first.span, format!("{is} here"));
    if is == TEXT || is_too == TEXT {
        report.help("in quotation marks, a cell is text");
    }
}

const TEXT: &str = "a string";

/// The type of a cell in words; none for an empty one.
fn opt_type(cell: &Cell) -> Option<&'static str> {
    match cell.value {
        Literal::Number(_) | Literal::Percent(_) => Some("a number"),
        Literal::Boolean(_) => Some("a boolean"),
        Literal::Text(ref text) if text.is_empty() => None,
        Literal::Text(_) => Some(TEXT),
        Literal::Empty => None,
    }
}
