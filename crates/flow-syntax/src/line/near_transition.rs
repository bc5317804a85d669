//! `report_near_transition`: lines of a body that are nearly transitions (reference#transitions).
//!
//! Arrows and verbs of other notations are in the tables of hints; a misspelt verb of Flow is found by its letters.

use crate::ast::Transition;
use crate::diagnostic;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::hints::{self, Place};
use crate::kind::is_word_char;
use crate::line::{Piece, Reader};
use crate::source::Span;
use crate::suggest::near;
use crate::text::{shortened, single_spaced};

impl Reader<'_> {
    /// Reports a line that ends in its only state after something near to a verb of transitions.
    pub(crate) fn report_near_transition(&mut self, piece: Piece<'_>) -> bool {
        let Some((before, state)) = piece.text.split_once('#') else { return false };
        if state.is_empty() || !state.chars().all(is_word_char) {
            return false;
        }
        self.report_hint(Place::Transition, piece) || self.report_misspelt_verb(piece, before, state)
    }

    fn report_misspelt_verb(&mut self, piece: Piece<'_>, before: &str, state: &str) -> bool {
        let Some((subject, found, verb)) = find_near_verb(before) else { return false };
        // A sentence with one of these words, as `order does not move to #paid`, has another meaning than its verb.
        if !subject.is_empty() && !Transition::is_subject(&single_spaced(subject)) {
            return false;
        }
        let start = piece.start + found.as_ptr() as usize - piece.text.as_ptr() as usize;
        let end = piece.start + piece.text.len();
        let (start, end, message) = match (found == verb, subject.is_empty()) {
            (false, _) => (start, start + found.len(), format!("'{found}' is no verb of transitions")),
            (true, true) => (start, start + found.len(), format!("nothing comes before '{found}'")),
            (true, false) => {
                (end - state.len() - 1, end, format!("'#{}' begins with no letter", shortened(state)))
            }
        };
        let subject = hints::bare_subject(subject);
        let subject = if subject.is_empty() { self.subject.clone() } else { subject.to_owned() };
        let line = self.piece_span(piece);
        let report = self.report(diagnostic::Name::Syntax, Span::new(self.file, start, end), message);
        match state.starts_with(char::is_alphabetic) {
            true => report.write("write", line, format!("{subject} {verb} #{state}")),
            false => report.help("the name of a state begins with a letter, as '#paid'"),
        };
        true
    }

    /// Reports a line that a hint with a message of its own is for.
    pub(crate) fn report_hint(&mut self, place: Place, piece: Piece<'_>) -> bool {
        let line = hints::Line::new(piece.text, &self.subject);
        let Some(found) = hints::find(place, &line) else { return false };
        let name =
            if place == Place::Reserved { diagnostic::Name::NotSupported } else { diagnostic::Name::Syntax };
        let span = Span::new(self.file, piece.start + found.mark.start, piece.start + found.mark.end);
        let line = self.piece_span(piece);
        let help: Vec<String> =
            found.help.into_iter().filter(|help| self.is_help_readable(place, help)).gather();
        let report = self.report(name, span, found.message);
        help.into_iter().for_each(|help| hints::add_help(report, help, line));
        true
    }

    /// Whether the replacement line of a help can be read: its parts are of the author's line, which may have other faults.
    fn is_help_readable(&mut self, place: Place, help: &str) -> bool {
        let rule = match place {
            Place::Transition => Rule::transition_line,
            Place::Update => Rule::update_line,
            Place::HandlerOptions => Rule::on_line,
            _ => return true,
        };
        hints::quoted(help).is_none_or(|text| self.is_readable(rule, text))
    }
}

/// The subject, the words that are nearly a verb, and the verb.
fn find_near_verb(before: &str) -> Option<(&str, &str, &'static str)> {
    let before = before.trim_end();
    [2, 1].into_iter().find_map(|count| {
        let start = last_words(before, count)?;
        let found = &before[start..];
        let verb = find_nearest_verb(found)?;
        Some((before[..start].trim_end(), found, verb))
    })
}

/// The offset of the last `count` words of a text, if it has as many.
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

fn find_nearest_verb(found: &str) -> Option<&'static str> {
    near(&single_spaced(found), Transition::VERBS)
        .and_then(|verb| Transition::VERBS.into_iter().find(|known| *known == verb))
}
