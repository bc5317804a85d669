//! What a specification offers to the outside.
//!
//! It has what requests and answers are made of, and nothing about handlers: two specifications with one interface are one for callers.

use crate::Type;

/// The machines of a specification that the outside reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The name of the system; empty if it has none.
    pub name: String,
    /// The machines, in order.
    pub machines: Vec<Machine>,
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
    /// The variables that whoever creates an instance gives.
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
    PerKey(Vec<String>),
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
    /// The actor that sends it, without `@`; `None` if everybody may.
    pub from: Option<String>,
    /// The fields that are sent.
    pub fields: Vec<Field>,
}
