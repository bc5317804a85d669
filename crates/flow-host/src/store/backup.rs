//! Copies of a database that is in use.
//!
//! A copy is written under another name, synchronised with the disk, and then renamed, so that a file of the asked name is whole.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{BUSY, append_suffix, open_private};

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// There is a file of this name. A backup replaces none.
    #[error("{0} exists already")]
    Exists(String),
    /// The file cannot be written.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// The database cannot be read, or its copy cannot be written.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// It panicked.
    #[error("{0}")]
    Stopped(String),
}

/// Copies the database at `from`, which a host uses meanwhile, to a new file.
pub(crate) fn back_up(from: &Path, to: &Path) -> Result<(), BackupError> {
    if to.exists() {
        return Err(BackupError::Exists(to.display().to_string()));
    }
    let connection = super::open_to_read(from)?;
    connection.busy_timeout(BUSY)?;
    copy(&connection, to)
}

/// Copies the database of a connection to a file, which only its owner reads.
pub(super) fn copy(connection: &Connection, to: &Path) -> Result<(), BackupError> {
    let part = append_suffix(to, "-part");
    if part.exists() {
        fs::remove_file(&part)?;
    }
    // An empty file is taken, with its mode.
    let file = open_private(&part)?;
    let name = part.to_str().ok_or_else(|| rusqlite::Error::InvalidPath(part.clone()))?;
    connection.execute("VACUUM INTO ?1", [name])?;
    keep_log(&part)?;
    file.sync_all()?;
    fs::rename(&part, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Not every system can synchronise a folder.
    drop(File::open(folder).and_then(|folder| folder.sync_all()));
    Ok(())
}

/// Lets a copy be written with a write-ahead log, as its original is. A database without one cannot be read for a while after a process
/// that writes it is killed, other than by one that may write.
fn keep_log(copy: &Path) -> Result<(), BackupError> {
    let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection
        .execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA journal_mode = WAL;")?;
    connection.close().map_err(|(_, error)| error.into())
}
