//! The types that those of a machine's values depend on, for tools that keep machines from one analysis to the next.
//!
//! The places of a machine and those of others that it has asked for decide all types in its bodies. If they are the same, its values need no
//! new types.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;

use super::{answer_slots, sent_slots, slot_type};
use crate::list::Id;
use crate::lower::{Asked, Known};
use crate::model::{Choice, ChoiceId, List, Machine, MachineId, Model, Object, ObjectId, Step, Target, Type};
use crate::slot::Slot;
use crate::visit::NodeMut;

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

/// The numbers that types with names of an earlier model have now.
///
/// They are numbered by their first uses in the whole text, so a change in one machine can give other numbers to those of another one.
#[derive(Debug)]
pub(crate) struct TypeNumbers {
    /// `None` for those that are no longer there, or that are others now.
    objects: List<ObjectId, Option<ObjectId>>,
    choices: List<ChoiceId, Option<ChoiceId>>,
    /// Whether all have the number that they had.
    are_same: bool,
}

impl TypeNumbers {
    /// Compares the types of a model with earlier ones.
    pub(crate) fn between(then: &NamedTypes, now: &Model) -> TypeNumbers {
        let is_same_object = |a: &Object, b: &Object| {
            let has_same_name = |((a, _), (b, _)): (&(String, Type), &(String, Type))| a == b;
            (&a.name.text, a.machine, a.fields.len()) == (&b.name.text, b.machine, b.fields.len())
                && a.fields.iter().zip(&b.fields).all(has_same_name)
        };
        let is_same_choice = |a: &Choice, b: &Choice| {
            (&a.name.text, a.machine, &a.texts) == (&b.name.text, b.machine, &b.texts)
        };
        let objects = pair_up(&then.objects, &now.objects, is_same_object);
        let choices = pair_up(&then.choices, &now.choices, is_same_choice);
        let mut numbers = TypeNumbers { objects, choices, are_same: false };
        // An object is another one if a type in it is.
        loop {
            let is_other = |(id, of): &(ObjectId, &Object)| {
                let same = numbers.objects[*id].map(|same| &now.objects[same]);
                let has_same = |(_, then): &(String, Type), (_, now): &(String, Type)| numbers.has(then, now);
                same.is_some_and(|same| !of.fields.iter().zip(&same.fields).all(|(a, b)| has_same(a, b)))
            };
            let others: Vec<ObjectId> = then.objects.entries().filter(is_other).map(|(id, _)| id).gather();
            if others.is_empty() {
                break;
            }
            others.iter().for_each(|id| numbers.objects[*id] = None);
        }
        let same_objects = numbers.objects.entries().all(|(then, now)| *now == Some(then));
        numbers.are_same = same_objects && numbers.choices.entries().all(|(then, now)| *now == Some(then));
        numbers
    }

    /// Whether a type of now is an earlier one.
    pub(crate) fn has(&self, then: &Type, now: &Type) -> bool {
        match (then, now) {
            (Type::Object(then), Type::Object(now)) => self.objects[*then] == Some(*now),
            (Type::Choice(then), Type::Choice(now)) => self.choices[*then] == Some(*now),
            (Type::Array(then), Type::Array(now)) => self.has(then, now),
            _ => then == now,
        }
    }

    /// Whether all types have the number that they had.
    pub(crate) fn are_same(&self) -> bool {
        self.are_same
    }

    /// Gives the types in a machine their numbers, but for those of its places.
    pub(crate) fn apply_to_machine(&self, machine: &mut Machine) {
        for handler in &mut machine.handlers {
            self.apply_to_steps(&mut handler.body);
            handler.given.iter_mut().for_each(|fact| self.apply_to(NodeMut::Fact(fact)));
            handler.expect.iter_mut().for_each(|line| self.apply_to(NodeMut::Assertion(line)));
        }
        for scenario in &mut machine.scenarios {
            scenario.given.iter_mut().for_each(|fact| self.apply_to(NodeMut::Fact(fact)));
            scenario.expect.iter_mut().for_each(|line| self.apply_to(NodeMut::Assertion(line)));
        }
        machine.crossings.iter_mut().for_each(|crossing| self.apply_to_steps(&mut crossing.body));
    }

    /// The same, for steps.
    pub(crate) fn apply_to_steps(&self, steps: &mut [Step]) {
        steps.iter_mut().for_each(|step| self.apply_to(NodeMut::Step(step)));
    }

    fn apply_to(&self, node: NodeMut<'_>) {
        node.rewrite(&mut |node| {
            if let NodeMut::Expr(value) = node {
                self.apply_to_type(&mut value.ty);
            }
        });
    }

    fn apply_to_type(&self, ty: &mut Type) {
        match ty {
            Type::Object(id) => *id = self.objects[*id].unwrap_or(*id),
            Type::Choice(id) => *id = self.choices[*id].unwrap_or(*id),
            Type::Array(item) => self.apply_to_type(item),
            Type::String
            | Type::Number
            | Type::Integer
            | Type::Boolean
            | Type::Time
            | Type::Duration
            | Type::Reference(_)
            | Type::Any => {}
        }
    }
}

/// For each item of a list: its id in another one, if it is there. The first of several equal items is the first there.
fn pair_up<I: Id + Ord, T>(
    then: &List<I, T>,
    now: &List<I, T>,
    is_same: impl Fn(&T, &T) -> bool,
) -> List<I, Option<I>> {
    let mut taken = Set::new();
    let mut at = 0;
    then.map(|of| {
        // Most are after the one before.
        let places = (at..now.len()).chain(0..at).map(I::new);
        let found = places.filter(|id| !taken.contains(id)).find(|id| is_same(of, &now[*id]));
        found.inspect(|id| {
            taken.insert(*id);
            at = id.index() + 1;
        })
    })
}
