//! Applies the edits of helps until none is left: `flow check --fix`.
//!
//! A finding with one help that has edits is fixed; if there are several, the user chooses. The edits of many findings are applied at once,
//! and the result is analysed: if a finding remains, or a new one appears, they are applied one at a time, and those that fail are left
//! out. So a fix never makes a text worse, even if a check proposes a wrong one. All programs are fixed together, because they can share
//! files.

use flow_model::Loader;
use flow_syntax::diagnostic::{Diagnostic, Help, Name};
use flow_syntax::edit::apply;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::{FileId, Sources, Span};

use crate::helps::{Findings, count_findings, finding_key, removes_findings};
use crate::{Analysis, Overlay};

/// How often the findings of changed texts are fixed again. Each round removes findings, and adds only those that were hidden by
/// them; more than three have not been seen.
const ROUNDS: usize = 16;

/// Analyses the program of a number, with the texts of a loader.
pub type Analyze<'a> = &'a dyn Fn(usize, &mut dyn Loader) -> Analysis;

/// The result of [`fix_findings`].
#[derive(Debug)]
pub struct Fixed {
    /// The analyses of the new texts, one for each program.
    pub analyses: Vec<Analysis>,
    /// What was fixed, in the order of the rounds, and in each round in the order of the files.
    pub applied: Vec<Applied>,
    /// The texts that changed, before and after, by their paths.
    pub texts: Map<String, (String, String)>,
}

/// A finding that is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its file.
    pub path: String,
    /// Its line, from 1, in the text as it was when it was found.
    pub line: usize,
    /// Its check.
    pub name: Name,
    /// The message.
    pub message: String,
    /// The help that was followed.
    pub help: String,
}

/// Whether a finding has several helps with edits, so that a person chooses.
pub fn has_alternatives(finding: &Diagnostic) -> bool {
    finding.help.iter().filter(|help| !help.edits.is_empty()).count() > 1
}

/// Fixes the findings of programs; `analyze` is how `analyses` were made, `is_editable` whether the text of a path may change.
pub fn fix_findings(
    analyses: Vec<Analysis>,
    loader: &mut dyn Loader,
    analyze: Analyze<'_>,
    is_editable: &dyn Fn(&str) -> bool,
) -> Fixed {
    let fixed = Fixed { analyses, applied: Vec::new(), texts: Map::new() };
    let mut fixer = Fixer { fixed, loader, analyze, is_editable, untrue: Set::new() };
    for _ in 0..ROUNDS {
        if !fixer.fix_round() {
            break;
        }
    }
    fixer.fixed
}

/// The state of one [`fix_findings`].
struct Fixer<'a> {
    fixed: Fixed,
    loader: &'a mut dyn Loader,
    analyze: Analyze<'a>,
    is_editable: &'a dyn Fn(&str) -> bool,
    /// The helps that failed.
    untrue: Set<(String, String, String)>,
}

/// The edits of one finding.
#[derive(Clone)]
struct Candidate {
    applied: Applied,
    key: (Name, String, String),
    /// The changes of each file, by path.
    edits: Vec<(String, Span, String)>,
}

