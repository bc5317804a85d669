//! The instances that have queued events, each once, in the order in which they were added.

use std::collections::{BTreeSet, VecDeque};

/// A queue of instances.
#[derive(Debug, Default)]
pub(super) struct Ready {
    queue: VecDeque<i64>,
    members: BTreeSet<i64>,
}

impl Ready {
    pub(super) fn new(instances: Vec<i64>) -> Self {
        let mut ready = Ready::default();
        instances.into_iter().for_each(|instance| ready.add(instance));
        ready
    }

    pub(super) fn add(&mut self, instance: i64) {
        if self.members.insert(instance) {
            self.queue.push_back(instance);
        }
    }

    pub(super) fn contains(&self, instance: i64) -> bool {
        self.members.contains(&instance)
    }

    pub(super) fn take(&mut self) -> Option<i64> {
        let first = self.queue.pop_front()?;
        self.members.remove(&first);
        Some(first)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }
}
