//! The types that follow from the constraints of one group, so that they can be kept.
//!
//! Objects are numbered in the group, and named after places of the model, whose names can change. The model has its own numbers for
//! them: it lists objects in the order in which its places have them.

use std::collections::BTreeMap;

use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

use super::terms::{Origin, Term, Terms};
use super::types::{item_name, slot_name};
use crate::lower::Moves;
use crate::model::{ChoiceId, List, MachineId, Model, Name, Object, ObjectId, Type};
use crate::slot::Slot;

/// The types of some places of the model, in the order of these.
#[derive(Debug, Default)]
pub(super) struct Solution {
    types: Vec<Type>,
    /// The objects in these types, which have their numbers in this list.
    objects: Vec<KeptObject>,
    /// Whether it can be used again.
    pub(super) is_final: bool,
    /// The number of types that have been given to the model.
    at: usize,
    /// The objects that have been, as the model numbers them.
    given: Vec<Option<ObjectId>>,
}

/// An object type.
#[derive(Debug)]
struct KeptObject {
    name: NamedBy,
    fields: Vec<(String, Type)>,
}

/// The place that gives an object its name.
#[derive(Debug)]
pub(super) struct NamedBy {
    pub(super) root: Root,
    /// The field below the root, if it is named after that.
    field: Option<String>,
    /// How often it is an item of the list of this name.
    items: u32,
}

/// The place of an object's name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Root {
    Slot(Slot),
    /// A value, of a part of the group.
    Value {
        member: u32,
        value: u32,
    },
    /// Any other value.
    Place(Span),
}

impl NamedBy {
    /// The place after which a term is named; the root of one that is no slot is found by its term.
    pub(super) fn of(terms: &Terms, mut term: Term, root_of: &dyn Fn(Term, Span) -> Root) -> NamedBy {
        let (mut field, mut items) = (None, 0);
        loop {
            match terms.origin(term) {
                Origin::Item(list) => {
                    items += u32::from(field.is_none());
                    term = *list;
                }
                Origin::Member(object, name) => {
                    field.get_or_insert_with(|| name.to_string());
                    term = *object;
                }
                Origin::Slot(slot) => return NamedBy { root: Root::Slot(*slot), field, items },
                Origin::Value(span) => return NamedBy { root: root_of(term, *span), field, items },
            }
        }
    }

    /// The name; `place` finds a value of a part.
    fn name(&self, model: &Model, place: &dyn Fn(u32, u32) -> Span) -> Name {
        let Name { text, span } = match self.root {
            Root::Slot(slot) => slot_name(model, slot),
            Root::Value { member, value } => Name { text: "object".to_owned(), span: place(member, value) },
            Root::Place(span) => Name { text: "object".to_owned(), span },
        };
        let text = self.field.clone().unwrap_or(text);
        let text = (0..self.items).fold(text, |list, _| item_name(&list));
        Name { text, span }
    }
}

/// Object types of one solver, to be numbered in their groups.
pub(super) struct Found {
    pub(super) objects: List<ObjectId, Object>,
    /// The place of the name of each.
    pub(super) names: Vec<Option<NamedBy>>,
    /// The numbers in their groups.
    pub(super) numbers: BTreeMap<ObjectId, u32>,
}

impl Solution {
    /// Adds the type of the next place, with all objects in it.
    pub(super) fn add(&mut self, ty: &Type, found: &mut Found) {
        let ty = self.keep(ty, found);
        self.types.push(ty);
    }

    fn keep(&mut self, ty: &Type, found: &mut Found) -> Type {
        match ty {
            Type::Array(item) => Type::Array(Box::new(self.keep(item, found))),
            Type::Object(id) => Type::Object(ObjectId(match found.numbers.get(id) {
                Some(known) => *known,
                None => self.add_object(*id, found),
            })),
            _ => ty.clone(),
        }
    }

