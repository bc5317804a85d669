//! The harness itself: annotations are read, compared with diagnostics, and rewritten.

use flow_syntax::diagnostic::{Diagnostic, Help, Level, Name};
use flow_syntax::source::{FileId, Sources, Span};
use flow_tests::annotation::{Expects, annotations};
use flow_tests::case::Case;
use flow_tests::markdown;
use flow_tests::program::Outcome;
use flow_tests::verdict::{Bless, blessed, differences};

/// A case of `text` with the given diagnostics: for each its name, and the part of the text that it marks.
fn outcome(text: &str, said: &[(Name, &str)]) -> (Case, Outcome) {
    let case = Case::single("a.flow", text);
    let mut sources = Sources::new();
    let file = sources.add("a.flow", text);
    let diagnostics = said.iter().map(|(name, part)| diagnostic(file, text, *name, part)).collect();
    (case, Outcome { sources, diagnostics, model: None })
}

fn diagnostic(file: FileId, text: &str, name: Name, part: &str) -> Diagnostic {
    let start = text.find(part).unwrap();
    Diagnostic {
        name,
        level: name.default_level(),
        message: format!("about '{part}'"),
        span: Span::new(file, start, start + part.len()),
        labels: Vec::new(),
        help: vec![Help { text: "write another".to_owned(), edits: Vec::new() }],
    }
}

fn check(text: &str, said: &[(Name, &str)], expected: &[&str]) {
    let (case, outcome) = outcome(text, said);
    assert_eq!(differences(&case, &outcome).unwrap(), expected, "{text}");
}

#[test]
fn an_annotation_marks_the_nearest_line_above() {
    let text = "machine: @a\n  on :b in #c\n  //       ^^ error[unknown-state]: no '#c'\n  // help: say so\n";
    let found = annotations(text).unwrap();
    assert_eq!(found[0].line, 1);
    assert_eq!(found[0].columns, Some(11..13));
    assert_eq!(found[0].expects, Expects::Diagnostic(Level::Deny, Name::UnknownState));
    assert_eq!(found[0].message.as_deref(), Some("no '#c'"));
    assert_eq!((found[1].line, &found[1].expects), (1, &Expects::Help));
}

#[test]
fn ordinary_comments_are_no_annotations() {
    assert_eq!(
        annotations("// see [notes]: all of them\n// a error[syntax]\nx // error[syntax]\n").unwrap(),
        []
    );
}

#[test]
fn an_unknown_name_is_an_error() {
    assert!(annotations("x\n// error[no-such]\n").unwrap_err().contains("no-such"));
}

#[test]
fn silence_needs_no_annotation() {
    check("x\n", &[], &[]);
}

#[test]
fn what_is_said_must_be_annotated() {
    check("a b\n", &[(Name::NeverSet, "b")], &["+ a.flow:1:3-3 warning[never-set]: about 'b'"]);
}

#[test]
fn what_is_annotated_must_be_said() {
    check("a b\n//^ warning[never-set]\n", &[], &["- a.flow:1:3 warning[never-set]"]);
}

#[test]
fn place_level_and_message_count() {
    let said = [(Name::NeverSet, "b")];
    check("a b\n//^ warning[never-set]: about 'b'\n//^ help: write another\n", &said, &[]);
    check("a b\n// warning[never-set]\n", &said, &[]);
    let two = ["- a.flow:1 error[never-set]", "+ a.flow:1:3-3 warning[never-set]: about 'b'"];
    check("a b\n// error[never-set]\n", &said, &two);
    let two = ["- a.flow:1:4 warning[never-set]", "+ a.flow:1:3-3 warning[never-set]: about 'b'"];
    check("a b\n// ^ warning[never-set]\n", &said, &two);
}

#[test]
fn a_help_that_is_not_given_is_missed() {
    let said = [(Name::NeverSet, "b")];
    let text = "a b\n// warning[never-set]\n// help: write this\n";
    check(text, &said, &["- a.flow:1 help: write this\n    is: write another"]);
}

#[test]
fn one_annotation_is_met_once() {
    let said = [(Name::NeverSet, "b"), (Name::NeverSet, "c")];
    check("b c\n// warning[never-set]\n", &said, &["+ a.flow:1:3-3 warning[never-set]: about 'c'"]);
}

#[test]
fn blessing_writes_what_is_said_and_then_nothing_differs() {
    let said = [(Name::NeverSet, "machine"), (Name::BareWord, "on"), (Name::BareWord, "#c")];
    let text = "machine: @a\n  // warning[syntax]\n  on :b in #c\n  // accepted[said]: #c\n";
    for bless in [Bless::Differences, Bless::Everything] {
        let (case, first) = outcome(text, &said);
        let new = blessed(&case, &first, bless).unwrap()["a.flow"].clone();
        assert!(new.contains("//<^^^^^^^ warning[never-set]: about 'machine'"), "{new}");
        assert!(new.contains("  //       ^^ help: write another"), "{new}");
        assert!(!new.contains("syntax"), "{new}");
        let again = new.replace("  // accepted[said]: #c\n", "");
        assert!(again.len() < new.len(), "{new}");
        check(&again, &said, &[]);
    }
}

#[test]
fn blocks_of_documents_are_found() {
    let text = "# A\n```flow error[syntax]\nx\n```\n\n```rust\n```\n```flow\ny\nz\n```\n";
    let blocks = markdown::blocks(text);
    assert_eq!(blocks.len(), 2);
    assert_eq!((blocks[0].line, blocks[0].text.as_str()), (2, "x\n"));
    assert_eq!(blocks[0].marks, ["error[syntax]"]);
    assert_eq!((blocks[1].line, blocks[1].text.as_str()), (8, "y\nz\n"));
}
