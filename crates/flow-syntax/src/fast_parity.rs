//! Compares the fast parser with the grammar: both must produce the same tree and the same diagnostics.
//!
//! The inputs are the specifications of the repository, and lines of every kind composed of random words.

use std::fs;
use std::path::PathBuf;

use crate::ast::File;
use crate::block;
use crate::diagnostic::Diagnostics;
use crate::grammar_parity::specifications;
use crate::line::{Piece, ReadMode, Reader};
use crate::parse::parse_lines;
use crate::source::FileId;

fn read(text: &str, mode: ReadMode) -> (File, Diagnostics) {
    let mut diags = Diagnostics::default();
    let nested = parse_lines(FileId(0), text, &mut diags);
    let file =
        block::build_file(&nested.lines, &nested.nodes, Reader::new(FileId(0), &mut diags).with_mode(mode));
    (file, diags)
}

fn check(text: &str) {
    let (fast, grammar) = (read(text, ReadMode::FastFirst), read(text, ReadMode::GrammarOnly));
    assert!(fast == grammar, "{text}\nthe fast parser: {fast:#?}\nthe grammar: {grammar:#?}");
}

/// A text with one line of each kind, composed of `words`.
fn around(words: &str) -> String {
    format!(
        "machine: @m\n  scenario: s\n    given:\n      {words}\n      $v: {words}\n      $w is {words}\n    on {words}\n      go\n    on :d with {words}\n      go\n    on> :d2 from @a in #s with $x, {words}\n      with:\n        | a | {words} |\n    on> :e from @a\n      \
         {words}\n      $x {words}\n      order {words}\n      emit {words}\n      emit :f to @b {words}\n        with {words}\n        with $z, {words}\n      \
         emit :g to @b with:\n        | name | {words} |\n        | {words} |\n      ? {words}\n        start timer for {words}\n      ?? not $y {words}\n        \
         ? order is {words}\n          cancel {words}\n      expect:\n        = {words}\n        = @c received {words}\n        = :e was {words}\n"
    )
}

/// Pseudo-random numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[rustfmt::skip]
const WORDS: [&str; 86] = [
    "a", "order", "true", "false", "empty", "not", "is", "is", "is", "in", "in", "any", "state", "has", "items", "item", "no",
    "equals", "contains", "greater than", "less than", "at least", "at most", "greater", "at", "between", "and", "becomes",
    "moves to", "moves", "to", "to", "enters", "changes to", "increases by", "by", "adds", "removes", "clears", "number",
    "received", "did not receive", "emitted", "was", "from", "from", "with", "for", "second", "hours", "timer", "emit", "on",
    "@a", "@self", ":e", ":pay_2", "#s", "#s", "#s,", "#paid", "$x", "$x", "$x,", "$total.sum", "$x:", "a:", "a,", "1", "12.50",
    "75%", "1.", "2nd", "\"text\"", "\"a b\"", "\"a\\n\"", "=", "<", ">=", "!=", "+", "-", "(api)", "@A", "@a.id", "string,",
];

#[test]
fn both_parsers_agree_on_the_specifications() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["tests/trees", "../../tests/corpus", "../../examples", "../../../shared/seed"] {
        specifications(&here.join(folder), &mut files);
    }
    assert!(files.len() > 100, "the specifications are not where they should be");
    for file in files {
        check(&fs::read_to_string(file).unwrap_or_default());
    }
}

#[test]
fn both_parsers_agree_on_lines_of_random_words() {
    let mut numbers = Numbers(0x5eed_f10e);
    for _ in 0..1_500 {
        let count = 1 + numbers.below(7);
        let words: Vec<&str> = (0..count).map(|_| WORDS[numbers.below(WORDS.len())]).collect();
        check(&around(&words.join(" ")));
    }
}

#[test]
fn both_parsers_agree_on_odd_spaces_and_signs() {
    for words in [
        "a  is   in  #s ,  #t",
        "$x<5",
        "$x : number",
        "a , b",
        "a:b",
        "5 %",
        "-3",
        "- 3",
        "a\tb",
        "é is 1",
        "é",
        "=",
        "",
    ] {
        check(&around(words));
    }
    check(&around(&"1 + ".repeat(40)));
    check(&around(&"1".repeat(29)));
    check(&around(&"word ".repeat(17)));
    check(&around(&format!("{}1", "(".repeat(70))));
}

/// Every form of the fast parser accepts a line: otherwise the comparison would be empty.
#[test]
fn the_fast_parser_accepts_frequent_lines() {
    let mut diags = Diagnostics::default();
    let reader = Reader::new(FileId(0), &mut diags);
    let piece = |text| Piece { text, start: 0 };
    for text in ["on> :e from @a in #s, #t", "on :e", "on :e in any state from @a"] {
        assert!(reader.try_fast_handler(piece(text)).is_some(), "{text}");
    }
    for text in
        ["cart is valid", "$x >= 5", "days is not at most 5", "order is not in #a, #b", "$x is empty", "$x"]
    {
        assert!(reader.try_fast_condition(piece(text)).is_some(), "{text}");
    }
    assert!(reader.try_fast_message(piece("@a did not receive :e with x: 1")).is_some());
    assert!(reader.try_fast_message(piece(":e was emitted to @a")).is_some());
    assert!(reader.try_fast_fact(piece("$x: number is 5")).is_some());
    assert_eq!(reader.try_fast_cells(piece("| a | | b |")).map(|cells| cells.len()), Some(3));
}

#[test]
fn other_parts_are_left_to_the_grammar() {
    let mut diags = Diagnostics::default();
    let reader = Reader::new(FileId(0), &mut diags);
    for text in ["", "a-b", "é", "$a.b", "a\tb", "@A", "#1", "2nd", "==", "\"a\\\"\"", "a (b)", "a,b", "-5"]
    {
        assert_eq!(reader.try_fast_phrase(Piece { text, start: 0 }), None, "{text}");
    }
}
