//! The instances of a system, and what they do together.
//!
//! An event that arrives is handled to its end: the messages that it causes are delivered in order, within a budget.

#![expect(clippy::needless_pass_by_value, reason = "users pass ids by value, as most are small")]

use alloc::boxed::Box;
use core::time::Duration;

use super::conversations::ConversationTable;
use super::id::Id;
use super::instance::{Instance, Place};
use super::naming::{Naming, Sharing};
use super::observe::{Observed, Watcher};
use super::outbox::Outbox;
use super::outcome::{Outcome, Reason, Undelivered};
use super::parts::{Out, Part, Parts, find_instance, find_or_add_instance, id_of, id_text};
use super::recording::Recording;
use super::route::{Coming, NO_CONVERSATION, Sender};
use super::trace::Trace;
use crate::{Text, Time};

/// The number of deliveries that a call may cause. Calls of specifications that end cause fewer than a hundred; this many take some
/// ten milliseconds, so that a program notices events that cause each other without end before its users do.
const DEFAULT_BUDGET: usize = 100_000;

/// Handles events with the bindings `B`. Generated code implements it.
pub trait Handle<B>: Parts {
    /// Calls [`Network::step`] with the machine that receives the event.
    ///
    /// # Errors
    /// If the machine does not accept the event, or its handler fails. The instance is then unchanged.
    fn handle(
        network: &mut Network<Self>,
        coming: &Coming,
        event: &mut Self::Event,
        bindings: &mut Recording<'_, B>,
    ) -> Result<(), Reason<Self::State>>;
}

/// An event that had no effect.
pub type Lost<P> = Undelivered<<P as Parts>::Event, <P as Parts>::State>;

/// The result of a call; `T` is the step of the machine that received the event.
pub type Answer<P, T> = Outcome<T, <P as Parts>::Message, <P as Parts>::Event, <P as Parts>::State>;

/// The sender and the name of an event from outside, without sigils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The sender.
    pub from: &'static str,
    /// The name of the event.
    pub event: &'static str,
}

/// The instances of a system, the events in flight between them, and the clock.
pub struct Network<P: Parts> {
    pub(super) machines: P::Machines,
    pub(super) out: Out<P>,
    pub(super) budget: usize,
    /// Messages and events of calls that a panic ended.
    pub(super) interrupted: Option<Box<Answer<P, ()>>>,
    pub(super) watcher: Option<Box<Watcher<P>>>,
    /// Whether the event that is delivered made its receiver. Not a variable of the function that delivers: the compiler would make two
    /// copies of it, one for each value, and call handlers in both instead of inlining them.
    pub(super) is_made: bool,
}

impl<P: Parts> Default for Network<P> {
    fn default() -> Self {
        Network::new()
    }
}

impl<P: Parts> Network<P> {
    /// A network without instances, with its clock at zero, that does not record.
    pub fn new() -> Self {
        Network {
            machines: P::Machines::default(),
            out: Outbox::new(P::MACHINES, P::sharing),
            budget: DEFAULT_BUDGET,
            interrupted: None,
            watcher: None,
            is_made: false,
        }
    }

    /// A network without instances, with a clock that is zero at `time`.
    pub fn starting_at(time: Time) -> Self {
        let mut network = Network::new();
        network.out.timers.set_zero(time);
        network
    }

    /// Adds an instance. `make` builds it from the text of its id, which is empty unless the machine reads it.
    #[inline]
    pub fn create<M: Part<System = P>>(&mut self, make: impl FnOnce(Text) -> M) -> Id<M> {
        let at = self.out.conversations.begin(M::KIND);
        let id = id_text::<M>(at, &self.out);
        let list = M::list_mut(&mut self.machines);
        // Each branch builds the machine where it is kept.
        if list.has_room_for_next(at) {
            list.add_next(make(id));
        } else {
            list.ensure(at, || make(id));
        }
        let (at, naming) = M::Naming::of_number(at);
        Id::new(at, self.out.issuer, naming)
    }

    /// Starts the instance of a machine that is `one for …`, in place of the one that there is. `make` builds it as in
    /// [`create`](Network::create).
    pub fn start<M: Part<System = P>>(&mut self, id: Id<M>, make: impl FnOnce(Text) -> M) -> Id<M> {
        let Some(at) = find_or_add_instance(&id, &mut self.out) else { return id };
        self.out.timers.cancel_all(Place { kind: M::KIND as u32, at });
        if M::DEFERS {
            self.lose_deferred(Place { kind: M::KIND as u32, at });
        }
        let machine = make(id_text::<M>(at, &self.out));
        let list = M::list_mut(&mut self.machines);
        match list.get_mut(at) {
            Some(place) => *place = machine,
            None => drop(list.ensure(at, || machine)),
        }
        id
    }

