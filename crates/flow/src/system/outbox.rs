//! The emits of machines that are not delivered yet: events in flight, messages to outside actors, timers.
//!
//! A generated handler does not emit before it is certain to succeed, so no emit is ever taken back. Events in flight are
//! [`ManuallyDrop`]: without a destructor to run if finding the receiver or growing the queue panics, the compiler builds
//! an event in the queue rather than on the stack.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use super::id::{At, Issuer, Place};
use super::timers::Timers;
use super::{Coming, Lost, Parts, Reason, Sent, Undelivered};

/// The emits, in order.
pub(super) struct Outbox<P: Parts> {
    deliveries: VecDeque<Delivery<P>>,
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
    pub(super) event: ManuallyDrop<P::Event>,
}

/// The receiver and the sender of an event, and the sender's name if it is an outside actor.
#[derive(Clone, Copy)]
pub(super) struct Route {
    pub(super) to: Place,
    pub(super) from: Sender,
    pub(super) actor: &'static str,
}

impl Route {
    /// What the receiver's machine needs of it.
    #[inline]
    pub(super) fn coming(self) -> Coming {
        Coming { to: self.to.at, from: self.from }
    }
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
            deliveries: VecDeque::new(),
            messages: Vec::new(),
            undelivered: Vec::new(),
            timers: Timers::new(),
            issuer: Issuer::next(),
        }
    }

    /// Queues an event.
    #[inline]
    pub(super) fn deliver(&mut self, delivery: Delivery<P>) {
        self.deliveries.push_back(delivery);
    }

    /// The next event to deliver.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Delivery<P>> {
        self.deliveries.pop_front()
    }

    /// Returns an event that had no effect to the caller, with the reason.
    #[cold]
    pub(super) fn give_back(&mut self, route: Route, event: P::Event, reason: Reason<P::State>) {
        self.undelivered.push(Undelivered::new::<P>(self.issuer, route, event, reason));
    }

    /// Returns all events in flight to the caller.
    #[cold]
    pub(super) fn give_all_back(&mut self, reason: impl Fn() -> Reason<P::State>) {
        while let Some(Delivery { to, from, event }) = self.next() {
            let event = ManuallyDrop::into_inner(event);
            let to = Place { kind: P::kind(&event) as u32, at: to };
            self.give_back(Route { to, from, actor: SYSTEM }, event, reason());
        }
    }
}

impl<P: Parts> Drop for Outbox<P> {
    /// Drops the events that a panic left in the queue.
    fn drop(&mut self) {
        while let Some(delivery) = self.next() {
            drop(ManuallyDrop::into_inner(delivery.event));
        }
    }
}
