//! The structure of files: symbols, folds, selections, links to files that are used.
//!
//! Each is a translation of plain data; what there is and where it ends is decided in the features.

use flow_model::join;
use flow_syntax::source::{FileId, Span};
use gen_lsp_types::{
    BaseSymbolInformation, DocumentLink, DocumentLinkParams, DocumentSymbol, DocumentSymbolParams,
    FoldingRange, FoldingRangeKind, FoldingRangeParams, Position, SelectionRange, SelectionRangeParams,
    SymbolKind, Uri, WorkspaceSymbol, WorkspaceSymbolParams,
};

use super::super::Server;
use super::super::dispatch::Fault;
use super::View;
use super::rust_code::is_rust;
use crate::analysis::outline::{Item, Kind, outline};
use crate::analysis::ranges::{Fold, folds, selections};
use crate::analysis::search::{Found, FoundKind, search};

impl Server {
    pub(in crate::server) fn document_symbols(
        &mut self,
        params: &DocumentSymbolParams,
    ) -> Result<Vec<DocumentSymbol>, Fault> {
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        let items = outline(&view.checked.analysis, view.file);
        Ok(items.iter().map(|item| document_symbol(&view, item)).collect())
    }

    pub(in crate::server) fn workspace_symbols(
        &mut self,
        params: &WorkspaceSymbolParams,
    ) -> Result<Vec<WorkspaceSymbol>, Fault> {
        let mut symbols: Vec<WorkspaceSymbol> = Vec::new();
        for (_, checked) in self.check_programs(|_, _| true) {
            for found in search(&checked.analysis, &params.query) {
                let symbol = WorkspaceSymbol {
                    location: self.location(&checked, found.span).into(),
                    data: None,
                    base_symbol_information: base_symbol(&found),
                };
                if !symbols.contains(&symbol) {
                    symbols.push(symbol);
                }
            }
        }
        Ok(symbols)
    }

    pub(in crate::server) fn folding_ranges(
        &mut self,
        params: &FoldingRangeParams,
    ) -> Result<Vec<FoldingRange>, Fault> {
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        let range = |fold: &Fold| FoldingRange {
            start_line: fold.first,
            end_line: fold.last,
            kind: fold.is_comment.then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        };
        Ok(folds(&view.checked.analysis, view.file).iter().map(range).collect())
    }

    pub(in crate::server) fn selection_ranges(
        &mut self,
        params: &SelectionRangeParams,
    ) -> Result<Vec<SelectionRange>, Fault> {
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        Ok(params.positions.iter().map(|position| selection_range(&view, *position)).collect())
    }

    pub(in crate::server) fn links(
        &mut self,
        params: &DocumentLinkParams,
    ) -> Result<Vec<DocumentLink>, Fault> {
        if is_rust(&params.text_document) {
            return Ok(self.rust_links(&params.text_document));
        }
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        let analysis = &view.checked.analysis;
        let loaded = analysis.program.files.iter().chain(&analysis.program.tests);
        let uses = loaded.filter(|loaded| loaded.id == view.file).flat_map(|loaded| {
            loaded.ast.uses.iter().map(|line| (join(&loaded.path, &line.path.text), line.path.span))
        });
        let is_read = |path: &str| view.checked.file(path).is_some();
        let link = |(path, span): (String, Span)| DocumentLink {
            range: view.range(span),
            target: Some(Uri(self.files.uri(&path))),
            tooltip: None,
            data: None,
        };
        Ok(uses.filter(|(path, _)| is_read(path)).map(link).collect())
    }
}

#[expect(deprecated, reason = "the struct has the field")]
fn document_symbol(view: &View, item: &Item) -> DocumentSymbol {
    let kind = match item.kind {
        Kind::System => SymbolKind::Package,
        Kind::Machine => SymbolKind::Class,
        Kind::Scenario => SymbolKind::Module,
        Kind::Handler => SymbolKind::Event,
        Kind::Rules => SymbolKind::Constant,
        Kind::Tests => SymbolKind::Namespace,
        Kind::Case => SymbolKind::Method,
    };
    let children = item.children.iter().map(|child| document_symbol(view, child)).collect();
    DocumentSymbol {
        // The protocol allows no empty names.
        name: if item.name.trim().is_empty() { "…".to_owned() } else { item.name.clone() },
        detail: Some(item.detail.clone()).filter(|detail| !detail.is_empty()),
        kind,
        tags: None,
        deprecated: None,
        range: view.range(item.range),
        selection_range: view.range(item.header),
        children: Some(children),
    }
}

fn base_symbol(found: &Found) -> BaseSymbolInformation {
    let kind = match found.kind {
        FoundKind::Machine => SymbolKind::Class,
        FoundKind::Scenario => SymbolKind::Module,
        FoundKind::State => SymbolKind::EnumMember,
        FoundKind::Event => SymbolKind::Event,
        FoundKind::Variable => SymbolKind::Variable,
        FoundKind::Phrase => SymbolKind::Function,
    };
    BaseSymbolInformation {
        name: found.name.clone(),
        kind,
        tags: None,
        container_name: Some(found.container.clone()),
    }
}

/// The ranges that a selection grows to, each with the next one.
fn selection_range(view: &View, position: Position) -> SelectionRange {
    let found = selections(&view.checked.analysis, view.file, view.offset(position));
    let outermost = Span::new(FileId(view.file.0), 0, view.text().len());
    let mut parent = SelectionRange { range: view.range(outermost), parent: None };
    for span in found.into_iter().rev().filter(|span| *span != outermost) {
        let range = view.range(span);
        if range != parent.range {
            parent = SelectionRange { range, parent: Some(Box::new(parent)) };
        }
    }
    parent
}
