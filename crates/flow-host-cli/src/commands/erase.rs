//! `flow-host erase`: removes the values of an instance that has ended, for ever.

use clap::Args;
use flow_host::inspect::{Command, Database, Outcome};
use serde_json::json;

use super::decide::{still_waiting, who};
use crate::failure::Failure;
use crate::find::{find_machine, no_instance};
use crate::options::{File, Why};

#[derive(Debug, Args)]
pub(crate) struct EraseArgs {
    #[command(flatten)]
    file: File,
    /// The machine
    machine: String,
    /// The id of the instance
    id: String,
    #[command(flatten)]
    why: Why,
}

/// Runs the command.
pub(crate) fn run(args: EraseArgs) -> Result<String, Failure> {
    let EraseArgs { file, machine, id, why } = args;
    let database = Database::open(&file.database)?;
    let machine = find_machine(&database, &machine)?;
    if database.instance(machine, &id)?.is_none() {
        return Err(no_instance(&database, machine, &id)?);
    }
    let value = Some(json!({ "machine": machine, "id": id }).to_string());
    let patience = why.patience();
    let command = Command { what: "erase", letter: 0, value, who: who(&why)?, reason: why.reason };
    match database.command(&command, patience)? {
        Outcome::Done => Ok(format!(
            "the values of @{machine} '{id}' are removed; copies of the database still have them\n"
        )),
        Outcome::Refused(error) => Err(Failure::refused(error)),
        Outcome::Waiting => Err(still_waiting()),
    }
}
