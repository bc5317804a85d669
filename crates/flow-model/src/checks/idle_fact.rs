//! `idle-fact`: a fact with all the words of a question, which it does not answer (reference#story-start).
//!
//! Facts may also be there for readers alone, so one that shares only some words with a question is not reported.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::gather::Gather;

use super::CheckCtx;
use crate::model::*;

/// Words that do not distinguish a fact from a question.
const SMALL: [&str; 6] = ["not", "no", "a", "an", "the", "any"];

/// A question of one word is in too many facts.
const FEWEST: usize = 2;

/// Endings by which facts and questions about the contents of a thing answer each other.
const CONTENTS: [&str; 7] =
    ["_is_empty", "_are_empty", "_has_items", "_have_items", "_contains", "_contain", "_has_no_items"];

pub(super) fn idle_fact(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    if ctx.broken.is_any() {
        return;
    }
    let machines = || ctx.model.machines.iter();
    let phrases = machines().flat_map(|machine| &machine.phrases);
    let questions: Vec<&Phrase> = phrases.filter(|phrase| phrase.kind == PhraseKind::Guard).gather();
    for machine in machines() {
        let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.given);
        let of_scenarios = machine.scenarios.iter().flat_map(|scenario| &scenario.given);
        for fact in of_scenarios.chain(of_handlers) {
            let FactKind::Phrase(call, not) = &fact.kind else { continue };
            let function = &machine.phrases[call.phrase].function;
            if questions.iter().any(|question| answers(function, &question.function)) {
                continue;
            }
            let words = words(function);
            let has_all = |question: &&&Phrase| {
                let asked = self::words(&question.function);
                asked.len() >= FEWEST && asked.iter().all(|word| words.contains(word))
            };
            if let Some(question) = questions.iter().find(has_all) {
                report(fact, *not, question, diags);
            }
        }
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

/// Whether a fact about one phrase answers a question about another.
fn answers(fact: &str, question: &str) -> bool {
    let thing =
        |function: &str| CONTENTS.iter().find_map(|ending| function.strip_suffix(ending).map(str::to_owned));
    fact == question || (thing(fact).is_some() && thing(fact) == thing(question))
}

fn words(function: &str) -> Vec<&str> {
    function.split('_').filter(|word| !word.is_empty() && !SMALL.contains(word)).gather()
}
