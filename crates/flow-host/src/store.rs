//! The database: opening it, its transactions, and its tables as functions.
//!
//! Each statement of the host goes through [`Store::execute`], [`Store::find`] or [`Store::list`], where tests can end the process. A
//! second host is kept away by a lock on another file in the same folder: a lock on the database itself would be lost when any other
//! handle of it is closed.

mod answers;
mod archive;
mod backup;
mod calls;
mod commands;
mod convert;
mod counts;
mod deliveries;
mod emptied;
mod history;
mod instances;
mod journal;
mod outgoing;
mod owners;
mod performing;
mod programs;
mod reading;
mod restored;
mod retention;
mod rules;
mod running;
mod schema;
#[cfg(test)]
mod tests;
mod timers;

use std::cell::Cell;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flow_durable::Secret;
use rusqlite::{Connection, OptionalExtension, Params, Row};

pub(crate) use answers::StoredAnswer;
pub(crate) use archive::write_archive;
pub use backup::BackupError;
pub(crate) use backup::back_up;
pub(crate) use calls::KeyedCall;
pub(crate) use commands::Command;
pub(crate) use deliveries::{Delivery, Order, Origin, Status};
pub(crate) use emptied::Archived;
pub(crate) use history::{PastStep, find_conversation, name_of, steps_of_conversation, steps_of_instance};
pub(crate) use instances::{Instance, Life, id_of, machine_name, maker_of, newest_before};
pub(crate) use journal::{Dead, Entry};
pub(crate) use outgoing::{Message, Sent};
pub(crate) use performing::Performing;
pub(crate) use programs::{DeferredRow, InstanceRow, Kind, PayloadRow, count_stored, read_program};
pub(crate) use reading::open_to_read;
pub(crate) use retention::read_retention;
pub(crate) use running::Running;
pub(crate) use timers::{Owner, Timer};

use crate::error::{Fault, OpenError, explain};
use crate::step::Access;
use schema::{APPLICATION, CALLS_AND_COMMANDS, FORMAT, OWNERS, PROGRAMS, RULES, SCHEMA};

/// A statement of the host, with the mark that distinguishes it from statements of the program.
macro_rules! sql {
    ($($text:literal),+) => {
        concat!("/*flow*/ ", $($text),+)
    };
}
pub(crate) use sql;

/// An open database.
pub(crate) struct Store {
    path: PathBuf,
    /// `None` while a handler runs, and after an error of the environment.
    connection: Option<Box<Connection>>,
    access: Access,
    secret: Secret,
    running: Running,
    performing: Performing,
    /// Held as long as the host runs.
    _lock: File,
    /// How many more statements are executed before the process ends; a test sets it.
    left: Cell<Option<u64>>,
    /// Whether the statement after these fails, once, in place of the end of the process.
    #[cfg(any(test, feature = "simulation"))]
    fails: Cell<bool>,
}

/// How many prepared statements are kept: all of the host's, and as many of the program's.
const STATEMENTS: usize = 192;

/// How long a statement waits for another program that writes, such as a backup.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

/// How long a lock is waited for. A child process has the files of its parent until its own program begins, so that the lock of a host
/// that was closed can last for a moment.
const LOCKED: Duration = Duration::from_millis(500);

