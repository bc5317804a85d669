//! Actors outside that are programs: their signed answers and events, and the messages that they read.
//!
//! A partner names each request itself, and the name is stored in the commit that stores the event. So a request that is sent twice has one
//! effect, and the same response.

use std::time::SystemTime;

use axum::body::Body;
use axum::http::request::Parts as Head;
use axum::http::{Response, StatusCode};
use flow_durable::{DeliveryId, EventTable, StoredEvent};
use flow_openapi::Type;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::answers;
use super::problem::Problem;
use super::reads::{Page, read_page, write_cursor};
use super::route::Report;
use super::service::{Asking, Service, problem_of};
use super::signing::Signed;
use super::trace::read_trace;
use super::values::{Reader, check_depth, malformed, show_members, write_object};
use crate::engine::{Input, Receiver};
use crate::principal::Principal;

/// The answer to a message: an event of the actor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerBody<'a> {
    event: String,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct MessagesBody {
    items: Vec<MessageBody>,
    /// Where the next part begins: there may be one later.
    next: String,
}

/// A message to an actor that reads its messages.
#[derive(Serialize)]
struct MessageBody {
    /// By which an answer names it.
    key: String,
    message: String,
    payload: Option<Box<RawValue>>,
    machine: String,
    instance: String,
    at: String,
}

impl Service {
    /// `POST /-/actors/bank/{key}` and `POST /-/actors/carrier/order/{id}/delivered`.
    pub(super) async fn take_report(
        &self,
        actor: &str,
        report: Report,
        head: &Head,
        body: Body,
    ) -> Result<Response<Body>, Problem> {
        let secrets = self.api.secrets_of(actor).ok_or_else(Problem::unknown)?;
        let signed = Signed::read(&head.headers, SystemTime::now())?;
        let body = self.read_body(head, body).await?;
        signed.check(secrets, &body)?;
        let (to, event) = match report {
            Report::Answer(key) => self.read_answer(actor, &key, &body).await?,
            Report::Event(machine, id, name) => {
                (Receiver::Instance(id), self.read_event(actor, machine, &name, &body)?)
            }
        };
        let (actor, id) = (actor.to_owned(), signed.id.to_owned());
        let input = move |ticket| Input::Received { ticket, actor, id, to, event };
        let received = self.host.call_traced(input, read_trace(&head.headers), None).await;
        received.map_err(problem_of)?;
        Ok(answers::json(StatusCode::OK, &"received"))
    }

    /// The answer to a message, for the instance that sent it.
    async fn read_answer(
        &self,
        actor: &str,
        key: &str,
        body: &[u8],
    ) -> Result<(Receiver, StoredEvent), Problem> {
        // The last part of a key names its message. The others are there for people.
        let name = key.rsplit('/').next().unwrap_or_default();
        let id = DeliveryId::parse(name).ok_or_else(Problem::unknown)?;
        let text = std::str::from_utf8(body).map_err(|_| malformed("the body is not UTF-8"))?;
        check_depth(text)?;
        let AnswerBody { event, payload } =
            serde_json::from_str(text).map_err(|error| malformed(&error.to_string()))?;
        let of = actor.to_owned();
        let sender = self.host.visit(move |engine| engine.sender_of(&of, id)).await.map_err(problem_of)?;
        let machine = sender.ok_or_else(Problem::unknown)?;
        let payload = payload.map_or("", RawValue::get);
        let event = self.read_event(actor, machine, event.trim_start_matches(':'), payload.as_bytes())?;
        Ok((Receiver::Sender(id), event))
    }

    /// An event of an actor for a machine, from its payload.
    fn read_event(
        &self,
        actor: &str,
        machine: usize,
        name: &str,
        payload: &[u8],
    ) -> Result<StoredEvent, Problem> {
        let events = self.table(machine).events.iter().enumerate();
        let named: Vec<(usize, &EventTable)> = events.filter(|(_, event)| event.name == name).collect();
        let is_theirs = |(_, event): &&(usize, &EventTable)| event.from == Some(actor);
        let is_of_all = |(_, event): &&(usize, &EventTable)| event.from.is_none();
        let found = named.iter().find(is_theirs).or_else(|| named.iter().find(is_of_all));
        let (at, event) = *found.ok_or_else(|| {
            let machine = self.table(machine).name;
            Problem::unfit("event", format!("@{machine} does not handle :{name} from @{actor}"))
        })?;
        let mut reader = Reader::new(self.parts.number);
        let mut members = reader.read_body(payload, &self.faces[machine].events[at], true)?;
        // The partner is one program, and has no name among others.
        members.extend(event.sender_id.map(|field| (field, Value::from("").to_string())));
        let from = event.from.map(str::to_owned);
        Ok(StoredEvent { machine, name: name.to_owned(), from, payload: write_object(&members) })
    }

    /// `GET /-/actors/customer/messages`.
    pub(super) async fn list_messages(
        &self,
        asking: &Asking,
        actor: &str,
        head: &Head,
    ) -> Result<Response<Body>, Problem> {
        let principal = self.identify_actor(asking, actor)?;
        let Page { limit, after } = read_page(head)?;
        let machines = self.parts.machines.iter().map(|machine| machine.table().name);
        let open: Vec<String> =
            machines.filter(|name| self.api.is_open_to(name, actor)).map(str::to_owned).collect();
        let messages =
            self.host.visit(move |engine| engine.messages_seen(&principal, &open, (after, limit))).await;
        let messages = messages.map_err(problem_of)?;
        let next = write_cursor(messages.last().map_or(after, |(message, _)| message.seq));
        let items = messages.into_iter().map(|(message, instance)| MessageBody {
            key: message.key(&instance.machine, &instance.id),
            payload: self.show_message(&message.actor, &message.message, &message.payload),
            message: message.message,
            machine: instance.machine,
            instance: instance.id,
            at: message.at.to_string(),
        });
        Ok(answers::json(StatusCode::OK, &MessagesBody { items: items.collect(), next }))
    }

    /// The payload of a message to an actor, as values are shown.
    pub(super) fn show_message(&self, actor: &str, name: &str, payload: &str) -> Option<Box<RawValue>> {
        let messages = self.parts.actors[self.parts.actor(actor)?].table.messages;
        let message = messages.iter().find(|message| message.name == name)?;
        let fields: Vec<_> =
            message.fields.iter().map(|field| (field.name, Type::read(field.of_type))).collect();
        RawValue::from_string(show_members(payload, &fields)?).ok()
    }

    /// The caller, as an actor of the specification.
    fn identify_actor(&self, asking: &Asking, actor: &str) -> Result<Principal, Problem> {
        self.parts.actor(actor).ok_or_else(Problem::unknown)?;
        match asking.principal() {
            None => Ok(Principal::new(actor, "")),
            Some(principal) if principal.actor == actor => Ok(principal.clone()),
            Some(_) => Err(Problem::unknown()),
        }
    }
}