impl Fixer<'_> {
    /// Fixes all findings that can be fixed at once; whether anything changed.
    fn fix_round(&mut self) -> bool {
        let candidates = self.find_candidates();
        if candidates.is_empty() {
            return false;
        }
        if self.try_apply(&candidates) {
            return true;
        }
        let mut changed = false;
        for candidate in candidates {
            // An edit before has moved the places: the next round finds the others.
            if changed {
                break;
            }
            if self.try_apply(std::slice::from_ref(&candidate)) {
                changed = true;
            } else {
                let Applied { path, help, .. } = candidate.applied;
                self.untrue.insert((path, candidate.key.1, help));
            }
        }
        changed
    }

    /// The findings with one help, in order, as far as their edits do not touch each other.
    fn find_candidates(&self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for analysis in &self.fixed.analyses {
            let sources = &analysis.program.sources;
            for finding in analysis.diagnostics.sorted() {
                let Some(candidate) = self.opt_candidate(sources, finding) else { continue };
                let is_free = |taken: &Candidate| !overlap(taken, &candidate);
                if candidates.iter().all(is_free) {
                    candidates.push(candidate);
                }
            }
        }
        candidates
    }

    fn opt_candidate(&self, sources: &Sources, finding: &Diagnostic) -> Option<Candidate> {
        let mut helps = finding.help.iter().filter(|help| !help.edits.is_empty());
        let (Some(help), None) = (helps.next(), helps.next()) else { return None };
        let key = finding_key(sources, finding);
        if self.untrue.contains(&(key.2.clone(), key.1.clone(), help.text.clone())) {
            return None;
        }
        let edits = resolve_edits(sources, help);
        if !edits.iter().all(|(path, ..)| (self.is_editable)(path)) {
            return None;
        }
        let applied = Applied {
            path: key.2.clone(),
            line: sources.position(finding.span).line,
            name: finding.name,
            message: finding.message.clone(),
            help: help.text.clone(),
        };
        Some(Candidate { applied, key, edits })
    }

    /// Applies edits if that removes their findings and adds no other.
    fn try_apply(&mut self, candidates: &[Candidate]) -> bool {
        let edited = self.edited_texts(candidates);
        let affected: Vec<usize> = (0..self.fixed.analyses.len())
            .filter(|at| {
                let inputs = &self.fixed.analyses[*at].program.inputs;
                inputs.iter().any(|input| edited.contains_key(input))
            })
            .collect();
        let before = self.count_all(&affected);
        let mut overlay = Overlay::new(&mut *self.loader as &mut dyn Loader);
        let earlier = self.fixed.texts.iter().map(|(path, (_, after))| (path, after));
        for (path, text) in earlier.chain(&edited) {
            overlay.insert(path, text.clone());
        }
        let analyses: Vec<(usize, Analysis)> =
            affected.iter().map(|at| (*at, (self.analyze)(*at, &mut overlay))).collect();
        let mut after = Findings::new();
        analyses.iter().for_each(|(_, analysis)| count_findings(analysis, &mut after));
        let keys: Vec<_> = candidates.iter().map(|candidate| &candidate.key).collect();
        if !removes_findings(&keys, &before, &after) {
            return false;
        }
        for (path, text) in edited {
            let before = self.text_of(&path);
            let known = self.fixed.texts.get(&path).map(|(before, _)| before.clone());
            self.fixed.texts.insert(path, (known.unwrap_or(before), text));
        }
        for (at, analysis) in analyses {
            self.fixed.analyses[at] = analysis;
        }
        self.fixed.applied.extend(candidates.iter().map(|candidate| candidate.applied.clone()));
        true
    }

    fn count_all(&self, programs: &[usize]) -> Findings {
        let mut findings = Findings::new();
        programs.iter().for_each(|at| count_findings(&self.fixed.analyses[*at], &mut findings));
        findings
    }

    /// The present text of a file.
    fn text_of(&self, path: &str) -> String {
        let sources = self.fixed.analyses.iter().flat_map(|analysis| analysis.program.sources.iter());
        let mut texts = sources.filter(|(_, source)| source.path == path);
        texts.next().map(|(_, source)| source.text.clone()).unwrap_or_default()
    }

    fn edited_texts(&self, candidates: &[Candidate]) -> Map<String, String> {
        let mut edits: Map<String, Vec<(Span, String)>> = Map::new();
        for (path, span, text) in candidates.iter().flat_map(|candidate| &candidate.edits) {
            edits.entry(path.clone()).or_default().push((*span, text.clone()));
        }
        edits.into_iter().map(|(path, edits)| (path.clone(), apply(&self.text_of(&path), &edits))).collect()
    }
}

/// The edits of a help, by path.
fn resolve_edits(sources: &Sources, help: &Help) -> Vec<(String, Span, String)> {
    let resolved = help.edits.iter().map(|edit| {
        let (span, text) = edit.resolve(sources);
        (sources.get(edit.at.file).path.clone(), Span { file: FileId(0), ..span }, text)
    });
    resolved.collect()
}

/// Whether the edits of two findings touch. Two insertions at one place do, since their order is not known.
fn overlap(first: &Candidate, second: &Candidate) -> bool {
    first.edits.iter().any(|(path, first, _)| {
        second
            .edits
            .iter()
            .any(|(other, second, _)| path == other && first.start <= second.end && second.start <= first.end)
    })
}
