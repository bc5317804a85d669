//! The document as a whole.

use crate::json::Json;
use crate::problems::Problems;
use crate::{Access, Interface, Machine, schemas};
use crate::{own, paths};

/// The interface as an OpenAPI 3.1 document in JSON.
///
/// Machines without public events are read; their instances belong to the conversations that callers began.
pub fn write_document(interface: &Interface) -> String {
    let title = if interface.name.is_empty() { "Flow" } else { &interface.name };
    let info = Json::object([("title", Json::text(title)), ("version", Json::text("1"))]);
    let paths = interface.machines.iter().flat_map(|machine| paths::list_paths(interface, machine));
    let paths = paths.chain(own::list_paths(interface)).collect();
    let document = Json::object([
        ("openapi", Json::text("3.1.0")),
        ("info", info),
        ("security", Json::List(list_securities(interface.access))),
        ("paths", Json::Object(paths)),
        ("components", write_components(interface)),
    ]);
    document.write()
}

/// The security requirements, one of which a request needs. An empty one means that authentication is optional.
fn list_securities(access: Access) -> Vec<Json> {
    let bearer = Json::object([("bearer", Json::List(Vec::new()))]);
    match access {
        Access::Open => Vec::new(),
        Access::Tokens => vec![bearer],
        Access::Own => vec![bearer, Json::object([])],
    }
}

fn write_components(interface: &Interface) -> Json {
    let bearer = Json::object([("type", Json::text("http")), ("scheme", Json::text("bearer"))]);
    let shared = schemas::shared().into_iter().map(|(name, schema)| (name.to_owned(), schema));
    let schemas = interface.machines.iter().flat_map(list_schemas).chain(shared);
    let mut components = vec![
        ("schemas".to_owned(), Json::Object(schemas.collect())),
        ("responses".to_owned(), Problems::write_all()),
    ];
    let mut securities = Vec::new();
    if interface.access != Access::Open {
        securities.push(("bearer".to_owned(), bearer));
    }
    if !interface.partners.is_empty() {
        securities.push(("webhook".to_owned(), own::signature()));
    }
    if !securities.is_empty() {
        components.push(("securitySchemes".to_owned(), Json::Object(securities)));
    }
    Json::Object(components)
}

/// The schemas of a machine.
fn list_schemas(machine: &Machine) -> Vec<(String, Json)> {
    let name = &machine.name;
    let mut all = vec![(schemas::name_schema(&[name]), schemas::instance(machine))];
    if machine.instances != crate::Instances::One {
        all.push((schemas::name_schema(&[name, "-list"]), schemas::list(machine)));
    }
    if paths::is_created(machine) {
        all.push((schemas::name_schema(&[name, "-create"]), schemas::payload(&machine.inputs)));
    }
    let events = machine.events.iter();
    all.extend(events.map(|event| (paths::payload_name(machine, event), schemas::payload(&event.fields))));
    all
}
