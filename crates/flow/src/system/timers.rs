//! Timers on a logical clock: `start timer` belongs to the state it was started for, `schedule` does not (§4).
//!
//! Nothing here looks at a real clock. An instance has at most one `start timer`: starting it again starts it anew.

use alloc::collections::BTreeMap;
use core::time::Duration;

use super::id::Place;

/// When an alarm is due; of two due at one time, the older goes first.
type Due = (Duration, u64);

/// What runs, in the order in which it becomes due.
pub(super) struct Timers<E> {
    now: Duration,
    sequence: u64,
    alarms: BTreeMap<Due, Alarm<E>>,
    started: BTreeMap<Place, Due>,
}

struct Alarm<E> {
    to: Place,
    raised: Raised,
    name: &'static str,
    event: E,
}

/// Which step raised an event of time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Raised {
    /// `start timer`: the event comes from `@system`.
    Timer,
    /// `schedule`: the event comes from `@self`.
    Schedule,
}

impl<E> Timers<E> {
    /// The clock at zero, and nothing that runs.
    pub(super) const fn new() -> Self {
        Timers { now: Duration::ZERO, sequence: 0, alarms: BTreeMap::new(), started: BTreeMap::new() }
    }

    /// What the clock shows.
    pub(super) fn now(&self) -> Duration {
        self.now
    }

    /// `start timer`: replaces the one that runs.
    pub(super) fn start(&mut self, to: Place, event: E, after: Duration) {
        self.cancel_timer(to);
        let due = self.add(after, Alarm { to, raised: Raised::Timer, name: "", event });
        self.started.insert(to, due);
    }

    /// `schedule :event`.
    pub(super) fn schedule(&mut self, to: Place, name: &'static str, event: E, after: Duration) {
        self.add(after, Alarm { to, raised: Raised::Schedule, name, event });
    }

    /// Whether any `start timer` runs.
    #[inline]
    pub(super) fn is_any_started(&self) -> bool {
        !self.started.is_empty()
    }

    /// How many alarms there have been: what a handler starts comes after those.
    #[inline]
    pub(super) fn begun(&self) -> u64 {
        self.sequence
    }

    /// A move to another state: ends what was started before the handler that moves.
    pub(super) fn leave_state(&mut self, of: Place, begun: u64) {
        if self.started.get(&of).is_some_and(|(_, sequence)| *sequence <= begun) {
            self.cancel_timer(of);
        }
    }

    /// `cancel timer`.
    pub(super) fn cancel_timer(&mut self, of: Place) {
        if let Some(due) = self.started.remove(&of) {
            self.alarms.remove(&due);
        }
    }

    /// `cancel :event`: every one scheduled under this name.
    pub(super) fn cancel(&mut self, of: Place, name: &str) {
        let cancelled =
            |alarm: &Alarm<E>| alarm.to == of && alarm.raised == Raised::Schedule && alarm.name == name;
        self.alarms.retain(|_, alarm| !cancelled(alarm));
    }

    /// Moves the clock to the next alarm that is due until `end`, and takes it; else to `end`.
    pub(super) fn next_until(&mut self, end: Duration) -> Option<(Place, Raised, E)> {
        let first = self.alarms.first_entry().filter(|alarm| alarm.key().0 <= end);
        let Some(first) = first else {
            self.now = end;
            return None;
        };
        let ((at, _), alarm) = first.remove_entry();
        self.now = at;
        if alarm.raised == Raised::Timer {
            self.started.remove(&alarm.to);
        }
        Some((alarm.to, alarm.raised, alarm.event))
    }

    fn add(&mut self, after: Duration, alarm: Alarm<E>) -> Due {
        self.sequence += 1;
        let due = (self.now.saturating_add(after), self.sequence);
        self.alarms.insert(due, alarm);
        due
    }
}
