//! `signs`: phrases with a sign of the language in them, for `unknown-step` (reference#signs).
//!
//! A line that no form reads is a phrase. If it names a state or an event, calculates, calls, or joins conditions, it was meant as
//! a form, and a program that answers it as a phrase would do something else. This file decides what a phrase cannot have. A new
//! form needs no change here: its lines are no phrases.

use flow_syntax::ast::{self, Operand, Phrase, PhrasePart};
use flow_syntax::source::Span;
use flow_syntax::{is_operator, read_condition};

use super::Lower;
use super::condition::is_number_literal;
use super::scope::{Scope, Side};
use crate::names::identifier;

/// A sign that no phrase can have.
pub(super) struct Sign {
    /// Its place.
    pub(super) span: Span,
    /// Its kind.
    pub(super) kind: SignKind,
}

/// The kind of a sign in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignKind {
    /// `#state`.
    State,
    /// `:event`.
    Event,
    /// `$a + $b`, `a - b`.
    Operator,
    /// `word($x)`.
    Call,
    /// `$items[0]`.
    Index,
    /// `or`, `and` after a condition.
    Joint,
}

/// The lines that phrases are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A step.
    Action,
    /// A guard.
    Guard,
    /// A fact.
    Fact,
    /// An assertion.
    Assertion,
}

impl Line {
    /// The line of a condition on a side.
    pub(super) fn of_condition(side: Side) -> Line {
        match side {
            Side::Body => Line::Guard,
            Side::Given => Line::Fact,
            Side::Expect | Side::Rule { .. } => Line::Assertion,
        }
    }

    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Line::Action => "step",
            Line::Guard => "guard",
            Line::Fact => "fact",
            Line::Assertion => "assertion",
        }
    }
}

/// Before how many words `and` and `or` of a phrase a condition is looked for, after the first word that can relate its sides: each
/// costs as much as reading the line. One of the first few follows a condition, if any does: a form of the language has none but
/// `between … and …`, apart from names of variables.
const MOST_JOINTS: usize = 16;

/// The words that each condition has one of, but for a variable alone; signs that compare are operators.
const RELATIONS: [&str; 6] = ["is", "has", "contains", "equals", "failed", "fail"];

impl Lower<'_, '_> {
    /// The first sign in a phrase that no phrase can have.
    pub(super) fn opt_sign(&self, scope: &Scope, phrase: &Phrase, line: Line) -> Option<Sign> {
        let joins = matches!(line, Line::Guard | Line::Assertion);
        let (mut joints, mut is_related) = (0, false);
        phrase.parts.iter().enumerate().find_map(|(at, part)| {
            let sign = |span: Span, kind: SignKind| Some(Sign { span, kind });
            match part {
                PhrasePart::State(name) => sign(name.span, SignKind::State),
                PhrasePart::Event(name) => sign(name.span, SignKind::Event),
                PhrasePart::Word(word) if is_operator(&word.text) => {
                    is_related = true;
                    self.is_operation(phrase, at)
                        .then_some(Sign { span: word.span, kind: SignKind::Operator })
                }
                PhrasePart::Word(word) if word.text.starts_with('(') => {
                    is_call(&phrase.parts, at).then_some(Sign { span: word.span, kind: SignKind::Call })
                }
                PhrasePart::Word(word) if joins && matches!(word.text.as_str(), "or" | "and") => {
                    joints += usize::from(is_related);
                    // Without such a word, the words before are at most a variable, perhaps after `not`.
                    let can_follow = is_related || at <= 2;
                    let joins = can_follow
                        && joints <= MOST_JOINTS
                        && self.follows_condition(scope, phrase, word.span);
                    joins.then_some(Sign { span: word.span, kind: SignKind::Joint })
                }
                PhrasePart::Word(word) if RELATIONS.contains(&word.text.as_str()) => {
                    is_related = true;
                    None
                }
                PhrasePart::Value(value) => {
                    opt_glued(&phrase.parts, at).and_then(|kind| sign(value.span, kind))
                }
                _ => None,
            }
        })
    }

