//! `unknown-name`: an expectation of an event that no step sends to that party (reference#assertions).
//!
//! An expectation that an event is *not* sent may name any event; only a near miss of a sent one is reported there,
//! since a misspelt expectation of that kind would always pass. Whether a story reaches the emit is not checked here.

use std::cell::OnceCell;

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use flow_syntax::diagnostic::{Diagnostics, Name as Check};

use super::CheckCtx;
use crate::messages::graph::Edges;
use crate::model::*;
use crate::near::nearest;

pub(super) fn unknown_event(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    if ctx.broken.is_any() {
        return;
    }
    let known = Known { ctx, sent: OnceCell::new(), emitted: OnceCell::new() };
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

/// The events sent to each party.
struct Known<'a, 'm> {
    ctx: &'a CheckCtx<'m>,
    /// Those that emits send, found when an expectation is about them.
    sent: OnceCell<SentEvents<'m>>,
    /// Their names, found when one is missing among them.
    emitted: OnceCell<Emitted<'m>>,
}

/// How many lists of names there are: a few names are in each, also if a system has thousands.
const BUCKETS: usize = 1024;

/// The events of machines, and the messages to actors outside, that emits send, by their names.
struct SentEvents<'m> {
    events: Vec<(Party, &'m str)>,
    /// From each number of a name to the events with such names.
    by_name: Edges,
}

impl<'m> SentEvents<'m> {
    fn of(ctx: &CheckCtx<'m>) -> Self {
        let (mut events, mut edges) = (Vec::new(), Vec::new());
        for (id, part) in ctx.parts.entries() {
            for target in &part.targets {
                let (party, name) = addressed(ctx.model, id, *target);
                edges.push((bucket_of(name), events.len()));
                events.push((party, name));
            }
        }
        SentEvents { events, by_name: Edges::of(BUCKETS, &edges) }
    }

    /// Whether an event of a name is sent to a party, or to anybody.
    fn contains(&self, to: Option<Party>, name: &str) -> bool {
        let mut events = self.by_name.from(bucket_of(name)).map(|at| self.events[at]);
        events.any(|(party, other)| other == name && to.is_none_or(|to| to == party))
    }
}

/// A number for a name.
fn bucket_of(name: &str) -> usize {
    let add = |sum: usize, byte: u8| sum.wrapping_mul(31).wrapping_add(usize::from(byte));
    name.bytes().fold(0, add) % BUCKETS
}

/// The names of the events that the system's machines send.
#[derive(Default)]
struct Emitted<'m> {
    by_receiver: Map<Party, Set<&'m str>>,
    all: Set<&'m str>,
}

impl<'m> Emitted<'m> {
    fn of(ctx: &CheckCtx<'m>) -> Self {
        let mut emitted = Emitted::default();
        for (id, part) in ctx.parts.entries() {
            for target in &part.targets {
                let (party, name) = addressed(ctx.model, id, *target);
                emitted.by_receiver.entry(party).or_default().insert(name);
                emitted.all.insert(name);
            }
        }
        emitted
    }
}

impl<'m> Known<'_, 'm> {
    fn emitted(&self) -> &Emitted<'m> {
        self.emitted.get_or_init(|| Emitted::of(self.ctx))
    }

    /// Whether some emit sends an event of a name to a party, or to anybody.
    fn is_emitted(&self, to: Option<Party>, name: &str) -> bool {
        self.sent.get_or_init(|| SentEvents::of(self.ctx)).contains(to, name)
    }

    /// The events that a party can receive: machines also get some from outside.
    fn received(&self, by: Party) -> Set<&'m str> {
        let mut names = self.emitted().by_receiver.get(&by).cloned().unwrap_or_default();
        if let Party::Machine(id) = by {
            names.extend(self.ctx.model.machines[id].events.iter().map(|event| event.name.text.as_str()));
        }
        names
    }

    fn check(&self, assertion: &Assertion, diags: &mut Diagnostics) {
        let nothing = Set::new();
        match &assertion.kind {
            AssertionKind::Received { by, not, event: Some(event), .. } => {
                let is_of_machine = |name: &str| match by {
                    Party::Machine(id) => {
                        self.ctx.model.machines[*id].events.iter().any(|event| event.name.text == name)
                    }
                    _ => false,
                };
                if !is_of_machine(&event.text) && !self.is_emitted(Some(*by), &event.text) {
                    let expected = Expected { event, not: *not, to: Some(*by) };
                    self.check_expected(&expected, &self.received(*by), diags);
                }
            }
            AssertionKind::Emitted { event, not, to, .. } if !self.is_emitted(*to, &event.text) => {
                let emitted = self.emitted();
                let names = match to {
                    Some(to) => emitted.by_receiver.get(to).unwrap_or(&nothing),
                    None => &emitted.all,
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
        let machines = self.ctx.model.machines.entries().filter(|(id, _)| by.is_none_or(|by| by == *id));
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

    fn check_expected(&self, expected: &Expected<'_>, names: &Set<&str>, diags: &mut Diagnostics) {
        let Expected { event, not, to } = expected;
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
            Party::Machine(id) => format!("@{}", self.ctx.model.machines[id].name.text),
            Party::Actor(id) => format!("@{}", self.ctx.model.actors[id].name.text),
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
