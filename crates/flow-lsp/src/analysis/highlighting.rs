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
    let mut tokens: Vec<Token> = Vec::new();
    // The mentions around a place, outermost first.
    let mut open: Vec<Open> = Vec::new();
    for mention in mentions.in_file(file) {
        let at = mention.token;
        for number in (0..open.len()).rev() {
            if open[number].end <= at.start {
                let mut ended = open.remove(number);
                tokens.extend(ended.take_words(source, ended.end));
            }
        }
        for around in &mut open {
            tokens.extend(around.take_words(source, at.start));
            around.words.at.start = around.words.at.start.max(at.end);
        }
        open.extend(Open::new(mention));
    }
    for mut ended in open.into_iter().rev() {
        tokens.extend(ended.take_words(source, ended.end));
    }
    if !tokens.is_sorted_by_key(|token| (token.at.start, token.at.end)) {
        tokens.sort_by_key(|token| (token.at.start, token.at.end));
    }
    tokens.dedup_by(|next, first| next.at.start < first.at.end);
    tokens
}

/// A mention of which the words are not all listed yet.
struct Open {
    /// A token of some of its words, from where the next ones can be.
    words: Token,
    end: u32,
}

impl Open {
    /// `None` for a mention without a symbol.
    fn new(mention: &Mention) -> Option<Open> {
        let symbol = mention.symbols.first().or(mention.fields().first());
        let words = Token {
            at: mention.token,
            kind: symbol.and_then(Kind::of)?,
            is_definition: mention.role == Role::Definition,
            is_write: mention.role == Role::Write,
        };
        Some(Open { words, end: mention.token.end })
    }

    /// Its words up to a place, where another name begins, or it ends. Words in several lines are no token.
    fn take_words(&mut self, source: &Source, end: u32) -> Option<Token> {
        let start = self.words.at.start;
        let text = source.text.get(start as usize..end as usize).filter(|text| !text.is_empty())?;
        let is_sign = |sign: Option<&u8>| sign.is_some_and(u8::is_ascii_graphic);
        let (text, start) = match is_sign(text.as_bytes().first()) && is_sign(text.as_bytes().last()) {
            true => (text, start),
            false => (text.trim(), start + (text.len() - text.trim_start().len()) as u32),
        };
        let at = Span { start, end: start + text.len() as u32, ..self.words.at };
        (!text.is_empty() && !text.contains('\n')).then_some(Token { at, ..self.words })
    }
}
