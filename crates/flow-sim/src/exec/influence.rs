//! The effects that the machines of a model can have on each other, in any run.
//!
//! It is read from the handlers without regard to guards and states, so it contains every message that can be sent, and perhaps
//! some that cannot.

use std::collections::BTreeSet;

use flow_model::model::{Emit, MachineId, Model, Party, Step, Target, Update, UpdateOp};
use flow_model::visit;

/// The sender, the name, and the receiver of a message.
pub(crate) type SentMessage<'m> = (MachineId, &'m str, Party);

/// The message that an emit of a machine sends.
pub(crate) fn sent_message<'m>(model: &'m Model, machine: MachineId, emit: &Emit) -> SentMessage<'m> {
    let (name, to) = match emit.target {
        Target::Machine(other, event) => (&model.machines[other].events[event].name, Party::Machine(other)),
        Target::Itself(event) => (&model.machines[machine].events[event].name, Party::Machine(machine)),
        Target::Actor(actor, message) => (&model.actors[actor].messages[message].name, Party::Actor(actor)),
    };
    (machine, &name.text, to)
}

/// The messages and calls that the handlers of a model contain.
#[derive(Clone, Debug, Default)]
pub(crate) struct Influence {
    /// For each machine, itself and every machine that its messages reach, directly or through others.
    reach: Vec<Vec<MachineId>>,
    /// Every message of every machine: its sender, its name, and its receiver.
    pub(crate) sent: BTreeSet<(MachineId, String, Party)>,
    /// Every action of every machine.
    pub(crate) called: BTreeSet<(MachineId, String)>,
}

impl Influence {
    /// Collects them from all handlers.
    pub(crate) fn of(model: &Model) -> Self {
        let mut influence = Influence::default();
        for (at, machine) in model.machines.iter().enumerate() {
            let id = MachineId::new(at);
            for handler in &machine.handlers {
                visit::steps(&handler.body, &mut |step| match step {
                    Step::Emit(emit) => {
                        let (from, name, to) = sent_message(model, id, emit);
                        influence.sent.insert((from, name.to_owned(), to));
                    }
                    Step::Action(call) | Step::Update(Update { op: UpdateOp::ComesFrom(call), .. }) => {
                        let function = &machine.phrases[call.phrase].function;
                        influence.called.insert((id, function.clone()));
                    }
                    _ => {}
                });
            }
        }
        let machines = (0..model.machines.len()).map(MachineId::new);
        influence.reach = machines.map(|machine| influence.reached_from(machine)).collect();
        influence
    }

    fn reached_from(&self, machine: MachineId) -> Vec<MachineId> {
        let mut reached = vec![machine];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            at += 1;
            for (_, _, to) in self.sent.iter().filter(|(sender, ..)| *sender == from) {
                if let Party::Machine(to) = to
                    && !reached.contains(to)
                {
                    reached.push(*to);
                }
            }
        }
        reached
    }

    /// The machines that a machine can influence, itself included.
    pub(crate) fn influenced_machines(&self, machine: MachineId) -> &[MachineId] {
        &self.reach[machine.index()]
    }
}
