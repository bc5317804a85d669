//! Timers on a logical clock (reference#timers): leaving a state cancels its `start timer`, but no `schedule`.
//!
//! No real clock is read. An instance has at most one `start timer`: starting it again replaces it. Starting, cancelling and
//! leaving a state cost the logarithm of the number of running timers; a `cancel` costs that for each timer it cancels.

use alloc::collections::{BTreeMap, BTreeSet};
use core::time::Duration;

use super::instance::Place;

/// The time when a timer is due, and its number: of two that are due at one time, the older is first.
type Due = (Duration, u64);

/// The running timers, in the order in which they become due.
pub(super) struct Timers<E> {
    now: Duration,
    sequence: u64,
    running: BTreeMap<Due, Timer<E>>,
    index: Index,
}

struct Timer<E> {
    to: Place,
    name: Name,
    event: E,
}

/// The name by which `cancel :event` finds a scheduled event; [`STATE_TIMER`] for `start timer`.
type Name = &'static str;

/// The name of a `start timer`, which no event has.
const STATE_TIMER: Name = "";

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
        Timers { now: Duration::ZERO, sequence: 0, running: BTreeMap::new(), index: Index::new() }
    }

    /// The time of the clock.
    pub(super) fn now(&self) -> Duration {
        self.now
    }

    /// The time when the next timer is due.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.running.first_key_value().map(|((at, _), _)| *at)
    }

    /// `start timer`: replaces the running one.
    pub(super) fn start(&mut self, to: Place, event: E, after: Duration) {
        self.cancel_timer(to);
        let due = self.add(after, Timer { to, name: STATE_TIMER, event });
        self.index.state_timers.insert(to, due);
    }

    /// `schedule :event`.
    pub(super) fn schedule(&mut self, to: Place, name: Name, event: E, after: Duration) {
        let due = self.add(after, Timer { to, name, event });
        self.index.scheduled.insert((to, name, due));
    }

    /// Whether any `start timer` is running.
    #[inline]
    pub(super) fn is_any_started(&self) -> bool {
        !self.index.state_timers.is_empty()
    }

    /// The number of timers that were ever started: timers that a handler starts have greater numbers.
    #[inline]
    pub(super) fn started_count(&self) -> u64 {
        self.sequence
    }

    /// Cancels the `start timer` of an instance that leaves its state, if it was started before the handler that moves:
    /// `started` is the count before the handler.
    pub(super) fn leave_state(&mut self, of: Place, started: u64) {
        if let Some(due) = self.index.take_left(of, started) {
            self.running.remove(&due);
        }
    }

    /// `cancel timer`.
    pub(super) fn cancel_timer(&mut self, of: Place) {
        if let Some(due) = self.index.state_timers.remove(&of) {
            self.running.remove(&due);
        }
    }

    /// `cancel :event`: cancels every scheduled event of this name.
    pub(super) fn cancel(&mut self, of: Place, name: Name) {
        while let Some(due) = self.index.take_scheduled(of, name) {
            self.running.remove(&due);
        }
    }

    /// Cancels all timers of an instance.
    pub(super) fn cancel_all(&mut self, of: Place) {
        self.cancel_timer(of);
        while let Some(due) = self.index.take_any_scheduled(of) {
            self.running.remove(&due);
        }
    }

    /// Moves the clock to the next timer that is due until `end`, and removes it; without one, moves the clock to `end`.
    pub(super) fn next_until(&mut self, end: Duration) -> Option<(Place, TimerKind, E)> {
        let first = self.running.first_entry().filter(|timer| timer.key().0 <= end);
        let Some(first) = first else {
            self.now = end;
            return None;
        };
        let (due, timer) = first.remove_entry();
        self.now = due.0;
        let kind = self.index.remove(timer.to, timer.name, due);
        Some((timer.to, kind, timer.event))
    }

    fn add(&mut self, after: Duration, timer: Timer<E>) -> Due {
        self.sequence += 1;
        let due = (self.now.saturating_add(after), self.sequence);
        self.running.insert(due, timer);
        due
    }
}

/// The running timers by instance, so that a step that cancels some does not look at those of other instances. It does not depend
/// on the type of events: its maps are compiled once, with this crate.
struct Index {
    /// The running `start timer` of each instance that has one.
    state_timers: BTreeMap<Place, Due>,
    /// The scheduled events, by instance and name.
    scheduled: BTreeSet<(Place, Name, Due)>,
}

impl Index {
    const fn new() -> Self {
        Index { state_timers: BTreeMap::new(), scheduled: BTreeSet::new() }
    }

    /// Removes the `start timer` of an instance, if its number is not greater than `started`.
    fn take_left(&mut self, of: Place, started: u64) -> Option<Due> {
        self.state_timers.get(&of).filter(|(_, sequence)| *sequence <= started)?;
        self.state_timers.remove(&of)
    }

    /// Removes the first scheduled event of an instance and a name.
    fn take_scheduled(&mut self, of: Place, name: Name) -> Option<Due> {
        let first = *self.scheduled.range((of, name, FIRST)..=(of, name, LAST)).next()?;
        self.scheduled.remove(&first);
        Some(first.2)
    }

    /// Removes the first scheduled event of an instance.
    fn take_any_scheduled(&mut self, of: Place) -> Option<Due> {
        let first = *self.scheduled.range((of, STATE_TIMER, FIRST)..).next().filter(|(to, ..)| *to == of)?;
        self.scheduled.remove(&first);
        Some(first.2)
    }

    /// Removes a timer that is due.
    fn remove(&mut self, of: Place, name: Name, due: Due) -> TimerKind {
        if name == STATE_TIMER {
            self.state_timers.remove(&of);
            return TimerKind::StateTimer;
        }
        self.scheduled.remove(&(of, name, due));
        TimerKind::Scheduled
    }
}

/// Less than or equal to every [`Due`].
const FIRST: Due = (Duration::ZERO, 0);
/// Greater than or equal to every [`Due`].
const LAST: Due = (Duration::MAX, u64::MAX);
