//! One telling of a story, along one way, with one assignment of choices (language.md §10.1–5).
//!
//! The handlers come in order. What outside actors send comes when its turn comes; what machines of the system send must
//! have arrived by itself and waits for its turn. A handler that cannot be taken is passed over if it is an alternative
//! or a continuation of a way not taken; otherwise the telling stops there. A [`Plan`] says which way to go.

mod arrive;
mod aside;
mod cue;
mod pass;
mod setup;

use std::rc::Rc;

use flow_model::cases::{AssumedPhrase, FailingAction, PayloadValue, ScriptedEvent};
use flow_model::model::{Assertion, Expr, Fact, HandlerId, MachineId, Role, Span, StateId, VariableId};

use self::arrive::Arrival;
use crate::blame::blame;
use crate::choices::{Choices, Outcome, Told};
use crate::dispatch::Runnable;
use crate::judge::{Judgement, View};
use crate::oracle::Oracle;
use crate::result::{Failure, FailureKind, PassedOver, Reason, Start, Unmet};
use crate::retell;
use crate::step::{Done, Happened, Refusal};
use crate::system::{Entry, InstanceId, System};
use crate::value::Value;

/// When stories begin: an arbitrary moment, so that `now()` is not the zero of its type.
const START: i64 = 1_000_000_000_000;

/// How often other machines are helped along (by answers from outside, or time) while one event is awaited.
const PATIENCE: usize = 32;

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
    pub(crate) aside: Option<(MachineId, Turn)>,
    /// What a test lets happen after the turns.
    pub(crate) script: Vec<ScriptedEvent>,
    /// Lines of a test that assert a phrase nobody has: undecided.
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

/// Which way a telling goes.
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
    fn is_judged(&self) -> bool {
        self.case || (self.forced.is_empty() && self.goal.is_none())
    }
}

/// A turn that was taken.
#[derive(Clone, Debug)]
pub(crate) struct TakenTurn {
    /// Which one.
    pub(crate) turn: usize,
    /// The state before.
    pub(crate) before: StateId,
    /// The state after.
    pub(crate) after: StateId,
    /// Where in the log it stands.
    pub(crate) log: usize,
    /// How many phrases had been answered before.
    pub(crate) answered: usize,
    /// The payload, if it was scripted.
    pub(crate) scripted: Option<Vec<(String, Value)>>,
}

/// A turn that was passed over.
#[derive(Clone, Debug)]
pub(crate) struct PassedTurn {
    /// Which one.
    pub(crate) turn: usize,
    /// What people get to know of it.
    pub(crate) passed: PassedOver,
    /// The branches it continues: by the index of the taken turn, and the state they rest in.
    pub(crate) branches: Vec<(usize, StateId)>,
}

/// What came of a telling.
#[derive(Clone, Debug)]
pub(crate) struct Telling<'p, 'm> {
    pub(crate) failure: Option<Failure>,
    pub(crate) system: System<'p, 'm>,
    pub(crate) oracle: Oracle,
    pub(crate) focus: InstanceId,
    pub(crate) start: Start,
    pub(crate) taken: Vec<TakenTurn>,
    /// The turns passed over.
    pub(crate) passed: Vec<PassedTurn>,
    pub(crate) undecided: Vec<Span>,
    /// Whether other machines had to be helped along.
    pub(crate) helped: bool,
}

/// Tells a story along a plan. Also says how it came out, and how much work it was.
pub(crate) fn tell<'p, 'm>(
    runnable: &'p Runnable<'m>,
    story: &Story,
    plan: &Plan,
    choices: Choices,
) -> Told<Telling<'p, 'm>> {
    let mut teller = Teller::new(runnable, story, choices);
    let failure = teller.run(plan).err();
    let outcome = if failure.is_some() { Outcome::Stopped(teller.progress) } else { Outcome::Reached };
    let mut telling = teller.telling;
    telling.failure = failure;
    let work = telling.system.log().len() + telling.oracle.answers.len() + 1;
    let choices = telling.oracle.choices.clone();
    let causes = blame(runnable, story, &telling);
    Told { telling, choices, outcome, causes, work }
}

struct Teller<'p, 'm, 's> {
    runnable: &'p Runnable<'m>,
    story: &'s Story,
    telling: Telling<'p, 'm>,
    /// States that ways not taken lead to, and how.
    ways: Vec<(StateId, Reason)>,
    progress: usize,
    /// Whether the handler of another machine that a test is about was taken.
    aside_taken: bool,
}

