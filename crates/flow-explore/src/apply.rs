//! Carries out what a handler does outside its instance: messages, new instances, timers (reference#commit).
//!
//! Receivers are decided here, one emit after the other, by the function that the interpreter and the run time use as well.

use flow_model::model::{EventId, Instances, MachineId, Reaction, StateId, TIMER_EXPIRED};
use flow_routing::{Origin, Receiver, resolve_receiver, visit_all_receivers};
use flow_sim::exec::Value;
use flow_sim::exec::step::Instance;

use crate::engine::Engine;
use crate::open_questions::remove_answer;
use crate::outcome::{Effect, Outcome, OutcomeKind, Recipient};
use crate::step::{Delivery, Growth};
use crate::view::View;
use crate::world::{
    Cause, Conversation, Local, MAX_MEMBERS, MAX_QUEUE, Message, NOBODY, RunningTimer, Slot, World, pair,
};

impl Engine<'_> {
    fn view<'a>(&'a self, world: &'a World) -> View<'a> {
        View { tables: &self.tables, model: self.runnable.model, world }
    }

    /// Changes the local state of an instance.
    pub(crate) fn change_local(&mut self, world: &mut World, slot: Slot, change: impl FnOnce(&mut Local)) {
        let at = usize::from(slot);
        let mut local = Local::clone(self.tables.locals.get(world.members[at]));
        change(&mut local);
        world.members[at] = self.tables.locals.intern(local);
    }

    /// Changes a world as an outcome of a delivery requires.
    ///
    /// # Errors
    /// If the world grows beyond the explored bounds.
    pub(crate) fn apply(
        &mut self,
        world: &mut World,
        delivery: Delivery,
        outcome: &Outcome,
    ) -> Result<(), Growth> {
        let slot = delivery.slot;
        match &outcome.kind {
            OutcomeKind::Handled => {}
            OutcomeKind::Deferred => {
                let message = self.tables.messages.intern(delivery.message);
                self.change_local(world, slot, |local| {
                    local.deferred.push((message, delivery.from));
                    local.is_fresh = false;
                });
                return Ok(());
            }
            _ => {
                // It remembers the answers.
                world.members[usize::from(slot)] = outcome.local;
                self.remove_if_fresh(world, slot);
                return Ok(());
            }
        }
        world.members[usize::from(slot)] = outcome.local;
        let (from, to) = outcome.states;
        if from != to {
            self.leave_state(world, slot, (from, to));
        }
        let own = self.tables.locals.get(outcome.local).conversation;
        let sender = (delivery.from != slot && delivery.from != NOBODY).then_some(delivery.from);
        let origin = Origin { this: slot, sender, conversation: own.or(delivery.message.conversation) };
        for effect in &outcome.effects {
            self.apply_effect(world, origin, delivery.message.cause, effect)?;
        }
        let machine = self.tables.locals.get(outcome.local).instance.machine;
        if self.runnable.machine(machine).is_end(to) {
            let tables = &self.tables;
            world.timers.retain(|timer| tables.timers.get(*timer).slot != slot);
        }
        Ok(())
    }

    fn leave_state(&mut self, world: &mut World, slot: Slot, (from, to): (StateId, StateId)) {
        world.timers.retain(|timer| {
            let timer = self.tables.timers.get(*timer);
            timer.slot != slot || timer.is_scheduled || timer.group.contains(&to)
        });
        for timer in &mut world.timers {
            let known = self.tables.timers.get(*timer);
            if known.slot == slot && known.started_in == Some(from) && !known.has_left {
                let left = RunningTimer { has_left: true, ..RunningTimer::clone(known) };
                *timer = self.tables.timers.intern(left);
            }
        }
    }

    fn apply_effect(
        &mut self,
        world: &mut World,
        origin: Origin<Slot, u8>,
        cause: Option<Cause>,
        effect: &Effect,
    ) -> Result<(), Growth> {
        let slot = origin.this;
        match effect {
            Effect::Tell(..) => Ok(()),
            Effect::Send { content, to } => self.send_to(world, origin, cause, *content, to),
            Effect::Start(timer) => {
                let timer = RunningTimer { slot, ..timer.clone() };
                if !timer.is_scheduled {
                    self.cancel(world, slot, |other| !other.is_scheduled && other.event == timer.event);
                }
                let known = world.timers.iter().map(|known| self.tables.timers.get(*known));
                let alike = known.filter(|known| (known.slot, known.event) == (slot, timer.event));
                if alike.count() == MAX_QUEUE {
                    let machine = self.tables.locals.get(world.members[usize::from(slot)]).instance.machine;
                    return Err(Growth::Timers(machine, timer.event));
                }
                let timer = self.tables.timers.intern(timer);
                world.timers.push(timer);
                Ok(())
            }
            Effect::CancelUnnamed => {
                let name = self.event_name(world, slot);
                self.cancel(world, slot, |timer| !timer.is_scheduled && name(timer.event) == TIMER_EXPIRED);
                Ok(())
            }
            Effect::Cancel(event) => {
                let name = self.event_name(world, slot);
                self.cancel(world, slot, |timer| name(timer.event) == name(*event));
                Ok(())
            }
        }
    }

    fn event_name(&self, world: &World, slot: Slot) -> impl Fn(EventId) -> String + use<'_> {
        let machine = self.tables.locals.get(world.members[usize::from(slot)]).instance.machine;
        let events = &self.runnable.machine(machine).events;
        move |event| events[event].name.text.clone()
    }

    fn cancel(&self, world: &mut World, slot: Slot, is_meant: impl Fn(&RunningTimer) -> bool) {
        world.timers.retain(|timer| {
            let timer = self.tables.timers.get(*timer);
            timer.slot != slot || !is_meant(timer)
        });
    }

    fn send_to(
        &mut self,
        world: &mut World,
        origin: Origin<Slot, u8>,
        cause: Option<Cause>,
        content: u32,
        to: &Recipient,
    ) -> Result<(), Growth> {
        let is_to_all = matches!(to, Recipient::All(_));
        let mut message = Message { content, conversation: origin.conversation, is_to_all, cause };
        let receiver = match to {
            Recipient::Itself => Some(origin.this),
            Recipient::All(machine) => {
                let mut receivers = Vec::new();
                let view = self.view(world);
                let newest =
                    origin.conversation.and_then(|of| flow_routing::Directory::newest(&view, of, *machine));
                visit_all_receivers(&view, origin.this, newest, |slot| receivers.push(slot));
                for receiver in receivers.into_iter().rev() {
                    self.push(world, origin.this, receiver, message)?;
                }
                return Ok(());
            }
            Recipient::Reference(machine, id) => self.view(world).find(*machine, id),
            Recipient::New(machine, id) => {
                let made = self.create(world, origin, *machine, Some(id.clone()), false)?;
                message.conversation = self.tables.locals.get(world.members[usize::from(made)]).conversation;
                Some(made)
            }
            Recipient::Keyed(machine, keys) => Some(self.find_or_create_keyed(world, *machine, keys)?),
            Recipient::Partner(machine) => self.find_or_create(world, origin, *machine)?,
        };
        match receiver {
            Some(receiver) => self.push(world, origin.this, receiver, message),
            None => Ok(()),
        }
    }

    fn find_or_create(
        &mut self,
        world: &mut World,
        origin: Origin<Slot, u8>,
        machine: MachineId,
    ) -> Result<Option<Slot>, Growth> {
        let view = self.view(world);
        match &self.runnable.machine(machine).instances {
            Instances::One => {
                let name = &self.runnable.machine(machine).name.text;
                match view.find(machine, name) {
                    Some(slot) => Ok(Some(slot)),
                    None => self.add(world, machine, name.clone(), None, NOBODY, false).map(Some),
                }
            }
            Instances::PerKey(_) => Ok(view.partner(origin, machine)),
            Instances::PerConversation => match resolve_receiver(&view, origin, machine) {
                Receiver::Existing(slot) => Ok(Some(slot)),
                Receiver::New | Receiver::Nobody => {
                    if let Some(conversation) = origin.conversation
                        && flow_routing::Directory::newest(&view, conversation, machine).is_some()
                    {
                        self.second_instance = Some(machine);
                    }
                    self.create(world, origin, machine, None, true).map(Some)
                }
            },
        }
    }

    fn create(
        &mut self,
        world: &mut World,
        origin: Origin<Slot, u8>,
        machine: MachineId,
        id: Option<String>,
        is_fresh: bool,
    ) -> Result<Slot, Growth> {
        let view = self.view(world);
        let id = id.unwrap_or_else(|| view.next_id(machine, 0));
        let conversation = origin.conversation.unwrap_or_else(|| next_conversation(&view));
        self.add(world, machine, id, Some(conversation), origin.this, is_fresh)
    }

    /// The instance of a machine with keys, which is made if there is none.
    pub(crate) fn find_or_create_keyed(
        &mut self,
        world: &mut World,
        machine: MachineId,
        keys: &[Value],
    ) -> Result<Slot, Growth> {
        let instance = self.new_keyed(machine, keys);
        if let Some(known) = self.view(world).find(machine, &instance.id) {
            return Ok(known);
        }
        let number = self.number_of_key(machine, &instance.id);
        if let Some(reserved) = self.view(world).find_reserved(machine, number) {
            self.reached.add_states(machine, [instance.state]);
            self.change_local(world, reserved, |local| {
                (local.instance, local.is_removed) = (instance, false);
            });
            return Ok(reserved);
        }
        self.add_instance(world, instance, None, NOBODY, false)
    }

    /// The number of an instance with a key, in the order in which they are found. It determines the slot.
    pub(crate) fn number_of_key(&mut self, machine: MachineId, id: &str) -> usize {
        let known = self.keys.entry(machine).or_default();
        known.iter().position(|known| known == id).unwrap_or_else(|| {
            known.push(id.to_owned());
            known.len() - 1
        })
    }

    /// The instance of a machine with keys as it begins.
    pub(crate) fn new_keyed(&self, machine: MachineId, keys: &[Value]) -> Instance {
        let of = self.runnable.machine(machine);
        let mut instance = Instance::new(self.runnable, machine, String::new());
        for (variable, value) in of.instances.keys().iter().zip(keys) {
            instance.context[variable.index()] = value.clone().fit(&of.variables[*variable].ty);
        }
        instance.id = flow_sim::exec::id_of_keys(of, &instance.context);
        instance
    }

    /// Adds an instance in its initial state.
    pub(crate) fn add(
        &mut self,
        world: &mut World,
        machine: MachineId,
        id: String,
        conversation: Conversation,
        maker: Slot,
        is_fresh: bool,
    ) -> Result<Slot, Growth> {
        let instance = Instance::new(self.runnable, machine, id);
        self.add_instance(world, instance, conversation, maker, is_fresh)
    }

    /// Adds an instance.
    pub(crate) fn add_instance(
        &mut self,
        world: &mut World,
        instance: Instance,
        conversation: Conversation,
        maker: Slot,
        is_fresh: bool,
    ) -> Result<Slot, Growth> {
        if world.members.len() == MAX_MEMBERS {
            return Err(Growth::Instances(instance.machine));
        }
        self.reached.add_states(instance.machine, [instance.state]);
        let (deferred, questions, kept, begun) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let is_removed = false;
        let local =
            Local { instance, conversation, maker, is_fresh, is_removed, deferred, questions, kept, begun };
        world.members.push(self.tables.locals.intern(local));
        Ok(Slot::try_from(world.members.len() - 1).unwrap_or(NOBODY))
    }

    fn push(&mut self, world: &mut World, from: Slot, to: Slot, message: Message) -> Result<(), Growth> {
        let pair = pair(from, to);
        let message = self.tables.messages.intern(message);
        if self.options.one_queue {
            let alike = world.queues.iter().filter(|(known, _)| *known == pair).count();
            if alike == MAX_QUEUE {
                return Err(self.growth_of_queue(world, from, to));
            }
            let queue = self.tables.queues.intern(vec![message]);
            world.queues.push((pair, queue));
            return Ok(());
        }
        let old = world.queue(pair);
        if let Some(new) = self.longer.get(&(old, message)) {
            world.set_queue(pair, Some(*new));
            return Ok(());
        }
        let mut queue = old.map(|old| Vec::clone(self.tables.queues.get(old))).unwrap_or_default();
        if queue.len() == MAX_QUEUE {
            return Err(self.growth_of_queue(world, from, to));
        }
        queue.push(message);
        let new = self.tables.queues.intern(queue);
        self.longer.insert((old, message), new);
        world.set_queue(pair, Some(new));
        Ok(())
    }

    fn growth_of_queue(&self, world: &World, from: Slot, to: Slot) -> Growth {
        let machine = |slot: Slot| self.tables.locals.get(world.members[usize::from(slot)]).instance.machine;
        Growth::Queue(machine(from), machine(to))
    }

    /// Removes the first message of a queue.
    pub(crate) fn pop(&mut self, world: &mut World, pair: u16, queue: u32) {
        if self.options.one_queue {
            world.queues.retain({
                let mut is_first = true;
                move |known| !(*known == (pair, queue) && std::mem::take(&mut is_first))
            });
            return;
        }
        let rest = match self.shorter.get(&queue) {
            Some(known) => *known,
            None => {
                let whole = Vec::clone(self.tables.queues.get(queue));
                let rest = (whole.len() > 1).then(|| self.tables.queues.intern(whole[1..].to_vec()));
                self.shorter.insert(queue, rest);
                rest
            }
        };
        world.set_queue(pair, rest);
    }

    /// An instance that did not handle the event that it was made for is removed, unless another one is in flight to it.
    fn remove_if_fresh(&mut self, world: &mut World, slot: Slot) {
        let is_fresh = self.tables.locals.get(world.members[usize::from(slot)]).is_fresh;
        let is_awaited = world.queues.iter().any(|(pair, _)| crate::world::split(*pair).1 == slot);
        if !is_fresh || is_awaited {
            return;
        }
        let is_last = usize::from(slot) + 1 == world.members.len();
        let is_maker = self.view(world).slots().any(|other| self.view(world).local(other).maker == slot);
        match is_last && !is_maker {
            true => {
                world.members.pop();
                self.forget_begun(world, slot);
            }
            false => self.change_local(world, slot, |local| local.is_removed = true),
        }
    }

    /// Drops the messages that an instance has deferred and that its new state neither accepts nor defers; returns the dropped ones.
    pub(crate) fn drop_deferred(&mut self, world: &mut World, slot: Slot) -> Vec<(u32, Slot)> {
        let local = self.tables.locals.get(world.members[usize::from(slot)]).clone();
        let (kept, dropped): (Vec<_>, Vec<_>) = local
            .deferred
            .iter()
            .copied()
            .partition(|(message, _)| self.reaction(&local, *message).is_some());
        if !dropped.is_empty() {
            let of_outside = dropped.iter().filter(|(_, from)| *from == NOBODY);
            let events: Vec<EventId> =
                of_outside.map(|(message, _)| self.event_of_message(*message)).collect();
            self.change_local(world, slot, |local| {
                local.deferred = kept;
                events.into_iter().for_each(|event| remove_answer(&mut local.questions, event));
            });
        }
        dropped
    }

    /// Takes the message out that an instance handles next of those that it has deferred.
    pub(crate) fn take_deferred(&mut self, world: &mut World, slot: Slot) -> Option<Delivery> {
        let local = self.tables.locals.get(world.members[usize::from(slot)]).clone();
        let at = local.deferred.iter().position(|(message, _)| {
            self.reaction(&local, *message).is_some_and(|reaction| reaction != Reaction::Defer)
        })?;
        let (message, from) = local.deferred[at];
        self.change_local(world, slot, |local| {
            local.deferred.remove(at);
        });
        Some(Delivery { slot, from, message: **self.tables.messages.get(message) })
    }

    fn event_of_message(&self, message: u32) -> EventId {
        self.tables.contents.get(self.tables.messages.get(message).content).event
    }

    /// What the state of an instance does with a message.
    fn reaction(&self, local: &Local, message: u32) -> Option<Reaction> {
        let content = self.tables.contents.get(self.tables.messages.get(message).content);
        let handler = self.runnable.handler(local.instance.machine, local.instance.state, content.event)?;
        Some(self.runnable.get(local.instance.machine, handler).reaction)
    }
}

fn next_conversation(view: &View<'_>) -> u8 {
    let used = view.slots().filter_map(|slot| view.local(slot).conversation).max();
    used.map_or(0, |last| last + 1)
}
