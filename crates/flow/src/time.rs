//! The type `time`: a point in time.
//!
//! The run time reads no clock: the host supplies every time through its bindings.

/// The type `time` (reference#types): milliseconds since 1970-01-01 00:00 UTC, negative before. The zero is that time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Time {
    millis: i64,
}

impl Time {
    /// The time `millis` milliseconds after 1970-01-01 00:00 UTC.
    #[inline]
    pub const fn from_millis(millis: i64) -> Self {
        Time { millis }
    }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    #[inline]
    pub const fn as_millis(self) -> i64 {
        self.millis
    }
}

#[cfg(feature = "std")]
impl From<std::time::SystemTime> for Time {
    fn from(time: std::time::SystemTime) -> Self {
        let clamp = |millis: u128| i64::try_from(millis).unwrap_or(i64::MAX);
        match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => Time::from_millis(clamp(after.as_millis())),
            Err(before) => Time::from_millis(-clamp(before.duration().as_millis())),
        }
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn moments_on_both_sides_of_the_epoch() {
        assert_eq!(Time::from(UNIX_EPOCH + Duration::from_millis(5)).as_millis(), 5);
        assert_eq!(Time::from(UNIX_EPOCH - Duration::from_millis(5)).as_millis(), -5);
        assert_eq!(Time::default(), Time::from(UNIX_EPOCH));
    }
}
