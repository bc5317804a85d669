//! The Rust code of specifications: missing functions of phrases, and the files that `flow!` names.
//!
//! The code is that of the package of the specification: everything below the nearest folder with a `Cargo.toml`. Paths of `flow!` are
//! relative to that folder.

use std::path::Path;

use flow_model::join;
use flow_model::mentions::Symbol;
use flow_syntax::source::FileId;
use gen_lsp_types::{
    CodeAction, CodeActionKind, DocumentLink, Location, Position, Range, TextDocumentIdentifier, TextEdit,
    Uri,
};
use std::collections::BTreeMap;

use super::super::Server;
use super::super::rust::list_package_files;
use crate::analysis::bindings::{Function, Skeleton, functions_of, skeletons};
use crate::analysis::rust::{Implementation, appended, implementations, named_specifications};
use crate::text::LineIndex;
use crate::workspace::{Checked, uri};

/// The file that makes a folder a package.
const MANIFEST: &str = "Cargo.toml";

/// How many implementations a function is offered for: tests have more of them.
const OFFERED: usize = 3;

impl Server {
    /// The actions that write the Rust functions of the phrase at a place.
    pub(super) fn missing_functions(
        &mut self,
        checked: &Checked,
        file: FileId,
        offset: u32,
    ) -> Vec<CodeAction> {
        let mention = checked.mention_at(file, offset);
        let symbols: Vec<&Symbol> = mention.iter().flat_map(|mention| mention.symbols.iter()).collect();
        let is_phrase = symbols.iter().any(|symbol| matches!(symbol, Symbol::Phrase { .. }));
        let Some(package) = package_of(&checked.source(file).path).filter(|_| is_phrase) else {
            return Vec::new();
        };
        if !checked.analysis.is_sound {
            return Vec::new();
        }
        let skeletons = skeletons(&checked.analysis, &package);
        let wanted = functions_of(&skeletons, &symbols);
        let texts: Vec<(String, String)> = list_package_files(&package)
            .filter_map(|path| Some((path.clone(), self.read_text(&path)?)))
            .filter(|(_, text)| text.contains("Bindings for ") || text.contains("flow!("))
            .collect();
        let mut actions = Vec::new();
        for (skeleton, function) in wanted {
            let is_only = skeletons.len() == 1;
            let mut found = false;
            for (path, text) in &texts {
                for of in implementations(text, &skeleton.module, is_only) {
                    found = true;
                    let insertion = of.insertion(text, skeleton, function);
                    if let Some(insertion) = insertion.filter(|_| !of.has(text, &function.name)) {
                        let title = write_title(function, &of, path, &package);
                        actions.push(self.insert_code(title, (path, text), insertion));
                    }
                }
            }
            if !found {
                actions.extend(self.first_implementation(checked, &package, &texts, skeleton));
            }
        }
        actions.truncate(OFFERED);
        actions
    }

    /// The action that writes an implementation at the end of the file that names the specification.
    fn first_implementation(
        &self,
        checked: &Checked,
        package: &str,
        texts: &[(String, String)],
        skeleton: &Skeleton,
    ) -> Option<CodeAction> {
        let is_input = |path: &str| checked.file(&join(&format!("{package}/"), path)).is_some();
        let names_it = |text: &str| named_specifications(text).iter().any(|(_, path)| is_input(path));
        let (path, text) = texts.iter().find(|(_, text)| names_it(text))?;
        let shown = path.strip_prefix(&format!("{package}/")).unwrap_or(path);
        let title = format!("Write an implementation of the phrases of '@{}' in {shown}", skeleton.machine);
        Some(self.insert_code(title, (path, text), (text.len() as u32, appended(text, skeleton))))
    }

    fn insert_code(
        &self,
        title: String,
        (path, text): (&str, &str),
        (at, new_text): (u32, String),
    ) -> CodeAction {
        let place = LineIndex::new(text).position(text, at, self.client.encoding);
        let edit = TextEdit { range: Range { start: place, end: place }, new_text };
        CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            edit: Some(self.edit_files(BTreeMap::from([(path.to_owned(), vec![edit])]))),
            ..CodeAction::default()
        }
    }

    /// The specifications that a Rust file names, as links.
    pub(super) fn rust_links(&mut self, document: &TextDocumentIdentifier) -> Vec<DocumentLink> {
        let links = self.named_by(document);
        let link = |(range, target): (Range, String)| DocumentLink {
            range,
            target: Some(Uri(target)),
            tooltip: None,
            data: None,
        };
        links.into_iter().map(link).collect()
    }

    /// The specification that a Rust file names at a place.
    pub(super) fn rust_definition(
        &mut self,
        document: &TextDocumentIdentifier,
        at: Position,
    ) -> Vec<Location> {
        let holds = |range: &Range| {
            let place = |position: Position| (position.line, position.character);
            place(range.start) <= place(at) && place(at) <= place(range.end)
        };
        let here = self.named_by(document).into_iter().filter(|(range, _)| holds(range));
        let start = Position { line: 0, character: 0 };
        here.map(|(_, target)| Location { uri: Uri(target), range: Range { start, end: start } }).collect()
    }

    /// The places in a Rust file at which it names a specification, with its address.
    fn named_by(&mut self, document: &TextDocumentIdentifier) -> Vec<(Range, String)> {
        let path = uri::path_of(&document.uri.0);
        let Some(package) = package_of(&path) else { return Vec::new() };
        let Some(text) = self.read_text(&path) else { return Vec::new() };
        let lines = LineIndex::new(&text);
        let mut found = Vec::new();
        for (range, name) in named_specifications(&text) {
            let target = join(&format!("{package}/"), name);
            if Path::new(&target).is_file() || self.files.document(&target).is_some() {
                found.push((lines.range(&text, range, self.client.encoding), self.files.uri(&target)));
            }
        }
        found
    }
}

/// Whether a document is Rust code.
pub(super) fn is_rust(document: &TextDocumentIdentifier) -> bool {
    document.uri.0.ends_with(".rs")
}

/// The folder of the package of a file.
fn package_of(path: &str) -> Option<String> {
    let folder = Path::new(path).parent().filter(|_| uri::is_file(path))?;
    let package = folder.ancestors().find(|folder| folder.join(MANIFEST).is_file())?;
    Some(package.to_str()?.replace('\\', "/"))
}

/// ``Write the Rust function 'cart_is_valid' for 'Shop' in src/shop.rs``.
fn write_title(function: &Function, of: &Implementation, path: &str, package: &str) -> String {
    let shown = path.strip_prefix(&format!("{package}/")).unwrap_or(path);
    let kind = if of.is_async { "async Rust function" } else { "Rust function" };
    format!("Write the {kind} '{}' for '{}' in {shown}", function.name, of.target)
}
