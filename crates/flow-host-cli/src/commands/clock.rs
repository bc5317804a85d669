//! `flow-host clock accept`: the running host follows a jump of the operating system's clock at once.

use clap::{Args, Subcommand};
use flow_host::inspect::{Command, Database, Outcome};

use super::decide::{still_waiting, who};
use crate::failure::Failure;
use crate::options::{File, Why};

#[derive(Debug, Args)]
pub(crate) struct ClockArgs {
    #[command(subcommand)]
    command: ClockCommand,
}

#[derive(Debug, Subcommand)]
enum ClockCommand {
    /// Follow a jump of the system's clock now, in place of five minutes later
    Accept(AcceptArgs),
}

#[derive(Debug, Args)]
struct AcceptArgs {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    why: Why,
}

/// Runs the command.
pub(crate) fn run(args: ClockArgs) -> Result<String, Failure> {
    let ClockCommand::Accept(AcceptArgs { file, why }) = args.command;
    let database = Database::open(&file.database)?;
    if !database.is_in_use()? {
        return Err(Failure::new(format!("no host runs with {}", file.database.display()))
            .help("the host that starts next goes by the system's clock"));
    }
    let patience = why.patience();
    let command =
        Command { what: "accept-clock", letter: 0, value: None, who: who(&why)?, reason: why.reason };
    match database.command(&command, patience)? {
        Outcome::Done => Ok("the host goes by the system's clock\n".to_owned()),
        Outcome::Refused(error) => Err(Failure::refused(error)),
        Outcome::Waiting => Err(still_waiting()),
    }
}
