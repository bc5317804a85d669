//! Answers the phrases of a story: by facts first, then by choices (reference#story-start, reference#assumptions).
//!
//! These are the bindings of one run. Actions succeed without effect, unless a test makes them fail; ids are counted; the clock
//! is that of the system. Every answer is recorded.

use flow_model::model::Span;

use crate::exec::eval::{Bindings, PhraseCall};
use crate::exec::value::Value;
use crate::story::facts::{Facts, Source};
use crate::story::result::{Answer, AnsweredBy};
use crate::story::search::Choices;

/// An action that fails in a test: its function, its arguments (`None`: any), and the error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Throw {
    pub(crate) function: String,
    pub(crate) args: Option<Vec<Value>>,
    pub(crate) message: String,
}

/// The answer to a `comes from` in a story: the function, its arguments (`None`: any), and the value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GivenAnswer {
    pub(crate) function: String,
    pub(crate) args: Vec<Option<Value>>,
    pub(crate) value: Value,
}

/// The bindings of one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct StoryBindings {
    /// The facts.
    pub(crate) facts: Facts,
    /// The choices made so far.
    pub(crate) choices: Choices,
    /// Which actions fail in this turn.
    pub(crate) throws: Vec<Throw>,
    /// Which actions fail from here on, by a fact.
    pub(crate) given_throws: Vec<Throw>,
    /// The answers to `comes from`.
    pub(crate) given_answers: Vec<GivenAnswer>,
    /// The clock.
    pub(crate) now: i64,
    /// Every phrase that was asked, in order, and its answer.
    pub(crate) answers: Vec<Answer>,
    ids: u64,
}

impl StoryBindings {
    /// An bindings that chooses by plan.
    pub(crate) fn new(choices: Choices) -> Self {
        StoryBindings { choices, ..StoryBindings::default() }
    }

    fn choose(&mut self, question: &PhraseCall<'_>) -> bool {
        self.choices.answer_phrase(question)
    }
}

impl Bindings for StoryBindings {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        let fact = self.facts.answer(question.function, &question.args);
        let (holds, by) = match fact {
            Some((holds, _, span)) => (holds, AnsweredBy::Fact(span)),
            None => (self.choose(question), AnsweredBy::Choice),
        };
        let PhraseCall { machine, phrase, ref args, .. } = *question;
        self.answers.push(Answer { machine, phrase, args: args.clone(), holds, by });
        holds
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        let same = |args: &Vec<Value>| {
            args.len() == action.args.len() && args.iter().zip(&action.args).all(|(a, b)| a.equals(b))
        };
        let fails =
            |throw: &&Throw| throw.function == action.function && throw.args.as_ref().is_none_or(same);
        let all = self.throws.iter().chain(self.given_throws.iter().rev());
        all.into_iter().find(fails).map_or(Ok(()), |throw| Err(throw.message.clone()))
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        self.perform(question)?;
        let is_about = |given: &&GivenAnswer| {
            let is_meant = |(wanted, arg): (&Option<Value>, &Value)| {
                wanted.as_ref().is_none_or(|wanted| wanted.equals(arg))
            };
            given.function == question.function && given.args.iter().zip(&question.args).all(is_meant)
        };
        Ok(self.given_answers.iter().rev().find(is_about).map_or(zero, |given| given.value.clone()))
    }

    fn now(&mut self) -> i64 {
        self.now
    }

    fn uuid(&mut self) -> String {
        self.ids += 1;
        format!("00000000-0000-4000-8000-{:012x}", self.ids)
    }
}

impl Facts {
    /// Adds a fact of a `given:`.
    pub(crate) fn add_given(&mut self, question: &PhraseCall<'_>, holds: bool, span: Span) {
        self.add(question.function, &question.args, holds, Source::Given, span);
    }
}
