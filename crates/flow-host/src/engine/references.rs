//! References in payloads from outside: each names an instance that exists.
//!
//! Between machines they need no check: a step makes them of instances. In a payload from outside, one can be of another database, or a
//! mistake, and would be found only when something is sent to it.

use flow_durable::{StoredEvent, find_event};
use serde_json::Value;

use super::Engine;
use crate::error::Fault;
use crate::program::MachineTable;

impl Engine {
    /// The first reference in a payload that names no instance, in words. Those within objects are left to the step that uses them.
    pub(super) fn find_missing_reference(
        &self,
        table: &MachineTable,
        event: &StoredEvent,
        payload: &str,
    ) -> Result<Option<String>, Fault> {
        let fields = find_event(table, event).map_or(&[][..], |event| event.fields);
        let mut payload_read = None;
        for field in fields {
            let Some(machine) = field.of_type.trim_start_matches("array of ").strip_prefix('@') else {
                continue;
            };
            let values: &Value =
                payload_read.get_or_insert_with(|| serde_json::from_str(payload).unwrap_or_default());
            if let Some(id) = self.find_missing_in(machine, &values[field.name])? {
                return Ok(Some(format!(
                    "${} of :{}: there is no @{machine} '{id}'",
                    field.name, event.name
                )));
            }
        }
        Ok(None)
    }

    /// The first id of a reference, or of a list of them, that no instance of a machine has. Empty references have none.
    fn find_missing_in(&self, machine: &str, value: &Value) -> Result<Option<String>, Fault> {
        match value {
            Value::Array(items) => {
                for item in items {
                    if let Some(id) = self.find_missing_in(machine, item)? {
                        return Ok(Some(id));
                    }
                }
                Ok(None)
            }
            Value::String(id) => {
                let found = self.store.instance_of(machine, id)?;
                let is_there = found.is_some_and(|instance| instance.life.is_known());
                Ok((!is_there).then(|| id.clone()))
            }
            _ => Ok(None),
        }
    }
}
