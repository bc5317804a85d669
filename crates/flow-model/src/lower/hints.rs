//! `hints`: phrases that are something else in other notations, for `unknown-step` and `bare-word` (reference#phrases).
//!
//! `send :thanks to @customer`, `? order is #paid`, `? $n more than 3`: as phrases, the program would have to implement them, which
//! is hardly intended. Which lines these are is in the tables of `flow_syntax::hints`; this file gives them the tokens of a parsed
//! phrase, and the names of its machine. A line with a sign that phrases cannot have is an error, any other stays a phrase.

use flow_syntax::ast::{Phrase, PhrasePart};
use flow_syntax::diagnostic::Name;
use flow_syntax::hints::{Found, Line, Place, Token, TokenKind, add_help, find};
use flow_syntax::source::Span;

use super::Lower;
use super::scope::Scope;
use super::signs::{Line as PhraseLine, Sign, SignKind};

/// The words of hints for lines without names and values.
const HINTED: [&str; 28] = [
    "timer", "timers", "clock", "becomes", "by", "set", "Given", "When", "Then", "And", "But", "if",
    "unless", "elif", "while", "else", "repeat", "loop", "foreach", "return", "break", "continue", "exit",
    "!", ";", "();", ");", "--",
];

impl Lower<'_, '_> {
    /// Reports a phrase with signs of the language in it, or that is a form in other notations; whether it is a phrase nevertheless.
    pub(super) fn check_phrase(&mut self, scope: &Scope, phrase: &Phrase, line: PhraseLine) -> bool {
        let sign = self.opt_sign(scope, phrase, line);
        // Every hint needs a name, a value or one of these words; most phrases are words alone, and need no search.
        let is_plain = |part: &PhrasePart| part.as_word().is_some_and(|word| !HINTED.contains(&word));
        if sign.is_none() && phrase.parts.iter().all(is_plain) {
            return true;
        }
        match (self.opt_hint(scope, phrase, line), sign) {
            (Some(found), None) => self.report_hint(phrase, found, Name::BareWord),
            (Some(found), Some(sign)) if is_about(&found, phrase, &sign) => {
                self.report_hint(phrase, found, Name::UnknownStep);
                return false;
            }
            (_, Some(sign)) => {
                self.report_sign(&sign, line);
                return false;
            }
            (None, None) => {}
        }
        true
    }

    /// The first hint of the first place that has one.
    fn opt_hint(&self, scope: &Scope, phrase: &Phrase, line: PhraseLine) -> Option<Found> {
        let places: &[Place] = match line {
            PhraseLine::Action => &[Place::Action],
            PhraseLine::Fact => &[Place::Condition],
            PhraseLine::Guard => &[Place::Condition, Place::GuardPhrase],
            PhraseLine::Assertion => {
                &[Place::Assertion, Place::Condition, Place::JoinedAssertions, Place::GuardPhrase]
            }
        };
        let text = self.sources.text(phrase.span);
        let tokens = tokens(phrase, text)?;
        let machine = &self.names.machines[scope.machine].name.text;
        let set = &self.names.machines[scope.machine].set;
        let is_set = |name: &str| set.contains(name);
        let line = Line::of_tokens(text, tokens, machine, &is_set);
        places.iter().find_map(|place| find(*place, &line))
    }

    fn report_hint(&mut self, phrase: &Phrase, found: Found, name: Name) {
        let start = phrase.span.start as usize;
        let span = Span::new(phrase.span.file, start + found.mark.start, start + found.mark.end);
        let is_joint = matches!(found.hint.id, "guards-with-or" | "guards-with-and");
        let in_alternatives = is_joint && self.is_in_alternatives(phrase.span);
        let report = self.diags.report(name, span, found.message);
        if in_alternatives {
            // As lines of their own they would be conditions of all alternatives, or alternatives themselves.
            report.help("each line of guards with alternatives is one condition");
            return;
        }
        found.help.into_iter().for_each(|help| add_help(report, help, phrase.span));
    }

