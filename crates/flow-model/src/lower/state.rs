//! States: the initial one (reference#initial-state), and the lookup of their names.
//!
//! Names of states are looked up in the machine that the line is about. A name that its list of states lacks is reported at
//! each place and resolved to the most similar state, so that the handlers around it keep their meaning.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;
use flow_syntax::ordered;

use super::{Asked, Lower};
use crate::collect::Parts;
use crate::model::{Ends, MachineId, ScenarioOrigin, State, StateId};
use crate::names::{identifier, name};
use crate::near::nearest;
#[cfg(feature = "tools")]
use crate::sends::Question;

impl Lower<'_, '_> {
    /// Adds the initial state, then the machine's own list, its groups, and the states it ends in.
    pub(super) fn add_first_states(&mut self, machine: MachineId) {
        let names = self.names;
        let parts = &names.machines[machine];
        let initial = self.initial_state(machine);
        self.model.machines[machine].initial = match initial {
            Some(state) => self.intern_state(machine, &state),
            None => self.add_state(machine, &name("idle", parts.name.span)),
        };
        for state in &parts.list {
            self.intern_state(machine, state);
        }
        self.add_groups(machine);
        let names: Vec<ast::Name> = parts.ends_in.iter().copied().cloned().gather();
        let mut ends = self.intern_states(machine, &names);
        ordered::sort(&mut ends);
        ends.dedup();
        self.model.machines[machine].ends = Ends { states: ends, names };
    }

    /// The state of this name, added at its first mention. One that the machine's own list lacks is reported, and so is a group.
    pub(super) fn intern_state(&mut self, machine: MachineId, state: &ast::Name) -> StateId {
        let state = self.single_state(machine, state);
        let is = self.find_or_add_state(machine, state);
        self.model.machines[machine].states[is].mentions.push(state.span);
        self.note_of(machine, || Asked::State { machine, name: state.clone(), is });
        is
    }

    pub(super) fn find_or_add_state(&mut self, machine: MachineId, state: &ast::Name) -> StateId {
        if let Some(known) = self.index[machine].states.get(&state.text) {
            return *known;
        }
        let list = &self.names.machines[machine].list;
        if list.is_empty() || list.iter().any(|listed| listed.text == state.text) {
            return self.add_state(machine, state);
        }
        self.report_unknown_state(machine, state)
    }

    fn add_state(&mut self, machine: MachineId, state: &ast::Name) -> StateId {
        let states = &mut self.model.machines[machine].states;
        let id = states.next_id();
        states.push(State { name: state.clone(), mentions: Vec::new() });
        self.index[machine].states.insert(state.text.clone(), id);
        id
    }

    /// Reports that the list lacks the state, and returns the one that was probably meant.
    fn report_unknown_state(&mut self, machine: MachineId, state: &ast::Name) -> StateId {
        let parts = &self.names.machines[machine];
        let near = nearest(&state.text, parts.list.iter().map(|listed| listed.text.as_str()));
        let message = format!("'@{}' does not list '#{}'", parts.name.text, state.text);
        let report = self.diags.report(Name::UnknownState, state.span, message);
        if let Some(first) = parts.list.first() {
            report.label(first.span, "its states are listed here");
        }
        let meant = near.and_then(|near| parts.list.iter().find(|listed| listed.text == near));
        match meant {
            // In a group with both names, the state would occur twice.
            Some(meant) if !is_beside(parts, state, &meant.text) => {
                report.did_you_mean([state.span], format!("#{}", meant.text))
            }
            _ => report.help(format!("the list names every state that '@{}' can be in", parts.name.text)),
        };
        match meant {
            Some(meant) => self.find_or_add_state(machine, meant),
            None => self.add_state(machine, state),
        }
    }

    /// The machine that the subject of a state names: another one of the system, or this one under any name. An `@name` that is no machine
    /// is reported; a machine in an unreadable file is reported already.
    pub(super) fn resolve_subject(&mut self, machine: MachineId, subject: &ast::Name) -> Option<MachineId> {
        let name = identifier(&subject.text);
        if let Some(named) = self.machine(&name) {
            return Some(named);
        }
        #[cfg(feature = "tools")]
        self.note_question(Question::Unread(&name));
        if self.names.unread.contains(name.as_str()) {
            return None;
        }
        if self.sources.text(subject.span).starts_with('@') && subject.text != "self" {
            self.report_unknown_machine(subject);
            return None;
        }
        Some(machine)
    }

    fn report_unknown_machine(&mut self, subject: &ast::Name) {
        let machines = self.names.machines.iter().map(|parts| parts.name.text.as_str());
        let near = nearest(&subject.text, machines);
        let message = format!("'@{}' is no machine of this system, so it has no states", subject.text);
        let report = self.diags.report(Name::UnknownName, subject.span, message);
        if let Some(near) = near {
            report.did_you_mean([subject.span], format!("@{near}"));
        }
    }

    /// Like [`Self::resolve_subject`], but another machine is an error (reference#transitions).
    pub(super) fn resolve_own_subject(
        &mut self,
        machine: MachineId,
        subject: &ast::Name,
    ) -> Option<MachineId> {
        let named = self.resolve_subject(machine, subject).unwrap_or(machine);
        if named == machine {
            return Some(machine);
        }
        let (own, other) = (self.machine_name(machine), self.machine_name(named));
        let message = format!("'@{own}' cannot see or move the state of '@{other}'");
        self.diags
            .report(Name::ForeignState, subject.span, message)
            .label(self.names.machines[named].name.span, format!("'@{other}' has its own states"))
            .help(format!("'@{other}' moves when it gets an event; the machine here is '{own}'"));
        None
    }

    pub(super) fn machine_name(&self, machine: MachineId) -> String {
        self.names.machines[machine].name.text.clone()
    }

    /// The explicit initial state of a machine (reference#initial-state).
    fn initial_state(&self, machine: MachineId) -> Option<ast::Name> {
        let parts = &self.names.machines[machine];
        let said = parts.starts_in.or(parts.list.first().copied());
        said.or_else(|| self.given_state(machine)).cloned()
    }

    /// The state in the `given:` of the first scenario in the machine's own file.
    fn given_state(&self, machine: MachineId) -> Option<&ast::Name> {
        let scenarios = &self.names.machines[machine].scenarios;
        let (_, first) = scenarios.iter().find(|(origin, _)| matches!(origin, ScenarioOrigin::Machine(_)))?;
        first.given.iter().find_map(|fact| match &fact.kind {
            ast::FactKind::InState { subject, state } => {
                let named = self.machine(&identifier(&subject.text));
                named.is_none_or(|named| named == machine).then_some(state)
            }
            _ => None,
        })
    }
}

/// Whether a group contains a state of this name and, at this place, another one.
fn is_beside(parts: &Parts<'_>, state: &ast::Name, name: &str) -> bool {
    let has = |group: &&ast::StateGroup| group.members.iter().any(|member| member.span == state.span);
    let group = parts.groups.values().copied().find(has);
    group.is_some_and(|group| group.members.iter().any(|member| member.text == name))
}
