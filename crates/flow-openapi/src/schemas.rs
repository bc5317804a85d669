//! Schemas: of types, payloads, instances, and the answers that all machines share.
//!
//! A host reads more forms of a value than it writes, so that bodies of requests and answers have different schemas.

use crate::json::Json;
use crate::{Field, Machine, Type};

/// The largest integer that every JSON program keeps exactly; larger ones are texts.
const LARGEST_INTEGER: i64 = (1 << 53) - 1;

/// The schema of a type. A host accepts more forms than it writes: `is_read` is for bodies of requests.
pub(crate) fn of_type(of: &Type, is_read: bool) -> Json {
    let text = |format: &str| Json::object([("type", Json::text("string")), ("format", Json::text(format))]);
    let number = || Json::object([("type", Json::text("string")), ("pattern", Json::text(NUMBER))]);
    match of {
        Type::String => Json::object([("type", Json::text("string"))]),
        Type::Boolean => Json::object([("type", Json::text("boolean"))]),
        Type::Number if is_read => any_of([
            Json::object([("type", Json::text("string")), ("pattern", Json::text(READ_NUMBER))]),
            plain("number"),
        ]),
        Type::Number => number(),
        Type::Integer if is_read => any_of([
            integer(),
            Json::object([("type", Json::text("string")), ("pattern", Json::text(INTEGER))]),
        ]),
        Type::Integer => Json::object([("type", Json::text("integer")), ("format", Json::text("int64"))]),
        Type::Time => text("date-time"),
        Type::Duration => {
            let form = if is_read { read_duration() } else { DURATION.to_owned() };
            Json::object([
                ("type", Json::text("string")),
                ("pattern", Json::text(form)),
                ("description", Json::text("A length of time as ISO 8601 has it.")),
            ])
        }
        Type::Any => Json::object([]),
        Type::Array(item) => Json::object([("type", Json::text("array")), ("items", of_type(item, is_read))]),
        Type::Choice(texts) => Json::object([
            ("type", Json::text("string")),
            ("enum", Json::texts(texts.iter().map(String::as_str))),
        ]),
        Type::Object(fields) => {
            object(fields.iter().map(|(name, of)| (name.as_str(), of_type(of, is_read))).collect())
        }
        Type::Reference(machine) => Json::object([
            ("type", Json::texts(["string", "null"])),
            ("description", Json::text(format!("The id of an instance of {machine}."))),
        ]),
    }
}

/// The numbers that JSON has.
const NUMBER: &str = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$";

/// Those that every form of numbers has. A host reads more, which programs need not write.
const READ_NUMBER: &str = "^-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,9})?$";

/// The whole ones that 64 bits have.
const INTEGER: &str = "^-?(0|[1-9][0-9]{0,17})$";

/// The durations that a host writes. The format `duration` of JSON Schema has no negative ones.
const DURATION: &str = r"^-?P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?$";

/// The durations that a host reads: without years and months, since their length varies. The numbers of digits exclude an overflow.
fn read_duration() -> String {
    let seconds = r"[0-9]{1,9}(\.[0-9]{1,9})?S";
    let minutes = format!("[0-9]{{1,8}}M({seconds})?");
    let clock = format!("T([0-9]{{1,7}}H({minutes}|{seconds})?|{minutes}|{seconds})");
    format!("^-?P(([0-9]{{1,5}}W([0-9]{{1,6}}D)?|[0-9]{{1,6}}D)({clock})?|{clock})$")
}

fn integer() -> Json {
    Json::object([
        ("type", Json::text("integer")),
        ("minimum", Json::Number(-LARGEST_INTEGER)),
        ("maximum", Json::Number(LARGEST_INTEGER)),
    ])
}

fn any_of<const N: usize>(schemas: [Json; N]) -> Json {
    Json::object([("anyOf", Json::List(schemas.into()))])
}

/// The schema of an object that has these members and no others.
fn object(members: Vec<(&str, Json)>) -> Json {
    let required = Json::texts(members.iter().map(|(name, _)| *name));
    let members = members.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    Json::object([
        ("type", Json::text("object")),
        ("properties", Json::Object(members)),
        ("required", required),
        ("additionalProperties", Json::Flag(false)),
    ])
}

/// The schema of a payload, or of the variables of a new instance.
pub(crate) fn payload(fields: &[Field]) -> Json {
    object(fields.iter().map(|field| (field.name.as_str(), of_type(&field.of_type, true))).collect())
}

