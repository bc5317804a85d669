//! Instances: their ids, conversations, makers and states.
//!
//! The functions that take a connection are read while a handler runs as well, to find receivers.

use flow::Time;
use flow_durable::Record;
use rusqlite::{Connection, OptionalExtension, Row};

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_instance`.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) n: i64,
    /// The name of its machine.
    pub(crate) machine: String,
    pub(crate) id: String,
    pub(crate) conversation: Option<i64>,
    pub(crate) life: Life,
    pub(crate) state: String,
    pub(crate) context: String,
    pub(crate) revision: i64,
}

/// The stages of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    /// An emit made it, and no event had an effect yet.
    Made,
    Kept,
    Ended,
    /// Its first event had no effect, so that it does not exist. A retry of that event makes it again.
    NotKept,
    /// It has ended, and its values are archived or erased. It accepts no events.
    Emptied,
}

impl Life {
    fn from_number(number: i64) -> Self {
        let all = [Life::Made, Life::Kept, Life::Ended, Life::NotKept, Life::Emptied];
        all.get(number as usize).copied().unwrap_or(Life::NotKept)
    }

    /// Whether events from outside find the instance.
    pub(crate) fn is_known(self) -> bool {
        self.exists() || self == Life::Emptied
    }

    /// Whether others can see the instance.
    pub(crate) fn exists(self) -> bool {
        matches!(self, Life::Kept | Life::Ended)
    }
}

/// A query of whole instances, in the order of the columns that [`Instance::read`] expects.
macro_rules! select_instances {
    ($rest:literal) => {
        sql!("SELECT n, machine, id, conversation, life, state, context, revision FROM flow_instance ", $rest)
    };
}

impl Instance {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Instance {
            n: row.get(0)?,
            machine: row.get(1)?,
            id: row.get(2)?,
            conversation: row.get(3)?,
            life: Life::from_number(row.get(4)?),
            state: row.get(5)?,
            context: row.get(6)?,
            revision: row.get(7)?,
        })
    }

    /// The instance as callers see it.
    pub(crate) fn into_record(self) -> Record {
        Record {
            id: self.id,
            state: self.state,
            context: self.context,
            revision: self.revision.unsigned_abs(),
            has_ended: self.life == Life::Ended,
        }
    }
}

impl Store {
    /// Adds an instance. It belongs to the owner of its conversation.
    pub(crate) fn add_instance(&self, new: &Instance, maker: Option<i64>) -> Result<i64, Fault> {
        let insert = sql!(
            "INSERT INTO flow_instance (machine, id, conversation, maker, life, state, context, owner)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT owner FROM flow_instance WHERE n = ?3))"
        );
        let Instance { machine, id, conversation, life, state, context, .. } = new;
        self.insert(insert, (machine, id, conversation, maker, *life as i64, state, context))
    }

    /// The instance with a number.
    pub(crate) fn instance(&self, n: i64) -> Result<Instance, Fault> {
        let select = select_instances!("WHERE n = ?1");
        let found = self.find(select, [n], Instance::read)?;
        found.ok_or_else(|| Fault::Step(format!("instance {n} was deleted by hand")))
    }

    /// The instance of a machine with an id.
    pub(crate) fn instance_of(&self, machine: &str, id: &str) -> Result<Option<Instance>, Fault> {
        let select = select_instances!("WHERE machine = ?1 AND id = ?2");
        self.find(select, (machine, id), Instance::read)
    }

    /// The instances of a machine in a state after a number, oldest first.
    pub(crate) fn instances(
        &self,
        machine: &str,
        state: &str,
        after: i64,
        most: i64,
    ) -> Result<Vec<Instance>, Fault> {
        let select = select_instances!(
            "WHERE machine = ?1 AND state = ?2 AND n > ?3 AND life IN (1, 2) ORDER BY n LIMIT ?4"
        );
        self.list(select, (machine, state, after, most), Instance::read)
    }

    /// As [`instances`](Store::instances), those of an owner, who has this number.
    pub(crate) fn instances_of_owner(
        &self,
        owner: i64,
        machine: &str,
        state: &str,
        (after, most): (i64, i64),
    ) -> Result<Vec<Instance>, Fault> {
        let select = select_instances!(
            "WHERE owner = ?1 AND machine = ?2 AND state = ?3 AND n > ?4 AND life IN (1, 2) ORDER BY n LIMIT ?5"
        );
        self.list(select, (owner, machine, state, after, most), Instance::read)
    }

    /// Stores an instance after a step in which it stayed in its state: no index changes.
    pub(crate) fn update_context(&self, instance: &Instance) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_instance SET context = ?2, revision = ?3 WHERE n = ?1");
        let Instance { n, context, revision, .. } = instance;
        self.execute(update, (n, context, revision)).map(drop)
    }

    /// Stores an instance after a step.
    pub(crate) fn update_instance(&self, instance: &Instance, now: Time) -> Result<(), Fault> {
        let update = sql!(
            "UPDATE flow_instance SET state = ?2, context = ?3, life = ?4, revision = ?5, closed = ?6 WHERE n = ?1"
        );
        let Instance { n, life, state, context, revision, .. } = instance;
        let closed = (*life == Life::Ended).then(|| now.as_micros());
        self.execute(update, (n, state, context, *life as i64, revision, closed)).map(drop)
    }

    pub(crate) fn set_life(&self, n: i64, life: Life) -> Result<(), Fault> {
        self.execute(sql!("UPDATE flow_instance SET life = ?2 WHERE n = ?1"), (n, life as i64)).map(drop)
    }

    /// Removes an instance that this step has added.
    pub(crate) fn remove_instance(&self, n: i64) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_instance WHERE n = ?1"), [n]).map(drop)
    }
}

/// The name of an instance's machine.
pub(crate) fn machine_name(connection: &Connection, n: i64) -> rusqlite::Result<Option<String>> {
    let select = sql!("SELECT machine FROM flow_instance WHERE n = ?1");
    connection.prepare_cached(select)?.query_row([n], |row| row.get(0)).optional()
}

/// The id of an instance.
pub(crate) fn id_of(connection: &Connection, n: i64) -> rusqlite::Result<Option<String>> {
    let select = sql!("SELECT id FROM flow_instance WHERE n = ?1");
    connection.prepare_cached(select)?.query_row([n], |row| row.get(0)).optional()
}

/// The maker of an instance, and its stage.
pub(crate) fn maker_of(connection: &Connection, n: i64) -> rusqlite::Result<Option<(Option<i64>, Life)>> {
    let select = sql!("SELECT maker, life FROM flow_instance WHERE n = ?1");
    let read = |row: &Row<'_>| Ok((row.get(0)?, Life::from_number(row.get(1)?)));
    connection.prepare_cached(select)?.query_row([n], read).optional()
}

/// The newest instance of a machine in a conversation that is older than `before`.
pub(crate) fn newest_before(
    connection: &Connection,
    conversation: i64,
    machine: &str,
    before: i64,
) -> rusqlite::Result<Option<i64>> {
    let select = sql!(
        "SELECT n FROM flow_instance WHERE conversation = ?1 AND machine = ?2 AND n < ?3 AND life <> 3
         ORDER BY n DESC LIMIT 1"
    );
    connection.prepare_cached(select)?.query_row((conversation, machine, before), |row| row.get(0)).optional()
}
