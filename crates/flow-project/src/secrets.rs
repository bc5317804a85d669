//! `secret = ["payment.$card"]` of the settings: values that a durable host hides.
//!
//! A name means the variable of the machine, and every field of this name in what the machine is sent. A machine that this specification
//! does not have can be one of another specification with the same settings.

use flow_model::model::{Machine, Model};
use flow_model::near::nearest;
use flow_syntax::gather::Gather;

/// A hidden value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretName {
    /// The machine, without `@`.
    pub of: String,
    /// The variable or the field, without `$`.
    pub name: String,
}

impl SecretName {
    /// Reads `payment.$card`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (of, name) = text.split_once(".$")?;
        let of = of.trim_start_matches('@');
        (!of.is_empty() && !name.is_empty()).then(|| SecretName { of: of.to_owned(), name: name.to_owned() })
    }

    /// The mistake in it, if there is one: a message, and a help, which may be empty.
    pub(crate) fn find_mistake(&self, model: &Model) -> Option<(String, String)> {
        let SecretName { of, name } = self;
        let Some(machine) = model.machines.iter().find(|machine| machine.name.text == *of) else {
            let machines = model.machines.iter().map(|machine| machine.name.text.as_str());
            let near = nearest(of, machines)?;
            return Some((format!("there is no '@{of}'"), format!("did you mean '{near}.${name}'?")));
        };
        let names = list_values(machine);
        if names.contains(&name.as_str()) {
            return None;
        }
        let near = nearest(name, names.iter().copied());
        let help = near.map(|near| format!("did you mean '{of}.${near}'?")).unwrap_or_default();
        Some((format!("'@{of}' has no '${name}'"), help))
    }
}

/// The names of what a machine has and is sent.
fn list_values(machine: &Machine) -> Vec<&str> {
    let variables = machine.variables.iter().map(|variable| variable.name.text.as_str());
    let fields = machine.events.entries().flat_map(|(_, event)| event.fields.iter());
    variables.chain(fields.map(|field| field.name.text.as_str())).gather()
}
