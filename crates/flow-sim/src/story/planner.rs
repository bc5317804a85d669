//! Decides which runs a story has (reference#story-runs): the main one, one for each alternative, and one for each branch that
//! a skipped handler continues.
//!
//! Each run is searched for the first assignment of guard phrases with which it passes. A story is undecided, never passed, if its search
//! exceeds its bound.

use std::collections::{BTreeSet, VecDeque};

use flow_model::model::{HandlerId, MachineId, Rule, Scenario, ScenarioId, Span, StateId, Visibility};
use flow_model::visit::asks_phrase;

use crate::exec::runnable::Runnable;
use crate::exec::step::{Happened, Refusal};
use crate::history::coverage::Hits;
use crate::history::log::LogEntry;
use crate::history::trace::{Trace, Why};
use crate::story::conflict::attempt_run;
use crate::story::plan::{Plan, Story};
use crate::story::result::{
    AnsweredBy, Assumption, FailureKind, Hint, ReadAs, Reason, Rejection, Results, RuledOut, RunKind,
    RunResult, SkippedHandler, StoryKind, StoryResult, Taken, Verdict,
};
use crate::story::run::{Run, SkippedTurn, TakenTurn, list_happened_steps, run_story, sender_of};
use crate::story::search::{Choices, Ending, Subject, search};

/// How many runs a story may have. One for each alternative in each place is at most quadratic in the handlers, and reports with
/// more runs are of no use to people.
const MAX_RUNS: usize = 200;

/// Runs every scenario of the model as a story.
pub fn run(runnable: &Runnable<'_>) -> Results {
    let mut results = Results { stories: Vec::new(), hits: Hits::default() };
    for (at, machine) in runnable.model.machines.iter().enumerate() {
        for scenario in 0..machine.scenarios.len() {
            let story = run_scenario(runnable, MachineId::new(at), ScenarioId::new(scenario));
            results.add(story.into_iter().collect());
        }
    }
    results
}

impl Results {
    /// Adds further stories: the cases of test files.
    pub fn add(&mut self, stories: Vec<StoryResult>) {
        for run in stories.iter().flat_map(|story| &story.runs) {
            self.hits.add(&run.hits);
        }
        self.stories.extend(stories);
    }
}

/// Runs one scenario; handlers directly below their machine are no story.
pub fn run_scenario(
    runnable: &Runnable<'_>,
    machine: MachineId,
    scenario: ScenarioId,
) -> Option<StoryResult> {
    let definition = &runnable.machine(machine).scenarios[scenario];
    let name = definition.name.as_ref()?.text.clone();
    let story = Story::of(runnable, machine, scenario);
    let asserts = asserts_anything(runnable, machine, definition);
    let description = story.alone && !asserts;
    let mut result = StoryResult {
        machine,
        scenario: Some(scenario),
        name,
        kind: if description { StoryKind::Description } else { StoryKind::Story },
        verdict: Verdict::Passed,
        vacuous: !asserts && !description,
        runs: Vec::new(),
        ruled_out: Vec::new(),
        cut: Vec::new(),
        span: definition.span,
    };
    if !description {
        let mut planner = Planner::new(runnable, &story);
        planner.run_all();
        (result.runs, result.ruled_out, result.cut) = (planner.runs, planner.ruled_out, planner.cut);
        result.verdict = result.runs.iter().map(|run| run.verdict).max().unwrap_or(Verdict::Passed);
    }
    Some(result)
}

/// Runs only the main route of one scenario, and only once, for bindings that cannot start over. Choices that neither facts nor
/// bindings make take their first option. Descriptions are run too.
pub fn run_once(runnable: &Runnable<'_>, machine: MachineId, scenario: ScenarioId) -> Option<StoryResult> {
    let definition = &runnable.machine(machine).scenarios[scenario];
    let name = definition.name.as_ref()?.text.clone();
    let story = Story::of(runnable, machine, scenario);
    let plan = Plan::default();
    let mut planner = Planner::new(runnable, &story);
    let run = run_story(runnable, &story, &plan, Choices::default());
    planner.keep_run(RunKind::Main, &plan, &run, Ending::Met);
    Some(StoryResult {
        machine,
        scenario: Some(scenario),
        name,
        kind: StoryKind::Story,
        verdict: planner.runs.iter().map(|run| run.verdict).max().unwrap_or(Verdict::Passed),
        vacuous: !asserts_anything(runnable, machine, definition),
        runs: planner.runs,
        ruled_out: Vec::new(),
        cut: Vec::new(),
        span: definition.span,
    })
}

