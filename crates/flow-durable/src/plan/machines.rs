//! The part of a plan about machines: their instances, states, ends, variables and recorded answers.
//!
//! Other ids are refused, since stored references name the old ones. All else is renamed, read anew, or left to the author.

use super::fields::{Compared, Versions, compare_fields};
use super::mapping::{Mappings, Name, To};
use super::types::{Fit, compare_types};
use super::{MachineChanges, MachineDescription, PlanKind, Planner, count_text};

impl<'a> Planner<'a> {
    /// Plans the stored data of a machine.
    pub(super) fn plan_machine(&mut self, old: &'a MachineDescription) {
        let count = self.stored.instances_of(&old.name);
        let new: &'a super::Description = self.new;
        let Some(new) = new.machine(&old.name) else {
            if count > 0 {
                let what = format!("{}: {}", count_text(count, "instance"), self.describe_removal(old));
                self.add(PlanKind::Refused, &old.name, what, Vec::new());
            }
            return;
        };
        if count == 0 {
            return;
        }
        if self.has_other_ids(old, new) {
            let (before, now) = (old.instances_text(), new.instances_text());
            let what = format!(
                "{}: the machine was {before}, and is {now}, so that they have other ids{}",
                count_text(count, "instance"),
                advise_about_keys(old, new)
            );
            self.add(PlanKind::Refused, &old.name, what, Vec::new());
            return;
        }
        let mappings = Mappings::of(&old.name, self.mappings);
        let states = self.plan_states(old, new, &mappings);
        let groups = self.plan_groups(old, new, &mappings);
        let has_other_ends = self.plan_ends(old, new, &states);
        let compared = self.compare_variables(old, new, &mappings);
        if !states.is_empty() || !groups.is_empty() || has_other_ends || compared.is_changed {
            let machine = old.name.clone();
            self.plan.changes.machines.push(MachineChanges {
                machine,
                states,
                groups,
                variables: compared.changes,
            });
        }
        self.plan_events(old, new, &mappings);
        self.plan_answers(old, new);
    }

    /// Why instances of a removed machine block the upgrade. The machine may have another name now.
    fn describe_removal(&self, old: &MachineDescription) -> String {
        let is_added = |new: &&MachineDescription| self.old.machine(&new.name).is_none();
        let added: Vec<_> =
            self.new.machines.iter().filter(is_added).map(|new| format!("@{}", new.name)).collect();
        let others = match added.as_slice() {
            [] => String::new(),
            added => format!(", and they cannot become those of {}", added.join(" or ")),
        };
        let keep = if added.is_empty() { "keep the machine" } else { "keep its name" };
        // Shared instances are not archived.
        let end = if old.one_for.is_none() { ", or let them end and archive them before" } else { "" };
        format!("the new version has no such machine{others}: {keep}{end}")
    }

    /// Whether instances are found by other ids than before.
    fn has_other_ids(&self, old: &MachineDescription, new: &MachineDescription) -> bool {
        old.one_for != new.one_for
            || old.one_for.iter().flatten().any(|key| {
                let find = |machine: &MachineDescription| {
                    let variable = machine.variables.iter().find(|variable| variable.name == *key);
                    variable.map(|variable| variable.of_type.clone()).unwrap_or_default()
                };
                let (before, now) = self.numbers();
                compare_types((&find(old), before), (&find(new), now)) != Fit::Same
            })
    }

    /// Returns the states with other names.
    fn plan_states(
        &mut self,
        old: &MachineDescription,
        new: &MachineDescription,
        mappings: &Mappings<'_>,
    ) -> Vec<(String, String)> {
        let mut renamed = Vec::new();
        for state in &old.states {
            let count = self.stored.instances_in(&old.name, state);
            if count == 0 {
                continue;
            }
            let instances = count_text(count, "instance");
            let to = mappings.state(state);
            let target = match to {
                Some(To::Name(Name::State(target))) => new.states.iter().find(|state| *state == target),
                _ => None,
            };
            let is_kept = new.states.contains(state);
            let is_new = |target: &&String| !old.states.contains(*target);
            if is_kept && target.filter(is_new).is_some() {
                let what =
                    format!("{instances} in #{state}, which is mapped to another state, but still exists");
                self.add(PlanKind::Open, &old.name, what, Vec::new());
            } else if let (false, Some(target)) = (is_kept, target) {
                let what = format!("{instances} in #{state} are in #{target} from now on");
                self.add(PlanKind::Migrated, &old.name, what, Vec::new());
                renamed.push((state.clone(), target.clone()));
            } else if !is_kept {
                let why = if to.is_some() { "which is mapped to no state" } else { "which is gone" };
                let write = state_lines(old, new, state);
                self.add(PlanKind::Open, &old.name, format!("{instances} in #{state}, {why}"), write);
            }
        }
        renamed
    }

    /// Returns the groups with other names, of which timers are stored.
    fn plan_groups(
        &mut self,
        old: &MachineDescription,
        new: &MachineDescription,
        mappings: &Mappings<'_>,
    ) -> Vec<(String, String)> {
        let stored: &'a super::Inventory = self.stored;
        let mut renamed = Vec::new();
        for part in stored.group_timers.iter().filter(|part| part.machine == old.name && part.count > 0) {
            let group = &part.group;
            if new.groups.contains(group) || !old.groups.contains(group) {
                continue;
            }
            let timers = count_text(part.count, "timer");
            let target = match mappings.state(group) {
                Some(To::Name(Name::State(target))) => new.groups.iter().find(|group| *group == target),
                _ => None,
            };
            if let Some(target) = target {
                let what = format!("{timers} of the group #{group} belong to #{target} from now on");
                self.add(PlanKind::Migrated, &old.name, what, Vec::new());
                renamed.push((group.clone(), target.clone()));
            } else {
                let what = format!("{timers} of the group #{group}, which has no timers any more");
                let write = format!("\"#{group}\" = \"#…\"");
                self.add(PlanKind::Open, &old.name, what, vec![write]);
            }
        }
        renamed
    }

