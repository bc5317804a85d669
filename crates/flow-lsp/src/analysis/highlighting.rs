//! Semantic tokens: what names mean, for colours that a grammar of lines cannot give.
//!
//! A grammar knows sigils; only the model knows whether `$x` is a variable or a field of the event, whether `@x` is a machine or an
//! actor outside, and which words are a phrase. Only names are tokens; the grammar of the editor colours the rest.

use flow_model::mentions::{Mention, Mentions, Role, Symbol};
use flow_syntax::source::{FileId, Source, Span};

/// One name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place, in one line.
    pub at: Span,
    /// Its kind.
    pub kind: Kind,
    /// Whether it introduces the name.
    pub is_definition: bool,
    /// Whether it gives the name a value.
    pub is_write: bool,
}

/// The kinds of names, in the order of [`Kind::NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Machine,
    Actor,
    State,
    Event,
    Variable,
    Field,
    Member,
    Phrase,
    Scenario,
    Reserved,
}

impl Kind {
    /// The types of the protocol that the kinds are shown as.
    pub const NAMES: &[&str] = &[
        "class",
        "interface",
        "enumMember",
        "event",
        "variable",
        "parameter",
        "property",
        "function",
        "namespace",
        "keyword",
    ];

    fn of(symbol: &Symbol) -> Option<Kind> {
        Some(match symbol {
            Symbol::Machine(_) => Kind::Machine,
            Symbol::Actor(_) => Kind::Actor,
            Symbol::State { .. } | Symbol::Group { .. } => Kind::State,
            Symbol::Event { .. } => Kind::Event,
            Symbol::Variable { .. } | Symbol::Item { .. } => Kind::Variable,
            Symbol::Field { .. } | Symbol::Parameter { .. } => Kind::Field,
            Symbol::Member { .. } => Kind::Member,
            Symbol::Phrase { .. } => Kind::Phrase,
            Symbol::Scenario { .. } | Symbol::System => Kind::Scenario,
            Symbol::Reserved(_) => Kind::Reserved,
        })
    }
}

/// The names of a file, in order, without overlaps: the words of a phrase are those around the names in it.
pub fn tokens(source: &Source, mentions: &Mentions, file: FileId) -> Vec<Token> {
    let all = mentions.in_file(file);
    let mut tokens: Vec<Token> = Vec::new();
    for (at, mention) in all.iter().enumerate() {
        let symbol = mention.symbols.first().or(mention.fields().first());
        let Some(kind) = symbol.and_then(Kind::of) else { continue };
        let inner = all[at + 1..].iter().take_while(|inner| inner.token.start < mention.token.end);
        let inner: Vec<Span> = inner.map(|inner| inner.token).collect();
        for part in words_between(source, mention, &inner) {
            tokens.push(Token {
                at: part,
                kind,
                is_definition: mention.role == Role::Definition,
                is_write: mention.role == Role::Write,
            });
        }
    }
    tokens.sort_by_key(|token| (token.at.start, token.at.end));
    tokens.dedup_by(|next, first| next.at.start < first.at.end);
    tokens
}

/// The parts of a mention outside of the names in it; without any it is one part.
fn words_between(source: &Source, mention: &Mention, inner: &[Span]) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = mention.token.start;
    let end = Span { start: mention.token.end, ..mention.token };
    for next in inner.iter().chain([&end]) {
        let text = source.text.get(start as usize..next.start as usize).unwrap_or_default();
        let trimmed = text.trim();
        let is_line = !trimmed.contains('\n');
        if !trimmed.is_empty() && is_line {
            let at = start + (text.len() - text.trim_start().len()) as u32;
            parts.push(Span { start: at, end: at + trimmed.len() as u32, ..mention.token });
        }
        start = start.max(next.end);
    }
    parts
}
