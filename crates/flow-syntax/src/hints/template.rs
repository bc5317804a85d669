//! `template`: the texts of hints, with parts of the line filled in.
//!
//! `{capture}` is what the pattern captured under this name; an empty `{subject}` is the machine, an empty `{value}` is 1. Other names are
//! computed: `{line}`, `{machine}`, `{mark}`, `{without}` (all but the mark), `{before}` (up to the mark), `{head}` (up to the first
//! state), `{states}`, `{word}` (the first), `{negated}` (the opposite of `{rest}`), `{name}` (the captured words as one name),
//! `{variables}` (the captured fields, each with its sigil) and `{second}` (of two conditions).

use super::pattern::Match;
use super::tokens::{Line, TokenKind};
use super::{Place, joined};
use crate::gather::Gather;
use crate::text::{single_spaced, writable};

/// The template with its parts filled in. `mark` is the first marked token.
pub(super) fn render(
    template: &str,
    place: Place,
    line: &Line<'_>,
    found: &Match<'_, '_>,
    mark: usize,
) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
        text.push_str(&render_part(name, place, line, found, mark));
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn render_part(name: &str, place: Place, line: &Line<'_>, found: &Match<'_, '_>, mark: usize) -> String {
    let count = line.tokens().len();
    let captured = found.captured(name).unwrap_or_default();
    match name {
        "line" => single_spaced(line.text()),
        "machine" => line.machine.to_owned(),
        "subject" => match bare_subject(captured) {
            "" => line.machine.to_owned(),
            subject => writable(&single_spaced(subject)),
        },
        "negated" => negated(&writable(found.captured("rest").unwrap_or_default())),
        "word" => line.token_text(0).to_owned(),
        "second" => joined::second_condition(line, mark),
        "value" if captured.is_empty() => "1".to_owned(),
        "mark" => line.range_text(mark, found.mark().map_or(count, |(_, to)| to)).to_owned(),
        "without" => {
            let end = found.mark().map_or(count, |(_, to)| to);
            single_spaced(&format!("{} {}", line.range_text(0, mark), line.range_text(end, count)))
        }
        "before" => single_spaced(line.range_text(0, mark)),
        "head" => single_spaced(line.range_text(0, first_state(line).unwrap_or(0))),
        "states" => states(line),
        "name" => {
            let words = single_spaced(found.captured("words").unwrap_or_default());
            words.replace([' ', '-', '\'', '’', '.'], "_")
        }
        "variables" => {
            let fields = found.captured("fields").unwrap_or_default().split(',').map(str::trim);
            fields.map(|field| format!("${}", field.trim_start_matches('$'))).gather().join(", ")
        }
        // The line of a block ends in the sign that opens it elsewhere.
        _ if matches!(place, Place::Guard | Place::Handler) => {
            writable(captured.trim_end_matches([':', '{']).trim_end())
        }
        "first" => single_spaced(captured),
        _ if matches!(place, Place::Action | Place::Condition | Place::Assertion) => captured.to_owned(),
        _ => writable(captured),
    }
}

/// The words that follow a subject in a sentence. A help has its own verb, so the subject that it captures ends before them.
const AFTER_SUBJECT: [&str; 33] = [
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "does",
    "do",
    "did",
    "will",
    "would",
    "should",
    "shall",
    "must",
    "can",
    "could",
    "may",
    "might",
    "cannot",
    "not",
    "never",
    "no",
    "only",
    "always",
    "now",
    "then",
    "already",
    "still",
    "currently",
    "once",
    "been",
    "be",
];

/// A subject without the words of a verb: `order` of `order has never`.
pub(crate) fn bare_subject(text: &str) -> &str {
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        if AFTER_SUBJECT.contains(&word) {
            return text[..at].trim_end();
        }
        at += word.len() + 1;
    }
    text
}

/// The opposite of a condition (reference#phrases): `not` follows its verb, or precedes all.
fn negated(text: &str) -> String {
    for verb in [" is ", " are ", " was ", " were ", " can ", " will ", " must "] {
        if let Some((subject, rest)) = text.split_once(verb) {
            return format!("{subject}{verb}not {rest}");
        }
    }
    format!("not {text}")
}

fn first_state(line: &Line<'_>) -> Option<usize> {
    line.tokens().iter().position(|token| token.kind == TokenKind::State)
}

fn states(line: &Line<'_>) -> String {
    let states = line.tokens().iter().enumerate().filter(|(_, token)| token.kind == TokenKind::State);
    states.map(|(at, _)| line.token_text(at)).gather().join(", ")
}
