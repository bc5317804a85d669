//! The symbols that names refer to.
//!
//! A symbol is made of names alone, so that it means the same after other lines have changed, and in the files of a program with
//! errors. Loop items and the fields of objects, which have no name of their own in the system, have a place or an id instead.

use std::fmt;

use crate::model::{ObjectId, Span};

/// The meaning of a name. The texts are names without sigils; a receiver is a machine or an actor outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the fields are names of what the variants say")]
pub enum Symbol {
    /// The system.
    System,
    /// A machine.
    Machine(String),
    /// An actor outside of the system.
    Actor(String),
    /// A state of a machine.
    State { machine: String, name: String },
    /// A group of states.
    Group { machine: String, name: String },
    /// An event, by who gets it. Of which senders, and whether there is a handler, makes no difference.
    Event { receiver: String, name: String },
    /// A payload field of an event.
    Field { receiver: String, event: String, name: String },
    /// A variable of a machine's context.
    Variable { machine: String, name: String },
    /// The item of the loop with this name at its line.
    Item { name: String, at: Span },
    /// A field of an object.
    Member { object: ObjectId, name: String },
    /// A phrase, by the name of its Rust function (reference#bindings). Machines that use one phrase share it.
    Phrase { function: String },
    /// A variable of a phrase that matches any value, by its place among the arguments; or the name of an argument.
    Parameter { function: String, at: usize, name: String },
    /// A scenario.
    Scenario { machine: String, name: String },
    /// `@self`, `@system`, `@sender`, `$failure`: the names of the language, with their sigils.
    Reserved(String),
}

impl Symbol {
    /// The name; of a phrase its Rust function, of a system the empty text.
    pub fn name(&self) -> &str {
        match self {
            Symbol::System => "",
            Symbol::Machine(name)
            | Symbol::Actor(name)
            | Symbol::State { name, .. }
            | Symbol::Group { name, .. }
            | Symbol::Event { name, .. }
            | Symbol::Field { name, .. }
            | Symbol::Variable { name, .. }
            | Symbol::Item { name, .. }
            | Symbol::Member { name, .. }
            | Symbol::Parameter { name, .. }
            | Symbol::Scenario { name, .. }
            | Symbol::Reserved(name) => name,
            Symbol::Phrase { function } => function,
        }
    }

    /// The same event, variable, field, item or argument with another name; `None` of other kinds.
    pub fn with_name(&self, new: &str) -> Option<Symbol> {
        let mut renamed = self.clone();
        match &mut renamed {
            Symbol::Event { name, .. }
            | Symbol::Field { name, .. }
            | Symbol::Variable { name, .. }
            | Symbol::Item { name, .. }
            | Symbol::Parameter { name, .. } => new.clone_into(name),
            _ => return None,
        }
        Some(renamed)
    }

    /// What it is after some symbols have a new name: the same, also if they are of kinds that [`Symbol::with_name`] leaves out.
    pub fn after_rename(&self, renamed: &[&Symbol], new: &str) -> Symbol {
        if renamed.contains(&self) {
            return self.with_name(new).unwrap_or_else(|| self.clone());
        }
        if let Symbol::Field { receiver, event, name } = self {
            let of = Symbol::Event { receiver: receiver.clone(), name: event.clone() };
            if renamed.contains(&&of) {
                return Symbol::Field {
                    receiver: receiver.clone(),
                    event: new.to_owned(),
                    name: name.clone(),
                };
            }
        }
        self.clone()
    }

    /// Its kind, in one word.
    pub fn kind(&self) -> &'static str {
        match self {
            Symbol::System => "system",
            Symbol::Machine(_) => "machine",
            Symbol::Actor(_) => "actor",
            Symbol::State { .. } => "state",
            Symbol::Group { .. } => "group",
            Symbol::Event { .. } => "event",
            Symbol::Field { .. } => "payload field",
            Symbol::Variable { .. } => "variable",
            Symbol::Item { .. } => "item",
            Symbol::Member { .. } => "field",
            Symbol::Phrase { .. } => "phrase",
            Symbol::Parameter { .. } => "parameter",
            Symbol::Scenario { .. } => "scenario",
            Symbol::Reserved(_) => "reserved name",
        }
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Symbol::System => f.write_str("the system"),
            Symbol::Machine(name) | Symbol::Actor(name) => write!(f, "{} @{name}", self.kind()),
            Symbol::State { machine, name } | Symbol::Group { machine, name } => {
                write!(f, "{} #{name} of @{machine}", self.kind())
            }
            Symbol::Event { receiver, name } => write!(f, "event :{name} to @{receiver}"),
            Symbol::Field { receiver, event, name } => write!(f, "field {name} of :{event} to @{receiver}"),
            Symbol::Variable { machine, name } => write!(f, "variable ${name} of @{machine}"),
            Symbol::Item { name, .. } => write!(f, "item ${name}"),
            Symbol::Scenario { machine, name } => write!(f, "scenario '{name}' of @{machine}"),
            Symbol::Member { name, .. } | Symbol::Parameter { name, .. } | Symbol::Reserved(name) => {
                write!(f, "{} {name}", self.kind())
            }
            Symbol::Phrase { function } => write!(f, "phrase {function}"),
        }
    }
}
