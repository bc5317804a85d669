//! The instances that have queued events, in the order of their oldest ones.
//!
//! This is the order in which the events were stored, so that a restart does not change it. The in-process system has the same order.
//! An instance that has had its share of a group waits for the next one, and of very many instances only the first are in memory.

use std::collections::{BTreeMap, BTreeSet};

use crate::bounds::Bounds;

/// A queue of instances.
#[derive(Debug)]
pub(super) struct Ready {
    /// The place of the oldest queued event of each instance, with the instance.
    queue: BTreeSet<(i64, i64)>,
    places: BTreeMap<i64, i64>,
    /// How many steps each instance has had in this group.
    turns: BTreeMap<i64, u32>,
    /// Those that have had their share, with the places of their events.
    resting: BTreeMap<i64, i64>,
    /// Whether there are more, which are not in memory.
    is_partial: bool,
    most_turns: u32,
    most: usize,
}

impl Ready {
    /// A queue without instances.
    pub(super) fn new(bounds: &Bounds) -> Self {
        Ready {
            queue: BTreeSet::new(),
            places: BTreeMap::new(),
            turns: BTreeMap::new(),
            resting: BTreeMap::new(),
            is_partial: false,
            most_turns: bounds.per_instance.max(1),
            most: bounds.heads.max(1),
        }
    }

    /// Takes instances with the places of their oldest events in place of those that are known. As many as are kept may not be all.
    pub(super) fn refill(&mut self, instances: Vec<(i64, i64)>) {
        self.queue.clear();
        self.places.clear();
        self.resting.clear();
        self.is_partial = instances.len() >= self.most;
        instances.into_iter().for_each(|(instance, seq)| self.add(instance, seq));
    }

    /// Adds an instance that has a queued event at a place in the order.
    pub(super) fn add(&mut self, instance: i64, seq: i64) {
        if self.turns.get(&instance).is_some_and(|turns| *turns >= self.most_turns) {
            let place = self.resting.entry(instance).or_insert(seq);
            *place = seq.min(*place);
            return;
        }
        let before = self.places.get(&instance).copied();
        if before.is_some_and(|before| before <= seq) {
            return;
        }
        if let Some(before) = before {
            self.queue.remove(&(before, instance));
        } else if self.places.len() >= self.most {
            self.is_partial = true;
            return;
        }
        self.queue.insert((seq, instance));
        self.places.insert(instance, seq);
    }

    pub(super) fn contains(&self, instance: i64) -> bool {
        self.places.contains_key(&instance) || self.resting.contains_key(&instance)
    }

    pub(super) fn remove(&mut self, instance: i64) {
        self.resting.remove(&instance);
        if let Some(place) = self.places.remove(&instance) {
            self.queue.remove(&(place, instance));
        }
    }

    /// Takes the instance with the oldest event.
    pub(super) fn take(&mut self) -> Option<i64> {
        let (_, first) = self.queue.pop_first()?;
        self.places.remove(&first);
        *self.turns.entry(first).or_default() += 1;
        Some(first)
    }

    /// Another group begins, in which each instance has its share again.
    pub(super) fn end_group(&mut self) {
        self.turns.clear();
        for (instance, seq) in std::mem::take(&mut self.resting) {
            self.add(instance, seq);
        }
    }

    /// Whether there may be instances that are not in memory.
    pub(super) fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// Whether all that is in memory has been taken, and there may be more.
    pub(super) fn needs_refill(&self) -> bool {
        self.is_partial && self.queue.is_empty() && self.resting.is_empty()
    }

    /// How many instances are in memory.
    pub(super) fn count(&self) -> u64 {
        (self.places.len() + self.resting.len()) as u64
    }

    pub(super) fn is_empty(&self) -> bool {
        self.queue.is_empty() && self.resting.is_empty() && !self.is_partial
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(instances: Vec<(i64, i64)>) -> Ready {
        let mut ready = Ready::new(&Bounds { per_instance: 2, heads: 4, ..Bounds::default() });
        ready.refill(instances);
        ready
    }

    #[test]
    fn the_oldest_event_counts() {
        let mut ready = ready(vec![(7, 30), (8, 20)]);
        ready.add(7, 40);
        ready.add(9, 25);
        ready.add(9, 10);
        ready.add(5, 1);
        ready.remove(5);
        assert!(ready.contains(9) && !ready.contains(6));
        let order: Vec<i64> = std::iter::from_fn(|| ready.take()).collect();
        assert_eq!((order, ready.is_empty()), (vec![9, 8, 7], true));
    }

    #[test]
    fn an_instance_has_its_share_of_a_group() {
        let mut ready = ready(vec![(7, 1), (8, 50)]);
        for seq in [2, 3] {
            assert_eq!(ready.take(), Some(7));
            ready.add(7, seq);
        }
        assert_eq!((ready.take(), ready.take()), (Some(8), None));
        assert!(ready.contains(7) && !ready.is_empty());
        ready.end_group();
        assert_eq!((ready.take(), ready.is_empty()), (Some(7), true));
    }

    #[test]
    fn what_has_no_room_in_memory_is_read_later() {
        let mut ready = ready((1..=3).map(|n| (n, n)).collect());
        assert!(!ready.is_partial());
        ready.add(4, 4);
        ready.add(5, 5);
        assert!(ready.is_partial() && !ready.contains(5));
        assert_eq!(std::iter::from_fn(|| ready.take()).count(), 4);
        assert!(ready.needs_refill() && !ready.is_empty());
        ready.refill(vec![(5, 5)]);
        assert!(!ready.is_partial() && ready.contains(5));
    }
}
