//! The plan of the in-process system: the names of machines, actors and events in the module `system`.
//!
//! The function for an event from outside is named after the event, and after the machine too where several machines get an event
//! of that name.

use flow_model::model::{ActorId, EventId, List, MachineId, Model, Party, Visibility};
use flow_syntax::gather::Gather;
use proc_macro2::Ident;

use super::emits::Emit;
use super::items::{Actor, Event, Machine};
use super::naming::{self, Scope};
use super::parties;

/// Functions of every generated system; the others are named `create_…` or after events.
pub const SYSTEM_API: &[&str] = &[
    "new",
    "bindings",
    "bindings_mut",
    "into_bindings",
    "get",
    "find",
    "remove",
    "all",
    "receiver",
    "now",
    "next_due",
    "advance",
    "redeliver",
    "budget",
    "set_budget",
    "take_interrupted",
    "record",
    "take_trace",
    "observe",
];

/// The in-process system of a model.
#[derive(Debug, Default)]
pub struct System {
    /// The machines.
    pub members: List<MachineId, Member>,
    /// The outside actors that are sent something, with their variants of `Message`.
    pub actors: Vec<(ActorId, Ident)>,
    /// The events from outside.
    pub arrivals: Vec<Arrival>,
    /// Whether a timer waits for a time of day, so that the clock needs one.
    pub needs_time: bool,
}

/// A machine in the system.
#[derive(Debug)]
pub struct Member {
    /// Its variant of `Event`, `State` and `Failure`.
    pub variant: Ident,
    /// The function that makes an instance: `create_order`.
    pub create: Ident,
    /// The function that returns the id of the instance, or of that with a key, if the machine is `one for …`: `shelf`.
    pub id: Option<Ident>,
}

/// An event from outside to a machine.
#[derive(Debug)]
pub struct Arrival {
    /// The machine.
    pub machine: MachineId,
    /// The event.
    pub event: EventId,
    /// Its function: `checkout`, or `checkout_order` where other machines have a `checkout` too.
    pub function: Ident,
    /// The sender, without sigil.
    pub from: String,
}

/// Plans the system.
pub(crate) fn plan_system(
    model: &Model,
    machines: &List<MachineId, Machine<'_>>,
    actors: &List<ActorId, Actor>,
) -> System {
    let (mut variants, mut functions) = (Scope::default(), Scope::default());
    let members = machines.map(|machine| {
        let variant = variants.claim_private(machine.name.clone());
        let create = naming::snake_case(&format!("create_{}", plain_name(&machine.module)), &[]);
        let create = functions.claim_private(create);
        let is_shared = model.machines[machine.id].instances.is_shared();
        let id = is_shared
            .then(|| functions.claim_private(naming::snake_case(&plain_name(&machine.module), SYSTEM_API)));
        Member { variant, create, id }
    });
    System {
        members,
        actors: plan_actor_variants(model, actors),
        arrivals: plan_arrivals(model, machines, &mut functions),
        needs_time: machines.iter().any(|machine| machine.emits.iter().any(Emit::waits_for_time)),
    }
}

fn plan_actor_variants(model: &Model, actors: &List<ActorId, Actor>) -> Vec<(ActorId, Ident)> {
    let mut variants = Scope::default();
    let receivers = actors.iter().filter(|actor| !actor.messages.is_empty());
    let variant = |actor: &Actor| {
        let name = naming::camel_case(&model.actors[actor.id].name.text, naming::VARIANT_API);
        (actor.id, variants.claim_private(name))
    };
    receivers.map(variant).gather()
}

fn plan_arrivals(
    model: &Model,
    machines: &List<MachineId, Machine<'_>>,
    functions: &mut Scope,
) -> Vec<Arrival> {
    let mut found = Vec::new();
    for machine in machines {
        for event in &machine.events {
            if let Some(from) = find_outside_sender(model, machine.id, event.id) {
                found.push((machine, event, from));
            }
        }
    }
    let names: Vec<String> = found.iter().map(|(_, event, _)| event.function.to_string()).gather();
    let counts = naming::count_equal(names.iter().map(String::as_str));
    let arrival = |((machine, event, from), name): (&(&Machine<'_>, &Event, String), &String)| {
        let name = match counts[name.as_str()] {
            1 => plain_name(&event.function),
            _ => format!("{}_{}", plain_name(&event.function), plain_name(&machine.module)),
        };
        let function = functions.claim_private(naming::snake_case(&name, SYSTEM_API));
        Arrival { machine: machine.id, event: event.id, function, from: from.clone() }
    };
    found.iter().zip(&names).map(arrival).gather()
}

/// The sender of an event from outside; `None` if only the system's machines and timers send it.
fn find_outside_sender(model: &Model, machine: MachineId, event: EventId) -> Option<String> {
    let event = &model.machines[machine].events[event];
    match (event.from, event.visibility) {
        (Some(Party::Actor(actor)), _) => Some(model.actors[actor].name.text.clone()),
        (None, _) => Some("outside".to_owned()),
        (Some(from), Visibility::Public) => Some(parties::party_name(model, from).to_owned()),
        (Some(_), Visibility::Internal) => None,
    }
}

/// The name that an identifier was made from: without `r#` and without the `_` that avoids a reserved name.
fn plain_name(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").trim_end_matches('_').to_owned()
}
