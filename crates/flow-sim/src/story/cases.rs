//! Cases of test files (reference#test-files) as variations of stories.
//!
//! A case starts like the story of its scenario, with its own facts, and runs up to the handler that it is about, or through
//! its own script. The expectations of the scenario are not checked on that route, since the case may change them.
//! `flow_model::cases` has already resolved all names.

use flow_model::cases::{Position, ScriptedKind, ScriptedStep, TestCase};
use flow_model::model::{Fact, FactKind, HandlerId, Machine, MachineId, Party};

use crate::exec::runnable::Runnable;
use crate::story::facts::same_subject;
use crate::story::plan::{Plan, Story, Turn};
use crate::story::planner::Planner;
use crate::story::result::{StoryKind, StoryResult, Verdict};

/// Runs all cases of a program's test files, as [`flow_model::resolve_tests`] returns them.
pub fn run_tests(runnable: &Runnable<'_>, cases: &[TestCase]) -> Vec<StoryResult> {
    cases.iter().map(|case| run_case(runnable, case)).collect()
}

/// Runs one case of a test file.
pub fn run_case(runnable: &Runnable<'_>, case: &TestCase) -> StoryResult {
    let (story, up_to) = vary_story(runnable, case);
    let mut planner = Planner::new(runnable, &story);
    planner.run_plan(&plan_case(runnable, case, &story, up_to));
    let runs = planner.runs;
    StoryResult {
        machine: case.machine,
        scenario: case.scenario,
        name: case_title(runnable, case),
        kind: StoryKind::Case,
        verdict: runs.iter().map(|run| run.verdict).max().unwrap_or(Verdict::Passed),
        vacuous: case.expect.is_empty()
            && case.system_expect.is_empty()
            && case.undecided.is_empty()
            && !asserts_by_script(case)
            // Each step of a case of the system is checked against its rules.
            && (case.scenario.is_some() || runnable.model.rules.rules.is_empty()),
        runs,
        ruled_out: Vec::new(),
        cut: Vec::new(),
        span: case.span,
    }
}

/// Whether the script of a case asserts something: that an event is turned away, or in flight between machines.
fn asserts_by_script(case: &TestCase) -> bool {
    case.script.iter().any(|step| match step {
        ScriptedStep::Event(event) => {
            let is_internal =
                matches!(event.from, Some((Party::Machine(_) | Party::System | Party::Itself, _)));
            event.turned_away.is_some() || (event.kind == ScriptedKind::Then && is_internal)
        }
        ScriptedStep::Sent(_) | ScriptedStep::Expect(..) => true,
        ScriptedStep::Wait(_) => false,
    })
}

/// The scenario, the event, and the case, as reports name it.
fn case_title(runnable: &Runnable<'_>, case: &TestCase) -> String {
    let Some(scenario) = case.scenario else { return case.name.text.clone() };
    let definition = runnable.machine(case.machine);
    let of = &definition.scenarios[scenario];
    let scenario = of.name.as_ref().map_or("", |name| &name.text);
    let event = match case.position {
        Position::Whole => String::new(),
        Position::Handler(at) => format!(" / :{}", event_name(definition, of.handlers[at])),
        Position::OtherMachine(machine, handler) => {
            let other = runnable.machine(machine);
            format!(" / :{} to @{}", event_name(other, handler), other.name.text)
        }
    };
    format!("{scenario}{event} / {}", case.name.text)
}

/// The story as a case varies it, and the last turn of the scenario that belongs to it.
fn vary_story(runnable: &Runnable<'_>, case: &TestCase) -> (Story, Option<usize>) {
    let mut story = match case.scenario {
        Some(scenario) => Story::of(runnable, case.machine, scenario),
        None => Story::of_system(case.machine),
    };
    story.turns.iter_mut().for_each(|turn| turn.expect.clear());
    story.expect.clear();
    let machine = runnable.machine(case.machine);
    case.given.iter().for_each(|fact| replace_fact(machine, &mut story.given, fact));
    story.given_elsewhere.clone_from(&case.given_elsewhere);
    story.system_expect.clone_from(&case.system_expect);
    story.assumed.clone_from(&case.assumed);
    story.unknown.clone_from(&case.undecided);
    vary_throws(&mut story, case);
    let up_to = match case.position {
        Position::Whole => vary_events(&mut story, case),
        Position::Handler(at) => {
            vary_turn(machine, &mut story.turns[at], case);
            Some(at)
        }
        Position::OtherMachine(machine, handler) => {
            let mut turn = Turn::of(runnable, machine, handler);
            turn.given.clear();
            vary_turn(runnable.machine(machine), &mut turn, case);
            turn.throws.clone_from(&case.throws);
            story.other_machine = Some((machine, turn));
            None
        }
    };
    let has_end = !case.script.is_empty() || !case.after.is_empty();
    if has_end || matches!(case.position, Position::Handler(_)) {
        story.turns.truncate(up_to.map_or(0, |turn| turn + 1));
    }
    (story, up_to)
}

