//! Every scenario as a test (language.md §10): the main line, a run for each alternative and for each branch that a
//! handler passed over continues, and what all of them come to.
//!
//! A run is told by `tell`; this decides which runs there are, and for each the first assignment of guard phrases with which
//! it comes out. Beyond the bound of the search a story is undecided, never passed.

use std::collections::{BTreeSet, VecDeque};

use flow_model::model::{HandlerId, MachineId, Party, Rule, Scenario, ScenarioId, Span, StateId, Visibility};
use flow_model::visit::asks_phrase;

use crate::choices::{Choices, Ending, Subject, Told, search};
use crate::coverage::Hits;
use crate::dispatch::Runnable;
use crate::result::{
    AnsweredBy, Assumption, FailureKind, Hint, PassedOver, ReadAs, Reason, Rejection, Results, RuledOut,
    RunResult, StoryKind, StoryResult, Taken, Verdict, Way,
};
use crate::step::{Happened, Refusal};
use crate::system::Entry;
use crate::tell::{PassedTurn, Plan, Story, Telling, Turn, paths, tell};
use crate::trace::Trace;

/// How many runs a story may have. One for each alternative at each place is quadratic in the handlers at most.
const RUNS: usize = 200;

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

/// Runs one scenario; handlers straight under their machine are no story.
pub fn run_scenario(
    runnable: &Runnable<'_>,
    machine: MachineId,
    scenario: ScenarioId,
) -> Option<StoryResult> {
    let told = &runnable.machine(machine).scenarios[scenario];
    let name = told.name.as_ref()?.text.clone();
    let story = Story::of(runnable, machine, scenario);
    let asserts = asserts_anything(runnable, machine, told);
    let description = story.alone && !asserts;
    let mut result = StoryResult {
        machine,
        scenario,
        name,
        kind: if description { StoryKind::Description } else { StoryKind::Story },
        verdict: Verdict::Passed,
        vacuous: !asserts && !description,
        runs: Vec::new(),
        ruled_out: Vec::new(),
        cut: Vec::new(),
        span: told.span,
    };
    if !description {
        let mut runner = Runner::new(runnable, &story);
        runner.run_all();
        (result.runs, result.ruled_out, result.cut) = (runner.runs, runner.ruled_out, runner.cut);
        result.verdict = result.runs.iter().map(|run| run.verdict).max().unwrap_or(Verdict::Passed);
    }
    Some(result)
}

/// Tells the main line of one scenario, and tells it once: for bindings that cannot begin anew. What nothing answers, and the
/// bindings do not say, takes its first option. Descriptions are told too.
pub fn run_once(runnable: &Runnable<'_>, machine: MachineId, scenario: ScenarioId) -> Option<StoryResult> {
    let told = &runnable.machine(machine).scenarios[scenario];
    let name = told.name.as_ref()?.text.clone();
    let story = Story::of(runnable, machine, scenario);
    let plan = Plan::default();
    let mut runner = Runner::new(runnable, &story);
    let Told { telling, .. } = tell(runnable, &story, &plan, Choices::default());
    runner.keep(Way::Main, &plan, &telling, Ending::Met);
    Some(StoryResult {
        machine,
        scenario,
        name,
        kind: StoryKind::Story,
        verdict: runner.runs.iter().map(|run| run.verdict).max().unwrap_or(Verdict::Passed),
        vacuous: !asserts_anything(runnable, machine, told),
        runs: runner.runs,
        ruled_out: Vec::new(),
        cut: Vec::new(),
        span: told.span,
    })
}

/// Whether a scenario expects anything; a retelling expects that its steps happen.
fn asserts_anything(runnable: &Runnable<'_>, machine: MachineId, told: &Scenario) -> bool {
    let handlers = || told.handlers.iter().map(|id| runnable.get(machine, *id));
    !told.expect.is_empty() || handlers().any(|handler| !handler.expect.is_empty())
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
            aside: None,
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

/// A run that is still to be made.
struct Errand {
    way: Way,
    spot: Spot,
    /// Where it could part from the line it was found on, the last place first.
    plans: Vec<Plan>,
}

/// What a run shows that others do not: which turn comes, after which one, in which state. What came before that one has
/// runs of its own, so one run for each is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    side: Side,
    turn: usize,
    after: Option<usize>,
    state: StateId,
}

