//! Amounts of time that the specification writes as a number: their milliseconds are known when code is generated.

use flow_model::model::{Duration, ExprKind, TimeUnit};
use flow_project::number;

/// An amount of time in milliseconds; `None` if its number has to be computed at run time.
pub(crate) fn constant_millis(duration: &Duration) -> Option<u64> {
    let ExprKind::Number(digits) = &duration.amount.kind else { return None };
    let (mantissa, scale) = number::decimal_parts(digits)?;
    let millis = u128::try_from(mantissa).ok()?.checked_mul(unit_millis(duration.unit).into())?;
    u64::try_from(millis / 10_u128.checked_pow(scale)?).ok()
}

/// A unit of time in milliseconds.
pub(crate) fn unit_millis(unit: TimeUnit) -> u64 {
    match unit {
        TimeUnit::Milliseconds => 1,
        TimeUnit::Seconds => 1000,
        TimeUnit::Minutes => 60_000,
        TimeUnit::Hours => 3_600_000,
        TimeUnit::Days => 86_400_000,
        TimeUnit::Weeks => 604_800_000,
    }
}
