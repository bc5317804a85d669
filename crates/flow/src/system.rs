//! All machines of a system in one process: in order, by instance id (language.md §9, last paragraph).
//!
//! A [`Network`] owns the instances, what is under way between them, their partners, timers on a clock that only
//! [`advance`](Network::advance) moves, and, when asked to, a [`Trace`] of all that passed. It knows machines only
//! through [`Parts`], [`Member`] and [`Handle`], which generated code implements; the generated `System` wraps one and
//! gives it names and types. Messages go first in, first out, one at a time, and a rejected one undoes nothing.

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
pub use self::id::{Id, Instance};
pub use self::list::List;
pub use self::outcome::{Outcome, Sent, Undelivered};
pub use self::partners::{Links, Partners};
pub use self::recording::Recording;
pub use self::trace::{Call, End, Entry, Party, Trace};

use self::id::{At, Place};
use self::outbox::{Delivery, Outbox, Sender};
use self::recording::Tape;
use self::timers::Raised;

/// The machines of one system and what passes between them, as sums over the machines. Generated code implements it.
pub trait Parts: Sized {
    /// The names of the machines, without sigil. A machine's index here is its *kind*.
    const MACHINES: &'static [&'static str];
    /// The instances: a [`List`] for each machine.
    type Machines: Default;
    /// Their [`Partners`].
    type Partners: Links;
    /// An event to any of the machines.
    type Event;
    /// A state of any of the machines.
    type State: Copy + PartialEq;
    /// A message to any actor outside.
    type Message;

    /// The kind of machine that an event is for.
    fn kind(event: &Self::Event) -> usize;
    /// A state's name, without sigil.
    fn state_name(state: Self::State) -> &'static str;
    /// An event's name, without sigil.
    fn event_name(event: &Self::Event) -> &'static str;
    /// The actor a message goes to, and the message's name, both without sigil.
    fn message_name(message: &Self::Message) -> (&'static str, &'static str);
}

/// One machine of a system. Generated code implements it.
pub trait Member: Sized {
    /// The system it belongs to.
    type System: Parts;
    /// What it emits.
    type Emit;
    /// Its index in [`Parts::MACHINES`].
    const KIND: usize;

    /// Its instances.
    fn list(machines: &<Self::System as Parts>::Machines) -> &List<Self>;
    /// Its instances, to change them.
    fn list_mut(machines: &mut <Self::System as Parts>::Machines) -> &mut List<Self>;
    /// A new instance, with the zero of every variable in its context.
    fn create(instance: Instance) -> Self;
    /// The state it is in.
    fn state(&self) -> <Self::System as Parts>::State;
    /// Hands an emit on to whom it is for.
    fn post(emit: Self::Emit, emits: &mut Emits<'_, Self>);
}

/// How instances handle events with the bindings `B`. Generated code implements it.
pub trait Handle<B>: Parts {
    /// What bindings fail with.
    type Error;

    /// Lets the machine that an event is for take the [`step`](Network::step).
    ///
    /// # Errors
    /// If the machine does not accept the event, or a binding fails; nothing has changed then.
    fn handle(
        network: &mut Network<Self>,
        coming: Coming,
        event: Self::Event,
        bindings: &mut Recording<B>,
    ) -> Result<(), Fault<Self, B>>;
}

/// Why an event to any machine of a system had no effect.
pub type Fault<P, B> = Error<<P as Parts>::State, <P as Parts>::Event, <P as Handle<B>>::Error>;

/// The answer to something from outside, after `T`, which the machine that got it did.
pub type Answer<P, B, T> = Outcome<T, <P as Parts>::Message, Fault<P, B>>;

/// An event from outside, by its names without sigil: who sends it, and what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The actor.
    pub from: &'static str,
    /// The event.
    pub event: &'static str,
}

/// What a step is about: which instance of the machine gets an event, and who sent it.
#[derive(Clone, Copy)]
pub struct Coming {
    to: At,
    from: Sender,
}

/// The instances of a system, what is under way between them, and the clock.
pub struct Network<P: Parts> {
    machines: P::Machines,
    partners: P::Partners,
    out: Outbox<P>,
    tape: Option<Box<Tape>>,
}

