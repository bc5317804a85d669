//! Commands to a host: decisions of an operator, and their outcomes.
//!
//! A command is a row, which keeps who decided, why and when. The running host carries it out; where none runs, this process takes the
//! host's lock and does. The reply of the host is stored in the row, and read from there.

use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::Database;
use crate::clock::system_time;
use crate::engine::Engine;
use crate::error::{OpenError, explain};
use crate::store::sql;

/// A command to a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// `retry`, `answer`, `fail`, `abandon`, `archive`, `clean`, `erase`, `drain`, `restored` or `accept-clock`.
    pub what: &'static str,
    /// The dead letter; 0 if it is about none.
    pub letter: i64,
    /// The value of an answer, or the instances to archive or erase, in JSON; how many seconds a drain may take.
    pub value: Option<String>,
    /// Who decides.
    pub who: String,
    /// Why.
    pub reason: String,
}

/// The outcome of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out, by a running host or, where none ran, without one.
    Done,
    /// It had no effect, for this reason.
    Refused(String),
    /// The host has not handled it yet, and will.
    Waiting,
}

/// Why a command could not be given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// The database cannot be written.
    #[error("the command cannot be stored: {0}")]
    Database(String),
    /// The database cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<rusqlite::Error> for CommandError {
    fn from(error: rusqlite::Error) -> Self {
        CommandError::Database(explain(&error))
    }
}

/// How often the row is looked at: a person waits, and a look is one row.
const PAUSE: Duration = Duration::from_millis(50);

/// How often the lock is tried before a command fails, once in a millisecond.
const MOST_TRIES: i32 = 30_000;

/// Waits between two tries to lock the database. A host under load leaves the lock free only for a moment between two groups, which the
/// increasing pauses of a time-out miss.
fn wait_for_lock(tries: i32) -> bool {
    thread::sleep(Duration::from_millis(1));
    tries < MOST_TRIES
}

impl Database {
    /// Gives a command, and waits so long until it is carried out.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn command(&self, command: &Command, patience: Duration) -> Result<Outcome, CommandError> {
        let end = Instant::now() + patience;
        let n = self.store_command(command)?;
        loop {
            if !self.is_in_use()? {
                match Engine::carry_out_alone(&self.path, system_time()) {
                    // A host has started meanwhile.
                    Ok(()) | Err(OpenError::InUse(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            let outcome = self.outcome(n)?;
            if outcome != Outcome::Waiting || Instant::now() >= end {
                return Ok(outcome);
            }
            thread::sleep(PAUSE);
        }
    }

    fn store_command(&self, command: &Command) -> Result<i64, CommandError> {
        let Command { what, letter, value, who, reason } = command;
        let mut connection = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_handler(Some(wait_for_lock))?;
        let insert = sql!(
            "INSERT INTO flow_command (at, who, what, letter, value, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        );
        connection.execute(insert, (system_time().as_micros(), who, what, letter, value, reason))?;
        Ok(connection.last_insert_rowid())
    }

    fn outcome(&self, n: i64) -> rusqlite::Result<Outcome> {
        let select = sql!("SELECT done IS NOT NULL, error FROM flow_command WHERE n = ?1");
        self.connection.query_row(select, [n], |row| {
            Ok(match (row.get(0)?, row.get(1)?) {
                (false, _) => Outcome::Waiting,
                (true, None) => Outcome::Done,
                (true, Some(error)) => Outcome::Refused(error),
            })
        })
    }
}
