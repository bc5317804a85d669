//! Types of places that are inferred again after a change, from what was found before.
//!
//! The constraints of a machine that is taken from the earlier model are those that it had. They are grouped by the terms that they connect
//! (`parts`, `groups`), and a group with the same constraints keeps its types. So only machines that changed, and those that share another
//! group with them, are visited, and only such groups are solved. They are solved together, in the order of the model, so that
//! contradictions are found and described as in an inference of everything. A group with a contradiction is solved each time.

use std::collections::BTreeMap;
use std::hash::Hash;

use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::gather::Gather;
use flow_syntax::mix::Mix;
use flow_syntax::source::{Sources, Span};

use super::constrain::{Constrain, System};
use super::constraints::{Constraint, Constraints};
use super::groups::{Groups, Orders};
use super::parts::{Labels, OWN, Parts, PartsOf, is_shared};
use super::slots::Slots;
use super::solutions::{Found, Given, NamedBy, Root, Solution};
use super::solve::Solver;
use super::terms::{Origin, Term, Terms};
use super::types::{Outcome, Types, name_types};
use super::{
    Senders, answer_slots, first_senders, infer_slots, machine_of, report, sent_slots, solve_terms,
    store_type,
};
use crate::fingerprint::Key;
use crate::list::List;
use crate::lower::{Asked, Known, Lowered, Remarks, Taken};
use crate::model::{Choice, ChoiceId, Machine, MachineId, Model, Type};
use crate::slot::Slot;

/// How far the group with the same constraints is looked for where it was; those that are not found there are looked for everywhere.
const LOOKAHEAD: usize = 8;

/// What is kept of the inference of an earlier model.
#[derive(Debug, Default)]
pub(crate) struct KeptTypes {
    uses_time: bool,
    /// The hash of the names of all events and messages.
    names: Key,
    choices: List<ChoiceId, Choice>,
    /// The machines, and then the declarations and rules.
    units: Vec<Unit>,
    /// The types of the groups of the latest model, in their order.
    groups: Vec<(Key, Option<Solution>)>,
    /// Those of the models before that were not used again: a line is often broken and repaired.
    older: BTreeMap<Key, Solution>,
    /// How many machines were visited for the latest model.
    visited: usize,
}

/// What is kept of the constraints of a machine.
#[derive(Debug)]
struct Unit {
    /// The hash of the names of its own events.
    names: Key,
    /// The hash of the places that it expects of messages, by their names.
    expected: Option<Key>,
    parts: Parts,
    orders: Orders,
    /// The types of the places that no group has.
    own: Solution,
}

/// The constraints of a machine that is visited.
struct Visited {
    lists: Vec<Constraints>,
    labels: Labels,
    /// The terms of each list, once it has been applied.
    terms: Vec<Vec<Term>>,
}

/// The model, as far as it decides constraints.
struct Context<'a> {
    model: &'a Model,
    remarks: &'a [Remarks],
    system: &'a System,
    slots: &'a Slots,
}

/// Infers the types of all places that values flow through, as [`infer_slots`] does.
pub(crate) fn infer_slots_again(
    sources: &Sources,
    lowered: &mut Lowered,
    (known, taken): (&mut [Known], &List<MachineId, Taken>),
    kept: &mut KeptTypes,
    diags: &mut Diagnostics,
) {
    let Lowered { model, remarks } = lowered;
    let senders = first_senders(model, remarks);
    let system = System::of(model, remarks, &senders);
    let slots = Slots::new(model);
    kept.prepare(&system);
    let context = Context { model, remarks, system: &system, slots: &slots };
    let rest = context.visit(model.machines.len());
    if rest.has_own_places() {
        *kept = KeptTypes::default();
        return infer_slots(sources, lowered, diags);
    }
    let mut visited = context.renew_units(kept, rest, (known, taken));
    let units = kept.units.iter_mut().map(|unit| (&unit.parts, &mut unit.orders));
    let groups = Groups::new(&slots, &mut { units });
    let mut solutions = kept.take_solutions(&groups);
    if !context.visit_others(&kept.units, &mut visited, &groups, &solutions) {
        *kept = KeptTypes::default();
        return infer_slots(sources, lowered, diags);
    }
    let typed = slots.typed(model);
    kept.visited = visited.iter().flatten().count() - 1;
    context.solve(sources, &mut visited, &typed, (&groups, &mut solutions), diags);
    give_types(model, typed, &senders, (&groups, &mut solutions), (kept, &system.choices));
    kept.keep_solutions(&groups, solutions);
    kept.choices = system.choices;
}

