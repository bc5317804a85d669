//! Searches for answers to phrases that no fact answers, by conflict-directed backtracking (reference#assumptions).
//!
//! A story is run from the beginning with the choices made so far; a new choice takes its first option. If the run fails, the
//! last choice of its conflict that has another option takes it (a backjump), and the story is run again. So the first
//! assignment that passes is found, in the order of the choices, and choices without influence on the failure are not tried.
//! The work is bounded.

use std::sync::Arc;

use flow_model::model::{HandlerId, MachineId, PhraseId};

use crate::exec::eval::PhraseCall;
use crate::exec::value::Value;
use crate::story::choice_set::ChoiceSet;

/// The bound of the work for a story: log entries and answered phrases, over all its runs. A search that uses all of it takes about a
/// second, which is as long as people wait for one story.
pub(crate) const MAX_WORK: usize = 100_000;

/// The subject of a choice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Subject {
    /// The answer of a guard phrase, first needed by this machine. The options are yes and no.
    Phrase { machine: MachineId, phrase: PhraseId, function: String, words: Arc<str>, args: Vec<Value> },
    /// The next input of the machines other than the story's own: an answer from outside by one of these handlers, or (the
    /// last option, if there is one more) time.
    Answer { handlers: Vec<(MachineId, HandlerId)> },
}

/// A choice that was made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    /// Its subject.
    pub(crate) subject: Subject,
    /// Which option was taken.
    pub(crate) pick: usize,
    /// How many there were.
    options: usize,
}

/// The choices of one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    plan: Vec<usize>,
    made: Vec<Choice>,
}

impl Choices {
    /// The answer of a phrase in this run: as chosen before, else as planned, else yes.
    pub(crate) fn answer_phrase(&mut self, question: &PhraseCall<'_>) -> bool {
        let PhraseCall { machine, phrase, function, words, args } = question;
        let known = self.made.iter().find(|choice| match &choice.subject {
            Subject::Phrase { function: other, args: values, .. } => {
                other == *function
                    && values.len() == args.len()
                    && values.iter().zip(args).all(|(a, b)| a.equals(b))
            }
            Subject::Answer { .. } => false,
        });
        let pick = known.map(|choice| choice.pick).unwrap_or_else(|| {
            let (function, words, args) = ((*function).to_owned(), Arc::clone(words), args.clone());
            self.choose(Subject::Phrase { machine: *machine, phrase: *phrase, function, words, args }, 2)
        });
        pick == 0
    }

    /// Makes a new choice among this many options.
    pub(crate) fn choose(&mut self, subject: Subject, options: usize) -> usize {
        let pick = self.plan.get(self.made.len()).copied().unwrap_or(0);
        self.made.push(Choice { subject, pick, options });
        pick
    }

    /// The choices that were made, in the order of the questions.
    pub(crate) fn made(&self) -> &[Choice] {
        &self.made
    }

    /// The choices up to one, which takes its next option, if it has one.
    fn take_next_option(&self, at: usize) -> Option<Choices> {
        let last = self.made.get(at).filter(|last| last.pick + 1 < last.options)?;
        let before = self.made[..at].iter().map(|choice| choice.pick);
        Some(Choices { plan: before.chain([last.pick + 1]).collect(), made: Vec::new() })
    }
}

/// How far a run got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// It stopped, having got this far.
    Stopped(usize),
    /// It reached its end, and all assertions are met.
    Reached,
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With an assignment that passes.
    Met,
    /// Every assignment was tried, and none does.
    NoneMeets,
    /// The bound was reached before that.
    Bound,
}

/// One run, as a search sees it.
pub(crate) struct Attempt<T> {
    /// The run.
    pub(crate) run: T,
    /// The choices it made.
    pub(crate) choices: Choices,
    /// How far it got.
    pub(crate) outcome: Outcome,
    /// The choices that its failure depends on: with the same of these, no run gets further.
    pub(crate) conflict: ChoiceSet,
    /// The work that it took.
    pub(crate) work: usize,
}

