//! `unreachable-state`: a state that no handler enters (reference#reachability).
//!
//! States that are entered only from an unreachable state have the same cause and are not reported.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Map, Set};

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::edit::{Anchor, Edit};

use super::CheckCtx;
use crate::acceptance::reachability::find_unreachable_moves;
use crate::control_flow::ControlFlow;
use crate::model::*;
use crate::near::nearest;
use crate::words;

pub(super) fn unreachable_state(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let (machine, paths) = (&ctx.model.machines[id], &ctx.paths[id]);
    for id in find_unreachable_roots(machine, paths) {
        let state = &machine.states[id];
        if ctx.broken.is_misnamed(state) {
            continue;
        }
        match find_entering_handler(machine, paths, id) {
            Some(handler) => report_circle(ctx.model, machine, diags, id, handler),
            None => report(machine, diags, id),
        }
    }
}

fn report(machine: &Machine, diags: &mut Diagnostics, id: StateId) {
    let state = &machine.states[id];
    let message = format!("nothing moves '@{}' to '#{}'", machine.name.text, state.name.text);
    let report = diags.report(Name::UnreachableState, state.name.span, message);
    let reachable = machine.states.entries().filter(|(id, _)| machine.reach(*id) == Reach::Reachable);
    // A state of the machine's own list was not misspelt.
    let is_listed = !state.mentions.contains(&state.name.span);
    let is_named_as_end = |name: &str| machine.ends.names.iter().any(|end| end.text == name);
    match nearest(&state.name.text, reachable.map(|(_, state)| state.name.text.as_str())) {
        Some(near) if !(is_listed || machine.is_end(id) && is_named_as_end(near)) => {
            report.did_you_mean(state.mentions.iter().copied(), format!("#{near}"));
        }
        _ => help_to_begin(report, machine, id, "a handler that moves there makes it reachable"),
    }
}

/// Adds how to write that a machine begins in a state, if it then takes an event and no line sets its initial state yet;
/// otherwise the fact.
fn help_to_begin(report: &mut Diagnostic, machine: &Machine, id: StateId, fact: &str) {
    let takes_something =
        |id| machine.handlers.ids().any(|handler| machine.accepted(handler).states.contains(&id));
    let is_said = !machine.states[machine.initial].mentions.is_empty();
    let (of, name) = (&machine.name.text, &machine.states[id].name.text);
    if is_said || takes_something(machine.initial) || !takes_something(id) {
        report.help(fact);
        return;
    }
    let help = format!("if '@{of}' begins there, write 'starts in #{name}' below 'machine: @{of}'");
    report.fix(help, vec![Edit::add_lines(machine.name.span, Anchor::Inside, format!("starts in #{name}"))]);
}

/// The first handler that moves to a state from another one.
fn find_entering_handler(
    machine: &Machine,
    paths: &List<HandlerId, ControlFlow>,
    to: StateId,
) -> Option<HandlerId> {
    machine.handlers.ids().find(|id| {
        let mut elsewhere = machine.accepted(*id).states.iter().filter(|from| **from != to);
        elsewhere.any(|from| paths[*id].from(*from).moves().iter().any(|step| step.to == to))
    })
}

/// For a state that is entered, but only from states that are reached through it.
fn report_circle(model: &Model, machine: &Machine, diags: &mut Diagnostics, id: StateId, mover: HandlerId) {
    let (mover, accepted) = (&machine.handlers[mover], machine.accepted(mover));
    let state = &machine.states[id];
    let message = format!("'@{}' never gets to '#{}'", machine.name.text, state.name.text);
    let from = words::states(machine, accepted.states.iter());
    let report = diags
        .report(Name::UnreachableState, state.name.span, message)
        .label(mover.span, format!("this moves there, but only from {from}, where nothing leads"));
    match accepted.rule {
        Rule::Said => {
            help_to_begin(
                report,
                machine,
                id,
                "a handler that leads there from elsewhere makes it reachable",
            );
        }
        _ => {
            if let Some(line) = words::opt_handler_line(model, machine, mover, &[machine.initial]) {
                report.write("if it is accepted at the beginning, write", mover.span, line);
            }
        }
    }
}

/// The unreachable states that are not entered from another unreachable state; of a circle the first.
fn find_unreachable_roots(machine: &Machine, paths: &List<HandlerId, ControlFlow>) -> Vec<StateId> {
    let is_unreachable = |id: &StateId| machine.reach(*id) == Reach::Unreachable;
    let unreachable: Vec<StateId> =
        (0..machine.states.len()).map(StateId::new).filter(is_unreachable).gather();
    if unreachable.is_empty() {
        return Vec::new();
    }
    let moves = find_unreachable_moves(machine, paths);
    let leaves = |(from, to): (_, &Set<StateId>)| to.iter().filter(move |to| *to != from).copied().gather();
    let entered: Set<StateId> = moves.iter().flat_map(leaves).collect();
    let mut explained = Set::new();
    let mut roots = Vec::new();
    // First those that are never entered, then one for each circle that is left.
    let (entered, free): (Vec<_>, Vec<_>) = unreachable.into_iter().partition(|id| entered.contains(id));
    for root in free.into_iter().chain(entered) {
        if explained.insert(root) {
            roots.push(root);
            add_reachable(&moves, root, &mut explained);
        }
    }
    ordered::sort(&mut roots);
    roots
}

/// Adds all states that are reachable from a state.
fn add_reachable(moves: &Map<StateId, Set<StateId>>, root: StateId, explained: &mut Set<StateId>) {
    let mut open = vec![root];
    while let Some(state) = open.pop() {
        for to in moves.get(&state).into_iter().flatten() {
            if explained.insert(*to) {
                open.push(*to);
            }
        }
    }
}
