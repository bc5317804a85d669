//! The document as a whole.

use crate::json::Json;
use crate::{Interface, Machine, paths, schemas};

/// The interface as an OpenAPI 3.1 document in JSON.
///
/// Machines without public events are read; their instances belong to the conversations that callers began.
pub fn write_document(interface: &Interface) -> String {
    let title = if interface.name.is_empty() { "Flow" } else { &interface.name };
    let info = Json::object([("title", Json::text(title)), ("version", Json::text("1"))]);
    let paths = interface.machines.iter().flat_map(paths::list_paths).collect();
    let document = Json::object([
        ("openapi", Json::text("3.1.0")),
        ("info", info),
        ("security", Json::List(vec![Json::object([("bearer", Json::List(Vec::new()))]), Json::object([])])),
        ("paths", Json::Object(paths)),
        ("components", write_components(interface)),
    ]);
    document.write()
}

fn write_components(interface: &Interface) -> Json {
    let bearer = Json::object([("type", Json::text("http")), ("scheme", Json::text("bearer"))]);
    let content = Json::object([(
        "application/problem+json",
        Json::object([("schema", schemas::reference("-problem"))]),
    )]);
    let problem =
        Json::object([("description", Json::text("Why the request has no effect.")), ("content", content)]);
    let shared = schemas::shared().into_iter().map(|(name, schema)| (name.to_owned(), schema));
    let schemas = interface.machines.iter().flat_map(list_schemas).chain(shared);
    Json::object([
        ("schemas", Json::Object(schemas.collect())),
        ("responses", Json::object([("-problem", problem)])),
        ("securitySchemes", Json::object([("bearer", bearer)])),
    ])
}

/// The schemas of a machine.
fn list_schemas(machine: &Machine) -> Vec<(String, Json)> {
    let name = &machine.name;
    let mut all = vec![(schemas::name_schema(&[name]), schemas::instance(machine))];
    if machine.instances != crate::Instances::One {
        all.push((schemas::name_schema(&[name, "-list"]), schemas::list(machine)));
    }
    if machine.instances == crate::Instances::PerConversation && !machine.events.is_empty() {
        all.push((schemas::name_schema(&[name, "-create"]), schemas::payload(&machine.inputs)));
    }
    let events = machine.events.iter();
    all.extend(events.map(|event| (paths::payload_name(machine, event), schemas::payload(&event.fields))));
    all
}