    /// Returns whether instances have ended that had not, or vice versa.
    fn plan_ends(
        &mut self,
        old: &MachineDescription,
        new: &MachineDescription,
        renamed: &[(String, String)],
    ) -> bool {
        let mut is_changed = false;
        for state in &old.states {
            let count = self.stored.instances_in(&old.name, state);
            let name = renamed.iter().find(|(old, _)| old == state).map_or(state, |(_, new)| new);
            let (before, now) = (old.ends.contains(state), new.ends.contains(name));
            if count == 0 || before == now || !new.states.contains(name) {
                continue;
            }
            let instances = count_text(count, "instance");
            let what = if now {
                format!(
                    "{instances} in #{name} are at their end now: timers are cancelled, and deferred events are dead letters"
                )
            } else {
                format!("{instances} in #{name} are not at their end any more, and take events again")
            };
            self.add(PlanKind::Migrated, &old.name, what, Vec::new());
            is_changed = true;
        }
        is_changed
    }

    fn compare_variables(
        &mut self,
        old: &'a MachineDescription,
        new: &'a MachineDescription,
        mappings: &Mappings<'_>,
    ) -> Compared {
        let (old_fields, new_fields) = (&*old.variables, &*new.variables);
        let versions = Versions {
            old: old_fields,
            new: new_fields,
            numbers: (&self.old.number, &self.new.number),
            event: None,
        };
        let compared = compare_fields(&versions, mappings);
        let stored = count_text(self.stored.instances_of(&old.name), "instance");
        self.add_compared(&old.name, &stored, &compared);
        compared
    }

    /// Adds the lines of compared variables or payloads.
    pub(super) fn add_compared(&mut self, of: &str, stored: &str, compared: &Compared) {
        for (what, write) in &compared.open {
            self.add(PlanKind::Open, of, format!("{stored}: {what}"), write.clone());
        }
        for what in &compared.done {
            self.add(PlanKind::Migrated, of, format!("{stored}: {what}"), Vec::new());
        }
        for what in &compared.notes {
            self.add(PlanKind::GoesOn, of, format!("{stored}: {what}"), Vec::new());
        }
    }

    /// Plans for handlers that are half done, and for dead letters with recorded answers.
    fn plan_answers(&mut self, old: &MachineDescription, new: &MachineDescription) {
        let stored: &'a super::Inventory = self.stored;
        for answers in
            stored.answers.iter().filter(|answers| answers.machine == old.name && answers.count > 0)
        {
            let find = |machine: &MachineDescription| {
                machine.phrases.iter().find(|phrase| phrase.function == answers.function).cloned()
            };
            let phrase = find(old);
            let number = old.number_matters(&answers.function) && self.old.number != self.new.number;
            let fits = phrase.is_some() && phrase == find(new) && new.is_awaited && !number;
            let questions =
                format!("{} '{}'", count_text(answers.count, "recorded answer"), answers.function);
            if fits {
                if answers.is_open {
                    let what = format!(
                        "{questions}: a handler that asks something else now makes its event a dead letter"
                    );
                    self.add(PlanKind::GoesOn, &old.name, what, Vec::new());
                }
                continue;
            }
            if answers.is_open && !self.stored.is_drained {
                let what = format!(
                    "{questions} may not fit: start the version that wrote the database, call `Host::drain`, and start this one again"
                );
                self.add(PlanKind::Open, &old.name, what, Vec::new());
                continue;
            }
            let what =
                format!("{questions} do not fit any more: their events are dead letters, 'program-changed'");
            self.add(PlanKind::Migrated, &old.name, what, Vec::new());
            let key = (old.name.clone(), answers.function.clone());
            if !self.plan.changes.answers.contains(&key) {
                self.plan.changes.answers.push(key);
            }
        }
    }
}

/// The advice if only the names of keys have changed.
fn advise_about_keys(old: &MachineDescription, new: &MachineDescription) -> &'static str {
    match (old.one_for.as_deref(), new.one_for.as_deref()) {
        (before, now) if before == now => ": keep the types of its keys",
        (Some([_]), Some([_])) => ": keep the name of the key",
        (Some(before), Some(now)) if before.len() == now.len() && !now.is_empty() => {
            ": keep the names of the keys, in their order"
        }
        _ => "",
    }
}

impl MachineDescription {
    /// Whether a number is among the arguments or the answer of a phrase.
    fn number_matters(&self, function: &str) -> bool {
        let phrase = self.phrases.iter().find(|phrase| phrase.function == function);
        phrase.is_some_and(|phrase| {
            phrase.arguments.iter().chain([&phrase.answer]).any(|of_type| of_type.contains("number"))
        })
    }
}

/// The mappings that are possible for a removed state: to a new state if there is one, else to any.
fn state_lines(old: &MachineDescription, new: &MachineDescription, state: &str) -> Vec<String> {
    let added: Vec<_> = new.states.iter().filter(|state| !old.states.contains(state)).collect();
    match added.as_slice() {
        [] => vec![format!("\"#{state}\" = \"#…\"")],
        added => added.iter().map(|new| format!("\"#{state}\" = \"#{new}\"")).collect(),
    }
}
