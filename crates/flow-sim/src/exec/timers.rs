//! The timers and scheduled events of all instances (reference#timers).
//!
//! They are ordered by the time at which they are due; among those due at the same time, the one that was started first fires
//! first.

use flow_model::model::{EventId, Machine, StateId, TIMER_EXPIRED};

use crate::exec::message::InstanceId;
use crate::exec::step::Payload;

/// A running timer or a scheduled event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Timer<'m> {
    /// When it fires, in microseconds since 1970.
    pub(crate) due: i64,
    /// After how many microseconds it fires again, if it repeats.
    pub(crate) period: Option<i64>,
    /// Its position in the order of starting.
    sequence: u64,
    /// The instance that started it, and receives its event.
    pub(crate) instance: InstanceId,
    /// The event that it raises.
    pub(crate) event: EventId,
    /// Whether leaving the state ends it.
    pub(crate) kind: TimerKind,
    /// The states of the group that it belongs to; empty if it belongs to one state, or to none.
    pub(crate) group: &'m [StateId],
    /// The payload of its event.
    pub(crate) payload: Payload<'m>,
}

/// The properties of a timer when it starts.
pub(crate) struct Beginning<'m> {
    pub(crate) instance: InstanceId,
    pub(crate) event: EventId,
    pub(crate) kind: TimerKind,
    pub(crate) due: i64,
    pub(crate) period: Option<i64>,
    pub(crate) group: &'m [StateId],
    pub(crate) payload: Payload<'m>,
}

/// Whether an event of time depends on the state of its instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimerKind {
    /// `start timer`: one of each name, and it ends when the instance moves, or when it leaves the timer's group.
    Timer,
    /// `schedule`: any number, and they outlive the state.
    Schedule,
}

/// All timers of a system.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timers<'m> {
    running: Vec<Timer<'m>>,
    started: u64,
}

impl<'m> Timers<'m> {
    /// Starts a timer after all others. A `start timer` replaces the one of its name.
    pub(crate) fn start(&mut self, beginning: Beginning<'m>) {
        let Beginning { instance, event, kind, due, period, group, payload } = beginning;
        if kind == TimerKind::Timer {
            self.running.retain(|timer| {
                (timer.instance, timer.event, timer.kind) != (instance, event, TimerKind::Timer)
            });
        }
        self.started += 1;
        let sequence = self.started;
        self.running.push(Timer { due, period, sequence, instance, event, kind, group, payload });
    }

    /// Ends the timers of an instance that moves to another state, but neither those of groups that contain the state, nor scheduled
    /// events.
    pub(crate) fn leave_state(&mut self, of: InstanceId, to: StateId) {
        let stays = |timer: &Timer<'_>| timer.kind != TimerKind::Timer || timer.group.contains(&to);
        self.running.retain(|timer| timer.instance != of || stays(timer));
    }

    /// Removes all timers of an instance that has reached its end.
    pub(crate) fn end_instance(&mut self, of: InstanceId) {
        self.running.retain(|timer| timer.instance != of);
    }

    /// `cancel timer`: ends the timer without a name.
    pub(crate) fn cancel_unnamed(&mut self, machine: &Machine, of: InstanceId) {
        let is_meant = |event: EventId| machine.events[event].name.text == TIMER_EXPIRED;
        self.running
            .retain(|timer| timer.instance != of || timer.kind != TimerKind::Timer || !is_meant(timer.event));
    }

    /// `cancel :event`: ends the timers and scheduled events with the name of an event.
    pub(crate) fn cancel(&mut self, machine: &Machine, of: InstanceId, event: EventId) {
        let name = |event: EventId| machine.events[event].name.text.as_str();
        self.running.retain(|timer| timer.instance != of || name(timer.event) != name(event));
    }

    /// Whether any timer satisfies a condition.
    pub(crate) fn any(&self, condition: impl FnMut(&Timer<'m>) -> bool) -> bool {
        self.running.iter().any(condition)
    }

    /// When the first timer that satisfies a condition is due.
    pub(crate) fn first_due(&self, condition: impl Fn(&Timer<'m>) -> bool) -> Option<i64> {
        self.running.iter().filter(|timer| condition(timer)).map(|timer| timer.due).min()
    }

    /// Returns the timer that fires first among those that satisfy a condition, and removes it, or starts it again if it repeats.
    pub(crate) fn take_first(&mut self, condition: impl Fn(&Timer<'m>) -> bool) -> Option<Timer<'m>> {
        let candidates = self.running.iter().enumerate().filter(|(_, timer)| condition(timer));
        let (at, _) = candidates.min_by_key(|(_, timer)| (timer.due, timer.sequence))?;
        let Some(period) = self.running[at].period else { return Some(self.running.remove(at)) };
        let fired = self.running[at].clone();
        self.running[at].due = fired.due.saturating_add(period);
        Some(fired)
    }

    /// All timers in the order in which they fire.
    pub(crate) fn list_in_order(&self) -> Vec<Timer<'m>> {
        let mut timers = self.running.clone();
        timers.sort_by_key(|timer| (timer.due, timer.sequence));
        timers
    }
}
