//! The instances that receive emits, and those that are made for them (reference#receivers, reference#instances).
//!
//! An instance is found by the receiver of the emit: a reference, `a new`, `all`, or the key of a machine that is `one for each …`.
//! Otherwise `flow_routing` decides by conversations.

use std::rc::Rc;

use flow_model::model::{Address, Instances, Machine, MachineId, Target, Type};
use flow_routing::{Directory, Origin, Receiver, find_partner, resolve_receiver, visit_all_receivers};

use crate::exec::conversation::Place;
use crate::exec::eval::Others;
use crate::exec::message::{ConversationId, InstanceId, Message, Peer};
use crate::exec::observer::Observer;
use crate::exec::step::{Done, Happened, Instance, Payload};
use crate::exec::system::System;
use crate::exec::value::Value;

/// The delivery of the message that is handled by the emitting handler.
pub(super) type Delivered = Origin<InstanceId, ConversationId>;

impl<'m, O: Observer<'m>> System<'_, 'm, O> {
    /// Creates an instance in its initial state, which begins a conversation. Of a machine that is `one for all`, the only instance
    /// is returned; one that is `one for each …` gets empty keys.
    pub fn create(&mut self, machine: MachineId) -> InstanceId {
        match &self.runnable.machine(machine).instances {
            Instances::PerConversation => {
                let conversation = Some(self.members.new_conversation());
                let id = self.next_id(machine, 0);
                self.created[machine.index()] += 1;
                self.add_instance(
                    machine,
                    id,
                    Place { conversation, maker: None, is_fresh: false, is_removed: false },
                )
            }
            Instances::One => {
                let id = self.runnable.machine(machine).name.text.clone();
                self.find(machine, &id).unwrap_or_else(|| self.add_shared(machine, id))
            }
            Instances::PerKey(_) => self.find_or_create_keyed(machine, &[]),
        }
    }

    /// The instance of a machine that is `one for each …` with a key, which is made if there is none. Keys that are left out are zero.
    pub fn find_or_create_keyed(&mut self, machine: MachineId, key: &[Value]) -> InstanceId {
        let mut context = Instance::new(self.runnable, machine, String::new()).context;
        let definition = self.runnable.machine(machine);
        for (variable, value) in definition.instances.keys().iter().zip(key) {
            context[variable.index()] = value.clone().fit(&definition.variables[*variable].ty);
        }
        let id = id_of_keys(definition, &context);
        if let Some(known) = self.find(machine, &id) {
            return known;
        }
        let made = self.add_shared(machine, id);
        self.instance_mut(made).context = context;
        made
    }

    /// Gives an instance of a machine that is `one for each …` the id that its context determines.
    pub fn rekey(&mut self, instance: InstanceId) {
        let of = Rc::clone(&self.instances[instance.0]);
        if matches!(self.runnable.machine(of.machine).instances, Instances::PerKey(_)) {
            let id = id_of_keys(self.runnable.machine(of.machine), &of.context);
            self.members.rename(instance, &of, &id);
            self.instance_mut(instance).id = id;
        }
    }

    /// Creates an instance as if an emit of another instance had made it: it joins the conversation of its maker.
    pub fn create_for(&mut self, maker: InstanceId, machine: MachineId) -> InstanceId {
        if self.runnable.machine(machine).instances.is_shared() {
            return self.create(machine);
        }
        let conversation = self.members.place(maker).conversation;
        let id = self.take_next_id(machine);
        self.create_in_conversation(maker, conversation, machine, id, false)
    }

    /// The instance that an emit of an instance to `machine` would reach, if it exists and the emit answers no other instance
    /// (reference#receivers).
    pub fn partner(&self, of: InstanceId, machine: MachineId) -> Option<InstanceId> {
        let conversation = self.members.place(of).conversation;
        self.find_partner(Origin { this: of, sender: None, conversation }, machine)
    }

    /// Creates an instance as the outside does: it begins a conversation. Of a shared machine, the one with the id or key is returned.
    pub fn create_from_outside(&mut self, machine: MachineId, id: Option<&str>) -> InstanceId {
        let Some(id) = id else { return self.create(machine) };
        match self.find_or_create_shared(machine, id) {
            Some(shared) => shared,
            None => self.create_named(machine, id),
        }
    }

    /// Creates an instance with an id: that of its key or, in a conversation, any.
    pub fn create_with_id(&mut self, maker: InstanceId, machine: MachineId, id: &str) -> InstanceId {
        if let Some(shared) = self.find_or_create_shared(machine, id) {
            return shared;
        }
        let conversation = self.members.place(maker).conversation;
        self.create_in_conversation(maker, conversation, machine, id.to_owned(), false)
    }

