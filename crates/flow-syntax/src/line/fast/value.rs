//! `value`: simple parts as a value: operands with signs between them.

use super::parts::Part;
use super::{FastLine, Reader};
use crate::ast::{Expr, ExprKind, Literal, Name, Path};
use crate::line::Piece;
use crate::line::value::{Sum, binary_op, number_literal};

impl Reader<'_> {
    /// A piece that is one value.
    pub(crate) fn try_fast_value(&self, piece: Piece<'_>) -> Option<Expr> {
        let line = self.split_fast(piece)?;
        line.read_expr(line.parts())
    }

    /// A piece that is a name without sigil.
    pub(crate) fn try_fast_name(&self, piece: Piece<'_>) -> Option<Name> {
        let line = self.split_fast(piece)?;
        match line.parts() {
            [Part::Word(word)] if super::parts::is_name(word) => Some(line.read_words(word)),
            _ => None,
        }
    }
}

impl<'l> FastLine<'l> {
    /// Parts as a value: `$a`, `5 * $a + 2`.
    pub(crate) fn read_expr(&self, parts: &[Part<'l>]) -> Option<Expr> {
        let (first, rest) = parts.split_first()?;
        let mut sum = Sum::new(self.read_operand(*first)?);
        let mut pairs = rest.chunks_exact(2);
        for pair in &mut pairs {
            let [Part::Sign(sign @ ("+" | "-" | "*" | "/")), operand] = pair else { return None };
            sum = sum.push(binary_op(sign), self.read_operand(*operand)?);
        }
        pairs.remainder().is_empty().then(|| sum.finish())
    }

    fn read_operand(&self, part: Part<'l>) -> Option<Expr> {
        let kind = match part {
            Part::Variable(name) => ExprKind::Path(Box::new(self.read_path(name))),
            Part::Actor(name) => ExprKind::Actor(Box::new(self.read_name(name))),
            Part::Number(_) | Part::Text(_) | Part::Word("true" | "false" | "empty") => literal(part),
            _ => return None,
        };
        Some(Expr { kind, span: self.span(part.text()) })
    }

    /// `$item` alone: the grammar reads paths with fields.
    pub(crate) fn read_path(&self, written: &'l str) -> Path {
        Path { root: self.read_name(written), fields: Vec::new(), span: self.span(written) }
    }
}

/// The value of a literal; `empty` for other parts.
pub(super) fn literal(part: Part<'_>) -> ExprKind {
    ExprKind::Literal(match part {
        Part::Number(text) => number_literal(text),
        Part::Text(text) => Literal::Text(text[1..text.len() - 1].to_owned()),
        Part::Word(text @ ("true" | "false")) => Literal::Boolean(text == "true"),
        _ => Literal::Empty,
    })
}
