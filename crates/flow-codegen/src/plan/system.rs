//! The in-process system in the plan: the names that machines, actors and events have in the module `system`.
//!
//! A function for each event the outside may send is named after the event, and after the machine too where several
//! machines get an event of that name.

use flow_model::model::{ActorId, EventId, MachineId, Model, Party, Visibility};
use proc_macro2::Ident;

use super::naming::{self, Scope};
use super::{Actor, Machine};

/// The functions of a generated system, beside `create_…` and one for each event.
pub const SYSTEM_API: &[&str] = &[
    "new",
    "bindings",
    "bindings_mut",
    "into_bindings",
    "all",
    "partner",
    "now",
    "advance",
    "record",
    "take_trace",
];

/// The in-process system of a model.
#[derive(Debug, Default)]
pub struct System {
    /// The machines, by [`MachineId`].
    pub members: Vec<Member>,
    /// The actors outside that are sent something, with their variants of `Message`.
    pub actors: Vec<(ActorId, Ident)>,
    /// What the outside may send.
    pub arrivals: Vec<Arrival>,
}

/// A machine in the system.
#[derive(Debug)]
pub struct Member {
    /// Its variant of `Event`, `State` and `Failure`.
    pub variant: Ident,
    /// The function that makes an instance: `create_order`.
    pub create: Ident,
}

/// An event that the outside may send to a machine.
#[derive(Debug)]
pub struct Arrival {
    /// The machine.
    pub machine: MachineId,
    /// The event.
    pub event: EventId,
    /// Its function: `checkout`, or `checkout_order` where other machines have a `checkout` too.
    pub function: Ident,
    /// Who sends it, without sigil.
    pub from: String,
}

/// Plans the system.
pub(crate) fn plan(model: &Model, machines: &[Machine<'_>], actors: &[Actor]) -> System {
    let (mut variants, mut functions) = (Scope::default(), Scope::default());
    let members = machines.iter().map(|machine| {
        let variant = variants.claim_private(machine.name.clone());
        let create = naming::lower(&format!("create_{}", plain(&machine.module)), &[]);
        Member { variant, create: functions.claim_private(create) }
    });
    System {
        members: members.collect(),
        actors: actor_variants(model, actors),
        arrivals: arrivals(model, machines, &mut functions),
    }
}

fn actor_variants(model: &Model, actors: &[Actor]) -> Vec<(ActorId, Ident)> {
    let mut variants = Scope::default();
    let sent_to = actors.iter().filter(|actor| !actor.messages.is_empty());
    let variant = |actor: &Actor| {
        let name = naming::upper(&model.actors[actor.id].name.text, naming::VARIANT_API);
        (actor.id, variants.claim_private(name))
    };
    sent_to.map(variant).collect()
}

fn arrivals(model: &Model, machines: &[Machine<'_>], functions: &mut Scope) -> Vec<Arrival> {
    let mut found = Vec::new();
    for machine in machines {
        for event in &machine.events {
            if let Some(from) = outside(model, machine.id, event.id) {
                found.push((machine, event, from));
            }
        }
    }
    let same = |function: &Ident| found.iter().filter(|(_, event, _)| event.function == *function).count();
    let arrival = |(machine, event, from): &(&Machine<'_>, &super::Event, String)| {
        let name = match same(&event.function) {
            1 => plain(&event.function),
            _ => format!("{}_{}", plain(&event.function), plain(&machine.module)),
        };
        let function = functions.claim_private(naming::lower(&name, SYSTEM_API));
        Arrival { machine: machine.id, event: event.id, function, from: from.clone() }
    };
    found.iter().map(arrival).collect()
}

/// Who sends an event from outside; `None` if only the system's machines and time do.
fn outside(model: &Model, machine: MachineId, event: EventId) -> Option<String> {
    let event = &model.machines[machine].events[event];
    match (event.from, event.visibility) {
        (Some(Party::Actor(actor)), _) => Some(model.actors[actor].name.text.clone()),
        (None, _) => Some("outside".to_owned()),
        (Some(from), Visibility::Public) => Some(super::parties::party_name(model, from).to_owned()),
        (Some(_), Visibility::Internal) => None,
    }
}

/// An identifier as the specification has it: without what makes it raw, and the `_` that set it apart.
fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").trim_end_matches('_').to_owned()
}
