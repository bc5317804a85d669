//! `unaddressed`: an emit of a shared machine that cannot know its receiver (reference#receivers).
//!
//! A machine that is `one for …` has no conversation of its own, only that of the event it handles. Events from outside and of time have
//! none, and neither has what a shared machine sends because of these. An emit there reaches another shared machine, the sender of the
//! event, a reference or a new instance; any other machine has no instance that it could mean.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::{Anchor, Edit};
use flow_syntax::ordered::Set;

use super::CheckCtx;
use crate::model::*;
use crate::names::free_name;
use crate::visit;

pub(super) fn unaddressed(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let model = ctx.model;
    if model.machines.iter().all(|machine| !machine.instances.is_shared()) {
        return;
    }
    for (id, handler) in handlers_without_conversation(ctx) {
        let of = &model.machines[id].events[model.machines[id].handlers[handler].event];
        // A public event may be sent from outside, where no instance asks.
        let from = of.from.filter(|_| of.visibility != Visibility::Public);
        visit::steps(&model.machines[id].handlers[handler].body, &mut |step| {
            let Step::Emit(emit) = step else { return };
            let Target::Machine(to, _) = emit.target else { return };
            let is_sender = from == Some(Party::Machine(to));
            let needs_conversation = match emit.address {
                Address::Partner => !model.machines[to].instances.is_shared() && !is_sender,
                Address::All => true,
                Address::New | Address::Reference(_) => false,
            };
            if needs_conversation {
                report(model, (id, handler), (emit, to), diags);
            }
        });
    }
}

/// The handlers of shared machines that can run without a conversation, in the order of the text.
fn handlers_without_conversation(ctx: &CheckCtx<'_>) -> Set<(MachineId, HandlerId)> {
    let model = ctx.model;
    let mut found = Set::new();
    let mut open: Vec<(MachineId, EventId)> = Vec::new();
    for (id, machine) in model.machines.entries().filter(|(_, machine)| machine.instances.is_shared()) {
        for (event, of) in machine.events.entries() {
            let comes_from_outside = match of.from {
                _ if of.visibility == Visibility::Public => true,
                Some(Party::Actor(_) | Party::System) => true,
                Some(Party::Machine(_) | Party::Itself) => false,
                None => !ctx.traffic.is_sent(id, event),
            };
            if comes_from_outside {
                open.push((id, event));
            }
        }
        // A scheduled event arrives outside the conversation in which it was scheduled.
        for handler in &machine.handlers {
            visit::steps(&handler.body, &mut |step| {
                if let (Step::Timer(_), Some(crate::control_flow::Request::Raise(event))) =
                    (step, crate::control_flow::Request::of(step))
                {
                    open.extend(ctx.traffic.matching_events(id, event).map(|event| (id, event)));
                }
            });
        }
    }
    while let Some((id, event)) = open.pop() {
        for handler in &model.machines[id].events[event].handlers {
            if !found.insert((id, *handler)) {
                continue;
            }
            visit::steps(&model.machines[id].handlers[*handler].body, &mut |step| {
                let Step::Emit(emit) = step else { return };
                let (to, event) = match emit.target {
                    Target::Machine(to, event) => (to, event),
                    Target::Itself(event) => (id, event),
                    Target::Actor(..) => return,
                };
                if model.machines[to].instances.is_shared() {
                    open.extend(ctx.traffic.matching_events(to, event).map(|event| (to, event)));
                }
            });
        }
    }
    found
}

fn report(
    model: &Model,
    (id, handler): (MachineId, HandlerId),
    (emit, to): (&Emit, MachineId),
    diags: &mut Diagnostics,
) {
    let machine = &model.machines[id];
    let name = &model.machines[to].name.text;
    let message = match emit.address {
        Address::All => format!("there is no conversation here, so 'all @{name}' are none"),
        _ => format!("nothing says which '@{name}' this is: the event belongs to no conversation"),
    };
    let report = diags.report(Lint::Unaddressed, emit.receiver, message);
    report.label(machine.handlers[handler].span, "an event from outside, of time, or because of one");
    if emit.address == Address::All {
        return;
    }
    if let Some(asking) = asking_handler(machine, handler, to) {
        let asking = &machine.handlers[asking];
        let is_taken = |name: &str| {
            let fields =
                [asking.event, machine.handlers[handler].event].map(|event| &machine.events[event].fields);
            machine.variables.iter().any(|variable| variable.name.text == name)
                || fields.iter().any(|fields| fields.iter().any(|field| field.name.text == name))
        };
        let asker = free_name("asker", is_taken);
        report.label(asking.span, format!("'@{name}' asks here"));
        report.fix(
            format!("if the '@{name}' that asked is meant, write '${asker} becomes @{name}' where it asks, and 'to ${asker}' here"),
            vec![
                Edit::add_lines(asking.span, Anchor::Inside, format!("${asker} becomes @{name}")),
                Edit::replace(emit.receiver, format!("${asker}")),
            ],
        );
    }
    report.fix(
        format!("if there is none yet, write 'to a new @{name}'"),
        vec![Edit::replace(emit.receiver, format!("a new @{name}"))],
    );
}

/// The handler in which a machine asks this one: the nearest one above in the same scenario, else the first one.
fn asking_handler(machine: &Machine, handler: HandlerId, asker: MachineId) -> Option<HandlerId> {
    let is_asking = |id: &HandlerId| {
        *id != handler && machine.events[machine.handlers[*id].event].from == Some(Party::Machine(asker))
    };
    let above = machine.scenarios[machine.handlers[handler].scenario].handlers.iter().copied();
    let above = above.take_while(|id| *id != handler).filter(is_asking).last();
    above.or_else(|| machine.handlers.ids().find(is_asking))
}
