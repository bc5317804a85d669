//! When a question or a message is tried again, and when a repeating timer is due next.

use flow::{Duration, Time};

/// How often an answer is asked for before the host gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// The number of attempts.
    pub most: u32,
    /// The time from the first attempt after which no further one begins.
    pub within: Duration,
    /// The pause after the first attempt; each further one is twice as long.
    pub first_pause: Duration,
}

impl Default for Attempts {
    /// Eight attempts within two minutes: with these pauses, the last one begins after 64 seconds, or 96 if chance makes each pause as
    /// long as it can. A partner that restarts is back by then, and an instance is not held for longer than people wait.
    fn default() -> Self {
        Attempts { most: 8, within: Duration::from_secs(120), first_pause: Duration::from_millis(500) }
    }
}

impl Attempts {
    /// The time of the next attempt after attempt number `made` ended without an answer, `None` if there is none. The pause is
    /// multiplied by a factor from 0.5 to 1.5 that `chance` selects, so that attempts that failed together are not repeated together.
    pub fn next(&self, made: u32, began: Time, now: Time, chance: u32) -> Option<Time> {
        if made >= self.most {
            return None;
        }
        let doubled = 1_i128 << made.saturating_sub(1).min(MOST_DOUBLINGS);
        let pause = i128::from(self.first_pause.as_micros()).max(0) * doubled;
        let pause = pause / 2 + pause * i128::from(chance) / i128::from(u32::MAX);
        let next = now.checked_add(Duration::from_micros(i64::try_from(pause).ok()?))?;
        began.checked_add(self.within).is_none_or(|last| next <= last).then_some(next)
    }
}

/// Pauses are not doubled more often: 2^40 half seconds are longer than any limit.
const MOST_DOUBLINGS: u32 = 40;

/// The next multiple of a period after `now`, counted from the time `due` of the last one, and how many before it are missed; `None`
/// if the type has no such time, or the period is not above zero.
pub fn next_multiple(due: Time, period: Duration, now: Time) -> Option<(Time, u64)> {
    let period = u64::try_from(period.as_micros()).ok().filter(|period| *period > 0)?;
    let late = u64::try_from(i128::from(now.as_micros()) - i128::from(due.as_micros())).unwrap_or(0);
    let missed = late / period;
    let ahead = missed.checked_add(1)?.checked_mul(period)?;
    let next = due.checked_add(Duration::from_micros(i64::try_from(ahead).ok()?))?;
    Some((next, missed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: i64) -> Time {
        Time::from_millis(seconds * 1000)
    }

    #[test]
    fn pauses_double_and_vary_by_half() {
        let attempts = Attempts::default();
        let at = |made, chance| attempts.next(made, seconds(0), seconds(10), chance).map(Time::as_millis);
        assert_eq!(at(1, 0), Some(10_250));
        assert_eq!(at(1, u32::MAX), Some(10_750));
        assert_eq!(at(4, u32::MAX / 2), Some(13_999), "4 s, a millisecond is rounded down");
        assert_eq!(at(7, u32::MAX), Some(58_000));
        assert_eq!(at(8, 0), None, "eight were made");
    }

    #[test]
    fn no_attempt_begins_after_the_limit() {
        let attempts = Attempts::default();
        assert_eq!(attempts.next(7, seconds(0), seconds(121), 0), None);
        assert_eq!(attempts.next(2, seconds(0), seconds(119), 0), Some(Time::from_millis(119_500)));
        let patient = Attempts { most: u32::MAX, within: Duration::from_micros(i64::MAX), ..attempts };
        assert!(patient.next(90, seconds(1), seconds(1), 0).is_some());
        let end = Time::from_micros(i64::MAX);
        assert_eq!(patient.next(90, seconds(1), end, 0), None, "later than the type can say");
    }

    #[test]
    fn what_a_host_sleeps_through_is_missed() {
        let period = Duration::from_secs(10);
        assert_eq!(next_multiple(seconds(10), period, seconds(10)), Some((seconds(20), 0)));
        assert_eq!(next_multiple(seconds(10), period, seconds(19)), Some((seconds(20), 0)));
        assert_eq!(next_multiple(seconds(10), period, seconds(20)), Some((seconds(30), 1)));
        assert_eq!(next_multiple(seconds(10), period, seconds(1000)), Some((seconds(1010), 99)));
        assert_eq!(next_multiple(seconds(10), Duration::ZERO, seconds(20)), None);
    }
}
