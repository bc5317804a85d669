//! Executes one run of a story: one route with one assignment of choices (reference#story-events, reference#alternatives).
//!
//! The turns are run in order. Events of outside actors are sent when their turn is next; events of machines of the system must
//! already be in flight. A turn that is not possible is skipped if it is an alternative, or continues a branch that was not
//! taken; otherwise the run stops there. A [`Plan`] fixes the route.

mod arrive;
mod deferred;
mod elsewhere;
mod other_machine;
mod script;
mod setup;
mod skip;
mod system;
mod time;

use std::collections::BTreeSet;
use std::rc::Rc;

use flow_model::model::{Assertion, AssertionKind, HandlerId, MachineId, Party, Span, StateId, TurnedAway};

use self::arrive::Arrival;
pub(crate) use self::time::MAX_FIRED;
use self::time::Untold;
use crate::exec::message::{InstanceId, MessageId};
use crate::exec::observer::Handled;
use crate::exec::runnable::Runnable;
use crate::exec::step::{Done, Happened, Refusal, Taken, fields};
use crate::exec::value::Value;
use crate::history::BrokenRule;
use crate::history::judge::{Judgement, View};
use crate::history::log::{LogEntry, LoggedSystem};
use crate::story::bindings::StoryBindings;
use crate::story::plan::{Plan, Story};
use crate::story::result::{Failure, FailureKind, Reason, SkippedHandler, Start, Unmet};
use crate::story::retelling;
use crate::story::search::{Choices, Outcome};

/// When stories begin: an arbitrary moment, so that `now()` is not the zero of its type.
const START_TIME: i64 = 1_000_000_000_000_000;

/// How often other machines get an answer from outside, or time passes, while one event is awaited. A chain of requests between
/// machines is far shorter; without a bound, a timer that restarts itself would never end the run.
const MAX_HELP: usize = 32;

/// A turn that was taken.
#[derive(Clone, Debug)]
pub(crate) struct TakenTurn {
    /// Its position in the story.
    pub(crate) turn: usize,
    /// The state before.
    pub(crate) before: StateId,
    /// The state after.
    pub(crate) after: StateId,
    /// Its position in the log.
    pub(crate) log: usize,
    /// The number of phrases answered before it.
    pub(crate) answered: usize,
    /// The payload, if it was scripted.
    pub(crate) scripted: Option<Vec<(String, Value)>>,
    /// The sender, if the event is an answer and the story states what outside actors answer (reference#given-answers).
    pub(crate) answer_of: Option<Party>,
}

/// A turn that was skipped.
#[derive(Clone, Debug)]
pub(crate) struct SkippedTurn {
    /// Its position in the story.
    pub(crate) turn: usize,
    /// Its entry in the result.
    pub(crate) skipped: SkippedHandler,
    /// The branches it continues: by the index of the taken turn, and the state they rest in.
    pub(crate) branches: Vec<(usize, StateId)>,
    /// Whether its sender gives another answer in this state, so that the turn has no run there.
    pub(crate) answered_otherwise: bool,
}

/// One run, in progress or finished.
#[derive(Clone, Debug)]
pub(crate) struct Run<'p, 'm> {
    pub(crate) failure: Option<Failure>,
    /// How far it got.
    pub(crate) outcome: Outcome,
    pub(crate) system: LoggedSystem<'p, 'm>,
    pub(crate) bindings: StoryBindings,
    pub(crate) focus: InstanceId,
    pub(crate) start: Start,
    pub(crate) taken: Vec<TakenTurn>,
    /// The turns skipped.
    pub(crate) skipped: Vec<SkippedTurn>,
    pub(crate) undecided: Vec<Span>,
    /// The messages that a test expects to be turned away, and that were.
    pub(crate) expected_refusals: Vec<MessageId>,
    /// Whether other machines got answers from outside, or time passed for them.
    pub(crate) helped: bool,
}

