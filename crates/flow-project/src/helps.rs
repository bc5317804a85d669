//! Follows the helps of an analysis in memory, and removes those that do not do what they promise.
//!
//! A check writes a help from what it knows; whether the edited text causes another finding, only an analysis of that text
//! can say. So each help is applied and the result analysed before people see it. Only the program `flow` and tests do this: in
//! the macro it would cost every build with a warning.

use flow_model::Loader;
use flow_syntax::diagnostic::{Diagnostic, Help, Name};
use flow_syntax::edit::apply;
use flow_syntax::ordered::Map;
use flow_syntax::source::{FileId, Sources};

use crate::{Analysis, Overlay};

/// How many bytes are analysed for helps at most. These take about 40 milliseconds, so that a long file with many findings is
/// still reported at once; the helps after that are shown as they are.
const BYTES: usize = 1 << 17;

/// What the smallest text counts for: an analysis has costs that do not depend on its length.
const LEAST_BYTES: usize = 1 << 10;

/// Removes each help whose edits leave its finding where it is, or cause another that its check should have seen. `analyze`
/// is how the analysis was made; `loader` loads the files that no edit changes.
pub fn retain_true_helps(
    analysis: &mut Analysis,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) {
    let mut before = Findings::new();
    count_findings(analysis, &mut before);
    let sources = &analysis.program.sources;
    let size = sources.iter().map(|(_, source)| source.text.len()).sum::<usize>().max(LEAST_BYTES);
    let mut left = BYTES;
    analysis.diagnostics.retain_helps(|finding, help| {
        if help.edits.is_empty() || left < size {
            return true;
        }
        left -= size;
        let mut after = Findings::new();
        count_findings(&analyze(&mut apply_help(sources, help, loader)), &mut after);
        removes_findings(&[&finding_key(sources, finding)], &before, &after)
    });
}

/// Whether the edits of a help of a finding remove it, and cause no other that its check should have seen. `analyze` is how the analysis
/// was made; `loader` loads the files that no edit changes.
pub fn is_true_help(
    analysis: &Analysis,
    finding: &Diagnostic,
    help: &Help,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) -> bool {
    let sources = &analysis.program.sources;
    let (mut before, mut after) = (Findings::new(), Findings::new());
    count_findings(analysis, &mut before);
    count_findings(&analyze(&mut apply_help(sources, help, loader)), &mut after);
    removes_findings(&[&finding_key(sources, finding)], &before, &after)
}

/// How often each finding occurs.
pub(crate) type Findings = Map<Key, usize>;

/// The same finding before and after an edit, which moves its place: name, message and file.
pub(crate) type Key = (Name, String, String);

/// Adds the findings of an analysis.
pub(crate) fn count_findings(analysis: &Analysis, findings: &mut Findings) {
    for finding in analysis.diagnostics.sorted() {
        *findings.entry(finding_key(&analysis.program.sources, finding)).or_default() += 1;
    }
}

/// What is the same of a finding before and after an edit.
pub(crate) fn finding_key(sources: &Sources, finding: &Diagnostic) -> Key {
    (finding.name, finding.message.clone(), sources.get(finding.span.file).path.clone())
}

/// The files with the edits of a help applied.
fn apply_help<'l>(sources: &Sources, help: &Help, loader: &'l mut dyn Loader) -> Overlay<&'l mut dyn Loader> {
    let mut files: Map<FileId, Vec<_>> = Map::new();
    for edit in &help.edits {
        files.entry(edit.at.file).or_default().push(edit.resolve(sources));
    }
    let mut edited = Overlay::new(loader);
    for (file, edits) in files {
        let source = sources.get(file);
        edited.insert(&source.path, apply(&source.text, &edits));
    }
    edited
}

/// Whether findings have gone, and none has come that was not hidden by them: what cannot be read hides names, and an unknown
/// name hides what the line means.
pub(crate) fn removes_findings(removed: &[&Key], before: &Findings, after: &Findings) -> bool {
    let count = |findings: &Findings, key| findings.get(key).copied().unwrap_or_default();
    let are_gone = removed.iter().all(|key| {
        let times = removed.iter().filter(|other| *other == key).count();
        count(after, key) + times <= count(before, key)
    });
    let first = removed.iter().map(|key| phase(key.0)).min();
    are_gone
        && after
            .iter()
            .all(|(found, count_after)| Some(phase(found.0)) > first || *count_after <= count(before, found))
}

/// The phases of an analysis, in whose order [`Name`] lists the diagnostics.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Reading,
    Names,
    Meaning,
}

fn phase(name: Name) -> Phase {
    if name < Name::MissingFile {
        Phase::Reading
    } else if name < Name::UnreachableState {
        Phase::Names
    } else {
        Phase::Meaning
    }
}