/// Gives the places of the model the types of the solutions.
fn give_types(
    model: &mut Model,
    typed: Vec<(Slot, Term)>,
    senders: &Senders,
    (groups, solutions): (&Groups, &mut [Option<Solution>]),
    (kept, choices): (&KeptTypes, &List<ChoiceId, Choice>),
) {
    let mut given = Given::default();
    for (slot, term) in typed {
        let ty = match groups.owner(slot, term) {
            Some(owner) => {
                let user = (owner, machine_of(slot, senders));
                solutions[owner].get_or_insert_default().next_type(user, &mut given)
            }
            None => Type::Any,
        };
        store_type(model, slot, ty);
    }
    let place = |group: usize, member: u32, value: u32| {
        let (unit, part) = groups.members(group)[member as usize];
        kept.units[unit as usize].parts.values.of(part)[value as usize]
    };
    given.name_objects(model, solutions, &place);
    let mut choices = choices.clone();
    name_types(model, &mut given.objects, &mut choices);
    model.objects = given.objects;
    model.choices = choices;
}

impl Visited {
    /// Whether places are named that only a machine itself should name.
    fn has_own_places(&self) -> bool {
        let mut all = self.lists.iter().flat_map(Constraints::list);
        all.any(|constraint| matches!(constraint, Constraint::Slot(slot) if !is_shared(*slot)))
    }
}