/// Runs a story along a plan, with the choices made so far.
pub(crate) fn run_story<'p, 'm>(
    runnable: &'p Runnable<'m>,
    story: &Story,
    plan: &Plan,
    choices: Choices,
) -> Run<'p, 'm> {
    let mut runner = Runner::new(runnable, story, choices);
    let failure = runner.follow_plan(plan).err();
    let mut run = runner.run;
    if failure.is_some() {
        run.outcome = Outcome::Stopped(runner.progress);
    }
    run.failure = failure;
    run
}

impl Run<'_, '_> {
    /// The work that it took: the log entries and the phrases that were asked. Never zero, so that a search ends.
    pub(crate) fn count_work(&self) -> usize {
        self.system.log().len() + self.bindings.answers.len() + 1
    }
}

struct Runner<'p, 'm, 's> {
    runnable: &'p Runnable<'m>,
    story: &'s Story,
    run: Run<'p, 'm>,
    /// The end states of branches that were not taken, and why.
    ways: Vec<(StateId, Reason)>,
    progress: usize,
    /// Whether the handler of another machine that a test is about was taken.
    other_machine_done: bool,
    /// The events of time that reached the story's instance and are not in the story.
    untold: Vec<Untold>,
    /// How many steps of the script were run.
    scripted: usize,
    /// The messages to actors outside that lines of the script have taken.
    taken_outside: BTreeSet<MessageId>,
}

/// The stages of a turn at which a story can stop.
#[derive(Clone, Copy)]
enum Stage {
    Arrival,
    Steps,
    Retelling,
    Expect,
}

impl<'p, 'm, 's> Runner<'p, 'm, 's> {
    fn new(runnable: &'p Runnable<'m>, story: &'s Story, choices: Choices) -> Self {
        let mut system = LoggedSystem::new(runnable, START_TIME);
        if story.alone {
            system.run_alone();
        }
        let focus = system.create_from_outside(story.machine, setup::find_first_id(story));
        if !story.is_of_system {
            // The messages that it has put aside wait for the handler that contains them.
            system.hold_deferred(Some(focus));
        }
        let start = Start {
            is_of_system: story.is_of_system,
            state: system.instance(focus).state,
            context: Vec::new(),
            others: Vec::new(),
        };
        let run = Run {
            failure: None,
            outcome: Outcome::Reached,
            system,
            bindings: StoryBindings::new(choices),
            focus,
            start,
            taken: Vec::new(),
            skipped: Vec::new(),
            undecided: Vec::new(),
            helped: false,
            expected_refusals: Vec::new(),
        };
        Runner {
            runnable,
            story,
            run,
            ways: Vec::new(),
            progress: 0,
            other_machine_done: false,
            untold: Vec::new(),
            scripted: 0,
            taken_outside: BTreeSet::new(),
        }
    }

    fn follow_plan(&mut self, plan: &Plan) -> Result<(), Failure> {
        self.set_up_start();
        let mut next = 0;
        for turn in plan.forced.iter().copied() {
            for skipped in next..turn {
                if !self.take_turn_of_other_instance(skipped)? {
                    self.note_skipped_ends(skipped);
                }
            }
            self.require_turn(turn)?;
            next = turn + 1;
            if self.other_machine_done {
                return self.check_rules(None);
            }
        }
        self.check_rest(plan)?;
        for turn in next..self.story.turns.len() {
            match plan.goal {
                Some(goal) if goal == turn => self.require_turn(turn)?,
                _ => self.take_or_skip_turn(turn)?,
            }
            if self.other_machine_done {
                return Ok(());
            }
        }
        self.handle_deferred_before(None)?;
        self.run.system.hold_deferred(None);
        self.wait_for_other_machine()?;
        if self.other_machine_done {
            return Ok(());
        }
        let story = self.story;
        self.set_up_throws(&story.script_throws);
        story.script.iter().try_for_each(|step| self.run_script_step(step))?;
        self.run.bindings.throws.clear();
        self.check_rules(None)?;
        if plan.is_judged() {
            self.check_assertions(None, &story.expect, &[])?;
            self.check_system_assertions()?;
            self.run.undecided.extend(&story.unknown);
        }
        self.deliver_rest();
        self.check_rules(None)
    }

