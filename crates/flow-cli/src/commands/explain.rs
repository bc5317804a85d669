//! `flow explain`: shows the page of a diagnostic, or of a finding of `flow explore`, in the terminal, or lists all diagnostics.

use flow_explore::Kind;
use flow_model::near::nearest;
use flow_syntax::diagnostic::{Level, Name};

use crate::failure::{Exit, Failure};
use crate::markdown::render_markdown;
use crate::names::Names;
use crate::pages::{diagnostic_page, finding_page};
use crate::ui::{BOLD, DIM, RED, Ui, YELLOW, painted};

/// Show the page of a diagnostic
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// The name in the brackets of a message; without it, all are listed
    #[arg(value_name = "NAME", value_parser = Names::ALL, hide_possible_values = true)]
    name: Option<String>,
}

const EXAMPLES: &str = "\x1b[1mExamples:\x1b[0m
  flow explain                 all diagnostics, a line each
  flow explain never-set       explanation, example, fix";

/// The minimum width of the column of summaries: narrower lines would contain single words.
const NARROWEST: usize = 20;

/// Shows one page, or the list.
pub(crate) fn run(args: &ExplainArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let text = match &args.name {
        None => list_diagnostics(ui.width()),
        Some(name) => render_markdown(find_page(name)?, ui.width()),
    };
    ui.print(text);
    Ok(Exit::CLEAN)
}

/// Finds the page of a diagnostic or a finding by its name, also as in messages (`error[never-set]`) and in snake case.
fn find_page(written: &str) -> Result<&'static str, Failure> {
    let inner = written.split_once('[').map_or(written, |(_, inner)| inner.trim_end_matches(']'));
    let name = inner.to_lowercase().replace(['_', ' '], "-");
    let finding = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    let page = Name::parse(&name).map(diagnostic_page).or(finding.map(finding_page));
    page.ok_or_else(|| {
        let failure = Failure::new(format!("there is no diagnostic '{written}'"));
        let names = Name::ALL.iter().map(|name| name.as_str());
        match nearest(&name, names.chain(Kind::ALL.iter().map(|kind| kind.name()))) {
            Some(near) => failure.help(format!("did you mean '{near}'? 'flow explain {near}' shows it")),
            None => failure.help("'flow explain' lists all"),
        }
    })
}

fn list_diagnostics(width: usize) -> String {
    let (lints, errors): (Vec<&Name>, Vec<&Name>) = Name::ALL.iter().partition(|name| name.is_lint());
    let mut text = format!("{}\n", painted(BOLD, "Always errors"));
    errors.iter().for_each(|name| text += &list_line(**name, "       ", width));
    text += &format!("\n{}\n", painted(BOLD, "With a level that flow.toml can set"));
    lints.iter().for_each(|name| text += &list_line(**name, &level_label(**name), width));
    text + "\n'flow explain NAME' shows the page of one.\n"
}

fn level_label(name: Name) -> String {
    match name.default_level() {
        Level::Deny => painted(RED, "error  "),
        Level::Warn => painted(YELLOW, "warning"),
        Level::Allow => painted(DIM, "off    "),
    }
}

/// `  warning  never-set     a variable that is read and never set`.
fn list_line(name: Name, level: &str, width: usize) -> String {
    let column = Name::ALL.iter().map(|name| name.as_str().len()).max().unwrap_or_default();
    let margin = column + 13;
    let summary = render_markdown(name.summary(), width.saturating_sub(margin).max(NARROWEST));
    let summary = summary.trim_end().replace('\n', &format!("\n{:margin$}", ""));
    format!("  {level}  {:column$}  {summary}\n", name.as_str())
}
