//! The programs that have written the database, counts of stored rows, and changes to it for a new program.
//!
//! Rows are read in batches, in the order of their numbers, so that memory does not grow with the database.

use flow::Time;
use flow_durable::{EventAt, GroupTimers, InstancesIn, Inventory, MessagesTo, OldAnswers, Place, Retention};
use rusqlite::{Connection, OptionalExtension, Row};

use super::{Store, sql};
use crate::error::Fault;

/// A stored instance, as a migration changes it.
#[derive(Clone, Debug)]
pub(crate) struct InstanceRow {
    pub(crate) n: i64,
    pub(crate) id: String,
    pub(crate) state: String,
    pub(crate) context: String,
    /// Whether it is kept or has ended: others have not had an effect yet.
    pub(crate) exists: bool,
    pub(crate) has_ended: bool,
}

/// A stored payload: of an event, a timer or a message.
#[derive(Clone, Debug)]
pub(crate) struct PayloadRow {
    pub(crate) seq: i64,
    pub(crate) instance: i64,
    pub(crate) payload: String,
    /// Whether it is a dead letter.
    pub(crate) is_dead: bool,
}

/// An event that is put aside, with its instance.
pub(crate) struct DeferredRow {
    pub(crate) seq: i64,
    pub(crate) machine: String,
    /// The state of the instance.
    pub(crate) state: String,
    pub(crate) event: String,
    pub(crate) from: Option<String>,
}

/// How many rows are read at once: each has at most 1 MiB, and few have.
const BATCH: i64 = 256;

/// The events of one kind.
pub(crate) struct Kind<'a> {
    pub(crate) machine: &'a str,
    pub(crate) event: &'a str,
    pub(crate) from: Option<&'a str>,
}

/// The description of the program that wrote the database last, with its fingerprint. The description is missing in a database of the
/// first hosts.
pub(crate) fn read_program(connection: &Connection) -> rusqlite::Result<(String, Option<String>)> {
    let meta = sql!("SELECT value FROM flow_meta WHERE name = 'program'");
    let fingerprint = connection.query_row(meta, (), |row| row.get(0))?;
    let last = sql!("SELECT description FROM flow_program ORDER BY n DESC LIMIT 1");
    Ok((fingerprint, connection.query_row(last, (), |row| row.get(0)).optional()?))
}

/// Counts the stored rows.
pub(crate) fn count_stored(connection: &Connection) -> rusqlite::Result<Inventory> {
    let instances = sql!(
        "SELECT machine, state, life = 2, count(*) FROM flow_instance WHERE life <> 4 GROUP BY machine, state, life = 2"
    );
    let events = sql!(
        "SELECT i.machine, d.event, d.from_actor, d.status, count(*) FROM flow_delivery d JOIN flow_instance i ON i.n = d.receiver
         GROUP BY 1, 2, 3, 4 UNION ALL
         SELECT i.machine, t.event, t.from_actor, 4, count(*) FROM flow_timer t JOIN flow_instance i ON i.n = t.instance
         GROUP BY 1, 2, 3"
    );
    let messages = sql!(
        "SELECT actor, message, count(*) FROM flow_outgoing WHERE status IN (0, 2, 3) GROUP BY actor, message"
    );
    let answers = sql!(
        "SELECT i.machine, a.function, d.status = 1, count(*) FROM flow_answer a JOIN flow_delivery d ON d.seq = a.delivery
         JOIN flow_instance i ON i.n = d.receiver GROUP BY 1, 2, 3"
    );
    let groups = sql!(
        "SELECT i.machine, t.of_group, count(*) FROM flow_timer t JOIN flow_instance i ON i.n = t.instance
         WHERE t.of_group IS NOT NULL GROUP BY 1, 2"
    );
    let drained = sql!("SELECT EXISTS (SELECT 1 FROM flow_meta WHERE name = 'drained')");
    Ok(Inventory {
        instances: read_all(connection, instances, |row| {
            let (machine, state, has_ended, count) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(InstancesIn { machine, state, has_ended, count })
        })?,
        events: read_all(connection, events, |row| {
            let (machine, event, from, count) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(4)?);
            Ok(EventAt { machine, event, from, place: place(row.get(3)?), count })
        })?,
        messages: read_all(connection, messages, |row| {
            Ok(MessagesTo { actor: row.get(0)?, message: row.get(1)?, count: row.get(2)? })
        })?,
        answers: read_all(connection, answers, |row| {
            let (machine, function, is_open, count) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(OldAnswers { machine, function, is_open, count })
        })?,
        group_timers: read_all(connection, groups, |row| {
            Ok(GroupTimers { machine: row.get(0)?, group: row.get(1)?, count: row.get(2)? })
        })?,
        is_drained: connection.query_row(drained, (), |row| row.get(0))?,
    })
}

fn place(status: i64) -> Place {
    match status {
        0 => Place::Queued,
        1 => Place::HalfDone,
        2 => Place::Deferred,
        3 => Place::Dead,
        _ => Place::Timer,
    }
}

fn read_all<T>(
    connection: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare(sql)?.query_map((), read)?.collect()
}

