//! `flow fmt`: lay specifications out as they should be.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Lay specifications out as they should be
#[derive(Debug, clap::Args)]
pub(crate) struct FmtArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &FmtArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow fmt' is not there yet ({} paths)", args.paths.len())))
}
