//! Judges `order is left waiting` (reference#assertions).
//!
//! It needs the handlers that leave a state, and the messages in flight; no bindings.

use flow_model::model::{EventId, MachineId, Not, Party, Target, Visibility};
use flow_model::questions::Questions;

use crate::exec::message::{InstanceId, Peer};
use crate::history::actual::Actual;
use crate::history::judge::{View, expect};
use crate::history::sentences::describe_waiting;

impl View<'_, '_, '_> {
    /// Whether a machine rests in a state that only answers leave, and no answer is in flight (reference#assertions).
    pub(super) fn judge_left_waiting(&self, machine: MachineId, not: Not) -> Result<(), Vec<Actual>> {
        let name = &self.runnable.machine(machine).name.text;
        let state = self.state_of(machine);
        let state_name = &self.runnable.machine(machine).states[state].name.text;
        let actual = match self.instance_of(machine).and_then(|id| self.why_not_waiting(id)) {
            _ if self.instance_of(machine).is_none() => Some(format!("@{name} was never needed")),
            Some(why) => Some(format!("@{name} is in #{state_name}, {why}")),
            None => None,
        };
        let waiting = || match self.instance_of(machine).and_then(|id| self.find_open_question(id)) {
            Some(question) => {
                let waits = describe_waiting(self.runnable.model, machine, state, &question);
                format!("{waits}, and none is under way")
            }
            None => {
                format!("@{name} is in #{state_name}, which only an answer leaves, and none is under way")
            }
        };
        expect(actual.is_none(), not, || vec![Actual::Words(actual.unwrap_or_else(waiting))])
    }

    /// The last message of an instance with an answer that would move it: `:reserve_stock to @inventory`.
    fn find_open_question(&self, id: InstanceId) -> Option<String> {
        let model = self.runnable.model;
        let instance = self.system.instance(id);
        let (of, machine) = (instance.machine, self.runnable.machine(instance.machine));
        let leaves = |event: EventId| {
            let handler = self.runnable.handler(of, instance.state, event);
            let ends = handler.and_then(|handler| self.runnable.ends(of, handler, instance.state));
            ends.is_some_and(|ends| ends.keys().any(|end| *end != instance.state))
        };
        let questions = Questions::of(model);
        let sent: Vec<_> =
            self.system.messages().filter(|message| message.from == Peer::Instance(id)).collect();
        let targets = sent.iter().rev().filter_map(|message| match message.to {
            Peer::Instance(to) => Some(Target::Machine(self.system.instance(to).machine, message.event?)),
            Peer::Scripted(_) | Peer::System | Peer::Anyone => None,
            Peer::Actor(to) => {
                let known = model.actors[to].messages.id_where(|known| known.name.text == message.name)?;
                Some(Target::Actor(to, known))
            }
        });
        let mut open = targets.filter(|target| questions.answers(of, *target).any(leaves));
        Some(open.next()?.describe(model, machine))
    }

    /// The event that can move an instance without an answer, or that an answer is in flight; `None` if it is left waiting.
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
