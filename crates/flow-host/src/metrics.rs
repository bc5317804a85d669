//! [`Metrics`]: counts of the work that a host has done, and of its pending work.

use std::time::Duration;

use crate::bounds::Bounds;
use crate::letters::DeadKind;

/// The work that a host has done since its start, and its pending work.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metrics {
    /// The events that were handled, since the start.
    pub handled: u64,
    /// The events that were put aside by `defer`, since the start.
    pub deferred: u64,
    /// The calls that had no effect, since the start: rejected, refused, failed.
    pub without_effect: u64,
    /// The events and messages that became dead letters, since the start.
    pub given_up: u64,
    /// The events that are queued now.
    pub queued: u64,
    /// The events with a handler that waits for an answer now.
    pub waiting: u64,
    /// The events that are put aside now.
    pub put_aside: u64,
    /// How long the oldest queued event waits, to a second; one that was queued before the start counts from there. `None` if none is queued.
    pub oldest: Option<flow::Duration>,
    /// The dead letters now, by their reason and phrase.
    pub dead: Vec<DeadCount>,
    /// The rules that the host checks, and how often each was broken since the start.
    pub broken_rules: Vec<BrokenCount>,
    /// The transactions, since the start.
    pub groups: u64,
    /// The steps in them.
    pub steps: u64,
    /// The most steps that one had.
    pub largest_group: u64,
    /// How long their commits took together.
    pub commit_time: Duration,
    /// The longest of them.
    pub longest_commit: Duration,
    /// The steps that were longer than 10 ms, since the start: each delays all machines.
    pub slow_steps: u64,
    /// The calls that wait for their replies now, and those that wait for their effects; of each at most [`Bounds::calls`].
    pub waiting_calls: u64,
    /// The attempts in progress now; at most [`Bounds::under_way`].
    pub attempts_under_way: u64,
    /// The attempts that wait for a place.
    pub waiting_attempts: u64,
    /// The phrases and actors that get one attempt at a time, since their last attempts had no answer.
    pub partners_down: Vec<String>,
    /// The instances with queued events that are known in memory; at most [`Bounds::heads`].
    pub heads: u64,
    /// The bounds.
    pub bounds: Bounds,
}

/// How many dead letters there are of one reason and phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadCount {
    /// Why they were given up.
    pub kind: DeadKind,
    /// The phrase, or the message; empty if it was none.
    pub phrase: String,
    /// How many there are.
    pub count: u64,
}

/// How often a rule was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrokenCount {
    /// The line of the rule.
    pub rule: String,
    /// How often it was broken. A rule that stays broken for the same instances counts once.
    pub count: u64,
}
