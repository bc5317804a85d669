//! `bare-word`: a phrase that reads like a transition or a guard, but names a state without its `#`.
//!
//! `order moves to paid` is an action, and `order is in paid` a guard that Rust code answers. Where the machine has a state of that name,
//! the `#` was forgotten. In a phrase about its own machine the same applies to `is` alone: `order is paid`. Other words stay phrases.

use flow_syntax::ast::Transition;
use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::gather::Gather;

use crate::model::{Machine, Phrase, PhraseKind};

/// The words of state guards, before a state.
const GUARDS: [&str; 2] = ["is in", "is not in"];

/// Reports phrases of a machine that end in the bare name of one of its states.
pub(super) fn bare_state(machine: &Machine, diags: &mut Diagnostics) {
    for phrase in &machine.phrases {
        let found = opt_state(machine, phrase).map(|(said, state)| (said.to_owned(), state));
        if let Some((said, state)) = found.or_else(|| opt_own_state(machine, phrase)) {
            let message = format!("'{}' is a phrase, since '{state}' has no '#'", phrase.text);
            diags
                .report(Name::BareWord, phrase.span, message)
                .help(format!("with the state it is '{said}#{state}'"));
        }
    }
}

/// The words up to the state, and the state's name, if the phrase ends in one.
fn opt_state<'a>(machine: &'a Machine, phrase: &'a Phrase) -> Option<(&'a str, &'a str)> {
    Transition::VERBS.iter().chain(&GUARDS).find_map(|verb| {
        if !phrase.text.contains(verb) {
            return None;
        }
        let lead = format!(" {verb} ");
        let at = phrase.text.rfind(&lead)? + lead.len();
        let (said, words) = phrase.text.split_at(at);
        Some((said, find_state(machine, words)?))
    })
}

/// For a phrase with `is` about its own machine: the text to write before the state, and the state's name.
fn opt_own_state<'a>(machine: &'a Machine, phrase: &Phrase) -> Option<(String, &'a str)> {
    let text = phrase.text.strip_prefix("the ").unwrap_or(&phrase.text);
    let name = machine.name.text.replace('_', " ");
    let words = text.strip_prefix(&name)?.strip_prefix(" is ")?;
    let state = find_state(machine, words)?;
    let said = match phrase.kind {
        PhraseKind::Action => format!("{name} moves to "),
        _ => format!("{name} is in "),
    };
    Some((said, state))
}

/// The name of the state that plain words spell.
fn find_state<'a>(machine: &'a Machine, words: &str) -> Option<&'a str> {
    let word = words.split_whitespace().gather().join("_");
    machine.states.iter().map(|state| state.name.text.as_str()).find(|name| *name == word)
}
