//! Fixes: the edits of helps, as actions that a person chooses.
//!
//! A help is followed before it is offered, as `flow check` does it: one that leaves its finding, or causes another, is not shown.

use flow_model::Loader;
use flow_project::{Analysis, is_true_help};
use flow_syntax::diagnostic::{Diagnostic, Help};
use flow_syntax::source::{FileId, Span};

/// One thing to do about a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix<'a> {
    /// What it does, as a command.
    pub title: String,
    /// The finding.
    pub finding: &'a Diagnostic,
    /// The bytes to replace, in any file of the program, and their replacements. They do not overlap.
    pub edits: Vec<(Span, String)>,
    /// Whether the finding has no other fix, and its help names no condition: `if this is what you mean, …`.
    pub is_only: bool,
}

/// The fixes of the findings that touch a range of a file. `loader` and `analyze` are those of the analysis.
pub fn fixes<'a>(
    analysis: &'a Analysis,
    (file, start, end): (FileId, u32, u32),
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) -> Vec<Fix<'a>> {
    let mut found = Vec::new();
    for finding in analysis.diagnostics.sorted() {
        if touches(finding.span, file, start, end) {
            found.extend(fixes_of(analysis, finding, loader, analyze));
        }
    }
    found
}

/// The fixes that can be applied to a file all at once: those without an alternative, of which no two change one place.
pub fn fix_all<'a>(
    analysis: &'a Analysis,
    file: FileId,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) -> Vec<(Span, String)> {
    let mut edits: Vec<(Span, String)> = Vec::new();
    for finding in analysis.diagnostics.sorted().into_iter().filter(|finding| finding.span.file == file) {
        let fixes = fixes_of(analysis, finding, loader, analyze);
        let [fix @ Fix { is_only: true, .. }] = fixes.as_slice() else { continue };
        let overlaps = |new: &Span| edits.iter().any(|(known, _)| overlap(*known, *new));
        let is_free = fix.edits.iter().all(|(at, _)| at.file == file && !overlaps(at));
        if is_free {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|(span, _)| *span);
    edits
}

fn fixes_of<'a>(
    analysis: &'a Analysis,
    finding: &'a Diagnostic,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) -> Vec<Fix<'a>> {
    let mut fixes = Vec::new();
    for help in finding.help.iter().filter(|help| !help.edits.is_empty()) {
        if is_true_help(analysis, finding, help, loader, analyze) {
            let edits = help.edits.iter().map(|edit| edit.resolve(&analysis.program.sources)).collect();
            fixes.push(Fix { title: title(help), finding, edits, is_only: false });
        }
    }
    let is_only = fixes.len() == 1;
    fixes.iter_mut().for_each(|fix| fix.is_only = is_only && !fix.title.starts_with("If "));
    fixes
}

/// A help as a command: `Change to '#paid'` for `did you mean '#paid'?`.
fn title(help: &Help) -> String {
    let meant = help.text.strip_prefix("did you mean ").and_then(|rest| rest.strip_suffix('?'));
    if let Some(meant) = meant {
        return format!("Change to {meant}");
    }
    let mut letters = help.text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn touches(span: Span, file: FileId, start: u32, end: u32) -> bool {
    span.file == file && span.start <= end && start <= span.end
}

/// Whether two edits would change one place. Two insertions at one place do.
fn overlap(a: Span, b: Span) -> bool {
    a.file == b.file && (a == b || a.start < b.end && b.start < a.end)
}
