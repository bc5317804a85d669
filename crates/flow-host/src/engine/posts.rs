//! The posts of a handler: events to machines, messages to actors outside, timers.
//!
//! Receivers are resolved in the order of the emits, so that an instance that one makes is there for the next.

use std::sync::Arc;

use flow::Time;
use flow_durable::{Instances, Post, StoredEvent, Target, TimerKind, When};
use flow_routing::Receiver;
use serde_json::{Value, json};

use super::Engine;
use super::neighbours::{Tables, origin};
use crate::error::Fault;
use crate::store::{Delivery, Instance, Life, Message, Origin, Owner, Sent, Status, Timer};

/// The event of a `start timer` without a name.
const TIMER_EXPIRED: &str = "timer_expired";

impl Engine {
    /// Stores the posts of a handler. Returns them for the journal, with the receivers.
    pub(super) fn send_posts(
        &mut self,
        instance: &Instance,
        delivery: &Delivery,
        posts: Vec<Post>,
    ) -> Result<Option<String>, Fault> {
        let mut noted = Vec::new();
        for post in posts {
            match post {
                Post::Event { to, event } => self.send_event(instance, delivery, &to, &event, &mut noted)?,
                Post::Message { actor, name, payload } => {
                    self.note_message(instance, delivery, (actor, name), &payload)?;
                    let id = self.send_message(instance, delivery, (actor, name), payload)?;
                    self.note_sent(actor, name, origin(instance, delivery).conversation);
                    noted.push(json!({ "message": name, "to": actor, "id": id.to_string() }));
                }
                Post::Start { kind, when, event } => {
                    let due = self.start_timer(instance, kind, when, event)?;
                    noted.push(json!({ "timer": due.0, "due": due.1.as_micros() }));
                }
                Post::Cancel { name } => self.store.cancel_timers(instance.n, name, false)?,
                Post::CancelTimer => self.store.cancel_timers(instance.n, TIMER_EXPIRED, true)?,
            }
        }
        Ok((!noted.is_empty()).then(|| Value::from(noted).to_string()))
    }

    fn send_event(
        &mut self,
        instance: &Instance,
        cause: &Delivery,
        to: &Target,
        event: &StoredEvent,
        noted: &mut Vec<Value>,
    ) -> Result<(), Fault> {
        let is_to_all = matches!(to, Target::All);
        for receiver in self.resolve(instance, cause, to, event)? {
            let origin_of = if is_to_all { Origin::ToAll } else { Origin::Emit };
            let id = self.new_id()?;
            let delivery = Delivery {
                sender: Some(instance.n),
                conversation: origin(instance, cause).conversation,
                root: cause.root,
                depth: self.count_effect(cause),
                trace: cause.trace.clone(),
                ..Delivery::new(id, receiver, &event.name, event.from.clone(), &event.payload, origin_of)
            };
            let seq = self.store.add_delivery(&delivery, Status::Queued)?;
            self.meter.note_delivery(seq, self.now);
            self.ready.add(receiver, seq);
            noted.push(json!({ "event": event.name, "to": receiver, "delivery": id.to_string() }));
            let parts = Arc::clone(&self.parts);
            let machine = parts.machines[event.machine].table().name;
            self.note_sent(machine, &event.name, origin(instance, cause).conversation);
        }
        Ok(())
    }

    /// The receivers of an emit, made if they do not exist.
    fn resolve(
        &mut self,
        instance: &Instance,
        cause: &Delivery,
        to: &Target,
        event: &StoredEvent,
    ) -> Result<Vec<i64>, Fault> {
        let parts = Arc::clone(&self.parts);
        let (machine, name) = (event.machine, parts.machines[event.machine].table().name);
        let origin = origin(instance, cause);
        let one = match to {
            Target::Itself => instance.n,
            Target::Only => self.find_or_make_shared(machine, name)?,
            Target::Key(key) if key.is_empty() => return Err(no_receiver(event, "the key is empty")),
            Target::Key(key) => self.find_or_make_shared(machine, key)?,
            // It stays even if it does not handle this event: its maker may refer to it.
            Target::New(id) => self.make(instance, origin.conversation, machine, id, Life::Kept)?,
            Target::Reference(id) => self.refer(machine, id, event)?,
            Target::All => {
                return Tables::new(self.store.connection()?, &parts).list_receivers(origin, machine);
            }
            Target::Partner => {
                match Tables::new(self.store.connection()?, &parts).receiver(origin, machine)? {
                    Receiver::Existing(receiver) => receiver,
                    // Without a conversation, which the compiler reports, the instance begins one, so that the event is not lost.
                    Receiver::New | Receiver::Nobody => match parts.machines[machine].table().instances {
                        Instances::PerConversation => {
                            let id = self.random_id();
                            self.make(instance, origin.conversation, machine, &id, Life::Made)?
                        }
                        Instances::One => self.find_or_make_shared(machine, name)?,
                        Instances::PerKey(_) => return Err(no_receiver(event, "the emit has no key")),
                    },
                }
            }
        };
        Ok(vec![one])
    }

