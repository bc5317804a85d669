//! Type inference over the whole system (reference#type-inference).
//!
//! `constrain` visits the model, unites the places that must have the same type (`terms`) and records flows of numbers
//! (`numbers`). `types` converts the solved terms into types, and `apply` assigns a type to every expression. Contradictions
//! are reported with both places.

#[cfg(feature = "tools")]
mod again;
mod apply;
mod arithmetic;
mod constrain;
mod equal;
mod expected;
mod fields;
mod functions;
mod given;
mod keys;
mod numbers;
mod report;
mod results;
mod slots;
mod step;
mod terms;
mod texts;
mod types;
mod unknown_fields;
mod written;

use std::cell::Cell;

#[cfg(feature = "tools")]
pub(crate) use types::item_name;

use flow_syntax::ast::{TypeKind, TypeName};
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::Sources;

use crate::lower::{Annotation, Lowered, Remarks};
use crate::model::{
    ActorId, Emit, Event, Expr, ExprKind, Machine, MachineId, MessageId, Model, Name, Party, PhraseKind,
    Step, Target, Type,
};
use crate::slot::Slot;
use crate::visit;
#[cfg(feature = "tools")]
pub(crate) use again::{NamedTypes, TypeNumbers, list_types};
pub(crate) use apply::Typing;
use constrain::Constrain;
use numbers::NumberType;
use slots::Slots;
use terms::{Reason, Shape, Term};
use texts::TextType;
use types::{Outcome, Types};
use written::without_conversion;

/// Infers the type of every value of the model.
pub(crate) fn infer(sources: &Sources, mut lowered: Lowered, diags: &mut Diagnostics) -> Model {
    infer_slots(sources, &mut lowered, diags);
    let mut model = lowered.model;
    for machine in model.machines.ids() {
        type_machine(&mut model, machine);
    }
    type_rules(&mut model);
    model
}

/// Infers the types of all places that values flow through. The values themselves get their types from [`type_machine`] and
/// [`type_rules`].
pub(crate) fn infer_slots(sources: &Sources, lowered: &mut Lowered, diags: &mut Diagnostics) {
    let Lowered { model, remarks } = lowered;
    let senders = first_senders(model, remarks);
    let annotations = || remarks.iter().flat_map(|remarks| &remarks.annotations);
    let asked_for_items = remarks.iter().flat_map(|remarks| &remarks.asked_for_items).copied().collect();
    let mut constrain = Constrain::new(model, &asked_for_items);
    constrain.uses_time = remarks.iter().any(|remarks| remarks.uses_time)
        || annotations().any(|annotation| is_of_time(&annotation.ty.kind));
    constrain_annotations(&mut constrain, &mut annotations(), &senders);
    constrain.run();
    let Constrain { mut terms, slots, flows, texts, in_order, whole, field_uses, .. } = constrain;
    let texts = texts.solve(flows.edges(), &terms.equal, terms.len());
    let (numbers, narrowings) = flows.solve(&terms);
    report::report_conflicts(sources, model, &mut terms, diags);
    report::report_narrowings(sources, model, &mut terms, &narrowings, diags);
    functions::report_fractions(&whole, &numbers, diags);
    report::report_misfits(sources, model, &mut terms, &texts, diags);
    report::report_ordered_choices(&texts, &in_order, diags);
    unknown_fields::report_unknown_fields(model, &mut terms, &slots, &field_uses, diags);
    let mut types = Types::new(model, terms, numbers, texts);
    let found = slot_types(model, &mut types, &slots, &senders);
    let Outcome { objects, choices, recursive, mut terms } = types.finish();
    report::report_recursive_types(sources, model, &mut terms, &recursive, diags);
    model.objects = objects;
    model.choices = choices;
    store_types(model, found);
}

/// Whether a type makes arithmetic with times possible.
fn is_of_time(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Time | TypeKind::Duration => true,
        TypeKind::ArrayOf(item) => is_of_time(&item.kind),
        _ => false,
    }
}

/// Adds the constraints of type annotations.
fn constrain_annotations(
    constrain: &mut Constrain<'_>,
    annotations: &mut dyn Iterator<Item = &Annotation>,
    senders: &Senders,
) {
    for annotation in annotations {
        let term = constrain.slots.term(annotation.slot);
        let machine = machine_of(annotation.slot, senders);
        let name = types::slot_name(constrain.model, annotation.slot);
        constrain_type(constrain, term, &annotation.ty, (name, machine));
    }
}

