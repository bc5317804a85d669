//! Which payload fields every sender sends (reference#emits).
//!
//! Only definitions count, because the emits of a retelling may leave their payload out (reference#retellings). So the
//! roles of handlers must be known before.

use flow_syntax::ordered::Map;

use crate::model::{
    Expr, FieldId, HandlerId, MachineId, Model, Party, Presence, Span, Step, Target, TimerOp,
};
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
    visit_sent_payloads(model, |sending| {
        let count = counts.entry(sending.target).or_default();
        count.sent += 1;
        for (field, _) in sending.payload {
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

/// Something that a definition sends.
#[derive(Clone, Copy)]
pub(crate) struct Sending<'m> {
    /// The machine and the handler that send it.
    pub(crate) by: (MachineId, HandlerId),
    /// The sender that the receiver sees.
    pub(crate) sender: Party,
    /// The receiver. An event that an instance sends to itself counts as sent to its machine.
    pub(crate) target: Target,
    /// The payload.
    pub(crate) payload: &'m [(FieldId, Expr)],
    /// The name of the event, or the step.
    pub(crate) span: Span,
    /// The line.
    pub(crate) line: Span,
}

/// Calls `see` with everything that definitions send.
pub(crate) fn visit_sent_payloads<'m>(model: &'m Model, mut see: impl FnMut(Sending<'m>)) {
    for (id, machine) in model.machines.entries() {
        for (by, handler) in machine.definitions() {
            let by = (id, by);
            visit::steps(&handler.body, &mut |step| match step {
                Step::Emit(emit) => {
                    let (sender, target) = match emit.target {
                        Target::Itself(event) => (Party::Itself, Target::Machine(id, event)),
                        target => (Party::Machine(id), target),
                    };
                    let (span, line) = (emit.event, emit.span);
                    see(Sending { by, sender, target, payload: &emit.payload, span, line });
                }
                Step::Timer(timer) => {
                    let (sender, start) = match &timer.op {
                        TimerOp::Start(start) => (Party::System, start),
                        TimerOp::Schedule(start) => (Party::Itself, start),
                        TimerOp::CancelTimer | TimerOp::CancelEvent(_) => return,
                    };
                    let target = Target::Machine(id, start.event);
                    let (span, line) = (timer.span, timer.span);
                    see(Sending { by, sender, target, payload: &start.payload, span, line });
                }
                _ => {}
            });
        }
    }
}
