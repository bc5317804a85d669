//! Creating instances, and public events.
//!
//! A request waits for the step of its call. One that waits too long is promised an answer, as soon as its event is stored, unless there
//! is a result by then.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts as Head;
use axum::http::{HeaderMap, Response, StatusCode};
use flow_durable::{CallError, EventTable, StoredEvent, fingerprint_of, is_id};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::answers::{self, Followed};
use super::prefer;
use super::problem::{self, Problem};
use super::service::{Asking, Service, problem_of};
use super::trace::read_trace;
use super::values::{Reader, write_object};
use crate::engine::outside::{OutsideCall, Sight};
use crate::engine::rest::{Heard, Rest};
use crate::engine::{Input, Reply, Ticket};
use crate::principal::Principal;

/// The longest `Idempotency-Key`: room for two UUIDs and a word.
const LONGEST_KEY: usize = 128;

/// The outcome of a call when its request ends.
enum Outcome {
    /// With the effects that followed, if the caller has waited for them.
    Done(Result<Reply, CallError>, Option<Followed>),
    /// Its event is stored. The result will be there under this key.
    Promised(String),
}

/// The options of a call that are set by headers.
struct Wishes {
    /// How long the caller wants to wait for the effects that follow.
    wait: Option<Duration>,
    /// The trace that it belongs to.
    trace: Option<String>,
}

/// The name of a call among those of its caller.
struct Key {
    text: String,
    is_repeatable: bool,
}

#[derive(Serialize)]
struct CreatedBody<'a> {
    id: &'a str,
}

#[derive(Serialize)]
struct PromisedBody<'a> {
    call: &'a str,
}

impl Service {
    /// `POST /order`.
    pub(super) async fn create(
        &self,
        asking: &Asking,
        machine: usize,
        head: &Head,
        body: Vec<u8>,
    ) -> Result<Response<Body>, Problem> {
        let principal = self.identify(asking, machine)?;
        if !self.may_send(&principal, machine) {
            return Err(Problem::unknown());
        }
        let id = read_id(head)?;
        let mut reader = Reader::new(self.parts.number);
        let members = reader.read_body(&body, &self.faces[machine].inputs, true)?;
        drop(body);
        self.check_references(&principal, &reader).await?;
        let context = write_object(&members);
        let name = self.table(machine).name;
        let key = read_key(&head.headers, &[name, id.as_deref().unwrap_or("/")])?;
        let make = move |ticket| Input::Create { ticket, machine, id, context };
        let wishes = Wishes { wait: None, trace: read_trace(&head.headers) };
        match self.perform(&principal, Sight::Own(principal.clone()), key, (wishes, make)).await? {
            Outcome::Done(Ok(Reply::Created(id)), _) => {
                let response = answers::json(StatusCode::CREATED, &CreatedBody { id: &id });
                Ok(answers::at(response, &format!("{name}/{id}")))
            }
            Outcome::Done(Ok(reply), _) => Ok(answer(&reply, None)),
            Outcome::Done(Err(error), _) => Err(problem_of(error)),
            Outcome::Promised(key) => Ok(promise(&key, 1)),
        }
    }

    /// `POST /order/{id}/checkout`.
    pub(super) async fn send(
        &self,
        asking: &Asking,
        (machine, id, name): (usize, String, &str),
        head: &Head,
        body: Vec<u8>,
    ) -> Result<Response<Body>, Problem> {
        let (at, event, principal) = self.find_event(asking, machine, name)?;
        let sight = self.sight(&principal, machine).ok_or_else(Problem::unknown)?;
        let mut reader = Reader::new(self.parts.number);
        let mut members = reader.read_body(&body, &self.faces[machine].events[at], true)?;
        drop(body);
        self.check_references(&principal, &reader).await?;
        members.extend(event.sender_id.map(|field| (field, Value::from(&*principal.subject).to_string())));
        let from = event.from.map(str::to_owned);
        let stored = StoredEvent { machine, name: name.to_owned(), from, payload: write_object(&members) };
        let key = read_key(&head.headers, &[self.table(machine).name, &id, name])?;
        let make = move |ticket| Input::Send { ticket, id, event: stored };
        let wait = prefer::read_wait(&head.headers);
        let wishes = Wishes { wait, trace: read_trace(&head.headers) };
        let response = match self.perform(&principal, sight, key, (wishes, make)).await? {
            Outcome::Done(Ok(reply), followed) => answer(&reply, followed),
            Outcome::Done(Err(error), _) => {
                let accepted = |state: &str| Some(self.list_accepted(&principal, machine, state));
                return Err(Problem::of(error, accepted));
            }
            Outcome::Promised(key) => promise(&key, head.uri.path().matches('/').count()),
        };
        Ok(prefer::note_wait(response, wait))
    }

