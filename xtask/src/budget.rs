//! `budget`: costs that can be counted, held against committed numbers.
//!
//! Crates that every user of the macro compiles, and lines and bytes generated for the e-commerce example. A number that
//! grew by more than a twentieth is an error, so 15 crates are 15 crates. `--write` commits to the new numbers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Mode;

const NUMBERS: &str = "xtask/budget.txt";
const SPECIFICATION: &str = "examples/ecommerce/flows/checkout.flow";

/// Counts, and compares with the committed numbers, or writes them.
///
/// # Errors
/// A number is too high, or cannot be counted.
pub(crate) fn budget(root: &Path, mode: Mode) -> Result<(), String> {
    let counted = numbers(root)?;
    let path = root.join(NUMBERS);
    if mode == Mode::Write {
        let text: String = counted.iter().map(|(name, number)| format!("{name} {number}\n")).collect();
        return fs::write(&path, text).map_err(|error| format!("{NUMBERS}: {error}"));
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let over: Vec<String> =
        counted.iter().filter_map(|(name, number)| over(name, *number, &committed)).collect();
    if over.is_empty() {
        return Ok(());
    }
    Err(format!("{}\nif that is meant: cargo xtask budget --write", over.join("\n")))
}

/// What to say of a number that is over its budget.
fn over(name: &str, number: usize, committed: &str) -> Option<String> {
    let line = committed.lines().find_map(|line| line.strip_prefix(name));
    let budget: usize = line.and_then(|line| line.trim().parse().ok()).unwrap_or(0);
    (number > budget + budget / 20).then(|| format!("{name} is {number}; {NUMBERS} says {budget}"))
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
