//! The lane diagram in box characters: columns of one width, arrows through the lanes between.
//!
//! A label is in the left one of the two lanes, above the arrow; long names are broken at `_`, words at blanks.

use super::{Lanes, break_lines};
use crate::state::centered;
use crate::trace::{Entry, EntryKind, Outcome, Trace};
use flow_model::gather::Gather;
use flow_model::{escaped, width};

/// The least width of a lane: that of a usual name, `@inventory`, and of a comfortable text with a blank at each side. Six such
/// lanes fit on a terminal of 100 columns.
const NARROWEST: usize = COMFORTABLE + 2;
/// Texts are broken to be not much wider than this, so that one long sentence does not widen all lanes. Two short words, or one
/// long one, have room.
const COMFORTABLE: usize = 11;
/// What a terminal over the whole width of a screen shows. Words that would widen the lanes beyond it are broken anywhere.
const PAGE_COLUMNS: usize = 160;

impl Trace {
    /// The lane diagram in box characters. Every line ends with a line feed.
    pub fn text(&self, lanes: Lanes) -> String {
        let longest = longest_word(self);
        let width = lane_width(self, lanes, longest);
        let mut page = Page { width, longest, lanes: self.parties.len(), out: String::new() };
        if let Some(title) = &self.title {
            page.out.push_str(&format!("{}\n\n", escaped(title)));
        }
        page.put_rule(['┌', '┬', '┐']);
        page.put_heads(&self.parties);
        page.put_rule(['├', '┼', '┤']);
        page.put_blank_row();
        for entry in self.drawn_entries(lanes) {
            page.put_entry(entry);
            page.put_blank_row();
        }
        page.put_rule(['└', '┴', '┘']);
        page.out
    }
}

/// The columns of the longest word that is not broken: with such a word in it, every lane has its share of the page.
fn longest_word(trace: &Trace) -> usize {
    let share = (PAGE_COLUMNS - 1) / trace.parties.len().max(1);
    share.saturating_sub(3).max(COMFORTABLE)
}

/// The width of every lane: that of the longest piece that is not broken, with a blank at each side.
fn lane_width(trace: &Trace, lanes: Lanes, longest: usize) -> usize {
    let heads = trace.parties.iter().map(|name| width(name));
    let lines =
        trace.drawn_entries(lanes).flat_map(|entry| break_lines(&wording(entry), COMFORTABLE, longest));
    heads
        .chain(lines.map(|entry_line| width(&entry_line)))
        .max()
        .map_or(NARROWEST, |widest| NARROWEST.max(widest + 2))
}

fn wording(entry: &Entry) -> String {
    match &entry.kind {
        EntryKind::Message { event, .. } => event.clone(),
        EntryKind::Act { act, .. } => act.wording(),
    }
}

struct Page {
    width: usize,
    /// The columns of the longest word that is not broken.
    longest: usize,
    lanes: usize,
    out: String,
}

impl Page {
    fn put_rule(&mut self, corners: [char; 3]) {
        let lane = "─".repeat(self.width);
        let lanes = vec![lane; self.lanes.max(1)].join(&corners[1].to_string());
        self.out.push_str(&format!("{}{lanes}{}\n", corners[0], corners[2]));
    }

    fn put_heads(&mut self, parties: &[String]) {
        let cells = parties.iter().map(|name| centered(name, self.width)).gather();
        self.put_row(cells, &[]);
    }

    fn put_blank_row(&mut self) {
        self.put_row(Vec::new(), &[]);
    }

    /// A row of lanes; the borders to the right of the lanes in `crossed` have an arrow through them.
    fn put_row(&mut self, mut cells: Vec<String>, crossed: &[usize]) {
        cells.resize(self.lanes.max(1), String::new());
        self.out.push('│');
        for (lane, cell) in cells.iter().enumerate() {
            let rest = self.width.saturating_sub(width(cell));
            let border = if crossed.contains(&lane) { '┼' } else { '│' };
            self.out.push_str(&format!("{cell}{}{border}", " ".repeat(rest)));
        }
        self.out.push('\n');
    }

    fn put_entry(&mut self, entry: &Entry) {
        match &entry.kind {
            EntryKind::Act { party, act } => self.put_words(*party, &act.wording()),
            EntryKind::Message { from, to, event, outcome } => {
                // A lost message does not leave its sender's lane.
                let lane = if *outcome == Outcome::Lost { from } else { from.min(to) };
                self.put_words(*lane, event);
                self.put_arrow(*from, *to, *outcome);
            }
        }
    }

    fn put_words(&mut self, lane: usize, text: &str) {
        for line in break_lines(text, self.width - 2, self.longest) {
            self.put_in_lane(lane, format!(" {line}"));
        }
    }

    /// A row with a text in one lane.
    fn put_in_lane(&mut self, lane: usize, text: String) {
        let mut cells = vec![String::new(); self.lanes];
        cells[lane] = text;
        self.put_row(cells, &[]);
    }

    fn put_arrow(&mut self, from: usize, to: usize, outcome: Outcome) {
        let head = |head| if outcome == Outcome::Handled { head } else { 'x' };
        if outcome == Outcome::Lost && from != to {
            let line = "─".repeat(self.width - 3);
            let cell = if from < to { format!(" {line}x") } else { format!("  x{line}") };
            return self.put_in_lane(from, cell);
        }
        if from == to {
            self.put_in_lane(from, " ──┐".to_owned());
            return self.put_in_lane(from, format!(" {}─┘", head('<')));
        }
        let (left, right) = (from.min(to), from.max(to));
        let mut cells = vec![String::new(); self.lanes];
        cells[left + 1..right].fill("─".repeat(self.width));
        if from < to {
            cells[left] = format!(" {}", "─".repeat(self.width - 1));
            cells[right] = format!("──{}", head('>'));
        } else {
            cells[left] = format!(" {}{}", head('<'), "─".repeat(self.width - 2));
            cells[right] = "─".repeat(self.width);
        }
        self.put_row(cells, &(left..right).gather());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(break_lines(text, COMFORTABLE, 24), expected);
    }

    #[test]
    fn texts_are_broken_where_they_can_be() {
        check(":checkout", &[":checkout"]);
        check(":payment_request", &[":payment_", "request"]);
        check("process card with $amount", &["process", "card with", "$amount"]);
        check("? cart is valid", &["? cart is", "  valid"]);
        check("→ #awaiting_payment", &["→ #awaiting_", "  payment"]);
        check("incomprehensibilities", &["incomprehensibilities"]);
        check(
            "a incomprehensibilities_incomprehensibilities",
            &["a", "incomprehensibilities_", "incomprehensibilities"],
        );
        check("abcdefghijklmnopqrstuvwxyz", &["abcdefghijklmnopqrstuvwx", "yz"]);
        check("? abcdefghijklmnopqrstuvwxyz", &["? abcdefghijklmnopqrstuv", "  wxyz"]);
    }
}