    fn add_object(&mut self, id: ObjectId, found: &mut Found) -> u32 {
        let number = self.objects.len() as u32;
        found.numbers.insert(id, number);
        let name = found.names[id.index()].take();
        let name = name.unwrap_or(NamedBy { root: Root::Place(Span::default()), field: None, items: 0 });
        self.objects.push(KeptObject { name, fields: Vec::new() });
        let fields = std::mem::take(&mut found.objects[id].fields);
        let fields = fields.into_iter().map(|(name, ty)| (name, self.keep(&ty, found))).gather();
        self.objects[number as usize].fields = fields;
        number
    }

    /// Whether an object is named after a value that is in no part of the group.
    pub(super) fn has_loose_names(&self) -> bool {
        self.objects.iter().any(|object| matches!(object.name.root, Root::Place(_)))
    }

    /// Moves the places of names.
    pub(super) fn relocate(&mut self, moves: &Moves) {
        for object in &mut self.objects {
            if let Root::Place(span) = &mut object.name.root {
                moves.apply(*span, span);
            }
        }
    }

    /// Gives choices the numbers that they have now.
    pub(super) fn renumber_choices(&mut self, numbers: &[Option<ChoiceId>]) {
        let fields = self.objects.iter_mut().flat_map(|object| &mut object.fields).map(|(_, ty)| ty);
        self.types.iter_mut().chain(fields).for_each(|ty| renumber_choice(ty, numbers));
    }
}

fn renumber_choice(ty: &mut Type, numbers: &[Option<ChoiceId>]) {
    match ty {
        Type::Array(item) => renumber_choice(item, numbers),
        Type::Choice(id) => {
            if let Some(now) = numbers[id.index()] {
                *id = now;
            }
        }
        _ => {}
    }
}

/// The objects of a model, with the solutions that they are from, and their numbers there.
#[derive(Default)]
pub(super) struct Given {
    pub(super) objects: List<ObjectId, Object>,
    from: Vec<(usize, usize)>,
}

impl Solution {
    /// The type of the next place, which `machine` uses; `number` is that of the solution.
    pub(super) fn next_type(&mut self, (number, machine): (usize, MachineId), given: &mut Given) -> Type {
        let Some(ty) = self.types.get(self.at) else { return Type::Any };
        self.at += 1;
        match ty {
            Type::Array(_) | Type::Object(_) => {
                self.given.resize(self.objects.len(), None);
                Give { number, machine, given, kept: &self.objects }.give(ty, &mut self.given)
            }
            _ => ty.clone(),
        }
    }

    /// Begins again at the first place.
    pub(super) fn rewind(&mut self) {
        self.at = 0;
        self.given.clear();
    }
}

impl Given {
    /// Names the objects after places; `place` finds a value of a part of a solution.
    pub(super) fn name_objects(
        &mut self,
        model: &Model,
        solutions: &[Option<Solution>],
        place: &dyn Fn(usize, u32, u32) -> Span,
    ) {
        for (object, (number, kept)) in self.objects.iter_mut().zip(&self.from) {
            if let Some(solution) = &solutions[*number] {
                let place = |member, value| place(*number, member, value);
                object.name = solution.objects[*kept].name.name(model, &place);
            }
        }
    }
}

/// The objects of a model, and those of a solution.
struct Give<'a> {
    number: usize,
    machine: MachineId,
    given: &'a mut Given,
    kept: &'a [KeptObject],
}

impl Give<'_> {
    fn give(&mut self, ty: &Type, known: &mut [Option<ObjectId>]) -> Type {
        match ty {
            Type::Array(item) => Type::Array(Box::new(self.give(item, known))),
            Type::Object(kept) => Type::Object(match known[kept.index()] {
                Some(id) => id,
                None => self.add_object(kept.index(), known),
            }),
            _ => ty.clone(),
        }
    }

    fn add_object(&mut self, kept: usize, known: &mut [Option<ObjectId>]) -> ObjectId {
        let name = Name { text: String::new(), span: Span::default() };
        let id = self.given.objects.push(Object { name, machine: self.machine, fields: Vec::new() });
        self.given.from.push((self.number, kept));
        known[kept] = Some(id);
        let fields = &self.kept[kept].fields;
        let fields = fields.iter().map(|(name, ty)| (name.clone(), self.give(ty, known))).gather();
        self.given.objects[id].fields = fields;
        id
    }
}
