//! What helps while writing: completion, hints, formatting.
//!
//! Formatting needs no analysis: it works for any open document, and has no edits for one with mistakes.

use std::ops::Range;

use flow_syntax::source::Span;
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, DocumentFormattingParams,
    DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, InlayHint, InlayHintKind, InlayHintParams,
    InsertReplaceEdit, InsertTextFormat, TextEdit,
};

use super::super::Server;
use super::super::dispatch::Fault;
use super::View;
use crate::analysis::completion::{Completion, Kind, complete};
use crate::analysis::formatting::{Replacement, format, format_range, format_table};
use crate::analysis::hints::{self, hints};
use crate::analysis::token::is_word_char;
use crate::workspace::uri;

/// The signs before names.
const SIGILS: [char; 5] = ['#', '@', ':', '$', '.'];

/// The mark in forms at which the cursor is placed.
const CURSOR: &str = "$0";

impl Server {
    pub(in crate::server) fn completion(
        &mut self,
        params: &CompletionParams,
    ) -> Result<Vec<CompletionItem>, Fault> {
        let Some((view, offset)) = self.view_at(&params.text_document_position_params) else {
            return Ok(Vec::new());
        };
        let found = complete(&view.checked.analysis, view.file, offset);
        let range = Span { file: view.file, start: found.replaces.start, end: found.replaces.end };
        let written = &view.text()[range.start as usize..range.end as usize];
        let has_sigil = written.starts_with(SIGILS);
        let rest = view.text()[offset as usize..].find(|c| !is_word_char(c));
        let end = rest.map_or(view.text().len() as u32, |length| offset + length as u32);
        let (insert, replace) = (view.range(range), view.range(Span { end, ..range }));
        let can_choose = self.client.can.insert_or_replace && insert != replace;
        let snippets = self.client.can.snippets;
        let item = |(position, item): (usize, &Completion)| {
            let (text, has_cursor) = inserted_text(item, snippets);
            CompletionItem {
                label: item.text.replace(CURSOR, "\u{2026}"),
                kind: Some(kind(item.kind)),
                detail: Some(item.detail.clone()).filter(|detail| !detail.is_empty()),
                sort_text: Some(format!("{position:05}")),
                filter_text: Some(filter_text(item, has_sigil)),
                insert_text_format: has_cursor.then_some(InsertTextFormat::Snippet),
                text_edit: Some(match can_choose {
                    true => InsertReplaceEdit { new_text: text, insert, replace }.into(),
                    false => TextEdit { range: insert, new_text: text }.into(),
                }),
                ..CompletionItem::default()
            }
        };
        Ok(found.items.iter().enumerate().map(item).collect())
    }

    pub(in crate::server) fn inlay_hints(
        &mut self,
        params: &InlayHintParams,
    ) -> Result<Vec<InlayHint>, Fault> {
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        let (start, end) = (view.offset(params.range.start), view.offset(params.range.end));
        let wanted = self.client.settings.hints;
        let is_wanted = |hint: &hints::Hint| match hint.kind {
            hints::Kind::States => wanted.states,
            hints::Kind::Types => wanted.types,
            hints::Kind::Payloads => wanted.payloads,
            hints::Kind::Times => wanted.times,
        };
        let found = hints(&view.checked.analysis, view.file);
        let found = found.into_iter().filter(|hint| (start..=end).contains(&hint.at.1) && is_wanted(hint));
        let mut last = None;
        let answer = |hint: hints::Hint| inlay_hint(&view, &hint, last.replace(hint.at) == Some(hint.at));
        Ok(found.map(answer).collect())
    }

    pub(in crate::server) fn formatting(
        &mut self,
        params: &DocumentFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>, Fault> {
        self.format_document(&params.text_document.uri.0, |text, _| format(text))
    }

    pub(in crate::server) fn range_formatting(
        &mut self,
        params: &DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>, Fault> {
        let range = params.range;
        self.format_document(&params.text_document.uri.0, |text, offset| {
            format_range(text, offset(range.start)..offset(range.end))
        })
    }

    pub(in crate::server) fn on_type_formatting(
        &mut self,
        params: &DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>, Fault> {
        let place = params.position;
        self.format_document(&params.text_document.uri.0, |text, offset| format_table(text, offset(place)))
    }

    /// Formats an open document, which need not be a part of a program.
    fn format_document(
        &self,
        address: &str,
        edits: impl FnOnce(&str, &dyn Fn(gen_lsp_types::Position) -> u32) -> Option<Vec<Replacement>>,
    ) -> Result<Option<Vec<TextEdit>>, Fault> {
        let Some(document) = self.files.document(&uri::path_of(address)) else { return Ok(None) };
        let encoding = self.client.encoding;
        let (text, index) = (document.text.as_str(), document.index());
        let offset = |position| index.offset(text, position, encoding);
        let edit = |(range, new_text): (Range<u32>, String)| TextEdit {
            range: index.range(text, range, encoding),
            new_text,
        };
        Ok(edits(text, &offset).map(|edits| edits.into_iter().map(edit).collect()))
    }
}

/// A hint for the client. One that follows another at its place has the blank between them in its label, since Helix shows the padding
/// of all hints at a place before their labels. It also shows those without a kind after the others, so that `in #paid` and
/// `with $amount: number`, which follow each other, have none.
fn inlay_hint(view: &View, hint: &hints::Hint, follows: bool) -> InlayHint {
    let position = view.position(hint.at.1);
    let range = gen_lsp_types::Range { start: position, end: position };
    let has_blank = hint.text.starts_with(' ');
    let is_type = !has_blank;
    let label = if follows { &hint.text } else { hint.text.trim_start() };
    let written = TextEdit { range, new_text: hint.text.clone() };
    InlayHint {
        position,
        label: label.to_owned().into(),
        kind: is_type.then_some(InlayHintKind::Type),
        text_edits: hint.can_be_written.then(|| vec![written]),
        tooltip: Some(hint.reason.clone().into()),
        padding_left: Some(has_blank && !follows),
        padding_right: None,
        data: None,
    }
}

/// The text that an editor compares with what is written: a name whose sigil is not written yet is found by its letters.
fn filter_text(item: &Completion, has_sigil: bool) -> String {
    let text = item.text.replace(CURSOR, "");
    match has_sigil {
        true => text,
        false => text.trim_start_matches(SIGILS).to_owned(),
    }
}

/// The text to insert, and whether it has a place for the cursor.
fn inserted_text(item: &Completion, snippets: bool) -> (String, bool) {
    match item.text.rsplit_once(CURSOR).filter(|_| item.kind == Kind::Form || item.kind == Kind::Type) {
        None => (item.text.clone(), false),
        Some((before, after)) if snippets => (format!("{}{CURSOR}{}", escaped(before), escaped(after)), true),
        Some((before, _)) => (before.to_owned(), false),
    }
}

/// A text without meaning in a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

fn kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::State | Kind::Value => CompletionItemKind::EnumMember,
        Kind::Group => CompletionItemKind::Enum,
        Kind::Machine => CompletionItemKind::Class,
        Kind::Actor => CompletionItemKind::Interface,
        Kind::Event => CompletionItemKind::Event,
        Kind::Variable => CompletionItemKind::Variable,
        Kind::Field => CompletionItemKind::Field,
        Kind::Phrase => CompletionItemKind::Function,
        Kind::Form => CompletionItemKind::Keyword,
        Kind::Type => CompletionItemKind::TypeParameter,
        Kind::Scenario => CompletionItemKind::Module,
    }
}
