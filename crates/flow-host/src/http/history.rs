//! The history of an instance and its conversation, for operators.
//!
//! It has the payloads of events of all actors, so that no actor may read it.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde::Serialize;
use serde_json::value::RawValue;

use super::answers;
use super::problem::Problem;
use super::service::{Asking, Service, problem_of};
use crate::history::{Party, PastEvent};
use crate::inspect::Mask;

/// The most entries of one response: the last ones, which show how an instance reached its state.
const MOST: i64 = 1000;

/// An entry of the journal.
#[derive(Serialize)]
struct EntryBody {
    at: String,
    instance: Party,
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Box<RawValue>>,
    state: String,
    passed: Vec<String>,
    sent: Vec<SentBody>,
}

#[derive(Serialize)]
struct SentBody {
    event: String,
    to: Party,
}

#[derive(Serialize)]
struct HistoryBody {
    items: Vec<EntryBody>,
}

impl Service {
    /// `GET /order/{id}/-/history`.
    pub(super) async fn history(
        &self,
        asking: &Asking,
        machine: usize,
        id: String,
    ) -> Result<Response<Body>, Problem> {
        if !asking.may_operate() {
            return Err(Problem::unknown());
        }
        let past = self.host.visit(move |engine| engine.last_history(machine, &id, MOST)).await;
        let past = past.map_err(problem_of)?;
        if past.is_empty() {
            return Err(Problem::unknown());
        }
        let items = past.into_iter().map(|past| describe(past, &self.mask)).collect();
        Ok(answers::json(StatusCode::OK, &HistoryBody { items }))
    }
}

fn describe(past: PastEvent, mask: &Mask) -> EntryBody {
    let of = [Some(&past.instance), past.sender.as_ref()];
    let machines = || of.into_iter().flatten().map(|party| party.name.as_str());
    let mut payload = past.payload.clone();
    // Others are shown as they are stored.
    if machines().any(|machine| mask.has_secrets(machine)) {
        payload = payload.map(|payload| mask.read_object(machines(), &payload).to_string());
    }
    let PastEvent { at, instance, what, event, sender, state, passed, sent, .. } = past;
    EntryBody {
        at: at.to_string(),
        instance,
        what,
        event,
        sender,
        payload: payload.and_then(|payload| RawValue::from_string(payload).ok()),
        state,
        passed,
        sent: sent.into_iter().map(|(event, to)| SentBody { event, to }).collect(),
    }
}
