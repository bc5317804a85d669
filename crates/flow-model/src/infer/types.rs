//! Converts terms to the model's types and object types.
//!
//! All terms have been unified before. A term without a shape becomes `any`, as does an object without fields, and every object
//! type is named after the first variable or field of the type.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use super::fields::Fields;
use super::numbers::NumberType;
use super::terms::{Origin, Shape, Term, Terms};
use super::texts::Solved;
use crate::model::{Choice, ChoiceId, List, MachineId, Model, Name, Object, ObjectId, Type};
use crate::names::free_name;
use crate::slot::Slot;

/// Builds the types of terms.
pub(super) struct Types<'a> {
    pub(super) terms: Terms,
    numbers: List<Term, NumberType>,
    texts: Solved,
    /// The term that gives an object type its name, by root.
    naming: Map<Term, Term>,
    objects: Map<Term, ObjectId>,
    list: List<ObjectId, Object>,
    /// The term that gives each of these its name.
    named_by: Vec<Term>,
    /// The groups with types under construction: a group inside itself is `any`.
    open: Set<Term>,
    /// The groups among them that contain themselves.
    recursive: Set<Term>,
    model: &'a Model,
}

/// The results.
pub(super) struct Outcome {
    /// The object types, named after places.
    pub(super) objects: List<ObjectId, Object>,
    /// The terms of these places.
    #[cfg_attr(not(feature = "tools"), expect(dead_code, reason = "only tools keep types"))]
    pub(super) named_by: Vec<Term>,
    /// The choices, named after places.
    pub(super) choices: List<ChoiceId, Choice>,
    /// Terms with values that would contain themselves.
    pub(super) recursive: Vec<Term>,
    /// The terms.
    pub(super) terms: Terms,
}

impl<'a> Types<'a> {
    pub(super) fn new(
        model: &'a Model,
        mut terms: Terms,
        numbers: List<Term, NumberType>,
        texts: Solved,
    ) -> Self {
        let naming = naming_terms(&mut terms);
        Types {
            terms,
            numbers,
            texts,
            naming,
            objects: Map::new(),
            list: List::new(),
            named_by: Vec::new(),
            open: Set::new(),
            recursive: Set::new(),
            model,
        }
    }

    /// The object types that were built so far, and the terms.
    pub(super) fn finish(self) -> Outcome {
        let recursive =
            self.recursive.into_iter().map(|root| self.naming.get(&root).copied().unwrap_or(root));
        Outcome {
            objects: self.list,
            named_by: self.named_by,
            choices: self.texts.choices,
            recursive: recursive.gather(),
            terms: self.terms,
        }
    }

    /// The type of a term that `machine` uses.
    pub(super) fn type_of(&mut self, machine: MachineId, term: Term) -> Type {
        let root = self.terms.root(term);
        match self.terms.shape(root).cloned() {
            None | Some(Shape::Mixed) => Type::Any,
            Some(Shape::String) => self.texts.type_of(term),
            Some(Shape::Boolean) => Type::Boolean,
            Some(Shape::Time) => Type::Time,
            Some(Shape::Reference(machine)) => Type::Reference(machine),
            Some(Shape::Duration) => Type::Duration,
            Some(Shape::Number) => match self.numbers[term] {
                NumberType::Number => Type::Number,
                NumberType::Integer => Type::Integer,
            },
            Some(_) if self.open.contains(&root) => {
                self.recursive.insert(root);
                Type::Any
            }
            Some(Shape::Array(item)) => {
                self.open.insert(root);
                let item = self.type_of(machine, item);
                self.open.remove(&root);
                Type::Array(Box::new(item))
            }
            Some(Shape::Object(fields)) if fields.is_empty() => Type::Any,
            Some(Shape::Object(fields)) => self.object_type(machine, root, *fields),
        }
    }

