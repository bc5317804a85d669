//! The history of an instance and its conversation, as the journal has it.
//!
//! The journal is for people: a host never reads it to find out in which state an instance is.

use flow::Time;
use serde_json::Value;

use crate::engine::Engine;
use crate::error::Fault;
use crate::store::PastStep;

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
    /// The event, without `:`; `None` for what is no event, like `created`.
    pub event: Option<String>,
    /// Who sent the event; `None` if nobody did.
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// The machine or the actor, without `@`.
    pub name: String,
    /// The id of the instance; empty for an actor.
    pub id: String,
}

impl Engine {
    /// What happened in the conversation of an instance, oldest first; of an instance that has none, what happened to itself.
    pub(crate) fn history(&self, machine: usize, id: &str) -> Result<Vec<PastEvent>, Fault> {
        let parts = self.parts();
        let name = parts.machines[machine].table().name;
        let Some(instance) = self.store().instance_of(name, id)? else { return Ok(Vec::new()) };
        let steps = match instance.conversation {
            Some(conversation) => self.store().history_of_conversation(conversation),
            None => self.store().history_of_instance(instance.n),
        };
        steps?.into_iter().map(|step| self.past_event(step)).collect()
    }

    fn past_event(&self, step: PastStep) -> Result<PastEvent, Fault> {
        let sender = step.sender.map(|(name, id)| Party { name, id });
        let sender = sender.or_else(|| step.from_actor.map(|name| Party { name, id: String::new() }));
        let PastStep { at, machine: name, id, what, event, payload, state, .. } = step;
        let sent = self.sent(step.posts.as_deref())?;
        let passed = step.passed.and_then(|passed| serde_json::from_str(&passed).ok()).unwrap_or_default();
        Ok(PastEvent { at, instance: Party { name, id }, what, event, sender, payload, state, passed, sent })
    }

    /// The events and messages of a step, with their receivers.
    fn sent(&self, posts: Option<&str>) -> Result<Vec<(String, Party)>, Fault> {
        let posts: Vec<Value> = posts.and_then(|posts| serde_json::from_str(posts).ok()).unwrap_or_default();
        let mut sent = Vec::new();
        for post in &posts {
            let text = |name: &str| post.get(name).and_then(Value::as_str).map(str::to_owned);
            if let (Some(event), Some(to)) = (text("event"), post.get("to").and_then(Value::as_i64)) {
                let receiver = self.store().instance(to)?;
                sent.push((event, Party { name: receiver.machine, id: receiver.id }));
            } else if let (Some(message), Some(actor)) = (text("message"), text("to")) {
                sent.push((message, Party { name: actor, id: String::new() }));
            }
        }
        Ok(sent)
    }
}
