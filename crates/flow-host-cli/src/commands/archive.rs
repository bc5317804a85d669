//! `flow-host archive`: moves instances that have ended to a file of their own.
//!
//! A running host does it, a batch at a time, while it goes on; where none runs, this process does.

use std::path::{Path, PathBuf};

use clap::Args;
use flow_host::inspect::{Command, Database, Outcome};
use serde_json::json;

use super::decide::{still_waiting, who};
use crate::failure::Failure;
use crate::options::{File, Why};

/// The seconds of a day.
const DAY: u32 = 86_400;

#[derive(Debug, Args)]
pub(crate) struct ArchiveArgs {
    #[command(flatten)]
    file: File,
    /// The file to move them to, an SQLite database that is created if it does not exist
    to: PathBuf,
    /// How many days ago they must have ended
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(..=36_500))]
    ended_for: u32,
    #[command(flatten)]
    why: Why,
}

/// Runs the command.
pub(crate) fn run(args: ArchiveArgs) -> Result<String, Failure> {
    let ArchiveArgs { file, to, ended_for, why } = args;
    let database = Database::open(&file.database)?;
    // The host has another current folder.
    let unknown = |error: std::io::Error| Failure::new(format!("{}: {error}", to.display()));
    let given = to.display().to_string();
    let to = std::path::absolute(&to).map_err(unknown)?;
    if is_same(&to, &file.database) {
        return Err(Failure::new("the archive is the database itself").help("name another file"));
    }
    let Some(path) = to.to_str() else {
        return Err(Failure::new(format!("the path {} is not UTF-8", to.display())));
    };
    let value = Some(json!({ "to": path, "ended_for": ended_for * DAY }).to_string());
    let patience = why.patience();
    let command = Command { what: "archive", letter: 0, value, who: who(&why)?, reason: why.reason };
    match database.command(&command, patience)? {
        Outcome::Done if to.exists() => Ok(format!("written: {given}\n")),
        Outcome::Done => Ok("there is nothing to archive\n".to_owned()),
        Outcome::Refused(error) => Err(Failure::refused(error)),
        Outcome::Waiting => Err(still_waiting()),
    }
}

/// Whether two paths are one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some() && real(one) == real(other)
}
