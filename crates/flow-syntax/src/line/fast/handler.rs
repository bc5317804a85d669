//! `handler`: the `on` line of a handler.
//!
//! Repeated options are left to the reader of the grammar, which reports them.

use super::parts::Part;
use super::{FastLine, Reader};
use crate::ast::{Accepted, Declaration, DeclaredField, Handler, Name, Visibility};
use crate::line::Piece;
use crate::line::handler::bare_handler;
use crate::line::types::opt_type;
use crate::line::value::shrink_to_fit;
use crate::source::Span;

impl Reader<'_> {
    /// `on :event from @actor in #state`.
    pub(crate) fn try_fast_handler(&self, piece: Piece<'_>) -> Option<Handler> {
        let (visibility, length) = match piece.text.strip_prefix("on")?.as_bytes().first()? {
            b'>' => (Visibility::Public, 3),
            b' ' => (Visibility::Internal, 2),
            _ => return None,
        };
        let line = self.split_fast(Piece { text: &piece.text[length..], start: piece.start + length })?;
        let [Part::Event(event), rest @ ..] = line.parts() else { return None };
        let mut handler = bare_handler(line.read_name(event), visibility, self.piece_span(piece));
        line.read_options(&mut handler, rest)?;
        Some(handler)
    }
}

impl<'l> FastLine<'l> {
    /// The options after a handler's event: each at most once.
    fn read_options(&self, handler: &mut Handler, mut rest: &[Part<'l>]) -> Option<()> {
        while !rest.is_empty() {
            rest = match rest {
                [Part::Word("from"), Part::Actor(actor), rest @ ..] if handler.from.is_none() => {
                    handler.from = Some(self.read_name(actor));
                    // Several senders are left to the grammar, which finds repeated ones.
                    if let [Part::Sign(_), ..] = rest {
                        return None;
                    }
                    rest
                }
                [Part::Word("in"), Part::Word("any"), Part::Word("state"), behind @ ..]
                    if handler.accepted.is_none() =>
                {
                    let (except, behind) = match behind {
                        [Part::Word("except"), states @ ..] => self.read_states(states)?,
                        _ => (Vec::new(), behind),
                    };
                    handler.accepted = Some(Accepted::Any(except));
                    behind
                }
                [Part::Word("in"), rest @ ..] if handler.accepted.is_none() => {
                    let (states, rest) = self.read_states(rest)?;
                    handler.accepted = Some(Accepted::In(states));
                    rest
                }
                [Part::Word("with"), fields @ ..] => {
                    handler.declared = Some(self.read_declaration(fields, self.span_of(rest)?)?);
                    &[]
                }
                _ => return None,
            };
        }
        Some(())
    }

    /// `$subject: string, $urgent`. Choices, lists and repeated names are left to the grammar.
    fn read_declaration(&self, mut parts: &[Part<'l>], span: Span) -> Option<Declaration> {
        let mut fields: Vec<DeclaredField> = Vec::with_capacity(2);
        loop {
            let end = parts.iter().position(|part| *part == Part::Sign(",")).unwrap_or(parts.len());
            let (field, rest) = parts.split_at(end);
            let (variable, ty) = match field {
                [Part::Variable(name)] => (name, None),
                [Part::Variable(name), Part::Sign(":"), Part::Word(ty)] => {
                    (name, Some(opt_type(ty, self.span(ty))?))
                }
                _ => return None,
            };
            let name = self.read_name(variable);
            if fields.iter().any(|known| known.name.text == name.text) {
                return None;
            }
            fields.push(DeclaredField { name, ty, span: self.span_of(field)? });
            match rest {
                [_, rest @ ..] => parts = rest,
                [] => return Some(Declaration { fields: shrink_to_fit(fields), is_table: false, span }),
            }
        }
    }

    /// `#a, #b`, and the rest.
    pub(super) fn read_states<'p>(&self, mut parts: &'p [Part<'l>]) -> Option<(Vec<Name>, &'p [Part<'l>])> {
        let mut states = Vec::with_capacity(1);
        while let [Part::State(state), rest @ ..] = parts {
            states.push(self.read_name(state));
            match rest {
                [Part::Sign(","), rest @ ..] => parts = rest,
                _ => return Some((states, rest)),
            }
        }
        None
    }
}
