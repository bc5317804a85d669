//! Fixes: the edits of helps, as actions that a person chooses.
//!
//! A help is followed before it is offered, as `flow check` does it: one that leaves its finding, or causes another, is not shown.

mod added;

use flow_model::Loader;
use flow_project::{Analysis, fix_findings, is_true_help};
use flow_syntax::diagnostic::{Diagnostic, Help, Name};
use flow_syntax::source::{FileId, Span};

use self::added::added_fixes;

/// The most findings of a range that are fixed: each fix costs an analysis, and nobody reads a longer list.
const MOST: usize = 32;

/// One thing to do about a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix<'a> {
    /// Its effect, as a command.
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
    let findings = analysis.diagnostics.sorted().into_iter();
    let findings = findings.filter(|finding| touches(finding.span, file, start, end)).take(MOST);
    findings.flat_map(|finding| fixes_of(analysis, finding, loader, analyze)).collect()
}

/// The text of a file after all its findings with one fix are fixed, as `flow check --fix` does it; `None` if there are none.
pub fn fix_all(
    analysis: &Analysis,
    file: FileId,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) -> Option<String> {
    let path = &analysis.program.sources.get(file).path;
    let again = |_: usize, loader: &mut dyn Loader| analyze(loader);
    let fixed = fix_findings(vec![analysis.clone()], loader, &again, &|edited| edited == path);
    fixed.texts.get(path).map(|(_, after)| after.clone())
}

fn fixes_of<'a>(
    analysis: &'a Analysis,
    finding: &'a Diagnostic,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) -> Vec<Fix<'a>> {
    let mut fixes = Vec::new();
    let added = added_fixes(analysis, finding);
    for help in finding.help.iter().chain(&added).filter(|help| !help.edits.is_empty()) {
        if is_true_help(analysis, finding, help, loader, analyze) {
            let edits = help.edits.iter().map(|edit| edit.resolve(&analysis.program.sources)).collect();
            fixes.push(Fix { title: title(finding, help), finding, edits, is_only: false });
        }
    }
    let is_only = fixes.len() == 1;
    fixes.iter_mut().for_each(|fix| fix.is_only = is_only && !fix.title.starts_with("If "));
    fixes
}

/// A help as a command: `Change to '#paid'` for `did you mean '#paid'?`.
fn title(finding: &Diagnostic, help: &Help) -> String {
    if finding.name == Name::TabIndent && help.edits.len() == 1 {
        return "Indent the line with spaces".to_owned();
    }
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
