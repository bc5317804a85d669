//! Answers what a handler asks of the outside, in every possible combination, one run after the other.
//!
//! A run follows a *plan*, the numbers of the answers so far; where the plan ends, the first answer is taken. The next plan changes the
//! last answer that has another one.

use std::collections::BTreeSet;
use std::sync::Arc;

use flow_model::model::{MachineId, PhraseId};
use flow_sim::exec::eval::{NoOthers, Others};
use flow_sim::exec::{Bindings, PhraseCall, Value};

use crate::world::Kept;

/// The error of an action that fails.
pub(crate) const FAILURE: &str = "failed";

/// Every id that `uuid()` makes.
pub(crate) const UUID: &str = "id";

/// An answer that a run has taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Given {
    /// The phrase.
    pub(crate) phrase: PhraseId,
    /// The words of the call.
    pub(crate) words: Arc<str>,
    /// The answer.
    pub(crate) answer: Answer,
    /// Whether the call has values, so that the same words can be another question.
    pub(crate) has_values: bool,
    /// Its number among the possible ones.
    chosen: usize,
    /// How many there are.
    options: usize,
}

/// The answer to a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// A guard phrase.
    Holds(bool),
    /// An action succeeded, or failed.
    Succeeds(bool),
    /// A `comes from` answered this; `None` if it failed.
    Value(Option<Value>),
}

/// What the asker has to know of the specification.
pub(crate) trait Knowledge {
    /// The values that a phrase can answer.
    fn answers(&mut self, machine: MachineId, phrase: PhraseId, zero: &Value) -> Vec<Value>;
    /// Whether a call can fail.
    fn can_fail(&self, question: &PhraseCall<'_>) -> bool;
    /// Records that a result is an approximation.
    fn approximated(&mut self) -> &mut BTreeSet<String>;
}

/// The bindings of one run.
pub(crate) struct Asker<'a> {
    plan: &'a [usize],
    knowledge: &'a mut dyn Knowledge,
    others: Option<&'a dyn Others>,
    /// Answers of earlier runs that are valid for this one.
    kept: &'a [Kept],
    /// The answers of this run, in order.
    pub(crate) given: Vec<Given>,
    /// Whether it has asked for the time, which stands still.
    pub(crate) asks_time: bool,
}

impl<'a> Asker<'a> {
    /// Bindings that follow a plan.
    pub(crate) fn new(
        plan: &'a [usize],
        knowledge: &'a mut dyn Knowledge,
        others: Option<&'a dyn Others>,
    ) -> Self {
        Asker { plan, knowledge, others, kept: &[], given: Vec::new(), asks_time: false }
    }

    /// The same, with answers of earlier runs that are valid for this one.
    pub(crate) fn with_kept(mut self, kept: &'a [Kept]) -> Self {
        self.kept = kept;
        self
    }

    /// The answer of an earlier run.
    fn find_kept(&self, question: &PhraseCall<'_>) -> Option<Answer> {
        let mut kept = self.kept.iter();
        let found = kept.find(|kept| kept.phrase == question.phrase && kept.words == question.words)?;
        Some(found.answer.clone())
    }

    /// Takes the next of `options` answers.
    fn choose(
        &mut self,
        question: &PhraseCall<'_>,
        options: usize,
        answer: impl FnOnce(usize) -> Answer,
    ) -> Answer {
        let chosen = self.plan.get(self.given.len()).copied().unwrap_or(0);
        let answer = answer(chosen);
        let (phrase, words) = (question.phrase, Arc::clone(&question.words));
        let has_values = !question.args.is_empty();
        self.given.push(Given { phrase, words, answer: answer.clone(), has_values, chosen, options });
        answer
    }
}

/// The plan after a run; `None` if all were tried.
pub(crate) fn next_plan(given: &[Given]) -> Option<Vec<usize>> {
    let at = given.iter().rposition(|one| one.chosen + 1 < one.options)?;
    let mut plan: Vec<usize> = given[..at].iter().map(|one| one.chosen).collect();
    plan.push(given[at].chosen + 1);
    Some(plan)
}

impl Bindings for Asker<'_> {
    fn holds(&mut self, question: &PhraseCall<'_>) -> bool {
        // Without arguments it is the same question as before, and the handler takes no time.
        let before =
            self.given.iter().find(|one| one.phrase == question.phrase && one.words == question.words);
        if let Some(Given { answer: Answer::Holds(answer), .. }) = before
            && question.args.is_empty()
        {
            return *answer;
        }
        if let Some(kept) = self.find_kept(question) {
            return kept == Answer::Holds(true);
        }
        self.choose(question, 2, |chosen| Answer::Holds(chosen == 0)) == Answer::Holds(true)
    }

    fn perform(&mut self, action: &PhraseCall<'_>) -> Result<(), String> {
        if !self.knowledge.can_fail(action) {
            return Ok(());
        }
        match self.choose(action, 2, |chosen| Answer::Succeeds(chosen == 0)) {
            Answer::Succeeds(false) => Err(FAILURE.to_owned()),
            _ => Ok(()),
        }
    }

    fn answer(&mut self, question: &PhraseCall<'_>, zero: Value) -> Result<Value, String> {
        let mut values = self.knowledge.answers(question.machine, question.phrase, &zero);
        let options = values.len() + usize::from(self.knowledge.can_fail(question));
        if options <= 1 {
            return Ok(values.pop().unwrap_or(zero));
        }
        if let Some(Answer::Value(Some(kept))) = self.find_kept(question) {
            return Ok(kept);
        }
        match self.choose(question, options, |chosen| Answer::Value(values.get(chosen).cloned())) {
            Answer::Value(Some(value)) => Ok(value),
            _ => Err(FAILURE.to_owned()),
        }
    }

    fn now(&mut self) -> i64 {
        self.asks_time = true;
        0
    }

    fn uuid(&mut self) -> String {
        self.knowledge.approximated().insert("uuid(): every id is one and the same".to_owned());
        UUID.to_owned()
    }

    fn others(&self) -> &dyn Others {
        self.others.unwrap_or(&NoOthers)
    }
}
