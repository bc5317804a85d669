//! Places of names: definitions, references, highlights.
//!
//! All of them are read from the mentions. The definition of the path in a `uses:` line is its file.

use flow_model::join;
use flow_model::mentions::{Mention, Mentions, Role, Symbol};
use flow_project::Analysis;
use flow_syntax::source::{FileId, Span};

/// A place where a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name, with its sigil.
    pub at: Span,
    /// Whether it gives the name a value.
    pub is_write: bool,
}

/// The symbols that the name at a place means; several where it names all of them at once.
pub fn symbols_at(mentions: &Mentions, file: FileId, offset: u32) -> Vec<&Symbol> {
    let mention = mentions.mention_at(file, offset);
    mention.into_iter().flat_map(|mention| mention.symbols.iter().chain(mention.fields())).collect()
}

/// Where the name at a place is defined: of an event its handlers, or its emits if there are none.
pub fn definitions(analysis: &Analysis, mentions: &Mentions, file: FileId, offset: u32) -> Vec<Span> {
    if let Some(path) = used_file(analysis, file, offset) {
        return vec![path];
    }
    let symbols = symbols_at(mentions, file, offset);
    let of = |symbol| mentions.mentions_of(symbol).filter(move |of| of.role_for(symbol) == Role::Definition);
    in_order(symbols.into_iter().flat_map(of).map(|mention| mention.token).collect())
}

/// The start of the file that the path at a place names.
fn used_file(analysis: &Analysis, file: FileId, offset: u32) -> Option<Span> {
    let loaded = analysis.program.files.iter().find(|loaded| loaded.id == file)?;
    let holds = |span: Span| span.start <= offset && offset <= span.end;
    let line = loaded.ast.uses.iter().find(|line| holds(line.path.span))?;
    let path = join(&loaded.path, &line.path.text);
    let (id, _) = analysis.program.sources.iter().find(|(_, source)| source.path == path)?;
    Some(Span::new(id, 0, 0))
}

/// Where the name at a place is written, with or without its definitions.
pub fn references(mentions: &Mentions, file: FileId, offset: u32, with_definitions: bool) -> Vec<Span> {
    let symbols = symbols_at(mentions, file, offset);
    let is_wanted = |of: &Mention, symbol| with_definitions || of.role_for(symbol) != Role::Definition;
    let of = |symbol| mentions.mentions_of(symbol).filter(move |of| is_wanted(of, symbol));
    in_order(symbols.into_iter().flat_map(of).map(|mention| mention.token).collect())
}

/// Where the name at a place is written in its file.
pub fn highlights(mentions: &Mentions, file: FileId, offset: u32) -> Vec<Place> {
    let symbols = symbols_at(mentions, file, offset);
    let mut found = Vec::new();
    for mention in mentions.in_file(file) {
        if let Some(symbol) = symbols.iter().find(|symbol| mention.names(symbol)) {
            let is_write = has_value(symbol) && mention.role_for(symbol) != Role::Read;
            found.push(Place { at: mention.token, is_write });
        }
    }
    found
}

/// Whether a symbol is a value that can be set.
fn has_value(symbol: &Symbol) -> bool {
    matches!(
        symbol,
        Symbol::Variable { .. } | Symbol::Field { .. } | Symbol::Item { .. } | Symbol::Member { .. }
    )
}

fn in_order(mut places: Vec<Span>) -> Vec<Span> {
    places.sort();
    places.dedup();
    places
}
