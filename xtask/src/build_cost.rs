//! `build-cost`: what building costs users, and what compiling specifications costs, as tables in `PERFORMANCE.md`.
//!
//! Throw-away packages under `target/build-cost` hold the shop's order of `benches`, once or a hundred times, by hand, with `flow!` and
//! with the crates that people would pick instead. What is measured is processor time, of all processes of a build together, as the
//! shell's `times` tells it; the least of several runs. Nothing is downloaded.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench::write;

const RUNS: usize = 3;
const MANY: usize = 100;

/// A way to write machines.
struct Contestant {
    /// What it is called.
    name: &'static str,
    /// What it depends on, as a line of a manifest.
    dependency: &'static str,
    /// A module with one machine, made of the sources of `benches`.
    module: fn(&Path) -> Result<String, String>,
}

const CONTESTANTS: [Contestant; 5] = [
    Contestant { name: "by hand", dependency: "", module: by_hand },
    Contestant {
        name: "flow!",
        dependency: "flow = { path = \"@root/crates/flow\", default-features = false, features = [\"std\", \"macros\"] }",
        module: generated,
    },
    Contestant { name: "statig", dependency: "statig = \"0.4\"", module: |root| by_crate(root, "by_statig") },
    Contestant { name: "smlang", dependency: "smlang = \"0.8\"", module: |root| by_crate(root, "by_smlang") },
    Contestant {
        name: "rust-fsm",
        dependency: "rust-fsm = \"0.8\"",
        module: |root| by_crate(root, "by_rust_fsm"),
    },
];

/// What a package costs, in seconds of processor time.
struct Costs {
    /// Packages built besides its own.
    crates: usize,
    /// From nothing, with all it depends on.
    clean: f64,
    /// Its own code, with everything else built.
    own: f64,
    /// After a change in one module, incrementally.
    incremental: f64,
}

/// Measures everything, and writes the tables.
///
/// # Errors
/// Something cannot be built or written.
pub(crate) fn build_cost(root: &Path) -> Result<(), String> {
    let mut tables = BTreeMap::new();
    tables.insert("build-cost", builds(root)?);
    eprintln!("compiling specifications");
    tables.insert("compiling", stages(root)?);
    write(root, &tables)
}

/// The table of `flow-bench-compiler`.
fn stages(root: &Path) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--release", "-p", "flow-bench-compiler"]).current_dir(root);
    let output = command.output().map_err(|error| format!("cargo: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn builds(root: &Path) -> Result<String, String> {
    let mut table = format!(
        "| | crates | clean, one machine | own code of one | own code of {MANY} | {MANY}, incremental |\n|:--|--:|--:|--:|--:|--:|\n"
    );
    let mut hand: Option<(f64, f64)> = None;
    for contestant in &CONTESTANTS {
        eprintln!("building {}", contestant.name);
        let (one, many) = (measure(root, contestant, 1)?, measure(root, contestant, MANY)?);
        let (own, incremental) = *hand.get_or_insert((many.own, many.incremental));
        let _ = writeln!(
            table,
            "| {} | {} | {:.2} s | {:.2} s | {:.2} s ({:.2}) | {:.2} s ({:.2}) |",
            contestant.name,
            one.crates,
            one.clean,
            one.own,
            many.own,
            many.own / own,
            many.incremental,
            many.incremental / incremental,
        );
    }
    Ok(table.trim_end().to_owned())
}

fn measure(root: &Path, contestant: &Contestant, machines: usize) -> Result<Costs, String> {
    let package = package(root, contestant, machines)?;
    let library = package.join("src/lib.rs");
    let mut costs =
        Costs { crates: crates(&package)?, clean: f64::MAX, own: f64::MAX, incremental: f64::MAX };
    for run in 0..RUNS {
        if machines == 1 || run == 0 {
            remove(&package.join("target"))?;
            costs.clean = costs.clean.min(built(&package, "0")?);
        }
        add(&library, &format!("\n// {run}\n"))?;
        costs.own = costs.own.min(built(&package, "0")?);
    }
    built(&package, "1")?;
    for run in 0..RUNS {
        add(&package.join("src/order/m0.rs"), &format!("\npub fn added_{run}() -> usize {{ {run} }}\n"))?;
        costs.incremental = costs.incremental.min(built(&package, "1")?);
    }
    Ok(costs)
}

/// How many packages are built besides this one.
fn crates(package: &Path) -> Result<usize, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["tree", "--offline", "-e", "normal,build", "--prefix", "none", "--no-dedupe"]);
    let output = command.current_dir(package).output().map_err(|error| format!("cargo: {error}"))?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let names: std::collections::BTreeSet<_> =
        lines.lines().filter_map(|line| line.split(' ').next()).collect();
    Ok(names.len() - 1)
}

