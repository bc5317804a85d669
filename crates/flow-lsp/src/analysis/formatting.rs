//! Formatting as edits of the lines that change, so that cursors and marks of other lines stay.
//!
//! `flow fmt` changes blanks only, and keeps the lines with content in their order. So the edits are found line by line: one for each
//! line with different blanks, and one for each run of blank lines.

use std::ops::Range;

use flow_syntax::fmt::align_rows;
use flow_syntax::source::FileId;

/// A range of bytes, and the text that replaces it.
pub type Replacement = (Range<u32>, String);

/// The edits that format a text; `None` if it has mistakes, so that its layout is not known.
pub fn format(text: &str) -> Option<Vec<Replacement>> {
    let formatted = flow_syntax::fmt::fmt(FileId(0), text).ok()?;
    Some(replacements(text, &formatted))
}

/// The edits of [`format()`] in the lines of a range of bytes. None of them if the text would mean something else then: lines in the
/// columns of the formatter, beside lines in others, can belong to another block.
pub fn format_range(text: &str, range: Range<u32>) -> Option<Vec<Replacement>> {
    let formatted = flow_syntax::fmt::fmt(FileId(0), text).ok()?;
    let start =
        text.get(..range.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at as u32 + 1);
    let rest = text.get(range.end as usize..).unwrap_or_default();
    let end = range.end + rest.find('\n').unwrap_or(rest.len()) as u32;
    let mut edits = replacements(text, &formatted);
    edits.retain(|(at, _)| start <= at.start && at.start <= end);
    let is_same =
        flow_syntax::fmt::fmt(FileId(0), &apply(text, &edits)).is_ok_and(|again| again == formatted);
    Some(if is_same { edits } else { Vec::new() })
}

/// The text with some edits, which are in its order.
fn apply(text: &str, edits: &[Replacement]) -> String {
    let mut text = text.to_owned();
    for (range, new) in edits.iter().rev() {
        text.replace_range(range.start as usize..range.end as usize, new);
    }
    text
}

/// The edits that align the table that a line belongs to, which `at` is in.
pub fn format_table(text: &str, at: u32) -> Option<Vec<Replacement>> {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let mut rows: Option<Range<u32>> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len() as u32;
        rows = match rows {
            Some(rows) if is_row(line) => Some(rows.start..end),
            Some(rows) if rows.end >= at => return Some(align(text, rows)),
            _ => is_row(line).then_some(start..end),
        };
        start = end;
    }
    let rows = rows.filter(|rows| rows.contains(&at) || rows.end == at)?;
    Some(align(text, rows))
}

/// The edits that align some rows: as `flow fmt` writes them, or, in a text with mistakes, only their cells. The table that is being
/// written is mostly in such a text.
fn align(text: &str, rows: Range<u32>) -> Vec<Replacement> {
    let end = rows.end.max(rows.start + 1) - u32::from(text[..rows.end as usize].ends_with('\n'));
    if let Some(edits) = format_range(text, rows.start..end) {
        return edits;
    }
    let lines = content_lines(&text[rows.start as usize..rows.end as usize]);
    let place = |line: &Range<usize>| {
        let start = rows.start as usize + line.start;
        let written = &text[start..rows.start as usize + line.end];
        start + written.len() - written.trim_start().len()..rows.start as usize + line.end
    };
    let places: Vec<Range<usize>> = lines.iter().map(place).collect();
    let written: Vec<&str> = places.iter().map(|place| &text[place.clone()]).collect();
    // A `|` in a comment is none of the table.
    if written.iter().any(|row| row.contains("//") || row.contains("/*")) {
        return Vec::new();
    }
    let aligned = places.into_iter().zip(align_rows(&written));
    aligned
        .filter(|(place, row)| text[place.clone()] != *row)
        .map(|(place, row)| narrow(text, place, &row))
        .collect()
}

/// The edits from a text to another one.
pub fn replacements(before: &str, after: &str) -> Vec<Replacement> {
    if before == after {
        return Vec::new();
    }
    let (old, new) = (content_lines(before), content_lines(after));
    if old.len() != new.len() {
        return vec![narrow(before, 0..before.len(), after)];
    }
    let mut edits = Vec::new();
    let mut add = |range: Range<usize>, text: &str| {
        if before[range.clone()] != *text {
            edits.push(narrow(before, range, text));
        }
    };
    let (mut old_end, mut new_end) = (0, 0);
    for (old, new) in old.iter().zip(&new) {
        add(old_end..old.start, &after[new_end..new.start]);
        add(old.clone(), &after[new.clone()]);
        (old_end, new_end) = (old.end, new.end);
    }
    add(old_end..before.len(), &after[new_end..]);
    edits
}

