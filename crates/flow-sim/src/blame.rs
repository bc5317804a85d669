//! Which choices the failure of a telling depends on: with the same of these, however the others are made, no telling
//! gets further (language.md §10.4).
//!
//! Found by following, along the log, what flows from choices into states, variables, messages and calls. A choice that
//! decides a chain of guards flows into everything that *any* of its branches may touch, so what did not happen counts
//! as well. Whatever is too fine to follow counts as touched: too much blame costs time, too little would be wrong.

pub(crate) mod trail;

use flow_model::model::{
    Assertion, AssertionKind, Call, Condition, ConditionKind, Expr, Fact, FactKind, MachineId, Party,
};
use flow_model::visit;

use self::trail::{Reader, Trail};
use crate::causes::Causes;
use crate::dispatch::Runnable;
use crate::judge::is_constant;
use crate::result::{Failure, FailureKind};
use crate::step::Refusal;
use crate::system::Entry;
use crate::tell::{Story, Telling};

/// The choices that the failure of a telling depends on; none if it did not fail.
pub(crate) fn blame(runnable: &Runnable<'_>, story: &Story, telling: &Telling<'_, '_>) -> Causes {
    let made = telling.oracle.choices.made().len();
    let Some(failure) = telling.failure.as_ref().filter(|_| made > 0) else { return Causes::default() };
    if !is_plain(story) || failure.kind == FailureKind::Endless {
        return Causes::all(made);
    }
    let trail = Trail::of(runnable, telling);
    let mut causes = trail.way();
    match blame_failure(&trail, runnable, story, telling, failure) {
        Some(own) => causes.add(&own),
        None => return Causes::all(made),
    }
    causes
}

/// What a failure depends on beside the way to it; `None` for everything.
fn blame_failure(
    trail: &Trail<'_, '_>,
    runnable: &Runnable<'_>,
    story: &Story,
    telling: &Telling<'_, '_>,
    failure: &Failure,
) -> Option<Causes> {
    match failure.kind {
        FailureKind::NotAccepted | FailureKind::NotUnderWay => Some(Causes::default()),
        FailureKind::Expectation(_) => {
            let lists = story.turns.iter().map(|turn| &turn.expect).chain([&story.expect]);
            let assertion = lists.flatten().find(|assertion| assertion.span == failure.span)?;
            Some(blame_assertion(trail, runnable, story.machine, assertion))
        }
        FailureKind::StepMissing | FailureKind::Broken(_) => {
            let (machine, handler) = failure.at?;
            if let Some(Entry::Refused { refusal: Refusal::Failed { .. }, .. }) = telling.system.log().last()
            {
                return None;
            }
            let message = telling.system.log().iter().rev().find_map(|entry| match entry {
                Entry::Handled { message, instance, .. } | Entry::Refused { message, instance, .. } => {
                    (*instance == telling.focus).then_some(*message)
                }
                _ => None,
            });
            let definition = runnable.get(machine, runnable.definition(machine, handler));
            let reader = trail.reader(machine, message?);
            let mut causes = Causes::default();
            visit::body_exprs(&definition.body, &mut |expr| reader.node(expr, &mut causes));
            visit::steps(&definition.body, &mut |step| {
                if let flow_model::model::Step::Chain(chain) = step {
                    chain.groups.iter().for_each(|group| reader.calls(&group.condition, &mut causes));
                }
            });
            Some(causes)
        }
        FailureKind::Endless => None,
    }
}

/// What an assertion reads.
fn blame_assertion(
    trail: &Trail<'_, '_>,
    runnable: &Runnable<'_>,
    focus: MachineId,
    assertion: &Assertion,
) -> Causes {
    let reader = trail.reader_at_end(focus);
    let mut causes = Causes::default();
    visit::assertion_exprs(std::slice::from_ref(assertion), &mut |expr| reader.node(expr, &mut causes));
    let itself = |party: Party| if party == Party::Itself { Party::Machine(focus) } else { party };
    match &assertion.kind {
        AssertionKind::Condition(condition) => {
            states(condition, &mut |of| causes.add(trail.life(of)));
            // Whoever answers phrases of an `expect:` may have seen everything.
            visit::calls(condition, &mut |_| causes.add(&trail.made()));
        }
        AssertionKind::History(of, ..) => causes.add(&trail.history(*of)),
        AssertionKind::Received { by, event, .. } => {
            let event = event.as_ref().map(|event| event.text.as_str());
            causes.add(&trail.sent(event, Some(itself(*by))));
        }
        AssertionKind::ReceivedCount(by, _) => causes.add(&trail.sent(None, Some(itself(*by)))),
        AssertionKind::Emitted { event, to, .. } => {
            causes.add(&trail.sent(Some(&event.text), to.map(itself)));
        }
        AssertionKind::Called { call, .. } => {
            let function = &runnable.machine(focus).phrases[call.phrase].function;
            causes.add(&trail.called(function));
        }
    }
    causes
}

/// Calls `visit` with every machine whose state a condition asks.
fn states(condition: &Condition, visit: &mut dyn FnMut(MachineId)) {
    visit::conditions(condition, &mut |part| {
        if let ConditionKind::InState(machine, _) = part.kind {
            visit(machine);
        }
    });
}

/// Whether nothing that a story sets up on its way depends on what happened before.
fn is_plain(story: &Story) -> bool {
    let constant = |expr: &Expr| is_constant(expr);
    let call = |call: &Call| call.args.iter().all(constant);
    let fact = |fact: &Fact| match &fact.kind {
        FactKind::InState(..) => true,
        FactKind::Variable(_, expr) | FactKind::Payload(_, expr) => constant(expr),
        FactKind::Table(phrase, _) | FactKind::Phrase(phrase, _) => call(phrase),
    };
    let turns = story.turns.iter().all(|turn| {
        turn.given.iter().all(fact)
            && turn.context.iter().all(|(_, expr)| constant(expr))
            && turn.payload.iter().all(|set| constant(&set.value))
            && turn.throws.is_empty()
    });
    let script = || story.script.iter().all(|cue| cue.payload.iter().all(|set| constant(&set.value)));
    turns && story.aside.is_none() && script()
}

impl Reader<'_, '_, '_> {
    /// Whether a condition asks in which state its machine is.
    fn asks_state(condition: &Condition) -> bool {
        let mut asks = false;
        states(condition, &mut |_| asks = true);
        asks
    }
}

#[cfg(test)]
mod tests;
