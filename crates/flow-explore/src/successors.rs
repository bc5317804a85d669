//! Everything that can happen next in a world.
//!
//! The order is fixed, so that traces and findings are the same in every run: messages by the pair of their instances, timers in the order
//! of starting, events from outside by instance.

use std::rc::Rc;

use flow_model::model::{EventId, Instances, MachineId, Target, Type};
use flow_sim::exec::Value;

use crate::compiled::Trigger;
use crate::engine::{Engine, Offer};
use crate::outcome::{Outcome, OutcomeKind};
use crate::regions::{Holder, extend_each};
use crate::rules::Commit;
use crate::slice::Place;
use crate::step::{Action, Delivery, Growth, Pooled, Reason, Successor, Taken};
use crate::world::{
    Cause, DOUBLED, LOST, Local, Message, NOBODY, Slot, Status, World, is_kept_aside, pair_kept_aside, split,
};

impl Engine<'_> {
    /// Adds everything that can happen in a world, in a fixed order.
    pub(crate) fn add_successors(&mut self, world: &World, found: &mut Vec<Pooled>) {
        self.spare.append(found);
        self.add_deliveries(world, found);
        self.add_timers(world, found);
        for slot in 0..world.members.len() {
            self.add_offers_at(world, slot as Slot, found);
        }
        if world.outside != 1 {
            self.add_keyed_instances(world, found);
            self.add_beginnings(world, found);
        }
    }

    fn add_deliveries(&mut self, world: &World, found: &mut Vec<Pooled>) {
        // In one queue, each message is a list of its own.
        let most = if self.options.one_queue { 1 } else { world.queues.len() };
        for (pair, queue) in world.queues.iter().filter(|(pair, _)| !is_kept_aside(*pair)).take(most) {
            let message = **self.tables.messages.get(self.tables.queues.get(*queue)[0]);
            let (from, slot) = split(*pair);
            let delivery = Delivery { slot, from, message };
            let mut next = self.successor(world, Action::Deliver);
            let first = self.tables.queues.get(*queue)[0];
            next.trigger = Trigger::head(self.compiled.head_of(*pair, first));
            self.pop(&mut next.world, *pair, *queue);
            self.deliver(next, delivery, found);
            // After that, so that paths have faults only where they need them.
            if self.options.doubles && world.faults & DOUBLED == 0 {
                let mut doubled = self.successor(world, Action::Double);
                doubled.world.faults |= DOUBLED;
                self.deliver(doubled, delivery, found);
            }
            if self.options.losses && world.faults & LOST == 0 {
                let mut lost = self.successor(world, Action::Lose);
                self.pop(&mut lost.world, *pair, *queue);
                lost.world.faults |= LOST;
                found.push(lost);
            }
        }
        self.add_retries(world, found);
    }

    /// With `--host`: a message that was not handled, and was kept aside, arrives again.
    fn add_retries(&mut self, world: &World, found: &mut Vec<Pooled>) {
        for (pair, queue) in world.queues.iter().filter(|(pair, _)| is_kept_aside(*pair)) {
            let message = **self.tables.messages.get(self.tables.queues.get(*queue)[0]);
            let (from, slot) = split(*pair);
            let mut next = self.successor(world, Action::Retry);
            next.world.queues.retain(|(known, _)| known != pair);
            self.deliver(next, Delivery { slot, from, message }, found);
        }
    }

    /// With `--host`, keeps a message aside that will not be handled, so that it may arrive again; one at a time.
    fn keep_aside(&mut self, world: &mut World, delivery: Delivery, outcome: &Outcome) {
        let is_handled = matches!(outcome.kind, OutcomeKind::Handled | OutcomeKind::Deferred);
        let is_full = world.queues.iter().any(|(pair, _)| is_kept_aside(*pair));
        let is_sent = delivery.from != NOBODY && !delivery.message.is_to_all;
        if self.options.host && !is_handled && !is_full && is_sent {
            let message = self.tables.messages.intern(delivery.message);
            let queue = self.tables.queues.intern(vec![message]);
            world.queues.push((pair_kept_aside(delivery.from, delivery.slot), queue));
            if !self.options.one_queue {
                world.queues.sort_unstable();
            }
        }
    }

    fn add_timers(&mut self, world: &World, found: &mut Vec<Pooled>) {
        let is_waiting = self.options.always_answer && self.awaits_actors(world);
        if is_waiting || (self.options.prompt && !world.queues.is_empty()) {
            return;
        }
        for (at, timer) in world.timers.iter().enumerate() {
            let timer = Rc::clone(self.tables.timers.get(*timer));
            let cause = Cause { slot: timer.slot, event: timer.event };
            if self.is_preceded(world, at) || self.is_in_flight(world, cause) {
                continue;
            }
            let mut next = self.successor(world, Action::Timer { is_stale: self.is_stale(world, at) });
            next.trigger = Trigger::timer(at);
            let started = next.world.timers.remove(at);
            if timer.repeats {
                next.world.timers.push(started);
            }
            let conversation = self.tables.locals.get(world.members[usize::from(timer.slot)]).conversation;
            let message =
                Message { content: timer.content, conversation, is_to_all: false, cause: Some(cause) };
            self.deliver(next, Delivery { slot: timer.slot, from: NOBODY, message }, found);
        }
    }

    /// Whether a timer that was started no later, and is no longer, has to fire before one.
    pub(crate) fn is_preceded(&self, world: &World, at: usize) -> bool {
        let length = self.tables.timers.get(world.timers[at]).length;
        let is_earlier = |other: &u32| {
            let other = self.tables.timers.get(*other).length;
            other.zip(length).is_some_and(|(other, own)| other <= own)
        };
        world.timers[..at].iter().any(is_earlier)
    }

    /// Whether an actor outside has an open question.
    fn awaits_actors(&self, world: &World) -> bool {
        world.members.iter().any(|local| {
            let mut questions = self.tables.locals.get(*local).questions.iter();
            questions.any(|question| {
                question.status == Status::Awaited && matches!(question.target, Target::Actor(..))
            })
        })
    }

    /// Whether a scheduled event was started in an earlier visit of the state, which has another one of its own by now.
    fn is_stale(&self, world: &World, at: usize) -> bool {
        let timer = self.tables.timers.get(world.timers[at]);
        let state = self.tables.locals.get(world.members[usize::from(timer.slot)]).instance.state;
        let is_newer = |other: &u32| {
            let other = self.tables.timers.get(*other);
            (other.slot, other.event) == (timer.slot, timer.event)
        };
        timer.has_left && timer.started_in == Some(state) && world.timers[at + 1..].iter().any(is_newer)
    }

    fn add_offers_at(&mut self, world: &World, slot: Slot, found: &mut Vec<Pooled>) {
        let local = world.members[usize::from(slot)];
        let offers = self.offers(local);
        let conversation = self.tables.locals.get(local).conversation;
        for (at, offer) in offers.iter().enumerate() {
            let cause = Cause { slot, event: offer.event };
            let is_free = offer.reason == Reason::Free;
            if is_free && (world.outside == 1 || self.is_in_flight(world, cause)) {
                continue;
            }
            for content in self.expand_references(world, offer) {
                let mut next = self.successor(world, Action::Outside(offer.reason));
                next.trigger = Trigger::offer(slot, at);
                if is_free && next.world.outside > 1 {
                    next.world.outside -= 1;
                }
                let cause = is_free.then_some(cause);
                let message = Message { content, conversation, is_to_all: false, cause };
                let delivery = Delivery { slot, from: NOBODY, message };
                self.deliver(next, delivery, found);
            }
        }
    }

    /// The contents of an event from outside, with every instance in the place of each reference.
    fn expand_references(&mut self, world: &World, offer: &Offer) -> Vec<u32> {
        let mut contents = vec![offer.content];
        for (field, machine) in &offer.references {
            let locals = world.members.iter().map(|local| self.tables.locals.get(*local));
            let known: Vec<Value> = locals
                .filter(|local| !local.is_removed && local.instance.machine == *machine)
                .map(|local| Value::text(&local.instance.id))
                .collect();
            for at in 0..contents.len() {
                let content = Rc::clone(self.tables.contents.get(contents[at]));
                for id in &known {
                    let mut payload = content.payload.clone();
                    payload[*field] = id.clone();
                    contents.push(self.content(content.machine, content.event, payload));
                }
            }
        }
        contents
    }

    /// Whether an event from outside or from time, or one of its effects, is still in flight.
    fn is_in_flight(&self, world: &World, cause: Cause) -> bool {
        if self.options.flood || self.options.host {
            return false;
        }
        let is_caused = |message: &u32| self.tables.messages.get(*message).cause == Some(cause);
        world.queues.iter().any(|(_, queue)| self.tables.queues.get(*queue).iter().any(is_caused))
            || world.members.iter().any(|local| {
                self.tables.locals.get(*local).deferred.iter().any(|(message, _)| is_caused(message))
            })
    }

    /// A successor of a world without any action yet.
    fn successor(&mut self, world: &World, action: Action) -> Pooled {
        let mut new = self.spare.pop().unwrap_or_else(|| Box::new(Successor::new(action)));
        new.world.copy_from(world);
        new.taken.clear();
        new.dropped.clear();
        new.broken.clear();
        (new.action, new.trigger, new.is_noted, new.fulfilled) = (action, Trigger::NONE, false, 0);
        (new.growth, new.second_instance) = (None, None);
        new
    }

    /// Delivers a message, with every result.
    fn deliver(&mut self, successor: Pooled, delivery: Delivery, found: &mut Vec<Pooled>) {
        let mut open = Vec::new();
        self.take(successor, delivery, &mut open, found);
        while let Some(mut successor) = open.pop() {
            match self.take_deferred(&mut successor.world, delivery.slot) {
                Some(deferred) => self.take(successor, deferred, &mut open, found),
                None => found.push(successor),
            }
        }
    }

    /// Takes one message; finished results are found, those that may take a deferred message next are open.
    fn take(&mut self, before: Pooled, delivery: Delivery, open: &mut Vec<Pooled>, found: &mut Vec<Pooled>) {
        let slot = delivery.slot;
        let sender = (delivery.from != NOBODY).then_some(delivery.from);
        let message = delivery.message;
        let outcomes = self.outcomes(&before.world, slot, sender, (message.content, message.conversation));
        let first = open.len();
        let held = self.find_held(&before.world);
        let mut before = Some(before);
        for (at, outcome) in outcomes.iter().enumerate() {
            let is_last = at + 1 == outcomes.len();
            let given = if is_last { before.take() } else { before.as_ref().map(|before| self.copy(before)) };
            let Some(mut successor) = given else { break };
            self.second_instance = None;
            self.keep_aside(&mut successor.world, delivery, outcome);
            let result = self.apply(&mut successor.world, delivery, outcome);
            successor.second_instance = successor.second_instance.or(self.second_instance);
            successor.taken.push(Taken { delivery, outcomes: Rc::clone(&outcomes), at });
            let grows = outcome.grows.map(|variable| {
                Growth::Values(self.tables.locals.get(outcome.local).instance.machine, variable)
            });
            if let Some(growth) = result.err().or(grows) {
                successor.growth = Some(growth);
                found.push(successor);
                continue;
            }
            if outcome.kind == OutcomeKind::Handled {
                let own = self.tables.locals.get(outcome.local).conversation;
                let conversation = own.or(message.conversation);
                let commit = Commit { outcome, delivery, conversation, held };
                self.check_rules(commit, &mut successor);
            }
            let has_moved = outcome.kind == OutcomeKind::Handled && outcome.states.0 != outcome.states.1;
            // All that the state takes follow, one after the other.
            if self.has_deferred(&successor.world, slot) {
                if has_moved {
                    let dropped = self.drop_deferred(&mut successor.world, slot);
                    successor.dropped.extend(dropped);
                }
                open.push(successor);
            } else {
                found.push(successor);
            }
        }
        open[first..].reverse();
    }

    fn copy(&mut self, of: &Successor) -> Pooled {
        let mut copy = self.successor(&of.world, of.action);
        copy.taken.extend_from_slice(&of.taken);
        copy.dropped.extend_from_slice(&of.dropped);
        copy.broken.extend_from_slice(&of.broken);
        (copy.trigger, copy.fulfilled) = (of.trigger, of.fulfilled);
        (copy.growth, copy.second_instance) = (of.growth, of.second_instance);
        copy
    }

    fn has_deferred(&self, world: &World, slot: Slot) -> bool {
        let local = world.members.get(usize::from(slot));
        local.is_some_and(|local| !self.tables.locals.get(*local).deferred.is_empty())
    }

    /// Events from outside to instances with keys that do not exist yet.
    fn add_keyed_instances(&mut self, world: &World, found: &mut Vec<Pooled>) {
        let model = self.runnable.model;
        for (machine, of) in model.machines.entries() {
            if !matches!(of.instances, Instances::PerKey(_)) {
                continue;
            }
            for keys in self.all_keys(machine) {
                let instance = self.new_keyed(machine, &keys);
                let new = self.new_local(instance, None);
                if self.offers(new).is_empty() {
                    continue;
                }
                let mut next = world.clone();
                let Ok(slot) = self.find_or_create_keyed(&mut next, machine, &keys) else { continue };
                let known = world.members.get(usize::from(slot));
                if known.is_some_and(|local| !self.tables.locals.get(*local).is_removed) {
                    continue;
                }
                let first = found.len();
                self.add_offers_at(&next, slot, found);
                // An event that is not handled leaves no instance.
                let is_kept = |successor: &Pooled| {
                    successor.taken.first().is_some_and(|taken| taken.outcome().kind == OutcomeKind::Handled)
                };
                let new = found.split_off(first);
                found.extend(new.into_iter().filter(is_kept));
            }
        }
    }

    /// All combinations of the keys that are explored: two values each.
    pub(crate) fn all_keys(&mut self, machine: MachineId) -> Vec<Vec<Value>> {
        let model = self.runnable.model;
        let of = &model.machines[machine];
        let mut all = vec![Vec::new()];
        for key in of.instances.keys() {
            let holder = Holder::Place(Place::Variable(machine, *key));
            let ty = match &of.variables[*key].ty {
                Type::Any => Type::String,
                ty => ty.clone(),
            };
            let approximated = &mut self.knowledge.approximated;
            let values = self.knowledge.regions.domain(model, holder, &ty, approximated);
            all = extend_each(&all, &values).collect();
        }
        all
    }

    /// Conversations that have become idle make room for another one.
    fn add_beginnings(&mut self, world: &World, found: &mut Vec<Pooled>) {
        if !self.renews {
            return;
        }
        let conversations: std::collections::BTreeSet<u8> =
            world.members.iter().filter_map(|local| self.tables.locals.get(*local).conversation).collect();
        for conversation in conversations {
            if !self.is_at_rest(world, conversation) {
                continue;
            }
            for machine in self.beginners.clone() {
                for next in self.renew(world, conversation, machine) {
                    found.push(self.successor(&next, Action::Begin { machine, removed: conversation }));
                }
            }
        }
    }

    /// Whether a conversation is idle: no message in flight, no timer, no open question, no reference to it.
    fn is_at_rest(&self, world: &World, conversation: u8) -> bool {
        let locals: Vec<&Local> =
            world.members.iter().map(|local| &**self.tables.locals.get(*local)).collect();
        let is_member = |slot: Slot| {
            locals.get(usize::from(slot)).is_some_and(|local| local.conversation == Some(conversation))
        };
        let is_quiet = |local: &Local| {
            let machine = local.instance.machine;
            let is_initial = local.instance.state == self.runnable.machine(machine).initial;
            let is_asking = local.questions.iter().any(|question| !self.has_only_reports(machine, question));
            !is_asking && local.deferred.is_empty() && !(is_initial && local.maker == NOBODY)
        };
        let carries = |queue: &u32| {
            self.tables
                .queues
                .get(*queue)
                .iter()
                .any(|message| self.tables.messages.get(*message).conversation == Some(conversation))
        };
        locals.iter().filter(|local| local.conversation == Some(conversation)).all(|local| is_quiet(local))
            && !world.timers.iter().any(|timer| is_member(self.tables.timers.get(*timer).slot))
            && !world.queues.iter().any(|(pair, queue)| {
                let (from, to) = split(*pair);
                is_member(from) || is_member(to) || carries(queue)
            })
            && !locals.iter().any(|local| {
                local.conversation != Some(conversation)
                    && local.deferred.iter().any(|(message, from)| {
                        is_member(*from)
                            || self.tables.messages.get(*message).conversation == Some(conversation)
                    })
            })
            && !self.is_referred_to(world, &locals, conversation)
    }
}

/// The event of a delivery.
pub(crate) fn event_of(engine: &Engine<'_>, delivery: Delivery) -> (MachineId, EventId) {
    let content = engine.tables.contents.get(delivery.message.content);
    (content.machine, content.event)
}
