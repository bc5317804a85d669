//! Sentences about events that were not handled, and about instances that wait.
//!
//! Failed assertions and `flow explore` take them from here, so that a finding which was written as a test fails in the same words. They
//! have no full stop.

use flow_model::model::{MachineId, Model, Party, StateId};
use flow_model::words;

/// An event that reached an instance, or was meant for one.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'a> {
    /// The model.
    pub model: &'a Model,
    /// The event's name, without sigil.
    pub event: &'a str,
    /// Its sender; `None` if that is not of interest.
    pub from: Option<Party>,
    /// The receiver's machine.
    pub machine: MachineId,
    /// The state of the receiver.
    pub state: StateId,
}

impl Occurrence<'_> {
    /// `@order in #cancelled`.
    fn receiver(&self) -> String {
        format!("{} in {}", name_of(self.model, self.machine), state_of(self.model, self.machine, self.state))
    }

    /// `':refunded' from @payment`.
    pub fn describe_event(&self) -> String {
        let from = self.from.filter(|from| matches!(from, Party::Machine(_) | Party::Actor(_)));
        let from = from.map(|from| format!(" from {}", words::party(self.model, from))).unwrap_or_default();
        format!("':{}'{from}", self.event)
    }

    fn describe_receiver(&self) -> String {
        describe_rejecting_receiver(self.model, self.machine, self.state)
    }

    /// A message that its receiver does not take.
    pub fn describe_rejection(&self) -> String {
        format!("{} reaches {}", self.describe_event(), self.describe_receiver())
    }

    /// An answer of an actor outside after its asker has gone on.
    pub fn describe_late_answer(&self) -> String {
        format!("{} comes late to {}", self.describe_event(), self.describe_receiver())
    }

    /// An answer of an actor outside before its asker is in a state that takes it.
    pub fn describe_early_answer(&self) -> String {
        format!("{} comes too early to {}", self.describe_event(), self.describe_receiver())
    }

    /// An event of time that is not taken.
    pub fn describe_late_timer(&self) -> String {
        format!("':{}' comes to {}", self.event, self.describe_receiver())
    }

    /// A message that a handler refuses with `reject`.
    pub fn describe_refusal(&self) -> String {
        format!("{} refuses {}", self.receiver(), self.describe_event())
    }

    /// A message at which something cannot be done.
    pub fn describe_fault(&self, why: &str) -> String {
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        format!("{} cannot handle {}{why}", self.receiver(), self.describe_event())
    }
}

/// A receiver that does not take its event, as all such sentences name it: `@order in #cancelled, which does not take it`.
pub fn describe_rejecting_receiver(model: &Model, machine: MachineId, state: StateId) -> String {
    format!("{} in {}, which does not take it", name_of(model, machine), state_of(model, machine, state))
}

/// An instance that waits for an answer to its message: `@order waits in #paid for an answer to ':reserve_stock to @inventory'`.
pub fn describe_waiting(model: &Model, machine: MachineId, state: StateId, question: &str) -> String {
    format!(
        "{} waits in {} for an answer to '{question}'",
        name_of(model, machine),
        state_of(model, machine, state)
    )
}

fn name_of(model: &Model, machine: MachineId) -> String {
    format!("@{}", model.machines[machine].name.text)
}

fn state_of(model: &Model, machine: MachineId, state: StateId) -> String {
    words::state(&model.machines[machine], state)
}
