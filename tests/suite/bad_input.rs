//! Bad input: for any bytes there is a diagnostic at the right position, and never a panic.
//!
//! What fits into a specification with annotations is in the corpus; here is what does not.

use flow_syntax::diagnostic::{Lints, Name};
use flow_tests::program::{Outcome, compile};

fn outcome(bytes: &[u8]) -> Outcome {
    compile([("a.flow".to_owned(), bytes.to_vec())], &["a.flow".to_owned()], Lints::new())
}

/// The first diagnostic is `name`, at this line and column.
fn check(bytes: &[u8], name: Name, line: usize, column: usize) {
    let outcome = outcome(bytes);
    let Some(first) = outcome.diagnostics.first() else { panic!("nothing is said") };
    let at = outcome.sources.position(first.span);
    assert_eq!((first.name, at.line, at.column), (name, line, column), "{:#?}", outcome.diagnostics);
}

#[test]
fn an_empty_file() {
    check(b"", Name::EmptyFile, 1, 1);
    check(b"\n\n  \n", Name::EmptyFile, 1, 1);
}

#[test]
fn bytes_that_are_not_utf8() {
    check(b"machine: @order\n  on> :pay in #idle\n    say \xff loud\n", Name::InvalidUtf8, 3, 9);
    check(b"\xfe\xff\0m", Name::InvalidUtf8, 1, 1);
}

/// The line of a byte that is not UTF-8 would often be another mistake as well.
#[test]
fn a_byte_that_is_not_utf8_is_one_finding_wherever_it_is() {
    let text = "system: shop\nmachine: @order\n  starts in #new\n  scenario: pay\n    on> :pay from @customer in #new\n      \
                order moves to #paid\n    expect:\n      = order is in #paid\n";
    for (at, _) in text.match_indices(|sign: char| sign.is_ascii_alphabetic()) {
        let mut bytes = text.as_bytes().to_vec();
        bytes.insert(at, 0xe9);
        let outcome = outcome(&bytes);
        let names: Vec<_> = outcome.diagnostics.iter().map(|said| said.name).collect();
        assert_eq!(names, [Name::InvalidUtf8], "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_missing_root_names_the_path_and_what_is_near() {
    let files = [("flows/order.flow".to_owned(), b"machine: @order\n".to_vec())];
    let outcome = compile(files, &["flows/odrer.flow".to_owned()], Lints::new());
    let said = &outcome.diagnostics[0];
    assert_eq!(said.name, Name::MissingFile);
    assert!(said.message.contains("flows/odrer.flow"), "{said:#?}");
    assert!(said.help.iter().any(|help| help.text.contains("order.flow")), "{said:#?}");
}

#[test]
fn blocks_nested_65_deep() {
    let mut text = String::from("machine: @order\n  on> :pay in #idle\n");
    for depth in 0..65 {
        text.push_str(&format!("{}? phrase {depth} holds\n", " ".repeat(4 + 2 * depth)));
    }
    text.push_str(&format!("{}count money\n", " ".repeat(4 + 2 * 65)));
    let outcome = outcome(text.as_bytes());
    let names: Vec<_> = outcome.diagnostics.iter().map(|said| said.name).collect();
    assert!(names.contains(&Name::TooDeep), "{names:?}");
    assert!(!names.contains(&Name::Indentation), "one cause, one diagnostic: {names:?}");
}

#[test]
fn blocks_nested_50_deep_are_read() {
    let mut text = String::from("machine: @order\n  on> :pay in #idle\n");
    for depth in 0..50 {
        text.push_str(&format!("{}? phrase {depth} holds\n", " ".repeat(4 + 2 * depth)));
    }
    text.push_str(&format!("{}count money\n", " ".repeat(4 + 2 * 50)));
    assert_eq!(outcome(text.as_bytes()).diagnostics, []);
}

#[test]
fn thousands_of_parentheses() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{a: ", "}"), ("-", ""), ("not ", "")] {
        let value = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let text = format!(
            "machine: @order\n  on> :pay in #idle\n    $x becomes {value}\n    ? {value}\n      go\n"
        );
        let names: Vec<_> = outcome(text.as_bytes()).diagnostics.iter().map(|said| said.name).collect();
        assert!(!names.is_empty(), "{open}");
    }
}

#[test]
fn a_line_of_one_mebibyte() {
    let words = "word ".repeat(1024 * 1024 / 5);
    for line in [
        format!("    {words}"),
        format!("    ? {words}"),
        format!("    $x becomes \"{words}\""),
        format!("    $x becomes {}", "1 + ".repeat(200_000)),
        format!("    emit :{} to @x", "a".repeat(1024 * 1024)),
        " ".repeat(1024 * 1024),
        format!("    {}", "(".repeat(1024 * 1024)),
        format!("    | {}", "a | ".repeat(200_000)),
    ] {
        let text = format!("machine: @order\n  on> :pay in #idle\n{line}\n    order moves to #paid\n");
        outcome(text.as_bytes());
    }
}

#[test]
fn line_ends_of_other_systems() {
    let text =
        "machine: @order\r\n  on> :pay in #idle\r\n    ? cart is \"a\r\n      order moves to #paid\r\n";
    check(text.as_bytes(), Name::UnclosedText, 3, 15);
}

/// Specifications with a piece cut out, doubled, or put elsewhere, and with odd signs in them.
#[test]
fn damaged_specifications_do_not_panic() {
    let mut random = Random(7);
    for text in WHOLE {
        for _ in 0..400 {
            let damaged = damage(&mut random, text);
            outcome(&damaged);
        }
    }
}

const WHOLE: &[&str] = &[
    include_str!("../corpus/many-mistakes/a_bit_of_everything.flow"),
    include_str!("../corpus/wait-points/scatter_and_gather.flow"),
    include_str!("../corpus/syntax/every_literal.flow"),
    include_str!("../corpus/layout-inferred/nested_chains.flow"),
];

fn damage(random: &mut Random, text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(5) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.extend_from_within(at..end),
            2 => bytes.insert(at, SIGNS[random.below(SIGNS.len())]),
            3 => bytes.truncate(at.max(1)),
            _ => bytes[at] = SIGNS[random.below(SIGNS.len())],
        }
    }
    bytes
}

const SIGNS: &[u8] = b"\t\n\r \"\\#@:$?=|/*()[]{}<>%^,.-0Aa\x00\x7f\xc3\xff";

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}
