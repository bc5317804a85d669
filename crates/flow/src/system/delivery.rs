//! Delivers events one at a time, until none is in flight (reference#partners).
//!
//! An event leaves the queue, or its caller, for an [`Attempt`], which has it until it is handled. Whatever prevents that returns it
//! whole: a rejection or a failure, a budget that is used up, a binding that panics. So no event is lost.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;
use core::time::Duration;

use super::id::{Id, Place};
use super::outbox::{Delivery, Route, SYSTEM, Sender};
use super::timers::TimerKind;
use super::{
    Answer, Arrival, Coming, Emits, Handle, Instance, Links, Lost, Member, Network, Outcome, Parts, Reason,
    Recording, Respond, Undelivered,
};

/// The number of deliveries that a call may cause. Calls of specifications that end cause fewer than a hundred; this many take some
/// ten milliseconds, so that a program notices events that cause each other without end before its users do.
pub(super) const DEFAULT_BUDGET: usize = 100_000;

/// An event that is being handled. If a panic ends that, the event and everything else that is in flight is kept for
/// [`Network::take_interrupted`].
///
/// Only its destructor and failures need the route, so that it is made there: an event that is handled does not pay for it.
struct Attempt<'n, P: Parts, E> {
    network: &'n mut Network<P>,
    coming: Coming,
    actor: &'static str,
    /// The event; `None` afterwards.
    event: Option<E>,
    wrap: fn(E) -> P::Event,
}

impl<P: Parts, E> Drop for Attempt<'_, P, E> {
    #[inline]
    fn drop(&mut self) {
        if let Some(event) = self.event.take() {
            self.network.interrupt(self.coming, self.actor, (self.wrap)(event));
        }
    }
}

/// The events that are being handled, one after the other. The list is given back to the network at the end; if a panic ends that,
/// those that are not handled are kept, as those of an [`Attempt`].
struct Flight<'n, P: Parts> {
    network: &'n mut Network<P>,
    /// Without a destructor, which would check on each call whether the list has memory to give back.
    batch: ManuallyDrop<Vec<Delivery<P>>>,
}

impl<P: Parts> Flight<'_, P> {
    /// Returns all events in flight to the caller.
    #[cold]
    #[inline(never)]
    fn give_back(&mut self, reason: impl Fn() -> Reason<P::State>) {
        for delivery in &mut *self.batch {
            self.network.out.give_delivery_back(delivery, reason());
        }
        self.batch.clear();
        self.network.out.give_all_back(reason);
    }

    /// Keeps all events in flight after a panic.
    #[cold]
    #[inline(never)]
    fn interrupt(&mut self) {
        let delivery = self.batch.iter().find_map(|delivery| Some((delivery, delivery.event.as_ref()?)));
        if let Some((delivery, event)) = delivery {
            let to = Place { kind: P::kind(event) as u32, at: delivery.to };
            self.network.report_interruption(to, delivery.from);
        }
        self.give_back(|| Reason::Interrupted);
        self.network.keep_interrupted();
    }
}

impl<P: Parts> Drop for Flight<'_, P> {
    #[inline(always)]
    fn drop(&mut self) {
        if !self.batch.is_empty() {
            self.interrupt();
        }
        core::mem::swap(&mut self.network.out.spare, &mut self.batch);
    }
}

impl Coming {
    /// The route of an event from here.
    fn route<P: Parts>(self, actor: &'static str, event: &P::Event) -> Route {
        Route { to: Place { kind: P::kind(event) as u32, at: self.to }, from: self.from, actor }
    }
}

