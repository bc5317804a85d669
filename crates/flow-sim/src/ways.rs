//! Where handlers can lead (language.md §8, §10.3): the ways a story did not take.
//!
//! Paths are counted, not listed. Guards about the machine's own state are understood; every other guard may hold or not.

use std::collections::BTreeMap;

use flow_model::model::{Block, Condition, ConditionKind, MachineId, StateId, Step};

/// States, each with the number of paths that rest there.
pub(crate) type Ends = BTreeMap<StateId, usize>;

/// The states in which a handler's body can rest when it begins in `from`.
pub(crate) fn ends(machine: MachineId, body: &Block, from: StateId) -> Ends {
    block(machine, body, BTreeMap::from([(from, 1)]))
}

fn block(machine: MachineId, body: &Block, from: Ends) -> Ends {
    body.iter().fold(from, |states, step| match step {
        Step::Transition(transition) => BTreeMap::from([(transition.to, paths(&states))]),
        Step::Chain(chain) => branches(machine, chain, &states),
        Step::Update(_) | Step::Emit(_) | Step::Timer(_) | Step::Action(_) => states,
    })
}

fn branches(machine: MachineId, chain: &flow_model::model::Chain, states: &Ends) -> Ends {
    let mut all = BTreeMap::new();
    for (state, count) in states {
        let groups = chain.groups.iter().filter(|group| possible(machine, &group.condition, *state));
        let bodies = groups.map(|group| Some(&group.body)).chain([chain.otherwise.as_ref()]);
        for body in bodies {
            let start = BTreeMap::from([(*state, *count)]);
            let ends = body.map_or(start.clone(), |body| block(machine, body, start));
            for (end, count) in ends {
                let total: &mut usize = all.entry(end).or_default();
                *total = total.saturating_add(count);
            }
        }
    }
    all
}

/// Whether a condition can hold in a state, as far as it speaks of states.
fn possible(machine: MachineId, condition: &Condition, state: StateId) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().all(|part| possible(machine, part, state)),
        ConditionKind::Any(parts) => parts.iter().any(|part| possible(machine, part, state)),
        ConditionKind::InState(of, states) if *of == machine => states.contains(&state),
        ConditionKind::Not(inner) => match &inner.kind {
            ConditionKind::InState(of, states) if *of == machine => !states.contains(&state),
            _ => true,
        },
        _ => true,
    }
}

fn paths(states: &Ends) -> usize {
    states.values().fold(0, |sum: usize, count| sum.saturating_add(*count))
}
