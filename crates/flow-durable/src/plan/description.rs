//! A program as text that is stored with the data that it has written, so that a later version can interpret that data.
//!
//! It has the parts of the program's table that stored data refers to, and the states that take an event. Parts that a later version of
//! this crate adds have defaults, so that older descriptions stay readable.

use serde::{Deserialize, Serialize};

use crate::{ActorTable, EventTable, Field, Instances, MachineTable, MessageTable, Phrase};

/// A program, as far as stored data refers to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Description {
    /// How a `number` is stored: `decimal`, `f64` or `i64`.
    pub number: String,
    /// The machines.
    pub machines: Vec<MachineDescription>,
    /// The actors outside.
    pub actors: Vec<ActorDescription>,
}

/// A machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MachineDescription {
    /// Its name, without `@`.
    pub name: String,
    /// `None` of a machine with conversations, no variables for `one for all`, the key's for `one for each`.
    pub one_for: Option<Vec<String>>,
    /// Its states, without `#`; the first one is initial.
    pub states: Vec<String>,
    /// The states in which instances end.
    pub ends: Vec<String>,
    /// The groups of states that have timers.
    pub groups: Vec<String>,
    /// Its variables.
    pub variables: Vec<FieldDescription>,
    /// The events that it handles.
    pub events: Vec<EventDescription>,
    /// The phrases of its bindings.
    pub phrases: Vec<PhraseDescription>,
    /// Whether its phrases are awaited, so that their answers are stored.
    pub is_awaited: bool,
}

/// A variable, a payload field, or an argument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldDescription {
    /// Its name, without `$`.
    pub name: String,
    /// Its type, as the language writes it.
    pub of_type: String,
}

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventDescription {
    /// Its name, without `:`.
    pub name: String,
    /// The sender in its handlers, without `@`.
    pub from: Option<String>,
    /// The fields of its payload.
    pub fields: Vec<FieldDescription>,
    /// The states that accept it.
    pub states: Vec<String>,
    /// The states that defer it.
    pub deferred: Vec<String>,
}

/// A phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhraseDescription {
    /// The name of its function.
    pub function: String,
    /// `Guard`, `Action` or `Answer`.
    pub kind: String,
    /// The types of its arguments.
    pub arguments: Vec<String>,
    /// The type of its answer.
    pub answer: String,
}

/// An actor outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorDescription {
    /// Its name, without `@`.
    pub name: String,
    /// The messages that machines send it.
    pub messages: Vec<MessageDescription>,
}

/// A message to an actor outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageDescription {
    /// Its name, without `:`.
    pub name: String,
    /// The fields of its payload.
    pub fields: Vec<FieldDescription>,
}

impl Description {
    /// The machine with a name.
    pub fn machine(&self, name: &str) -> Option<&MachineDescription> {
        self.machines.iter().find(|machine| machine.name == name)
    }

    /// The actor with a name.
    pub fn actor(&self, name: &str) -> Option<&ActorDescription> {
        self.actors.iter().find(|actor| actor.name == name)
    }

    /// The text that is stored.
    ///
    /// # Errors
    /// Never, as far as `serde_json` promises.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The description that a stored text means.
    ///
    /// # Errors
    /// If it is none.
    pub fn from_json(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }
}

impl MachineDescription {
    /// The description of a machine; `is_awaited` if its phrases are awaited.
    pub fn of(table: &MachineTable, is_awaited: bool) -> Self {
        MachineDescription {
            name: table.name.to_owned(),
            one_for: match table.instances {
                Instances::PerConversation => None,
                Instances::One => Some(Vec::new()),
                Instances::PerKey(keys) => Some(texts(keys)),
            },
            states: texts(table.states),
            ends: texts(table.ends),
            groups: texts(table.groups),
            variables: fields(table.variables),
            events: table.events.iter().map(EventDescription::of).collect(),
            phrases: table.phrases.iter().map(PhraseDescription::of).collect(),
            is_awaited,
        }
    }

    pub(super) fn event(&self, name: &str, from: Option<&str>) -> Option<&EventDescription> {
        self.events.iter().find(|event| event.name == name && event.from.as_deref() == from)
    }

    /// `one for each $sku`.
    pub(super) fn instances_text(&self) -> String {
        match self.one_for.as_deref() {
            None => "many in a conversation".to_owned(),
            Some([]) => "one for all".to_owned(),
            Some(keys) => format!("one for each ${}", keys.join(", $")),
        }
    }
}

impl EventDescription {
    fn of(table: &EventTable) -> Self {
        EventDescription {
            name: table.name.to_owned(),
            from: table.from.map(str::to_owned),
            fields: fields(table.fields),
            states: texts(table.states),
            deferred: texts(table.deferred),
        }
    }
}

impl PhraseDescription {
    fn of(phrase: &Phrase) -> Self {
        PhraseDescription {
            function: phrase.function.to_owned(),
            kind: format!("{:?}", phrase.kind),
            arguments: phrase.arguments.iter().map(|argument| argument.of_type.to_owned()).collect(),
            answer: phrase.answer.to_owned(),
        }
    }
}

impl ActorDescription {
    /// The description of an actor.
    pub fn of(table: &ActorTable) -> Self {
        let message = |message: &MessageTable| MessageDescription {
            name: message.name.to_owned(),
            fields: fields(message.fields),
        };
        ActorDescription {
            name: table.name.to_owned(),
            messages: table.messages.iter().map(message).collect(),
        }
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn fields(fields: &[Field]) -> Vec<FieldDescription> {
    let field =
        |field: &Field| FieldDescription { name: field.name.to_owned(), of_type: field.of_type.to_owned() };
    fields.iter().map(field).collect()
}
