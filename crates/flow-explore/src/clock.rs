//! When the steps of a path can happen, and whether a clock allows them at all.
//!
//! The search knows only which of two timers is due first. A path can still be impossible: one hour twice does not fit into ninety minutes.
//! Here each step has a moment, and each running timer limits moments: it fires when its length has passed, and no step occurs while it is
//! overdue. Moments are the longest paths in the graph of these limits; a circle of positive length means that there are none.

use std::rc::Rc;

use crate::engine::Engine;
use crate::outcome::Effect;
use crate::step::{Action, Successor};
use crate::world::{RunningTimer, World};

/// One step is at least this much after another one: `from` and `to` are numbers of steps, 0 is the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    from: usize,
    to: usize,
    /// In microseconds; with a negative one, `from` is at most that much later.
    least: i64,
}

/// A timer that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Running {
    /// The step that started it.
    since: usize,
    /// Its length, if the specification states it as a literal.
    length: Option<i64>,
}

/// The limits of a path so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    /// How many steps the path has.
    steps: usize,
    /// By the position of the timer in [`World::timers`].
    running: Vec<Running>,
    limits: Vec<Limit>,
}

impl Clock {
    /// The clock at the start of a path.
    pub(crate) fn new() -> Clock {
        Clock::default()
    }

    /// Adds a step of the path.
    pub(crate) fn add(&mut self, engine: &Engine<'_>, before: &World, successor: &Successor) {
        self.steps += 1;
        let step = self.steps;
        self.limits.push(Limit { from: step - 1, to: step, least: 0 });
        for running in &self.running {
            if let Some(length) = running.length {
                self.limits.push(Limit { from: step, to: running.since, least: -length });
            }
        }
        let timers = before.timers.iter().zip(&self.running);
        let mut old: Vec<(Rc<RunningTimer>, Running)> =
            timers.map(|(timer, running)| (Rc::clone(engine.tables.timers.get(*timer)), *running)).collect();
        let mut started: Vec<Rc<RunningTimer>> = Vec::new();
        if let (Action::Timer { .. }, Some(first)) = (successor.action, successor.taken.first()) {
            let (slot, content) = (first.delivery.slot, first.delivery.message.content);
            // Of timers alike, the one that was started first fires first.
            let fired = old.iter().position(|(timer, _)| (timer.slot, timer.content) == (slot, content));
            if let Some(fired) = fired {
                let (timer, running) = old.remove(fired);
                let least = running.length.unwrap_or(0);
                self.limits.push(Limit { from: running.since, to: step, least });
                if timer.repeats {
                    started.push(timer);
                }
            }
        }
        for taken in &successor.taken {
            for effect in &taken.outcome().effects {
                if let Effect::Start(timer) = effect {
                    started.push(Rc::new(RunningTimer { slot: taken.delivery.slot, ..timer.clone() }));
                }
            }
        }
        self.running = self.match_timers(engine, &successor.world, &old, started);
    }

    /// The running timers after a step: those started in it are the last ones, in order; the others are those that remained.
    fn match_timers(
        &self,
        engine: &Engine<'_>,
        after: &World,
        old: &[(Rc<RunningTimer>, Running)],
        mut started: Vec<Rc<RunningTimer>>,
    ) -> Vec<Running> {
        let is_alike = |a: &RunningTimer, b: &RunningTimer| {
            (a.event, a.content, a.length, a.is_scheduled) == (b.event, b.content, b.length, b.is_scheduled)
        };
        let timers: Vec<&Rc<RunningTimer>> =
            after.timers.iter().map(|timer| engine.tables.timers.get(*timer)).collect();
        let mut running = vec![Running { since: self.steps, length: None }; timers.len()];
        let mut remaining = timers.len();
        while let (Some(last), Some(new)) = (remaining.checked_sub(1), started.last()) {
            // One that is not there was cancelled by a later line.
            if is_alike(timers[last], new) {
                running[last].length = timers[last].length;
                remaining = last;
            }
            started.pop();
        }
        let mut from = old.iter();
        for (timer, known) in timers[..remaining].iter().zip(&mut running) {
            // The others were cancelled.
            if let Some((_, found)) = from.find(|(old, _)| is_alike(old, timer)) {
                *known = *found;
            }
        }
        running
    }

    /// The earliest moment of each step, in microseconds since the start; `None` if no clock allows the path.
    pub(crate) fn solve(&self) -> Option<Vec<i64>> {
        let mut moments = vec![0_i64; self.steps + 1];
        // Without a circle of positive length, a longest path has fewer limits than there are moments.
        for _ in 0..=self.steps + 1 {
            let mut has_changed = false;
            for Limit { from, to, least } in &self.limits {
                let earliest = moments[*from].saturating_add(*least);
                if earliest > moments[*to] {
                    moments[*to] = earliest;
                    has_changed = true;
                }
            }
            if !has_changed {
                // The start cannot be moved.
                return (moments[0] == 0).then(|| moments.split_off(1));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Limit};

    fn clock(steps: usize, limits: &[(usize, usize, i64)]) -> Clock {
        let limits = limits.iter().map(|(from, to, least)| Limit { from: *from, to: *to, least: *least });
        let order = (1..=steps).map(|step| Limit { from: step - 1, to: step, least: 0 });
        Clock { steps, running: Vec::new(), limits: limits.chain(order).collect() }
    }

    #[test]
    fn moments_are_the_earliest() {
        // A timer of 60 is started by step 1 and fires as step 3.
        assert_eq!(clock(3, &[(1, 3, 60), (2, 1, -60), (3, 1, -60)]).solve(), Some(vec![0, 0, 60]));
    }

    #[test]
    fn twice_an_hour_does_not_fit_into_ninety_minutes() {
        // Steps 2 and 3 are each 60 after the one before; a timer of 90 from step 1 on runs all the time.
        let late = [(1, 2, 60), (2, 3, 60), (2, 1, -90), (3, 1, -90)];
        assert_eq!(clock(3, &late).solve(), None);
        let early = [(1, 2, 60), (2, 3, 60), (2, 1, -120), (3, 1, -120)];
        assert_eq!(clock(3, &early).solve(), Some(vec![0, 60, 120]));
    }
}
