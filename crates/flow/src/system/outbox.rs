//! The emits of machines that are not delivered yet: events in flight, messages to outside actors, timers.
//!
//! A generated handler does not emit before it is certain to succeed, so no emit is ever taken back. Events in flight are
//! [`ManuallyDrop`]: without a destructor to run if finding the receiver or growing the queue panics, the compiler builds
//! an event in the queue rather than on the stack. The events of one list are handled where they are, while those that they
//! cause are added to another list, so that no event is moved.

use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use super::id::{At, Issuer, Place};
use super::timers::Timers;
use super::{Lost, Parts, Reason, Sent, Undelivered};

/// The emits, in order.
pub(super) struct Outbox<P: Parts> {
    /// The events in flight, first in, first out.
    pub(super) deliveries: Vec<Delivery<P>>,
    /// An empty list, to exchange with `deliveries` when those are handled.
    pub(super) spare: Vec<Delivery<P>>,
    pub(super) messages: Vec<Sent<P::Message>>,
    pub(super) undelivered: Vec<Lost<P>>,
    pub(super) timers: Timers<P::Event>,
    /// The system, for the ids of its instances.
    pub(super) issuer: Issuer,
}

/// An event in flight. `to` is the index of the receiver; the event determines its machine.
pub(super) struct Delivery<P: Parts> {
    pub(super) to: At,
    pub(super) from: Sender,
    /// `None` once it is handled, or given back.
    pub(super) event: ManuallyDrop<Option<P::Event>>,
}

impl<P: Parts> Delivery<P> {
    #[inline(always)]
    pub(super) fn new(to: At, from: Sender, event: ManuallyDrop<P::Event>) -> Self {
        Delivery { to, from, event: ManuallyDrop::new(Some(ManuallyDrop::into_inner(event))) }
    }
}

/// The receiver and the sender of an event, and the sender's name if it is an outside actor.
#[derive(Clone, Copy)]
pub(super) struct Route {
    pub(super) to: Place,
    pub(super) from: Sender,
    pub(super) actor: &'static str,
}

/// The name of the sender of timers.
pub(super) const SYSTEM: &str = "system";

/// The sender of an event: an instance, or [`OUTSIDE`](Sender::OUTSIDE) or [`ITSELF`](Sender::ITSELF), which have kinds that no machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender(pub(super) Place);

impl Sender {
    /// An outside actor, or `@system` for a timer.
    pub(super) const OUTSIDE: Sender = Sender(Place { kind: u32::MAX, at: 0 });
    /// The instance itself, at once or by `schedule`.
    pub(super) const ITSELF: Sender = Sender(Place { kind: u32::MAX - 1, at: 0 });

    /// The instance that sent an event to `to`; `None` for an outside actor.
    pub(super) fn instance_at(self, to: Place) -> Option<Place> {
        match self {
            Sender::OUTSIDE => None,
            Sender::ITSELF => Some(to),
            Sender(place) => Some(place),
        }
    }
}

impl<P: Parts> Outbox<P> {
    pub(super) fn new() -> Self {
        Outbox {
            deliveries: Vec::new(),
            spare: Vec::new(),
            messages: Vec::new(),
            undelivered: Vec::new(),
            timers: Timers::new(),
            issuer: Issuer::next(),
        }
    }

    /// Queues an event.
    #[inline]
    pub(super) fn deliver(&mut self, delivery: Delivery<P>) {
        self.deliveries.push(delivery);
    }

    /// Returns an event that had no effect to the caller, with the reason.
    #[cold]
    pub(super) fn give_back(&mut self, route: Route, event: P::Event, reason: Reason<P::State>) {
        self.undelivered.push(Undelivered::new::<P>(self.issuer, route, event, reason));
    }

    /// Returns an event in flight to the caller, unless it was handled.
    #[cold]
    #[inline(never)]
    pub(super) fn give_delivery_back(&mut self, delivery: &mut Delivery<P>, reason: Reason<P::State>) {
        if let Some(event) = delivery.event.take() {
            let to = Place { kind: P::kind(&event) as u32, at: delivery.to };
            self.give_back(Route { to, from: delivery.from, actor: SYSTEM }, event, reason);
        }
    }

    /// Returns all events in flight to the caller.
    #[cold]
    pub(super) fn give_all_back(&mut self, reason: impl Fn() -> Reason<P::State>) {
        for mut delivery in core::mem::take(&mut self.deliveries) {
            self.give_delivery_back(&mut delivery, reason());
        }
    }
}

impl<P: Parts> Drop for Outbox<P> {
    /// Drops the events that a panic left in the queue.
    fn drop(&mut self) {
        for delivery in &mut self.deliveries {
            *delivery.event = None;
        }
    }
}
