//! Edits of texts as the client wants them: with the numbers of the documents they are for, if it can have them.

use std::collections::BTreeMap;

use flow_model::Loader;
use flow_syntax::source::Span;
use gen_lsp_types::{
    CreateFile, DocumentChange, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::Server;
use crate::text::LineIndex;
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

    /// A text to add at the end of a file, which is made if it is not there.
    pub(super) fn add_to_file(&mut self, path: &str, added: String) -> WorkspaceEdit {
        let known = self.read_text(path);
        let text = known.as_deref().unwrap_or_default();
        let end = LineIndex::new(text).position(text, text.len() as u32, self.client.encoding);
        let edit = TextEdit { range: Range { start: end, end }, new_text: added };
        let mut edits = self.edit_files(BTreeMap::from([(path.to_owned(), vec![edit])]));
        if known.is_none()
            && self.client.can.create_files
            && let Some(changes) = &mut edits.document_changes
        {
            let uri = Uri(self.files.uri(path));
            changes.insert(0, CreateFile { uri, options: None, annotation_id: None }.into());
        }
        edits
    }

    /// The text of a file as the client has it; `None` if there is none.
    pub(super) fn read_text(&mut self, path: &str) -> Option<String> {
        let bytes = self.files.load(path).ok()?;
        String::from_utf8(bytes).ok()
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
