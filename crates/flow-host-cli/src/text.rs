//! Text for people: names, values and tables.

use flow_host::Party;
use serde_json::Value;

/// `@order o-17`; the only instance of a machine, and an actor, by the name alone.
pub(crate) fn party(party: &Party) -> String {
    if party.id.is_empty() || party.id == party.name {
        return format!("@{}", party.name);
    }
    format!("@{} {}", party.name, party.id)
}

/// The values of a JSON object: `sku: "cup", total: "12.50"`.
pub(crate) fn values(value: &Value) -> String {
    let Value::Object(fields) = value else { return value.to_string() };
    let fields = fields.iter().map(|(name, value)| format!("{name}: {}", shown(value)));
    fields.collect::<Vec<_>>().join(", ")
}

/// A value; a text that has a line break stays on one line.
pub(crate) fn shown(value: &Value) -> String {
    value.to_string()
}

/// Rows in columns, each as wide as its widest cell.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text
}

/// `1 event`, `2 events`.
pub(crate) fn count(number: i64, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [vec!["a".to_owned(), "b".to_owned()], vec!["ccc".to_owned(), "d".to_owned()]];
        assert_eq!(table(&rows), "a    b\nccc  d\n");
        assert_eq!(table(&[]), "");
    }

    #[test]
    fn an_instance_that_is_alone_needs_no_id() {
        let of = |name: &str, id: &str| party(&Party { name: name.to_owned(), id: id.to_owned() });
        assert_eq!(
            [of("order", "o-1"), of("shelf", "shelf"), of("bank", "")],
            ["@order o-1", "@shelf", "@bank"]
        );
    }
}
