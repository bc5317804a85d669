//! Findings, and results of stories and exploration, as diagnostics of the protocol, and their delivery.
//!
//! The client gets the diagnostics of every file of every program. The sent diagnostics are stored here, so that unchanged ones are not
//! sent again, those that have only moved are not made again, and a file that no longer has any is cleared.

use std::collections::{BTreeMap, BTreeSet};

use flow_syntax::diagnostic::{Diagnostic as Finding, Level, Name};
use flow_syntax::source::Span;
use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    PublishDiagnosticsParams, Uri,
};

use super::Server;
use super::client::Delivery;
use super::shown::{Context, Earlier, Shown, write_with};
use super::stories::StoryFailure;
use crate::workspace::Checked;

/// Findings about something that has no effect: an editor can fade it.
const UNNECESSARY: &[Name] = &[
    Name::ShadowedGuard,
    Name::UnreachableHandler,
    Name::UnusedTimer,
    Name::UnusedVariable,
    Name::IdleFact,
    Name::IdleRule,
];

/// The diagnostics of some files, by path.
type ByFile = BTreeMap<String, Vec<Shown>>;

/// The diagnostics that the client knows, and those of each program.
#[derive(Default)]
pub(super) struct Diagnostics {
    /// By the first root of the program.
    programs: BTreeMap<String, ByFile>,
    /// The first roots of the programs with each file.
    parts: BTreeMap<String, BTreeSet<String>>,
    /// By path.
    sent: ByFile,
}

impl Diagnostics {
    /// The diagnostics of one file, of all programs that it has a part in.
    fn of_file(&self, path: &str) -> Vec<Shown> {
        let programs = self.parts.get(path).into_iter().flatten();
        let files = programs.filter_map(|program| self.programs.get(program)?.get(path));
        let all: Vec<&Shown> = files.flatten().collect();
        // Equal ones begin at the same place, so that each is compared with few others.
        let mut by_place: Vec<usize> = (0..all.len()).collect();
        by_place.sort_by_key(|at| all[*at].start());
        let mut is_first = vec![true; all.len()];
        for place in by_place.chunk_by(|a, b| all[*a].start() == all[*b].start()) {
            for (count, at) in place.iter().enumerate().skip(1) {
                is_first[*at] = !place[..count].iter().any(|other| all[*other] == all[*at]);
            }
        }
        all.into_iter()
            .zip(is_first)
            .filter(|(_, is_first)| *is_first)
            .map(|(shown, _)| shown.clone())
            .collect()
    }

    /// The diagnostics of one file that the client has, or would get if it asked.
    pub(super) fn sent_of_file(&self, path: &str) -> &[Shown] {
        self.sent.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// The files that have diagnostics, or are in a program.
    pub(super) fn files(&self) -> Vec<String> {
        self.parts.keys().cloned().collect()
    }

    /// Sets the diagnostics of a program. Returns the files with changed diagnostics, without those that another program with outdated ones has:
    /// its new ones are set soon.
    fn set(&mut self, program: &str, said: ByFile, is_outdated: impl Fn(&str) -> bool) -> Vec<String> {
        let mut files = self.remove(program);
        for path in said.keys() {
            self.parts.entry(path.clone()).or_default().insert(program.to_owned());
            files.push(path.clone());
        }
        self.programs.insert(program.to_owned(), said);
        let others =
            |path: &String| self.parts.get(path).into_iter().flatten().filter(|other| *other != program);
        files.retain(|path| !others(path).any(|other| is_outdated(other)));
        self.list_changed(files)
    }

    /// Removes the diagnostics of a program. Returns its files.
    fn remove(&mut self, program: &str) -> Vec<String> {
        let files: Vec<String> =
            self.programs.remove(program).into_iter().flat_map(BTreeMap::into_keys).collect();
        for path in &files {
            if let Some(programs) = self.parts.get_mut(path) {
                programs.remove(program);
                if programs.is_empty() {
                    self.parts.remove(path);
                }
            }
        }
        files
    }

    /// Removes programs that no longer exist. Returns the files with changed diagnostics.
    fn retain(&mut self, is_program: impl Fn(&str) -> bool) -> Vec<String> {
        let gone: Vec<String> = self.programs.keys().filter(|root| !is_program(root)).cloned().collect();
        let files = gone.iter().flat_map(|root| self.remove(root)).collect();
        self.list_changed(files)
    }

    fn list_changed(&mut self, mut files: Vec<String>) -> Vec<String> {
        files.sort();
        files.dedup();
        files.retain(|path| {
            let now = self.of_file(path);
            let is_new = self.sent_of_file(path) != now;
            if is_new && now.is_empty() {
                self.sent.remove(path);
            } else if is_new {
                self.sent.insert(path.clone(), now);
            }
            is_new
        });
        files
    }
}

impl Server {
    /// Sends the client the findings of a program, the failures of its stories, and what exploration found.
    pub(super) fn publish(&mut self, at: usize, checked: &Checked) {
        let root = self.programs.get(at).roots[0].clone();
        let mut said = self.findings_by_file(&root, checked);
        let mut add = |span: Span, diagnostic: &Diagnostic| {
            let shown = Shown::new(None, diagnostic);
            said.entry(checked.source(span.file).path.clone()).or_default().push(shown);
        };
        for failure in self.told(at).into_iter().flatten().flat_map(|story| &story.failures) {
            add(failure.span, &self.failure(checked, failure));
        }
        for finding in self.explored(at).iter().flat_map(|explored| &explored.findings) {
            add(finding.place, &self.discovery(checked, finding));
        }
        self.programs.note_published(at);
        self.replace_diagnostics(&root, said);
    }

