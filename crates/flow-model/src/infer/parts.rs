//! The constraints of one machine, by the terms that they connect.
//!
//! Constraints that share no term, not even through others, do not influence each other. Those that reach a place which other machines can
//! name form a part for each group of terms that they connect; all others are the machine's own. A part has a hash of its constraints: what
//! follows from these is the same as long as the hash is.

use std::hash::{Hash, Hasher};

use flow_syntax::gather::Gather;
use flow_syntax::mix::Mix;
use flow_syntax::source::Span;

use super::constraints::{Constraint, Constraints, Local, Value};
use super::slots::Slots;
use super::terms::Shape;
use super::texts::TextType;
use crate::fingerprint::Key;
use crate::list::Id;
use crate::model::{Choice, ChoiceId, List, Model, PhraseKind};
use crate::slot::Slot;

/// Instead of the number of a part: the constraint is the machine's own.
pub(super) const OWN: u32 = u32::MAX;

/// No term, or no number.
const NONE: u32 = u32::MAX;

/// Lists of items, one for each part, in one vector.
#[derive(Debug)]
pub(super) struct ByPart<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T: Copy> ByPart<T> {
    /// The lists of items with the numbers of their parts.
    pub(super) fn new(count: usize, pairs: Vec<(u32, T)>) -> Self {
        let mut ends = vec![0; count];
        pairs.iter().for_each(|(part, _)| ends[*part as usize] += 1);
        let mut start = 0;
        for end in &mut ends {
            let count = std::mem::replace(end, start);
            start += count;
        }
        let mut items: Vec<T> = pairs.first().map_or_else(Vec::new, |(_, item)| vec![*item; pairs.len()]);
        for (part, item) in pairs {
            let end = &mut ends[part as usize];
            items[*end as usize] = item;
            *end += 1;
        }
        ByPart { items, ends }
    }

    /// The items of a part.
    pub(super) fn of(&self, part: u32) -> &[T] {
        let start = part.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.items[start as usize..self.ends[part as usize] as usize]
    }

    /// All items, to be changed.
    pub(super) fn items_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

/// The parts of a machine.
#[derive(Debug)]
pub(super) struct Parts {
    /// The hashes of their constraints.
    pub(super) keys: Vec<Key>,
    /// The places of the model in each.
    pub(super) slots: ByPart<Slot>,
    /// The numbers of the constraints of each.
    pub(super) constraints: ByPart<u32>,
    /// Where values are that can be objects or lists.
    pub(super) values: ByPart<Span>,
}

/// The part of each constraint, and of each value that can be an object or a list.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) constraints: Vec<u32>,
    /// The values: the list that introduces them, their terms there, their parts, and their numbers in these.
    pub(super) values: Vec<(usize, Local, u32, u32)>,
}

/// The data of the whole system that parts depend on.
pub(super) struct PartsOf<'a> {
    pub(super) model: &'a Model,
    pub(super) slots: &'a Slots,
    pub(super) choices: &'a List<ChoiceId, Choice>,
}

/// The terms of several lists, with those united that constraints connect.
struct Terms {
    parents: Vec<u32>,
    /// Whether a term is a place that other machines can name; of representatives, whether one of their terms is.
    is_shared: Vec<bool>,
    /// Whether a term has items or fields.
    has_parts: Vec<bool>,
    /// Whether a term is the first of its place.
    is_first: Vec<bool>,
}

impl Terms {
    fn find(&mut self, mut term: u32) -> u32 {
        while self.parents[term as usize] != term {
            let above = self.parents[self.parents[term as usize] as usize];
            self.parents[term as usize] = above;
            term = above;
        }
        term
    }

    fn unite(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        let (first, second) = (a.min(b), a.max(b));
        self.parents[second as usize] = first;
        self.is_shared[first as usize] |= self.is_shared[second as usize];
    }
}

