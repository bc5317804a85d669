//! What chores look at: the repository's files and what cargo knows of its packages.
//!
//! Read once, then only looked up. A file counts if git tracks it, or would if it were added.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{Metadata, MetadataCommand, Package};

/// The repository, read.
pub(crate) struct Repository {
    /// The root folder.
    pub(crate) root: PathBuf,
    /// The paths of its files below the root, with `/`, in order.
    pub(crate) files: Vec<String>,
    /// cargo's metadata of all packages.
    pub(crate) metadata: Metadata,
}

impl Repository {
    /// Reads the repository at `root`.
    ///
    /// # Errors
    /// Neither git nor cargo can be asked.
    pub(crate) fn open(root: &Path) -> Result<Repository, String> {
        let metadata = MetadataCommand::new()
            .manifest_path(root.join("Cargo.toml"))
            .exec()
            .map_err(|error| format!("cargo metadata: {error}"))?;
        Ok(Repository { root: root.to_path_buf(), files: files(root)?, metadata })
    }

    /// The text of a file below the root; empty if it is no text.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_default()
    }

    /// The packages of the workspace.
    pub(crate) fn members(&self) -> Vec<&Package> {
        self.metadata.workspace_packages()
    }
}

/// Every file that git tracks or would track.
///
/// # Errors
/// git cannot be asked.
pub(crate) fn files(root: &Path) -> Result<Vec<String>, String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git: {error}"))?;
    let listing = String::from_utf8_lossy(&output.stdout);
    let mut files: Vec<String> =
        listing.lines().filter(|path| root.join(path).is_file()).map(str::to_owned).collect();
    files.sort();
    files.dedup();
    Ok(files)
}