/// Adds the constraint of a type that is written for a term. A choice is named after the place that has it.
fn constrain_type(constrain: &mut Constrain<'_>, term: Term, ty: &TypeName, place: (Name, MachineId)) {
    let span = ty.span;
    let shape = match &ty.kind {
        TypeKind::Reference(machine) => {
            let machine = constrain.model.machines.id_where(|of| of.name.text == machine.text);
            let Some(machine) = machine else { return };
            Shape::Reference(machine)
        }
        TypeKind::String => Shape::String,
        TypeKind::Choice(texts) => {
            let choice = constrain.texts.intern(texts, place.0, place.1);
            constrain.texts.add_annotation(term, TextType::Choice(choice), span);
            Shape::String
        }
        TypeKind::Number | TypeKind::Integer => Shape::Number,
        TypeKind::Boolean => Shape::Boolean,
        TypeKind::Time => Shape::Time,
        TypeKind::Duration => Shape::Duration,
        TypeKind::Object => Shape::Object(Box::default()),
        TypeKind::Array => {
            constrain.terms.require_item(term, span);
            return;
        }
        TypeKind::ArrayOf(item) => {
            let of = constrain.terms.require_item(term, span);
            let (Name { text, span }, machine) = place;
            constrain_type(constrain, of, item, (Name { text: types::item_name(&text), span }, machine));
            return;
        }
    };
    constrain.terms.require_shape(term, shape, span, Reason::Use);
    match ty.kind {
        TypeKind::Number => constrain.flows.add_annotation(term, NumberType::Number, span),
        TypeKind::Integer => constrain.flows.add_annotation(term, NumberType::Integer, span),
        TypeKind::String => constrain.texts.add_annotation(term, TextType::String, span),
        _ => {}
    }
}

/// The machine with the module in which a type of a slot is declared.
fn machine_of(slot: Slot, senders: &Senders) -> MachineId {
    match slot {
        Slot::Variable(machine, _)
        | Slot::Item(machine, _)
        | Slot::Field(machine, ..)
        | Slot::Param(machine, ..)
        | Slot::Answer(machine, _) => machine,
        Slot::Message(actor, message, _) => senders.get(&(actor, message)).copied().unwrap_or(MachineId(0)),
    }
}

/// Computes the types of all slots, in the order of the model.
fn slot_types(model: &Model, types: &mut Types<'_>, slots: &Slots, senders: &Senders) -> Vec<(Slot, Type)> {
    let mut found = Vec::new();
    for slot in all_slots(model) {
        let machine = machine_of(slot, senders);
        found.push((slot, types.type_of(machine, slots.term(slot))));
    }
    found
}

fn all_slots(model: &Model) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (id, machine) in model.machines.entries() {
        slots.extend(machine.variables.ids().map(|variable| Slot::Variable(id, variable)));
        slots.extend(machine.items.ids().map(|item| Slot::Item(id, item)));
        for (event, of) in machine.events.entries() {
            slots.extend(of.fields.ids().map(|field| Slot::Field(id, event, field)));
        }
        for (phrase, of) in machine.phrases.entries() {
            slots.extend((0..of.params.len()).map(|at| Slot::Param(id, phrase, at)));
            slots.extend((of.kind == PhraseKind::Answer).then_some(Slot::Answer(id, phrase)));
        }
    }
    for (id, actor) in model.actors.entries() {
        for (message, of) in actor.messages.entries() {
            slots.extend(of.fields.ids().map(|field| Slot::Message(id, message, field)));
        }
    }
    slots
}

/// The first machine that sends each message to an outside actor.
type Senders = Map<(ActorId, MessageId), MachineId>;

fn first_senders(model: &Model, remarks: &mut [Remarks]) -> Senders {
    let mut senders = Map::new();
    for ((id, machine), remarks) in model.machines.entries().zip(remarks.iter_mut().skip(1)) {
        let messages = remarks.messages.get_or_insert_with(|| messages_of(machine));
        for message in messages {
            senders.entry(*message).or_insert(id);
        }
    }
    senders
}

/// The messages that a machine sends to outside actors.
fn messages_of(machine: &Machine) -> Vec<(ActorId, MessageId)> {
    let mut messages = Set::new();
    for handler in &machine.handlers {
        visit::steps(&handler.body, &mut |step| {
            if let Step::Emit(Emit { target: Target::Actor(actor, message), .. }) = step {
                messages.insert((*actor, *message));
            }
        });
    }
    messages.into_iter().gather()
}

fn store_types(model: &mut Model, found: Vec<(Slot, Type)>) {
    for (slot, ty) in found {
        *match slot {
            Slot::Variable(machine, variable) => &mut model.machines[machine].variables[variable].ty,
            Slot::Item(machine, item) => &mut model.machines[machine].items[item].ty,
            Slot::Field(machine, event, field) => &mut model.machines[machine].events[event].fields[field].ty,
            Slot::Param(machine, phrase, at) => &mut model.machines[machine].phrases[phrase].params[at].ty,
            Slot::Answer(machine, phrase) => &mut model.machines[machine].phrases[phrase].answer,
            Slot::Message(actor, message, field) => {
                &mut model.actors[actor].messages[message].fields[field].ty
            }
        } = ty;
    }
}

