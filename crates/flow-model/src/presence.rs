//! Which payload fields every sender sends (reference#emits).
//!
//! Only definitions count, because the emits of a retelling may leave their payload out (reference#retellings). So the
//! roles of handlers must be known before.

use flow_syntax::ordered::Map;

use crate::model::{Expr, FieldId, Model, Party, Presence, Span, Step, Target, TimerOp};
use crate::visit;

/// How often something is sent, and how often with each field.
#[derive(Default)]
struct Count {
    sent: usize,
    with: Map<FieldId, usize>,
}

/// Fills the presence of all payload fields.
pub(crate) fn infer_presence(model: &mut Model) {
    let mut counts: Map<Target, Count> = Map::new();
    visit_sent_payloads(model, |_, target, payload, _| {
        let count = counts.entry(target).or_default();
        count.sent += 1;
        for (field, _) in payload {
            *count.with.entry(*field).or_default() += 1;
        }
    });
    for (target, count) in counts {
        let fields = match target {
            Target::Machine(machine, event) => &mut model.machines[machine].events[event].fields,
            Target::Actor(actor, message) => &mut model.actors[actor].messages[message].fields,
            Target::Itself(_) => continue,
        };
        for (id, field) in fields.entries_mut() {
            let with = count.with.get(&id).copied().unwrap_or(0);
            field.presence = if with == count.sent { Presence::Always } else { Presence::Sometimes };
        }
    }
}

/// Calls `see` with everything that definitions send: the sender, the receiver's event, the payload, and the place of the event's
/// name, or of the step. What an instance sends to itself counts as sent to its machine.
pub(crate) fn visit_sent_payloads<'m>(
    model: &'m Model,
    mut see: impl FnMut(Party, Target, &'m [(FieldId, Expr)], Span),
) {
    for (id, machine) in model.machines.entries() {
        for (_, handler) in machine.definitions() {
            visit::steps(&handler.body, &mut |step| match step {
                Step::Emit(emit) => match emit.target {
                    Target::Itself(event) => {
                        see(Party::Itself, Target::Machine(id, event), &emit.payload, emit.event);
                    }
                    target => see(Party::Machine(id), target, &emit.payload, emit.event),
                },
                Step::Timer(timer) => {
                    let (sender, start) = match &timer.op {
                        TimerOp::Start(start) => (Party::System, start),
                        TimerOp::Schedule(start) => (Party::Itself, start),
                        TimerOp::CancelTimer | TimerOp::CancelEvent(_) => return,
                    };
                    see(sender, Target::Machine(id, start.event), &start.payload, timer.span);
                }
                _ => {}
            });
        }
    }
}
