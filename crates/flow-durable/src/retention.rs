//! How long a host keeps data that it no longer needs.

use flow::{Duration, Time};

/// How long each kind of row is kept after it is over. Dead letters wait for a decision, and are kept until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The journal of an instance that has ended.
    pub journal: Duration,
    /// Messages that were delivered, so that further answers to them find the sender; and those that an actor reads by itself.
    pub messages: Duration,
    /// The ids of an actor's answers, by which a repetition is recognised.
    pub answers: Duration,
    /// The keys of calls, by which a repetition is recognised.
    pub calls: Duration,
}

/// The length of a day. Rows are kept by length, not by calendar.
const DAY: i64 = 24 * 60 * 60;

impl Default for Retention {
    /// A quarter for the journal, which people read; a month for messages and answers: payment providers repeat a notification for
    /// some days, and a partner that is down for longer calls. A day for calls, which are repeated within minutes.
    fn default() -> Self {
        let days = |days: i64| Duration::from_secs(days * DAY);
        Retention { journal: days(90), messages: days(30), answers: days(30), calls: days(1) }
    }
}

impl Retention {
    /// The time before which something that is over is deleted.
    pub fn cutoff(kept: Duration, now: Time) -> Time {
        now.checked_sub(kept).unwrap_or(Time::from_micros(i64::MIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_for_ever_has_no_cutoff() {
        let now = Time::from_millis(1000);
        assert_eq!(Retention::cutoff(Duration::from_millis(400), now), Time::from_millis(600));
        assert_eq!(
            Retention::cutoff(Duration::from_micros(i64::MAX), Time::from_micros(-5)),
            Time::from_micros(i64::MIN)
        );
    }
}
