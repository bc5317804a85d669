//! `flow-host dead`: the events and messages that the host has given up.

use clap::Args;
use flow_host::inspect::{Database, LetterLine};

use super::json;
use crate::failure::Failure;
use crate::options::{File, Format, Output};
use crate::text::{count, party, values};

#[derive(Debug, Args)]
pub(crate) struct DeadArgs {
    #[command(flatten)]
    file: File,
    /// At most so many
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: u32,
    /// Only those after this number
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    after: i64,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(args: &DeadArgs) -> Result<String, Failure> {
    let database = Database::open(&args.file.database)?;
    let letters = database.dead_letters(args.after, i64::from(args.limit))?;
    if args.output.format == Format::Json {
        return json(&letters);
    }
    Ok(letters.iter().map(render).collect())
}

/// One dead letter in a few lines.
pub(crate) fn render(letter: &LetterLine) -> String {
    let LetterLine { number, kind, instance, name, from, to, payload, phrase, error, at, .. } = letter;
    let what = match (from, to) {
        (_, Some(to)) => format!(":{name} from {} to @{to}", party(instance)),
        (Some(from), None) => format!(":{name} from {} to {}", party(from), party(instance)),
        (None, None) => format!(":{name} to {}", party(instance)),
    };
    let mut text = format!("{number}  {what}\n   {kind} at {at}\n");
    let with = values(payload);
    if !with.is_empty() {
        text += &format!("   with {with}\n");
    }
    let why = [phrase.as_str(), error.as_str()];
    let why: Vec<_> = why.into_iter().filter(|why| !why.is_empty()).collect();
    if !why.is_empty() {
        text += &format!("   {}\n", why.join(": "));
    }
    if letter.handled_since > 0 {
        text += &format!("   {} handled {} since\n", party(instance), count(letter.handled_since, "event"));
    }
    text
}
