//! Reading a database as people do who run a host: while a host runs with it, and while none does.
//!
//! The file is opened for reading only, and commands are added by a connection of their own. The running host carries these out, or, where
//! none runs, this module does. Values that the settings call secret are masked before they leave this module.

mod commands;
mod decisions;
mod history;
mod instances;
mod letters;
mod mask;
mod retention;
mod rules;
mod under_way;

use std::fs::TryLockError;
use std::path::{Path, PathBuf};

use flow::Time;
use flow_durable::Description;
use rusqlite::Connection;

use crate::clock::system_time;
use crate::error::{OpenError, cannot_read};
use crate::store::{self, BUSY, BackupError, back_up, read_program, sql};

pub use commands::{Command, CommandError, Outcome};
pub use decisions::DecisionLine;
pub use history::{Entry, Sent};
pub use instances::{Count, EventLine, InstanceLine, InstanceView, ListOf, MessageLine, Question, TimerLine};
pub use letters::LetterLine;
pub(crate) use mask::Mask;
pub use retention::KeptLine;
pub use rules::{BrokenLine, RuleLine};
/// Why a database cannot be read.
pub use rusqlite::Error as ReadError;
pub use under_way::UnderWay;

/// The time of the system's clock.
pub fn now() -> Time {
    system_time()
}

/// The database of a host, opened for reading.
#[derive(Debug)]
pub struct Database {
    path: PathBuf,
    connection: Connection,
    program: Description,
    mask: Mask,
}

impl Database {
    /// Opens the database of a host. A host may run with it.
    ///
    /// # Errors
    /// If there is none, or it has another format.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref().to_owned();
        if !path.exists() {
            return Err(OpenError::Missing(path));
        }
        let failed = |error: rusqlite::Error| cannot_read(&path, &error);
        let connection = store::open_to_read(&path).map_err(failed)?;
        connection.busy_timeout(BUSY).map_err(failed)?;
        store::check_format(&connection, &path)?;
        let description = read_program(&connection).map_err(failed)?.1.unwrap_or_default();
        let program = Description::from_json(&description).unwrap_or_default();
        let mask = Mask::read(&connection).map_err(failed)?;
        Ok(Database { path, connection, program, mask })
    }

    /// The machines of the program that wrote the database last; none if its host did not note them.
    pub fn machines(&self) -> impl Iterator<Item = &str> {
        self.program.machines.iter().map(|machine| machine.name.as_str())
    }

    /// The states of a machine of that program.
    pub fn states(&self, machine: &str) -> impl Iterator<Item = &str> {
        let states = self.program.machine(machine).map(|machine| machine.states.as_slice());
        states.unwrap_or_default().iter().map(String::as_str)
    }

    /// The machines with phrases that were awaited by the program that wrote the database last.
    pub fn awaited(&self) -> impl Iterator<Item = &str> {
        let awaited = self.program.machines.iter().filter(|machine| machine.is_awaited);
        awaited.map(|machine| machine.name.as_str())
    }

    /// Whether a host runs with the database.
    ///
    /// # Errors
    /// If the lock cannot be looked at.
    pub fn is_in_use(&self) -> Result<bool, OpenError> {
        let lock = store::append_suffix(&self.path, "-lock");
        if !lock.exists() {
            return Ok(false);
        }
        let other =
            |error: std::io::Error| OpenError::Other { path: self.path.clone(), reason: error.to_string() };
        match std::fs::File::open(lock).map_err(other)?.try_lock_shared() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(other(error)),
        }
    }

    /// How many handlers wait for answers.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn count_open(&self) -> rusqlite::Result<i64> {
        let count = sql!("SELECT count(*) FROM flow_delivery WHERE status = 1");
        self.connection.query_row(count, (), |row| row.get(0))
    }

    /// How many dead letters there are of a kind.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub fn count_dead(&self, kind: &str) -> rusqlite::Result<i64> {
        self.connection
            .query_row(sql!("SELECT count(*) FROM flow_dead WHERE kind = ?1"), [kind], |row| row.get(0))
    }

    /// Copies the database to a new file, while a host may go on with it.
    ///
    /// # Errors
    /// If there is a file of this name, or it cannot be written.
    pub fn back_up(&self, to: impl AsRef<Path>) -> Result<(), BackupError> {
        back_up(&self.path, to.as_ref())
    }
}
