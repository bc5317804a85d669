//! What answers a story's phrases: facts first, then choices (language.md §10.1, §10.4).

use flow_syntax::source::Span;

use crate::choices::Choices;
use crate::eval::{Bindings, Question};
use crate::facts::{Facts, Source};
use crate::value::Value;

/// What answered a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AnsweredBy {
    /// A fact of the story, or an assumption of a test, that stands there.
    Fact(Span),
    /// A choice of the search.
    Choice,
}

/// An action that fails (§11): its function, its arguments (`None`: any), and the error.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Throw {
    pub(crate) function: String,
    pub(crate) args: Option<Vec<Value>>,
    pub(crate) message: String,
}

/// The bindings of one telling.
#[derive(Clone, Debug, Default)]
pub(crate) struct Oracle {
    /// What is known.
    pub(crate) facts: Facts,
    /// What is chosen.
    pub(crate) choices: Choices,
    /// Which actions fail.
    pub(crate) throws: Vec<Throw>,
    /// The clock.
    pub(crate) now: i64,
    /// What answered each phrase that was asked, in order.
    pub(crate) answers: Vec<AnsweredBy>,
    ids: u64,
}

impl Oracle {
    /// An oracle that chooses by plan.
    pub(crate) fn new(choices: Choices) -> Self {
        Oracle { choices, ..Oracle::default() }
    }
}

impl Bindings for Oracle {
    fn holds(&mut self, question: &Question<'_>) -> bool {
        if let Some((holds, _, span)) = self.facts.answer(question.function, &question.args) {
            self.answers.push(AnsweredBy::Fact(span));
            return holds;
        }
        self.answers.push(AnsweredBy::Choice);
        self.choices.phrase(question.machine, question.phrase, question.function, &question.args)
    }

    fn perform(&mut self, action: &Question<'_>) -> Result<(), String> {
        let same = |args: &Vec<Value>| {
            args.len() == action.args.len() && args.iter().zip(&action.args).all(|(a, b)| a.equals(b))
        };
        let fails =
            |throw: &&Throw| throw.function == action.function && throw.args.as_ref().is_none_or(same);
        self.throws.iter().find(fails).map_or(Ok(()), |throw| Err(throw.message.clone()))
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
    /// Adds what a `given:` says.
    pub(crate) fn give(&mut self, question: &Question<'_>, holds: bool, span: Span) {
        self.add(question.function, &question.args, holds, Source::Given, span);
    }
}
