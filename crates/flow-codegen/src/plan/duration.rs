//! Lengths of timers that the specification writes as a number: they are known when code is generated.

use flow_model::duration::micros_of;
use flow_model::model::Duration;

/// The length of a timer in microseconds; `None` if it has to be computed at run time, or is none.
pub(crate) fn timer_micros(duration: &Duration) -> Option<u64> {
    u64::try_from(micros_of(&duration.amount, duration.unit)?).ok().filter(|micros| *micros > 0)
}
