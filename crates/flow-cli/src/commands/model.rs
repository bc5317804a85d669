//! `flow model`: print what a specification means, as JSON.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Print what a specification means, as JSON
#[derive(Debug, clap::Args)]
pub(crate) struct ModelArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &ModelArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow model' is not there yet ({} paths)", args.paths.len())))
}
