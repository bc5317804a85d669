//! Logs the work of a host as spans and events of the crate `tracing` with the target `flow_host`, if the feature `tracing` is on.
//!
//! A `call` contains the `delivery` of its event, and that the `ask` of each awaited phrase. An event that a machine or a timer sends is a
//! delivery of its own. There are names, ids, states and lengths of time, never values.

use std::future::Future;
use std::time::Duration;

use flow_durable::{Call, DeadKind};

use crate::history::Party;
use crate::program::MachineTable;
use crate::store::{Delivery, Instance};

/// A span; without the feature it is empty.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
mod target {
    /// The target of all spans and events.
    pub(super) const TARGET: &str = "flow_host";
}
#[cfg(feature = "tracing")]
use target::TARGET;

impl Span {
    /// No span.
    pub(crate) fn none() -> Self {
        Span {
            #[cfg(feature = "tracing")]
            span: tracing::Span::none(),
        }
    }

    /// The span of a call, within that of the caller. `trace` is the `traceparent` of its request.
    #[cfg_attr(not(feature = "tracing"), expect(unused_variables, reason = "nothing is logged"))]
    pub(crate) fn call(trace: Option<&str>) -> Self {
        Span {
            #[cfg(feature = "tracing")]
            span: tracing::debug_span!(target: TARGET, "call", traceparent = trace),
        }
    }

    /// The span of the delivery of an event, within that of its call.
    #[cfg_attr(not(feature = "tracing"), expect(unused_variables, reason = "nothing is logged"))]
    pub(crate) fn delivery(parent: &Span, instance: &Instance, delivery: &Delivery) -> Self {
        Span {
            #[cfg(feature = "tracing")]
            span: tracing::debug_span!(
                target: TARGET, parent: &parent.span, "delivery", delivery = %delivery.id, machine = instance.machine,
                instance = instance.id, event = delivery.event, state = instance.state, traceparent = delivery.trace
            ),
        }
    }

    /// The span of an attempt to get an answer, within that of the delivery.
    #[cfg_attr(not(feature = "tracing"), expect(unused_variables, reason = "nothing is logged"))]
    pub(crate) fn ask(parent: &Span, phrase: &str, call: &Call) -> Self {
        Span {
            #[cfg(feature = "tracing")]
            span: tracing::debug_span!(
                target: TARGET, parent: &parent.span, "ask", phrase, key = call.key, attempt = call.attempt,
                machine = call.machine, instance = call.instance, traceparent = call.trace
            ),
        }
    }

    /// Whether it has no receiver.
    pub(crate) fn is_none(&self) -> bool {
        #[cfg(feature = "tracing")]
        return self.span.is_none();
        #[cfg(not(feature = "tracing"))]
        true
    }

    /// Does something within it.
    pub(crate) fn enclose<T>(&self, run: impl FnOnce() -> T) -> T {
        #[cfg(feature = "tracing")]
        let _entered = self.span.enter();
        run()
    }

    /// A future that runs within it.
    pub(crate) fn wrap<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        #[cfg(feature = "tracing")]
        return tracing::Instrument::instrument(future, self.span);
        #[cfg(not(feature = "tracing"))]
        future
    }
}

/// A step was slow, and has held up all machines. A handler that answers its phrases in the step can only be slow because of them.
#[cfg_attr(not(feature = "tracing"), expect(unused_variables, reason = "nothing is logged"))]
pub(crate) fn slow_step(table: &MachineTable, instance: &str, event: &str, took: Duration) {
    #[cfg(feature = "tracing")]
    {
        let phrases: Vec<_> = table.phrases.iter().map(|phrase| phrase.text).collect();
        let (machine, phrases, milliseconds) = (table.name, phrases.join("; "), took.as_millis() as u64);
        tracing::warn!(target: TARGET, machine, instance, event, phrases, milliseconds, "a step was slow");
    }
}

/// An event was handled.
#[cfg_attr(not(feature = "tracing"), expect(unused_variables, reason = "nothing is logged"))]
pub(crate) fn handled(instance: &Instance, delivery: &Delivery, before: &str) {
    #[cfg(feature = "tracing")]
    tracing::debug!(
        target: TARGET, machine = instance.machine, instance = instance.id, event = delivery.event, before,
        after = instance.state, "handled"
    );
}

/// An event was given up.
#[cfg_attr(not(feature = "tracing"), expect(unused_variables, reason = "nothing is logged"))]
pub(crate) fn given_up(instance: &Instance, event: &str, kind: DeadKind, phrase: &str) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        target: TARGET, machine = instance.machine, instance = instance.id, event, kind = kind.name(), phrase, "a dead letter"
    );
}

/// A rule was broken.
#[cfg_attr(not(feature = "tracing"), expect(unused_variables, reason = "nothing is logged"))]
pub(crate) fn broken_rule(rule: &str, instances: &[Party]) {
    #[cfg(feature = "tracing")]
    {
        let names: Vec<_> = instances.iter().map(|of| format!("@{} {}", of.name, of.id)).collect();
        tracing::warn!(target: TARGET, rule, instances = names.join(", "), "a broken rule");
    }
}
