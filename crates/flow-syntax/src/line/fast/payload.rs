//! `payload`: emits, `with` lines and assertions about events, with what they carry (reference#handlers, reference#stories).
//!
//! A table is on lines of its own; this file finds only the place of its `with:`.

use super::parts::{Part, is_name};
use super::{FastLine, Reader};
use crate::ast::{Assertion, AssertionKind, Expr, ExprKind, Field, Not};
use crate::line::Piece;
use crate::line::payload::Payload;
use crate::line::value::shrink_to_fit;

impl Reader<'_> {
    /// A `with` line.
    pub(crate) fn try_fast_with(&self, piece: Piece<'_>) -> Option<Payload> {
        let line = self.split_fast(piece)?;
        line.read_payload(line.parts())
    }

    /// `@actor received :event …`, `:event was emitted …`.
    pub(crate) fn try_fast_message(&self, piece: Piece<'_>) -> Option<(Assertion, Payload)> {
        let line = self.split_fast(piece)?;
        let (kind, payload) = match line.parts() {
            [Part::Actor(actor), rest @ ..] => line.read_received(actor, rest)?,
            [Part::Event(event), Part::Word("was"), rest @ ..] => line.read_emitted(event, rest)?,
            _ => return None,
        };
        Some((Assertion { kind, span: line.whole() }, payload))
    }
}

impl<'l> FastLine<'l> {
    fn read_received(&self, actor: &str, rest: &[Part<'l>]) -> Option<(AssertionKind, Payload)> {
        let (not, event, rest) = match rest {
            [Part::Word("received"), Part::Event(event), rest @ ..] => (Not::Plain, event, rest),
            [Part::Word("did"), Part::Word("not"), Part::Word("receive"), Part::Event(event), rest @ ..] => {
                (Not::Negated, event, rest)
            }
            _ => return None,
        };
        let Payload { fields: with, table } = self.opt_payload(rest)?;
        let kind = AssertionKind::Received {
            actor: self.read_name(actor),
            not,
            event: Some(self.read_name(event)),
            with,
        };
        Some((kind, Payload { fields: Vec::new(), table }))
    }

    fn read_emitted(&self, event: &str, rest: &[Part<'l>]) -> Option<(AssertionKind, Payload)> {
        let (not, rest) = match rest {
            [Part::Word("emitted"), rest @ ..] => (Not::Plain, rest),
            [Part::Word("not"), Part::Word("emitted"), rest @ ..] => (Not::Negated, rest),
            _ => return None,
        };
        let (to, rest) = match rest {
            [Part::Word("to"), Part::Actor(to), rest @ ..] => (Some(self.read_name(to)), rest),
            _ => (None, rest),
        };
        let Payload { fields: with, table } = self.opt_payload(rest)?;
        let kind = AssertionKind::Emitted { event: self.read_name(event), not, to, with };
        Some((kind, Payload { fields: Vec::new(), table }))
    }

    /// The payload of `with …`, if any.
    pub(crate) fn opt_payload(&self, parts: &[Part<'l>]) -> Option<Payload> {
        if parts.is_empty() { Some(Payload::default()) } else { self.read_payload(parts) }
    }

    /// `with:`, or `with $a, name: E`.
    fn read_payload(&self, parts: &[Part<'l>]) -> Option<Payload> {
        let [Part::Word("with"), rest @ ..] = parts else { return None };
        if let [Part::Sign(":")] = rest {
            return Some(Payload { fields: Vec::new(), table: self.span_of(parts) });
        }
        let fields = rest.split(|part| *part == Part::Sign(",")).map(|field| self.read_field(field));
        Some(Payload { fields: shrink_to_fit(fields.collect::<Option<_>>()?), table: None })
    }

    fn read_field(&self, parts: &[Part<'l>]) -> Option<Field> {
        let span = self.span_of(parts)?;
        match parts {
            [Part::Variable(variable)] => {
                let path = self.read_path(variable);
                let name = path.root.clone();
                Some(Field {
                    name,
                    ty: None,
                    value: Expr { kind: ExprKind::Path(Box::new(path)), span },
                    span,
                })
            }
            [Part::Word(name), Part::Sign(":"), value @ ..] if is_name(name) => {
                Some(Field { name: self.read_words(name), ty: None, value: self.read_expr(value)?, span })
            }
            _ => None,
        }
    }
}
