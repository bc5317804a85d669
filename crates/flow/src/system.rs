//! All machines of a system in one process, with instances that send each other events (reference#partners).
//!
//! A [`Network`] owns the instances, the events in flight between them, their partners, and timers on a clock that only
//! [`advance`](Network::advance) moves; on request it records a [`Trace`]. It uses machines only
//! through [`Parts`], [`Member`] and [`Handle`], which generated code implements; the generated `System` wraps a network and
//! adds names and types. Events are delivered first in, first out, one at a time, and a rejected event undoes no other.

mod emits;
mod id;
mod list;
mod outbox;
mod outcome;
mod partners;
mod recording;
mod timers;
mod trace;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;
use core::time::Duration;

use crate::Error;

pub use self::emits::Emits;
pub use self::id::{Id, Instance, ParseIdError};
pub use self::list::List;
pub use self::outcome::{Outcome, Sent, Undelivered};
pub use self::partners::{Links, Partners};
pub use self::recording::Recording;
pub use self::trace::{Call, End, Entry, Party, Trace};

use self::id::{At, Place};
use self::outbox::{Delivery, Outbox, Sender};
use self::recording::TraceRecorder;
use self::timers::TimerKind;

/// The machines of one system, and the enums of their events, states and messages. Generated code implements it.
pub trait Parts: Sized {
    /// The names of the machines, without sigil. The index of a machine is its *kind*.
    const MACHINES: &'static [&'static str];
    /// The instances: a [`List`] for each machine.
    type Machines: Default;
    /// Their [`Partners`].
    type Partners: Links;
    /// An event to any of the machines.
    type Event;
    /// A state of any of the machines.
    type State: Copy + PartialEq;
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
    /// The type of its emits.
    type Emit;
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
    /// Passes an emit to its receiver.
    fn post(emit: Self::Emit, emits: &mut Emits<'_, Self>);
}

/// Handles events with the bindings `B`. Generated code implements it.
pub trait Handle<B>: Parts {
    /// The error of the bindings of any machine.
    type Error;

    /// Calls [`Network::step`] with the machine that receives the event.
    ///
    /// # Errors
    /// If the machine does not accept the event, or its handler fails. Nothing has changed then.
    fn handle(
        network: &mut Network<Self>,
        coming: Coming,
        event: Self::Event,
        bindings: &mut Recording<'_, B>,
    ) -> Result<(), Fault<Self, B>>;
}

/// The reason why an event to any machine of a system had no effect.
pub type Fault<P, B> = Error<<P as Parts>::State, <P as Parts>::Event, <P as Handle<B>>::Error>;

/// The result of an event from outside; `T` is the step of the machine that received it.
pub type Answer<P, B, T> = Outcome<T, <P as Parts>::Message, Fault<P, B>>;

/// The sender and the name of an event from outside, without sigils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The sender.
    pub from: &'static str,
    /// The name of the event.
    pub event: &'static str,
}

/// The receiver and the sender of an event in flight.
#[derive(Clone, Copy)]
pub struct Coming {
    to: At,
    from: Sender,
}

/// The instances of a system, the events in flight between them, and the clock.
pub struct Network<P: Parts> {
    machines: P::Machines,
    partners: P::Partners,
    out: Outbox<P>,
    recorder: Option<Box<TraceRecorder>>,
}

/// Converts an error of one machine to an error of the system. Generated code calls it.
pub fn lift<S, E, F, T, U, V>(
    error: Error<S, E, F>,
    state: impl FnOnce(S) -> T,
    event: impl FnOnce(E) -> U,
    failure: impl FnOnce(F) -> V,
) -> Error<T, U, V> {
    match error {
        Error::Rejected { state: at, event: rejected } => {
            Error::Rejected { state: state(at), event: event(rejected) }
        }
        Error::Binding { phrase, error } => Error::Binding { phrase, error: failure(error) },
        Error::Arithmetic { expression } => Error::Arithmetic { expression },
    }
}

/// Returns an error unchanged, by a call that is not inlined: so the compiler stores the error separately from the success value
/// and copies the latter by whole words rather than by the fields of the error.
#[cold]
#[inline(never)]
fn cold_error<E>(error: E) -> E {
    error
}

