//! `--watch`: repeats a command whenever one of its input files is saved.
//!
//! Folders are watched rather than files, since many editors save by replacing the file. Changes in quick succession start
//! one round. A round that fails prints the failure and waits for the next change, so files may be temporarily broken or
//! missing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::{Exit, Failure, display_path};
use crate::ui::{DIM, Ui, painted};

/// Changes within this time start one round: an editor's save takes a few milliseconds, and a longer delay would be noticeable.
const DEBOUNCE: Duration = Duration::from_millis(20);

/// The result of one round.
pub(crate) struct Round {
    /// Its exit code.
    pub(crate) exit: Exit,
    /// All files that were read: a change of one of them starts another round.
    pub(crate) inputs: Vec<String>,
}

/// Runs rounds until interrupted: one immediately, and one for each change in `paths` or in the files that a round read.
///
/// # Errors
/// If the files cannot be watched, or the result cannot be written.
pub(crate) fn watch(
    paths: &[PathBuf],
    ui: &mut Ui,
    mut round: impl FnMut(&mut Ui) -> Result<Round, Failure>,
) -> Result<Exit, Failure> {
    if paths.iter().any(|path| path == Path::new("-")) {
        return Err(Failure::new("standard input cannot be watched").help("name a file or a folder"));
    }
    if let Some(path) = paths.iter().find(|path| path.exists() && !path.is_file() && !path.is_dir()) {
        let failure = Failure::new(format!("'{}' cannot be watched", display_path(path)));
        return Err(failure.help("name a file or a folder"));
    }
    let (sender, changes) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is only dropped when the program ends.
        let _ = sender.send(event);
    });
    let mut watched =
        Watched { watcher: watcher.map_err(|error| watch_failure(&error))?, folders: BTreeSet::new() };
    watched.add_paths(paths)?;
    let mut exit = Exit::CLEAN;
    while !ui.is_closed() {
        ui.clear_screen();
        match round(ui) {
            Ok(round) => {
                watched.add_inputs(&round.inputs);
                exit = round.exit;
            }
            Err(failure) => ui.print_failure(&failure),
        }
        ui.eprint(format!("{}\n", painted(DIM, "waiting for a file to be saved; Ctrl-C ends")));
        ui.finish()?;
        if !wait_for_change(&changes) {
            break;
        }
    }
    Ok(exit)
}

/// The watched folders.
struct Watched {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watched {
    fn add_paths(&mut self, paths: &[PathBuf]) -> Result<(), Failure> {
        if paths.is_empty() {
            return self.add_folder(Path::new("."), RecursiveMode::Recursive);
        }
        for path in paths {
            match path.is_dir() {
                true => self.add_folder(path, RecursiveMode::Recursive)?,
                false => self.add_folder(parent_folder(path), RecursiveMode::NonRecursive)?,
            }
        }
        Ok(())
    }

    /// Watches the files that a round read. They may be in any folder; those that cannot be watched are ignored.
    fn add_inputs(&mut self, inputs: &[String]) {
        for input in inputs {
            let _ = self.add_folder(parent_folder(Path::new(input)), RecursiveMode::NonRecursive);
        }
    }

    fn add_folder(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Failure> {
        let folder = folder.canonicalize().map_err(|error| Failure::io("watch", folder, &error))?;
        let is_inside = mode == RecursiveMode::NonRecursive && self.folders.contains(&folder);
        if is_inside || !self.folders.insert(folder.clone()) {
            return Ok(());
        }
        self.watcher.watch(&folder, mode).map_err(|error| watch_failure(&error))
    }
}

fn parent_folder(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// Waits for a change and for those that follow within [`DEBOUNCE`]. Returns whether the watcher is still alive.
fn wait_for_change(changes: &Receiver<notify::Result<Event>>) -> bool {
    loop {
        match changes.recv() {
            Ok(event) if is_relevant(&event) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    while changes.recv_timeout(DEBOUNCE).is_ok() {}
    true
}

/// Whether a specification or a settings file may have been written, created, moved or removed. Changes of folders count, since
/// they may contain such files.
fn is_relevant(event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return false };
    let is_written = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    };
    let is_ours = |path: &PathBuf| match path.extension() {
        Some(end) => end == "flow" || end == "toml",
        None => path.is_dir(),
    };
    is_written && event.paths.iter().any(is_ours)
}

fn watch_failure(error: &notify::Error) -> Failure {
    Failure::new(format!("files cannot be watched here: {error}"))
        .help("run the command without '--watch', or on fewer folders")
}
