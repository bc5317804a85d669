//! Tells cargo about files that do not exist yet: a test file, or settings.
//!
//! A missing file in `rerun-if-changed` makes cargo run the script at every build, and a folder makes it look at everything
//! below, build output included. But cargo follows links in such a folder and skips those that lead nowhere. So each
//! absent file gets a link to it in a folder of `OUT_DIR`: when the file appears, cargo compares the times of the link and the file.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Fills `folder` with a link to each of these files, which do not exist. Cargo has to track the folder.
///
/// # Errors
/// If links cannot be created: Windows requires a permission for it.
pub(crate) fn link_absent_files(folder: &Path, files: &[PathBuf]) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => fs::create_dir_all(folder)?,
    }
    for (number, file) in files.iter().enumerate() {
        link(&std::path::absolute(file)?, &folder.join(number.to_string()))?;
    }
    // The folder was changed after the start of the script; cargo would run the script once more.
    File::open(folder)?.set_modified(SystemTime::UNIX_EPOCH)
}

#[cfg(unix)]
fn link(file: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(file, link)
}

#[cfg(windows)]
fn link(file: &Path, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(file, link)
}

#[cfg(not(any(unix, windows)))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
