//! What came of stories (language.md §10): everything that a report, a generated test or a tool wants to know.
//!
//! Nothing in here borrows from the run. Places are spans; [`crate::story::report`] turns them into the author's words.

use flow_model::model::{HandlerId, MachineId, PhraseId, ScenarioId, StateId};
use flow_syntax::source::Span;

use crate::exec::value::Value;
use crate::history::coverage::Hits;
pub use crate::history::judge::{Actual, Unmet};
use crate::history::trace::Trace;

/// What a story, or one of its runs, comes to (§10.6). The greater one counts for the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everything expected holds.
    Passed,
    /// Nothing failed, but something could not be decided.
    Undecided,
    /// Something expected is not so.
    Failed,
}

/// Everything that was told.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The stories, machine by machine, in the order of the scenarios; then the cases of test files.
    pub stories: Vec<StoryResult>,
    /// What they exercised.
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

/// What a scenario is (§10.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryKind {
    /// A story: it was run.
    Story,
    /// A description of what a machine does when another one asks; it expects nothing and was not run.
    Description,
    /// A case of a test file (§11).
    Case,
}

/// What came of one story.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryResult {
    /// Its machine.
    pub machine: MachineId,
    /// Its scenario.
    pub scenario: ScenarioId,
    /// The name people know it by.
    pub name: String,
    /// Whether it was run.
    pub kind: StoryKind,
    /// The worst of its runs.
    pub verdict: Verdict,
    /// Whether it checks nothing (`vacuous-scenario`).
    pub vacuous: bool,
    /// The main line first, then the alternatives and continuations. Empty for a description.
    pub runs: Vec<RunResult>,
    /// Handlers that have no run, since the facts of the story never lead there.
    pub ruled_out: Vec<RuledOut>,
    /// Handlers on further ways that were not run, since there are too many; the story is undecided then, unless it failed.
    pub cut: Vec<HandlerId>,
    /// The header line.
    pub span: Span,
}

/// A handler that was passed over and has no run of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct RuledOut {
    /// The handler.
    pub handler: HandlerId,
    /// The fact or the guard that leads elsewhere.
    pub by: Span,
}

/// Which way through the story a run takes (§10.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// The main line.
    Main,
    /// The one with this alternative.
    Alternative(HandlerId),
    /// The one along a branch of a guard that this handler continues.
    Branch(HandlerId),
}

/// What came of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunResult {
    /// Which way it takes.
    pub kind: RunKind,
    /// What it comes to.
    pub verdict: Verdict,
    /// Where it failed, and how.
    pub failure: Option<Failure>,
    /// Whether the search for assumptions reached its bound before its end.
    pub bound_reached: bool,
    /// Assertions that nothing here can decide.
    pub undecided: Vec<Span>,
    /// What was assumed, in the order it was asked.
    pub assumptions: Vec<Assumption>,
    /// Every guard phrase that was asked, in order, by whichever machine, and its answer: whoever gives these answers sees the
    /// same run.
    pub answers: Vec<Answer>,
    /// What the story began with.
    pub start: Start,
    /// The handlers taken, in order.
    pub taken: Vec<Taken>,
    /// The handlers passed over, in order.
    pub passed_over: Vec<PassedOver>,
    /// Events that were rejected.
    pub rejections: Vec<Rejection>,
    /// Handler lines that would say otherwise, if an expectation failed (§10.5).
    pub hints: Vec<Hint>,
    /// What happened, for diagrams.
    pub trace: Trace,
    /// What the run exercised.
    pub hits: Hits,
}

/// What a run began with (§10.1).
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
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
    /// Whether it holds.
    pub holds: bool,
    /// What says so.
    pub by: AnsweredBy,
}

/// What answered a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnsweredBy {
    /// A fact of the story, or an assumption of a test, that stands there.
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

/// A handler that a run passed over (§10.3).
#[derive(Clone, Debug, PartialEq)]
pub struct PassedOver {
    /// The handler.
    pub handler: HandlerId,
    /// The state the story was in.
    pub state: StateId,
    /// Why it did not fail there.
    pub reason: Reason,
}

/// Why a handler could be passed over (§10.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An earlier handler was taken in a state that accepts it.
    Alternative,
    /// Another branch of the guards of the handler taken at this index leads to it.
    Branch(usize),
    /// This handler, itself passed over, leads to it.
    Follows(HandlerId),
}

/// An answer that nothing gives, and that a run chose (§10.4).
#[derive(Clone, Debug, PartialEq)]
pub enum Assumption {
    /// A guard phrase holds, or not.
    Phrase {
        /// The machine that asked first.
        machine: MachineId,
        /// The phrase of that machine.
        phrase: PhraseId,
        /// Its function; in every machine, the same function with the same arguments has this answer.
        function: String,
        /// The values of its arguments.
        args: Vec<Value>,
        /// Whether it holds.
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
    /// What is wrong.
    pub kind: FailureKind,
    /// The handler at which it failed, of the story's machine (or, in a test, of another one); `None` at its end.
    pub at: Option<(MachineId, HandlerId)>,
    /// The line that says what was expected.
    pub span: Span,
    /// The state the story was in.
    pub state: StateId,
    /// Whether there were assumptions to choose, and none makes it come out well.
    pub cannot_be_met: bool,
    /// The expectations below an expectation that do not hold there either, as far as no phrase has to say.
    pub also: Vec<Unmet>,
}

/// The ways to fail.
#[derive(Clone, Debug, PartialEq)]
pub enum FailureKind {
    /// The handler is not accepted where the story stands.
    NotAccepted,
    /// The handler's event is not under way.
    NotInFlight,
    /// The handler failed: a division by zero, an action that throws.
    Broken(String),
    /// A step of the retelling did not happen.
    StepMissing,
    /// An expectation does not hold, and this is so instead.
    Expectation(Vec<Actual>),
    /// The machines send each other messages without end.
    Endless,
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
    /// What went wrong; `None` if no handler takes it in this state.
    pub error: Option<String>,
}

/// A handler line that would say otherwise (§10.5).
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// The handler that was read in a way that perhaps was not meant.
    pub handler: HandlerId,
    /// How it was read.
    pub read_as: ReadAs,
    /// The state to name in `in #…`.
    pub state: StateId,
}

/// How a handler was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// As an alternative, or what follows from one, and passed over.
    Alternative,
    /// As the step after this other one.
    After(HandlerId),
}
