//! `fact`: facts about variables, and the typed variable that updates begin with, too.

use super::parts::Part;
use super::{FastLine, Reader};
use crate::ast::{Fact, FactKind, Name, TypeName};
use crate::line::Piece;
use crate::line::types::opt_type;

impl Reader<'_> {
    /// `$x: type is E`.
    pub(crate) fn try_fast_fact(&self, piece: Piece<'_>) -> Option<Fact> {
        let line = self.split_fast(piece)?;
        let (variable, ty, rest) = line.read_typed_variable()?;
        let [Part::Word("is"), value @ ..] = rest else { return None };
        let value = line.read_expr(value)?;
        Some(Fact { kind: FactKind::Variable { variable, ty, value }, span: line.whole() })
    }
}

impl<'l> FastLine<'l> {
    /// `$x` or `$x: type`, and the rest.
    pub(crate) fn read_typed_variable(&self) -> Option<(Name, Option<TypeName>, &[Part<'l>])> {
        let [Part::Variable(variable), rest @ ..] = self.parts() else { return None };
        let (ty, rest) = match rest {
            [Part::Sign(":"), Part::Word(ty), rest @ ..] => (Some(opt_type(ty, self.span(ty))?), rest),
            _ => (None, rest),
        };
        Some((self.read_name(variable), ty, rest))
    }
}
