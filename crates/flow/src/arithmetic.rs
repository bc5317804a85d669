//! Checked arithmetic for generated code (reference#values).
//!
//! Every operation returns `None` for a division by zero and for an overflow, for decimals, floats and integers alike. Results are
//! not rounded to fewer digits than the type has.

use crate::Duration;

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
    /// `self` units of so many microseconds, cut to whole ones; `None` if that is too long.
    fn of_unit(self, micros: i64) -> Option<Duration>;
    /// `self` divided into a duration.
    fn divide_duration(self, duration: Duration) -> Option<Duration>;

    /// `self` times a duration.
    #[inline]
    fn scale_duration(self, duration: Duration) -> Option<Duration> {
        self.of_unit(duration.as_micros())
    }

    /// The duration of `self` times `unit` milliseconds; `None` if it is not above zero, or too long.
    #[inline]
    fn duration(self, unit: u64) -> Option<core::time::Duration> {
        let micros = i64::try_from(unit).ok()?.checked_mul(1000)?;
        self.of_unit(micros)?.to_core().filter(|length| !length.is_zero())
    }
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
    fn of_unit(self, micros: i64) -> Option<Duration> {
        self.checked_mul(micros).map(Duration::from_micros)
    }

    #[inline]
    fn divide_duration(self, duration: Duration) -> Option<Duration> {
        duration.as_micros().checked_div(self).map(Duration::from_micros)
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

    #[inline]
    fn of_unit(self, micros: i64) -> Option<Duration> {
        whole_micros(self * micros as f64)
    }

    #[inline]
    fn divide_duration(self, duration: Duration) -> Option<Duration> {
        whole_micros(duration.as_micros() as f64 / self)
    }
}

/// A duration of so many microseconds, cut to whole ones.
#[inline]
fn whole_micros(micros: f64) -> Option<Duration> {
    (micros.abs() < i64::MAX as f64).then_some(Duration::from_micros(micros as i64))
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

    fn of_unit(self, micros: i64) -> Option<Duration> {
        i64::try_from(self.checked_mul(micros.into())?.trunc()).ok().map(Duration::from_micros)
    }

    fn divide_duration(self, duration: Duration) -> Option<Duration> {
        let quotient = Self::from(duration.as_micros()).checked_div(self)?;
        i64::try_from(quotient.trunc()).ok().map(Duration::from_micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::time::Duration as Core;

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
        assert_eq!(tenth(15).duration(1000), Some(Core::from_millis(1500)));
    }

    #[test]
    fn durations_are_above_zero() {
        assert_eq!(0.duration(1000), None);
        assert_eq!(0.0.duration(1000), None);
        assert_eq!(30.duration(1000), Some(Core::from_secs(30)));
        assert_eq!((-1).duration(1000), None);
        assert_eq!(i64::MAX.duration(60_000), None);
        assert_eq!(0.5.duration(1000), Some(Core::from_millis(500)));
        assert_eq!((-0.5).duration(1000), None);
        assert_eq!((i64::MAX / 1000 + 1).duration(1000), None);
    }

    #[test]
    fn durations_are_cut_to_whole_microseconds() {
        let second = Duration::from_micros(1_000_000);
        assert_eq!(3.divide_duration(second), Some(Duration::from_micros(333_333)));
        assert_eq!(0.divide_duration(second), None);
        assert_eq!(0.0.divide_duration(second), None);
        assert_eq!((-0.5).scale_duration(second), Some(Duration::from_micros(-500_000)));
        assert_eq!(1.75.of_unit(1000), Some(Duration::from_micros(1_750)));
        assert_eq!(f64::MAX.scale_duration(second), None);
    }
}
