//! Whether everything a retelling says has happened (language.md §8, §10.4).
//!
//! The steps of a retelling must occur, in order, on the path its definition took. Payloads may be left out. A guard
//! that it names must have held on that path.

use flow_model::model::{Block, Chain, Condition, ConditionKind, Group, Span, Step, Transition};
use flow_model::same::{same_condition, same_step};

use crate::step::Happened;

/// The first step of a telling that did not happen on a path.
pub(crate) fn missing(telling: &Block, path: &[Happened<'_>]) -> Option<Span> {
    follow(telling, path, 0).err()
}

/// Where on the path the telling is when all of it has happened.
fn follow(telling: &Block, path: &[Happened<'_>], from: usize) -> Result<usize, Span> {
    telling.iter().try_fold(from, |at, step| match step {
        Step::Chain(chain) => follow_chain(chain, path, at),
        _ => find(path, at, |happened| is(step, happened)).ok_or(step.span()),
    })
}

fn follow_chain(chain: &Chain, path: &[Happened<'_>], from: usize) -> Result<usize, Span> {
    let mut first = None;
    for group in &chain.groups {
        let Some(at) = find(path, from, |happened| stands(group, happened)) else { continue };
        match follow(&group.body, path, at) {
            Ok(at) => return Ok(at),
            Err(span) => first = first.or(Some(span)),
        }
    }
    if let Some(otherwise) = &chain.otherwise
        && let Some(at) = find(path, from, |happened| matches!(happened, Happened::Otherwise(_)))
    {
        return follow(otherwise, path, at);
    }
    Err(first.unwrap_or(chain.span))
}

fn find(path: &[Happened<'_>], from: usize, wanted: impl Fn(&Happened<'_>) -> bool) -> Option<usize> {
    let rest = path.get(from..)?;
    rest.iter().position(wanted).map(|at| from + at + 1)
}

/// Whether what happened is that the telling's guard held.
fn stands(telling: &Group, happened: &Happened<'_>) -> bool {
    match happened {
        Happened::Guard { group, held: true } => covers(&group.condition, &telling.condition),
        _ => false,
    }
}

/// Whether a condition that held says (at least) what the telling's guard says.
fn covers(held: &Condition, telling: &Condition) -> bool {
    if same_condition(held, telling) {
        return true;
    }
    match (&held.kind, &telling.kind) {
        (_, ConditionKind::All(parts)) => parts.iter().all(|part| covers(held, part)),
        (ConditionKind::All(parts), _) => parts.iter().any(|part| covers(part, telling)),
        _ => false,
    }
}

fn is(telling: &Step, happened: &Happened<'_>) -> bool {
    let step = match happened {
        Happened::Moved(Transition { to, .. }) => {
            return matches!(telling, Step::Transition(told) if told.to == *to);
        }
        Happened::Updated(update, _) => Step::Update((*update).clone()),
        Happened::Sent(emit, _) => Step::Emit((*emit).clone()),
        Happened::Timed(timer, _) => Step::Timer((*timer).clone()),
        Happened::Called(call, _) => Step::Action((*call).clone()),
        Happened::Guard { .. } | Happened::Otherwise(_) => return false,
    };
    same_step(telling, &step)
}
