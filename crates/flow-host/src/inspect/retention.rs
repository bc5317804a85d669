//! How long the host keeps rows that are over, and how many are older.

use flow::{Duration, Time};
use flow_durable::Retention;
use serde::Serialize;

use super::Database;
use crate::store::{read_retention, sql};

/// Rows of one kind.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct KeptLine {
    /// What is kept.
    pub what: &'static str,
    /// For how many seconds; `None` for ever.
    pub seconds: Option<i64>,
    /// How many there are that are over.
    pub rows: i64,
    /// How many of them are older than that. The host deletes them.
    pub older: i64,
}

/// What is kept, how long it is, and how its rows are counted.
type Kind = (&'static str, fn(&Retention) -> Duration, &'static str, &'static str);

const KINDS: [Kind; 5] = [
    (
        "journals of instances that have ended",
        |kept| kept.journal,
        sql!("SELECT count(*) FROM flow_instance WHERE closed IS NOT NULL"),
        sql!("SELECT count(*) FROM flow_instance WHERE closed < ?1"),
    ),
    (
        "messages that are delivered, read or abandoned",
        |kept| kept.messages,
        sql!("SELECT count(*) FROM flow_outgoing WHERE status IN (1, 2, 4)"),
        sql!("SELECT count(*) FROM flow_outgoing WHERE status IN (1, 2, 4) AND at < ?1"),
    ),
    (
        "ids of answers of actors",
        |kept| kept.answers,
        sql!("SELECT count(*) FROM flow_webhook"),
        sql!("SELECT count(*) FROM flow_webhook WHERE at < ?1"),
    ),
    (
        "keys of calls",
        |kept| kept.calls,
        sql!("SELECT count(*) FROM flow_call"),
        sql!(
            "SELECT count(*) FROM flow_call WHERE at < ?1 AND (result IS NOT NULL OR NOT EXISTS
                 (SELECT 1 FROM flow_delivery WHERE id = flow_call.delivery))"
        ),
    ),
    (
        "broken rules that are true again",
        |kept| kept.journal,
        sql!("SELECT count(*) FROM flow_broken WHERE is_open = 0"),
        sql!("SELECT count(*) FROM flow_broken WHERE is_open = 0 AND last < ?1"),
    ),
];

impl Database {
    /// How long rows are kept by the settings of the last host, and how many are older at a time.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn retention(&self, now: Time) -> rusqlite::Result<Vec<KeptLine>> {
        let kept = read_retention(&self.connection)?;
        let count = |select: &str| self.connection.query_row(select, (), |row| row.get::<_, i64>(0));
        let mut lines = Vec::new();
        for (what, length, all, older) in KINDS {
            // An earlier host has not made the tables of rules.
            if self.connection.prepare(all).is_err() {
                continue;
            }
            let length = length(&kept);
            let before = Retention::cutoff(length, now).as_micros();
            let older = self.connection.query_row(older, [before], |row| row.get(0))?;
            let seconds = Some(length.as_micros() / 1_000_000);
            lines.push(KeptLine { what, seconds, rows: count(all)?, older });
        }
        let letters = count(sql!("SELECT count(*) FROM flow_dead"))?;
        lines.push(KeptLine { what: "dead letters", seconds: None, rows: letters, older: 0 });
        Ok(lines)
    }
}
