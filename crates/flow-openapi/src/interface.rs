//! The interface that a specification offers to the outside.
//!
//! It contains the names and types of requests and answers, and no handlers: callers see no difference between two specifications with
//! the same interface.

use crate::Type;

/// The machines of a specification that the outside reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The name of the system; empty if it has none.
    pub name: String,
    /// How callers are known.
    pub access: Access,
    /// The machines, in order.
    pub machines: Vec<Machine>,
    /// The actors that read their messages, without `@`.
    pub readers: Vec<String>,
    /// The actors that are programs with a secret, without `@`.
    pub partners: Vec<String>,
}

/// How the host knows who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It does not: a caller may be every actor, and names one where several are possible.
    Open,
    /// By bearer tokens.
    Tokens,
    /// By a function of the program, which reads any part of the request.
    Own,
}

impl Interface {
    /// The actors that have public events, sorted.
    pub(crate) fn actors(&self) -> Vec<&str> {
        list_actors(self.machines.iter().flat_map(|machine| &machine.events))
    }
}

impl Machine {
    /// The actors that have public events in this machine, sorted.
    pub(crate) fn actors(&self) -> Vec<&str> {
        list_actors(self.events.iter())
    }
}

fn list_actors<'e>(events: impl Iterator<Item = &'e Event>) -> Vec<&'e str> {
    let mut actors: Vec<&str> = events.filter_map(|event| event.from.as_deref()).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// A machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its name, without `@`.
    pub name: String,
    /// How an instance is addressed.
    pub instances: Instances,
    /// The names of its states, without `#`.
    pub states: Vec<String>,
    /// The variables that the creator of an instance gives.
    pub inputs: Vec<Field>,
    /// The variables that are shown.
    pub shown: Vec<Field>,
    /// The public events.
    pub events: Vec<Event>,
}

/// How instances of a machine are addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instances {
    /// By their ids.
    PerConversation,
    /// There is one.
    One,
    /// By these variables.
    PerKey(Vec<Field>),
}

/// A variable, or a field of a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, without `$`.
    pub name: String,
    /// Its type.
    pub of_type: Type,
}

/// A public event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name, without `:`.
    pub name: String,
    /// The actor that sends it, without `@`; `None` if every actor may.
    pub from: Option<String>,
    /// The fields that are sent.
    pub fields: Vec<Field>,
}
