//! `transition`: `order moves to #paid` (reference#transitions).
//!
//! A line that names a state and is no transition is an action, unless it is nearly a transition: then it is reported.
//! Which states exist is not known here.

#[cfg(feature = "tools")]
use super::StepDump;
use super::action::read_action;
use super::{Pattern, Read, Scope, StepKind};
use crate::ast::{Step, Transition};
use crate::grammar::Rule;
use crate::line::fast::Part;
use crate::line::{Piece, Reader};

/// A line of words that names a state.
pub(super) const TRANSITION: StepKind = StepKind {
    name: "transition",
    patterns: &[Pattern::Contains('#')],
    scope: Scope::Bodies,
    excludes_fact: &[" moves to #", " transitions to #", " changes to #", " enters #"],
    read: Read::Line(read_transition),
    #[cfg(feature = "tools")]
    dump,
};

impl Transition {
    /// The verbs a transition is written with (reference#handlers).
    pub const VERBS: [&str; 5] = ["moves to", "transitions to", "changes to", "enters", "becomes"];

    /// Words that no subject has: a line with one of them is about when, or whether, a machine moves.
    const OF_NO_SUBJECT: [&str; 19] = [
        "if",
        "when",
        "unless",
        "while",
        "until",
        "after",
        "before",
        "every",
        "once",
        "then",
        "else",
        "otherwise",
        "not",
        "never",
        "always",
        "eventually",
        "for",
        "at",
        "in",
    ];

    /// Whether words can be the subject of a transition (reference#transitions): one to four, of letters, digits, `-`, `'` and `_`.
    pub fn is_subject(words: &str) -> bool {
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '_');
        let is_word = |word: &str| {
            let is_free = !Transition::OF_NO_SUBJECT.iter().any(|of| of.eq_ignore_ascii_case(word));
            is_free && word.chars().all(is_letter)
        };
        // Four words are an article, two adjectives and a noun.
        words.starts_with(char::is_alphabetic)
            && words.split(' ').count() <= 4
            && words.split(' ').all(is_word)
    }
}

fn read_transition(reader: &mut Reader<'_>, piece: Piece<'_>) -> Option<Step> {
    let transition = match read_transition_fast(reader, piece) {
        Some(transition) => transition,
        None => {
            let Ok(mut tokens) = reader.read(Rule::transition_line, piece) else {
                return if reader.report_near_transition(piece) { None } else { read_action(reader, piece) };
            };
            let subject = reader.read_words(&tokens.next()?);
            let verb = reader.read_words(&tokens.next()?);
            let state = reader.read_name(&tokens.next()?);
            Transition { subject, verb, state, span: reader.piece_span(piece) }
        }
    };
    // A sentence that ends like a transition is a phrase with a state in it, which the model reports.
    match Transition::is_subject(&transition.subject.text) {
        true => Some(Step::Transition(transition)),
        false => read_action(reader, piece),
    }
}

/// Whether a line of words ends in a verb and a state.
pub(super) fn is_transition(text: &str) -> bool {
    let Some((words, state)) = text.rsplit_once('#') else { return false };
    let words = words.trim_end();
    !state.contains(char::is_whitespace)
        && Transition::VERBS.iter().any(|verb| words.ends_with(verb) && words.len() > verb.len())
}

fn read_transition_fast(reader: &Reader<'_>, piece: Piece<'_>) -> Option<Transition> {
    let line = reader.split_fast(piece)?;
    let (Part::State(state), words) = line.parts().split_last()? else { return None };
    let verb = match words {
        [.., Part::Word("moves" | "transitions" | "changes"), Part::Word("to")] => 2,
        [.., Part::Word("becomes" | "enters")] => 1,
        _ => return None,
    };
    let (subject, verb) = words.split_at(words.len() - verb);
    let subject = match subject {
        [Part::Actor(actor)] => line.read_name(actor),
        _ => line.join_words(subject)?,
    };
    let (verb, state) = (line.join_words(verb)?, line.read_name(state));
    Some(Transition { subject, verb, state, span: line.whole() })
}

#[cfg(feature = "tools")]
fn dump(step: &Step) -> Option<StepDump<'_>> {
    let Step::Transition(step) = step else { return None };
    Some(format!("transition {:?} {:?} #{}", step.subject.text, step.verb.text, step.state.text).into())
}

#[cfg(test)]
mod tests {
    use super::read_transition_fast;
    use crate::line::accepts_fast;

    #[test]
    fn the_fast_parser_accepts_frequent_transitions() {
        for text in ["order moves to #s", "@order becomes #s", "the big order enters #s"] {
            assert!(accepts_fast(text, read_transition_fast), "{text}");
        }
    }
}
