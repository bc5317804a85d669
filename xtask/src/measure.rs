//! Building and running the programs of `benches`, for `bench` and `budget`.
//!
//! Instructions are counted by callgrind and repeatable; without valgrind there are none, and the caller reports that. Times are
//! medians of one run and mean something on a quiet machine only. Every build has a target folder of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The contestants with floats as numbers, by hand first.
pub(crate) const CRATES: [&str; 5] = ["by-hand", "flow!", "statig", "smlang", "rust-fsm"];

/// Where orders are driven from, and with which stream.
pub(crate) const WAYS: [(&str, &str); 4] =
    [("random", "inlined"), ("random", "called"), ("guided", "inlined"), ("guided", "called")];

/// How many events are counted.
pub(crate) const EVENTS: u64 = 100_000;
/// How many conversations are counted.
pub(crate) const TALKS: u64 = 8_192;

/// How the programs are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Build {
    /// `release` as cargo has it, or `fat`: fat LTO, one codegen unit.
    pub(crate) profile: &'static str,
    /// Further flags of the compiler.
    pub(crate) flags: &'static str,
    /// Whether the interpreter is among the contestants.
    pub(crate) interpreter: bool,
}

/// What a program prints, line by line and word by word.
pub(crate) type Lines = Vec<Vec<String>>;

/// The programs of one build.
pub(crate) struct Programs(PathBuf);

/// Builds the programs.
///
/// # Errors
/// They cannot be built.
pub(crate) fn build(root: &Path, build: Build) -> Result<Programs, String> {
    let target = root.join("target/bench");
    let triple = host()?;
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "-p", "flow-benches", "--bins", "--target", &triple]);
    command.args(["--profile", build.profile]).current_dir(root);
    command.env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", build.flags);
    if !build.interpreter {
        command.arg("--no-default-features");
    }
    let status = command.status().map_err(|error| format!("cargo: {error}"))?;
    match status.success() {
        true => Ok(Programs(target.join(triple).join(build.profile))),
        false => Err(format!("the benches cannot be built with {build:?}")),
    }
}

/// The machine that this runs on, as rustc calls it.
fn host() -> Result<String, String> {
    let version = output(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say what it runs on".to_owned())
}

/// The compiler, by name and version.
///
/// # Errors
/// It cannot be asked.
pub(crate) fn compiler() -> Result<String, String> {
    let version = output(Command::new("rustc").arg("-V"))?;
    Ok(version.split(" (").next().unwrap_or_default().trim().to_owned())
}

/// Whether instructions can be counted here.
pub(crate) fn has_valgrind() -> bool {
    output(Command::new("valgrind").arg("--version")).is_ok()
}

impl Programs {
    /// The instructions of an order's events, of all of them together.
    ///
    /// # Errors
    /// Valgrind cannot be run.
    pub(crate) fn instructions(&self, number: &str, name: &str, way: (&str, &str)) -> Result<u64, String> {
        let events = EVENTS.to_string();
        self.count_with_callgrind(
            &[number, name, way.0, way.1, &events],
            &format!("flow_benches::order::run_{}*", way.1),
        )
    }

    /// The instructions of conversations, of all of them together.
    ///
    /// # Errors
    /// Valgrind cannot be run.
    pub(crate) fn talk_instructions(&self, name: &str) -> Result<u64, String> {
        self.count_with_callgrind(&["shop", name, &TALKS.to_string()], "flow_benches::shop::run_talks*")
    }

    /// The instructions of instances that each schedule an event and cancel it, of all of them together.
    ///
    /// # Errors
    /// Valgrind cannot be run.
    pub(crate) fn reminder_instructions(&self, instances: u64) -> Result<u64, String> {
        self.count_with_callgrind(
            &["reminders", &instances.to_string()],
            "flow_benches::reminders::run_reminders*",
        )
    }

    fn count_with_callgrind(&self, args: &[&str], function: &str) -> Result<u64, String> {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no"]);
        command.arg(format!("--toggle-collect={function}")).arg(self.0.join("count")).args(args);
        let said = command.output().map_err(|error| format!("valgrind: {error}"))?;
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        let counted = said.lines().find_map(|line| line.split("Collected :").nth(1));
        counted.and_then(|count| count.trim().parse().ok()).ok_or_else(|| format!("callgrind: {said}"))
    }

    /// What a program prints, line by line and word by word; pinned to a processor where that can be.
    ///
    /// # Errors
    /// It cannot be run.
    pub(crate) fn run(&self, program: &str, args: &[&str]) -> Result<Lines, String> {
        let program = self.0.join(program);
        let pinned = output(Command::new("taskset").args(["-c", "1"]).arg(&program).args(args));
        let printed = pinned.or_else(|_| output(Command::new(&program).args(args)))?;
        Ok(printed.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect())
    }
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))),
    }
}
