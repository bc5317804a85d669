//! The results of stories: everything that reports, generated tests and tools need (reference#verdicts).
//!
//! A result borrows no data from its run. Places are spans; [`crate::story::report`] formats them.

use flow_model::model::{EventId, HandlerId, MachineId, PhraseId, ScenarioId, StateId, TurnedAway};
use flow_syntax::source::Span;

use crate::exec::value::Value;
pub use crate::history::Actual;
use crate::history::coverage::Hits;
pub use crate::history::judge::Unmet;
use crate::history::trace::{Trace, Why};

/// The verdict on a story or on one of its runs (reference#verdicts). The greatest verdict of the runs is that of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All assertions are met.
    Passed,
    /// No assertion failed, but some could not be judged.
    Undecided,
    /// Something expected is not so.
    Failed,
}

/// The results of all stories.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The stories, machine by machine, in the order of the scenarios; then the cases of test files.
    pub stories: Vec<StoryResult>,
    /// The items that they exercised.
    pub hits: Hits,
}

impl Results {
    /// The worst of the verdicts.
    pub fn verdict(&self) -> Verdict {
        self.stories.iter().map(|story| story.verdict).max().unwrap_or(Verdict::Passed)
    }

    /// The story of a scenario of a machine, or the case of a test file, by name.
    pub fn story(&self, name: &str) -> Option<&StoryResult> {
        self.stories.iter().find(|story| story.name == name)
    }
}

/// The kind of a story (reference#descriptions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryKind {
    /// A story: it was run.
    Story,
    /// A description of how a machine reacts to another one; it has no assertions and was not run.
    Description,
    /// A case of a test file (reference#test-files).
    Case,
}

/// The result of one story.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryResult {
    /// Its machine; of a case of the whole system, the one that its first line is about.
    pub machine: MachineId,
    /// Its scenario; `None` for a case of the whole system.
    pub scenario: Option<ScenarioId>,
    /// The name people know it by.
    pub name: String,
    /// Whether it was run.
    pub kind: StoryKind,
    /// The worst of its runs.
    pub verdict: Verdict,
    /// Whether it has no assertions (`vacuous-scenario`).
    pub vacuous: bool,
    /// The main line first, then the alternatives and continuations. Empty for a description.
    pub runs: Vec<RunResult>,
    /// Handlers that have no run, since the facts of the story exclude them.
    pub ruled_out: Vec<RuledOut>,
    /// Handlers that have further runs which were not made, since there are too many; the story is undecided then, unless it
    /// failed.
    pub cut: Vec<HandlerId>,
    /// The header line.
    pub span: Span,
}

impl StoryResult {
    /// Whether it is a case of the whole system (reference#system-tests).
    pub fn is_of_system(&self) -> bool {
        self.scenario.is_none()
    }
}

/// A skipped handler that has no run of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct RuledOut {
    /// The handler.
    pub handler: HandlerId,
    /// The fact or the guard that excludes it.
    pub by: Span,
}

/// The kind of a run (reference#story-runs).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// The main line.
    Main,
    /// The one with this alternative.
    Alternative(HandlerId),
    /// The one along a branch of a guard that this handler continues.
    Branch(HandlerId),
}

/// The result of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunResult {
    /// Its kind.
    pub kind: RunKind,
    /// Its verdict.
    pub verdict: Verdict,
    /// Where it failed, and how.
    pub failure: Option<Failure>,
    /// Whether the search for assumptions reached its bound before its end.
    pub bound_reached: bool,
    /// Assertions that the interpreter cannot judge.
    pub undecided: Vec<Span>,
    /// The assumptions, in the order of the questions.
    pub assumptions: Vec<Assumption>,
    /// Every guard phrase that was asked, in order, by any machine, and its answer: the same answers give the same run.
    pub answers: Vec<Answer>,
    /// The start of the story.
    pub start: Start,
    /// The handlers taken, in order.
    pub taken: Vec<Taken>,
    /// The skipped handlers, in order.
    pub skipped: Vec<SkippedHandler>,
    /// Events that were rejected.
    pub rejections: Vec<Rejection>,
    /// Handler lines that could be meant otherwise, if an assertion failed (reference#story-runs).
    pub hints: Vec<Hint>,
    /// The trace, for diagrams.
    pub trace: Trace,
    /// The items that the run exercised.
    pub hits: Hits,
}

/// The start of a run (reference#story-start).
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Whether the run is a case of the whole system, so that none of the following is about one instance in particular.
    pub is_of_system: bool,
    /// The state of the story's machine.
    pub state: StateId,
    /// Its context, by variable.
    pub context: Vec<Value>,
    /// The other machines that the story puts in a state.
    pub others: Vec<(MachineId, StateId)>,
}

/// A guard phrase that was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The machine that asked.
    pub machine: MachineId,
    /// The phrase of that machine.
    pub phrase: PhraseId,
    /// The values of its arguments.
    pub args: Vec<Value>,
    /// The answer.
    pub holds: bool,
    /// Its source.
    pub by: AnsweredBy,
}

