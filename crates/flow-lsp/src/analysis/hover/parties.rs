//! Hovers of machines, actors, the system, scenarios and the names of the language.
//!
//! Names of scenarios and of the system are free text, and escaped; all other names are code.

use flow_diagram::Graph;
use flow_model::model::{Instances, MachineId, Party, Visibility};
use flow_model::words;

use super::markdown::{code, escaped};
use super::{About, Pictures, list, section, show_image};
use crate::analysis::pictures::machine_image;

/// How high a picture of a whole machine may be in a tooltip.
const HEIGHT: usize = 40;

impl About<'_> {
    pub(super) fn system(&self) -> String {
        let model = self.model();
        let name = model.name.as_ref().map_or_else(|| "the system".to_owned(), |name| escaped(&name.text));
        let machines: Vec<String> =
            model.machines.iter().map(|machine| format!("`@{}`", machine.name.text)).collect();
        let actors: Vec<String> =
            model.actors.iter().map(|actor| format!("`@{}`", actor.name.text)).collect();
        let names = |names: &[String]| list(&names.iter().map(String::as_str).collect::<Vec<_>>());
        format!("**{name}**: a system\n\nMachines: {}. Actors outside: {}.", names(&machines), names(&actors))
    }

    pub(super) fn machine_text(&self, name: &str) -> Option<String> {
        let (id, machine) = self.machine(name)?;
        let instances = match &machine.instances {
            Instances::PerConversation => "one for each conversation".to_owned(),
            Instances::One => "one for all".to_owned(),
            Instances::PerKey(keys) => {
                let keys: Vec<String> =
                    keys.iter().map(|key| format!("`${}`", machine.variables[*key].name.text)).collect();
                format!("one for each {}", keys.join(", "))
            }
        };
        let public = machine.events.entries().filter(|(_, event)| event.visibility == Visibility::Public);
        let public: Vec<String> = public.map(|(id, _)| self.event_words(machine, id)).collect();
        let variables = machine.variables.iter();
        let variables = variables
            .map(|known| code(&format!("${}: {}", known.name.text, words::ty(self.model(), &known.ty))));
        let picture = self.machine_picture(id);
        let lists = [section("The outside may send", public), section("Its variables", variables)];
        Some(format!(
            "**`@{name}`**: a machine, {instances}, with {} states; it begins in `{}`{}{picture}",
            machine.states.len(),
            words::state(machine, machine.initial),
            lists.concat()
        ))
    }

    /// The states of a machine, where there are few enough for a tooltip.
    fn machine_picture(&self, id: MachineId) -> String {
        let graph = Graph::of(self.model(), id, &self.analysis.program.sources);
        if graph.is_large() {
            return String::new();
        }
        if self.pictures == Pictures::Images {
            return machine_image(self.analysis, id).map(|image| show_image(&image)).unwrap_or_default();
        }
        let drawn = graph.text();
        let is_small = !drawn.is_empty() && drawn.lines().count() <= HEIGHT;
        if is_small { format!("\n\n```text\n{}\n```", drawn.trim_end()) } else { String::new() }
    }

    pub(super) fn actor(&self, name: &str) -> Option<String> {
        let (id, actor) = self.model().actors.entries().find(|(_, actor)| actor.name.text == name)?;
        let gets = actor.messages.iter().map(|message| format!("`:{}`", message.name.text));
        let mut sends = Vec::new();
        for machine in &self.model().machines {
            for event in machine.events.iter().filter(|event| event.from == Some(Party::Actor(id))) {
                sends.push(format!("`:{}` to `@{}`", event.name.text, machine.name.text));
            }
        }
        let lists = [section("It gets", gets), section("It sends", sends)];
        Some(format!("**`@{name}`**: an actor outside of the system{}", lists.concat()))
    }

    pub(super) fn scenario(&self, machine: &str, name: &str) -> Option<String> {
        let (_, machine) = self.machine(machine)?;
        let is_it = |of: &&flow_model::model::Name| of.text == name;
        let scenario =
            machine.scenarios.iter().find(|scenario| scenario.name.as_ref().filter(is_it).is_some())?;
        let handlers = scenario.handlers.iter();
        let handlers = handlers.map(|id| self.event_words(machine, machine.handlers[*id].event));
        let of = &machine.name.text;
        let name = escaped(name);
        Some(format!("**{name}**: a scenario of `@{of}`{}", section("It tells", handlers)))
    }
}

/// The names that the language determines.
pub(super) fn reserved(name: &str) -> Option<String> {
    let meaning = match name {
        "@self" => "this instance",
        "@system" => "time: what timers send",
        "@sender" => "the one of several senders that the event came from",
        "$failure" => "the text of the error, where a guard asks whether the step above failed",
        _ => return None,
    };
    Some(format!("**`{name}`**: {meaning}"))
}
