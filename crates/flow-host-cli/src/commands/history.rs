//! `flow-host history` and `flow-host lanes`: the events in the conversation of an instance, as a list and as a picture.
//!
//! The journal contains committed steps, so that both show attempts only once they have an effect. Values are in the list alone.

use std::collections::BTreeSet;

use clap::Args;
use flow_diagram::trace::Act;
use flow_diagram::{Lanes, Trace};
use flow_host::Party;
use flow_host::inspect::{Database, Entry};
use serde_json::Value;

use super::json;
use super::show::Instance;
use crate::failure::Failure;
use crate::find::no_instance;
use crate::options::{File, Format, Output};
use crate::text::{party, table, values};

#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    #[command(flatten)]
    of: Of,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct LanesArgs {
    #[command(flatten)]
    of: Of,
}

/// Whose history is read.
#[derive(Debug, Args)]
struct Of {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    instance: Instance,
    /// Only the last so many entries
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    limit: u32,
}

/// Runs `flow-host history`.
pub(crate) fn run(args: &HistoryArgs) -> Result<String, Failure> {
    let entries = read(&args.of)?;
    if args.output.format == Format::Json {
        return json(&entries);
    }
    Ok(table(&entries.iter().map(row).collect::<Vec<_>>()))
}

/// Runs `flow-host lanes`.
pub(crate) fn run_lanes(args: &LanesArgs) -> Result<String, Failure> {
    Ok(draw(&read(&args.of)?).text(Lanes::WithStates))
}

fn read(of: &Of) -> Result<Vec<Entry>, Failure> {
    let database = Database::open(&of.file.database)?;
    let (machine, id) = of.instance.find(&database)?;
    match database.history(machine, id, i64::from(of.limit))? {
        Some(entries) => Ok(entries),
        None => Err(no_instance(&database, machine, id)?),
    }
}

fn row(entry: &Entry) -> Vec<String> {
    let event = entry.event.as_ref().map(|event| format!(" :{event}")).unwrap_or_default();
    let sender = entry.sender.as_ref().map(|sender| format!(" from {}", party(sender))).unwrap_or_default();
    let with = match &entry.payload {
        Some(payload @ Value::Object(fields)) if !fields.is_empty() => format!(" with {}", values(payload)),
        _ => String::new(),
    };
    let passed = match entry.passed.as_slice() {
        [] => format!("in #{}", entry.state),
        passed => format!("to #{}", passed.join(", #")),
    };
    let sent = entry.sent.iter().map(|sent| format!("sends :{} to {}", sent.name, party(&sent.to)));
    vec![
        entry.at.to_string(),
        party(&entry.instance),
        format!("{}{event}{sender}{with}", entry.what),
        passed,
        sent.collect::<Vec<_>>().join(", "),
    ]
}

/// The events between the instances and actors of a history, with the states that they led to.
fn draw(entries: &[Entry]) -> Trace {
    let shared = machines_with_several(entries);
    let lane = |of: &Party| match shared.contains(&of.name) {
        true => party(of),
        false => format!("@{}", of.name),
    };
    let mut picture = Trace::new();
    for entry in entries {
        let at = lane(&entry.instance);
        if let (Some(event), Some(sender)) = (&entry.event, &entry.sender) {
            match entry.what.as_str() {
                // A decision about an event that has arrived before.
                "retried" | "answered by hand" | "abandoned" => {}
                "rejected" | "dead: rejected" => picture.rejected(&lane(sender), &at, format!(":{event}")),
                _ => picture.message(&lane(sender), &at, format!(":{event}")),
            }
        }
        for state in &entry.passed {
            picture.act(&at, Act::Change(format!("#{state}")));
        }
        // An event to an instance of this conversation is drawn where it arrives.
        let leaves = |to: &Party| !entries.iter().any(|other| other.instance == *to);
        for sent in entry.sent.iter().filter(|sent| leaves(&sent.to)) {
            picture.message(&at, &lane(&sent.to), format!(":{}", sent.name));
        }
    }
    picture
}

/// The machines of which a history has several instances: their lanes need ids.
fn machines_with_several(entries: &[Entry]) -> BTreeSet<String> {
    let senders = entries.iter().filter_map(|entry| entry.sender.as_ref());
    let receivers = entries.iter().flat_map(|entry| entry.sent.iter().map(|sent| &sent.to));
    let parties: BTreeSet<&Party> =
        entries.iter().map(|entry| &entry.instance).chain(senders).chain(receivers).collect();
    let mut seen = BTreeSet::new();
    parties.iter().filter(|party| !seen.insert(&party.name)).map(|party| party.name.clone()).collect()
}
