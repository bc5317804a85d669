//! Watching a system: its steps with their events, states and results, as they happen.
//!
//! A [`Trace`] has the names of what happened, as data to draw; an observer also sees the payloads and the errors, and keeps what it needs;
//! with the feature `tracing`, each step is logged. Without a trace or an observer, a step costs one more comparison.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::instance::{Instance, Place};
use super::outcome::{Reason, Sent};
use super::parts::{Out, Parts};
use super::route::Sender;
use super::trace::{Call, End, Entry, Party, Trace};

/// An event with its result: a step of its receiver, or the reason why it had no effect.
///
/// Displayed as `@customer → @order-1: :checkout from @customer, #idle → #awaiting_payment`.
#[derive(Debug)]
pub struct Observed<'a, Event, State, Message> {
    /// The time of the system's clock.
    pub at: Duration,
    /// The sender of the event.
    pub from: Party,
    /// Its receiver.
    pub to: Instance,
    /// The event, with its payload as it was sent.
    pub event: &'a Event,
    /// The state of the receiver before the event; `None` if there is no such instance.
    pub before: Option<State>,
    /// Its state after the event.
    pub after: Option<State>,
    /// The guards and actions that the handler called, in order.
    pub calls: &'a [Call],
    /// The messages to outside actors that the handler sent, in order.
    pub messages: &'a [Sent<Message>],
    /// Whether the event was handled or deferred, or why it had no effect.
    pub result: Result<(), &'a Reason<State>>,
    /// Whether the event was put aside (reference#deferred-events). It is reported again when it is handled or rejected.
    pub deferred: bool,
}

impl<Event: fmt::Display, State: fmt::Display + PartialEq, Message> fmt::Display
    for Observed<'_, Event, State, Message>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → @{}: {}, ", self.from, self.to, self.event)?;
        if let (true, Some(state)) = (self.deferred, &self.before) {
            return write!(f, "deferred in {state}");
        }
        match (self.result, &self.before, &self.after) {
            (Err(reason), ..) => write!(f, "{}", reason.without_event()),
            (Ok(()), Some(before), Some(after)) if before != after => write!(f, "{before} → {after}"),
            (Ok(()), _, Some(after)) => write!(f, "stays in {after}"),
            (Ok(()), _, None) => f.write_str("handled"),
        }
    }
}

