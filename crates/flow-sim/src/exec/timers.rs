//! The timers and scheduled events of all instances (reference#timers).
//!
//! They are ordered by the time at which they are due; among those due at the same time, the one that was started first fires
//! first.

use flow_model::model::{EventId, TimerOp};

use crate::exec::message::InstanceId;

/// A running timer or a scheduled event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timer {
    /// When it fires, in microseconds since 1970.
    pub(crate) due: i64,
    /// Its position in the order of starting.
    sequence: u64,
    /// The instance that started it, and receives its event.
    pub(crate) instance: InstanceId,
    /// The event that it raises.
    pub(crate) event: EventId,
    /// Whether leaving the state ends it.
    pub(crate) kind: TimerKind,
}

/// Whether an event of time depends on the state of its instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimerKind {
    /// `start timer`: one at a time, and it ends when the instance moves.
    Timer,
    /// `schedule`: any number, and they outlive the state.
    Schedule,
}

/// All timers of a system.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timers {
    running: Vec<Timer>,
    started: u64,
}

impl Timers {
    /// Carries out a timer step of an instance, for which `due` is the time at which a new timer fires.
    pub(crate) fn apply(&mut self, instance: InstanceId, op: &TimerOp, due: i64) {
        match op {
            TimerOp::Start(event, _) => {
                self.cancel_timer(instance);
                self.start(instance, *event, due, TimerKind::Timer);
            }
            TimerOp::Schedule(event, _) => self.start(instance, *event, due, TimerKind::Schedule),
            TimerOp::CancelTimer => self.cancel_timer(instance),
            TimerOp::CancelEvent(event) => self.running.retain(|timer| {
                timer.instance != instance || timer.kind != TimerKind::Schedule || timer.event != *event
            }),
        }
    }

    /// Starts a timer after all others.
    pub(crate) fn start(&mut self, instance: InstanceId, event: EventId, due: i64, kind: TimerKind) {
        self.started += 1;
        self.running.push(Timer { due, sequence: self.started, instance, event, kind });
    }

    /// Ends the timer of an instance, but not its scheduled events.
    pub(crate) fn cancel_timer(&mut self, instance: InstanceId) {
        self.running.retain(|timer| timer.instance != instance || timer.kind != TimerKind::Timer);
    }

    /// Whether any timer satisfies a condition.
    pub(crate) fn any(&self, condition: impl FnMut(&Timer) -> bool) -> bool {
        self.running.iter().any(condition)
    }

    /// Removes and returns the timer that fires first among those that satisfy a condition.
    pub(crate) fn take_first(&mut self, condition: impl Fn(&Timer) -> bool) -> Option<Timer> {
        let candidates = self.running.iter().enumerate().filter(|(_, timer)| condition(timer));
        let (at, _) = candidates.min_by_key(|(_, timer)| (timer.due, timer.sequence))?;
        Some(self.running.remove(at))
    }

    /// All timers in the order in which they fire.
    pub(crate) fn in_order(&self) -> Vec<Timer> {
        let mut timers = self.running.clone();
        timers.sort_by_key(|timer| (timer.due, timer.sequence));
        timers
    }
}
