//! Paths with their operations.
//!
//! Events of one name from several actors share a path, and its body is that of one of them.

use crate::json::Json;
use crate::problems::{Problems, write_header, write_optional_header};
use crate::schemas::{name_schema, of_type, plain, reference};
use crate::{Access, Event, Instances, Interface, Machine, Type};

/// The most instances of one part of a list.
pub(crate) const LARGEST_LIMIT: i64 = 200;

/// The place where a part of a list begins, as the part before gives it.
pub(crate) const CURSOR: &str = "^c(0|[1-9a-f][0-9a-f]{0,14})$";

/// An id of the caller's.
const ID: &str = "^[A-Za-z0-9._~][A-Za-z0-9._~-]{0,127}$";

/// A key of the caller's.
const KEY: &str = "^[!-~]{1,128}$";

/// The paths of a machine, with its names for the payloads of events.
pub(crate) fn list_paths(interface: &Interface, machine: &Machine) -> Vec<(String, Json)> {
    let paths = Paths { interface, machine };
    let (name, address) = (&machine.name, address(machine));
    let mut all = Vec::new();
    if machine.instances != Instances::One {
        let mut operations = vec![("get", paths.list_instances())];
        if is_created(machine) {
            operations.push(("post", paths.create()));
        }
        all.push((format!("/{name}"), object(operations)));
    }
    all.push((address.clone(), object(vec![("get", paths.show())])));
    for event in list_event_names(machine) {
        all.push((format!("{address}/{event}"), object(vec![("post", paths.send(event))])));
    }
    all
}

/// Whether instances are created from outside.
pub(crate) fn is_created(machine: &Machine) -> bool {
    machine.instances == Instances::PerConversation && !machine.events.is_empty()
}

/// The names of the public events. Those of one name from several actors have one path.
fn list_event_names(machine: &Machine) -> impl Iterator<Item = &str> {
    let is_first =
        |(at, event): &(usize, &Event)| machine.events[..*at].iter().all(|before| before.name != event.name);
    machine.events.iter().enumerate().filter(is_first).map(|(_, event)| event.name.as_str())
}

/// `/stock/{sku}`.
fn address(machine: &Machine) -> String {
    match &machine.instances {
        Instances::PerConversation => format!("/{}/{{id}}", machine.name),
        Instances::One => format!("/{}", machine.name),
        Instances::PerKey(keys) => {
            let keys: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
            format!("/{}/{{{}}}", machine.name, keys.join("}/{"))
        }
    }
}

/// The parameters of an address.
fn list_keys(machine: &Machine) -> Vec<Json> {
    match &machine.instances {
        Instances::PerConversation => vec![parameter("id", "path", like(ID))],
        Instances::One => Vec::new(),
        Instances::PerKey(keys) => {
            keys.iter().map(|key| parameter(&key.name, "path", key_part(&key.of_type))).collect()
        }
    }
}

/// The operations of a machine.
struct Paths<'i> {
    interface: &'i Interface,
    machine: &'i Machine,
}