/// The source of the answer to a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnsweredBy {
    /// A fact of the story or an assumption of a test, with its line.
    Fact(Span),
    /// A choice of the search: it is among the assumptions.
    Choice,
}

/// A handler that a run took.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The handler of the story; perhaps a retelling.
    pub handler: HandlerId,
    /// The state before.
    pub before: StateId,
    /// The state after.
    pub after: StateId,
    /// The payload, if the event was scripted; `None` if a machine of the system, or time, sent it.
    pub scripted: Option<Vec<(String, Value)>>,
}

/// A handler that a run skipped (reference#alternatives).
#[derive(Clone, Debug, PartialEq)]
pub struct SkippedHandler {
    /// The handler.
    pub handler: HandlerId,
    /// The state the story was in.
    pub state: StateId,
    /// Why it did not fail there.
    pub reason: Reason,
}

/// Why a handler was skipped (reference#alternatives).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An earlier handler was taken in a state that accepts it.
    Alternative,
    /// Another branch of the handler taken at this index continues with it.
    Branch(usize),
    /// It follows this handler, which was skipped itself.
    Follows(HandlerId),
}

/// An answer that a run chose, since no fact gives it (reference#assumptions).
#[derive(Clone, Debug, PartialEq)]
pub enum Assumption {
    /// A guard phrase has this answer.
    Phrase {
        /// The machine that asked first.
        machine: MachineId,
        /// The phrase of that machine.
        phrase: PhraseId,
        /// Its function; in every machine, the same function with the same arguments has this answer.
        function: String,
        /// The words of the first call.
        words: String,
        /// The values of its arguments.
        args: Vec<Value>,
        /// The answer.
        holds: bool,
    },
    /// An actor outside answered another machine with the event of this handler.
    Answer {
        /// The machine that was answered.
        machine: MachineId,
        /// Its handler.
        handler: HandlerId,
    },
}

/// Where a run failed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The kind of failure.
    pub kind: FailureKind,
    /// The handler at which it failed, of the story's machine (or, in a test, of another one); `None` at its end.
    pub at: Option<(MachineId, HandlerId)>,
    /// The line of the failed expectation.
    pub span: Span,
    /// The state the story was in.
    pub state: StateId,
    /// Whether there were assumptions to choose, and none of them avoids the failure.
    pub cannot_be_met: bool,
    /// Whether further steps of a test follow its line.
    pub is_in_script: bool,
    /// Further assertions in the same list that fail there, without those that depend on phrases.
    pub also: Vec<Unmet>,
}

/// The kinds of failure.
#[derive(Clone, Debug, PartialEq)]
pub enum FailureKind {
    /// The handler is not accepted in the state of the story.
    NotAccepted,
    /// Another machine, in this state, does not accept an event that a test sends to it.
    RejectedBy {
        /// The machine.
        machine: MachineId,
        /// Its state.
        state: StateId,
    },
    /// An event that a test expects to be turned away is handled.
    Accepted {
        /// How it should have been turned away.
        how: TurnedAway,
        /// The machine that handled it.
        machine: MachineId,
        /// Its state then.
        state: StateId,
    },
    /// The handler's event is not in flight.
    NotInFlight,
    /// An event of time is due only after another one, which moves the machine to another state.
    Late(Late),
    /// The handler's event of time was due before the handlers above it in the story, and occurred then.
    CameBefore {
        /// How long after the beginning, in microseconds.
        after: i64,
        /// The state in which it occurred.
        state: StateId,
    },
    /// Too many events of time occur before the handler's to wait for it.
    TooLong,
    /// The handler failed: a division by zero, an action that throws.
    Broken(String),
    /// The event was refused with this text, and the handler has no matching `reject`.
    Refused(String),
    /// A step of the retelling did not happen.
    StepMissing,
    /// An assertion failed, with these actual values.
    Expectation(Vec<Actual>),
    /// A rule was false after a commit, with these actual values.
    RuleBroken(Vec<Actual>),
    /// The machines send each other messages without end.
    Endless,
}

/// An event of time that is due too late. Times are microseconds from the beginning of the run.
#[derive(Clone, Debug, PartialEq)]
pub struct Late {
    /// When it is due.
    pub after: i64,
    /// The event that is due before it, with its sender.
    pub earlier: EventId,
    /// When that is due.
    pub earlier_after: i64,
}

/// An event that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// The event.
    pub event: String,
    /// The machine.
    pub machine: MachineId,
    /// The state it was in.
    pub state: StateId,
    /// The emit that sent it.
    pub span: Option<Span>,
    /// The reason.
    pub why: Why,
}

/// A handler line that could be meant otherwise (reference#story-runs).
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// The handler that was perhaps not meant as it was read.
    pub handler: HandlerId,
    /// How it was read.
    pub read_as: ReadAs,
    /// The state to name in `in #…`.
    pub state: StateId,
}

/// How a handler was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// As an alternative, or as a continuation of one, and skipped.
    Alternative,
    /// As the step after this other one.
    After(HandlerId),
}
