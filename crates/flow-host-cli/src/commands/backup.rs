//! `flow-host backup`: copies the database, while the host goes on.

use std::path::PathBuf;

use clap::Args;
use flow_host::inspect::Database;

use crate::failure::Failure;
use crate::options::File;

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    #[command(flatten)]
    file: File,
    /// The file to write; it must not exist
    to: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &BackupArgs) -> Result<String, Failure> {
    Database::open(&args.file.database)?.back_up(&args.to)?;
    Ok(format!("written: {}\n", args.to.display()))
}