/// Builds a package; the processor time that took, of all processes together.
fn built(package: &Path, incremental: &str) -> Result<f64, String> {
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

/// Writes the package of a contestant with so many machines.
fn package(root: &Path, contestant: &Contestant, machines: usize) -> Result<PathBuf, String> {
    let name = format!("{}-{machines}", contestant.name.replace([' ', '!'], "-"));
    let package = root.join("target/build-cost").join(&name);
    remove(&package.join("src"))?;
    let dependency = contestant.dependency.replace("@root", &root.display().to_string());
    let manifest = format!(
        "[package]\nname = \"p{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n{dependency}\n[workspace]\n"
    );
    put(&package.join("Cargo.toml"), &manifest)?;
    put(&package.join("Cargo.lock"), &text(root, "Cargo.lock")?)?;
    put(&package.join("flows/order.flow"), &text(root, "benches/flows/order.flow")?)?;
    put(
        &package.join("src/lib.rs"),
        "#![allow(warnings)]\npub mod order;\npub mod stream;\npub mod tally;\n",
    )?;
    let (tally, _) = before(&text(root, "benches/src/tally.rs")?, "impl Amount for Decimal")?;
    put(&package.join("src/tally.rs"), &tally.replace("use rust_decimal::Decimal;", ""))?;
    let (_, kinds) = before(&text(root, "benches/src/stream.rs")?, "/// An event of the order, without")?;
    let (kinds, _) = before(&kinds, "/// All of them.")?;
    let drawn = "pub struct Drawn { pub kind: Kind, pub number: i64, pub cents: i64 }\n";
    put(&package.join("src/stream.rs"), &format!("{kinds}{drawn}"))?;
    put(&package.join("src/order/hand.rs"), &text(root, "benches/src/order/hand.rs")?)?;
    let (_, shared) = before(&text(root, "benches/src/order.rs")?, "/// One way to write the order.")?;
    let (shared, _) = before(&shared, "/// All events, with the machine inlined")?;
    let mut order = format!("pub mod hand;\nuse crate::stream::Drawn;\nuse crate::tally::Tally;\n{shared}\n");
    let module = (contestant.module)(root)?;
    for at in 0..machines {
        let _ = writeln!(order, "pub mod m{at};");
        put(&package.join(format!("src/order/m{at}.rs")), &module)?;
    }
    put(&package.join("src/order/mod.rs"), &order)?;
    Ok(package)
}

fn by_hand(root: &Path) -> Result<String, String> {
    let drive = "pub fn drive(order: &mut Order<f64>, event: Event<f64>, tally: &mut crate::tally::Tally<1>) -> bool {\n    \
                 order.handle(event, tally)\n}\n";
    Ok(format!("{}\n{drive}", text(root, "benches/src/order/hand.rs")?))
}

fn generated(root: &Path) -> Result<String, String> {
    let (_, notes) = before(&text(root, "benches/src/order/generated.rs")?, "match emit {")?;
    let (notes, _) = before(&notes, "impl<const SITE: usize> Contestant<SITE>")?;
    Ok(format!(
        "use crate::tally::{{Amount, Tally}};\nflow::flow!(\"flows/order.flow\", number = f64);\n\
         impl flow::Sink<order::Emit> for Tally<1> {{\n    fn emit(&mut self, emit: order::Emit) {{\n        use order::Emit;\n        {notes}\n\
         pub fn drive(order: &mut order::Order, event: order::Event, tally: &mut Tally<1>) -> bool {{\n    \
         order.handle(event, &mut (), tally).is_ok()\n}}\n"
    ))
}

fn by_crate(root: &Path, module: &str) -> Result<String, String> {
    let source = text(root, &format!("benches/src/order/{module}.rs"))?;
    let (machine, _) = before(&source, "/// As it is inlined into a loop.")?;
    Ok(format!("{machine}order!(crate::tally::CALLED);\n"))
}

/// What stands before a mark, and the mark with what stands behind.
fn before(text: &str, mark: &str) -> Result<(String, String), String> {
    let at = text.find(mark).ok_or_else(|| format!("the benches have no '{mark}' any more"))?;
    Ok((text[..at].to_owned(), text[at..].to_owned()))
}

fn text(root: &Path, path: &str) -> Result<String, String> {
    fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn add(path: &Path, more: &str) -> Result<(), String> {
    let before = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    put(path, &(before + more))
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}
