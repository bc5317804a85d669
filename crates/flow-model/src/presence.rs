//! Which payload fields every sender sends (reference#emits).
//!
//! Only definitions count, because the emits of a retelling may leave their payload out (reference#retellings). So the
//! roles of handlers must be known before.

use flow_syntax::ordered::Map;

use crate::model::{Emit, FieldId, Model, Party, Presence, Step, Target, Timer, TimerOp};
use crate::visit;

/// How often something is sent, and how often with each field.
#[derive(Default)]
struct Count {
    sent: usize,
    with: Map<FieldId, usize>,
}

/// Fills the presence of all payload fields.
pub(crate) fn presence(model: &mut Model) {
    let mut counts: Map<Target, Count> = Map::new();
    each_sent(model, |_, target, emit| {
        let count = counts.entry(target).or_default();
        count.sent += 1;
        for (field, _) in emit.map_or(&[][..], |emit| &emit.payload) {
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

/// Calls `see` with everything that definitions send: the sender, the receiver's event, and the emit, if it is no
/// timer. What an instance sends to itself counts as sent to its machine.
pub(crate) fn each_sent<'m>(model: &'m Model, mut see: impl FnMut(Party, Target, Option<&'m Emit>)) {
    for (id, machine) in model.machines.entries() {
        for (_, handler) in machine.definitions() {
            visit::steps(&handler.body, &mut |step| match step {
                Step::Emit(emit) => match emit.target {
                    Target::Itself(event) => see(Party::Itself, Target::Machine(id, event), Some(emit)),
                    target => see(Party::Machine(id), target, Some(emit)),
                },
                Step::Timer(Timer { op: TimerOp::Start(event, _), .. }) => {
                    see(Party::System, Target::Machine(id, *event), None);
                }
                Step::Timer(Timer { op: TimerOp::Schedule(event, _), .. }) => {
                    see(Party::Itself, Target::Machine(id, *event), None);
                }
                _ => {}
            });
        }
    }
}
