//! Names of events and emits: who is named in them, and when.
//!
//! An event that several actors may send, or an emit that goes to several, has the actor in its name
//! (`cancel_from_clerk`, `ErrorToCustomer`); where the event alone tells them apart, it does not.

use flow_model::model::{
    ActorId, Event as ModelEvent, EventId, Machine as ModelMachine, Model, Party, PayloadField, Target,
    TimerOp,
};
use flow_model::model::{Block, Step};
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::source::Span;

use super::naming::{self, Scope};
use super::{Actor, Emit, EmitKind, Event, Field, Message};

/// A party without its sigil.
pub(crate) fn party_name(model: &Model, party: Party) -> &str {
    match party {
        Party::Machine(id) => &model.machines[id].name.text,
        Party::Actor(id) => &model.actors[id].name.text,
        Party::System => "system",
        Party::Itself => "self",
    }
}

/// The outside actors and their messages.
pub(crate) fn actors(model: &Model, modules: &mut Scope, diags: &mut Diagnostics) -> Vec<Actor> {
    let actors = model.actors.iter().enumerate();
    actors.map(|(at, actor)| plan_actor(ActorId::new(at), actor, modules, diags)).collect()
}

fn plan_actor(
    id: ActorId,
    actor: &flow_model::model::Actor,
    modules: &mut Scope,
    diags: &mut Diagnostics,
) -> Actor {
    let module = naming::module(&actor.name.text);
    let module = modules.claim(module, format!("@{}", actor.name.text), actor.name.span, diags);
    let mut scope = Scope::default();
    let mut message = |message: &flow_model::model::Message| {
        let text = format!(":{}", message.name.text);
        let name = naming::upper(&message.name.text, naming::MESSAGE_API);
        let name = scope.claim(name, text.clone(), message.name.span, diags);
        Message { name, fields: fields(&message.fields, diags), text, span: message.name.span }
    };
    Actor { id, module, messages: actor.messages.iter().map(&mut message).collect() }
}

/// The fields of a payload.
pub(crate) fn fields(payload: &[PayloadField], diags: &mut Diagnostics) -> Vec<Field> {
    let mut scope = Scope::default();
    let field = |field: &PayloadField| {
        let text = format!("${}", field.name.text);
        let ident = naming::lower(&field.name.text, &[]);
        let ident = scope.claim(ident, text.clone(), field.name.span, diags);
        Field { ident, ty: field.ty.clone(), text }
    };
    payload.iter().map(field).collect()
}

/// The events of a machine.
pub(crate) fn events(model: &Model, machine: &ModelMachine, diags: &mut Diagnostics) -> Vec<Event> {
    let (mut names, mut functions) = (Scope::default(), Scope::default());
    let mut event = |(at, event): (usize, &ModelEvent)| {
        let (name, text) = (event_name(model, machine, event), event_text(model, event));
        let span = event.name.span;
        let function = naming::lower(&name, naming::MACHINE_API);
        let function = functions.claim(function, text.clone(), span, diags);
        let variant = naming::upper(&name, naming::VARIANT_API);
        let mut quiet = Diagnostics::default();
        let variant_diags = if function_collided(&function, &name) { &mut quiet } else { &mut *diags };
        let name = names.claim(variant, text.clone(), span, variant_diags);
        Event { id: EventId::new(at), name, function, fields: fields(&event.fields, diags), text }
    };
    machine.events.iter().enumerate().map(&mut event).collect()
}

/// Whether a function got a number because its name was taken: then its variant is, too, and that was said.
fn function_collided(function: &proc_macro2::Ident, name: &str) -> bool {
    *function != naming::lower(name, naming::MACHINE_API)
}

