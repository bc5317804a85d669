//! The types `time`, a point in time, and `duration`, a length of time.
//!
//! The run time reads no clock: the host supplies every time through its bindings. Both types are exact to the microsecond. A
//! duration can be negative, unlike [`core::time::Duration`]: in `$due - now() < 1 hour`, a due time that is past must not fail.

#[cfg(feature = "serde")]
mod stored;
#[cfg(feature = "serde")]
mod texts;

use core::fmt;

/// How many microseconds a millisecond has.
const MILLI: i64 = 1000;

/// The type `time` (reference#types): microseconds since 1970-01-01 00:00 UTC, negative before. The zero is that time.
///
/// With serde it is its text in formats for people, as RFC 3339 writes it (`"2026-11-28T16:09:49Z"`), and a number of microseconds in
/// others. A number of milliseconds is read too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    micros: i64,
}

impl Time {
    /// The time `millis` milliseconds after 1970-01-01 00:00 UTC, or the last one that the type has.
    #[inline]
    pub const fn from_millis(millis: i64) -> Self {
        Time { micros: millis.saturating_mul(MILLI) }
    }

    /// The time `micros` microseconds after 1970-01-01 00:00 UTC.
    #[inline]
    pub const fn from_micros(micros: i64) -> Self {
        Time { micros }
    }

    /// Whole milliseconds since 1970-01-01 00:00 UTC.
    #[inline]
    pub const fn as_millis(self) -> i64 {
        self.micros.div_euclid(MILLI)
    }

    /// Microseconds since 1970-01-01 00:00 UTC.
    #[inline]
    pub const fn as_micros(self) -> i64 {
        self.micros
    }

    /// The time that is so much later; `None` if the type does not have it.
    #[inline]
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        self.micros.checked_add(duration.micros).map(Time::from_micros)
    }

    /// The time that is so much earlier; `None` if the type does not have it.
    #[inline]
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        self.micros.checked_sub(duration.micros).map(Time::from_micros)
    }

    /// The time that has passed since an earlier time; zero if that is later.
    #[cfg(feature = "alloc")]
    pub(crate) fn since(self, earlier: Time) -> core::time::Duration {
        let micros = i128::from(self.micros) - i128::from(earlier.micros);
        core::time::Duration::from_micros(u64::try_from(micros).unwrap_or(0))
    }

    /// How long ago `earlier` was, negative if it is later; `None` if that is too long.
    #[inline]
    pub fn checked_since(self, earlier: Time) -> Option<Duration> {
        self.micros.checked_sub(earlier.micros).map(Duration::from_micros)
    }
}

impl fmt::Display for Time {
    /// As RFC 3339 writes it, in UTC: `2026-11-28T16:09:49Z`, with as many digits of a second as it has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, micros) = (self.micros.div_euclid(1_000_000), self.micros.rem_euclid(1_000_000));
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil_date(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if micros != 0 {
            let (mut digits, mut width) = (micros, 6);
            while digits % 10 == 0 {
                (digits, width) = (digits / 10, width - 1);
            }
            write!(f, ".{digits:0width$}")?;
        }
        f.write_str("Z")
    }
}

/// The year, month and day of a number of days since 1970, in the Gregorian calendar. The computation counts in years that begin in
/// March and in eras of 400 years, which all have the same number of days.
fn civil_date(days: i64) -> (i64, i64, i64) {
    let since = days + 719_468;
    let (era, day_of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The type `duration` (reference#types): a length of time in microseconds, which may be negative. The zero is no time.
///
/// With serde it is a text of ISO 8601 in formats for people (`"PT1H30M"`, `"P2DT0.5S"`), and a number of microseconds in others. A number
/// of milliseconds is read too. A day is 24 hours; years and months, which have no length of their own, are refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    micros: i64,
}

impl Duration {
    /// No time.
    pub const ZERO: Duration = Duration { micros: 0 };

    /// A duration of `micros` microseconds.
    #[inline]
    pub const fn from_micros(micros: i64) -> Self {
        Duration { micros }
    }

    /// A duration of `millis` milliseconds, or the longest that the type has.
    #[inline]
    pub const fn from_millis(millis: i64) -> Self {
        Duration { micros: millis.saturating_mul(MILLI) }
    }

    /// A duration of `secs` seconds, or the longest that the type has.
    #[inline]
    pub const fn from_secs(secs: i64) -> Self {
        Duration { micros: secs.saturating_mul(1_000_000) }
    }

    /// Its microseconds.
    #[inline]
    pub const fn as_micros(self) -> i64 {
        self.micros
    }

    /// The sum; `None` if it is too long.
    #[inline]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.micros.checked_add(other.micros).map(Duration::from_micros)
    }

    /// The difference; `None` if it is too long.
    #[inline]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.micros.checked_sub(other.micros).map(Duration::from_micros)
    }

    /// The duration with the other sign; `None` if the type does not have it.
    #[inline]
    pub fn checked_neg(self) -> Option<Self> {
        self.micros.checked_neg().map(Duration::from_micros)
    }

    /// Without its sign; `None` if the type does not have it.
    #[inline]
    pub fn checked_abs(self) -> Option<Self> {
        self.micros.checked_abs().map(Duration::from_micros)
    }

    /// The length of a timer; `None` if it is not above zero. For generated code.
    #[doc(hidden)]
    #[inline]
    pub fn to_timer(self) -> Option<core::time::Duration> {
        self.to_core().filter(|length| !length.is_zero())
    }

    /// The duration of the standard library; `None` if it is negative.
    #[inline]
    pub fn to_core(self) -> Option<core::time::Duration> {
        u64::try_from(self.micros).ok().map(core::time::Duration::from_micros)
    }
}

