//! Lengths of timers that the specification writes as a number: they are known when code is generated.

use flow_model::duration;
use flow_model::model::Duration;

/// The length of a timer in microseconds; `None` if it has to be computed at run time, or is none.
pub(crate) fn timer_micros(duration: &Duration) -> Option<u64> {
    u64::try_from(duration::timer_micros(duration)?).ok().filter(|micros| *micros > 0)
}
