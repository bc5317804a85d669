//! Hovers of states and groups: how an instance gets there, and where it goes from there.
//!
//! The picture shows the state with its neighbours, where it is small enough to be read in a tooltip.

use flow_diagram::Graph;
use flow_model::edges::edges;
use flow_model::model::{Machine, MachineId, Reach, StateId};
use flow_model::words;

use super::{About, Pictures, section, show_image};
use crate::analysis::pictures::{fits_tooltip, is_too_large, state_image};

impl About<'_> {
    pub(super) fn state(&self, machine: &str, name: &str) -> Option<String> {
        let (id, machine) = self.machine(machine)?;
        let state = machine.states.entries().find(|(_, state)| state.name.text == name)?.0;
        let mut into = Vec::new();
        let mut out = Vec::new();
        let mut stays = Vec::new();
        for edge in edges(self.model(), id) {
            let event = self.event_words(machine, edge.event);
            let other = |state: StateId| words::state(machine, state);
            match (edge.from == state, edge.to == state) {
                (true, true) => stays.push(event),
                (true, false) => out.push(format!("{event} to `{}`", other(edge.to))),
                (false, true) => into.push(format!("{event} in `{}`", other(edge.from))),
                (false, false) => {}
            }
        }
        stays.dedup();
        let picture = self.picture(id, &format!("#{name}"));
        let lists = [
            section("One gets there by", into),
            section("It leads on by", out),
            section("It stays with", stays),
        ];
        Some(format!("**`#{name}`**: {}{}{picture}", self.traits(machine, state), lists.concat()))
    }

    /// `state of @order, initial, in #open`.
    fn traits(&self, machine: &Machine, state: StateId) -> String {
        let mut traits = vec![format!("a state of `@{}`", machine.name.text)];
        if state == machine.initial {
            traits.push("the initial one".to_owned());
        }
        if machine.is_end(state) {
            traits.push("an end".to_owned());
        }
        if machine.reach(state) == Reach::Unreachable {
            traits.push("which nothing enters".to_owned());
        }
        let groups = machine.groups.iter().filter(|group| group.states.contains(&state));
        traits.extend(groups.map(|group| format!("in the group `#{}`", group.name.text)));
        traits.join(", ")
    }

    pub(super) fn group(&self, machine: &str, name: &str) -> Option<String> {
        let (_, machine) = self.machine(machine)?;
        let group = machine.groups.iter().find(|group| group.name.text == name)?;
        let members = self.states(machine, &group.states);
        Some(format!("**`#{name}`**: a group of states of `@{}`: {members}", machine.name.text))
    }

    fn picture(&self, id: MachineId, state: &str) -> String {
        if self.pictures == Pictures::Images {
            let image = state_image(self.analysis, id, state);
            return image.map(|image| show_image(&image)).unwrap_or_default();
        }
        let graph = Graph::of(self.model(), id, &self.analysis.program.sources);
        let drawn = graph.neighbourhood(state).filter(|graph| !is_too_large(graph));
        let text = drawn.map(|graph| graph.text()).filter(|text| fits_tooltip(text));
        text.map(|text| format!("\n\n```text\n{}\n```", text.trim_end())).unwrap_or_default()
    }
}
