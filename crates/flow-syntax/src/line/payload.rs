//! `payload`: the fields after `with`, on the line of an emit or assertion or on a line of their own (reference#payload-tables).

use crate::ast::Field;
use crate::grammar::Rule;
use crate::line::{Piece, Reader, Token};
use crate::source::Span;

/// The forms of a `with` line.
pub(crate) const WITH_FORMS: [&str; 3] = ["with $a, $b", "with name: 1", "with:"];

/// The payload part of a line.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Payload {
    /// The fields on the line.
    pub(crate) fields: Vec<Field>,
    /// The place of a `with:`, followed by a table on the lines below.
    pub(crate) table: Option<Span>,
}

impl Reader<'_> {
    /// A `with` line under an emit.
    pub(crate) fn with(&mut self, piece: Piece<'_>) -> Option<Payload> {
        if let Some(payload) = self.try_fast_with(piece) {
            return Some(payload);
        }
        let mut payload = Payload::default();
        for token in self.read_form(Rule::with_line, piece, &WITH_FORMS)? {
            self.add_payload(&mut payload, token)?;
        }
        Some(payload)
    }

    /// Takes a `with …` or `with:` token into a payload; it ignores other tokens.
    pub(crate) fn add_payload(&mut self, payload: &mut Payload, token: Token<'_>) -> Option<()> {
        match token.as_rule() {
            Rule::table => payload.table = Some(self.span(&token)),
            Rule::fields => {
                for field in token.into_inner().filter(|inner| inner.as_rule() == Rule::field) {
                    let field = self.read_field(field)?;
                    payload.fields.push(field);
                }
                payload.fields.shrink_to_fit();
            }
            _ => {}
        }
        Some(())
    }

    /// `$a`, or `name: E`. A path is named after its last field.
    fn read_field(&mut self, token: Token<'_>) -> Option<Field> {
        let span = self.span(&token);
        let mut tokens = token.into_inner();
        let first = tokens.next()?;
        let Some(value) = tokens.next() else {
            let value = self.read_operand(first.clone())?;
            let path = self.read_path(&first)?;
            let name = path.fields.last().unwrap_or(&path.root).clone();
            return Some(Field { name, ty: None, value, span });
        };
        Some(Field { name: self.read_name(&first), ty: None, value: self.read_expr(value)?, span })
    }
}
