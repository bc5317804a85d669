//! What can follow a sigil: states, parties, events, variables and fields.
//!
//! Candidates are taken from the model and ranked by the words before the sigil, the best with rank 1. A candidate is left out only where
//! the language would reject it.

use std::collections::{BTreeMap, BTreeSet};

use flow_model::edges::edges;
use flow_model::model::{EventId, Machine, MachineId, Party, Reach, StateId, Type};
use flow_model::words;

use super::{Completion, Kind, Request, item};
use crate::analysis::surroundings::Block;

/// The words before a state that is moved to, where no group can be.
const MOVES: &[&str] = &["moves to ", "transitions to ", "enters ", "becomes ", "changes to ", "starts in "];

impl Request<'_> {
    pub(super) fn states(&self) -> Vec<Completion> {
        let before = self.before();
        let own = self.machine_id();
        let subject = self.subject_machine(before);
        let of = subject.or(own).into_iter();
        // A line about no machine in particular, such as a rule of the system, can be about any.
        let all = self.model().machines.ids().filter(|_| subject.is_none() && own.is_none());
        of.chain(all).flat_map(|machine| self.states_of(machine, before)).collect()
    }

    fn states_of(&self, id: MachineId, before: &str) -> Vec<Completion> {
        let machine = &self.model().machines[id];
        let of = format!("state of @{}", machine.name.text);
        let likely = self.likely_states(id, before);
        let states = machine.states.entries().map(|(state, known)| {
            let detail = match () {
                () if state == machine.initial => format!("{of}, initial"),
                () if machine.is_end(state) => format!("{of}, an end"),
                () => of.clone(),
            };
            let rank = likely.get(&state).copied().unwrap_or(2);
            item(rank, Kind::State, format!("#{}", known.name.text), detail)
        });
        let takes_groups =
            !MOVES.iter().any(|words| before.ends_with(words)) && self.around.block != Block::Given;
        let groups = machine.groups.iter().filter(|_| takes_groups).map(|group| {
            let members = group.states.iter().map(|state| words::state(machine, *state));
            let detail = format!("group of {}", members.collect::<Vec<_>>().join(", "));
            item(3, Kind::Group, format!("#{}", group.name.text), detail)
        });
        states.chain(groups).collect()
    }

    /// The ranks of states that are likelier, or less likely, than the others.
    fn likely_states(&self, id: MachineId, before: &str) -> BTreeMap<StateId, u8> {
        let machine = &self.model().machines[id];
        let mut ranks = BTreeMap::new();
        let moves = MOVES[..5].iter().any(|words| before.ends_with(words));
        if before.starts_with("ends in ") {
            let left: BTreeSet<StateId> = edges(self.model(), id).iter().map(|edge| edge.from).collect();
            let ends =
                machine.states.ids().filter(|state| !left.contains(state) && *state != machine.initial);
            ranks.extend(ends.map(|state| (state, 1)));
        }
        let Some(progress) = self.progress.as_deref().filter(|_| self.machine_id() == Some(id)) else {
            return ranks;
        };
        match () {
            () if moves && self.around.handler.is_some() => {
                // What nothing enters yet is probably entered here, and where the handler is accepted it is already.
                let unreached =
                    machine.states.ids().filter(|state| machine.reach(*state) == Reach::Unreachable);
                ranks.extend(unreached.map(|state| (state, 1)));
                ranks.extend(progress.states_of_current().iter().map(|state| (*state, 3)));
                let ends = progress.ends_of_current();
                ranks.extend(
                    ends.into_iter()
                        .filter(|state| *state != progress.state_before_current())
                        .map(|state| (state, 0)),
                );
            }
            () if self.around.block == Block::Expect && is_history(before) => {
                ranks.extend(progress.visited().into_iter().map(|state| (state, 0)));
            }
            () if self.around.block == Block::Expect && self.around.handler.is_some() => {
                ranks.extend(progress.ends_of_current().into_iter().map(|state| (state, 0)));
            }
            () if self.around.block == Block::Expect => {
                ranks.insert(progress.state, 0);
            }
            () if self.line.starts_with('?') => {
                ranks.extend(progress.states_of_current().iter().map(|state| (*state, 0)));
            }
            () if self.line.starts_with("on") => {
                ranks.insert(progress.state, 0);
            }
            () => {}
        }
        ranks
    }

    /// The machine that the words before a state are about: `payment is in #`, `@shelf "Emma" is in #`.
    fn subject_machine(&self, before: &str) -> Option<MachineId> {
        let machines = self.model().machines.entries();
        let spoken = |name: &str| name.replace('_', " ");
        let mentions = machines.filter_map(|(id, machine)| {
            let name = spoken(&machine.name.text);
            let at = before
                .rfind(&format!("{name} "))
                .or_else(|| before.rfind(&format!("@{} ", machine.name.text)));
            Some((at?, id))
        });
        let (at, id) = mentions.max()?;
        // In `when payment is in #a, order is in #`, the nearest is meant.
        let is_condition =
            before[at..].contains(" is ") || before[at..].contains(" has ") || before[at..].contains(" are ");
        is_condition.then_some(id)
    }

    pub(super) fn variables(&self) -> Vec<Completion> {
        let Some(id) = self.machine_id() else { return Vec::new() };
        let (model, machine) = (self.model(), &self.model().machines[id]);
        let ty = |of: &Type| words::ty(model, of);
        let is_expected = self.around.block == Block::Expect;
        let (of_fields, of_variables) = if is_expected { (2, 1) } else { (1, 2) };
        let target = self.changed_variable();
        let wanted = self.wanted_type();
        let misfit =
            |of: &Type| if wanted.as_ref().is_some_and(|wanted| !fits(wanted, of)) { MISFIT } else { 0 };
        let fields = self.payload_fields(machine).map(|(event, name, of)| {
            // `$reason becomes $reason` keeps a field.
            let rank = if target == Some(name) { 0 } else { of_fields + misfit(of) };
            item(rank, Kind::Field, format!("${name}"), format!("{}, of :{event}", ty(of)))
        });
        let items = self.around.items.iter().map(|each| {
            let known = machine.items.iter().find(|known| known.name.text == each.item);
            let of = known.map_or_else(String::new, |known| ty(&known.ty));
            item(1, Kind::Variable, format!("${}", each.item), format!("{of}, item of {}", each.list))
        });
        // What the handler has set above is probably meant, and what the line changes is not.
        let set = self.variables_set_above();
        let variables = machine.variables.iter().map(|known| {
            let name = known.name.text.as_str();
            let rank = match () {
                () if target == Some(name) => 5,
                () if set.contains(&name) => 1 + misfit(&known.ty),
                () => of_variables + misfit(&known.ty),
            };
            item(rank, Kind::Variable, format!("${name}"), ty(&known.ty))
        });
        if self.line.starts_with("one for each") {
            let sent = machine.events.iter().flat_map(|event| event.fields.iter());
            let key = |field: &flow_model::model::PayloadField| {
                item(
                    1,
                    Kind::Field,
                    format!("${}", field.name.text),
                    format!("{}, sent to it", ty(&field.ty)),
                )
            };
            return sent.map(key).collect();
        }
        let own_id = format!("${}_id", machine.name.text);
        let own_id =
            item(4, Kind::Variable, own_id, format!("string, the id of this @{}", machine.name.text));
        let failure = item(6, Kind::Variable, "$failure", "string, the text of the error");
        let known = items.chain(fields).chain(variables);
        known.chain([own_id]).chain((self.around.block == Block::Steps).then_some(failure)).collect()
    }

    /// The type that the value at the place has, by the words before it.
    fn wanted_type(&self) -> Option<Type> {
        let before = self.before();
        if before.starts_with("for each") && before.ends_with(" in ") {
            return Some(Type::Array(Box::new(Type::Any)));
        }
        if before.ends_with(" increases by ") || before.ends_with(" decreases by ") {
            return Some(Type::Number);
        }
        let target = self.type_of(self.changed_variable()?)?;
        match target {
            Type::Array(item) if before.ends_with(" adds ") || before.ends_with(" removes ") => Some(*item),
            _ => Some(target),
        }
    }

    /// The variable that the line changes, if the place is in the value.
    fn changed_variable(&self) -> Option<&str> {
        let (name, rest) = self.before().strip_prefix('$')?.split_once([' ', ':'])?;
        [" adds ", " removes ", " becomes "]
            .iter()
            .any(|verb| format!(" {rest}").contains(verb))
            .then_some(name)
    }

    /// The payload fields of the handler that the line is in: event, name and type.
    pub(super) fn payload_fields<'m>(
        &'m self,
        machine: &'m Machine,
    ) -> impl Iterator<Item = (&'m str, &'m str, &'m Type)> {
        let handler = self.around.handler.as_ref();
        let events = machine.events.iter().filter(move |event| {
            handler.is_some_and(|handler| {
                let fits = |from| {
                    words::party(self.model(), from)[1..] == *handler.from.as_deref().unwrap_or_default()
                };
                event.name.text == handler.event && event.from.is_none_or(fits)
            })
        });
        events.flat_map(|event| {
            let of = event.name.text.as_str();
            event.fields.iter().map(move |field| (of, field.name.text.as_str(), &field.ty))
        })
    }

    /// The fields of the object before the dot, or `id` after an actor.
    pub(super) fn fields(&self) -> Vec<Completion> {
        let before = self.before();
        let start = before.rfind(['$', '@']).unwrap_or(0);
        let path = &before[start..];
        if path.starts_with('@') {
            return vec![item(1, Kind::Field, ".id", "string, who it is")];
        }
        let mut parts = path.trim_start_matches('$').split('.').filter(|part| !part.is_empty());
        let Some(root) = parts.next() else { return Vec::new() };
        let mut ty = self.type_of(root);
        for part in parts {
            ty = ty
                .and_then(|ty| self.object_fields(&ty).into_iter().find(|(name, _)| name == part))
                .map(|(_, ty)| ty);
        }
        let fields = ty.map(|ty| self.object_fields(&ty)).unwrap_or_default();
        let field = |(name, of): (String, Type)| {
            item(1, Kind::Field, format!(".{name}"), words::ty(self.model(), &of))
        };
        fields.into_iter().map(field).collect()
    }

    fn object_fields(&self, ty: &Type) -> Vec<(String, Type)> {
        match ty {
            Type::Object(id) => self.model().objects[*id].fields.clone(),
            Type::Array(item) => self.object_fields(item),
            _ => Vec::new(),
        }
    }

    /// The type of what a name means in the line.
    pub(super) fn type_of(&self, name: &str) -> Option<Type> {
        let machine = self.machine()?;
        let is_item = self.around.items.iter().any(|each| each.item == name);
        let item = machine.items.iter().find(|known| is_item && known.name.text == name);
        let item = item.map(|known| known.ty.clone());
        let field =
            || self.payload_fields(machine).find(|(_, known, _)| *known == name).map(|(_, _, ty)| ty.clone());
        let variable =
            || machine.variables.iter().find(|known| known.name.text == name).map(|known| known.ty.clone());
        item.or_else(field).or_else(variable)
    }
}

