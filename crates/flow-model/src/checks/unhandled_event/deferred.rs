//! A deferred event that no later state takes (reference#deferred-events).
//!
//! A `defer` is reported if no path of the state diagram reaches a state that handles or ignores the event: it is
//! rejected then, however the machine moves. Guards are ignored.

use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use crate::checks::CheckCtx;
use crate::edges::{Owners, dispatch, edges};
use crate::model::*;
use crate::words;

/// Reports events that a machine defers in vain.
pub(in crate::checks) fn report_lost_deferrals(ctx: &CheckCtx<'_>, id: MachineId, diags: &mut Diagnostics) {
    let machine = &ctx.model.machines[id];
    let defers = |handler: &Handler| handler.reaction == Reaction::Defer;
    if ctx.broken.is_broken(id) || !machine.handlers.iter().any(defers) {
        return;
    }
    let ways = Ways::of(ctx.model, id);
    for (handler, definition) in machine.definitions().filter(|(_, handler)| defers(handler)) {
        ways.check(diags, handler, definition);
    }
}

/// The state diagram of a machine as a graph.
struct Ways<'m> {
    model: &'m Model,
    id: MachineId,
    machine: &'m Machine,
    owners: Owners<'m>,
    /// For each state: its predecessors.
    before: Map<StateId, Set<StateId>>,
}

impl<'m> Ways<'m> {
    fn of(model: &'m Model, id: MachineId) -> Self {
        let machine = &model.machines[id];
        let mut before: Map<StateId, Set<StateId>> = Map::new();
        for edge in edges(model, id) {
            before.entry(edge.to).or_default().insert(edge.from);
        }
        Ways { model, id, machine, owners: Owners::of(machine), before }
    }

    fn check(&self, diags: &mut Diagnostics, id: HandlerId, handler: &Handler) {
        let leading = self.states_before_a_taker(handler.event);
        let is_lost = |state: &&StateId| {
            self.machine.reach(**state) == Reach::Reachable
                && self.owners.get(**state, handler.event) == Some(id)
                && !leading.contains(*state)
        };
        let lost: Vec<StateId> = self.machine.accepted(id).states.iter().filter(is_lost).copied().gather();
        if lost.is_empty() {
            return;
        }
        let (event, states) = (words::event(self.machine, handler.event), words::states(self.machine, &lost));
        let message = format!("'{event}' is deferred in {states}, and no state after that handles it");
        let report = diags.report(Name::UnhandledEvent, handler.span, message);
        let others = self.machine.events[handler.event].handlers.iter();
        let others = others.filter(|other| self.machine.handlers[**other].reaction != Reaction::Defer);
        words::label_all(
            report,
            others.map(|other| self.machine.handlers[*other].span),
            "no way leads from there to here",
        );
        report.help("it is rejected once the machine moves; 'ignore' takes it without effect");
    }

    /// The states from which one that handles or ignores the event is reachable.
    fn states_before_a_taker(&self, event: EventId) -> Set<StateId> {
        let name = &self.machine.events[event].name.text;
        let named = self.machine.events.entries().filter(|(_, other)| other.name.text == *name);
        let events: Vec<EventId> = named.map(|(id, _)| id).gather();
        let takes = |state: &StateId| {
            let mut takers = events.iter().filter_map(|event| dispatch(self.model, self.id, *state, *event));
            takers.any(|taker| self.machine.handlers[taker].reaction != Reaction::Defer)
        };
        let mut open: Vec<StateId> = self.machine.states.ids().filter(takes).gather();
        let mut leading = Set::new();
        while let Some(state) = open.pop() {
            let before = self.before.get(&state).into_iter().flatten();
            open.extend(before.filter(|state| leading.insert(**state)));
        }
        leading
    }
}
