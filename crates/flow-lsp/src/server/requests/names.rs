//! What names mean: hover, definition, references, highlights, renaming, hierarchy of events, semantic tokens.
//!
//! A file can have a part in several programs. References and renames then are those of all of them; other features use
//! the program that the file belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use flow_model::Loader;
use flow_model::mentions::Symbol;
use flow_syntax::source::Span;
use gen_lsp_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams,
    DefinitionParams, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, Hover, HoverParams,
    Location, MarkupContent, MarkupKind, Position, PrepareRenameParams, PrepareRenamePlaceholder,
    ReferenceParams, RenameParams, SemanticTokensParams, SemanticTokensRangeParams, SymbolKind,
    TextDocumentPositionParams, TextEdit, WorkspaceEdit,
};
use serde_json::{Value, json};

use super::super::Server;
use super::super::dispatch::Fault;
use super::super::rust::find_functions;
use super::super::shown::push_number;
use super::View;
use super::rust_code::is_rust;
use crate::analysis::hierarchy::{Link, Node, nodes_at, senders, sent};
use crate::analysis::highlighting::tokens;
use crate::analysis::hover::{Names, Pictures, hover_with};
use crate::analysis::navigation::{definitions, highlights, references, symbols_at};
use crate::analysis::renaming::{name_at, rename_verified};
use crate::workspace::{Checked, analyze, request, uri};

impl Server {
    pub(in crate::server) fn hover(&mut self, params: &HoverParams) -> Result<Option<Hover>, Fault> {
        let Some((view, offset)) = self.view_at(&params.text_document_position_params) else {
            return Ok(None);
        };
        let checked = &view.checked;
        let pictures = if self.client.settings.pictures { Pictures::Images } else { Pictures::Text };
        let of = |symbol: &Symbol| {
            let mentions = checked.mentions_of(std::slice::from_ref(symbol));
            mentions.mentions_of(symbol).cloned().collect()
        };
        let names = Names { here: checked.mention_at(view.file, offset), of: &of };
        let found = hover_with(pictures, &checked.analysis, &names, (view.file, offset));
        Ok(found.map(|found| {
            let contents = MarkupContent { kind: MarkupKind::Markdown, value: found.text };
            Hover { contents: contents.into(), range: Some(view.range(found.at)) }
        }))
    }

    pub(in crate::server) fn definition(
        &mut self,
        params: &DefinitionParams,
    ) -> Result<Vec<Location>, Fault> {
        let at = &params.text_document_position_params;
        if is_rust(&at.text_document) {
            return Ok(self.rust_definition(&at.text_document, at.position));
        }
        let Some((view, offset)) = self.view_at(&params.text_document_position_params) else {
            return Ok(Vec::new());
        };
        let checked = &view.checked;
        let mentions = checked.mentions_at(view.file, offset);
        let found = definitions(&checked.analysis, &mentions, view.file, offset);
        let mut found: Vec<Location> = found.into_iter().map(|span| self.location(checked, span)).collect();
        found.extend(self.rust_functions(&symbols_at(&mentions, view.file, offset)));
        Ok(found)
    }

    /// The Rust functions that give a phrase its meaning.
    fn rust_functions(&self, symbols: &[&Symbol]) -> Vec<Location> {
        self.find_rust_functions(symbols.iter().filter_map(|symbol| match symbol {
            Symbol::Phrase { function } => Some(function.as_str()),
            _ => None,
        }))
    }

    /// The Rust functions with a name that changes if the name at a place is renamed: a variable in a phrase is a part of it.
    fn renamed_functions(&self, view: &View, offset: u32) -> Vec<Location> {
        let mentions = view.checked.mentions();
        let symbols = symbols_at(mentions, view.file, offset);
        let all = symbols.into_iter().flat_map(|symbol| mentions.renamed_together(symbol));
        self.find_rust_functions(all.filter_map(|symbol| match symbol {
            Symbol::Phrase { function } | Symbol::Parameter { function, .. } => Some(function.as_str()),
            _ => None,
        }))
    }

