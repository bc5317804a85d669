//! Everything that can happen next in a world.

use std::rc::Rc;

use flow_model::model::{EventId, Instances, MachineId, Type};
use flow_sim::exec::Value;

use crate::apply::{Delivery, Growth};
use crate::engine::{Engine, Offer, Reason};
use crate::outcome::{Outcome, OutcomeKind};
use crate::regions::Holder;
use crate::slice::Place;
use crate::world::{Cause, DOUBLED, LOST, Local, Message, NOBODY, Slot, World, split};

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// A machine's message arrives.
    Deliver,
    /// A machine's message arrives, and will arrive again.
    Double,
    /// A machine's message is lost.
    Lose,
    /// Someone outside sends an event.
    Outside(Reason),
    /// A timer fires.
    Timer,
    /// A conversation that has come to rest is forgotten, and another one begins.
    Begin(MachineId),
}

impl Action {
    /// Whether it needs someone outside who does more than answer.
    pub(crate) fn is_free(self) -> bool {
        matches!(self, Action::Outside(Reason::Free) | Action::Begin(_))
    }
}

/// A message that an instance took, with the result.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) delivery: Delivery,
    pub(crate) outcomes: Rc<[Outcome]>,
    pub(crate) at: usize,
}

impl Taken {
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.outcomes[self.at]
    }
}

/// A world that follows another one, and how.
#[derive(Debug)]
pub(crate) struct Successor {
    pub(crate) world: World,
    pub(crate) action: Action,
    /// The message, and the deferred ones that were taken after it; empty if nothing was delivered.
    pub(crate) taken: Vec<Taken>,
    /// Deferred messages that were rejected by a move, with their senders.
    pub(crate) dropped: Vec<(u32, Slot)>,
    /// Why the world is not explored further.
    pub(crate) growth: Option<Growth>,
    /// The machine of which a second instance was made.
    pub(crate) second_instance: Option<MachineId>,
}

