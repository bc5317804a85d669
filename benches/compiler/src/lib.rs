//! What the compiler costs, stage by stage: time, allocations and memory.
//!
//! `stages` runs a specification through the pipeline that all surfaces use, and measures each stage by itself. Whoever links
//! this gets the counting allocator of [`memory`]. `cargo run --release -p flow-bench-compiler` prints the table;
//! `tests/linear.rs` checks a property that does not depend on the machine: that a line costs the same in a large file as in a small one.

pub mod memory;
pub mod shapes;

use std::hint::black_box;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use flow_codegen::{Options, check_names, generate};
use flow_model::{MemoryLoader, check, load, resolve};
use flow_project::{Analysis, Request, Settings, analyze};
use flow_syntax::diagnostic::{Diagnostics, Lints};
use flow_syntax::source::FileId;

use memory::Usage;

/// The name of the only file.
const FILE: &str = "main.flow";

/// What a stage costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Its name.
    pub stage: &'static str,
    /// How long it takes.
    pub time: Duration,
    /// Its allocations.
    pub usage: Usage,
}

/// A specification of about `lines` lines, the same in every run.
pub fn specification(lines: usize) -> String {
    flow_speculate::of_lines(7, lines)
}

/// Runs a specification through all stages: parsing by itself, then `flow check` (load, resolve, check), then code.
pub fn stages(text: &str) -> Vec<Cost> {
    let mut costs = Vec::new();
    let tree = measured(&mut costs, "parse", || {
        flow_syntax::parse(FileId(0), text, &mut Diagnostics::new(Lints::new()))
    });
    drop(black_box(tree));

    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([(FILE.to_owned(), text.as_bytes().to_vec())]);
    let program = measured(&mut costs, "load", || load(&[FILE.to_owned()], &mut loader, &mut diags));
    let model = measured(&mut costs, "resolve", || resolve(&program, &mut diags));
    measured(&mut costs, "check", || check(&model, &mut diags));
    // Without diagnostics, so that all code is generated and not stubs.
    let diagnostics = Diagnostics::new(Lints::new());
    let settings = Settings::default();
    let analysis = Analysis { program, model, tests: Vec::new(), diagnostics, is_sound: true, settings };
    let code = measured(&mut costs, "generate", || generate(&analysis, &Options::default()));
    drop(black_box(code));
    costs
}

/// What `flow check` does with a file, all of it held at once.
pub fn checked(text: &str) -> usize {
    let mut loader = MemoryLoader::new([(FILE.to_owned(), text.as_bytes().to_vec())]);
    let mut analysis = analyze(&Request::new([FILE]), &mut loader);
    check_names(&mut analysis);
    analysis.diagnostics.sorted().len()
}

/// The processor time that this thread has used. Unlike the time of a clock, it does not include the time of other processes.
/// Where the system does not report it, that of a clock.
pub fn processor_time() -> Duration {
    static BEGIN: OnceLock<Instant> = OnceLock::new();
    let begin = *BEGIN.get_or_init(Instant::now);
    let used = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = used.and_then(|used| used.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| begin.elapsed(), Duration::from_nanos)
}

fn measured<T>(costs: &mut Vec<Cost>, stage: &'static str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let (value, usage) = memory::during(run);
    costs.push(Cost { stage, time: start.elapsed(), usage });
    value
}
