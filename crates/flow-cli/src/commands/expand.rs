//! `flow expand`: print the Rust that flow! makes of a specification.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Print the Rust that flow! makes of a specification
#[derive(Debug, clap::Args)]
pub(crate) struct ExpandArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &ExpandArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow expand' is not there yet ({} paths)", args.paths.len())))
}