/// The type of a slot, once it is known.
fn slot_type(model: &Model, slot: Slot) -> Type {
    match slot {
        Slot::Variable(machine, variable) => model.machines[machine].variables[variable].ty.clone(),
        Slot::Item(machine, item) => model.machines[machine].items[item].ty.clone(),
        Slot::Field(machine, event, field) => model.machines[machine].events[event].fields[field].ty.clone(),
        Slot::Param(machine, phrase, at) => model.machines[machine].phrases[phrase].params[at].ty.clone(),
        Slot::Answer(machine, phrase) => model.machines[machine].phrases[phrase].answer.clone(),
        Slot::Message(actor, message, field) => {
            model.actors[actor].messages[message].fields[field].ty.clone()
        }
    }
}

/// Assigns types to all values of a machine; whether nothing is lost on it.
pub(crate) fn type_machine(model: &mut Model, id: MachineId) -> bool {
    let mut handlers = std::mem::take(&mut model.machines[id].handlers);
    let mut scenarios = std::mem::take(&mut model.machines[id].scenarios);
    let mut crossings = std::mem::take(&mut model.machines[id].crossings);
    let has_lost = Cell::new(false);
    let typing = Typing { model, machine: id, event: None, has_lost: Some(&has_lost) };
    handlers.iter_mut().for_each(|handler| typing.type_handler(handler));
    scenarios.iter_mut().for_each(|scenario| typing.type_scenario(scenario));
    crossings.iter_mut().for_each(|crossing| typing.type_block(&mut crossing.body));
    model.machines[id].crossings = crossings;
    model.machines[id].handlers = handlers;
    model.machines[id].scenarios = scenarios;
    !has_lost.get()
}

/// Assigns types to the values of the rules.
pub(crate) fn type_rules(model: &mut Model) {
    let mut rules = std::mem::take(&mut model.rules);
    let typing = Typing { model, machine: MachineId(0), event: None, has_lost: None };
    let conditions = rules.rules.iter_mut().flat_map(|rule| rule.conditions_mut());
    conditions.for_each(|condition| typing.type_condition(condition));
    model.rules = rules;
}

/// The slots of a field of the event that `to` receives; without `to`, of every event of that name.
fn sent_slots(model: &Model, machine: MachineId, to: Option<Party>, event: &str, field: &str) -> Vec<Slot> {
    match to {
        Some(Party::Machine(receiver)) => received_slots(model, receiver, event, field),
        Some(Party::Itself) => received_slots(model, machine, event, field),
        Some(Party::Actor(actor)) => message_slots(model, actor, event, field),
        Some(Party::System) => Vec::new(),
        None => {
            let mut slots = Vec::new();
            for actor in model.actors.ids() {
                slots.append(&mut message_slots(model, actor, event, field));
            }
            for to in model.machines.ids() {
                slots.append(&mut received_slots(model, to, event, field));
            }
            slots
        }
    }
}

/// The fields of this name of an event that an outside actor sends, in all machines that handle it.
fn answer_slots(model: &Model, actor: ActorId, event: &str, field: &str) -> Vec<Slot> {
    let comes = |of: &Event| of.name.text == event && of.comes_from(Party::Actor(actor));
    let machines = model.machines.entries().flat_map(|(id, machine)| {
        let events = machine.events.entries().filter(|(_, of)| comes(of));
        events.filter_map(move |(event, of)| {
            let field = of.fields.id_where(|known| known.name.text == field)?;
            Some(Slot::Field(id, event, field))
        })
    });
    machines.gather()
}

fn received_slots(model: &Model, machine: MachineId, event: &str, field: &str) -> Vec<Slot> {
    let events = model.machines[machine].events.entries();
    let named = events.filter(|(_, of)| of.name.text == event);
    let found = named.filter_map(|(id, of)| {
        let field = of.fields.id_where(|known| known.name.text == field)?;
        Some(Slot::Field(machine, id, field))
    });
    found.gather()
}

fn message_slots(model: &Model, actor: ActorId, event: &str, field: &str) -> Vec<Slot> {
    let messages = model.actors[actor].messages.entries();
    let named = messages.filter(|(_, of)| of.name.text == event);
    let found = named.filter_map(|(id, of)| {
        let field = of.fields.id_where(|known| known.name.text == field)?;
        Some(Slot::Message(actor, id, field))
    });
    found.gather()
}

/// Whether a number literal fits an integer.
fn is_whole(digits: &str) -> bool {
    digits.parse::<i64>().is_ok()
}

/// Whether the literals of a list are of several types.
fn is_mixed(items: &[Expr]) -> bool {
    let mut kinds = items.iter().filter_map(|item| literal_kind(without_conversion(item)));
    kinds.next().is_some_and(|first| kinds.any(|kind| kind != first))
}

fn literal_kind(value: &Expr) -> Option<u8> {
    match &value.kind {
        ExprKind::Number(_) => Some(0),
        ExprKind::Text(_) => Some(1),
        ExprKind::Boolean(_) => Some(2),
        ExprKind::List(_) => Some(3),
        ExprKind::Object(_) => Some(4),
        _ => None,
    }
}
