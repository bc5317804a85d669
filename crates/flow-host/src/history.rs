//! The history of an instance and its conversation, as the journal has it.
//!
//! The journal is for people: a host never reads it to find out in which state an instance is.

use flow::Time;
use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

use crate::store::{PastStep, find_conversation, name_of, steps_of_conversation, steps_of_instance};

/// Something that happened to an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PastEvent {
    /// When it was committed.
    pub at: Time,
    /// The instance.
    pub instance: Party,
    /// What happened: `created`, `handled`, or why the event had no effect, like `rejected`.
    pub what: String,
    /// The event, without `:`; `None` for an entry without an event, such as `created`.
    pub event: Option<String>,
    /// The sender of the event; `None` if it has none.
    pub sender: Option<Party>,
    /// The payload, a JSON object.
    pub payload: Option<String>,
    /// The state afterwards, without `#`.
    pub state: String,
    /// The states passed through, in order.
    pub passed: Vec<String>,
    /// The events and messages that left the instance, with their receivers.
    pub sent: Vec<(String, Party)>,
}

/// One side of a message: an instance of a machine, or an actor outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Party {
    /// The machine or the actor, without `@`.
    pub name: String,
    /// The id of the instance; empty for an actor.
    pub id: String,
}

/// The last journal entries of the conversation of an instance, oldest first; of an instance without a conversation, only its own entries.
/// `None` if there is no such instance.
pub(crate) fn read_history(
    connection: &Connection,
    machine: &str,
    id: &str,
    most: i64,
) -> rusqlite::Result<Option<Vec<PastEvent>>> {
    let Some((n, conversation)) = find_conversation(connection, machine, id)? else { return Ok(None) };
    let steps = match conversation {
        Some(conversation) => steps_of_conversation(connection, conversation, most),
        None => steps_of_instance(connection, n, most),
    };
    let steps = steps?.into_iter().rev();
    steps.map(|step| read_past_event(connection, step)).collect::<Result<_, _>>().map(Some)
}

fn read_past_event(connection: &Connection, step: PastStep) -> rusqlite::Result<PastEvent> {
    let sender = step.sender.map(|(name, id)| Party { name, id });
    let sender = sender.or_else(|| step.from_actor.map(|name| Party { name, id: String::new() }));
    let PastStep { at, machine: name, id, what, event, payload, state, .. } = step;
    let sent = read_sent(connection, step.posts.as_deref())?;
    let passed = step.passed.and_then(|passed| serde_json::from_str(&passed).ok()).unwrap_or_default();
    Ok(PastEvent { at, instance: Party { name, id }, what, event, sender, payload, state, passed, sent })
}

/// The events and messages of a step, with their receivers.
fn read_sent(connection: &Connection, posts: Option<&str>) -> rusqlite::Result<Vec<(String, Party)>> {
    let posts: Vec<Value> = posts.and_then(|posts| serde_json::from_str(posts).ok()).unwrap_or_default();
    let mut sent = Vec::new();
    for post in &posts {
        let text = |name: &str| post.get(name).and_then(Value::as_str).map(str::to_owned);
        if let (Some(event), Some(to)) = (text("event"), post.get("to").and_then(Value::as_i64)) {
            let receiver = name_of(connection, to)?.map(|(name, id)| Party { name, id });
            sent.extend(receiver.map(|receiver| (event, receiver)));
        } else if let (Some(message), Some(actor)) = (text("message"), text("to")) {
            sent.push((message, Party { name: actor, id: String::new() }));
        }
    }
    Ok(sent)
}