/// Where in a turn a story can stop.
#[derive(Clone, Copy)]
enum Stage {
    Arrival,
    Steps,
    Retelling,
    Expect,
}

impl<'p, 'm, 's> Teller<'p, 'm, 's> {
    fn new(runnable: &'p Runnable<'m>, story: &'s Story, choices: Choices) -> Self {
        let mut system = System::new(runnable, START);
        if story.alone {
            system.run_alone();
        }
        let focus = system.create(story.machine);
        let start = Start { state: system.instance(focus).state, context: Vec::new(), others: Vec::new() };
        let telling = Telling {
            failure: None,
            system,
            oracle: Oracle::new(choices),
            focus,
            start,
            taken: Vec::new(),
            passed: Vec::new(),
            undecided: Vec::new(),
            helped: false,
        };
        Teller { runnable, story, telling, ways: Vec::new(), progress: 0, aside_taken: false }
    }

    fn run(&mut self, plan: &Plan) -> Result<(), Failure> {
        self.start();
        let mut next = 0;
        for turn in plan.forced.iter().copied() {
            (next..turn).for_each(|skipped| self.note_ways_of(skipped));
            self.force(turn)?;
            next = turn + 1;
            if self.aside_taken {
                return Ok(());
            }
        }
        self.check_rest(plan)?;
        for turn in next..self.story.turns.len() {
            match plan.goal {
                Some(goal) if goal == turn => self.force(turn)?,
                _ => self.turn(turn)?,
            }
            if self.aside_taken {
                return Ok(());
            }
        }
        self.check_aside()?;
        let story = self.story;
        story.script.iter().try_for_each(|cue| self.cue(cue))?;
        if plan.is_judged() {
            self.expect(None, &story.expect, &[])?;
            self.telling.undecided.extend(&story.unknown);
        }
        self.finish();
        Ok(())
    }

    /// A plan along a branch stops where another one is taken.
    fn check_rest(&mut self, plan: &Plan) -> Result<(), Failure> {
        match (plan.rest, plan.goal) {
            (Some(rest), Some(goal)) if rest != self.state() => {
                let span = self.runnable.get(self.story.machine, self.story.turns[goal].handler).span;
                Err(self.failure(Some(goal), Stage::Arrival, FailureKind::NotAccepted, span))
            }
            _ => Ok(()),
        }
    }

    /// A turn that is passed over if it cannot be taken (§10.3).
    fn turn(&mut self, turn: usize) -> Result<(), Failure> {
        self.place(turn);
        match self.ready(turn) {
            Ok(arrival) => self.take(turn, arrival),
            Err(problem) => match self.passable(turn) {
                Some(reason) => {
                    self.pass(turn, reason);
                    Ok(())
                }
                None => self.wait_for(turn, problem),
            },
        }
    }

    /// A turn that must be taken.
    fn force(&mut self, turn: usize) -> Result<(), Failure> {
        self.place(turn);
        match self.ready(turn) {
            Ok(arrival) => self.take(turn, arrival),
            Err(problem) => self.wait_for(turn, problem),
        }
    }

    fn take(&mut self, turn: usize, arrival: Arrival) -> Result<(), Failure> {
        let result = self.take_with(turn, arrival);
        self.telling.oracle.throws.clear();
        result
    }

    fn take_with(&mut self, turn: usize, arrival: Arrival) -> Result<(), Failure> {
        self.set_up(turn);
        let answered = self.telling.oracle.answers.len();
        let (message, scripted) = self.arrive(turn, arrival);
        let Telling { system, oracle, .. } = &mut self.telling;
        let log = system.log().len();
        let result = system.deliver(oracle, message);
        match result {
            Ok(()) => {}
            // A test that lets an action fail looks at what is the case then.
            Err(Refusal::Failed { .. }) if !oracle.throws.is_empty() => return self.check(turn, &[]),
            Err(refusal) => return Err(self.refused(turn, refusal)),
        }
        let Some(Entry::Handled { from, payload, done, .. }) = self.telling.system.log().get(log) else {
            return Ok(());
        };
        let (before, payload, done) = (*from, payload.clone(), Rc::clone(done));
        self.telling.taken.push(TakenTurn { turn, before, after: done.state, log, answered, scripted });
        self.note_branches(done.handler, before, done.state);
        self.check_retelling(turn, &done)?;
        self.check(turn, &payload)
    }