impl Context<'_> {
    /// The constraints of a machine, or those of declarations and rules.
    fn visit(&self, unit: usize) -> Visited {
        let mut constrain = Constrain::new(self.model, self.system);
        let mut lists = Vec::new();
        let mut finish = |constrain: &mut Constrain<'_>| {
            let mut list = std::mem::take(&mut constrain.list);
            list.shrink_to_fit();
            lists.push(list);
        };
        if unit < self.model.machines.len() {
            constrain.visit_annotations(&self.remarks[unit + 1].annotations);
            finish(&mut constrain);
            constrain.visit_machine(MachineId::new(unit));
        } else {
            constrain.visit_annotations(&self.remarks[0].annotations);
            finish(&mut constrain);
            self.remarks[unit + 1..].iter().for_each(|of| constrain.visit_annotations(&of.annotations));
            finish(&mut constrain);
            constrain.visit_rules();
        }
        finish(&mut constrain);
        Visited { lists, labels: Labels::default(), terms: Vec::new() }
    }

    /// Finds the parts of constraints.
    fn find_parts(&self, visited: &mut Visited) -> Parts {
        let (model, slots, choices) = (self.model, self.slots, &self.system.choices);
        let (parts, labels) = PartsOf { model, slots, choices }.find(&visited.lists);
        visited.labels = labels;
        parts
    }

    /// Keeps machines that are taken from the earlier model, and visits all others.
    fn renew_units(
        &self,
        kept: &mut KeptTypes,
        mut rest: Visited,
        (known, taken): (&mut [Known], &List<MachineId, Taken>),
    ) -> Vec<Option<Visited>> {
        let names: Vec<Key> = self.model.machines.iter().map(hash_names).gather();
        let all_names = self.hash_all_names(&names);
        let mut old = std::mem::take(&mut kept.units).into_iter();
        let mut visited = Vec::new();
        for ((id, known), names) in self.model.machines.ids().zip(known).zip(names) {
            let asked = &self.remarks[id.index() + 1].asked;
            let is_same = |unit: &Unit| {
                unit.names == names
                    && (all_names == kept.names || unit.expected == self.hash_expected(id, asked))
            };
            let moves = known.take_moves();
            let is_taken = taken[id] != Taken::No && known.has_same_numbers();
            let unit = old.next().filter(|unit| is_taken && is_same(unit));
            if let (Some(mut unit), Some(moves)) = (unit, moves) {
                let values = unit.parts.values.items_mut().iter_mut();
                values.for_each(|span| moves.apply(*span, span));
                unit.own.relocate(&moves);
                kept.units.push(unit);
                visited.push(None);
                continue;
            }
            let mut anew = self.visit(id.index());
            let parts = self.find_parts(&mut anew);
            let expected = self.hash_expected(id, asked);
            kept.units.push(Unit { names, expected, parts, orders: Orders::new(), own: Solution::default() });
            visited.push(Some(anew));
        }
        let parts = self.find_parts(&mut rest);
        let (names, expected, own) = Default::default();
        kept.units.push(Unit { names, expected, parts, orders: Orders::new(), own });
        visited.push(Some(rest));
        kept.names = all_names;
        visited
    }

    /// The hash of the names of all events and messages.
    fn hash_all_names(&self, machines: &[Key]) -> Key {
        let mut mix = Mix::new();
        machines.hash(&mut mix);
        for actor in &self.model.actors {
            actor.messages.len().hash(&mut mix);
            for message in &actor.messages {
                (&message.name.text, message.fields.len()).hash(&mut mix);
                message.fields.iter().for_each(|field| field.name.text.hash(&mut mix));
            }
        }
        mix.key()
    }

    /// The hash of the places that a machine expects of messages; `None` if there are none.
    fn hash_expected(&self, id: MachineId, asked: &[Asked]) -> Option<Key> {
        let mut mix = None;
        for asked in asked {
            let slots = match asked {
                Asked::Expected { to, event, field } => sent_slots(self.model, id, *to, event, field),
                Asked::Answered { actor, event, field } => answer_slots(self.model, *actor, event, field),
                _ => continue,
            };
            let mix = mix.get_or_insert_with(Mix::new);
            slots.len().hash(mix);
            slots.hash(mix);
        }
        mix.map(|mix| mix.key())
    }

    /// Visits the machines that share a group with one that changed; whether they have the constraints that are known of them.
    fn visit_others(
        &self,
        units: &[Unit],
        visited: &mut [Option<Visited>],
        groups: &Groups,
        solutions: &[Option<Solution>],
    ) -> bool {
        let count = groups.count();
        let of_groups = (0..count).filter(|group| solutions[*group].is_none());
        let members = of_groups.flat_map(|group| groups.members(group)).map(|(unit, _)| *unit as usize);
        let own = (0..visited.len()).filter(|unit| solutions[count + unit].is_none());
        for unit in members.chain(own).gather() {
            if visited[unit].is_none() {
                let mut anew = self.visit(unit);
                if self.find_parts(&mut anew).keys != units[unit].parts.keys {
                    return false;
                }
                visited[unit] = Some(anew);
            }
        }
        true
    }

    /// Solves the groups without a solution.
    fn solve(
        &self,
        sources: &Sources,
        visited: &mut [Option<Visited>],
        typed: &[(Slot, Term)],
        (groups, solutions): (&Groups, &mut [Option<Solution>]),
        diags: &mut Diagnostics,
    ) {
        let mut solver = Solver::new(self.slots, self.system.uses_time);
        apply_lists(&mut solver, visited, &|unit, label| solutions[groups.owner_of(unit, label)].is_none());
        let mut reported = Vec::new();
        let of_model = (self.model, self.system.choices.clone());
        let mut types: Types<'_> = solve_terms(sources, solver, of_model, &mut reported, diags);
        let mut found = Vec::new();
        for (slot, term) in typed {
            if let Some(owner) = groups.owner(*slot, *term)
                && solutions[owner].is_none()
            {
                found.push((owner, types.type_of(MachineId(0), *term)));
            }
        }
        let Outcome { objects, named_by, recursive, mut terms, .. } = types.finish();
        report::report_recursive_types(sources, self.model, &mut terms, &recursive, diags);
        reported.extend(recursive);
        let values = list_values(visited, groups);
        let root_of = |term: Term, span: Span| values.get(&term).copied().unwrap_or(Root::Place(span));
        let names = named_by.iter().map(|term| Some(NamedBy::of(&terms, *term, &root_of))).gather();
        let mut objects = Found { objects, names, numbers: BTreeMap::new() };
        let is_new: Vec<bool> = solutions.iter().map(Option::is_none).gather();
        let last_group = groups.count();
        for (owner, ty) in &found {
            solutions[*owner].get_or_insert_default().add(ty, &mut objects);
        }
        for (owner, is_new) in is_new.into_iter().enumerate() {
            if is_new {
                let solution = solutions[owner].get_or_insert_default();
                solution.is_final = owner >= last_group || !solution.has_loose_names();
            }
        }
        for owner in self.list_owners(&terms, &reported, visited, groups) {
            solutions[owner].get_or_insert_default().is_final = false;
        }
    }

    /// The groups and machines that terms belong to.
    fn list_owners(
        &self,
        terms: &Terms,
        reported: &[Term],
        visited: &[Option<Visited>],
        groups: &Groups,
    ) -> Vec<usize> {
        if reported.is_empty() {
            return Vec::new();
        }
        let mut owners = BTreeMap::new();
        for (unit, visited) in visited.iter().enumerate() {
            let Some(Visited { lists, labels, terms }) = visited else { continue };
            let mut labels = labels.constraints.iter();
            for (list, terms) in lists.iter().zip(terms) {
                let mut terms = terms.iter();
                for (constraint, label) in list.list().iter().zip(&mut labels) {
                    if constraint.introduces_term()
                        && let Some(term) = terms.next()
                    {
                        owners.insert(*term, groups.owner_of(unit, *label));
                    }
                }
            }
        }
        let owner = |term: &Term| {
            let mut term = *term;
            loop {
                match terms.origin(term) {
                    Origin::Item(list) => term = *list,
                    Origin::Member(object, _) => term = *object,
                    Origin::Slot(slot) => return groups.owner(*slot, self.slots.term(*slot)),
                    Origin::Value(_) => return owners.get(&term).copied(),
                }
            }
        };
        reported.iter().filter_map(owner).gather()
    }
}

