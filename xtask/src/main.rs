//! The chores of the workspace, run as `cargo xtask <chore>`.
//!
//! `codegen` writes the generated parser, `tidy` checks the house rules, `bless` rewrites expected outputs, `budget`
//! compares deterministic costs with committed numbers, `bench` writes the tables of `PERFORMANCE.md`. Each chore is the
//! module of its name. A chore that finds an error prints it and fails.

mod bench;
mod bless;
mod budget;
mod build_cost;
mod codegen;
mod measure;
mod repository;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask codegen [--check] | tidy | bless | budget [--write] | bench [--quick] | build-cost [--quick]";

/// Whether a chore writes its results or compares them with the committed ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write the results.
    Write,
    /// Compare only; a difference is an error.
    Check,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = root();
    let result = match args[..] {
        ["codegen"] => codegen::codegen(&root, Mode::Write),
        ["codegen", "--check"] => codegen::codegen(&root, Mode::Check),
        ["tidy"] => tidy::tidy(&root),
        ["budget"] => budget::budget(&root, Mode::Check),
        ["budget", "--write"] => budget::budget(&root, Mode::Write),
        ["bench"] => bench::bench(&root, bench::Care::Full),
        ["bench", "--quick"] => bench::bench(&root, bench::Care::Quick),
        ["build-cost"] => build_cost::build_cost(&root, bench::Care::Full),
        ["build-cost", "--quick"] => build_cost::build_cost(&root, bench::Care::Quick),
        ["bless"] => bless::bless(&root),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's root: the folder above this crate's.
fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}
