//! Secret values, as `secret = ["payment.$card"]` of the settings names them.
//!
//! The host stores the names in the database, so that each tool that reads it knows them. A name means the variable of the machine, and
//! every field of this name in the payloads that the machine receives and sends. Partners and callers still get unmasked messages: only
//! displays are masked.

use std::collections::BTreeSet;

use flow_durable::{Instances, SecretField};
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::program::Parts;
use crate::store::sql;

/// The text that is shown in the place of a secret value.
const MASKED: &str = "•••";

/// The names of secret values: machine and variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mask(BTreeSet<(String, String)>);

impl Mask {
    /// The stored names.
    pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let select = sql!("SELECT value FROM flow_meta WHERE name = 'secrets'");
        let stored: Option<String> = connection.query_row(select, (), |row| row.get(0)).optional()?;
        let names: Vec<String> = stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Ok(Mask(names.iter().filter_map(|name| parse(name)).collect()))
    }

    /// The names of a program.
    pub(crate) fn of(secrets: &[SecretField]) -> Self {
        Mask(secrets.iter().map(|secret| (secret.of.to_owned(), secret.name.to_owned())).collect())
    }

    /// Returns the first error in the names of a program: a mistake in one would show its value.
    pub(crate) fn find_mistake(parts: &Parts) -> Option<String> {
        parts.secrets.iter().find_map(|SecretField { of, name }| {
            let Some(machine) = parts.machine(of) else {
                return Some(format!("secret '{of}.${name}': there is no @{of}"));
            };
            let table = parts.machines[machine].table();
            if matches!(table.instances, Instances::PerKey(keys) if keys.contains(name)) {
                let why = "is a part of the ids of its instances, which are shown";
                return Some(format!("secret '{of}.${name}': it {why}"));
            }
            let fields = table.events.iter().flat_map(|event| event.fields).chain(table.variables);
            let is_known = fields.into_iter().any(|field| field.name == *name);
            (!is_known).then(|| format!("secret '{of}.${name}': @{of} has no ${name}"))
        })
    }

    /// The names as they are stored.
    pub(crate) fn to_json(&self) -> String {
        let names: Vec<_> = self.0.iter().map(|(machine, name)| format!("{machine}.${name}")).collect();
        serde_json::json!(names).to_string()
    }

    /// Whether a variable of a machine is secret.
    pub(crate) fn hides(&self, machine: &str, variable: &str) -> bool {
        self.0.iter().any(|(of, name)| of == machine && name == variable)
    }

    /// Masks the secret values of a machine in a text that was written for somebody, like the reason of a refusal. `values` are the JSON
    /// objects that have them.
    pub(crate) fn cover_values(&self, machine: &str, values: &[&str], mut text: String) -> String {
        for (_, name) in self.0.iter().filter(|(of, _)| of == machine) {
            let objects = values.iter().filter_map(|json| serde_json::from_str::<Value>(json).ok());
            let found = objects.filter_map(|object| {
                object.get(name).map(|value| match value {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                })
            });
            for value in found.filter(|value| !value.is_empty()) {
                text = text.replace(&value, MASKED);
            }
        }
        text
    }

    /// Masks the values of a JSON object that belongs to one of these machines: of the sender, the receiver, or both.
    pub(crate) fn apply<'a>(&self, machines: impl IntoIterator<Item = &'a str>, values: &mut Value) {
        let Value::Object(fields) = values else { return };
        for machine in machines {
            for (_, name) in self.0.iter().filter(|(of, _)| of == machine) {
                if let Some(value) = fields.get_mut(name) {
                    *value = MASKED.into();
                }
            }
        }
    }

    /// Reads a stored JSON object, and masks it.
    pub(crate) fn read_object<'a>(&self, machines: impl IntoIterator<Item = &'a str>, text: &str) -> Value {
        let mut value = serde_json::from_str(text).unwrap_or(Value::Null);
        self.apply(machines, &mut value);
        value
    }

    /// Masks all of a JSON value if its machine has any secret: arguments are stored without names, and texts can contain any value.
    pub(crate) fn cover(&self, machine: &str, value: Value) -> Value {
        if self.has_secrets(machine) { MASKED.into() } else { value }
    }

    /// As [`cover`](Mask::cover), of a text.
    pub(crate) fn cover_text(&self, machine: &str, text: String) -> String {
        if text.is_empty() || !self.has_secrets(machine) { text } else { MASKED.to_owned() }
    }

    /// Whether a machine has a secret at all.
    pub(crate) fn has_secrets(&self, machine: &str) -> bool {
        self.0.iter().any(|(of, _)| of == machine)
    }
}

/// `payment.$card` as machine and variable.
pub(crate) fn parse(name: &str) -> Option<(String, String)> {
    let (machine, variable) = name.split_once(".$")?;
    Some((machine.trim_start_matches('@').to_owned(), variable.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_masked_in_what_its_machine_has_and_sends() {
        let mask = Mask([parse("payment.$card").expect("it is a name")].into());
        let card = || serde_json::json!({ "card": "4111", "total": "12.50" });
        let shown = |machines: &[&str]| {
            let mut value = card();
            mask.apply(machines.iter().copied(), &mut value);
            value["card"].clone()
        };
        assert_eq!(shown(&["payment"]), MASKED);
        assert_eq!(shown(&["order", "payment"]), MASKED, "the payment has sent it to the order");
        assert_eq!(shown(&["order"]), "4111", "another value of this name");
        assert_eq!(mask.cover("payment", card()), MASKED);
        assert_eq!(mask.cover("order", card()), card());
    }

    #[test]
    fn the_secret_values_of_a_machine_are_masked_in_a_text() {
        let mask = Mask([parse("payment.$card").expect("it is a name")].into());
        let cover = |machine: &str, values: &[&str]| {
            mask.cover_values(machine, values, "4111 and 7 are refused".to_owned())
        };
        assert_eq!(cover("payment", &[r#"{"card":"4111"}"#, "{}"]), "••• and 7 are refused");
        assert_eq!(cover("payment", &["{}", r#"{"card":7,"total":"4111"}"#]), "4111 and ••• are refused");
        assert_eq!(cover("payment", &[r#"{"card":""}"#]), "4111 and 7 are refused");
        assert_eq!(cover("order", &[r#"{"card":"4111"}"#]), "4111 and 7 are refused");
    }
}
