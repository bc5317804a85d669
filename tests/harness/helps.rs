//! Helps: whether each help of a case is true.
//!
//! The edits of a help are applied and the case is analysed again: its finding must be gone, and no new finding may appear. A help
//! without edits states a fact, so its text must not contain an instruction.

use std::collections::BTreeMap;

use flow_syntax::diagnostic::{Diagnostic, Help};
use flow_syntax::edit::apply;
use flow_syntax::source::Sources;

use crate::case::Case;
use crate::program::{Outcome, run};

/// How often each finding occurs: name, message and file.
pub type Findings = BTreeMap<(&'static str, String, String), usize>;

/// What following the helps of a case shows.
#[derive(Debug, Default)]
pub struct Followed {
    /// How many helps were followed.
    pub count: usize,
    /// The helps that are not true, each with its fault.
    pub wrong: Vec<String>,
}

/// Follows each help of a case separately. `original` are the findings of the case before a mistake was inserted: an error can
/// hide them, so that they reappear when it is corrected.
pub fn follow_helps(case: &Case, original: &Findings) -> Followed {
    let outcome = run(case);
    let before = findings(&outcome);
    let mut count = 0;
    let mut wrong = Vec::new();
    for finding in &outcome.diagnostics {
        for help in &finding.help {
            count += usize::from(!help.edits.is_empty());
            if let Some(reason) = fault(case, &outcome.sources, [&before, original], finding, help) {
                let place = outcome.sources.position(finding.span);
                let path = &outcome.sources.get(finding.span.file).path;
                let (name, message) = (finding.name.as_str(), &finding.message);
                wrong.push(format!(
                    "{path}:{}:{} [{name}] {message}\n    help: {}\n    {reason}",
                    place.line, place.column, help.text
                ));
            }
        }
    }
    Followed { count, wrong }
}

fn fault(
    case: &Case,
    sources: &Sources,
    [before, original]: [&Findings; 2],
    finding: &Diagnostic,
    help: &Help,
) -> Option<String> {
    if help.edits.is_empty() {
        return instruction(&help.text)
            .map(|words| format!("'{words}' is an instruction, and no edit follows it"));
    }
    let outcome = run(&edited(case, sources, help));
    let mut left = before.clone();
    let key = key(sources, finding);
    let count = left.get_mut(&key)?;
    *count -= 1;
    let after = findings(&outcome);
    for (found, count) in after {
        let known = left.get(&found).copied().unwrap_or_default();
        // The messages of the original may have the names that the mistake changed.
        let was_there = original.keys().any(|(name, ..)| *name == found.0);
        if count > known && !was_there {
            let (name, message, _) = &found;
            let what = if found == key { "stays" } else { "comes" };
            return Some(format!("{what}: [{name}] {message}"));
        }
    }
    None
}

/// The case with the edits of a help applied.
pub fn edited(case: &Case, sources: &Sources, help: &Help) -> Case {
    let mut edited = case.clone();
    for (path, text) in &mut edited.files {
        let edits: Vec<_> = help
            .edits
            .iter()
            .filter(|edit| sources.get(edit.at.file).path == *path)
            .map(|edit| edit.resolve(sources))
            .collect();
        *text = apply(text, &edits);
    }
    edited
}

/// The findings of an outcome.
pub fn findings(outcome: &Outcome) -> Findings {
    let mut findings = Findings::new();
    for finding in &outcome.diagnostics {
        *findings.entry(key(&outcome.sources, finding)).or_default() += 1;
    }
    findings
}

fn key(sources: &Sources, finding: &Diagnostic) -> (&'static str, String, String) {
    (finding.name.as_str(), finding.message.clone(), sources.get(finding.span.file).path.clone())
}

/// Verbs of instructions to the author, at the beginning of a help or after its condition.
const INSTRUCTIONS: &[&str] = &[
    "add",
    "begin",
    "choose",
    "close",
    "compute",
    "correct",
    "count",
    "did you mean",
    "expect",
    "give",
    "indent",
    "leave",
    "let",
    "load",
    "look",
    "move",
    "name",
    "put",
    "remove",
    "rename",
    "save",
    "say",
    "send",
    "set",
    "split",
    "swap",
    "take",
    "use",
    "word",
    "write",
];

/// The instruction in a text without its quotations, if there is one.
fn instruction(text: &str) -> Option<&'static str> {
    let prose: String = text.split('\'').step_by(2).collect::<Vec<_>>().join("''");
    let clauses = prose
        .split([',', ':', ';'])
        .flat_map(|clause| clause.split(" or "))
        .flat_map(|clause| clause.split(" and "));
    clauses.map(str::trim_start).find_map(|clause| {
        INSTRUCTIONS.iter().copied().find(|words| {
            clause.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    })
}
