//! The events that machines are sent by others, before bodies are resolved (reference#variable-lookup).
//!
//! Tools that keep machines from one analysis to the next compare the answers to questions about these, see `lower/names.rs`: each question
//! has a number.

#[cfg(feature = "tools")]
use std::hash::{Hash, Hasher};

#[cfg(feature = "tools")]
use flow_syntax::mix::Mix;
use flow_syntax::ordered::{Map, Set};

#[cfg(feature = "tools")]
use crate::model::List;
use crate::model::{MachineId, Party};

/// The events sent to each machine, with their senders and payload fields.
#[derive(Default)]
pub(crate) struct Sends<'p> {
    pub(crate) fields: Set<(MachineId, &'p str, Party, &'p str)>,
    pub(crate) events: Map<(MachineId, &'p str), Set<Party>>,
}

impl Sends<'_> {
    /// Whether somebody in the system who may be `from` sends `machine` this event with this field.
    pub(crate) fn has_field(
        &self,
        machine: MachineId,
        event: &str,
        from: Option<Party>,
        field: &str,
    ) -> bool {
        let sends = |party: &Party| self.fields.contains(&(machine, event, *party, field));
        match from {
            Some(party) => sends(&party),
            None => self.events.get(&(machine, event)).is_some_and(|senders| senders.iter().any(sends)),
        }
    }

    /// A hash of what each machine receives.
    #[cfg(feature = "tools")]
    pub(crate) fn hash_received(&self, machines: &List<MachineId, impl Sized>) -> List<MachineId, u64> {
        let mut prints = machines.map(|_| Mix::new());
        for (machine, event, sender, field) in &self.fields {
            (event, sender, field).hash(&mut prints[*machine]);
        }
        for ((machine, event), senders) in &self.events {
            (event, senders.len()).hash(&mut prints[*machine]);
            senders.iter().for_each(|sender| sender.hash(&mut prints[*machine]));
        }
        prints.map(Mix::finish)
    }

    /// Numbers for all that a machine can ask about what it receives, if the answer is yes; sorted.
    #[cfg(feature = "tools")]
    pub(crate) fn list_received(&self, machine: MachineId) -> Vec<u64> {
        let mut received = Vec::new();
        let fields = self.fields.iter_from(&(machine, "", Party::Machine(MachineId(0)), ""));
        for (_, event, sender, field) in fields.take_while(|(of, ..)| *of == machine) {
            received.push(Question::Field(event, Some(*sender), field).number());
            received.push(Question::Field(event, None, field).number());
        }
        let events = self.events.iter_from(&(machine, ""));
        for ((_, event), senders) in events.take_while(|((of, _), _)| *of == machine) {
            received.push(Question::Event(event).number());
            received.extend(senders.iter().map(|sender| Question::From(*sender, event).number()));
        }
        received.sort_unstable();
        received.dedup();
        received
    }

    /// Whether a party sends `machine` this event.
    pub(crate) fn is_sent_by(&self, party: Party, machine: MachineId, event: &str) -> bool {
        self.events.get(&(machine, event)).is_some_and(|senders| senders.contains(&party))
    }

    /// Whether anybody in the system sends `machine` this event.
    pub(crate) fn is_sent(&self, machine: MachineId, event: &str) -> bool {
        self.events.contains_key(&(machine, event))
    }
}

/// A question of a machine that is answered by yes or no.
#[derive(Clone, Copy, Hash)]
#[cfg(feature = "tools")]
pub(crate) enum Question<'p> {
    /// Whether somebody sends an event to it.
    Event(&'p str),
    /// Whether a party sends an event to it.
    From(Party, &'p str),
    /// Whether an event has a field that somebody sends, who may be this party.
    Field(&'p str, Option<Party>, &'p str),
    /// Whether there is an actor outside of this name.
    Actor(&'p str),
    /// Whether a `comes from` has this phrase.
    Answer(&'p str),
    /// Whether something of this name is a choice with this text.
    Choice(&'p str, &'p str),
    /// Whether a machine is named that could not be read.
    Unread(&'p str),
}

#[cfg(feature = "tools")]
impl Question<'_> {
    /// A number for the question.
    pub(crate) fn number(self) -> u64 {
        Mix::hash_of(&self)
    }
}
