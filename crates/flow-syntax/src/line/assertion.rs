//! `assertion`: the lines of `expect:` that are no conditions (reference#stories), without the lines below them.
//!
//! A line is tried as one of these forms by its words; any other is a condition or a phrase. Whether actors and
//! events exist is not asked here.

use crate::ast::{Assertion, AssertionKind, HistoryVerb, Name, Not, Nth, Transition, TurnedAway};
use crate::diagnostic;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::line::condition::not_in;
use crate::line::payload::Payload;
use crate::line::{Piece, Reader, Token};

const FORMS: [&str; 7] = [
    "= @actor received :event with name: 1",
    "= @actor did not receive :event",
    "= :event was emitted to @actor with name: 1",
    "= :event was not emitted",
    "= :event was rejected",
    "= :event was refused with \"reason\"",
    "= @machine rejected :event",
];

/// The tokens of an assertion, by what they are.
#[derive(Default)]
struct Parts<'l> {
    actor: Option<Name>,
    event: Option<Name>,
    negated: bool,
    turned: Option<TurnedAway>,
    /// The number of events, or the text of a refusal.
    value: Option<Token<'l>>,
    action: Option<Token<'l>>,
    payload: Payload,
}

impl Reader<'_> {
    /// The text after the `=` of an assertion, and the `with:` of the table below it.
    pub(crate) fn read_assertion(&mut self, piece: Piece<'_>) -> Option<(Assertion, Payload)> {
        if let Some(message) = self.try_fast_message(piece) {
            return Some(message);
        }
        let span = self.piece_span(piece);
        if may_be_special(piece.text)
            && let Ok(mut tokens) = self.read(Rule::assertion_line, piece)
        {
            let token = tokens.next()?;
            let (kind, payload) = self.read_special_assertion(token)?;
            if !is_sentence(&kind) {
                return Some((Assertion { kind, span }, payload));
            }
        }
        if is_message(piece.text) {
            self.read_form(Rule::assertion_line, piece, &FORMS);
            return None;
        }
        let kind = AssertionKind::Condition(self.read_condition(piece)?);
        Some((Assertion { kind, span }, Payload::default()))
    }

    fn read_special_assertion(&mut self, token: Token<'_>) -> Option<(AssertionKind, Payload)> {
        let rule = token.as_rule();
        if let Rule::history | Rule::members_in | Rule::variable_of | Rule::left_waiting = rule {
            let kind = match rule {
                Rule::history => self.read_history(token)?,
                Rule::left_waiting => {
                    let not = not_in(&token);
                    let subject = self.read_words(&token.into_inner().next()?);
                    AssertionKind::LeftWaiting { subject, not }
                }
                Rule::members_in => {
                    let (members, not, states) = self.read_members(token)?;
                    AssertionKind::Members { members, not, states }
                }
                _ => {
                    let (variable, members, op, value) = self.read_variable_of(token)?;
                    AssertionKind::VariableOf { variable, members, op, value }
                }
            };
            return Some((kind, Payload::default()));
        }
        let parts = self.read_assertion_parts(token)?;
        let not = if parts.negated { Not::Negated } else { Not::Plain };
        let with = parts.payload.fields;
        let payload = Payload { fields: Vec::new(), table: parts.payload.table };
        let kind = match rule {
            Rule::got => AssertionKind::Received { actor: parts.actor?, not, event: parts.event, with },
            Rule::counted => {
                AssertionKind::ReceivedCount { actor: parts.actor?, count: self.read_expr(parts.value?)? }
            }
            Rule::sent => AssertionKind::Emitted { event: parts.event?, not, to: parts.actor, with },
            Rule::turned_away | Rule::turning_away | Rule::none_turned_away => {
                let not = if rule == Rule::none_turned_away { Not::Negated } else { not };
                let with = match parts.value {
                    Some(value) => Some(self.read_expr(value)?),
                    None => None,
                };
                AssertionKind::TurnedAway {
                    how: parts.turned?,
                    event: parts.event,
                    by: parts.actor,
                    not,
                    with,
                }
            }
            _ => AssertionKind::Called { action: self.read_phrase_parts(parts.action?)?, not, with },
        };
        Some((kind, payload))
    }

    fn read_assertion_parts<'l>(&mut self, token: Token<'l>) -> Option<Parts<'l>> {
        let mut parts = Parts::default();
        for token in token.into_inner() {
            match token.as_rule() {
                Rule::actor => parts.actor = Some(self.read_name(&token)),
                Rule::receiver => parts.actor = self.read_actor_in(token),
                Rule::event => parts.event = Some(self.read_name(&token)),
                Rule::not | Rule::did_not => parts.negated = true,
                Rule::expr => parts.value = Some(token),
                Rule::turned => parts.turned = Some(turned_away(&token)),
                Rule::action => parts.action = Some(token),
                _ => self.add_payload(&mut parts.payload, token)?,
            }
        }
        Some(parts)
    }

    /// The number in a `(2)` after an event: which of several of its name.
    pub(crate) fn read_nth(&mut self, token: Token<'_>) -> Option<Nth> {
        let span = self.span(&token);
        let number = token.into_inner().next()?.as_str().parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.report(diagnostic::Name::Syntax, span, "events are counted from 1");
        }
        Some(Nth { number: number?, span })
    }

    /// The actor in a `to @actor` or `from @actor`.
    pub(crate) fn read_actor_in(&mut self, token: Token<'_>) -> Option<Name> {
        let actor = token.into_inner().find(|inner| inner.as_rule() == Rule::actor)?;
        Some(self.read_name(&actor))
    }

    fn read_history(&mut self, token: Token<'_>) -> Option<AssertionKind> {
        let mut tokens = token.into_inner();
        let subject = self.read_words(&tokens.next()?);
        let verb = read_history_verb(tokens.next()?);
        Some(AssertionKind::History { subject, verb, state: self.read_name(&tokens.next()?) })
    }
}

