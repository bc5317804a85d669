//! All machines of a system in one process, with instances that send each other events (reference#conversations).
//!
//! A [`Network`] owns the instances, their conversations, the events in flight between them, and timers on a clock that only
//! [`advance`](Network::advance) moves; on request it records a [`Trace`]. It uses machines only
//! through [`Parts`], [`Member`] and [`Handle`], which generated code implements; the generated `System` wraps a network and
//! adds names and types. Events are delivered first in, first out, one at a time, and a rejected event undoes no other.

mod conversations;
mod delivery;
mod emits;
mod id;
mod list;
#[cfg(feature = "tracing")]
mod log;
mod observe;
mod outbox;
mod outcome;
mod recording;
mod route;
mod timers;
mod trace;

use alloc::boxed::Box;
use core::fmt;
use core::time::Duration;

use crate::Failure;

pub use self::conversations::{ConversationTable, Conversations};
pub use self::emits::Emits;
pub use self::id::{Id, Instance, ParseIdError};
pub use self::list::List;
pub use self::observe::Observed;
pub use self::outcome::{Outcome, Reason, Sent, Undelivered};
pub use self::recording::Recording;
pub use self::route::Coming;
pub use self::trace::{Call, End, Entry, Party, Trace};

use self::delivery::DEFAULT_BUDGET;
use self::observe::Watcher;
use self::outbox::Outbox;

/// The machines of one system, and the enums of their events, states and messages. Generated code implements it.
pub trait Parts: Sized {
    /// The names of the machines, without sigil. The index of a machine is its *kind*.
    const MACHINES: &'static [&'static str];
    /// The instances: a [`List`] for each machine.
    type Machines: Default;
    /// Their [`Conversations`].
    type Conversations: ConversationTable;
    /// An event to any of the machines.
    type Event: Clone + fmt::Debug + fmt::Display;
    /// A state of any of the machines.
    type State: Copy + PartialEq + fmt::Display;
    /// A message to any outside actor.
    type Message;

    /// The kind of the machine that receives an event.
    fn kind(event: &Self::Event) -> usize;
    /// The name of a state, without sigil.
    fn state_name(state: Self::State) -> &'static str;
    /// The name of an event, without sigil.
    fn event_name(event: &Self::Event) -> &'static str;
    /// The actor that receives a message, and the name of the message, both without sigil.
    fn message_name(message: &Self::Message) -> (&'static str, &'static str);
}

/// One machine of a system. Generated code implements it.
pub trait Member: Sized {
    /// The system it belongs to.
    type System: Parts;
    /// The type of its events.
    type Event: Clone;
    /// The type of its emits.
    type Emit;
    /// The result of an accepted event.
    type Step;
    /// Its index in [`Parts::MACHINES`].
    const KIND: usize;

    /// Its instances.
    fn list(machines: &<Self::System as Parts>::Machines) -> &List<Self>;
    /// Its instances, mutably.
    fn list_mut(machines: &mut <Self::System as Parts>::Machines) -> &mut List<Self>;
    /// A new instance with all variables zero (reference#zero-values).
    fn create(instance: Instance) -> Self;
    /// The current state.
    fn state(&self) -> <Self::System as Parts>::State;
    /// Whether it rests in a state that `ends in` names.
    #[inline]
    fn has_ended(&self) -> bool {
        false
    }
    /// Its event as one of the system's.
    fn wrap(event: Self::Event) -> <Self::System as Parts>::Event;
    /// Passes an emit to its receiver.
    fn post(emit: Self::Emit, emits: &mut Emits<'_, Self>);
}

/// A machine with bindings `B`. Generated code implements it.
pub trait Respond<B>: Member {
    /// Handles an event. It keeps the event whole unless the event is handled.
    ///
    /// # Errors
    /// If the machine does not accept the event, or its handler fails. Nothing has changed then.
    fn respond(
        &mut self,
        event: &mut Self::Event,
        bindings: &mut Recording<'_, B>,
        emits: &mut Emits<'_, Self>,
    ) -> Result<Self::Step, Reason<<Self::System as Parts>::State>>;
}

/// Handles events with the bindings `B`. Generated code implements it.
pub trait Handle<B>: Parts {
    /// Calls [`Network::step`] with the machine that receives the event.
    ///
    /// # Errors
    /// If the machine does not accept the event, or its handler fails. Nothing has changed then.
    fn handle(
        network: &mut Network<Self>,
        coming: Coming,
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
    machines: P::Machines,
    conversations: P::Conversations,
    out: Outbox<P>,
    budget: usize,
    /// Messages and events of calls that a panic ended.
    interrupted: Option<Box<Answer<P, ()>>>,
    watcher: Option<Box<Watcher<P>>>,
}

/// Converts the reason of one machine to that of the system. Generated code calls it.
pub fn lift<S, B, T>(reason: crate::Reason<S, B>, state: impl FnOnce(S) -> T) -> Reason<T> {
    match reason {
        crate::Reason::Rejected { state: at } => Reason::Rejected { state: state(at) },
        crate::Reason::Failed(Failure::Binding { phrase, error }) => {
            Reason::Failed(Failure::Binding { phrase, error: error.erase() })
        }
        crate::Reason::Failed(Failure::Arithmetic { expression }) => {
            Reason::Failed(Failure::Arithmetic { expression })
        }
    }
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
            conversations: P::Conversations::default(),
            out: Outbox::new(),
            budget: DEFAULT_BUDGET,
            interrupted: None,
            watcher: None,
        }
    }

