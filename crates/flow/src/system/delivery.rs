//! Delivers events one at a time, until none is in flight (reference#partners).
//!
//! An event leaves the queue, or its caller, for an [`Attempt`], which has it until it is handled. If it is not handled (a rejection or a
//! failure, a budget that is used up, a binding that panics), it is returned whole. So no event is lost.

#![expect(clippy::needless_pass_by_value, reason = "users pass ids by value, as most are small")]

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;
use core::time::Duration;

use super::conversations::ConversationTable;
use super::emits::Emits;
use super::id::Id;
use super::instance::{At, Instance, Place};
use super::list::add_in_place;
use super::naming::{Naming, Sharing};
use super::network::{Answer, Arrival, Handle, Lost, Network};
use super::outbox::{Deliveries, Delivery};
use super::outcome::{Outcome, Reason, Undelivered};
use super::parts::{Part, Parts, find_or_add_instance, id_text};
use super::recording::Recording;
use super::respond::Respond;
use super::route::{Coming, NO_CONVERSATION, Route, SYSTEM, Sender, TO_ALL};
use super::timers::TimerKind;

/// An event that is being handled. If a panic ends that, the event and everything else that is in flight is kept for
/// [`Network::take_interrupted`].
///
/// Only its destructor and failures need the route, so that it is made there: an event that is handled does not pay for it.
struct Attempt<'n, P: Parts, E, W: Fn(E) -> P::Event> {
    network: &'n mut Network<P>,
    coming: &'n Coming,
    actor: &'static str,
    /// The event; `None` afterwards.
    event: Option<E>,
    wrap: W,
}

impl<P: Parts, E, W: Fn(E) -> P::Event> Drop for Attempt<'_, P, E, W> {
    #[inline]
    fn drop(&mut self) {
        if let Some(event) = self.event.take() {
            self.network.interrupt(*self.coming, self.actor, (self.wrap)(event));
        }
    }
}

/// The events that are being handled, one after the other. The list is given back to the network at the end; if a panic ends that,
/// those that are not handled are kept, as those of an [`Attempt`].
struct Flight<'n, P: Parts> {
    network: &'n mut Network<P>,
    /// `None` only while it is given back.
    batch: Option<Deliveries<P::Event>>,
}

impl<P: Parts> Flight<'_, P> {
    /// Returns all events in flight to the caller.
    #[cold]
    #[inline(never)]
    fn give_back(&mut self, reason: impl Fn() -> Reason<P::State>) {
        let batch = self.batch.as_mut().map(|batch| core::mem::take(&mut **batch));
        self.network.lose_all(batch.unwrap_or_default(), reason);
    }

    /// Keeps all events in flight after a panic.
    #[cold]
    #[inline(never)]
    fn interrupt(&mut self) {
        let batch = self.batch.iter().flat_map(|batch| batch.iter());
        let delivery = batch.into_iter().find_map(|delivery| Some((delivery, delivery.event.as_ref()?)));
        if let Some((delivery, event)) = delivery {
            let Route { to, from, .. } = delivery.coming.route(P::kind(event), SYSTEM);
            self.network.report_interruption(to, from);
        }
        self.give_back(|| Reason::Interrupted);
        self.network.keep_interrupted();
    }
}

impl<P: Parts> Drop for Flight<'_, P> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.batch.as_ref().is_some_and(|batch| !batch.is_empty()) {
            self.interrupt();
        }
        core::mem::swap(&mut self.network.out.spare, &mut self.batch);
    }
}

