//! Decisions that other programs have written down for the host.
//!
//! They add rows; the host carries them out and fills in the rest, so that the table records each decision, its author, time and reason.

use flow::Time;

use super::{Store, sql};
use crate::error::Fault;

/// A row of `flow_command` that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) n: i64,
    pub(crate) at: Time,
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
            "SELECT n, at, who, what, letter, value, reason FROM flow_command WHERE done IS NULL ORDER BY n LIMIT ?1"
        );
        self.list(select, [i64::try_from(most).unwrap_or(i64::MAX)], |row| {
            Ok(Command {
                n: row.get(0)?,
                at: Time::from_micros(row.get(1)?),
                who: row.get(2)?,
                what: row.get(3)?,
                letter: row.get(4)?,
                value: row.get(5)?,
                reason: row.get(6)?,
            })
        })
    }

    /// A command is carried out, or cannot be.
    pub(crate) fn finish_command(&self, n: i64, error: Option<&str>, now: Time) -> Result<(), Fault> {
        let update = sql!("UPDATE flow_command SET done = ?2, error = ?3 WHERE n = ?1");
        self.execute(update, (n, now.as_micros(), error)).map(drop)
    }

    /// Ends commands that are for a host that runs, and not for the next one.
    pub(crate) fn refuse_commands_to_hosts(&self, why: &str, now: Time) -> Result<(), Fault> {
        let update = sql!(
            "UPDATE flow_command SET done = ?2, error = ?1 WHERE done IS NULL AND what IN ('drain', 'accept-clock')"
        );
        self.execute(update, (why, now.as_micros())).map(drop)
    }
}