impl From<core::time::Duration> for Duration {
    /// Cut to whole microseconds; the longest duration if it is longer.
    fn from(duration: core::time::Duration) -> Self {
        Duration::from_micros(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The units of time with their microseconds, longest first.
const UNITS: [(i64, &str); 7] = [
    (604_800_000_000, "week"),
    (86_400_000_000, "day"),
    (3_600_000_000, "hour"),
    (60_000_000, "minute"),
    (1_000_000, "second"),
    (MILLI, "millisecond"),
    (1, "microsecond"),
];

impl fmt::Display for Duration {
    /// Formats it as in a specification, in the longest unit that leaves no fraction: `90 seconds`, `1 day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = |(unit, _): &&(i64, &str)| self.micros != 0 && self.micros % unit == 0;
        let (unit, name) = UNITS.iter().find(fits).unwrap_or(&(1, "second"));
        let amount = self.micros / unit;
        write!(f, "{amount} {name}{}", if amount.unsigned_abs() == 1 { "" } else { "s" })
    }
}

#[cfg(feature = "std")]
impl From<std::time::SystemTime> for Time {
    fn from(time: std::time::SystemTime) -> Self {
        let clamp = |micros: u128| i64::try_from(micros).unwrap_or(i64::MAX);
        match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => Time::from_micros(clamp(after.as_micros())),
            Err(before) => Time::from_micros(-clamp(before.duration().as_micros())),
        }
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use std::time::{Duration as Core, UNIX_EPOCH};

    #[test]
    fn moments_on_both_sides_of_the_epoch() {
        assert_eq!(Time::from(UNIX_EPOCH + Core::from_millis(5)).as_millis(), 5);
        assert_eq!(Time::from(UNIX_EPOCH - Core::from_millis(5)).as_millis(), -5);
        assert_eq!(Time::from(UNIX_EPOCH + Core::from_micros(5)), Time::from_micros(5));
        assert_eq!(Time::default(), Time::from(UNIX_EPOCH));
    }

    #[test]
    fn times_differ_by_durations() {
        let (early, late) = (Time::from_millis(5), Time::from_micros(6_750));
        assert_eq!(late.checked_since(early), Some(Duration::from_micros(1_750)));
        assert_eq!(early.checked_since(late), Some(Duration::from_micros(-1_750)));
        assert_eq!(early.checked_add(Duration::from_micros(1_750)), Some(late));
        assert_eq!(late.checked_sub(Duration::from_micros(1_750)), Some(early));
        assert_eq!(Time::from_micros(i64::MAX).checked_add(Duration::from_micros(1)), None);
    }

    #[test]
    fn negative_durations_are_none_of_the_standard_library() {
        assert_eq!(Duration::from_secs(2).to_core(), Some(Core::from_secs(2)));
        assert_eq!(Duration::from_micros(-1).to_core(), None);
        assert_eq!(Duration::from(Core::MAX), Duration::from_micros(i64::MAX));
    }

    #[test]
    fn durations_are_shown_as_they_are_written() {
        for (micros, shown) in [
            (90_000_000, "90 seconds"),
            (0, "0 seconds"),
            (-86_400_000_000, "-1 day"),
            (i64::MIN, "-9223372036854775808 microseconds"),
            (1_750, "1750 microseconds"),
        ] {
            assert_eq!(std::format!("{}", Duration::from_micros(micros)), shown);
        }
    }
}
