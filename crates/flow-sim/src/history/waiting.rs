//! Judges `order is left waiting` (reference#assertions).
//!
//! It needs the handlers that leave a state, and what is in flight; no bindings.

use flow_model::model::{MachineId, Not, Party, Visibility};

use crate::exec::message::{InstanceId, Peer};
use crate::history::actual::Actual;
use crate::history::judge::{View, expect};

impl View<'_, '_, '_> {
    /// Whether a machine rests where only answers lead on, and none is under way (reference#assertions).
    pub(super) fn judge_left_waiting(&self, machine: MachineId, not: Not) -> Result<(), Vec<Actual>> {
        let name = &self.runnable.machine(machine).name.text;
        let state = self.state_of(machine);
        let state_name = &self.runnable.machine(machine).states[state].name.text;
        let actual = match self.instance_of(machine).and_then(|id| self.why_not_waiting(id)) {
            _ if self.instance_of(machine).is_none() => Some(format!("@{name} was never needed")),
            Some(why) => Some(format!("@{name} is in #{state_name}, {why}")),
            None => None,
        };
        let waiting =
            format!("@{name} is in #{state_name}, which only an answer leaves, and none is under way");
        expect(actual.is_none(), not, || vec![Actual::Words(actual.unwrap_or(waiting))])
    }

    /// What leads an instance on without an answer, or that one is under way; `None` if it is left waiting.
    fn why_not_waiting(&self, id: InstanceId) -> Option<String> {
        let instance = self.system.instance(id);
        let machine = self.runnable.machine(instance.machine);
        let mut waits = false;
        for (event, of) in machine.events.entries() {
            let Some(handler) = self.runnable.handler(instance.machine, instance.state, event) else {
                continue;
            };
            let ends = self.runnable.ends(instance.machine, handler, instance.state);
            if !ends.is_some_and(|ends| ends.keys().any(|end| *end != instance.state)) {
                continue;
            }
            match of.from {
                _ if of.visibility == Visibility::Public => {
                    return Some(format!("which ':{}' leaves too", of.name.text));
                }
                Some(Party::Machine(_) | Party::Actor(_)) => waits = true,
                _ if self.system.has_timer(id, event) => {
                    return Some(format!("and ':{}' is due", of.name.text));
                }
                _ => {}
            }
        }
        let in_flight = self.system.in_flight().find(|(_, message)| matches!(message.to, Peer::Instance(_)));
        match in_flight {
            Some((_, message)) => Some(format!("and ':{}' is under way", message.name)),
            None => (!waits).then(|| "which no answer leaves".to_owned()),
        }
    }
}