    fn object_type(&mut self, machine: MachineId, root: Term, fields: Fields) -> Type {
        if let Some(known) = self.objects.get(&root) {
            return Type::Object(*known);
        }
        let term = self.naming.get(&root).copied().unwrap_or(root);
        let (text, span) = self.name_of(term);
        let name = Name { text, span };
        self.named_by.push(term);
        let id = self.list.push(Object { name, machine, fields: Vec::new() });
        self.objects.insert(root, id);
        self.open.insert(root);
        let fields =
            fields.into_list().into_iter().map(|(name, term)| (name, self.type_of(machine, term))).gather();
        self.open.remove(&root);
        self.list[id].fields = fields;
        Type::Object(id)
    }

    fn name_of(&self, term: Term) -> (String, flow_syntax::source::Span) {
        match self.terms.origin(term) {
            Origin::Slot(slot) => {
                let name = slot_name(self.model, *slot);
                (name.text, name.span)
            }
            Origin::Item(list) => {
                let (list, span) = self.name_of(*list);
                (item_name(&list), span)
            }
            Origin::Member(object, field) => (field.to_string(), self.name_of(*object).1),
            Origin::Value(span) => ("object".to_owned(), *span),
        }
    }
}

/// The name of an item of a list: `price` for `prices`.
pub(crate) fn item_name(list: &str) -> String {
    let one = list.strip_suffix('s').filter(|one| !one.is_empty());
    one.map_or_else(|| format!("{list}_item"), str::to_owned)
}

/// Gives types names of their own: in each machine, those of choices first.
pub(super) fn name_types(
    model: &Model,
    objects: &mut List<ObjectId, Object>,
    choices: &mut List<ChoiceId, Choice>,
) {
    let mut taken = model.machines.map(|_| Set::new());
    for choice in choices {
        claim_name(&mut taken[choice.machine], &mut choice.name.text);
    }
    for object in objects {
        claim_name(&mut taken[object.machine], &mut object.name.text);
    }
}

/// Makes a name one that no other type of the machine has.
fn claim_name(taken: &mut Set<String>, name: &mut String) {
    *name = free_name(name, |name| taken.contains(name));
    taken.insert(name.clone());
}

/// For each group of united lists or objects, the term that gives it a name: a slot, else a field, else an item.
fn naming_terms(terms: &mut Terms) -> Map<Term, Term> {
    let mut naming: Map<Term, (u8, Term)> = Map::new();
    for term in terms.ids() {
        let root = terms.root(term);
        if !matches!(terms.shape(root), Some(Shape::Object(_) | Shape::Array(_))) {
            continue;
        }
        let rank = match terms.origin(term) {
            Origin::Slot(Slot::Param(..)) => 3,
            Origin::Slot(_) => 0,
            Origin::Member(..) => 1,
            Origin::Item(_) => 2,
            Origin::Value(_) => 4,
        };
        let best = naming.entry(root).or_insert((rank, term));
        if rank < best.0 {
            *best = (rank, term);
        }
    }
    naming.into_iter().map(|(root, (_, term))| (root, term)).collect()
}

/// The name of a slot, at its first mention.
pub(super) fn slot_name(model: &Model, slot: Slot) -> Name {
    match slot {
        Slot::Variable(machine, variable) => model.machines[machine].variables[variable].name.clone(),
        Slot::Item(machine, item) => model.machines[machine].items[item].name.clone(),
        Slot::Field(machine, event, field) => {
            model.machines[machine].events[event].fields[field].name.clone()
        }
        Slot::Message(actor, message, field) => {
            model.actors[actor].messages[message].fields[field].name.clone()
        }
        Slot::Answer(machine, phrase) => {
            let phrase = &model.machines[machine].phrases[phrase];
            Name { text: phrase.text.clone(), span: phrase.span }
        }
        Slot::Param(machine, phrase, at) => {
            let phrase = &model.machines[machine].phrases[phrase];
            Name { text: phrase.params[at].name.clone(), span: phrase.span }
        }
    }
}
