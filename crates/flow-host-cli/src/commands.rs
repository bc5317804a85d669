//! The commands: each reads its arguments, calls `flow_host::inspect`, and returns its output.

pub(crate) mod archive;
pub(crate) mod backup;
pub(crate) mod clock;
pub(crate) mod dead;
pub(crate) mod decide;
pub(crate) mod decisions;
pub(crate) mod drain;
pub(crate) mod erase;
pub(crate) mod history;
pub(crate) mod ls;
pub(crate) mod plan;
pub(crate) mod restored;
pub(crate) mod retention;
pub(crate) mod rules;
pub(crate) mod serve;
pub(crate) mod show;

use serde::Serialize;

use crate::args::Command;
use crate::failure::Failure;

/// Runs a command. Returns its output.
///
/// # Errors
/// If it has no result.
pub(crate) fn run(command: Command) -> Result<String, Failure> {
    match command {
        Command::Ls(args) => ls::run(&args),
        Command::Show(args) => show::run(&args),
        Command::History(args) => history::run(&args),
        Command::Lanes(args) => history::run_lanes(&args),
        Command::Dead(args) => dead::run(&args),
        Command::Retry(args) => decide::retry(args),
        Command::Answer(args) => decide::answer(args),
        Command::Fail(args) => decide::fail(&args),
        Command::Abandon(args) => decide::abandon(args),
        Command::Decisions(args) => decisions::run(&args),
        Command::Drain(args) => drain::run(args),
        Command::Plan(args) => plan::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Archive(args) => archive::run(args),
        Command::Erase(args) => erase::run(args),
        Command::Retention(args) => retention::run(&args),
        Command::Clean(args) => retention::clean(args),
        Command::Restored(args) => restored::run(args),
        Command::Rules(args) => rules::run(&args),
        Command::Clock(args) => clock::run(args),
    }
}

/// A result for programs.
fn json(value: &impl Serialize) -> Result<String, Failure> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