/// A replacement without what its text shares with the bytes that it replaces, at both ends.
fn narrow(before: &str, range: Range<usize>, text: &str) -> Replacement {
    let old = &before[range.clone()];
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let head = same(&mut old.chars(), &mut text.chars());
    let tail = same(&mut old[head..].chars().rev(), &mut text[head..].chars().rev());
    let (start, end) = (range.start + head, range.end - tail);
    (start as u32..end as u32, text[head..text.len() - tail].to_owned())
}

/// The lines with content, each without its end.
fn content_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if !content.is_empty() {
            lines.push(start..start + content.len());
        }
        start += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "machine:  @order\n\n\n  scenario: a\n   given:\n     cart contains:\n      | product | price |\n      | Laptop | 1200 |\n   on> :go\n      order moves to   #gone\n";

    #[test]
    fn the_edits_give_the_formatted_text() {
        let formatted = flow_syntax::fmt::fmt(FileId(0), TEXT).unwrap();
        assert_ne!(formatted, TEXT);
        assert_eq!(apply(TEXT, &format(TEXT).unwrap()), formatted);
        assert_eq!(format(&formatted).unwrap(), []);
    }

    #[test]
    fn texts_with_mistakes_are_not_formatted() {
        assert_eq!(format("machine: @Order\n"), None);
    }

    #[test]
    fn a_range_changes_only_its_lines() {
        let at = TEXT.find("order moves").unwrap() as u32;
        let edits = format_range(TEXT, at..at + 1).unwrap();
        let changed = apply(TEXT, &edits);
        assert!(changed.starts_with("machine:  @order\n\n\n  scenario: a\n   given:\n"), "{changed}");
        assert!(changed.ends_with("order moves to #gone\n"), "{changed}");
    }

    #[test]
    fn a_range_is_left_where_its_lines_would_mean_something_else() {
        let flat = "machine: @order\nscenario: buy\non> :go from @customer\nemit :pay to @bank\nwith:\n\
                    | amount | 5 |\n| currency | \"eur\" |\norder moves to #done\nexpect:\n= order is in #done\n";
        let at = flat.find("\"eur\" |").unwrap() as u32 + 7;
        assert_eq!(format_table(flat, at), Some(Vec::new()));
        let deep = "machine: @order\n    scenario: buy\n        on> :go from @customer\n            order moves to #done\n\
                    \x20       on> :stop from @customer\n            order moves to #gone\n        expect:\n\
                    \x20           = order is in #done\n";
        let at = deep.find("on> :stop").unwrap() as u32;
        assert_eq!(format_range(deep, at..at + 1), Some(Vec::new()));
    }

    #[test]
    fn a_table_in_a_text_with_mistakes_is_aligned_too() {
        let text = "machine: @Order\n  | a | bbb |\n  | \"x | y\" | 1\n  | longer |\n";
        let at = text.find("longer").unwrap() as u32 + 8;
        let changed = apply(text, &format_table(text, at).unwrap());
        let expected = "machine: @Order\n  | a       | bbb |\n  | \"x | y\" | 1\n  | longer  |\n";
        assert_eq!(changed, expected);
        let again = format_table(&changed, changed.find("longer").unwrap() as u32);
        assert_eq!(again, Some(Vec::new()));
        let noted = "machine: @Order\n  | a | bbb | // a | b\n  | cccc |\n";
        assert_eq!(format_table(noted, noted.find("cccc").unwrap() as u32), Some(Vec::new()));
    }

    #[test]
    fn a_table_is_aligned_alone() {
        let at = TEXT.find("| 1200 |").unwrap() as u32 + 8;
        let changed = apply(TEXT, &format_table(TEXT, at).unwrap());
        assert!(changed.contains("| product | price |\n"), "{changed}");
        assert!(changed.contains("| Laptop  | 1200  |\n"), "{changed}");
        assert!(changed.starts_with("machine:  @order\n\n\n"), "{changed}");
        let elsewhere = TEXT.find("on> :go").unwrap() as u32;
        assert_eq!(format_table(TEXT, elsewhere), None);
    }
}
