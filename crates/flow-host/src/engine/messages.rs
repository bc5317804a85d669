//! Messages to actors outside, and their answers.
//!
//! Messages of one instance to one actor go in order, one at a time, each until it is delivered, refused, or tried often enough. An
//! answer enters in the commit that ends its message; one with an id of the partner's enters once, however often it is sent.

use flow_durable::{Call, CallError, DeadKind, DeliveryId, StoredEvent, Trouble};

use super::handle::Verdict;
use super::{Channel, Engine, Output, Receiver, Reply, Ticket};
use crate::error::Fault;
use crate::log;
use crate::principal::Principal;
use crate::store::{Dead, Delivery, Entry, Instance, Message, Origin, Sent, Status};

/// The message that is being delivered from one instance to one actor.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    message: Message,
}

impl Engine {
    /// Begins to deliver the messages that waited when the process ended.
    pub(super) fn start_lanes(&mut self) -> Result<(), Fault> {
        for (instance, actor) in self.store.waiting_lanes()? {
            if let Some(actor) = self.parts.actor(&actor) {
                self.start_lane(instance, actor)?;
            }
        }
        Ok(())
    }

    /// Delivers the first message of an instance to an actor, unless one is being delivered.
    pub(super) fn start_lane(&mut self, instance: i64, actor: usize) -> Result<(), Fault> {
        if self.lanes.contains(&(instance, actor)) {
            return Ok(());
        }
        let name = self.parts.actors[actor].table.name;
        let Some(mut message) = self.store.first_message(instance, name)? else { return Ok(()) };
        let next = message.next.filter(|next| *next > self.now);
        message.began.get_or_insert(self.now);
        self.lanes.insert((instance, actor), Lane { message });
        match next {
            Some(next) => self.lane_retries.insert((next, instance, actor), ()),
            None => self.send_out(instance, actor)?,
        }
        Ok(())
    }

    /// Gives out the message of a lane.
    fn send_out(&mut self, instance: i64, actor: usize) -> Result<(), Fault> {
        let Some(Lane { message }) = self.lanes.get(&(instance, actor)).cloned() else { return Ok(()) };
        let Instance { machine, id, .. } = self.store.instance(instance)?;
        let mut call = Call::new(message.key(&machine, &id), &machine, &id, message.at);
        call.attempt = message.attempt + 1;
        call.trace.clone_from(&message.trace);
        let Message { id, message, payload, .. } = message;
        self.outputs.push(Output::Message { id, actor, message, payload, call });
        Ok(())
    }

    /// The first attempt to deliver a message begins now.
    pub(super) fn begin_message(&mut self, id: DeliveryId) {
        // If the database fails, the next transaction finds that out.
        let Ok(Some(message)) = self.store.message(id) else { return };
        let Some(actor) = self.parts.actor(&message.actor) else { return };
        let key = (message.instance, actor);
        if let Some(mut lane) = self.lanes.get(&key).cloned()
            && lane.message.attempt == 0
        {
            lane.message.began = Some(self.now);
            self.lanes.insert(key, lane);
            self.lanes.commit();
        }
    }

    /// The pause after an attempt is over.
    pub(super) fn send_again(&mut self, instance: i64, actor: usize) -> Result<(), Fault> {
        self.forget_lane_retry(instance, actor);
        self.send_out(instance, actor)
    }

    fn forget_lane_retry(&mut self, instance: i64, actor: usize) {
        let next = self.lanes.get(&(instance, actor)).and_then(|lane| lane.message.next);
        if let Some(next) = next {
            self.lane_retries.remove(&(next, instance, actor));
        }
    }