    /// The instance of a shared machine with an id; `None` for other machines.
    fn find_or_create_shared(&mut self, machine: MachineId, id: &str) -> Option<InstanceId> {
        let definition = self.runnable.machine(machine);
        match &definition.instances {
            Instances::One => Some(self.create(machine)),
            Instances::PerKey(keys) => {
                let parts: Vec<_> = if keys.len() == 1 { vec![id] } else { id.split('/').collect() };
                let plain = |part: &str| match keys.len() {
                    1 => part.to_owned(),
                    _ => part.replace("%2F", "/").replace("%25", "%"),
                };
                let values = parts.into_iter().zip(keys).map(|(part, key)| {
                    let text = plain(part);
                    match definition.variables[*key].ty {
                        Type::Integer => {
                            text.parse().map_or_else(|_| Value::Text(text.into()), Value::Integer)
                        }
                        _ => Value::Text(text.into()),
                    }
                });
                let key: Vec<_> = values.collect();
                Some(self.find_or_create_keyed(machine, &key))
            }
            Instances::PerConversation => None,
        }
    }

    /// Creates an instance with an id, which begins a conversation.
    pub fn create_named(&mut self, machine: MachineId, id: &str) -> InstanceId {
        let conversation = Some(self.members.new_conversation());
        let place = Place { conversation, maker: None, is_fresh: false, is_removed: false };
        self.add_instance(machine, id.to_owned(), place)
    }

    /// The instances of a machine, in order of creation.
    pub fn instances_of(&self, machine: MachineId) -> impl Iterator<Item = InstanceId> {
        let all = self.instances().filter(move |(_, instance)| instance.machine == machine);
        all.map(|(id, _)| id)
    }

    /// The instance of a machine with an id.
    pub fn find(&self, machine: MachineId, id: &str) -> Option<InstanceId> {
        self.members.find(machine, id)
    }

    /// The instance that made an instance with an emit.
    pub fn maker(&self, of: InstanceId) -> Option<InstanceId> {
        self.members.place(of).maker
    }

    /// The conversation of an instance; `None` for instances of shared machines.
    pub fn conversation(&self, of: InstanceId) -> Option<ConversationId> {
        self.members.place(of).conversation
    }

    /// The origin of the emits of an instance that handles a message.
    pub(super) fn origin(&self, message: &Message<'_>, this: InstanceId) -> Delivered {
        let sender = match message.from {
            Peer::Instance(sender) if sender != this => Some(sender),
            _ => None,
        };
        let conversation = self.members.place(this).conversation.or(message.conversation);
        Origin { this, sender, conversation }
    }

    /// The conversation of a message from outside or from a scripted instance.
    pub(super) fn conversation_of(&self, from: Peer, to: InstanceId) -> Option<ConversationId> {
        let of_sender = || match from {
            Peer::Instance(from) => self.members.place(from).conversation,
            _ => None,
        };
        self.members.place(to).conversation.or_else(of_sender)
    }

    /// The instances that expressions of a handler can refer to.
    pub(super) fn visible_instances(&self, origin: Delivered) -> Neighbours<'_, '_, 'm, O> {
        Neighbours { system: self, origin }
    }

    /// Adds an instance of a shared machine.
    pub(super) fn add_shared(&mut self, machine: MachineId, id: String) -> InstanceId {
        self.add_instance(
            machine,
            id,
            Place { conversation: None, maker: None, is_fresh: false, is_removed: false },
        )
    }

    /// Sets the numbers of instances aside that a handler has made with `to a new @m`: it may have stored their ids.
    pub(super) fn reserve_ids(&mut self, done: &Done<'m>) {
        for happened in &done.path {
            if let Happened::Sent(emit, ..) = happened
                && let (Target::Machine(machine, _), Address::New) = (emit.target, &emit.address)
            {
                self.created[machine.index()] += 1;
            }
        }
    }

    /// The receivers of an emit to `machine`, oldest first. `id` is that of the instance that the emit determines.
    pub(super) fn resolve_receivers(
        &mut self,
        origin: Delivered,
        machine: MachineId,
        address: &Address,
        id: Option<&Value>,
        payload: &Payload<'m>,
    ) -> Vec<Peer> {
        if self.alone {
            return vec![Peer::Scripted(machine)];
        }
        let id = match id {
            Some(Value::Text(id)) => id,
            _ => "",
        };
        let found = match address {
            Address::All => return self.list_all_receivers(origin, machine),
            Address::New => Some(self.create_in_conversation(
                origin.this,
                origin.conversation,
                machine,
                id.to_owned(),
                false,
            )),
            Address::Reference(_) => self.find(machine, id),
            Address::Partner => self.resolve_receiver(origin, machine, payload),
        };
        found.into_iter().map(Peer::Instance).collect()
    }

    fn list_all_receivers(&self, origin: Delivered, machine: MachineId) -> Vec<Peer> {
        let newest = origin.conversation.and_then(|of| self.newest(of, machine));
        let mut found = Vec::new();
        visit_all_receivers(self, origin.this, newest, |instance| found.push(Peer::Instance(instance)));
        found.reverse();
        found
    }

    /// The receiver of an emit `to @m`. `None` if it is undetermined, which checks report.
    fn resolve_receiver(
        &mut self,
        origin: Delivered,
        machine: MachineId,
        payload: &Payload<'m>,
    ) -> Option<InstanceId> {
        let definition = self.runnable.machine(machine);
        match &definition.instances {
            Instances::One => Some(self.create(machine)),
            Instances::PerKey(keys) => {
                let carried = |name: &str| payload.iter().find(|(field, _)| *field == name);
                let key = keys.iter().map(|key| {
                    carried(&definition.variables[*key].name.text).map(|(_, value)| value.clone())
                });
                match key.collect::<Option<Vec<_>>>() {
                    Some(key) => Some(self.find_or_create_keyed(machine, &key)),
                    None => self.find_partner(origin, machine),
                }
            }
            Instances::PerConversation => Some(match resolve_receiver(self, origin, machine) {
                Receiver::Existing(partner) => partner,
                Receiver::New | Receiver::Nobody => {
                    let id = self.take_next_id(machine);
                    self.create_in_conversation(origin.this, origin.conversation, machine, id, true)
                }
            }),
        }
    }

    fn find_partner(&self, origin: Delivered, machine: MachineId) -> Option<InstanceId> {
        match &self.runnable.machine(machine).instances {
            Instances::One => self.find(machine, &self.runnable.machine(machine).name.text),
            Instances::PerConversation | Instances::PerKey(_) => find_partner(self, origin, machine),
        }
    }

    /// Makes an instance for an emit of `maker` that belongs to a conversation, or to none.
    fn create_in_conversation(
        &mut self,
        maker: InstanceId,
        conversation: Option<ConversationId>,
        machine: MachineId,
        id: String,
        is_fresh: bool,
    ) -> InstanceId {
        let conversation = Some(conversation.unwrap_or_else(|| self.members.new_conversation()));
        self.add_instance(
            machine,
            id,
            Place { conversation, maker: Some(maker), is_fresh, is_removed: false },
        )
    }

    fn add_instance(&mut self, machine: MachineId, id: String, place: Place) -> InstanceId {
        let instance = Instance::new(self.runnable, machine, id);
        self.members.add(place, &instance);
        self.instances.push(Rc::new(instance));
        InstanceId(self.instances.len() - 1)
    }

    fn take_next_id(&mut self, machine: MachineId) -> String {
        let id = self.next_id(machine, 0);
        self.created[machine.index()] += 1;
        id
    }

    fn next_id(&self, machine: MachineId, made: usize) -> String {
        let number = self.created[machine.index()] + made + 1;
        format!("{}-{number}", self.runnable.machine(machine).name.text)
    }
}