/// A function that sees each step.
type Observer<P> =
    dyn FnMut(&Observed<'_, <P as Parts>::Event, <P as Parts>::State, <P as Parts>::Message>) + Send + Sync;

/// The trace and the observer of a system.
pub(super) struct Watcher<P: Parts> {
    /// The trace, if the system records one.
    trace: Option<Trace>,
    observer: Option<Box<Observer<P>>>,
    /// The sender of the event that is being handled, if it is no instance.
    actor: &'static str,
    /// A copy of the event, since its handler consumes it.
    event: Option<P::Event>,
    /// The state of its receiver.
    before: Option<P::State>,
    /// Whether the event is put aside.
    deferred: bool,
    /// The number of messages to outside actors that earlier steps of this call sent.
    messages: usize,
}

impl<P: Parts> Default for Watcher<P> {
    fn default() -> Self {
        Watcher {
            trace: None,
            observer: None,
            actor: "",
            event: None,
            before: None,
            deferred: false,
            messages: 0,
        }
    }
}

impl<P: Parts> Watcher<P> {
    /// Starts to record a trace.
    pub(super) fn record(&mut self) {
        self.trace.get_or_insert_default();
    }

    /// The trace since the last call of this function.
    pub(super) fn take_trace(&mut self) -> Trace {
        self.trace.as_mut().map(core::mem::take).unwrap_or_default()
    }

    /// Sets the observer, in place of the one before.
    pub(super) fn observe(&mut self, observer: Box<Observer<P>>) {
        self.observer = Some(observer);
    }

    /// A call of the system ends: its messages are returned.
    pub(super) fn end_call(&mut self) {
        self.messages = 0;
    }

    /// Notes the sender of the next events that no instance sends.
    #[cold]
    pub(super) fn set_actor(&mut self, actor: &'static str) {
        self.actor = actor;
    }

    /// Notes the state and the event of a step that begins.
    #[cold]
    pub(super) fn begin_step(&mut self, before: Option<P::State>, event: P::Event) {
        (self.before, self.event) = (before, Some(event));
    }

    /// Reports an event that is put aside.
    #[cold]
    pub(super) fn defer_step(
        &mut self,
        ends: (Place, Sender),
        state: Option<P::State>,
        event: P::Event,
        out: &Out<P>,
    ) {
        self.begin_step(state, event);
        self.deferred = true;
        self.end_step(ends, state, &[], Ok(()), out);
    }

    /// Enters the span of the step that has begun.
    #[cfg(feature = "tracing")]
    pub(super) fn enter_step(
        &self,
        (to, from): (Place, Sender),
        out: &Out<P>,
    ) -> Option<tracing::span::EnteredSpan> {
        let instance = |place| out.instance(place);
        let from =
            from.instance_at(to).map_or(Party::Outside(self.actor), |from| Party::Instance(instance(from)));
        Some(super::log::enter_step(from, instance(to), self.event.as_ref()?))
    }

    /// The state before the current step.
    pub(super) fn state_before(&self) -> Option<P::State> {
        self.before
    }

    /// Reports a step that ended.
    #[cold]
    pub(super) fn end_step(
        &mut self,
        (to, from): (Place, Sender),
        after: Option<P::State>,
        calls: &[Call],
        result: Result<(), &Reason<P::State>>,
        out: &Out<P>,
    ) {
        let party = |place| Party::Instance(out.instance(place));
        let Some(event) = self.event.take() else { return };
        let observed = Observed {
            at: out.timers.now(),
            from: from.instance_at(to).map_or(Party::Outside(self.actor), party),
            to: out.instance(to),
            event: &event,
            before: self.before.take(),
            after,
            calls,
            messages: &out.messages[self.messages..],
            result,
            deferred: core::mem::take(&mut self.deferred),
        };
        self.messages = out.messages.len();
        #[cfg(feature = "tracing")]
        super::log::log_step::<P>(&observed);
        if let Some(observer) = &mut self.observer {
            observer(&observed);
        }
        if let Some(trace) = &mut self.trace {
            add_entries::<P>(trace, &observed);
        }
    }
}

/// Adds a step to a trace, and its messages to outside actors.
fn add_entries<P: Parts>(trace: &mut Trace, observed: &Observed<'_, P::Event, P::State, P::Message>) {
    let (at, from) = (observed.at, observed.from.clone());
    let event = P::event_name(observed.event);
    let to = Party::Instance(observed.to.clone());
    let name = |state: Option<P::State>| state.map(P::state_name).unwrap_or_default();
    let (before, after) = (name(observed.before), name(observed.after));
    let end = match observed.result {
        Ok(()) if observed.deferred => End::Deferred { state: before },
        Ok(()) => End::Handled { from: before, to: after },
        Err(Reason::Failed(failure)) => End::Failed { phrase: failure.text() },
        Err(Reason::Refused(refusal)) => End::Refused(refusal.clone()),
        Err(Reason::NoInstance) => End::NoInstance,
        Err(Reason::Interrupted) => End::Interrupted,
        Err(Reason::Rejected { .. } | Reason::OverBudget) => End::Rejected { state: before },
    };
    trace.push(Entry { at, from, to: to.clone(), event, calls: observed.calls.to_vec(), end });
    for sent in observed.messages {
        let (actor, event) = P::message_name(&sent.message);
        let (from, to) = (to.clone(), Party::Outside(actor));
        trace.push(Entry { at, from, to: to.clone(), event, calls: Vec::new(), end: End::Sent });
    }
}