    /// The public event of a name, from the actor of the caller.
    fn find_event(
        &self,
        asking: &Asking,
        machine: usize,
        name: &str,
    ) -> Result<(usize, &'static EventTable, Principal), Problem> {
        let events = self.table(machine).events.iter().enumerate();
        let named: Vec<_> = events.filter(|(_, event)| event.public && event.name == name).collect();
        let principal = match (self.identify(asking, machine), &named[..]) {
            (_, []) => return Err(Problem::unknown()),
            (Ok(principal), _) => principal,
            // Of several actors, one has this event.
            (Err(_), [(_, EventTable { from: Some(actor), .. })]) => Principal::new(*actor, ""),
            (Err(problem), _) => return Err(problem),
        };
        let is_theirs = |(_, event): &&(usize, &EventTable)| event.from == Some(&principal.actor);
        let is_for_all = |(_, event): &&(usize, &EventTable)| event.from.is_none();
        let found = named.iter().find(is_theirs).or_else(|| named.iter().find(is_for_all));
        let found = found.filter(|_| !principal.is_operator());
        let (at, event) = *found.ok_or_else(Problem::unknown)?;
        Ok((at, event, principal))
    }

    /// References must mean instances that the caller may find.
    async fn check_references(&self, principal: &Principal, reader: &Reader) -> Result<(), Problem> {
        for (field, name, id) in &reader.references {
            let unfit = || Problem::unfit(field, format!("'{field}' must be the id of an @{name} of yours"));
            let machine = self.parts.machine(name).ok_or_else(unfit)?;
            let sight = self.sight(principal, machine).ok_or_else(unfit)?;
            let id = id.clone();
            let found = self.host.visit(move |engine| engine.is_reference(machine, &id, &sight)).await;
            if !found.map_err(problem_of)? {
                return Err(unfit());
            }
        }
        Ok(())
    }

