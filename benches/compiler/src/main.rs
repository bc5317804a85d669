//! Prints what each stage costs, as a table of Markdown: `cargo run --release -p flow-bench-compiler [lines…]`; `check`, a shape and a size runs one, for callgrind.
//!
//! Times are the best of several runs on one thread. Memory is the peak of the stages, as a multiple of the text.

use std::time::Duration;

use flow_bench_compiler::{Cost, checked, memory, shapes, specification, stages};

const SIZES: [usize; 3] = [2_000, 20_000, 200_000];
/// How long one size is measured for.
const PATIENCE: Duration = Duration::from_secs(12);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [verb, shape, size] = words.as_slice() {
        return once(verb, shape, size);
    }
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|lines| lines.parse().ok()).collect();
    println!(
        "| lines | text | parse | load | resolve | check | generate | `flow check` | allocations a line | tree | all |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for lines in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        row(lines);
    }
}

/// `check|generate shape size`: runs it once, and prints the numbers of lines and diagnostics; for callgrind.
fn once(verb: &str, shape: &str, size: &str) {
    let size = size.parse().expect("a size is a number");
    let text = match shapes::named(shape) {
        Some(shape) => (shape.text)(size),
        None => specification(size),
    };
    let found = if verb == "check" { checked(&text) } else { stages(&text).len() };
    println!("{shape} {size}: {} lines, {} bytes, {found}", text.lines().count(), text.len());
}

fn row(lines: usize) {
    let text = specification(lines);
    let best = best(&text);
    let megabytes = text.len() as f64 / 1e6;
    let of = |stage: &str| best.iter().find(|cost| cost.stage == stage).expect("all stages are measured");
    let per_second = |time: Duration| format!("{:.1} MB/s", megabytes / time.as_secs_f64());
    let milliseconds = |stage: &str| format!("{:.1} ms", of(stage).time.as_secs_f64() * 1e3);
    let checking = of("load").time + of("resolve").time + of("check").time;
    let asked: usize = ["load", "resolve", "check"].iter().map(|stage| of(stage).usage.allocations).sum();
    let (_, all) = memory::during(|| checked(&text));
    let times = |bytes: usize| format!("{:.1} ×", bytes as f64 / text.len() as f64);
    let cells = [
        text.lines().count().to_string(),
        format!("{megabytes:.2} MB"),
        per_second(of("parse").time),
        milliseconds("load"),
        milliseconds("resolve"),
        milliseconds("check"),
        milliseconds("generate"),
        per_second(checking),
        format!("{:.1}", asked as f64 / text.lines().count() as f64),
        times(of("parse").usage.peak),
        times(all.peak),
    ];
    println!("| {} |", cells.join(" | "));
}

/// The best time of each stage.
fn best(text: &str) -> Vec<Cost> {
    let start = std::time::Instant::now();
    let mut best = stages(text);
    while start.elapsed() < PATIENCE {
        for (best, again) in best.iter_mut().zip(stages(text)) {
            best.time = best.time.min(again.time);
        }
    }
    best
}
