//! The program `flow-host`: shows the instances of a durable host, and decides about its dead letters.
//!
//! A command is a file in `commands` with a struct for its arguments and one function, `run`, which returns its output.
//! `flow_host::inspect` reads the database. Results go to standard output, everything else to standard error.

mod args;
mod commands;
mod failure;
mod find;
mod options;
mod specification;
mod text;
mod webhooks;

use std::io::{self, Write};
use std::process::ExitCode;

use args::Args;
use clap::Parser;

fn main() -> ExitCode {
    let outcome = commands::run(Args::parse().command);
    let (output, code) = match outcome {
        Ok(output) => (output, ExitCode::SUCCESS),
        Err(failure) => {
            // An error of standard error cannot be reported anywhere.
            let _ = io::stderr().write_all(failure.render().as_bytes());
            (String::new(), failure.code())
        }
    };
    match io::stdout().write_all(output.as_bytes()) {
        // The reader may close the pipe early: `flow-host ls … | head`.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => code,
    }
}