    /// Removes the findings of a program that cannot be analysed.
    pub(super) fn publish_nothing(&mut self, at: usize) {
        let root = self.programs.get(at).roots[0].clone();
        self.replace_diagnostics(&root, ByFile::new());
    }

    fn replace_diagnostics(&mut self, root: &str, said: ByFile) {
        let programs = &self.programs;
        let is_outdated = |root: &str| {
            let at = programs.iter().position(|program| program.roots[0] == root);
            at.is_some_and(|at| programs.waits(at))
        };
        let changed = self.diagnostics.set(root, said, is_outdated);
        self.send_diagnostics(changed);
    }

    /// Clears the diagnostics of programs that no longer exist.
    pub(super) fn retract(&mut self) {
        let roots: Vec<&String> = self.programs.iter().map(|program| &program.roots[0]).collect();
        let changed = self.diagnostics.retain(|root| roots.iter().any(|known| *known == root));
        self.told.retain(|root, _| roots.contains(&root));
        self.explored.retain(|root, _| roots.contains(&root));
        self.send_diagnostics(changed);
    }

    fn send_diagnostics(&mut self, files: Vec<String>) {
        if self.client.settings.diagnostics == Delivery::Pull {
            if !files.is_empty() && self.client.can.refresh_diagnostics {
                self.client.request("workspace/diagnostic/refresh", ());
            }
            return;
        }
        for path in files {
            let params = PublishDiagnosticsParams {
                uri: Uri(self.files.uri(&path)),
                version: self.files.document(&path).map(|document| document.version),
                diagnostics: Vec::new(),
            };
            let params = write_with(&params, "diagnostics", self.diagnostics.sent_of_file(&path));
            self.client.notify_text("textDocument/publishDiagnostics", params);
        }
    }

    /// The findings of an analysis of a program, with an entry for each file that was read.
    fn findings_by_file(&self, program: &str, checked: &Checked) -> ByFile {
        let before = self.diagnostics.programs.get(program);
        let (encoding, pages) = (self.client.encoding, self.client.settings.pages.as_ref());
        let context = Context::new(checked, encoding, pages, |path| self.files.uri(path));
        let sources = || checked.analysis.program.sources.iter();
        let earlier_of =
            |path: &str| Earlier::new(before.and_then(|files| files.get(path)).map_or(&[], Vec::as_slice));
        let mut of_files: Vec<(Earlier<'_>, Vec<Shown>)> =
            sources().map(|(_, source)| (earlier_of(&source.path), Vec::new())).collect();
        for finding in checked.analysis.diagnostics.sorted() {
            let (earlier, shown) = &mut of_files[finding.span.file.0 as usize];
            let (line, key) = context.key_of(finding);
            let known = earlier.find(key, line);
            shown.push(known.unwrap_or_else(|| Shown::new(Some(key), &self.diagnostic(checked, finding))));
        }
        let mut files = ByFile::new();
        for ((_, source), (_, shown)) in sources().zip(of_files) {
            if !source.path.ends_with(".toml") || !shown.is_empty() {
                files.entry(source.path.clone()).or_default().extend(shown);
            }
        }
        files
    }

    pub(super) fn diagnostic(&self, checked: &Checked, finding: &Finding) -> Diagnostic {
        let page = |base: &String| CodeDescription {
            href: Uri(format!("{}/{}.html", base.trim_end_matches('/'), finding.name.as_str())),
        };
        let related = finding.labels.iter().map(|label| DiagnosticRelatedInformation {
            location: self.location(checked, label.span),
            message: label.message.clone(),
        });
        let facts = finding.help.iter().filter(|help| help.edits.is_empty());
        let facts: String = facts.map(|help| format!("\nhelp: {}", help.text)).collect();
        Diagnostic {
            range: checked.range(finding.span, self.client.encoding),
            severity: Some(match finding.level {
                Level::Deny => DiagnosticSeverity::Error,
                _ => DiagnosticSeverity::Warning,
            }),
            code: Some(finding.name.as_str().to_owned().into()),
            code_description: self.client.settings.pages.as_ref().map(page),
            source: Some("flow".to_owned()),
            message: format!("{}{facts}", finding.message).into(),
            tags: UNNECESSARY.contains(&finding.name).then(|| vec![DiagnosticTag::Unnecessary]),
            related_information: Some(related.collect()),
            data: None,
        }
    }

    fn failure(&self, checked: &Checked, failure: &StoryFailure) -> Diagnostic {
        Diagnostic {
            range: checked.range(failure.span, self.client.encoding),
            severity: Some(DiagnosticSeverity::Error),
            source: Some("flow test".to_owned()),
            message: failure.message.clone().into(),
            code: None,
            code_description: None,
            tags: None,
            related_information: None,
            data: None,
        }
    }

    /// A span as a place of the protocol.
    pub(super) fn location(&self, checked: &Checked, span: Span) -> Location {
        let uri = self.files.uri(&checked.source(span.file).path);
        Location { uri: Uri(uri), range: checked.range(span, self.client.encoding) }
    }
}
