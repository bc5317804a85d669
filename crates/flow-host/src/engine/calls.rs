//! Calls from outside: creating instances, and public events.
//!
//! An event to an instance that is free is handled at once, and stored only with its effect. Otherwise it waits in the queue, where
//! it is promised as well.

use flow::Time;
use flow_durable::{CallError, DeliveryId, Instances, StoredEvent, find_event, id_text, is_id};

use super::asks::OpenRun;
use super::{Engine, Output, Reply, Ticket};
use crate::error::Fault;
use crate::store::{Delivery, Entry, Instance, Life, Origin, Status};

impl Engine {
    /// Creates an instance, with which a conversation begins.
    pub(super) fn create(
        &mut self,
        ticket: Ticket,
        machine: usize,
        id: Option<&str>,
        context: &str,
    ) -> Result<(), Fault> {
        let reply = self.create_instance(machine, id, context)?;
        self.outputs.push(Output::Reply { ticket, reply });
        Ok(())
    }

    fn create_instance(
        &mut self,
        machine: usize,
        id: Option<&str>,
        context: &str,
    ) -> Result<Result<Reply, CallError>, Fault> {
        let unfit = |text: String| Ok(Err(CallError::Unfit(text)));
        if let Some(error) = &self.forced {
            return unfit(error.clone());
        }
        let Some(program) = self.parts.machines.get(machine) else {
            return unfit(format!("there is no machine {machine}"));
        };
        let name = program.table().name;
        if program.table().instances != Instances::PerConversation {
            return unfit(format!("@{name} is 'one for …': its instances exist already"));
        }
        if let Some(id) = id.filter(|id| !is_id(id)) {
            return unfit(format!(
                "'{id}' is no id: it has 1 to 128 of 'A-Z a-z 0-9 . _ ~ -', and no '-' first"
            ));
        }
        let id = id.map_or_else(|| self.random_id(), str::to_owned);
        if self.store.instance_of(name, &id)?.is_some() {
            return Ok(Err(CallError::Exists { machine: name.to_owned(), id }));
        }
        let created = match self.parts.machines[machine].create(&id, context) {
            Ok(created) => created,
            Err(error) => return unfit(error.to_string()),
        };
        let what = || format!("the context of @{name}");
        if let Err(error) = self.options.bounds.check_size(what, &created.context) {
            return Ok(Err(CallError::TooLarge(error)));
        }
        let instance = Instance {
            n: 0,
            machine: name.to_owned(),
            id,
            conversation: None,
            life: if created.has_ended { Life::Ended } else { Life::Kept },
            state: created.state,
            context: created.context,
            revision: 0,
        };
        let n = self.store.add_instance(&instance, None)?;
        self.store.begin_conversation(n, self.beginner.as_ref())?;
        let entry = Entry { instance: n, what: "created", state: &instance.state, ..Entry::default() };
        self.store.note(&entry, self.now)?;
        self.note_changed(n);
        self.check_rules()?;
        Ok(Ok(Reply::Created(instance.id)))
    }

    /// Handles an event of an actor outside, or queues it.
    pub(super) fn send(&mut self, ticket: Ticket, id: &str, event: &StoredEvent) -> Result<(), Fault> {
        match self.find_receiver(id, event)? {
            Ok((instance, is_new, payload)) => self.send_to(ticket, instance, is_new, event, &payload),
            Err(error) => {
                self.outputs.push(Output::Reply { ticket, reply: Err(error) });
                Ok(())
            }
        }
    }

