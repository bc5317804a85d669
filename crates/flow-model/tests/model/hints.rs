//! Compares the page `docs/hints.md` with the diagnostics of the examples of all hints.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use flow_model::{MemoryLoader, load, resolve};
use flow_syntax::diagnostic::{Diagnostic, Diagnostics};
use flow_syntax::hints::{Hint, Line, Place, all};

/// A specification in which the example of a hint is where it is looked for.
fn specification(hint: &Hint) -> String {
    let line = hint.example;
    let head = "machine: @order\n  starts in #new\n";
    let story = "  scenario: s\n    given:\n      $count is 1\n    on> :go from @customer\n";
    let handler = "      order moves to #paid\n      $items clears\n";
    match hint.place {
        _ if ["system-word", "machine-word", "uses-word", "test-word"].contains(&hint.id) => {
            format!("{line}\n{head}{story}{handler}")
        }
        _ if hint.id == "given-word" => format!("{head}  scenario: s\n    {line}\n      $n is 1\n{handler}"),
        _ if hint.id == "expect-word" => format!("{head}{story}{handler}    {line}\n      = $n is 1\n"),
        Place::Machine | Place::HeaderWord => format!("{head}  {line}\n{story}{handler}"),
        Place::Handler => format!("{head}  scenario: s\n    {line}\n      pay\n"),
        Place::HandlerOptions => format!("{head}  scenario: s\n    {line}\n      pay\n"),
        Place::Reserved if line.starts_with("on ") => format!("{head}  scenario: s\n    {line}\n      pay\n"),
        Place::Guard => format!("{head}{story}      {line}\n        pay\n{handler}"),
        Place::Header => format!("{head}{story}      {line}\n{handler}"),
        _ if line.starts_with('?') => format!("{head}{story}      {line}\n        pay\n{handler}"),
        _ if line.starts_with('=') => format!("{head}{story}{handler}    expect:\n      {line}\n"),
        _ => format!("{head}{story}{handler}      {line}\n"),
    }
}

/// The diagnostic of the example's line.
fn diagnostic(hint: &Hint) -> Diagnostic {
    let text = specification(hint);
    let mut diags = Diagnostics::default();
    let mut loader = MemoryLoader::new([("order.flow", text.as_str())]);
    let program = load(&["order.flow".to_owned()], &mut loader, &mut diags);
    drop(resolve(&program, &mut diags));
    let line = text.lines().position(|line| line.trim() == hint.example).map_or(0, |at| at + 1);
    let found =
        diags.sorted().into_iter().find(|one| program.sources.position(one.span).line == line).cloned();
    found.unwrap_or_else(|| panic!("'{}' is not reported in\n{text}", hint.id))
}

/// The rows of the page.
fn rows() -> String {
    let mut rows = String::from("| line | known from | what Flow says |\n| --- | --- | --- |\n");
    for hint in all() {
        let diagnostic = diagnostic(hint);
        let text = |text: &str| text.replace('|', "\\|");
        let help = if diagnostic.help.is_empty() {
            vec![diagnostic.message.clone()]
        } else {
            diagnostic.help.iter().map(|help| help.text.clone()).collect()
        };
        let help: Vec<_> = help.iter().map(|help| text(help)).collect();
        let _ = writeln!(
            rows,
            "| <a id=\"{}\"></a>`{}` | {} | {} |",
            hint.id,
            text(hint.example),
            hint.notation.name(),
            help.join("; ")
        );
    }
    rows
}

#[test]
fn the_page_lists_what_is_reported_for_every_hint() {
    const MARKS: [&str; 2] = ["<!-- begin: written by tests -->\n\n", "\n<!-- end -->"];
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/hints.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = page.split_once(MARKS[0]).expect("the table has a beginning");
    let (found, after) = rest.split_once(MARKS[1]).expect("the table has an end");
    let expected = rows();
    if std::env::var_os("FLOW_BLESS").is_some() {
        fs::write(&path, format!("{before}{}{expected}{}{after}", MARKS[0], MARKS[1]))
            .expect("the page is written");
    } else {
        assert_eq!(found, expected, "run `cargo xtask bless`");
    }
}

#[test]
fn every_example_gets_the_help_of_its_row() {
    for hint in all() {
        let text = hint.example.trim_start_matches(['?', '=']).trim();
        let text = if hint.place == Place::Header { text.trim_end_matches(':') } else { text };
        let expected = hint.apply(&Line::new(text, "order")).map_or(Vec::new(), |found| found.help);
        let found: Vec<_> = diagnostic(hint).help.into_iter().map(|help| help.text).collect();
        assert!(expected.iter().all(|help| found.contains(help)), "'{}' says {found:?}", hint.id);
    }
}