    /// The machine of an id; `None` if it was removed or never existed, or if the id is of another system.
    pub fn get<M: Part<System = P>>(&self, id: Id<M>) -> Option<&M> {
        M::list(&self.machines).get(find_instance(&id, &self.out)?)
    }

    /// The machine of an id.
    ///
    /// # Panics
    /// If [`get`](Network::get) finds none.
    #[track_caller]
    pub fn machine<M: Part<System = P>>(&self, id: Id<M>) -> &M {
        let at = find_instance(&id, &self.out);
        let Some(machine) = at.and_then(|at| M::list(&self.machines).get(at)) else {
            self.panic_unknown_instance(&id.instance())
        };
        machine
    }

    #[cold]
    #[track_caller]
    fn panic_unknown_instance(&self, instance: &Instance) -> ! {
        match instance.place_in(self.out.issuer, P::MACHINES) {
            None => panic!("{instance} is the id of an instance of another system"),
            Some(_) => panic!("{instance} does not exist: it was removed, or never created"),
        }
    }

    /// The instance of `M` with the id of a text; `None` if there is none.
    pub fn find<M: Part<System = P>>(&self, text: &str) -> Option<Id<M>> {
        let id: Id<M> = text.parse().ok()?;
        let at = find_instance(&id, &self.out)?;
        M::list(&self.machines).get(at)?;
        id_of(at, &self.out)
    }

    /// Removes an instance and returns it; `None` where [`get`](Network::get) finds none. Its timers are cancelled. Emits that answer it,
    /// or go to it as a maker, are undelivered; for others it counts as ended. Its number is not used again. The events that it had put
    /// aside are undelivered in the outcome of the next call.
    pub fn remove<M: Part<System = P>>(&mut self, id: Id<M>) -> Option<M> {
        let place = Place { kind: M::KIND as u32, at: find_instance(&id, &self.out)? };
        let removed = M::list_mut(&mut self.machines).remove(place.at)?;
        if M::DEFERS {
            self.lose_deferred(place);
        }
        if M::Naming::SHARING == Sharing::PerKey {
            self.out.keys.remove(place);
        }
        self.out.timers.cancel_all(place);
        self.out.conversations.remove(place);
        Some(removed)
    }

    /// All instances of one machine with their ids, oldest first.
    pub fn all<'a, M: Part<System = P> + 'a>(&'a self) -> impl Iterator<Item = (Id<M>, &'a M)> {
        M::list(&self.machines).iter().filter_map(|(at, machine)| Some((id_of(at, &self.out)?, machine)))
    }

    /// The instance of `M` that would receive an emit of an instance to `M`, while that handles an event from outside or of time
    /// (reference#receivers); `None` if the emit would make one.
    pub fn receiver<M: Part<System = P>>(&self, of: Instance) -> Option<Id<M>> {
        let of = self.out.place(&of)?;
        let at = match M::Naming::SHARING {
            Sharing::One => 0,
            Sharing::PerConversation | Sharing::PerKey => {
                self.out.conversations.partner(of, Sender::OUTSIDE, NO_CONVERSATION, M::KIND)?
            }
        };
        id_of(at, &self.out)
    }

    /// The time of the clock: the sum of all calls of [`advance`](Network::advance).
    pub fn now(&self) -> Duration {
        self.out.timers.now()
    }

    /// The time of the clock when the next timer is due; `None` if none is running.
    pub fn next_due(&self) -> Option<Duration> {
        self.out.timers.next_due()
    }

    /// The number of deliveries that one call may cause.
    pub fn budget(&self) -> usize {
        self.budget
    }

    /// Sets the number of deliveries that one call may cause. Events that are still in flight then are returned as undelivered.
    pub fn set_budget(&mut self, deliveries: usize) {
        self.budget = deliveries;
    }

    /// Returns the messages and events of calls that a panic of a binding ended, since the last call of this function: those that
    /// were sent, and those that were in flight.
    pub fn take_interrupted(&mut self) -> Answer<P, ()> {
        self.interrupted.take().map_or_else(Outcome::default, |interrupted| *interrupted)
    }

    /// Starts to record events, messages and calls of bindings; without effect if it records already.
    pub fn record(&mut self) {
        self.watcher.get_or_insert_default().record();
    }

    /// Calls a function after each step and for each event that has no effect, in place of the one before.
    pub fn observe(
        &mut self,
        observer: impl FnMut(&Observed<'_, P::Event, P::State, P::Message>) + Send + Sync + 'static,
    ) {
        self.watcher.get_or_insert_default().observe(Box::new(observer));
    }

    /// Returns the record since the last call. Recording continues.
    pub fn take_trace(&mut self) -> Trace {
        self.watcher.as_mut().map(|watcher| watcher.take_trace()).unwrap_or_default()
    }
}
