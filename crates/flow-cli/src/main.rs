//! The program `flow`: reads its arguments, runs one command, and ends with its exit code.
//!
//! A command is a file in `commands` with a struct for its arguments and one function, `run(&args, &mut ui)`. The libraries
//! compute the results; this crate gathers and formats them. Results go to standard output, everything else to standard
//! error.

mod args;
mod atomic_write;
mod changes;
mod commands;
mod explored;
mod export;
mod failure;
mod findings;
mod fix;
mod html_page;
mod inputs;
mod junit;
mod lanes;
mod markdown;
mod names;
mod pages;
mod pictures;
mod png;
mod program;
mod progress;
mod results_json;
mod specification;
mod stories;
mod style;
mod ui;
mod watch;

use std::process::ExitCode;

use args::Args;
use clap::Parser;
use failure::{Exit, Failure};
use ui::Ui;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(help) => return ui::finish_help(&help),
    };
    let mut ui = Ui::new(args.color);
    let outcome = commands::run(args.command, &mut ui).and_then(|exit| ui.finish().map(|()| exit));
    outcome.unwrap_or_else(|failure| report_failure(&mut ui, &failure)).into()
}

fn report_failure(ui: &mut Ui, failure: &Failure) -> Exit {
    ui.print_failure(failure);
    Exit::MISUSE
}
