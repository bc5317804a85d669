//! Conversations: which instances belong together, and which one made which (reference#conversations).
//!
//! [`Members`] is the part of a system that decides receivers; the decision itself is `flow_routing`'s, which the run time of
//! generated code uses as well.

use std::collections::BTreeMap;

use flow_model::model::MachineId;

use crate::exec::message::{ConversationId, InstanceId};
use crate::exec::step::Instance;

/// The place of an instance among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// Its conversation; `None` for instances of shared machines.
    pub(super) conversation: Option<ConversationId>,
    /// The instance that made it with an emit.
    pub(super) maker: Option<InstanceId>,
    /// Whether an emit to `@m` made it, and it has not handled an event yet.
    pub(super) is_fresh: bool,
    /// Whether it was removed, since it did not handle the events that it was made for.
    pub(super) is_removed: bool,
}

/// The places of all instances, and the instances of each conversation.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    places: Vec<Place>,
    /// Oldest first.
    conversations: Vec<Vec<InstanceId>>,
    /// By machine, then by id.
    ids: BTreeMap<MachineId, BTreeMap<String, InstanceId>>,
}

impl Members {
    /// Adds the next instance.
    pub(super) fn add(&mut self, place: Place, instance: &Instance) {
        let id = InstanceId(self.places.len());
        self.places.push(place);
        self.ids.entry(instance.machine).or_default().insert(instance.id.clone(), id);
        if let Some(ConversationId(conversation)) = place.conversation {
            if self.conversations.len() <= conversation {
                self.conversations.resize(conversation + 1, Vec::new());
            }
            self.conversations[conversation].push(id);
        }
    }

    /// A conversation that no instance belongs to yet.
    pub(super) fn new_conversation(&self) -> ConversationId {
        ConversationId(self.conversations.len())
    }

    /// The instance of a machine with an id.
    pub(super) fn find(&self, machine: MachineId, id: &str) -> Option<InstanceId> {
        self.ids.get(&machine)?.get(id).copied()
    }

    /// The place of an instance.
    pub(super) fn place(&self, id: InstanceId) -> Place {
        self.places[id.0]
    }

    /// Records that an instance handled an event.
    pub(super) fn mark_handled(&mut self, id: InstanceId) {
        self.places[id.0].is_fresh = false;
    }

    /// Changes the id of an instance.
    pub(super) fn rename(&mut self, id: InstanceId, instance: &Instance, new: &str) {
        let ids = self.ids.entry(instance.machine).or_default();
        ids.remove(&instance.id);
        ids.insert(new.to_owned(), id);
    }

    /// Takes an instance out of its conversation. Its id is not used again.
    pub(super) fn remove(&mut self, id: InstanceId, instance: &Instance) {
        if let Some(ids) = self.ids.get_mut(&instance.machine) {
            ids.remove(&instance.id);
        }
        let place = &mut self.places[id.0];
        place.is_removed = true;
        if let Some(ConversationId(conversation)) = place.conversation {
            self.conversations[conversation].retain(|member| *member != id);
        }
    }

    /// The instances of a conversation, newest first.
    pub(super) fn newest_first(
        &self,
        conversation: ConversationId,
    ) -> impl DoubleEndedIterator<Item = InstanceId> {
        self.conversations.get(conversation.0).into_iter().flatten().rev().copied()
    }

    /// The instances of a conversation that are older than one of them, newest first.
    pub(super) fn older(
        &self,
        conversation: ConversationId,
        than: InstanceId,
    ) -> impl Iterator<Item = InstanceId> {
        let members = self.conversations.get(conversation.0).map_or(&[][..], Vec::as_slice);
        let end = members.partition_point(|member| *member < than);
        members[..end].iter().rev().copied()
    }
}
