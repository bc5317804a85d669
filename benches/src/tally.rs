//! Where every contestant's emits go: they are counted, and mixed into one number that depends on their order and payloads.
//!
//! Noting an emit is inlined everywhere and costs a few instructions, the same ones for all; a sink of an application costs
//! more, and hides the machine.

use rust_decimal::Decimal;

/// Where an order is driven from: inlined into a loop, or in a call. Each has code of its own, so that the compiler sees
/// one caller and inlines it as in a program with one place that handles events.
pub const INLINED: usize = 0;
/// See [`INLINED`].
pub const CALLED: usize = 1;

/// What was emitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally<const SITE: usize> {
    /// How often.
    pub count: u64,
    /// Everything, in order.
    pub mix: u64,
}

impl<const SITE: usize> Tally<SITE> {
    /// Notes an emit by its number and its payload.
    #[inline(always)]
    pub fn note(&mut self, emit: u64, payload: u64) {
        self.count += 1;
        self.mix = self.mix.wrapping_mul(31).wrapping_add(emit).wrapping_add(payload);
    }
}

/// A type of amounts.
pub trait Amount:
    Copy + Default + PartialEq + PartialOrd + std::ops::AddAssign + std::ops::SubAssign
{
    /// An amount in cents.
    fn cents(cents: i64) -> Self;
    /// The amount for a tally.
    fn bits(self) -> u64;
    /// The amount to compare with another type's.
    fn float(self) -> f64;
}

impl Amount for f64 {
    #[inline]
    fn cents(cents: i64) -> Self {
        cents as f64 / 100.0
    }

    #[inline(always)]
    fn bits(self) -> u64 {
        self.to_bits()
    }

    fn float(self) -> f64 {
        self
    }
}

impl Amount for Decimal {
    #[inline]
    fn cents(cents: i64) -> Self {
        Decimal::new(cents, 2)
    }

    #[inline(always)]
    fn bits(self) -> u64 {
        self.mantissa() as u64
    }

    fn float(self) -> f64 {
        self.mantissa() as f64 / 10_f64.powi(self.scale() as i32)
    }
}
