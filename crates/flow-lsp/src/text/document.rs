//! One open document: its text as the client has it, changed by the client's edits.
//!
//! Edits are applied in the order in which the client sent them, each to the text that the one before it left. So the text here
//! is always the client's, byte by byte.

use std::sync::atomic::{AtomicU64, Ordering};

use gen_lsp_types::TextDocumentContentChangeEvent as Change;

use super::{Encoding, LineIndex};

/// The part of a text's length that it can grow by before it is copied.
const SPARE: usize = 64;

/// The text of an open document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: String,
    /// The client's number of this text.
    pub version: i32,
    index: LineIndex,
    revision: u64,
}

/// The number of the next text.
static NEXT_REVISION: AtomicU64 = AtomicU64::new(0);

fn next_revision() -> u64 {
    NEXT_REVISION.fetch_add(1, Ordering::Relaxed)
}

impl Document {
    /// A document as it was opened.
    pub fn new(text: String, version: i32) -> Self {
        let index = LineIndex::new(&text);
        Document { text, version, index, revision: next_revision() }
    }

    /// The lines of the text.
    pub fn index(&self) -> &LineIndex {
        &self.index
    }

    /// A number that no other text of a document has, unlike the client's.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies the changes of one notification, after which the text has the number `version`.
    pub fn apply(&mut self, changes: &[Change], version: i32, encoding: Encoding) {
        for change in changes {
            match change {
                Change::TextDocumentContentChangeWholeDocument(change) => {
                    self.text.clone_from(&change.text);
                    self.index = LineIndex::new(&self.text);
                }
                Change::TextDocumentContentChangePartial(change) => {
                    let start = self.index.offset(&self.text, change.range.start, encoding) as usize;
                    let end = self.index.offset(&self.text, change.range.end, encoding) as usize;
                    let range = start.min(end)..end.max(start);
                    // Otherwise a text that grows by a letter would get twice the room.
                    if self.text.capacity() < self.text.len() + change.text.len() {
                        self.text.reserve_exact(change.text.len() + self.text.len() / SPARE);
                    }
                    self.text.replace_range(range.clone(), &change.text);
                    self.index.edit(&self.text, range, change.text.len());
                }
            }
        }
        self.version = version;
        self.revision = next_revision();
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use flow_speculate::Random;
    use gen_lsp_types::{
        Position, Range, TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument,
    };

    /// Letters, line ends of every kind, combining marks, wide characters, and characters of two code units.
    const PIECES: &[&str] = &[
        "a",
        "#paid",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{e4}",
        "e\u{301}",
        "\u{4e2d}",
        "\u{1F600}",
        "\u{1F468}\u{200D}\u{1F469}",
        "\u{0}",
        "\u{FEFF}",
        "\u{2028}",
        "on :a\n",
        "\"",
        "{$x}",
    ];

    /// A text of some of these pieces.
    pub(crate) fn random_text(random: &mut Random, most: usize) -> String {
        (0..random.below(most)).map(|_| *random.pick(PIECES)).collect()
    }

    /// A client that keeps its text as lines of code units, unlike the server.
    struct Client {
        text: Vec<u16>,
    }

    impl Client {
        fn lines(&self) -> Vec<(usize, usize)> {
            let mut lines = Vec::new();
            let (mut start, mut at) = (0, 0);
            let is = |at: usize, c: char| self.text.get(at) == Some(&(c as u16));
            while at < self.text.len() {
                let width = if is(at, '\r') && is(at + 1, '\n') { 2 } else { 1 };
                if is(at, '\r') || is(at, '\n') {
                    lines.push((start, at));
                    start = at + width;
                }
                at += width;
            }
            lines.push((start, self.text.len()));
            lines
        }

        /// A place between two characters, and its offset.
        fn random_place(&self, random: &mut Random) -> (Position, usize) {
            let lines = self.lines();
            let line = random.below(lines.len());
            let (start, end) = lines[line];
            let mut at = random.between(start, end);
            if at > start && at < end && (0xDC00..0xE000).contains(&self.text[at]) {
                at -= 1;
            }
            (Position { line: line as u32, character: (at - start) as u32 }, at)
        }

        fn random_change(&mut self, random: &mut Random) -> Change {
            let text = random_text(random, 6);
            if random.chance(5) {
                self.text = text.encode_utf16().collect();
                return TextDocumentContentChangeWholeDocument { text }.into();
            }
            let (mut a, mut b) = (self.random_place(random), self.random_place(random));
            if b.1 < a.1 {
                std::mem::swap(&mut a, &mut b);
            }
            self.text.splice(a.1..b.1, text.encode_utf16());
            let range = Range { start: a.0, end: b.0 };
            #[expect(deprecated, reason = "the struct has the field")]
            TextDocumentContentChangePartial { range, range_length: None, text }.into()
        }
    }

    #[test]
    fn the_text_is_the_text_of_the_client() {
        for seed in 0..300 {
            let random = &mut Random::new(seed);
            let text = random_text(random, 40);
            let mut client = Client { text: text.encode_utf16().collect() };
            let mut document = Document::new(text, 0);
            for version in 1..30 {
                let changes: Vec<_> =
                    (0..random.between(1, 3)).map(|_| client.random_change(random)).collect();
                document.apply(&changes, version, Encoding::Utf16);
                assert_eq!(document.text, String::from_utf16(&client.text).unwrap(), "seed {seed}");
                assert_eq!(document.version, version);
                assert_eq!(document.index(), &LineIndex::new(&document.text));
            }
        }
    }

    #[test]
    fn an_edit_and_its_inverse_leave_the_text() {
        for seed in 0..300 {
            let random = &mut Random::new(seed);
            let before = random_text(random, 40);
            let mut document = Document::new(before.clone(), 0);
            let index = LineIndex::new(&before);
            let places: Vec<usize> = before.char_indices().map(|(at, _)| at).chain([before.len()]).collect();
            let (a, b) = (*random.pick(&places), *random.pick(&places));
            let in_line_end = |at: usize| before[..at].ends_with('\r') && before[at..].starts_with('\n');
            if in_line_end(a) || in_line_end(b) {
                continue;
            }
            // Without characters that would become one line end with those around them.
            let new = "#\u{1F600}b".repeat(random.below(3));
            let range = a.min(b)..a.max(b);
            let removed = before[range.clone()].to_owned();
            let place = |at: usize| index.position(&before, at as u32, Encoding::Utf16);
            document.apply(&[partial(place(range.start), place(range.end), &new)], 1, Encoding::Utf16);
            let end =
                document.index().position(&document.text, (range.start + new.len()) as u32, Encoding::Utf16);
            let start = document.index().position(&document.text, range.start as u32, Encoding::Utf16);
            if !new.is_empty() || !removed.is_empty() && !before[..range.start].ends_with('\r') {
                document.apply(&[partial(start, end, &removed)], 2, Encoding::Utf16);
                assert_eq!(document.text, before, "seed {seed}");
            }
        }
    }

    fn partial(start: Position, end: Position, text: &str) -> Change {
        #[expect(deprecated, reason = "the struct has the field")]
        TextDocumentContentChangePartial {
            range: Range { start, end },
            range_length: None,
            text: text.to_owned(),
        }
        .into()
    }
}
