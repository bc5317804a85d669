//! The types of the keys of machines (reference#instances), which all events that carry them share.
//!
//! A key without other constraints is a string.

use super::constrain::Constrain;
use super::constraints::Constraint;
use crate::model::MachineId;
use crate::slot::Slot;

impl Constrain<'_> {
    /// The key of a machine and the payload fields of its name have one type: a string, an integer or a reference.
    pub(super) fn unite_keys(&mut self, id: MachineId) {
        let machine = &self.model.machines[id];
        for key in machine.instances.keys() {
            let name = &machine.variables[*key].name;
            let variable = self.list.slot(Slot::Variable(id, *key));
            for (event, of) in machine.events.entries() {
                let Some(field) = of.fields.id_where(|field| field.name.text == name.text) else {
                    continue;
                };
                let field = self.list.slot(Slot::Field(id, event, field));
                self.list.add(Constraint::Key(variable, field, name.span));
            }
            self.list.add(Constraint::KeyType(variable, name.span));
        }
    }
}
