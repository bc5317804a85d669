//! The numbers of the model's slots: variables, payload fields, arguments of phrases.
//!
//! They are numbered machine by machine, then actor by actor, so that the number of a slot is that of the first one in its list and its
//! position there.

use super::terms::Term;
use crate::list::Id;
use crate::model::{ActorId, EventId, List, MachineId, MessageId, Model, PhraseId, PhraseKind};
use crate::slot::Slot;

/// All slots, found by their ids. The term of a slot has its number.
pub(super) struct Slots {
    list: Vec<Slot>,
    machines: List<MachineId, OfMachine>,
    /// The number of the first field of each message.
    messages: List<ActorId, List<MessageId, u32>>,
}

/// The numbers of the first slots of a machine.
struct OfMachine {
    variables: u32,
    items: u32,
    fields: List<EventId, u32>,
    params: List<PhraseId, u32>,
    answers: u32,
}

impl Slots {
    /// Numbers all slots of a model.
    pub(super) fn new(model: &Model) -> Self {
        let mut list = Vec::with_capacity(count_slots(model));
        let mut machines = List::new();
        for (id, machine) in model.machines.entries() {
            let variables = list.len() as u32;
            list.extend(machine.variables.ids().map(|variable| Slot::Variable(id, variable)));
            let items = list.len() as u32;
            list.extend(machine.items.ids().map(|item| Slot::Item(id, item)));
            let mut fields = Vec::with_capacity(machine.events.len());
            for (event, of) in machine.events.entries() {
                fields.push(list.len() as u32);
                list.extend(of.fields.ids().map(|field| Slot::Field(id, event, field)));
            }
            let mut params = Vec::with_capacity(machine.phrases.len());
            for (phrase, of) in machine.phrases.entries() {
                params.push(list.len() as u32);
                list.extend((0..of.params.len()).map(|at| Slot::Param(id, phrase, at)));
            }
            let answers = list.len() as u32;
            list.extend(machine.phrases.ids().map(|phrase| Slot::Answer(id, phrase)));
            let (fields, params) = (List::from(fields), List::from(params));
            machines.push(OfMachine { variables, items, fields, params, answers });
        }
        let mut messages = List::new();
        for (id, actor) in model.actors.entries() {
            let mut fields = Vec::with_capacity(actor.messages.len());
            for (message, of) in actor.messages.entries() {
                fields.push(list.len() as u32);
                list.extend(of.fields.ids().map(|field| Slot::Message(id, message, field)));
            }
            messages.push(List::from(fields));
        }
        Slots { list, machines, messages }
    }

    /// All slots, in the order of their numbers.
    pub(super) fn list(&self) -> &[Slot] {
        &self.list
    }

    /// The slots that have types, with their terms, in the order of the model.
    pub(super) fn typed(&self, model: &Model) -> Vec<(Slot, Term)> {
        let mut typed = Vec::with_capacity(self.list.len());
        let add = |typed: &mut Vec<(Slot, Term)>, start: u32, end: u32| {
            typed.extend((start..end).map(|at| (self.list[at as usize], Term::new(at as usize))));
        };
        let mut end = 0;
        for (of, machine) in self.machines.iter().zip(&model.machines) {
            let first = of.params.first().copied().unwrap_or(of.answers);
            add(&mut typed, of.variables, first);
            for (id, phrase) in machine.phrases.entries() {
                let start = of.params[id];
                add(&mut typed, start, start + phrase.params.len() as u32);
                if phrase.kind == PhraseKind::Answer {
                    let answer = of.answers + id.index() as u32;
                    add(&mut typed, answer, answer + 1);
                }
            }
            end = of.answers + machine.phrases.len() as u32;
        }
        add(&mut typed, end, self.list.len() as u32);
        typed
    }

    /// The term of a slot.
    pub(super) fn term(&self, slot: Slot) -> Term {
        Term::new(match slot {
            Slot::Variable(machine, variable) => self.machines[machine].variables as usize + variable.index(),
            Slot::Item(machine, item) => self.machines[machine].items as usize + item.index(),
            Slot::Field(machine, event, field) => {
                self.machines[machine].fields[event] as usize + field.index()
            }
            Slot::Param(machine, phrase, at) => self.machines[machine].params[phrase] as usize + at,
            Slot::Answer(machine, phrase) => self.machines[machine].answers as usize + phrase.index(),
            Slot::Message(actor, message, field) => self.messages[actor][message] as usize + field.index(),
        })
    }
}

/// The number of slots of a model.
fn count_slots(model: &Model) -> usize {
    let mut count = 0;
    for machine in &model.machines {
        count += machine.variables.len() + machine.items.len();
        machine.events.iter().for_each(|event| count += event.fields.len());
        machine.phrases.iter().for_each(|phrase| count += phrase.params.len() + 1);
    }
    for actor in &model.actors {
        actor.messages.iter().for_each(|message| count += message.fields.len());
    }
    count
}
