//! `flow diff`: what changed in meaning between two versions of a specification.

use std::path::PathBuf;

use flow_model::diff::{Version, diff};
use flow_project::Analysis;

use crate::changes;
use crate::commands::model::to_json_text;
use crate::failure::{Exit, Failure};
use crate::specification::{analyze, find_program};
use crate::style::TextStyle;
use crate::ui::Ui;

/// Compare the meaning of two versions
///
/// Compares the meaning of two specifications: order, layout, comments and wording do not matter. For each change it reports what breaks:
/// instances that were stored with the old version, callers (code that sends events, receives messages, or implements the phrases in
/// Rust), or neither.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow diff old/order.flow order.flow               two files
  flow diff old new                                 two folders, each with one specification
  git show HEAD~1:order.flow | flow diff - order.flow

Exit codes: 0 nothing breaks, 1 something breaks, 2 they cannot be compared")]
pub(crate) struct DiffArgs {
    /// The old version: a file, a folder, or '-' for standard input
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new version: a file, a folder, or '-' for standard input
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// The format of the changes
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum DiffFormat {
    /// For people
    Text,
    /// For programs: docs/schemas/diff.schema.json
    Json,
}

/// Compares two versions.
pub(crate) fn run(args: &DiffArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    if [&args.old, &args.new].iter().all(|path| path.as_os_str() == "-") {
        return Err(Failure::new("both versions are standard input").help("give a file for one of them"));
    }
    let old = load_version(&args.old, ui)?;
    let new = load_version(&args.new, ui)?;
    let (old, new) = (as_version(&old), as_version(&new));
    let found = diff(old, new);
    match args.format {
        DiffFormat::Text => ui.print(changes::render_text(old, new, &found, TextStyle::of(ui))),
        DiffFormat::Json => ui.print_data(to_json_text(&changes::export_changes(old, new, &found))),
    }
    let breaks = found.iter().any(|change| change.impact.breaks());
    Ok(if breaks { Exit::FINDINGS } else { Exit::CLEAN })
}

/// Loads one of the versions. Both must be free of errors, since a broken specification has no defined meaning to compare.
fn load_version(path: &PathBuf, ui: &mut Ui) -> Result<Analysis, Failure> {
    let analysis = analyze(&find_program(std::slice::from_ref(path))?, ui);
    if analysis.diagnostics.has_errors() {
        let failure = Failure::new(format!("'{}' has errors, so its meaning is not defined", path.display()));
        return Err(failure.help("fix them first"));
    }
    Ok(analysis)
}

fn as_version(analysis: &Analysis) -> Version<'_> {
    Version { model: &analysis.model, sources: &analysis.program.sources }
}