impl<P: Parts> Network<P> {
    /// Delivers an event from outside, then every event that it causes, until none is in flight or the budget is used up.
    ///
    /// # Errors
    /// The event with the reason, if the instance does not accept it or its handler fails. Nothing was changed or sent then.
    #[inline]
    pub fn send<M, B>(
        &mut self,
        to: Id<M>,
        arrival: Arrival,
        event: impl Into<M::Event>,
        bindings: &mut B,
    ) -> Result<Answer<P, M::Step>, Box<Lost<P>>>
    where
        M: Respond<B, System = P>,
        P: Handle<B>,
    {
        let bindings = &mut self.begin_call(bindings);
        if let Some(watcher) = &mut self.watcher {
            watcher.arrive(arrival.from);
        }
        let Some(place) = to.instance().place_in::<P>(self.out.issuer) else {
            return Err(self.refuse(to.instance(), arrival.from, M::wrap(event.into())));
        };
        let coming = Coming { to: place.at, from: Sender::OUTSIDE };
        let handle =
            |network: &mut Self, event: &mut M::Event| network.step_existing::<M, B>(coming, event, bindings);
        let step = match self.attempt(coming, arrival.from, event.into(), M::wrap, handle) {
            Ok(step) => step,
            Err((event, reason)) => return Err(self.box_lost(coming, arrival.from, M::wrap(event), reason)),
        };
        let mut budget = self.budget;
        self.run_until_idle(bindings, &mut budget);
        Ok(self.outcome(step))
    }

    /// Delivers an event again, to the same instance from the same sender, then every event that it causes. If it has no effect
    /// again, it is in the outcome.
    ///
    /// # Panics
    /// If the event is of another machine than its receiver.
    pub fn redeliver<B>(&mut self, mut undelivered: Lost<P>, bindings: &mut B) -> Answer<P, ()>
    where
        P: Handle<B>,
    {
        let place = undelivered.to.place_in::<P>(self.out.issuer).filter(|place| self.partners.has(*place));
        let Some(to) = place else {
            undelivered.reason = Reason::NoInstance;
            self.out.undelivered.push(undelivered);
            return self.outcome(());
        };
        let (Route { from, actor, .. }, event) = (undelivered.route(to), undelivered.event);
        assert!(P::kind(&event) == to.kind as usize, "the event is not for {}", undelivered.to);
        let bindings = &mut self.begin_call(bindings);
        let mut budget = self.budget;
        if let Some(watcher) = &mut self.watcher {
            watcher.arrive(actor);
        }
        self.deliver(Coming { to: to.at, from }, actor, event, bindings);
        self.run_until_idle(bindings, &mut budget);
        self.outcome(())
    }

    /// Advances the clock. Events of timers are delivered in the order in which they become due, each with every event that it
    /// causes (reference#timers). If the budget is used up, the clock stops at that time.
    pub fn advance<B>(&mut self, by: Duration, bindings: &mut B) -> Answer<P, ()>
    where
        P: Handle<B>,
    {
        let bindings = &mut self.begin_call(bindings);
        let mut budget = self.budget;
        let end = self.now().saturating_add(by);
        while let Some((to, kind, event)) = self.out.timers.next_until(end) {
            let from = match kind {
                TimerKind::StateTimer => Sender::OUTSIDE,
                TimerKind::Scheduled => Sender::ITSELF,
            };
            self.out.deliver(Delivery::new(to.at, from, ManuallyDrop::new(event)));
            if !self.run_until_idle(bindings, &mut budget) {
                break;
            }
        }
        self.outcome(())
    }

    /// The number of deliveries that one call may cause.
    pub fn budget(&self) -> usize {
        self.budget
    }

    /// Sets the number of deliveries that one call may cause. What is in flight afterwards is returned as undelivered.
    pub fn set_budget(&mut self, deliveries: usize) {
        self.budget = deliveries;
    }

    /// Returns the messages and events of calls that a panic of a binding ended, since the last call of this function: those that
    /// were sent, and those that were in flight.
    pub fn take_interrupted(&mut self) -> Answer<P, ()> {
        self.interrupted.take().map_or_else(Outcome::default, |interrupted| *interrupted)
    }