    /// Adds an instance. `make` builds it from its id.
    #[inline]
    pub fn create<M: Member<System = P>>(&mut self, make: impl FnOnce(Instance) -> M) -> Id<M> {
        let at = self.conversations.begin(M::KIND);
        let instance = Instance::of_machine::<M>(at, self.out.issuer);
        M::list_mut(&mut self.machines).ensure(at, || make(instance));
        Id::new(instance)
    }

    /// The machine of an id; `None` if it was removed or never existed, or if the id is of another system.
    pub fn get<M: Member<System = P>>(&self, id: Id<M>) -> Option<&M> {
        M::list(&self.machines).get(id.instance().place_in::<P>(self.out.issuer)?.at)
    }

    /// The machine of an id.
    ///
    /// # Panics
    /// If [`get`](Network::get) finds none.
    #[track_caller]
    pub fn machine<M: Member<System = P>>(&self, id: Id<M>) -> &M {
        let Some(machine) = self.get(id) else { self.panic_without(id.instance()) };
        machine
    }

    #[cold]
    #[track_caller]
    fn panic_without(&self, instance: Instance) -> ! {
        match instance.place_in::<P>(self.out.issuer) {
            None => panic!("{instance} is the id of an instance of another system"),
            Some(_) => panic!("{instance} does not exist: it was removed, or never created"),
        }
    }

    /// The instance of `M` whose id has a text; `None` if there is none.
    pub fn find<M: Member<System = P>>(&self, text: &str) -> Option<Id<M>> {
        let id: Id<M> = text.parse().ok()?;
        let place = id.instance().place_in::<P>(self.out.issuer)?;
        M::list(&self.machines).get(place.at).map(|_| Id::of_system(place.at, self.out.issuer))
    }

    /// Removes an instance and returns it; `None` where [`get`](Network::get) finds none. Its timers are cancelled. Emits that answer
    /// it, or go to it as a maker, are undelivered; for others it counts as ended. Its number is not used again.
    pub fn remove<M: Member<System = P>>(&mut self, id: Id<M>) -> Option<M> {
        let place = id.instance().place_in::<P>(self.out.issuer)?;
        let removed = M::list_mut(&mut self.machines).remove(place.at)?;
        self.out.timers.cancel_all(place);
        self.conversations.remove(place);
        Some(removed)
    }

    /// All instances of one machine with their ids, oldest first.
    pub fn all<'a, M: Member<System = P> + 'a>(&'a self) -> impl Iterator<Item = (Id<M>, &'a M)> {
        M::list(&self.machines).iter().map(|(at, machine)| (Id::of_system(at, self.out.issuer), machine))
    }

    /// The instance of `M` that would receive an emit of an instance to `M`, while that handles an event from outside or of time
    /// (reference#receivers); `None` if the emit would make one.
    pub fn receiver<M: Member<System = P>>(&self, of: Instance) -> Option<Id<M>> {
        let at = self.conversations.partner(of.place_in::<P>(self.out.issuer)?, M::KIND)?;
        Some(Id::of_system(at, self.out.issuer))
    }

    /// The time of the clock: the sum of all calls of [`advance`](Network::advance).
    pub fn now(&self) -> Duration {
        self.out.timers.now()
    }

    /// The time of the clock when the next timer is due; `None` if none is running.
    pub fn next_due(&self) -> Option<Duration> {
        self.out.timers.next_due()
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

#[cfg(test)]
mod tests;
