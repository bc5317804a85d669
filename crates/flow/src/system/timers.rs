//! Timers on a logical clock (reference#timers): leaving a state cancels its `start timer`, leaving a group of states that of the
//! group, and neither cancels a `schedule`.
//!
//! No real clock is read. An instance has at most one `start timer` of a name: starting it again replaces it. Starting, cancelling
//! and leaving a state cost the logarithm of the number of running timers, for each timer that they end.

use alloc::collections::{BTreeMap, BTreeSet};
use core::time::Duration;

use super::instance::Place;
use crate::Time;

/// The time when a timer is due, and its number: of two that are due at one time, the older is first.
type Due = (Duration, u64);

/// The running timers, in the order in which they become due.
pub(super) struct Timers<E> {
    now: Duration,
    /// The time of day at which the clock is zero.
    zero: Time,
    sequence: u64,
    running: BTreeMap<Due, Timer<E>>,
    index: Index,
}

struct Timer<E> {
    to: Place,
    name: Name,
    kind: TimerKind,
    /// The time until it is due again; zero if it does not repeat.
    period: Duration,
    event: E,
}

/// What a timer step starts: the name of the event, by which `cancel :event` finds it, and the event.
pub(super) struct Start<E> {
    pub(super) to: Place,
    pub(super) name: Name,
    pub(super) event: E,
}

/// When a timer is due.
#[derive(Clone, Copy)]
pub(super) enum When {
    /// After a duration.
    After(Duration),
    /// At multiples of a duration from now.
    Every(Duration),
    /// At a time of day; at once if it is past.
    Until(Time),
}

/// The name of an event.
type Name = &'static str;

/// The name of a group of states.
type Group = &'static str;

/// The event of a `start timer` without a name.
const TIMER_EXPIRED: Name = "timer_expired";

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
        Timers {
            now: Duration::ZERO,
            zero: Time::from_micros(0),
            sequence: 0,
            running: BTreeMap::new(),
            index: Index::new(),
        }
    }

    /// The time of the clock.
    pub(super) fn now(&self) -> Duration {
        self.now
    }

    /// The time when the next timer is due.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.running.first_key_value().map(|((at, _), _)| *at)
    }

    /// Sets the time of day at which the clock is zero.
    pub(super) fn set_zero(&mut self, time: Time) {
        self.zero = time;
    }

    /// `start timer`: replaces the running one of its name.
    pub(super) fn start(&mut self, Start { to, name, event }: Start<E>, when: When) {
        self.cancel_timer(to, name);
        let due =
            self.add(when, Timer { to, name, kind: TimerKind::StateTimer, period: Duration::ZERO, event });
        self.index.state_timers.insert((to, name), (due, None));
    }

    /// `schedule :event`.
    pub(super) fn schedule(&mut self, Start { to, name, event }: Start<E>, when: When) {
        let due =
            self.add(when, Timer { to, name, kind: TimerKind::Scheduled, period: Duration::ZERO, event });
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

    /// Lets the timer that was started last belong to a group of states.
    pub(super) fn own_by_group(&mut self, of: Place, group: Group) {
        self.index.own_by_group(of, self.sequence, group);
    }

    /// Cancels each `start timer` of an instance that leaves its state, if it was started before the handler that moves:
    /// `started` is the count before the handler. Those of `groups` go on.
    pub(super) fn leave_state(&mut self, of: Place, started: u64, groups: &[Group]) {
        while let Some(due) = self.index.take_state_timer_until(of, started, groups) {
            self.running.remove(&due);
        }
    }

    /// `cancel timer`: cancels the one without a name.
    pub(super) fn cancel_unnamed(&mut self, of: Place) {
        self.cancel_timer(of, TIMER_EXPIRED);
    }

    fn cancel_timer(&mut self, of: Place, name: Name) {
        if let Some((due, _)) = self.index.state_timers.remove(&(of, name)) {
            self.running.remove(&due);
        }
    }

    /// `cancel :event`: cancels the timer and every scheduled event of this name.
    pub(super) fn cancel(&mut self, of: Place, name: Name) {
        self.cancel_timer(of, name);
        while let Some(due) = self.index.take_scheduled(of, name) {
            self.running.remove(&due);
        }
    }

    /// Cancels all timers of an instance.
    pub(super) fn cancel_all(&mut self, of: Place) {
        self.leave_state(of, u64::MAX, &[]);
        while let Some(due) = self.index.take_any_scheduled(of) {
            self.running.remove(&due);
        }
    }

    /// Moves the clock to the next timer that is due until `end`, and removes it unless it repeats; without one, moves the clock to
    /// `end`.
    pub(super) fn advance_to_next(&mut self, end: Duration) -> Option<(Place, TimerKind, E)>
    where
        E: Clone,
    {
        let first = self.running.first_entry().filter(|timer| timer.key().0 <= end);
        let Some(first) = first else {
            self.now = end;
            return None;
        };
        let (due, timer) = first.remove_entry();
        self.now = due.0;
        let group = self.index.remove(&timer, due);
        let (to, kind) = (timer.to, timer.kind);
        if timer.period.is_zero() {
            return Some((to, kind, timer.event));
        }
        let event = timer.event.clone();
        self.restart(timer, due, group);
        Some((to, kind, event))
    }

    /// Starts a timer again, in its place among those that are due at one time. At the end of the clock it is over.
    fn restart(&mut self, timer: Timer<E>, (at, sequence): Due, group: Option<Group>) {
        let Some(next) = at.checked_add(timer.period) else { return };
        let due = (next, sequence);
        match timer.kind {
            TimerKind::StateTimer => {
                self.index.state_timers.insert((timer.to, timer.name), (due, group));
            }
            TimerKind::Scheduled => drop(self.index.scheduled.insert((timer.to, timer.name, due))),
        }
        self.running.insert(due, timer);
    }

    fn add(&mut self, when: When, mut timer: Timer<E>) -> Due {
        let at = match when {
            When::After(length) => self.now.saturating_add(length),
            When::Every(period) => {
                timer.period = period;
                self.now.saturating_add(period)
            }
            When::Until(time) => time.since(self.zero).max(self.now),
        };
        self.sequence += 1;
        let due = (at, self.sequence);
        self.running.insert(due, timer);
        due
    }
}

