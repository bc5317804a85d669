//! `flow-host retry`, `answer`, `fail` and `abandon`: decisions about a dead letter.
//!
//! A running host carries them out; where none runs, they change its rows, and the next host goes on from there.

use clap::Args;
use flow_host::DeadKind;
use flow_host::inspect::{Command, Database, LetterLine, Outcome};
use serde_json::Value;

use super::dead;
use crate::failure::Failure;
use crate::options::{File, Why};

#[derive(Debug, Args)]
pub(crate) struct Letter {
    #[command(flatten)]
    file: File,
    /// The number of the dead letter, which `flow-host dead` shows
    letter: i64,
}

/// One dead letter, or all of a kind.
#[derive(Debug, Args)]
pub(crate) struct Letters {
    #[command(flatten)]
    file: File,
    /// The number of the dead letter, which `flow-host dead` shows
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    letter: Option<i64>,
    /// All dead letters of a kind, like 'restored'
    #[arg(long, value_name = "KIND", value_parser = read_kind)]
    all: Option<String>,
}

/// The name of a kind of dead letters.
fn read_kind(name: &str) -> Result<String, String> {
    match DeadKind::from_name(name) {
        Some(_) => Ok(name.to_owned()),
        None => Err("it is no kind that 'flow-host dead' shows, like 'restored' or 'exhausted'".to_owned()),
    }
}

#[derive(Debug, Args)]
pub(crate) struct RetryArgs {
    #[command(flatten)]
    letters: Letters,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    #[command(flatten)]
    letter: Letter,
    /// The answer in JSON: `true`, `"ok"`, `12`; `null` for an action
    value: String,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Args)]
pub(crate) struct FailArgs {
    #[command(flatten)]
    letter: Letter,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Args)]
pub(crate) struct AbandonArgs {
    #[command(flatten)]
    letters: Letters,
    #[command(flatten)]
    why: Why,
}

/// Runs `flow-host retry`.
pub(crate) fn retry(args: RetryArgs) -> Result<String, Failure> {
    decide_all(("retry", "is handled again"), args.letters, &args.why)
}

/// Runs `flow-host answer`.
pub(crate) fn answer(args: AnswerArgs) -> Result<String, Failure> {
    if let Err(error) = serde_json::from_str::<Value>(&args.value) {
        return Err(Failure::new(format!("the answer is not JSON: {error}"))
            .help("a text has quotes: '\"ok\"'; an action is answered by null"));
    }
    decide(("answer", "goes on with the answer"), &args.letter, Some(args.value), &args.why)
}

/// Runs `flow-host fail`.
pub(crate) fn fail(args: &FailArgs) -> Result<String, Failure> {
    decide(("fail", "goes on with the refusal"), &args.letter, None, &args.why)
}

/// Runs `flow-host abandon`.
pub(crate) fn abandon(args: AbandonArgs) -> Result<String, Failure> {
    decide_all(("abandon", "is forgotten"), args.letters, &args.why)
}

/// How many dead letters of a kind are read at once.
const BATCH: i64 = 1000;

/// Decides about one dead letter, or about all of a kind that there are now, oldest first.
fn decide_all(what: (&'static str, &str), of: Letters, why: &Why) -> Result<String, Failure> {
    let Letters { file, letter, all } = of;
    let Some(kind) = all else {
        return decide(what, &Letter { file, letter: letter.unwrap_or_default() }, None, why);
    };
    let database = Database::open(&file.database)?;
    let (mut numbers, mut after) = (Vec::new(), 0);
    loop {
        let letters = database.dead_letters(after, BATCH)?;
        let Some(last) = letters.last() else { break };
        after = last.number;
        numbers.extend(letters.iter().filter(|letter| letter.kind == kind).map(|letter| letter.number));
    }
    if numbers.is_empty() {
        return Err(Failure::new(format!("there is no dead letter that is '{kind}'"))
            .help(format!("'flow-host dead {}' lists those that exist", file.database.display())));
    }
    let mut text = String::new();
    let mut letter = Letter { file, letter: 0 };
    for number in numbers {
        letter.letter = number;
        text += &decide(what, &letter, None, why)?;
    }
    Ok(text)
}

fn decide(
    (what, effect): (&'static str, &str),
    of: &Letter,
    value: Option<String>,
    why: &Why,
) -> Result<String, Failure> {
    let database = Database::open(&of.file.database)?;
    let Some(letter) = database.dead_letter(of.letter)? else {
        return Err(Failure::new(format!("there is no dead letter {}", of.letter))
            .help(format!("'flow-host dead {}' lists those that exist", of.file.database.display())));
    };
    check_question(what, &letter)?;
    let patience = why.patience();
    let command = Command { what, letter: of.letter, value, who: who(why)?, reason: why.reason.clone() };
    match database.command(&command, patience)? {
        Outcome::Done if database.is_in_use()? => Ok(format!("dead letter {} {effect}\n", of.letter)),
        Outcome::Done => Ok(format!("dead letter {} {effect} when a host starts\n", of.letter)),
        Outcome::Refused(error) => Err(Failure::refused(error)),
        Outcome::Waiting => Err(still_waiting()),
    }
}

/// Checks that there is a question to answer.
fn check_question(what: &str, letter: &LetterLine) -> Result<(), Failure> {
    if letter.can_be_answered || !["answer", "fail"].contains(&what) {
        return Ok(());
    }
    let shown = dead::render(letter);
    Err(Failure::new(format!("no phrase of this dead letter waits for an answer\n{}", shown.trim_end()))
        .help("'retry' handles it again, 'abandon' forgets it"))
}

/// Who decides.
pub(crate) fn who(why: &Why) -> Result<String, Failure> {
    if why.reason.trim().is_empty() {
        return Err(Failure::new("the reason is empty").help("write why: --reason \"the bank is up again\""));
    }
    let unknown = || Failure::new("nobody decides").help("write your name: --by ann");
    why.who().ok_or_else(unknown)
}

/// The failure of a command that a host has not carried out yet.
pub(crate) fn still_waiting() -> Failure {
    Failure::refused("the host has not carried it out yet")
        .help("it is stored, and the host carries it out when it comes to it; '--wait' waits for longer")
}