    /// Whether an operator is between blanks, or next to a variable.
    fn is_operation(&self, phrase: &Phrase, at: usize) -> bool {
        let text = self.sources.get(phrase.span.file).text.as_bytes();
        let span = phrase.parts[at].span();
        let is_blank = |at: Option<u32>| {
            let byte = at.and_then(|at| text.get(at as usize));
            byte.is_none_or(u8::is_ascii_whitespace)
        };
        let is_apart = is_blank(span.start.checked_sub(1)) && is_blank(Some(span.end));
        let is_variable = |at: Option<usize>| {
            let part = at.and_then(|at| phrase.parts.get(at));
            part.is_some_and(|part| matches!(part, PhrasePart::Variable(_)))
        };
        is_apart || is_variable(at.checked_sub(1)) || is_variable(Some(at + 1))
    }

    /// Whether the words before a place of a phrase are a condition by themselves (reference#conditions).
    fn follows_condition(&self, scope: &Scope, phrase: &Phrase, at: Span) -> bool {
        let before = Span { end: at.start, ..phrase.span };
        let text = self.sources.text(before).trim_end();
        let condition = read_condition(before.file, text, before.start as usize);
        condition.is_some_and(|condition| self.is_language_condition(scope, &condition))
    }

    /// Whether a condition has a form of the language, and is no phrase.
    fn is_language_condition(&self, scope: &Scope, condition: &ast::Condition) -> bool {
        use ast::ConditionKind as Kind;
        let is_value = |operand: &Operand| match operand {
            Operand::Expr(_) => true,
            Operand::Words(words) => self.has_variable(scope, &identifier(&words.text)),
        };
        let are_values = |operands: &[&Operand]| {
            operands.iter().all(|operand| is_value(operand))
                || operands.iter().any(|operand| is_number_literal(operand))
        };
        match &condition.kind {
            Kind::InState { .. } | Kind::Flag(_) | Kind::Failed { .. } => true,
            Kind::Compare { left, right, .. } => are_values(&[left, right]),
            Kind::Between { operand, low, high, .. } => are_values(&[operand, low, high]),
            Kind::OneOf { operand, .. } => is_value(operand),
            Kind::Contains { list, item } => is_value(list) && is_value(item),
            Kind::Empty { operand, .. } | Kind::HasItems { operand } | Kind::HasCount { operand, .. } => {
                is_value(operand)
            }
            Kind::Phrase => false,
        }
    }
}

/// Whether a parenthesis opens the values of a call: it follows a word directly, and a variable is inside. `(s)` is no call.
fn is_call(parts: &[PhrasePart], at: usize) -> bool {
    let is_word =
        |part: &PhrasePart| part.as_word().is_some_and(|word| word.starts_with(char::is_alphabetic));
    let is_value = |part: &PhrasePart| match part {
        PhrasePart::Variable(_) => true,
        PhrasePart::Value(value) => matches!(value.kind, ast::ExprKind::List(_) | ast::ExprKind::Object(_)),
        _ => false,
    };
    let follows = at > 0 && is_word(&parts[at - 1]) && parts[at - 1].span().end == parts[at].span().start;
    let inside =
        parts[at + 1..].iter().take_while(|part| part.as_word().is_none_or(|word| !word.contains(')')));
    let is_closed = parts[at].as_word().is_some_and(|word| word.contains(')'));
    follows && !is_closed && inside.into_iter().any(is_value)
}

/// The kind of a value without a blank before it: `$items[0]`, `$n-1`.
fn opt_glued(parts: &[PhrasePart], at: usize) -> Option<SignKind> {
    let PhrasePart::Value(value) = &parts[at] else { return None };
    let before = &parts[at.checked_sub(1)?];
    if before.span().end != value.span.start {
        return None;
    }
    let is_name = matches!(before, PhrasePart::Variable(_))
        || before.as_word().is_some_and(|word| word.ends_with(char::is_alphanumeric));
    match (&value.kind, before) {
        (ast::ExprKind::List(_) | ast::ExprKind::Object(_), _) if is_name => Some(SignKind::Index),
        (_, PhrasePart::Variable(_)) => Some(SignKind::Operator),
        _ => None,
    }
}
