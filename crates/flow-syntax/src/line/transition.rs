//! `transition`: `order moves to #paid` (language.md §4), and lines that were probably meant to be one.
//!
//! A line that names a state without being either is an action. Which states there are is not asked here.

use crate::ast::{Step, Transition};
use crate::diagnostic;
use crate::grammar::Rule;
use crate::kind::is_word_char;
use crate::line::{Piece, Reader, shortened};
use crate::source::Span;
use crate::suggest::near;

/// What people write for a verb of transitions, and what is near to none of them.
const SYNONYMS: [&str; 10] = [
    "go to",
    "goes to",
    "is now",
    "goes into",
    "moves into",
    "switches to",
    "turns",
    "turns to",
    "turns into",
    "gets",
];

impl Reader<'_> {
    /// A line of words that names a state: a transition, or else an action.
    pub(super) fn transition(&mut self, piece: Piece<'_>) -> Option<Step> {
        if let Some(step) = self.opt_short_transition(piece) {
            return Some(step);
        }
        let Ok(mut tokens) = self.read(Rule::transition_line, piece) else {
            return if self.near_transition(piece) {
                None
            } else {
                self.pure_phrase(piece).map(Step::Action)
            };
        };
        let subject = self.words(&tokens.next()?);
        let verb = self.words(&tokens.next()?);
        let state = self.name(&tokens.next()?);
        Some(Step::Transition(Transition { subject, verb, state, span: self.piece_span(piece) }))
    }

    /// Reports a line that ends in its only state, behind something that is nearly a verb of transitions.
    fn near_transition(&mut self, piece: Piece<'_>) -> bool {
        let Some((before, state)) = piece.text.split_once('#') else { return false };
        if state.is_empty() || !state.chars().all(is_word_char) {
            return false;
        }
        if self.arrow(piece, before, state) {
            return true;
        }
        let Some((subject, found, verb)) = nearly_a_verb(before) else { return false };
        let start = piece.start + found.as_ptr() as usize - piece.text.as_ptr() as usize;
        let end = piece.start + piece.text.len();
        let (start, end, message) = match (found == verb, subject.is_empty()) {
            (false, _) => (start, start + found.len(), format!("'{found}' is no verb of transitions")),
            (true, true) => (start, start + found.len(), format!("nothing stands before '{found}'")),
            (true, false) => {
                (end - state.len() - 1, end, format!("'#{}' begins with no letter", shortened(state)))
            }
        };
        let is_name = state.starts_with(char::is_alphabetic);
        let subject = if subject.is_empty() { self.subject.clone() } else { subject.to_owned() };
        let state = if is_name { shortened(state) } else { "paid".to_owned() };
        self.report(diagnostic::Name::Syntax, Span::new(self.file, start, end), message)
            .help(format!("write '{} {verb} #{state}'", shortened(&subject)));
        true
    }
}

/// Signs that move elsewhere.
const ARROWS: [&str; 7] = ["-->", "->", "=>", "→", ":=", "==", "="];

impl Reader<'_> {
    /// Reports `order -> #paid`, `state = #paid`.
    fn arrow(&mut self, piece: Piece<'_>, before: &str, state: &str) -> bool {
        let before = before.trim_end();
        let Some(arrow) = ARROWS.into_iter().find(|arrow| before.ends_with(arrow)) else { return false };
        let subject = before[..before.len() - arrow.len()].trim();
        let start = piece.start + before.len() - arrow.len();
        let subject = match subject {
            "" | "state" | "status" | "next" => self.subject.clone(),
            words => words.to_owned(),
        };
        let help = format!("write '{} moves to #{}'", shortened(&subject), shortened(state));
        self.report(
            diagnostic::Name::Syntax,
            Span::new(self.file, start, start + arrow.len()),
            format!("'{arrow}' is no verb of transitions"),
        )
        .help(help);
        true
    }
}

/// The subject, the words that are nearly a verb, and the verb.
fn nearly_a_verb(before: &str) -> Option<(&str, &str, &'static str)> {
    let before = before.trim_end();
    [2, 1].into_iter().find_map(|count| {
        let start = last_words(before, count)?;
        let found = &before[start..];
        let verb = nearest_verb(found)?;
        Some((before[..start].trim_end(), found, verb))
    })
}

/// Where the last words of a text begin, if it has so many.
fn last_words(text: &str, count: usize) -> Option<usize> {
    let mut start = text.len();
    for _ in 0..count {
        let before = text[..start].trim_end();
        if before.is_empty() {
            return None;
        }
        start = before.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    }
    text.is_char_boundary(start).then_some(start)
}

fn nearest_verb(found: &str) -> Option<&'static str> {
    let plain: Vec<&str> = found.split_whitespace().collect();
    let plain = plain.join(" ");
    if SYNONYMS.contains(&plain.as_str()) {
        return Some("moves to");
    }
    near(&plain, Transition::VERBS)
        .and_then(|verb| Transition::VERBS.into_iter().find(|known| *known == verb))
}
