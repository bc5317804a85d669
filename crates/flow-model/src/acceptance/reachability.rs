//! Which states a machine can get into (language.md §8).

use flow_syntax::ordered::{Map, Set};

use crate::control_flow::ControlFlow;
use crate::edges::Owners;
use crate::model::*;

/// Marks every state as reachable or not: the initial state, and whatever a handler accepted in a reachable state
/// moves to. Tellings that contradict their definition count too, so that one mistake is not reported as two.
pub(crate) fn mark(machine: &mut Machine, paths: &List<HandlerId, ControlFlow>) {
    let moves = moves(machine, paths);
    let mut reached = Set::from([machine.initial]);
    let mut open = vec![machine.initial];
    while let Some(state) = open.pop() {
        for to in moves.get(&state).into_iter().flatten() {
            if reached.insert(*to) {
                open.push(*to);
            }
        }
    }
    for (id, state) in machine.states.entries_mut() {
        let reached = reached.contains(&id);
        state.reach = if reached { Reach::Reachable } else { Reach::Unreachable };
    }
}

/// Where each state can lead in one handler.
pub(crate) fn moves(machine: &Machine, paths: &List<HandlerId, ControlFlow>) -> Map<StateId, Set<StateId>> {
    let owners = Owners::of(machine);
    let mut moves: Map<StateId, Set<StateId>> = Map::new();
    for (id, handler) in machine.handlers.entries() {
        if paths[id].targets().is_empty() {
            continue;
        }
        let definition = match handler.role {
            Role::Definition => id,
            Role::Retelling(definition) => definition,
        };
        for state in &handler.accepted {
            if owners.get(*state, handler.event) == Some(definition) {
                let taken = paths[id].from(*state).moves();
                moves.entry(*state).or_default().extend(taken.iter().map(|step| step.to));
            }
        }
    }
    moves
}
