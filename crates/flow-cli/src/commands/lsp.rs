//! `flow lsp`: the language server, over standard input and output.

use std::path::Path;

use flow_lsp::server::{Ending, serve_stdio};

use crate::failure::{Exit, Failure};
use crate::ui::Ui;

/// Serve an editor: diagnostics, hints, completion and more, over the language server protocol
#[derive(Debug, clap::Args)]
#[command(after_help = NOTE)]
pub(crate) struct LspArgs {
    /// Standard input and output, which is what it always uses
    #[arg(long)]
    stdio: bool,
}

const NOTE: &str =
    "\x1b[1mAn editor starts it.\x1b[0m The page 'Editors' of the book shows how to set one up.

\x1b[1mExit codes:\x1b[0m 0 the editor ended the session, 1 it went away, 2 it does not speak the protocol";

/// Serves until the editor ends the session.
pub(crate) fn run(args: &LspArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    // Editors pass the option to every server; this server has no other transport.
    let LspArgs { stdio: _ } = args;
    match serve_stdio() {
        Ok(Ending::Clean) => Ok(Exit::CLEAN),
        Ok(Ending::Abrupt | Ending::Early) => Ok(Exit::FINDINGS),
        Ok(Ending::Broken(reason)) => {
            ui.eprint(format!("the messages of the editor end: {reason}\n"));
            Ok(Exit::FINDINGS)
        }
        Err(error) => Err(Failure::io("serve", Path::new("standard input"), &error)
            .help("an editor starts 'flow lsp'; it is no command for a terminal")),
    }
}
