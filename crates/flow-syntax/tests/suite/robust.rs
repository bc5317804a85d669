//! Any text at all: never a panic, never a place outside of the text, never more than linear time.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use flow_syntax::ast::File;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::{FileId, Sources};
use flow_syntax::{Style, dump, fmt, render};

use crate::{parse, said};

/// A generator of numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Reads a text and uses all results.
fn check(text: &str) -> File {
    let mut sources = Sources::new();
    let mut diags = Diagnostics::default();
    let id = sources.add("any.flow", text);
    let file = flow_syntax::parse(id, text, &mut diags);
    for diagnostic in diags.sorted() {
        for span in std::iter::once(diagnostic.span).chain(diagnostic.labels.iter().map(|label| label.span)) {
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?} of {text:?}");
        }
        assert!(!diagnostic.message.is_empty() && !render(diagnostic, &sources, Style::Plain).is_empty());
    }
    for comment in &file.comments {
        assert_eq!(sources.text(comment.span), comment.text);
    }
    check_formatted(text, &dump(&file));
    file
}

/// Formatting keeps the tree, and formatting twice changes no more than formatting once.
fn check_formatted(text: &str, tree: &str) {
    let Ok(once) = fmt(FileId(0), text) else { return };
    assert_eq!(dump(&parse(&once).0), tree, "of {text:?}");
    assert_eq!(fmt(FileId(0), &once).ok(), Some(once), "of {text:?}");
}

fn specifications() -> Vec<String> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/trees", "../../../shared/seed", "../../../shared/seed/flat"];
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(here.join(folder)) else { continue };
        files.extend(
            entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|path| path.extension().is_some_and(|end| end == "flow")),
        );
    }
    files.sort();
    files.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

/// The text with something small done to it.
fn mutated(numbers: &mut Numbers, text: &str) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let at = numbers.below(lines.len());
    let other = numbers.below(lines.len());
    match numbers.below(9) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[other].clone()),
        2 => lines.swap(at, other),
        3 => lines[at] = " ".repeat(numbers.below(12)) + lines[at].trim_start(),
        4 => lines[at] = lines[at].trim_start().to_owned(),
        5 => return cut(numbers, text),
        6 => return pieced(numbers, text, text),
        _ => {
            const SIGNS: [&str; 27] = [
                "\"", "|", "?", "??", ":", "#", "@", "$", "(", ")", "[", "{", "/*", "*/", "//", "\t", "\r",
                "\0", "ß", "\u{feff}", "^", "=", "not ", "is ", " with ", "-", "\\",
            ];
            let place = boundary(&lines[at], numbers.below(lines[at].len() + 1));
            lines[at].insert_str(place, SIGNS[numbers.below(SIGNS.len())]);
        }
    }
    lines.join("\n")
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn cut(numbers: &mut Numbers, text: &str) -> String {
    text[..boundary(text, numbers.below(text.len() + 1))].to_owned()
}

/// The beginning of one text and the end of another.
fn pieced(numbers: &mut Numbers, one: &str, other: &str) -> String {
    let behind = boundary(other, numbers.below(other.len() + 1));
    cut(numbers, one) + &other[behind..]
}

#[test]
fn texts_with_small_mistakes() {
    let texts = specifications();
    let mut numbers = Numbers(0x5eed);
    for _ in 0..1_000 {
        let mut text = texts[numbers.below(texts.len())].clone();
        for _ in 0..=numbers.below(4) {
            text = mutated(&mut numbers, &text);
        }
        if numbers.below(8) == 0 {
            let other = numbers.below(texts.len());
            text = pieced(&mut numbers, &text, &texts[other]);
        }
        check(&text);
    }
}

#[test]
fn arbitrary_signs() {
    let mut numbers = Numbers(0xdecaf);
    let signs: Vec<char> =
        "  \n\n\t\r\0\"\\|?=:#@$()[]{}<>!%^*/.,-'’a1ßÄ_ontsi\u{301}\u{1f600}\u{feff}".chars().collect();
    for _ in 0..2_000 {
        let length = numbers.below(80);
        let text: String = (0..length).map(|_| signs[numbers.below(signs.len())]).collect();
        check(&text);
    }
}

