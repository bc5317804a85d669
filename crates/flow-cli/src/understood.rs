//! The one specification a command is about, compiled: what `diagram`, `expand`, `bindings`, `model` and `diff` begin with.
//!
//! What is wrong with it is told on standard error; warnings are for `flow check`.

use std::path::PathBuf;

use flow_codegen::{Level, Options, Output};

use crate::failure::Failure;
use crate::program::{Program, programs};
use crate::ui::Ui;

/// The one program behind some paths; without any, that of the current folder.
///
/// # Errors
/// If there is none, or more than one.
pub(crate) fn one(paths: &[PathBuf]) -> Result<Program, Failure> {
    let mut found = programs(paths)?;
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let names: Vec<_> = found.iter().take(5).map(|program| format!("'{}'", program.roots[0])).collect();
    let more = if found.len() > names.len() { ", …" } else { "" };
    let failure = Failure::new(format!("there are {} specifications here, and this takes one", found.len()));
    Err(failure.help(format!("name one of them: {}{more}", names.join(", "))))
}

/// Compiles it, and tells its errors.
pub(crate) fn compile(program: &Program, options: &Options, ui: &mut Ui) -> Output {
    let output = program.compile(options);
    tell_errors(&output, ui);
    output
}

/// Compiles the one program behind some paths. `None` if it has errors, which are told.
///
/// # Errors
/// As [`one`].
pub(crate) fn understood(
    paths: &[PathBuf],
    options: &Options,
    ui: &mut Ui,
) -> Result<Option<Output>, Failure> {
    let output = compile(&one(paths)?, options, ui);
    Ok(if output.diagnostics.has_errors() { None } else { Some(output) })
}

/// Tells what stops a build.
pub(crate) fn tell_errors(output: &Output, ui: &mut Ui) {
    let errors = output.diagnostics.sorted().into_iter().filter(|said| said.level == Level::Deny);
    ui.tell(errors, &output.program.sources);
}
