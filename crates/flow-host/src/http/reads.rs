//! Reading: one instance, lists, and the outcome of a call.
//!
//! Each is read between two transactions, so that it has committed values only.

use axum::body::Body;
use axum::http::request::Parts as Head;
use axum::http::{Response, StatusCode};
use flow_durable::Record;
use serde_json::value::RawValue;

use super::answers::{self, InstanceBody, ListBody};
use super::problem::{self, Problem};
use super::service::{Asking, Service, problem_of};
use super::values::show_members;
use crate::engine::outside::Progress;
use crate::principal::Principal;

/// The default and the largest number of instances in a part of a list: a page for people, and a size that is sent quickly.
const DEFAULT_LIMIT: i64 = 50;
const LARGEST_LIMIT: i64 = 200;

impl Service {
    /// `GET /order/{id}`.
    pub(super) async fn show(
        &self,
        asking: &Asking,
        machine: usize,
        id: &str,
    ) -> Result<Response<Body>, Problem> {
        let principal = self.identify(asking, machine)?;
        let sight = self.sight(&principal, machine).ok_or_else(Problem::unknown)?;
        let id = id.to_owned();
        let found = self.host.visit(move |engine| engine.read_seen(machine, &id, &sight)).await;
        let (_, record) = found.map_err(problem_of)?.ok_or_else(Problem::unknown)?;
        Ok(answers::json(StatusCode::OK, &self.describe(&principal, machine, record)))
    }

    /// `GET /order`.
    pub(super) async fn list(
        &self,
        asking: &Asking,
        machine: usize,
        head: &Head,
    ) -> Result<Response<Body>, Problem> {
        let principal = self.identify(asking, machine)?;
        let sight = self.sight(&principal, machine).ok_or_else(Problem::unknown)?;
        let Selection { state, limit, after } = self.read_selection(machine, head)?;
        let list = move |engine: &mut crate::engine::Engine| {
            engine.list_seen(machine, state.as_deref(), (after, limit + 1), &sight)
        };
        let mut found = self.host.visit(list).await.map_err(problem_of)?;
        let has_more = i64::try_from(found.len()).is_ok_and(|length| length > limit);
        if has_more {
            found.pop();
        }
        let last = found.last().filter(|_| has_more).map(|(number, _)| write_cursor(*number));
        let items = found.into_iter().map(|(_, record)| self.describe(&principal, machine, record)).collect();
        Ok(answers::json(StatusCode::OK, &ListBody { items, next: last }))
    }

    /// An instance as a principal sees it.
    fn describe(&self, principal: &Principal, machine: usize, record: Record) -> InstanceBody {
        let Record { id, state, context, has_ended, .. } = record;
        let shown = &self.faces[machine].shown;
        let variables = (!shown.is_empty()).then(|| show_members(&context, shown)).flatten();
        InstanceBody {
            id,
            ended: has_ended,
            accepts: self.list_accepted(principal, machine, &state),
            state,
            variables: variables.and_then(|text| RawValue::from_string(text).ok()),
        }
    }

    /// The query of a list.
    fn read_selection(&self, machine: usize, head: &Head) -> Result<Selection, Problem> {
        let mut selection = Selection { state: None, limit: DEFAULT_LIMIT, after: 0 };
        let malformed = |text: String| Err(Problem::new(problem::MALFORMED, text));
        let query = head.uri.query().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "state" => {
                    let states = self.table(machine).states;
                    let state = value.trim_start_matches('#');
                    if !states.contains(&state) {
                        return malformed(format!(
                            "there is no state '{value}'; they are: {}",
                            states.join(", ")
                        ));
                    }
                    selection.state = Some(state.to_owned());
                }
                "limit" => selection.limit = read_limit(&value)?,
                "after" => selection.after = read_after(&value)?,
                _ => return Err(unknown_parameter(&name, "state, limit, after")),
            }
        }
        Ok(selection)
    }

    /// `GET /-/calls/{key}`: the answer that the call would have had, if it has one.
    pub(super) async fn follow(&self, asking: &Asking, key: &str) -> Result<Response<Body>, Problem> {
        for caller in self.identify_callers(asking) {
            let key = key.to_owned();
            let progress = self.host.visit(move |engine| engine.progress(&caller, &key)).await;
            match progress.map_err(problem_of)? {
                Some(Progress::Running) => return Ok(answers::json(StatusCode::ACCEPTED, &"running")),
                Some(Progress::Done(Ok(reply))) => return Ok(super::calls::answer(&reply, None)),
                Some(Progress::Done(Err(error))) => return Err(problem_of(error)),
                None => {}
            }
        }
        Err(Problem::unknown())
    }
}

/// The selection of a list.
struct Selection {
    state: Option<String>,
    limit: i64,
    after: i64,
}

/// A part of a list.
pub(super) struct Page {
    pub(super) limit: i64,
    pub(super) after: i64,
}

/// Which part of a list of messages a query asks for.
pub(super) fn read_page(head: &Head) -> Result<Page, Problem> {
    let mut page = Page { limit: DEFAULT_LIMIT, after: 0 };
    for (name, value) in form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes()) {
        match &*name {
            "limit" => page.limit = read_limit(&value)?,
            "after" => page.after = read_after(&value)?,
            _ => return Err(unknown_parameter(&name, "limit, after")),
        }
    }
    Ok(page)
}

fn read_limit(value: &str) -> Result<i64, Problem> {
    let limit = value.parse().ok().filter(|limit| (1..=LARGEST_LIMIT).contains(limit));
    let unfit = || Problem::new(problem::MALFORMED, format!("'limit' must be from 1 to {LARGEST_LIMIT}"));
    limit.ok_or_else(unfit)
}

fn read_after(value: &str) -> Result<i64, Problem> {
    let unfit = || Problem::new(problem::MALFORMED, "'after' must be the 'next' of an answer");
    read_cursor(value).ok_or_else(unfit)
}

fn unknown_parameter(name: &str, known: &str) -> Problem {
    Problem::new(problem::MALFORMED, format!("there is no parameter '{name}'; they are: {known}"))
}

/// Cursors are numbers of rows. Their form shows that they are not for arithmetic.
pub(super) fn write_cursor(number: i64) -> String {
    format!("c{number:x}")
}

fn read_cursor(text: &str) -> Option<i64> {
    let number = i64::from_str_radix(text.strip_prefix('c')?, 16).ok()?;
    // No other text means the same.
    (number >= 0 && write_cursor(number) == text).then_some(number)
}
