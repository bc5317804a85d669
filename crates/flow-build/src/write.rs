//! Writing the generated file: whole or not at all, and not if it is there already as it should be.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use crate::Error;

/// Writes `text` to `path`. A file that says the same already is left alone, so that its time stays.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    replace(path, text).map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Writes beside the file first and renames then: nobody ever sees half of it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = beside(path);
    fs::write(&beside, text)?;
    fs::rename(&beside, path).inspect_err(|_| drop(fs::remove_file(&beside)))
}

/// A name that no other process uses.
fn beside(path: &Path) -> PathBuf {
    path.with_extension(format!("rs.{}.tmp", process::id()))
}
