//! The instances that have queued events, in the order of their oldest ones.
//!
//! This is the order in which the events were stored, so that a restart does not change it. The in-process system has the same order.

use std::collections::{BTreeMap, BTreeSet};

/// A queue of instances.
#[derive(Debug, Default)]
pub(super) struct Ready {
    /// The place of the oldest queued event of each instance, with the instance.
    queue: BTreeSet<(i64, i64)>,
    places: BTreeMap<i64, i64>,
}

impl Ready {
    /// The queue of instances with the places of their oldest events.
    pub(super) fn new(instances: Vec<(i64, i64)>) -> Self {
        let mut ready = Ready::default();
        instances.into_iter().for_each(|(instance, seq)| ready.add(instance, seq));
        ready
    }

    /// Adds an instance that has a queued event at a place in the order.
    pub(super) fn add(&mut self, instance: i64, seq: i64) {
        let before = self.places.get(&instance).copied();
        if before.is_some_and(|before| before <= seq) {
            return;
        }
        if let Some(before) = before {
            self.queue.remove(&(before, instance));
        }
        self.queue.insert((seq, instance));
        self.places.insert(instance, seq);
    }

    pub(super) fn contains(&self, instance: i64) -> bool {
        self.places.contains_key(&instance)
    }

    pub(super) fn remove(&mut self, instance: i64) {
        if let Some(place) = self.places.remove(&instance) {
            self.queue.remove(&(place, instance));
        }
    }

    pub(super) fn take(&mut self) -> Option<i64> {
        let (_, first) = self.queue.pop_first()?;
        self.places.remove(&first);
        Some(first)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Ready;

    #[test]
    fn the_oldest_event_counts() {
        let mut ready = Ready::new(vec![(7, 30), (8, 20)]);
        ready.add(7, 40);
        ready.add(9, 25);
        ready.add(9, 10);
        ready.add(5, 1);
        ready.remove(5);
        assert!(ready.contains(9) && !ready.contains(6));
        let order: Vec<i64> = std::iter::from_fn(|| ready.take()).collect();
        assert_eq!((order, ready.is_empty()), (vec![9, 8, 7], true));
    }
}
