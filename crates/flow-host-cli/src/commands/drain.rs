//! `flow-host drain`: lets the running host finish its handlers, before another version of the program takes over.

use std::time::Duration;

use clap::Args;
use flow_host::inspect::{Command, Database, Outcome};

use super::decide::{still_waiting, who};
use crate::failure::Failure;
use crate::options::{File, Why};

#[derive(Debug, Args)]
pub(crate) struct DrainArgs {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    why: Why,
    /// How many seconds the handlers that wait for answers have
    #[arg(long, value_name = "SECONDS", default_value_t = 180)]
    patience: u32,
}

/// Runs the command.
pub(crate) fn run(args: DrainArgs) -> Result<String, Failure> {
    let database = Database::open(&args.file.database)?;
    if !database.is_in_use()? {
        return Err(Failure::new(format!("no host runs with {}", args.file.database.display()))
            .help("only the version of the program that has begun a handler can finish it: start it first"));
    }
    let patience = Duration::from_secs(args.patience.into());
    // The host ends the drain by its own clock.
    let wait = args.why.patience() + patience;
    let value = Some(args.patience.to_string());
    let command = Command { what: "drain", letter: 0, value, who: who(&args.why)?, reason: args.why.reason };
    match database.command(&command, wait)? {
        Outcome::Done => {
            Ok("the host is drained: no handler waits for an answer. Stop it, and start the next version\n"
                .into())
        }
        Outcome::Refused(error) => Err(Failure::refused(error).help(
            "stop the host and start the next version: it makes dead letters of what may not fit, \
             or wait for longer with '--patience'",
        )),
        Outcome::Waiting => Err(still_waiting()),
    }
}
