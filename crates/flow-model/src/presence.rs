//! Which payload fields every sender sends (reference#emits).
//!
//! Only definitions count, because the emits of a retelling may leave their payload out (reference#retellings). So the
//! roles of handlers must be known before.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;

use crate::model::{
    Expr, FieldId, HandlerId, List, Machine, MachineId, Model, Party, PayloadField, Presence, Span, Step,
    Target, TimerOp,
};
#[cfg(feature = "tools")]
use crate::numbers::Numbers;
use crate::visit;

/// The events and messages that the definitions of a machine send, each with the fields that it always has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Payloads(Vec<(Target, Vec<FieldId>)>);

impl Payloads {
    /// Those of a machine.
    pub(crate) fn of(id: MachineId, machine: &Machine) -> Payloads {
        let mut sent: Map<Target, Vec<FieldId>> = Map::new();
        visit_machine(id, machine, &mut |sending| {
            let has = |field: &FieldId| sending.payload.iter().any(|(sent, _)| sent == field);
            match sent.get_mut(&sending.target) {
                Some(fields) => fields.retain(has),
                None => {
                    let fields = sending.payload.iter().map(|(field, _)| *field).gather();
                    sent.insert(sending.target, fields);
                }
            }
        });
        Payloads(sent.into_iter().gather())
    }

    /// Gives events and messages, and their fields, the numbers that they have now.
    #[cfg(feature = "tools")]
    pub(crate) fn renumber(&mut self, numbers: &Numbers) {
        for (target, fields) in &mut self.0 {
            fields.iter_mut().for_each(|field| *field = numbers.of_field(*target, *field));
            numbers.apply(target);
        }
    }
}

/// Fills the presence of all payload fields.
pub(crate) fn infer_presence(model: &mut Model) {
    let sent: Vec<Payloads> =
        model.machines.entries().map(|(id, machine)| Payloads::of(id, machine)).gather();
    store_presence(model, &sent.iter().gather());
}

/// The same, if it is known what each machine sends.
pub(crate) fn store_presence(model: &mut Model, sent: &[&Payloads]) {
    let all = || sent.iter().flat_map(|of_machine| &of_machine.0);
    for (target, _) in all() {
        let fields = opt_fields(model, *target).into_iter().flatten();
        fields.for_each(|field| field.presence = Presence::Always);
    }
    for (target, always) in all() {
        let Some(fields) = opt_fields(model, *target) else { continue };
        let others = fields.entries_mut().filter(|(id, _)| !always.contains(id));
        others.for_each(|(_, field)| field.presence = Presence::Sometimes);
    }
}

/// The fields of an event or a message.
fn opt_fields(model: &mut Model, target: Target) -> Option<&mut List<FieldId, PayloadField>> {
    match target {
        Target::Machine(machine, event) => Some(&mut model.machines[machine].events[event].fields),
        Target::Actor(actor, message) => Some(&mut model.actors[actor].messages[message].fields),
        Target::Itself(_) => None,
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

impl<'m> Sending<'m> {
    /// What a step of a handler sends.
    pub(crate) fn of(by: (MachineId, HandlerId), step: &'m Step) -> Option<Self> {
        let (id, _) = by;
        match step {
            Step::Emit(emit) => {
                let (sender, target) = match emit.target {
                    Target::Itself(event) => (Party::Itself, Target::Machine(id, event)),
                    target => (Party::Machine(id), target),
                };
                let (span, line) = (emit.event, emit.span);
                Some(Sending { by, sender, target, payload: &emit.payload, span, line })
            }
            Step::Timer(timer) => {
                let (sender, start) = match &timer.op {
                    TimerOp::Start(start) => (Party::System, start),
                    TimerOp::Schedule(start) => (Party::Itself, start),
                    TimerOp::CancelTimer | TimerOp::CancelEvent(_) => return None,
                };
                let target = Target::Machine(id, start.event);
                let (span, line) = (timer.span, timer.span);
                Some(Sending { by, sender, target, payload: &start.payload, span, line })
            }
            _ => None,
        }
    }
}

/// Calls `see` with everything that the definitions of a machine send.
fn visit_machine<'m>(id: MachineId, machine: &'m Machine, see: &mut dyn FnMut(Sending<'m>)) {
    for (by, handler) in machine.definitions() {
        visit::steps(&handler.body, &mut |step| {
            if let Some(sending) = Sending::of((id, by), step) {
                see(sending);
            }
        });
    }
}
