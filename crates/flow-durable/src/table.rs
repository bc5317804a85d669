//! A program as data: its machines, their events and phrases, and the actors outside.
//!
//! Generated code has it as constants. A host needs it to route events, to describe the program to others, and to compare it with
//! stored data.

/// A program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramTable {
    /// The name of the system; empty if the specification gives none.
    pub name: &'static str,
    /// The machines.
    pub machines: &'static [MachineTable],
    /// The actors outside.
    pub actors: &'static [ActorTable],
    /// The Rust type of a `number`, which determines how it is stored: `decimal`, `f64` or `i64`.
    pub number: &'static str,
    /// The mappings for data that earlier versions of the specification have stored: `[migrate.…]` of the settings.
    pub mappings: &'static [Mapping],
    /// The secret values: `secret` in `[host]` of the settings.
    pub secrets: &'static [SecretField],
    /// The rules of the specification, as their lines.
    pub rules: &'static [&'static str],
    /// The files of the specification, as paths and texts.
    pub files: &'static [(&'static str, &'static str)],
}

/// A secret value: a variable of a machine, and every field of this name in the payloads that the machine receives and sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretField {
    /// The machine, without `@`.
    pub of: &'static str,
    /// The variable or the field, without `$`.
    pub name: &'static str,
}

/// How the author migrates a stored state, value, event or message of an earlier version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The machine or the actor outside, without `@`.
    pub of: &'static str,
    /// The name in an earlier version: `#payed`, `$sum`, `:pay`, `:pay from @bank` or `:pay.sum`. With [`Becomes::Value`], a name that this
    /// version has added.
    pub old: &'static str,
    /// How it is migrated.
    pub becomes: Becomes,
}

/// How stored data is migrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// This version has it under a name, written as in [`Mapping::old`].
    Name(&'static str),
    /// It has this value, in JSON.
    Value(&'static str),
    /// It is dropped: a value is lost, a timer is cancelled, an event or a message becomes a dead letter.
    Dropped,
}

/// A machine of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineTable {
    /// Its name, without `@`.
    pub name: &'static str,
    /// How many instances there are (reference#instances).
    pub instances: Instances,
    /// The names of its states, without `#`; the first one is initial.
    pub states: &'static [&'static str],
    /// The states that `ends in` names.
    pub ends: &'static [&'static str],
    /// The groups of states that have timers.
    pub groups: &'static [&'static str],
    /// The variables of an instance.
    pub variables: &'static [Field],
    /// The variables that no handler sets, without `$`: the creator of an instance gives them (reference#inputs).
    pub inputs: &'static [&'static str],
    /// The events that it handles.
    pub events: &'static [EventTable],
    /// The phrases of its bindings.
    pub phrases: &'static [Phrase],
}

/// How many instances of a machine there are (reference#instances).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instances {
    /// One for each conversation, or as many as a conversation makes.
    PerConversation,
    /// `one for all`: its id is the machine's name.
    One,
    /// `one for each …`: the variables of the key. The id is the key as text.
    PerKey(&'static [&'static str]),
}

/// A variable or a payload field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, without `$`.
    pub name: &'static str,
    /// Its type, as the language writes it: `number`, `array of string`, `@order`.
    pub of_type: &'static str,
}

/// An event that a machine handles. Events of one name from different senders are different events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTable {
    /// Its name, without `:`.
    pub name: &'static str,
    /// The sender in its handlers, without `@`; `None` for any sender.
    pub from: Option<&'static str>,
    /// Whether the outside may send it.
    pub public: bool,
    /// The fields of its payload.
    pub fields: &'static [Field],
    /// The field among them that is not sent: the id by which the host knows the sender (reference#sender-ids).
    pub sender_id: Option<&'static str>,
    /// The states that accept it.
    pub states: &'static [&'static str],
    /// The states that defer it.
    pub deferred: &'static [&'static str],
}

/// A phrase of a machine's bindings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The phrase as the specification writes it first.
    pub text: &'static str,
    /// The name of its function.
    pub function: &'static str,
    /// Its kind.
    pub kind: PhraseKind,
    /// Its arguments.
    pub arguments: &'static [Field],
    /// The type of its answer, as the language writes it; `boolean` of a guard, and empty of an action.
    pub answer: &'static str,
}

/// The kind of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseKind {
    /// A guard: it changes nothing, and may be asked again.
    Guard,
    /// An action.
    Action,
    /// The phrase after `comes from`.
    Answer,
}

impl PhraseKind {
    /// Whether it may change the world, so that the host stores that it is about to be performed.
    pub const fn is_performed(self) -> bool {
        !matches!(self, PhraseKind::Guard)
    }
}

/// An actor outside of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActorTable {
    /// Its name, without `@`.
    pub name: &'static str,
    /// The messages that machines send it.
    pub messages: &'static [MessageTable],
}

/// A message to an actor outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageTable {
    /// Its name, without `:`.
    pub name: &'static str,
    /// The fields of its payload.
    pub fields: &'static [Field],
}
