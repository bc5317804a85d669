//! Mutants of correct specifications: one line is changed, and exploration alone must find the mistake.
//!
//! A mutant that is not a valid specification is skipped, since the compiler rejects it. Mutants that are not found are listed, each with
//! the reason: they are equivalent, or the specification does not require the changed behaviour.

use std::collections::BTreeSet;

use flow_model::MemoryLoader;
use flow_model::model::{EventId, HandlerId, MachineId, Model, StateId};
use flow_sim::Runnable;
use flow_syntax::diagnostic::{Diagnostics, Level as Severity, Lints};

use super::{protocols, verdicts};
use crate::{Continue, Level, Options, explore};

/// The model of a text; `None` if it has errors.
fn resolve(text: &str) -> Option<Model> {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("main.flow", text)]);
    let program = flow_model::load(&["main.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let has_error = diags.iter().any(|found| found.level == Severity::Deny);
    if has_error { None } else { Some(model) }
}

/// Which handler takes each event in each state. A state that a handler line does not name is inferred from its scenario.
fn list_handlers(model: &Model) -> Vec<(MachineId, StateId, EventId, Option<HandlerId>)> {
    let runnable = Runnable::new(model);
    let mut all = Vec::new();
    for (machine, of) in model.machines.entries() {
        for state in of.states.ids() {
            let events = of.events.ids();
            all.extend(events.map(|event| (machine, state, event, runnable.handler(machine, state, event))));
        }
    }
    all
}

/// The findings of a text, notes left out; `None` if it has errors.
fn find(text: &str) -> Option<BTreeSet<String>> {
    let model = resolve(text)?;
    let found =
        explore(&model, &Options { max_states: 20_000, ..Options::default() }, &mut |_| Continue::Yes);
    let findings = found.findings.into_iter().filter(|finding| finding.level() != Level::Note);
    Some(findings.map(|finding| finding.key).collect())
}

/// Each text with one change, and what was done: a step or an `otherwise` is dropped, an emit doubled, a comparison turned round, the state
/// of a handler lost.
fn mutants(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut mutants = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let step = line.trim_start();
        let mut add = |what: &str, replaced: &[&str], removed: usize| {
            let rest = [&lines[..at], replaced, &lines[at + removed..]].concat().join("\n");
            mutants.push((format!("{what} line {}: {step}", at + 1), rest + "\n"));
        };
        if step.starts_with("emit ") || step.contains(" moves to ") || step == "defer" {
            add("without", &[], 1);
        }
        if step.starts_with("emit ") {
            add("twice", &[line, line], 1);
        }
        if step == "otherwise" {
            let indent = line.len() - step.len();
            let body = lines[at + 1..].iter();
            let body = body.take_while(|line| line.len() - line.trim_start().len() > indent).count();
            add("without", &[], 1 + body);
        }
        if let Some(turned) = turn_round(line) {
            add("turned", &[&turned], 1);
        }
        let is_handler = step.starts_with("on ") || step.starts_with("on> ");
        if let Some((before, _)) = line.split_once(" in #").filter(|_| is_handler) {
            add("without the state of", &[before], 1);
        }
    }
    mutants
}

/// A guard that is a comparison with a number, with the opposite one.
fn turn_round(line: &str) -> Option<String> {
    let opposites = [(" < ", " >= "), (" > ", " <= "), (" = ", " is not "), (" >= ", " < ")];
    let is_comparison = line.trim_start().starts_with("? $");
    let (old, new) = opposites.into_iter().find(|(old, _)| is_comparison && line.contains(old))?;
    Some(line.replacen(old, new, 1))
}

/// What exploration does not find, and why.
const SURVIVORS: &[(&str, &str)] = &[
    ("commit, without line 30: emit :abort to @rm1", "the participant that refused has aborted by itself"),
    ("commit, twice line 30: emit :abort to @rm1", "to abort again changes nothing"),
    ("commit, twice line 31: emit :abort to @rm2", "to abort again changes nothing"),
    (
        "commit, without the state of line 42: on :refused from @rm2 in #voting",
        "it is taken in more states, in which it cannot come",
    ),
    ("commit, twice line 44: emit :abort to @rm1", "to abort again changes nothing"),
    ("commit, without line 45: emit :abort to @rm2", "the participant that refused has aborted by itself"),
    ("commit, twice line 45: emit :abort to @rm2", "to abort again changes nothing"),
    ("commit, twice line 58: emit :refused to @tm", "the second vote is a late one, which has no effect"),
    ("commit, twice line 73: emit :refused to @tm", "the second vote is a late one, which has no effect"),
    ("peterson, without line 63: left moves to #out", "nothing promises that anybody enters twice"),
    ("peterson, without line 87: right moves to #out", "nothing promises that anybody enters twice"),
    ("philosophers, without line 14: ann moves to #thinking", "nothing promises that anybody enters twice"),
    ("philosophers, without line 29: bob moves to #thinking", "nothing promises that anybody enters twice"),
    ("bit, twice line 12: emit :packet to @receiver with bit: $bit", "a repeated packet is known by its bit"),
    ("bit, twice line 16: emit :packet to @receiver with bit: $bit", "a repeated packet is known by its bit"),
    ("bit, twice line 37: emit :ack to @station with for: $bit", "a repeated answer is known by its bit"),
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
        ("bit", verdicts::alternating_bit("? $bit = $expected", "? $for = $bit")),
    ];
    let (mut all, mut survivors) = (0, Vec::new());
    for (name, text) in texts {
        let clean = find(&text).unwrap();
        for (what, mutant) in mutants(&text) {
            let Some(findings) = find(&mutant) else { continue };
            let is_same = |before: &Model, after: &Model| list_handlers(before) == list_handlers(after);
            let before = resolve(&text).unwrap();
            if what.starts_with("without the state") && is_same(&before, &resolve(&mutant).unwrap()) {
                continue;
            }
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
