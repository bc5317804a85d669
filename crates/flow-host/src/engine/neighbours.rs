//! Who receives an emit: the rules of `flow-routing` over the table of instances (reference#receivers).
//!
//! The rules are functions without errors. An error of the database counts as *no such instance*, is kept, and ends the step.

use std::cell::{Cell, RefCell};

use flow::Time;
use flow_durable::{DeliveryId, Instances, Secret};
use flow_routing::{Directory, Origin, Receiver, find_partner, resolve_receiver, visit_all_receivers};
use rusqlite::Connection;

use crate::error::Fault;
use crate::program::{Around, Parts};
use crate::step;
use crate::store::{Delivery, Instance, Life, id_of, machine_name, maker_of, newest_before};

/// The instances of a database.
pub(super) struct Tables<'a> {
    connection: &'a Connection,
    parts: &'a Parts,
    fault: RefCell<Option<Fault>>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(connection: &'a Connection, parts: &'a Parts) -> Self {
        Tables { connection, parts, fault: RefCell::new(None) }
    }

    fn check<T: Default>(&self, result: rusqlite::Result<T>) -> T {
        result.unwrap_or_else(|error| {
            self.fault.borrow_mut().get_or_insert_with(|| Fault::of(&error));
            T::default()
        })
    }

    /// The result of a decision, unless the database failed at it.
    fn finish<T>(self, result: T) -> Result<T, Fault> {
        match self.fault.into_inner() {
            Some(fault) => Err(fault),
            None => Ok(result),
        }
    }

    /// The receiver of an emit `to @m`.
    pub(super) fn receiver(self, origin: Origin<i64, i64>, machine: usize) -> Result<Receiver<i64>, Fault> {
        let receiver = resolve_receiver(&self, origin, machine);
        self.finish(receiver)
    }

    /// The receivers of an emit `to all @m`, oldest first.
    pub(super) fn list_receivers(self, origin: Origin<i64, i64>, machine: usize) -> Result<Vec<i64>, Fault> {
        let newest = origin.conversation.and_then(|conversation| self.newest(conversation, machine));
        let mut found = Vec::new();
        visit_all_receivers(&self, origin.this, newest, |instance| found.push(instance));
        found.reverse();
        self.finish(found)
    }

    fn partner(self, origin: Origin<i64, i64>, machine: usize) -> Result<Option<String>, Fault> {
        let partner = find_partner(&self, origin, machine);
        let id = partner.and_then(|partner| self.check(id_of(self.connection, partner)));
        self.finish(id)
    }

    fn conversation(&self, instance: i64) -> Option<i64> {
        let select = crate::store::sql!("SELECT conversation FROM flow_instance WHERE n = ?1");
        let find = || self.connection.prepare_cached(select)?.query_row([instance], |row| row.get(0));
        self.check(find())
    }
}

impl Directory for Tables<'_> {
    type Machine = usize;
    type Instance = i64;
    type Conversation = i64;

    fn machine(&self, instance: i64) -> usize {
        let name = self.check(machine_name(self.connection, instance));
        name.and_then(|name| self.parts.machine(&name)).unwrap_or(usize::MAX)
    }

    fn maker(&self, instance: i64) -> Option<i64> {
        self.check(maker_of(self.connection, instance))?.0
    }

    fn has_ended(&self, instance: i64) -> bool {
        let row = self.check(maker_of(self.connection, instance));
        row.is_none_or(|(_, life)| matches!(life, Life::Ended | Life::NotKept | Life::Emptied))
    }

    fn newest(&self, conversation: i64, machine: usize) -> Option<i64> {
        let name = self.parts.machines.get(machine)?.table().name;
        self.check(newest_before(self.connection, conversation, name, i64::MAX))
    }

    fn next_older(&self, instance: i64) -> Option<i64> {
        let conversation = self.conversation(instance)?;
        let name = self.check(machine_name(self.connection, instance))?;
        self.check(newest_before(self.connection, conversation, &name, instance))
    }
}

/// The other instances that an instance knows while it handles a delivery.
pub(super) fn origin(instance: &Instance, delivery: &Delivery) -> Origin<i64, i64> {
    let sender = delivery.sender.filter(|sender| *sender != instance.n);
    Origin { this: instance.n, sender, conversation: instance.conversation.or(delivery.conversation) }
}

/// The instances around one that handles a delivery, for its handler.
pub(super) struct Neighbours<'a> {
    parts: &'a Parts,
    origin: Origin<i64, i64>,
    delivery: DeliveryId,
    secret: Secret,
    now: Time,
    /// How many ids were given out.
    given: Cell<u64>,
    fault: RefCell<Option<Fault>>,
}

impl<'a> Neighbours<'a> {
    pub(super) fn new(
        parts: &'a Parts,
        instance: &Instance,
        delivery: &Delivery,
        secret: Secret,
        now: Time,
    ) -> Self {
        let (given, fault) = (Cell::new(0), RefCell::new(None));
        Neighbours {
            parts,
            origin: origin(instance, delivery),
            delivery: delivery.id,
            secret,
            now,
            given,
            fault,
        }
    }

    /// The error of the database that a question of the handler had.
    pub(super) fn into_fault(self) -> Option<Fault> {
        self.fault.into_inner()
    }
}

impl Around for Neighbours<'_> {
    fn partner(&self, machine: usize) -> Option<String> {
        let table = self.parts.machines.get(machine)?.table();
        if table.instances == Instances::One {
            return Some(table.name.to_owned());
        }
        let find =
            |connection: &Connection| Tables::new(connection, self.parts).partner(self.origin, machine);
        step::with_connection(find)?.unwrap_or_else(|fault| {
            self.fault.borrow_mut().get_or_insert(fault);
            None
        })
    }

    fn new_id(&self, _machine: usize) -> String {
        let n = self.given.get();
        self.given.set(n + 1);
        self.secret.instance_id(self.delivery, n, self.now)
    }
}
