//! The answers to requests: each takes the client's place to a place of an analysis, asks the feature, and takes its result back.
//!
//! The analysis is that of the texts as they are, and is made first if need be. A document that belongs to no program has empty answers.

mod actions;
mod editing;
mod lenses;
mod moves;
mod names;
mod rust_code;
mod structure;

use std::sync::Arc;

use flow_syntax::source::{FileId, Span};
use gen_lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport, Position, Range,
    RelatedFullDocumentDiagnosticReport, TextDocumentIdentifier, TextDocumentPositionParams, Uri,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport,
};

use super::Server;
use super::shown::{write_with, write_with_texts};
use crate::text::Encoding;
use crate::workspace::{Checked, uri};

/// The field of a report that has its diagnostics.
const ITEMS: &str = "items";

/// A file of the analysis of its program, as the texts are now.
struct View {
    checked: Arc<Checked>,
    file: FileId,
    encoding: Encoding,
}

impl View {
    fn offset(&self, position: Position) -> u32 {
        self.checked.offset(self.file, position, self.encoding)
    }

    fn range(&self, span: Span) -> Range {
        self.checked.range(span, self.encoding)
    }

    fn position(&self, offset: u32) -> Position {
        self.checked.position(self.file, offset, self.encoding)
    }

    fn text(&self) -> &str {
        &self.checked.source(self.file).text
    }
}

impl Server {
    /// The file of a document; `None` if it belongs to no program.
    fn view(&mut self, document: &TextDocumentIdentifier) -> Option<View> {
        let path = uri::path_of(&document.uri.0);
        let (_, checked) = self.check_program_of(&path)?;
        let file = checked.file(&path)?;
        Some(View { checked, file, encoding: self.client.encoding })
    }

    /// The file and the offset of a place.
    fn view_at(&mut self, at: &TextDocumentPositionParams) -> Option<(View, u32)> {
        let view = self.view(&at.text_document)?;
        let offset = view.offset(at.position);
        Some((view, offset))
    }

    pub(super) fn pull_diagnostics(&mut self, params: &DocumentDiagnosticParams) -> String {
        let path = uri::path_of(&params.text_document.uri.0);
        // All programs that have the file say something about it; those with changed documents may have it now.
        let is_wanted = |server: &Server, at: usize| {
            let program = server.programs.get(at);
            let is_open = || server.files.open_paths().any(|path| program.has_file(path));
            server.programs.waits(at) && (program.has_file(&path) || is_open())
        };
        self.check_and_publish(is_wanted);
        let report = RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport::default(),
        };
        let report = DocumentDiagnosticReport::RelatedFullDocumentDiagnosticReport(report);
        write_with(&report, ITEMS, self.diagnostics.sent_of_file(&path))
    }

    /// Analyses programs with findings that the client does not know now, and not only when no message waits.
    fn check_and_publish(&mut self, is_wanted: impl Fn(&Server, usize) -> bool) {
        for (at, checked) in self.check_programs(is_wanted) {
            self.publish(at, &checked);
            self.start_background(at, checked);
        }
    }

    pub(super) fn pull_all_diagnostics(&mut self, _: &WorkspaceDiagnosticParams) -> String {
        self.check_and_publish(|server, at| server.programs.waits(at));
        let report = |path: String| {
            let report = WorkspaceDocumentDiagnosticReport::WorkspaceFullDocumentDiagnosticReport(
                WorkspaceFullDocumentDiagnosticReport {
                    uri: Uri(self.files.uri(&path)),
                    version: self.files.document(&path).map(|document| document.version),
                    full_document_diagnostic_report: FullDocumentDiagnosticReport::default(),
                },
            );
            write_with(&report, ITEMS, self.diagnostics.sent_of_file(&path))
        };
        let reports: Vec<String> = self.diagnostics.files().into_iter().map(report).collect();
        write_with_texts(&WorkspaceDiagnosticReport { items: Vec::new() }, ITEMS, &reports)
    }
}
