//! Decisions that other programs have written down for the host.
//!
//! They add rows; the host carries them out and fills in the rest, so that who decided what, when and why stays in the table.

use flow::Time;

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_command` that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) n: i64,
    pub(crate) who: String,
    pub(crate) what: String,
    /// The dead letter.
    pub(crate) letter: i64,
    pub(crate) value: Option<String>,
    pub(crate) reason: String,
}

impl Store {
    /// Whether a command waits.
    pub(crate) fn has_commands(&self) -> Result<bool, Fault> {
        let select = sql!("SELECT EXISTS (SELECT 1 FROM flow_command WHERE done IS NULL)");
        Ok(self.find(select, (), |row| row.get(0))?.unwrap_or(false))
    }

    /// The first commands that wait.
    pub(crate) fn waiting_commands(&self, most: usize) -> Result<Vec<Command>, Fault> {
        let select = sql!(
            "SELECT n, who, what, letter, value, reason FROM flow_command WHERE done IS NULL ORDER BY n LIMIT ?1"
        );
        self.list(select, [i64::try_from(most).unwrap_or(i64::MAX)], |row| {
            Ok(Command {
                n: row.get(0)?,
                who: row.get(1)?,
                what: row.get(2)?,
                letter: row.get(3)?,
                value: row.get(4)?,
                reason: row.get(5)?,
            })
        })
    }

    /// A command is carried out, or cannot be.
    pub(crate) fn finish_command(&self, n: i64, error: Option<&str>, now: Time) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_command SET done = ?2, error = ?3 WHERE n = ?1");
        self.execute(update, (n, now.as_micros(), error)).map(drop)
    }
}
