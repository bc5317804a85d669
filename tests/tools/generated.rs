//! Prints the Rust of a specification, formatted: `cargo run -p flow-tests --bin generated -- order.flow`.
//!
//! The same code as the macro's and build.rs's. Diagnostics go to the standard error.

use std::process::ExitCode;

use flow_codegen::{Options, generate, pretty};
use flow_project::{DiskLoader, Request, analyze};
use flow_syntax::{Style, render};

fn main() -> ExitCode {
    let roots: Vec<String> = std::env::args().skip(1).collect();
    let analysis = analyze(&Request::new(roots), &mut DiskLoader::new("."));
    let output = generate(&analysis, &Options::default());
    for said in output.diagnostics.sorted() {
        eprintln!("{}", render(said, &analysis.program.sources, Style::Plain));
    }
    print!("{}", pretty(&output.code));
    if output.diagnostics.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
