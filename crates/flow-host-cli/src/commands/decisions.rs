//! `flow-host decisions`: the commands of operators, with who, why and when.

use clap::Args;
use flow_host::inspect::{Database, DecisionLine};

use super::json;
use crate::failure::Failure;
use crate::options::{File, Format, Output};
use crate::text::table;

#[derive(Debug, Args)]
pub(crate) struct DecisionsArgs {
    #[command(flatten)]
    file: File,
    /// Only the last so many
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: u32,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(args: &DecisionsArgs) -> Result<String, Failure> {
    let decisions = Database::open(&args.file.database)?.decisions(i64::from(args.limit))?;
    if args.output.format == Format::Json {
        return json(&decisions);
    }
    Ok(table(&decisions.iter().map(row).collect::<Vec<_>>()))
}

fn row(of: &DecisionLine) -> Vec<String> {
    let about = match (of.letter, &of.value) {
        (Some(letter), _) => format!(" {letter}"),
        (None, Some(value)) => format!(" {value}"),
        (None, None) => String::new(),
    };
    let outcome = match (&of.error, of.done) {
        (Some(error), _) => format!("refused: {error}"),
        (None, Some(_)) => "done".to_owned(),
        (None, None) => "waits for the host".to_owned(),
    };
    vec![of.at.to_string(), of.who.clone(), format!("{}{about}", of.what), of.reason.clone(), outcome]
}