/// How much later a value of another type is offered.
const MISFIT: u8 = 2;

/// Whether a value of a type can be where another type is wanted, as far as both are known.
fn fits(wanted: &Type, found: &Type) -> bool {
    let is_number = |ty: &Type| matches!(ty, Type::Number | Type::Integer | Type::Duration);
    match (wanted, found) {
        (Type::Any, _) | (_, Type::Any) => true,
        (Type::Array(_), Type::Array(_)) | (Type::Object(_), Type::Object(_)) => true,
        (wanted, found) => wanted == found || is_number(wanted) && is_number(found),
    }
}

/// Whether the state after some words is one that was on the way.
fn is_history(before: &str) -> bool {
    [" been in ", " has entered ", " has left "].iter().any(|words| before.ends_with(words))
}

/// The event that a line names first.
pub(super) fn event_of_line(line: &str) -> Option<&str> {
    let (at, _) = line.match_indices(':').find(|(at, _)| {
        let before = line[..*at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || c == '>')
            && line[at + 1..].starts_with(crate::analysis::token::is_word_char)
    })?;
    let rest = &line[at + 1..];
    Some(&rest[..rest.find(|c| !crate::analysis::token::is_word_char(c)).unwrap_or(rest.len())])
}

/// The parties that send an event to a machine.
pub(super) fn senders(machine: &Machine, name: &str) -> Vec<(EventId, Option<Party>)> {
    let of = machine.events.entries().filter(|(_, event)| event.name.text == name);
    of.map(|(id, event)| (id, event.from)).collect()
}
