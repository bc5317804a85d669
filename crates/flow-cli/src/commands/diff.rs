//! `flow diff`: say what changed in meaning between two versions.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Say what changed in meaning between two versions
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &DiffArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow diff' is not there yet ({} paths)", args.paths.len())))
}
