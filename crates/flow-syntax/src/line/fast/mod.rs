//! `fast`: a hand-written parser for lines with tokens that are separated by blanks, as in most lines.
//!
//! It accepts a subset of the grammar at a tenth of the cost. Everything else is left to the grammar: parentheses, lists,
//! escapes, capitals in names, letters outside of ASCII, and every malformed line. `flow.pest` stays the definition of the
//! language: the test `fast_parity` compares both parsers. This module reports no diagnostics.

mod condition;
mod fact;
mod handler;
mod parts;
mod payload;
mod value;

use crate::ast::{Expr, ExprKind, Literal, Name, Phrase, PhrasePart};
use crate::gather::Gather;
use crate::line::{Piece, Reader};
use crate::source::{FileId, Span};
pub(crate) use parts::Part;
use parts::Parts;

/// Which parsers lines are read by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ReadMode {
    /// By the fast parser, then by the grammar if the fast parser does not accept the line.
    #[default]
    FastFirst,
    /// By the grammar alone: the reference for the fast parser.
    #[cfg(test)]
    GrammarOnly,
}

/// A piece with only simple parts.
pub(crate) struct FastLine<'l> {
    file: FileId,
    piece: Piece<'l>,
    parts: Parts<'l>,
}

impl Reader<'_> {
    /// The parts of a piece; `None` where one of them is not simple.
    pub(crate) fn split_fast<'l>(&self, piece: Piece<'l>) -> Option<FastLine<'l>> {
        if self.mode != ReadMode::FastFirst {
            return None;
        }
        Some(FastLine { file: self.file, piece, parts: Parts::of(piece.text)? })
    }

    /// The cells of a table's row that has neither texts nor brackets.
    pub(crate) fn try_fast_cells<'l>(&self, piece: Piece<'l>) -> Option<Vec<Piece<'l>>> {
        let inner = piece.text.strip_prefix('|')?.strip_suffix('|')?;
        if self.mode != ReadMode::FastFirst || inner.contains(['"', '(', '[', '{']) {
            return None;
        }
        let mut start = piece.start + 1;
        let cells = inner.split('|').map(|text| {
            let cell = Piece { text, start };
            start += text.len() + 1;
            cell.trimmed()
        });
        Some(cells.gather())
    }

    /// A phrase of simple parts.
    pub(crate) fn try_fast_phrase(&self, piece: Piece<'_>) -> Option<Phrase> {
        Some(self.split_fast(piece)?.read_phrase())
    }
}

impl<'l> FastLine<'l> {
    pub(crate) fn parts(&self) -> &[Part<'l>] {
        self.parts.as_slice()
    }

    fn read_phrase(&self) -> Phrase {
        let parts = self.parts().iter().map(|part| self.read_phrase_part(*part)).gather();
        Phrase { parts, span: self.whole() }
    }

    /// Adjacent parts as a phrase.
    pub(crate) fn read_phrase_of(&self, parts: &[Part<'l>]) -> Option<Phrase> {
        let span = self.span_of(parts)?;
        Some(Phrase { parts: parts.iter().map(|part| self.read_phrase_part(*part)).gather(), span })
    }

    fn read_phrase_part(&self, part: Part<'l>) -> PhrasePart {
        match part {
            Part::Actor(name) => PhrasePart::Actor(self.read_name(name)),
            Part::Event(name) => PhrasePart::Event(self.read_name(name)),
            Part::State(name) => PhrasePart::State(self.read_name(name)),
            Part::Variable(name) => PhrasePart::Variable(Box::new(self.read_path(name))),
            Part::Number(text) | Part::Text(text) => {
                PhrasePart::Value(Box::new(Expr { kind: value::literal(part), span: self.span(text) }))
            }
            Part::Word(text @ ("true" | "false")) => {
                let kind = ExprKind::Literal(Literal::Boolean(text == "true"));
                PhrasePart::Value(Box::new(Expr { kind, span: self.span(text) }))
            }
            Part::Word(text) | Part::Sign(text) => PhrasePart::Word(self.read_words(text)),
        }
    }

    /// The place of the whole piece.
    pub(crate) fn whole(&self) -> Span {
        Span::new(self.file, self.piece.start, self.piece.start + self.piece.text.len())
    }

    /// The place of a text of the piece.
    fn span(&self, text: &str) -> Span {
        let start = self.piece.start + (text.as_ptr() as usize - self.piece.text.as_ptr() as usize);
        Span::new(self.file, start, start + text.len())
    }

    /// The span of adjacent parts.
    pub(crate) fn span_of(&self, parts: &[Part<'l>]) -> Option<Span> {
        Some(self.span(parts.first()?.text()).to(self.span(parts.last()?.text())))
    }

    /// A name with its sigil.
    pub(crate) fn read_name(&self, written: &str) -> Name {
        Name { text: written[1..].to_owned(), span: self.span(written) }
    }

    /// A text as a name.
    fn read_words(&self, text: &str) -> Name {
        Name { text: text.to_owned(), span: self.span(text) }
    }

    /// Plain words as a name, one blank between them.
    pub(crate) fn join_words(&self, parts: &[Part<'l>]) -> Option<Name> {
        let mut text = String::with_capacity(parts.iter().map(|part| part.text().len() + 1).sum());
        for part in parts {
            let Part::Word(word) = part else { return None };
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Some(Name { text, span: self.span_of(parts)? })
    }
}
