//! One request: its caller, its resource, and the answer.
//!
//! A request is checked before it is read: its host and its origin, then its path, then who asks, and its body last.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ORIGIN, X_CONTENT_TYPE_OPTIONS};
use axum::http::request::Parts as Head;
use axum::http::{HeaderValue, Method, Response, StatusCode};
use flow_durable::{CallError, Field, Instances, MachineTable};
use flow_openapi::Type;

use super::api::{Api, ApiError, Authenticate};
use super::connections::Connection;
use super::problem::{self, Problem};
use super::route::Route;
use super::values::Typed;
use super::{answers, guard, openapi, page};
use crate::engine::outside::Sight;
use crate::host::Host;
use crate::inspect::Mask;
use crate::principal::Principal;
use crate::program::Parts;

/// How long a client may take for the body of a request.
const BODY_TIME: Duration = Duration::from_secs(30);

/// The host with the settings and types of its interface.
pub(super) struct Service {
    pub(super) host: Host<()>,
    pub(super) parts: Arc<Parts>,
    pub(super) api: Api,
    pub(super) faces: Vec<Face>,
    /// The hidden values.
    pub(super) mask: Mask,
    /// The OpenAPI document.
    document: String,
}

/// The types of a machine's values.
pub(super) struct Face {
    /// The variables that the creator of an instance gives.
    pub(super) inputs: Vec<Typed>,
    /// The fields of each event that are sent.
    pub(super) events: Vec<Vec<Typed>>,
    /// The variables that are shown.
    pub(super) shown: Vec<Typed>,
}

impl Face {
    fn new(table: &'static MachineTable, api: &Api) -> Self {
        let typed = |field: &Field| (field.name, Type::read(field.of_type));
        let variables = || table.variables.iter();
        let sent = |event: &flow_durable::EventTable| {
            event.fields.iter().filter(|field| Some(field.name) != event.sender_id).map(typed).collect()
        };
        Face {
            inputs: variables().filter(|field| table.inputs.contains(&field.name)).map(typed).collect(),
            events: table.events.iter().map(sent).collect(),
            shown: variables().filter(|field| api.shows(table.name, field.name)).map(typed).collect(),
        }
    }
}

/// The caller, before its actor is known.
pub(super) struct Asking {
    /// `None` without authentication.
    principal: Option<Principal>,
    /// The header `Flow-Actor`.
    actor: Option<String>,
}

impl Asking {
    /// The caller, if it is authenticated.
    pub(super) fn principal(&self) -> Option<&Principal> {
        self.principal.as_ref()
    }

    /// Whether this is an operator: without authentication, every caller is one.
    pub(super) fn may_operate(&self) -> bool {
        self.principal.as_ref().is_none_or(Principal::is_operator)
    }
}

impl Service {
    pub(super) fn new(host: Host<()>, api: Api) -> Result<Self, ApiError> {
        let parts = Arc::clone(&host.program().parts);
        api.check_parts(&parts)?;
        let faces = parts.machines.iter().map(|machine| Face::new(machine.table(), &api)).collect();
        let mask = Mask::of(parts.secrets);
        let mut service = Service { host, parts, api, faces, mask, document: String::new() };
        service.document = openapi::describe(&service);
        Ok(service)
    }

