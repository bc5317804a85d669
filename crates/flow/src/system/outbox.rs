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
use super::{Parts, Sent};

/// The emits, in order.
pub(super) struct Outbox<P: Parts> {
    deliveries: VecDeque<Delivery<P>>,
    pub(super) messages: Vec<Sent<P::Message>>,
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

/// The sender of an event: an instance, or [`OUTSIDE`](Sender::OUTSIDE) or [`ITSELF`](Sender::ITSELF), which have kinds that no machine has.
#[derive(Clone, Copy, PartialEq, Eq)]
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
        let issuer = Issuer::next();
        Outbox { deliveries: VecDeque::new(), messages: Vec::new(), timers: Timers::new(), issuer }
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
}

impl<P: Parts> Drop for Outbox<P> {
    /// Drops the events that a panic left in the queue.
    fn drop(&mut self) {
        while let Some(delivery) = self.next() {
            drop(ManuallyDrop::into_inner(delivery.event));
        }
    }
}
