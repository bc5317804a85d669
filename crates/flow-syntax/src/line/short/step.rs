//! `step`: the frequent lines of a handler: its head, transitions, updates and timers; and facts about variables.
//!
//! What names a type, a unit or an option twice is left to the grammar's side, which knows what to say of it.

use super::parts::Part;
use super::{Reader, Short};
use crate::ast::{
    Accepted, Duration, Fact, FactKind, Handler, Name, Step, Timer, TimerOp, Transition, TypeName, Update,
    UpdateOp, Visibility,
};
use crate::line::Piece;
use crate::line::step::{bare_handler, opt_time_unit, opt_type};

impl Reader<'_> {
    /// `on :event from @actor in #state`.
    pub(crate) fn opt_short_handler(&self, piece: Piece<'_>) -> Option<Handler> {
        let (visibility, length) = match piece.text.strip_prefix("on")?.as_bytes().first()? {
            b'>' => (Visibility::Public, 3),
            b' ' => (Visibility::Internal, 2),
            _ => return None,
        };
        let short = self.opt_short(Piece { text: &piece.text[length..], start: piece.start + length })?;
        let [Part::Event(event), rest @ ..] = short.parts() else { return None };
        let mut handler = bare_handler(short.name(event), visibility, self.piece_span(piece));
        short.options(&mut handler, rest)?;
        Some(handler)
    }

    /// `order moves to #state`.
    pub(crate) fn opt_short_transition(&self, piece: Piece<'_>) -> Option<Step> {
        let short = self.opt_short(piece)?;
        let (Part::State(state), words) = short.parts().split_last()? else { return None };
        let verb = match words {
            [.., Part::Word("moves" | "transitions" | "changes"), Part::Word("to")] => 2,
            [.., Part::Word("becomes" | "enters")] => 1,
            _ => return None,
        };
        let (subject, verb) = words.split_at(words.len() - verb);
        let subject = match subject {
            [Part::Actor(actor)] => short.name(actor),
            _ => short.joined(subject)?,
        };
        let (verb, state) = (short.joined(verb)?, short.name(state));
        Some(Step::Transition(Transition { subject, verb, state, span: short.whole() }))
    }

    /// `$x becomes E` and its siblings.
    pub(crate) fn opt_short_update(&self, piece: Piece<'_>) -> Option<Update> {
        let short = self.opt_short(piece)?;
        let (variable, ty, rest) = short.typed_variable()?;
        let op = match rest {
            [Part::Word("becomes"), value @ ..] => UpdateOp::Becomes(short.expr(value)?),
            [Part::Word("increases"), Part::Word("by"), value @ ..] => {
                UpdateOp::Increases(short.expr(value)?)
            }
            [Part::Word("decreases"), Part::Word("by"), value @ ..] => {
                UpdateOp::Decreases(short.expr(value)?)
            }
            [Part::Word("adds"), value @ ..] => UpdateOp::Adds(short.expr(value)?),
            [Part::Word("removes"), value @ ..] => UpdateOp::Removes(short.expr(value)?),
            [Part::Word("clears")] => UpdateOp::Clears,
            _ => return None,
        };
        Some(Update { variable, ty, op, span: short.whole() })
    }

    /// `$x: type is E`.
    pub(crate) fn opt_short_fact(&self, piece: Piece<'_>) -> Option<Fact> {
        let short = self.opt_short(piece)?;
        let (variable, ty, rest) = short.typed_variable()?;
        let [Part::Word("is"), value @ ..] = rest else { return None };
        let value = short.expr(value)?;
        Some(Fact { kind: FactKind::Variable { variable, ty, value }, span: short.whole() })
    }

    /// `start timer for …`, `schedule :event for …`, `cancel …`.
    pub(crate) fn opt_short_timer(&self, piece: Piece<'_>) -> Option<Step> {
        let short = self.opt_short(piece)?;
        let op = match short.parts() {
            [Part::Word("start"), Part::Word("timer"), Part::Word("for"), rest @ ..] => {
                TimerOp::Start(short.duration(rest)?)
            }
            [Part::Word("schedule"), Part::Event(event), Part::Word("for"), rest @ ..] => {
                TimerOp::Schedule(short.name(event), short.duration(rest)?)
            }
            [Part::Word("cancel"), Part::Word("timer")] => TimerOp::CancelTimer,
            [Part::Word("cancel"), Part::Event(event)] => TimerOp::CancelEvent(short.name(event)),
            _ => return None,
        };
        Some(Step::Timer(Timer { op, span: short.whole() }))
    }
}

impl<'l> Short<'l> {
    /// What stands behind a handler's event: each at most once.
    fn options(&self, handler: &mut Handler, mut rest: &[Part<'l>]) -> Option<()> {
        while !rest.is_empty() {
            rest = match rest {
                [Part::Word("from"), Part::Actor(actor), rest @ ..] if handler.from.is_none() => {
                    handler.from = Some(self.name(actor));
                    rest
                }
                [Part::Word("in"), Part::Word("any"), Part::Word("state"), behind @ ..]
                    if handler.accepted.is_none() =>
                {
                    handler.accepted = Some(Accepted::Any(self.span_of(&rest[..3])?));
                    behind
                }
                [Part::Word("in"), rest @ ..] if handler.accepted.is_none() => {
                    let (states, rest) = self.states(rest)?;
                    handler.accepted = Some(Accepted::In(states));
                    rest
                }
                _ => return None,
            };
        }
        Some(())
    }

    /// `#a, #b`, and what stands behind.
    pub(super) fn states<'p>(&self, mut parts: &'p [Part<'l>]) -> Option<(Vec<Name>, &'p [Part<'l>])> {
        let mut states = Vec::with_capacity(1);
        while let [Part::State(state), rest @ ..] = parts {
            states.push(self.name(state));
            match rest {
                [Part::Sign(","), rest @ ..] => parts = rest,
                _ => return Some((states, rest)),
            }
        }
        None
    }

    /// `$x` or `$x: type`, and what stands behind.
    fn typed_variable(&self) -> Option<(Name, Option<TypeName>, &[Part<'l>])> {
        let [Part::Variable(variable), rest @ ..] = self.parts() else { return None };
        let (ty, rest) = match rest {
            [Part::Sign(":"), Part::Word(ty), rest @ ..] => (Some(opt_type(ty, self.span(ty))?), rest),
            _ => (None, rest),
        };
        Some((self.name(variable), ty, rest))
    }

    /// `30 seconds`.
    fn duration(&self, parts: &[Part<'l>]) -> Option<Duration> {
        let (Part::Word(unit), amount) = parts.split_last()? else { return None };
        let unit = opt_time_unit(unit)?;
        Some(Duration { amount: self.expr(amount)?, unit, span: self.span_of(parts)? })
    }
}