    /// An attempt to deliver a message has a result. It counts only if the message still waits.
    pub(super) fn handle_delivery_result(
        &mut self,
        id: DeliveryId,
        result: &Result<Option<StoredEvent>, Trouble<String>>,
    ) -> Result<(), Fault> {
        let Some(mut message) = self.store.message(id)?.filter(|message| message.sent == Sent::Waiting)
        else {
            return Ok(());
        };
        let Some(actor) = self.parts.actor(&message.actor) else { return Ok(()) };
        self.forget_lane_retry(message.instance, actor);
        let lane = self.lanes.get(&(message.instance, actor));
        message.began = message.began.or(lane.and_then(|lane| lane.message.began)).or(Some(self.now));
        message.next = None;
        let result = &self.refuse_large(result);
        match result {
            Ok(None) => message.sent = Sent::Done,
            Ok(Some(event)) => {
                message.sent = Sent::Done;
                self.enter_or_bury(&message, event)?;
            }
            Err(Trouble::Refused(error)) => self.bury_message(&mut message, DeadKind::Failed, error)?,
            Err(Trouble::Misconfigured(error)) => {
                self.bury_message(&mut message, DeadKind::Misconfigured, error)?;
            }
            Err(Trouble::Later(error)) => {
                message.attempt += 1;
                let (began, chance) = (message.began.unwrap_or(self.now), self.options.random.number());
                let attempts = self.options.own_attempts.get(&Channel::Actor(actor));
                let attempts = attempts.copied().unwrap_or(self.options.messages);
                message.next = attempts.next(message.attempt, began, self.now, chance);
                if let Some(next) = message.next {
                    self.store.update_message(&message)?;
                    let key = (message.instance, actor);
                    self.lanes.insert(key, Lane { message });
                    self.lane_retries.insert((next, key.0, actor), ());
                    return Ok(());
                }
                self.bury_message(&mut message, DeadKind::Exhausted, error)?;
            }
        }
        self.store.update_message(&message)?;
        self.lanes.remove(&(message.instance, actor));
        self.start_lane(message.instance, actor)
    }

    /// The result of an attempt; an answer that is too large counts as none.
    fn refuse_large(
        &self,
        result: &Result<Option<StoredEvent>, Trouble<String>>,
    ) -> Result<Option<StoredEvent>, Trouble<String>> {
        if let Ok(Some(event)) = result {
            let what = || format!("the payload of :{}", event.name);
            self.options.bounds.check_size(what, &event.payload).map_err(Trouble::Later)?;
        }
        result.clone()
    }

    pub(super) fn bury_message(
        &mut self,
        message: &mut Message,
        kind: DeadKind,
        error: &str,
    ) -> Result<(), Fault> {
        message.sent = Sent::Dead;
        self.meter.count_given_up();
        let (phrase, error) = (format!(":{} to @{}", message.message, message.actor), error.to_owned());
        let outgoing = Some(message.seq);
        self.add_dead(Dead { n: 0, delivery: None, outgoing, kind, phrase, error, at: self.now })?;
        let instance = self.store.instance(message.instance)?;
        log::given_up(&instance, &message.message, kind, "");
        let state = instance.state;
        let what = format!("dead: {kind}");
        let note = Some(serde_json::json!({ "message": message.id.to_string() }).to_string());
        let entry =
            Entry { instance: message.instance, what: &what, state: &state, note, ..Entry::default() };
        self.store.note(&entry, self.now)
    }

    /// The answer of an actor enters, as an event to the instance that has sent the message.
    fn enter_or_bury(&mut self, message: &Message, event: &StoredEvent) -> Result<(), Fault> {
        let instance = self.store.instance(message.instance)?;
        match self.check_answer(&instance, event)? {
            Ok(payload) => self.enter(instance.n, event, &payload, message.trace.clone()),
            Err(error) => {
                let delivery = self.new_answer(instance.n, event, &event.payload)?;
                let run = super::asks::OpenRun::new(delivery);
                self.bury(&instance, run, DeadKind::Unreadable, Verdict::of("", error))
            }
        }
    }

