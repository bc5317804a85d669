//! Type inference over the whole system (reference#type-inference).
//!
//! `constrain` visits the model and lists its constraints. `solve` unites the places that must have the same type (`terms`) and records
//! flows of numbers (`numbers`). `types` converts the solved terms into types, and `apply` assigns a type to every expression.
//! Contradictions are reported with both places.

#[cfg(feature = "tools")]
mod again;
mod apply;
mod arithmetic;
mod constrain;
mod constraints;
mod equal;
mod expected;
mod fields;
mod functions;
mod given;
#[cfg(feature = "tools")]
mod groups;
#[cfg(feature = "tools")]
mod incremental;
mod keys;
mod numbers;
#[cfg(feature = "tools")]
mod parts;
mod quantities;
mod report;
mod results;
mod slots;
#[cfg(feature = "tools")]
mod solutions;
mod solve;
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
use flow_syntax::ordered::Set;
use flow_syntax::source::Sources;

use crate::lower::{Annotation, Lowered, Remarks};
use crate::model::{
    ActorId, Choice, ChoiceId, Emit, Event, Expr, ExprKind, List, Machine, MachineId, MessageId, Model, Name,
    Party, Step, Target, Type,
};
use crate::slot::Slot;
use crate::visit;
#[cfg(feature = "tools")]
pub(crate) use again::{NamedTypes, TypeNumbers, list_types};
pub(crate) use apply::Typing;
use constrain::{Constrain, System};
#[cfg(feature = "tools")]
pub(crate) use incremental::{KeptTypes, infer_slots_again};
use slots::Slots;
use solve::Solver;
use terms::Term;
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
    let system = System::of(model, remarks, &senders);
    let slots = Slots::new(model);
    let mut solver = Solver::new(&slots, system.uses_time);
    let mut constrain = Constrain::new(model, &system);
    for remarks in &*remarks {
        constrain.visit_annotations(&remarks.annotations);
    }
    let mut apply = |constrain: &mut Constrain<'_>| {
        solver.apply(&constrain.list, &|_| true);
        constrain.list.clear();
    };
    apply(&mut constrain);
    for machine in model.machines.ids() {
        constrain.visit_machine(machine);
        apply(&mut constrain);
    }
    constrain.visit_rules();
    apply(&mut constrain);
    // Solving needs the most memory of all stages, and no constraints.
    drop(constrain);
    let mut types = solve_terms(sources, solver, (model, system.choices), &mut Vec::new(), diags);
    let mut found = Vec::new();
    for (slot, term) in slots.typed(model) {
        found.push((slot, types.type_of(machine_of(slot, &senders), term)));
    }
    let Outcome { mut objects, mut choices, recursive, mut terms, .. } = types.finish();
    report::report_recursive_types(sources, model, &mut terms, &recursive, diags);
    types::name_types(model, &mut objects, &mut choices);
    model.objects = objects;
    model.choices = choices;
    for (slot, ty) in found {
        store_type(model, slot, ty);
    }
}

/// Solves the constraints of a solver, and reports contradictions; `reported` are terms that these are about.
fn solve_terms<'m>(
    sources: &Sources,
    mut solver: Solver<'m>,
    (model, choices): (&'m Model, List<ChoiceId, Choice>),
    reported: &mut Vec<Term>,
    diags: &mut Diagnostics,
) -> Types<'m> {
    solver.finish();
    let Solver { slots, mut terms, flows, texts, ordered, whole, field_uses, .. } = solver;
    let texts = texts.solve(choices, flows.edges(), &terms.equal, terms.len());
    let (numbers, narrowings) = flows.solve(&terms);
    report::report_conflicts(sources, model, &mut terms, reported, diags);
    report::report_narrowings(sources, model, (&terms, &narrowings), reported, diags);
    functions::report_fractions(&whole, &numbers, reported, diags);
    report::report_misfits(sources, model, (&terms, &texts), reported, diags);
    report::report_ordered_choices(&texts, &ordered, reported, diags);
    unknown_fields::report_unknown_fields(model, (&mut terms, slots), &field_uses, reported, diags);
    Types::new(model, terms, numbers, texts)
}

impl System {
    fn of(model: &Model, remarks: &[Remarks], senders: &Senders) -> System {
        let annotations = || remarks.iter().flat_map(|remarks| &remarks.annotations);
        let mut choices = List::new();
        for Annotation { slot, ty } in annotations() {
            intern_choices(model, &mut choices, (*slot, machine_of(*slot, senders)), (ty, 0));
        }
        System {
            asked_for_items: remarks.iter().flat_map(|remarks| &remarks.asked_for_items).copied().collect(),
            uses_time: remarks.iter().any(|remarks| remarks.uses_time)
                || annotations().any(|annotation| is_of_time(&annotation.ty.kind)),
            choices,
        }
    }
}

/// Adds a choice that is written at a place, if it is new; it is named after this place.
fn intern_choices(
    model: &Model,
    choices: &mut List<ChoiceId, Choice>,
    (slot, machine): (Slot, MachineId),
    (ty, depth): (&TypeName, usize),
) {
    match &ty.kind {
        TypeKind::ArrayOf(item) => intern_choices(model, choices, (slot, machine), (item, depth + 1)),
        TypeKind::Choice(texts) if find_choice(choices, texts).is_none() => {
            let Name { text, span } = types::slot_name(model, slot);
            let text = (0..depth).fold(text, |list, _| types::item_name(&list));
            let texts = texts.iter().map(|text| text.text.clone()).gather();
            choices.push(Choice { name: Name { text, span }, machine, texts });
        }
        _ => {}
    }
}

/// The choice of these texts.
fn find_choice(choices: &List<ChoiceId, Choice>, texts: &[Name]) -> Option<ChoiceId> {
    choices.id_where(|choice| choice.texts.iter().eq(texts.iter().map(|text| &text.text)))
}

/// Whether a type makes arithmetic with times possible.
fn is_of_time(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Time | TypeKind::Duration => true,
        TypeKind::ArrayOf(item) => is_of_time(&item.kind),
        _ => false,
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
        Slot::Message(actor, message, _) => MachineId(senders[actor][message].saturating_sub(1)),
    }
}

/// The first machine that sends each message to an outside actor: its number plus one, or zero if there is none, so that a list of thousands of
/// messages costs nothing to make.
type Senders = List<ActorId, List<MessageId, u32>>;

fn first_senders(model: &Model, remarks: &mut [Remarks]) -> Senders {
    let mut senders: Senders = model.actors.map(|actor| vec![0; actor.messages.len()].into());
    for ((id, machine), remarks) in model.machines.entries().zip(remarks.iter_mut().skip(1)) {
        let messages = remarks.messages.get_or_insert_with(|| messages_of(machine));
        for (actor, message) in messages {
            let sender = &mut senders[*actor][*message];
            if *sender == 0 {
                *sender = id.0 + 1;
            }
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

fn store_type(model: &mut Model, slot: Slot, ty: Type) {
    *match slot {
        Slot::Variable(machine, variable) => &mut model.machines[machine].variables[variable].ty,
        Slot::Item(machine, item) => &mut model.machines[machine].items[item].ty,
        Slot::Field(machine, event, field) => &mut model.machines[machine].events[event].fields[field].ty,
        Slot::Param(machine, phrase, at) => &mut model.machines[machine].phrases[phrase].params[at].ty,
        Slot::Answer(machine, phrase) => &mut model.machines[machine].phrases[phrase].answer,
        Slot::Message(actor, message, field) => &mut model.actors[actor].messages[message].fields[field].ty,
    } = ty;
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
