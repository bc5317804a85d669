//! The commands, one file each: a struct of its arguments, and `run(&args, &mut ui)`.

pub(crate) mod bindings;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diagram;
pub(crate) mod diff;
pub(crate) mod expand;
pub(crate) mod explain;
pub(crate) mod explore;
pub(crate) mod fmt;
pub(crate) mod lsp;
pub(crate) mod model;
pub(crate) mod new;
pub(crate) mod openapi;
pub(crate) mod test;
mod welcome;

use crate::args::Command;
use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Runs a command; without one, prints the commands that are useful in this folder.
pub(crate) fn run(command: Option<Command>, ui: &mut Ui) -> Result<Exit, Failure> {
    match command {
        None => welcome::run(ui),
        Some(Command::Check(args)) => check::run(&args, ui),
        Some(Command::Test(args)) => test::run(&args, ui),
        Some(Command::Diagram(args)) => diagram::run(&args, ui),
        Some(Command::Fmt(args)) => fmt::run(&args, ui),
        Some(Command::Lsp(args)) => lsp::run(&args, ui),
        Some(Command::Expand(args)) => expand::run(&args, ui),
        Some(Command::Bindings(args)) => bindings::run(&args, ui),
        Some(Command::Model(args)) => model::run(&args, ui),
        Some(Command::Openapi(args)) => openapi::run(&args, ui),
        Some(Command::Explain(args)) => explain::run(&args, ui),
        Some(Command::Explore(args)) => explore::run(&args, ui),
        Some(Command::Diff(args)) => diff::run(&args, ui),
        Some(Command::New(args)) => new::run(&args, ui),
        Some(Command::Completions(args)) => completions::run(&args, ui),
    }
}
