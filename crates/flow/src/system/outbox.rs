//! The emits of machines that are not delivered yet: events in flight, messages to outside actors, timers.
//!
//! A generated handler does not emit before it is certain to succeed, so no emit is ever taken back. Events in flight are
//! [`ManuallyDrop`]: without a destructor to run if finding the receiver or growing the queue panics, the compiler builds
//! an event in the queue rather than on the stack. The events of one list are handled where they are, while those that they
//! cause are added to another list, so that no event is moved.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use super::instance::{Instance, Issuer, Place, THE_ONLY};
use super::keys::Keys;
use super::list::add_in_place;
use super::naming::Sharing;
use super::outcome::{Sent, Undelivered};
use super::route::{Coming, SYSTEM};
use super::timers::Timers;

/// The emits, in order: events `E` to machines, and messages `M` to outside actors. `S` is a state. The conversations `C` are here as
/// well, so that a sink has one pointer.
pub(super) struct Outbox<E, S, M, C> {
    /// The events in flight, first in, first out.
    pub(super) deliveries: Deliveries<E>,
    /// An empty list, to exchange with `deliveries` when those are handled.
    pub(super) spare: Option<Deliveries<E>>,
    /// The events that instances have put aside.
    pub(super) deferred: Deferred<E>,
    pub(super) conversations: C,
    pub(super) messages: Vec<Sent<M>>,
    pub(super) undelivered: Vec<Undelivered<E, S>>,
    pub(super) timers: Timers<E>,
    /// The system, for the ids of its instances.
    pub(super) issuer: Issuer,
    /// The keys of its instances.
    pub(super) keys: Keys,
    /// The names of its machines.
    machines: &'static [&'static str],
    /// How many instances the machine of a kind has.
    sharing: fn(usize) -> Sharing,
}

/// Events in flight. Two such lists are exchanged for each event of a conversation, so that each is one pointer.
pub(super) type Deliveries<E> = Box<Vec<Delivery<E>>>;

/// An event in flight.
pub(super) struct Delivery<E> {
    pub(super) coming: Coming,
    /// `None` once it is handled, or given back.
    pub(super) event: ManuallyDrop<Option<E>>,
}

impl<E> Delivery<E> {
    #[inline(always)]
    pub(super) fn new(coming: Coming, event: ManuallyDrop<E>) -> Self {
        Delivery { coming, event: ManuallyDrop::new(Some(ManuallyDrop::into_inner(event))) }
    }

    /// Whether it has the receiver, and is not handled yet; `kind` is the machine of an event.
    pub(super) fn is_to(&self, receiver: Place, kind: fn(&E) -> usize) -> bool {
        let is_to = |event| kind(event) == receiver.kind as usize && self.coming.to == receiver.at;
        self.event.as_ref().is_some_and(is_to)
    }
}

/// The events that instances have put aside.
pub(super) struct Deferred<E> {
    /// Oldest first. Of the type of the events in flight, so that users do not compile another one.
    pub(super) list: Option<Deliveries<E>>,
    /// The actors that sent them, where no instance did.
    pub(super) actors: Vec<&'static str>,
    /// The sender of the event that is being handled, if no instance sent it.
    pub(super) actor: &'static str,
    /// The instances that have moved, and may handle what they had put aside.
    pub(super) moved: Vec<Place>,
}

impl<E> Deferred<E> {
    pub(super) const fn new() -> Self {
        Deferred { list: None, actors: Vec::new(), actor: SYSTEM, moved: Vec::new() }
    }

    /// An instance has moved to another state.
    pub(super) fn note_move(&mut self, instance: Place) {
        if self.list.is_some() && self.moved.last() != Some(&instance) {
            self.moved.push(instance);
        }
    }

    /// Removes an event. Returns it with its route and its actor.
    pub(super) fn take(&mut self, at: usize) -> Option<(Coming, &'static str, E)> {
        let delivery = self.list.as_mut()?.remove(at);
        let event = ManuallyDrop::into_inner(delivery.event)?;
        Some((delivery.coming, self.actors.remove(at), event))
    }
}

impl<E, S, M, C: Default> Outbox<E, S, M, C> {
    pub(super) fn new(machines: &'static [&'static str], sharing: fn(usize) -> Sharing) -> Self {
        Outbox {
            deliveries: Box::default(),
            spare: None,
            deferred: Deferred::new(),
            conversations: C::default(),
            messages: Vec::new(),
            undelivered: Vec::new(),
            timers: Timers::new(),
            issuer: Issuer::next(),
            keys: Keys::new(),
            machines,
            sharing,
        }
    }

    /// Whether an id was given out by this system, or was read from its text.
    #[inline]
    pub(super) fn accepts_issuer(&self, issuer: Issuer) -> bool {
        issuer == self.issuer || issuer == Issuer::UNKNOWN
    }

    /// As [`place`](Outbox::place), but an instance of the key is added if there is none.
    pub(super) fn find_or_add_place(&mut self, instance: &Instance) -> Option<Place> {
        let place = instance.place_in(self.issuer, self.machines)?;
        if let Some(key) = instance.key() {
            self.keys.find_or_add(place.kind, key);
        }
        self.place(instance)
    }

    /// The place of an instance in this system; `None` if another system assigned it, or its key has no instance.
    pub(super) fn place(&self, instance: &Instance) -> Option<Place> {
        let place = instance.place_in(self.issuer, self.machines)?;
        let at = match (self.sharing)(place.kind as usize) {
            Sharing::PerConversation => place.at,
            Sharing::One => 0,
            Sharing::PerKey => self.keys.find(place.kind, instance.key()?)?,
        };
        Some(Place { at, ..place })
    }

    /// The instance at a place in this system.
    pub(super) fn instance(&self, place: Place) -> Instance {
        let (at, key) = match (self.sharing)(place.kind as usize) {
            Sharing::PerConversation => (place.at, None),
            Sharing::One => (THE_ONLY, None),
            Sharing::PerKey => (THE_ONLY, self.keys.key(place).cloned()),
        };
        Instance::new(Place { at, ..place }, self.issuer, self.machines, key)
    }

    /// Queues an event.
    #[inline]
    pub(super) fn deliver(&mut self, delivery: Delivery<E>) {
        add_in_place(&mut self.deliveries, delivery);
    }
}

impl<E, S, M, C> Drop for Outbox<E, S, M, C> {
    /// Drops the events that a panic left in the queue, and those that were put aside.
    fn drop(&mut self) {
        for delivery in &mut *self.deliveries {
            *delivery.event = None;
        }
        if let Some(deferred) = &mut self.deferred.list {
            for delivery in &mut **deferred {
                *delivery.event = None;
            }
        }
    }
}
