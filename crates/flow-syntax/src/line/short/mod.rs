//! `short`: the short way for lines whose parts stand between blanks, which is most of them.
//!
//! Reads what the grammar would read, at a tenth of the cost, and leaves everything else to it: parentheses, lists, escapes,
//! capitals in names, letters outside of ASCII, and all that is wrong. `flow.pest` says what lines are; a test holds every short
//! reading against the grammar's. Nothing is reported here.

mod condition;
mod parts;
mod payload;
mod step;
mod value;

use crate::ast::{Expr, ExprKind, Literal, Name, Phrase, PhrasePart};
use crate::line::{Piece, Reader};
use crate::source::{FileId, Span};
use parts::{Part, Parts};

/// By which way lines are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Way {
    /// By the short one where it leads somewhere, else by the grammar.
    #[default]
    Short,
    /// By the grammar alone: what the short way is held against.
    #[cfg(test)]
    Grammar,
}

/// A piece whose parts are all simple.
pub(super) struct Short<'l> {
    file: FileId,
    piece: Piece<'l>,
    parts: Parts<'l>,
}

impl Reader<'_> {
    /// The parts of a piece; `None` where one of them is not simple.
    pub(super) fn opt_short<'l>(&self, piece: Piece<'l>) -> Option<Short<'l>> {
        if self.way != Way::Short {
            return None;
        }
        Some(Short { file: self.file, piece, parts: Parts::of(piece.text)? })
    }

    /// The cells of a table's row that has neither texts nor brackets.
    pub(crate) fn opt_short_cells<'l>(&self, piece: Piece<'l>) -> Option<Vec<Piece<'l>>> {
        let inner = piece.text.strip_prefix('|')?.strip_suffix('|')?;
        if self.way != Way::Short || inner.contains(['"', '(', '[', '{']) {
            return None;
        }
        let mut start = piece.start + 1;
        let cells = inner.split('|').map(|text| {
            let cell = Piece { text, start };
            start += text.len() + 1;
            cell.trimmed()
        });
        Some(cells.collect())
    }

    /// A phrase of simple parts.
    pub(crate) fn opt_short_phrase(&self, piece: Piece<'_>) -> Option<Phrase> {
        Some(self.opt_short(piece)?.phrase())
    }
}

impl<'l> Short<'l> {
    fn parts(&self) -> &[Part<'l>] {
        self.parts.as_slice()
    }

    fn phrase(&self) -> Phrase {
        let parts = self.parts().iter().map(|part| self.phrase_part(*part)).collect();
        Phrase { parts, span: self.whole() }
    }

    fn phrase_part(&self, part: Part<'l>) -> PhrasePart {
        match part {
            Part::Actor(name) => PhrasePart::Actor(self.name(name)),
            Part::Event(name) => PhrasePart::Event(self.name(name)),
            Part::State(name) => PhrasePart::State(self.name(name)),
            Part::Variable(name) => PhrasePart::Variable(Box::new(self.path(name))),
            Part::Number(text) | Part::Text(text) => {
                PhrasePart::Value(Box::new(Expr { kind: value::literal(part), span: self.span(text) }))
            }
            Part::Word(text @ ("true" | "false")) => {
                let kind = ExprKind::Literal(Literal::Boolean(text == "true"));
                PhrasePart::Value(Box::new(Expr { kind, span: self.span(text) }))
            }
            Part::Word(text) | Part::Sign(text) => PhrasePart::Word(self.words(text)),
        }
    }

    /// The place of the whole piece.
    fn whole(&self) -> Span {
        Span::new(self.file, self.piece.start, self.piece.start + self.piece.text.len())
    }

    /// The place of a text of the piece.
    fn span(&self, text: &str) -> Span {
        let start = self.piece.start + (text.as_ptr() as usize - self.piece.text.as_ptr() as usize);
        Span::new(self.file, start, start + text.len())
    }

    /// The place of parts that stand side by side.
    fn span_of(&self, parts: &[Part<'l>]) -> Option<Span> {
        Some(self.span(parts.first()?.text()).to(self.span(parts.last()?.text())))
    }

    /// A name with its sigil.
    fn name(&self, written: &str) -> Name {
        Name { text: written[1..].to_owned(), span: self.span(written) }
    }

    /// A text as it stands.
    fn words(&self, text: &str) -> Name {
        Name { text: text.to_owned(), span: self.span(text) }
    }

    /// Plain words as a name, one blank between them.
    fn joined(&self, parts: &[Part<'l>]) -> Option<Name> {
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
