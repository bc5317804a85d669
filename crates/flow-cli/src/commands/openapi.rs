//! `flow openapi`: the HTTP interface of a host that runs the specification.

use std::path::PathBuf;

use flow_model::model::{Event, Instances, Machine, Model, Origin, Party, Visibility};
use flow_model::words;
use flow_openapi::{Access, Field, Interface, Type, write_document};

use crate::failure::{Exit, Failure};
use crate::specification::analyze_one;
use crate::ui::Ui;

/// Print the HTTP interface as OpenAPI
///
/// The paths, payloads and answers of a durable host that runs the specification, as OpenAPI 3.1 in JSON. A running host has the same
/// document at /-/openapi.json, with the variables that it shows.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow openapi order.flow                      the document
  flow openapi order.flow > openapi.json       for programs that make clients or try requests

Exit codes: 0 printed, 1 the specification has errors or cannot be read, 2 wrong usage")]
pub(crate) struct OpenapiArgs {
    /// A specification (with files of loose scenarios, if there are some), a folder, or '-' for standard input; without any, this folder
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,
}

/// Prints the document, if the specification has no errors.
pub(crate) fn run(args: &OpenapiArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let Some(analysis) = analyze_one(&args.paths, ui)? else { return Ok(Exit::FINDINGS) };
    let model = &analysis.model;
    let machines = model.machines.iter().map(|machine| describe_machine(model, machine)).collect();
    let name = model.name.as_ref().map_or_else(String::new, |name| name.text.clone());
    // Of a host that delivers no messages, actors read them.
    let actors = model.actors.iter().filter(|actor| !actor.messages.is_empty());
    let readers = actors.map(|actor| actor.name.text.clone()).collect();
    let (access, partners) = (Access::Tokens, Vec::new());
    ui.print_data(write_document(&Interface { name, access, machines, readers, partners }));
    Ok(Exit::CLEAN)
}

fn describe_machine(model: &Model, machine: &Machine) -> flow_openapi::Machine {
    let others = machine.states.ids().filter(|state| *state != machine.initial);
    let states = std::iter::once(machine.initial).chain(others);
    let is_input = |origin: Origin| matches!(origin, Origin::Given | Origin::NeverSet);
    let inputs = machine.variables.iter().filter(|variable| is_input(variable.origin));
    let public = machine.events.iter().filter(|event| event.visibility == Visibility::Public);
    flow_openapi::Machine {
        name: machine.name.text.clone(),
        instances: match &machine.instances {
            Instances::PerConversation => flow_openapi::Instances::PerConversation,
            Instances::One => flow_openapi::Instances::One,
            Instances::PerKey(keys) => flow_openapi::Instances::PerKey(
                keys.iter()
                    .map(|key| &machine.variables[*key])
                    .map(|key| describe_field(model, &key.name.text, &key.ty))
                    .collect(),
            ),
        },
        states: states.map(|state| machine.states[state].name.text.clone()).collect(),
        inputs: inputs.map(|variable| describe_field(model, &variable.name.text, &variable.ty)).collect(),
        shown: Vec::new(),
        events: public.map(|event| describe_event(model, event)).collect(),
    }
}

fn describe_event(model: &Model, event: &Event) -> flow_openapi::Event {
    let fields = event.fields.entries().filter(|(id, _)| event.sender_id != Some(*id));
    flow_openapi::Event {
        name: event.name.text.clone(),
        from: event.from.map(|party| match party {
            Party::Actor(actor) => model.actors[actor].name.text.clone(),
            Party::Machine(machine) => model.machines[machine].name.text.clone(),
            Party::System => "system".to_owned(),
            Party::Itself => "self".to_owned(),
        }),
        fields: fields.map(|(_, field)| describe_field(model, &field.name.text, &field.ty)).collect(),
    }
}

fn describe_field(model: &Model, name: &str, of: &flow_model::model::Type) -> Field {
    Field { name: name.to_owned(), of_type: Type::read(&words::ty(model, of)) }
}
