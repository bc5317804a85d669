//! The interface of a program, from its tables.

use flow_openapi::{Access, Event, Field, Instances, Interface, Machine, Type, write_document};

use super::api::Authenticate;
use super::service::{Face, Service};
use super::values::Typed;
use crate::program::ActorPart;

/// The OpenAPI document of the served API.
pub(super) fn describe(service: &Service) -> String {
    let access = match &service.api.authenticate {
        None => Access::Open,
        Some(Authenticate::Tokens(_)) => Access::Tokens,
        Some(Authenticate::Function(_)) => Access::Own,
    };
    let machines = service.parts.machines.iter().zip(&service.faces);
    let machines = machines.map(|(machine, face)| describe_machine(machine.table(), face)).collect();
    let reads = |actor: &&ActorPart| !actor.is_delivered && !actor.table.messages.is_empty();
    let readers = service.parts.actors.iter().filter(reads).map(|actor| actor.table.name.to_owned());
    let mut partners: Vec<String> = service.api.list_partners().map(str::to_owned).collect();
    partners.sort_unstable();
    write_document(&Interface {
        name: service.host.program().name.to_owned(),
        access,
        machines,
        readers: readers.collect(),
        partners,
    })
}

fn describe_machine(table: &flow_durable::MachineTable, face: &Face) -> Machine {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let public = table.events.iter().zip(&face.events).filter(|(event, _)| event.public);
    let event = |(event, fields): (&flow_durable::EventTable, &Vec<Typed>)| Event {
        name: event.name.to_owned(),
        from: event.from.map(str::to_owned),
        fields: describe_fields(fields),
    };
    Machine {
        name: table.name.to_owned(),
        instances: match table.instances {
            flow_durable::Instances::PerConversation => Instances::PerConversation,
            flow_durable::Instances::One => Instances::One,
            flow_durable::Instances::PerKey(keys) => Instances::PerKey(describe_keys(table, keys)),
        },
        states: texts(table.states),
        inputs: describe_fields(&face.inputs),
        shown: describe_fields(&face.shown),
        events: public.map(event).collect(),
    }
}

fn describe_fields(fields: &[Typed]) -> Vec<Field> {
    let field = |(name, of_type): &Typed| Field { name: (*name).to_owned(), of_type: of_type.clone() };
    fields.iter().map(field).collect()
}

/// The variables of a key.
fn describe_keys(table: &flow_durable::MachineTable, keys: &[&str]) -> Vec<Field> {
    let find = |name: &&str| {
        let variable = table.variables.iter().find(|variable| variable.name == *name);
        let of_type = variable.map_or(Type::String, |variable| Type::read(variable.of_type));
        Field { name: (*name).to_owned(), of_type }
    };
    keys.iter().map(find).collect()
}