/// Whether a scenario expects anything; a retelling expects that its steps happen.
fn asserts_anything(runnable: &Runnable<'_>, machine: MachineId, definition: &Scenario) -> bool {
    let handlers = || definition.handlers.iter().map(|id| runnable.get(machine, *id));
    !definition.expect.is_empty() || handlers().any(|handler| !handler.expect.is_empty())
}

/// A run that is still to be made.
struct PlannedRun {
    kind: RunKind,
    key: RunKey,
    /// Plans that leave the route on which it was found, the one that leaves last first.
    plans: Vec<Plan>,
}

/// What distinguishes a run: a turn, the turn before it, and the state between them. Earlier turns have runs of their own, so
/// one run for each key is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct RunKey {
    side: RunSide,
    turn: usize,
    after: Option<usize>,
    state: StateId,
}

/// Whether a key is that of an alternative, or of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum RunSide {
    Alternative,
    Branch,
}

/// The turns a run took, each with the state it rested in.
pub(crate) type Route = Vec<(usize, StateId)>;

/// Runs a story along all its routes.
pub(crate) struct Planner<'p, 'm, 's> {
    runnable: &'p Runnable<'m>,
    story: &'s Story,
    work: usize,
    planned: BTreeSet<Plan>,
    /// The keys that have a run.
    covered: BTreeSet<RunKey>,
    alternatives: VecDeque<PlannedRun>,
    branches: VecDeque<PlannedRun>,
    /// The routes of the runs.
    pub(crate) routes: Vec<Route>,
    /// The items that each of them exercised.
    pub(crate) hits: Vec<Hits>,
    pub(crate) runs: Vec<RunResult>,
    pub(crate) ruled_out: Vec<RuledOut>,
    /// Handlers on routes that were not run, since there were too many.
    pub(crate) cut: Vec<HandlerId>,
}

impl<'p, 'm, 's> Planner<'p, 'm, 's> {
    pub(crate) fn new(runnable: &'p Runnable<'m>, story: &'s Story) -> Self {
        Planner {
            runnable,
            story,
            work: 0,
            planned: BTreeSet::new(),
            covered: BTreeSet::new(),
            alternatives: VecDeque::new(),
            branches: VecDeque::new(),
            routes: Vec::new(),
            hits: Vec::new(),
            runs: Vec::new(),
            ruled_out: Vec::new(),
            cut: Vec::new(),
        }
    }

    /// One kind alone, as the main route.
    pub(crate) fn run_plan(&mut self, plan: &Plan) {
        let (run, ending) = self.search_run(plan);
        self.keep_run(RunKind::Main, plan, &run, ending);
    }

    /// The main route, then every other kind that is met.
    pub(crate) fn run_all(&mut self) {
        self.run_plan(&Plan::default());
        while let Some(planned) = self.take_next_planned() {
            if self.runs.len() >= MAX_RUNS {
                self.record_omitted_runs(planned);
                break;
            }
            self.run_planned(planned);
        }
        let taken = |handler| {
            self.routes.iter().flatten().any(|(turn, _)| self.story.turns[*turn].handler == handler)
        };
        let mut named = BTreeSet::new();
        self.ruled_out.retain(|ruled_out| !taken(ruled_out.handler) && named.insert(ruled_out.handler));
    }

    /// Alternatives first; then the branches that no run has taken yet.
    fn take_next_planned(&mut self) -> Option<PlannedRun> {
        while let Some(planned) = self.alternatives.pop_front() {
            if !self.covered.contains(&planned.key) {
                return Some(planned);
            }
        }
        while let Some(planned) = self.branches.pop_front() {
            let known = self.covered.contains(&planned.key);
            if !known && !self.routes.iter().any(|route| takes_planned_branch(route, &planned.plans[0])) {
                return Some(planned);
            }
        }
        None
    }

    fn run_planned(&mut self, planned: PlannedRun) {
        let mut first = None;
        for plan in planned.plans {
            let (run, ending) = self.search_run(&plan);
            if !stopped_before_goal(&run, planned.kind) {
                self.covered.insert(planned.key);
                self.keep_run(planned.kind, &plan, &run, ending);
                return;
            }
            if first.is_none() {
                first = Some((plan, run, ending));
            }
        }
        let Some((plan, run, ending)) = first else { return };
        let (RunKind::Alternative(handler) | RunKind::Branch(handler)) = planned.kind else { return };
        match self.find_excluding_line(&run, planned.kind) {
            Some(by) if ending == Ending::NoneMeets => self.ruled_out.push(RuledOut { handler, by }),
            _ => {
                self.covered.insert(planned.key);
                self.keep_run(planned.kind, &plan, &run, ending);
            }
        }
    }