/// Whether a spot is that of an alternative, or of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Alternative,
    Branch,
}

/// The turns a run took, each with the state it rested in.
pub(crate) type Line = Vec<(usize, StateId)>;

/// Runs a story along all its ways.
pub(crate) struct Runner<'p, 'm, 's> {
    runnable: &'p Runnable<'m>,
    story: &'s Story,
    work: usize,
    planned: BTreeSet<Plan>,
    /// The spots that have a run.
    shown: BTreeSet<Spot>,
    errands: VecDeque<Errand>,
    branches: VecDeque<Errand>,
    /// The ways of the runs.
    pub(crate) ways: Vec<Line>,
    /// What each of them exercised.
    pub(crate) hits: Vec<Hits>,
    pub(crate) runs: Vec<RunResult>,
    pub(crate) ruled_out: Vec<RuledOut>,
    /// Handlers on ways that were not run, since there were too many.
    pub(crate) cut: Vec<HandlerId>,
}

impl<'p, 'm, 's> Runner<'p, 'm, 's> {
    pub(crate) fn new(runnable: &'p Runnable<'m>, story: &'s Story) -> Self {
        Runner {
            runnable,
            story,
            work: 0,
            planned: BTreeSet::new(),
            shown: BTreeSet::new(),
            errands: VecDeque::new(),
            branches: VecDeque::new(),
            ways: Vec::new(),
            hits: Vec::new(),
            runs: Vec::new(),
            ruled_out: Vec::new(),
            cut: Vec::new(),
        }
    }

    /// One way alone, as the main line.
    pub(crate) fn run_plan(&mut self, plan: &Plan) {
        let (telling, ending) = self.tell(plan);
        self.keep(Way::Main, plan, &telling, ending);
    }

    /// The main line, then every other way that is met.
    pub(crate) fn run_all(&mut self) {
        self.run_plan(&Plan::default());
        while let Some(errand) = self.next_errand() {
            if self.runs.len() >= RUNS {
                self.cut(errand);
                break;
            }
            self.run_errand(errand);
        }
        let taken =
            |handler| self.ways.iter().flatten().any(|(turn, _)| self.story.turns[*turn].handler == handler);
        let mut named = BTreeSet::new();
        self.ruled_out.retain(|ruled_out| !taken(ruled_out.handler) && named.insert(ruled_out.handler));
    }

    /// Alternatives first; then the branches that no run has taken yet.
    fn next_errand(&mut self) -> Option<Errand> {
        while let Some(errand) = self.errands.pop_front() {
            if !self.shown.contains(&errand.spot) {
                return Some(errand);
            }
        }
        while let Some(errand) = self.branches.pop_front() {
            let known = self.shown.contains(&errand.spot);
            if !known && !self.ways.iter().any(|way| goes_along(way, &errand.plans[0])) {
                return Some(errand);
            }
        }
        None
    }

    fn run_errand(&mut self, errand: Errand) {
        let mut first = None;
        for plan in errand.plans {
            let (telling, ending) = self.tell(&plan);
            if !stopped_before_goal(&telling, errand.way) {
                self.shown.insert(errand.spot);
                self.keep(errand.way, &plan, &telling, ending);
                return;
            }
            if first.is_none() {
                first = Some((plan, telling, ending));
            }
        }
        let Some((plan, telling, ending)) = first else { return };
        let (Way::Alternative(handler) | Way::Branch(handler)) = errand.way else { return };
        match self.decided_by(&telling, errand.way) {
            Some(by) if ending == Ending::NoneMeets => self.ruled_out.push(RuledOut { handler, by }),
            _ => {
                self.shown.insert(errand.spot);
                self.keep(errand.way, &plan, &telling, ending);
            }
        }
    }

