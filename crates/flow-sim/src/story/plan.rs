//! A story as it will be run, and the plan of one run.
//!
//! A story is a scenario, or a case of a test file that varies one. Plans refer to its turns by position.

use flow_model::cases::{AssumedPhrase, FailingAction, PayloadValue, ScriptedStep};
use flow_model::model::{
    Assertion, Expr, Fact, HandlerId, MachineId, Party, ScenarioId, Span, StateId, VariableId,
};

use crate::exec::runnable::Runnable;

/// A story to run: a scenario, or a case of a test file that varies one.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// The machine of the scenario.
    pub(crate) machine: MachineId,
    /// Whether it is a case of the whole system, without turns: no instance is its own (reference#system-tests).
    pub(crate) is_of_system: bool,
    /// Whether the other machines are scripted too (reference#descriptions).
    pub(crate) alone: bool,
    /// The first handler of the scenario, which determines the initial state if no fact does.
    pub(crate) opening: Option<HandlerId>,
    /// The facts at the beginning.
    pub(crate) given: Vec<Fact>,
    /// Facts with a phrase of another machine, which is theirs.
    pub(crate) given_elsewhere: Vec<(MachineId, Fact)>,
    /// The handlers, in order.
    pub(crate) turns: Vec<Turn>,
    /// The assertions at the end.
    pub(crate) expect: Vec<Assertion>,
    /// Those of a case of the system, each with the machine that defines its names.
    pub(crate) system_expect: Vec<(MachineId, Assertion)>,
    /// Guard phrases that a test fixes.
    pub(crate) assumed: Vec<AssumedPhrase>,
    /// A handler of another machine that a test is about: the story ends when it was taken.
    pub(crate) other_machine: Option<(MachineId, Turn)>,
    /// The steps of a test after the turns.
    pub(crate) script: Vec<ScriptedStep>,
    /// Actions that a test lets fail in its script.
    pub(crate) script_throws: Vec<FailingAction>,
    /// Assertions of a test that consist of an unknown phrase: undecided.
    pub(crate) unknown: Vec<Span>,
}

/// One handler of a story.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// The handler.
    pub(crate) handler: HandlerId,
    /// The facts from here on.
    pub(crate) given: Vec<Fact>,
    /// Variables that a test sets just before.
    pub(crate) context: Vec<(VariableId, Expr)>,
    /// Payload fields that a test sets.
    pub(crate) payload: Vec<PayloadValue>,
    /// Actions that a test lets fail, with the error. The handler fails then, and the story continues.
    pub(crate) throws: Vec<FailingAction>,
    /// The assertions right after it.
    pub(crate) expect: Vec<Assertion>,
}

/// The route of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Plan {
    /// Exactly these turns are taken first, and no others before or between them.
    pub(crate) forced: Vec<usize>,
    /// The last of them rests in this state.
    pub(crate) rest: Option<StateId>,
    /// This later turn must not be skipped.
    pub(crate) goal: Option<usize>,
    /// Whether this is a case of a test file: its assertions are checked on any route.
    pub(crate) case: bool,
}

impl Plan {
    /// Whether the final assertions are checked: on the main route, and in tests.
    pub(crate) fn is_judged(&self) -> bool {
        self.case || (self.forced.is_empty() && self.goal.is_none())
    }
}

impl Story {
    /// The story of a scenario.
    pub(crate) fn of(runnable: &Runnable<'_>, machine: MachineId, scenario: ScenarioId) -> Story {
        let of = runnable.machine(machine);
        let definition = &of.scenarios[scenario];
        let first = definition.handlers.first().map(|id| runnable.get(machine, *id).event);
        let from = first.and_then(|event| of.events[event].from);
        Story {
            is_of_system: false,
            alone: matches!(from, Some(Party::Machine(_))),
            opening: definition.handlers.first().copied(),
            given: definition.given.clone(),
            turns: definition.handlers.iter().map(|id| Turn::of(runnable, machine, *id)).collect(),
            expect: definition.expect.clone(),
            ..Story::of_system(machine)
        }
    }

    /// A story of the whole system without events, from the side of a machine.
    pub(crate) fn of_system(machine: MachineId) -> Story {
        Story {
            machine,
            is_of_system: true,
            alone: false,
            opening: None,
            given: Vec::new(),
            given_elsewhere: Vec::new(),
            turns: Vec::new(),
            expect: Vec::new(),
            system_expect: Vec::new(),
            assumed: Vec::new(),
            script: Vec::new(),
            script_throws: Vec::new(),
            other_machine: None,
            unknown: Vec::new(),
        }
    }
}

impl Turn {
    /// A handler without variations.
    pub(crate) fn of(runnable: &Runnable<'_>, machine: MachineId, handler: HandlerId) -> Turn {
        let definition = runnable.get(machine, handler);
        Turn {
            handler,
            given: definition.given.clone(),
            context: Vec::new(),
            payload: Vec::new(),
            throws: Vec::new(),
            expect: definition.expect.clone(),
        }
    }
}
