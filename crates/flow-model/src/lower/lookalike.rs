//! `bare-word`: lines that are phrases, though they look like conditions or steps the language knows (language.md §5, §6).
//!
//! `? order is #paid`, `? $n is 3 or $n is 4`, `order moves to #paid now`: Rust code would have to answer them, and nobody
//! meant that. Only lines with a `#state`, or with what is nearly a comparison, are looked at. They stay phrases.

use flow_syntax::ast::{Phrase, PhrasePart, Transition};
use flow_syntax::diagnostic::Name;
use flow_syntax::source::Span;

use super::Lower;
use super::scope::{Scope, Side};

/// What people write between a subject and its state, besides `is in`.
const BEFORE_STATES: [&str; 29] = [
    "is", "in", "at", "into", "on", "has", "should", "must", "will", "not", "be", "been", "now", "the",
    "state", "status", "reached", "reaches", "entered", "enters", "moved", "moves", "to", "was", "ends",
    "up", "became", "becomes", "equals",
];
/// The words that say of the left side what a condition asks.
const RELATIONS: [&str; 4] = ["is", "has", "equals", "contains"];
/// What may stand between states that are listed.
const BETWEEN_STATES: [&str; 4] = ["or", "and", ",", "either"];

impl Lower<'_, '_> {
    /// Reports an action that looks like a transition, or like a guard.
    pub(super) fn action_lookalike(&mut self, scope: &Scope, phrase: &Phrase) {
        if self.step_slip(scope, phrase) {
            return;
        }
        let Some(at) = first_state(phrase) else { return };
        let (before, state) = (self.before(phrase, at), self.sources.text(part_span(&phrase.parts[at])));
        let plain = single_spaced(before);
        if let Some(subject) = plain.strip_suffix(" is in").or_else(|| plain.strip_suffix(" is")) {
            let whole = self.sources.text(phrase.span).trim();
            let message = format!("'{whole}' neither moves nor asks: it is an action");
            let helps = [
                format!("to move, write '{subject} moves to {state}'"),
                format!("to ask, write '? {subject} is in {state}'"),
            ];
            self.lookalike(phrase.span, message, &helps);
        } else if Transition::VERBS.iter().any(|verb| plain.ends_with(&format!(" {verb}")))
            && at + 1 < phrase.parts.len()
        {
            let help = format!("write '{plain} {state}'");
            self.trailing(phrase, at + 1, "an action", help);
        }
    }

    /// Reports a phrase that looks like a question about states, or like several conditions.
    pub(super) fn question_lookalike(&mut self, scope: &Scope, phrase: &Phrase) {
        let side = scope.side;
        if side == Side::Expect && self.message_slip(phrase) {
            return;
        }
        if let Some(at) = first_state(phrase) {
            self.states_lookalike(scope, phrase, at);
        } else if side != Side::Given {
            self.joined_lookalike(side, phrase);
        }
    }

    fn states_lookalike(&mut self, scope: &Scope, phrase: &Phrase, at: usize) {
        let plain = single_spaced(self.before(phrase, at));
        let tail = &phrase.parts[at..];
        let is_state = |part: &&PhrasePart| matches!(part, PhrasePart::State(_));
        let states: Vec<_> =
            tail.iter().filter(is_state).map(|part| self.sources.text(part_span(part))).collect();
        let states = states.join(", ");
        let other = tail.iter().position(|part| !is_listed(part));
        let joint = tail.iter().find(|part| part.as_word().is_some_and(|word| word == "or" || word == "and"));
        if plain.ends_with(" is") || plain.ends_with(" is not") {
            if other.is_none() {
                let span = part_span(&phrase.parts[at]);
                let message = format!(
                    "no 'in' stands before '{}', so the whole line is a phrase",
                    self.sources.text(span)
                );
                self.lookalike(span, message, &[format!("write '{plain} in {states}'")]);
            }
        } else if plain.ends_with(" is in") || plain.ends_with(" is not in") {
            let help = format!("write '{plain} {states}'");
            match (other, joint) {
                (Some(other), _) => self.trailing(phrase, at + other, "a phrase", help),
                (None, Some(joint)) => {
                    let message = "states are listed with commas, so the whole line is a phrase".to_owned();
                    self.lookalike(part_span(joint), message, &[help]);
                }
                (None, None) => {}
            }
        } else if other.is_none() {
            self.state_slip(scope, phrase, at, &states);
        }
    }

