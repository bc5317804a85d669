//! Writing the generated file: completely or not at all, and only if it changes.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::Error;

/// Writes `text` to `path`. A file that has this text already is not touched, so that its modification time stays.
pub(crate) fn write_if_changed(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    replace_file(path, text).map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Writes a temporary file in the same folder and renames it, so that no process reads an incomplete file.
fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // By default, only the owner of a temporary file can read it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process;

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
    fn no_temporary_file_is_left() {
        let folder = folder("complete");
        let path = folder.join("deeper/order.rs");
        write_if_changed(&path, "mod order {}").unwrap();
        write_if_changed(&path, "mod order;").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "mod order;");
        assert_eq!(names(&folder.join("deeper")), [Path::new("order.rs")]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_equal_file_is_not_touched() {
        let folder = folder("same");
        let path = folder.join("order.rs");
        write_if_changed(&path, "mod order {}").unwrap();
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        write_if_changed(&path, "mod order {}").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), modified);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_path_that_cannot_be_written_is_named() {
        let folder = folder("no-folder");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("file"), "").unwrap();
        let error = write_if_changed(&folder.join("file/order.rs"), "").unwrap_err();
        assert!(error.to_string().starts_with("cannot write '"), "{error}");
        assert!(error.to_string().contains("file/order.rs"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }
}
