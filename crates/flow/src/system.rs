//! All machines of a system in one process: in order, by instance id (language.md §9, last paragraph).
//!
//! A [`Network`] owns the instances, what is under way between them, their partners, timers on a clock that only
//! [`advance`](Network::advance) moves, and, when asked to, a [`Trace`] of all that passed. It knows machines only
//! through [`Parts`], [`Member`] and [`Handle`], which generated code implements; the generated `System` wraps one and
//! gives it names and types. Messages go first in, first out, one at a time, and a rejected one undoes nothing.

mod id;
mod outbox;
mod outcome;
mod partners;
mod recording;
mod timers;
mod trace;

use alloc::vec::Vec;
use core::time::Duration;

use crate::{Error, Sink};

pub use self::id::{Id, Instance};
pub use self::outbox::Outbox;
pub use self::outcome::{Outcome, Sent, Undelivered};
pub use self::recording::Recording;
pub use self::trace::{Call, End, Entry, Party, Trace};

use self::outbox::{Delivery, Mark, Sender};
use self::partners::Partners;
use self::timers::{Raised, Timers};

/// The machines of one system and what passes between them, as sums over the machines. Generated code implements it.
pub trait Parts: Sized {
    /// The names of the machines, without sigil. A machine's index here is its *kind*.
    const MACHINES: &'static [&'static str];
    /// An instance of any of the machines.
    type Machine;
    /// An event to any of the machines.
    type Event;
    /// A state of any of the machines.
    type State: Copy + PartialEq;
    /// A message to any actor outside.
    type Message;

    /// A new instance of a kind, with the zero of every variable in its context.
    fn create(kind: usize, instance: Instance) -> Self::Machine;
    /// The state an instance is in.
    fn state(machine: &Self::Machine) -> Self::State;
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

    /// The machine, if it is one of this kind.
    fn get(machine: &<Self::System as Parts>::Machine) -> Option<&Self>;
    /// The machine, to change it, if it is one of this kind.
    fn get_mut(machine: &mut <Self::System as Parts>::Machine) -> Option<&mut Self>;
    /// The machine as one of the system.
    fn into_machine(self) -> <Self::System as Parts>::Machine;
    /// What an emit is to the network.
    fn post(emit: Self::Emit) -> Post<Self::System>;
}

/// How an instance handles an event with the bindings `B`. Generated code implements it.
pub trait Handle<B>: Parts {
    /// What bindings fail with.
    type Error;