impl Store {
    /// Opens a database, or creates it. `fingerprint` is that of the specification.
    ///
    /// # Errors
    /// If it cannot be opened for writing, or is not this host's.
    pub(crate) fn open(path: &Path, fingerprint: &str, secret: Secret) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        create_private(path)?;
        let access = Access::default();
        let connection = connect(path, &access).map_err(|error| cannot_open(path, &error))?;
        let secret = initialise(&connection, path, fingerprint, secret)?;
        let running =
            Running::open(&append_suffix(path, "-running")).map_err(|error| io_error(path, &error))?;
        let performing =
            Performing::open(&append_suffix(path, "-performing")).map_err(|error| io_error(path, &error))?;
        Ok(Store {
            path: path.to_owned(),
            connection: Some(Box::new(connection)),
            access,
            secret,
            running,
            performing,
            _lock: lock,
            left: Cell::new(None),
            #[cfg(any(test, feature = "simulation"))]
            fails: Cell::new(false),
        })
    }

    /// Opens the file again after an error of the environment.
    pub(crate) fn reopen(&mut self) -> Result<(), Fault> {
        self.connection = None;
        let connection = connect(&self.path, &self.access)?;
        // Without a transaction that writes, a full disk would not be noticed before the first step.
        connection.execute_batch(sql!(
            "BEGIN IMMEDIATE; UPDATE flow_meta SET value = value WHERE name = 'format'; COMMIT"
        ))?;
        self.connection = Some(Box::new(connection));
        Ok(())
    }

    pub(crate) fn secret(&self) -> Secret {
        self.secret
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    /// The file that names the deliveries being handled.
    pub(crate) fn running(&mut self) -> &mut Running {
        &mut self.running
    }

    /// The file that names the attempts in progress.
    pub(crate) fn performing(&mut self) -> &mut Performing {
        &mut self.performing
    }

    /// The connection.
    ///
    /// # Errors
    /// After an error of the environment there is none.
    pub(crate) fn connection(&self) -> Result<&Connection, Fault> {
        self.connection.as_deref().ok_or_else(|| Fault::Environment("the database is not open".into()))
    }

    /// Lends the connection to a handler.
    pub(crate) fn take_connection(&mut self) -> Result<Box<Connection>, Fault> {
        self.connection.take().ok_or_else(|| Fault::Environment("the database is not open".into()))
    }

    pub(crate) fn put_connection(&mut self, connection: Box<Connection>) {
        self.connection = Some(connection);
    }

    pub(crate) fn begin(&self) -> Result<(), Fault> {
        self.execute(sql!("BEGIN IMMEDIATE"), ()).map(drop)
    }

    /// Commits the transaction.
    pub(crate) fn commit(&self) -> Result<(), Fault> {
        self.execute(sql!("COMMIT"), ())?;
        // The process can end after the commit and before a reply is sent.
        self.tick()
    }

    /// Ends the transaction without effect, if it has not ended already.
    pub(crate) fn roll_back(&self) {
        if let Some(connection) = &self.connection
            && !connection.is_autocommit()
        {
            // If even this fails, the connection is opened anew.
            drop(connection.execute_batch("ROLLBACK"));
        }
    }

    /// Whether a transaction is open: some errors end it as a whole.
    pub(crate) fn is_in_transaction(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| !connection.is_autocommit())
    }

    /// Executes a statement, and returns how many rows it changed.
    pub(crate) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, Fault> {
        self.tick()?;
        Ok(self.connection()?.prepare_cached(sql)?.execute(params)?)
    }

    /// Inserts a row, and returns its number.
    pub(crate) fn insert(&self, sql: &str, params: impl Params) -> Result<i64, Fault> {
        self.tick()?;
        Ok(self.connection()?.prepare_cached(sql)?.insert(params)?)
    }

    /// The first row of a query.
    pub(crate) fn find<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Fault> {
        self.tick()?;
        Ok(self.connection()?.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    /// The rows of a query.
    pub(crate) fn list<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Fault> {
        self.tick()?;
        Ok(self.connection()?.prepare_cached(sql)?.query_map(params, read)?.collect::<Result<_, _>>()?)
    }

    /// Lets a test end the process at each statement.
    #[cfg_attr(
        not(any(test, feature = "simulation")),
        expect(clippy::unnecessary_wraps, reason = "only tests end the process here")
    )]
    pub(crate) fn tick(&self) -> Result<(), Fault> {
        #[cfg(any(test, feature = "simulation"))]
        if let Some(left) = self.left.get() {
            if left == 0 && self.fails.take() {
                self.left.set(None);
                return Err(Fault::Environment("the disk fails".into()));
            }
            if left == 0 {
                return Err(Fault::Ended);
            }
            self.left.set(Some(left - 1));
        }
        Ok(())
    }

    /// Lets the process end after a number of statements.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn end_after(&self, statements: u64) {
        self.left.set(Some(statements));
    }

    /// Lets a statement fail once after a number of statements, as on a disk that fails.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn fail_after(&self, statements: u64) {
        self.left.set(Some(statements));
        self.fails.set(true);
    }

    /// How many statements are left until the process ends.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) fn statements_left(&self) -> Option<u64> {
        self.left.get()
    }
}

/// Opens a connection with the settings that durability needs.
fn connect(path: &Path, access: &Access) -> rusqlite::Result<Connection> {
    let mut connection = open_connection(path)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;",
    )?;
    access.guard(&mut connection)?;
    Ok(connection)
}

#[cfg(not(test))]
fn open_connection(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open(path)
}

#[cfg(test)]
std::thread_local! {
    /// The file system of the databases that a test opens, if it has one of its own.
    pub(crate) static FILE_SYSTEM: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
}

#[cfg(test)]
fn open_connection(path: &Path) -> rusqlite::Result<Connection> {
    match FILE_SYSTEM.with_borrow(Clone::clone) {
        Some(name) => {
            Connection::open_with_flags_and_vfs(path, rusqlite::OpenFlags::default(), name.as_str())
        }
        None => Connection::open(path),
    }
}

/// A file in the folder of the database, with its name and a suffix.
pub(crate) fn append_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Locks the database against another host.
fn lock(path: &Path) -> Result<File, OpenError> {
    let file = open_private(&append_suffix(path, "-lock")).map_err(|error| io_error(path, &error))?;
    let end = Instant::now() + LOCKED;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(io_error(path, &error)),
            Err(TryLockError::WouldBlock) if Instant::now() < end => std::thread::sleep(LOCKED / 20),
            Err(TryLockError::WouldBlock) => return Err(OpenError::InUse(path.to_owned())),
        }
    }
}

/// Creates the file with a mode by which only its owner reads it, before the database would with another one.
fn create_private(path: &Path) -> Result<(), OpenError> {
    if path.exists() {
        return Ok(());
    }
    open_private(path).map(drop).map_err(|error| io_error(path, &error))
}

