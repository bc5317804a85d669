//! Loads the single specification that `diagram`, `expand`, `bindings`, `model` and `diff` work on.
//!
//! Errors are printed to standard error; only `flow check` prints warnings.

use std::path::PathBuf;

use flow_project::{Analysis, Settings};
use flow_syntax::diagnostic::Level;

use crate::failure::Failure;
use crate::program::{Program, find_programs};
use crate::ui::Ui;

/// Finds the single program of some paths; without any, that of the current folder.
///
/// # Errors
/// If there is none, or more than one.
pub(crate) fn find_program(paths: &[PathBuf]) -> Result<Program, Failure> {
    let mut found = find_programs(paths)?;
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let names: Vec<_> = found.iter().take(5).map(|program| format!("'{}'", program.roots[0])).collect();
    let more = if found.len() > names.len() { ", …" } else { "" };
    let failure = Failure::new(format!("there are {} specifications here, and this takes one", found.len()));
    Err(failure.help(format!("name one of them: {}{more}", names.join(", "))))
}

/// Analyses a program with the settings of its `flow.toml`, and prints its errors.
pub(crate) fn analyze(program: &Program, ui: &mut Ui) -> Analysis {
    let analysis = program.analyze(&Settings::default());
    print_errors(&analysis, ui);
    analysis
}

/// Analyses the single program of some paths. Returns `None` after printing its errors, if it has any.
///
/// # Errors
/// As [`find_program`].
pub(crate) fn analyze_one(paths: &[PathBuf], ui: &mut Ui) -> Result<Option<Analysis>, Failure> {
    let analysis = analyze(&find_program(paths)?, ui);
    Ok(if analysis.diagnostics.has_errors() { None } else { Some(analysis) })
}

/// Prints the diagnostics that stop a build.
pub(crate) fn print_errors(analysis: &Analysis, ui: &mut Ui) {
    let errors = analysis.diagnostics.sorted().into_iter().filter(|found| found.level == Level::Deny);
    ui.print_diagnostics(errors, &analysis.program.sources);
}
