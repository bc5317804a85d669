//! `flow-host retention` and `flow-host clean`: how long rows are kept, and deletion of older ones.
//!
//! A host deletes them by itself, every hour; `clean` does it now. The lengths are those of the host that ran last.

use clap::Args;
use flow_host::inspect::{Command, Database, KeptLine, Outcome, now};

use super::decide::{still_waiting, who};
use super::json;
use crate::failure::Failure;
use crate::options::{File, Format, Output, Why};
use crate::text::{count, table};

/// The seconds of a day, and of an hour.
const DAY: i64 = 86_400;
const HOUR: i64 = 3600;

#[derive(Debug, Args)]
pub(crate) struct RetentionArgs {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct CleanArgs {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    why: Why,
}

/// Runs `flow-host retention`.
pub(crate) fn run(args: &RetentionArgs) -> Result<String, Failure> {
    let lines = Database::open(&args.file.database)?.retention(now())?;
    if args.output.format == Format::Json {
        return json(&lines);
    }
    Ok(table(&lines.iter().map(row).collect::<Vec<_>>()))
}

fn row(line: &KeptLine) -> Vec<String> {
    let kept = match line.seconds {
        None => "for ever".to_owned(),
        Some(seconds) if seconds % DAY == 0 => count(seconds / DAY, "day"),
        Some(seconds) if seconds % HOUR == 0 => count(seconds / HOUR, "hour"),
        Some(seconds) => count(seconds, "second"),
    };
    let older = line.seconds.map(|_| format!("{} older", line.older)).unwrap_or_default();
    vec![line.what.to_owned(), kept, line.rows.to_string(), older]
}

/// Runs `flow-host clean`.
pub(crate) fn clean(args: CleanArgs) -> Result<String, Failure> {
    let database = Database::open(&args.file.database)?;
    let count_older =
        || -> Result<i64, Failure> { Ok(database.retention(now())?.iter().map(|line| line.older).sum()) };
    let before = count_older()?;
    let patience = args.why.patience();
    let command =
        Command { what: "clean", letter: 0, value: None, who: who(&args.why)?, reason: args.why.reason };
    match database.command(&command, patience)? {
        Outcome::Done => {
            let deleted = (before - count_older()?).max(0);
            Ok(format!("{deleted} of {before} that were older are deleted\n"))
        }
        Outcome::Refused(error) => Err(Failure::refused(error)),
        Outcome::Waiting => Err(still_waiting()),
    }
}
