//! Edits of texts as the client wants them: with the numbers of the documents they are for, if it can have them.

use std::collections::BTreeMap;

use flow_syntax::source::Span;
use gen_lsp_types::{
    DocumentChange, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier,
    TextEdit, Uri, WorkspaceEdit,
};

use super::Server;
use crate::workspace::Checked;

impl Server {
    /// Replacements in any files of a program.
    pub(super) fn workspace_edit(&self, checked: &Checked, edits: &[(Span, String)]) -> WorkspaceEdit {
        let mut files: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
        for (span, text) in edits {
            let path = checked.source(span.file).path.clone();
            let range = checked.range(*span, self.client.encoding);
            files.entry(path).or_default().push(TextEdit { range, new_text: text.clone() });
        }
        self.edit_files(files)
    }

    /// Edits by path.
    pub(super) fn edit_files(&self, files: BTreeMap<String, Vec<TextEdit>>) -> WorkspaceEdit {
        let uri = |path: &str| Uri(self.files.uri(path));
        if !self.client.can.versioned_edits {
            let changes = files.into_iter().map(|(path, edits)| (uri(&path), edits)).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let changes = files.into_iter().map(|(path, edits)| {
            let identifier = OptionalVersionedTextDocumentIdentifier {
                version: self.files.document(&path).map(|document| document.version),
                text_document_identifier: TextDocumentIdentifier { uri: uri(&path) },
            };
            let edits = edits.into_iter().map(Into::into).collect();
            DocumentChange::TextDocumentEdit(TextDocumentEdit { text_document: identifier, edits })
        });
        WorkspaceEdit { document_changes: Some(changes.collect()), ..WorkspaceEdit::default() }
    }
}
