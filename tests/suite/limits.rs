//! Limits: the numbers that the page `docs/limits.md` states are those of the source.
//!
//! A row of its table ends with the name of a constant and the file that defines it. The test fails if the constant of a row has
//! another value or no longer exists, so the page stays up to date.

use std::fs;

use flow_tests::repository;

/// A row of the table: the stated value, and the constant that has it.
struct Row {
    value: u64,
    constant: String,
    file: String,
}

#[test]
fn the_page_of_limits_states_the_constants_of_the_source() {
    let page = fs::read_to_string(repository().join("docs/limits.md")).unwrap();
    let rows: Vec<Row> = page.lines().filter_map(parse_row).collect();
    assert!(rows.len() >= 16, "only {} rows name a constant", rows.len());
    for Row { value, constant, file } in rows {
        let source = fs::read_to_string(repository().join(&file)).unwrap_or_default();
        assert_eq!(constant_value(&source, &constant), Some(value), "{constant} in {file}");
    }
}

/// Reads ``| limit | 4,000 | `CELLS` in `a/b.rs` |``.
fn parse_row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [_, value, defined] = cells[..] else { return None };
    let (constant, file) = defined.trim_matches('`').split_once("` in `")?;
    let value = value.replace(',', "").parse().ok()?;
    Some(Row { value, constant: constant.to_owned(), file: file.to_owned() })
}

/// The value of an integer constant: digits, `_`, and at most one `<<`.
fn constant_value(source: &str, name: &str) -> Option<u64> {
    let (_, rest) = source.split_once(&format!("const {name}: "))?;
    let (_, rest) = rest.split_once(" = ")?;
    let (value, _) = rest.split_once(';')?;
    let number = |text: &str| text.trim().replace('_', "").parse::<u64>().ok();
    match value.split_once("<<") {
        Some((base, shift)) => Some(number(base)? << number(shift)?),
        None => number(value),
    }
}

#[test]
fn a_constant_is_read_with_its_separators_and_its_shift() {
    assert_eq!(constant_value("const CELLS: i64 = 4_000_000;", "CELLS"), Some(4_000_000));
    assert_eq!(constant_value("const A: u8 = 1;\nconst MOST: u64 = 64 << 20;", "MOST"), Some(67_108_864));
    assert_eq!(constant_value("const OTHER: u64 = 3;", "MOST"), None);
}
