//! The conflict of a failed run: the choices that its failure depends on (reference#assumptions).
//!
//! With the same values of these choices, no run gets further, for any values of the others. They are found by following the
//! log: choices flow into states, variables, messages and calls. A choice that decides a chain of guards flows into everything
//! that *any* of its branches can change, so the effects of branches that were not taken count as well. The analysis
//! over-approximates: a larger conflict only costs search time, a smaller one could skip a solution.

mod dependencies;

use flow_model::cases::ScriptedStep;
use flow_model::model::{
    Assertion, AssertionKind, Call, Condition, ConditionKind, Expr, Fact, FactKind, MachineId, Party,
};
use flow_model::visit;

use self::dependencies::{Dependencies, Reader};
use crate::exec::observer::Handled;
use crate::exec::runnable::Runnable;
use crate::exec::step::Refusal;
use crate::history::judge::is_constant;
use crate::history::log::LogEntry;
use crate::story::choice_set::ChoiceSet;
use crate::story::plan::{Plan, Story};
use crate::story::result::{Failure, FailureKind};
use crate::story::run::{Run, run_story};
use crate::story::search::{Attempt, Choices};

/// Runs a story along a plan, with the choices made so far, as one attempt of a search.
pub(crate) fn attempt_run<'p, 'm>(
    runnable: &'p Runnable<'m>,
    story: &Story,
    plan: &Plan,
    choices: Choices,
) -> Attempt<Run<'p, 'm>> {
    let run = run_story(runnable, story, plan, choices);
    let (choices, outcome, work) = (run.bindings.choices.clone(), run.outcome, run.count_work());
    let conflict = find_conflict(runnable, story, &run);
    Attempt { run, choices, outcome, conflict, work }
}

/// The choices that the failure of a run depends on; none if it did not fail.
fn find_conflict(runnable: &Runnable<'_>, story: &Story, run: &Run<'_, '_>) -> ChoiceSet {
    let made = run.bindings.choices.made().len();
    let Some(failure) = run.failure.as_ref().filter(|_| made > 0) else { return ChoiceSet::default() };
    if !has_constant_facts(story) || failure.kind == FailureKind::Endless {
        return ChoiceSet::all(made);
    }
    let dependencies = Dependencies::of(runnable, run);
    let mut choices_read = dependencies.route_choices();
    match find_failure_conflict(&dependencies, runnable, story, run, failure) {
        Some(own) => choices_read.add(&own),
        None => return ChoiceSet::all(made),
    }
    choices_read
}

/// The dependencies of a failure itself, without those of the route to it; `None` for all choices.
fn find_failure_conflict(
    dependencies: &Dependencies<'_, '_>,
    runnable: &Runnable<'_>,
    story: &Story,
    run: &Run<'_, '_>,
    failure: &Failure,
) -> Option<ChoiceSet> {
    // A line of a script is about what any machine has sent before.
    if failure.at.is_none()
        && !story.script.is_empty()
        && !matches!(failure.kind, FailureKind::Expectation(_))
    {
        return None;
    }
    match failure.kind {
        FailureKind::NotAccepted | FailureKind::NotInFlight => Some(ChoiceSet::default()),
        FailureKind::Expectation(_) => {
            let lists = story.turns.iter().map(|turn| &turn.expect).chain([&story.expect]);
            let assertion = lists.flatten().find(|assertion| assertion.span == failure.span)?;
            Some(find_assertion_conflict(dependencies, runnable, story.machine, assertion))
        }
        FailureKind::StepMissing | FailureKind::Broken(_) => {
            let (machine, handler) = failure.at?;
            if let Some(LogEntry::Refused { refusal: Refusal::Failed { .. }, .. }) = run.system.log().last() {
                return None;
            }
            let message = run.system.log().iter().rev().find_map(|entry| match entry {
                LogEntry::Handled(Handled { message, instance, .. })
                | LogEntry::Refused { message, instance, .. } => (*instance == run.focus).then_some(*message),
                _ => None,
            });
            let definition = runnable.get(machine, runnable.definition(machine, handler));
            let reader = dependencies.reader(machine, message?);
            let mut choices_read = ChoiceSet::default();
            visit::body_exprs(&definition.body, &mut |expr| reader.add_expr(expr, &mut choices_read));
            visit::steps(&definition.body, &mut |step| {
                if let flow_model::model::Step::Chain(chain) = step {
                    chain
                        .groups
                        .iter()
                        .for_each(|group| reader.add_calls(&group.condition, &mut choices_read));
                }
            });
            Some(choices_read)
        }
        // The state of another machine depends on everything that it was sent, a rule is about all machines, and any handler
        // may have caused the earlier events.
        FailureKind::Endless
        | FailureKind::RejectedBy { .. }
        | FailureKind::Accepted { .. }
        | FailureKind::Refused(_)
        | FailureKind::Late(_)
        | FailureKind::CameBefore { .. }
        | FailureKind::TooLong
        | FailureKind::RuleBroken(_) => None,
    }
}

