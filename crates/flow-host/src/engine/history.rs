//! Reading the journal, with the names of instances in place of their numbers.

use super::Engine;
use crate::error::Fault;
use crate::history::{PastEvent, read_history};

impl Engine {
    /// The events in the conversation of an instance, oldest first; for an instance without a conversation, its own events.
    pub(crate) fn history(&self, machine: usize, id: &str) -> Result<Vec<PastEvent>, Fault> {
        self.last_history(machine, id, i64::MAX)
    }

    /// The last part of it.
    pub(crate) fn last_history(&self, machine: usize, id: &str, most: i64) -> Result<Vec<PastEvent>, Fault> {
        let name = self.parts.machines[machine].table().name;
        Ok(read_history(self.store.connection()?, name, id, most)?.unwrap_or_default())
    }
}
