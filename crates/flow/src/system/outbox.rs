//! What machines have sent and nobody has got yet: events under way, messages to the outside, timers.
//!
//! A handler posts here in place: generated ones emit nothing before they are sure to succeed, so nothing is ever taken back.
//! Events under way are dropped by hand, so that what might panic on their way here (finding the receiver, growing the queue)
//! needs no address of them to clean up: they are then built where they are queued, and not on the stack before.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use super::id::{At, Place};
use super::timers::Timers;
use super::{Parts, Sent};

/// What has been posted, in order.
pub(super) struct Outbox<P: Parts> {
    deliveries: VecDeque<Delivery<P>>,
    pub(super) messages: Vec<Sent<P::Message>>,
    pub(super) timers: Timers<P::Event>,
}

/// An event under way. Of the receiver it only says the place: the event tells the machine.
pub(super) struct Delivery<P: Parts> {
    pub(super) to: At,
    pub(super) from: Sender,
    pub(super) event: ManuallyDrop<P::Event>,
}

/// Who sent what is delivered: another instance, which is answered, or somebody who is of no machine's kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sender(pub(super) Place);

impl Sender {
    /// Somebody outside, or time.
    pub(super) const OUTSIDE: Sender = Sender(Place { kind: u32::MAX, at: 0 });
    /// The instance itself, now or by a schedule.
    pub(super) const ITSELF: Sender = Sender(Place { kind: u32::MAX - 1, at: 0 });

    /// The instance that sent something to `to`.
    pub(super) fn instance_at(self, to: Place) -> Option<Place> {
        match self {
            Sender::OUTSIDE => None,
            Sender::ITSELF => Some(to),
            Sender(place) => Some(place),
        }
    }
}

impl<P: Parts> Outbox<P> {
    pub(super) const fn new() -> Self {
        Outbox { deliveries: VecDeque::new(), messages: Vec::new(), timers: Timers::new() }
    }

    /// Puts an event under way.
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
    /// Only what a panic left under way is still there.
    fn drop(&mut self) {
        while let Some(delivery) = self.next() {
            drop(ManuallyDrop::into_inner(delivery.event));
        }
    }
}