    /// Hands an event to the machine it is for, and posts what it emits.
    ///
    /// # Errors
    /// If the machine does not accept the event, or a binding fails; nothing has changed then.
    fn handle(
        machine: &mut Self::Machine,
        event: Self::Event,
        bindings: &mut Recording<B>,
        posts: &mut Outbox<Self>,
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

/// One emit or timer step of a handler, as the network sees it.
pub enum Post<P: Parts> {
    /// An event to another machine: the receiver's kind, and the event.
    Machine(usize, P::Event),
    /// An event to this instance itself.
    Itself(P::Event),
    /// A message to an actor outside.
    Outside(P::Message),
    /// `start timer`: the event comes after this time, unless the machine moves to another state.
    Start(P::Event, Duration),
    /// `schedule`: the event comes after this time.
    Schedule(P::Event, Duration),
    /// `cancel timer`.
    CancelTimer,
    /// `cancel :event`: every scheduled event of this name.
    Cancel(&'static str),
}

/// A sink for what one machine emits. Generated code makes it.
pub struct Emits<'a, M: Member>(pub &'a mut Outbox<M::System>);

impl<M: Member> Sink<M::Emit> for Emits<'_, M> {
    #[inline(always)]
    fn emit(&mut self, emit: M::Emit) {
        self.0.post(M::post(emit));
    }
}

/// The instances of a system, what is under way between them, and the clock.
pub struct Network<P: Parts> {
    nodes: Vec<Node<P>>,
    /// How many instances there are of each kind.
    numbers: Vec<u32>,
    partners: Partners,
    out: Outbox<P>,
    timers: Timers<P::Event>,
    trace: Option<Trace>,
}

/// An instance, and which one of its kind it is.
struct Node<P: Parts> {
    machine: P::Machine,
    kind: u32,
    number: u32,
}

/// An instance by its place among all: the oldest is 0.
type At = u32;

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

/// How an error shows in a trace.
fn end_of<S, E, F>(error: &Error<S, E, F>, state: &'static str) -> End {
    match error {
        Error::Rejected { .. } => End::Rejected { state },
        Error::Binding { phrase, .. } => End::Failed { phrase },
        Error::Arithmetic { expression } => End::Failed { phrase: expression },
    }
}

/// What a step is about: who gets an event, who sent it, and, for a recording, what it is called.
#[derive(Clone, Copy)]
struct Coming {
    to: At,
    from: Sender,
    arrival: Arrival,
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
            nodes: Vec::new(),
            numbers: Vec::new(),
            partners: Partners::new(P::MACHINES.len()),
            out: Outbox::new(),
            timers: Timers::default(),
            trace: None,
        }
    }

    /// Adds an instance that `make` builds, given which one it will be.
    pub fn create<M: Member<System = P>>(&mut self, make: impl FnOnce(Instance) -> M) -> Id<M> {
        let at = self.add(M::KIND, |instance| make(instance).into_machine());
        Id::new(self.instance(at))
    }

    fn add(&mut self, kind: usize, make: impl FnOnce(Instance) -> P::Machine) -> At {
        if self.numbers.is_empty() {
            self.numbers.resize(P::MACHINES.len(), 0);
        }
        let at = At::try_from(self.nodes.len()).expect("fewer instances than that fit into memory");
        self.numbers[kind] += 1;
        let number = self.numbers[kind];
        let machine = make(Instance::new(P::MACHINES[kind], kind as u32, at, number));
        self.nodes.push(Node { machine, kind: kind as u32, number });
        self.partners.add();
        at
    }

    /// What users know an instance as.
    fn instance(&self, at: At) -> Instance {
        let Node { kind, number, .. } = &self.nodes[at as usize];
        Instance::new(P::MACHINES[*kind as usize], *kind, at, *number)
    }

    /// The machine behind an id.
    ///
    /// # Panics
    /// If the id comes from another system.
    pub fn get<M: Member<System = P>>(&self, id: Id<M>) -> &M {
        let node = self.nodes.get(id.instance().at() as usize);
        node.and_then(|node| M::get(&node.machine)).expect(OWN_ID)
    }

    /// All instances of one machine with their ids, oldest first.
    pub fn all<'a, M: Member<System = P> + 'a>(&'a self) -> impl Iterator<Item = (Id<M>, &'a M)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter_map(|(at, node)| Some((Id::new(self.instance(at as At)), M::get(&node.machine)?)))
    }

    /// The instance of `M` that an emit of this one would go to now, if there is one.
    pub fn partner<M: Member<System = P>>(&self, of: Instance) -> Option<Id<M>> {
        let of = of.at();
        let partner = if (of as usize) < self.nodes.len() { self.partners.get(of, M::KIND) } else { None };
        partner.map(|partner| Id::new(self.instance(partner)))
    }

    /// What the clock shows: the sum of all [`advance`](Network::advance)s.
    pub fn now(&self) -> Duration {
        self.timers.now()
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
        let coming = Coming { to: to.instance().at(), from: Sender::Outside, arrival };
        let step = self.step(coming, bindings, |machine, bindings, out| {
            run(M::get_mut(machine).expect(OWN_ID), bindings, &mut Emits(out))
        })?;
        let mut undelivered = Vec::new();
        self.drain(bindings, &mut undelivered);
        Ok(Outcome { step, messages: self.out.take_messages(), undelivered })
    }

    /// Moves the clock on, and delivers what becomes due on the way, each at its time and with all that follows from it.
    pub fn advance<B>(&mut self, by: Duration, bindings: &mut Recording<B>) -> Answer<P, B, ()>
    where
        P: Handle<B>,
    {
        let mut undelivered = Vec::new();
        let end = self.now().saturating_add(by);
        while let Some((to, raised, event)) = self.timers.next_until(end) {
            let from = match raised {
                Raised::Timer => Sender::Outside,
                Raised::Schedule => Sender::Itself,
            };
            self.out.deliver(Delivery { to, from, event });
            self.drain(bindings, &mut undelivered);
        }
        Outcome { step: (), messages: self.out.take_messages(), undelivered }
    }

    /// Begins to record what passes between machines; without effect if it did before.
    pub fn record<B>(&mut self, bindings: &mut Recording<B>) {
        self.trace.get_or_insert_default();
        bindings.start();
    }

    /// Takes what was recorded since this was last called; recording goes on.
    pub fn take_trace(&mut self) -> Trace {
        self.trace.as_mut().map(core::mem::take).unwrap_or_default()
    }

    /// Delivers until nothing is under way.
    fn drain<B>(&mut self, bindings: &mut Recording<B>, undelivered: &mut Vec<Undelivered<Fault<P, B>>>)
    where
        P: Handle<B>,
    {
        while let Some(Delivery { to, from, event }) = self.out.next() {
            let name = if self.trace.is_some() { P::event_name(&event) } else { "" };
            let coming = Coming { to, from, arrival: Arrival { from: "system", event: name } };
            let result = self
                .step(coming, bindings, |machine, bindings, out| P::handle(machine, event, bindings, out));
            if let Err(error) = result {
                let from = from.instance_at(to).map(|from| self.instance(from));
                undelivered.push(Undelivered { to: self.instance(to), from, error });
            }
        }
    }

    /// One event at one instance: handles it, and commits what it emits.
    #[inline]
    fn step<B, T, S, E, F>(
        &mut self,
        coming: Coming,
        bindings: &mut Recording<B>,
        run: impl FnOnce(&mut P::Machine, &mut Recording<B>, &mut Outbox<P>) -> Result<T, Error<S, E, F>>,
    ) -> Result<T, Error<S, E, F>> {
        let node = self.nodes.get_mut(coming.to as usize).expect(OWN_ID);
        let sender = Instance::new(P::MACHINES[node.kind as usize], node.kind, coming.to, node.number);
        let mark = self.out.begin(sender);
        let before = P::state(&node.machine);
        let result = run(&mut node.machine, bindings, &mut self.out);
        let after = P::state(&node.machine);
        if self.trace.is_some() {
            let end = match &result {
                Ok(_) => End::Handled { from: P::state_name(before), to: P::state_name(after) },
                Err(error) => end_of(error, P::state_name(before)),
            };
            self.note(coming, bindings.take_calls(), end, &mark);
        }
        if result.is_err() {
            self.out.withdraw(&mark);
            return result;
        }
        if before != after && self.timers.is_any_started() {
            self.timers.cancel_timer(coming.to);
        }
        self.commit(coming, &mark);
        result
    }

    /// Sends what a handler posted, in order.
    fn commit(&mut self, coming: Coming, mark: &Mark) {
        let node = coming.to;
        let answering = if let Sender::Instance(sender) = coming.from { Some(sender) } else { None };
        if let Some(sender) = answering {
            self.partners.link(node, self.nodes[sender as usize].kind as usize, sender);
        }
        let mut at = mark.deliveries;
        while let Some(kind) = self.out.kind_of(at) {
            if let Some(kind) = kind {
                let partner = self.partners.find(node, answering, kind);
                let to = partner.unwrap_or_else(|| self.newcomer(kind));
                self.partners.link(node, kind, to);
                self.out.address(at, to);
            }
            at += 1;
        }
        while let Some(post) = self.out.next_of_time() {
            self.time(node, post);
        }
    }

    /// An instance that an emit makes, since there is none it could go to. Rare beside emits, and kept apart from them.
    #[inline(never)]
    fn newcomer(&mut self, kind: usize) -> At {
        self.add(kind, |instance| P::create(kind, instance))
    }

    /// A timer step.
    fn time(&mut self, node: At, post: Post<P>) {
        match post {
            Post::Start(event, after) => self.timers.start(node, event, after),
            Post::Schedule(event, after) => {
                self.timers.schedule(node, P::event_name(&event), event, after);
            }
            Post::CancelTimer => self.timers.cancel_timer(node),
            Post::Cancel(name) => self.timers.cancel(node, name),
            Post::Machine(..) | Post::Itself(_) | Post::Outside(_) => {}
        }
    }

    /// Records a step, and, if it came to something, what it sent outside.
    fn note(&mut self, coming: Coming, calls: Vec<Call>, end: End, mark: &Mark) {
        let to = Party::Instance(self.instance(coming.to));
        let from = match coming.from {
            Sender::Instance(sender) => Party::Instance(self.instance(sender)),
            Sender::Itself => to,
            Sender::Outside => Party::Outside(coming.arrival.from),
        };
        let at = self.timers.now();
        let Some(trace) = &mut self.trace else { return };
        trace.push(Entry { at, from, to, event: coming.arrival.event, calls, end });
        if matches!(end, End::Handled { .. }) {
            for message in self.out.messages_since(mark) {
                let (actor, event) = P::message_name(message);
                let (from, to) = (to, Party::Outside(actor));
                trace.push(Entry { at, from, to, event, calls: Vec::new(), end: End::Sent });
            }
        }
    }
}

#[cfg(test)]
mod tests;