    /// Stops a run that is to follow a branch, if another branch was taken.
    fn check_rest(&mut self, plan: &Plan) -> Result<(), Failure> {
        match (plan.rest, plan.goal) {
            (Some(rest), Some(goal)) if rest != self.state() => {
                let span = self.runnable.get(self.story.machine, self.story.turns[goal].handler).span;
                Err(self.make_failure(Some(goal), Stage::Arrival, FailureKind::NotAccepted, span))
            }
            _ => Ok(()),
        }
    }

    /// Takes a turn, or skips it if that is allowed (reference#alternatives).
    fn take_or_skip_turn(&mut self, turn: usize) -> Result<(), Failure> {
        self.apply_turn_states(turn);
        if !self.is_to_be_skipped(turn) {
            self.handle_deferred_before(Some(turn))?;
        }
        self.wait_before(turn)?;
        if self.take_turn_of_other_instance(turn)? {
            return Ok(());
        }
        match self.find_arrival(turn) {
            Ok(arrival) => self.take_turn(turn, arrival),
            Err(problem) => match self.skip_reason(turn) {
                Some(_) if self.is_answered_otherwise(turn) => {
                    self.skip_turn(turn, Reason::Alternative);
                    Ok(())
                }
                Some(_) if self.is_taken_again(turn) && self.help_until_arrival(turn, &problem)? => Ok(()),
                Some(reason) => {
                    self.skip_turn(turn, reason);
                    Ok(())
                }
                None if self.is_answered_otherwise(turn) => {
                    self.skip_turn(turn, Reason::Alternative);
                    Ok(())
                }
                None => self.wait_for(turn, problem),
            },
        }
    }

    /// Whether a turn repeats a handler that the story took before. It is no alternative to itself: the story waits for one event more.
    fn is_taken_again(&self, turn: usize) -> bool {
        let definition =
            |turn: usize| self.runnable.definition(self.story.machine, self.story.turns[turn].handler);
        self.run.taken.iter().any(|taken| definition(taken.turn) == definition(turn))
    }

    /// Takes a turn; the run stops if that is not possible.
    fn require_turn(&mut self, turn: usize) -> Result<(), Failure> {
        self.apply_turn_states(turn);
        self.handle_deferred_before(Some(turn))?;
        self.wait_before(turn)?;
        match self.find_arrival(turn) {
            Ok(arrival) => self.take_turn(turn, arrival),
            Err(problem) => self.wait_for(turn, problem),
        }
    }

    fn take_turn(&mut self, turn: usize, arrival: Arrival) -> Result<(), Failure> {
        if let Arrival::Timed(event) = arrival {
            self.let_time_pass(turn, event)?;
        }
        let result = self.run_turn(turn, arrival);
        self.run.bindings.throws.clear();
        result
    }

    fn run_turn(&mut self, turn: usize, arrival: Arrival) -> Result<(), Failure> {
        self.set_up_turn(turn);
        let answered = self.run.bindings.answers.len();
        let answer_of = self.answering_party(arrival);
        let (message, scripted) = self.resolve_arrival(turn, arrival);
        let Run { system, bindings, .. } = &mut self.run;
        let log = system.log().len();
        let result = system.deliver(bindings, message);
        match result {
            Ok(Taken::Handled) => {}
            Ok(Taken::Deferred) => {
                let before = self.state();
                let after = before;
                self.run.taken.push(TakenTurn { turn, before, after, log, answered, scripted, answer_of });
                let payload = self.payload_of(message);
                return self.check_turn(turn, &payload);
            }
            // A test with a failing action checks the state after the failure.
            Err(Refusal::Failed { .. })
                if !bindings.throws.is_empty() || !bindings.given_throws.is_empty() =>
            {
                return self.check_turn(turn, &[]);
            }
            Err(Refusal::Refused { handler, path, .. }) if self.is_refusal_expected(turn, handler, &path) => {
                let before = self.state();
                self.run.taken.push(TakenTurn {
                    turn,
                    before,
                    after: before,
                    log,
                    answered,
                    scripted,
                    answer_of,
                });
                self.note_branches(handler, before, before);
                let payload = self.payload_of(message);
                return self.check_turn(turn, &payload);
            }
            Err(refusal) => return Err(self.refusal_failure(turn, refusal)),
        }
        let Some(LogEntry::Handled(Handled { from, payload, done, .. })) = self.run.system.log().get(log)
        else {
            return Ok(());
        };
        let (before, payload, done) = (*from, payload.clone(), Rc::clone(done));
        self.run.taken.push(TakenTurn {
            turn,
            before,
            after: done.state,
            log,
            answered,
            scripted,
            answer_of,
        });
        self.note_branches(done.handler, before, done.state);
        self.check_retelling(turn, &done)?;
        self.check_turn(turn, &payload)
    }