/// Runs a story with one assignment after the other, until one passes. Returns the run that passes, or else
/// the first of those that got furthest.
pub(crate) fn search<T>(work: &mut usize, mut run: impl FnMut(Choices) -> Attempt<T>) -> (T, Ending) {
    let mut attempt = run(Choices::default());
    *work += attempt.work;
    let (mut best, mut furthest) = (attempt.run, attempt.outcome);
    let mut tried = Tried::default();
    while furthest != Outcome::Reached {
        let Some(next) = tried.next(&attempt.choices, attempt.conflict) else {
            return (best, Ending::NoneMeets);
        };
        if *work >= MAX_WORK {
            return (best, Ending::Bound);
        }
        attempt = run(next);
        *work += attempt.work;
        if attempt.outcome > furthest {
            (best, furthest) = (attempt.run, attempt.outcome);
        }
    }
    (best, Ending::Met)
}

/// For each choice of the last run, the other choices that the failures with its earlier options depend on.
#[derive(Default)]
struct Tried(Vec<ChoiceSet>);

impl Tried {
    /// The next assignment in order that can avoid a failure with this conflict.
    ///
    /// If a choice has no option left, all of its failures together depend on choices before it.
    fn next(&mut self, choices: &Choices, mut choices_read: ChoiceSet) -> Option<Choices> {
        self.0.resize(choices.made.len(), ChoiceSet::default());
        while let Some(at) = choices_read.last() {
            choices_read.remove(at);
            self.0.truncate(at + 1);
            self.0[at].add(&choices_read);
            if let Some(next) = choices.take_next_option(at) {
                return Some(next);
            }
            choices_read = self.0.pop()?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(function: &str) -> PhraseCall<'_> {
        let (machine, phrase) = (MachineId(0), PhraseId(0));
        PhraseCall { machine, phrase, function, words: function.into(), args: Vec::new() }
    }

    /// Searches over `count` yes-or-no choices, made in order until `stop` returns that the answers so far fail there.
    fn check(count: usize, stop: impl Fn(&[bool]) -> bool, expected: (&str, Ending)) {
        let ask = |mut choices: Choices| {
            let mut answers = Vec::new();
            let mut outcome = Outcome::Reached;
            for at in 0..count {
                let name = format!("q{at}");
                answers.push(choices.answer_phrase(&question(&name)));
                if stop(&answers) {
                    outcome = Outcome::Stopped(answers.len());
                    break;
                }
            }
            let shown: String = answers.iter().map(|yes| if *yes { 'y' } else { 'n' }).collect();
            let conflict = ChoiceSet::all(answers.len());
            Attempt { run: shown, choices, outcome, conflict, work: count }
        };
        let (shown, ending) = search(&mut 0, ask);
        assert_eq!((shown.as_str(), ending), expected);
    }

    #[test]
    fn yes_goes_before_no() {
        check(3, |_| false, ("yyy", Ending::Met));
        check(3, |answers| answers == [true, true, true], ("yyn", Ending::Met));
        check(3, |answers| answers[0] && answers.len() == 3, ("nyy", Ending::Met));
    }

    #[test]
    fn the_one_that_gets_furthest_is_kept() {
        check(3, |answers| answers.len() == 3, ("yyy", Ending::NoneMeets));
        check(3, |answers| answers[0] || answers.len() == 2, ("ny", Ending::NoneMeets));
    }

    #[test]
    fn the_work_is_bounded() {
        check(30, |answers| answers.len() == 30, (&"y".repeat(30), Ending::Bound));
    }

    #[test]
    fn a_phrase_keeps_its_answer() {
        let mut choices = Choices { plan: vec![1], made: Vec::new() };
        assert!(!choices.answer_phrase(&question("a")));
        assert!(choices.answer_phrase(&question("b")));
        let of_another = PhraseCall { machine: MachineId(1), phrase: PhraseId(4), ..question("a") };
        assert!(!choices.answer_phrase(&of_another));
        assert_eq!(choices.made().len(), 2);
    }
}