/// Whether other machines, or rules, can name a place.
pub(super) fn is_shared(slot: Slot) -> bool {
    match slot {
        Slot::Variable(..) | Slot::Field(..) | Slot::Message(..) => true,
        Slot::Item(..) | Slot::Param(..) | Slot::Answer(..) => false,
    }
}

impl PartsOf<'_> {
    /// The parts of lists of constraints.
    pub(super) fn find(&self, lists: &[Constraints]) -> (Parts, Labels) {
        let mut terms = self.unite_terms(lists);
        let mut parts = Building::default();
        let mut part_of = vec![NONE; terms.parents.len()];
        let mut numbers = vec![NONE; terms.parents.len()];
        let mut base = 0;
        for (number, list) in lists.iter().enumerate() {
            let mut next = base;
            for constraint in list.list() {
                let introduced = constraint.introduces_term().then_some(next);
                next += u32::from(introduced.is_some());
                let mut first = introduced;
                constraint.visit_operands(&mut |operand| {
                    first.get_or_insert(base + operand.0);
                });
                let root = terms.find(first.unwrap_or(0)) as usize;
                if first.is_none() || !terms.is_shared[root] {
                    parts.labels.push(OWN);
                    continue;
                }
                if part_of[root] == NONE {
                    part_of[root] = parts.start();
                }
                let part = part_of[root];
                if let Some(term) = introduced {
                    numbers[term as usize] = parts.count_term(part);
                    let at = (number, Local(term - base));
                    parts.add_place(part, constraint, at, (&terms, term as usize));
                }
                let of = |local: Local| numbers[(base + local.0) as usize];
                self.hash_constraint(constraint, &of, &mut parts.mixes[part as usize].0);
                parts.add_constraint(part);
            }
            base = next;
        }
        parts.finish()
    }

    /// Unites the terms that constraints connect.
    fn unite_terms(&self, lists: &[Constraints]) -> Terms {
        let count: usize = lists.iter().map(Constraints::count).sum();
        let mut terms = Terms {
            parents: (0..count as u32).gather(),
            is_shared: vec![false; count],
            has_parts: vec![false; count],
            is_first: vec![false; count],
        };
        let mut first_of = vec![NONE; self.slots.list().len()];
        let mut base = 0;
        for list in lists {
            let mut next = base;
            for constraint in list.list() {
                let mut first = None;
                if constraint.introduces_term() {
                    first = Some(next);
                    next += 1;
                }
                if let (Constraint::Slot(slot), Some(term)) = (constraint, first) {
                    terms.is_shared[term as usize] = is_shared(*slot);
                    let known = &mut first_of[self.slots.term(*slot).index()];
                    if *known == NONE {
                        *known = term;
                        terms.is_first[term as usize] = true;
                    } else {
                        terms.unite(*known, term);
                    }
                }
                if let Constraint::Item(of, _) | Constraint::Member(of, ..) = constraint {
                    terms.has_parts[(base + of.0) as usize] = true;
                }
                constraint.visit_operands(&mut |operand| {
                    let operand = base + operand.0;
                    terms.unite(*first.get_or_insert(operand), operand);
                });
            }
            base = next;
        }
        terms
    }

    /// Hashes a constraint without its place; `number` is that of a term in its part.
    fn hash_constraint(&self, constraint: &Constraint, number: &dyn Fn(Local) -> u32, mix: &mut Mix) {
        std::mem::discriminant(constraint).hash(mix);
        constraint.visit_operands(&mut |term| mix.write_u32(number(term)));
        match constraint {
            Constraint::Slot(slot) => self.hash_slot(*slot, mix),
            Constraint::Member(_, name, access, _) => (name, *access as u8).hash(mix),
            Constraint::Fold(_, fields, _) => fields.hash(mix),
            Constraint::Shape(_, shape, _) | Constraint::Column(_, shape, _) => hash_shape(shape, mix),
            Constraint::Sum(sum) => {
                mix.write_usize(sum.signatures.len());
                let quantities = sum.signatures.iter().flatten();
                quantities.for_each(|quantity| mix.write_u8(*quantity as u8));
            }
            Constraint::Source(_, ty) | Constraint::NumberType(_, ty, _) => mix.write_u8(*ty as u8),
            Constraint::TextType(_, TextType::Choice(choice), _) => self.choices[*choice].texts.hash(mix),
            Constraint::TextType(_, TextType::String, _) => mix.write_u8(0),
            Constraint::Assigned(Value { digits, .. }, ..)
            | Constraint::Contains(_, Value { digits, .. }, _)
            | Constraint::Whole(Value { digits, .. }, _) => mix.write_u8(*digits as u8),
            Constraint::Deferred(Value { digits, .. }, _, _, reason) => {
                (*digits as u8, *reason as u8).hash(mix);
            }
            Constraint::Value(_)
            | Constraint::Item(..)
            | Constraint::Same(..)
            | Constraint::Equal(..)
            | Constraint::Flow(..)
            | Constraint::String(_)
            | Constraint::Expected(..)
            | Constraint::HasItems(..)
            | Constraint::Ordered(..)
            | Constraint::InText(..)
            | Constraint::SameEvent(..)
            | Constraint::Key(..)
            | Constraint::KeyType(..) => {}
        }
    }

    fn hash_slot(&self, slot: Slot, mix: &mut Mix) {
        slot.hash(mix);
        // Only the answers of some phrases have types.
        if let Slot::Answer(machine, phrase) = slot {
            let kind = self.model.machines[machine].phrases[phrase].kind;
            (kind == PhraseKind::Answer).hash(mix);
        }
    }
}

