//! How long loading, resolving and checking take, from 2,000 to 20,000 lines: `cargo bench -p flow-tests`.
//!
//! Prints the best of several runs for each size and the time a line costs, which should not grow with the size. The
//! specifications are a system of machines that ask each other, and shapes that are all of one kind: one machine with all
//! handlers, one long story, one handler with all guards, one event in every story.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use flow_syntax::diagnostic::{Level, Lints};
use flow_tests::program::compile;

const RUNS: usize = 5;

type Shape = fn(usize) -> String;

/// The shapes, each a function from a size in lines to a text of about that size.
const SHAPES: &[(&str, Shape)] = &[
    ("a system of machines", |lines| system(lines / 100)),
    ("one machine", one_machine),
    ("one story", one_story),
    ("one handler", one_handler),
    ("one event in many stories", one_event),
];

fn main() {
    for (name, shape) in SHAPES {
        println!("{name}\n    lines    best ms   µs/line   said");
        for lines in [2_000, 5_000, 10_000, 20_000] {
            let text = shape(lines);
            let (best, said) = measure(&text);
            let lines = text.lines().count();
            let per_line = best.as_secs_f64() * 1e6 / lines as f64;
            println!("{lines:9} {:10.1} {per_line:9.2} {said:6}", best.as_secs_f64() * 1e3);
        }
    }
}

/// The best time of several runs, and the number of diagnostics.
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
fn system(machines: usize) -> String {
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

/// Handlers with explicit states, directly under one machine.
fn one_machine(lines: usize) -> String {
    let handler = |at| {
        let next = at + 1;
        format!(
            "  on> :e{at} from @client in #s{at}\n    $total increases by {at}\n    order moves to #s{next}\n"
        )
    };
    let handlers: String = (0..lines / 3).map(handler).collect();
    format!("machine: @order\n  starts in #s0\n{handlers}")
}

/// Questions and answers in one scenario.
fn one_story(lines: usize) -> String {
    let pair = |at| {
        format!(
            "    on> :ask_{at} from @client\n      emit :question_{at} to @bank\n      order moves to #waiting_{at}\n\
             \x20   on :answer_{at} from @bank\n      order moves to #done_{at}\n"
        )
    };
    let pairs: String = (0..lines / 5).map(pair).collect();
    format!(
        "machine: @order\n  scenario: all\n{pairs}    expect:\n      = order is in #done_{}\n",
        lines / 5 - 1
    )
}

/// One chain of guards over ranges.
fn one_handler(lines: usize) -> String {
    let group = |at| format!("    ? $level < {at}\n      write down {at}\n");
    let groups: String = (0..lines / 2).map(group).collect();
    format!("machine: @tank\n  on> :measure from @sensor\n{groups}")
}

/// The same event in many stories.
fn one_event(lines: usize) -> String {
    let story = |at| {
        format!(
            "  scenario: story {at}\n    on> :pay from @client\n      count money\n      order moves to #paid\n    expect:\n      = order is in #paid\n"
        )
    };
    let stories: String = (0..lines / 6).map(story).collect();
    format!("machine: @order\n{stories}")
}
