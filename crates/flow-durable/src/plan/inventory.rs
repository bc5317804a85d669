//! Counts of the instances, events, messages and answers in a database, without their contents.
//!
//! A host counts, and the plan depends on the counts: a change that affects no stored data needs no decision.

/// Counts of the stored data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Instances, by machine and state.
    pub instances: Vec<InstancesIn>,
    /// Events, by machine, name, sender and place.
    pub events: Vec<EventAt>,
    /// Messages that are not delivered, by actor and name.
    pub messages: Vec<MessagesTo>,
    /// Recorded questions, by machine and function.
    pub answers: Vec<OldAnswers>,
    /// Timers that end when their instance leaves a group of states, by machine and group.
    pub group_timers: Vec<GroupTimers>,
    /// Whether the program that wrote the database finished all begun handlers before it stopped.
    pub is_drained: bool,
}

/// Instances in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstancesIn {
    /// The machine, without `@`.
    pub machine: String,
    /// The state, without `#`.
    pub state: String,
    /// Whether they have ended.
    pub has_ended: bool,
    /// How many.
    pub count: i64,
}

/// Events of one kind in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventAt {
    /// The receiving machine.
    pub machine: String,
    /// The event, without `:`.
    pub event: String,
    /// The sender in its handlers.
    pub from: Option<String>,
    /// Where they are.
    pub place: Place,
    /// How many.
    pub count: i64,
}

/// Where an event is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the queue of its instance.
    Queued,
    /// Its handler waits for an answer.
    HalfDone,
    /// Put aside until the instance moves.
    Deferred,
    /// A dead letter.
    Dead,
    /// A timer that is not due yet, or repeats.
    Timer,
}

impl Place {
    /// The place in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Place::Queued => "queued",
            Place::HalfDone => "half done",
            Place::Deferred => "deferred",
            Place::Dead => "dead letters",
            Place::Timer => "timers",
        }
    }
}

/// Messages of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessagesTo {
    /// The actor, without `@`.
    pub actor: String,
    /// The message, without `:`.
    pub message: String,
    /// How many.
    pub count: i64,
}

/// Questions of handlers that are half done, or of dead letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldAnswers {
    /// The machine.
    pub machine: String,
    /// The function of the phrase.
    pub function: String,
    /// Whether the handlers wait; otherwise their events are dead letters.
    pub is_open: bool,
    /// How many.
    pub count: i64,
}

/// Timers of a group of states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTimers {
    /// The machine.
    pub machine: String,
    /// The group, without `#`.
    pub group: String,
    /// How many.
    pub count: i64,
}

impl Inventory {
    /// How many instances of a machine there are.
    pub(super) fn instances_of(&self, machine: &str) -> i64 {
        self.instances.iter().filter(|part| part.machine == machine).map(|part| part.count).sum()
    }

    /// How many of them are in a state.
    pub(super) fn instances_in(&self, machine: &str, state: &str) -> i64 {
        let in_state = self.instances.iter().filter(|part| part.machine == machine && part.state == state);
        in_state.map(|part| part.count).sum()
    }

    /// The kinds of events that are stored for a machine, each with a text of their number and places.
    pub(super) fn events_of(&self, machine: &str) -> Vec<(&str, Option<&str>, String)> {
        let mut kinds: Vec<(&str, Option<&str>)> = self
            .events
            .iter()
            .filter(|part| part.machine == machine && part.count > 0)
            .map(|part| (part.event.as_str(), part.from.as_deref()))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        let text = |(event, from): (&str, Option<&str>)| {
            let mut parts: Vec<_> = self
                .events
                .iter()
                .filter(|part| part.machine == machine && part.event == event)
                .filter(|part| part.from.as_deref() == from && part.count > 0)
                .map(|part| (part.place, part.count))
                .collect();
            parts.sort_unstable();
            let places = parts.iter().map(|(place, count)| format!("{count} {}", place.words()));
            places.collect::<Vec<_>>().join(", ")
        };
        kinds.into_iter().map(|(event, from)| (event, from, text((event, from)))).collect()
    }
}
