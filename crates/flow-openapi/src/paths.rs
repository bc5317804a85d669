//! Paths with their operations.
//!
//! Events of one name from several actors share a path, and its body is that of one of them.

use crate::json::Json;
use crate::schemas::{name_schema, plain, reference};
use crate::{Event, Instances, Machine};

/// The statuses of problems that a read can have, and those of a call.
const READ_PROBLEMS: &[u16] = &[400, 401, 403, 404, 503];
const CALL_PROBLEMS: &[u16] = &[400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503];

/// The paths of a machine, with its names for the payloads of events.
pub(crate) fn list_paths(machine: &Machine) -> Vec<(String, Json)> {
    let (name, address) = (&machine.name, address(machine));
    let mut paths = Vec::new();
    if machine.instances != Instances::One {
        let mut operations = vec![("get", list_instances(machine))];
        if machine.instances == Instances::PerConversation && !machine.events.is_empty() {
            operations.push(("post", create(machine)));
        }
        paths.push((format!("/{name}"), object(operations)));
    }
    let show = operation(
        machine,
        "-show",
        &[],
        vec![("200", answer("The instance.", reference(&name_schema(&[name]))))],
        READ_PROBLEMS,
    );
    paths.push((address.clone(), object(vec![("get", with_address(show, machine))])));
    for (at, Event { name: event, .. }) in machine.events.iter().enumerate() {
        // Events of one name from several actors have one path.
        if machine.events[..at].iter().all(|before| before.name != *event) {
            let send = with_address(send(machine, event), machine);
            paths.push((format!("{address}/{event}"), object(vec![("post", send)])));
        }
    }
    paths
}

/// `/stock/{sku}`.
fn address(machine: &Machine) -> String {
    match &machine.instances {
        Instances::PerConversation => format!("/{}/{{id}}", machine.name),
        Instances::One => format!("/{}", machine.name),
        Instances::PerKey(keys) => format!("/{}/{{{}}}", machine.name, keys.join("}/{")),
    }
}

fn with_address(operation: Json, machine: &Machine) -> Json {
    let keys: Vec<&str> = match &machine.instances {
        Instances::PerConversation => vec!["id"],
        Instances::One => Vec::new(),
        Instances::PerKey(keys) => keys.iter().map(String::as_str).collect(),
    };
    let parameters = keys.into_iter().map(|key| parameter(key, "path", plain("string"))).collect();
    add_parameters(operation, parameters)
}

fn list_instances(machine: &Machine) -> Json {
    let states = Json::texts(machine.states.iter().map(String::as_str));
    let state = Json::object([("type", Json::text("string")), ("enum", states)]);
    let parameters = vec![
        parameter("state", "query", state),
        parameter("limit", "query", plain("integer")),
        parameter("after", "query", plain("string")),
    ];
    let answers =
        vec![("200", answer("Instances, oldest first.", reference(&name_schema(&[&machine.name, "-list"]))))];
    add_parameters(operation(machine, "-list", &[], answers, READ_PROBLEMS), parameters)
}

fn create(machine: &Machine) -> Json {
    let name = name_schema(&[&machine.name, "-create"]);
    let answers = vec![("201", answer("It is created.", reference("-created")))];
    let create = operation(machine, "-create", &[name], answers, CALL_PROBLEMS);
    add_parameters(create, vec![parameter("id", "query", plain("string")), header("Idempotency-Key")])
}

fn send(machine: &Machine, event: &str) -> Json {
    let payloads: Vec<String> =
        machine.events.iter().filter(|one| one.name == event).map(|one| payload_name(machine, one)).collect();
    let answers = vec![
        ("200", answer("It is handled.", reference("-step"))),
        (
            "202",
            answer(
                "It is stored, and put aside or not handled yet.",
                Json::object([("anyOf", Json::List(vec![reference("-step"), reference("-promised")]))]),
            ),
        ),
    ];
    let send = operation(machine, event, &payloads, answers, CALL_PROBLEMS);
    add_parameters(send, vec![header("Idempotency-Key"), header("Flow-Actor"), header("Prefer")])
}

/// The name of the schema of an event's payload: with the actor, if several send it.
pub(crate) fn payload_name(machine: &Machine, event: &Event) -> String {
    let is_only = machine.events.iter().filter(|other| other.name == event.name).count() == 1;
    match &event.from {
        Some(from) if !is_only => name_schema(&[&machine.name, &event.name, from]),
        _ => name_schema(&[&machine.name, &event.name]),
    }
}

/// An operation with the schemas of its body, its answers, and the statuses of its problems.
fn operation(
    machine: &Machine,
    what: &str,
    bodies: &[String],
    answers: Vec<(&str, Json)>,
    problems: &[u16],
) -> Json {
    let mut members = vec![
        ("operationId".to_owned(), Json::text(format!("{}.{what}", machine.name))),
        ("tags".to_owned(), Json::texts([machine.name.as_str()])),
        ("parameters".to_owned(), Json::List(Vec::new())),
    ];
    if !bodies.is_empty() {
        let schema = match bodies {
            [body] => reference(body),
            _ => Json::object([("anyOf", Json::List(bodies.iter().map(|body| reference(body)).collect()))]),
        };
        let content = Json::object([("application/json", Json::object([("schema", schema)]))]);
        members.push((
            "requestBody".to_owned(),
            Json::object([("required", Json::Flag(true)), ("content", content)]),
        ));
    }
    let mut responses: Vec<(String, Json)> =
        answers.into_iter().map(|(status, answer)| (status.to_owned(), answer)).collect();
    let problem = Json::object([("$ref", Json::text("#/components/responses/-problem"))]);
    responses.extend(problems.iter().map(|status| (status.to_string(), problem.clone())));
    members.push(("responses".to_owned(), Json::Object(responses)));
    Json::Object(members)
}

fn answer(description: &str, schema: Json) -> Json {
    let content = Json::object([("application/json", Json::object([("schema", schema)]))]);
    Json::object([("description", Json::text(description)), ("content", content)])
}

fn parameter(name: &str, place: &str, schema: Json) -> Json {
    Json::object([
        ("name", Json::text(name)),
        ("in", Json::text(place)),
        ("required", Json::Flag(place == "path")),
        ("schema", schema),
    ])
}

fn header(name: &str) -> Json {
    parameter(name, "header", plain("string"))
}

fn add_parameters(mut operation: Json, added: Vec<Json>) -> Json {
    if let Json::Object(members) = &mut operation
        && let Some((_, Json::List(parameters))) = members.iter_mut().find(|(name, _)| name == "parameters")
    {
        parameters.extend(added);
    }
    operation
}

fn object(members: Vec<(&str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
