//! Errors of the database, and their causes.
//!
//! A [`Fault`] ends the current group of steps, which has no effect then. One of a step is found out by running the steps of
//! the group again, each in a transaction of its own; one of the environment makes no dead letter: the host waits until it is over.

use std::any::Any;
use std::path::{Path, PathBuf};

use flow_durable::Plan;
use rusqlite::ffi::ErrorCode;

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another host has it open.
    #[error("another host runs with {}: one database has one host", .0.display())]
    InUse(PathBuf),
    /// There is no such file.
    #[error("there is no file {}", .0.display())]
    Missing(PathBuf),
    /// No host has written to the database yet.
    #[error("{} is a database, but no host has written to it", .0.display())]
    NoHost(PathBuf),
    /// An older host wrote the database, and no newer one has opened it since.
    #[error("{} has the format {found} of an older host: start a host with it, which converts it", path.display())]
    OlderFormat {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
    },
    /// The file is something else.
    #[error("{} is not a database", .0.display())]
    NotADatabase(PathBuf),
    /// The database belongs to another application.
    #[error("{} is the database of another application (application_id {application_id:#x})", path.display())]
    OtherApplication {
        /// The file.
        path: PathBuf,
        /// The mark of the other application.
        application_id: i64,
    },
    /// A newer host wrote the database.
    #[error("{} has format {found}, and this host knows formats up to {known}: use the newer host", path.display())]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this host knows.
        known: i64,
    },
    /// Another version of the specification wrote the database, and its author has to decide how stored data is migrated.
    #[error(
        "{} was written by another version of the specification, and something stored does not fit this one. Nothing \
         was changed: run the version that wrote it, or decide\n{plan}",
        path.display()
    )]
    ProgramChanged {
        /// The file.
        path: PathBuf,
        /// The migration of stored data, with the decisions that are needed.
        plan: Box<Plan>,
    },
    /// A version of the specification that is not known wrote the database.
    #[error(
        "{} was written by another version of the specification, with a host that did not note which: run the version \
         that wrote it once with this host",
        .0.display()
    )]
    UnknownProgram(PathBuf),
    /// The mappings of the program give a stored thing a value that it cannot have.
    #[error("{} was not changed: after the migration, {what}", path.display())]
    Unfit {
        /// The file.
        path: PathBuf,
        /// A description of the value that does not fit.
        what: String,
    },
    /// The file, or its folder, cannot be written.
    #[error("{} cannot be written: {reason}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A panic would end the process, so that a host would not know which phrase panicked.
    #[error("the program is built with panic = \"abort\": a durable host needs panic = \"unwind\"")]
    PanicAborts,
    /// Something that only this crate's caller can have caused.
    #[error("{0}")]
    Program(String),
    /// The operating system or the database refuses.
    #[error("{} cannot be opened: {reason}", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// Why a group of steps does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    /// A step has a statement that cannot be carried out, or ended the whole transaction.
    #[error("{0}")]
    Step(String),
    /// The disk is full, the file cannot be written or read.
    #[error("{0}")]
    Environment(String),
    /// The process ended: a test pretends so.
    #[cfg(any(test, feature = "simulation"))]
    #[error("the process ended")]
    Ended,
}

impl Fault {
    /// The fault that an error means.
    pub(crate) fn of(error: &rusqlite::Error) -> Self {
        if is_environment(error) {
            Fault::Environment(explain(error))
        } else {
            Fault::Step(error.to_string())
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::of(&error)
    }
}

/// Why a database cannot be read.
pub(crate) fn cannot_read(path: &Path, error: &rusqlite::Error) -> OpenError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase(path),
        _ => OpenError::Other { path, reason: explain(error) },
    }
}

/// Whether an error is no statement's fault: any other would fail too. A *locked* table is one: the step itself reads it.
pub(crate) fn is_environment(error: &rusqlite::Error) -> bool {
    use ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseCorrupt, DiskFull, FileLockingProtocolFailed, NoLargeFileSupport,
        NotADatabase, OutOfMemory, PermissionDenied, ReadOnly, SystemIoFailure,
    };
    let code = error.sqlite_error_code();
    code.is_some_and(|code| {
        matches!(
            code,
            DiskFull
                | ReadOnly
                | SystemIoFailure
                | CannotOpen
                | DatabaseCorrupt
                | NotADatabase
                | PermissionDenied
                | DatabaseBusy
                | OutOfMemory
                | FileLockingProtocolFailed
                | NoLargeFileSupport
        )
    })
}

/// The error in words for people who run a host.
pub(crate) fn explain(error: &rusqlite::Error) -> String {
    let what = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "the disk is full",
        Some(ErrorCode::ReadOnly) => "the database cannot be written",
        Some(ErrorCode::SystemIoFailure) => "reading or writing the database failed",
        Some(ErrorCode::DatabaseBusy) => "another program locks the database",
        Some(ErrorCode::DatabaseCorrupt) => "the database is damaged: restore a backup",
        _ => return error.to_string(),
    };
    format!("{what} ({error})")
}

/// The text of a panic.
pub(crate) fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
}