/// What an assertion reads.
fn find_assertion_conflict(
    dependencies: &Dependencies<'_, '_>,
    runnable: &Runnable<'_>,
    focus: MachineId,
    assertion: &Assertion,
) -> ChoiceSet {
    let reader = dependencies.reader_at_end(focus);
    let mut choices_read = ChoiceSet::default();
    visit::assertion_exprs(std::slice::from_ref(assertion), &mut |expr| {
        reader.add_expr(expr, &mut choices_read);
    });
    let itself = |party: Party| if party == Party::Itself { Party::Machine(focus) } else { party };
    match &assertion.kind {
        AssertionKind::Condition(condition) => {
            visit_tested_machines(condition, &mut |of| choices_read.add(dependencies.state_of(of)));
            // Whoever answers phrases of an `expect:` may have seen everything.
            visit::calls(condition, &mut |_| choices_read.add(&dependencies.all_choices()));
        }
        // The messages in flight depend on all that were sent.
        AssertionKind::LeftWaiting(..) => choices_read.add(&dependencies.all_choices()),
        AssertionKind::History(of, ..) => choices_read.add(&dependencies.history_choices(*of)),
        AssertionKind::Received { by, event, .. } => {
            let event = event.as_ref().map(|event| event.text.as_str());
            choices_read.add(&dependencies.sent_choices(event, Some(itself(*by))));
        }
        AssertionKind::ReceivedCount(by, _) => {
            choices_read.add(&dependencies.sent_choices(None, Some(itself(*by))));
        }
        AssertionKind::Emitted { event, to, .. } => {
            choices_read.add(&dependencies.sent_choices(Some(&event.text), to.map(itself)));
        }
        // Which instances there are depends on everything that was sent.
        AssertionKind::Members(..) | AssertionKind::VariableOf(..) => {
            choices_read.add(&dependencies.all_choices());
        }
        AssertionKind::Called { call, .. } => {
            let function = &runnable.machine(focus).phrases[call.phrase].function;
            choices_read.add(&dependencies.called_choices(function));
        }
        // An event is turned away because of the state that everything before it led to.
        AssertionKind::TurnedAway { .. } => choices_read.add(&dependencies.all_choices()),
    }
    choices_read
}

/// Calls `visit` with every machine that a condition tests the state of.
fn visit_tested_machines(condition: &Condition, visit: &mut dyn FnMut(MachineId)) {
    visit::conditions(condition, &mut |part| {
        if let ConditionKind::InState(machine, _) = part.kind {
            visit(machine);
        }
    });
}

/// Whether none of the story's own facts depends on the run.
fn has_constant_facts(story: &Story) -> bool {
    let constant = |expr: &Expr| is_constant(expr);
    let call = |call: &Call| call.args.iter().all(constant);
    let fact = |fact: &Fact| match &fact.kind {
        FactKind::InState(..) | FactKind::MemberInState(..) => true,
        FactKind::Receiver(..) | FactKind::Sender(..) => false,
        FactKind::Variable(_, expr) | FactKind::Payload(_, expr) | FactKind::VariableOf(_, _, _, expr) => {
            constant(expr)
        }
        FactKind::Table(phrase, _) | FactKind::Phrase(phrase, _) => call(phrase),
        FactKind::Answer(_, value) => constant(value),
        FactKind::After(length) => constant(length),
        // A failure or an answer can change all later events.
        FactKind::Throws(..) | FactKind::Answers(..) => false,
    };
    let turns = story.turns.iter().all(|turn| {
        turn.given.iter().all(fact)
            && turn.context.iter().all(|(_, expr)| constant(expr))
            && turn.payload.iter().all(|set| constant(&set.value))
            && turn.throws.is_empty()
    });
    let script = || {
        let events = story.script.iter().filter_map(ScriptedStep::event);
        events.flat_map(|event| &event.payload).all(|set| constant(&set.value))
    };
    turns && story.other_machine.is_none() && script()
}

impl Reader<'_, '_, '_> {
    /// Whether a condition asks in which state its machine is.
    fn asks_state(condition: &Condition) -> bool {
        let mut asks = false;
        visit_tested_machines(condition, &mut |_| asks = true);
        asks
    }
}

#[cfg(test)]
mod tests;