    /// The instance that a reference means.
    fn refer(&mut self, machine: usize, id: &str, event: &StoredEvent) -> Result<i64, Fault> {
        let table = self.parts.machines[machine].table();
        let (name, instances) = (table.name, table.instances);
        match self.store.instance_of(name, id)? {
            Some(instance) => Ok(instance.n),
            None if instances != Instances::PerConversation && !id.is_empty() => {
                self.make_shared(machine, id)
            }
            None => Err(no_receiver(event, &format!("there is no @{name} '{id}'"))),
        }
    }

    /// Makes an instance for an emit.
    fn make(
        &mut self,
        maker: &Instance,
        conversation: Option<i64>,
        machine: usize,
        id: &str,
        life: Life,
    ) -> Result<i64, Fault> {
        let instance = self.new_instance(machine, id, conversation, life)?;
        let n = self.store.add_instance(&instance, Some(maker.n))?;
        self.note_changed(n);
        if conversation.is_none() {
            self.store.begin_conversation(n, self.beginner.as_ref())?;
        }
        Ok(n)
    }

    fn find_or_make_shared(&mut self, machine: usize, id: &str) -> Result<i64, Fault> {
        let name = self.parts.machines[machine].table().name;
        match self.store.instance_of(name, id)? {
            Some(instance) => Ok(instance.n),
            None => self.make_shared(machine, id),
        }
    }

    /// Makes an instance of a machine that is `one for …`, which belongs to no conversation.
    pub(super) fn make_shared(&mut self, machine: usize, id: &str) -> Result<i64, Fault> {
        let instance = self.new_instance(machine, id, None, Life::Kept)?;
        let n = self.store.add_instance(&instance, None)?;
        self.note_changed(n);
        Ok(n)
    }

    /// An instance with its start values, which is not stored yet.
    fn new_instance(
        &self,
        machine: usize,
        id: &str,
        conversation: Option<i64>,
        life: Life,
    ) -> Result<Instance, Fault> {
        let program = &self.parts.machines[machine];
        let created = program.create(id, "").map_err(|error| Fault::Step(error.to_string()))?;
        let (machine, id) = (program.table().name.to_owned(), id.to_owned());
        let (state, context) = (created.state, created.context);
        Ok(Instance { n: 0, machine, id, conversation, life, state, context, revision: 0 })
    }

    fn start_timer(
        &mut self,
        instance: &Instance,
        kind: TimerKind,
        when: When,
        event: StoredEvent,
    ) -> Result<(String, Time), Fault> {
        let latest = Time::from_micros(i64::MAX);
        let (due, period) = match when {
            When::After(length) => (self.now.checked_add(length).unwrap_or(latest), None),
            When::Every(period) => (self.now.checked_add(period).unwrap_or(latest), Some(period)),
            When::Until(time) => (time.max(self.now), None),
        };
        let owner = match kind {
            TimerKind::State => Owner::State,
            TimerKind::Group(group) => Owner::Group(group.to_owned()),
            TimerKind::Schedule => Owner::Instance,
        };
        if owner != Owner::Instance {
            self.store.cancel_timers(instance.n, &event.name, true)?;
        }
        let StoredEvent { name, from, payload, .. } = event;
        let timer = Timer { seq: 0, instance: instance.n, owner, event: name, from, payload, due, period };
        self.store.add_timer(&timer)?;
        self.expect_timer(due);
        Ok((timer.event, due))
    }

    fn send_message(
        &mut self,
        instance: &Instance,
        cause: &Delivery,
        (actor, name): (&'static str, &'static str),
        payload: String,
    ) -> Result<flow_durable::DeliveryId, Fault> {
        let id = self.new_id()?;
        let number = self.parts.actor(actor).filter(|number| self.parts.actors[*number].is_delivered);
        let message = Message {
            seq: 0,
            id,
            instance: instance.n,
            actor: actor.to_owned(),
            message: name.to_owned(),
            payload,
            at: self.now,
            sent: if number.is_some() { Sent::Waiting } else { Sent::Readable },
            attempt: 0,
            began: None,
            next: None,
            trace: cause.trace.clone(),
        };
        self.store.add_message(&message)?;
        if let Some(number) = number {
            self.start_lane(instance.n, number)?;
        }
        Ok(id)
    }
}

/// An emit to a receiver that does not exist fails like a phrase.
fn no_receiver(event: &StoredEvent, why: &str) -> Fault {
    Fault::Step(format!("emit :{}: {why}", event.name))
}