impl Paths<'_> {
    fn list_instances(&self) -> Json {
        let states = Json::texts(self.machine.states.iter().map(String::as_str));
        let state = Json::object([("type", Json::text("string")), ("enum", states)]);
        let mut parameters = vec![
            parameter("state", "query", state),
            parameter("limit", "query", between(1, LARGEST_LIMIT)),
            parameter("after", "query", like(CURSOR)),
        ];
        parameters.extend(self.reader());
        let schema = reference(&name_schema(&[&self.machine.name, "-list"]));
        let answers = vec![("200", answer("Instances, oldest first.", schema))];
        self.operation("-list", parameters, &[], (answers, Problems::Read))
    }

    fn show(&self) -> Json {
        let answers = vec![("200", answer("The instance.", reference(&name_schema(&[&self.machine.name]))))];
        let mut parameters = list_keys(self.machine);
        parameters.extend(self.reader());
        self.operation("-show", parameters, &[], (answers, Problems::Read))
    }

    fn create(&self) -> Json {
        let name = name_schema(&[&self.machine.name, "-create"]);
        let mut created = answer("It is created.", reference("-created"));
        add(&mut created, "headers", write_header("Location", plain("string")));
        add(&mut created, "links", self.link());
        let promised = promise("It is stored, and not created yet.", reference("-promised"));
        let mut parameters = vec![parameter("id", "query", like(ID)), key()];
        parameters.extend(self.reader());
        let answers = vec![("201", created), ("202", promised)];
        self.operation("-create", parameters, &[name], (answers, Problems::Call))
    }

    /// Links to the operations on an instance that was created.
    fn link(&self) -> Json {
        let names = std::iter::once("-show").chain(list_event_names(self.machine));
        let link = |name: &str| {
            let id = Json::object([("id", Json::text("$response.body#/id"))]);
            let operation = Json::text(format!("{}.{name}", self.machine.name));
            (name_schema(&[name]), Json::object([("operationId", operation), ("parameters", id)]))
        };
        Json::Object(names.map(link).collect())
    }

    fn send(&self, event: &str) -> Json {
        let named = self.machine.events.iter().filter(|one| one.name == event);
        let payloads: Vec<String> = named.map(|one| payload_name(self.machine, one)).collect();
        let either = Json::List(vec![reference("-step"), reference("-promised")]);
        let mut handled = answer("It is handled.", reference("-step"));
        let applied = "How long the host would have waited for what follows, if the request asked for that.";
        add(&mut handled, "headers", write_optional_header("Preference-Applied", applied));
        let answers = vec![
            ("200", handled),
            (
                "202",
                answer("It is stored, and put aside or not handled yet.", Json::object([("anyOf", either)])),
            ),
        ];
        let mut parameters = list_keys(self.machine);
        parameters.push(key());
        parameters.extend(self.sender(event));
        parameters.push(describe(
            header("Prefer", plain("string")),
            "`wait=20` asks for an answer when all that follows is done, or after 20 seconds; at most 60.",
        ));
        self.operation(event, parameters, &payloads, (answers, Problems::Call))
    }

    /// The header with the actor that reads.
    fn reader(&self) -> Option<Json> {
        let own = self.machine.actors();
        // A caller without an event here reads the instances that its own conversations have made.
        let actors = if self.machine.events.is_empty() { self.interface.actors() } else { own };
        self.actor(&actors, actors.len() > 1)
    }

    /// The header with the actor that sends an event.
    fn sender(&self, event: &str) -> Option<Json> {
        let named: Vec<&Event> = self.machine.events.iter().filter(|one| one.name == event).collect();
        let of_events = named.iter().filter_map(|event| event.from.as_deref());
        let is_for_all = named.iter().any(|event| event.from.is_none());
        let mut actors: Vec<&str> = if is_for_all { self.interface.actors() } else { of_events.collect() };
        actors.sort_unstable();
        actors.dedup();
        let is_known = matches!(named[..], [Event { from: Some(_), .. }]);
        self.actor(&actors, !is_known && self.machine.actors().len() > 1)
    }

    /// The header with the actor that asks. A host that does not know who asks needs it where several could be meant.
    fn actor(&self, actors: &[&str], is_unclear: bool) -> Option<Json> {
        if actors.is_empty() {
            return None;
        }
        let schema = vec![("type", Json::text("string")), ("enum", Json::texts(actors.iter().copied()))];
        let is_required = is_unclear && self.interface.access == Access::Open;
        let parameter = parameter_of("Flow-Actor", "header", is_required, object(schema));
        Some(describe(parameter, "The actor that asks, where several could."))
    }

    /// An operation with its parameters, the schemas of its body, its answers, and the statuses of its problems.
    fn operation(
        &self,
        what: &str,
        parameters: Vec<Json>,
        bodies: &[String],
        (answers, problems): (Vec<(&str, Json)>, Problems),
    ) -> Json {
        let machine = self.machine;
        let mut operation = object(vec![
            ("operationId", Json::text(format!("{}.{what}", machine.name))),
            ("tags", Json::texts([machine.name.as_str()])),
            ("parameters", Json::List(parameters)),
        ]);
        if !bodies.is_empty() {
            let schema = match bodies {
                [body] => reference(body),
                _ => {
                    Json::object([("anyOf", Json::List(bodies.iter().map(|body| reference(body)).collect()))])
                }
            };
            let content = Json::object([("application/json", Json::object([("schema", schema)]))]);
            let body = Json::object([("required", Json::Flag(true)), ("content", content)]);
            add(&mut operation, "requestBody", body);
        }
        let mut responses: Vec<(String, Json)> =
            answers.into_iter().map(|(status, answer)| (status.to_owned(), answer)).collect();
        responses.extend(problems.list(self.interface.access));
        add(&mut operation, "responses", Json::Object(responses));
        operation
    }
}

