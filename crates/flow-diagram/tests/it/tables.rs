//! Tables of what events do in states.

use flow_diagram::table::{Column, Move, Row, Table};

use crate::golden::golden;

fn order() -> Table {
    let states = [
        ("#idle", Some("initial")),
        ("#awaiting_payment", None),
        ("#paid", None),
        ("#payed", Some("unreachable")),
    ];
    let events = [":checkout", ":payment_success", ":cancel from @customer", ":note|remark"];
    let columns = events.map(|event| Column { event: event.to_owned(), payload: Vec::new() }).to_vec();
    let mut table = Table { title: "@order".to_owned(), columns, rows: Vec::new() };
    for (state, remark) in states {
        table.rows.push(Row { state: state.to_owned(), remark, cells: vec![Vec::new(); events.len()] });
    }
    table.add(0, 0, Move::To("#awaiting_payment".to_owned()).into());
    table.add(0, 0, Move::To("#idle".to_owned()).into());
    table.add(0, 0, Move::To("#idle".to_owned()).into());
    table.add(1, 1, Move::To("#paid".to_owned()).into());
    table.add(1, 2, Move::Stay.into());
    table
}

#[test]
fn a_table_in_all_formats() {
    golden("table/order.txt", &order().text());
    golden("table/order.md", &order().markdown());
    golden("table/order.html", &order().html());
}

#[test]
fn every_line_of_the_text_is_as_wide_as_the_first() {
    let text = order().text();
    let widths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
    assert!(widths.iter().all(|width| *width == widths[0]), "{text}");
}

#[test]
fn a_machine_without_events_has_a_table() {
    assert_eq!(Table::default().text(), "┌──┐\n│  │\n└──┘\n");
}
