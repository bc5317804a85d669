//! Mutants of correct specifications: a line is removed or duplicated, and exploration alone must find the mistake.
//!
//! A mutant that is not a valid specification is skipped, since the compiler rejects it. Mutants that are not found are listed, each with
//! the reason: they are equivalent, or the specification does not require the changed behaviour.

use std::collections::BTreeSet;

use flow_model::MemoryLoader;
use flow_syntax::diagnostic::{Diagnostics, Level as Severity, Lints};

use super::{protocols, verdicts};
use crate::{Continue, Level, Options, explore};

/// The findings of a text, notes left out; `None` if it has errors.
fn find(text: &str) -> Option<BTreeSet<String>> {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("main.flow", text)]);
    let program = flow_model::load(&["main.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    if diags.iter().any(|found| found.level == Severity::Deny) {
        return None;
    }
    let found =
        explore(&model, &Options { max_states: 20_000, ..Options::default() }, &mut |_| Continue::Yes);
    let findings = found.findings.into_iter().filter(|finding| finding.level() != Level::Note);
    Some(findings.map(|finding| finding.key).collect())
}

/// Each text with one of these lines dropped or doubled, with what was done.
fn mutants(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut mutants = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let step = line.trim_start();
        let is_step = step.starts_with("emit ") || step.contains(" moves to ") || step == "defer";
        if is_step {
            let rest = [&lines[..at], &lines[at + 1..]].concat().join("\n");
            mutants.push((format!("without line {}: {step}", at + 1), rest + "\n"));
        }
        if step.starts_with("emit ") {
            let rest = [&lines[..=at], &lines[at..]].concat().join("\n");
            mutants.push((format!("twice line {}: {step}", at + 1), rest + "\n"));
        }
    }
    mutants
}

/// What exploration does not find, and why.
const SURVIVORS: &[(&str, &str)] = &[
    ("commit, without line 30: emit :abort to @rm1", "the participant that refused has aborted by itself"),
    ("commit, twice line 30: emit :abort to @rm1", "to abort again changes nothing"),
    ("commit, twice line 31: emit :abort to @rm2", "to abort again changes nothing"),
    ("commit, twice line 44: emit :abort to @rm1", "to abort again changes nothing"),
    ("commit, without line 45: emit :abort to @rm2", "the participant that refused has aborted by itself"),
    ("commit, twice line 45: emit :abort to @rm2", "to abort again changes nothing"),
    ("commit, twice line 58: emit :refused to @tm", "the second vote is a late one, which has no effect"),
    ("commit, twice line 73: emit :refused to @tm", "the second vote is a late one, which has no effect"),
    ("peterson, without line 63: left moves to #out", "nothing promises that anybody enters twice"),
    ("peterson, without line 87: right moves to #out", "nothing promises that anybody enters twice"),
    ("philosophers, without line 14: ann moves to #thinking", "nothing promises that anybody enters twice"),
    ("philosophers, without line 29: bob moves to #thinking", "nothing promises that anybody enters twice"),
];

#[test]
fn nine_of_ten_mutants_are_found() {
    let commit = "system: commit\n  rules:\n    = rm1 is never in #committed while rm2 is in #aborted\n    when @client sends :begin\n      = tm gets to #committed or #aborted\n    when tm is in #committed\n      = rm1 gets to #committed\n      = rm2 gets to #committed\n    when tm is in #aborted\n      = rm1 gets to #aborted\n      = rm2 gets to #aborted\n\n".to_owned();
    let texts = [
        ("commit", commit + &protocols::two_phase_commit(2)),
        ("saga", verdicts::saga("      emit :refund to @payment\n")),
        ("lock", verdicts::lock("")),
        ("peterson", verdicts::peterson("raise", "yield")),
        ("philosophers", protocols::philosophers("bob")),
    ];
    let (mut all, mut survivors) = (0, Vec::new());
    for (name, text) in texts {
        let clean = find(&text).unwrap();
        for (what, mutant) in mutants(&text) {
            let Some(findings) = find(&mutant) else { continue };
            all += 1;
            if findings.is_subset(&clean) {
                survivors.push(format!("{name}, {what}"));
            }
        }
    }
    let expected: Vec<&str> = SURVIVORS.iter().map(|(what, _)| *what).collect();
    assert_eq!(survivors, expected, "of {all}");
    assert!(survivors.len() * 10 <= all, "{} of {all}", survivors.len());
}
