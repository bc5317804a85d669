//! Compares a retelling with the path that its definition took (reference#retellings).
//!
//! The steps of a retelling must occur, in order, on the path its definition took. Payloads may be left out. A guard
//! that it names must have held on that path.

use flow_model::model::{Chain, Condition, ConditionKind, Group, Span, Step, Transition, UpdateOp};
use flow_model::same::{same_condition, same_step};

use crate::exec::step::Happened;

/// The first step of a retelling that did not happen on a path.
pub(crate) fn first_missing_step(retelling: &[Step], path: &[Happened<'_>]) -> Option<Span> {
    match_block(retelling, path, 0).err()
}

/// Whether a retelling contains a path that rejects, up to the `reject`.
pub(crate) fn contains_refusal(retelling: &[Step], path: &[Happened<'_>]) -> bool {
    match_block(retelling, path, 0) == Ok(path.len())
}

/// Where on the path the retelling is when all of it has happened.
fn match_block(retelling: &[Step], path: &[Happened<'_>], from: usize) -> Result<usize, Span> {
    retelling.iter().try_fold(from, |at, step| match step {
        Step::Chain(chain) => match_chain(chain, path, at),
        _ => find_from(path, at, |happened| is_same_step(step, happened)).ok_or(step.span()),
    })
}

fn match_chain(chain: &Chain, path: &[Happened<'_>], from: usize) -> Result<usize, Span> {
    let mut first = None;
    for group in &chain.groups {
        let Some(at) = find_from(path, from, |happened| guard_held(group, happened)) else { continue };
        match match_block(&group.body, path, at) {
            Ok(at) => return Ok(at),
            Err(span) => first = first.or(Some(span)),
        }
    }
    if let Some(otherwise) = &chain.otherwise
        && let Some(at) = find_from(path, from, |happened| matches!(happened, Happened::Otherwise(_)))
    {
        return match_block(otherwise, path, at);
    }
    Err(first.unwrap_or(chain.span))
}

fn find_from(path: &[Happened<'_>], from: usize, wanted: impl Fn(&Happened<'_>) -> bool) -> Option<usize> {
    let rest = path.get(from..)?;
    rest.iter().position(wanted).map(|at| from + at + 1)
}

/// Whether what happened is that the retelling's guard held.
fn guard_held(retelling: &Group, happened: &Happened<'_>) -> bool {
    match happened {
        Happened::Guard { group, held: true, .. } => implies(&group.condition, &retelling.condition),
        _ => false,
    }
}

/// Whether a condition that was true implies the retelling's guard.
fn implies(held: &Condition, retelling: &Condition) -> bool {
    if same_condition(held, retelling) {
        return true;
    }
    match (&held.kind, &retelling.kind) {
        (_, ConditionKind::All(parts)) => parts.iter().all(|part| implies(held, part)),
        (ConditionKind::All(parts), _) => parts.iter().any(|part| implies(part, retelling)),
        _ => false,
    }
}

fn is_same_step(retelling: &Step, happened: &Happened<'_>) -> bool {
    if let (Step::Update(update), Happened::Called(call, _)) = (retelling, happened)
        && let UpdateOp::ComesFrom(retold) = &update.op
    {
        // It was asked, whether it answered or failed.
        return same_step(&Step::Action(retold.clone()), &Step::Action((*call).clone()));
    }
    let step = match happened {
        Happened::Moved(Transition { to, .. }) => {
            return matches!(retelling, Step::Transition(retold) if retold.to == *to);
        }
        Happened::Updated(update, _) => Step::Update((*update).clone()),
        Happened::Sent(emit, ..) => Step::Emit((*emit).clone()),
        Happened::Looped(each, _) => Step::ForEach((*each).clone()),
        Happened::Timed(timer, _) => Step::Timer((*timer).clone()),
        Happened::Called(call, _) => Step::Action((*call).clone()),
        Happened::Rejected(reject) => Step::Reject((*reject).clone()),
        Happened::Guard { .. } | Happened::Otherwise(_) => return false,
    };
    same_step(retelling, &step)
}
