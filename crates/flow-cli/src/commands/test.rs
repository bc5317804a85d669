//! `flow test`: run stories and test files.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Run stories and test files
#[derive(Debug, clap::Args)]
pub(crate) struct TestArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &TestArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow test' is not there yet ({} paths)", args.paths.len())))
}
