//! Deleting old rows, in batches that are small enough for other transactions not to wait.

use flow::{Duration, Time};
use flow_durable::Retention;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::{Store, sql};
use crate::error::Fault;

/// The most rows that one batch deletes from a table: about as many as a group of steps writes.
pub(super) const BATCH: i64 = 256;

/// How long rows are kept, as it is stored for other programs: microseconds in JSON.
pub(crate) fn write_retention(kept: &Retention) -> String {
    let Retention { journal, messages, answers, calls } = kept;
    serde_json::json!({
        "journal": journal.as_micros(),
        "messages": messages.as_micros(),
        "answers": answers.as_micros(),
        "calls": calls.as_micros(),
    })
    .to_string()
}

/// How long the last host kept rows; the defaults, if it did not store that.
pub(crate) fn read_retention(connection: &Connection) -> rusqlite::Result<Retention> {
    let select = sql!("SELECT value FROM flow_meta WHERE name = 'retention'");
    let stored: Option<String> = connection.query_row(select, (), |row| row.get(0)).optional()?;
    let stored: Value = stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let default = Retention::default();
    let read = |name: &str, default: Duration| stored[name].as_i64().map_or(default, Duration::from_micros);
    Ok(Retention {
        journal: read("journal", default.journal),
        messages: read("messages", default.messages),
        answers: read("answers", default.answers),
        calls: read("calls", default.calls),
    })
}

impl Store {
    /// How long the last host kept rows.
    pub(crate) fn retention(&self) -> Result<Retention, Fault> {
        read_retention(self.connection()?).map_err(|error| Fault::of(&error))
    }

    /// Deletes a part of the journal of instances that were closed before a time. Returns whether there is more.
    pub(crate) fn delete_journal(&self, before: Time) -> Result<bool, Fault> {
        let first = sql!("SELECT n FROM flow_instance WHERE closed < ?1 ORDER BY closed LIMIT 1");
        let Some(instance) = self.find(first, [before.as_micros()], |row| row.get::<_, i64>(0))? else {
            return Ok(false);
        };
        let delete = sql!(
            "DELETE FROM flow_journal WHERE n IN (SELECT n FROM flow_journal WHERE instance = ?1 ORDER BY n LIMIT ?2)"
        );
        if !is_full_batch(self.execute(delete, (instance, BATCH))?) {
            self.execute(sql!("UPDATE flow_instance SET closed = NULL WHERE n = ?1"), [instance])?;
            self.execute(sql!("DELETE FROM flow_mark WHERE instance = ?1"), [instance])?;
        }
        Ok(true)
    }

    /// Deletes messages that are older than a time and over. Returns whether there are more.
    pub(crate) fn delete_messages(&self, before: Time) -> Result<bool, Fault> {
        let delete = sql!(
            "DELETE FROM flow_outgoing WHERE seq IN
             (SELECT seq FROM flow_outgoing WHERE status IN (1, 2, 4) AND at < ?1 ORDER BY at LIMIT ?2)"
        );
        Ok(is_full_batch(self.execute(delete, (before.as_micros(), BATCH))?))
    }

    /// Deletes ids of answers that are older than a time. Returns whether there are more.
    pub(crate) fn delete_webhooks(&self, before: Time) -> Result<bool, Fault> {
        let delete = sql!(
            "DELETE FROM flow_webhook WHERE (actor, id) IN
             (SELECT actor, id FROM flow_webhook WHERE at < ?1 ORDER BY at LIMIT ?2)"
        );
        Ok(is_full_batch(self.execute(delete, (before.as_micros(), BATCH))?))
    }

    /// Deletes keys of calls that are older than a time and have a result. Returns whether there are more.
    pub(crate) fn delete_calls(&self, before: Time) -> Result<bool, Fault> {
        let delete = sql!(
            "DELETE FROM flow_call WHERE (caller, key) IN
             (SELECT caller, key FROM flow_call WHERE at < ?1 AND (result IS NOT NULL OR NOT EXISTS
                 (SELECT 1 FROM flow_delivery WHERE id = flow_call.delivery)) ORDER BY at LIMIT ?2)"
        );
        Ok(is_full_batch(self.execute(delete, (before.as_micros(), BATCH))?))
    }
}

pub(super) fn is_full_batch(rows: usize) -> bool {
    i64::try_from(rows).unwrap_or(BATCH) >= BATCH
}
