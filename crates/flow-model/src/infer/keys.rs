//! The types of the keys of machines (reference#instances), which all events that carry them share.
//!
//! A key without other constraints is a string.

use super::constrain::Constrain;
use super::numbers::NumberType;
use super::terms::{Reason, Shape};
use crate::slot::Slot;

impl Constrain<'_> {
    /// The key of a machine and the payload fields of its name have one type.
    pub(super) fn unite_keys(&mut self) {
        let model = self.model;
        for (id, machine) in model.machines.entries() {
            for key in machine.instances.keys() {
                let name = &machine.variables[*key].name;
                let variable = self.slots.term(Slot::Variable(id, *key));
                for (event, of) in machine.events.entries() {
                    let Some(field) = of.fields.id_where(|field| field.name.text == name.text) else {
                        continue;
                    };
                    let field = self.slots.term(Slot::Field(id, event, field));
                    self.terms.require_same_type(variable, field, name.span, Reason::Sent);
                    self.terms.equal.push((variable, field, name.span));
                }
            }
        }
    }

    /// A key is a string, an integer or a reference; a key without constraints is a string.
    pub(super) fn settle_keys(&mut self) {
        let model = self.model;
        for (id, machine) in model.machines.entries() {
            for key in machine.instances.keys() {
                let span = machine.variables[*key].name.span;
                let term = self.slots.term(Slot::Variable(id, *key));
                match self.terms.shape(term) {
                    Some(Shape::Number) => self.flows.add_annotation(term, NumberType::Integer, span),
                    Some(Shape::Reference(_)) => {}
                    _ => self.terms.require_shape(term, Shape::String, span, Reason::Use),
                }
            }
        }
    }
}
