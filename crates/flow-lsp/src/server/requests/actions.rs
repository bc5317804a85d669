//! Code actions: the fixes of findings, one by one and all at once, what exploration found as a test, and functions that are missing
//! in Rust.
//!
//! An action is offered only if it can be done: a fix was tried, a test was run, the place of a function was found.

use flow_model::Loader;
use flow_syntax::source::{FileId, Span};
use gen_lsp_types::{CodeAction, CodeActionDisabled, CodeActionKind, CodeActionParams};

use super::super::Server;
use super::super::dispatch::Fault;
use super::View;
use crate::analysis::exploration::{Discovery, NotAdded, test_file_beside};
use crate::analysis::fixes::{Fix, fix_all, fixes};
use crate::analysis::formatting::replacements;
use crate::workspace::{Checked, analyze, request, uri};

impl Server {
    pub(in crate::server) fn code_actions(
        &mut self,
        params: &CodeActionParams,
    ) -> Result<Vec<CodeAction>, Fault> {
        let path = uri::path_of(&params.text_document.uri.0);
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        let Some(at) = self.programs.program_of(&path) else { return Ok(Vec::new()) };
        let request = request(&self.files, &self.programs.get(at).roots);
        let again = |loader: &mut dyn Loader| analyze(&request, loader);
        let only = params.context.only.as_deref();
        let is_wanted =
            |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|wanted| includes(wanted, kind)));
        let mut actions = Vec::new();
        if is_wanted(&CodeActionKind::QuickFix) {
            let range = (view.file, view.offset(params.range.start), view.offset(params.range.end));
            let analysis = &view.checked.analysis;
            let found = fixes(analysis, range, &mut self.files, &again);
            actions.extend(found.iter().map(|fix| self.quick_fix(&view.checked, fix)));
            actions.extend(self.kept_findings(at, &view.checked, range));
            actions.extend(self.missing_functions(&view.checked, range.0, range.1));
        }
        // Only on demand: it follows every help of the file.
        if only.is_some() && is_wanted(&CodeActionKind::SourceFixAll) {
            let fixed = fix_all(&view.checked.analysis, view.file, &mut self.files, &again);
            actions.extend(fixed.map(|text| self.fix_all_action(&view, &text)));
        }
        Ok(actions)
    }

    /// Actions that add the findings of exploration in a range as tests to the test file of the specification.
    fn kept_findings(
        &mut self,
        at: usize,
        checked: &Checked,
        (file, start, end): (FileId, u32, u32),
    ) -> Vec<CodeAction> {
        let path = test_file_beside(&self.programs.get(at).roots[0]);
        let Some(explored) = self.explored(at).filter(|_| uri::is_file(&path)).cloned() else {
            return Vec::new();
        };
        let touches = |finding: &&Discovery| {
            let place = finding.place;
            place.file == file && place.start <= end && start <= place.end
        };
        let known = self.read_text(&path).unwrap_or_default();
        let mut actions = Vec::new();
        for finding in explored.findings.iter().filter(touches) {
            let action = CodeAction {
                title: format!("Keep this counterexample as a test: {}", finding.message),
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(vec![self.discovery(checked, finding)]),
                ..CodeAction::default()
            };
            let addition = match &finding.case {
                Ok(case) => case.addition(&known).map_err(|reason| match reason {
                    NotAdded::Known => None,
                    NotAdded::Misread => Some(format!("a case at the end of '{path}' would be misread")),
                }),
                Err(reason) => Err(Some(reason.clone())),
            };
            match addition {
                Ok(added) => {
                    actions.push(CodeAction { edit: Some(self.add_to_file(&path, added)), ..action });
                }
                Err(Some(reason)) if self.client.can.disabled_actions => {
                    let disabled = Some(CodeActionDisabled { reason });
                    actions.push(CodeAction { disabled, ..action });
                }
                Err(_) => {}
            }
        }
        actions
    }

    fn fix_all_action(&self, view: &View, text: &str) -> CodeAction {
        let edits = replacements(view.text(), text).into_iter();
        let span = |range: std::ops::Range<u32>| Span { file: view.file, start: range.start, end: range.end };
        let edits: Vec<(Span, String)> = edits.map(|(range, text)| (span(range), text)).collect();
        CodeAction {
            title: "Fix all findings that have one fix".to_owned(),
            kind: Some(CodeActionKind::SourceFixAll),
            edit: Some(self.workspace_edit(&view.checked, &edits)),
            ..CodeAction::default()
        }
    }

    fn quick_fix(&self, checked: &Checked, fix: &Fix<'_>) -> CodeAction {
        CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![self.diagnostic(checked, fix.finding)]),
            is_preferred: Some(fix.is_only),
            edit: Some(self.workspace_edit(checked, &fix.edits)),
            ..CodeAction::default()
        }
    }
}

/// Whether a kind is another one, or one of its kinds: `source.fixAll` is a `source`.
fn includes(wanted: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (wanted, kind) = (wanted.to_string(), kind.to_string());
    wanted.is_empty()
        || kind == wanted
        || kind.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('.'))
}
