//! The state in which explored conversations begin: `#paid` or, of one machine, `@order in #paid`.
//!
//! The option `--from` and the setting `from` have the same form and the same mistakes.

use flow_model::model::{Instances, Machine, MachineId, Model, StateId};
use flow_model::near::nearest;
use flow_syntax::gather::Gather;

/// A state by name, of one machine or of any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartState {
    /// The machine, without `@`.
    machine: Option<String>,
    /// The state, without `#`.
    state: String,
}

impl StartState {
    /// Reads `#paid` or `@order in #paid`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_name = |name: &str| {
            !name.is_empty() && !name.contains(|sign: char| sign.is_whitespace() || "#@'".contains(sign))
        };
        let (machine, state) = match text.trim().split_once(" in ") {
            Some((machine, state)) => (Some(machine.trim().strip_prefix('@')?), state),
            None => (None, text),
        };
        let state = state.trim().strip_prefix('#')?;
        (is_name(state) && machine.is_none_or(is_name))
            .then(|| StartState { machine: machine.map(str::to_owned), state: state.to_owned() })
    }

    /// The states that it means, of machines whose instances can begin there.
    pub fn find_places(&self, model: &Model) -> Vec<(MachineId, StateId)> {
        let mut found = Vec::new();
        for (id, of) in model.machines.entries() {
            if self.machine.as_ref().is_some_and(|machine| *machine != of.name.text) || !can_be_placed(of) {
                continue;
            }
            let states = of.states.entries().filter(|(_, known)| known.name.text == self.state);
            found.extend(states.map(|(state, _)| (id, state)));
        }
        found
    }

    /// Whether it names a machine that a specification does not have, which may be one of another specification with the same settings.
    pub(crate) fn is_elsewhere(&self, model: &Model) -> bool {
        let names = || model.machines.iter().map(|machine| machine.name.text.as_str());
        self.machine
            .as_ref()
            .is_some_and(|of| names().all(|name| name != of) && nearest(of, names()).is_none())
    }

    /// The mistake in it, if there is one: a message, and a help, which may be empty.
    pub fn find_mistake(&self, model: &Model) -> Option<(String, String)> {
        if !self.find_places(model).is_empty() {
            return None;
        }
        let state = &self.state;
        let Some(of) = &self.machine else {
            let has_state = |machine: &&Machine| machine.states.iter().any(|known| known.name.text == *state);
            if let Some(machine) = model.machines.iter().find(has_state) {
                return Some(explain_keys(machine));
            }
            let known = model.machines.iter().flat_map(|machine| machine.states.iter());
            let near = nearest(state, known.map(|known| known.name.text.as_str()));
            let help = near.map(|near| format!("did you mean '#{near}'?")).unwrap_or_default();
            return Some((format!("no machine has a state '#{state}'"), help));
        };
        let Some(machine) = model.machines.iter().find(|machine| machine.name.text == *of) else {
            let near = nearest(of, model.machines.iter().map(|machine| machine.name.text.as_str()));
            let help = near.map(|near| format!("did you mean '@{near} in #{state}'?")).unwrap_or_default();
            return Some((format!("there is no machine '@{of}'"), help));
        };
        if !can_be_placed(machine) {
            return Some(explain_keys(machine));
        }
        let near = nearest(state, machine.states.iter().map(|known| known.name.text.as_str()));
        let help = match near {
            Some(near) => format!("did you mean '@{of} in #{near}'?"),
            None => {
                let states: Vec<String> =
                    machine.states.iter().map(|known| format!("#{}", known.name.text)).gather();
                format!("it has {}", states.join(", "))
            }
        };
        Some((format!("'@{of}' has no state '#{state}'"), help))
    }
}

/// Which instance of a machine with keys is meant would be open.
fn can_be_placed(machine: &Machine) -> bool {
    !matches!(machine.instances, Instances::PerKey(_))
}

fn explain_keys(machine: &Machine) -> (String, String) {
    let name = &machine.name.text;
    let help = "let the conversations begin in a state of a machine that uses it".to_owned();
    (format!("'@{name}' is one for each key, and no instance of it can be placed"), help)
}

#[cfg(test)]
mod tests {
    use super::StartState;

    #[test]
    fn states_are_read() {
        let read = |text: &str| StartState::parse(text).map(|read| (read.machine, read.state));
        assert_eq!(read("#paid"), Some((None, "paid".to_owned())));
        assert_eq!(read(" @order in  #paid "), Some((Some("order".to_owned()), "paid".to_owned())));
        for wrong in
            ["", "#", "paid", "x#paid", "#paid#", "order in #paid", "@order in paid", "@ in #paid", "#a b"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
