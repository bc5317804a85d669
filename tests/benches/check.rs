//! How long loading, resolving and checking take, from 2,000 to 20,000 lines: `cargo bench -p flow-tests`.
//!
//! Prints the best of several runs for each size and the time a line costs, which should not grow with the size. The
//! specification is one system of machines that ask each other, with guards, timers, updates and stories.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use flow_syntax::diagnostic::{Level, Lints};
use flow_tests::program::compile;

const RUNS: usize = 5;

fn main() {
    println!("machines  handlers    lines    best ms   µs/line   said");
    for machines in [20, 50, 100, 200] {
        let text = specification(machines);
        let (best, said) = measure(&text);
        let lines = text.lines().count();
        let handlers = text.lines().filter(|line| line.trim_start().starts_with("on")).count();
        let per_line = best.as_secs_f64() * 1e6 / lines as f64;
        println!(
            "{machines:8} {handlers:9} {lines:8} {:10.1} {per_line:9.2} {said:6}",
            best.as_secs_f64() * 1e3
        );
    }
}

/// The best time of several runs, and how much was said.
fn measure(text: &str) -> (Duration, usize) {
    let mut best = Duration::MAX;
    let mut said = 0;
    for _ in 0..RUNS {
        let files = [("main.flow".to_owned(), text.as_bytes().to_vec())];
        let start = Instant::now();
        let outcome = compile(files, &["main.flow".to_owned()], Lints::new());
        best = best.min(start.elapsed());
        said = outcome.diagnostics.len();
        let error = outcome.diagnostics.iter().find(|said| said.level == Level::Deny);
        assert!(error.is_none(), "{error:?}");
    }
    (best, said)
}

/// A system of `machines` machines with 20 handlers each, in a hundred lines each.
fn specification(machines: usize) -> String {
    let mut text = String::from("system: benchmark\n");
    for index in 0..machines {
        machine(&mut text, index, machines).expect("strings can be written to");
    }
    text
}

fn machine(text: &mut String, index: usize, machines: usize) -> std::fmt::Result {
    let next = (index + 1) % machines;
    let previous = (index + machines - 1) % machines;
    writeln!(text, "machine: @m{index}\n  starts in #idle")?;
    for step in 0..17 {
        writeln!(text, "  on> :step_{step} from @client in #s{step}\n    ? $amount < {step}")?;
        writeln!(text, "      $total increases by {step} * $amount\n    count money")?;
        writeln!(text, "    order moves to #s{}", step + 1)?;
    }
    writeln!(text, "  scenario: ask the next\n    given:\n      $total: number is 12")?;
    writeln!(text, "    on> :begin from @client in #idle\n      emit :question to @m{next} with $total")?;
    writeln!(text, "      order moves to #waiting\n    on :answer from @m{next}")?;
    writeln!(text, "      order moves to #s0\n    expect:\n      = order is in #s0")?;
    writeln!(text, "  scenario: answer\n    on :question from @m{previous} in any state")?;
    writeln!(text, "      emit :answer to @m{previous} with $total")
}
