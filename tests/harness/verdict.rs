//! Verdicts: the diagnostics of a case compared with its annotations, and rewritten annotations.
//!
//! Everything reported must be annotated, and everything annotated must be reported. Help lines, labels and accepted
//! states are compared if they are annotated, but need not be.

use std::collections::BTreeMap;
use std::ops::Range;

use flow_syntax::diagnostic::Diagnostic;
use flow_syntax::source::{Sources, Span};

use crate::annotation::{Annotation, Expects, annotations, level_word, render};
use crate::case::Case;
use crate::program::Outcome;

/// Where something is, as annotations see it: lines and columns from 0, cut at the end of the first line.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    path: String,
    line: usize,
    columns: Range<usize>,
}

fn place(sources: &Sources, span: Span) -> Place {
    let source = sources.get(span.file);
    let start = source.position(span.start);
    let end = source.position(span.end);
    let width = source.line(start.line).chars().count();
    let last = if end.line == start.line { end.column - 1 } else { width };
    let first = start.column - 1;
    Place { path: source.path.clone(), line: start.line - 1, columns: first..last.max(first + 1) }
}

/// The differences between a case's annotations and its diagnostics.
///
/// # Errors
/// An annotation cannot be read.
pub fn differences(case: &Case, outcome: &Outcome) -> Result<Vec<String>, String> {
    let mut differences = Vec::new();
    let said = said(outcome);
    for (path, text) in &case.files {
        let expected = annotations(text).map_err(|error| format!("{path}: {error}"))?;
        let here: Vec<_> = said.iter().filter(|(place, _)| place.path == *path).collect();
        let (unmet, unsaid) = pair(&expected, &here);
        differences.extend(unmet.iter().map(|annotation| missing(path, annotation)));
        differences.extend(unsaid.iter().map(|(place, said)| unexpected(place, said)));
        differences.extend(expected.iter().filter_map(|annotation| detail(outcome, path, annotation)));
    }
    let elsewhere = said.iter().filter(|(place, _)| !case.files.contains_key(&place.path));
    differences.extend(elsewhere.map(|(place, said)| unexpected(place, said)));
    Ok(differences)
}

fn said(outcome: &Outcome) -> Vec<(Place, &Diagnostic)> {
    outcome
        .diagnostics
        .iter()
        .map(|diagnostic| (place(&outcome.sources, diagnostic.span), diagnostic))
        .collect()
}

type Said<'a> = (Place, &'a Diagnostic);

/// Pairs annotations with diagnostics; returns what remains of both. Exact annotations are paired first.
fn pair<'a>(expected: &'a [Annotation], said: &[&'a Said<'a>]) -> (Vec<&'a Annotation>, Vec<&'a Said<'a>>) {
    let mut open: Vec<&Said<'_>> = said.to_vec();
    let mut unmet = Vec::new();
    let mut asked: Vec<_> =
        expected.iter().filter(|annotation| matches!(annotation.expects, Expects::Diagnostic(..))).collect();
    asked.sort_by_key(|annotation| (annotation.columns.is_none(), annotation.message.is_none()));
    for annotation in asked {
        match open.iter().position(|said| meets(annotation, said)) {
            Some(index) => drop(open.remove(index)),
            None => unmet.push(annotation),
        }
    }
    unmet.sort_by_key(|annotation| annotation.at);
    (unmet, open)
}

fn meets(annotation: &Annotation, (place, said): &Said<'_>) -> bool {
    annotation.expects == Expects::Diagnostic(said.level, said.name)
        && marks(annotation, place)
        && annotation.message.as_ref().is_none_or(|message| *message == in_comment(&said.message))
}

/// Whether an annotation of the place's file speaks of the place.
fn marks(annotation: &Annotation, place: &Place) -> bool {
    annotation.line == place.line
        && annotation.columns.as_ref().is_none_or(|columns| *columns == place.columns)
}

fn missing(path: &str, annotation: &Annotation) -> String {
    let columns =
        annotation.columns.as_ref().map_or(String::new(), |columns| format!(":{}", columns.start + 1));
    let message = annotation.message.as_ref().map_or(String::new(), |message| format!(": {message}"));
    format!("- {path}:{}{columns} {}{message}", annotation.line + 1, annotation.expects)
}

fn unexpected(place: &Place, said: &Diagnostic) -> String {
    let Place { path, line, columns } = place;
    let until = columns.end;
    format!("+ {path}:{}:{}-{until} {}", line + 1, columns.start + 1, headline(said))
}

fn headline(said: &Diagnostic) -> String {
    format!("{}[{}]: {}", level_word(said.level), said.name.as_str(), said.message)
}