    /// The bindings during a call, which record their calls if something watches the system.
    #[inline]
    fn begin_call<'b, B>(&mut self, bindings: &'b mut B) -> Recording<'b, B> {
        #[cfg(feature = "tracing")]
        if super::log::is_enabled() {
            self.watcher.get_or_insert_default();
        }
        Recording::new(bindings, self.watcher.is_some())
    }

    /// The result of a call.
    #[inline]
    fn outcome<T>(&mut self, step: T) -> Answer<P, T> {
        if let Some(watcher) = &mut self.watcher {
            watcher.end_call();
        }
        let messages = core::mem::take(&mut self.out.messages);
        Outcome { step, messages, undelivered: core::mem::take(&mut self.out.undelivered) }
    }

    /// Delivers events until none is in flight. Returns false if the budget was used up before; the other events are returned.
    fn run_until_idle<B>(&mut self, bindings: &mut Recording<'_, B>, budget: &mut usize) -> bool
    where
        P: Handle<B>,
    {
        if let Some(watcher) = &mut self.watcher {
            watcher.arrive(SYSTEM);
        }
        let spare = core::mem::take(&mut self.out.spare);
        let batch = ManuallyDrop::new(core::mem::replace(&mut self.out.deliveries, spare));
        let mut flight = Flight { network: self, batch };
        while !flight.batch.is_empty() {
            for delivery in &mut *flight.batch {
                let Some(event) = &mut *delivery.event else { continue };
                let Some(left) = budget.checked_sub(1) else {
                    flight.give_back(|| Reason::OverBudget);
                    return false;
                };
                *budget = left;
                let coming = Coming { to: delivery.to, from: delivery.from };
                match P::handle(flight.network, coming, event, bindings) {
                    Ok(()) => *delivery.event = None,
                    Err(reason) => flight.network.out.give_delivery_back(delivery, reason),
                }
            }
            flight.batch.clear();
            core::mem::swap(&mut *flight.batch, &mut flight.network.out.deliveries);
        }
        true
    }

    /// Delivers one event; if it has no effect, it is returned as undelivered.
    #[inline(always)]
    fn deliver<B>(
        &mut self,
        coming: Coming,
        actor: &'static str,
        event: P::Event,
        bindings: &mut Recording<'_, B>,
    ) where
        P: Handle<B>,
    {
        let handle = |network: &mut Self, event: &mut P::Event| P::handle(network, coming, event, bindings);
        if let Err((event, reason)) = self.attempt(coming, actor, event, core::convert::identity, handle) {
            self.out.give_back(coming.route::<P>(actor, &event), event, reason);
        }
    }

    /// Has an event handled. Returns the event if that fails.
    #[inline(always)]
    fn attempt<E, T>(
        &mut self,
        coming: Coming,
        actor: &'static str,
        event: E,
        wrap: fn(E) -> P::Event,
        handle: impl FnOnce(&mut Self, &mut E) -> Result<T, Reason<P::State>>,
    ) -> Result<T, (E, Reason<P::State>)> {
        let mut attempt = Attempt { network: self, coming, actor, event: Some(event), wrap };
        let event = attempt.event.as_mut().expect("it was just put there");
        match handle(attempt.network, event) {
            Ok(done) => {
                attempt.event = None;
                Ok(done)
            }
            Err(reason) => Err((attempt.event.take().expect("it was put there"), reason)),
        }
    }

    /// The error of a call from outside. Not inlined: so the compiler stores it separately from the success value, and copies the
    /// latter by whole words rather than by the fields of the error.
    #[cold]
    #[inline(never)]
    fn box_lost(
        &self,
        coming: Coming,
        actor: &'static str,
        event: P::Event,
        reason: Reason<P::State>,
    ) -> Box<Lost<P>> {
        let route = coming.route::<P>(actor, &event);
        Box::new(Undelivered::new::<P>(self.out.issuer, route, event, reason))
    }

    /// The error of a call from outside with an id of another system.
    #[cold]
    fn refuse(&self, to: Instance, actor: &'static str, event: P::Event) -> Box<Lost<P>> {
        let nowhere = Place { kind: P::kind(&event) as u32, at: 0 };
        let route = Route { to: nowhere, from: Sender::OUTSIDE, actor };
        let mut lost = Undelivered::new::<P>(self.out.issuer, route, event, Reason::NoInstance);
        lost.to = to;
        Box::new(lost)
    }

    /// Keeps everything in flight after a panic: the event that was being handled, the others, and the messages.
    #[cold]
    fn interrupt(&mut self, coming: Coming, actor: &'static str, event: P::Event) {
        let route = coming.route::<P>(actor, &event);
        self.report_interruption(route.to, route.from);
        self.out.give_back(route, event, Reason::Interrupted);
        self.out.give_all_back(|| Reason::Interrupted);
        self.keep_interrupted();
    }

    /// Reports the step that a panic ended.
    fn report_interruption(&mut self, to: Place, from: Sender) {
        if let Some(watcher) = &mut self.watcher {
            let after = watcher.before();
            watcher.end_step((to, from), after, &[], Err(&Reason::Interrupted), &self.out);
        }
    }

    /// Keeps what a panicking call cannot return.
    fn keep_interrupted(&mut self) {
        let ended = self.outcome(());
        let kept = self.interrupted.get_or_insert_default();
        kept.messages.extend(ended.messages);
        kept.undelivered.extend(ended.undelivered);
    }

    /// Records an event to an instance that does not exist, and returns the reason why it has no effect.
    #[cold]
    #[inline(never)]
    fn miss<M: Member<System = P>>(
        &mut self,
        (to, from): (Place, Sender),
        event: &M::Event,
    ) -> Reason<P::State> {
        if let Some(watcher) = &mut self.watcher {
            watcher.begin_step(None, M::wrap(event.clone()));
            watcher.end_step((to, from), None, &[], Err(&Reason::NoInstance), &self.out);
        }
        Reason::NoInstance
    }

    /// Handles one event in flight to an instance of `M`, which is created if it does not exist yet. Generated code calls it.
    ///
    /// # Errors
    /// If the machine does not accept the event, or its handler fails. Nothing has changed then.
    #[inline(always)]
    pub fn step<M, B>(
        &mut self,
        coming: Coming,
        event: &mut M::Event,
        bindings: &mut Recording<'_, B>,
    ) -> Result<(), Reason<P::State>>
    where
        M: Respond<B, System = P>,
    {
        M::list_mut(&mut self.machines).create_before(coming.to + 1, self.out.issuer);
        self.step_existing::<M, B>(coming, event, bindings).map(|_| ())
    }

    /// Handles one event at an instance, if it exists.
    ///
    /// # Errors
    /// As [`step`](Network::step).
    #[inline(always)]
    fn step_existing<M, B>(
        &mut self,
        Coming { to: at, from }: Coming,
        event: &mut M::Event,
        bindings: &mut Recording<'_, B>,
    ) -> Result<M::Step, Reason<P::State>>
    where
        M: Respond<B, System = P>,
    {
        let place = Place { kind: M::KIND as u32, at };
        let Some(machine) = M::list_mut(&mut self.machines).get_mut(at) else {
            return Err(self.miss::<M>((place, from), event));
        };
        let (before, started) = (machine.state(), self.out.timers.started_count());
        if let Some(watcher) = &mut self.watcher {
            watcher.begin_step(Some(before), M::wrap(event.clone()));
        }
        #[cfg(feature = "tracing")]
        let _span = self.watcher.as_ref().and_then(|watcher| watcher.enter_step((place, from), &self.out));
        let emits = &mut Emits { at, from, partners: &mut self.partners, out: &mut self.out };
        let step = match machine.respond(event, bindings, emits) {
            Ok(step) => step,
            Err(reason) => return Err(self.fail((place, from), before, bindings, reason)),
        };
        let after = machine.state();
        self.partners.hear(place, from);
        if self.out.timers.is_any_started() && before != after {
            self.out.timers.leave_state(place, started);
        }
        if let Some(watcher) = &mut self.watcher {
            watcher.end_step((place, from), Some(after), &bindings.take_calls(), Ok(()), &self.out);
        }
        Ok(step)
    }

    /// Records a step that failed, and returns the reason. The machine is as it was, so that no timer of a state ends.
    #[cold]
    #[inline(never)]
    fn fail<B>(
        &mut self,
        (to, from): (Place, Sender),
        state: P::State,
        bindings: &mut Recording<'_, B>,
        reason: Reason<P::State>,
    ) -> Reason<P::State> {
        if let Some(watcher) = &mut self.watcher {
            watcher.end_step((to, from), Some(state), &bindings.take_calls(), Err(&reason), &self.out);
        }
        reason
    }
}
