//! Explores every specification of some folders: how many are seen to their end, and how long that takes.
//!
//! A specification is a file with all that it `uses`. Those with errors are left out. Each is explored three times, up to a limit of
//! states; the fastest counts.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use flow_explore::{Continue, Options, Verdict, explore};
use flow_model::model::Model;
use flow_project::DiskLoader;
use flow_syntax::diagnostic::{Diagnostics, Level, Lints};

use crate::processor_time;

/// The most states of each: those that grow without end need a limit, and none that ends has so many.
const MOST_STATES: usize = 20_000;

/// How often each is explored.
const ROUNDS: usize = 3;

/// Prints what becomes of all specifications below some folders, and the slowest ones.
pub(crate) fn print(folders: &[String]) {
    let mut files = Vec::new();
    folders.iter().for_each(|folder| list_files(Path::new(folder), &mut files));
    files.sort();
    let (mut closed, mut exact, mut times) = (0, 0, Vec::new());
    for file in &files {
        let Some(model) = read(file) else { continue };
        let explore = || {
            let begun = std::time::Instant::now();
            let before = processor_time();
            let found =
                explore(&model, &Options { max_states: MOST_STATES, ..Options::default() }, &mut |_| {
                    Continue::Yes
                });
            // The processor time of the kernel is too coarse for most; it counts where others had the processor.
            let time = begun.elapsed();
            let used = processor_time().saturating_sub(before) + Duration::from_millis(10);
            (time.min(used), found)
        };
        let mut runs: Vec<_> = (0..ROUNDS).map(|_| explore()).collect();
        runs.sort_by_key(|(time, _)| *time);
        let (time, found) = runs.swap_remove(0);
        match &found.verdict {
            Verdict::Everything => (closed, exact) = (closed + 1, exact + 1),
            Verdict::Approximately(_) => closed += 1,
            Verdict::UpTo(open) => println!("open: {}: {}", file.display(), open.join(", ")),
        }
        times.push((time, found.states, file));
    }
    times.sort_by_key(|(time, ..)| std::cmp::Reverse(*time));
    let all: Duration = times.iter().map(|(time, ..)| *time).sum();
    println!(
        "{} specifications, {closed} to their end, {exact} exactly, {:.2} s",
        times.len(),
        all.as_secs_f64()
    );
    for (time, states, file) in times.iter().take(5) {
        println!("{:.3} s, {states} states: {}", time.as_secs_f64(), file.display());
    }
}

fn list_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        match path.is_dir() {
            true if !path.ends_with("target") => list_files(&path, files),
            false if path.extension().is_some_and(|of| of == "flow") => files.push(path),
            _ => {}
        }
    }
}

/// The model of a file; `None` if it has errors or no machine.
fn read(file: &Path) -> Option<Model> {
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = DiskLoader::new(".");
    let program = flow_model::load(&[file.to_str()?.to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let is_sound = diags.iter().all(|found| found.level != Level::Deny);
    (is_sound && !model.machines.is_empty()).then_some(model)
}