fn hash_shape(shape: &Shape, mix: &mut Mix) {
    std::mem::discriminant(shape).hash(mix);
    if let Shape::Reference(machine) = shape {
        mix.write_usize(machine.index());
    }
}

/// Parts under construction.
#[derive(Default)]
struct Building {
    labels: Vec<u32>,
    /// The hash of each part, and the number of its terms.
    mixes: Vec<(Mix, u32)>,
    slots: Vec<(u32, Slot)>,
    constraints: Vec<(u32, u32)>,
    values: Vec<(u32, Span)>,
    /// How many values each part has.
    value_counts: Vec<u32>,
    value_terms: Vec<(usize, Local, u32, u32)>,
}

impl Building {
    fn start(&mut self) -> u32 {
        self.mixes.push((Mix::new(), 0));
        self.value_counts.push(0);
        self.mixes.len() as u32 - 1
    }

    fn count_term(&mut self, part: u32) -> u32 {
        let count = &mut self.mixes[part as usize].1;
        *count += 1;
        *count - 1
    }

    fn add_constraint(&mut self, part: u32) {
        self.constraints.push((part, self.labels.len() as u32));
        self.labels.push(part);
    }

    /// Adds the place or the value of a term.
    fn add_place(
        &mut self,
        part: u32,
        constraint: &Constraint,
        (list, local): (usize, Local),
        (terms, term): (&Terms, usize),
    ) {
        match constraint {
            Constraint::Slot(slot) if terms.is_first[term] => self.slots.push((part, *slot)),
            Constraint::Value(span) | Constraint::Fold(_, _, span) if terms.has_parts[term] => {
                let number = &mut self.value_counts[part as usize];
                self.value_terms.push((list, local, part, *number));
                *number += 1;
                self.values.push((part, *span));
            }
            _ => {}
        }
    }

    fn finish(self) -> (Parts, Labels) {
        let count = self.mixes.len();
        let parts = Parts {
            keys: self.mixes.iter().map(|(mix, _)| mix.key()).gather(),
            slots: ByPart::new(count, self.slots),
            constraints: ByPart::new(count, self.constraints),
            values: ByPart::new(count, self.values),
        };
        (parts, Labels { constraints: self.labels, values: self.value_terms })
    }
}
