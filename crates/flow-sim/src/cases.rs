//! Test files (language.md §11): variations of stories, and their own assertions.
//!
//! A case begins like its scenario's story, with what it changes, and goes up to the handler it names (or through its own
//! script). What the scenario expects is not checked on the way, since a case varies just that. Names that do not exist
//! are reported, and their case is not run.

use flow_model::model::{
    Assertion, ConditionKind, EventId, Expr, Fact, FactKind, HandlerId, Machine, MachineId, Party, Scenario,
    ScenarioId, Span,
};
use flow_model::near::nearest;
use flow_model::{LinePlace, Lines, Program};
use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::dispatch::Runnable;
use crate::facts::same_subject;
use crate::result::{StoryKind, StoryResult, Verdict};
use crate::story::Runner;
use crate::tell::{Assumed, Cue, CueKind, Plan, Story};

/// Runs every case of the program's test files. What they name and does not exist goes to `diags`.
pub fn run_tests(runnable: &Runnable<'_>, program: &Program, diags: &mut Diagnostics) -> Vec<StoryResult> {
    let lines = Lines::new(program, runnable.model);
    let mut tests = Tests { runnable, lines, diags, results: Vec::new() };
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
    results: Vec<StoryResult>,
}

/// Where a case belongs.
#[derive(Clone, Copy)]
struct Place {
    machine: MachineId,
    scenario: ScenarioId,
    /// The handler it is about, by its index in the scenario.
    turn: Option<usize>,
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
        let Some((machine, scenario)) = self.opt_scenario(machines, &group.scenario, None) else { return };
        for case in &group.cases {
            self.case(Place { machine, scenario, turn: None }, case);
        }
        for handler in &group.handlers {
            let to = match &handler.to {
                None => Some((machine, scenario)),
                Some(to) => self.opt_scenario(machines, &group.scenario, Some(to)),
            };
            let Some((machine, scenario)) = to else { continue };
            let Some(turn) = self.opt_turn(machine, scenario, &handler.event) else { continue };
            for case in &handler.cases {
                self.case(Place { machine, scenario, turn: Some(turn) }, case);
            }
        }
    }

    /// The scenario of this name, of the machine `to` if that is said.
    fn opt_scenario(
        &mut self,
        machines: &[MachineId],
        name: &ast::Name,
        to: Option<&ast::Name>,
    ) -> Option<(MachineId, ScenarioId)> {
        let runnable = self.runnable;
        let asked = |id: &&MachineId| to.is_none_or(|to| runnable.machine(**id).name.text == to.text);
        let among: Vec<_> = machines.iter().filter(asked).copied().collect();
        let scenarios = among.iter().flat_map(|id| {
            let scenarios = runnable.machine(*id).scenarios.iter().enumerate();
            scenarios.filter_map(|(at, scenario)| Some((*id, ScenarioId::new(at), scenario.name.as_ref()?)))
        });
        let scenarios: Vec<_> = scenarios.collect();
        if let Some((machine, scenario, _)) = scenarios.iter().find(|(.., known)| known.text == name.text) {
            return Some((*machine, *scenario));
        }
        let place = to.unwrap_or(name);
        let of = match (to, among.as_slice()) {
            (Some(to), _) => format!("'@{}' has", to.text),
            (None, [machine]) => format!("'@{}' has", runnable.machine(*machine).name.text),
            (None, _) => "the system has".to_owned(),
        };
        let near = nearest(&name.text, scenarios.iter().map(|(.., known)| known.text.as_str()));
        self.unknown(place, format!("{of} no scenario '{}'", name.text), near.map(str::to_owned));
        None
    }

    /// The handler of a scenario that takes an event, by its index.
    fn opt_turn(&mut self, machine: MachineId, scenario: ScenarioId, event: &ast::Name) -> Option<usize> {
        let definition = self.runnable.machine(machine);
        let told = &definition.scenarios[scenario.index()];
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
        let said = self.diags.iter().count();
        let (story, up_to) = self.story(place, case);
        if self.diags.iter().count() > said {
            return;
        }
        let definition = self.runnable.machine(place.machine);
        let told = &definition.scenarios[place.scenario.index()];
        let scenario = told.name.as_ref().map_or("", |name| &name.text);
        let event = place.turn.map(|turn| format!(" / :{}", event_name(definition, told.handlers[turn])));
        let mut runner = Runner::new(self.runnable, &story);
        runner.run_plan(&self.plan(place, &story, up_to));
        let runs = runner.runs;
        self.results.push(StoryResult {
            machine: place.machine,
            scenario: place.scenario,
            name: format!("{scenario}{} / {}", event.unwrap_or_default(), case.name.text),
            kind: StoryKind::Case,
            verdict: runs.iter().map(|run| run.verdict).max().unwrap_or(Verdict::Passed),
            vacuous: case.expect.is_empty(),
            runs,
            ruled_out: Vec::new(),
            span: case.span,
        });
    }

    /// The way to the handler at which a case begins: the one on which the story takes it, first as the case tells the story,
    /// then as the scenario does.
    fn plan(&self, place: Place, story: &Story, up_to: Option<usize>) -> Plan {
        let Some(turn) = up_to else {
            // Without a handler to go to, a case with a script begins where the story begins; one without is the whole story.
            return Plan { case: true, ..Plan::default() };
        };
        let varied = Story { script: Vec::new(), expect: Vec::new(), ..story.clone() };
        let original = Story::of(self.runnable, place.machine, place.scenario);
        let way = [varied, original].iter().find_map(|story| {
            let mut story = story.clone();
            story.turns.iter_mut().for_each(|turn| turn.expect.clear());
            way_to(self.runnable, &story, turn)
        });
        let forced = way.unwrap_or_else(|| vec![turn]);
        Plan { forced, case: true, ..Plan::default() }
    }

    /// The story as a case tells it, and the last turn of the scenario that belongs to it.
    fn story(&mut self, place: Place, case: &ast::TestCase) -> (Story, Option<usize>) {
        let mut story = Story::of(self.runnable, place.machine, place.scenario);
        story.turns.iter_mut().for_each(|turn| turn.expect.clear());
        story.expect.clear();
        self.vary_scenario(&mut story, place, case);
        let mut up_to = place.turn;
        match place.turn {
            Some(turn) => self.vary_turn(&mut story, place, turn, case),
            None => up_to = self.script(&mut story, place, case),
        }
        let whole = place.turn.is_none() && case.script.is_empty();
        if !whole {
            story.turns.truncate(up_to.map_or(0, |turn| turn + 1));
        }
        (story, up_to)
    }

    /// `with scenario:` and `assume:`.
    fn vary_scenario(&mut self, story: &mut Story, place: Place, case: &ast::TestCase) {
        let at = LinePlace { machine: place.machine, handler: None };
        let machine = self.runnable.machine(place.machine);
        for fact in &case.with_scenario {
            if let Some(fact) = self.lines.opt_fact(at, fact, self.diags) {
                replace(machine, &mut story.given, fact);
            }
        }
        for assumption in &case.assume {
            match assumption {
                ast::Assumption::Guard { condition, answer, span } => {
                    story.assumed.extend(self.opt_assumed(place, condition, *answer, *span));
                }
                ast::Assumption::Throws { action, message, .. } => {
                    let call = self.opt_in_any(place, |lines, at, diags| lines.opt_action(at, action, diags));
                    let Some((machine, call)) = call else { continue };
                    for (index, turn) in story.turns.iter_mut().enumerate() {
                        if place.turn.is_none_or(|named| named == index) {
                            turn.throws.push((machine, call.clone(), message.text.clone()));
                        }
                    }
                }
            }
        }
    }

    /// `? reader is trusted = false`.
    fn opt_assumed(
        &mut self,
        place: Place,
        condition: &ast::Condition,
        answer: bool,
        span: Span,
    ) -> Option<Assumed> {
        let found = self.opt_in_any(place, |lines, at, diags| lines.opt_condition(at, condition, diags));
        let (machine, condition) = found?;
        let fixed = fixed(&condition.kind, answer);
        if fixed.is_none() {
            self.not_a_phrase(span);
        }
        fixed.map(|(call, holds)| Assumed { machine, call: call.clone(), holds, span })
    }

    /// Something of the machine of a case, or, if that does not have it, of another machine of the system.
    fn opt_in_any<R>(
        &mut self,
        place: Place,
        mut find: impl FnMut(&mut Lines<'_>, LinePlace, &mut Diagnostics) -> Option<R>,
    ) -> Option<(MachineId, R)> {
        let own = LinePlace { machine: place.machine, handler: self.handler(place) };
        let mut unsaid = Diagnostics::default();
        if let Some(found) = find(&mut self.lines, own, &mut unsaid) {
            return Some((place.machine, found));
        }
        for machine in (0..self.runnable.model.machines.len()).map(MachineId::new) {
            let at = LinePlace { machine, handler: None };
            if machine != place.machine
                && let Some(found) = find(&mut self.lines, at, &mut unsaid)
            {
                return Some((machine, found));
            }
        }
        find(&mut self.lines, own, self.diags);
        None
    }

    /// `with given:`, `with event:`, `with context:` and the assertions of a test of one handler.
    fn vary_turn(&mut self, story: &mut Story, place: Place, turn: usize, case: &ast::TestCase) {
        let handler = story.turns[turn].handler;
        let at = LinePlace { machine: place.machine, handler: Some(handler) };
        let machine = self.runnable.machine(place.machine);
        for fact in &case.with_given {
            if let Some(fact) = self.lines.opt_fact(at, fact, self.diags) {
                replace(machine, &mut story.turns[turn].given, fact);
            }
        }
        let event = self.runnable.get(place.machine, handler).event;
        for set in &case.with_event {
            if let Some(field) = self.opt_field(place.machine, event, &set.name, &set.value) {
                story.turns[turn].payload.push(field);
            }
        }
        for set in &case.with_context {
            let set = self.lines.opt_context(place.machine, &set.name, &set.value, self.diags);
            story.turns[turn].context.extend(set);
        }
        story.turns[turn].expect = self.assertions(at, case, &mut story.unknown);
        self.misplaced(case.script.first().map(step_span), "a test of one handler has no further events");
    }

    /// The events and the assertions of a test of a whole scenario. The answer is the last turn of the story before them.
    fn script(&mut self, story: &mut Story, place: Place, case: &ast::TestCase) -> Option<usize> {
        let at = LinePlace { machine: place.machine, handler: None };
        let mut up_to = None;
        for step in &case.script {
            match step {
                ast::TestStep::After(event) => {
                    let turn = self.opt_turn(place.machine, place.scenario, &event.event);
                    if let Some(turn) = turn {
                        self.carry(story, place, turn, event);
                        up_to = Some(turn);
                    }
                }
                ast::TestStep::Receive(event) => {
                    story.script.extend(self.opt_cue(place.machine, CueKind::Receive, event));
                }
                ast::TestStep::Then(event) => {
                    story.script.extend(self.opt_cue(place.machine, CueKind::Then, event));
                }
            }
        }
        story.expect = self.assertions(at, case, &mut story.unknown);
        let handler_part = case.with_event.first().or(case.with_context.first()).map(|set| set.span);
        let handler_part = handler_part.or(case.with_given.first().map(|fact| fact.span));
        self.misplaced(handler_part, "this belongs to a test of one handler, under 'for :event:'");
        up_to
    }

    /// `after :borrow with days: 3`.
    fn carry(&mut self, story: &mut Story, place: Place, turn: usize, event: &ast::TestEvent) {
        let of = self.runnable.get(place.machine, story.turns[turn].handler).event;
        for field in &event.with {
            if let Some(field) = self.opt_field(place.machine, of, &field.name, &field.value) {
                story.turns[turn].payload.push(field);
            }
        }
    }

    fn opt_cue(&mut self, machine: MachineId, kind: CueKind, said: &ast::TestEvent) -> Option<Cue> {
        let event = self.opt_event(machine, said)?;
        let fields = said.with.iter();
        let payload = fields.filter_map(|field| self.opt_field(machine, event, &field.name, &field.value));
        Some(Cue { kind, event, payload: payload.collect(), span: said.span })
    }

    /// The event of a machine that a test lets happen.
    fn opt_event(&mut self, machine: MachineId, said: &ast::TestEvent) -> Option<EventId> {
        let definition = self.runnable.machine(machine);
        let named = |(_, event): &(usize, &flow_model::model::Event)| event.name.text == said.event.text;
        let same_name: Vec<_> = definition.events.iter().enumerate().filter(named).collect();
        let wanted = said.from.as_ref().map(|from| from.text.as_str());
        let from_wanted = |(_, event): &&(usize, &flow_model::model::Event)| match (wanted, event.from) {
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
            Party::Actor(actor) => &self.runnable.model.actors[actor.index()].name.text,
            Party::System => "system",
            Party::Itself => "self",
        }
    }

    fn opt_field(
        &mut self,
        machine: MachineId,
        event: EventId,
        name: &ast::Name,
        value: &ast::Expr,
    ) -> Option<(String, Expr)> {
        let (_, value) = self.lines.opt_payload(machine, event, name, value, self.diags)?;
        Some((name.text.clone(), value))
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

    fn handler(&self, place: Place) -> Option<HandlerId> {
        let told: &Scenario = &self.runnable.machine(place.machine).scenarios[place.scenario.index()];
        told.handlers.get(place.turn?).copied()
    }

    fn unknown(&mut self, name: &ast::Name, message: String, near: Option<String>) {
        let report = self.diags.report(Name::UnknownName, name.span, message);
        if let Some(near) = near {
            report.help(format!("did you mean '{near}'?"));
        }
    }

    fn not_a_phrase(&mut self, span: Span) {
        self.diags
            .report(Name::MisplacedLine, span, "this guard is no phrase: what it asks is worked out")
            .help("set the variables it reads with 'with context:' or 'with scenario:'");
    }

    fn misplaced(&mut self, span: Option<Span>, message: &str) {
        if let Some(span) = span {
            self.diags.report(Name::MisplacedLine, span, message);
        }
    }
}

fn event_name(machine: &Machine, handler: HandlerId) -> &str {
    &machine.events[machine.handlers[handler.index()].event.index()].name.text
}

fn step_span(step: &ast::TestStep) -> Span {
    match step {
        ast::TestStep::After(event) | ast::TestStep::Receive(event) | ast::TestStep::Then(event) => {
            event.span
        }
    }
}

/// The phrase that an assumption fixes, and whether it holds.
fn fixed(kind: &ConditionKind, answer: bool) -> Option<(&flow_model::model::Call, bool)> {
    match kind {
        ConditionKind::Call(call) => Some((call, answer)),
        ConditionKind::Not(inner) => fixed(&inner.kind, !answer),
        _ => None,
    }
}

/// Puts a fact in the place of one about the same thing, or at the end.
fn replace(machine: &Machine, given: &mut Vec<Fact>, fact: Fact) {
    match given.iter().position(|old| about_the_same(machine, &old.kind, &fact.kind)) {
        Some(at) => given[at] = fact,
        None => given.push(fact),
    }
}

fn about_the_same(machine: &Machine, a: &FactKind, b: &FactKind) -> bool {
    let phrase = |kind: &FactKind| match kind {
        FactKind::Table(call, _) | FactKind::Phrase(call, _) => {
            Some(machine.phrases[call.phrase.index()].function.as_str())
        }
        _ => None,
    };
    match (a, b) {
        (FactKind::InState(a, _), FactKind::InState(b, _)) => a == b,
        (FactKind::Variable(a, _), FactKind::Variable(b, _)) => a == b,
        (FactKind::Payload(a, _), FactKind::Payload(b, _)) => a == b,
        _ => match (phrase(a), phrase(b)) {
            (Some(a), Some(b)) => same_subject(a, b),
            _ => false,
        },
    }
}

/// The turns a story takes up to `turn`, on the first of its ways that takes it.
fn way_to(runnable: &Runnable<'_>, story: &Story, turn: usize) -> Option<Vec<usize>> {
    let mut runner = Runner::new(runnable, story);
    runner.run_all();
    runner.ways.iter().find_map(|way| {
        let at = way.iter().position(|(taken, _)| *taken == turn)?;
        Some(way[..=at].iter().map(|(taken, _)| *taken).collect())
    })
}