    fn search_run(&mut self, plan: &Plan) -> (Run<'p, 'm>, Ending) {
        let (runnable, story) = (self.runnable, self.story);
        search(&mut self.work, |choices| attempt_run(runnable, story, plan, choices))
    }

    /// The fact, or the guard on values, that prevents a run from reaching its goal. For a branch, it can also be the goal
    /// itself, if no answers reach it.
    fn find_excluding_line(&self, run: &Run<'_, '_>, kind: RunKind) -> Option<Span> {
        let last = run.taken.last();
        let answers = run.bindings.answers.iter().skip(last.map_or(0, |last| last.answered));
        let fact = answers.filter_map(|answer| match &answer.by {
            AnsweredBy::Fact(span) => Some(*span),
            AnsweredBy::Choice => None,
        });
        let guards =
            list_happened_steps(run, last.map_or(0, |last| last.log)).filter_map(|happened| match happened {
                Happened::Guard { group, .. } if !asks_phrase(&group.condition) => Some(group.span),
                _ => None,
            });
        let branch = match (kind, &run.failure) {
            (RunKind::Branch(_), Some(failure)) if failure.kind == FailureKind::NotAccepted => {
                Some(failure.span)
            }
            _ => None,
        };
        fact.chain(guards).next().or(branch)
    }

    /// Keeps a run, and plans the further runs that it reveals. A run on a known route, or with a known failure, is redundant.
    fn keep_run(&mut self, kind: RunKind, plan: &Plan, run: &Run<'p, 'm>, ending: Ending) {
        let route: Route = run.taken.iter().map(|taken| (taken.turn, taken.after)).collect();
        let known_way = run.failure.is_none() && self.routes.contains(&route);
        self.routes.push(route);
        run.skipped.iter().for_each(|skipped| self.plan_further_runs(run, skipped));
        let run = self.run_result(kind, plan, run, ending);
        self.hits.push(run.hits.clone());
        let known = known_way || self.runs.iter().any(|other| same_failure(other, &run));
        if kind == RunKind::Main || !known {
            self.runs.push(run);
        }
    }

    fn plan_further_runs(&mut self, run: &Run<'_, '_>, skipped_turn: &SkippedTurn) {
        let SkippedTurn { turn, skipped, branches, answered_otherwise } = skipped_turn;
        let taken_above = || run.taken.iter().take_while(|taken| taken.turn < *turn);
        let turns: Vec<_> = taken_above().map(|taken| taken.turn).collect();
        if skipped.reason == Reason::Alternative {
            let accepts = |state| self.runnable.accepts(self.story.machine, skipped.handler, state);
            let asked = sender_of(self.runnable, self.story.machine, skipped.handler);
            let answers_otherwise = |taken: &TakenTurn| taken.answer_of.is_some() && taken.answer_of == asked;
            let places = taken_above()
                .enumerate()
                .filter(|(_, taken)| accepts(taken.before) && !answers_otherwise(taken));
            let mut places: Vec<_> = places.map(|(place, taken)| (place, taken.before)).collect();
            if accepts(skipped.state) && !answered_otherwise {
                places.push((turns.len(), skipped.state));
            }
            let plan = |(place, _): &(usize, StateId)| {
                let forced = turns[..*place].iter().copied().chain([*turn]).collect();
                Plan { forced, ..Plan::default() }
            };
            let plans: Vec<_> = places.iter().rev().map(plan).collect();
            if let Some((place, state)) = places.last().copied() {
                let after = turns[..place].last().copied();
                let key = RunKey { side: RunSide::Alternative, turn: *turn, after, state };
                self.plan_run(PlannedRun { kind: RunKind::Alternative(skipped.handler), key, plans });
            }
        }
        for (place, state) in branches {
            let rest = (run.taken[*place].after != *state).then_some(*state);
            let plan = Plan { forced: turns[..=*place].to_vec(), rest, goal: Some(*turn), case: false };
            let key =
                RunKey { side: RunSide::Branch, turn: *turn, after: Some(turns[*place]), state: *state };
            self.plan_run(PlannedRun { kind: RunKind::Branch(skipped.handler), key, plans: vec![plan] });
        }
    }