/// Opens a file for writing that only its owner reads.
fn open_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn io_error(path: &Path, error: &std::io::Error) -> OpenError {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    let (path, reason) = (path.to_owned(), error.to_string());
    match error.kind() {
        PermissionDenied | ReadOnlyFilesystem => OpenError::ReadOnly { path, reason },
        _ => OpenError::Other { path, reason },
    }
}

fn cannot_open(path: &Path, error: &rusqlite::Error) -> OpenError {
    use rusqlite::ffi::ErrorCode;
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase(path),
        Some(ErrorCode::ReadOnly) => OpenError::ReadOnly { path, reason: error.to_string() },
        _ => OpenError::Other { path, reason: explain(error) },
    }
}

/// Checks that the database is this host's, and creates the tables in a new one. Returns its secret.
fn initialise(
    connection: &Connection,
    path: &Path,
    fingerprint: &str,
    secret: Secret,
) -> Result<Secret, OpenError> {
    let failed = |error: rusqlite::Error| cannot_open(path, &error);
    if let Some(format) = convert::older_format(connection).map_err(failed)? {
        back_up_before(connection, path, format)?;
    }
    connection.execute_batch("BEGIN IMMEDIATE").map_err(failed)?;
    let secret = prepare_tables(connection, path, fingerprint, secret)?;
    connection.execute_batch("COMMIT").map_err(failed)?;
    Ok(secret)
}

/// Copies a database of an older format into another file in its folder, before it is converted.
fn back_up_before(connection: &Connection, path: &Path, format: i64) -> Result<(), OpenError> {
    let to = append_suffix(path, &format!("-format-{format}"));
    backup::copy(connection, &to).map_err(|error| OpenError::Other {
        path: path.to_owned(),
        reason: format!("it must be converted, and cannot be copied before that: {error}"),
    })
}

fn prepare_tables(
    connection: &Connection,
    path: &Path,
    fingerprint: &str,
    secret: Secret,
) -> Result<Secret, OpenError> {
    let failed = |error: rusqlite::Error| cannot_open(path, &error);
    let has_tables = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'flow_meta')";
    let application_id: i64 =
        connection.query_row("PRAGMA application_id", (), |row| row.get(0)).map_err(failed)?;
    // A database without a mark is the program's, which has its own tables there.
    if ![0, APPLICATION].contains(&application_id) {
        return Err(OpenError::OtherApplication { path: path.to_owned(), application_id });
    }
    if !connection.query_row(has_tables, (), |row| row.get::<_, bool>(0)).map_err(failed)? {
        create_tables(connection, fingerprint, secret).map_err(failed)?;
        return Ok(secret);
    }
    let meta = "SELECT value FROM flow_meta WHERE name = ?1";
    let format: i64 = connection.query_row(meta, ["format"], |row| row.get(0)).map_err(failed)?;
    if format > FORMAT {
        return Err(OpenError::NewerFormat { path: path.to_owned(), found: format, known: FORMAT });
    }
    // This writes even if no conversion is needed: in a file that cannot be written, the transaction has begun for reading only.
    convert::convert(connection, format).map_err(failed)?;
    // A database of the first hosts has no descriptions.
    connection.execute_batch(PROGRAMS).map_err(failed)?;
    connection.execute_batch(OWNERS).map_err(failed)?;
    connection.execute_batch(RULES).map_err(failed)?;
    connection.query_row(meta, ["secret"], |row| row.get(0)).map(Secret).map_err(failed)
}

/// Checks that a database that is only read is of this format.
///
/// # Errors
/// If it is not.
pub(crate) fn check_format(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let failed = |error: rusqlite::Error| crate::error::cannot_read(path, &error);
    let application_id: i64 =
        connection.query_row("PRAGMA application_id", (), |row| row.get(0)).map_err(failed)?;
    if ![0, APPLICATION].contains(&application_id) {
        return Err(OpenError::OtherApplication { path: path.to_owned(), application_id });
    }
    if application_id == 0 {
        return Err(OpenError::NoHost(path.to_owned()));
    }
    let meta = "SELECT value FROM flow_meta WHERE name = 'format'";
    let found: i64 = connection.query_row(meta, (), |row| row.get(0)).map_err(failed)?;
    match found {
        _ if found > FORMAT => Err(OpenError::NewerFormat { path: path.to_owned(), found, known: FORMAT }),
        _ if found < FORMAT => Err(OpenError::OlderFormat { path: path.to_owned(), found }),
        _ => Ok(()),
    }
}

fn create_tables(connection: &Connection, fingerprint: &str, secret: Secret) -> rusqlite::Result<()> {
    connection.execute_batch(SCHEMA)?;
    connection.execute_batch(CALLS_AND_COMMANDS)?;
    connection.execute_batch(PROGRAMS)?;
    connection.execute_batch(OWNERS)?;
    connection.execute_batch(RULES)?;
    connection.execute_batch(&format!("PRAGMA application_id = {APPLICATION}"))?;
    let insert = "INSERT INTO flow_meta (name, value) VALUES (?1, ?2)";
    connection.execute(insert, ("format", FORMAT))?;
    connection.execute(insert, ("program", fingerprint))?;
    connection.execute(insert, ("secret", secret.0))?;
    Ok(())
}
