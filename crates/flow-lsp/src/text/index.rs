//! Byte offsets of a text as lines and columns of the protocol, and back.
//!
//! Columns count bytes (UTF-8), code units (UTF-16) or characters (UTF-32), as client and server agree at the start. A line
//! ends with LF, CRLF or a lone CR. Every place is valid: a column after the end of its line is the end of the line, one
//! inside a character is the start of the character, and a line after the last one is the end of the text.

use std::sync::OnceLock;

use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16, which every client knows.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The encoding to use with a client: bytes if it offers them, since all offsets here are bytes.
    pub fn negotiate(offered: &[PositionEncodingKind]) -> Encoding {
        let has = |kind: &PositionEncodingKind| offered.contains(kind);
        match () {
            () if has(&PositionEncodingKind::UTF8) => Encoding::Utf8,
            () if has(&PositionEncodingKind::UTF32) && !has(&PositionEncodingKind::UTF16) => Encoding::Utf32,
            () => Encoding::Utf16,
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, c: char) -> u32 {
        let width = match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf32 => 1,
        };
        width as u32
    }

    /// The length of a text, in what columns count.
    pub fn measure(self, text: &str) -> u32 {
        match self {
            Encoding::Utf8 => text.len() as u32,
            _ if text.is_ascii() => text.len() as u32,
            _ => text.chars().map(|c| self.width(c)).sum(),
        }
    }
}

/// The lines of one text. The text itself is passed to each method.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    /// The offset of each line's first byte; never empty.
    starts: Vec<u32>,
    /// What is before each [`STEP`]th byte; found when a place in a long line is first asked for.
    counts: OnceLock<Vec<Count>>,
}

impl PartialEq for LineIndex {
    fn eq(&self, other: &Self) -> bool {
        self.starts == other.starts
    }
}

impl Eq for LineIndex {}

/// A line with more bytes than this is not read from its start for each place in it: a line can have thousands of findings.
const STEP: usize = 1024;

/// What columns count, in some bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    characters: u32,
    /// The characters of two code units in UTF-16.
    wide: u32,
}

impl Count {
    /// The characters that begin in some bytes of UTF-8.
    fn of(bytes: &[u8]) -> Count {
        let count = |begins: fn(&u8) -> bool| bytes.iter().filter(|byte| begins(byte)).count() as u32;
        Count { characters: count(|byte| byte & 0xC0 != 0x80), wide: count(|byte| *byte >= 0xF0) }
    }

    fn add(&mut self, other: Count) {
        self.characters += other.characters;
        self.wide += other.wide;
    }

    fn measure(self, encoding: Encoding) -> u32 {
        if encoding == Encoding::Utf16 { self.characters + self.wide } else { self.characters }
    }
}

