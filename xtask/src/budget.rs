//! `budget`: costs that can be counted, held against committed numbers.
//!
//! Crates that every user of the macro compiles, and lines and bytes generated for the e-commerce example. A number that
//! grew is an error; one that fell is one too, so that the committed ones stay true. `--write` commits to the new ones.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Mode;

const NUMBERS: &str = "xtask/budget.txt";
const SPECIFICATION: &str = "examples/ecommerce/flows/checkout.flow";

/// Counts, and compares with the committed numbers, or writes them.
///
/// # Errors
/// A number differs, or cannot be counted.
pub(crate) fn budget(root: &Path, mode: Mode) -> Result<(), String> {
    let mut counted = String::new();
    for (name, number) in numbers(root)? {
        writeln!(counted, "{name} {number}").map_err(|error| error.to_string())?;
    }
    let path = root.join(NUMBERS);
    if mode == Mode::Write {
        return fs::write(&path, counted).map_err(|error| format!("{NUMBERS}: {error}"));
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    if committed == counted {
        return Ok(());
    }
    Err(format!(
        "{NUMBERS} says\n{committed}but it is\n{counted}if that is meant: cargo xtask budget --write"
    ))
}

fn numbers(root: &Path) -> Result<Vec<(&'static str, usize)>, String> {
    let crates = cargo(root, &["tree", "-p", "flow-macros", "-e", "normal,build", "--prefix", "none"])?;
    let crates: BTreeSet<_> = crates.lines().filter_map(|line| line.split(' ').next()).collect();
    let code =
        cargo(root, &["run", "--quiet", "-p", "flow-tests", "--bin", "generated", "--", SPECIFICATION])?;
    Ok(vec![
        ("crates-behind-the-macro", crates.len()),
        ("generated-lines", code.lines().count()),
        ("generated-bytes", code.len()),
    ])
}

/// What a cargo command prints.
fn cargo(root: &Path, args: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO")).args(args).current_dir(root).output();
    let output = output.map_err(|error| format!("cargo {}: {error}", args.join(" ")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("cargo {}: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)))
}
