//! What people do to a text: typing letter by letter, pasting, moving lines, commenting out, undoing.

use std::ops::Range;

use flow_speculate::Random;

use super::text::lines;

/// A replacement of some bytes.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) at: Range<usize>,
    pub(super) new: String,
}

/// A person who edits a text, and what an editor sends meanwhile.
pub(super) struct Hand<'r> {
    pub(super) random: &'r mut Random,
    pub(super) text: String,
    /// The changes of each notification, each of which is of the text that those before it left.
    pub(super) sent: Vec<Vec<Change>>,
}

/// Lines that people type, besides those of the library.
const TYPED: &[&str] = &[
    "machine: @second",
    "scenario: another one",
    "rules:",
    "given:",
    "expect:",
    "on> :go from @guest",
    "on :timer_expired from @system in any state",
    "on entering #paid",
    "ends in #paid, #closed",
    "#open is #new, #paid",
    "one for each $account_id",
    "one for all",
    "emit :done to @guest with $total, reason: \"late\"",
    "emit :done to @sender",
    "start timer :late for 2 hours",
    "? $total > 3 and order is in #paid",
    "?? cart is empty",
    "otherwise",
    "$total: number becomes $total + 1",
    "$items adds {name: \"x\", price: 3}",
    "$rate comes from exchange rate of $currency",
    "for each $item in $items",
    "order moves to #paid",
    "reject \"too late\"",
    "ignore",
    "defer",
    "= order is in #paid",
    "= order is never in #paid while payment is in #refunded",
    "= @guest received :done",
    "| name | price |",
    "with $subject: string, $priority: one of \"low\", \"high\"",
    "uses:",
    "  @order from \"./order.flow\"",
    "test: @order",
    "receive :go from @guest",
    "// a remark",
    "/* a longer one",
    "*/",
    "tell the \u{e4}rgerlich \u{1F600} customer",
    "note \"a {$total} b\"",
];

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