    fn report_sign(&mut self, sign: &Sign, line: PhraseLine) {
        let written = self.sources.text(sign.span);
        let message = match sign.kind {
            SignKind::State | SignKind::Event => {
                format!("no {} has this form, and '{written}' cannot be in a phrase", line.name())
            }
            SignKind::Joint => format!("'{written}' joins no conditions"),
            SignKind::Operator => format!("'{written}' cannot be in a phrase"),
            SignKind::Call => "a phrase calls no function".to_owned(),
            SignKind::Index => format!("'{written}' takes no item of a list"),
        };
        self.diags.report(Name::UnknownStep, sign.span, message).help(form_of(sign.kind, line));
    }

    /// Whether the line of a place begins with `??`, or the line below it does.
    fn is_in_alternatives(&self, at: Span) -> bool {
        let source = self.sources.get(at.file);
        let line = source.position(at.start).line;
        let lines = (line..=source.line_count()).map(|line| source.line(line).trim_start());
        let mut written = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
        [written.next(), written.next()].into_iter().flatten().any(|line| line.starts_with("??"))
    }
}

/// Whether a hint explains how to write a sign. All hints for lines with states and events do.
fn is_about(found: &Found, phrase: &Phrase, sign: &Sign) -> bool {
    let start = (sign.span.start - phrase.span.start) as usize;
    matches!(sign.kind, SignKind::State | SignKind::Event) || found.mark.start == start
}

/// The form of the language that has a sign.
fn form_of(sign: SignKind, line: PhraseLine) -> &'static str {
    match (sign, line) {
        (SignKind::State, PhraseLine::Action) => "a transition is 'order moves to #paid'",
        (SignKind::State, PhraseLine::Assertion) => {
            "an assertion is '= order is in #paid', or '= order has been in #paid'"
        }
        (SignKind::State, _) => "a condition is 'order is in #paid'",
        (SignKind::Event, PhraseLine::Action) => "an emit is 'emit :paid to @customer'",
        (SignKind::Event, PhraseLine::Guard) => "a guard asks for states and values, and for no events",
        (SignKind::Event, PhraseLine::Fact) => {
            "a fact is about states and values; what happens is a handler, 'on :paid from @bank'"
        }
        (SignKind::Event, PhraseLine::Assertion) => {
            "an assertion is '= @customer received :paid', or '= :paid was emitted'"
        }
        (SignKind::Operator, PhraseLine::Action) => {
            "a calculation is a value, as in '$total becomes $price + $tax'"
        }
        (SignKind::Operator, _) => "a comparison is 'A < B', with <, <=, =, !=, >= or > between two values",
        (SignKind::Call, _) => "the values of a phrase are among its words, as 'send $total'",
        (SignKind::Index, _) => "a list is a value as a whole, as '$items'",
        (SignKind::Joint, PhraseLine::Assertion) => {
            "each assertion is a line with its own '='; all of them must hold"
        }
        (SignKind::Joint, _) => {
            "each condition is a line: the first begins with '?', its alternative with '??'"
        }
    }
}

/// The parts of a phrase as tokens of its text.
fn tokens(phrase: &Phrase, text: &str) -> Option<Vec<Token>> {
    let offset = |at: u32| at.checked_sub(phrase.span.start).map(|at| at as usize);
    let token = |part: &PhrasePart| {
        let (kind, span) = match part {
            PhrasePart::Word(name) if name.text.starts_with(char::is_alphanumeric) => {
                (TokenKind::Word, name.span)
            }
            PhrasePart::Word(name) => (TokenKind::Sign, name.span),
            PhrasePart::Actor(name) => (TokenKind::Actor, name.span),
            PhrasePart::Event(name) => (TokenKind::Event, name.span),
            PhrasePart::State(name) => (TokenKind::State, name.span),
            PhrasePart::Variable(path) => (TokenKind::Variable, path.span),
            PhrasePart::Value(value) => (TokenKind::Value, value.span),
        };
        let (start, end) = (offset(span.start)?, offset(span.end)?);
        text.get(start..end).map(|_| Token { kind, start, end })
    };
    phrase.parts.iter().map(token).collect()
}