fn read_payload(row: &Row<'_>) -> rusqlite::Result<PayloadRow> {
    Ok(PayloadRow {
        seq: row.get(0)?,
        instance: row.get(1)?,
        payload: row.get(2)?,
        is_dead: row.get::<_, i64>(3)? == 3,
    })
}

impl Store {
    /// Stores the names of secret values, for other programs that read the database.
    pub(crate) fn note_secrets(&self, names: &str) -> Result<(), Fault> {
        let upsert = sql!(
            "INSERT INTO flow_meta (name, value) VALUES ('secrets', ?1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value"
        );
        self.execute(upsert, [names]).map(drop)
    }

    /// Stores how long rows are kept, in seconds, for other programs that read the database.
    pub(crate) fn note_retention(&self, kept: &Retention) -> Result<(), Fault> {
        let upsert = sql!(
            "INSERT INTO flow_meta (name, value) VALUES ('retention', ?1)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value"
        );
        self.execute(upsert, [super::retention::write_retention(kept)]).map(drop)
    }

    /// Notes that a program begins: all rows are its own from now on.
    pub(crate) fn note_program(
        &self,
        fingerprint: &str,
        description: &str,
        plan: &str,
        now: Time,
    ) -> Result<(), Fault> {
        let insert =
            sql!("INSERT INTO flow_program (fingerprint, description, since, plan) VALUES (?1, ?2, ?3, ?4)");
        self.insert(insert, (fingerprint, description, now.as_micros(), plan))?;
        self.execute(sql!("UPDATE flow_meta SET value = ?1 WHERE name = 'program'"), [fingerprint])?;
        Ok(())
    }

    /// Notes that everything that was begun is finished.
    pub(crate) fn note_drained(&self) -> Result<(), Fault> {
        self.execute(sql!("INSERT OR REPLACE INTO flow_meta (name, value) VALUES ('drained', 1)"), ())
            .map(drop)
    }

