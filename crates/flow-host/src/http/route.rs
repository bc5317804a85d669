//! Paths: the resource of a request.
//!
//! Paths consist of the specification's names. The host's own paths begin with `-`, which no name can.

use std::borrow::Cow;

use flow_durable::{Instances, MachineTable};
use percent_encoding::percent_decode_str;

use super::problem::Problem;
use crate::program::Parts;

/// The resource of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// `/-/live`: whether the process runs.
    Live,
    /// `/-/ready`: whether it takes events.
    Ready,
    /// `/-/metrics`: figures for operators.
    Metrics,
    /// `/-/openapi.json`.
    OpenApi,
    /// `/-/openapi`: a page that shows it.
    Page,
    /// `/-/problems/{name}`.
    Problem(String),
    /// `/-/calls/{key}`.
    Call(String),
    /// `/-/actors/{actor}/messages`: the messages that an actor reads.
    Messages(String),
    /// `/-/actors/{actor}/…`: a request of an actor that is a program.
    Partner(String, Report),
    /// `/order`: all instances, or a new one.
    Machine(usize),
    /// `/order/{id}`, `/stock/{sku}`, `/shelf`.
    Instance(usize, String),
    /// `/order/{id}/checkout`.
    Event(usize, String, String),
    /// `/order/{id}/-/history`.
    History(usize, String),
    /// `/order/{id}/-/events`.
    Events(usize, String),
}

/// A report of an actor that is a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Report {
    /// `/-/actors/{actor}/{key}`: an answer to a message with a key.
    Answer(String),
    /// `/-/actors/{actor}/order/{id}/delivered`: an event without a question, for an instance of a machine.
    Event(usize, String, String),
}

impl Route {
    /// Parses a path.
    pub(super) fn read(path: &str, parts: &Parts) -> Result<Route, Problem> {
        let segments: Vec<Cow<'_, str>> = path
            .strip_prefix('/')
            .unwrap_or(path)
            .split('/')
            .map(|segment| percent_decode_str(segment).decode_utf8())
            .collect::<Result<_, _>>()
            .map_err(|_| Problem::unknown())?;
        let segments: Vec<&str> = segments.iter().map(|segment| &**segment).collect();
        match segments[..] {
            [""] => Err(Problem::root()),
            ["-", "live"] => Ok(Route::Live),
            ["-", "ready"] => Ok(Route::Ready),
            ["-", "metrics"] => Ok(Route::Metrics),
            ["-", "openapi.json"] => Ok(Route::OpenApi),
            ["-", "openapi"] => Ok(Route::Page),
            ["-", "problems", name] => Ok(Route::Problem(name.to_owned())),
            ["-", "calls", key] => Ok(Route::Call(key.to_owned())),
            ["-", "actors", actor, "messages"] => Ok(Route::Messages(actor.to_owned())),
            ["-", "actors", actor, key] => {
                Ok(Route::Partner(actor.to_owned(), Report::Answer(key.to_owned())))
            }
            ["-", "actors", actor, ref rest @ ..] => match Route::read_machine(rest, parts)? {
                Route::Event(machine, id, event) => {
                    Ok(Route::Partner(actor.to_owned(), Report::Event(machine, id, event)))
                }
                _ => Err(Problem::unknown()),
            },
            ref others => Route::read_machine(others, parts),
        }
    }

    /// Parses a path that begins with a machine.
    fn read_machine(segments: &[&str], parts: &Parts) -> Result<Route, Problem> {
        let [machine, rest @ ..] = segments else { return Err(Problem::unknown()) };
        let number = parts.machine(machine).ok_or_else(Problem::unknown)?;
        read_instance(number, parts.machines[number].table(), rest).ok_or_else(Problem::unknown)
    }
}

/// Parses the segments after the name of a machine.
fn read_instance(number: usize, table: &MachineTable, rest: &[&str]) -> Option<Route> {
    let length = match table.instances {
        Instances::PerConversation => 1,
        Instances::One => 0,
        Instances::PerKey(keys) => keys.len(),
    };
    if rest.is_empty() && length > 0 {
        return Some(Route::Machine(number));
    }
    let (address, rest) = rest.split_at_checked(length)?;
    let id = match table.instances {
        Instances::PerConversation => address[0].to_owned(),
        Instances::One => table.name.to_owned(),
        Instances::PerKey(_) => join_key(address),
    };
    if id.is_empty() {
        return None;
    }
    match rest {
        [] => Some(Route::Instance(number, id)),
        ["-", "history"] => Some(Route::History(number, id)),
        ["-", "events"] => Some(Route::Events(number, id)),
        [event] => Some(Route::Event(number, id, (*event).to_owned())),
        _ => None,
    }
}

/// The id of a key (reference#instances): its values, joined by `/`. In each of several, `%` and `/` are written otherwise.
fn join_key(values: &[&str]) -> String {
    match values {
        [value] => (*value).to_owned(),
        _ => {
            let texts: Vec<_> =
                values.iter().map(|value| value.replace('%', "%25").replace('/', "%2F")).collect();
            texts.join("/")
        }
    }
}
