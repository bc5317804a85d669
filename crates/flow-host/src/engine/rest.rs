//! Callers who wait until everything that follows from their call is done.
//!
//! A caller waits for queued events, and for handlers that wait for an answer. It does not wait for deferred events, timers and messages
//! to actors outside: they can take days. [`Engine::forget_watch`] removes callers that no longer wait, so that no results are collected
//! without a reader.

use flow_durable::DeadKind;

use super::neighbours::origin;
use super::{Engine, Output, Ticket};
use crate::error::Fault;
use crate::principal::Principal;
use crate::store::{Delivery, Instance};

/// The most messages, and the most undelivered events, that are collected for one caller: an answer that people can read.
const MOST: usize = 100;

/// The most bytes of the payloads that are collected for one caller: as many as one payload may have.
const MOST_BYTES: usize = 1 << 20;

/// The effects that followed from a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rest {
    /// Messages to the caller, oldest first.
    pub(crate) messages: Vec<Heard>,
    /// Events that became dead letters, oldest first.
    pub(crate) undelivered: Vec<Undelivered>,
    /// How many more there are of both.
    pub(crate) omitted: usize,
}

/// A message to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Its name, without `:`.
    pub(crate) name: String,
    /// Its payload in stored form.
    pub(crate) payload: String,
}

/// An event that became a dead letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Undelivered {
    /// Its name, without `:`.
    pub(crate) event: String,
    /// The machine of its receiver, without `@`.
    pub(crate) machine: String,
    /// The id of its receiver, if the caller finds that.
    pub(crate) id: Option<String>,
    /// Why it was given up.
    pub(crate) kind: DeadKind,
}

/// A caller who waits.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    pub(super) ticket: Ticket,
    /// Its identity, which determines the data that it may see.
    pub(super) caller: Principal,
    /// Whether the call itself has its reply.
    has_reply: bool,
    bytes: usize,
    rest: Rest,
}

impl Watch {
    pub(super) fn new(ticket: Ticket, caller: Principal) -> Self {
        Watch { ticket, caller, has_reply: false, bytes: 0, rest: Rest::default() }
    }
}

impl Engine {
    /// Starts the watch of a waiting caller; its call is stored or handled now.
    pub(super) fn begin_watch(&mut self, call: &Delivery) {
        if let Some(watch) = self.watcher.take() {
            self.watches.insert(call.root, watch);
        }
    }

    /// Notes that the call of a caller has its reply. After a call without an effect, the caller does not wait.
    pub(super) fn note_reply(&mut self, call: &Delivery, has_effect: bool) {
        let Some(mut watch) = self.watches.get(&call.root).cloned().filter(|_| call.depth == 0) else {
            return;
        };
        if has_effect {
            watch.has_reply = true;
            self.watches.insert(call.root, watch);
            self.rested.insert(call.root);
        } else {
            self.watches.remove(&call.root);
        }
    }

    /// Collects a message for the caller that it follows from, if it is to that caller.
    pub(super) fn note_message(
        &mut self,
        instance: &Instance,
        cause: &Delivery,
        (actor, name): (&str, &str),
        payload: &str,
    ) -> Result<(), Fault> {
        let Some(mut watch) = self.watches.get(&cause.root).cloned() else { return Ok(()) };
        if watch.caller.actor != actor || !self.is_of_caller(instance, cause, &watch.caller)? {
            return Ok(());
        }
        if watch.rest.messages.len() == MOST || watch.bytes + payload.len() > MOST_BYTES {
            watch.rest.omitted += 1;
        } else {
            watch.bytes += payload.len();
            watch.rest.messages.push(Heard { name: name.to_owned(), payload: payload.to_owned() });
        }
        self.watches.insert(cause.root, watch);
        Ok(())
    }

    /// Whether a message of an instance to its actor is for this principal: its conversation is theirs, or it is sent in their own step.
    fn is_of_caller(&self, instance: &Instance, cause: &Delivery, caller: &Principal) -> Result<bool, Fault> {
        match origin(instance, cause).conversation {
            Some(conversation) => self.store.belongs_to(conversation, caller),
            None => Ok(cause.depth == 0),
        }
    }

    /// Collects an event that became a dead letter for the caller that it follows from.
    pub(super) fn note_undelivered(
        &mut self,
        instance: &Instance,
        delivery: &Delivery,
        kind: DeadKind,
    ) -> Result<(), Fault> {
        let Some(mut watch) = self.watches.get(&delivery.root).cloned().filter(|_| delivery.depth > 0) else {
            return Ok(());
        };
        let is_theirs = match instance.conversation {
            Some(conversation) => self.store.belongs_to(conversation, &watch.caller)?,
            None => false,
        };
        if watch.rest.undelivered.len() == MOST {
            watch.rest.omitted += 1;
        } else {
            watch.rest.undelivered.push(Undelivered {
                event: delivery.event.clone(),
                machine: instance.machine.clone(),
                id: is_theirs.then(|| instance.id.clone()),
                kind,
            });
        }
        self.watches.insert(delivery.root, watch);
        Ok(())
    }

    /// After a commit: callers learn that all is done.
    pub(super) fn reply_rested(&mut self) {
        for root in std::mem::take(&mut self.rested) {
            let is_done =
                self.watches.get(&root).is_some_and(|watch| watch.has_reply) && !self.has_effects(root);
            if is_done && let Some(watch) = self.watches.remove(&root) {
                self.outputs.push(Output::Rested { ticket: watch.ticket, rest: Some(watch.rest) });
            }
        }
        self.watches.commit();
    }

    /// The deliveries that follow from calls with a waiting caller are counted anew, after the memory was lost.
    pub(super) fn recount_watched(&mut self) -> Result<(), Fault> {
        if self.watches.is_empty() {
            return Ok(());
        }
        for (root, under_way) in self.store.count_by_root()? {
            if self.watches.contains(&root) {
                self.set_effects(root, under_way);
            }
        }
        self.rested.extend(self.watches.iter().map(|(root, _)| *root));
        Ok(())
    }

    /// Removes the watch of a caller that no longer waits. Returns the effects of its call so far; `None` if they have been sent, or the
    /// call had no effect.
    pub(crate) fn forget_watch(&mut self, ticket: Ticket) -> Option<Rest> {
        let root = self.watches.iter().find(|(_, watch)| watch.ticket == ticket).map(|(root, _)| *root)?;
        let watch = self.watches.remove(&root);
        // No transaction is open between two groups.
        self.watches.commit();
        watch.map(|watch| watch.rest)
    }
}