/// The name of the schema of an event's payload: with the actor, if several send it.
pub(crate) fn payload_name(machine: &Machine, event: &Event) -> String {
    let is_only = machine.events.iter().filter(|other| other.name == event.name).count() == 1;
    match &event.from {
        Some(from) if !is_only => name_schema(&[&machine.name, &event.name, from]),
        _ => name_schema(&[&machine.name, &event.name]),
    }
}

pub(crate) fn answer(description: &str, schema: Json) -> Json {
    let content = Json::object([("application/json", Json::object([("schema", schema)]))]);
    Json::object([("description", Json::text(description)), ("content", content)])
}

/// An answer with the path at which the result will be.
fn promise(description: &str, schema: Json) -> Json {
    let mut promised = answer(description, schema);
    add(&mut promised, "headers", write_header("Location", plain("string")));
    promised
}

pub(crate) fn parameter(name: &str, place: &str, schema: Json) -> Json {
    parameter_of(name, place, place == "path", schema)
}

pub(crate) fn parameter_of(name: &str, place: &str, is_required: bool, schema: Json) -> Json {
    Json::object([
        ("name", Json::text(name)),
        ("in", Json::text(place)),
        ("required", Json::Flag(is_required)),
        ("schema", schema),
    ])
}

fn header(name: &str, schema: Json) -> Json {
    parameter(name, "header", schema)
}

/// The key by which a repetition is recognised.
fn key() -> Json {
    let what = "A name of this request: a repetition with it has no second effect, and gets the same answer, for a day.";
    describe(header("Idempotency-Key", like(KEY)), what)
}

/// A parameter with a text about it.
pub(crate) fn describe(mut parameter: Json, what: &str) -> Json {
    add(&mut parameter, "description", Json::text(what));
    parameter
}

/// A part of a path that is a key, or a part of one.
fn key_part(of: &Type) -> Json {
    match of {
        Type::Integer => Json::object([("type", Json::text("integer")), ("format", Json::text("int64"))]),
        Type::Boolean | Type::Choice(_) | Type::Number => of_type(of, false),
        _ => Json::object([("type", Json::text("string")), ("minLength", Json::Number(1))]),
    }
}

/// A text of a form.
pub(crate) fn like(pattern: &str) -> Json {
    Json::object([("type", Json::text("string")), ("pattern", Json::text(pattern))])
}

pub(crate) fn between(least: i64, most: i64) -> Json {
    Json::object([
        ("type", Json::text("integer")),
        ("minimum", Json::Number(least)),
        ("maximum", Json::Number(most)),
    ])
}

/// Adds a member to an object.
pub(crate) fn add(to: &mut Json, name: &str, member: Json) {
    if let Json::Object(members) = to {
        members.push((name.to_owned(), member));
    }
}

pub(crate) fn object(members: Vec<(&str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
