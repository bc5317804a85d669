//! Follows the helps of an analysis in memory, and removes those that do not remove their finding or cause another.
//!
//! A check cannot know whether the edited text causes another finding; only an analysis of that text shows it. So each help is
//! applied and the result analysed before the user sees it. A line that cannot be parsed hides later findings; an analysis without
//! that line shows them, so that they are not blamed on the help. Only the program `flow` and tests do this: in the macro it would
//! slow down every build with a warning.

use std::ops::Range;

use flow_model::Loader;
use flow_syntax::diagnostic::{Diagnostic, Help, Name};
use flow_syntax::edit::{apply, end_of_block};
use flow_syntax::ordered::Map;
use flow_syntax::source::{FileId, Source, Sources, Span};

use crate::{Analysis, Overlay};

/// How many bytes are analysed for helps at most. These take about 40 milliseconds, so that a long file with many findings is
/// still reported at once; the helps after that are shown as they are.
const BYTES: usize = 1 << 17;

/// What the smallest text counts for: an analysis has costs that do not depend on its length.
const LEAST_BYTES: usize = 1 << 10;

/// Removes each help that does not remove its finding, or causes another. `analyze` is the function that made the analysis; `loader`
/// loads the files that no edit changes.
pub fn retain_true_helps(
    analysis: &mut Analysis,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) {
    let sources = &analysis.program.sources;
    let size = sources.iter().map(|(_, source)| source.text.len()).sum::<usize>().max(LEAST_BYTES);
    let before = findings_of(analysis);
    let mut follower = Follower { analysis, before, loader, analyze, size, left: BYTES };
    let findings = analysis.diagnostics.iter();
    let kept: Vec<bool> = findings.flat_map(|finding| follower.judge_helps(finding)).collect();
    let mut kept = kept.into_iter();
    analysis.diagnostics.retain_helps(|_, _| kept.next().unwrap_or(true));
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
    let before = findings_of(analysis);
    // One help is followed however long the text is.
    let mut follower = Follower { analysis, before, loader, analyze, size: 0, left: usize::MAX };
    let effect = follower.follow(finding, help, &mut None);
    matches!(effect, Effect::Clean | Effect::Uncovers)
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

/// The parts of a finding that an edit does not change.
pub(crate) fn finding_key(sources: &Sources, finding: &Diagnostic) -> Key {
    (finding.name, finding.message.clone(), sources.get(finding.span.file).path.clone())
}

/// The findings of one analysis.
fn findings_of(analysis: &Analysis) -> Findings {
    let mut findings = Findings::new();
    count_findings(analysis, &mut findings);
    findings
}

fn count_of(findings: &Findings, key: &Key) -> usize {
    findings.get(key).copied().unwrap_or_default()
}

/// What following a help does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// It states a fact, or was not followed: there were too many.
    Unknown,
    /// Its finding is gone, and there is no new one.
    Clean,
    /// Its finding is gone, and there are others that it hid.
    Uncovers,
    /// Its finding stays, or it causes another.
    False,
}

/// A changed text: its path, the text, and the bytes that were written.
type Changed = (String, String, Vec<Range<usize>>);

struct Follower<'a> {
    analysis: &'a Analysis,
    before: Findings,
    loader: &'a mut dyn Loader,
    analyze: &'a dyn Fn(&mut dyn Loader) -> Analysis,
    /// The bytes of one analysis, and how many may be analysed yet.
    size: usize,
    left: usize,
}

