//! Runs SPIN: it writes a C program for a protocol, which a C compiler translates with `-O2`; no reduction, states kept whole.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Row;

/// How SPIN's program is compiled: only states are checked, nothing is left out, and the memory is enough for all.
const FLAGS: [&str; 5] = ["-O2", "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=8000", "-w"];

/// SPIN's program for a protocol.
pub(crate) struct Spin {
    folder: tempfile::TempDir,
}

impl Spin {
    /// Translates a protocol; `None` without SPIN or a C compiler.
    pub(crate) fn build(promela: &str) -> Option<Spin> {
        let folder = tempfile::tempdir().ok()?;
        fs::write(folder.path().join("commit.pml"), promela).ok()?;
        run(folder.path(), "spin", &["-a", "commit.pml"])?;
        let args: Vec<&str> = FLAGS.into_iter().chain(["-o", "pan", "pan.c"]).collect();
        run(folder.path(), "cc", &args)?;
        Some(Spin { folder })
    }

    /// Explores it once.
    pub(crate) fn run(&self) -> Option<Row> {
        run_pan(self.folder.path())
    }
}

fn run(folder: &Path, program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).current_dir(folder).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn run_pan(folder: &Path) -> Option<Row> {
    // `-w24`: a hash table of a size that does not slow it down.
    let script = "TIMEFORMAT='cpu %U %S'; time ./pan -m2000000 -w24";
    let begun = Instant::now();
    let output = Command::new("bash").args(["-c", script]).current_dir(folder).output().ok()?;
    let elapsed = begun.elapsed();
    let (text, times) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let number = |end: &str| {
        let line = text.lines().find(|line| line.trim_end().contains(end))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    let cpu = times.lines().find_map(|line| line.strip_prefix("cpu "))?;
    let seconds: f64 = cpu.split_whitespace().filter_map(|part| part.parse::<f64>().ok()).sum();
    Some(Row {
        name: "SPIN, `-O2`, depth first",
        states: number("states, stored")? as usize,
        transitions: number("transitions (=")? as usize,
        time: Duration::from_secs_f64(seconds),
        elapsed,
        leading: elapsed,
        memory: (number("total actual memory usage")? * 1_048_576.0) as usize,
    })
}
