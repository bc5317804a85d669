//! Events and messages: their Rust names, with the sender or not.
//!
//! An event that several actors may send has the sender in its name (`cancel_from_clerk`); where the event alone is unique, it
//! does not.

use flow_model::model::{
    Actor as ModelActor, ActorId, Event as ModelEvent, EventId, FieldId, List, Machine as ModelMachine,
    Message as ModelMessage, Model, Party, PayloadField,
};
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::ordered::Map;
use proc_macro2::Ident;

use super::Modules;
use super::items::{Actor, Event, Field, Message};
use super::naming::{self, Scope};

/// A party without its sigil.
pub(crate) fn party_name(model: &Model, party: Party) -> &str {
    match party {
        Party::Machine(id) => &model.machines[id].name.text,
        Party::Actor(id) => &model.actors[id].name.text,
        Party::System => "system",
        Party::Itself => "self",
    }
}

/// Plans the outside actors and their messages.
pub(crate) fn plan_actors(
    model: &Model,
    modules: &mut Modules<'_>,
    diags: &mut Diagnostics,
) -> List<ActorId, Actor> {
    model.actors.entries().map(|(id, actor)| plan_actor(id, actor, modules, diags)).collect()
}

/// Claims the names of all actors, as [`plan_actors`] does; of those that are known to have no two equal ones, their modules only.
pub(crate) fn claim_actors(
    model: &Model,
    modules: &mut Modules<'_>,
    is_unknown: &dyn Fn(Party) -> bool,
    diags: &mut Diagnostics,
) {
    for (id, actor) in model.actors.entries() {
        if is_unknown(Party::Actor(id)) {
            plan_actor(id, actor, modules, diags);
        } else {
            modules.claim(&actor.name, diags);
        }
    }
}

fn plan_actor(id: ActorId, actor: &ModelActor, modules: &mut Modules<'_>, diags: &mut Diagnostics) -> Actor {
    let module = modules.claim(&actor.name, diags);
    let mut scope = Scope::default();
    let messages = actor.messages.map(|message| plan_message(message, &mut scope, diags));
    Actor { id, module, messages }
}

fn plan_message(message: &ModelMessage, scope: &mut Scope, diags: &mut Diagnostics) -> Message {
    let text = format!(":{}", message.name.text);
    let name = naming::camel_case(&message.name.text, naming::MESSAGE_API);
    let name = scope.claim(name, text.clone(), message.name.span, diags);
    Message { name, fields: plan_payload(&message.fields, diags), text, span: message.name.span }
}

fn plan_payload(payload: &List<FieldId, PayloadField>, diags: &mut Diagnostics) -> List<FieldId, Field> {
    let mut scope = Scope::default();
    payload.map(|field| {
        let text = format!("${}", field.name.text);
        let ident = naming::snake_case(&field.name.text, &[]);
        let ident = scope.claim(ident, text.clone(), field.name.span, diags);
        Field { ident, ty: field.ty.clone(), text }
    })
}

/// Plans the events of a machine.
pub(crate) fn plan_events(
    model: &Model,
    machine: &ModelMachine,
    diags: &mut Diagnostics,
) -> List<EventId, Event> {
    let (mut names, mut functions) = (Scope::default(), Scope::default());
    let counts = naming::count_equal(machine.events.iter().map(|event| event.name.text.as_str()));
    let event = |(id, event): (EventId, &ModelEvent)| {
        let (name, text) = (event_name(model, &counts, event), event_text(model, event));
        let span = event.name.span;
        let function = naming::snake_case(&name, naming::MACHINE_API);
        let function = functions.claim(function, text.clone(), span, diags);
        let variant = naming::camel_case(&name, naming::VARIANT_API);
        // If the functions collide, so do the variants: one report is enough.
        let mut unreported = Diagnostics::default();
        let variant_diags = if has_collided(&function, &name) { &mut unreported } else { &mut *diags };
        let name = names.claim(variant, text.clone(), span, variant_diags);
        Event { id, name, function, fields: plan_payload(&event.fields, diags), text }
    };
    machine.events.entries().map(event).collect()
}

/// Whether a function got a number because its name was taken.
fn has_collided(function: &Ident, name: &str) -> bool {
    *function != naming::snake_case(name, naming::MACHINE_API)
}

/// `cancel`, or `cancel_from_clerk` where several may send it.
fn event_name(model: &Model, counts: &Map<&str, usize>, event: &ModelEvent) -> String {
    let name = &event.name.text;
    match event.from {
        Some(from) if counts[name.as_str()] > 1 => format!("{name}_from_{}", party_name(model, from)),
        _ => name.clone(),
    }
}

/// `:cancel from @clerk`, `:cancel`.
fn event_text(model: &Model, event: &ModelEvent) -> String {
    match event.from {
        Some(from) => format!(":{} from @{}", event.name.text, party_name(model, from)),
        None => format!(":{}", event.name.text),
    }
}
