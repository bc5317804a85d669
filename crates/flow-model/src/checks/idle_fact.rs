//! `idle-fact`: a fact with all the words of a question, which it does not answer (reference#story-start).
//!
//! Facts may also be there for readers alone, so one that shares only some words with a question is not reported.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use super::CheckCtx;
use crate::model::*;

/// Words that do not distinguish a fact from a question.
const SMALL: [&str; 6] = ["not", "no", "a", "an", "the", "any"];

/// A question of one word is in too many facts.
const FEWEST: usize = 2;

/// Endings by which facts and questions about the contents of a thing answer each other.
const CONTENTS: [&str; 7] =
    ["_is_empty", "_are_empty", "_has_items", "_have_items", "_contains", "_contain", "_has_no_items"];

pub(crate) fn idle_fact(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    if ctx.broken.is_any() {
        return;
    }
    let questions = Questions::of(ctx.model);
    for machine in &ctx.model.machines {
        let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.given);
        let of_scenarios = machine.scenarios.iter().flat_map(|scenario| &scenario.given);
        for fact in of_scenarios.chain(of_handlers) {
            let FactKind::Phrase(call, not) = &fact.kind else { continue };
            let function = &machine.phrases[call.phrase].function;
            if questions.has_answer(function) {
                continue;
            }
            if let Some(question) = questions.find_by_words(function) {
                report(fact, *not, question, diags);
            }
        }
    }
}

/// The questions of all machines, in order.
struct Questions<'m> {
    /// Their functions.
    functions: Set<&'m str>,
    /// The things whose contents some ask about.
    things: Set<&'m str>,
    /// Those with enough words, each by its first word.
    by_word: Map<&'m str, Vec<(usize, &'m Phrase)>>,
}

impl<'m> Questions<'m> {
    fn of(model: &'m Model) -> Self {
        let mut questions = Questions { functions: Set::new(), things: Set::new(), by_word: Map::new() };
        let phrases = model.machines.iter().flat_map(|machine| &machine.phrases);
        for (at, phrase) in phrases.filter(|phrase| phrase.kind == PhraseKind::Guard).enumerate() {
            if !questions.functions.insert(phrase.function.as_str()) {
                continue;
            }
            questions.things.extend(opt_thing(&phrase.function));
            let words = words(&phrase.function);
            if words.len() >= FEWEST {
                questions.by_word.entry(words[0]).or_default().push((at, phrase));
            }
        }
        questions
    }

    /// Whether a fact with a function answers one of them.
    fn has_answer(&self, fact: &str) -> bool {
        self.functions.contains(fact) || opt_thing(fact).is_some_and(|thing| self.things.contains(thing))
    }

    /// The first one of which a fact with a function has all words.
    fn find_by_words(&self, fact: &str) -> Option<&'m Phrase> {
        let said = words(fact);
        let has_all = |(_, question): &&(usize, &Phrase)| {
            words(&question.function).iter().all(|word| said.contains(word))
        };
        let alike = said.iter().filter_map(|word| self.by_word.get(word)).flatten();
        alike.filter(has_all).min_by_key(|(at, _)| *at).map(|(_, question)| *question)
    }
}

fn report(fact: &Fact, not: Not, question: &Phrase, diags: &mut Diagnostics) {
    let message = format!("this fact does not answer '? {}'", question.text);
    let report = diags.report(Lint::IdleFact, fact.span, message);
    report.label(question.span, "the question has other words");
    if question.params.is_empty() {
        let answer = if not == Not::Negated { " is false" } else { "" };
        report.write("as its answer, write", fact.span, format!("{}{answer}", question.text));
    }
}

/// The thing whose contents a phrase is about: such facts and questions about one thing answer each other.
fn opt_thing(function: &str) -> Option<&str> {
    CONTENTS.iter().find_map(|ending| function.strip_suffix(ending))
}

fn words(function: &str) -> Vec<&str> {
    function.split('_').filter(|word| !word.is_empty() && !SMALL.contains(word)).gather()
}
