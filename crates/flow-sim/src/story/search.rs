//! Finding answers to what nothing answers, by search with backtracking (language.md §10.4).
//!
//! A story is attempt from the beginning with the answers chosen so far; where it asks something new, it takes the first
//! option. If that does not come out well, the last choice that the failure depends on and that has another option takes
//! it, and the story is attempt again. So the first assignment that comes out well is found, in the order things are asked,
//! and what cannot matter is not tried. The work is bounded.

use flow_model::model::{HandlerId, MachineId, PhraseId};

use crate::exec::value::Value;
use crate::story::choice_set::ChoiceSet;

/// How much work a story may be: handlers run, guards looked at and phrases asked, over all its runs.
pub(crate) const MAX_WORK: usize = 100_000;

/// What is chosen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Subject {
    /// Whether a guard phrase holds; asked first by this machine. The options are yes and no.
    Phrase { machine: MachineId, phrase: PhraseId, function: String, args: Vec<Value> },
    /// What comes next to machines that are not the story's own: an answer from outside by one of these handlers, or (the
    /// last option, if there is one more) time.
    Answer { handlers: Vec<(MachineId, HandlerId)> },
}

/// A choice that was made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    /// What it is about.
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
    /// Whether a phrase holds in this run: as chosen before, else as planned, else yes.
    pub(crate) fn phrase(
        &mut self,
        machine: MachineId,
        phrase: PhraseId,
        function: &str,
        args: &[Value],
    ) -> bool {
        let known = self.made.iter().find(|choice| match &choice.subject {
            Subject::Phrase { function: other, args: values, .. } => {
                other == function
                    && values.len() == args.len()
                    && values.iter().zip(args).all(|(a, b)| a.equals(b))
            }
            Subject::Answer { .. } => false,
        });
        let pick = known.map(|choice| choice.pick).unwrap_or_else(|| {
            let (function, args) = (function.to_owned(), args.to_vec());
            self.choose(Subject::Phrase { machine, phrase, function, args }, 2)
        });
        pick == 0
    }

    /// Makes a new choice between so many options.
    pub(crate) fn choose(&mut self, subject: Subject, options: usize) -> usize {
        let pick = self.plan.get(self.made.len()).copied().unwrap_or(0);
        self.made.push(Choice { subject, pick, options });
        pick
    }

    /// What was chosen, in the order it was asked.
    pub(crate) fn made(&self) -> &[Choice] {
        &self.made
    }

    /// The choices up to one, which takes its next option, if it has one.
    fn turn(&self, at: usize) -> Option<Choices> {
        let last = self.made.get(at).filter(|last| last.pick + 1 < last.options)?;
        let before = self.made[..at].iter().map(|choice| choice.pick);
        Some(Choices { plan: before.chain([last.pick + 1]).collect(), made: Vec::new() })
    }
}

/// How well a run came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// It stopped, having got this far.
    Stopped(usize),
    /// It reached its end, and what was expected holds.
    Reached,
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With an assignment that comes out well.
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
    /// How it came out.
    pub(crate) outcome: Outcome,
    /// The choices that its failure depends on: with the same of these, no run gets further.
    pub(crate) conflict: ChoiceSet,
    /// How much work it was.
    pub(crate) work: usize,
}

/// Tells a story with one assignment after the other, until it comes out well. The answer is the run that did, else
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

/// For each choice of the last run, what the failures with its earlier options depend on beside itself.
#[derive(Default)]
struct Tried(Vec<ChoiceSet>);

impl Tried {
    /// The next assignment in order that can come out otherwise than a failure with these choices_read.
    ///
    /// If a choice has no option left, all of its failures together depend on choices before it.
    fn next(&mut self, choices: &Choices, mut choices_read: ChoiceSet) -> Option<Choices> {
        self.0.resize(choices.made.len(), ChoiceSet::default());
        while let Some(at) = choices_read.last() {
            choices_read.remove(at);
            self.0.truncate(at + 1);
            self.0[at].add(&choices_read);
            if let Some(next) = choices.turn(at) {
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

    /// Searches over `count` yes-or-no questions, asked in order until `stop` says that the answers so far fail there.
    fn check(count: usize, stop: impl Fn(&[bool]) -> bool, expected: (&str, Ending)) {
        let ask = |mut choices: Choices| {
            let mut answers = Vec::new();
            let mut outcome = Outcome::Reached;
            for question in 0..count {
                let name = format!("q{question}");
                answers.push(choices.phrase(MachineId(0), PhraseId(0), &name, &[]));
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
        assert!(!choices.phrase(MachineId(0), PhraseId(0), "a", &[]));
        assert!(choices.phrase(MachineId(0), PhraseId(0), "b", &[]));
        assert!(!choices.phrase(MachineId(1), PhraseId(4), "a", &[]));
        assert_eq!(choices.made().len(), 2);
    }
}
