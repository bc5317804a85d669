//! Which payload fields every sender sends (reference#emits).
//!
//! Only definitions count, because the emits of a retelling may leave their payload out (reference#retellings). So the
//! roles of handlers must be known before.

use flow_syntax::ordered::Map;

use crate::model::{
    Expr, FieldId, HandlerId, Machine, MachineId, Model, Party, Presence, Span, Step, Target, TimerOp,
};
#[cfg(feature = "tools")]
use crate::numbers::Numbers;
use crate::visit;

/// How often something is sent, and how often with each field.
#[derive(Clone, Debug, Default)]
struct Count {
    sent: usize,
    with: Map<FieldId, usize>,
}

/// How often each event and message is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts(Map<Target, Count>);

impl Counts {
    /// How often the definitions of a machine send each.
    #[cfg(feature = "tools")]
    pub(crate) fn of(id: MachineId, machine: &Machine) -> Counts {
        let mut counts = Counts::default();
        counts.add_machine(id, machine);
        counts
    }

    /// The same, of events and messages that have other numbers now.
    #[cfg(feature = "tools")]
    pub(crate) fn renumber(&mut self, numbers: &Numbers) {
        let counts = std::mem::take(&mut self.0).into_iter().map(|(mut target, Count { sent, with })| {
            let field = |field: FieldId| numbers.of_field(target, field);
            let with = with.into_iter().map(|(id, with)| (field(id), with)).collect();
            numbers.apply(&mut target);
            (target, Count { sent, with })
        });
        self.0 = counts.collect();
    }

    fn add_machine(&mut self, id: MachineId, machine: &Machine) {
        visit_machine(id, machine, &mut |sending| {
            let count = self.0.entry(sending.target).or_default();
            count.sent += 1;
            for (field, _) in sending.payload {
                *count.with.entry(*field).or_default() += 1;
            }
        });
    }

    /// Adds those of another machine.
    #[cfg(feature = "tools")]
    pub(crate) fn add(&mut self, other: &Counts) {
        for (target, added) in &other.0 {
            let count = self.0.entry(*target).or_default();
            count.sent += added.sent;
            for (field, with) in &added.with {
                *count.with.entry(*field).or_default() += with;
            }
        }
    }
}

/// Fills the presence of all payload fields.
pub(crate) fn infer_presence(model: &mut Model) {
    let mut counts = Counts::default();
    model.machines.entries().for_each(|(id, machine)| counts.add_machine(id, machine));
    store_presence(model, &counts);
}

/// The same, if it is known how often everything is sent.
pub(crate) fn store_presence(model: &mut Model, counts: &Counts) {
    for (target, count) in &counts.0 {
        let fields = match target {
            Target::Machine(machine, event) => &mut model.machines[*machine].events[*event].fields,
            Target::Actor(actor, message) => &mut model.actors[*actor].messages[*message].fields,
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
