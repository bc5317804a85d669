//! Lengths of time that the specification writes as a number: their microseconds are known without running it.

use crate::model::{Duration, Expr, ExprKind, TimeUnit};

/// A duration in microseconds, cut to whole ones; `None` if it has to be computed, or is too long.
pub fn constant_micros(duration: &Expr) -> Option<i64> {
    match &duration.kind {
        ExprKind::Duration(amount, unit) => micros_of(amount, *unit),
        ExprKind::Negate(inner) => constant_micros(inner)?.checked_neg(),
        _ => None,
    }
}

/// The length of a timer in microseconds, cut to whole ones; `None` if it has to be computed, or is too long.
pub fn timer_micros(length: &Duration) -> Option<i64> {
    match length.unit {
        Some(unit) => micros_of(&length.amount, unit),
        None => constant_micros(&length.amount),
    }
}

/// The microseconds of a number literal of units.
pub fn micros_of(amount: &Expr, unit: TimeUnit) -> Option<i64> {
    let (amount, is_negated) = match &amount.kind {
        ExprKind::Negate(inner) => (&inner.kind, true),
        kind => (kind, false),
    };
    let ExprKind::Number(digits) = amount else { return None };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let micros = mantissa.checked_mul(unit.micros().into())? / scale;
    i64::try_from(if is_negated { -micros } else { micros }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Span, Type};

    fn check(digits: &str, unit: TimeUnit, expected: Option<i64>) {
        let amount =
            Expr { kind: ExprKind::Number(digits.to_owned()), ty: Type::Number, span: Span::default() };
        assert_eq!(micros_of(&amount, unit), expected, "{digits} {unit:?}");
    }

    #[test]
    fn literals_are_exact_to_the_microsecond() {
        check("1.75", TimeUnit::Milliseconds, Some(1750));
        check("2", TimeUnit::Weeks, Some(1_209_600_000_000));
        check("-0.5", TimeUnit::Seconds, Some(-500_000));
        check("0.0009", TimeUnit::Milliseconds, Some(0));
        check("9999999999999999999999999999", TimeUnit::Weeks, None);
    }
}