/// Actions fail in the handler that the case is about, or else in all.
fn vary_throws(story: &mut Story, case: &TestCase) {
    for (index, turn) in story.turns.iter_mut().enumerate() {
        if !matches!(case.position, Position::Handler(named) if named != index) {
            turn.throws.clone_from(&case.throws);
        }
    }
}

fn vary_turn(machine: &Machine, turn: &mut Turn, case: &TestCase) {
    case.handler_given.iter().for_each(|fact| replace_fact(machine, &mut turn.given, fact));
    turn.payload.extend(case.payload.iter().cloned());
    turn.context.extend(case.context.iter().cloned());
    turn.expect.clone_from(&case.expect);
}

/// The events and the assertions of a case about a whole scenario; returns the last turn before its script.
fn vary_events(story: &mut Story, case: &TestCase) -> Option<usize> {
    for after in &case.after {
        story.turns[after.handler].payload.extend(after.payload.iter().cloned());
    }
    story.script.clone_from(&case.script);
    story.script_throws.clone_from(&case.throws);
    story.expect.clone_from(&case.expect);
    case.after.last().map(|after| after.handler)
}

/// The route to the handler at which a case starts: the one on which the varied story reaches it or, if it does not, the
/// original story.
fn plan_case(runnable: &Runnable<'_>, case: &TestCase, story: &Story, up_to: Option<usize>) -> Plan {
    let other_machine = story.other_machine.as_ref().map(|(machine, turn)| (*machine, turn.handler));
    if up_to.is_none() && other_machine.is_none() {
        // Without a handler to go to, a case with a script begins where the story begins; one without is the whole story.
        return Plan { case: true, ..Plan::default() };
    }
    let varied = Story { script: Vec::new(), expect: Vec::new(), other_machine: None, ..story.clone() };
    let original = case.scenario.map(|scenario| Story::of(runnable, case.machine, scenario));
    let route = [Some(varied), original].into_iter().flatten().find_map(|mut story| {
        story.turns.iter_mut().for_each(|turn| turn.expect.clear());
        route_to(runnable, &story, up_to, other_machine)
    });
    let forced = route.unwrap_or_else(|| up_to.into_iter().collect());
    Plan { forced, case: true, ..Plan::default() }
}

fn event_name(machine: &Machine, handler: HandlerId) -> &str {
    &machine.events[machine.handlers[handler].event].name.text
}

/// Puts a fact in the place of one about the same thing, or at the end.
fn replace_fact(machine: &Machine, given: &mut Vec<Fact>, fact: &Fact) {
    match given.iter().position(|old| have_same_subject(machine, &old.kind, &fact.kind)) {
        Some(at) => given[at] = fact.clone(),
        None => given.push(fact.clone()),
    }
}

fn have_same_subject(machine: &Machine, a: &FactKind, b: &FactKind) -> bool {
    let phrase = |kind: &FactKind| match kind {
        FactKind::Table(call, _) | FactKind::Phrase(call, _) | FactKind::Answer(call, _) => {
            Some(machine.phrases[call.phrase].function.as_str())
        }
        _ => None,
    };
    match (a, b) {
        (FactKind::InState(a, _), FactKind::InState(b, _)) => a == b,
        (FactKind::Variable(a, _), FactKind::Variable(b, _)) => a == b,
        (FactKind::Payload(a, _), FactKind::Payload(b, _)) => a == b,
        (FactKind::Answers(a, _), FactKind::Answers(b, _)) => a == b,
        (FactKind::Sender(a, _), FactKind::Sender(b, _)) => a == b,
        (FactKind::After(_), FactKind::After(_)) => true,
        _ => match (phrase(a), phrase(b)) {
            (Some(a), Some(b)) => same_subject(a, b),
            _ => false,
        },
    }
}
/// The turns of a story up to `turn`, or until another machine handles an event, on the first of its routes that does.
fn route_to(
    runnable: &Runnable<'_>,
    story: &Story,
    turn: Option<usize>,
    other_machine: Option<(MachineId, HandlerId)>,
) -> Option<Vec<usize>> {
    let mut planner = Planner::new(runnable, story);
    planner.run_all();
    planner.routes.iter().zip(&planner.hits).find_map(|(route, hits)| {
        let end = match (turn, other_machine) {
            (Some(turn), _) => route.iter().position(|(taken, _)| *taken == turn)? + 1,
            (None, Some((machine, handler))) if hits.has_taken(machine, handler) => route.len(),
            _ => return None,
        };
        Some(route[..end].iter().map(|(taken, _)| *taken).collect())
    })
}
