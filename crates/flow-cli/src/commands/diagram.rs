//! `flow diagram`: draw machines and conversations.

use std::path::PathBuf;

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Draw machines and conversations
#[derive(Debug, clap::Args)]
pub(crate) struct DiagramArgs {
    /// Specifications, folders of them, or '-' for standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Does not exist yet.
pub(crate) fn run(args: &DiagramArgs, _: &mut Ui) -> Result<Exit, Failure> {
    Err(Failure::new(format!("'flow diagram' is not there yet ({} paths)", args.paths.len())))
}
