//! Test files (language.md §11): variations of stories, and their own assertions.
//!
//! A case begins like its scenario's story, with what it changes, and goes up to the handler it names (or through its own
//! script). What the scenario expects is not checked on the way, since a case varies just that. Names that do not exist
//! are reported, and their case is not run.

mod vary;

use flow_model::model::{
    Assertion, Event, EventId, HandlerId, Machine, MachineId, Party, Role, Scenario, ScenarioId, Span,
};
use flow_model::near::nearest;
use flow_model::{LinePlace, Lines, Program};
use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::dispatch::Runnable;
use crate::result::{StoryKind, StoryResult, Verdict};
use crate::story::Runner;
use crate::tell::{Plan, Story};

/// Runs every case of the program's test files. What they name and does not exist goes to `diags`.
pub fn run_tests(runnable: &Runnable<'_>, program: &Program, diags: &mut Diagnostics) -> Vec<StoryResult> {
    run_some(runnable, program, diags, Which::All)
}

/// Runs the case of a test file that stands there. `None` if there is none, or if it names what does not exist.
pub fn run_case(
    runnable: &Runnable<'_>,
    program: &Program,
    diags: &mut Diagnostics,
    case: Span,
) -> Option<StoryResult> {
    run_some(runnable, program, diags, Which::One(case)).pop()
}

/// Runs no case, and says what the program's test files name and does not exist.
pub fn check_tests(runnable: &Runnable<'_>, program: &Program, diags: &mut Diagnostics) {
    run_some(runnable, program, diags, Which::None);
}

/// Which cases are run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    One(Span),
    None,
}

fn run_some(
    runnable: &Runnable<'_>,
    program: &Program,
    diags: &mut Diagnostics,
    which: Which,
) -> Vec<StoryResult> {
    let lines = Lines::new(program, runnable.model);
    let mut tests = Tests { runnable, lines, diags, which, results: Vec::new() };
    for test in program.tests.iter().flat_map(|file| &file.ast.tests) {
        tests.test(test);
    }
    // In the order they stand in, whichever kind they are.
    tests.results.sort_by_key(|case| case.span);
    tests.results
}

struct Tests<'p, 'm, 'd> {
    runnable: &'p Runnable<'m>,
    lines: Lines<'p>,
    diags: &'d mut Diagnostics,
    which: Which,
    results: Vec<StoryResult>,
}

/// Where a case belongs.
#[derive(Clone, Copy)]
struct Place {
    machine: MachineId,
    scenario: ScenarioId,
    at: At,
}

/// What a case is about.
#[derive(Clone, Copy)]
enum At {
    /// The whole scenario.
    Whole,
    /// A handler of it, by its index.
    Turn(usize),
    /// A handler of another machine, which takes part in the story.
    Aside(MachineId, HandlerId),
}

