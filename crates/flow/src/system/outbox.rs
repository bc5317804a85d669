//! The emits of machines that are not delivered yet: events in flight, messages to outside actors, timers.
//!
//! A generated handler does not emit before it is certain to succeed, so no emit is ever taken back. Events in flight are
//! [`ManuallyDrop`]: without a destructor to run if finding the receiver or growing the queue panics, the compiler builds
//! an event in the queue rather than on the stack. The events of one list are handled where they are, while those that they
//! cause are added to another list, so that no event is moved.

use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use super::id::{Issuer, Place};
use super::route::Coming;
use super::timers::Timers;
use super::{Lost, Parts, Sent};

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

/// An event in flight.
pub(super) struct Delivery<P: Parts> {
    pub(super) coming: Coming,
    /// `None` once it is handled, or given back.
    pub(super) event: ManuallyDrop<Option<P::Event>>,
}

impl<P: Parts> Delivery<P> {
    #[inline(always)]
    pub(super) fn new(coming: Coming, event: ManuallyDrop<P::Event>) -> Self {
        Delivery { coming, event: ManuallyDrop::new(Some(ManuallyDrop::into_inner(event))) }
    }

    /// Whether it has the receiver, and is not handled yet.
    pub(super) fn is_to(&self, receiver: Place) -> bool {
        let is_to = |event| P::kind(event) == receiver.kind as usize && self.coming.to == receiver.at;
        self.event.as_ref().is_some_and(is_to)
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
}

impl<P: Parts> Drop for Outbox<P> {
    /// Drops the events that a panic left in the queue.
    fn drop(&mut self) {
        for delivery in &mut self.deliveries {
            *delivery.event = None;
        }
    }
}