impl Hand<'_> {
    /// Replaces some bytes, as one keystroke does it.
    fn replace(&mut self, at: Range<usize>, new: &str) {
        self.text.replace_range(at.clone(), new);
        self.sent.push(vec![Change { at, new: new.to_owned() }]);
    }

    /// Makes several replacements, the last of the text first, and sends them together.
    fn replace_all(&mut self, mut all: Vec<(Range<usize>, String)>) {
        all.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
        let mut changes = Vec::new();
        for (at, new) in all {
            self.text.replace_range(at.clone(), &new);
            changes.push(Change { at, new });
        }
        if !changes.is_empty() {
            self.sent.push(changes);
        }
    }

    /// Types a text letter by letter.
    fn type_text(&mut self, mut at: usize, text: &str) {
        for c in text.chars() {
            self.replace(at..at, &c.to_string());
            at += c.len_utf8();
        }
    }

    fn boundary(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn any_place(&mut self) -> usize {
        let at = self.random.between(0, self.text.len());
        self.boundary(at)
    }

    /// A line, with its end if it has one.
    fn any_lines(&mut self, most: usize) -> Range<usize> {
        let all = lines(&self.text);
        let first = self.random.below(all.len());
        let last = (first + self.random.below(most)).min(all.len() - 1);
        let end = all.get(last + 1).map_or(self.text.len(), |next| next.start);
        all[first].start..end
    }

    /// The words of the text.
    fn any_word(&mut self) -> Option<Range<usize>> {
        let from = self.any_place();
        let start = from + self.text[from..].find(is_word)?;
        let start = self.text[..start]
            .rfind(|c| !is_word(c))
            .map_or(0, |at| at + self.text[at..].chars().next().map_or(1, char::len_utf8));
        let length = self.text[start..].find(|c| !is_word(c)).unwrap_or(self.text.len() - start);
        Some(start..start + length)
    }

    fn end_of_line(&self, at: usize) -> usize {
        at + self.text[at..].find(['\n', '\r']).unwrap_or(self.text.len() - at)
    }

    /// The start of a random line with these words, up to the next line of the same kind.
    fn any_block(&mut self, header: &str) -> Option<Range<usize>> {
        let is_header = |line: &Range<usize>| self.text[line.clone()].trim_start().starts_with(header);
        let starts: Vec<usize> =
            lines(&self.text).into_iter().filter(is_header).map(|line| line.start).collect();
        if starts.is_empty() {
            return None;
        }
        let nth = self.random.below(starts.len());
        Some(starts[nth]..starts.get(nth + 1).copied().unwrap_or(self.text.len()))
    }

    /// Some line of another text, or one of this.
    fn any_line_of(&mut self, library: &[String]) -> String {
        match self.random.below(3) {
            0 => (*self.random.pick(TYPED)).to_owned(),
            1 => {
                let at = self.any_lines(1);
                self.text[at].trim_end().to_owned()
            }
            _ => {
                let other = self.random.pick(library);
                let all = lines(other);
                let at = self.random.pick(&all).clone();
                other[at].trim_end().to_owned()
            }
        }
    }

    /// Does something, and returns its name.
    pub(super) fn act(&mut self, library: &[String]) -> &'static str {
        match self.random.below(25) {
            0..=3 => self.type_line(library),
            4 | 5 => self.retype_word(),
            6 => self.paste(library),
            7 | 8 => self.move_lines(),
            9 | 10 => self.comment_out(),
            11 => self.indent(),
            12 => self.delete_lines(),
            13 => self.delete_header(),
            14 => self.duplicate_block(),
            15 => self.change_line_ends(),
            16 => self.lose_layout(),
            17 => self.mistype(),
            18 => self.break_line(),
            19 => self.join_lines(),
            20 => self.rename_everywhere(),
            21 => self.retype_line(),
            22 => self.change_number(),
            23 => self.swap_blocks(),
            _ => self.replace_whole(library),
        }
    }

    fn type_line(&mut self, library: &[String]) -> &'static str {
        let after = self.any_lines(1);
        let end = self.end_of_line(after.start);
        let indent =
            self.text[after.start..end].len() - self.text[after.start..end].trim_start_matches(' ').len();
        let line = self.any_line_of(library);
        let line = if self.random.chance(70) { line.trim_start() } else { &line };
        let new_line = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let more = *self.random.pick(&[0, 0, 2, 4]);
        self.replace(end..end, &format!("{new_line}{}", " ".repeat(indent + more)));
        self.type_text(end + new_line.len() + indent + more, line);
        "type a line"
    }

    fn retype_word(&mut self) -> &'static str {
        let (Some(old), Some(new)) = (self.any_word(), self.any_word()) else { return "no word" };
        let new = self.text[new].to_owned();
        let mut end = old.end;
        while end > old.start {
            let last = self.text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
            self.replace(last..end, "");
            end = last;
        }
        self.type_text(old.start, &new);
        "retype a word"
    }

    /// Removes a line up to its first letters, and writes it again.
    fn retype_line(&mut self) -> &'static str {
        let line = self.any_lines(1);
        let end = self.end_of_line(line.start);
        let start = end - self.text[line.start..end].trim_start().len();
        let written = self.text[start..end].to_owned();
        self.replace(start..end, "");
        self.type_text(start, &written);
        "retype a line"
    }

    fn paste(&mut self, library: &[String]) -> &'static str {
        let other = self.random.pick(library).clone();
        let all = lines(&other);
        let first = self.random.below(all.len());
        let last = (first + self.random.below(12)).min(all.len() - 1);
        let block = format!("{}\n", &other[all[first].start..all[last].end]);
        let at = if self.random.chance(90) { self.any_lines(1).start } else { self.any_place() };
        self.replace(at..at, &block);
        "paste a block"
    }

    fn move_lines(&mut self) -> &'static str {
        let from = self.any_lines(4);
        let moved = self.text[from.clone()].to_owned();
        let to = self.any_lines(1).start;
        match () {
            () if self.random.chance(50) => {
                self.replace(from.clone(), "");
                let to = if to >= from.end { to - moved.len() } else { to.min(from.start) };
                let to = self.boundary(to.min(self.text.len()));
                self.replace(to..to, &moved);
            }
            () if from.start < to && to < from.end => {}
            () => self.replace_all(vec![(from, String::new()), (to..to, moved)]),
        }
        "move lines"
    }

    fn comment_out(&mut self) -> &'static str {
        let at = self.any_lines(6);
        let starts = lines(&self.text).into_iter().filter(|line| at.contains(&line.start));
        let comments: Vec<(Range<usize>, String)> = starts
            .map(|line| match self.text[line.clone()].starts_with("// ") {
                true => (line.start..line.start + 3, String::new()),
                false => (line.start..line.start, "// ".to_owned()),
            })
            .collect();
        let sent = self.sent.len();
        self.replace_all(comments);
        if self.random.chance(60) && self.sent.len() > sent {
            let at = at.start..(at.start + 3).min(self.text.len());
            if self.text.get(at.clone()) == Some("// ") {
                self.replace(at, "");
            }
        }
        "comment out"
    }

    fn indent(&mut self) -> &'static str {
        let at = self.any_lines(10);
        let starts: Vec<usize> =
            lines(&self.text).into_iter().map(|line| line.start).filter(|start| at.contains(start)).collect();
        let out = self.random.chance(50);
        let added = if self.random.chance(10) { "\t" } else { "  " };
        let change = |start: usize| match out {
            true => {
                let blanks = self.text[start..].len() - self.text[start..].trim_start_matches(' ').len();
                (start..start + blanks.min(2), String::new())
            }
            false => (start..start, added.to_owned()),
        };
        let all = starts.into_iter().map(change).collect();
        self.replace_all(all);
        "indent"
    }

    fn delete_lines(&mut self) -> &'static str {
        let at = self.any_lines(5);
        self.replace(at, "");
        "delete lines"
    }

    fn delete_header(&mut self) -> &'static str {
        let header = *self.random.pick(&[
            "machine:",
            "scenario:",
            "system:",
            "on",
            "uses:",
            "given:",
            "expect:",
            "test:",
            "for",
            "rules:",
        ]);
        let Some(block) = self.any_block(header) else { return "no header" };
        let end = (self.end_of_line(block.start) + 1).min(self.text.len());
        let end = self.boundary(end);
        self.replace(block.start..end, "");
        "delete a header"
    }

    fn duplicate_block(&mut self) -> &'static str {
        let header = *self.random.pick(&["machine:", "scenario:", "on", "for", "test:", "rules:"]);
        let Some(block) = self.any_block(header) else { return "no block" };
        let copy = self.text[block.clone()].to_owned();
        self.replace(block.start..block.start, &copy);
        if self.random.chance(50) {
            // The copy gets a name of its own.
            let end = self.end_of_line(block.start);
            self.type_text(end, "_two");
        }
        "duplicate a block"
    }

    fn swap_blocks(&mut self) -> &'static str {
        let header = *self.random.pick(&["machine:", "scenario:", "on", "?"]);
        let (Some(one), Some(other)) = (self.any_block(header), self.any_block(header)) else {
            return "no blocks";
        };
        if one.end > other.start {
            return "one block";
        }
        let (first, second) = (self.text[one.clone()].to_owned(), self.text[other.clone()].to_owned());
        self.replace_all(vec![(one, second), (other, first)]);
        "swap blocks"
    }

    fn change_line_ends(&mut self) -> &'static str {
        let text = match self.text.contains("\r\n") {
            true => self.text.replace("\r\n", "\n"),
            false if self.random.chance(70) => self.text.replace('\n', "\r\n"),
            false => self.text.replacen('\n', "\r\n", 3),
        };
        self.replace(0..self.text.len(), &text);
        "change line ends"
    }

    fn lose_layout(&mut self) -> &'static str {
        let blanks = |line: Range<usize>| {
            let count = self.text[line.clone()].len() - self.text[line.clone()].trim_start().len();
            (line.start..line.start + count, String::new())
        };
        let all = lines(&self.text).into_iter().map(blanks).collect();
        self.replace_all(all);
        "lose the layout"
    }

    fn mistype(&mut self) -> &'static str {
        let Some(word) = self.any_word() else { return "no word" };
        let letters: Vec<(usize, char)> = self.text[word.clone()].char_indices().collect();
        let nth = self.random.below(letters.len());
        let (at, c) = (word.start + letters[nth].0, letters[nth].1);
        match self.random.below(3) {
            0 => self.replace(at..at + c.len_utf8(), ""),
            1 => self.replace(at..at, &c.to_string()),
            _ => self.replace(at..at + c.len_utf8(), &c.to_uppercase().to_string()),
        }
        "mistype"
    }

    fn break_line(&mut self) -> &'static str {
        let at = self.any_place();
        self.replace(at..at, "\n");
        if self.random.chance(50) {
            self.replace(at + 1..at + 1, "    ");
        }
        "break a line"
    }

    fn join_lines(&mut self) -> &'static str {
        let line = self.any_lines(1);
        let end = self.end_of_line(line.start);
        let rest = self.text[end..].len() - self.text[end..].trim_start().len();
        self.replace(end..end + rest, " ");
        "join lines"
    }

    /// Several cursors, one at each place of a word, which type together.
    fn rename_everywhere(&mut self) -> &'static str {
        let Some(word) = self.any_word() else { return "no word" };
        let old = self.text[word].to_owned();
        let new = if self.random.chance(50) { "other".to_owned() } else { format!("{old}_b") };
        let places = self.text.match_indices(&old).map(|(at, _)| (at..at + old.len(), new.clone()));
        let places: Vec<_> = places.take(40).collect();
        self.replace_all(places);
        "rename everywhere"
    }

    fn change_number(&mut self) -> &'static str {
        let Some(at) = self.text.find(|c: char| c.is_ascii_digit()) else { return "no number" };
        self.replace(at..at + 1, "");
        self.type_text(at, "37.5");
        "change a number"
    }

    fn replace_whole(&mut self, library: &[String]) -> &'static str {
        let before = self.text.clone();
        let new = match self.random.below(4) {
            0 => String::new(),
            1 => format!("\u{feff}{before}"),
            2 => before.trim_end().to_owned(),
            _ => self.random.pick(library).clone(),
        };
        self.replace(0..before.len(), &new);
        if self.random.chance(70) {
            self.replace(0..new.len(), &before);
        }
        "replace the whole"
    }
}
