//! `flow-host restored`: the database is a copy of an earlier time, as a backup is, and a host is about to go on with it.
//!
//! Work that was in progress when the copy was made may have been finished since. It becomes dead letters, so that an operator decides
//! about each. No host may run.

use clap::Args;
use flow_host::inspect::{Command, Database, Outcome, UnderWay, now};

use super::decide::{still_waiting, who};
use super::json;
use crate::failure::Failure;
use crate::options::{File, Format, OptionalWhy, Output};
use crate::text::{count, party, table};

/// The most that is listed: more are decided together, not one by one.
const MOST: i64 = 10_000;

#[derive(Debug, Args)]
pub(crate) struct RestoredArgs {
    #[command(flatten)]
    file: File,
    /// List the work in progress when the copy was made, without changes
    #[arg(long, conflicts_with = "reason")]
    list: bool,
    #[command(flatten)]
    why: OptionalWhy,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(args: RestoredArgs) -> Result<String, Failure> {
    let RestoredArgs { file, list, why, output } = args;
    let database = Database::open(&file.database)?;
    if list {
        return show(&database, output.format);
    }
    if output.format == Format::Json {
        return Err(Failure::new("only a list is written in JSON").help("add --list"));
    }
    let why = why.require()?;
    if database.is_in_use()? {
        return Err(Failure::new(format!("a host runs with {}, and has begun", file.database.display()))
            .help("stop it, put the copy there again, and run this before it starts"));
    }
    let patience = why.patience();
    let command = Command { what: "restored", letter: 0, value: None, who: who(&why)?, reason: why.reason };
    match database.command(&command, patience)? {
        Outcome::Done => Ok(report(&database, &file)?),
        Outcome::Refused(error) => Err(Failure::refused(error)),
        Outcome::Waiting => Err(still_waiting()),
    }
}

fn report(database: &Database, file: &File) -> Result<String, Failure> {
    let held = database.count_dead("restored")?;
    if held == 0 {
        return Ok("nothing was under way: a host can start\n".to_owned());
    }
    Ok(format!(
        "{} under way when the copy was made, and may have been done since: 'flow-host dead {}' lists them, \
         and each waits for a decision\n",
        count_were(held),
        file.database.display()
    ))
}

fn count_were(held: i64) -> String {
    match held {
        1 => "1 event or message was".to_owned(),
        held => format!("{held} events and messages were"),
    }
}

fn show(database: &Database, format: Format) -> Result<String, Failure> {
    let mut found = database.under_way(now(), MOST + 1)?;
    let has_more = i64::try_from(found.len()).unwrap_or(i64::MAX) > MOST;
    found.truncate(usize::try_from(MOST).unwrap_or(0));
    if format == Format::Json {
        return json(&found);
    }
    if found.is_empty() {
        return Ok("nothing was under way\n".to_owned());
    }
    let mut text = table(&found.iter().map(row).collect::<Vec<_>>());
    if has_more {
        text += &format!("and more than {} in all\n", count(MOST, "line"));
    }
    Ok(text)
}

fn row(of: &UnderWay) -> Vec<String> {
    let what = match &of.phrase {
        Some(phrase) => format!(":{} asked {phrase}", of.name),
        None => format!(":{}", of.name),
    };
    vec![of.kind.clone(), party(&of.instance), what, of.key.clone().unwrap_or_default()]
}
