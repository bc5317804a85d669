//! A story as it will be run, and the plan of one run.
//!
//! A story is a scenario, or a case of a test file that varies one. Plans refer to its turns by position.

use flow_model::cases::{AssumedPhrase, FailingAction, PayloadValue, ScriptedEvent};
use flow_model::model::{
    Assertion, Expr, Fact, HandlerId, MachineId, Party, ScenarioId, Span, StateId, VariableId,
};

use crate::exec::runnable::Runnable;

/// What is told: a scenario, or a variation of one (§11).
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// Whose story it is.
    pub(crate) machine: MachineId,
    /// Whether the other machines are scripted too (§10.7).
    pub(crate) alone: bool,
    /// The handler that says where it begins, if no fact does: the scenario's first.
    pub(crate) opening: Option<HandlerId>,
    /// The facts it begins with.
    pub(crate) given: Vec<Fact>,
    /// What happens, in order.
    pub(crate) turns: Vec<Turn>,
    /// What is expected at the end.
    pub(crate) expect: Vec<Assertion>,
    /// Guard phrases that a test fixes.
    pub(crate) assumed: Vec<AssumedPhrase>,
    /// A handler of another machine that a test is about: the story ends when it was taken.
    pub(crate) other_machine: Option<(MachineId, Turn)>,
    /// What a test lets happen after the turns.
    pub(crate) script: Vec<ScriptedEvent>,
    /// Lines of a test that assert a phrase bindings_used has: undecided.
    pub(crate) unknown: Vec<Span>,
}

/// One handler of a story, as the story tells it.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// The handler.
    pub(crate) handler: HandlerId,
    /// The facts that hold from here on.
    pub(crate) given: Vec<Fact>,
    /// Variables that a test sets just before.
    pub(crate) context: Vec<(VariableId, Expr)>,
    /// Payload fields that a test sets.
    pub(crate) payload: Vec<PayloadValue>,
    /// Actions that a test lets fail, with the error. The handler fails then, and the story goes on.
    pub(crate) throws: Vec<FailingAction>,
    /// What is expected right after it.
    pub(crate) expect: Vec<Assertion>,
}

/// Which way a run goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Plan {
    /// Exactly these turns are taken first, and no others before or between them.
    pub(crate) forced: Vec<usize>,
    /// The last of them rests in this state.
    pub(crate) rest: Option<StateId>,
    /// This one, further down, must not be passed over.
    pub(crate) goal: Option<usize>,
    /// Whether this is a case of a test file, whose assertions are checked wherever its plan leads.
    pub(crate) case: bool,
}

impl Plan {
    /// Whether what the scenario expects is to be checked at the end: on the main line, and in tests.
    pub(crate) fn is_judged(&self) -> bool {
        self.case || (self.forced.is_empty() && self.goal.is_none())
    }
}

impl Story {
    /// A scenario as it was told.
    pub(crate) fn of(runnable: &Runnable<'_>, machine: MachineId, scenario: ScenarioId) -> Story {
        let definition = runnable.machine(machine);
        let told = &definition.scenarios[scenario];
        let first = told.handlers.first().map(|id| runnable.get(machine, *id).event);
        let from = first.and_then(|event| definition.events[event].from);
        Story {
            machine,
            alone: matches!(from, Some(Party::Machine(_))),
            opening: told.handlers.first().copied(),
            given: told.given.clone(),
            turns: told.handlers.iter().map(|id| Turn::of(runnable, machine, *id)).collect(),
            expect: told.expect.clone(),
            assumed: Vec::new(),
            script: Vec::new(),
            other_machine: None,
            unknown: Vec::new(),
        }
    }
}

impl Turn {
    /// A handler as it was told.
    pub(crate) fn of(runnable: &Runnable<'_>, machine: MachineId, handler: HandlerId) -> Turn {
        let told = runnable.get(machine, handler);
        Turn {
            handler,
            given: told.given.clone(),
            context: Vec::new(),
            payload: Vec::new(),
            throws: Vec::new(),
            expect: told.expect.clone(),
        }
    }
}
