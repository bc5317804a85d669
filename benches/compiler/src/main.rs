//! Prints what each stage costs, as a table of Markdown: `cargo run --release -p flow-bench-compiler [lines…]`.
//!
//! `shapes [name…]` prints what `flow check` costs for specifications of one shape instead, and how it grows from size to size;
//! `check`, a shape and a size runs one, for callgrind, and `text`, a shape and a size prints it.
//!
//! Times are the best of several runs on one thread. Memory is the peak of the stages, as a multiple of the text.

use std::time::{Duration, Instant};

use flow_bench_compiler::{Cost, checked, memory, processor_time, shapes, specification, stages};

const SIZES: [usize; 3] = [2_000, 20_000, 200_000];
/// How long one size is measured for.
const PATIENCE: Duration = Duration::from_secs(12);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.as_slice() {
        [verb, names @ ..] if verb == "shapes" => return shape_table(names),
        [verb, shape, size] => return once(verb, shape, size),
        _ => {}
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
    if verb == "text" {
        return print!("{text}");
    }
    let found = if verb == "check" { checked(&text) } else { stages(&text).len() };
    println!("{shape} {size}: {} lines, {} bytes, {found}", text.lines().count(), text.len());
}

/// The sizes of the table of shapes; each is twice the one before.
const SHAPE_SIZES: [usize; 4] = [500, 1_000, 2_000, 4_000];
/// How long one batch of runs takes at least: the system counts processor time in steps of some milliseconds.
const SHAPE_BATCH: Duration = Duration::from_millis(400);
const SHAPE_BATCHES: usize = 4;

/// A row for each shape: the processor time of `flow check` for each size, and how many times that of the size before it is.
fn shape_table(names: &[String]) {
    let sizes = SHAPE_SIZES.map(|size| format!(" {size} |"));
    println!("| shape |{}", sizes.concat());
    println!("|:--|{}", "--:|".repeat(SHAPE_SIZES.len()));
    let all = [shapes::ORDINARY].into_iter().chain(shapes::SHAPES.iter().copied());
    for shape in all.filter(|shape| names.is_empty() || names.iter().any(|name| name == shape.name)) {
        let mut before = None;
        print!("| {}: {} |", shape.name, shape.about);
        for size in SHAPE_SIZES {
            let time = checking_time(&(shape.text)(size)).as_secs_f64() * 1e3;
            match before.replace(time) {
                Some(before) => print!(" {time:.1} ({:.1} ×) |", time / before),
                None => print!(" {time:.1} |"),
            }
        }
        println!();
    }
}

/// The processor time of `flow check`, without the start of the process: the least of several batches, since the others were
/// disturbed.
fn checking_time(text: &str) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..SHAPE_BATCHES {
        let (begin, before) = (Instant::now(), processor_time());
        let mut runs = 0;
        while runs == 0 || begin.elapsed() < SHAPE_BATCH {
            std::hint::black_box(checked(text));
            runs += 1;
        }
        best = best.min((processor_time() - before) / runs);
    }
    best
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
    let start = Instant::now();
    let mut best = stages(text);
    while start.elapsed() < PATIENCE {
        for (best, again) in best.iter_mut().zip(stages(text)) {
            best.time = best.time.min(again.time);
        }
    }
    best
}
