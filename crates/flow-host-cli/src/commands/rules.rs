//! `flow-host rules`: the rules of the specification, and the instances for which they were broken.
//!
//! A host checks the rules after each step; a broken one changes nothing.

use clap::Args;
use flow_host::inspect::{BrokenLine, Database, RuleLine};

use super::json;
use crate::failure::Failure;
use crate::options::{File, Format, Output};
use crate::text::{count, party};

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    #[command(flatten)]
    file: File,
    /// At most so many instances for each rule, the last ones first
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    limit: u32,
    #[command(flatten)]
    output: Output,
}

/// Runs the command.
pub(crate) fn run(args: &RulesArgs) -> Result<String, Failure> {
    let database = Database::open(&args.file.database)?;
    let Some(rules) = database.rules(i64::from(args.limit))? else {
        return Err(Failure::new("the host that wrote this database checks no rules")
            .help("it is of an earlier version: the next one that starts with it does"));
    };
    if args.output.format == Format::Json {
        return json(&rules);
    }
    if rules.is_empty() {
        return Ok("the specification has no rules\n".to_owned());
    }
    Ok(rules.iter().map(render).collect())
}

fn render(rule: &RuleLine) -> String {
    let mut facts = match &rule.unchecked {
        _ if !rule.is_current => vec!["no longer in the specification".to_owned()],
        Some(why) => vec![format!("not checked: {why}")],
        None => vec!["checked after each step".to_owned()],
    };
    if let Some(last) = rule.last {
        facts.push(format!("broken {}, last at {last}", count(rule.times, "time")));
    } else if rule.is_checked {
        facts.push("never broken".to_owned());
    }
    if rule.skipped > 0 {
        facts.push(format!("could not be checked after {}", count(rule.skipped, "step")));
    }
    let facts: String = facts.iter().map(|fact| format!("  {fact}\n")).collect();
    format!("{}\n{facts}{}", rule.rule, rule.broken_for.iter().map(render_broken).collect::<String>())
}

fn render_broken(line: &BrokenLine) -> String {
    let states = line.states.iter().map(String::as_str).chain(std::iter::repeat(""));
    let instances = line.instances.iter().zip(states).map(|(of, state)| format!("{} in #{state}", party(of)));
    let instances: Vec<_> = instances.collect();
    let now = if line.is_broken { ", is broken now" } else { "" };
    format!("    {} {}{now}\n", line.last, instances.join(", "))
}
