//! Writing a file whole or not at all: beside it first, then in its place.
//!
//! What is no regular file (a device, a pipe) is written as it is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Writes a file.
///
/// # Errors
/// If it cannot be written; then the file is as it was.
pub(crate) fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let is_special = fs::metadata(path).is_ok_and(|meta| !meta.is_file());
    let written = if is_special { fs::write(path, bytes) } else { replace(path, bytes) };
    written.map_err(|error| Failure::io("write", path, &error))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = beside(&path);
    let written = fs::write(&beside, bytes).and_then(|()| keep_rights(&path, &beside));
    let written = written.and_then(|()| fs::rename(&beside, &path));
    written.inspect_err(|_| drop(fs::remove_file(&beside)))
}

fn keep_rights(path: &Path, beside: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(meta) if meta.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(meta) => fs::set_permissions(beside, meta.permissions()),
        Err(_) => Ok(()),
    }
}

/// A name that no other process uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}
