//! The journal, and the dead letters.
//!
//! The journal is history: the engine reads only the time of its last entry, before which the clock does not go back.

use flow::Time;
use flow_durable::{DeadKind, DeliveryId};
use rusqlite::Row;

use super::{Delivery, Store, sql};
use crate::error::Fault;

/// A row of `flow_journal`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry<'a> {
    pub(crate) instance: i64,
    pub(crate) what: &'a str,
    pub(crate) delivery: Option<&'a Delivery>,
    /// The state after.
    pub(crate) state: &'a str,
    /// The states passed through, a JSON array.
    pub(crate) passed: Option<String>,
    /// The events, messages and timers that the step emitted, a JSON array.
    pub(crate) posts: Option<String>,
    /// More about it, a JSON object.
    pub(crate) note: Option<String>,
}

/// A row of `flow_dead`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dead {
    pub(crate) n: i64,
    /// The event, or
    pub(crate) delivery: Option<i64>,
    /// the message.
    pub(crate) outgoing: Option<i64>,
    pub(crate) kind: DeadKind,
    pub(crate) phrase: String,
    pub(crate) error: String,
    pub(crate) at: Time,
}

/// A query of whole dead letters, in the order of the columns that [`Dead::read`] expects.
macro_rules! select_dead {
    ($rest:literal) => {
        sql!("SELECT n, delivery, outgoing, kind, phrase, error, at FROM flow_dead ", $rest)
    };
}

impl Dead {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Dead {
            n: row.get(0)?,
            delivery: row.get(1)?,
            outgoing: row.get(2)?,
            kind: DeadKind::from_name(&row.get::<_, String>(3)?).unwrap_or(DeadKind::Failed),
            phrase: row.get(4)?,
            error: row.get(5)?,
            at: Time::from_micros(row.get(6)?),
        })
    }
}

impl Store {
    /// Adds an entry to the journal.
    pub(crate) fn note(&self, entry: &Entry<'_>, now: Time) -> Result<(), Fault> {
        let insert = sql!(
            "INSERT INTO flow_journal (instance, at, what, delivery, event, from_actor, sender, payload, state, passed,
                 posts, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
        );
        let of = entry.delivery;
        let params = rusqlite::params![
            entry.instance,
            now.as_micros(),
            entry.what,
            of.map(|of| of.id.0),
            of.map(|of| &of.event),
            of.and_then(|of| of.from.as_ref()),
            of.and_then(|of| of.sender),
            of.map(|of| &of.payload),
            entry.state,
            entry.passed,
            entry.posts,
            entry.note
        ];
        self.insert(insert, params).map(drop)
    }

    /// The time of the last entry, or the one at which the database was restored.
    pub(crate) fn last_time(&self) -> Result<Option<Time>, Fault> {
        let select = sql!(
            "SELECT max(at) FROM (SELECT at FROM (SELECT at FROM flow_journal ORDER BY n DESC LIMIT 1)
             UNION ALL SELECT value FROM flow_meta WHERE name = 'time')"
        );
        let time = self.find(select, (), |row| row.get::<_, Option<i64>>(0))?;
        Ok(time.flatten().map(Time::from_micros))
    }

    /// Whether a place in the journal is one of an instance.
    pub(crate) fn has_entry(&self, instance: i64, place: i64) -> Result<bool, Fault> {
        let select = sql!("SELECT 1 FROM flow_journal WHERE n = ?2 AND instance = ?1");
        Ok(self.find(select, (instance, place), |_| Ok(()))?.is_some())
    }

    /// The last place of an instance.
    pub(crate) fn last_entry(&self, instance: i64) -> Result<Option<i64>, Fault> {
        let select = sql!("SELECT n FROM flow_journal WHERE instance = ?1 ORDER BY n DESC LIMIT 1");
        self.find(select, [instance], |row| row.get(0))
    }

    /// The next steps of an instance after a place, with the states after and the states passed through.
    pub(crate) fn steps_after(
        &self,
        instance: i64,
        place: i64,
    ) -> Result<Vec<(i64, String, Option<String>)>, Fault> {
        let select = sql!(
            "SELECT n, state, passed FROM flow_journal WHERE instance = ?1 AND n > ?2 AND what = 'handled'
             ORDER BY n LIMIT 100"
        );
        self.list(select, (instance, place), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    /// Adds a dead letter, and returns its number.
    pub(crate) fn add_dead(&self, new: &Dead) -> Result<i64, Fault> {
        let insert = sql!(
            "INSERT INTO flow_dead (delivery, outgoing, kind, phrase, error, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        );
        let Dead { delivery, outgoing, kind, phrase, error, at, .. } = new;
        self.insert(insert, (delivery, outgoing, kind.name(), phrase, error, at.as_micros()))
    }

    /// The dead letter with a number.
    pub(crate) fn dead(&self, n: i64) -> Result<Option<Dead>, Fault> {
        let select = select_dead!("WHERE n = ?1");
        self.find(select, [n], Dead::read)
    }

    /// The dead letter of a delivery.
    pub(crate) fn dead_of(&self, delivery: i64) -> Result<Option<Dead>, Fault> {
        let select = select_dead!("WHERE delivery = ?1");
        self.find(select, [delivery], Dead::read)
    }

    /// The dead letters after a number, oldest first.
    pub(crate) fn dead_letters(&self, after: i64, most: i64) -> Result<Vec<Dead>, Fault> {
        let select = select_dead!("WHERE n > ?1 ORDER BY n LIMIT ?2");
        self.list(select, (after, most), Dead::read)
    }

    pub(crate) fn delete_dead(&self, n: i64) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_dead WHERE n = ?1"), [n]).map(drop)
    }

    /// The place of the delivery with an id.
    pub(crate) fn delivery_named(&self, id: DeliveryId) -> Result<Option<i64>, Fault> {
        self.find(sql!("SELECT seq FROM flow_delivery WHERE id = ?1"), [id.0], |row| row.get(0))
    }
}
