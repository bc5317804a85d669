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
    /// Without its sign.
    fn absolute(self) -> Option<Self>;
    /// The nearest integer; of two, the even one.
    fn round(self) -> Option<i64>;
    /// The greatest integer that is not greater.
    fn floor(self) -> Option<i64>;
    /// The least integer that is not less.
    fn ceil(self) -> Option<i64>;
    /// Rounded to `digits` digits after the point, half to even; `None` if the number of digits is below zero.
    fn round_to(self, digits: i64) -> Option<Self>;
    /// `self` units of `micros` microseconds each, cut to whole ones; `None` if that is too long.
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
    fn absolute(self) -> Option<Self> {
        self.checked_abs()
    }

    #[inline]
    fn round(self) -> Option<i64> {
        Some(self)
    }

    #[inline]
    fn floor(self) -> Option<i64> {
        Some(self)
    }

    #[inline]
    fn ceil(self) -> Option<i64> {
        Some(self)
    }

    #[inline]
    fn round_to(self, digits: i64) -> Option<Self> {
        (digits >= 0).then_some(self)
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
    fn absolute(self) -> Option<Self> {
        Some(self.abs())
    }

    fn round(self) -> Option<i64> {
        let below = Arithmetic::floor(self)?;
        let above = self - below as f64;
        Some(if above > 0.5 || above == 0.5 && below % 2 != 0 { below + 1 } else { below })
    }

    fn floor(self) -> Option<i64> {
        let whole = truncated(self)?;
        Some(if (whole as f64) > self { whole - 1 } else { whole })
    }

    fn ceil(self) -> Option<i64> {
        let whole = truncated(self)?;
        Some(if (whole as f64) < self { whole + 1 } else { whole })
    }

    fn round_to(self, digits: i64) -> Option<Self> {
        let digits = u32::try_from(digits).ok()?;
        let Some(scale) = 10_i64.checked_pow(digits) else { return Some(self) };
        let scaled = self * scale as f64;
        // Greater numbers have no digits there.
        if scaled.abs() >= FIRST_WHOLE {
            return Some(self);
        }
        Some(Arithmetic::round(scaled)? as f64 / scale as f64)
    }

    #[inline]
    fn of_unit(self, micros: i64) -> Option<Duration> {
        truncate_micros(self * micros as f64)
    }

    #[inline]
    fn divide_duration(self, duration: Duration) -> Option<Duration> {
        truncate_micros(duration.as_micros() as f64 / self)
    }
}

/// From here on, floating-point numbers are whole: 2 to the power of 53.
const FIRST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// The number without its fraction; `None` if it is no `i64`.
#[inline]
fn truncated(number: f64) -> Option<i64> {
    (number.abs() < i64::MAX as f64).then_some(number as i64)
}

/// A duration of `micros` microseconds, cut to whole ones.
#[inline]
fn truncate_micros(micros: f64) -> Option<Duration> {
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

    #[inline]
    fn absolute(self) -> Option<Self> {
        Some(self.abs())
    }

    fn round(self) -> Option<i64> {
        i64::try_from(rust_decimal::Decimal::round(&self)).ok()
    }

    fn floor(self) -> Option<i64> {
        i64::try_from(rust_decimal::Decimal::floor(&self)).ok()
    }

    fn ceil(self) -> Option<i64> {
        i64::try_from(rust_decimal::Decimal::ceil(&self)).ok()
    }

    fn round_to(self, digits: i64) -> Option<Self> {
        u32::try_from(digits).ok().map(|digits| self.round_dp(digits))
    }

    fn of_unit(self, micros: i64) -> Option<Duration> {
        i64::try_from(self.checked_mul(micros.into())?.trunc()).ok().map(Duration::from_micros)
    }

    fn divide_duration(self, duration: Duration) -> Option<Duration> {
        let quotient = Self::from(duration.as_micros()).checked_div(self)?;
        i64::try_from(quotient.trunc()).ok().map(Duration::from_micros)
    }
}

