//! `flow-host plan`: the effect of a version of a specification on the stored data.
//!
//! The specification is read as the host's builder reads generated code, so that the plan is that of its start. The database is only read.

use std::path::PathBuf;

use clap::Args;
use flow_host::inspect::Database;
use flow_host::interpret::Builder;

use crate::failure::Failure;
use crate::options::File;
use crate::specification::read_specification;

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    file: File,
    /// The new version of the specification: files, or folders
    #[arg(required = true)]
    specification: Vec<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &PlanArgs) -> Result<String, Failure> {
    // The messages of a file that cannot be read are those of the other commands.
    let database = Database::open(&args.file.database)?;
    drop(database);
    let specification = read_specification(&args.specification)?;
    let plan = Builder::new(specification, &args.file.database).plan()?;
    if plan.is_complete() {
        return Ok(match plan.to_string() {
            plan if plan.is_empty() => "nothing stored changes\n".to_owned(),
            plan => format!("{}\n", plan.trim_end()),
        });
    }
    Err(Failure::refused(format!("something stored does not fit\n{}", plan.to_string().trim_end())))
}
