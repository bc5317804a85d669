//! Specification files on disk: the one [`Loader`] that the macro, build scripts and the program share.
//!
//! The core crates read no files, and the surfaces must not drift apart, so this stands between them. Paths are relative
//! to one root, a package's folder, with `/`. Nothing here looks into a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use flow_model::near::nearest;
use flow_model::{LoadError, Loader, ordered};

/// The settings' file.
pub const SETTINGS: &str = "flow.toml";
/// How deep below the root a missing file is looked for.
const DEPTH: usize = 4;

/// The files below a root. A path that leads out of it (`../shared/a.flow`), or an absolute one, is followed as well.
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
}

impl Files {
    /// The files below a folder: for macros and build scripts, that of the package.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Files { root: root.into() }
    }

    /// Where on the disk a path is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The path of the settings: `flow.toml`, with a `../` for each folder that [`settings_above`] finds it higher.
    pub fn settings(&self) -> String {
        let root = std::path::absolute(&self.root).ok();
        let up = root.and_then(|root| settings_above(&root)).unwrap_or_default();
        format!("{}{SETTINGS}", "../".repeat(up))
    }

    /// What could have been meant by the path of a file that is not there, as it could be written.
    fn near(&self, path: &str) -> Vec<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
        // A link that leads nowhere stands beside itself.
        let beside: Vec<_> =
            file_names(&self.path(folder)).into_iter().filter(|beside| beside != name).collect();
        if let Some(near) = nearest(name, beside.iter().map(String::as_str)) {
            return vec![join(path, near)];
        }
        if path.ends_with(".test.flow") {
            // Most specifications have no tests beside them, which nobody waits for a search to hear.
            return Vec::new();
        }
        let mut elsewhere = Vec::new();
        find(&self.root, "", name, DEPTH, &mut elsewhere);
        elsewhere.retain(|found| found != path);
        elsewhere
    }
}

impl Loader for Files {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        let file = self.path(path);
        fs::read(&file).map_err(|error| {
            let shown = file.display().to_string();
            match error.kind() {
                // Settings are optional: that they are missing is no mistake, and nothing to search the disk for.
                io::ErrorKind::NotFound if path.ends_with(".toml") => {
                    LoadError { path: shown, reason: None, near: Vec::new() }
                }
                io::ErrorKind::NotFound => LoadError { path: shown, reason: None, near: self.near(path) },
                _ if file.is_dir() => {
                    let near = file_names(&file).into_iter().map(|name| format!("{path}/{name}")).collect();
                    LoadError { path: shown, reason: Some("it is a folder".to_owned()), near }
                }
                _ => LoadError { path: shown, reason: Some(error.to_string()), near: Vec::new() },
            }
        })
    }
}

/// How many folders above this one, which is absolute, its settings are: in the nearest folder that has some, but none above the
/// workspace of cargo it lies in, nor above a package that lies in none.
pub fn settings_above(folder: &Path) -> Option<usize> {
    let folders: Vec<&Path> = folder.ancestors().take(within(folder)).collect();
    folders.into_iter().position(|folder| folder.join(SETTINGS).is_file())
}

/// How many folders, this one and those above it, belong to one project.
fn within(folder: &Path) -> usize {
    let mut package = None;
    for (up, folder) in folder.ancestors().enumerate() {
        let Ok(manifest) = fs::read_to_string(folder.join("Cargo.toml")) else { continue };
        if manifest.lines().any(|line| line.starts_with("[workspace")) {
            return up + 1;
        }
        package = package.or(Some(up + 1));
    }
    package.unwrap_or(usize::MAX)
}

/// `path` with another file name.
fn join(path: &str, name: &str) -> String {
    let folder = path.rfind('/').map_or("", |end| &path[..=end]);
    format!("{folder}{name}")
}

/// The names of the specifications in a folder, sorted.
fn file_names(folder: &Path) -> Vec<String> {
    let is_flow = |name: &String| name.ends_with(".flow");
    entries(folder)
        .into_iter()
        .filter(|(_, is_folder)| !is_folder)
        .map(|(name, _)| name)
        .filter(is_flow)
        .collect()
}

/// The names in a folder, sorted, each with whether it is a folder itself; none if it cannot be read.
fn entries(folder: &Path) -> Vec<(String, bool)> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entry =
        |entry: fs::DirEntry| Some((entry.file_name().into_string().ok()?, entry.file_type().ok()?.is_dir()));
    let mut names: Vec<_> = entries.filter_map(Result::ok).filter_map(entry).collect();
    ordered::sort(&mut names);
    names
}

/// The files of one name below `root`, as paths relative to it. Hidden folders and build output are left out.
fn find(root: &Path, folder: &str, name: &str, depth: usize, found: &mut Vec<String>) {
    for (entry, is_folder) in entries(&root.join(folder)) {
        let path = if folder.is_empty() { entry.clone() } else { format!("{folder}/{entry}") };
        match is_folder {
            false if entry == name => found.push(path),
            true if depth > 0 && !entry.starts_with('.') && entry != "target" => {
                find(root, &path, name, depth - 1, found);
            }
            _ => {}
        }
    }
}
