//! Groups of states: their members are found first, and they are expanded where states are asked for (reference#groups).
//!
//! A group that contains itself loses the member that closes the cycle, and where one state is meant a group counts as its first one; both
//! are reported.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{self, Set};

use super::Lower;
use crate::model::{MachineId, Said, StateGroup, StateId};

/// A group with members that are being looked up.
struct Open<'p> {
    group: &'p ast::StateGroup,
    /// The next member.
    at: usize,
    states: Vec<StateId>,
}

impl<'p> Lower<'p, '_> {
    /// Adds the groups of a machine in their order, each after those that it contains.
    pub(super) fn add_groups(&mut self, machine: MachineId) {
        let names = self.names;
        let mut groups: Vec<&ast::StateGroup> = names.machines[machine].groups.values().copied().gather();
        ordered::sort_by_key(&mut groups, |group| group.name.span);
        for group in groups {
            self.add_group(machine, group);
        }
    }

    /// Adds a group and those that it contains. Groups may be nested to any depth, so this keeps a stack of its own.
    fn add_group(&mut self, machine: MachineId, group: &'p ast::StateGroup) {
        let names = self.names;
        let begin = |group: &'p ast::StateGroup| Open { group, at: 0, states: Vec::new() };
        let mut inside: Set<&str> = Set::new();
        let mut stack = Vec::new();
        if !self.index[machine].groups.contains_key(&group.name.text) {
            inside.insert(&group.name.text);
            stack.push(begin(group));
        }
        while let Some(open) = stack.last_mut() {
            let Some(member) = open.group.members.get(open.at) else {
                let Some(done) = stack.pop() else { return };
                let states = self.finish_group(machine, done);
                stack.last_mut().into_iter().for_each(|outer| outer.states.extend(&states));
                continue;
            };
            open.at += 1;
            if let Some(known) = self.index[machine].groups.get(&member.text) {
                open.states.extend(known);
            } else if let Some(inner) = names.machines[machine].groups.get(member.text.as_str()) {
                match inside.insert(&inner.name.text) {
                    true => stack.push(begin(inner)),
                    false => self.report_group_cycle(member, inner),
                }
            } else {
                open.states.push(self.intern_state(machine, member));
            }
        }
    }

    fn finish_group(&mut self, machine: MachineId, done: Open<'_>) -> Vec<StateId> {
        let name = &done.group.name;
        let states = without_repetition(done.states);
        self.index[machine].groups.insert(name.text.clone(), states.clone());
        let mut sorted = states.clone();
        ordered::sort(&mut sorted);
        self.model.machines[machine].groups.push(StateGroup { name: name.clone(), states: sorted });
        states
    }

    fn report_group_cycle(&mut self, member: &ast::Name, group: &ast::StateGroup) {
        let message = format!("the group '#{}' holds itself", group.name.text);
        let report = self.diags.report(Name::MisusedGroup, member.span, message);
        report.label(group.name.span, "the group");
    }

    /// The states of these names, in order, without repetition: a group counts as its states.
    pub(super) fn intern_states(&mut self, machine: MachineId, names: &[ast::Name]) -> Vec<StateId> {
        let mut states = Vec::with_capacity(names.len());
        for name in names {
            match self.index[machine].groups.get(&name.text) {
                Some(group) => states.extend(group),
                None => states.push(self.intern_state(machine, name)),
            }
        }
        if states.len() > names.len() { without_repetition(states) } else { states }
    }

    /// The states on a handler's line.
    pub(super) fn lower_explicit_states(&mut self, machine: MachineId, accepted: &ast::Accepted) -> Said {
        match accepted {
            ast::Accepted::Any(except) => {
                let mut except = self.intern_states(machine, except);
                ordered::sort(&mut except);
                except.dedup();
                Said::Any(except)
            }
            ast::Accepted::In(names) => {
                let is_group = |name: &&ast::Name| self.index[machine].groups.contains_key(&name.text);
                let (groups, single): (Vec<&ast::Name>, Vec<&ast::Name>) = names.iter().partition(is_group);
                let named: Vec<_> = single.iter().map(|name| self.intern_state(machine, name)).gather();
                let of_groups = groups.iter().filter_map(|name| self.index[machine].groups.get(&name.text));
                let grouped: Vec<StateId> = of_groups.flatten().copied().gather();
                let grouped = grouped.into_iter().filter(|state| !named.contains(state)).gather();
                Said::In { grouped: without_repetition(grouped), named }
            }
        }
    }

    /// The name of a state where one is meant: of a group, which is reported, its first.
    pub(super) fn single_state<'n>(&mut self, machine: MachineId, name: &'n ast::Name) -> &'n ast::Name
    where
        'p: 'n,
    {
        let names = self.names;
        let groups = &names.machines[machine].groups;
        let Some(group) = groups.get(name.text.as_str()) else { return name };
        let message = format!("'#{}' is a group, and a machine is in one state at a time", name.text);
        let report = self.diags.report(Name::MisusedGroup, name.span, message);
        let members: Vec<String> = group.members.iter().map(|member| format!("#{}", member.text)).gather();
        report.label(group.name.span, "the group").help(format!("the group holds {}", members.join(", ")));
        let mut first = group.members.first();
        for _ in 0..groups.len() {
            let inner = first.and_then(|first| groups.get(first.text.as_str()));
            let Some(inner) = inner else { break };
            first = inner.members.first();
        }
        first.unwrap_or(name)
    }
}

/// Keeps the first of equal states.
fn without_repetition(states: Vec<StateId>) -> Vec<StateId> {
    let mut known = Set::new();
    states.into_iter().filter(|state| known.insert(*state)).gather()
}
