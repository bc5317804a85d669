//! Counts the work that a host has done and its pending work.
//!
//! The counts of a step belong to its transaction, and are added when that is committed.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use flow::Time;

use super::Engine;
use crate::error::Fault;
use crate::metrics::{BrokenCount, DeadCount, Metrics};
use crate::rules::{Form, Rule};

/// A step that is longer is logged: it delays all machines, and a whole group of steps without waits takes less.
pub(super) const SLOW: Duration = Duration::from_millis(10);

/// The resolution of the age of events, in microseconds: a second is finer than needed.
const SAMPLE: i64 = 1_000_000;

/// How many times are kept: those of an hour by the second. Older ones are known less exactly.
const MOST_SAMPLES: usize = 3600;

/// The counts of steps.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    handled: u64,
    deferred: u64,
    without_effect: u64,
    given_up: u64,
}

/// The counts since the start.
#[derive(Debug, Default)]
pub(super) struct Meter {
    committed: Counts,
    /// Those of the transaction that is open.
    pending: Counts,
    groups: u64,
    steps: u64,
    largest_group: u64,
    commit_time: Duration,
    longest_commit: Duration,
    slow_steps: u64,
    waiting_calls: u64,
    /// How often each rule was broken, by its place among the rules.
    broken: BTreeMap<usize, u64>,
    /// The rules that were broken in the transaction that is open.
    pending_broken: Vec<usize>,
    /// The last place in the order of deliveries at some times, oldest first.
    samples: VecDeque<(Time, i64)>,
}

impl Meter {
    pub(super) fn count_handled(&mut self) {
        self.pending.handled += 1;
    }

    pub(super) fn count_deferred(&mut self) {
        self.pending.deferred += 1;
    }

    pub(super) fn count_without_effect(&mut self) {
        self.pending.without_effect += 1;
    }

    pub(super) fn count_given_up(&mut self) {
        self.pending.given_up += 1;
    }

    pub(super) fn count_broken(&mut self, rule: usize) {
        self.pending_broken.push(rule);
    }

    pub(super) fn count_slow_step(&mut self) {
        self.slow_steps += 1;
    }

    /// A group of steps is committed.
    pub(super) fn commit(&mut self, steps: usize) {
        let pending = std::mem::take(&mut self.pending);
        let Counts { handled, deferred, without_effect, given_up } = &mut self.committed;
        *handled += pending.handled;
        *deferred += pending.deferred;
        *without_effect += pending.without_effect;
        *given_up += pending.given_up;
        for rule in std::mem::take(&mut self.pending_broken) {
            *self.broken.entry(rule).or_default() += 1;
        }
        if steps > 0 {
            let steps = steps as u64;
            self.groups += 1;
            self.steps += steps;
            self.largest_group = self.largest_group.max(steps);
        }
    }

    pub(super) fn roll_back(&mut self) {
        self.pending = Counts::default();
        self.pending_broken.clear();
    }

    /// Measures a commit.
    pub(super) fn time_commit<T>(&mut self, commit: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let result = commit();
        let took = begun.elapsed();
        self.commit_time += took;
        self.longest_commit = self.longest_commit.max(took);
        result
    }

    /// A delivery was stored at a place in the order.
    pub(super) fn note_delivery(&mut self, seq: i64, now: Time) {
        match self.samples.back_mut() {
            Some((since, last)) if now.as_micros() - since.as_micros() < SAMPLE => *last = seq.max(*last),
            _ => self.samples.push_back((now, seq)),
        }
        if self.samples.len() > MOST_SAMPLES {
            // The last place of each pair is kept, with the time of its first one.
            let all = std::mem::take(&mut self.samples);
            let times = all.iter().step_by(2).map(|(since, _)| *since);
            self.samples = times.zip(all.iter().skip(1).step_by(2).map(|(_, last)| *last)).collect();
        }
    }

    /// Forgets the times of deliveries that are over.
    fn prune(&mut self, oldest: Option<i64>) {
        while self.samples.front().is_some_and(|(_, last)| oldest.is_none_or(|oldest| *last < oldest)) {
            self.samples.pop_front();
        }
    }

    /// How long the oldest delivery has waited.
    fn age(&self, now: Time) -> i64 {
        self.samples.front().map_or(0, |(since, _)| (now.as_micros() - since.as_micros()).max(0))
    }
}

impl Engine {
    /// How many calls wait for their replies: the thread of the engine knows.
    pub(crate) fn note_waiting_calls(&mut self, count: usize) {
        self.meter.waiting_calls = count as u64;
    }

    /// The metrics of the host.
    pub(crate) fn metrics(&mut self) -> Result<Metrics, Fault> {
        let counts = self.store.count_deliveries()?;
        let dead = self.store.count_dead()?;
        let dead = dead.into_iter().map(|(kind, phrase, count)| DeadCount { kind, phrase, count }).collect();
        let now = self.now;
        self.meter.prune(counts.first);
        let oldest = counts.first.map(|_| self.meter.age(now));
        let (under_way, waiting_attempts) = self.gate.count();
        let Meter { committed, groups, steps, largest_group, commit_time, longest_commit, .. } = self.meter;
        let Counts { handled, deferred, without_effect, given_up } = committed;
        Ok(Metrics {
            handled,
            deferred,
            without_effect,
            given_up,
            queued: counts.queued,
            waiting: counts.open,
            put_aside: counts.deferred,
            oldest: oldest.map(flow::Duration::from_micros),
            dead,
            broken_rules: self.broken_rules(),
            groups,
            steps,
            largest_group,
            commit_time,
            longest_commit,
            slow_steps: self.meter.slow_steps,
            waiting_calls: self.meter.waiting_calls,
            attempts_under_way: under_way,
            waiting_attempts,
            partners_down: self.partners_down(),
            heads: self.ready.count(),
            bounds: self.options.bounds,
        })
    }

    /// How often each checked rule was broken.
    fn broken_rules(&self) -> Vec<BrokenCount> {
        let rules = self.parts.rules.list.iter().enumerate();
        let checked = rules.filter(|(_, rule)| !matches!(rule.form, Form::Unchecked(_)));
        let count = |(at, rule): (usize, &Rule)| BrokenCount {
            rule: rule.text.clone(),
            count: self.meter.broken.get(&at).copied().unwrap_or(0),
        };
        checked.map(count).collect()
    }

    /// The phrases and actors that get one attempt at a time, since they had no answer for long.
    fn partners_down(&self) -> Vec<String> {
        let name = |channel| match channel {
            super::Channel::Phrase(machine, phrase) => {
                let table = self.parts.machines.get(machine)?.table();
                Some(format!("{} of @{}", table.phrases.get(phrase)?.text, table.name))
            }
            super::Channel::Actor(actor) => Some(format!("@{}", self.parts.actors.get(actor)?.table.name)),
        };
        self.gate.down().filter_map(name).collect()
    }
}
