//! Paths with their operations.
//!
//! Events of one name from several actors share a path, and its body is that of one of them.

use crate::json::Json;
use crate::schemas::{name_schema, plain, reference};
use crate::{Event, Instances, Machine};

/// The statuses of problems that a read can have, and those of a call.
const READ_PROBLEMS: &[u16] = &[400, 401, 403, 404, 503];
const CALL_PROBLEMS: &[u16] = &[400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503];

/// The most instances of one part of a list.
const LARGEST_LIMIT: i64 = 200;

/// The place where a part of a list begins, as the part before gives it.
const CURSOR: &str = "^c[0-9a-f]{1,15}$";

/// An id of the caller's.
const ID: &str = "^[A-Za-z0-9._~][A-Za-z0-9._~-]{0,127}$";

/// A key of the caller's.
const KEY: &str = "^[!-~]{1,128}$";

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
    let answers = vec![("200", answer("The instance.", reference(&name_schema(&[name]))))];
    let show = operation(machine, "-show", &[], answers, READ_PROBLEMS);
    let show = add_parameters(show, vec![actor(machine, |_| true)]);
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
        parameter("limit", "query", between(1, LARGEST_LIMIT)),
        parameter("after", "query", like(CURSOR)),
        actor(machine, |_| true),
    ];
    let answers =
        vec![("200", answer("Instances, oldest first.", reference(&name_schema(&[&machine.name, "-list"]))))];
    add_parameters(operation(machine, "-list", &[], answers, READ_PROBLEMS), parameters)
}

fn create(machine: &Machine) -> Json {
    let name = name_schema(&[&machine.name, "-create"]);
    let answers = vec![("201", answer("It is created.", reference("-created")))];
    let create = operation(machine, "-create", &[name], answers, CALL_PROBLEMS);
    add_parameters(create, vec![parameter("id", "query", like(ID)), key(), actor(machine, |_| true)])
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
    add_parameters(
        send,
        vec![key(), actor(machine, |one| one.name == event), header("Prefer", plain("string"))],
    )
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

fn header(name: &str, schema: Json) -> Json {
    parameter(name, "header", schema)
}

/// The key by which a repetition is recognised.
fn key() -> Json {
    header("Idempotency-Key", like(KEY))
}

/// The actor that asks, of those with such events.
fn actor(machine: &Machine, is_meant: impl Fn(&Event) -> bool) -> Json {
    let mut actors: Vec<&str> = machine
        .events
        .iter()
        .filter(|event| is_meant(event))
        .filter_map(|event| event.from.as_deref())
        .collect();
    actors.sort_unstable();
    actors.dedup();
    let mut schema = vec![("type", Json::text("string"))];
    if !actors.is_empty() {
        schema.push(("enum", Json::texts(actors)));
    }
    let schema = schema.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    header("Flow-Actor", Json::Object(schema))
}

/// A text of a form.
fn like(pattern: &str) -> Json {
    Json::object([("type", Json::text("string")), ("pattern", Json::text(pattern))])
}

fn between(least: i64, most: i64) -> Json {
    Json::object([
        ("type", Json::text("integer")),
        ("minimum", Json::Number(least)),
        ("maximum", Json::Number(most)),
    ])
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
