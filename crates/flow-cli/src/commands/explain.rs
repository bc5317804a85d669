//! `flow explain`: the page of a diagnostic, readable in a terminal, or a list of all.

use flow_model::near::nearest;
use flow_syntax::diagnostic::{Level, Name};

use crate::failure::{Exit, Failure};
use crate::markdown::{filled, for_terminal};
use crate::names::Names;
use crate::pages::page;
use crate::ui::{BOLD, DIM, RED, Ui, YELLOW, painted};

/// Show the page of a diagnostic
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// The name, as it stands in brackets in a message; without one, all are listed
    #[arg(value_name = "NAME", value_parser = Names::ALL, hide_possible_values = true)]
    name: Option<String>,
}

const EXAMPLES: &str = "\x1b[1mExamples:\x1b[0m
  flow explain                 all diagnostics, a line each
  flow explain never-set       explanation, example, fix";

/// Shows one page, or the list.
pub(crate) fn run(args: &ExplainArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let text = match &args.name {
        None => list(ui.width()),
        Some(name) => for_terminal(page(named(name)?), ui.width()),
    };
    ui.print(text);
    Ok(Exit::CLEAN)
}

/// The diagnostic that was meant: also in the brackets of a message (`error[never-set]`), and in Rust's spelling.
fn named(written: &str) -> Result<Name, Failure> {
    let inner = written.split_once('[').map_or(written, |(_, inner)| inner.trim_end_matches(']'));
    let name = inner.to_lowercase().replace(['_', ' '], "-");
    Name::parse(&name).ok_or_else(|| {
        let failure = Failure::new(format!("there is no diagnostic '{written}'"));
        match nearest(&name, Name::ALL.iter().map(|name| name.as_str())) {
            Some(near) => failure.help(format!("did you mean '{near}'? 'flow explain {near}' shows it")),
            None => failure.help("'flow explain' lists all"),
        }
    })
}

fn list(width: usize) -> String {
    let (lints, errors): (Vec<&Name>, Vec<&Name>) = Name::ALL.iter().partition(|name| name.is_lint());
    let mut text = format!("{}\n", painted(BOLD, "Mistakes, which always stop a build"));
    errors.iter().for_each(|name| text += &line(**name, "       ", width));
    text += &format!("\n{}\n", painted(BOLD, "Checks, whose level can be set in flow.toml"));
    lints.iter().for_each(|name| text += &line(**name, &level(**name), width));
    text + "\n'flow explain NAME' shows the page of one.\n"
}

fn level(name: Name) -> String {
    match name.default_level() {
        Level::Deny => painted(RED, "error  "),
        Level::Warn => painted(YELLOW, "warning"),
        Level::Allow => painted(DIM, "off    "),
    }
}

/// `  warning  never-set     a variable that is read and never set`.
fn line(name: Name, level: &str, width: usize) -> String {
    let column = Name::ALL.iter().map(|name| name.as_str().len()).max().unwrap_or_default();
    let margin = column + 13;
    let summary = filled(name.summary(), width.saturating_sub(margin).max(20), 0)
        .replace('\n', &format!("\n{:margin$}", ""));
    format!("  {level}  {:column$}  {summary}\n", name.as_str())
}
