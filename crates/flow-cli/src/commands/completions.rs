//! `flow completions`: a script that completes commands in a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Args;
use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Print a script that completes commands in your shell
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// Your shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(args: &CompletionsArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "flow", &mut script);
    ui.print_bytes(&script);
    Ok(Exit::CLEAN)
}