    fn plan_run(&mut self, mut planned: PlannedRun) {
        // Runs with the same turns take the same route.
        if !self.planned.insert(planned.plans[0].clone()) {
            return;
        }
        planned.plans.dedup();
        match planned.key.side {
            RunSide::Branch => self.branches.push_back(planned),
            RunSide::Alternative => self.alternatives.push_back(planned),
        }
    }

    /// Records that some runs were not made, and for which handlers.
    fn record_omitted_runs(&mut self, next: PlannedRun) {
        if let Some(main) = self.runs.first_mut() {
            main.bound_reached = true;
            main.verdict = main.verdict.max(Verdict::Undecided);
        }
        let mut planned = Some(next);
        while let Some(PlannedRun {
            kind: RunKind::Alternative(handler) | RunKind::Branch(handler), ..
        }) = planned
        {
            if !self.cut.contains(&handler) {
                self.cut.push(handler);
            }
            planned = self.take_next_planned();
        }
    }

    fn run_result(&self, kind: RunKind, plan: &Plan, run: &Run<'_, '_>, ending: Ending) -> RunResult {
        let bound_reached = ending == Ending::Bound;
        let mut failure = run.failure.clone();
        if let Some(failure) = &mut failure {
            failure.cannot_be_met = ending == Ending::NoneMeets && !run.bindings.choices.made().is_empty();
        }
        let verdict = match &failure {
            _ if bound_reached => Verdict::Undecided,
            Some(_) => Verdict::Failed,
            None if run.undecided.is_empty() => Verdict::Passed,
            None => Verdict::Undecided,
        };
        let mut hints = Vec::new();
        if matches!(&failure, Some(failure) if matches!(failure.kind, FailureKind::Expectation(_))) {
            hints = self.make_hints(run, plan);
        }
        RunResult {
            kind,
            verdict,
            failure,
            bound_reached,
            undecided: run.undecided.clone(),
            assumptions: list_assumptions(run),
            answers: run.bindings.answers.clone(),
            start: run.start.clone(),
            taken: run.taken.iter().map(|taken| self.convert_taken_turn(taken)).collect(),
            skipped: run.skipped.iter().map(|turn| turn.skipped.clone()).collect(),
            rejections: self.list_rejections(run),
            hints,
            trace: Trace::of(self.runnable, &run.system),
            hits: Hits::of(&run.system),
        }
    }

    fn convert_taken_turn(&self, taken: &crate::story::run::TakenTurn) -> Taken {
        let handler = self.story.turns[taken.turn].handler;
        Taken { handler, before: taken.before, after: taken.after, scripted: taken.scripted.clone() }
    }

    /// Events that were not taken. One at which the run stops is its failure, and not listed again; one with a refusal that the story
    /// contains is not listed either.
    fn list_rejections(&self, run: &Run<'_, '_>) -> Vec<Rejection> {
        let stops = |entry: &LogEntry<'_>| matches!(entry, LogEntry::Refused { instance, .. } if *instance == run.focus);
        let stopped = run.failure.is_some() && run.system.log().last().is_some_and(stops);
        let is_told = |at: usize| run.taken.iter().any(|taken| taken.log == at);
        let refused = run.system.log().iter().enumerate().filter_map(|(at, entry)| match entry {
            LogEntry::Refused { message, instance, refusal }
                if !is_told(at) && !run.expected_refusals.contains(message) =>
            {
                Some((*message, *instance, refusal))
            }
            _ => None,
        });
        let rejection = |(message, instance, refusal): (_, _, &Refusal<'_>)| {
            let instance = run.system.instance(instance);
            let message = run.system.message(message);
            let state = match refusal {
                Refusal::Rejected { state } => *state,
                _ => instance.state,
            };
            let event = message.name.to_owned();
            Rejection { event, machine: instance.machine, state, span: message.span(), why: Why::of(refusal) }
        };
        let mut rejections: Vec<_> = refused.map(rejection).collect();
        if stopped {
            rejections.pop();
        }
        rejections
    }

