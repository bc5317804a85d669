//! Forgets a conversation that has become idle, so that another one can begin in its place: two at a time represent any number, one after
//! the other.
//!
//! What remains gets the slots, the ids and the conversations that it would have if the forgotten one had never been.

use std::rc::Rc;

use flow_model::model::{MachineId, Model, Type};
use flow_sim::exec::{Instance, Value};

use crate::engine::Engine;
use crate::world::{
    Content, Local, MAX_MEMBERS, Message, NOBODY, RunningTimer, Slot, World, is_kept_aside, pair,
    pair_kept_aside, split,
};

impl Engine<'_> {
    /// Whether an instance outside of a conversation keeps a reference into it, or a message or a timer carries one.
    pub(crate) fn is_referred_to(&self, world: &World, locals: &[&Local], conversation: u8) -> bool {
        let model = self.runnable.model;
        let is_inside = |machine: MachineId, id: &str| {
            locals.iter().any(|local| {
                local.conversation == Some(conversation)
                    && local.instance.machine == machine
                    && local.instance.id == id
            })
        };
        let refers = |ty: &Type, value: &Value| {
            let mut found = false;
            visit_references(model, ty, value, &mut |machine, id| found |= is_inside(machine, id));
            found
        };
        let carries = |content: u32| {
            let content = self.tables.contents.get(content);
            let fields = &model.machines[content.machine].events[content.event].fields;
            fields.iter().zip(&content.payload).any(|(field, value)| refers(&field.ty, value))
        };
        let is_carried = |message: &u32| carries(self.tables.messages.get(*message).content);
        let others = || locals.iter().filter(|local| local.conversation != Some(conversation));
        let keeps = |local: &&Local| {
            let variables = model.machines[local.instance.machine].variables.iter();
            variables.zip(&local.instance.context).any(|(variable, value)| refers(&variable.ty, value))
        };
        others().any(keeps)
            || others().any(|local| local.deferred.iter().any(|(message, _)| is_carried(message)))
            || world.queues.iter().any(|(_, queue)| self.tables.queues.get(*queue).iter().any(is_carried))
            || world.timers.iter().any(|timer| carries(self.tables.timers.get(*timer).content))
    }

    /// The world without a conversation, and with a new one that begins at a machine, once for each of its starts; none if there is no
    /// room.
    pub(crate) fn renew(&mut self, world: &World, conversation: u8, machine: MachineId) -> Vec<World> {
        let next = self.forget(world, conversation);
        self.begin(&next, machine)
    }

    /// The world without a conversation.
    pub(crate) fn forget(&mut self, world: &World, conversation: u8) -> World {
        let locals: Vec<Rc<Local>> =
            world.members.iter().map(|local| Rc::clone(self.tables.locals.get(*local))).collect();
        let mut renaming = Renaming::default();
        let mut counts = vec![0_usize; self.runnable.model.machines.len()];
        let mut kept: Vec<Rc<Local>> = Vec::new();
        for local in &locals {
            if local.conversation == Some(conversation) {
                renaming.slots.push(NOBODY);
                continue;
            }
            renaming.slots.push(Slot::try_from(kept.len()).unwrap_or(NOBODY));
            let of = local.instance.machine;
            counts[of.index()] += 1;
            if local.conversation.is_some() {
                let name = &self.runnable.machine(of).name.text;
                let new = format!("{name}-{}", counts[of.index()]);
                renaming.ids.push((of, local.instance.id.clone(), new));
            }
            kept.push(Rc::clone(local));
        }
        renaming.removed = conversation;
        let mut next = World {
            outside: world.outside,
            faults: world.faults,
            marks: self.renew_marks(world.marks, conversation),
            ..World::default()
        };
        for local in kept {
            let renamed = self.rename_local(&renaming, &local);
            next.members.push(self.tables.locals.intern(renamed));
        }
        self.renew_queues(&renaming, world, &mut next);
        for timer in &world.timers {
            let timer = Rc::clone(self.tables.timers.get(*timer));
            let content = self.rename_content(&renaming, timer.content);
            let timer = RunningTimer { slot: renaming.slot(timer.slot), content, ..(*timer).clone() };
            next.timers.push(self.tables.timers.intern(timer));
        }
        next
    }

    /// The world with a new conversation that begins at a machine, once for each of its starts; none if there is no room.
    pub(crate) fn begin(&mut self, world: &World, machine: MachineId) -> Vec<World> {
        let mut next = world.clone();
        if next.outside > 1 {
            next.outside -= 1;
        }
        let view = crate::view::View { tables: &self.tables, model: self.runnable.model, world: &next };
        let id = view.next_id(machine, 0);
        let new = next.members.iter().filter_map(|local| self.tables.locals.get(*local).conversation).max();
        let new = new.map_or(0, |last| last + 1);
        if next.members.len() == MAX_MEMBERS {
            return Vec::new();
        }
        let instance = Instance::new(self.runnable, machine, id);
        let beginnings = self.list_beginnings(&instance, Some(new));
        let begin = |local: u32| {
            let mut next = next.clone();
            next.members.push(local);
            self.mark_beginning(&mut next, |of| of == u32::from(new));
            next
        };
        beginnings.into_iter().map(begin).collect()
    }

    /// Copies the messages that remain.
    fn renew_queues(&mut self, renaming: &Renaming, world: &World, next: &mut World) {
        for (between, queue) in &world.queues {
            let (from, to) = split(*between);
            let messages = Vec::clone(self.tables.queues.get(*queue));
            let messages =
                messages.into_iter().map(|message| self.rename_message(renaming, message)).collect();
            let queue = self.tables.queues.intern(messages);
            let (from, to) = (renaming.slot(from), renaming.slot(to));
            let renamed = if is_kept_aside(*between) { pair_kept_aside(from, to) } else { pair(from, to) };
            next.queues.push((renamed, queue));
        }
        if !self.options.one_queue {
            next.queues.sort_unstable();
        }
    }

    fn rename_local(&mut self, renaming: &Renaming, local: &Local) -> Local {
        let model = self.runnable.model;
        let mut renamed = local.clone();
        let machine = local.instance.machine;
        if local.conversation.is_some() {
            renamed.instance.id = renaming.id(machine, &local.instance.id);
        }
        for (variable, value) in model.machines[machine].variables.iter().zip(&mut renamed.instance.context) {
            rename_value(model, renaming, &variable.ty, value);
        }
        renamed.conversation = local.conversation.map(|of| renaming.conversation(of));
        renamed.maker = renaming.slot(local.maker);
        renamed.begun.retain_mut(|begun| {
            begun.others.iter_mut().for_each(|slot| *slot = renaming.slot(*slot));
            !begun.others.contains(&NOBODY)
        });
        renamed.begun.sort_unstable();
        for (message, from) in &mut renamed.deferred {
            *message = self.rename_message(renaming, *message);
            *from = renaming.slot(*from);
        }
        renamed
    }

    fn rename_message(&mut self, renaming: &Renaming, message: u32) -> u32 {
        let message = **self.tables.messages.get(message);
        let content = self.rename_content(renaming, message.content);
        let conversation = message.conversation.map(|of| renaming.conversation(of));
        let cause = message.cause.and_then(|cause| {
            let slot = renaming.slot(cause.slot);
            (slot != NOBODY).then_some(crate::world::Cause { slot, ..cause })
        });
        self.tables.messages.intern(Message { content, conversation, cause, ..message })
    }

    fn rename_content(&mut self, renaming: &Renaming, content: u32) -> u32 {
        let model = self.runnable.model;
        let mut renamed = Content::clone(self.tables.contents.get(content));
        let fields = &model.machines[renamed.machine].events[renamed.event].fields;
        for (field, value) in fields.iter().zip(&mut renamed.payload) {
            rename_value(model, renaming, &field.ty, value);
        }
        self.tables.contents.intern(renamed)
    }
}

