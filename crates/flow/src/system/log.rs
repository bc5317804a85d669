//! The steps of systems as spans and events of the crate `tracing`, with the target `flow`.
//!
//! A step is a span `step`, in which the bindings run, with one event at its end: of the level DEBUG if the event was handled, WARN
//! if it had no effect. Payloads may be private, so they are only included at the level TRACE.

use alloc::format;
use core::fmt;

use tracing::span::EnteredSpan;
use tracing::{Level, debug, debug_span, enabled, warn};

use super::instance::Instance;
use super::observe::Observed;
use super::parts::Parts;
use super::trace::Party;

/// The target of all spans and events.
const TARGET: &str = "flow";

/// Whether anything receives the steps of systems.
pub(super) fn is_enabled() -> bool {
    enabled!(target: TARGET, Level::WARN)
}

/// Enters the span of a step.
pub(super) fn enter_step(from: Party, to: Instance, event: &dyn fmt::Display) -> EnteredSpan {
    debug_span!(target: TARGET, "step", instance = %to, %event, from = %from).entered()
}

/// Logs the end of a step.
pub(super) fn log_step<P: Parts>(observed: &Observed<'_, P::Event, P::State, P::Message>) {
    let payload = enabled!(target: TARGET, Level::TRACE).then(|| format!("{:?}", observed.event));
    let payload = payload.as_deref();
    let (instance, event) = (&observed.to, observed.event);
    let name = |state: Option<P::State>| state.map(P::state_name);
    let (before, after) = (name(observed.before), name(observed.after));
    match observed.result {
        Ok(()) if observed.deferred => debug!(target: TARGET, %instance, %event, before, payload, "deferred"),
        Ok(()) => debug!(target: TARGET, %instance, %event, before, after, payload, "handled"),
        Err(reason) => {
            let reason = reason.without_event();
            warn!(target: TARGET, %instance, %event, before, payload, "had no effect: {reason}");
        }
    }
}