/// A type of values that can be added up.
pub trait Sum: Copy {
    /// The sum of an empty list.
    const NOTHING: Self;
    /// The sum of both; `None` if the type cannot represent it.
    fn plus(self, other: Self) -> Option<Self>;
}

macro_rules! sums {
    ($($(#[$cfg:meta])* $ty:ty: $nothing:expr, $plus:expr;)*) => {$(
        $(#[$cfg])*
        impl Sum for $ty {
            const NOTHING: Self = $nothing;

            #[inline]
            fn plus(self, other: Self) -> Option<Self> {
                $plus(self, other)
            }
        }
    )*};
}

sums! {
    i64: 0, Arithmetic::add;
    f64: 0.0, Arithmetic::add;
    Duration: Duration::ZERO, Duration::checked_add;
    #[cfg(feature = "decimal")]
    rust_decimal::Decimal: rust_decimal::Decimal::ZERO, Arithmetic::add;
}

/// The sum of values.
#[inline]
pub fn sum<T: Sum>(values: impl IntoIterator<Item = T>) -> Option<T> {
    values.into_iter().try_fold(T::NOTHING, T::plus)
}

/// The first of the least values.
#[inline]
pub fn smallest<T: PartialOrd>(values: impl IntoIterator<Item = T>) -> Option<T> {
    values.into_iter().reduce(min)
}

/// The first of the greatest values.
#[inline]
pub fn largest<T: PartialOrd>(values: impl IntoIterator<Item = T>) -> Option<T> {
    values.into_iter().reduce(max)
}

/// The lesser value; of equal ones the first.
#[inline]
pub fn min<T: PartialOrd>(a: T, b: T) -> T {
    if b < a { b } else { a }
}

/// The greater value; of equal ones the first.
#[inline]
pub fn max<T: PartialOrd>(a: T, b: T) -> T {
    if b > a { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_to_the_even_neighbour() {
        for (number, rounded) in [(0.5, 0), (1.5, 2), (2.5, 2), (-2.5, -2), (-1.5, -2), (2.51, 3)] {
            assert_eq!(Arithmetic::round(number), Some(rounded), "{number}");
        }
        assert_eq!(2.345.round_to(1), Some(2.3));
        assert_eq!(2.25.round_to(1), Some(2.2));
        assert_eq!(1e300.round_to(2), Some(1e300));
        assert_eq!(2.5.round_to(-1), None);
        assert_eq!(Arithmetic::round(1e19), None);
        assert_eq!((Arithmetic::floor(-0.5), Arithmetic::ceil(-0.5)), (Some(-1), Some(0)));
        assert_eq!(i64::MIN.absolute(), None);
    }

    #[cfg(feature = "decimal")]
    #[test]
    fn decimals_are_rounded_to_the_even_neighbour() {
        use rust_decimal::Decimal;
        assert_eq!(Arithmetic::round(Decimal::new(25, 1)), Some(2));
        assert_eq!(Arithmetic::round(Decimal::MAX), None);
        assert_eq!(Decimal::new(2355, 3).round_to(2), Some(Decimal::new(236, 2)));
        assert_eq!(Arithmetic::floor(Decimal::new(-5, 1)), Some(-1));
    }

    #[test]
    fn lists_are_added_up_and_compared() {
        assert_eq!(sum([1, 2, 3]), Some(6));
        assert_eq!(sum::<i64>([]), Some(0));
        assert_eq!(sum([i64::MAX, 1]), None);
        assert_eq!(sum([Duration::from_secs(1), Duration::from_secs(2)]), Some(Duration::from_secs(3)));
        assert_eq!((smallest([2, 1, 3]), largest([2, 1, 3])), (Some(1), Some(3)));
        assert_eq!(smallest::<i64>([]), None);
        assert_eq!((min("b", "a"), max("b", "a")), ("a", "b"));
    }
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