/// An error of one machine as one of the system. Generated code calls it.
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

/// An error as it is. Behind a call it has a place of its own, and the answer it comes instead of is moved by whole words, not
/// cut where an error has its single bytes.
#[cold]
#[inline(never)]
fn aside<E>(error: E) -> E {
    error
}

/// How a step shows in a trace.
fn end_of<T, S, E, F>(result: &Result<T, Error<S, E, F>>, from: &'static str, to: &'static str) -> End {
    match result {
        Ok(_) => End::Handled { from, to },
        Err(Error::Rejected { .. }) => End::Rejected { state: from },
        Err(Error::Binding { phrase, .. }) => End::Failed { phrase },
        Err(Error::Arithmetic { expression }) => End::Failed { phrase: expression },
    }
}

/// What holds of every id that a caller may use.
const OWN_ID: &str = "the id was given out by this system";

impl<P: Parts> Default for Network<P> {
    fn default() -> Self {
        Network::new()
    }
}

impl<P: Parts> Network<P> {
    /// No instances, nothing under way, the clock at zero, no recording.
    pub fn new() -> Self {
        Network {
            machines: P::Machines::default(),
            partners: P::Partners::default(),
            out: Outbox::new(),
            tape: None,
        }
    }

    /// Adds an instance that `make` builds, given which one it will be.
    #[inline]
    pub fn create<M: Member<System = P>>(&mut self, make: impl FnOnce(Instance) -> M) -> Id<M> {
        let at = self.partners.add(M::KIND);
        Id::new(M::list_mut(&mut self.machines).push(at, make))
    }

    /// The machine behind an id.
    ///
    /// # Panics
    /// If the id comes from another system.
    pub fn get<M: Member<System = P>>(&self, id: Id<M>) -> &M {
        M::list(&self.machines).get(id.instance().place().at).expect(OWN_ID)
    }

    /// All instances of one machine with their ids, oldest first.
    pub fn all<'a, M: Member<System = P> + 'a>(&'a self) -> impl Iterator<Item = (Id<M>, &'a M)> {
        M::list(&self.machines).iter().map(|(instance, machine)| (Id::new(instance), machine))
    }

    /// The instance of `M` that an emit of this one would go to now, if there is one.
    pub fn partner<M: Member<System = P>>(&self, of: Instance) -> Option<Id<M>> {
        let at = self.partners.get(of.place(), M::KIND)?;
        Some(Id::new(Instance::of_machine::<M>(at)))
    }

    /// What the clock shows: the sum of all [`advance`](Network::advance)s.
    pub fn now(&self) -> Duration {
        self.out.timers.now()
    }

