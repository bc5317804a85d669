//! The canonical layout: its form, and that formatting loses no content.

use std::fs;
use std::path::{Path, PathBuf};

use flow_syntax::source::FileId;
use flow_syntax::{dump, fmt};

use crate::{parse, said};

fn formatted(text: &str) -> String {
    fmt(FileId(0), text).unwrap_or_else(|diags| panic!("{:?} of\n{text}", said(text, &diags)))
}

/// Formats a text, formats the result again, and compares.
fn check(text: &str, expected: &str) {
    let once = formatted(text);
    assert_eq!(once, expected);
    check_kept(text);
}

/// Formatting keeps everything: one tree, the same comments, and the same text when it is formatted again.
fn check_kept(text: &str) {
    let once = formatted(text);
    assert_eq!(formatted(&once), once, "formatted twice");
    let (before, after) = (parse(text).0, parse(&once).0);
    assert_eq!(dump(&after), dump(&before), "of\n{text}");
    let comments = |file: &flow_syntax::ast::File| {
        file.comments
            .iter()
            .map(|one| one.text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(comments(&after), comments(&before), "of\n{text}");
    assert!(once.lines().all(|line| line.trim_end() == line), "blanks at the end of a line of\n{once}");
    assert!(
        once.ends_with('\n') && !once.ends_with("\n\n") && !once.contains("\n\n\n"),
        "blank lines of\n{once}"
    );
}

#[test]
fn levels_and_blanks() {
    check(
        "\n\nsystem:   s\n  machine:@a\n     starts   in #x\n\n\n     on>   :a   from @b\n           ?x\n           ??  y\n                one   two\n           otherwise\n             three\nscenario: t\n       on :b\n          four\n          expect:\n            =x\n       expect:\n             = y\n\n",
        "system: s\nmachine: @a\n  starts in #x\n\n  on> :a from @b\n    ? x\n    ?? y\n      one two\n    otherwise\n      three\n  scenario: t\n    on :b\n      four\n      expect:\n        = x\n    expect:\n      = y\n",
    );
}

#[test]
fn texts_stay_as_they_are() {
    check(
        "scenario: s\n given:\n  $a   is   \"x   y // z\"\n  say   \"a \\\" /*   b\"  there\n",
        "scenario: s\n  given:\n    $a is \"x   y // z\"\n    say \"a \\\" /*   b\" there\n",
    );
}

#[test]
fn tables_are_aligned() {
    check(
        "scenario: s\n  given:\n    a b:\n      |x|long name|\n      |  \"a | b\"  | é |  // last\n      | | |\n    one\n",
        "scenario: s\n  given:\n    a b:\n      | x       | long name |\n      | \"a | b\" | é         |  // last\n      |         |           |\n    one\n",
    );
    check(
        "machine: @a\n on :a\n  emit :b to @c\n   with:\n    |a|1|\n    |long|$b /* c */|\n",
        "machine: @a\n  on :a\n    emit :b to @c\n      with:\n        | a    | 1  |\n        |long|$b /* c */|\n",
    );
}

#[test]
fn cells_of_any_length_are_aligned() {
    let cell = "a".repeat(70_000);
    let text = format!("scenario: s\n  given:\n    a b:\n      | x | y |\n      | {cell} | 1 |\n    one\n");
    let widest = formatted(&text).lines().map(str::len).max().unwrap_or_default();
    assert!(widest > 70_000, "{widest}");
    check_kept(&text);
}

#[test]
fn comments_stay_with_their_lines() {
    check(
        "// top\nmachine: @a    // name\n\n     // above\n     on :a // beside\n        // of the body\n        one/* in */two\n          // below the body\n  // of the next\n     on :b\n       three\n   // end\n",
        "// top\nmachine: @a  // name\n\n  // above\n  on :a  // beside\n    // of the body\n    one/* in */two\n    // below the body\n  // of the next\n  on :b\n    three\n    // end\n",
    );
    check(
        "/* one\n     two\n*/ machine: @a /* three\n four */\n  on :a\n    x\n",
        "/* one\n     two\n*/ machine: @a  /* three\n four */\n  on :a\n    x\n",
    );
}

#[test]
fn flat_text_gets_its_layout_back() {
    check(
        "machine: @a\nstarts in #x\nscenario: s\ngiven:\nf\non :a\n? g\nemit :b to @c\nwith:\n| d | 1 |\n?\none\nexpect:\n= x\n// about b\non :b\ntwo\nexpect:\n= y\n",
        "machine: @a\n  starts in #x\n\nscenario: s\n\n  given:\n    f\n\n  on :a\n    ? g\n      emit :b to @c\n        with:\n          | d | 1 |\n    ?\n      one\n\n    expect:\n      = x\n  // about b\n  on :b\n    two\n\n  expect:\n    = y\n",
    );
}

#[test]
fn wrong_texts_are_not_formatted() {
    let text = "machine: @a\n  on :a\n    ? g\n";
    let diags = fmt(FileId(0), text).expect_err("a guard has no body");
    assert_eq!(said(text, &diags), [("empty-guard", "? g")]);
    assert!(fmt(FileId(0), "").is_err());
    let diags = fmt(FileId(7), text).expect_err("a guard has no body");
    assert!(diags.iter().all(|said| said.span.file == FileId(7)), "places are in the file that was named");
}

/// The specifications below a folder that can be read as text.
fn specifications(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            specifications(&path, found);
        } else if path.extension().is_some_and(|end| end == "flow") {
            found.extend(fs::read_to_string(path));
        }
    }
}

#[test]
fn nothing_is_lost_of_any_specification() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["tests/trees", "../../tests/corpus", "../../examples", "../../../shared/seed"] {
        specifications(&here.join(folder), &mut texts);
    }
    texts.retain(|text| fmt(FileId(0), text).is_ok());
    assert!(texts.len() > 200, "only {} specifications", texts.len());
    texts.iter().for_each(|text| check_kept(text));
}

#[test]
fn the_flat_seed_becomes_its_namesake() {
    let seed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let Ok(entries) = fs::read_dir(seed.join("flat")) else {
        return println!("no seed beside the repository");
    };
    let lines =
        |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let flat = formatted(&fs::read_to_string(&path).unwrap());
        let laid_out = fs::read_to_string(seed.join(path.file_name().unwrap())).unwrap();
        assert_eq!(lines(&flat), lines(&laid_out), "{}", path.display());
    }
}

#[test]
fn the_canonical_layout_is_that_of_the_seed() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for name in
        ["checkout", "order", "successful-checkout", "out-of-stock", "payment-fails", "process-refund"]
    {
        let Ok(text) = fs::read_to_string(here.join(format!("../../../shared/seed/{name}.flow"))) else {
            continue;
        };
        assert_eq!(formatted(&text), text, "{name}");
    }
}
