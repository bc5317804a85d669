//! `flow new`: write a small project that builds, tests and draws at once.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Write a small project that builds, tests and draws at once
#[derive(Debug, clap::Args)]
pub(crate) struct NewArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &NewArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow new' is not there yet ({} paths)", args.paths.len())))
}
