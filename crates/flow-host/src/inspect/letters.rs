//! Dead letters, with the decisions that are possible about each.
//!
//! A letter refers to its event or its message, which is stored until an operator decides. Events that the instance has handled since
//! have overtaken it.

use flow::Time;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;
use serde_json::Value;

use super::Database;
use crate::history::Party;
use crate::store::sql;

/// An event or a message that the host has given up.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct LetterLine {
    /// Its number.
    pub number: i64,
    /// Why it was given up.
    pub kind: String,
    /// The instance that received the event or sent the message.
    pub instance: Party,
    /// The event or the message, without `:`.
    pub name: String,
    /// The sender of the event.
    pub from: Option<Party>,
    /// The actor outside to which the message is addressed.
    pub to: Option<String>,
    /// The payload.
    pub payload: Value,
    /// The phrase or the expression that failed; empty if it was none.
    pub phrase: String,
    /// The error, or the reason of a refusal.
    pub error: String,
    /// When it was given up.
    pub at: Time,
    /// Whether a phrase waits for an answer, which can be given by hand.
    pub can_be_answered: bool,
    /// How many events the instance has handled since.
    pub handled_since: i64,
}

/// A query of dead letters with their events or messages. Steps of one group have one time, so that later ones are recognised by their
/// place in the journal.
macro_rules! select_letters {
    ($rest:literal) => {
        sql!("SELECT l.n, l.kind, i.machine, i.id, coalesce(d.event, o.message), s.machine, s.id, d.from_actor, o.actor,
              coalesce(d.payload, o.payload, '{}'), l.phrase, l.error, l.at,
              EXISTS (SELECT 1 FROM flow_answer a WHERE a.delivery = d.seq AND a.answer IS NULL AND a.refused IS NULL),
              (SELECT count(*) FROM flow_journal j WHERE j.instance = i.n AND j.what = 'handled' AND j.at >= l.at
                  AND j.n > coalesce((SELECT max(k.n) FROM flow_journal k
                      WHERE k.instance = i.n AND k.at = l.at AND k.what LIKE 'dead: %'), 0))
              FROM flow_dead l LEFT JOIN flow_delivery d ON d.seq = l.delivery
              LEFT JOIN flow_outgoing o ON o.seq = l.outgoing
              JOIN flow_instance i ON i.n = coalesce(d.receiver, o.instance)
              LEFT JOIN flow_instance s ON s.n = d.sender ", $rest)
    };
}

impl Database {
    /// The dead letters after one with a number, oldest first.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn dead_letters(&self, after: i64, most: i64) -> rusqlite::Result<Vec<LetterLine>> {
        let select = select_letters!("WHERE l.n > ?1 ORDER BY l.n LIMIT ?2");
        let mut statement = self.connection.prepare(select)?;
        statement.query_map((after, most), |row| self.letter(row))?.collect()
    }

    /// The dead letter with a number.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn dead_letter(&self, number: i64) -> rusqlite::Result<Option<LetterLine>> {
        let select = select_letters!("WHERE l.n = ?1");
        self.connection.query_row(select, [number], |row| self.letter(row)).optional()
    }

    /// The dead letters of one instance, oldest first.
    pub(super) fn letters_of(&self, instance: i64) -> rusqlite::Result<Vec<LetterLine>> {
        let select = select_letters!("WHERE i.n = ?1 ORDER BY l.n");
        let mut statement = self.connection.prepare(select)?;
        statement.query_map([instance], |row| self.letter(row))?.collect()
    }

    fn letter(&self, row: &Row<'_>) -> rusqlite::Result<LetterLine> {
        let instance = Party { name: row.get(2)?, id: row.get(3)? };
        let sender = row.get::<_, Option<String>>(5)?.zip(row.get::<_, Option<String>>(6)?);
        let actor = row.get::<_, Option<String>>(7)?;
        let from = sender
            .map(|(name, id)| Party { name, id })
            .or_else(|| actor.map(|name| Party { name, id: String::new() }));
        let of = [Some(&instance), from.as_ref()];
        let machines = of.into_iter().flatten().map(|party| party.name.as_str());
        Ok(LetterLine {
            number: row.get(0)?,
            kind: row.get(1)?,
            name: row.get(4)?,
            payload: self.mask.read_object(machines, &row.get::<_, String>(9)?),
            to: row.get(8)?,
            phrase: row.get(10)?,
            error: self.mask.cover_text(&instance.name, row.get(11)?),
            at: Time::from_micros(row.get(12)?),
            can_be_answered: row.get(13)?,
            handled_since: row.get(14)?,
            instance,
            from,
        })
    }
}
