//! `flow explore --svg`: the steps to each finding as lanes, in a folder.
//!
//! The steps are replayed, so that a picture shows the guards, actions and messages in flight of each step.

use std::fs;
use std::path::Path;

use flow_diagram::{Details, Lanes, SvgOptions};
use flow_explore::{Level, replay};
use flow_sim::Runnable;

use crate::atomic_write::write_atomically;
use crate::explored::Explored;
use crate::failure::Failure;
use crate::lanes::convert_trace;
use crate::ui::Ui;

/// Draws the findings of an exploration that are not accepted, each in a file with its number and its kind.
///
/// # Errors
/// If the folder cannot be made, or a file cannot be written.
pub(crate) fn draw_findings(explored: &Explored, folder: &Path, ui: &mut Ui) -> Result<(), Failure> {
    let Explored { analysis, exploration, gate, .. } = explored;
    fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))?;
    let runnable = Runnable::new(&analysis.model);
    let levels = [Level::Deny, Level::Warn, Level::Note];
    let (mut count, mut undrawn) = (0, Vec::new());
    for (at, finding) in gate.open_findings(exploration, &levels).enumerate() {
        let (kind, message) = (finding.kind.name(), &finding.message);
        if finding.trace.steps.is_empty() {
            undrawn.push(format!("  not drawn: {kind}: {message}: it has no steps\n"));
            continue;
        }
        match replay(&runnable, &finding.trace) {
            Ok(run) => {
                let details = Details { payloads: true, ..Details::default() };
                let trace = convert_trace(message, &run, &analysis.program.sources, details);
                let path = folder.join(format!("{}-{kind}.svg", at + 1));
                write_atomically(&path, trace.svg(Lanes::WithStates, SvgOptions::default()).as_bytes())?;
                count += 1;
            }
            Err(reason) => undrawn.push(format!("  not drawn: {kind}: {message}: {reason}\n")),
        }
    }
    let plural = if count == 1 { "picture" } else { "pictures" };
    ui.eprint(format!("wrote {count} {plural} to '{}'\n", folder.display()));
    undrawn.into_iter().for_each(|line| ui.eprint(line));
    Ok(())
}
