//! `flow model`: the resolved model as JSON.

use std::path::PathBuf;

use crate::export;
use crate::failure::{Exit, Failure};
use crate::specification::analyze_one;
use crate::ui::Ui;

/// Print the resolved model as JSON
///
/// Machines with their states, transitions, handlers, events, variables and phrases, each with its place, for programs to read. The
/// format has a number, `"format": 1`, and a JSON Schema: docs/schemas/model.schema.json.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow model order.flow                                            everything
  flow model order.flow | jq -r '.machines[].states[].name'        the names of all states

Exit codes: 0 printed, 1 the specification has errors or cannot be read, 2 wrong usage")]
pub(crate) struct ModelArgs {
    /// A specification (with files of loose scenarios, if there are some), a folder, or '-' for standard input; without any, this folder
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,
}

/// Prints the model, if the specification has no errors.
pub(crate) fn run(args: &ModelArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let Some(analysis) = analyze_one(&args.paths, ui)? else { return Ok(Exit::FINDINGS) };
    ui.print_data(to_json_text(&export::export_model(&analysis.model, &analysis.program.sources)));
    Ok(Exit::CLEAN)
}

/// A value as indented JSON, with a line end.
pub(crate) fn to_json_text(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    text.expect("the formats have texts for keys, and nothing else in them can fail") + "\n"
}