    fn find_rust_functions<'f>(&self, functions: impl Iterator<Item = &'f str>) -> Vec<Location> {
        let functions: BTreeSet<&str> = functions.collect();
        let find = |function| find_functions(self.files.folders(), function, self.client.encoding);
        functions.into_iter().flat_map(find).collect()
    }

    pub(in crate::server) fn references(&mut self, params: &ReferenceParams) -> Result<Vec<Location>, Fault> {
        let with_definitions = params.context.include_declaration;
        let mut found: Vec<Location> = Vec::new();
        for (view, offset, _) in self.views_at(&params.text_document_position_params) {
            let mentions = view.checked.mentions_at(view.file, offset);
            for span in references(&mentions, view.file, offset, with_definitions) {
                let location = self.location(&view.checked, span);
                if !found.contains(&location) {
                    found.push(location);
                }
            }
        }
        Ok(found)
    }

    pub(in crate::server) fn highlights(
        &mut self,
        params: &DocumentHighlightParams,
    ) -> Result<Vec<DocumentHighlight>, Fault> {
        let Some((view, offset)) = self.view_at(&params.text_document_position_params) else {
            return Ok(Vec::new());
        };
        let mentions = view.checked.mentions_at(view.file, offset);
        let found = highlights(&mentions, view.file, offset);
        let highlight = |place: &crate::analysis::navigation::Place| DocumentHighlight {
            range: view.range(place.at),
            kind: Some(if place.is_write {
                DocumentHighlightKind::Write
            } else {
                DocumentHighlightKind::Read
            }),
        };
        Ok(found.iter().map(highlight).collect())
    }

    pub(in crate::server) fn prepare_rename(
        &mut self,
        params: &PrepareRenameParams,
    ) -> Result<Option<PrepareRenamePlaceholder>, Fault> {
        let Some((view, offset)) = self.view_at(&params.text_document_position_params) else {
            return Ok(None);
        };
        let checked = &view.checked;
        let sources = &checked.analysis.program.sources;
        let found = name_at(sources, checked.mentions(), view.file, offset);
        let found = found.map_err(|refusal| Fault::refused(refusal.to_string()))?;
        Ok(Some(PrepareRenamePlaceholder { range: view.range(found.at), placeholder: found.text }))
    }

    pub(in crate::server) fn rename(&mut self, params: &RenameParams) -> Result<WorkspaceEdit, Fault> {
        let mut edits: BTreeMap<String, Vec<TextEdit>> = BTreeMap::new();
        let at = &params.text_document_position_params;
        let views = self.views_at(at);
        if views.is_empty() {
            return Err(Fault::refused("this is no specification"));
        }
        for (view, offset, program) in &views {
            let Checked { analysis, .. } = &*view.checked;
            let request = request(&self.files, &self.programs.get(*program).roots);
            let again = |loader: &mut dyn Loader| analyze(&request, loader);
            let (mentions, place) = (view.checked.mentions(), (view.file, *offset));
            let files = &mut self.files;
            let changes = rename_verified(analysis, mentions, place, &params.new_name, files, &again);
            for (span, text) in changes.map_err(|refusal| Fault::refused(refusal.to_string()))? {
                let edit = TextEdit { range: view.range(span), new_text: text };
                let of_file = edits.entry(view.checked.source(span.file).path.clone()).or_default();
                if !of_file.contains(&edit) {
                    of_file.push(edit);
                }
            }
        }
        if let Some((view, offset, _)) = views.first() {
            self.tell_rust_places(view, *offset);
        }
        Ok(self.edit_files(edits))
    }

    /// Shows the Rust functions that the rename does not change, although it changes their names in the specification.
    fn tell_rust_places(&self, view: &View, offset: u32) {
        let places = self.renamed_functions(view, offset);
        if places.is_empty() {
            return;
        }
        let line = |place: &Location| {
            let path = uri::path_of(&place.uri.0);
            format!("{}:{}", path.rsplit('/').next().unwrap_or(&path), place.range.start.line + 1)
        };
        let places: Vec<String> = places.iter().map(line).collect();
        let message = format!("These Rust functions keep their names: {}", places.join(", "));
        self.client.notify("window/showMessage", json!({ "type": 2, "message": message }));
    }

    pub(in crate::server) fn prepare_hierarchy(
        &mut self,
        params: &CallHierarchyPrepareParams,
    ) -> Result<Vec<CallHierarchyItem>, Fault> {
        let Some((view, offset)) = self.view_at(&params.text_document_position_params) else {
            return Ok(Vec::new());
        };
        let mentions = view.checked.mentions_at(view.file, offset);
        let nodes = nodes_at(&view.checked.analysis, &mentions, view.file, offset);
        Ok(nodes.iter().map(|node| self.hierarchy_item(&view.checked, node)).collect())
    }

    fn hierarchy_item(&self, checked: &Checked, node: &Node) -> CallHierarchyItem {
        let Location { uri, range } = self.location(checked, node.line);
        CallHierarchyItem {
            name: format!(":{}", node.event),
            kind: SymbolKind::Event,
            tags: None,
            detail: Some(format!("to @{}", node.receiver)),
            uri,
            range,
            selection_range: range,
            data: Some(json!([node.receiver, node.event])),
        }
    }

    pub(in crate::server) fn incoming_calls(
        &mut self,
        params: &CallHierarchyIncomingCallsParams,
    ) -> Result<Vec<CallHierarchyIncomingCall>, Fault> {
        let Some((checked, links)) = self.links_of(&params.item, senders) else { return Ok(Vec::new()) };
        let call = |link: &Link| CallHierarchyIncomingCall {
            from: self.hierarchy_item(&checked, &link.node),
            from_ranges: self.ranges(&checked, &link.at),
        };
        Ok(links.iter().map(call).collect())
    }

    pub(in crate::server) fn outgoing_calls(
        &mut self,
        params: &CallHierarchyOutgoingCallsParams,
    ) -> Result<Vec<CallHierarchyOutgoingCall>, Fault> {
        let Some((checked, links)) = self.links_of(&params.item, sent) else { return Ok(Vec::new()) };
        let call = |link: &Link| CallHierarchyOutgoingCall {
            to: self.hierarchy_item(&checked, &link.node),
            from_ranges: self.ranges(&checked, &link.at),
        };
        Ok(links.iter().map(call).collect())
    }

    fn ranges(&self, checked: &Checked, spans: &[Span]) -> Vec<gen_lsp_types::Range> {
        spans.iter().map(|span| checked.range(*span, self.client.encoding)).collect()
    }

    /// The neighbours of an event that the client has from an earlier answer.
    fn links_of(
        &mut self,
        item: &CallHierarchyItem,
        of: fn(&flow_model::model::Model, &str, &str) -> Vec<Link>,
    ) -> Option<(Arc<Checked>, Vec<Link>)> {
        let [Value::String(receiver), Value::String(event)] = item.data.as_ref()?.as_array()?.as_slice()
        else {
            return None;
        };
        let (_, checked) = self.check_program_of(&uri::path_of(&item.uri.0))?;
        let links = of(&checked.analysis.model, receiver, event);
        Some((checked, links))
    }

    pub(in crate::server) fn semantic_tokens(&mut self, params: &SemanticTokensParams) -> String {
        let view = self.view(&params.text_document);
        view.map_or_else(|| "null".to_owned(), |view| encode_tokens(&view, 0..=u32::MAX))
    }

    pub(in crate::server) fn semantic_tokens_in_range(
        &mut self,
        params: &SemanticTokensRangeParams,
    ) -> String {
        let Some(view) = self.view(&params.text_document) else { return "null".to_owned() };
        let (start, end) = (view.offset(params.range.start), view.offset(params.range.end));
        encode_tokens(&view, start..=end)
    }

    /// The place in every program that its file has a part in, the one that the file belongs to first; each with the program's position.
    fn views_at(&mut self, at: &TextDocumentPositionParams) -> Vec<(View, u32, usize)> {
        let path = uri::path_of(&at.text_document.uri.0);
        let mut programs = self.check_programs(|_, _| true);
        programs.retain(|(program, _)| self.programs.get(*program).has_file(&path));
        let first = self.programs.program_of(&path);
        programs.sort_by_key(|(program, _)| Some(*program) != first);
        let mut views = Vec::new();
        for (program, checked) in programs {
            let Some(file) = checked.file(&path) else { continue };
            let view = View { checked, file, encoding: self.client.encoding };
            let offset = view.offset(at.position);
            views.push((view, offset, program));
        }
        views
    }
}

/// The tokens that begin in a range, each relative to the one before it, as JSON: `{"data":[0,4,2,1,0]}`.
fn encode_tokens(view: &View, range: std::ops::RangeInclusive<u32>) -> String {
    let source = view.checked.source(view.file);
    let found = tokens(source, view.checked.mentions(), view.file);
    let mut last = Position { line: 0, character: 0 };
    let mut json = String::from("{\"data\":[");
    let begin = json.len();
    for token in found.into_iter().filter(|token| range.contains(&token.at.start)) {
        let start = view.checked.position_near(last.line, token.at.file, token.at.start, view.encoding);
        let before = if start.line == last.line { last.character } else { 0 };
        let text = source.text.get(token.at.start as usize..token.at.end as usize).unwrap_or_default();
        let numbers = [
            start.line - last.line,
            start.character - before,
            view.encoding.measure(text),
            token.kind as u32,
            u32::from(token.is_definition) | u32::from(token.is_write) << 1,
        ];
        for number in numbers {
            if json.len() > begin {
                json.push(',');
            }
            push_number(&mut json, number);
        }
        last = start;
    }
    json += "]}";
    json
}