impl LineIndex {
    /// The lines of a text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        if text.contains('\r') {
            let bytes = text.as_bytes();
            let ends_line =
                |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            starts.extend((0..bytes.len()).filter(|at| ends_line(*at)).map(|at| at as u32 + 1));
        } else {
            // A search for one letter looks at many bytes at once.
            starts.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
        }
        starts.shrink_to_fit();
        LineIndex { starts, counts: OnceLock::new() }
    }

    /// The length of a range of bytes, in what columns count.
    fn measure(&self, text: &str, start: usize, end: usize, encoding: Encoding) -> u32 {
        if encoding == Encoding::Utf8 || end - start <= STEP {
            return encoding.measure(&text[start..end]);
        }
        let counts = self.counts.get_or_init(|| count_ahead(text));
        let before = |at: usize| {
            let mut count = counts[at / STEP];
            count.add(Count::of(&text.as_bytes()[at / STEP * STEP..at]));
            count.measure(encoding)
        };
        before(end) - before(start)
    }

    /// Replaces a range of bytes by as many as `length`; `text` is the text afterwards.
    pub fn edit(&mut self, text: &str, replaced: std::ops::Range<usize>, length: usize) {
        // Whether the line before ends may depend on what follows, a `\n` after its `\r`.
        let first = self.line_of(replaced.start as u32).saturating_sub(1) as usize;
        let last = self.starts.partition_point(|start| *start as usize <= replaced.end + 1);
        let from = self.starts[first] as usize;
        let moved = |at: usize| at - replaced.end + replaced.start + length;
        let to = self.starts.get(last).map_or(text.len(), |start| moved(*start as usize));
        let lines = LineIndex::new(&text[from..to]);
        let new = lines.starts.into_iter().map(|start| start + from as u32);
        let is_end = |start: &u32| self.starts.get(last).is_some() && *start as usize == to;
        let new: Vec<u32> = new.filter(|start| !is_end(start)).collect();
        self.starts[last..].iter_mut().for_each(|start| *start = moved(*start as usize) as u32);
        self.starts.splice(first..last, new);
        self.counts = OnceLock::new();
    }

    /// The number of lines, at least one.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line of an offset, from 0.
    pub fn line_of(&self, offset: u32) -> u32 {
        (self.starts.partition_point(|start| *start <= offset).max(1) - 1) as u32
    }

    /// The bytes of a line without its end.
    pub fn line_range(&self, text: &str, line: u32) -> std::ops::Range<usize> {
        let Some(start) = self.starts.get(line as usize) else { return text.len()..text.len() };
        let end = self.starts.get(line as usize + 1).map_or(text.len(), |next| *next as usize);
        let start = *start as usize;
        let mut end = end;
        while end > start && matches!(text.as_bytes()[end - 1], b'\n' | b'\r') {
            end -= 1;
        }
        start..end
    }

    /// The line of an offset, which is probably this one or one of the next.
    fn line_near(&self, offset: u32, near: u32) -> u32 {
        /// How many lines are looked at, which takes less time than to search among all.
        const NEAR: usize = 8;
        let near = near as usize;
        let next = self.starts.iter().skip(near).take(NEAR);
        let begun = next.take_while(|start| **start <= offset).count();
        if (1..NEAR).contains(&begun) { (near + begun - 1) as u32 } else { self.line_of(offset) }
    }

    /// The place of a byte offset.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        self.position_in(self.line_of(offset), text, offset, encoding)
    }

    /// The place of a byte offset that is probably in this line or one of the next, which is found faster.
    pub fn position_near(&self, line: u32, text: &str, offset: u32, encoding: Encoding) -> Position {
        self.position_in(self.line_near(offset, line), text, offset, encoding)
    }

    fn position_in(&self, line: u32, text: &str, offset: u32, encoding: Encoding) -> Position {
        let range = self.line_range(text, line);
        let mut end = (offset as usize).clamp(range.start, range.end);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Position { line, character: self.measure(text, range.start, end, encoding) }
    }

    /// The byte offset of a place.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let range = self.line_range(text, position.line);
        let line = &text[range.clone()];
        if encoding == Encoding::Utf8 || line.is_ascii() {
            let mut at = (position.character as usize).min(line.len());
            while !line.is_char_boundary(at) {
                at -= 1;
            }
            return (range.start + at) as u32;
        }
        let mut column = 0;
        for (at, c) in line.char_indices() {
            column += encoding.width(c);
            if column > position.character {
                return (range.start + at) as u32;
            }
        }
        range.end as u32
    }

    /// The places of the ends of a range of bytes.
    pub fn range(&self, text: &str, range: std::ops::Range<u32>, encoding: Encoding) -> Range {
        Range {
            start: self.position(text, range.start, encoding),
            end: self.position(text, range.end, encoding),
        }
    }
}