    fn tell(&mut self, plan: &Plan) -> (Telling<'p, 'm>, Ending) {
        let (runnable, story) = (self.runnable, self.story);
        search(&mut self.work, |choices| tell(runnable, story, plan, choices))
    }

    /// The fact, or the guard on values, that leads a telling elsewhere than to its goal. A branch may also be one that
    /// no answers lead to.
    fn decided_by(&self, telling: &Telling<'_, '_>, way: Way) -> Option<Span> {
        let last = telling.taken.last();
        let answers = telling.oracle.answers.iter().skip(last.map_or(0, |last| last.answered));
        let fact = answers.filter_map(|answer| match &answer.by {
            AnsweredBy::Fact(span) => Some(*span),
            AnsweredBy::Choice => None,
        });
        let guards = paths(telling, last.map_or(0, |last| last.log)).filter_map(|happened| match happened {
            Happened::Guard { group, .. } if !asks_phrase(&group.condition) => Some(group.span),
            _ => None,
        });
        let branch = match (way, &telling.failure) {
            (Way::Branch(_), Some(failure)) if failure.kind == FailureKind::NotAccepted => Some(failure.span),
            _ => None,
        };
        fact.chain(guards).next().or(branch)
    }

    /// Keeps a run, and notes the ways met on it. One that goes the same way as another, or fails for the same reason, says
    /// nothing new.
    fn keep(&mut self, way: Way, plan: &Plan, telling: &Telling<'p, 'm>, ending: Ending) {
        let line: Line = telling.taken.iter().map(|taken| (taken.turn, taken.after)).collect();
        let known_way = telling.failure.is_none() && self.ways.contains(&line);
        self.ways.push(line);
        telling.passed.iter().for_each(|passed| self.note_ways(telling, passed));
        let run = self.result(way, plan, telling, ending);
        self.hits.push(run.hits.clone());
        let known = known_way || self.runs.iter().any(|other| same_failure(other, &run));
        if way == Way::Main || !known {
            self.runs.push(run);
        }
    }

    fn note_ways(&mut self, telling: &Telling<'_, '_>, passed: &PassedTurn) {
        let PassedTurn { turn, passed, branches } = passed;
        let taken_above = || telling.taken.iter().take_while(|taken| taken.turn < *turn);
        let turns: Vec<_> = taken_above().map(|taken| taken.turn).collect();
        if passed.reason == Reason::Alternative {
            let accepts = |state| self.runnable.accepts(self.story.machine, passed.handler, state);
            let places = taken_above().enumerate().filter(|(_, taken)| accepts(taken.before));
            let mut places: Vec<_> = places.map(|(place, taken)| (place, taken.before)).collect();
            if accepts(passed.state) {
                places.push((turns.len(), passed.state));
            }
            let plan = |(place, _): &(usize, StateId)| {
                let forced = turns[..*place].iter().copied().chain([*turn]).collect();
                Plan { forced, ..Plan::default() }
            };
            let plans: Vec<_> = places.iter().rev().map(plan).collect();
            if let Some((place, state)) = places.last().copied() {
                let after = turns[..place].last().copied();
                let spot = Spot { side: Side::Alternative, turn: *turn, after, state };
                self.add_errand(Errand { way: Way::Alternative(passed.handler), spot, plans });
            }
        }
        for (place, state) in branches {
            let rest = (telling.taken[*place].after != *state).then_some(*state);
            let plan = Plan { forced: turns[..=*place].to_vec(), rest, goal: Some(*turn), case: false };
            let spot = Spot { side: Side::Branch, turn: *turn, after: Some(turns[*place]), state: *state };
            self.add_errand(Errand { way: Way::Branch(passed.handler), spot, plans: vec![plan] });
        }
    }

