//! Events that instances have put aside (reference#deferred-events).
//!
//! An event is put aside whole, with its sender and its conversation. Only a move to another state changes what becomes of it: then it is
//! rejected, or it is handled before any other event to its instance, or it remains. Systems without a `defer` have none of this code:
//! [`Parts::DEFERS`] is a constant.

use core::mem::ManuallyDrop;

use super::conversations::ConversationTable;
use super::instance::{Instance, Place};
use super::network::{Handle, Network};
use super::outbox::Delivery;
use super::outcome::Reason;
use super::parts::{Part, Parts, Reception};
use super::recording::Recording;
use super::route::{Coming, NO_CONVERSATION, SYSTEM, TO_ALL};

impl<P: Parts> Network<P> {
    /// The events that an instance has put aside, oldest first.
    pub fn deferred<'a>(&'a self, of: &Instance) -> impl Iterator<Item = &'a P::Event> + use<'a, P> {
        let place = self.out.place(of);
        let list = self.out.deferred.list.iter().flat_map(|list| list.iter());
        let own = list.filter(move |delivery| place.is_some_and(|place| delivery.is_to(place, P::kind)));
        own.filter_map(|delivery| delivery.event.as_ref())
    }

    /// Notes the sender of the next events that no instance sends.
    #[inline(always)]
    pub(super) fn note_actor(&mut self, actor: &'static str) {
        if P::DEFERS {
            self.out.deferred.actor = actor;
        }
    }

    /// Puts an event aside, and reports that.
    #[cold]
    #[inline(never)]
    pub(super) fn put_aside<M: Part<System = P>>(&mut self, coming: Coming, event: M::Event) {
        let (place, event) = (coming.place(M::KIND), M::wrap(event));
        if let Some(watcher) = &mut self.watcher {
            let state = M::list(&self.machines).get(coming.to).map(M::state);
            watcher.defer_step((place, coming.from), state, event.clone(), &self.out);
        }
        let actor = self.out.deferred.actor;
        // The sender may be removed before the event is handled.
        let conversation = match coming.conversation {
            TO_ALL => TO_ALL,
            _ => {
                let known = self.out.conversations.conversation(coming.route(M::KIND, actor));
                known.unwrap_or(NO_CONVERSATION)
            }
        };
        let coming = Coming { conversation, ..coming };
        let list = self.out.deferred.list.get_or_insert_default();
        list.push(Delivery::new(coming, ManuallyDrop::new(event)));
        self.out.deferred.actors.push(actor);
    }

    /// Lets the instances that have moved handle what they had put aside, oldest first, and rejects what their states neither accept nor
    /// defer.
    pub(super) fn handle_deferred<B>(&mut self, bindings: &mut Recording<'_, B>)
    where
        P: Handle<B>,
    {
        // An instance is taken off the list when it is done, so that a panic loses no event.
        while let Some(of) = self.out.deferred.moved.last().copied() {
            self.reject_deferred(of);
            let next = self.find_deferred(of, |reception| matches!(reception, Reception::Accepted));
            let Some((at, _)) = next else {
                self.out.deferred.moved.pop();
                continue;
            };
            let Some((coming, actor, event)) = self.out.deferred.take(at) else { continue };
            self.out.deferred.actor = actor;
            if let Some(watcher) = &mut self.watcher {
                watcher.set_actor(actor);
            }
            self.deliver(coming, actor, event, bindings);
            self.out.deferred.actor = SYSTEM;
            if let Some(watcher) = &mut self.watcher {
                watcher.set_actor(SYSTEM);
            }
        }
    }

    /// Returns what an instance has put aside to the caller, since the instance does not exist any more.
    #[cold]
    pub(super) fn lose_deferred(&mut self, of: Place) {
        while let Some((at, _)) = self.find_deferred(of, |_| true)
            && let Some((coming, actor, event)) = self.out.deferred.take(at)
        {
            self.lose(coming.route(of.kind as usize, actor), event, Reason::NoInstance);
        }
    }

    /// Rejects what the state of an instance neither accepts nor defers.
    fn reject_deferred(&mut self, of: Place) {
        while let Some((at, Reception::Rejected(state))) =
            self.find_deferred(of, |reception| matches!(reception, Reception::Rejected(_)))
            && let Some((coming, actor, event)) = self.out.deferred.take(at)
        {
            // It would not have been rejected on arrival either.
            if coming.conversation == TO_ALL {
                continue;
            }
            let reason = Reason::Rejected { state };
            if let Some(watcher) = &mut self.watcher {
                watcher.set_actor(actor);
                watcher.begin_step(Some(state), event.clone());
                watcher.end_step((of, coming.from), Some(state), &[], Err(&reason), &self.out);
            }
            self.lose(coming.route(of.kind as usize, actor), event, reason);
        }
    }

    /// The first event that an instance has put aside and that its current state receives as `is_meant` requires.
    fn find_deferred(
        &self,
        of: Place,
        is_meant: impl Fn(&Reception<P::State>) -> bool,
    ) -> Option<(usize, Reception<P::State>)> {
        let list = self.out.deferred.list.as_ref()?;
        list.iter().enumerate().find_map(|(at, delivery)| {
            let event = delivery.event.as_ref().filter(|_| delivery.is_to(of, P::kind))?;
            let reception = P::reception(&self.machines, of.at, event);
            is_meant(&reception).then_some((at, reception))
        })
    }
}