/// What is before each [`STEP`]th byte of a text.
fn count_ahead(text: &str) -> Vec<Count> {
    let mut counts = vec![Count::default()];
    let mut count = Count::default();
    for part in text.as_bytes().chunks(STEP) {
        count.add(Count::of(part));
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::tests::random_text;
    use flow_speculate::Random;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn position(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_in_each_encoding() {
        let text = "a\u{1F600}b\r\n\u{e4}";
        let index = LineIndex::new(text);
        let columns = ALL.map(|encoding| index.position(text, 5, encoding).character);
        assert_eq!(columns, [5, 3, 2]);
        assert_eq!(index.position(text, 10, Encoding::Utf16), position(1, 1));
        assert_eq!(
            index.offset(text, position(0, 2), Encoding::Utf16),
            1,
            "inside of a character: its start"
        );
        assert_eq!(index.offset(text, position(0, 99), Encoding::Utf16), 6, "after the end: the end");
        assert_eq!(index.offset(text, position(9, 0), Encoding::Utf16), 10);
    }

    #[test]
    fn an_edit_has_the_lines_of_the_new_text() {
        for seed in 0..2000 {
            let random = &mut Random::new(seed);
            let mut text = random_text(random, 30);
            let mut index = LineIndex::new(&text);
            for _ in 0..8 {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let (a, b) = (*random.pick(&places), *random.pick(&places));
                let new = random_text(random, 5);
                text.replace_range(a.min(b)..a.max(b), &new);
                index.edit(&text, a.min(b)..a.max(b), new.len());
                assert_eq!(index, LineIndex::new(&text), "seed {seed}, {text:?}");
            }
        }
    }

    #[test]
    fn every_offset_comes_back_from_its_place() {
        for seed in 0..400 {
            let text = random_text(&mut Random::new(seed), 60);
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                for encoding in ALL {
                    let place = index.position(&text, offset as u32, encoding);
                    for line in 0..index.line_count() + 1 {
                        assert_eq!(index.position_near(line, &text, offset as u32, encoding), place);
                    }
                    let back = index.offset(&text, place, encoding) as usize;
                    let in_line_end = text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
                    let expected = if in_line_end { offset - 1 } else { offset };
                    assert_eq!(back, expected, "seed {seed}, {encoding:?}, {text:?}");
                }
            }
        }
    }

    #[test]
    fn every_place_is_an_offset_of_the_text() {
        for seed in 0..200 {
            let text = random_text(&mut Random::new(seed), 40);
            let index = LineIndex::new(&text);
            for line in 0..index.line_count() + 2 {
                for character in 0..50 {
                    for encoding in ALL {
                        let offset = index.offset(&text, position(line, character), encoding) as usize;
                        assert!(text.is_char_boundary(offset), "seed {seed}");
                    }
                }
            }
        }
    }

    #[test]
    fn places_are_in_the_order_of_offsets() {
        for seed in 0..100 {
            let text = random_text(&mut Random::new(seed), 60);
            let index = LineIndex::new(&text);
            for encoding in ALL {
                let places: Vec<_> =
                    (0..=text.len() as u32).map(|at| index.position(&text, at, encoding)).collect();
                assert!(places.is_sorted(), "seed {seed}");
            }
        }
    }

    #[test]
    fn places_in_long_lines_are_counted_as_in_short_ones() {
        for seed in 0..20 {
            let random = &mut Random::new(seed);
            let text: String = (0..3).map(|_| random_text(random, 2_000) + "\n").collect();
            let index = LineIndex::new(&text);
            for encoding in ALL {
                for (offset, _) in text.char_indices().step_by(7) {
                    let place = index.position(&text, offset as u32, encoding);
                    let start = index.line_range(&text, place.line).start.min(offset);
                    let line = text[start..offset].trim_end_matches(['\r', '\n']);
                    assert_eq!(place.character, encoding.measure(line), "seed {seed}, {encoding:?}");
                }
            }
        }
        let line = "\u{1F600}\u{e4}a".repeat(1_000);
        let index = LineIndex::new(&line);
        assert_eq!(index.position(&line, 7 * 900, Encoding::Utf16), position(0, 4 * 900));
        assert_eq!(index.position(&line, 7 * 900 + 4, Encoding::Utf32), position(0, 3 * 900 + 1));
    }

    #[test]
    fn bytes_are_preferred_where_the_client_offers_them() {
        use PositionEncodingKind as Kind;
        assert_eq!(Encoding::negotiate(&[]), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(&[Kind::UTF16, Kind::UTF8]), Encoding::Utf8);
        assert_eq!(Encoding::negotiate(&[Kind::UTF32]), Encoding::Utf32);
        assert_eq!(Encoding::negotiate(&[Kind::UTF32, Kind::UTF16]), Encoding::Utf16);
    }
}
