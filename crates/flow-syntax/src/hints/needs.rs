//! `needs`: what a line must have for a pattern to match it, worked out when this crate is compiled.
//!
//! Every phrase is compared with some hundred patterns, and nearly all of them need a word or a kind of token that the line lacks. The
//! tests here have no false negatives: a pattern that matches always passes them.

use super::tokens::TokenKind;

/// How many words of a pattern are tested: few patterns have more, and two decide for nearly all lines.
const WORDS: usize = 3;
/// The set that contains every word.
const ANY: u64 = u64::MAX;

/// A pattern with the words and tokens that it needs.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The pattern, in the language of `pattern`.
    pub(super) text: &'static str,
    /// For some of its words: the set of the alternatives, of which a line has one.
    words: [u64; WORDS],
    /// The kinds of tokens of which a line has one each.
    kinds: u8,
}

/// The contents of a line: its words, as a set of their hashes, and its kinds of tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Has {
    words: u64,
    kinds: u8,
}

impl Has {
    /// Adds a token.
    pub(super) fn add(&mut self, kind: TokenKind, text: &str) {
        // In other alphabets, letters of two cases can differ in their length.
        self.words |= if text.is_ascii() { word_bit(text.as_bytes(), 0, text.len()) } else { ANY };
        self.kinds |= kind_bit(kind);
    }
}

impl Pattern {
    /// A pattern of the table.
    pub(super) const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let mut pattern = Pattern { text, words: [ANY; WORDS], kinds: 0 };
        let (mut start, mut count) = (0, 0);
        while start < bytes.len() {
            let end = end_of_part(bytes, start, bytes.len(), b' ');
            let alternatives = alternatives(bytes, start, end);
            if alternatives != ANY && count < WORDS {
                pattern.words[count] = alternatives;
                count += 1;
            }
            pattern.kinds |= needed_kind(bytes, start, end);
            start = end + 1;
        }
        pattern
    }

    /// Whether it may match a line.
    pub(super) fn may_match(&self, has: Has) -> bool {
        self.kinds & !has.kinds == 0 && self.words.iter().all(|alternatives| alternatives & has.words != 0)
    }
}

/// The end of the part of a text that begins at `at`.
const fn end_of_part(bytes: &[u8], mut at: usize, end: usize, separator: u8) -> usize {
    while at < end && bytes[at] != separator {
        at += 1;
    }
    at
}

/// The set of the words of an element; [`ANY`] of one that is no word, or part of one.
const fn alternatives(bytes: &[u8], start: usize, end: usize) -> u64 {
    let is_mark =
        end - start == 2 && bytes[start] == bytes[start + 1] && matches!(bytes[start], b'<' | b'>' | b'.');
    let is_kind = end - start > 1 && matches!(bytes[start], b'{' | b'!' | b'&');
    if is_mark || is_kind || bytes[start] == b'~' {
        return ANY;
    }
    let (mut set, mut at) = (0, start);
    while at < end {
        let stop = end_of_part(bytes, at, end, b'|');
        if stop - at > 1 && (bytes[at] == b'*' || bytes[stop - 1] == b'*') {
            return ANY;
        }
        set |= word_bit(bytes, at, stop);
        at = stop + 1;
    }
    set
}

/// The set of one word, in either case.
const fn word_bit(bytes: &[u8], start: usize, end: usize) -> u64 {
    if start == end {
        return ANY;
    }
    let (first, last) = (bytes[start].to_ascii_lowercase(), bytes[end - 1].to_ascii_lowercase());
    1 << ((first as usize + 5 * last as usize + 11 * (end - start)) % 64)
}

const fn kind_bit(kind: TokenKind) -> u8 {
    1 << kind as u8
}

/// The kind of token that an element needs.
const fn needed_kind(bytes: &[u8], start: usize, end: usize) -> u8 {
    if end - start < 3 || bytes[start] != b'{' || bytes[end - 2] == b'.' {
        return 0;
    }
    let colon = end_of_part(bytes, start, end, b':');
    let from = if colon == end { start + 1 } else { colon + 1 };
    let is_many = bytes[end - 2] == b'+';
    match bytes.split_at(end - 1 - is_many as usize).0.split_at(from).1 {
        // A run of tokens of any kind.
        _ if is_many && colon == end => 0,
        b"actor" => kind_bit(TokenKind::Actor),
        b"event" => kind_bit(TokenKind::Event),
        b"state" => kind_bit(TokenKind::State),
        b"path" | b"var" | b"set" => kind_bit(TokenKind::Variable),
        b"value" => kind_bit(TokenKind::Value),
        b"word" | b"plain" | b"name_word" => kind_bit(TokenKind::Word),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::hints::Line;
    use crate::hints::pattern::Match;
    use crate::hints::table::all;

    fn check(pattern: &'static str, text: &str, expected: bool) {
        assert_eq!(
            Pattern::new(pattern).may_match(Line::new(text, "").has()),
            expected,
            "'{pattern}' of '{text}'"
        );
    }

    #[test]
    fn lines_lack_what_patterns_need() {
        check("{path} << is more|bigger than >> {value:operand}", "$n is more than 3", true);
        check("{path} << is more|bigger than >> {value:operand}", "$n is less than 3", false);
        check("{subject+} is in {state} ..", "order is in trouble", false);
        check("{subject+} is in {state} ..", "order is in #trouble", true);
        check("initial* .. {state}", "initially #a", true);
        check("~ {actor} {event} *n't", ":e hasn't reached @a", true);
        check("~ {actor} {event}", "no @a here", false);
        check("<< -|*|+|• >> {rest+}", "• pay", true);
        check("<< Then|And >> {rest+}", "then so", true);
        check("if !event {rest+}", "if so", true);
        check("{first+} << &joint or >> {rest+}", "a and b", false);
        check("{subject..} {before:filler..} not {state}", "not #a", true);
        check("{l:listed..} {rest+}", "x", true);
    }

    #[test]
    fn a_pattern_that_matches_passes() {
        let is_set = |_: &str| true;
        let mut matched = 0;
        for example in
            all().map(|hint| hint.example.trim_start_matches(['?', '=']).trim().trim_end_matches(':'))
        {
            for text in [example.to_owned(), example.to_uppercase(), example.to_lowercase()] {
                let line = Line { is_set: &is_set, ..Line::new(&text, "order") };
                for pattern in all().flat_map(|hint| hint.patterns) {
                    for ignore_case in [false, true] {
                        let is_match = Match::new(pattern.text, &line, ignore_case).is_some();
                        matched += usize::from(is_match);
                        assert!(!is_match || pattern.may_match(line.has()), "'{}' of '{text}'", pattern.text);
                    }
                }
            }
        }
        assert!(matched > 500, "{matched} matches");
    }
}