impl Tests<'_, '_, '_> {
    fn test(&mut self, test: &ast::Test) {
        let Some(machines) = self.opt_target(&test.target) else { return };
        for group in &test.groups {
            self.group(&machines, group);
        }
    }

    /// The machines a test speaks of.
    fn opt_target(&mut self, target: &ast::TestTarget) -> Option<Vec<MachineId>> {
        let model = self.runnable.model;
        let mut all = (0..model.machines.len()).map(MachineId::new);
        match target {
            ast::TestTarget::Machine(name) => {
                let found = all.find(|id| self.runnable.machine(*id).name.text == name.text);
                if found.is_none() {
                    let names = model.machines.iter().map(|machine| machine.name.text.as_str());
                    let near = nearest(&name.text, names).map(|near| format!("@{near}"));
                    self.unknown(name, format!("there is no machine '@{}'", name.text), near);
                }
                found.map(|machine| vec![machine])
            }
            ast::TestTarget::System(name) => {
                let system = model.name.as_ref().map(|name| name.text.as_str());
                if system == Some(name.text.as_str()) {
                    return Some(all.collect());
                }
                let near = system.map(str::to_owned);
                self.unknown(name, format!("there is no system '{}'", name.text), near);
                None
            }
        }
    }

    fn group(&mut self, machines: &[MachineId], group: &ast::TestGroup) {
        let Some((machine, scenario)) = self.opt_scenario(machines, &group.scenario) else { return };
        for case in &group.cases {
            self.case(Place { machine, scenario, at: At::Whole }, case);
        }
        for handler in &group.handlers {
            let place = match &handler.to {
                Some(to) => self.opt_place_at(machines, (machine, scenario), group, handler, to),
                None => self.opt_turn(machine, scenario, &handler.event).map(|turn| Place {
                    machine,
                    scenario,
                    at: At::Turn(turn),
                }),
            };
            let Some(place) = place else { continue };
            handler.cases.iter().for_each(|case| self.case(place, case));
        }
    }

    /// `for :borrow to @loan:`: a handler of the scenario, if it is one of that machine, else one of another machine that
    /// takes part in it.
    fn opt_place_at(
        &mut self,
        machines: &[MachineId],
        (machine, scenario): (MachineId, ScenarioId),
        group: &ast::TestGroup,
        handler: &ast::TestHandler,
        to: &ast::Name,
    ) -> Option<Place> {
        let Some(other) = machines.iter().find(|id| self.runnable.machine(**id).name.text == to.text) else {
            let names = machines.iter().map(|id| self.runnable.machine(*id).name.text.as_str());
            let near = nearest(&to.text, names).map(|near| format!("@{near}"));
            self.unknown(to, format!("there is no machine '@{}' here", to.text), near);
            return None;
        };
        let scenarios = self.runnable.machine(*other).scenarios.iter();
        let own = scenarios
            .enumerate()
            .find(|(_, known)| known.name.as_ref().is_some_and(|name| name.text == group.scenario.text));
        if let Some((at, _)) = own {
            let scenario = ScenarioId::new(at);
            let turn = self.opt_turn(*other, scenario, &handler.event)?;
            return Some(Place { machine: *other, scenario, at: At::Turn(turn) });
        }
        let definition = self.runnable.machine(*other);
        let handlers = (0..definition.handlers.len()).map(HandlerId::new);
        let mut handlers = handlers.filter(|id| definition.handlers[id.index()].role == Role::Definition);
        if let Some(aside) = handlers.find(|id| event_name(definition, *id) == handler.event.text) {
            return Some(Place { machine, scenario, at: At::Aside(*other, aside) });
        }
        let near =
            nearest(&handler.event.text, definition.events.iter().map(|event| event.name.text.as_str()));
        let message = format!("'@{}' does not handle ':{}'", to.text, handler.event.text);
        let near = near.map(|near| format!(":{near}"));
        self.unknown(&handler.event, message, near);
        None
    }

    /// The scenario of this name; in a system, the first one.
    fn opt_scenario(&mut self, machines: &[MachineId], name: &ast::Name) -> Option<(MachineId, ScenarioId)> {
        let runnable = self.runnable;
        let scenarios = machines.iter().flat_map(|id| {
            let scenarios = runnable.machine(*id).scenarios.iter().enumerate();
            scenarios.filter_map(|(at, scenario)| Some((*id, ScenarioId::new(at), scenario.name.as_ref()?)))
        });
        let scenarios: Vec<_> = scenarios.collect();
        if let Some((machine, scenario, _)) = scenarios.iter().find(|(.., known)| known.text == name.text) {
            return Some((*machine, *scenario));
        }
        let of = match machines {
            [machine] => format!("'@{}' has", runnable.machine(*machine).name.text),
            _ => "the system has".to_owned(),
        };
        let near = nearest(&name.text, scenarios.iter().map(|(.., known)| known.text.as_str()));
        self.unknown(name, format!("{of} no scenario '{}'", name.text), near.map(str::to_owned));
        None
    }

    /// The handler of a scenario that takes an event, by its index.
    fn opt_turn(&mut self, machine: MachineId, scenario: ScenarioId, event: &ast::Name) -> Option<usize> {
        let definition = self.runnable.machine(machine);
        let told = &definition.scenarios[scenario];
        let names: Vec<_> = told.handlers.iter().map(|id| event_name(definition, *id)).collect();
        let found = names.iter().position(|name| *name == event.text);
        if found.is_none() {
            let near = nearest(&event.text, names.iter().copied()).map(|near| format!(":{near}"));
            let scenario = told.name.as_ref().map_or("", |name| &name.text);
            self.unknown(event, format!("the scenario '{scenario}' does not handle ':{}'", event.text), near);
        }
        found
    }

    /// Runs a case, unless something in it does not exist.
    fn case(&mut self, place: Place, case: &ast::TestCase) {
        if matches!(self.which, Which::One(wanted) if wanted != case.span) {
            return;
        }
        let said = self.diags.iter().count();
        let (story, up_to) = self.story(place, case);
        if self.diags.iter().count() > said || self.which == Which::None {
            return;
        }
        let definition = self.runnable.machine(place.machine);
        let told = &definition.scenarios[place.scenario];
        let scenario = told.name.as_ref().map_or("", |name| &name.text);
        let event = match place.at {
            At::Whole => String::new(),
            At::Turn(turn) => format!(" / :{}", event_name(definition, told.handlers[turn])),
            At::Aside(machine, handler) => {
                let other = self.runnable.machine(machine);
                format!(" / :{} to @{}", event_name(other, handler), other.name.text)
            }
        };
        let mut runner = Runner::new(self.runnable, &story);
        runner.run_plan(&self.plan(place, &story, up_to));
        let runs = runner.runs;
        self.results.push(StoryResult {
            machine: place.machine,
            scenario: place.scenario,
            name: format!("{scenario}{event} / {}", case.name.text),
            kind: StoryKind::Case,
            verdict: runs.iter().map(|run| run.verdict).max().unwrap_or(Verdict::Passed),
            vacuous: case.expect.is_empty(),
            runs,
            ruled_out: Vec::new(),
            cut: Vec::new(),
            span: case.span,
        });
    }

    /// The way to the handler at which a case begins: the one on which the story takes it, first as the case tells the story,
    /// then as the scenario does.
    fn plan(&self, place: Place, story: &Story, up_to: Option<usize>) -> Plan {
        let aside = story.aside.as_ref().map(|(machine, turn)| (*machine, turn.handler));
        if up_to.is_none() && aside.is_none() {
            // Without a handler to go to, a case with a script begins where the story begins; one without is the whole story.
            return Plan { case: true, ..Plan::default() };
        }
        let varied = Story { script: Vec::new(), expect: Vec::new(), aside: None, ..story.clone() };
        let original = Story::of(self.runnable, place.machine, place.scenario);
        let way = [varied, original].iter().find_map(|story| {
            let mut story = story.clone();
            story.turns.iter_mut().for_each(|turn| turn.expect.clear());
            way_to(self.runnable, &story, up_to, aside)
        });
        let forced = way.unwrap_or_else(|| up_to.into_iter().collect());
        Plan { forced, case: true, ..Plan::default() }
    }

    /// The event of a machine that a test lets happen.
    fn opt_event(&mut self, machine: MachineId, said: &ast::TestEvent) -> Option<EventId> {
        let definition = self.runnable.machine(machine);
        let named = |(_, event): &(usize, &Event)| event.name.text == said.event.text;
        let same_name: Vec<_> = definition.events.iter().enumerate().filter(named).collect();
        let wanted = said.from.as_ref().map(|from| from.text.as_str());
        let from_wanted = |(_, event): &&(usize, &Event)| match (wanted, event.from) {
            (None, _) | (_, None) => true,
            (Some(wanted), Some(from)) => self.party(from) == wanted,
        };
        let mut fitting: Vec<_> = same_name.iter().filter(from_wanted).collect();
        fitting.sort_by_key(|(_, event)| event.from.is_none());
        if let Some((at, _)) = fitting.first() {
            return Some(EventId::new(*at));
        }
        let from = wanted.filter(|_| !same_name.is_empty());
        let from = from.map_or(String::new(), |from| format!(" from '@{from}'"));
        let message = format!("'@{}' does not handle ':{}'{from}", definition.name.text, said.event.text);
        let near = match same_name.first() {
            Some((_, event)) => event.from.map(|from| format!("from @{}", self.party(from))),
            None => nearest(&said.event.text, definition.events.iter().map(|event| event.name.text.as_str()))
                .map(|near| format!(":{near}")),
        };
        self.unknown(&said.event, message, near);
        None
    }

    fn party(&self, party: Party) -> &str {
        match party {
            Party::Machine(machine) => &self.runnable.machine(machine).name.text,
            Party::Actor(actor) => &self.runnable.model.actors[actor].name.text,
            Party::System => "system",
            Party::Itself => "self",
        }
    }

    /// The assertions of a case. A phrase that the machine does not have is undecided, not unknown.
    fn assertions(
        &mut self,
        at: LinePlace,
        case: &ast::TestCase,
        undecided: &mut Vec<Span>,
    ) -> Vec<Assertion> {
        let mut assertions = Vec::new();
        for line in &case.expect {
            let said = self.diags.iter().count();
            self.check_names(at, &line.kind);
            match self.lines.opt_assertion(at, line, self.diags) {
                Some(assertion) => assertions.push(assertion),
                None if self.diags.iter().count() == said => undecided.push(line.span),
                None => {}
            }
        }
        assertions
    }

    /// Reports actors, events and actions that an assertion names and that do not exist.
    fn check_names(&mut self, at: LinePlace, kind: &ast::AssertionKind) {
        match kind {
            ast::AssertionKind::Received { actor, event, .. } => {
                self.check_party(actor);
                event.iter().for_each(|event| self.check_event(event));
            }
            ast::AssertionKind::ReceivedCount { actor, .. } => self.check_party(actor),
            ast::AssertionKind::Emitted { event, to, .. } => {
                self.check_event(event);
                to.iter().for_each(|to| self.check_party(to));
            }
            ast::AssertionKind::Called { action, .. } => {
                self.lines.opt_action(at, action, self.diags);
            }
            ast::AssertionKind::Condition(_) | ast::AssertionKind::History { .. } => {}
        }
    }

    fn check_party(&mut self, name: &ast::Name) {
        let model = self.runnable.model;
        let machines = model.machines.iter().map(|machine| machine.name.text.as_str());
        let actors = model.actors.iter().map(|actor| actor.name.text.as_str());
        let names: Vec<_> = machines.chain(actors).chain(["system", "self"]).collect();
        if !names.contains(&name.text.as_str()) {
            let near = nearest(&name.text, names).map(|near| format!("@{near}"));
            self.unknown(name, format!("there is no '@{}'", name.text), near);
        }
    }

    fn check_event(&mut self, name: &ast::Name) {
        let model = self.runnable.model;
        let taken = model.machines.iter().flat_map(|machine| &machine.events).map(|event| &event.name);
        let sent = model.actors.iter().flat_map(|actor| &actor.messages).map(|message| &message.name);
        let names: Vec<_> = taken.chain(sent).map(|name| name.text.as_str()).collect();
        if !names.contains(&name.text.as_str()) {
            let near = nearest(&name.text, names).map(|near| format!(":{near}"));
            self.unknown(name, format!("nothing sends or takes ':{}'", name.text), near);
        }
    }

    /// The machine, and the handler, that a case is about.
    fn line_place(&self, place: Place) -> LinePlace {
        let told: &Scenario = &self.runnable.machine(place.machine).scenarios[place.scenario];
        match place.at {
            At::Whole => LinePlace { machine: place.machine, handler: None },
            At::Turn(turn) => LinePlace { machine: place.machine, handler: told.handlers.get(turn).copied() },
            At::Aside(machine, handler) => LinePlace { machine, handler: Some(handler) },
        }
    }

    fn unknown(&mut self, name: &ast::Name, message: String, near: Option<String>) {
        let report = self.diags.report(Name::UnknownName, name.span, message);
        if let Some(near) = near {
            report.help(format!("did you mean '{near}'?"));
        }
    }
}

fn event_name(machine: &Machine, handler: HandlerId) -> &str {
    &machine.events[machine.handlers[handler].event].name.text
}

/// The turns a story takes up to `turn`, or until another machine takes an event, on the first of its ways that does.
fn way_to(
    runnable: &Runnable<'_>,
    story: &Story,
    turn: Option<usize>,
    aside: Option<(MachineId, HandlerId)>,
) -> Option<Vec<usize>> {
    let mut runner = Runner::new(runnable, story);
    runner.run_all();
    runner.ways.iter().zip(&runner.hits).find_map(|(way, hits)| {
        let end = match (turn, aside) {
            (Some(turn), _) => way.iter().position(|(taken, _)| *taken == turn)? + 1,
            (None, Some((machine, handler))) if hits.takes(machine, handler) => way.len(),
            _ => return None,
        };
        Some(way[..end].iter().map(|(taken, _)| *taken).collect())
    })
}