/// Applies the constraints that are wanted, in the order of an inference of everything: annotations first, those of declarations before all
/// others and those of rules after them, then bodies, then rules.
fn apply_lists(
    solver: &mut Solver<'_>,
    visited: &mut [Option<Visited>],
    is_wanted: &dyn Fn(usize, u32) -> bool,
) {
    let rest = visited.len() - 1;
    let machines = |list: usize| (0..rest).map(move |unit| (unit, list));
    let order = [(rest, 0)].into_iter().chain(machines(0)).chain([(rest, 1)]).chain(machines(1));
    for (unit, number) in order.chain([(rest, 2)]) {
        let Some(Visited { lists, labels, terms }) = &mut visited[unit] else { continue };
        let before: usize = lists[..number].iter().map(|list| list.list().len()).sum();
        let list = &lists[number];
        let labels = &labels.constraints[before..before + list.list().len()];
        // Most often, no declaration is.
        terms.push(match labels.iter().any(|label| is_wanted(unit, *label)) {
            true => solver.apply(list, &|at| is_wanted(unit, labels[at])),
            false => vec![Term::NONE; list.count()],
        });
    }
}

/// The values in parts that can be objects or lists, by their terms.
fn list_values(visited: &[Option<Visited>], groups: &Groups) -> BTreeMap<Term, Root> {
    let mut values = BTreeMap::new();
    for (unit, visited) in visited.iter().enumerate() {
        let Some(Visited { labels, terms, .. }) = visited else { continue };
        for (list, local, part, value) in &labels.values {
            let group = groups.members(groups.owner_of(unit, *part));
            if let Some(member) = group.iter().position(|of| *of == (unit as u32, *part)) {
                let root = Root::Value { member: member as u32, value: *value };
                values.insert(terms[*list][local.0 as usize], root);
            }
        }
    }
    values
}

impl Groups {
    /// The number of the solution that has the constraints of a machine with a label: that of a group, or after these, that of the
    /// machine.
    fn owner_of(&self, unit: usize, label: u32) -> usize {
        match label {
            OWN => self.count() + unit,
            part => self.of_part(unit, part) as usize,
        }
    }