    fn add_errand(&mut self, mut errand: Errand) {
        // The story goes the same way twice only if the same turns come before.
        if !self.planned.insert(errand.plans[0].clone()) {
            return;
        }
        errand.plans.dedup();
        match errand.spot.side {
            Side::Branch => self.branches.push_back(errand),
            Side::Alternative => self.errands.push_back(errand),
        }
    }

    /// Says that not every way could be tried: of the main line, and which handlers are meant.
    fn cut(&mut self, next: Errand) {
        if let Some(main) = self.runs.first_mut() {
            main.bound_reached = true;
            main.verdict = main.verdict.max(Verdict::Undecided);
        }
        let mut errand = Some(next);
        while let Some(Errand { way: Way::Alternative(handler) | Way::Branch(handler), .. }) = errand {
            if !self.cut.contains(&handler) {
                self.cut.push(handler);
            }
            errand = self.next_errand();
        }
    }

    fn result(&self, way: Way, plan: &Plan, telling: &Telling<'_, '_>, ending: Ending) -> RunResult {
        let bound_reached = ending == Ending::Bound;
        let mut failure = telling.failure.clone();
        if let Some(failure) = &mut failure {
            failure.cannot_be_met = ending == Ending::NoneMeets && !telling.oracle.choices.made().is_empty();
        }
        let verdict = match &failure {
            _ if bound_reached => Verdict::Undecided,
            Some(_) => Verdict::Failed,
            None if telling.undecided.is_empty() => Verdict::Passed,
            None => Verdict::Undecided,
        };
        let mut hints = Vec::new();
        if matches!(&failure, Some(failure) if matches!(failure.kind, FailureKind::Expectation(_))) {
            hints = self.hints(telling, plan);
        }
        RunResult {
            way,
            verdict,
            failure,
            bound_reached,
            undecided: telling.undecided.clone(),
            assumptions: assumptions(telling),
            answers: telling.oracle.answers.clone(),
            start: telling.start.clone(),
            taken: telling.taken.iter().map(|taken| self.taken(taken)).collect(),
            passed_over: telling.passed.iter().map(|passed| passed.passed.clone()).collect(),
            rejections: self.rejections(telling),
            hints,
            trace: Trace::of(self.runnable, &telling.system),
            hits: Hits::of(&telling.system),
        }
    }

    fn taken(&self, taken: &crate::tell::TakenTurn) -> Taken {
        let handler = self.story.turns[taken.turn].handler;
        Taken { handler, before: taken.before, after: taken.after, scripted: taken.scripted.clone() }
    }

    /// Events that were not taken. One at which the run stops is its failure, and not listed again.
    fn rejections(&self, telling: &Telling<'_, '_>) -> Vec<Rejection> {
        let stops = |entry: &Entry<'_>| matches!(entry, Entry::Refused { instance, .. } if *instance == telling.focus);
        let stopped = telling.failure.is_some() && telling.system.log().last().is_some_and(stops);
        let refused = telling.system.log().iter().filter_map(|entry| match entry {
            Entry::Refused { message, instance, refusal } => Some((*message, *instance, refusal)),
            _ => None,
        });
        let rejection = |(message, instance, refusal): (_, _, &Refusal<'_>)| {
            let instance = telling.system.instance(instance);
            let message = telling.system.message(message);
            let (state, error) = match refusal {
                Refusal::Rejected { state } => (*state, None),
                Refusal::Failed { message, .. } => (instance.state, Some(message.clone())),
                Refusal::Fault { fault, .. } => (instance.state, Some(fault.message.clone())),
            };
            let event = message.name.to_owned();
            Rejection { event, machine: instance.machine, state, span: message.span, error }
        };
        let mut rejections: Vec<_> = refused.map(rejection).collect();
        if stopped {
            rejections.pop();
        }
        rejections
    }

