//! Instances without values: archived or erased. Their rows stay, so that late events find them.
//!
//! Only an instance that has ended, without events or messages in progress, is emptied.

use flow::Time;

use super::{Life, Store, sql};
use crate::error::Fault;

/// What an archive keeps of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Archived {
    pub(crate) n: i64,
    pub(crate) revision: i64,
    pub(crate) machine: String,
    pub(crate) id: String,
    pub(crate) conversation: Option<i64>,
    pub(crate) state: String,
    pub(crate) context: String,
    /// When it had its last step, if its journal was not deleted.
    pub(crate) closed: Option<i64>,
    /// Its journal, a JSON array.
    pub(crate) journal: String,
}

impl Store {
    /// Whether an instance has events or messages that are not over. Dead letters are not.
    pub(crate) fn has_work(&self, n: i64) -> Result<bool, Fault> {
        let select = sql!(
            "SELECT EXISTS (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 0)
                 OR EXISTS (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 1)
                 OR EXISTS (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 2)
                 OR EXISTS (SELECT 1 FROM flow_outgoing WHERE instance = ?1 AND status = 0)"
        );
        Ok(self.find(select, [n], |row| row.get(0))?.unwrap_or(false))
    }

    /// Whether an instance has dead letters.
    pub(crate) fn has_letters(&self, n: i64) -> Result<bool, Fault> {
        let select = sql!(
            "SELECT EXISTS (SELECT 1 FROM flow_delivery WHERE receiver = ?1 AND status = 3)
                 OR EXISTS (SELECT 1 FROM flow_dead AS dead JOIN flow_outgoing AS sent ON dead.outgoing = sent.seq
                            WHERE sent.instance = ?1)"
        );
        Ok(self.find(select, [n], |row| row.get(0))?.unwrap_or(false))
    }

    /// Instances of conversations that ended before a time and are not emptied, after a number; oldest first.
    pub(crate) fn ended_instances(&self, before: Time, after: i64, most: i64) -> Result<Vec<i64>, Fault> {
        let select = sql!(
            "SELECT n FROM flow_instance WHERE n > ?2 AND life = 2 AND conversation IS NOT NULL
                 AND (closed IS NULL OR closed < ?1) ORDER BY n LIMIT ?3"
        );
        self.list(select, (before.as_micros(), after, most), |row| row.get(0))
    }

    /// What an archive keeps of an instance.
    pub(crate) fn read_archived(&self, n: i64) -> Result<Option<Archived>, Fault> {
        let journal = sql!(
            "SELECT json_group_array(json_object('at', at, 'what', what, 'event', event, 'from', from_actor,
                 'sender', sender, 'payload', json(payload), 'state', state, 'passed', json(passed),
                 'posts', json(posts), 'note', json(note)))
             FROM (SELECT * FROM flow_journal WHERE instance = ?1 ORDER BY n)"
        );
        let journal = self.find(journal, [n], |row| row.get(0))?.unwrap_or_default();
        let select = sql!(
            "SELECT revision, machine, id, conversation, state, context, closed FROM flow_instance WHERE n = ?1"
        );
        self.find(select, [n], |row| {
            Ok(Archived {
                n,
                revision: row.get(0)?,
                machine: row.get(1)?,
                id: row.get(2)?,
                conversation: row.get(3)?,
                state: row.get(4)?,
                context: row.get(5)?,
                closed: row.get(6)?,
                journal,
            })
        })
    }

    /// Removes the values of an instance.
    pub(crate) fn empty_instance(&self, n: i64, now: Time) -> Result<(), Fault> {
        let update = sql!(
            "UPDATE flow_instance SET context = '{}', life = ?2, closed = NULL, emptied = ?3 WHERE n = ?1"
        );
        self.execute(update, (n, Life::Emptied as i64, now.as_micros())).map(drop)
    }

    /// Removes the journal of an instance.
    pub(crate) fn remove_journal(&self, n: i64) -> Result<(), Fault> {
        self.execute(sql!("DELETE FROM flow_journal WHERE instance = ?1"), [n]).map(drop)
    }

    /// Removes the values of an instance from its journal, its finished messages and its dead letters. Removed bytes are overwritten in
    /// the file.
    pub(crate) fn erase_instance(&self, n: i64, now: Time) -> Result<(), Fault> {
        self.connection()?.execute_batch(sql!("PRAGMA secure_delete = ON"))?;
        let result = self.erase_rows(n).and_then(|()| self.empty_instance(n, now));
        self.connection()?.execute_batch(sql!("PRAGMA secure_delete = OFF"))?;
        result
    }

    fn erase_rows(&self, n: i64) -> Result<(), Fault> {
        for statement in [
            sql!("UPDATE flow_journal SET payload = NULL, note = NULL WHERE instance = ?1"),
            sql!(
                "DELETE FROM flow_dead WHERE delivery IN (SELECT seq FROM flow_delivery WHERE receiver = ?1)
                     OR outgoing IN (SELECT seq FROM flow_outgoing WHERE instance = ?1)"
            ),
            sql!(
                "DELETE FROM flow_answer WHERE delivery IN (SELECT seq FROM flow_delivery WHERE receiver = ?1)"
            ),
            sql!("DELETE FROM flow_delivery WHERE receiver = ?1"),
            // Dead messages are abandoned.
            sql!(
                "UPDATE flow_outgoing SET payload = '{}', status = iif(status = 3, 4, status) WHERE instance = ?1"
            ),
            sql!("DELETE FROM flow_timer WHERE instance = ?1"),
        ] {
            self.execute(statement, [n])?;
        }
        Ok(())
    }
}
