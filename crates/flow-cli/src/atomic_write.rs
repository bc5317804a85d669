//! Writing a file completely or not at all: a temporary file in the same folder takes its place.
//!
//! Anything that is no regular file (a device, a pipe) is written in place.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::failure::Failure;

/// Writes a file.
///
/// # Errors
/// If it cannot be written; the file is then unchanged.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let is_special = fs::metadata(path).is_ok_and(|meta| !meta.is_file());
    let written = if is_special { fs::write(path, bytes) } else { replace(path, bytes) };
    written.map_err(|error| Failure::io("write", path, &error))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: its target is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut file = new_file_in(folder)?;
    file.write_all(bytes)?;
    match fs::metadata(&path) {
        Ok(meta) if meta.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        Ok(meta) => file.as_file().set_permissions(meta.permissions())?,
        Err(_) => {}
    }
    file.persist(&path).map(drop).map_err(|error| error.error)
}

/// A temporary file with the permissions of a new file. By default, only its owner can read it.
fn new_file_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".flow-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