/// The running timers by instance, so that a step that cancels some does not look at those of other instances. It does not depend
/// on the type of events: its maps are compiled once, with this crate.
struct Index {
    /// Each running `start timer`, by instance and name, with the group that it belongs to.
    state_timers: BTreeMap<(Place, Name), (Due, Option<Group>)>,
    /// The scheduled events, by instance and name.
    scheduled: BTreeSet<(Place, Name, Due)>,
}

impl Index {
    const fn new() -> Self {
        Index { state_timers: BTreeMap::new(), scheduled: BTreeSet::new() }
    }

    /// Lets the timer with a number belong to a group.
    fn own_by_group(&mut self, of: Place, number: u64, group: Group) {
        let own = self.state_timers.range_mut((of, FIRST_NAME)..).take_while(|((to, _), _)| *to == of);
        own.filter(|(_, (due, _))| due.1 == number).for_each(|(_, (_, owner))| *owner = Some(group));
    }

    /// Removes a `start timer` of an instance with a number that is not greater than `started`, and that belongs to none of `groups`.
    fn take_state_timer_until(&mut self, of: Place, started: u64, groups: &[Group]) -> Option<Due> {
        let own = self.state_timers.range((of, FIRST_NAME)..).take_while(|((to, _), _)| *to == of);
        let is_left = |(due, owner): &(Due, Option<Group>)| {
            due.1 <= started && owner.is_none_or(|owner| !groups.contains(&owner))
        };
        let name = own.filter(|(_, timer)| is_left(timer)).map(|((_, name), _)| *name).next()?;
        self.state_timers.remove(&(of, name)).map(|(due, _)| due)
    }

    /// Removes the first scheduled event of an instance and a name.
    fn take_scheduled(&mut self, of: Place, name: Name) -> Option<Due> {
        let first = *self.scheduled.range((of, name, FIRST)..=(of, name, LAST)).next()?;
        self.scheduled.remove(&first);
        Some(first.2)
    }

    /// Removes the first scheduled event of an instance.
    fn take_any_scheduled(&mut self, of: Place) -> Option<Due> {
        let first = *self.scheduled.range((of, FIRST_NAME, FIRST)..).next().filter(|(to, ..)| *to == of)?;
        self.scheduled.remove(&first);
        Some(first.2)
    }

    /// Removes a timer that is due. Returns the group that it belongs to.
    fn remove<E>(&mut self, timer: &Timer<E>, due: Due) -> Option<Group> {
        match timer.kind {
            TimerKind::StateTimer => self.state_timers.remove(&(timer.to, timer.name))?.1,
            TimerKind::Scheduled => {
                self.scheduled.remove(&(timer.to, timer.name, due));
                None
            }
        }
    }
}

/// Less than or equal to every [`Name`].
const FIRST_NAME: Name = "";
/// Less than or equal to every [`Due`].
const FIRST: Due = (Duration::ZERO, 0);
/// Greater than or equal to every [`Due`].
const LAST: Due = (Duration::MAX, u64::MAX);
