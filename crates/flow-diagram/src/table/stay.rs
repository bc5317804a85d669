//! Whether a handler that moves can also leave the state as it is: on a path on which no guard with a move holds.
//!
//! A guard on the state itself is known here; every other guard may hold or not.

use flow_model::model::{Block, Chain, Condition, ConditionKind, MachineId, StateId, Step};

/// Whether a path through a body, entered in a state, has no move.
pub(super) fn may_stay(body: &Block, machine: MachineId, state: StateId) -> bool {
    body.iter().all(|step| match step {
        Step::Transition(_) => false,
        Step::Chain(chain) => chain_may_stay(chain, machine, state),
        _ => true,
    })
}

fn chain_may_stay(chain: &Chain, machine: MachineId, state: StateId) -> bool {
    for group in &chain.groups {
        match holds(&group.condition, machine, state) {
            Some(true) => return may_stay(&group.body, machine, state),
            None if may_stay(&group.body, machine, state) => return true,
            Some(false) | None => {}
        }
    }
    chain.otherwise.as_ref().is_none_or(|body| may_stay(body, machine, state))
}

/// Whether a condition holds in a state, if the state alone decides it.
fn holds(condition: &Condition, machine: MachineId, state: StateId) -> Option<bool> {
    let all = |conditions: &[Condition], decisive: bool| {
        let answers: Vec<_> = conditions.iter().map(|condition| holds(condition, machine, state)).collect();
        if answers.contains(&Some(decisive)) {
            return Some(decisive);
        }
        answers.iter().all(Option::is_some).then_some(!decisive)
    };
    match &condition.kind {
        ConditionKind::InState(own, states) if *own == machine => Some(states.contains(&state)),
        ConditionKind::Not(inner) => holds(inner, machine, state).map(|holds| !holds),
        ConditionKind::All(conditions) => all(conditions, false),
        ConditionKind::Any(conditions) => all(conditions, true),
        _ => None,
    }
}
