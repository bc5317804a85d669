//! Reads a lane diagram back from its text, and compares generated conversations with their drawings.

use flow_diagram::trace::{Act, EntryKind, Outcome};
use flow_diagram::{Lanes, Trace};

use crate::generated::Dice;

/// One thing that a drawing shows: lane numbers, and the words without breaks.
#[derive(Debug, PartialEq, Eq)]
enum Shown {
    Message(usize, usize, String, Outcome),
    Words(usize, String),
}

/// Reads all blocks of a drawing.
fn read(text: &str) -> (Vec<String>, Vec<Shown>) {
    let rows: Vec<Vec<char>> = text.lines().map(|row| row.chars().collect()).collect();
    let borders: Vec<usize> = (0..rows[0].len()).filter(|at| "┌┬┐".contains(rows[0][*at])).collect();
    let cell =
        |row: &[char], lane: usize| row[borders[lane] + 1..borders[lane + 1]].iter().collect::<String>();
    let lanes = borders.len() - 1;
    let heads = (0..lanes).map(|lane| cell(&rows[1], lane).trim().to_owned()).collect();
    let body = &rows[3..rows.len() - 1];
    let blocks = body.split(|row| row.iter().all(|c| "│ ".contains(*c))).filter(|block| !block.is_empty());
    let shown = blocks.map(|block| {
        let cells: Vec<Vec<String>> =
            block.iter().map(|row| (0..lanes).map(|lane| cell(row, lane)).collect()).collect();
        read_block(&cells)
    });
    (heads, shown.collect())
}

fn read_block(rows: &[Vec<String>]) -> Shown {
    let is_line =
        |cell: &String| !cell.trim().is_empty() && cell.trim().chars().all(|c| "─<>x┐┘".contains(c));
    let words: Vec<&Vec<String>> = rows.iter().filter(|row| !row.iter().any(is_line)).collect();
    let lines: Vec<&Vec<String>> = rows.iter().filter(|row| row.iter().any(is_line)).collect();
    let lane = words[0].iter().position(|cell| !cell.trim().is_empty()).expect("a word");
    let mut text = String::new();
    for row in &words {
        let word = row[lane].trim();
        let glue = if text.is_empty() || text.ends_with('_') { "" } else { " " };
        text.push_str(&format!("{glue}{word}"));
    }
    let Some(line) = lines.last() else { return Shown::Words(lane, text) };
    let touched: Vec<usize> = (0..line.len()).filter(|at| is_line(&line[*at])).collect();
    let (left, right) = (touched[0], touched[touched.len() - 1]);
    assert_eq!(left, lane, "the label stands in the left lane");
    assert!(touched.len() == right - left + 1, "the arrow goes through all lanes between");
    let whole: String = touched.iter().map(|at| line[*at].trim()).collect();
    let outcome = if whole.contains('x') { Outcome::Rejected } else { Outcome::Handled };
    let (from, to) =
        if left != right && (whole.ends_with(['>', 'x'])) { (left, right) } else { (right, left) };
    Shown::Message(from, to, text, outcome)
}

fn generated(seed: u64) -> Trace {
    let names = ["@customer", "@order", "@payment", "@warehouse_in_the_north", "@a"];
    let events = [":go", ":payment_request", ":a_very_long_event_name_that_must_be_broken", ":x_y_z"];
    let words = [
        "cart is valid",
        "process card with $amount",
        "send",
        "check that everything that was ordered is there",
    ];
    let mut dice = Dice::new(seed);
    let mut trace = Trace::new();
    for _ in 0..dice.below(25) {
        let (from, to) = (names[dice.below(names.len())], names[dice.below(names.len())]);
        let (event, word) = (events[dice.below(events.len())], words[dice.below(words.len())].to_owned());
        match dice.below(6) {
            0 => trace.rejected(from, to, event),
            1 => trace.act(from, Act::Guard(word)),
            2 => trace.act(from, Act::Action(word)),
            3 => trace.act(from, Act::Change(format!("#{}", &event[1..]))),
            _ => trace.message(from, to, event),
        }
    }
    trace
}

#[test]
fn drawings_show_the_conversation() {
    for seed in 0..300 {
        let trace = generated(seed);
        let text = trace.text(Lanes::WithStates);
        let widths: Vec<usize> = text.lines().map(|line| line.chars().count()).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "all rows are of one width\n{text}");
        if trace.parties.is_empty() {
            continue;
        }
        let expected: Vec<Shown> = trace
            .entries
            .iter()
            .map(|entry| match &entry.kind {
                EntryKind::Message { from, to, event, outcome } => {
                    Shown::Message(*from, *to, event.clone(), *outcome)
                }
                EntryKind::Act { party, act: Act::Guard(words) } => {
                    Shown::Words(*party, format!("? {words}"))
                }
                EntryKind::Act { party, act: Act::Change(state) } => {
                    Shown::Words(*party, format!("→ {state}"))
                }
                EntryKind::Act { party, act: Act::Action(words) } => Shown::Words(*party, words.clone()),
                EntryKind::Act { party, act: Act::Otherwise } => Shown::Words(*party, "otherwise".to_owned()),
            })
            .collect();
        assert_eq!(read(&text), (trace.parties.clone(), expected), "{text}");
    }
}
