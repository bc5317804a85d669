//! Assertions about one, some or all instances of a machine (reference#story-instances).
//!
//! Without a word about their number, all instances are meant; of the story's own machine only its own one.

use flow_model::model::{CompareOp, Expr, MachineId, Not, StateId, VariableId, Which};

use super::{View, expect};
use crate::exec::eval::{Bindings, Fault, compare};
use crate::exec::message::InstanceId;
use crate::history::actual::Actual;

impl View<'_, '_, '_> {
    /// The states of all instances of a machine, which an assertion without a word about their number means; of the story's own
    /// machine that of its own instance. The initial one, where there is no instance.
    pub(super) fn states_of(&self, machine: MachineId) -> impl Iterator<Item = StateId> {
        let meant = self.find_meant(machine, &Which::Unsaid);
        let none = if meant.is_empty() { Some(self.runnable.machine(machine).initial) } else { None };
        let states: Vec<_> = meant.into_iter().map(|id| self.system.instance(id).state).collect();
        states.into_iter().chain(none)
    }

    /// The instances of a machine that an assertion speaks of. Of its own machine, a story speaks of its own instance.
    pub(super) fn find_meant(&self, machine: MachineId, which: &Which) -> Vec<InstanceId> {
        let mut all = self.system.instances_of(machine);
        match which {
            Which::Id(id) => self.system.find(machine, id).into_iter().collect(),
            Which::Number(number) => all.nth(number.wrapping_sub(1)).into_iter().collect(),
            Which::Unsaid if self.system.instance(self.focus).machine == machine => vec![self.focus],
            _ => all.collect(),
        }
    }

    pub(super) fn judge_members(
        &self,
        machine: MachineId,
        which: &Which,
        not: Not,
        states: &[StateId],
    ) -> Result<(), Vec<Actual>> {
        let meant = self.find_meant(machine, which);
        let is_so =
            |id: &&InstanceId| states.contains(&self.system.instance(**id).state) == (not == Not::Plain);
        let count = meant.iter().filter(is_so).count();
        expect(which.is_met(count, meant.len()), Not::Plain, || vec![self.list_states(machine, &meant)])
    }

    /// `@parcel-1 is in #packed, @parcel-2 in #new`.
    pub(super) fn list_states(&self, machine: MachineId, meant: &[InstanceId]) -> Actual {
        let name = &self.runnable.machine(machine).name.text;
        let state = |id: &InstanceId| {
            let instance = self.system.instance(*id);
            let state = &self.runnable.machine(machine).states[instance.state].name.text;
            format!("'{}' is in #{state}", instance.id)
        };
        match meant {
            [] => Actual::Words(format!("there is no such @{name}")),
            meant => Actual::Words(meant.iter().map(state).collect::<Vec<_>>().join(", ")),
        }
    }

    pub(super) fn judge_variable(
        &self,
        bindings: &mut dyn Bindings,
        (machine, which, variable): (MachineId, &Which, VariableId),
        op: CompareOp,
        value: &Expr,
    ) -> Result<Result<(), Vec<Actual>>, Fault> {
        let wanted = self.scope().value(bindings, value)?;
        let meant = self.find_meant(machine, which);
        let of = |id: &InstanceId| &self.system.instance(*id).context[variable.index()];
        let count = meant.iter().filter(|id| compare(op, of(id), &wanted)).count();
        let has_some = !meant.is_empty() || *which != Which::Unsaid;
        Ok(expect(has_some && which.is_met(count, meant.len()), Not::Plain, || {
            let definition = self.runnable.machine(machine);
            let name = &definition.variables[variable].name.text;
            let words =
                meant.iter().map(|id| format!("${name} of '{}' is {}", self.system.instance(*id).id, of(id)));
            let words: Vec<_> = words.collect();
            match words.as_slice() {
                [] => vec![Actual::Words(format!("there is no such @{}", definition.name.text))],
                words => vec![Actual::Words(words.join(", "))],
            }
        }))
    }
}