    /// The instance that is meant, whether this step makes it, and the payload in stored form.
    fn find_receiver(
        &mut self,
        id: &str,
        event: &StoredEvent,
    ) -> Result<Result<(Instance, bool, String), CallError>, Fault> {
        let Some(program) = self.parts.machines.get(event.machine) else {
            return Ok(Err(CallError::Unfit(format!("there is no machine {}", event.machine))));
        };
        let table = program.table();
        if find_event(table, event).is_none() {
            return Ok(Err(CallError::Unfit(format!("@{} does not handle :{}", table.name, event.name))));
        }
        let payload = match program.check_event(event) {
            Ok(payload) => payload,
            Err(error) => return Ok(Err(CallError::Unfit(error.to_string()))),
        };
        let what = || format!("the payload of :{}", event.name);
        if let Err(error) = self.options.bounds.check_size(what, &payload) {
            return Ok(Err(CallError::TooLarge(error)));
        }
        if let Some(missing) = self.find_missing_reference(table, event, &payload)? {
            return Ok(Err(CallError::Unfit(missing)));
        }
        let (name, instances) = (table.name, table.instances);
        let id = if instances == Instances::One { name } else { id };
        let found = match self.found.take() {
            Some(found) if found.machine == name && found.id == id => Some(found),
            _ => self.store.instance_of(name, id)?,
        };
        let found = found.filter(|instance| instance.life.is_known());
        match (found, instances) {
            (Some(instance), _) => Ok(Ok((instance, false, payload))),
            (None, Instances::PerKey(_) | Instances::One)
                // A text that is no key, like that of an `integer`, is the caller's mistake and not the step's.
                if !id.is_empty() && self.parts.machines[event.machine].create(id, "").is_ok() =>
            {
                let n = self.make_shared(event.machine, id)?;
                Ok(Ok((self.store.instance(n)?, true, payload)))
            }
            _ => Ok(Err(CallError::NotFound { machine: name.to_owned(), id: id.to_owned() })),
        }
    }

    fn send_to(
        &mut self,
        ticket: Ticket,
        instance: Instance,
        is_new: bool,
        event: &StoredEvent,
        payload: &str,
    ) -> Result<(), Fault> {
        let id = self.new_id()?;
        self.called = Some(id);
        let delivery = Delivery {
            trace: self.trace.clone(),
            ..Delivery::new(id, instance.n, &event.name, event.from.clone(), payload, Origin::Call)
        };
        // An instance with queued events is ready, unless its handler waits.
        if self.is_free(instance.n)? {
            self.tickets.insert(id, ticket);
            self.begin_watch(&delivery);
            let mut run = OpenRun::new(delivery);
            run.makes_instance = is_new;
            return self.advance_at(instance, run);
        }
        let most = self.options.bounds.queued;
        if self.store.count_queued(instance.n, most)? == most {
            self.outputs.push(Output::Reply { ticket, reply: Err(CallError::Busy) });
            return Ok(());
        }
        self.tickets.insert(id, ticket);
        self.begin_watch(&delivery);
        let seq = self.store.add_delivery(&delivery, Status::Queued)?;
        self.meter.note_delivery(seq, self.now);
        self.ready.add(instance.n, seq);
        Ok(())
    }

    /// Whether an instance has neither a handler that waits nor queued events.
    fn is_free(&self, n: i64) -> Result<bool, Fault> {
        if self.open.contains(&n) || self.ready.contains(n) {
            return Ok(false);
        }
        Ok(!self.ready.is_partial() || self.store.next_queued(n, self.order(n)?)?.is_none())
    }

    /// A name for a new delivery or message.
    pub(super) fn new_id(&mut self) -> Result<DeliveryId, Fault> {
        #[cfg(any(test, feature = "simulation"))]
        if self.options.sabotage == Some(super::Sabotage::ReuseNumbers) {
            let select = crate::store::sql!(
                "SELECT (SELECT count(*) FROM flow_delivery) * 1000 + (SELECT count(*) FROM flow_outgoing)"
            );
            let number: i64 = self.store.find(select, (), |row| row.get(0))?.unwrap_or(0);
            return Ok(DeliveryId(u128::from(number.unsigned_abs()).to_be_bytes()));
        }
        Ok(self.options.random.delivery())
    }

    /// An id for an instance that is created without one.
    pub(super) fn random_id(&mut self) -> String {
        let mut chance = [0; 10];
        self.options.random.fill(&mut chance);
        let now: Time = self.now;
        id_text(now, chance)
    }
}
