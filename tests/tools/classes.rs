//! Prints what each piece of specifications is, by their trees: `cargo run -p flow-tests --bin classes -- order.flow`.
//!
//! A line for each file, `= order.flow`, then one for each piece on a line of it: the line from 0, where the piece begins and ends in
//! UTF-16 units, as editors count, and its class. The test of the editors' grammar reads it.

use std::process::ExitCode;

use flow_tests::classes::{Piece, classes};

fn main() -> ExitCode {
    for path in std::env::args().skip(1) {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        };
        println!("= {path}");
        classes(&text).iter().for_each(|piece| print(&text, piece));
    }
    ExitCode::SUCCESS
}

/// Prints a piece, line by line.
fn print(text: &str, (range, class): &Piece) {
    let mut line_start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let lines = text[..line_start].matches('\n').count()..;
    for (line, part) in lines.zip(text[range.clone()].split_inclusive('\n')) {
        let begin = part.as_ptr() as usize - text.as_ptr() as usize;
        let end = begin + part.trim_end_matches(['\n', '\r']).len();
        println!("{line} {} {} {class}", units(&text[line_start..begin]), units(&text[line_start..end]));
        line_start = begin + part.len();
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
