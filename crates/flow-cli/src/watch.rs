//! `--watch`: repeats a command whenever one of its input files is saved.
//!
//! Folders are watched rather than files, since many editors save by replacing the file. Changes in quick succession start
//! one round. A round that fails prints the failure and waits for the next change, so files may be temporarily broken or
//! missing. [`folders`] selects the watched folders and the relevant changes.

mod folders;
mod places;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use notify::Event;

use crate::failure::{Exit, Failure, display_path};
use crate::ui::{DIM, Ui, painted};
use folders::Watched;

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
    check_paths(paths)?;
    let (sender, changes) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is only dropped when the program ends.
        let _ = sender.send(event);
    });
    let mut watched = Watched::new(watcher.map_err(|error| watch_failure(&error))?, paths);
    let mut exit = Exit::CLEAN;
    while !ui.is_closed() {
        watched.refresh()?;
        let start = SystemTime::now();
        ui.clear_screen();
        match round(ui) {
            Ok(round) => {
                watched.set_inputs(&round.inputs);
                exit = round.exit;
            }
            Err(failure) => ui.print_failure(&failure),
        }
        if watched.refresh()? && watched.have_inputs_changed_since(start) {
            continue;
        }
        ui.eprint(format!("{}\n", painted(DIM, "waiting for a file to be saved; Ctrl-C ends")));
        ui.finish()?;
        if !wait_for_change(&changes, &mut watched) {
            break;
        }
    }
    Ok(exit)
}

/// Refuses streams, which can be read only once.
fn check_paths(paths: &[PathBuf]) -> Result<(), Failure> {
    if paths.iter().any(|path| path == Path::new("-")) {
        return Err(Failure::new("standard input cannot be watched").help("name a file or a folder"));
    }
    match paths.iter().find(|path| path.exists() && !path.is_file() && !path.is_dir()) {
        Some(path) => {
            let failure = Failure::new(format!("'{}' cannot be watched", display_path(path)));
            Err(failure.help("name a file or a folder"))
        }
        None => Ok(()),
    }
}

/// Waits for a change and for those that follow within [`DEBOUNCE`]. Returns whether the watcher is still alive.
fn wait_for_change(changes: &Receiver<notify::Result<Event>>, watched: &mut Watched) -> bool {
    loop {
        match changes.recv() {
            Ok(Ok(event)) if watched.process(&event) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    while let Ok(event) = changes.recv_timeout(DEBOUNCE) {
        if let Ok(event) = event {
            watched.process(&event);
        }
    }
    true
}

fn watch_failure(error: &notify::Error) -> Failure {
    Failure::new(format!("files cannot be watched here: {error}"))
        .help("run the command without '--watch', or on fewer folders")
}