/// The id of an instance of a machine that is `one for each …`: its keys as text (reference#instances).
pub fn id_of_keys(machine: &Machine, context: &[Value]) -> String {
    let text = |value: &Value| match value {
        Value::Text(text) => text.to_string(),
        other => other.to_string(),
    };
    match machine.instances.keys() {
        [key] => text(&context[key.index()]),
        keys => {
            let escaped = |value: &Value| text(value).replace('%', "%25").replace('/', "%2F");
            let keys: Vec<_> = keys.iter().map(|key| escaped(&context[key.index()])).collect();
            keys.join("/")
        }
    }
}

impl<O> Directory for System<'_, '_, O> {
    type Machine = MachineId;
    type Instance = InstanceId;
    type Conversation = ConversationId;

    fn machine(&self, instance: InstanceId) -> MachineId {
        self.instances[instance.0].machine
    }

    fn maker(&self, instance: InstanceId) -> Option<InstanceId> {
        self.members.place(instance).maker
    }

    fn has_ended(&self, instance: InstanceId) -> bool {
        let of = &self.instances[instance.0];
        self.members.place(instance).is_removed || self.runnable.machine(of.machine).is_end(of.state)
    }

    fn newest(&self, conversation: ConversationId, machine: MachineId) -> Option<InstanceId> {
        self.members.newest_first(conversation).find(|id| self.machine(*id) == machine)
    }

    fn next_older(&self, instance: InstanceId) -> Option<InstanceId> {
        let machine = self.machine(instance);
        let conversation = self.members.place(instance).conversation?;
        self.members.older(conversation, instance).find(|id| self.machine(*id) == machine)
    }
}

/// The other instances, as a handler sees them.
pub(crate) struct Neighbours<'a, 'p, 'm, O> {
    system: &'a System<'p, 'm, O>,
    origin: Delivered,
}

impl<'m, O: Observer<'m>> Others for Neighbours<'_, '_, 'm, O> {
    fn partner(&self, machine: MachineId) -> Option<String> {
        if self.system.alone {
            let told = self.system.scripted_sender.as_ref().filter(|(of, _)| *of == machine);
            return Some(told.map_or_else(|| self.system.next_id(machine, 0), |(_, id)| id.clone()));
        }
        let partner = self.system.find_partner(self.origin, machine)?;
        Some(self.system.instance(partner).id.clone())
    }

    fn next_id(&self, machine: MachineId, made: usize) -> String {
        self.system.next_id(machine, made)
    }

    fn exists(&self, machine: MachineId, id: &str) -> bool {
        !id.is_empty() && (self.system.alone || self.system.find(machine, id).is_some())
    }
}
