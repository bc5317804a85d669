//! The terms of the model's slots: variables, payload fields, arguments of phrases.

use super::terms::{Origin, Term, Terms};
use crate::model::{
    ActorId, EventId, FieldId, ItemId, List, MachineId, MessageId, Model, PhraseId, VariableId,
};
use crate::slot::Slot;

/// The terms of all slots, found by their ids.
pub(super) struct Slots {
    variables: List<MachineId, List<VariableId, Term>>,
    items: List<MachineId, List<ItemId, Term>>,
    fields: List<MachineId, List<EventId, List<FieldId, Term>>>,
    params: List<MachineId, List<PhraseId, Vec<Term>>>,
    answers: List<MachineId, List<PhraseId, Term>>,
    messages: List<ActorId, List<MessageId, List<FieldId, Term>>>,
}

impl Slots {
    /// A new term for every slot of the model.
    pub(super) fn new(model: &Model, terms: &mut Terms) -> Self {
        let mut slots = Slots {
            variables: List::new(),
            items: List::new(),
            fields: List::new(),
            params: List::new(),
            answers: List::new(),
            messages: List::new(),
        };
        for (id, machine) in model.machines.entries() {
            let variables = machine.variables.ids().map(|variable| Slot::Variable(id, variable));
            slots.variables.push(terms_of(terms, variables));
            let items = machine.items.ids().map(|item| Slot::Item(id, item));
            slots.items.push(terms_of(terms, items));
            let fields = machine.events.entries().map(|(event, of)| {
                terms_of(terms, of.fields.ids().map(|field| Slot::Field(id, event, field)))
            });
            slots.fields.push(fields.collect());
            let params = machine.phrases.entries().map(|(phrase, of)| {
                terms_of(terms, (0..of.params.len()).map(|at| Slot::Param(id, phrase, at)))
            });
            slots.params.push(params.collect());
            let answers = machine.phrases.ids().map(|phrase| Slot::Answer(id, phrase));
            slots.answers.push(terms_of(terms, answers));
        }
        for (id, actor) in model.actors.entries() {
            let messages = actor.messages.entries().map(|(message, of)| {
                terms_of(terms, of.fields.ids().map(|field| Slot::Message(id, message, field)))
            });
            slots.messages.push(messages.collect());
        }
        slots
    }

    /// The term of a slot.
    pub(super) fn term(&self, slot: Slot) -> Term {
        match slot {
            Slot::Variable(machine, variable) => self.variables[machine][variable],
            Slot::Item(machine, item) => self.items[machine][item],
            Slot::Field(machine, event, field) => self.fields[machine][event][field],
            Slot::Param(machine, phrase, at) => self.params[machine][phrase][at],
            Slot::Answer(machine, phrase) => self.answers[machine][phrase],
            Slot::Message(actor, message, field) => self.messages[actor][message][field],
        }
    }
}

/// A new term for each slot.
fn terms_of<T: FromIterator<Term>>(terms: &mut Terms, slots: impl Iterator<Item = Slot>) -> T {
    slots.map(|slot| terms.add(Origin::Slot(slot))).collect()
}