    /// Checks an event from an actor outside for an instance, and returns its payload in stored form.
    fn check_answer(
        &self,
        instance: &Instance,
        event: &StoredEvent,
    ) -> Result<Result<String, String>, Fault> {
        let machine = self.parts.machines.get(event.machine);
        let Some(machine) = machine.filter(|machine| machine.table().name == instance.machine) else {
            return Ok(Err(format!(":{} is not for @{}", event.name, instance.machine)));
        };
        let is_known = machine
            .table()
            .events
            .iter()
            .any(|known| known.name == event.name && known.from == event.from.as_deref());
        if !is_known {
            return Ok(Err(format!("@{} does not handle :{}", instance.machine, event.name)));
        }
        let payload = match machine.check_event(event) {
            Ok(payload) => payload,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let missing = self.find_missing_reference(machine.table(), event, &payload)?;
        Ok(missing.map_or(Ok(payload), Err))
    }

    fn new_answer(&mut self, instance: i64, event: &StoredEvent, payload: &str) -> Result<Delivery, Fault> {
        let id = self.new_id()?;
        Ok(Delivery::new(id, instance, &event.name, event.from.clone(), payload, Origin::Actor))
    }

    fn enter(
        &mut self,
        instance: i64,
        event: &StoredEvent,
        payload: &str,
        trace: Option<String>,
    ) -> Result<(), Fault> {
        let delivery = Delivery { trace, ..self.new_answer(instance, event, payload)? };
        let seq = self.store.add_delivery(&delivery, Status::Queued)?;
        self.meter.note_delivery(seq, self.now);
        self.ready.add(instance, seq);
        Ok(())
    }

    /// An actor outside answers with an id of its own, by which a repetition is recognised.
    pub(super) fn receive(
        &mut self,
        ticket: Ticket,
        actor: &str,
        id: &str,
        to: &Receiver,
        event: &StoredEvent,
    ) -> Result<(), Fault> {
        let reply = self.receive_answer(actor, id, to, event)?;
        self.outputs.push(Output::Reply { ticket, reply });
        Ok(())
    }

    fn receive_answer(
        &mut self,
        actor: &str,
        id: &str,
        to: &Receiver,
        event: &StoredEvent,
    ) -> Result<Result<Reply, CallError>, Fault> {
        let (instance, message) = match to {
            Receiver::Sender(id) => {
                let found = self.store.message(*id)?.filter(|message| message.actor == actor);
                let Some(message) = found else { return Ok(Err(missing(actor, &id.to_string()))) };
                (self.store.instance(message.instance)?, Some(message))
            }
            Receiver::Instance(id) => {
                let Some(machine) = self.parts.machines.get(event.machine) else {
                    return Ok(Err(CallError::Unfit("there is no such machine".into())));
                };
                let name = machine.table().name;
                let found = self.store.instance_of(name, id)?.filter(|instance| instance.life.is_known());
                let Some(instance) = found else { return Ok(Err(missing(name, id))) };
                (instance, None)
            }
        };
        let payload = match self.check_answer(&instance, event)? {
            Ok(payload) => payload,
            Err(error) => return Ok(Err(CallError::Unfit(error))),
        };
        let what = || format!("the payload of :{}", event.name);
        if let Err(error) = self.options.bounds.check_size(what, &payload) {
            return Ok(Err(CallError::TooLarge(error)));
        }
        if !self.store.note_webhook(actor, id, self.now)? {
            return Ok(Ok(Reply::Received(false)));
        }
        // The request of the partner belongs to another trace than its message, unless the partner passes that on.
        let trace = self.trace.clone().or_else(|| message.as_ref().and_then(|message| message.trace.clone()));
        self.enter(instance.n, event, &payload, trace)?;
        // The first answer ends the attempts.
        if let Some(mut message) = message.filter(|message| message.sent == Sent::Waiting) {
            (message.sent, message.next) = (Sent::Done, None);
            self.store.update_message(&message)?;
            self.send_next_message(&message)?;
        }
        Ok(Ok(Reply::Received(true)))
    }

    /// The machine of the instance that has sent a message to an actor.
    pub(crate) fn sender_of(&self, actor: &str, id: DeliveryId) -> Result<Option<usize>, Fault> {
        match self.store.message(id)?.filter(|message| message.actor == actor) {
            Some(message) => Ok(self.parts.machine(&self.store.instance(message.instance)?.machine)),
            None => Ok(None),
        }
    }

    /// Messages that a principal reads, after a place in their order, with their senders: those of its own conversations, and those of
    /// machines that are open to it.
    pub(crate) fn messages_seen(
        &self,
        reader: &Principal,
        open: &[String],
        (after, most): (i64, i64),
    ) -> Result<Vec<(Message, Instance)>, Fault> {
        let found = self.store.messages_of(reader, open, (after, most))?;
        found
            .into_iter()
            .map(|message| Ok((message.clone(), self.store.instance(message.instance)?)))
            .collect()
    }

    /// A message no longer waits: the next one goes.
    pub(super) fn send_next_message(&mut self, message: &Message) -> Result<(), Fault> {
        let Some(actor) = self.parts.actor(&message.actor) else { return Ok(()) };
        self.forget_lane_retry(message.instance, actor);
        let is_meant = |lane: &Lane| lane.message.seq == message.seq;
        if self.lanes.get(&(message.instance, actor)).is_some_and(is_meant) {
            self.lanes.remove(&(message.instance, actor));
        }
        self.start_lane(message.instance, actor)
    }
}

fn missing(machine: &str, id: &str) -> CallError {
    CallError::NotFound { machine: machine.to_owned(), id: id.to_owned() }
}
