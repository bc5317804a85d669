//! Interrupts steps with very many combinations of answers, so that the budget of an exploration is asked within them, too.
//!
//! A handler with 24 guard phrases has 16 million combinations. When some of them were tried, the run is put aside, the world counts
//! as not followed yet, and the search asks whether to go on; then it follows the same world again, and the run continues.

use flow_model::model::{HandlerId, StateId, VariableId};

use crate::intern::Lookup;
use crate::outcome::{Effect, Outcome, OutcomeKind};
use crate::view::Neighbours;

/// After how many combinations a run is interrupted: some hundredths of a second.
pub(crate) const MOST_AT_ONCE: usize = if cfg!(test) { 64 } else { 4096 };

/// The most different results of one step: more need too much memory.
const MOST_RESULTS: usize = 1 << 18;

/// A run that has not tried all combinations of answers.
#[derive(Debug)]
pub(crate) struct PartialRun {
    /// The local state of the instance, the content of the message and, if they matter, the other instances.
    pub(crate) local: u32,
    pub(crate) content: u32,
    pub(crate) others: Option<Neighbours>,
    /// The next combination; `None` if all were tried.
    pub(crate) plan: Option<Vec<usize>>,
    /// How many were tried.
    pub(crate) tried: usize,
    pub(crate) outcomes: Vec<Outcome>,
    known: Lookup<Result, ()>,
}

/// An outcome without the answers that lead to it.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Result {
    kind: OutcomeKind,
    local: u32,
    states: (StateId, StateId),
    handler: Option<HandlerId>,
    effects: Vec<Effect>,
    answers_again: bool,
    grows: Option<VariableId>,
}

impl PartialRun {
    pub(crate) fn new(local: u32, content: u32, others: Option<Neighbours>) -> PartialRun {
        let (plan, tried, outcomes) = (Some(Vec::new()), 0, Vec::new());
        PartialRun { local, content, others, plan, tried, outcomes, known: Lookup::default() }
    }

    /// Adds an outcome. Of very many, only those with different results are kept: others lead to the same worlds.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        if self.outcomes.len() == MOST_AT_ONCE && self.known.is_empty() {
            self.known = self.outcomes.iter().map(|outcome| (result_of(outcome), ())).collect();
        }
        if self.outcomes.len() < MOST_AT_ONCE || self.known.insert(result_of(&outcome), ()).is_none() {
            self.outcomes.push(outcome);
        }
    }
}

fn result_of(outcome: &Outcome) -> Result {
    let Outcome { kind, local, states, handler, effects, given: _, answers_again, grows } = outcome;
    let (kind, effects) = (kind.clone(), effects.clone());
    Result {
        kind,
        local: *local,
        states: *states,
        handler: *handler,
        effects,
        answers_again: *answers_again,
        grows: *grows,
    }
}

/// The runs that were interrupted.
#[derive(Debug, Default)]
pub(crate) struct Interruptions {
    /// Whether runs are interrupted: while worlds are searched, but not when a step is looked at again.
    pub(crate) is_possible: bool,
    /// Whether one was interrupted, so that the steps of its world are not complete.
    pub(crate) has_happened: bool,
    runs: Vec<PartialRun>,
}

impl Interruptions {
    /// The run of a message that was interrupted before.
    pub(crate) fn take(
        &mut self,
        local: u32,
        content: u32,
        others: Option<&Neighbours>,
    ) -> Option<PartialRun> {
        let is_meant =
            |run: &PartialRun| (run.local, run.content, run.others.as_ref()) == (local, content, others);
        let at = self.runs.iter().position(is_meant)?;
        Some(self.runs.remove(at))
    }

    pub(crate) fn put_aside(&mut self, run: PartialRun) {
        self.has_happened = true;
        self.runs.push(run);
    }

    /// Nothing is interrupted yet in the steps of a world.
    pub(crate) fn begin(&mut self) {
        self.has_happened = false;
    }

    /// Whether a step is too long for a number of states.
    pub(crate) fn is_too_long(&self, most: usize) -> bool {
        self.runs.iter().any(|run| run.tried > most || run.outcomes.len() > MOST_RESULTS)
    }

    /// The content of the message of each run that was interrupted, and how many combinations it has tried.
    pub(crate) fn unfinished(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        self.runs.iter().map(|run| (run.content, run.tried))
    }
}
