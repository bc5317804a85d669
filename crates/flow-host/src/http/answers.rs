//! The bodies of answers.
//!
//! Members have the order in which they are written here, so that two programs with one specification answer alike.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use flow_durable::Stepped;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::engine::rest::{Rest, Undelivered};

/// The step of an event.
#[derive(Serialize)]
struct StepBody<'a> {
    from: &'a str,
    state: &'a str,
    passed: &'a [String],
    deferred: bool,
    /// Whether all that follows is done. It is there, as are the other members, if the caller has waited.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messages: Option<Vec<HeardBody>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undelivered: Option<Vec<UndeliveredBody>>,
    /// How many messages and undelivered events are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    omitted: Option<usize>,
}

/// A message to the caller.
#[derive(Serialize)]
struct HeardBody {
    message: String,
    payload: Option<Box<RawValue>>,
}

/// An event that became a dead letter.
#[derive(Serialize)]
struct UndeliveredBody {
    event: String,
    machine: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    reason: &'static str,
}

/// The effects that followed from a call, for a caller that waited for them.
pub(super) struct Followed {
    /// Whether all is done.
    pub(super) settled: bool,
    pub(super) rest: Rest,
    /// The payloads of the messages, as values are shown.
    pub(super) payloads: Vec<Option<Box<RawValue>>>,
}

/// An instance.
#[derive(Serialize)]
pub(super) struct InstanceBody {
    pub(super) id: String,
    pub(super) state: String,
    pub(super) ended: bool,
    /// The public events that the state accepts from the caller.
    pub(super) accepts: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) variables: Option<Box<RawValue>>,
}

/// A part of a list.
#[derive(Serialize)]
pub(super) struct ListBody {
    pub(super) items: Vec<InstanceBody>,
    /// Where the next part begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// A response with a JSON body.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Response<Body> {
    // The bodies have no maps with keys other than texts, which alone could fail.
    let mut text = serde_json::to_string(body).unwrap_or_default();
    text.push('\n');
    let mut response = json_text(text);
    *response.status_mut() = status;
    response
}

/// A response with a body that is JSON already.
pub(super) fn json_text(text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// The answer to an event. One that is put aside is promised, and has had no effect yet.
pub(super) fn step(step: &Stepped, followed: Option<Followed>) -> Response<Body> {
    let Stepped { from, passed, deferred } = step;
    let state = passed.last().unwrap_or(from);
    let status = if *deferred { StatusCode::ACCEPTED } else { StatusCode::OK };
    let settled = followed.as_ref().map(|followed| followed.settled);
    let omitted = followed.as_ref().map(|followed| followed.rest.omitted).filter(|omitted| *omitted > 0);
    let (messages, undelivered) = followed.map(describe).unzip();
    let body = StepBody { from, state, passed, deferred: *deferred, settled, messages, undelivered, omitted };
    json(status, &body)
}

fn describe(followed: Followed) -> (Vec<HeardBody>, Vec<UndeliveredBody>) {
    let Followed { rest, payloads, .. } = followed;
    let messages = rest.messages.into_iter().zip(payloads);
    let messages = messages.map(|(heard, payload)| HeardBody { message: heard.name, payload }).collect();
    (messages, rest.undelivered.into_iter().map(describe_undelivered).collect())
}

fn describe_undelivered(undelivered: Undelivered) -> UndeliveredBody {
    let Undelivered { event, machine, id, kind } = undelivered;
    UndeliveredBody { event, machine, id, reason: kind.name() }
}

/// Adds the path of the resource of the answer.
pub(super) fn at(mut response: Response<Body>, path: &str) -> Response<Body> {
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}