/// The schema of an instance in responses.
pub(crate) fn instance(machine: &Machine) -> Json {
    let states = Json::texts(machine.states.iter().map(String::as_str));
    let mut members = vec![
        ("id", plain("string")),
        ("state", Json::object([("type", Json::text("string")), ("enum", states)])),
        ("ended", plain("boolean")),
        ("accepts", list_of(plain("string"))),
    ];
    if !machine.shown.is_empty() {
        let shown = machine.shown.iter().map(|field| (field.name.as_str(), of_type(&field.of_type, false)));
        members.push(("variables", object(shown.collect())));
    }
    object(members)
}

/// The schema of a part of a list.
pub(crate) fn list(machine: &Machine) -> Json {
    let item = reference(&name_schema(&[&machine.name]));
    let properties = Json::object([("items", list_of(item)), ("next", plain("string"))]);
    Json::object([
        ("type", Json::text("object")),
        ("properties", properties),
        ("required", Json::texts(["items"])),
    ])
}

/// The answer to an event, to one that is not handled yet, to a new instance, and a problem.
pub(crate) fn shared() -> [(&'static str, Json); 5] {
    let problem = Json::object([
        ("type", Json::text("object")),
        (
            "properties",
            Json::object([
                ("type", plain("string")),
                ("title", plain("string")),
                ("status", plain("integer")),
                ("detail", plain("string")),
                ("field", described("string", "Of `unfit`: the value that does not fit.")),
                ("state", described("string", "Of `rejected`: the state of the instance.")),
                ("accepts", list_of(plain("string"))),
                (
                    "phrase",
                    described("string", "Of `failed`, `panicked` and `exhausted`: the step of the handler."),
                ),
                ("actors", list_of(plain("string"))),
            ]),
        ),
        ("required", Json::texts(["type", "title", "status", "detail"])),
    ]);
    [
        ("-created", object(vec![("id", plain("string"))])),
        ("-messages", messages()),
        ("-problem", problem),
        ("-promised", object(vec![("call", plain("string"))])),
        ("-step", step()),
    ]
}

/// A part of the messages to an actor.
fn messages() -> Json {
    let message = object(vec![
        ("key", plain("string")),
        ("message", plain("string")),
        ("payload", plain("object")),
        ("machine", plain("string")),
        ("instance", plain("string")),
        ("at", of_type(&Type::Time, false)),
    ]);
    object(vec![("items", list_of(message)), ("next", plain("string"))])
}

/// The answer to an event. Its last members are present if the caller has waited for the effects that follow.
fn step() -> Json {
    let heard = object(vec![("message", plain("string")), ("payload", plain("object"))]);
    let undelivered = Json::object([
        ("type", Json::text("object")),
        (
            "properties",
            Json::object([
                ("event", plain("string")),
                ("machine", plain("string")),
                ("id", plain("string")),
                ("reason", plain("string")),
            ]),
        ),
        ("required", Json::texts(["event", "machine", "reason"])),
        ("additionalProperties", Json::Flag(false)),
    ]);
    Json::object([
        ("type", Json::text("object")),
        (
            "properties",
            Json::object([
                ("from", plain("string")),
                ("state", plain("string")),
                ("passed", list_of(plain("string"))),
                ("deferred", plain("boolean")),
                ("settled", plain("boolean")),
                ("messages", list_of(heard)),
                ("undelivered", list_of(undelivered)),
                ("omitted", plain("integer")),
            ]),
        ),
        ("required", Json::texts(["from", "state", "passed", "deferred"])),
        ("additionalProperties", Json::Flag(false)),
    ])
}

/// The name of a schema: its parts joined by dots. The host's own parts begin with `-`. OpenAPI allows ASCII alone, so that other letters are
/// written as numbers.
pub(crate) fn name_schema(parts: &[&str]) -> String {
    let mut name = String::new();
    for sign in parts.join(".").chars() {
        match sign {
            sign if sign.is_ascii() => name.push(sign),
            other => name.push_str(&format!("-{:x}-", u32::from(other))),
        }
    }
    name
}

/// A reference to a schema with a name.
pub(crate) fn reference(name: &str) -> Json {
    Json::object([("$ref", Json::text(format!("#/components/schemas/{name}")))])
}

fn described(of: &str, what: &str) -> Json {
    Json::object([("type", Json::text(of)), ("description", Json::text(what))])
}

/// A schema of one type.
pub(crate) fn plain(of: &str) -> Json {
    Json::object([("type", Json::text(of))])
}

fn list_of(items: Json) -> Json {
    Json::object([("type", Json::text("array")), ("items", items)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_schemas_are_ascii() {
        assert_eq!(name_schema(&["order", "-list"]), "order.-list");
        assert_eq!(name_schema(&["café", "zahle"]), "caf-e9-.zahle");
    }
}
