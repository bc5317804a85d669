//! The properties that the fuzz targets check for any text.
//!
//! Each function panics if its property is false. [`Counting`] counts what is allocated, so
//! that a bound on memory needs no clock.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use flow_codegen::{Options, generate};
use flow_model::MemoryLoader;
use flow_model::model::MachineId;
use flow_project::{Analysis, Request, analyze};
use flow_syntax::ast::File;
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::dump::dump;
use flow_syntax::source::FileId;

/// Counts the bytes that are allocated, ever.
pub struct Counting;

static ALLOCATED: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is left to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATED.fetch_add(layout.size(), Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What a run takes: bytes allocated, and time.
pub fn cost(run: impl FnOnce()) -> (usize, Duration) {
    let (bytes, begun) = (ALLOCATED.load(Relaxed), Instant::now());
    run();
    (ALLOCATED.load(Relaxed) - bytes, begun.elapsed())
}

/// The tree of a text, and its diagnostics.
pub fn parse(text: &str) -> (File, Diagnostics) {
    let mut diags = Diagnostics::default();
    (flow_syntax::parse(FileId(0), text, &mut diags), diags)
}

/// Sixteen times a text takes no more than about four times the memory and time of four times the text. It is not held
/// against the text alone, since the first time may be read otherwise: a line without an owner then has a scenario above it.
/// Nor against an odd number of times: where a text begins with the end of a comment and ends in the beginning of one, every
/// other time is a comment.
pub fn check_linear(text: &str) {
    let times = |count: usize| format!("{text}\n").repeat(count);
    let (some, many) = (times(4), times(16));
    let (few, _) = cost(|| drop(parse(&some)));
    let (all, _) = cost(|| drop(parse(&many)));
    assert!(all <= 8 * (few + 4096), "four times the text takes {few} bytes, sixteen times {all}");
    check_time(&some, &many);
}

/// Time is looked at only where there is much of it, and the best of three counts: clocks are not exact.
fn check_time(some: &str, many: &str) {
    let best = |text: &str| (0..3).map(|_| cost(|| drop(parse(text))).1).min().unwrap_or_default();
    let (_, once) = cost(|| drop(parse(many)));
    if once < Duration::from_millis(400) {
        return;
    }
    let (few, all) = (best(some), best(many));
    assert!(
        all < 16 * few + Duration::from_millis(100),
        "four times the text takes {few:?}, sixteen times {all:?}"
    );
}

/// Formatted text has the same tree, and does not change when it is formatted again.
pub fn check_formatted(text: &str) {
    let Ok(once) = flow_syntax::fmt(FileId(0), text) else { return };
    assert_eq!(flow_syntax::fmt(FileId(0), &once).as_ref(), Ok(&once), "formatted twice");
    assert_eq!(dump(&parse(&once).0), dump(&parse(text).0), "the tree of what is formatted");
}

/// All of the compiler, over one file or, parted by lines of `-----`, several.
pub fn compiled(text: &str) -> Analysis {
    let texts = text.split("\n-----\n");
    let files: Vec<(String, String)> =
        texts.enumerate().map(|(at, text)| (format!("{at}.flow"), text.to_owned())).collect();
    let roots: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let mut analysis = analyze(&Request::new(roots), &mut MemoryLoader::new(files));
    analysis.diagnostics = generate(&analysis, &Options::default()).diagnostics;
    analysis
}

/// Pictures of all machines.
pub fn check_pictures(output: &Analysis) {
    for at in 0..output.model.machines.len().min(4) {
        let graph = flow_diagram::Graph::of(&output.model, MachineId::new(at), &output.program.sources);
        if !graph.is_large() {
            drop((
                graph.text(),
                graph.svg(flow_diagram::SvgOptions::default()),
                graph.mermaid(),
                graph.dot(),
            ));
        }
    }
}

/// Runs its stories; they may fail.
pub fn check_stories(output: &Analysis) {
    if !output.diagnostics.has_errors() {
        let runnable = flow_sim::Runnable::new(&output.model);
        drop(flow_sim::run(&runnable));
    }
}
