//! `conflicting-handlers`: two handlers of one event that disagree (reference#retellings).
//!
//! Handlers are compared in the states they share, each with the definition of that state. The later one in the text is
//! marked, the other shown.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use flow_syntax::diagnostic::{Diagnostics, Name};

use crate::acceptance::retelling::{Disagreement, Fullness, find_disagreement, first_missing_step};
use crate::acceptance::rules::States;
use crate::model::*;
use crate::words;

pub(super) fn conflicting_handlers(model: &Model, id: MachineId, diags: &mut Diagnostics) {
    let machine = &model.machines[id];
    for event in &machine.events {
        check_tellings(model, machine, diags, &event.handlers);
    }
}

/// Compares handlers with the definitions of the states they share, each with those of its own rank.
fn check_tellings(model: &Model, machine: &Machine, diags: &mut Diagnostics, tellings: &[HandlerId]) {
    if tellings.len() < 2 {
        return;
    }
    let mut definitions = Map::new();
    let ranks: Vec<_> = tellings.iter().map(|id| machine.ranks(*id)).gather();
    for (id, ranks) in tellings.iter().zip(&ranks) {
        let accepted = machine.accepted(*id);
        if accepted.role == Role::Definition {
            definitions.extend(accepted.states.iter().map(|state| ((ranks.of(*state), *state), *id)));
        }
    }
    for (id, ranks) in tellings.iter().zip(&ranks) {
        let mut shared: Map<HandlerId, States> = Map::new();
        for state in machine.accepted(*id).states.iter() {
            let rank = ranks.of(*state);
            if let Some(definition) = definitions.get(&(rank, *state)).filter(|definition| *definition != id)
            {
                shared.entry(*definition).or_default().insert(*state);
            }
        }
        for (definition, states) in shared {
            let ids = Set::from([definition, *id]);
            let pair: Vec<_> = ids.iter().map(|id| &machine.handlers[*id]).gather();
            check_pair(model, machine, diags, pair[0], pair[1], &states);
        }
    }
}

/// Compares two handlers, given in the order of the text.
fn check_pair(
    model: &Model,
    machine: &Machine,
    diags: &mut Diagnostics,
    first: &Handler,
    second: &Handler,
    shared: &States,
) {
    if first.reaction != Reaction::Steps || second.reaction != Reaction::Steps {
        return report_reactions(machine, diags, first, second, shared);
    }
    let first_is_fuller = Fullness::of(first.own_body()) >= Fullness::of(second.own_body());
    let (fuller, telling) = if first_is_fuller { (first, second) } else { (second, first) };
    let Some(disagreement) = find_disagreement(telling.own_body(), &fuller.body, shared) else { return };
    let event = words::event(machine, first.event);
    let reason = reason(model, machine, &disagreement);
    let message =
        format!("two tellings of '{event}' in {} disagree: {reason}", words::states(machine, shared));
    let report = diags.report(Name::ConflictingHandlers, second.span, message);
    report.label(first.span, "told differently here");
    match disagreement {
        Disagreement::Lacks(step) => {
            report.label(step.span(), "only this telling has this step");
            if let Some(other) = first_missing_step(fuller.own_body(), &telling.body) {
                report.label(other.span(), "and only that one has this");
            }
        }
        Disagreement::Order(step) => {
            report.label(step.span(), "in the other telling this does not come here");
        }
        Disagreement::Guard(guard) => {
            report.label(guard.span, "elsewhere this guard does not come before these steps");
        }
    }
    report.help(
        "both lines can say in which states they hold ('in #…'), or one telling has every step of the other",
    );
}

/// Reports two handlers of which one ignores or defers the event.
fn report_reactions(
    machine: &Machine,
    diags: &mut Diagnostics,
    first: &Handler,
    second: &Handler,
    shared: &States,
) {
    let reaction = |handler: &Handler| match handler.reaction {
        Reaction::Steps => "handled",
        Reaction::Ignore => "ignored",
        Reaction::Defer => "deferred",
    };
    let event = words::event(machine, first.event);
    let (states, again) = (words::states(machine, shared), reaction(second));
    let message = match reaction(first) {
        twice if twice == again => format!("'{event}' is {again} twice in {states}"),
        before => format!("'{event}' is {before} in {states}, and {again}"),
    };
    diags
        .report(Name::ConflictingHandlers, second.span, message)
        .label(first.span, format!("{} here", reaction(first)))
        .help("both lines can say in which states they hold ('in #…')");
}

fn reason(model: &Model, machine: &Machine, disagreement: &Disagreement<'_>) -> String {
    match disagreement {
        Disagreement::Lacks(step) => format!("only one {}", step.describe(model, machine)),
        Disagreement::Order(_) => {
            "the steps of one do not come in this order on one path of the other".to_owned()
        }
        Disagreement::Guard(_) => "one names a guard that the other does not have there".to_owned(),
    }
}
