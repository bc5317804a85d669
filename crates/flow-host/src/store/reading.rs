//! Opens a database to read it only, where it may not be written, either.

use std::path::Path;

use rusqlite::ffi::ErrorCode;
use rusqlite::{Connection, OpenFlags};

use super::append_suffix;

/// Opens a file for reading. Readers of a database with a write-ahead log share a file beside it, which is made by the first of them. In a
/// folder in which that is not allowed, a database that no host uses is read as one that does not change.
pub(crate) fn open_to_read(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let looked = connection.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get::<_, i64>(0));
    let is_forbidden = |error: &rusqlite::Error| {
        matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
    };
    // Nobody writes it, and no process was killed while it did.
    let is_closed = ["-wal", "-journal"].iter().all(|of| !append_suffix(path, of).exists());
    match looked {
        Err(error) if is_forbidden(&error) && is_closed => {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let uri =
                path.to_str().map(write_uri).ok_or_else(|| rusqlite::Error::InvalidPath(path.clone()))?;
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(uri, flags)
        }
        // Other errors are those of the caller's first query.
        _ => Ok(connection),
    }
}

/// A path as the address of a database that does not change.
fn write_uri(path: &str) -> String {
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}
