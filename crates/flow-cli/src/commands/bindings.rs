//! `flow bindings`: list the phrases that Rust gives meaning to.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// List the phrases that Rust gives meaning to
#[derive(Debug, clap::Args)]
pub(crate) struct BindingsArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &BindingsArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow bindings' is not there yet ({} paths)", args.paths.len())))
}