impl<P: Parts> Network<P> {
    /// Delivers an event from outside, then every event that it causes, until none is in flight or the budget is used up.
    ///
    /// # Errors
    /// The event with the reason, if the instance does not accept it or its handler fails. Then no state changed and no event was sent.
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
            watcher.set_actor(arrival.from);
        }
        self.note_actor(arrival.from);
        let Some(at) = find_or_add_instance(&to, &mut self.out) else {
            return Err(self.refuse(to.instance(), arrival.from, M::wrap(event.into())));
        };
        if M::Naming::SHARING != Sharing::PerConversation {
            self.make_awaited::<M>(at);
        }
        let coming = &Coming { to: at, conversation: NO_CONVERSATION, from: Sender::OUTSIDE };
        let handle =
            |network: &mut Self, event: &mut M::Event| network.step_existing::<M, B>(coming, event, bindings);
        let step = match self.attempt(coming, arrival.from, event.into(), M::wrap, handle) {
            Ok(step) => step,
            Err((event, reason)) => return Err(self.box_lost(*coming, arrival.from, M::wrap(event), reason)),
        };
        if P::DEFERS {
            self.handle_deferred(bindings);
        }
        self.run_until_idle(bindings, self.budget);
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
        let is_first = undelivered.is_first();
        let place = self.out.find_or_add_place(&undelivered.to);
        let exists = |place: &Place| {
            P::sharing(place.kind as usize) != Sharing::PerConversation || self.out.conversations.has(*place)
        };
        let Some(to) = place.filter(|place| is_first || exists(place)) else {
            undelivered.reason = Reason::NoInstance;
            self.out.undelivered.push(undelivered);
            return self.outcome(());
        };
        let (route, event) = (undelivered.route(to), undelivered.event);
        if is_first {
            self.out.conversations.await_again(route);
        }
        let Route { conversation, from, actor, .. } = route;
        assert!(P::kind(&event) == to.kind as usize, "the event is not for {}", undelivered.to);
        let bindings = &mut self.begin_call(bindings);
        if let Some(watcher) = &mut self.watcher {
            watcher.set_actor(actor);
        }
        self.note_actor(actor);
        self.deliver(Coming { to: to.at, conversation, from }, actor, event, bindings);
        if P::DEFERS {
            self.handle_deferred(bindings);
        }
        self.run_until_idle(bindings, self.budget);
        self.outcome(())
    }

    /// Advances the clock. Events of timers are delivered in the order in which they become due, each with every event that it
    /// causes (reference#timers). If the budget is used up, the clock stops at that time.
    pub fn advance<B>(&mut self, by: Duration, bindings: &mut B) -> Answer<P, ()>
    where
        P: Handle<B>,
    {
        let bindings = &mut self.begin_call(bindings);
        let mut budget = Some(self.budget);
        let end = self.now().saturating_add(by);
        while let Some(left) = budget
            && let Some((to, kind, event)) = self.out.timers.advance_to_next(end)
        {
            let from = match kind {
                TimerKind::StateTimer => Sender::OUTSIDE,
                TimerKind::Scheduled => Sender::ITSELF,
            };
            let coming = Coming { to: to.at, conversation: NO_CONVERSATION, from };
            self.out.deliver(Delivery::new(coming, ManuallyDrop::new(event)));
            budget = self.run_until_idle(bindings, left);
        }
        self.outcome(())
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

    /// Delivers events until none is in flight. Returns the rest of the budget; `None` if it was used up before: the other events are
    /// returned.
    fn run_until_idle<B>(&mut self, bindings: &mut Recording<'_, B>, mut budget: usize) -> Option<usize>
    where
        P: Handle<B>,
    {
        if let Some(watcher) = &mut self.watcher {
            watcher.set_actor(SYSTEM);
        }
        self.note_actor(SYSTEM);
        if self.out.deliveries.is_empty() {
            return Some(budget);
        }
        let next = self.out.spare.take().unwrap_or_default();
        let batch = Some(core::mem::replace(&mut self.out.deliveries, next));
        let mut flight = Flight { network: self, batch };
        while let Some(batch) = &mut flight.batch
            && !batch.is_empty()
        {
            let mut rest = &mut batch[..];
            while let Some((delivery, others)) = rest.split_first_mut() {
                rest = others;
                let Some(event) = &mut *delivery.event else { continue };
                let Some(left) = budget.checked_sub(1) else {
                    flight.give_back(|| Reason::OverBudget);
                    return None;
                };
                budget = left;
                match P::handle(flight.network, &delivery.coming, event, bindings) {
                    Ok(()) => {
                        *delivery.event = None;
                        if P::DEFERS {
                            flight.network.handle_deferred(bindings);
                        }
                    }
                    Err(reason) => flight.network.lose_in_flight(delivery, rest, reason),
                }
            }
            batch.clear();
            core::mem::swap(batch, &mut flight.network.out.deliveries);
        }
        Some(budget)
    }

    /// Delivers one event; if it has no effect, it is returned as undelivered.
    #[inline(always)]
    pub(super) fn deliver<B>(
        &mut self,
        coming: Coming,
        actor: &'static str,
        event: P::Event,
        bindings: &mut Recording<'_, B>,
    ) where
        P: Handle<B>,
    {
        let handle = |network: &mut Self, event: &mut P::Event| P::handle(network, &coming, event, bindings);
        if let Err((event, reason)) = self.attempt(&coming, actor, event, core::convert::identity, handle) {
            let route = coming.route(P::kind(&event), actor);
            self.lose(route, event, reason);
            self.forget_unless_under_way(route.to);
        }
    }

    /// Has an event handled. Returns the event if that fails.
    #[inline(always)]
    fn attempt<E, T>(
        &mut self,
        coming: &Coming,
        actor: &'static str,
        event: E,
        wrap: impl Fn(E) -> P::Event,
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
        let route = coming.route(P::kind(&event), actor);
        Box::new(Undelivered::new(|place| self.out.instance(place), route, event, reason))
    }

    /// The error of a call from outside with an id of another system.
    #[cold]
    fn refuse(&self, to: Instance, actor: &'static str, event: P::Event) -> Box<Lost<P>> {
        let nowhere = Coming { to: 0, conversation: NO_CONVERSATION, from: Sender::OUTSIDE };
        let route = nowhere.route(P::kind(&event), actor);
        let mut lost = Undelivered::new(|place| self.out.instance(place), route, event, Reason::NoInstance);
        lost.to = to;
        Box::new(lost)
    }

    /// Keeps everything in flight after a panic: the event that was being handled, the others, and the messages.
    #[cold]
    fn interrupt(&mut self, coming: Coming, actor: &'static str, event: P::Event) {
        self.out.conversations.unreserve();
        let route = coming.route(P::kind(&event), actor);
        self.report_interruption(route.to, route.from);
        self.lose(route, event, Reason::Interrupted);
        self.lose_all(Vec::new(), || Reason::Interrupted);
        self.forget_if_awaited(route.to);
        self.keep_interrupted();
    }

    /// Returns an event to the caller that had no effect.
    #[cold]
    pub(super) fn lose(&mut self, route: Route, event: P::Event, reason: Reason<P::State>) {
        let is_first = self.is_awaited(route.to);
        let conversation = self.out.conversations.conversation(route);
        let lost = Undelivered::new(|place| self.out.instance(place), route, event, reason);
        add_in_place(&mut self.out.undelivered, lost.keeping(conversation, is_first));
    }

    /// Returns an event in flight to the caller, unless it was handled. Returns its receiver.
    #[cold]
    fn lose_delivery(
        &mut self,
        delivery: &mut Delivery<P::Event>,
        reason: Reason<P::State>,
    ) -> Option<Place> {
        let event = delivery.event.take()?;
        let route = delivery.coming.route(P::kind(&event), SYSTEM);
        self.lose(route, event, reason);
        Some(route.to)
    }

    /// Returns an event to the caller that had no effect, while others of its list wait.
    #[cold]
    #[inline(never)]
    fn lose_in_flight(
        &mut self,
        delivery: &mut Delivery<P::Event>,
        rest: &[Delivery<P::Event>],
        reason: Reason<P::State>,
    ) {
        if delivery.coming.conversation == TO_ALL && matches!(reason, Reason::Rejected { .. }) {
            *delivery.event = None;
            return;
        }
        let Some(to) = self.lose_delivery(delivery, reason) else { return };
        if !rest.iter().any(|delivery| delivery.is_to(to, P::kind)) {
            self.forget_unless_under_way(to);
        }
    }

    /// Returns the events of a list, and all others in flight, to the caller.
    #[cold]
    fn lose_all(&mut self, batch: Vec<Delivery<P::Event>>, reason: impl Fn() -> Reason<P::State>) {
        let others = core::mem::take(&mut *self.out.deliveries);
        let lost = batch.into_iter().chain(others);
        let lost: Vec<_> =
            lost.filter_map(|mut delivery| self.lose_delivery(&mut delivery, reason())).collect();
        lost.into_iter().for_each(|receiver| self.forget_if_awaited(receiver));
    }

    /// An instance that was to be made for an event that had no effect is not kept, unless another event is in flight to it.
    #[cold]
    fn forget_unless_under_way(&mut self, receiver: Place) {
        if !self.out.deliveries.iter().any(|delivery| delivery.is_to(receiver, P::kind)) {
            self.forget_if_awaited(receiver);
        }
    }

    fn forget_if_awaited(&mut self, receiver: Place) {
        if self.is_awaited(receiver) && !self.out.conversations.stays(receiver) {
            self.out.conversations.forget(receiver);
        }
    }

    /// Whether an instance must be made for its first event.
    fn is_awaited(&self, instance: Place) -> bool {
        self.out.conversations.has(instance) && !P::has(&self.machines, instance.kind as usize, instance.at)
    }

    /// Reports the step that a panic ended.
    fn report_interruption(&mut self, to: Place, from: Sender) {
        if let Some(watcher) = &mut self.watcher {
            let after = watcher.state_before();
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
    fn record_missing_instance<M: Part<System = P>>(
        &mut self,
        coming: &Coming,
        event: &M::Event,
    ) -> Reason<P::State> {
        if let Some(watcher) = &mut self.watcher {
            watcher.begin_step(None, M::wrap(event.clone()));
            watcher.end_step(
                (coming.place(M::KIND), coming.from),
                None,
                &[],
                Err(&Reason::NoInstance),
                &self.out,
            );
        }
        Reason::NoInstance
    }

    /// Handles one event in flight to an instance of `M`, which is created if it does not exist yet. Generated code calls it.
    ///
    /// # Errors
    /// If the machine does not accept the event, or its handler fails. The instance is then unchanged.
    #[inline(always)]
    pub fn step<M, B>(
        &mut self,
        coming: &Coming,
        event: &mut M::Event,
        bindings: &mut Recording<'_, B>,
    ) -> Result<(), Reason<P::State>>
    where
        M: Respond<B, System = P>,
    {
        self.is_made = !M::list(&self.machines).has_at_once(coming.to) && self.make_awaited::<M>(coming.to);
        match self.step_existing::<M, B>(coming, event, bindings) {
            Ok(_) => Ok(()),
            Err(reason) => {
                if self.is_made {
                    self.undo_make::<M>(coming.to);
                }
                Err(reason)
            }
        }
    }

    /// Makes an instance for its first event, unless there is one. Returns whether it may be taken back.
    #[inline]
    fn make_awaited<M: Part<System = P>>(&mut self, at: At) -> bool {
        if M::Naming::SHARING == Sharing::PerConversation && M::list(&self.machines).has_room_for_next(at) {
            let id = id_text::<M>(at, &self.out);
            M::list_mut(&mut self.machines).add_next(M::create(id));
            return true;
        }
        self.make_awaited_slow::<M>(at)
    }

    /// As [`make_awaited`](Network::make_awaited), where the list grows, or instances were removed or left out, or for a machine that is
    /// `one for …`.
    #[cold]
    #[inline(never)]
    fn make_awaited_slow<M: Part<System = P>>(&mut self, at: At) -> bool {
        let place = Place { kind: M::KIND as u32, at };
        let (exists, is_own) = match M::Naming::SHARING {
            Sharing::PerConversation => (self.out.conversations.has(place), true),
            Sharing::One => (at == 0, false),
            Sharing::PerKey => (self.out.keys.key(place).is_some(), false),
        };
        let make = || M::create(id_text::<M>(at, &self.out));
        exists && M::list_mut(&mut self.machines).ensure(at, make) && is_own
    }

    /// Takes back an instance if its first event had no effect, unless the emit asked for a new one.
    #[cold]
    #[inline(never)]
    fn undo_make<M: Part<System = P>>(&mut self, at: At) {
        if !self.out.conversations.stays(Place { kind: M::KIND as u32, at }) {
            M::list_mut(&mut self.machines).take_back(at);
        }
    }

    /// Handles one event at an instance, if it exists.
    ///
    /// # Errors
    /// As [`step`](Network::step).
    #[inline(always)]
    fn step_existing<M, B>(
        &mut self,
        coming: &Coming,
        event: &mut M::Event,
        bindings: &mut Recording<'_, B>,
    ) -> Result<M::Step, Reason<P::State>>
    where
        M: Respond<B, System = P>,
    {
        let Some(machine) = M::list_mut(&mut self.machines).get_mut(coming.to) else {
            return Err(self.record_missing_instance::<M>(coming, event));
        };
        if M::DEFERS
            && let Some(step) = machine.defer(event)
        {
            self.put_aside::<M>(*coming, event.clone());
            return Ok(step);
        }
        let before = M::DEFERS.then(|| machine.state());
        // A timer that the handler starts does not end when it moves.
        let is_timed = M::HAS_STATE_TIMERS && self.out.timers.is_any_started();
        let timed = is_timed.then(|| (machine.state(), self.out.timers.started_count()));
        if let Some(watcher) = &mut self.watcher {
            watcher.begin_step(Some(machine.state()), M::wrap(event.clone()));
        }
        #[cfg(feature = "tracing")]
        let _span = self
            .watcher
            .as_ref()
            .and_then(|watcher| watcher.enter_step((coming.place(M::KIND), coming.from), &self.out));
        let step = match machine.respond(event, bindings, &mut Emits { coming, out: &mut self.out }) {
            Ok(step) => step,
            Err(reason) => {
                let state = machine.state();
                return Err(self.record_failure::<M, B>(coming, state, bindings, reason));
            }
        };
        let has_moved = M::DEFERS && before != Some(machine.state());
        if machine.has_ended() {
            self.end_instance(coming.place(M::KIND));
        } else if let Some((before, started)) = timed
            && before != machine.state()
        {
            let groups = machine.timer_groups();
            self.out.timers.leave_state(coming.place(M::KIND), started, groups);
        }
        if has_moved {
            self.out.deferred.note_move(coming.place(M::KIND));
        }
        if self.watcher.is_some() {
            self.end_step::<M, B>(coming, bindings);
        }
        Ok(step)
    }

    /// An instance has reached its end: it has no timers from then on.
    #[inline(never)]
    fn end_instance(&mut self, instance: Place) {
        self.out.conversations.end(instance);
        self.out.timers.cancel_all(instance);
    }

    /// Records a step that ended.
    #[cold]
    #[inline(never)]
    fn end_step<M: Part<System = P>, B>(&mut self, coming: &Coming, bindings: &mut Recording<'_, B>) {
        let after = M::list(&self.machines).get(coming.to).map(M::state);
        if let Some(watcher) = &mut self.watcher {
            let ends = (coming.place(M::KIND), coming.from);
            watcher.end_step(ends, after, &bindings.take_calls(), Ok(()), &self.out);
        }
    }

    /// Records a step that failed, and returns the reason. The machine is as it was, so that no timer of a state ends.
    #[cold]
    #[inline(never)]
    fn record_failure<M: Part<System = P>, B>(
        &mut self,
        coming: &Coming,
        state: P::State,
        bindings: &mut Recording<'_, B>,
        reason: Reason<P::State>,
    ) -> Reason<P::State> {
        self.out.conversations.unreserve();
        if let Some(watcher) = &mut self.watcher {
            let ends = (coming.place(M::KIND), coming.from);
            watcher.end_step(ends, Some(state), &bindings.take_calls(), Err(&reason), &self.out);
        }
        reason
    }
}
