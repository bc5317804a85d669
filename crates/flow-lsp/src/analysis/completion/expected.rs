//! Names at places where nothing but a name can be, before its sigil is written: `emit `, `from `, `moves to `.
//!
//! The words before the place determine the kind. They are the forms of the language; where a phrase could go on as well, the names are
//! offered beside its words.

use super::Request;
use crate::analysis::surroundings::Block;
use crate::analysis::token::Sigil;

/// The first words of lines that an event follows.
const BEFORE_EVENTS: &[&str] = &["emit", "on", "on>", "schedule", "receive", "start timer"];

/// Words before states, in any line.
const BEFORE_STATES: &[&str] = &[
    " moves to",
    " transitions to",
    " changes to",
    " enters",
    " is in",
    " is not in",
    " been in",
    " has entered",
    " are in",
    " state except",
];

/// Words before values.
const BEFORE_VALUES: &[&str] = &[
    " becomes",
    " increases by",
    " decreases by",
    " adds",
    " removes",
    " contains",
    " is at least",
    " is at most",
    " is greater than",
    " is less than",
    " is between",
];

impl Request<'_> {
    /// The kind of the name that is expected.
    pub(super) fn expected(&self) -> Option<Sigil> {
        let before = self.before();
        let words = before.strip_suffix(' ')?.trim_end();
        let first = words.split(' ').next().unwrap_or_default();
        let ends = |all: &[&str]| all.iter().any(|end| words.ends_with(end));
        if self.around.block == Block::Uses {
            return None;
        }
        Some(match first {
            "machine:" | "test:" if words == first => Sigil::Party,
            _ if BEFORE_EVENTS.contains(&words) => Sigil::Event,
            "on" | "on>" if words == "on entering" || words == "on leaving" => Sigil::State,
            "on" | "on>" if ends(&[" from"]) => Sigil::Party,
            "on" | "on>" | "starts" | "ends" if ends(&[" in"]) => Sigil::State,
            "one" if words == "one for each" => Sigil::Variable,
            "emit" if ends(&[" to", " to a new", " to all"]) => Sigil::Party,
            "for" if words.starts_with("for each $") && ends(&[" in"]) => Sigil::Variable,
            "=" if words.starts_with("= @") && ends(&[" received", " receive"]) => Sigil::Event,
            "=" if words.starts_with("= :") && ends(&[" emitted to"]) => Sigil::Party,
            _ if words.starts_with('@') && ends(&[" answers"]) => Sigil::Event,
            _ if ends(BEFORE_STATES) => Sigil::State,
            _ if words.contains('$') && ends(BEFORE_VALUES) => Sigil::Variable,
            // `order becomes #paid`: the subject is the machine.
            _ if ends(&[" becomes"]) && self.is_subject_of_move(words) => Sigil::State,
            _ => return None,
        })
    }

    /// Whether the words before `becomes` are the name of the machine.
    fn is_subject_of_move(&self, words: &str) -> bool {
        let subject = words.trim_end_matches("becomes").trim();
        let subject = subject.strip_prefix("the ").unwrap_or(subject).replace(' ', "_");
        self.machine().is_some_and(|machine| machine.name.text == subject)
    }
}
