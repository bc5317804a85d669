//! The terms of the model's slots: variables, payload fields, arguments of phrases.

use super::terms::{Origin, Term, Terms};
use crate::lower::Slot;
use crate::model::{ActorId, EventId, FieldId, MachineId, MessageId, Model, PhraseId, VariableId};

/// The terms of all slots, found by their ids.
pub(super) struct Slots {
    variables: Vec<Vec<Term>>,
    fields: Vec<Vec<Vec<Term>>>,
    params: Vec<Vec<Vec<Term>>>,
    messages: Vec<Vec<Vec<Term>>>,
}

impl Slots {
    /// A new term for every slot of the model.
    pub(super) fn new(model: &Model, terms: &mut Terms) -> Self {
        let mut slots =
            Slots { variables: Vec::new(), fields: Vec::new(), params: Vec::new(), messages: Vec::new() };
        for (index, machine) in model.machines.iter().enumerate() {
            let id = MachineId::new(index);
            let variable = |at| Slot::Variable(id, VariableId::new(at));
            slots.variables.push(row(terms, machine.variables.len(), variable));
            slots.fields.push(rows(
                terms,
                machine.events.iter().map(|event| event.fields.len()),
                |event, at| Slot::Field(id, EventId::new(event), FieldId::new(at)),
            ));
            slots.params.push(rows(
                terms,
                machine.phrases.iter().map(|phrase| phrase.params.len()),
                |phrase, at| Slot::Param(id, PhraseId::new(phrase), at),
            ));
        }
        for (index, actor) in model.actors.iter().enumerate() {
            let counts = actor.messages.iter().map(|message| message.fields.len());
            slots.messages.push(rows(terms, counts, |message, at| {
                Slot::Message(ActorId::new(index), MessageId::new(message), FieldId::new(at))
            }));
        }
        slots
    }

    /// The term of a slot.
    pub(super) fn term(&self, slot: Slot) -> Term {
        match slot {
            Slot::Variable(machine, variable) => self.variables[machine.index()][variable.index()],
            Slot::Field(machine, event, field) => self.fields[machine.index()][event.index()][field.index()],
            Slot::Param(machine, phrase, at) => self.params[machine.index()][phrase.index()][at],
            Slot::Message(actor, message, field) => {
                self.messages[actor.index()][message.index()][field.index()]
            }
        }
    }
}

fn row(terms: &mut Terms, count: usize, slot: impl Fn(usize) -> Slot) -> Vec<Term> {
    (0..count).map(|at| terms.add(Origin::Slot(slot(at)))).collect()
}

fn rows(
    terms: &mut Terms,
    counts: impl Iterator<Item = usize>,
    slot: impl Fn(usize, usize) -> Slot,
) -> Vec<Vec<Term>> {
    counts.enumerate().map(|(outer, count)| row(terms, count, |at| slot(outer, at))).collect()
}
