//! Timers on a logical clock (reference#timers): leaving a state cancels its `start timer`, but no `schedule`.
//!
//! No real clock is read. An instance has at most one `start timer`: starting it again replaces it.

use alloc::collections::BTreeMap;
use core::time::Duration;

use super::id::Place;

/// The time when a timer is due, and its number: of two that are due at one time, the older is first.
type Due = (Duration, u64);

/// The running timers, in the order in which they become due.
pub(super) struct Timers<E> {
    now: Duration,
    sequence: u64,
    running: BTreeMap<Due, Timer<E>>,
    /// The running `start timer` of each instance that has one.
    state_timers: BTreeMap<Place, Due>,
}

struct Timer<E> {
    to: Place,
    kind: TimerKind,
    /// The name by which `cancel :event` finds it; empty for `start timer`.
    name: &'static str,
    event: E,
}

/// The step that started a timer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TimerKind {
    /// `start timer`: its event has the sender `@system`.
    StateTimer,
    /// `schedule`: its event has the sender `@self`.
    Scheduled,
}

impl<E> Timers<E> {
    /// No timers, with the clock at zero.
    pub(super) const fn new() -> Self {
        Timers { now: Duration::ZERO, sequence: 0, running: BTreeMap::new(), state_timers: BTreeMap::new() }
    }

    /// The time of the clock.
    pub(super) fn now(&self) -> Duration {
        self.now
    }

    /// `start timer`: replaces the running one.
    pub(super) fn start(&mut self, to: Place, event: E, after: Duration) {
        self.cancel_timer(to);
        let due = self.add(after, Timer { to, kind: TimerKind::StateTimer, name: "", event });
        self.state_timers.insert(to, due);
    }

    /// `schedule :event`.
    pub(super) fn schedule(&mut self, to: Place, name: &'static str, event: E, after: Duration) {
        self.add(after, Timer { to, kind: TimerKind::Scheduled, name, event });
    }

    /// Whether any `start timer` is running.
    #[inline]
    pub(super) fn is_any_started(&self) -> bool {
        !self.state_timers.is_empty()
    }

    /// The number of timers that were ever started: timers that a handler starts have greater numbers.
    #[inline]
    pub(super) fn started_count(&self) -> u64 {
        self.sequence
    }

    /// Cancels the `start timer` of an instance that leaves its state, if it was started before the handler that moves:
    /// `started` is the count before the handler.
    pub(super) fn leave_state(&mut self, of: Place, started: u64) {
        if self.state_timers.get(&of).is_some_and(|(_, sequence)| *sequence <= started) {
            self.cancel_timer(of);
        }
    }

    /// `cancel timer`.
    pub(super) fn cancel_timer(&mut self, of: Place) {
        if let Some(due) = self.state_timers.remove(&of) {
            self.running.remove(&due);
        }
    }

    /// `cancel :event`: cancels every scheduled event of this name.
    pub(super) fn cancel(&mut self, of: Place, name: &str) {
        let is_cancelled =
            |timer: &Timer<E>| timer.to == of && timer.kind == TimerKind::Scheduled && timer.name == name;
        self.running.retain(|_, timer| !is_cancelled(timer));
    }

    /// Moves the clock to the next timer that is due until `end`, and removes it; without one, moves the clock to `end`.
    pub(super) fn next_until(&mut self, end: Duration) -> Option<(Place, TimerKind, E)> {
        let first = self.running.first_entry().filter(|timer| timer.key().0 <= end);
        let Some(first) = first else {
            self.now = end;
            return None;
        };
        let ((at, _), timer) = first.remove_entry();
        self.now = at;
        if timer.kind == TimerKind::StateTimer {
            self.state_timers.remove(&timer.to);
        }
        Some((timer.to, timer.kind, timer.event))
    }

    fn add(&mut self, after: Duration, timer: Timer<E>) -> Due {
        self.sequence += 1;
        let due = (self.now.saturating_add(after), self.sequence);
        self.running.insert(due, timer);
        due
    }
}
