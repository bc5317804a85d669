//! Reading the journal, with the names of instances in place of their numbers.
//!
//! Only people ask for it, so that each receiver may cost a query.

use serde_json::Value;

use super::Engine;
use crate::error::Fault;
use crate::history::{Party, PastEvent};
use crate::store::PastStep;

impl Engine {
    /// What happened in the conversation of an instance, oldest first; of an instance that has none, what happened to itself.
    pub(crate) fn history(&self, machine: usize, id: &str) -> Result<Vec<PastEvent>, Fault> {
        let name = self.parts.machines[machine].table().name;
        let Some(instance) = self.store.instance_of(name, id)? else { return Ok(Vec::new()) };
        let steps = match instance.conversation {
            Some(conversation) => self.store.history_of_conversation(conversation),
            None => self.store.history_of_instance(instance.n),
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
                let receiver = self.store.instance(to)?;
                sent.push((event, Party { name: receiver.machine, id: receiver.id }));
            } else if let (Some(message), Some(actor)) = (text("message"), text("to")) {
                sent.push((message, Party { name: actor, id: String::new() }));
            }
        }
        Ok(sent)
    }
}
