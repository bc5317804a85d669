//! `template`: the texts of hints, with parts of the line filled in.
//!
//! `{capture}` is what the pattern captured under this name; an empty `{subject}` is the machine, an empty `{value}` is 1. Other
//! names are computed: `{line}`, `{machine}`, `{mark}`, `{before}` (up to the mark), `{head}` (up to the first state), `{states}`,
//! `{word}` (the first), `{name}` (the captured words as one name) and `{second}` (of two conditions).

use super::pattern::Match;
use super::tokens::{Line, TokenKind};
use super::{Place, joined};
use crate::text::{shortened, single_spaced};

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
        text.push_str(&part(name, place, line, found, mark));
        rest = behind;
    }
    text.push_str(rest);
    text
}

fn part(name: &str, place: Place, line: &Line<'_>, found: &Match<'_, '_>, mark: usize) -> String {
    let count = line.tokens().len();
    let captured = found.captured(name).unwrap_or_default();
    match name {
        "line" => single_spaced(line.text()),
        "machine" => line.machine.to_owned(),
        "subject" if captured.is_empty() => line.machine.to_owned(),
        "subject" if place != Place::Transition => single_spaced(captured),
        "word" => line.token_text(0).to_owned(),
        "second" => joined::second(line, mark),
        "value" if captured.is_empty() => "1".to_owned(),
        "mark" => line.range_text(mark, found.mark().map_or(count, |(_, to)| to)).to_owned(),
        "before" => single_spaced(line.range_text(0, mark)),
        "head" => single_spaced(line.range_text(0, first_state(line).unwrap_or(0))),
        "states" => states(line),
        "name" => {
            let words = single_spaced(found.captured("words").unwrap_or_default());
            words.replace([' ', '-', '\'', '’', '.'], "_")
        }
        // The line of a block ends in the sign that opens it elsewhere.
        _ if matches!(place, Place::Guard | Place::Handler) => {
            shortened(captured.trim_end_matches([':', '{']).trim_end())
        }
        "first" => single_spaced(captured),
        _ if matches!(place, Place::Action | Place::Condition | Place::Assertion) => captured.to_owned(),
        _ => shortened(captured),
    }
}

fn first_state(line: &Line<'_>) -> Option<usize> {
    line.tokens().iter().position(|token| token.kind == TokenKind::State)
}

fn states(line: &Line<'_>) -> String {
    let states = line.tokens().iter().enumerate().filter(|(_, token)| token.kind == TokenKind::State);
    states.map(|(at, _)| line.token_text(at)).collect::<Vec<_>>().join(", ")
}
