//! Recognises variables that take more and more values: a list that is only added to, a sum without an end.
//!
//! A variable is reported as growing once it has taken many different values. Worlds with further values are not explored, so that the
//! search ends before it fills its memory; the verdict names the variable.

use flow_model::model::VariableId;
use flow_sim::exec::step::Instance;

use crate::engine::Engine;

/// The most values of a variable: more than any specification of the corpus has that ends, and few enough to be explored at once.
pub(crate) const MAX_VALUES: usize = 500;

impl Engine<'_> {
    /// A variable that gets a new value although it has taken very many.
    pub(crate) fn find_growth(&mut self, before: &Instance, after: &Instance) -> Option<VariableId> {
        let machine = after.machine;
        let variables = self.runnable.machine(machine).variables.ids();
        let values = variables.zip(before.context.iter().zip(&after.context));
        for (variable, (_, value)) in values.filter(|(_, (before, after))| before != after) {
            let known = self.values.entry((machine, variable)).or_default();
            if known.contains_key(value) {
                continue;
            }
            if known.len() == MAX_VALUES {
                return Some(variable);
            }
            known.insert(value.clone(), ());
        }
        None
    }
}
