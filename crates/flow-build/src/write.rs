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

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder for one test.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("flow-build-{}-{name}", process::id()));
        drop(fs::remove_dir_all(&folder));
        folder
    }

    fn names(folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into()).collect()
    }

    #[test]
    fn the_file_is_there_and_nothing_else() {
        let folder = folder("whole");
        let path = folder.join("deeper/order.rs");
        write(&path, "mod order {}").unwrap();
        write(&path, "mod order;").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "mod order;");
        assert_eq!(names(&folder.join("deeper")), [Path::new("order.rs")]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_there_already_is_left_alone() {
        let folder = folder("same");
        let path = folder.join("order.rs");
        write(&path, "mod order {}").unwrap();
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        write(&path, "mod order {}").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), modified);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let folder = folder("no-folder");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("file"), "").unwrap();
        let error = write(&folder.join("file/order.rs"), "").unwrap_err();
        assert!(error.to_string().starts_with("cannot write '"), "{error}");
        assert!(error.to_string().contains("file/order.rs"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }
}