/// The new names of what remains.
#[derive(Debug, Default)]
struct Renaming {
    slots: Vec<Slot>,
    ids: Vec<(MachineId, String, String)>,
    removed: u8,
}

impl Renaming {
    fn slot(&self, old: Slot) -> Slot {
        self.slots.get(usize::from(old)).copied().unwrap_or(NOBODY)
    }

    fn id(&self, machine: MachineId, old: &str) -> String {
        let new = self.ids.iter().find(|(of, from, _)| *of == machine && from == old);
        new.map_or_else(|| old.to_owned(), |(_, _, to)| to.clone())
    }

    /// Conversations are numbered in the order in which they began.
    fn conversation(&self, old: u8) -> u8 {
        if old > self.removed { old - 1 } else { old }
    }
}

fn rename_value(model: &Model, renaming: &Renaming, ty: &Type, value: &mut Value) {
    match (ty, &mut *value) {
        (Type::Reference(machine), Value::Text(id)) => {
            let new = renaming.id(*machine, id);
            if new != **id {
                *value = Value::text(&new);
            }
        }
        // An id is also carried as text (`@order.id`).
        (Type::String | Type::Any, Value::Text(id)) => {
            let renamed = renaming.ids.iter().find(|(_, old, _)| **old == **id);
            if let Some((_, _, new)) = renamed {
                *value = Value::text(new);
            }
        }
        (Type::Array(item), Value::List(items)) => {
            Rc::make_mut(items).iter_mut().for_each(|value| rename_value(model, renaming, item, value));
        }
        (Type::Object(object), Value::Object(fields)) => {
            let types = model.objects[*object].fields.iter();
            let mut renamed = fields.to_vec();
            for ((_, value), (_, ty)) in renamed.iter_mut().zip(types) {
                rename_value(model, renaming, ty, value);
            }
            *value = Value::object(renamed);
        }
        _ => {}
    }
}

fn visit_references(model: &Model, ty: &Type, value: &Value, visit: &mut dyn FnMut(MachineId, &str)) {
    match (ty, value) {
        (Type::Reference(machine), Value::Text(id)) => visit(*machine, id),
        (Type::Array(item), Value::List(items)) => {
            items.iter().for_each(|value| visit_references(model, item, value, visit));
        }
        (Type::Object(object), Value::Object(fields)) => {
            let types = model.objects[*object].fields.iter();
            for ((_, value), (_, ty)) in fields.iter().zip(types) {
                visit_references(model, ty, value, visit);
            }
        }
        _ => {}
    }
}
