//! Specifications on disk: the only module of this crate that does I/O.
//!
//! [`DiskLoader`] is the loader that the macro, build scripts and the program share. Paths have `/` between their parts and
//! are relative to one root, a package's folder. Only regular files are read: a pipe blocks, and some devices never end.

use flow_syntax::gather::Gather;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use flow_model::near::nearest;
use flow_model::{LoadError, Loader, ordered};

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "flow.toml";
/// How deep below the root a missing file is searched for. Specifications are rarely deeper than `crates/shop/flows/parts`,
/// and each level may multiply the folders to read.
const SEARCH_DEPTH: usize = 4;

/// The files below a root. A path to outside of it (`../shared/a.flow`), or an absolute one, is followed as well.
#[derive(Clone, Debug, Default)]
pub struct DiskLoader {
    root: PathBuf,
}

impl DiskLoader {
    /// The files below a folder: for macros and build scripts, that of the package.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        DiskLoader { root: root.into() }
    }

    /// The place of a path on the disk.
    pub fn path_on_disk(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The path of the settings: `flow.toml`, with a `../` for each folder up to the one that has it.
    pub fn settings_file(&self) -> String {
        let root = std::path::absolute(&self.root).ok();
        let up = root.and_then(|root| folders_up_to_settings(&root)).unwrap_or_default();
        format!("{}{SETTINGS_FILE}", "../".repeat(up))
    }

    /// The paths at which new settings would take the place of those that are used now, nearest first: a build has to run
    /// again when one of them appears.
    pub fn absent_settings_files(&self) -> Vec<String> {
        let Ok(root) = std::path::absolute(&self.root) else { return Vec::new() };
        let nearer = folders_up_to_settings(&root).unwrap_or_else(|| project_depth(&root));
        let levels = root.ancestors().take(nearer).enumerate();
        levels.into_iter().map(|(up, _)| format!("{}{SETTINGS_FILE}", "../".repeat(up))).gather()
    }

    /// Files that may have been meant by the path of a missing one, as they could be written instead.
    fn find_similar_files(&self, path: &str) -> Vec<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
        // A dangling link has an entry of its own name.
        let siblings: Vec<_> =
            list_flow_files(&self.path_on_disk(folder)).into_iter().filter(|other| other != name).gather();
        if let Some(near) = nearest(name, siblings.iter().map(String::as_str)) {
            return vec![with_file_name(path, near)];
        }
        if path.ends_with(".test.flow") {
            // Most specifications have no test file: a missing one is not worth a search of the disk.
            return Vec::new();
        }
        let mut elsewhere = Vec::new();
        find_files(&self.root, "", name, SEARCH_DEPTH, &mut elsewhere);
        elsewhere.retain(|found| found != path);
        elsewhere
    }

    fn missing_file_error(&self, path: &str, file: &Path) -> LoadError {
        // Settings are optional, so a missing file is no mistake, and is not searched for.
        let near = if path.ends_with(".toml") { Vec::new() } else { self.find_similar_files(path) };
        LoadError { path: file.display().to_string(), reason: None, near }
    }
}

impl Loader for DiskLoader {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, LoadError> {
        let file = self.path_on_disk(path);
        let unreadable = |reason: &str, near| LoadError {
            path: file.display().to_string(),
            reason: Some(reason.to_owned()),
            near,
        };
        let error = match fs::metadata(&file) {
            Ok(metadata) if metadata.is_dir() => {
                let near = list_flow_files(&file).into_iter().map(|name| format!("{path}/{name}")).gather();
                return Err(unreadable("it is a folder", near));
            }
            Ok(metadata) if !metadata.is_file() => {
                return Err(unreadable("it is no regular file", Vec::new()));
            }
            Ok(_) => match fs::read(&file) {
                Ok(bytes) => return Ok(bytes),
                Err(error) => error,
            },
            Err(error) => error,
        };
        Err(match error.kind() {
            io::ErrorKind::NotFound => self.missing_file_error(path, &file),
            _ => unreadable(&error.to_string(), Vec::new()),
        })
    }
}

/// How many folders above this one, which is absolute, its settings are: in the nearest folder that has some, but not above
/// the cargo workspace that it belongs to, nor above a package that belongs to none.
pub fn folders_up_to_settings(folder: &Path) -> Option<usize> {
    folders_up_to_settings_with(folder, &|_| false)
}

/// The same, where folders can have settings that are not on the disk yet.
pub fn folders_up_to_settings_with(folder: &Path, has_others: &dyn Fn(&Path) -> bool) -> Option<usize> {
    let folders: Vec<&Path> = folder.ancestors().take(project_depth(folder)).gather();
    folders.into_iter().position(|folder| has_others(folder) || folder.join(SETTINGS_FILE).is_file())
}

/// How many folders, this one and those above it, belong to one project.
fn project_depth(folder: &Path) -> usize {
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
fn with_file_name(path: &str, name: &str) -> String {
    let folder = path.rfind('/').map_or("", |end| &path[..=end]);
    format!("{folder}{name}")
}

/// The names of the specifications in a folder, sorted.
fn list_flow_files(folder: &Path) -> Vec<String> {
    list_entries(folder)
        .into_iter()
        .filter(|(name, is_folder)| !is_folder && name.ends_with(".flow"))
        .map(|(name, _)| name)
        .gather()
}

/// The names in a folder, sorted, each with whether it is a folder itself; none if the folder cannot be read.
fn list_entries(folder: &Path) -> Vec<(String, bool)> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let entry =
        |entry: fs::DirEntry| Some((entry.file_name().into_string().ok()?, entry.file_type().ok()?.is_dir()));
    let mut names: Vec<_> = entries.filter_map(Result::ok).filter_map(entry).gather();
    ordered::sort(&mut names);
    names
}

/// Collects the files of one name below `root`, as paths relative to it. Hidden folders and build output are left out.
fn find_files(root: &Path, folder: &str, name: &str, depth: usize, found: &mut Vec<String>) {
    for (entry, is_folder) in list_entries(&root.join(folder)) {
        let path = if folder.is_empty() { entry.clone() } else { format!("{folder}/{entry}") };
        match is_folder {
            false if entry == name => found.push(path),
            true if depth > 0 && !entry.starts_with('.') && entry != "target" => {
                find_files(root, &path, name, depth - 1, found);
            }
            _ => {}
        }
    }
}
