//! `unreachable-state`: a state nothing enters (language.md §8).
//!
//! States that only an unreachable state leads to have the same cause and are not reported.

use flow_syntax::ordered::{self, Map, Set};

use flow_syntax::diagnostic::{Diagnostics, Name};

use super::CheckCtx;
use crate::model::*;
use crate::near::nearest;
use crate::wait::paths::Paths;
use crate::wait::reach::moves;

pub(super) fn unreachable_state(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    for (machine, paths) in ctx.model.machines.iter().zip(&ctx.paths) {
        for id in roots(machine, paths) {
            let state = &machine.states[id.index()];
            if !ctx.broken.is_misnamed(state) {
                report(machine, diags, state);
            }
        }
    }
}

fn report(machine: &Machine, diags: &mut Diagnostics, state: &State) {
    let message = format!("nothing moves '@{}' to '#{}'", machine.name.text, state.name.text);
    let report = diags.report(Name::UnreachableState, state.name.span, message);
    let reachable = machine.states.iter().filter(|state| state.reach == Reach::Reachable);
    match nearest(&state.name.text, reachable.map(|state| state.name.text.as_str())) {
        Some(near) => report.help(format!("did you mean '#{near}'?")),
        None => report.help("write the handler that moves there, or take the state out"),
    };
}

/// The unreachable states that no other unreachable state leads to; of those that lead to each other the first.
fn roots(machine: &Machine, paths: &[Paths]) -> Vec<StateId> {
    let is_unreachable = |id: &StateId| machine.states[id.index()].reach == Reach::Unreachable;
    let unreachable: Vec<StateId> =
        (0..machine.states.len()).map(StateId::new).filter(is_unreachable).collect();
    if unreachable.is_empty() {
        return Vec::new();
    }
    let moves = moves(machine, paths);
    let leaves =
        |(from, to): (_, &Set<StateId>)| to.iter().filter(move |to| *to != from).copied().collect::<Vec<_>>();
    let entered: Set<StateId> = moves.iter().flat_map(leaves).collect();
    let mut explained = Set::new();
    let mut roots = Vec::new();
    // First those that nothing enters at all, then one for each circle that is left.
    let (entered, free): (Vec<_>, Vec<_>) = unreachable.into_iter().partition(|id| entered.contains(id));
    for root in free.into_iter().chain(entered) {
        if explained.insert(root) {
            roots.push(root);
            explain(&moves, root, &mut explained);
        }
    }
    ordered::sort(&mut roots);
    roots
}

/// Adds all that a state leads to.
fn explain(moves: &Map<StateId, Set<StateId>>, root: StateId, explained: &mut Set<StateId>) {
    let mut open = vec![root];
    while let Some(state) = open.pop() {
        for to in moves.get(&state).into_iter().flatten() {
            if explained.insert(*to) {
                open.push(*to);
            }
        }
    }
}
