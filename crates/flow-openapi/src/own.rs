//! The host's own paths, which begin with `-`: its health, the outcome of calls, and actors that are programs.
//!
//! Streams and the pages for people are left out: they are for browsers, and no client is made of them.

use crate::json::Json;
use crate::paths::{
    CURSOR, LARGEST_LIMIT, add, answer, between, describe, like, object, parameter, parameter_of,
};
use crate::problems::Problems;
use crate::schemas::{plain, reference};
use crate::{Access, Interface};

/// The longest name that a partner gives to a request.
const LONGEST_NAME: i64 = 512;

/// The paths, in the order of the book.
pub(crate) fn list_paths(interface: &Interface) -> Vec<(String, Json)> {
    let access = interface.access;
    let mut paths = vec![
        ("/-/live".to_owned(), health("-live", "The process runs.", &[])),
        ("/-/ready".to_owned(), health("-ready", "The host takes events.", &["503"])),
        ("/-/calls/{call}".to_owned(), outcome(access)),
    ];
    if !interface.readers.is_empty() {
        paths.push(("/-/actors/{actor}/messages".to_owned(), messages(interface)));
    }
    if !interface.partners.is_empty() {
        paths.push(("/-/actors/{actor}/{key}".to_owned(), answer_of_partner(interface)));
        let event = event_of_partner(interface);
        paths.push(("/-/actors/{actor}/{machine}/{id}/{event}".to_owned(), event));
    }
    paths
}

/// A request that everybody may make.
fn health(name: &str, what: &str, problems: &[&str]) -> Json {
    let mut responses = vec![("200", answer(what, plain("string")))];
    let later = || Json::object([("$ref", Json::text("#/components/responses/-later"))]);
    responses.extend(problems.iter().map(|status| (*status, later())));
    let operation = object(vec![
        ("operationId", Json::text(name)),
        ("tags", Json::texts(["-"])),
        ("security", Json::List(Vec::new())),
        ("responses", object(responses)),
    ]);
    object(vec![("get", operation)])
}

/// What became of a call that was answered with 202.
fn outcome(access: Access) -> Json {
    let call = describe(parameter("call", "path", plain("string")), "The `call` of the answer with 202.");
    let either = Json::List(vec![reference("-step"), plain("string")]);
    let responses = vec![
        ("200", answer("The answer that the call would have had.", Json::object([("anyOf", either)]))),
        ("201", answer("It has created an instance.", reference("-created"))),
        ("202", answer("It is still running.", plain("string"))),
    ];
    get("-call", vec![call], responses, Problems::Outcome, access)
}

/// The messages to an actor.
fn messages(interface: &Interface) -> Json {
    let after = describe(parameter("after", "query", like(CURSOR)), "The `next` of the part before.");
    let limit = parameter("limit", "query", between(1, LARGEST_LIMIT));
    let parameters = vec![actor(&interface.readers), limit, after];
    let responses = vec![("200", answer("Messages, oldest first.", reference("-messages")))];
    get("-messages", parameters, responses, Problems::Read, interface.access)
}

/// An answer of a partner to a message.
fn answer_of_partner(interface: &Interface) -> Json {
    let key = "The key of the message, with `%2F` for each `/`; its last part is enough.";
    let key = describe(parameter("key", "path", plain("string")), key);
    let properties = Json::object([("event", plain("string")), ("payload", plain("object"))]);
    let body = Json::object([
        ("type", Json::text("object")),
        ("properties", properties),
        ("required", Json::texts(["event"])),
        ("additionalProperties", Json::Flag(false)),
    ]);
    report("-answer", vec![actor(&interface.partners), key], body, interface.access)
}

/// An event of a partner that nobody asked for.
fn event_of_partner(interface: &Interface) -> Json {
    let parts = ["machine", "id", "event"].map(|part| parameter(part, "path", plain("string")));
    let parameters = [actor(&interface.partners)].into_iter().chain(parts).collect();
    report("-event", parameters, plain("object"), interface.access)
}

/// A signed request of a partner.
fn report(name: &str, mut parameters: Vec<Json>, body: Json, access: Access) -> Json {
    let id = Json::object([
        ("type", Json::text("string")),
        ("minLength", Json::Number(1)),
        ("maxLength", Json::Number(LONGEST_NAME)),
    ]);
    let id = parameter_of("webhook-id", "header", true, id);
    parameters
        .push(describe(id, "The partner's name of the request: a repetition with it has no second effect."));
    let seconds = parameter_of("webhook-timestamp", "header", true, plain("integer"));
    parameters.push(describe(seconds, "The seconds since 1970 when it was signed."));
    let content = Json::object([("application/json", Json::object([("schema", body)]))]);
    let body = Json::object([("required", Json::Flag(true)), ("content", content)]);
    let webhook = Json::object([("webhook", Json::List(Vec::new()))]);
    let received = vec![("200", answer("It is stored, and handled after that.", plain("string")))];
    let operation = object(vec![
        ("operationId", Json::text(name)),
        ("tags", Json::texts(["-"])),
        ("security", Json::List(vec![webhook])),
        ("parameters", Json::List(parameters)),
        ("requestBody", body),
        ("responses", with_problems(received, Problems::Report, access)),
    ]);
    object(vec![("post", operation)])
}

/// How partners sign: as Standard Webhooks has it.
pub(crate) fn signature() -> Json {
    let mut scheme = object(vec![("type", Json::text("apiKey")), ("in", Json::text("header"))]);
    add(&mut scheme, "name", Json::text("webhook-signature"));
    let what = "`v1,` and the HMAC-SHA256 of id, time and body, in base 64, as Standard Webhooks has it.";
    add(&mut scheme, "description", Json::text(what));
    scheme
}

fn actor(names: &[String]) -> Json {
    let names = Json::texts(names.iter().map(String::as_str));
    parameter("actor", "path", object(vec![("type", Json::text("string")), ("enum", names)]))
}

fn get(
    name: &str,
    parameters: Vec<Json>,
    responses: Vec<(&str, Json)>,
    problems: Problems,
    access: Access,
) -> Json {
    let operation = object(vec![
        ("operationId", Json::text(name)),
        ("tags", Json::texts(["-"])),
        ("parameters", Json::List(parameters)),
        ("responses", with_problems(responses, problems, access)),
    ]);
    object(vec![("get", operation)])
}

fn with_problems(responses: Vec<(&str, Json)>, problems: Problems, access: Access) -> Json {
    let responses = responses.into_iter().map(|(status, response)| (status.to_owned(), response));
    Json::Object(responses.chain(problems.list(access)).collect())
}