    /// `ticket in #open`, `ticket should be in #open`, `state = #open`: a line that ends in states, behind words that say how it is in them.
    fn state_slip(&mut self, scope: &Scope, phrase: &Phrase, at: usize, states: &str) {
        let is_filler = |part: &&PhrasePart| part.as_word().is_some_and(|word| BEFORE_STATES.contains(&word));
        let fillers = phrase.parts[..at].iter().rev().take_while(is_filler).count();
        if fillers == 0 {
            return;
        }
        let is_negated = phrase.parts[at - fillers..at].iter().any(|part| part.as_word() == Some("not"));
        let subject = single_spaced(self.before(phrase, at - fillers));
        let subject = if subject.is_empty() { self.machine_name(scope.machine) } else { subject };
        let not = if is_negated { "not " } else { "" };
        let message = format!(
            "'{}' asks for no state: the line is a phrase of your own",
            single_spaced(self.sources.text(phrase.span))
        );
        self.lookalike(phrase.span, message, &[format!("write '{subject} is {not}in {states}'")]);
    }

    /// `$n is 3 or $n is 4`, `$n is 3 and $m is 4`, `$n is 3 or 4`.
    fn joined_lookalike(&mut self, side: Side, phrase: &Phrase) {
        let joints = phrase.parts.iter().enumerate().filter_map(|(at, part)| match part.as_word() {
            Some(word @ ("or" | "and")) => Some((at, word)),
            _ => None,
        });
        let Some((at, word)) = joints.into_iter().find(|(at, _)| self.joins(phrase, *at)) else { return };
        let (left, right) = (&phrase.parts[..at], &phrase.parts[at + 1..]);
        let first = single_spaced(self.before(phrase, at));
        let mut second = single_spaced(self.behind(phrase, at));
        if relation(right).is_none()
            && let Some(end) = relation(left)
        {
            second = format!("{} {second}", single_spaced(self.before(phrase, end + 1)));
        }
        let help = match (side, word) {
            (Side::Expect, "and") => format!("write two lines, '= {first}' and '= {second}'"),
            (Side::Expect, _) => "write what is expected, one thing a line".to_owned(),
            (_, "and") => format!("write two lines, '? {first}' and '? {second}'"),
            _ => format!("write two lines, '? {first}' and '?? {second}'"),
        };
        let message = format!("'{word}' joins no conditions, so the whole line is a phrase");
        self.lookalike(part_span(&phrase.parts[at]), message, &[help]);
    }

    /// Whether what stands before and behind a word are conditions, the second perhaps without its left side.
    fn joins(&self, phrase: &Phrase, at: usize) -> bool {
        let (left, right) = (&phrase.parts[..at], &phrase.parts[(at + 1).min(phrase.parts.len())..]);
        let is_value = |part: &PhrasePart| matches!(part, PhrasePart::Value(_) | PhrasePart::Variable(_));
        let is_known = |side: &[PhrasePart]| {
            let ends = |part: Option<&PhrasePart>| part.is_some_and(is_value);
            relation(side).is_some() && (ends(side.first()) || ends(side.last()))
        };
        let is_between = left.iter().any(|part| part.as_word() == Some("between"));
        let is_rest = relation(right).is_some() || matches!(right, [part] if is_value(part));
        !is_between && relation(left).is_some() && is_rest && (is_known(left) || is_known(right))
    }

    fn trailing(&mut self, phrase: &Phrase, at: usize, what: &str, help: String) {
        let mut span = part_span(&phrase.parts[at]);
        span.end = phrase.span.end;
        let message = format!("what stands behind the state makes the whole line {what}");
        self.lookalike(span, message, &[help]);
    }

    pub(super) fn lookalike(&mut self, span: Span, message: String, helps: &[String]) {
        let report = self.diags.report(Name::BareWord, span, message);
        for help in helps {
            report.help(help.as_str());
        }
    }

    /// The text of a phrase before one of its parts.
    fn before(&self, phrase: &Phrase, at: usize) -> &str {
        let end = part_span(&phrase.parts[at]).start;
        self.sources.text(Span { end, ..phrase.span })
    }

    /// The text of a phrase behind one of its parts.
    pub(super) fn behind(&self, phrase: &Phrase, at: usize) -> &str {
        let start = part_span(&phrase.parts[at]).end;
        self.sources.text(Span { start, ..phrase.span })
    }
}

fn first_state(phrase: &Phrase) -> Option<usize> {
    phrase.parts.iter().position(|part| matches!(part, PhrasePart::State(_)))
}

/// Whether a part may stand in a list of states.
fn is_listed(part: &PhrasePart) -> bool {
    match part {
        PhrasePart::State(_) => true,
        PhrasePart::Word(word) => BETWEEN_STATES.contains(&word.text.as_str()),
        _ => false,
    }
}

/// Where in a condition the word stands that says something of its left side.
fn relation(side: &[PhrasePart]) -> Option<usize> {
    let at = side.iter().position(|part| part.as_word().is_some_and(|word| RELATIONS.contains(&word)))?;
    (at > 0).then_some(at)
}

pub(super) fn part_span(part: &PhrasePart) -> Span {
    match part {
        PhrasePart::Word(name)
        | PhrasePart::Actor(name)
        | PhrasePart::Event(name)
        | PhrasePart::State(name) => name.span,
        PhrasePart::Variable(path) => path.span,
        PhrasePart::Value(value) => value.span,
    }
}

pub(super) fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
