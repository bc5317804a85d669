//! `flow-host ls`: counts the instances by state, or lists those of a machine.

use clap::Args;
use flow_host::inspect::{Database, ListOf};

use super::json;
use crate::failure::Failure;
use crate::find::{find_machine, find_state};
use crate::options::{File, Format, Output};
use crate::text::{count as count_of, table};

#[derive(Debug, Args)]
pub(crate) struct LsArgs {
    #[command(flatten)]
    file: File,
    /// The machine whose instances are listed, like `order`
    machine: Option<String>,
    /// Only those in this state
    #[arg(long, requires = "machine")]
    state: Option<String>,
    /// At most so many
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: u32,
    /// Only those after this cursor, which the list before ends with
    #[arg(long, value_name = "CURSOR", default_value_t = 0)]
    after: i64,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(args: &LsArgs) -> Result<String, Failure> {
    let database = Database::open(&args.file.database)?;
    match &args.machine {
        Some(machine) => list(&database, find_machine(&database, machine)?, args),
        None => count(&database, args.output.format),
    }
}

fn count(database: &Database, format: Format) -> Result<String, Failure> {
    let counts = database.counts()?;
    if format == Format::Json {
        return json(&counts);
    }
    let row = |of: &flow_host::inspect::Count| {
        vec![format!("@{}", of.machine), format!("#{}", of.state), of.instances.to_string()]
    };
    Ok(table(&counts.iter().map(row).collect::<Vec<_>>()))
}

fn list(database: &Database, machine: &str, args: &LsArgs) -> Result<String, Failure> {
    let state = args.state.as_deref().map(|state| find_state(database, machine, state)).transpose()?;
    // One more shows whether there are more.
    let most = i64::from(args.limit);
    let mut found = database.list(ListOf { machine, state, after: args.after, most: most + 1 })?;
    let has_more = found.len() > args.limit as usize;
    found.truncate(args.limit as usize);
    if args.output.format == Format::Json {
        return json(&found);
    }
    let row = |of: &flow_host::inspect::InstanceLine| {
        let ended = if of.has_ended { "ended" } else { "" };
        vec![of.id.clone(), format!("#{}", of.state), count_of(of.steps, "step"), ended.to_owned()]
    };
    let mut text = table(&found.iter().map(row).collect::<Vec<_>>());
    if let Some(last) = found.last().filter(|_| has_more) {
        text += &format!("there are more: --after {}\n", last.cursor);
    }
    Ok(text)
}