    /// Makes a call, and waits for its result for the configured time; or for the time that the caller requests, and then for its effects
    /// as well.
    async fn perform(
        &self,
        principal: &Principal,
        sight: Sight,
        key: Key,
        (Wishes { wait, trace }, make): (Wishes, impl FnOnce(Ticket) -> Input + Send + 'static),
    ) -> Result<Outcome, Problem> {
        let Key { text, is_repeatable } = key;
        let patience = wait.unwrap_or(self.api.patience);
        let end = Instant::now() + patience;
        let (caller, key) = (principal.clone(), text.clone());
        let (rest_to, rest) = wait.map(|_| oneshot::channel()).unzip();
        let noted = Arc::new(AtomicU64::new(0));
        let waits = rest.is_some();
        let note = Arc::clone(&noted);
        let input = move |ticket| {
            note.store(ticket, Ordering::Relaxed);
            let call = Box::new(make(ticket));
            Input::Outside(Box::new(OutsideCall { caller, key, is_repeatable, sight, waits, call }))
        };
        let mut call = std::pin::pin!(self.host.call_traced(input, trace, rest_to));
        let mut until = end;
        let mut is_stored = false;
        loop {
            if let Ok(result) = tokio::time::timeout_at(until, &mut call).await {
                let followed = match (&result, rest) {
                    (Ok(_), Some(rest)) => self.follow_until(end, rest, &noted).await?,
                    _ => None,
                };
                let followed = followed.map(|(settled, rest)| self.describe_rest(principal, settled, rest));
                return Ok(Outcome::Done(result, followed));
            }
            if is_stored {
                return Ok(Outcome::Promised(text));
            }
            // A call is promised only if it is stored. It may have got its reply since the time-out, so the loop polls it again.
            let (caller, key) = (principal.clone(), text.clone());
            let progress = self.host.visit(move |engine| engine.progress(&caller, &key)).await;
            is_stored = progress.map_err(problem_of)?.is_some();
            if !is_stored {
                until += patience;
            }
        }
    }

    /// Waits for the effects of a call until a time.
    async fn follow_until(
        &self,
        end: Instant,
        mut rest: oneshot::Receiver<Rest>,
        ticket: &AtomicU64,
    ) -> Result<Option<(bool, Rest)>, Problem> {
        match tokio::time::timeout_at(end, &mut rest).await {
            Ok(rest) => Ok(rest.ok().map(|rest| (true, rest))),
            Err(_) => {
                // The receiver stays open until the engine has answered: a caller with a closed receiver counts as gone, and the
                // effects collected for it can be dropped before this visit.
                let ticket = ticket.load(Ordering::Relaxed);
                let collected = self.host.visit(move |engine| Ok(engine.forget_watch(ticket))).await;
                let collected = collected.map_err(problem_of)?.map(|rest| (false, rest));
                // Without a watch, all was done between the end of the wait and the visit.
                Ok(collected.or_else(|| rest.try_recv().ok().map(|rest| (true, rest))))
            }
        }
    }

    fn describe_rest(&self, caller: &Principal, settled: bool, rest: Rest) -> Followed {
        let show = |heard: &Heard| self.show_message(&caller.actor, &heard.name, &heard.payload);
        let payloads = rest.messages.iter().map(show).collect();
        Followed { settled, rest, payloads }
    }
}

/// The answer to a call with an effect, and the effects that followed from it.
pub(super) fn answer(reply: &Reply, followed: Option<Followed>) -> Response<Body> {
    match reply {
        Reply::Stepped(step) => answers::step(step, followed),
        Reply::Created(id) => answers::json(StatusCode::CREATED, &CreatedBody { id }),
        Reply::Received(_) | Reply::Decided => answers::json(StatusCode::OK, &"done"),
    }
}

/// The answer to a call that is stored, and has no result yet. The path is relative, since a router can be nested; `depth` is how many parts
/// that of the request has.
fn promise(key: &str, depth: usize) -> Response<Body> {
    let response = answers::json(StatusCode::ACCEPTED, &PromisedBody { call: key });
    answers::at(response, &format!("{}-/calls/{key}", "../".repeat(depth.saturating_sub(1))))
}

/// The id that the caller wants.
fn read_id(head: &Head) -> Result<Option<String>, Problem> {
    let mut id = None;
    for (name, value) in form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes()) {
        match &*name {
            "id" if is_id(&value) => id = Some(value.into_owned()),
            "id" => {
                let form = "an id has 1 to 128 of 'A-Z a-z 0-9 . _ ~ -', and no '-' first";
                return Err(Problem::unfit("id", form));
            }
            _ => {
                let detail = format!("there is no parameter '{name}'; there is: id");
                return Err(Problem::new(problem::MALFORMED, detail));
            }
        }
    }
    Ok(id)
}

/// The name of a call: from the key of the caller, for this path alone, or a new one.
fn read_key(headers: &HeaderMap, path: &[&str]) -> Result<Key, Problem> {
    let mut all = headers.get_all("idempotency-key").iter();
    let Some(value) = all.next() else {
        let mut chance = [0; 16];
        getrandom::fill(&mut chance)
            .map_err(|_| Problem::new(problem::UNAVAILABLE, "the operating system has no random numbers"))?;
        return Ok(Key { text: write_hex(&chance), is_repeatable: false });
    };
    let key = value.as_bytes();
    let is_visible = key.iter().all(u8::is_ascii_graphic);
    if key.is_empty() || key.len() > LONGEST_KEY || !is_visible || all.next().is_some() {
        let detail =
            format!("an Idempotency-Key has 1 to {LONGEST_KEY} visible characters, and there is one");
        return Err(Problem::new(problem::MALFORMED, detail));
    }
    let mut texts = vec![value.to_str().unwrap_or_default()];
    texts.extend(path);
    Ok(Key { text: write_hex(&fingerprint_of(&texts)), is_repeatable: true })
}

fn write_hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
