//! `--watch`: a command again whenever a file it looks at is saved.
//!
//! Watches folders, not files, since editors save by putting a new file in the place of the old one. Several changes at once
//! are one round. A round that fails says why and waits for the next, so files may be broken, vanish and come back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::failure::{Exit, Failure, shown};
use crate::ui::{DIM, Ui, painted};

/// Changes that come closer than this belong together.
const TOGETHER: Duration = Duration::from_millis(20);

/// What came of one round.
pub(crate) struct Round {
    /// Its exit code.
    pub(crate) exit: Exit,
    /// Every file that was read: a change of any of them begins another round.
    pub(crate) inputs: Vec<String>,
}

/// Runs rounds until it is interrupted: one at once, and one whenever something changes in `paths` or in what a round read.
///
/// # Errors
/// If changes cannot be seen here, or the result cannot be written.
pub(crate) fn watch(
    paths: &[PathBuf],
    ui: &mut Ui,
    mut round: impl FnMut(&mut Ui) -> Result<Round, Failure>,
) -> Result<Exit, Failure> {
    if paths.iter().any(|path| path == Path::new("-")) {
        return Err(Failure::new("standard input cannot be watched").help("name a file or a folder"));
    }
    if let Some(path) = paths.iter().find(|path| path.exists() && !path.is_file() && !path.is_dir()) {
        let failure = Failure::new(format!("'{}' cannot be watched", shown(path)));
        return Err(failure.help("name a file or a folder"));
    }
    let (sender, changes) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Without a receiver the program is about to end.
        let _ = sender.send(event);
    });
    let mut watched =
        Watched { watcher: watcher.map_err(|error| unwatchable(&error))?, folders: BTreeSet::new() };
    watched.paths(paths)?;
    let mut exit = Exit::CLEAN;
    while !ui.is_closed() {
        ui.clear();
        match round(ui) {
            Ok(round) => {
                watched.inputs(&round.inputs);
                exit = round.exit;
            }
            Err(failure) => ui.fail(&failure),
        }
        ui.say(format!("{}\n", painted(DIM, "waiting for a file to be saved; Ctrl-C ends")));
        ui.finish()?;
        if !wait(&changes) {
            break;
        }
    }
    Ok(exit)
}

/// What is watched so far.
struct Watched {
    watcher: RecommendedWatcher,
    folders: BTreeSet<PathBuf>,
}

impl Watched {
    fn paths(&mut self, paths: &[PathBuf]) -> Result<(), Failure> {
        if paths.is_empty() {
            return self.folder(Path::new("."), RecursiveMode::Recursive);
        }
        for path in paths {
            match path.is_dir() {
                true => self.folder(path, RecursiveMode::Recursive)?,
                false => self.folder(above(path), RecursiveMode::NonRecursive)?,
            }
        }
        Ok(())
    }

    /// Files that a round read may lie anywhere; where one cannot be watched, the others are.
    fn inputs(&mut self, inputs: &[String]) {
        for input in inputs {
            let _ = self.folder(above(Path::new(input)), RecursiveMode::NonRecursive);
        }
    }

    fn folder(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Failure> {
        let folder = folder.canonicalize().map_err(|error| Failure::io("watch", folder, &error))?;
        let is_inside = mode == RecursiveMode::NonRecursive && self.folders.contains(&folder);
        if is_inside || !self.folders.insert(folder.clone()) {
            return Ok(());
        }
        self.watcher.watch(&folder, mode).map_err(|error| unwatchable(&error))
    }
}

fn above(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// Waits for a change, and for what comes right behind it. Whether there can be further ones.
fn wait(changes: &Receiver<notify::Result<Event>>) -> bool {
    loop {
        match changes.recv() {
            Ok(event) if matters(&event) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    while changes.recv_timeout(TOGETHER).is_ok() {}
    true
}

/// Whether a specification or the settings were written, made, moved or taken away. Reading them is no change, and a
/// folder that changed may have had some.
fn matters(event: &notify::Result<Event>) -> bool {
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

fn unwatchable(error: &notify::Error) -> Failure {
    Failure::new(format!("files cannot be watched here: {error}"))
        .help("run the command without '--watch', or on fewer folders")
}
