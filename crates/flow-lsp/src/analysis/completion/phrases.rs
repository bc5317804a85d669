//! Phrases that a machine uses: actions, guards and facts, in the words of their first use.

use flow_model::model::{Machine, Phrase, PhraseKind};

use super::{Completion, Kind, Request, item};

impl Request<'_> {
    /// The actions of the machine.
    pub(super) fn actions(&self, rank: u8) -> Vec<Completion> {
        self.phrases(rank, |kind| kind == PhraseKind::Action)
    }

    /// The guards of the machine.
    pub(super) fn guards(&self, rank: u8) -> Vec<Completion> {
        self.phrases(rank, |kind| kind == PhraseKind::Guard)
    }

    /// Facts for a `given:`: answers to guards, and facts of other stories.
    pub(super) fn facts(&self, rank: u8) -> Vec<Completion> {
        self.phrases(rank, |kind| matches!(kind, PhraseKind::Guard | PhraseKind::Fact))
    }

    fn phrases(&self, rank: u8, keep: impl Fn(PhraseKind) -> bool) -> Vec<Completion> {
        let Some(machine) = self.machine() else { return Vec::new() };
        let phrases = machine.phrases.iter().filter(|phrase| keep(phrase.kind));
        phrases.filter(|phrase| !self.is_here(phrase)).map(|phrase| describe(machine, phrase, rank)).collect()
    }

    /// Whether a phrase is the unfinished line itself, or another one that consists of the machine's name.
    fn is_here(&self, phrase: &Phrase) -> bool {
        let text = phrase.text.trim();
        let is_name = self.machine().is_some_and(|machine| machine.name.text == text.replace(' ', "_"));
        let is_line = |line: &str| line.trim_start().trim_start_matches(['?', '=']).trim() == text;
        is_name || !text.is_empty() && self.unfinished.into_iter().any(is_line)
    }
}

fn describe(machine: &Machine, phrase: &Phrase, rank: u8) -> Completion {
    let params: Vec<&str> = phrase.params.iter().map(|param| param.name.as_str()).collect();
    let detail = format!("{}({}) of @{}", phrase.function, params.join(", "), machine.name.text);
    item(rank, Kind::Phrase, phrase.text.clone(), detail)
}