/// Wherever a file ends.
#[test]
fn every_prefix() {
    for text in specifications().iter().filter(|text| text.len() < 2_500) {
        for (end, _) in text.char_indices().step_by(7) {
            check(&text[..end]);
        }
    }
}

/// Long enough for a debug build on a busy machine, and far too short for quadratic time.
const LIMIT: Duration = Duration::from_secs(120);

/// Reads a text that is long in some way, in time.
fn check_long(text: &str) {
    let start = Instant::now();
    let mut diags = Diagnostics::default();
    let file = flow_syntax::parse(FileId(0), text, &mut diags);
    let time = start.elapsed();
    let beginning: String = text.chars().take(60).collect();
    assert!(time < LIMIT, "{time:?} for {} bytes that begin with {beginning:?}", text.len());
    drop(file);
}

#[test]
fn lines_of_a_mebibyte() {
    for body in ["a ", "1 + ", "\"", "(", "é"] {
        check_long(&format!("machine: @a\n  on :a\n    {}", body.repeat((1 << 20) / body.len())));
    }
}

#[test]
fn long_lines_of_every_kind() {
    let heads = [
        "scenario: ",
        "machine: @a\n  on :a\n    ",
        "machine: @a\n  on :a\n    ? ",
        "machine: @a\n  on :a\n    $x becomes ",
        "scenario: s\n  given:\n    ",
        "scenario: s\n  expect:\n    = ",
        "machine: @a\n  on :a\n    emit :a to @b with ",
        "",
    ];
    let bodies = [
        "a ",
        "is ",
        "$a ",
        "1 + ",
        "[1, ",
        "\"a\" ",
        "@",
        "#",
        "a is b ",
        "not ",
        "-",
        ": ",
        "a: 1, ",
        "| a ",
        "? ",
        "a.",
        "$a.b",
        "has ",
        "was called ",
        "/*",
        "^",
        "to all ",
    ];
    for (head, body) in heads.iter().flat_map(|head| bodies.map(|body| (head, body))) {
        check_long(&format!("{head}{}", body.repeat((1 << 14) / body.len())));
    }
}

#[test]
fn files_of_many_lines() {
    let lines = [
        "scenario: s\n",
        "machine: @a\n",
        "on :a\n",
        "? a\n",
        "? $a < 1\n? b\n",
        "expect:\n",
        "| a |\n",
        "with:\n",
        "x\n",
        "  x\n",
        "    ? a\n      b\n",
        "otherwise\n",
        "emit :a to @b\n",
        "#a\n",
        "given:\n",
        "a:\n",
        "/* x\n",
        "// x\n",
        "\n",
        " \t\n",
    ];
    for (first, line) in lines.iter().flat_map(|first| lines.map(|line| (first, line))) {
        check_long(&format!("scenario: s\n{first}{}", line.repeat(1_000)));
    }
    for line in ["? $a < 1\n? b\n", "| a |\n", "x\n"] {
        check_long(&format!("scenario: s\non :a\n{}", line.repeat(20_000)));
    }
}

#[test]
fn nesting_has_an_end() {
    let guards = |depth: usize| {
        let lines = (0..depth).map(|at| format!("{:1$}? a\n", "", at + 2));
        format!("machine: @a\n on :a\n{}{:2$}one\n", lines.collect::<String>(), "", depth + 2)
    };
    let nested = |depth: usize| {
        format!("scenario: s\n  given:\n    $a is {}1{}\n", "(".repeat(depth), ")".repeat(depth))
    };
    assert_eq!(said(&guards(62), &parse(&guards(62)).1), []);
    let deep = parse(&guards(100)).1;
    assert_eq!(deep.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["too-deep"]);
    assert_eq!(said(&nested(64), &parse(&nested(64)).1), []);
    assert_eq!(said(&nested(65), &parse(&nested(65)).1), [("too-deep", "(")]);
    check(&guards(5_000));
    check(&nested(100_000));
}

#[test]
fn sums_have_an_end() {
    let sum = |terms: usize| format!("scenario: s\n  given:\n    $a is {}1\n", "1 + ".repeat(terms));
    assert_eq!(said(&sum(256), &parse(&sum(256)).1), []);
    let names = |text: &str| said(text, &parse(text).1).iter().map(|one| one.0).collect::<Vec<_>>();
    assert_eq!(names(&sum(257)), ["too-deep"]);
}
