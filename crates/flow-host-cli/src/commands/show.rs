//! `flow-host show`: all data of an instance, and the answers and timers that it waits for.
//!
//! It answers why an instance does not go on: a question without an answer, a timer, a message that is not delivered, or a dead letter.

use clap::Args;
use flow_host::inspect::{Database, EventLine, InstanceView, Question};
use serde_json::Value;

use super::json;
use crate::failure::Failure;
use crate::find::{find_machine, no_instance};
use crate::options::{File, Format, Output};
use crate::text::{party, shown, table, values};

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    instance: Instance,
    #[command(flatten)]
    output: Output,
}

/// An instance on the command line.
#[derive(Debug, Args)]
pub(crate) struct Instance {
    /// Its machine, like `order`
    pub(crate) machine: String,
    /// Its id; the only instance of a machine needs none
    pub(crate) id: Option<String>,
}

impl Instance {
    /// The machine and the id.
    ///
    /// # Errors
    /// If there is no such machine.
    pub(crate) fn find(&self, database: &Database) -> Result<(&str, &str), Failure> {
        let machine = find_machine(database, &self.machine)?;
        Ok((machine, self.id.as_deref().unwrap_or(machine)))
    }
}

/// Runs the command.
pub(crate) fn run(args: &ShowArgs) -> Result<String, Failure> {
    let database = Database::open(&args.file.database)?;
    let (machine, id) = args.instance.find(&database)?;
    let Some(view) = database.instance(machine, id)? else {
        return Err(no_instance(&database, machine, id)?);
    };
    if args.output.format == Format::Json { json(&view) } else { Ok(render(&view)) }
}

fn render(view: &InstanceView) -> String {
    let mut facts = vec![fact("state", format!("#{}", view.state)), fact("steps", view.steps.to_string())];
    if view.has_ended {
        facts.push(fact("ended", "yes".to_owned()));
    }
    if let Some(emptied) = view.emptied {
        facts.push(fact("emptied", emptied.to_string()));
    }
    let other = |of: &&flow_host::Party| **of != view.instance;
    facts.extend(view.conversation.as_ref().filter(other).map(|of| fact("conversation of", party(of))));
    facts.extend(view.maker.as_ref().map(|of| fact("made by", party(of))));
    if !view.accepts.is_empty() {
        facts.push(fact("accepts", format!(":{}", view.accepts.join(", :"))));
    }
    let mut text = format!("{}\n{}", party(&view.instance), table(&facts));
    if let Value::Object(variables) = &view.variables {
        let row = |(name, value): (&String, &Value)| vec![format!("  ${name}"), shown(value)];
        text += &section("variables", &variables.iter().map(row).collect::<Vec<_>>());
    }
    text += &view.waits_for.as_ref().map(render_question).unwrap_or_default();
    text += &section("queued", &view.queued.iter().map(event).collect::<Vec<_>>());
    text += &section("deferred", &view.deferred.iter().map(event).collect::<Vec<_>>());
    text += &section("timers", &view.timers.iter().map(timer).collect::<Vec<_>>());
    text += &section("messages", &view.messages.iter().map(message).collect::<Vec<_>>());
    let letter = |of: &flow_host::inspect::LetterLine| {
        vec![format!("  {}", of.number), format!(":{}", of.name), of.kind.clone(), of.phrase.clone()]
    };
    text + &section("dead letters", &view.dead.iter().map(letter).collect::<Vec<_>>())
}

fn fact(name: &str, value: String) -> Vec<String> {
    vec![format!("  {name}"), value]
}

/// A list under a title; no output for an empty one.
fn section(title: &str, rows: &[Vec<String>]) -> String {
    if rows.is_empty() { String::new() } else { format!("{title}\n{}", table(rows)) }
}

fn render_question(question: &Question) -> String {
    let Question { event, phrase, arguments, attempts, since, next, .. } = question;
    let when = match next {
        Some(next) => format!("the next attempt is at {next}"),
        None => "an attempt is under way".to_owned(),
    };
    format!(
        "waits for\n  {phrase}{arguments}, asked by :{event} since {since}\n  {}, {when}\n",
        failed(*attempts)
    )
}

fn event(of: &EventLine) -> Vec<String> {
    let from = of.from.as_ref().map(|from| format!("from {}", party(from))).unwrap_or_default();
    vec![format!("  :{}", of.event), from, values(&of.payload)]
}

fn timer(of: &flow_host::inspect::TimerLine) -> Vec<String> {
    let every = of.every.map(|every| format!("every {every} s")).unwrap_or_default();
    vec![format!("  :{}", of.event), format!("due {}", of.due), every]
}

fn message(of: &flow_host::inspect::MessageLine) -> Vec<String> {
    let next = of.next.map(|next| format!("the next attempt is at {next}")).unwrap_or_default();
    vec![format!("  :{}", of.message), format!("to @{}", of.actor), failed(of.attempts), next]
}

fn failed(attempts: i64) -> String {
    match attempts {
        0 => "no attempt has failed".to_owned(),
        1 => "1 attempt has failed".to_owned(),
        several => format!("{several} attempts have failed"),
    }
}
