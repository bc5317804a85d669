//! `flow explain`: show the page of a diagnostic.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Show the page of a diagnostic
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &ExplainArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow explain' is not there yet ({} paths)", args.paths.len())))
}
