//! The watched folders: those of the arguments, of all files that were read, and of settings files that may be created.
//!
//! The set is updated before and after each round, since links may have other targets by then, and folders may have been created,
//! removed, or replaced by others of the same name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use flow_project::{DiskLoader, SETTINGS_FILE};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::places::resolve_links;
use super::watch_failure;
use crate::failure::Failure;
use crate::inputs::is_specification;

/// The watched folders.
pub(super) struct Watched {
    watcher: RecommendedWatcher,
    /// The arguments of the command.
    paths: Vec<PathBuf>,
    /// The files that the last round read.
    inputs: BTreeSet<PathBuf>,
    /// The real folders that are watched, each with whether those below it are watched too.
    folders: BTreeMap<PathBuf, Depth>,
    /// The paths of files and links that start a round when they change, regardless of their names.
    places: BTreeSet<PathBuf>,
}

/// Whether the folders below a folder are watched too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    /// Only the folder.
    One,
    /// All folders below it.
    All,
}

impl Watched {
    /// Watching starts with [`Watched::refresh`].
    pub(super) fn new(watcher: RecommendedWatcher, paths: &[PathBuf]) -> Watched {
        let paths = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() };
        let (inputs, places) = (BTreeSet::new(), BTreeSet::new());
        Watched { watcher, paths, inputs, folders: BTreeMap::new(), places }
    }

    /// Sets the files that a round read.
    pub(super) fn set_inputs(&mut self, inputs: &[String]) {
        self.inputs = inputs.iter().map(PathBuf::from).collect();
    }

    /// Whether a file that was read has been saved since `start`.
    pub(super) fn have_inputs_changed_since(&self, start: SystemTime) -> bool {
        let modified = |path: &PathBuf| path.metadata().and_then(|metadata| metadata.modified()).ok();
        self.inputs.iter().filter_map(modified).any(|modified| modified > start)
    }

    /// Watches the current targets of the arguments and the inputs. Returns whether a folder was not watched before.
    ///
    /// # Errors
    /// If an argument cannot be watched. Inputs that cannot be watched are ignored.
    pub(super) fn refresh(&mut self) -> Result<bool, Failure> {
        self.forget_missing_folders();
        self.places.clear();
        let mut is_new = false;
        for path in self.paths.clone() {
            is_new |= self.add_places(&path).map_err(|error| watch_failure(&error))?;
            if let (true, Ok(folder)) = (path.is_dir(), path.canonicalize()) {
                is_new |= self.add_folder(folder, Depth::All).map_err(|error| watch_failure(&error))?;
            }
        }
        let inputs = self.inputs.clone();
        for path in inputs.into_iter().chain(self.find_absent_settings()) {
            is_new |= self.add_places(&path).unwrap_or_default();
        }
        Ok(is_new)
    }

    /// Forgets folders that no longer exist, so that they are watched again if they reappear.
    fn forget_missing_folders(&mut self) {
        let missing: Vec<_> = self.folders.keys().filter(|folder| !folder.is_dir()).cloned().collect();
        for folder in missing {
            self.forget(&folder);
        }
    }

    fn forget(&mut self, folder: &Path) {
        // The watcher may have noticed that the folder is gone.
        let _ = self.watcher.unwatch(folder);
        self.folders.remove(folder);
    }

    /// The paths of settings files that would be used if they existed.
    fn find_absent_settings(&self) -> BTreeSet<PathBuf> {
        let files = self.inputs.iter().filter(|input| input.extension().is_some_and(|end| end == "flow"));
        let folders = files.chain(self.paths.iter().filter(|path| !path.is_dir())).map(|file| parent(file));
        let folders = folders.chain(self.paths.iter().map(PathBuf::as_path).filter(|path| path.is_dir()));
        let folders: BTreeSet<_> = folders.collect();
        folders.into_iter().flat_map(absent_settings_of).collect()
    }

    /// Watches the folders of the places of a path.
    fn add_places(&mut self, path: &Path) -> notify::Result<bool> {
        let mut is_new = false;
        for place in resolve_links(path) {
            if let Some(folder) = place.parent() {
                is_new |= self.add_folder(folder.to_owned(), Depth::One)?;
            }
            self.places.insert(place);
        }
        Ok(is_new)
    }

    fn add_folder(&mut self, folder: PathBuf, depth: Depth) -> notify::Result<bool> {
        if self.is_watched(&folder, depth) {
            return Ok(false);
        }
        if self.folders.contains_key(&folder) {
            self.forget(&folder);
        }
        let mode = match depth {
            Depth::One => RecursiveMode::NonRecursive,
            Depth::All => RecursiveMode::Recursive,
        };
        self.watcher.watch(&folder, mode)?;
        self.folders.insert(folder, depth);
        Ok(true)
    }

    fn is_watched(&self, folder: &Path, depth: Depth) -> bool {
        let known = self.folders.get(folder).is_some_and(|known| *known >= depth);
        known || folder.ancestors().skip(1).any(|above| self.folders.get(above) == Some(&Depth::All))
    }

    /// Whether a specification or a settings file may have been written, created, moved or removed. A watched folder that is
    /// moved or removed is forgotten: its watch follows it, and not its name.
    pub(super) fn process(&mut self, event: &Event) -> bool {
        let is_change = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            _ => true,
        };
        let is_structural = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        let mut is_relevant = event.need_rescan();
        for path in event.paths.iter().filter(|_| is_change) {
            is_relevant |= self.concerns(path);
            if is_structural {
                is_relevant |= self.places.iter().any(|place| place.starts_with(path));
                self.forget_moved(path, &mut is_relevant);
            }
        }
        is_relevant
    }

    fn forget_moved(&mut self, path: &Path, is_relevant: &mut bool) {
        let moved: Vec<_> = self.folders.keys().filter(|folder| folder.starts_with(path)).cloned().collect();
        *is_relevant |= !moved.is_empty();
        for folder in moved {
            self.forget(&folder);
        }
    }

    /// Whether a path is one of ours, or may contain some. Changes of other folders count only below the arguments.
    fn concerns(&self, path: &Path) -> bool {
        let is_manifest = path.file_name().is_some_and(|name| name == SETTINGS_FILE || name == "Cargo.toml");
        is_specification(path)
            || is_manifest
            || self.places.contains(path)
            || (self.is_watched(path, Depth::All) && path.is_dir())
    }
}

fn absent_settings_of(folder: &Path) -> Vec<PathBuf> {
    let absent = DiskLoader::new(folder).absent_settings_files().len();
    let folder = std::path::absolute(Path::new(".").join(folder)).unwrap_or_default();
    folder.ancestors().take(absent).map(|above| above.join(SETTINGS_FILE)).collect()
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}