    pub(super) fn table(&self, machine: usize) -> &'static MachineTable {
        self.parts.machines[machine].table()
    }

    /// Answers a request.
    pub(super) async fn answer(&self, request: Request) -> Response<Body> {
        let (head, body) = request.into_parts();
        let origin = head.headers.get(ORIGIN).cloned();
        let mut response = match self.respond(head, body).await {
            Ok(response) => response,
            Err(problem) => problem.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        guard::allow(&self.api, origin, headers);
        response
    }

    async fn respond(&self, head: Head, body: Body) -> Result<Response<Body>, Problem> {
        if let Some(response) = guard::check(&self.api, &head)? {
            return Ok(response);
        }
        let route = Route::read(head.uri.path(), &self.parts)?;
        self.check_method(&route, &head.method)?;
        let connection = head.extensions.get::<Arc<Connection>>().filter(|_| head.method != Method::POST);
        if let Some(connection) = connection {
            connection.work();
        }
        match route {
            Route::Live => Ok(answers::json(StatusCode::OK, &"live")),
            Route::Ready => self.ready().await,
            Route::Problem(name) => explain(&name),
            Route::Page => Ok(page::show()),
            // A signature authenticates the partner.
            Route::Partner(actor, report) => self.take_report(&actor, report, &head, body).await,
            route => {
                let asking = self.authenticate(&head).await?;
                if head.method == Method::POST {
                    return self.take(&asking, route, &head, body).await;
                }
                self.read(&asking, route, &head).await
            }
        }
    }

    /// Answers a request that only reads.
    async fn read(&self, asking: &Asking, route: Route, head: &Head) -> Result<Response<Body>, Problem> {
        match route {
            Route::OpenApi => Ok(answers::json_text(self.document.clone())),
            Route::Metrics => self.measure(asking).await,
            Route::Call(key) => self.follow(asking, &key).await,
            Route::Messages(actor) => self.list_messages(asking, &actor, head).await,
            Route::Machine(machine) => self.list(asking, machine, head).await,
            Route::Instance(machine, id) => self.show(asking, machine, &id).await,
            Route::History(machine, id) => self.history(asking, machine, id).await,
            Route::Events(machine, id) => self.stream(asking, (machine, id), &head.headers).await,
            _ => Err(Problem::unknown()),
        }
    }

    /// Answers a request that creates an instance or sends an event.
    async fn take(
        &self,
        asking: &Asking,
        route: Route,
        head: &Head,
        body: Body,
    ) -> Result<Response<Body>, Problem> {
        let body = self.read_body(head, body).await?;
        match route {
            Route::Machine(machine) => self.create(asking, machine, head, body).await,
            Route::Event(machine, id, event) => self.send(asking, (machine, id, &event), head, body).await,
            _ => Err(Problem::unknown()),
        }
    }

    /// Checks that the path has the method. This needs no authentication: paths are those of the specification.
    fn check_method(&self, route: &Route, method: &Method) -> Result<(), Problem> {
        let is_read = *method == Method::GET || *method == Method::HEAD;
        let (allow, is_allowed) = match route {
            Route::Machine(machine) if self.is_created(*machine) => {
                ("GET, HEAD, POST", is_read || *method == Method::POST)
            }
            Route::Event(..) | Route::Partner(..) => ("POST", *method == Method::POST),
            _ => ("GET, HEAD", is_read),
        };
        if is_allowed { Ok(()) } else { Err(Problem::method(allow)) }
    }

    /// Whether instances of a machine are created from outside: those of the others belong to the conversations that send them events.
    fn is_created(&self, machine: usize) -> bool {
        let table = self.table(machine);
        table.instances == Instances::PerConversation && table.events.iter().any(|event| event.public)
    }

    async fn ready(&self) -> Result<Response<Body>, Problem> {
        let trouble = self.host.visit(|engine| Ok(engine.trouble().map(str::to_owned))).await;
        match trouble {
            Ok(None) => Ok(answers::json(StatusCode::OK, &"ready")),
            Ok(Some(reason)) => Err(Problem::new(problem::UNAVAILABLE, reason)),
            Err(error) => Err(problem_of(error)),
        }
    }

    async fn authenticate(&self, head: &Head) -> Result<Asking, Problem> {
        let actor = match head.headers.get("flow-actor").map(HeaderValue::to_str).transpose() {
            Ok(actor) => actor.map(|actor| actor.trim_start_matches('@').to_owned()),
            Err(_) => return Err(Problem::new(problem::MALFORMED, "the header Flow-Actor names no actor")),
        };
        let Some(authenticate) = &self.api.authenticate else {
            self.check_actor(actor.as_deref())?;
            return Ok(Asking { principal: None, actor });
        };
        let principal = match authenticate {
            Authenticate::Tokens(tokens) => tokens.find(&head.headers),
            Authenticate::Function(who) => who(head.clone()).await,
        };
        match principal {
            None => Err(Problem::new(problem::UNAUTHENTICATED, "the host does not know who asks")),
            Some(principal) if actor.as_ref().is_some_and(|actor| *actor != principal.actor) => {
                Err(Problem::new(problem::FORBIDDEN, "whoever asks is not the actor that Flow-Actor names"))
            }
            principal => Ok(Asking { principal, actor }),
        }
    }

    /// Checks that there is an actor of this name: a misspelt one would see no data, without an error that explains it.
    fn check_actor(&self, named: Option<&str>) -> Result<(), Problem> {
        let Some(named) = named else { return Ok(()) };
        let actors = self.list_all_actors();
        // Those that only get messages may read them.
        if actors.contains(&named) || self.parts.actors.iter().any(|actor| actor.table.name == named) {
            return Ok(());
        }
        let detail = format!("there is no actor '{named}'; say Flow-Actor: {}", actors.join(" or "));
        Err(Problem::new(problem::ACTOR_NEEDED, detail).with("actors", actors))
    }

    /// The caller of a request about a machine. Without authentication a caller may be every actor, and the only one needs no name.
    pub(super) fn identify(&self, asking: &Asking, machine: usize) -> Result<Principal, Problem> {
        if let Some(principal) = &asking.principal {
            return Ok(principal.clone());
        }
        if let Some(actor) = &asking.actor {
            return Ok(Principal::new(actor, ""));
        }
        let mut actors = self.list_actors(machine);
        if !self.table(machine).events.iter().any(|event| event.public) {
            // A caller without an event here reads the instances that its own conversations have made.
            actors = self.list_all_actors();
        }
        match actors[..] {
            [] => Ok(Principal::new("", "")),
            [actor] => Ok(Principal::new(actor, "")),
            ref actors => {
                let detail = format!("say Flow-Actor: {}", actors.join(" or "));
                Err(Problem::new(problem::ACTOR_NEEDED, detail).with("actors", actors.to_vec()))
            }
        }
    }

    /// Every principal that may have made a call: one, or without authentication every actor.
    pub(super) fn identify_callers(&self, asking: &Asking) -> Vec<Principal> {
        if let Some(principal) = &asking.principal {
            return vec![principal.clone()];
        }
        let actors = std::iter::once("").chain(self.list_all_actors());
        let is_named = |actor: &&str| asking.actor.as_deref().is_none_or(|named| named == *actor);
        actors.filter(is_named).map(|actor| Principal::new(actor, "")).collect()
    }

    /// The actors that have public events in any machine, sorted.
    fn list_all_actors(&self) -> Vec<&'static str> {
        let machines = 0..self.parts.machines.len();
        let mut actors: Vec<&str> = machines.flat_map(|machine| self.list_actors(machine)).collect();
        actors.sort_unstable();
        actors.dedup();
        actors
    }

    /// The actors that have public events in a machine.
    fn list_actors(&self, machine: usize) -> Vec<&'static str> {
        let public = self.table(machine).events.iter().filter(|event| event.public);
        let mut actors: Vec<&str> = public.filter_map(|event| event.from).collect();
        actors.sort_unstable();
        actors.dedup();
        actors
    }

    /// Whether a principal may send events to a machine.
    pub(super) fn may_send(&self, principal: &Principal, machine: usize) -> bool {
        let is_theirs = |event: &flow_durable::EventTable| {
            event.public && event.from.is_none_or(|from| from == principal.actor)
        };
        !principal.is_operator() && self.table(machine).events.iter().any(is_theirs)
    }

    /// Which instances of a machine a principal finds; `None` if it finds none. Instances of a machine that is `one for …` have
    /// no owner: every principal that may send them events finds them.
    pub(super) fn sight(&self, principal: &Principal, machine: usize) -> Option<Sight> {
        let table = self.table(machine);
        if principal.is_operator() || self.api.is_open_to(table.name, &principal.actor) {
            return Some(Sight::All);
        }
        match table.instances {
            Instances::PerConversation => Some(Sight::Own(principal.clone())),
            _ => self.may_send(principal, machine).then_some(Sight::All),
        }
    }

    /// The public events of a principal that a state accepts.
    pub(super) fn list_accepted(
        &self,
        principal: &Principal,
        machine: usize,
        state: &str,
    ) -> Vec<&'static str> {
        let events = self.table(machine).events.iter();
        let is_accepted = |event: &&flow_durable::EventTable| {
            event.public
                && event.from.is_none_or(|from| from == principal.actor)
                && event.states.contains(&state)
        };
        let mut names = Vec::new();
        for event in events.filter(is_accepted).filter(|_| !principal.is_operator()) {
            // One is from the actor, and another one from any sender.
            if !names.contains(&event.name) {
                names.push(event.name);
            }
        }
        names
    }

    /// Reads the body of a request. The memory for bodies that are being received is bounded for the whole server.
    pub(super) async fn read_body(&self, head: &Head, body: Body) -> Result<Vec<u8>, Problem> {
        let headers = &head.headers;
        let is_json = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
        });
        if !is_json {
            return Err(Problem::new(problem::MEDIA_TYPE, "send 'Content-Type: application/json'"));
        }
        let most = self.host.program().size;
        let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|length| length > most) {
            return Err(too_large(most));
        }
        let connection = head.extensions.get::<Arc<Connection>>();
        let read = tokio::time::timeout(BODY_TIME, read_frames(body, most, connection)).await;
        let late = |_| Problem::new(problem::MALFORMED, "the body has not come in time");
        let bytes = read.map_err(late)??;
        if let Some(connection) = connection {
            connection.work();
        }
        Ok(bytes)
    }
}

fn too_large(most: usize) -> Problem {
    Problem::new(problem::TOO_LARGE, format!("a body has at most {most} bytes"))
}

async fn read_frames(
    mut body: Body,
    most: usize,
    connection: Option<&Arc<Connection>>,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let early = |_| Problem::new(problem::MALFORMED, "the body has ended early");
        // Trailers are no part of it.
        let Ok(data) = frame.map_err(early)?.into_data() else { continue };
        if data.len() > most - bytes.len() {
            return Err(too_large(most));
        }
        bytes.extend_from_slice(&data);
        if let Some(connection) = connection {
            connection.hold(bytes.len());
        }
    }
    Ok(bytes)
}

/// The problem of a read.
pub(super) fn problem_of(error: CallError) -> Problem {
    Problem::of(error, |_| None)
}

/// Explains a type of problems.
fn explain(name: &str) -> Result<Response<Body>, Problem> {
    let kind = problem::KINDS.iter().find(|kind| kind.name == name).ok_or_else(Problem::unknown)?;
    Ok(answers::json(StatusCode::OK, &kind.title))
}