impl Engine<'_> {
    /// Adds everything that can happen in a world, in a fixed order.
    pub(crate) fn add_successors(&mut self, world: &World, found: &mut Vec<Successor>) {
        found.clear();
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

    fn add_deliveries(&mut self, world: &World, found: &mut Vec<Successor>) {
        for (pair, queue) in &world.queues {
            let message = **self.tables.messages.get(self.tables.queues.get(*queue)[0]);
            let (from, slot) = split(*pair);
            let mut next = world.clone();
            self.pop(&mut next, *pair, *queue);
            let delivery = Delivery { slot, from, message };
            if self.options.doubles && world.faults & DOUBLED == 0 {
                let doubled = World { faults: world.faults | DOUBLED, ..world.clone() };
                self.deliver(doubled, delivery, Action::Double, found);
            }
            if self.options.losses && world.faults & LOST == 0 {
                let lost = World { faults: next.faults | LOST, ..next.clone() };
                found.push(Successor::without_delivery(lost, Action::Lose));
            }
            self.deliver(next, delivery, Action::Deliver, found);
        }
    }

    fn add_timers(&mut self, world: &World, found: &mut Vec<Successor>) {
        if self.options.prompt && !world.queues.is_empty() {
            return;
        }
        for (at, timer) in world.timers.iter().enumerate() {
            let timer = Rc::clone(self.tables.timers.get(*timer));
            let is_earlier = |other: &u32| {
                let other = self.tables.timers.get(*other).length;
                other.zip(timer.length).is_some_and(|(other, own)| other <= own)
            };
            let cause = Cause { slot: timer.slot, event: timer.event };
            if world.timers[..at].iter().any(is_earlier) || self.is_under_way(world, cause) {
                continue;
            }
            let mut next = world.clone();
            let started = next.timers.remove(at);
            if timer.repeats {
                next.timers.push(started);
            }
            let conversation = self.tables.locals.get(world.members[usize::from(timer.slot)]).conversation;
            let message =
                Message { content: timer.content, conversation, is_to_all: false, cause: Some(cause) };
            self.deliver(next, Delivery { slot: timer.slot, from: NOBODY, message }, Action::Timer, found);
        }
    }

    fn add_offers_at(&mut self, world: &World, slot: Slot, found: &mut Vec<Successor>) {
        let local = world.members[usize::from(slot)];
        let offers = self.offers(local);
        let conversation = self.tables.locals.get(local).conversation;
        for offer in offers.iter() {
            let cause = Cause { slot, event: offer.event };
            let is_free = offer.reason == Reason::Free;
            if is_free && (world.outside == 1 || self.is_under_way(world, cause)) {
                continue;
            }
            for content in self.expand_references(world, offer) {
                let mut next = world.clone();
                if is_free && next.outside > 1 {
                    next.outside -= 1;
                }
                let cause = is_free.then_some(cause);
                let message = Message { content, conversation, is_to_all: false, cause };
                let delivery = Delivery { slot, from: NOBODY, message };
                self.deliver(next, delivery, Action::Outside(offer.reason), found);
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

    /// Whether an event from outside or from time, or what it caused, is still under way.
    fn is_under_way(&self, world: &World, cause: Cause) -> bool {
        if self.options.flood {
            return false;
        }
        let is_caused = |message: &u32| self.tables.messages.get(*message).cause == Some(cause);
        world.queues.iter().any(|(_, queue)| self.tables.queues.get(*queue).iter().any(is_caused))
            || world.members.iter().any(|local| {
                self.tables.locals.get(*local).deferred.iter().any(|(message, _)| is_caused(message))
            })
    }

    /// Delivers a message, with every result.
    fn deliver(&mut self, world: World, delivery: Delivery, action: Action, found: &mut Vec<Successor>) {
        let mut open = vec![Successor { action, ..Successor::without_delivery(world, action) }];
        let mut next = Some(delivery);
        while let Some(mut successor) = open.pop() {
            let delivery = match next.take() {
                Some(delivery) => delivery,
                None => match self.take_deferred(&mut successor.world, delivery.slot) {
                    Some(delivery) => delivery,
                    None => {
                        found.push(successor);
                        continue;
                    }
                },
            };
            self.take(successor, delivery, &mut open, found);
        }
    }

    /// Takes one message; what is finished is found, what may take a deferred message next is open.
    fn take(
        &mut self,
        before: Successor,
        delivery: Delivery,
        open: &mut Vec<Successor>,
        found: &mut Vec<Successor>,
    ) {
        let slot = delivery.slot;
        let sender = (delivery.from != NOBODY).then_some(delivery.from);
        let message = delivery.message;
        let outcomes = self.outcomes(&before.world, slot, sender, (message.content, message.conversation));
        let first = open.len();
        for (at, outcome) in outcomes.iter().enumerate() {
            let mut successor = before.copy();
            self.second_instance = None;
            let result = self.apply(&mut successor.world, delivery, outcome);
            successor.second_instance = successor.second_instance.or(self.second_instance);
            successor.taken.push(Taken { delivery, outcomes: Rc::clone(&outcomes), at });
            if let Err(growth) = result {
                successor.growth = Some(growth);
                found.push(successor);
                continue;
            }
            let has_moved = outcome.kind == OutcomeKind::Handled && outcome.states.0 != outcome.states.1;
            if has_moved && self.has_deferred(&successor.world, slot) {
                let dropped = self.drop_deferred(&mut successor.world, slot);
                successor.dropped.extend(dropped);
                open.push(successor);
            } else {
                found.push(successor);
            }
        }
        open[first..].reverse();
    }

    fn has_deferred(&self, world: &World, slot: Slot) -> bool {
        let local = world.members.get(usize::from(slot));
        local.is_some_and(|local| !self.tables.locals.get(*local).deferred.is_empty())
    }

    /// Events from outside to instances with keys that do not exist yet.
    fn add_keyed_instances(&mut self, world: &World, found: &mut Vec<Successor>) {
        let model = self.runnable.model;
        for (machine, of) in model.machines.entries() {
            if !matches!(of.instances, Instances::PerKey(_)) {
                continue;
            }
            for keys in self.all_keys(machine) {
                let mut next = world.clone();
                let Ok(slot) = self.find_or_create_keyed(&mut next, machine, &keys) else { continue };
                if usize::from(slot) < world.members.len() {
                    continue;
                }
                let first = found.len();
                self.add_offers_at(&next, slot, found);
                // An event that is not handled leaves no instance.
                let is_kept = |successor: &Successor| {
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
            let longer = |keys: Vec<Value>| {
                let with = |value: &Value| [&keys[..], std::slice::from_ref(value)].concat();
                values.iter().map(with).collect::<Vec<_>>()
            };
            all = all.into_iter().flat_map(longer).collect();
        }
        all
    }

    /// Conversations that have come to rest make room for another one.
    fn add_beginnings(&mut self, world: &World, found: &mut Vec<Successor>) {
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
                if let Some(next) = self.renew(world, conversation, machine) {
                    found.push(Successor::without_delivery(next, Action::Begin(machine)));
                }
            }
        }
    }

    /// Whether nothing of a conversation is under way, due or open, and nothing refers to it.
    fn is_at_rest(&self, world: &World, conversation: u8) -> bool {
        let locals: Vec<&Local> = world.members.iter().map(|local| &**self.tables.locals.get(*local)).collect();
        let is_member = |slot: Slot| {
            locals.get(usize::from(slot)).is_some_and(|local| local.conversation == Some(conversation))
        };
        let is_quiet = |local: &Local| {
            let is_initial = local.instance.state == self.runnable.machine(local.instance.machine).initial;
            local.questions.is_empty() && local.deferred.is_empty() && !(is_initial && local.maker == NOBODY)
        };
        let carries = |queue: &u32| {
            self.tables.queues.get(*queue).iter().any(|message| {
                self.tables.messages.get(*message).conversation == Some(conversation)
            })
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
            && !self.is_referred_to(&locals, conversation)
    }
}

impl Successor {
    pub(crate) fn without_delivery(world: World, action: Action) -> Self {
        let (taken, dropped) = (Vec::new(), Vec::new());
        Successor { world, action, taken, dropped, growth: None, second_instance: None }
    }

    fn copy(&self) -> Self {
        Successor {
            world: self.world.clone(),
            taken: self.taken.clone(),
            dropped: self.dropped.clone(),
            ..*self
        }
    }
}

/// The event of a delivery.
pub(crate) fn event_of(engine: &Engine<'_>, delivery: Delivery) -> (MachineId, EventId) {
    let content = engine.tables.contents.get(delivery.message.content);
    (content.machine, content.event)
}