    /// Whether a story goes on after its event was refused: its handler contains the `reject`, or an assertion is about it.
    fn is_refusal_expected(&self, turn: usize, handler: HandlerId, path: &[Happened<'m>]) -> bool {
        let (machine, turn) = (self.story.machine, &self.story.turns[turn]);
        let telling = self.runnable.get(machine, turn.handler);
        let event = &self.runnable.machine(machine).events[telling.event].name.text;
        let speaks = |assertion: &Assertion| match &assertion.kind {
            AssertionKind::TurnedAway { how: TurnedAway::Refused, event: Some(name), .. } => {
                name.text == *event
            }
            _ => false,
        };
        turn.handler == handler
            || retelling::contains_refusal(telling.own_body(), path)
            || turn.expect.iter().chain(&self.story.expect).any(speaks)
    }

    /// The payload of a message to the story's instance, by field of the event.
    fn payload_of(&self, message: MessageId) -> Vec<Value> {
        let sent = self.run.system.message(message);
        let event = |event| fields(self.runnable, self.story.machine, event, &sent.payload);
        sent.event.map(event).unwrap_or_default()
    }

    /// Checks the assertions of a turn; then the other machines handle their messages.
    fn check_turn(&mut self, turn: usize, payload: &[Value]) -> Result<(), Failure> {
        let story = self.story;
        self.check_rules(Some(turn))?;
        self.check_assertions(Some(turn), &story.turns[turn].expect, payload)?;
        self.run_others_until_idle(Some(turn))?;
        self.check_rules(Some(turn))
    }

    /// Stops a run in which a rule is broken.
    fn check_rules(&mut self, turn: Option<usize>) -> Result<(), Failure> {
        let Some(BrokenRule { rule, actual }) = self.run.system.broken_rule().cloned() else { return Ok(()) };
        let span = self.runnable.model.rules.rules[rule].span;
        Err(self.make_failure(turn, Stage::Expect, FailureKind::RuleBroken(actual), span))
    }

    fn check_retelling(&mut self, turn: usize, done: &Done<'m>) -> Result<(), Failure> {
        let (machine, id) = (self.story.machine, self.story.turns[turn].handler);
        let handler = self.runnable.get(machine, id);
        if self.runnable.definition(machine, id) == id {
            return Ok(());
        }
        match retelling::first_missing_step(handler.own_body(), &done.path) {
            None => Ok(()),
            Some(span) => {
                Err(self.make_failure(Some(turn), Stage::Retelling, FailureKind::StepMissing, span))
            }
        }
    }

    fn check_assertions(
        &mut self,
        turn: Option<usize>,
        list: &[Assertion],
        payload: &[Value],
    ) -> Result<(), Failure> {
        let focus = self.run.focus;
        match self.find_first_unmet(focus, list, payload) {
            None => Ok(()),
            Some((unmet, also)) => {
                let kind = FailureKind::Expectation(unmet.actual);
                Err(Failure { also, ..self.make_failure(turn, Stage::Expect, kind, unmet.span) })
            }
        }
    }

    /// The first assertion that fails for an instance, and those after it that fail too.
    fn find_first_unmet(
        &mut self,
        focus: InstanceId,
        list: &[Assertion],
        payload: &[Value],
    ) -> Option<(Unmet, Vec<Unmet>)> {
        for (at, assertion) in list.iter().enumerate() {
            let Run { system, bindings, undecided, .. } = &mut self.run;
            let view = View::new(self.runnable, system, focus, payload);
            match view.judge(bindings, assertion) {
                Judgement::Holds => {}
                Judgement::Undecided => undecided.push(assertion.span),
                Judgement::Fails(actual) => {
                    let also = list[at + 1..].iter().filter_map(|below| view.find_unmet(below)).collect();
                    return Some((Unmet { span: assertion.span, actual }, also));
                }
            }
        }
        None
    }

    /// Lets the other machines handle their messages.
    fn run_others_until_idle(&mut self, turn: Option<usize>) -> Result<(), Failure> {
        self.run_to_other_machine(Some(self.run.focus))?;
        if self.other_machine_done || self.deliver_to_others().is_ok() {
            return Ok(());
        }
        let at = match (turn, &self.story.other_machine) {
            (Some(turn), _) => (self.story.machine, self.story.turns[turn].handler),
            (None, Some((machine, turn))) => (*machine, turn.handler),
            (None, None) => return Ok(()),
        };
        let span = self.runnable.get(at.0, at.1).span;
        Err(self.make_failure(turn, Stage::Expect, FailureKind::Endless, span))
    }

    /// Delivers the remaining messages; refusals are not failures of the story (reference#story-events).
    fn deliver_rest(&mut self) {
        let Run { system, bindings, .. } = &mut self.run;
        let _ = system.run_until_idle(bindings, None);
    }

    fn refusal_failure(&mut self, turn: usize, refusal: Refusal<'m>) -> Failure {
        let handler = self.runnable.get(self.story.machine, self.story.turns[turn].handler);
        let (kind, span) = match refusal {
            Refusal::Rejected { .. } | Refusal::Deferred { .. } => (FailureKind::NotAccepted, handler.span),
            Refusal::Failed { call, message, .. } => (FailureKind::Broken(message), call.span),
            Refusal::Fault { fault, .. } => (FailureKind::Broken(fault.message), fault.span),
            Refusal::Refused { reason, path, .. } => {
                (FailureKind::Refused(reason), path.last().map_or(handler.span, Happened::span))
            }
        };
        self.make_failure(Some(turn), Stage::Steps, kind, span)
    }

    fn make_failure(&mut self, turn: Option<usize>, stage: Stage, kind: FailureKind, span: Span) -> Failure {
        let stages = Stage::Expect as usize + 1;
        self.progress = turn.unwrap_or(self.story.turns.len()) * stages + stage as usize;
        let at = turn.map(|turn| (self.story.machine, self.story.turns[turn].handler));
        Failure {
            kind,
            at,
            span,
            state: self.state(),
            cannot_be_met: false,
            is_in_script: false,
            also: Vec::new(),
        }
    }

    fn state(&self) -> StateId {
        self.run.system.instance(self.run.focus).state
    }

    fn accepts(&self, handler: HandlerId, state: StateId) -> bool {
        self.runnable.accepts(self.story.machine, handler, state)
    }
}

/// The actor or machine that sends the event of a handler.
pub(crate) fn sender_of(runnable: &Runnable<'_>, machine: MachineId, handler: HandlerId) -> Option<Party> {
    let from = runnable.machine(machine).events[runnable.get(machine, handler).event].from;
    from.filter(|from| matches!(from, Party::Actor(_) | Party::Machine(_)))
}

/// The steps of all handlers in the log, from an entry on.
pub(crate) fn list_happened_steps<'t, 'm>(
    run: &'t Run<'_, 'm>,
    from: usize,
) -> impl Iterator<Item = &'t Happened<'m>> {
    let entries = run.system.log().iter().skip(from);
    let handled = entries.filter_map(|entry| match entry {
        LogEntry::Handled(Handled { done, .. }) => Some(done.path.as_slice()),
        LogEntry::Refused { refusal: Refusal::Refused { path, .. }, .. } => Some(path.as_slice()),
        _ => None,
    });
    handled.flatten()
}
