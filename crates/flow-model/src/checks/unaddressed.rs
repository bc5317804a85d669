//! `unaddressed`: an emit of a shared machine that cannot know its receiver (reference#receivers).
//!
//! A machine that is `one for …` has no conversation of its own, only that of the event it handles. Events from outside and of time have
//! none, and neither has what a shared machine sends because of these. An emit there reaches another shared machine, the sender of the
//! event, a reference or a new instance; any other machine has no instance that it could mean.

use flow_syntax::diagnostic::{Diagnostics, Name as Lint};
use flow_syntax::edit::{Anchor, Edit};

use super::CheckCtx;
use super::part::{Conversing, Outgoing, sort_once};
use crate::bits::Bits;
use crate::model::*;
use crate::names::free_name;

pub(super) fn unaddressed(ctx: &CheckCtx<'_>, diags: &mut Diagnostics) {
    let model = ctx.model;
    if model.machines.iter().all(|machine| !machine.instances.is_shared()) {
        return;
    }
    let events = find_events_without_conversation(ctx);
    for (id, part) in ctx.parts.entries() {
        let handlers = part.conversing.handlers.iter().copied();
        for handler in handlers.filter(|handler| events.contains(ctx.node_of(id, *handler))) {
            let own = ctx.outgoing(id).iter().filter(|(by, _)| *by == handler);
            for (_, step) in own {
                if let Step::Emit(emit) = step
                    && let Some(to) = opt_conversing(model, (id, handler), emit)
                {
                    report(model, (id, handler), (emit, to), diags);
                }
            }
        }
    }
}

/// What a machine with these emits and timers contributes.
pub(super) fn list_conversing(model: &Model, id: MachineId, outgoing: &Outgoing<'_>) -> Conversing {
    let (mut conversing, machine) = (Conversing::default(), &model.machines[id]);
    if !machine.instances.is_shared() {
        return conversing;
    }
    for (handler, step) in outgoing {
        match step {
            Step::Emit(emit) => {
                conversing.sent.push((machine.handlers[*handler].event, emit.target));
                if opt_conversing(model, (id, *handler), emit).is_some() {
                    conversing.handlers.push(*handler);
                }
            }
            Step::Timer(timer) => conversing.raised.extend(timer.op.start().map(|start| start.event)),
            _ => {}
        }
    }
    sort_once(&mut conversing.raised);
    sort_once(&mut conversing.sent);
    conversing.handlers.dedup();
    conversing
}

/// The machine of which an emit needs to know an instance from the conversation of its handler.
fn opt_conversing(model: &Model, (id, handler): (MachineId, HandlerId), emit: &Emit) -> Option<MachineId> {
    let of = &model.machines[id].events[model.machines[id].handlers[handler].event];
    // A public event may be sent from outside, where no instance asks.
    let from = of.from.filter(|_| of.visibility != Visibility::Public);
    let Target::Machine(to, _) = emit.target else { return None };
    let needs_conversation = match emit.address {
        Address::Partner => !model.machines[to].instances.is_shared() && from != Some(Party::Machine(to)),
        Address::All => true,
        Address::New | Address::Reference(_) => false,
    };
    needs_conversation.then_some(to)
}

/// The events of shared machines that can come without a conversation, by node.
fn find_events_without_conversation(ctx: &CheckCtx<'_>) -> Bits {
    let model = ctx.model;
    let mut open: Vec<(MachineId, EventId)> = Vec::new();
    for (id, machine) in model.machines.entries().filter(|(_, machine)| machine.instances.is_shared()) {
        for (event, of) in machine.events.entries() {
            let comes_from_outside = match of.from {
                _ if of.visibility == Visibility::Public => true,
                Some(Party::Actor(_) | Party::System) => true,
                Some(Party::Machine(_) | Party::Itself) => false,
                None => !ctx.senders.is_sent(id, event),
            };
            if comes_from_outside {
                open.push((id, event));
            }
        }
        for event in &ctx.parts[id].conversing.raised {
            open.extend(ctx.senders.matching_events(id, *event).map(|event| (id, event)));
        }
    }
    let mut found = Bits::default();
    while let Some((id, event)) = open.pop() {
        if !found.insert(ctx.senders.event_node(id, event)) {
            continue;
        }
        for target in ctx.parts[id].conversing.sent_on(event) {
            let (to, event) = match target {
                Target::Machine(to, event) => (to, event),
                Target::Itself(event) => (id, event),
                Target::Actor(..) => continue,
            };
            if model.machines[to].instances.is_shared() {
                open.extend(ctx.senders.matching_events(to, event).map(|event| (to, event)));
            }
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