    /// The number of the solution that has the type of a place.
    fn owner(&self, slot: Slot, term: Term) -> Option<usize> {
        let machine = match slot {
            Slot::Item(machine, _) | Slot::Param(machine, ..) | Slot::Answer(machine, _) => machine.index(),
            Slot::Variable(..) | Slot::Field(..) | Slot::Message(..) => 0,
        };
        match self.of_slot(slot, term)? {
            OWN => Some(self.count() + machine),
            group => Some(group as usize),
        }
    }
}

impl KeptTypes {
    /// How many machines were visited for the latest model.
    pub(crate) fn count_visited(&self) -> usize {
        self.visited
    }

    /// Forgets what depends on other facts about the whole system, and gives choices their numbers of now.
    fn prepare(&mut self, system: &System) {
        if self.uses_time != system.uses_time {
            *self = KeptTypes { uses_time: system.uses_time, ..KeptTypes::default() };
        }
        let same = |known: &Choice| system.choices.id_where(|choice| choice.texts == known.texts);
        let numbers: Vec<Option<ChoiceId>> = self.choices.iter().map(same).gather();
        if self.choices.ids().zip(&numbers).all(|(id, now)| *now == Some(id)) {
            return;
        }
        let of_groups = self.groups.iter_mut().filter_map(|(_, solution)| solution.as_mut());
        of_groups.for_each(|solution| solution.renumber_choices(&numbers));
        self.units.iter_mut().for_each(|unit| unit.own.renumber_choices(&numbers));
        self.older.clear();
    }

    /// The solutions of groups, and then those of machines.
    fn take_solutions(&mut self, groups: &Groups) -> Vec<Option<Solution>> {
        let mut known = std::mem::take(&mut self.groups);
        let mut at = 0;
        let mut solutions = Vec::with_capacity(groups.count() + self.units.len());
        for key in &groups.keys {
            // Most groups are as they were, in the same order.
            let next = known.iter().skip(at).take(LOOKAHEAD).position(|(of, _)| of == key);
            at += next.unwrap_or(0);
            solutions.push(next.and_then(|_| known[at].1.take()));
            at += usize::from(next.is_some());
        }
        let left = known.into_iter().filter_map(|(key, solution)| Some((key, solution?)));
        let mut left: BTreeMap<Key, Solution> = left.collect();
        let missing = solutions.iter_mut().zip(&groups.keys).filter(|(solution, _)| solution.is_none());
        for (solution, key) in missing {
            *solution = left.remove(key).or_else(|| self.older.remove(key));
        }
        if !left.is_empty() {
            self.older = left;
        }
        let own = self.units.iter_mut().map(|unit| std::mem::take(&mut unit.own));
        solutions.extend(own.map(|solution| solution.is_final.then_some(solution)));
        solutions
    }

    /// Keeps solutions.
    fn keep_solutions(&mut self, groups: &Groups, solutions: Vec<Option<Solution>>) {
        let mut solutions = solutions.into_iter().map(|solution| solution.filter(|of| of.is_final));
        self.groups = Vec::with_capacity(groups.count());
        for (key, mut solution) in groups.keys.iter().zip(&mut solutions) {
            solution.iter_mut().for_each(Solution::rewind);
            self.groups.push((*key, solution));
        }
        for (unit, mut own) in self.units.iter_mut().zip(solutions) {
            own.iter_mut().for_each(Solution::rewind);
            unit.own = own.unwrap_or_default();
        }
    }
}

/// The hash of the names of a machine's events and keys.
fn hash_names(machine: &Machine) -> Key {
    let mut mix = Mix::new();
    machine.events.len().hash(&mut mix);
    for event in &machine.events {
        (&event.name.text, event.from, event.sender_id, event.fields.len()).hash(&mut mix);
        event.fields.iter().for_each(|field| field.name.text.hash(&mut mix));
    }
    for key in machine.instances.keys() {
        (key, &machine.variables[*key].name.text).hash(&mut mix);
    }
    mix.key()
}
