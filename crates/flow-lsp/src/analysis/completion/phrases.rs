//! Phrases that a machine uses: actions, guards and facts, in the words of their first use.

use flow_model::model::{FactKind, Machine, Phrase, PhraseKind};

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

    /// The facts of each `given:`, which guards often ask about: those of the line's own scenario are the likelier ones.
    pub(super) fn given_phrases(&self, rank: u8) -> Vec<Completion> {
        let Some(progress) = self.progress.as_deref() else { return Vec::new() };
        let own = &progress.scenario().given;
        let is_phrase = |fact: &flow_model::model::Fact| matches!(fact.kind, FactKind::Phrase(..));
        let others = progress.machine.scenarios.iter().flat_map(|scenario| &scenario.given);
        let facts = own.iter().map(|fact| (rank, fact)).chain(others.map(|fact| (rank + 1, fact)));
        let facts = facts.filter(|(_, fact)| is_phrase(fact));
        let sources = &self.analysis.program.sources;
        let text = |fact: &flow_model::model::Fact| {
            sources.text(fact.span).lines().next().unwrap_or_default().trim()
        };
        let is_true = |text: &str| !text.ends_with(':') && !text.ends_with(" is false");
        let facts = facts.map(|(rank, fact)| (rank, text(fact))).filter(|(_, text)| is_true(text));
        facts.map(|(rank, text)| item(rank, Kind::Phrase, text, "a fact of a story")).collect()
    }

    /// The facts of the story that a test changes: of a variable the part before its value.
    pub(super) fn known_facts_of_story(&self) -> Vec<Completion> {
        let (Some(machine), Some(name)) = (self.machine(), self.around.scenario.as_ref()) else {
            return Vec::new();
        };
        let is_it = |scenario: &&flow_model::model::Scenario| {
            scenario.name.as_ref().is_some_and(|of| of.text == *name)
        };
        let facts = machine.scenarios.iter().filter(is_it).flat_map(|scenario| scenario.given.iter());
        let sources = &self.analysis.program.sources;
        let fact = |fact: &flow_model::model::Fact| {
            let text = sources.text(fact.span).lines().next().unwrap_or_default().trim();
            let subject = text.starts_with('$').then(|| text.split([' ', ':']).next()).flatten();
            let new = subject.map_or_else(|| text.to_owned(), |subject| format!("{subject} is "));
            item(1, Kind::Phrase, new, format!("the story has '{text}'"))
        };
        facts.map(fact).collect()
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
