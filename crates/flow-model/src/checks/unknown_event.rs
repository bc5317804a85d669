//! `unknown-name`: an expectation of an event that nothing sends to that party (language.md §10).
//!
//! That something is *not* sent may be said of what nothing sends; only a near miss of what is sent is reported there,
//! since a misspelt expectation of that kind would hold for ever. Whether a story comes to the emit is not asked here.

use flow_syntax::ordered::Set;

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

/// What is sent to whom, by names.
struct Known<'m> {
    model: &'m Model,
    emits: Set<(Party, &'m str)>,
}

impl<'m> Known<'m> {
    fn of(model: &'m Model) -> Self {
        let mut emits = Set::new();
        for (index, machine) in model.machines.iter().enumerate() {
            for handler in &machine.handlers {
                visit::steps(&handler.body, &mut |step| {
                    if let Step::Emit(emit) = step {
                        emits.insert(addressed(model, MachineId::new(index), emit.target));
                    }
                });
            }
        }
        Known { model, emits }
    }

    fn check(&self, assertion: &Assertion, diags: &mut Diagnostics) {
        match &assertion.kind {
            AssertionKind::Received { by, not, event: Some(event), .. } => {
                let expected = Expected { event, not: *not, to: Some(*by) };
                self.judge(&expected, &self.received(*by), diags);
            }
            AssertionKind::Emitted { event, not, to, .. } => {
                self.judge(&Expected { event, not: *not, to: *to }, &self.emitted(*to), diags);
            }
            _ => {}
        }
    }

    fn judge(&self, expected: &Expected<'_>, names: &Set<&str>, diags: &mut Diagnostics) {
        let Expected { event, not, to } = expected;
        let near = nearest(&event.text, names.iter().copied());
        if names.contains(event.text.as_str()) || (*not == Not::Negated && near.is_none()) {
            return;
        }
        let to = to.map(|to| format!(" to '{}'", self.name(to))).unwrap_or_default();
        let message = format!("nothing sends ':{}'{to}", event.text);
        let report = diags.report(Check::UnknownName, event.span, message);
        match near {
            Some(near) => report.help(format!("did you mean ':{near}'?")),
            None => report.help(listed(names)),
        };
    }

    /// What a party can get, events from outside included.
    fn received(&self, by: Party) -> Set<&'m str> {
        let mut names = self.emitted(Some(by));
        if let Party::Machine(machine) = by {
            let events = &self.model.machines[machine.index()].events;
            names.extend(events.iter().map(|event| event.name.text.as_str()));
        }
        names
    }

    /// What the system's machines send to a party, or to anyone.
    fn emitted(&self, to: Option<Party>) -> Set<&'m str> {
        let emits = self.emits.iter().filter(|(party, _)| to.is_none_or(|to| to == *party));
        emits.map(|(_, name)| *name).collect()
    }

    fn name(&self, party: Party) -> String {
        match party {
            Party::Machine(id) => format!("@{}", self.model.machines[id.index()].name.text),
            Party::Actor(id) => format!("@{}", self.model.actors[id.index()].name.text),
            Party::System => "@system".to_owned(),
            Party::Itself => "@self".to_owned(),
        }
    }
}

/// Whom an emit goes to, and the event's name. What an instance sends to itself counts for its machine.
fn addressed(model: &Model, sender: MachineId, target: Target) -> (Party, &str) {
    let event =
        |machine: MachineId, id: EventId| &model.machines[machine.index()].events[id.index()].name.text;
    match target {
        Target::Machine(machine, id) => (Party::Machine(machine), event(machine, id)),
        Target::Itself(id) => (Party::Machine(sender), event(sender, id)),
        Target::Actor(actor, id) => {
            (Party::Actor(actor), &model.actors[actor.index()].messages[id.index()].name.text)
        }
    }
}

fn listed(names: &Set<&str>) -> String {
    if names.is_empty() {
        return "nothing at all is sent there; look at the name of the actor".to_owned();
    }
    let names: Vec<_> = names.iter().map(|name| format!("':{name}'")).collect();
    format!("what is sent there: {}", names.join(", "))
}
