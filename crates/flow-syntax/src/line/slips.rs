//! `slips`: lines that are steps in other notations.

use crate::ast::Transition;
use crate::diagnostic;
use crate::kind::{is_word_char, split_word};
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
    /// Reports `on :event … with $x`.
    pub(super) fn handler_with(&mut self, piece: Piece<'_>) -> bool {
        let Some((before, with)) = piece.text.split_once(" with ") else { return false };
        let start = piece.start + before.len() + 1;
        let span = Span::new(self.file, start, piece.start + piece.text.len());
        let names = shortened(with.trim());
        self.report(diagnostic::Name::Syntax, span, "a handler does not list what its event carries").help(
            format!("leave 'with {names}' out: what is read below, as '$amount', comes with the event"),
        );
        true
    }

    /// Reports `$x = 3`, `$x += 1`, `$x++`: how other languages set a variable.
    pub(crate) fn assignment(&mut self, piece: Piece<'_>) -> bool {
        let name = split_word(piece.text.get(1..).unwrap_or_default()).0.len() + 1;
        let variable = &piece.text[..name];
        let rest = piece.text[name..].trim_start();
        let signs = rest.len() - rest.trim_start_matches(['=', '+', '-', ':', '*', '/']).len();
        let (sign, value) = (&rest[..signs], rest[signs..].trim());
        let value = if value.is_empty() { "1" } else { value };
        let meant = match sign {
            "=" | ":=" => format!("{variable} becomes {value}"),
            "+=" | "++" => format!("{variable} increases by {value}"),
            "-=" | "--" => format!("{variable} decreases by {value}"),
            "*=" | "/=" => format!("{variable} becomes {variable} {} {value}", &sign[..1]),
            _ => return false,
        };
        let start = piece.start + piece.text.len() - rest.len();
        let span = Span::new(self.file, start, start + signs);
        self.report(diagnostic::Name::Syntax, span, format!("'{sign}' sets no variable"))
            .help(format!("write '{}'", shortened(&meant)));
        true
    }

    /// Reports a line that ends in its only state, behind something that is nearly a verb of transitions.
    pub(crate) fn near_transition(&mut self, piece: Piece<'_>) -> bool {
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