    /// The lines that would say otherwise (§10.5): of handlers passed over, and of those taken one after the other though
    /// each could be the answer.
    fn hints(&self, telling: &Telling<'_, '_>, plan: &Plan) -> Vec<Hint> {
        let passed = telling.passed.iter().filter(|passed| !self.says(passed.passed.handler));
        let passed = passed.map(|passed| passed_hint(&passed.passed));
        let mut hints: Vec<_> = passed.collect();
        let taken = &telling.taken;
        for (at, later) in taken.iter().enumerate().filter(|(_, later)| !plan.forced.contains(&later.turn)) {
            let handler = self.story.turns[later.turn].handler;
            let event = self.runnable.get(self.story.machine, handler).event;
            let accepts = |state| self.runnable.accepts(self.story.machine, handler, state);
            let earlier = taken[..at].iter().rev().find(|earlier| {
                let first = self.story.turns[earlier.turn].handler;
                let other = self.runnable.get(self.story.machine, first).event;
                // Both are answers, and the line would say something new.
                let otherwise = earlier.before != later.before && !self.says(handler);
                event != other
                    && otherwise
                    && accepts(earlier.before)
                    && self.answers(first)
                    && self.answers(handler)
            });
            if let Some(earlier) = earlier {
                let first = self.story.turns[earlier.turn].handler;
                hints.push(Hint { handler, read_as: ReadAs::After(first), state: earlier.before });
            }
        }
        hints
    }

    /// Whether a handler's line, or its guards, say already where it is accepted.
    fn says(&self, handler: HandlerId) -> bool {
        let definition = self.runnable.definition(self.story.machine, handler);
        self.runnable.get(self.story.machine, definition).rule == Rule::Said
    }

    /// Whether a handler takes answers: it is internal.
    fn answers(&self, handler: HandlerId) -> bool {
        let definition = self.runnable.definition(self.story.machine, handler);
        let handler = self.runnable.get(self.story.machine, definition);
        handler.visibility == Visibility::Internal
    }
}

/// Whether a way takes the branch that a plan is about.
fn goes_along(way: &Line, plan: &Plan) -> bool {
    let turns = || way.iter().map(|(turn, _)| *turn);
    let begins = turns().take(plan.forced.len()).eq(plan.forced.iter().copied());
    let rests = way.get(plan.forced.len().saturating_sub(1)).map(|(_, state)| *state);
    begins
        && if plan.rest.is_some() { rests == plan.rest } else { turns().any(|turn| Some(turn) == plan.goal) }
}

fn passed_hint(passed: &PassedOver) -> Hint {
    Hint { handler: passed.handler, read_as: ReadAs::Alternative, state: passed.state }
}

/// Whether a telling never got to the handler it is about.
fn stopped_before_goal(telling: &Telling<'_, '_>, way: Way) -> bool {
    let (Way::Alternative(goal) | Way::Branch(goal)) = way else { return false };
    telling.failure.as_ref().is_some_and(|failure| {
        failure.at.is_some_and(|(_, at)| at == goal)
            && matches!(failure.kind, FailureKind::NotAccepted | FailureKind::NotUnderWay)
    })
}

/// Whether two runs fail at one place for one reason: the second says nothing new.
fn same_failure(a: &RunResult, b: &RunResult) -> bool {
    match (&a.failure, &b.failure) {
        (Some(a), Some(b)) => a.span == b.span && a.at == b.at && a.kind == b.kind,
        _ => false,
    }
}

fn assumptions(telling: &Telling<'_, '_>) -> Vec<Assumption> {
    let made = telling.oracle.choices.made().iter();
    let assumption = |choice: &crate::choices::Choice| match &choice.subject {
        Subject::Phrase { machine, phrase, function, args } => Some(Assumption::Phrase {
            machine: *machine,
            phrase: *phrase,
            function: function.clone(),
            args: args.clone(),
            holds: choice.pick == 0,
        }),
        Subject::Answer { handlers } => handlers
            .get(choice.pick)
            .map(|(machine, handler)| Assumption::Answer { machine: *machine, handler: *handler }),
    };
    made.filter_map(assumption).collect()
}