    /// Handler lines that could be written more precisely (reference#story-runs): skipped handlers, and handlers taken in a row
    /// that could be answers to the same message. A handler that is accepted where it was skipped waits for its event, which no
    /// line brings.
    fn make_hints(&self, run: &Run<'_, '_>, plan: &Plan) -> Vec<Hint> {
        let machine = self.story.machine;
        let is_accepted =
            |skipped: &SkippedHandler| self.runnable.accepts(machine, skipped.handler, skipped.state);
        let skipped = run.skipped.iter();
        let skipped =
            skipped.filter(|turn| !self.names_states(turn.skipped.handler) && !is_accepted(&turn.skipped));
        let skipped = skipped.map(|turn| skipped_hint(&turn.skipped));
        let mut hints: Vec<_> = skipped.collect();
        let taken = &run.taken;
        for (at, later) in taken.iter().enumerate().filter(|(_, later)| !plan.forced.contains(&later.turn)) {
            let handler = self.story.turns[later.turn].handler;
            let event = self.runnable.get(self.story.machine, handler).event;
            let accepts = |state| self.runnable.accepts(self.story.machine, handler, state);
            let earlier = taken[..at].iter().rev().find(|earlier| {
                let first = self.story.turns[earlier.turn].handler;
                let other = self.runnable.get(self.story.machine, first).event;
                // Both handle answers, and the line would add information.
                let otherwise = earlier.before != later.before && !self.names_states(handler);
                event != other
                    && otherwise
                    && accepts(earlier.before)
                    && self.handles_answers(first)
                    && self.handles_answers(handler)
            });
            if let Some(earlier) = earlier {
                let first = self.story.turns[earlier.turn].handler;
                hints.push(Hint { handler, read_as: ReadAs::After(first), state: earlier.before });
            }
        }
        hints
    }

    /// Whether a handler's line or its guards already name its states.
    fn names_states(&self, handler: HandlerId) -> bool {
        let definition = self.runnable.definition(self.story.machine, handler);
        let machine = self.runnable.machine(self.story.machine);
        machine.handlers[handler].said.is_some() || machine.accepted(definition).rule == Rule::Said
    }

    /// Whether a handler takes answers: it is internal.
    fn handles_answers(&self, handler: HandlerId) -> bool {
        let definition = self.runnable.definition(self.story.machine, handler);
        let handler = self.runnable.get(self.story.machine, definition);
        handler.visibility == Visibility::Internal
    }
}

/// Whether a kind takes the branch that a plan is about.
fn takes_planned_branch(route: &Route, plan: &Plan) -> bool {
    let turns = || route.iter().map(|(turn, _)| *turn);
    let begins = turns().take(plan.forced.len()).eq(plan.forced.iter().copied());
    let rests = route.get(plan.forced.len().saturating_sub(1)).map(|(_, state)| *state);
    begins
        && if plan.rest.is_some() { rests == plan.rest } else { turns().any(|turn| Some(turn) == plan.goal) }
}

fn skipped_hint(skipped: &SkippedHandler) -> Hint {
    Hint { handler: skipped.handler, read_as: ReadAs::Alternative, state: skipped.state }
}

/// Whether a run never got to the handler it is about.
fn stopped_before_goal(run: &Run<'_, '_>, kind: RunKind) -> bool {
    let (RunKind::Alternative(goal) | RunKind::Branch(goal)) = kind else { return false };
    run.failure.as_ref().is_some_and(|failure| {
        failure.at.is_some_and(|(_, at)| at == goal)
            && matches!(failure.kind, FailureKind::NotAccepted | FailureKind::NotInFlight)
    })
}

/// Whether two runs fail at the same place for the same reason.
fn same_failure(a: &RunResult, b: &RunResult) -> bool {
    match (&a.failure, &b.failure) {
        (Some(a), Some(b)) => a.span == b.span && a.at == b.at && a.kind == b.kind,
        _ => false,
    }
}

fn list_assumptions(run: &Run<'_, '_>) -> Vec<Assumption> {
    let made = run.bindings.choices.made().iter();
    let assumption = |choice: &crate::story::search::Choice| match &choice.subject {
        Subject::Phrase { machine, phrase, function, words, args } => Some(Assumption::Phrase {
            machine: *machine,
            phrase: *phrase,
            function: function.clone(),
            words: words.to_string(),
            args: args.clone(),
            holds: choice.pick == 0,
        }),
        Subject::Answer { handlers } => handlers
            .get(choice.pick)
            .map(|(machine, handler)| Assumption::Answer { machine: *machine, handler: *handler }),
    };
    made.filter_map(assumption).collect()
}
