//! The types that those of a machine's values depend on, for tools that keep machines from one analysis to the next.
//!
//! The places of a machine and those of others that it has asked for decide all types in its bodies. If they are the same, its values need no
//! new types.

use flow_syntax::gather::Gather;

use super::{answer_slots, sent_slots, slot_type};
use crate::lower::{Asked, Known};
use crate::model::{Choice, ChoiceId, List, MachineId, Model, Object, ObjectId, Target, Type};
use crate::slot::Slot;

/// The types of the places of a machine, and of the places of others that it has asked for.
pub(crate) fn list_types(model: &Model, id: MachineId, known: &Known, asked: &[Asked]) -> Vec<Type> {
    let machine = &model.machines[id];
    let mut types = Vec::new();
    types.extend(machine.variables.iter().take(known.after.variables).map(|of| of.ty.clone()));
    types.extend(machine.items.iter().map(|of| of.ty.clone()));
    for (event, count) in machine.events.iter().zip(&known.after.fields) {
        types.extend(event.fields.iter().take(*count).map(|of| of.ty.clone()));
    }
    for phrase in &machine.phrases {
        types.extend(phrase.params.iter().map(|of| of.ty.clone()));
        types.push(phrase.answer.clone());
    }
    types.extend(asked.iter().filter_map(|asked| opt_type(model, id, asked)));
    types
}

/// The type of a place of others.
fn opt_type(model: &Model, machine: MachineId, asked: &Asked) -> Option<Type> {
    let slot = match asked {
        Asked::Field { target: Target::Machine(machine, event), is, .. } => {
            Slot::Field(*machine, *event, *is)
        }
        Asked::Field { target: Target::Actor(actor, message), is, .. } => {
            Slot::Message(*actor, *message, *is)
        }
        Asked::Variable { machine, is, .. } => Slot::Variable(*machine, *is),
        Asked::Expected { to, event, field } => {
            let slots = sent_slots(model, machine, *to, event, field);
            // Any other value than that of another type.
            return Some(
                slots.first().map_or(Type::Array(Box::new(Type::Any)), |slot| slot_type(model, *slot)),
            );
        }
        Asked::Answered { actor, event, field } => {
            let slots = answer_slots(model, *actor, event, field);
            return Some(
                slots.first().map_or(Type::Array(Box::new(Type::Any)), |slot| slot_type(model, *slot)),
            );
        }
        Asked::Field { target: Target::Itself(_), .. }
        | Asked::Event { .. }
        | Asked::Message { .. }
        | Asked::State { .. }
        | Asked::HasVariable { .. } => return None,
    };
    Some(slot_type(model, slot))
}

/// The types with names of an earlier model.
#[derive(Debug, Default)]
pub(crate) struct NamedTypes {
    objects: List<ObjectId, Object>,
    choices: List<ChoiceId, Choice>,
}

impl NamedTypes {
    /// Those of a model.
    pub(crate) fn of(model: &Model) -> NamedTypes {
        NamedTypes { objects: model.objects.clone(), choices: model.choices.clone() }
    }
}

/// The types with names of a model, as far as they are those of an earlier one.
#[derive(Debug)]
pub(crate) struct Stable {
    objects: Vec<bool>,
    choices: Vec<bool>,
}

impl Stable {
    /// Compares the types of a model with earlier ones.
    pub(crate) fn new(NamedTypes { objects, choices }: &NamedTypes, model: &Model) -> Self {
        let is_same_object = |(id, of): (ObjectId, &Object)| {
            let then = objects.get(id.index());
            then.is_some_and(|then| {
                (&then.name.text, then.machine, &then.fields) == (&of.name.text, of.machine, &of.fields)
            })
        };
        let is_same_choice = |(id, of): (ChoiceId, &Choice)| {
            let then = choices.get(id.index());
            then.is_some_and(|then| {
                (&then.name.text, then.machine, &then.texts) == (&of.name.text, of.machine, &of.texts)
            })
        };
        let mut stable = Stable {
            objects: model.objects.entries().map(is_same_object).gather(),
            choices: model.choices.entries().map(is_same_choice).gather(),
        };
        // An object is another one if a type in it is.
        loop {
            let is_other = |(id, of): (ObjectId, &Object)| {
                stable.objects[id.index()] && !of.fields.iter().all(|(_, ty)| stable.has(ty))
            };
            let others: Vec<ObjectId> =
                model.objects.entries().filter(|of| is_other(*of)).map(|(id, _)| id).gather();
            if others.is_empty() {
                return stable;
            }
            others.iter().for_each(|id| stable.objects[id.index()] = false);
        }
    }

    /// Whether a type means the same as it did.
    pub(crate) fn has(&self, ty: &Type) -> bool {
        match ty {
            Type::Object(id) => self.objects[id.index()],
            Type::Choice(id) => self.choices[id.index()],
            Type::Array(item) => self.has(item),
            Type::String
            | Type::Number
            | Type::Integer
            | Type::Boolean
            | Type::Time
            | Type::Duration
            | Type::Reference(_)
            | Type::Any => true,
        }
    }
}