    /// Delivers an event from outside, then everything that follows from it, until nothing is under way. That never comes
    /// to an end if events lead to each other for ever, which the check `emit-cycle` warns of.
    ///
    /// `run` hands the event to the machine; its answer, and its error, are the caller's.
    ///
    /// # Errors
    /// What `run` fails with. Nothing has changed then, and nothing was sent.
    ///
    /// # Panics
    /// If the id comes from another system.
    #[inline]
    pub fn send<M, B, T, S, E, F>(
        &mut self,
        to: Id<M>,
        arrival: Arrival,
        bindings: &mut Recording<B>,
        run: impl FnOnce(&mut M, &mut Recording<B>, &mut Emits<'_, M>) -> Result<T, Error<S, E, F>>,
    ) -> Result<Answer<P, B, T>, Error<S, E, F>>
    where
        M: Member<System = P>,
        P: Handle<B>,
    {
        if let Some(tape) = &mut self.tape {
            tape.arrival = arrival;
        }
        let coming = Coming { to: to.instance().place().at, from: Sender::OUTSIDE };
        let step = self.at_instance(coming, bindings, run).map_err(aside)?;
        let mut undelivered = Vec::new();
        self.drain(bindings, &mut undelivered);
        Ok(self.outcome(step, undelivered))
    }

    /// Moves the clock on, and delivers what becomes due on the way, each at its time and with all that follows from it.
    pub fn advance<B>(&mut self, by: Duration, bindings: &mut Recording<B>) -> Answer<P, B, ()>
    where
        P: Handle<B>,
    {
        let mut undelivered = Vec::new();
        let end = self.now().saturating_add(by);
        while let Some((to, raised, event)) = self.out.timers.next_until(end) {
            let from = match raised {
                Raised::Timer => Sender::OUTSIDE,
                Raised::Schedule => Sender::ITSELF,
            };
            self.out.deliver(Delivery { to: to.at, from, event: ManuallyDrop::new(event) });
            self.drain(bindings, &mut undelivered);
        }
        self.outcome((), undelivered)
    }

    /// What a call comes to.
    #[inline]
    fn outcome<T, E>(&mut self, step: T, undelivered: Vec<Undelivered<E>>) -> Outcome<T, P::Message, E> {
        if let Some(tape) = &mut self.tape {
            tape.messages = 0;
        }
        Outcome { step, messages: core::mem::take(&mut self.out.messages), undelivered }
    }

    /// Begins to record what passes between machines; without effect if it did before.
    pub fn record<B>(&mut self, bindings: &mut Recording<B>) {
        self.tape.get_or_insert_default();
        bindings.start();
    }

    /// Takes what was recorded since this was last called; recording goes on.
    pub fn take_trace(&mut self) -> Trace {
        self.tape.as_mut().map(|tape| core::mem::take(&mut tape.trace)).unwrap_or_default()
    }

    /// Delivers until nothing is under way.
    fn drain<B>(&mut self, bindings: &mut Recording<B>, undelivered: &mut Vec<Undelivered<Fault<P, B>>>)
    where
        P: Handle<B>,
    {
        while let Some(Delivery { to, from, event }) = self.out.next() {
            let event = ManuallyDrop::into_inner(event);
            if let Some(tape) = &mut self.tape {
                tape.arrival = Arrival { from: "system", event: P::event_name(&event) };
            }
            let kind = P::kind(&event) as u32;
            if let Err(error) = P::handle(self, Coming { to, from }, event, bindings) {
                let to = Place { kind, at: to };
                let from = from.instance_at(to).map(Instance::at::<P>);
                undelivered.push(Undelivered { to: Instance::at::<P>(to), from, error });
            }
        }
    }

    /// One event at one instance of `M`, which `run` hands to it. Generated code calls it.
    ///
    /// # Errors
    /// What `run` fails with. Nothing has changed then.
    #[inline(always)]
    pub fn step<M, B, T, S, E, F>(
        &mut self,
        coming: Coming,
        bindings: &mut Recording<B>,
        run: impl FnOnce(&mut M, &mut Recording<B>, &mut Emits<'_, M>) -> Result<T, Error<S, E, F>>,
    ) -> Result<T, Error<S, E, F>>
    where
        M: Member<System = P>,
    {
        M::list_mut(&mut self.machines).reach(coming.to + 1);
        self.at_instance(coming, bindings, run)
    }

    /// The same at an instance that there is already.
    ///
    /// # Panics
    /// If there is no such instance.
    #[inline(always)]
    fn at_instance<M, B, T, S, E, F>(
        &mut self,
        Coming { to: at, from }: Coming,
        bindings: &mut Recording<B>,
        run: impl FnOnce(&mut M, &mut Recording<B>, &mut Emits<'_, M>) -> Result<T, Error<S, E, F>>,
    ) -> Result<T, Error<S, E, F>>
    where
        M: Member<System = P>,
    {
        let machine = M::list_mut(&mut self.machines).get_mut(at).expect(OWN_ID);
        let place = Place { kind: M::KIND as u32, at };
        let (before, begun) = (machine.state(), self.out.timers.begun());
        let emits = &mut Emits { at, from, partners: &mut self.partners, out: &mut self.out };
        let result = run(machine, bindings, emits);
        let after = machine.state();
        if result.is_ok() {
            self.partners.hear(place, from);
        }
        if self.out.timers.is_any_started() && before != after {
            self.out.timers.leave_state(place, begun);
        }
        if let Some(tape) = &mut self.tape {
            let end = end_of(&result, P::state_name(before), P::state_name(after));
            tape.note::<P>(place, from, bindings.take_calls(), end, &self.out);
        }
        result
    }
}

#[cfg(test)]
mod tests;