/// Whether an assertion about states is a sentence around one: a phrase with a state in it, which the model reports.
fn is_sentence(kind: &AssertionKind) -> bool {
    matches!(kind, AssertionKind::History { subject, .. } if !Transition::is_subject(&subject.text))
}

pub(crate) fn turned_away(token: &Token<'_>) -> TurnedAway {
    if token.as_str() == "refused" { TurnedAway::Refused } else { TurnedAway::Rejected }
}

/// Whether an assertion can be another than a condition: all others begin with an event, name an actor, or have such a word.
fn may_be_special(text: &str) -> bool {
    text.starts_with(':')
        || text.ends_with(" waiting")
        || text.starts_with("nothing ")
        || text.contains('@')
        || text.split_whitespace().any(|word| word == "has" || word.starts_with("called"))
}

/// Whether an assertion begins like one about an event that was sent: then it is malformed, and no phrase.
fn is_message(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (subject, rest) = (words.next().unwrap_or_default(), words.take(4).gather());
    match rest[..] {
        ["received", event, ..] | ["did", "not", "receive", event] => {
            subject.starts_with('@') && event.starts_with(':')
        }
        ["was", "emitted" | "rejected" | "refused", ..]
        | ["was", "not", "emitted" | "rejected" | "refused", ..] => subject.starts_with(':'),
        ["rejected" | "refused", event, ..] => subject.starts_with('@') && event.starts_with(':'),
        _ => false,
    }
}

fn read_history_verb(token: Token<'_>) -> HistoryVerb {
    let mut verb = HistoryVerb::HasBeenIn;
    for word in token.into_inner() {
        match word.as_rule() {
            Rule::entered => verb = HistoryVerb::HasEntered,
            Rule::never => verb = HistoryVerb::HasNeverBeenIn,
            _ => {}
        }
    }
    verb
}
