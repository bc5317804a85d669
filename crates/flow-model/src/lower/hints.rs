//! `hints`: phrases that are something else in other notations, for `bare-word` (reference#phrases).
//!
//! `send :thanks to @customer`, `? order is #paid`: as phrases, the program would have to implement them, which is hardly intended.
//! Which lines these are is in the tables of `flow_syntax::hints`; this file gives them the tokens of a parsed phrase, and the
//! names of its machine. The lines stay phrases.

use flow_syntax::ast::{Phrase, PhrasePart};
use flow_syntax::diagnostic::Name;
use flow_syntax::hints::{Line, Place, Token, TokenKind, add_help, find};
use flow_syntax::source::Span;

use super::Lower;
use super::scope::{Scope, Side};

impl Lower<'_, '_> {
    /// Reports an action that is a step or a guard in other notations.
    pub(super) fn report_action_hint(&mut self, scope: &Scope, phrase: &Phrase) {
        self.report_hint(scope, phrase, &[Place::Action]);
    }

    /// Reports a guard, fact or assertion that is a phrase and was probably meant as a condition.
    pub(super) fn report_condition_hint(&mut self, scope: &Scope, phrase: &Phrase) {
        let places: &[Place] = match scope.side {
            Side::Given => &[Place::Condition],
            Side::Body => &[Place::Condition, Place::JoinedGuards],
            Side::Expect => &[Place::Assertion, Place::Condition, Place::JoinedAssertions],
        };
        self.report_hint(scope, phrase, places);
    }

    /// Reports the first hint of the first place that has one.
    fn report_hint(&mut self, scope: &Scope, phrase: &Phrase, places: &[Place]) {
        // Every hint needs a name, a value or a timer; most phrases are words alone, and need no search.
        if phrase.parts.iter().all(|part| part.as_word().is_some_and(|word| word != "timer")) {
            return;
        }
        let text = self.sources.text(phrase.span);
        let Some(tokens) = tokens(phrase, text) else { return };
        let machine = self.machine_name(scope.machine);
        let set = &self.names.machines[scope.machine].set;
        let is_set = |name: &str| set.contains(name);
        let line = Line::of_tokens(text, tokens, &machine, &is_set);
        let Some(found) = places.iter().find_map(|place| find(*place, &line)) else { return };
        let start = phrase.span.start as usize;
        let span = Span::new(phrase.span.file, start + found.mark.start, start + found.mark.end);
        let in_alternatives = self.is_in_alternatives(phrase.span);
        let report = self.diags.report(Name::BareWord, span, found.message);
        if found.hint.place == Place::JoinedGuards && in_alternatives {
            // As lines of their own they would be conditions of all alternatives, or alternatives themselves.
            report.help("each line of guards with alternatives is one condition");
            return;
        }
        found.help.into_iter().for_each(|help| add_help(report, help, phrase.span));
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