    /// Handlers are begun again.
    pub(crate) fn forget_drained(&self) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_meta WHERE name = 'drained'"), ()).map(drop)
    }

    /// Instances of a machine after a number, in any phase of their life, except for those with archived or erased values.
    pub(crate) fn instance_rows(&self, machine: &str, after: i64) -> Result<Vec<InstanceRow>, Fault> {
        let select = sql!(
            "SELECT n, id, state, context, life FROM flow_instance
             WHERE machine = ?1 AND n > ?2 AND life <> 4 ORDER BY n LIMIT ?3"
        );
        self.list(select, (machine, after, BATCH), |row| {
            let life: i64 = row.get(4)?;
            Ok(InstanceRow {
                n: row.get(0)?,
                id: row.get(1)?,
                state: row.get(2)?,
                context: row.get(3)?,
                exists: life == 1 || life == 2,
                has_ended: life == 2,
            })
        })
    }

    /// Stores an instance as the new program reads it.
    pub(crate) fn put_instance_row(&self, row: &InstanceRow, now: Time) -> Result<(), Fault> {
        let update = sql!(
            "UPDATE flow_instance SET state = ?2, context = ?3, life = CASE WHEN life IN (1, 2) THEN ?4 ELSE life END,
                 closed = CASE WHEN life = 2 AND ?4 = 2 THEN closed WHEN life IN (1, 2) AND ?4 = 2 THEN ?5 END
             WHERE n = ?1"
        );
        let life = if row.has_ended { 2 } else { 1 };
        self.execute(update, (row.n, &row.state, &row.context, life, now.as_micros())).map(drop)
    }

    /// Stored events of one kind after a place in their order, dead letters among them.
    pub(crate) fn event_rows(&self, kind: &Kind<'_>, after: i64) -> Result<Vec<PayloadRow>, Fault> {
        let select = sql!(
            "SELECT seq, receiver, payload, status FROM flow_delivery WHERE event = ?2 AND from_actor IS ?3 AND seq > ?4
                 AND receiver IN (SELECT n FROM flow_instance WHERE machine = ?1) ORDER BY seq LIMIT ?5"
        );
        self.list(select, (kind.machine, kind.event, kind.from, after, BATCH), read_payload)
    }

    pub(crate) fn put_event_row(&self, row: &PayloadRow, kind: &Kind<'_>) -> Result<(), Fault> {
        let update =
            sql!("UPDATE flow_delivery SET event = ?2, from_actor = ?3, payload = ?4 WHERE seq = ?1");
        self.execute(update, (row.seq, kind.event, kind.from, &row.payload)).map(drop)
    }

    /// Timers of one kind of event after a place in their order.
    pub(crate) fn timer_rows(&self, kind: &Kind<'_>, after: i64) -> Result<Vec<PayloadRow>, Fault> {
        let select = sql!(
            "SELECT seq, instance, payload, 0 FROM flow_timer WHERE event = ?2 AND from_actor IS ?3 AND seq > ?4
                 AND instance IN (SELECT n FROM flow_instance WHERE machine = ?1) ORDER BY seq LIMIT ?5"
        );
        self.list(select, (kind.machine, kind.event, kind.from, after, BATCH), read_payload)
    }

    pub(crate) fn put_timer_row(&self, row: &PayloadRow, kind: &Kind<'_>) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_timer SET event = ?2, from_actor = ?3, payload = ?4 WHERE seq = ?1");
        self.execute(update, (row.seq, kind.event, kind.from, &row.payload)).map(drop)
    }

    /// Timers of a group of states belong to another group.
    pub(crate) fn rename_group(&self, machine: &str, old: &str, new: &str) -> Result<(), Fault> {
        let update = sql!(
            "UPDATE flow_timer SET of_group = ?3 WHERE of_group = ?2
                 AND instance IN (SELECT n FROM flow_instance WHERE machine = ?1)"
        );
        self.execute(update, (machine, old, new)).map(drop)
    }

    /// Messages of one kind that are not delivered, after a place in their order.
    pub(crate) fn message_rows(
        &self,
        actor: &str,
        message: &str,
        after: i64,
    ) -> Result<Vec<PayloadRow>, Fault> {
        let select = sql!(
            "SELECT seq, instance, payload, status FROM flow_outgoing WHERE actor = ?1 AND message = ?2 AND seq > ?3
                 AND status IN (0, 2, 3) ORDER BY seq LIMIT ?4"
        );
        self.list(select, (actor, message, after, BATCH), read_payload)
    }

    pub(crate) fn put_message_row(&self, row: &PayloadRow, message: &str) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_outgoing SET message = ?2, payload = ?3 WHERE seq = ?1");
        self.execute(update, (row.seq, message, &row.payload)).map(drop)
    }

    /// Makes an event a dead letter that no longer fits the program, or gives a dead letter this reason.
    pub(crate) fn bury_event(&self, seq: i64, why: &str, now: Time) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_delivery SET status = 3, timer = NULL WHERE seq = ?1");
        self.execute(update, [seq])?;
        let insert = sql!(
            "INSERT INTO flow_dead (delivery, kind, phrase, error, at) VALUES (?1, 'program-changed', '', ?2, ?3)
             ON CONFLICT (delivery) DO UPDATE SET kind = excluded.kind, error = excluded.error || '; before: ' || error"
        );
        self.execute(insert, (seq, why, now.as_micros())).map(drop)
    }

    /// The same for a message.
    pub(crate) fn bury_outgoing(&self, seq: i64, phrase: &str, why: &str, now: Time) -> Result<(), Fault> {
        self.execute(sql!("UPDATE flow_outgoing SET status = 3, next = NULL WHERE seq = ?1"), [seq])?;
        let insert = sql!(
            "INSERT INTO flow_dead (outgoing, kind, phrase, error, at) VALUES (?1, 'program-changed', ?2, ?3, ?4)
             ON CONFLICT (outgoing) DO UPDATE SET kind = excluded.kind, error = excluded.error || '; before: ' || error"
        );
        self.execute(insert, (seq, phrase, why, now.as_micros())).map(drop)
    }

    /// Events of a machine with a recorded question of a function.
    pub(crate) fn events_with_answers(
        &self,
        machine: &str,
        function: &str,
    ) -> Result<Vec<PayloadRow>, Fault> {
        let select = sql!(
            "SELECT seq, receiver, payload, status FROM flow_delivery
             WHERE seq IN (SELECT delivery FROM flow_answer WHERE function = ?2)
                 AND receiver IN (SELECT n FROM flow_instance WHERE machine = ?1) ORDER BY seq"
        );
        self.list(select, (machine, function), read_payload)
    }

    /// Gives the recorded questions of a function another name, which no phrase has, so that they fit no handler.
    pub(crate) fn rename_answers(&self, delivery: i64, function: &str, name: &str) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_answer SET function = ?3 WHERE delivery = ?1 AND function = ?2");
        self.execute(update, (delivery, function, name)).map(drop)
    }

    /// Unmakes instances that have only dead letters: they do not exist, as after a first event without effect.
    pub(crate) fn unmake_instances(&self) -> Result<(), Fault> {
        let update = sql!(
            "UPDATE flow_instance SET life = 3 WHERE life = 0 AND NOT EXISTS
             (SELECT 1 FROM flow_delivery WHERE receiver = n AND status IN (0, 1, 2))"
        );
        self.execute(update, ()).map(drop)
    }

    /// The events that are deferred, with the machine and the state of their instances.
    pub(crate) fn all_deferred(&self) -> Result<Vec<DeferredRow>, Fault> {
        let select = sql!(
            "SELECT d.seq, i.machine, i.state, d.event, d.from_actor FROM flow_delivery d
             JOIN flow_instance i ON i.n = d.receiver WHERE d.status = 2 ORDER BY d.seq"
        );
        self.list(select, (), |row| {
            let (machine, state, event) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(DeferredRow { seq: row.get(0)?, machine, state, event, from: row.get(4)? })
        })
    }

    /// Puts a deferred event back into the queue, where it keeps its place.
    pub(crate) fn requeue(&self, seq: i64) -> Result<(), Fault> {
        let update =
            sql!("UPDATE flow_delivery SET status = 0, taken = NULL, revision = NULL WHERE seq = ?1");
        self.execute(update, [seq]).map(drop)
    }
}
