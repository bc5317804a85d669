//! The events that machines are sent by others, before bodies are resolved (reference#variable-lookup).

#[cfg(feature = "tools")]
use std::hash::Hash;

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

    /// Adds what each machine receives to its hash.
    #[cfg(feature = "tools")]
    pub(crate) fn hash_received(&self, prints: &mut List<MachineId, Mix>) {
        for (machine, event, sender, field) in &self.fields {
            (event, sender, field).hash(&mut prints[*machine]);
        }
        for ((machine, event), senders) in &self.events {
            (event, senders.len()).hash(&mut prints[*machine]);
            senders.iter().for_each(|sender| sender.hash(&mut prints[*machine]));
        }
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
