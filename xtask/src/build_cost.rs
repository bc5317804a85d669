//! `build-cost`: what building costs users, and what compiling specifications costs, as tables in `PERFORMANCE.md`.
//!
//! Throw-away packages under `target/build-cost` (see `packages`) contain the shop's order of `benches`, once or a hundred times, by
//! hand, with `flow!` and with the crates that people would pick instead. The measured quantity is processor time, of all processes
//! of a build together, from the shell's `times`; the least of several runs. The builds are offline.

mod packages;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::bench::{Care, write};
use packages::{CONTESTANTS, Contestant, write_package};

const MANY: usize = 100;

/// What a package costs, in seconds of processor time.
struct Costs {
    /// The number of its dependencies that are built.
    crates: usize,
    /// A clean build, with all dependencies.
    clean: f64,
    /// Its own code, with everything else built.
    own: f64,
    /// After a change in one module, incrementally.
    incremental: f64,
    /// A second build without a change.
    unchanged: f64,
}

/// Measures everything, and writes the tables.
///
/// # Errors
/// Something cannot be built or written.
pub(crate) fn build_cost(root: &Path, care: Care) -> Result<(), String> {
    let mut tables = BTreeMap::new();
    tables.insert("build-cost", measure_builds(root, care.builds())?);
    eprintln!("compiling specifications");
    tables.insert("compiling", measure_stages(root)?);
    write(root, &tables)
}

/// The table of `flow-bench-compiler`.
fn measure_stages(root: &Path) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--release", "-p", "flow-bench-compiler"]).current_dir(root);
    let output = command.output().map_err(|error| format!("cargo: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn measure_builds(root: &Path, runs: usize) -> Result<String, String> {
    let begun = Instant::now();
    let mut table = format!(
        "| | crates | clean, one machine | own code of one | own code of {MANY} | {MANY}, incremental | {MANY}, nothing changed |\n\
         |:--|--:|--:|--:|--:|--:|--:|\n"
    );
    let mut hand: Option<(f64, f64)> = None;
    for contestant in &CONTESTANTS {
        eprintln!("building {}", contestant.name);
        let (one, many) = (measure(root, contestant, 1, runs)?, measure(root, contestant, MANY, runs)?);
        let (own, incremental) = *hand.get_or_insert((many.own, many.incremental));
        let _ = writeln!(
            table,
            "| {} | {} | {:.2} s | {:.2} s | {:.2} s ({:.2}) | {:.2} s ({:.2}) | {:.2} s |",
            contestant.name,
            one.crates,
            one.clean,
            one.own,
            many.own,
            many.own / own,
            many.incremental,
            many.incremental / incremental,
            many.unchanged,
        );
    }
    let minutes = begun.elapsed().as_secs_f64() / 60.0;
    let _ = write!(table, "\nEach figure is the least of {runs}; all of them took {minutes:.0} minutes.");
    Ok(table)
}

fn measure(root: &Path, contestant: &Contestant, machines: usize, runs: usize) -> Result<Costs, String> {
    let package = write_package(root, contestant, machines)?;
    let mut costs = Costs {
        crates: count_dependencies(&package)?,
        clean: f64::MAX,
        own: f64::MAX,
        incremental: f64::MAX,
        unchanged: f64::MAX,
    };
    for run in 0..runs {
        if machines == 1 || run == 0 {
            remove_folder(&package.join("target"))?;
            costs.clean = costs.clean.min(time_build(&package, "0")?);
        }
        append_to_file(&package.join("src/lib.rs"), &format!("\n// {run}\n"))?;
        costs.own = costs.own.min(time_build(&package, "0")?);
    }
    time_build(&package, "1")?;
    for run in 0..runs {
        append_to_file(
            &package.join("src/m0.rs"),
            &format!("\npub fn added_{run}() -> usize {{\n    {run}\n}}\n"),
        )?;
        costs.incremental = costs.incremental.min(time_build(&package, "1")?);
        costs.unchanged = costs.unchanged.min(time_build(&package, "1")?);
    }
    Ok(costs)
}

/// The number of dependencies that are built.
fn count_dependencies(package: &Path) -> Result<usize, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "-e", "normal,build", "--prefix", "none", "--no-dedupe"]);
    let output = command.current_dir(package).output().map_err(|error| format!("cargo: {error}"))?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let names: std::collections::BTreeSet<_> =
        lines.lines().filter_map(|line| line.split(' ').next()).collect();
    Ok(names.len() - 1)
}

/// Builds a package; the processor time that took, of all processes together.
fn time_build(package: &Path, incremental: &str) -> Result<f64, String> {
    let script = "\"$0\" build --offline --quiet 2> errors && times || { cat errors; exit 1; }";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO")]).current_dir(package);
    command.env("CARGO_TARGET_DIR", package.join("target")).env("CARGO_INCREMENTAL", incremental);
    let output = command.output().map_err(|error| format!("sh: {error}"))?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let children = told.lines().nth(1).filter(|_| output.status.success()).ok_or_else(|| told.clone())?;
    children.split_whitespace().map(|time| seconds(time).ok_or_else(|| told.clone())).sum()
}

/// `0m1.25s` in seconds.
fn seconds(time: &str) -> Option<f64> {
    let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}

fn read_text(root: &Path, path: &str) -> Result<String, String> {
    fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn append_to_file(path: &Path, more: &str) -> Result<(), String> {
    let before = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    write_file(path, &(before + more))
}

fn remove_folder(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}