/// `cancel`, or `cancel_from_clerk` where several may send it.
fn event_name(model: &Model, machine: &ModelMachine, event: &ModelEvent) -> String {
    let name = &event.name.text;
    let same = machine.events.iter().filter(|other| other.name.text == *name).count();
    match event.from {
        Some(from) if same > 1 => format!("{name}_from_{}", party_name(model, from)),
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

/// What a machine emits.
pub(crate) fn emits(model: &Model, machine: &ModelMachine, diags: &mut Diagnostics) -> Vec<Emit> {
    let mut kinds: Vec<(EmitKind, Span)> = Vec::new();
    for handler in &machine.handlers {
        collect(&handler.body, &mut |kind, span| {
            if !kinds.iter().any(|(other, _)| *other == kind) {
                kinds.push((kind, span));
            }
        });
    }
    let mut scope = Scope::default();
    let events: Vec<&str> = kinds.iter().filter_map(|(kind, _)| sent_event(model, machine, *kind)).collect();
    let emit = |(kind, span): &(EmitKind, Span)| {
        let text = emit_text(model, machine, *kind);
        let name = scope.claim(emit_name(model, machine, *kind, &events), text.clone(), *span, diags);
        Emit { name, kind: *kind, text, span: *span }
    };
    kinds.iter().map(emit).collect()
}

/// Calls `found` with each emit and timer step of a block, in order.
fn collect(block: &Block, found: &mut impl FnMut(EmitKind, Span)) {
    for step in block {
        match step {
            Step::Emit(emit) => found(target_kind(emit.target), emit.span),
            Step::Timer(timer) => found(timer_kind(&timer.op), timer.span),
            Step::Chain(chain) => {
                chain.groups.iter().for_each(|group| collect(&group.body, found));
                chain.otherwise.iter().for_each(|body| collect(body, found));
            }
            Step::Transition(_) | Step::Update(_) | Step::Action(_) => {}
        }
    }
}

/// The variant for a target.
pub(crate) fn target_kind(target: Target) -> EmitKind {
    match target {
        Target::Machine(machine, event) => EmitKind::Machine(machine, event),
        Target::Actor(actor, message) => EmitKind::Actor(actor, message),
        Target::Itself(event) => EmitKind::Itself(event),
    }
}

/// The variant for a timer step.
pub(crate) fn timer_kind(op: &TimerOp) -> EmitKind {
    match op {
        TimerOp::Start(event, _) => EmitKind::StartTimer(*event),
        TimerOp::Schedule(event, _) => EmitKind::Schedule(*event),
        TimerOp::CancelTimer => EmitKind::CancelTimer,
        TimerOp::CancelEvent(event) => EmitKind::Cancel(*event),
    }
}

/// The name of the event that an emit sends; timers send nothing now.
fn sent_event<'m>(model: &'m Model, machine: &'m ModelMachine, kind: EmitKind) -> Option<&'m str> {
    match kind {
        EmitKind::Machine(id, event) => Some(&model.machines[id].events[event].name.text),
        EmitKind::Actor(id, message) => Some(&model.actors[id].messages[message].name.text),
        EmitKind::Itself(event) => Some(&machine.events[event].name.text),
        EmitKind::StartTimer(_) | EmitKind::CancelTimer | EmitKind::Schedule(_) | EmitKind::Cancel(_) => None,
    }
}

fn receiver(model: &Model, kind: EmitKind) -> &str {
    match kind {
        EmitKind::Machine(id, _) => &model.machines[id].name.text,
        EmitKind::Actor(id, _) => &model.actors[id].name.text,
        _ => "self",
    }
}

/// `OrderConfirmed`, or `ErrorToCustomer` where the same event goes to several.
fn emit_name(model: &Model, machine: &ModelMachine, kind: EmitKind, events: &[&str]) -> proc_macro2::Ident {
    let own = |event: EventId| machine.events[event].name.text.as_str();
    let api: &[&str] = if sent_event(model, machine, kind).is_some() { naming::EMIT_API } else { &[] };
    let name = match kind {
        EmitKind::StartTimer(_) => "start_timer".to_owned(),
        EmitKind::CancelTimer => "cancel_timer".to_owned(),
        EmitKind::Schedule(event) => format!("schedule_{}", own(event)),
        EmitKind::Cancel(event) => format!("cancel_{}", own(event)),
        EmitKind::Machine(..) | EmitKind::Actor(..) | EmitKind::Itself(_) => {
            let event = sent_event(model, machine, kind).unwrap_or_default();
            match events.iter().filter(|other| **other == event).count() {
                0 | 1 => event.to_owned(),
                _ => format!("{event}_to_{}", receiver(model, kind)),
            }
        }
    };
    naming::upper(&name, api)
}

fn emit_text(model: &Model, machine: &ModelMachine, kind: EmitKind) -> String {
    let own = |event: EventId| machine.events[event].name.text.as_str();
    match kind {
        EmitKind::StartTimer(_) => "start timer".to_owned(),
        EmitKind::CancelTimer => "cancel timer".to_owned(),
        EmitKind::Schedule(event) => format!("schedule :{}", own(event)),
        EmitKind::Cancel(event) => format!("cancel :{}", own(event)),
        EmitKind::Machine(..) | EmitKind::Actor(..) | EmitKind::Itself(_) => {
            let event = sent_event(model, machine, kind).unwrap_or_default();
            format!(":{event} to @{}", receiver(model, kind))
        }
    }
}
