//! `payload`: emits, `with` lines and assertions about events, with what they carry (language.md §4, §10).
//!
//! A table stands on lines of its own; here only the place of its `with:` is found.

use super::parts::{Part, is_name};
use super::{Reader, Short};
use crate::ast::{Assertion, AssertionKind, Emit, Expr, ExprKind, Field, Not};
use crate::line::Piece;
use crate::line::step::Payload;
use crate::line::value::snug;

impl Reader<'_> {
    /// `emit :event to @actor …`.
    pub(crate) fn opt_short_emit(&self, piece: Piece<'_>) -> Option<(Emit, Payload)> {
        let short = self.opt_short(piece)?;
        let [Part::Word("emit"), Part::Event(event), Part::Word("to"), Part::Actor(to), rest @ ..] =
            short.parts()
        else {
            return None;
        };
        let payload = short.opt_payload(rest)?;
        let emit =
            Emit { event: short.name(event), to: short.name(to), payload: Vec::new(), span: short.whole() };
        Some((emit, payload))
    }

    /// A `with` line.
    pub(crate) fn opt_short_with(&self, piece: Piece<'_>) -> Option<Payload> {
        let short = self.opt_short(piece)?;
        short.payload(short.parts())
    }

    /// `@actor received :event …`, `:event was emitted …`.
    pub(crate) fn opt_short_message(&self, piece: Piece<'_>) -> Option<(Assertion, Payload)> {
        let short = self.opt_short(piece)?;
        let (kind, payload) = match short.parts() {
            [Part::Actor(actor), rest @ ..] => short.received(actor, rest)?,
            [Part::Event(event), Part::Word("was"), rest @ ..] => short.emitted(event, rest)?,
            _ => return None,
        };
        Some((Assertion { kind, span: short.whole() }, payload))
    }
}

impl<'l> Short<'l> {
    fn received(&self, actor: &str, rest: &[Part<'l>]) -> Option<(AssertionKind, Payload)> {
        let (not, event, rest) = match rest {
            [Part::Word("received"), Part::Event(event), rest @ ..] => (Not::Plain, event, rest),
            [Part::Word("did"), Part::Word("not"), Part::Word("receive"), Part::Event(event), rest @ ..] => {
                (Not::Negated, event, rest)
            }
            _ => return None,
        };
        let Payload { fields: with, table } = self.opt_payload(rest)?;
        let kind =
            AssertionKind::Received { actor: self.name(actor), not, event: Some(self.name(event)), with };
        Some((kind, Payload { fields: Vec::new(), table }))
    }

    fn emitted(&self, event: &str, rest: &[Part<'l>]) -> Option<(AssertionKind, Payload)> {
        let (not, rest) = match rest {
            [Part::Word("emitted"), rest @ ..] => (Not::Plain, rest),
            [Part::Word("not"), Part::Word("emitted"), rest @ ..] => (Not::Negated, rest),
            _ => return None,
        };
        let (to, rest) = match rest {
            [Part::Word("to"), Part::Actor(to), rest @ ..] => (Some(self.name(to)), rest),
            _ => (None, rest),
        };
        let Payload { fields: with, table } = self.opt_payload(rest)?;
        let kind = AssertionKind::Emitted { event: self.name(event), not, to, with };
        Some((kind, Payload { fields: Vec::new(), table }))
    }

    /// What `with …` says, if anything stands there.
    fn opt_payload(&self, parts: &[Part<'l>]) -> Option<Payload> {
        if parts.is_empty() { Some(Payload::default()) } else { self.payload(parts) }
    }

    /// `with:`, or `with $a, name: E`.
    fn payload(&self, parts: &[Part<'l>]) -> Option<Payload> {
        let [Part::Word("with"), rest @ ..] = parts else { return None };
        if let [Part::Sign(":")] = rest {
            return Some(Payload { fields: Vec::new(), table: self.span_of(parts) });
        }
        let fields = rest.split(|part| *part == Part::Sign(",")).map(|field| self.field(field));
        Some(Payload { fields: snug(fields.collect::<Option<_>>()?), table: None })
    }

    fn field(&self, parts: &[Part<'l>]) -> Option<Field> {
        let span = self.span_of(parts)?;
        match parts {
            [Part::Variable(variable)] => {
                let path = self.path(variable);
                let name = path.root.clone();
                Some(Field {
                    name,
                    ty: None,
                    value: Expr { kind: ExprKind::Path(Box::new(path)), span },
                    span,
                })
            }
            [Part::Word(name), Part::Sign(":"), value @ ..] if is_name(name) => {
                Some(Field { name: self.words(name), ty: None, value: self.expr(value)?, span })
            }
            _ => None,
        }
    }
}