/// The error of an expected help, note or set of accepted states.
fn detail(outcome: &Outcome, path: &str, annotation: &Annotation) -> Option<String> {
    let wanted = annotation.message.as_deref().unwrap_or("");
    let is = match &annotation.expects {
        Expects::Diagnostic(..) => return None,
        Expects::Help => helps(outcome, path, annotation),
        Expects::Note => notes(outcome, path, annotation),
        Expects::Accepted(rule) => vec![accepted(outcome, path, annotation, rule)],
    };
    if is.iter().any(|is| in_comment(is) == wanted) {
        return None;
    }
    Some(format!("{}\n    is: {}", missing(path, annotation), is.join(" | ")))
}

/// The help lines of the diagnostics of an annotation's line.
fn helps(outcome: &Outcome, path: &str, annotation: &Annotation) -> Vec<String> {
    let said = said(outcome).into_iter();
    let here = said.filter(|(place, _)| place.path == path && marks(annotation, place));
    here.flat_map(|(_, said)| said.help.iter().map(|help| help.text.clone())).collect()
}

/// The labels at the span of an annotation.
fn notes(outcome: &Outcome, path: &str, annotation: &Annotation) -> Vec<String> {
    let labels = outcome.diagnostics.iter().flat_map(|said| &said.labels);
    let here = labels.filter(|label| {
        let place = place(&outcome.sources, label.span);
        place.path == path && marks(annotation, &place)
    });
    here.map(|label| label.message.clone()).collect()
}

/// The states of the handler in an annotation's line, or why there are none.
fn accepted(outcome: &Outcome, path: &str, annotation: &Annotation, rule: &str) -> String {
    let Some(model) = &outcome.model else { return "no model".to_owned() };
    for machine in &model.machines {
        for (id, handler) in machine.handlers.entries() {
            let place = place(&outcome.sources, handler.span);
            if place.path == path && place.line == annotation.line {
                let accepted = machine.accepted(id);
                let found = format!("{:?}", accepted.rule).to_lowercase();
                let states = crate::program::states(machine, &accepted.states);
                return if found == rule { states } else { format!("{states} by {found}") };
            }
        }
    }
    "no handler".to_owned()
}

/// How annotations are rewritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bless {
    /// Annotations that match are kept; the others are removed, and missing ones added.
    Differences,
    /// All are rewritten, in full.
    Everything,
}

/// The texts of a case with annotations for its diagnostics.
///
/// # Errors
/// An annotation cannot be read.
pub fn blessed(case: &Case, outcome: &Outcome, bless: Bless) -> Result<BTreeMap<String, String>, String> {
    let said = said(outcome);
    let mut texts = BTreeMap::new();
    for (path, text) in &case.files {
        let expected = annotations(text).map_err(|error| format!("{path}: {error}"))?;
        let here: Vec<_> = said.iter().filter(|(place, _)| place.path == *path).collect();
        let (stale, new) = match bless {
            Bless::Differences => pair(&expected, &here),
            Bless::Everything => (expected.iter().filter(|a| is_rewritten(a)).collect(), here),
        };
        texts.insert(path.clone(), rewrite(text, &expected, &stale, &new));
    }
    Ok(texts)
}

/// Accepted states are written by hand only.
fn is_rewritten(annotation: &Annotation) -> bool {
    !matches!(annotation.expects, Expects::Accepted(_))
}

/// A text without its stale annotations and with one for each new diagnostic, below its span.
fn rewrite(text: &str, expected: &[Annotation], stale: &[&Annotation], new: &[&Said<'_>]) -> String {
    let mut out: Vec<String> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if !stale.iter().any(|annotation| annotation.at == at) {
            out.push((*line).to_owned());
        }
        let is_last = expected.iter().all(|annotation| annotation.at != at + 1);
        if is_last {
            let marked =
                expected.iter().find(|annotation| annotation.at == at).map_or(at, |found| found.line);
            let here = new.iter().filter(|(place, _)| place.line == marked);
            out.extend(here.flat_map(|said| written(lines.get(marked).copied().unwrap_or(""), said)));
        }
    }
    if lines.is_empty() {
        out.extend(new.iter().flat_map(|said| written("", said)));
    }
    let mut out = out.join("\n");
    out.push('\n');
    out
}

/// The annotation lines of one diagnostic.
fn written(line: &str, (place, said): &Said<'_>) -> Vec<String> {
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let headline = in_comment(&headline(said));
    let helps = said.help.iter().map(|help| format!("help: {}", in_comment(&help.text)));
    std::iter::once(headline).chain(helps).map(|said| render(indent, &place.columns, &said)).collect()
}

/// A text that is safe in a comment: it must not end one.
fn in_comment(text: &str) -> String {
    text.replace("*/", "* /")
}
