//! Server-sent events: the states of one instance, as they change.
//!
//! The number of an event is its place in the journal, so that a client that reconnects continues after its last event. If that place
//! is deleted, the client gets a `reset` event and then the current state.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use flow_durable::CallError;
use hyper::body::Frame;
use serde::Serialize;
use tokio::sync::{mpsc, watch};

use super::problem::{self, Problem};
use super::service::{Asking, Service, problem_of};
use crate::engine::outside::{Sight, Step};
use crate::host::Host;

/// The interval of keep-alive comments on a quiet stream: proxies commonly close connections that are quiet for a minute.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The shortest time between two looks for new steps. A thousand streams of a busy host take a few hundredths of its writer's time.
const PAUSE: Duration = Duration::from_millis(250);

/// How many parts of a stream wait for a client that is slow.
const WAITING: usize = 16;

#[derive(Serialize)]
struct StateBody<'a> {
    state: &'a str,
    passed: &'a [String],
}

/// Where a stream is.
struct Stream {
    host: Host<()>,
    machine: usize,
    id: String,
    sight: Sight,
    /// The place of the last step that was sent.
    last: i64,
    to: mpsc::Sender<Bytes>,
}

impl Service {
    /// `GET /order/{id}/-/events`.
    pub(super) async fn stream(
        &self,
        asking: &Asking,
        (machine, id): (usize, String),
        headers: &HeaderMap,
    ) -> Result<Response<Body>, Problem> {
        let principal = self.identify(asking, machine)?;
        let sight = self.sight(&principal, machine).ok_or_else(Problem::unknown)?;
        let last = read_last_id(headers)?;
        let (to, parts) = mpsc::channel(WAITING);
        let mut stream = Stream { host: self.host.clone(), machine, id, sight, last: 0, to };
        let text = stream.begin(last).await.map_err(problem_of)?.ok_or_else(Problem::unknown)?;
        let groups = self.host.program().groups.clone();
        // The channel has room for the first part.
        let _ = stream.to.try_send(Bytes::from(text));
        tokio::spawn(stream.run(groups));
        let mut response = Response::new(Body::new(Parts(parts)));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        Ok(response)
    }
}

impl Stream {
    /// The first part: the steps after the last event of the client, or the current state; `None` if there is no such instance.
    async fn begin(&mut self, last: Option<i64>) -> Result<Option<String>, CallError> {
        let Some(last) = last else { return self.restart("").await };
        let (machine, id) = (self.machine, self.id.clone());
        let is_there = self.host.visit(move |engine| engine.has_step(machine, &id, last)).await?;
        if !is_there {
            return self.restart("event: reset\ndata: {}\n\n").await;
        }
        self.last = last;
        let steps = self.read().await?;
        Ok(steps.map(|steps| self.write(&steps)))
    }

    /// The current state, after a text.
    async fn restart(&mut self, text: &str) -> Result<Option<String>, CallError> {
        let (machine, id, sight) = (self.machine, self.id.clone(), self.sight.clone());
        let step = self.host.visit(move |engine| engine.current_step(machine, &id, &sight)).await?;
        Ok(step.map(|step| format!("{text}{}", self.write(&[step]))))
    }

    async fn read(&self) -> Result<Option<Vec<Step>>, CallError> {
        let (machine, id, sight, last) = (self.machine, self.id.clone(), self.sight.clone(), self.last);
        self.host.visit(move |engine| engine.steps_after(machine, &id, &sight, last)).await
    }

    fn write(&mut self, steps: &[Step]) -> String {
        let mut text = String::new();
        for Step { place, state, passed } in steps {
            let data = serde_json::to_string(&StateBody { state, passed }).unwrap_or_default();
            text.push_str(&format!("id: {place}\nevent: state\ndata: {data}\n\n"));
            self.last = *place;
        }
        text
    }

    /// Sends new steps until the client disconnects or the host stops.
    async fn run(mut self, mut groups: watch::Receiver<u64>) {
        loop {
            let Ok(Some(steps)) = self.read().await else { return };
            let mut text = self.write(&steps);
            if text.is_empty() {
                match tokio::time::timeout(HEARTBEAT, groups.changed()).await {
                    Ok(Ok(())) => {
                        tokio::time::sleep(PAUSE).await;
                        continue;
                    }
                    // The host has stopped.
                    Ok(Err(_)) => return,
                    Err(_) => text = ":\n\n".to_owned(),
                }
            }
            if self.to.send(Bytes::from(text)).await.is_err() {
                return;
            }
        }
    }
}

/// The last event that the client has, from the header `last-event-id`.
fn read_last_id(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(value) = headers.get("last-event-id") else { return Ok(None) };
    let read = value.to_str().ok().and_then(|text| text.parse::<i64>().ok());
    match read {
        Some(last) => Ok(Some(last)),
        None => Err(Problem::new(problem::MALFORMED, "Last-Event-ID must be the id of an event")),
    }
}

/// The parts of a stream as a body.
struct Parts(mpsc::Receiver<Bytes>);

impl HttpBody for Parts {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|part| part.map(|part| Ok(Frame::data(part))))
    }
}