/// The entry of a step in a trace: its result, and the states before and after it.
fn trace_end<T, S, E, F>(result: &Result<T, Error<S, E, F>>, from: &'static str, to: &'static str) -> End {
    match result {
        Ok(_) => End::Handled { from, to },
        Err(Error::Rejected { .. }) => End::Rejected { state: from },
        Err(Error::Binding { phrase, .. }) => End::Failed { phrase },
        Err(Error::Arithmetic { expression }) => End::Failed { phrase: expression },
    }
}

/// The condition for every id that a caller passes: ids of another system are a bug of the caller.
const OWN_ID: &str = "the id was given out by this system";

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
            partners: P::Partners::default(),
            out: Outbox::new(),
            recorder: None,
        }
    }

    /// Adds an instance. `make` builds it from its id.
    #[inline]
    pub fn create<M: Member<System = P>>(&mut self, make: impl FnOnce(Instance) -> M) -> Id<M> {
        let at = self.partners.add(M::KIND);
        Id::new(M::list_mut(&mut self.machines).push(at, self.out.issuer, make))
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
    pub fn index<M: Member<System = P>>(&self, id: Id<M>) -> &M {
        let Some(machine) = self.get(id) else { self.panic_without(id.instance()) };
        machine
    }

    #[cold]
    #[track_caller]
    fn panic_without(&self, instance: Instance) -> ! {
        match instance.place_in::<P>(self.out.issuer) {
            None => panic!("{instance} is the id of an instance of another system"),
            Some(_) => panic!("{instance} does not exist: it was removed, or not created yet"),
        }
    }

    /// The instance of `M` whose id has a text; `None` if there is none.
    pub fn find<M: Member<System = P>>(&self, text: &str) -> Option<Id<M>> {
        let id: Id<M> = text.parse().ok()?;
        let place = id.instance().place_in::<P>(self.out.issuer)?;
        M::list(&self.machines).get(place.at).map(|_| Id::of_system(place.at, self.out.issuer))
    }

    /// All instances of one machine with their ids, oldest first.
    pub fn all<'a, M: Member<System = P> + 'a>(&'a self) -> impl Iterator<Item = (Id<M>, &'a M)> {
        M::list(&self.machines).iter(self.out.issuer).map(|(instance, machine)| (Id::new(instance), machine))
    }

    /// The instance of `M` that receives an emit of an instance to `M`; `None` if the emit would create one.
    pub fn partner<M: Member<System = P>>(&self, of: Instance) -> Option<Id<M>> {
        let at = self.partners.get(of.place_in::<P>(self.out.issuer)?, M::KIND)?;
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

    /// Delivers an event from outside, then every event that it causes, until none is in flight. The call does not return if
    /// events cause each other without end, which the check `emit-cycle` warns about.
    ///
    /// `run` passes the event to the machine.
    ///
    /// # Errors
    /// The error of `run`. Nothing was changed or sent then.
    ///
    /// # Panics
    /// If the id is of another system.
    #[inline]
    pub fn send<M, B, T, S, E, F>(
        &mut self,
        to: Id<M>,
        arrival: Arrival,
        bindings: &mut B,
        run: impl FnOnce(&mut M, &mut Recording<'_, B>, &mut Emits<'_, M>) -> Result<T, Error<S, E, F>>,
    ) -> Result<Answer<P, B, T>, Error<S, E, F>>
    where
        M: Member<System = P>,
        P: Handle<B>,
    {
        let bindings = &mut Recording::new(bindings, self.recorder.is_some());
        if let Some(recorder) = &mut self.recorder {
            recorder.arrival = arrival;
        }
        let Some(place) = to.instance().place_in::<P>(self.out.issuer) else {
            self.panic_without(to.instance())
        };
        let coming = Coming { to: place.at, from: Sender::OUTSIDE };
        let step = self.step_existing(coming, bindings, run).map_err(cold_error)?;
        let mut undelivered = Vec::new();
        self.run_until_idle(bindings, &mut undelivered);
        Ok(self.outcome(step, undelivered))
    }

    /// Advances the clock. Events of timers are delivered in the order in which they become due, each with every event that it
    /// causes (reference#timers).
    pub fn advance<B>(&mut self, by: Duration, bindings: &mut B) -> Answer<P, B, ()>
    where
        P: Handle<B>,
    {
        let bindings = &mut Recording::new(bindings, self.recorder.is_some());
        let mut undelivered = Vec::new();
        let end = self.now().saturating_add(by);
        while let Some((to, kind, event)) = self.out.timers.next_until(end) {
            let from = match kind {
                TimerKind::StateTimer => Sender::OUTSIDE,
                TimerKind::Scheduled => Sender::ITSELF,
            };
            self.out.deliver(Delivery { to: to.at, from, event: ManuallyDrop::new(event) });
            self.run_until_idle(bindings, &mut undelivered);
        }
        self.outcome((), undelivered)
    }

    /// The result of a call from outside.
    #[inline]
    fn outcome<T, E>(&mut self, step: T, undelivered: Vec<Undelivered<E>>) -> Outcome<T, P::Message, E> {
        if let Some(recorder) = &mut self.recorder {
            recorder.messages = 0;
        }
        Outcome { step, messages: core::mem::take(&mut self.out.messages), undelivered }
    }

    /// Starts to record events, messages and calls of bindings; without effect if it records already.
    pub fn record(&mut self) {
        self.recorder.get_or_insert_default();
    }

    /// Returns the record since the last call. Recording continues.
    pub fn take_trace(&mut self) -> Trace {
        self.recorder.as_mut().map(|recorder| core::mem::take(&mut recorder.trace)).unwrap_or_default()
    }

    /// Delivers events until none is in flight.
    fn run_until_idle<B>(
        &mut self,
        bindings: &mut Recording<'_, B>,
        undelivered: &mut Vec<Undelivered<Fault<P, B>>>,
    ) where
        P: Handle<B>,
    {
        while let Some(Delivery { to, from, event }) = self.out.next() {
            let event = ManuallyDrop::into_inner(event);
            if let Some(recorder) = &mut self.recorder {
                recorder.arrival = Arrival { from: "system", event: P::event_name(&event) };
            }
            let kind = P::kind(&event) as u32;
            if let Err(error) = P::handle(self, Coming { to, from }, event, bindings) {
                let to = Place { kind, at: to };
                let instance = |place| Instance::at::<P>(place, self.out.issuer);
                undelivered.push(Undelivered {
                    to: instance(to),
                    from: from.instance_at(to).map(instance),
                    error,
                });
            }
        }
    }

    /// Handles one event in flight to an instance of `M`, which is created if it does not exist yet. `run` passes the event to it.
    /// Generated code calls it.
    ///
    /// # Errors
    /// The error of `run`. Nothing has changed then.
    #[inline(always)]
    pub fn step<M, B, T, S, E, F>(
        &mut self,
        coming: Coming,
        bindings: &mut Recording<'_, B>,
        run: impl FnOnce(&mut M, &mut Recording<'_, B>, &mut Emits<'_, M>) -> Result<T, Error<S, E, F>>,
    ) -> Result<T, Error<S, E, F>>
    where
        M: Member<System = P>,
    {
        M::list_mut(&mut self.machines).create_before(coming.to + 1, self.out.issuer);
        self.step_existing(coming, bindings, run)
    }

    /// Handles one event at an instance that exists.
    ///
    /// # Panics
    /// If the instance does not exist.
    #[inline(always)]
    fn step_existing<M, B, T, S, E, F>(
        &mut self,
        Coming { to: at, from }: Coming,
        bindings: &mut Recording<'_, B>,
        run: impl FnOnce(&mut M, &mut Recording<'_, B>, &mut Emits<'_, M>) -> Result<T, Error<S, E, F>>,
    ) -> Result<T, Error<S, E, F>>
    where
        M: Member<System = P>,
    {
        let machine = M::list_mut(&mut self.machines).get_mut(at).expect(OWN_ID);
        let place = Place { kind: M::KIND as u32, at };
        let (before, started) = (machine.state(), self.out.timers.started_count());
        let emits = &mut Emits { at, from, partners: &mut self.partners, out: &mut self.out };
        let result = run(machine, bindings, emits);
        let after = machine.state();
        if result.is_ok() {
            self.partners.hear(place, from);
        }
        if self.out.timers.is_any_started() && before != after {
            self.out.timers.leave_state(place, started);
        }
        if let Some(recorder) = &mut self.recorder {
            let end = trace_end(&result, P::state_name(before), P::state_name(after));
            recorder.record_step::<P>(place, from, bindings.take_calls(), end, &self.out);
        }
        result
    }
}

#[cfg(test)]
mod tests;