    /// Checks what is expected right after a turn; then the other machines handle what they were sent.
    fn check(&mut self, turn: usize, payload: &[Value]) -> Result<(), Failure> {
        let story = self.story;
        self.expect(Some(turn), &story.turns[turn].expect, payload)?;
        self.settle(turn)
    }

    fn check_retelling(&mut self, turn: usize, done: &Done<'m>) -> Result<(), Failure> {
        let handler = self.runnable.get(self.story.machine, self.story.turns[turn].handler);
        if handler.role == Role::Definition {
            return Ok(());
        }
        match retell::missing(&handler.body, &done.path) {
            None => Ok(()),
            Some(span) => Err(self.failure(Some(turn), Stage::Retelling, FailureKind::StepMissing, span)),
        }
    }

    fn expect(&mut self, turn: Option<usize>, list: &[Assertion], payload: &[Value]) -> Result<(), Failure> {
        let focus = self.telling.focus;
        match self.judge(focus, list, payload) {
            None => Ok(()),
            Some((unmet, also)) => {
                let kind = FailureKind::Expectation(unmet.actual);
                Err(Failure { also, ..self.failure(turn, Stage::Expect, kind, unmet.span) })
            }
        }
    }

    /// The first assertion that does not hold, seen from an instance, and those below it that do not hold either.
    fn judge(
        &mut self,
        focus: InstanceId,
        list: &[Assertion],
        payload: &[Value],
    ) -> Option<(Unmet, Vec<Unmet>)> {
        for (at, assertion) in list.iter().enumerate() {
            let Telling { system, oracle, undecided, .. } = &mut self.telling;
            let view = View { runnable: self.runnable, system, focus, payload };
            match view.judge(oracle, assertion) {
                Judgement::Holds => {}
                Judgement::Undecided => undecided.push(assertion.span),
                Judgement::Fails(actual) => {
                    let also = list[at + 1..].iter().filter_map(|below| view.unmet(below)).collect();
                    return Some((Unmet { span: assertion.span, actual }, also));
                }
            }
        }
        None
    }

    /// The other machines handle what they were sent.
    fn settle(&mut self, turn: usize) -> Result<(), Failure> {
        self.settle_to_aside()?;
        let Telling { system, oracle, focus, .. } = &mut self.telling;
        if self.aside_taken || system.settle(oracle, Some(*focus)).is_ok() {
            return Ok(());
        }
        let span = self.runnable.get(self.story.machine, self.story.turns[turn].handler).span;
        Err(self.failure(Some(turn), Stage::Expect, FailureKind::Endless, span))
    }

    /// What still waits is delivered; whatever comes of it fails nothing (§10.2).
    fn finish(&mut self) {
        let Telling { system, oracle, .. } = &mut self.telling;
        let _ = system.settle(oracle, None);
    }

    fn refused(&mut self, turn: usize, refusal: Refusal<'m>) -> Failure {
        let handler = self.runnable.get(self.story.machine, self.story.turns[turn].handler);
        let (kind, span) = match refusal {
            Refusal::Rejected { .. } => (FailureKind::NotAccepted, handler.span),
            Refusal::Failed { call, message, .. } => (FailureKind::Broken(message), call.span),
            Refusal::Fault { fault, .. } => (FailureKind::Broken(fault.message), fault.span),
        };
        self.failure(Some(turn), Stage::Steps, kind, span)
    }

    fn failure(&mut self, turn: Option<usize>, stage: Stage, kind: FailureKind, span: Span) -> Failure {
        let stages = Stage::Expect as usize + 1;
        self.progress = turn.unwrap_or(self.story.turns.len()) * stages + stage as usize;
        let at = turn.map(|turn| (self.story.machine, self.story.turns[turn].handler));
        Failure { kind, at, span, state: self.state(), cannot_be_met: false, also: Vec::new() }
    }

    fn state(&self) -> StateId {
        self.telling.system.instance(self.telling.focus).state
    }

    fn accepts(&self, handler: HandlerId, state: StateId) -> bool {
        self.runnable.accepts(self.story.machine, handler, state)
    }
}

/// The paths through handlers that a telling took, from an entry of the log on.
pub(crate) fn paths<'t, 'm>(
    telling: &'t Telling<'_, 'm>,
    from: usize,
) -> impl Iterator<Item = &'t Happened<'m>> {
    let entries = telling.system.log().iter().skip(from);
    let handled = entries.filter_map(|entry| match entry {
        Entry::Handled { done, .. } => Some(&done.path),
        _ => None,
    });
    handled.flatten()
}