impl Follower<'_> {
    /// For each help of a finding, whether it stays. If a line has several readings, one without findings after it is preferred.
    fn judge_helps(&mut self, finding: &Diagnostic) -> Vec<bool> {
        let mut uncovered = None;
        let effects: Vec<Effect> =
            finding.help.iter().map(|help| self.follow(finding, help, &mut uncovered)).collect();
        let has_clean = effects.contains(&Effect::Clean);
        let stays = |effect: &Effect| match effect {
            Effect::Unknown | Effect::Clean => true,
            Effect::Uncovers => !has_clean,
            Effect::False => false,
        };
        effects.iter().map(stays).collect()
    }

    /// Follows a help. `uncovered` are the findings without the line of this finding, once they are known.
    fn follow(&mut self, finding: &Diagnostic, help: &Help, uncovered: &mut Option<Findings>) -> Effect {
        if help.edits.is_empty() || self.left < self.size {
            return Effect::Unknown;
        }
        let changed = self.apply_help(help);
        let after = self.analyze_changed(&changed);
        let found = findings_of(&after);
        let key = finding_key(&self.analysis.program.sources, finding);
        if count_of(&found, &key) >= count_of(&self.before, &key) {
            return Effect::False;
        }
        let is_new = |other: &&Diagnostic| {
            let key = finding_key(&after.program.sources, other);
            count_of(&found, &key) > count_of(&self.before, &key)
        };
        let new: Vec<&Diagnostic> = after.diagnostics.sorted().into_iter().filter(is_new).collect();
        if new.is_empty() {
            return Effect::Clean;
        }
        let written = WrittenLines::of(&after, &changed);
        let may_be_hidden =
            |other: &&Diagnostic| phase(other.name) > phase(finding.name) && !written.contain(other.span);
        if !new.iter().all(may_be_hidden) {
            return Effect::False;
        }
        let uncovered = uncovered.get_or_insert_with(|| self.find_without_line(finding));
        let was_hidden = |other: &&Diagnostic| {
            let key = finding_key(&after.program.sources, other);
            written.own(other.span) || count_of(&found, &key) <= count_of(uncovered, &key)
        };
        if new.iter().all(was_hidden) { Effect::Uncovers } else { Effect::False }
    }

    /// The files with the edits of a help applied.
    fn apply_help(&self, help: &Help) -> Vec<Changed> {
        let sources = &self.analysis.program.sources;
        let mut files: Map<FileId, Vec<(Span, String)>> = Map::new();
        for edit in &help.edits {
            files.entry(edit.at.file).or_default().push(edit.resolve(sources));
        }
        let change = |(file, mut edits): (FileId, Vec<(Span, String)>)| {
            edits.sort_by_key(|(span, _)| span.start);
            let mut written = Vec::new();
            let mut moved: isize = 0;
            for (span, text) in &edits {
                let start = (span.start as usize).wrapping_add_signed(moved);
                // An added line ends with its line end, at which the next one begins.
                let end = start + text.trim_end_matches('\n').len();
                written.push(start..end);
                moved += text.len() as isize - (span.end - span.start) as isize;
            }
            (sources.get(file).path.clone(), apply(&sources.get(file).text, &edits), written)
        };
        files.into_iter().map(change).collect()
    }

    /// The findings of the text without the line of a finding, and without the block below it.
    fn find_without_line(&mut self, finding: &Diagnostic) -> Findings {
        let source = self.analysis.program.sources.get(finding.span.file);
        let line = source.position(finding.span.start).line;
        let (start, end) = (line_start(source, line), line_start(source, end_of_block(source, line)));
        let (path, text) = (source.path.clone(), format!("{}{}", &source.text[..start], &source.text[end..]));
        findings_of(&self.analyze_changed(&[(path, text, Vec::new())]))
    }

    fn analyze_changed(&mut self, changed: &[Changed]) -> Analysis {
        self.left = self.left.saturating_sub(self.size);
        let mut edited = Overlay::new(&mut *self.loader);
        for (path, text, _) in changed {
            edited.insert(path, text.as_str());
        }
        (self.analyze)(&mut edited)
    }
}

/// The first byte of a line, which may be the one after the last.
fn line_start(source: &Source, line: usize) -> usize {
    if line > source.line_count() { source.text.len() } else { source.line_start(line) }
}

/// The lines that a help has written, as the analysis after it has them.
struct WrittenLines<'a> {
    after: &'a Analysis,
    /// The path of the file, with the first line and the last.
    lines: Vec<(&'a str, usize, usize)>,
}

impl<'a> WrittenLines<'a> {
    fn of(after: &'a Analysis, changed: &[Changed]) -> Self {
        let mut lines = Vec::new();
        for (path, _, written) in changed {
            let Some((_, source)) = after.program.sources.iter().find(|(_, source)| source.path == *path)
            else {
                continue;
            };
            let line = |at: usize| source.position(at as u32).line;
            lines.extend(written.iter().map(|at| (source.path.as_str(), line(at.start), line(at.end))));
        }
        WrittenLines { after, lines }
    }

    /// Whether a place is on one of the lines.
    fn contain(&self, place: Span) -> bool {
        self.any(place, |_, line, (first, last)| (first..=last).contains(&line))
    }

    /// Whether a place is in the block below one of the lines.
    fn own(&self, place: Span) -> bool {
        self.any(place, |source, line, (_, last)| (last..end_of_block(source, last)).contains(&line))
    }

    fn any(&self, place: Span, is_there: impl Fn(&Source, usize, (usize, usize)) -> bool) -> bool {
        let source = self.after.program.sources.get(place.file);
        let line = source.position(place.start).line;
        self.lines
            .iter()
            .any(|(path, first, last)| *path == source.path && is_there(source, line, (*first, *last)))
    }
}

/// Whether findings are gone, and every new one was hidden by them: lines that cannot be read hide names, and an unknown
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

/// The phases of an analysis, in the order in which [`Name`] lists their diagnostics.
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
