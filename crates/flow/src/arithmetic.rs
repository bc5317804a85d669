//! Checked arithmetic for generated code (reference#values).
//!
//! Every operation returns `None` for a division by zero and for an overflow, for decimals, floats and integers alike. Results are
//! not rounded to fewer digits than the type has.

use core::time::Duration;

/// A type of numbers. Every operation returns `None` for a division by zero and for a result that the type cannot represent.
pub trait Arithmetic: Copy {
    /// `self + other`.
    fn add(self, other: Self) -> Option<Self>;
    /// `self - other`.
    fn subtract(self, other: Self) -> Option<Self>;
    /// `self * other`.
    fn multiply(self, other: Self) -> Option<Self>;
    /// `self / other`.
    fn divide(self, other: Self) -> Option<Self>;
    /// `-self`.
    fn negate(self) -> Option<Self>;
    /// The duration of `self` times `unit` milliseconds; `None` if it is negative or too long.
    fn duration(self, unit: u64) -> Option<Duration>;
}

impl Arithmetic for i64 {
    #[inline]
    fn add(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }

    #[inline]
    fn subtract(self, other: Self) -> Option<Self> {
        self.checked_sub(other)
    }

    #[inline]
    fn multiply(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }

    #[inline]
    fn divide(self, other: Self) -> Option<Self> {
        self.checked_div(other)
    }

    #[inline]
    fn negate(self) -> Option<Self> {
        self.checked_neg()
    }

    #[inline]
    fn duration(self, unit: u64) -> Option<Duration> {
        u64::try_from(self).ok()?.checked_mul(unit).and_then(milliseconds)
    }
}

impl Arithmetic for f64 {
    #[inline]
    fn add(self, other: Self) -> Option<Self> {
        finite(self + other)
    }

    #[inline]
    fn subtract(self, other: Self) -> Option<Self> {
        finite(self - other)
    }

    #[inline]
    fn multiply(self, other: Self) -> Option<Self> {
        finite(self * other)
    }

    #[inline]
    fn divide(self, other: Self) -> Option<Self> {
        finite(self / other)
    }

    #[inline]
    fn negate(self) -> Option<Self> {
        Some(-self)
    }

    fn duration(self, unit: u64) -> Option<Duration> {
        Duration::try_from_secs_f64(self * unit as f64 / 1000.0).ok()
    }
}

/// A duration in milliseconds; `None` if a signed 64-bit number of milliseconds, as in [`Time`](crate::Time), cannot represent it.
#[inline]
fn milliseconds(millis: u64) -> Option<Duration> {
    i64::try_from(millis).is_ok().then(|| Duration::from_millis(millis))
}

#[inline]
fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

#[cfg(feature = "decimal")]
impl Arithmetic for rust_decimal::Decimal {
    #[inline]
    fn add(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }

    #[inline]
    fn subtract(self, other: Self) -> Option<Self> {
        self.checked_sub(other)
    }

    #[inline]
    fn multiply(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }

    #[inline]
    fn divide(self, other: Self) -> Option<Self> {
        self.checked_div(other)
    }

    #[inline]
    fn negate(self) -> Option<Self> {
        Some(-self)
    }

    fn duration(self, unit: u64) -> Option<Duration> {
        let millis = self.checked_mul(unit.into())?.trunc();
        // A zero with a sign is not negative; `abs` drops the sign.
        (self >= Self::ZERO).then(|| u64::try_from(millis.abs()).ok()).flatten().and_then(milliseconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_do_not_wrap() {
        assert_eq!(1.add(2), Some(3));
        assert_eq!(i64::MAX.add(1), None);
        assert_eq!(i64::MIN.negate(), None);
        assert_eq!(1.divide(0), None);
        assert_eq!(i64::MIN.divide(-1), None);
    }

    #[test]
    fn floats_stay_finite() {
        assert_eq!(1.0.divide(4.0), Some(0.25));
        assert_eq!(1.0.divide(0.0), None);
        assert_eq!(f64::MAX.multiply(2.0), None);
    }

    #[cfg(feature = "decimal")]
    #[test]
    fn decimals_are_exact() {
        use rust_decimal::Decimal;
        let tenth = |n: i64| Decimal::new(n, 1);
        assert_eq!(tenth(1).add(tenth(2)), Some(tenth(3)));
        assert_eq!(Decimal::MAX.add(Decimal::ONE), None);
        assert_eq!(Decimal::ONE.divide(Decimal::ZERO), None);
        assert_eq!(tenth(15).duration(1000), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn durations_are_not_negative() {
        assert_eq!(30.duration(1000), Some(Duration::from_secs(30)));
        assert_eq!((-1).duration(1000), None);
        assert_eq!(i64::MAX.duration(60_000), None);
        assert_eq!(0.5.duration(1000), Some(Duration::from_millis(500)));
        assert_eq!((-0.5).duration(1000), None);
        assert_eq!((i64::MAX / 1000 + 1).duration(1000), None);
    }
}
