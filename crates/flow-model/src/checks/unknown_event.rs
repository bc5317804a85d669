//! `unknown-name`: an expectation of an event that no step sends to that party (reference#assertions).
//!
//! An expectation that an event is *not* sent may name any event; only a near miss of a sent one is reported there,
//! since a misspelt expectation of that kind would always pass. Whether a story reaches the emit is not checked here.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use flow_syntax::diagnostic::{Diagnostics, Name as Check};

use super::CheckCtx;
use crate::model::*;
use crate::near::nearest;
use crate::visit;

pub(super) fn unknown_event(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    if ctx.broken.is_any() {
        return;
    }
    let known = Known::of(ctx.model);
    for machine in &ctx.model.machines {
        let of_handlers = machine.handlers.iter().flat_map(|handler| &handler.expect);
        let of_scenarios = machine.scenarios.iter().flat_map(|scenario| &scenario.expect);
        of_handlers.chain(of_scenarios).for_each(|assertion| known.check(assertion, diags));
    }
}

/// An expectation that something was, or was not, sent.
struct Expected<'a> {
    event: &'a Name,
    not: Not,
    to: Option<Party>,
}

/// The names of the events sent to each party.
struct Known<'m> {
    model: &'m Model,
    /// The events that the system's machines send, by receiver.
    emitted: Map<Party, Set<&'m str>>,
    /// All events that they send.
    emitted_at_all: Set<&'m str>,
    /// The events that each machine can receive, including those from outside.
    received: Map<Party, Set<&'m str>>,
}

impl<'m> Known<'m> {
    fn of(model: &'m Model) -> Self {
        let mut emitted: Map<Party, Set<&str>> = Map::new();
        for (id, machine) in model.machines.entries() {
            for handler in &machine.handlers {
                visit::steps(&handler.body, &mut |step| {
                    if let Step::Emit(emit) = step {
                        let (party, name) = addressed(model, id, emit.target);
                        emitted.entry(party).or_default().insert(name);
                    }
                });
            }
        }
        let mut received = emitted.clone();
        for (id, machine) in model.machines.entries() {
            let names = received.entry(Party::Machine(id)).or_default();
            names.extend(machine.events.iter().map(|event| event.name.text.as_str()));
        }
        let emitted_at_all = emitted.values().flatten().copied().collect();
        Known { model, emitted, emitted_at_all, received }
    }

    fn check(&self, assertion: &Assertion, diags: &mut Diagnostics) {
        match &assertion.kind {
            AssertionKind::Received { by, not, event: Some(event), .. } => {
                let expected = Expected { event, not: *not, to: Some(*by) };
                self.check_expected(&expected, self.received.get(by), diags);
            }
            AssertionKind::Emitted { event, not, to, .. } => {
                let names = match to {
                    Some(to) => self.emitted.get(to),
                    None => Some(&self.emitted_at_all),
                };
                self.check_expected(&Expected { event, not: *not, to: *to }, names, diags);
            }
            AssertionKind::TurnedAway { event: Some(event), by, not, .. } => {
                self.check_turned_away(event, *by, *not, diags);
            }
            _ => {}
        }
    }

    /// Reports an event that no machine can get, or not the machine `by`, and that can therefore not be rejected or refused.
    fn check_turned_away(&self, event: &Name, by: Option<MachineId>, not: Not, diags: &mut Diagnostics) {
        let machines = self.model.machines.entries().filter(|(id, _)| by.is_none_or(|by| by == *id));
        let events = machines.flat_map(|(_, machine)| &machine.events);
        let names: Set<&str> = events.map(|event| event.name.text.as_str()).collect();
        let near = nearest(&event.text, names.iter().copied());
        if names.contains(event.text.as_str()) || (not == Not::Negated && near.is_none()) {
            return;
        }
        let who = by.map_or_else(
            || "no machine".to_owned(),
            |by| format!("'{}' never", self.party_name(Party::Machine(by))),
        );
        let report = diags.report(Check::UnknownName, event.span, format!("{who} gets ':{}'", event.text));
        if let Some(near) = near {
            report.did_you_mean([event.span], format!(":{near}"));
        }
    }

    fn check_expected(&self, expected: &Expected<'_>, names: Option<&Set<&str>>, diags: &mut Diagnostics) {
        let Expected { event, not, to } = expected;
        let nothing = Set::new();
        let names = names.unwrap_or(&nothing);
        if names.contains(event.text.as_str()) {
            return;
        }
        let near = nearest(&event.text, names.iter().copied());
        if *not == Not::Negated && near.is_none() {
            return;
        }
        let to = to.map(|to| format!(" to '{}'", self.party_name(to))).unwrap_or_default();
        let message = format!("nothing sends ':{}'{to}", event.text);
        let report = diags.report(Check::UnknownName, event.span, message);
        match near {
            Some(near) => report.did_you_mean([event.span], format!(":{near}")),
            None => report.help(listed(names)),
        };
    }

    fn party_name(&self, party: Party) -> String {
        match party {
            Party::Machine(id) => format!("@{}", self.model.machines[id].name.text),
            Party::Actor(id) => format!("@{}", self.model.actors[id].name.text),
            Party::System => "@system".to_owned(),
            Party::Itself => "@self".to_owned(),
        }
    }
}

/// The receiver of an emit and the name of its event. Events to `@self` count for the machine.
fn addressed(model: &Model, sender: MachineId, target: Target) -> (Party, &str) {
    let event = |machine: MachineId, id: EventId| &model.machines[machine].events[id].name.text;
    match target {
        Target::Machine(machine, id) => (Party::Machine(machine), event(machine, id)),
        Target::Itself(id) => (Party::Machine(sender), event(sender, id)),
        Target::Actor(actor, id) => (Party::Actor(actor), &model.actors[actor].messages[id].name.text),
    }
}

fn listed(names: &Set<&str>) -> String {
    if names.is_empty() {
        return "nothing at all is sent there".to_owned();
    }
    let names: Vec<_> = names.iter().map(|name| format!("':{name}'")).gather();
    format!("what is sent there: {}", names.join(", "))
}
