//! Two-phase commit with queues, explored by `flow-explore` and by stateright: states, transitions, processor time and memory.
//!
//! Both explore every order without reduction, on one thread, and must find the same states. The number of participants is the argument;
//! five if there is none. Each exploration is a process of its own; they alternate, and the least time of each counts.

mod protocol;

use std::fs;
use std::process::Command;
use std::time::Duration;

use flow_explore::{Continue, Options, Verdict, explore};
use flow_model::MemoryLoader;
use flow_syntax::diagnostic::{Diagnostics, Lints};

use crate::protocol::{actors, count_states, flow_text};

/// How often each explores.
const ROUNDS: usize = 5;

/// What one exploration needs.
struct Row {
    states: usize,
    transitions: usize,
    time: Duration,
    memory: usize,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let participants = args.first().and_then(|number| number.parse().ok()).unwrap_or(5);
    match args.get(1).map(String::as_str) {
        Some("flow-explore") => return print_once(|| explore_flow(participants)),
        Some("stateright") => return print_once(|| count_states(actors(participants))),
        _ => {}
    }
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        own.push(run_once(participants, "flow-explore"));
        other.push(run_once(participants, "stateright"));
    }
    println!("| | states | transitions | processor time | per state | memory |\n|---|---|---|---|---|---|");
    let times = [("flow-explore", own), ("stateright", other)].map(|(name, rows)| {
        let least = rows.iter().min_by_key(|row| row.time).expect("there are rounds");
        let nanos = least.time.as_nanos() / least.states.max(1) as u128;
        println!(
            "| {name} | {} | {} | {:.2} s | {nanos} ns | {} MB |",
            least.states,
            least.transitions,
            least.time.as_secs_f64(),
            least.memory / 1_000_000
        );
        (least.states, least.time.as_secs_f64())
    });
    assert_eq!(times[0].0, times[1].0, "both have the same states");
    println!("\nflow-explore needs {:.3} × the processor time of stateright", times[0].1 / times[1].1);
}

fn explore_flow(participants: usize) -> (usize, usize) {
    let text = flow_text(participants);
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("commit.flow", text.as_str())]);
    let program = flow_model::load(&["commit.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let found = explore(&model, &Options::default(), &mut |_| Continue::Yes);
    assert_eq!(found.verdict, Verdict::Everything);
    (found.states, found.transitions)
}

/// Explores in a process of its own.
fn run_once(participants: usize, name: &str) -> Row {
    let program = std::env::current_exe().expect("the program is a file");
    let output = Command::new(program).args([&participants.to_string(), name]).output();
    let text = String::from_utf8(output.expect("it runs again").stdout).expect("it prints numbers");
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [states, transitions, micros, memory] = numbers[..] else { panic!("{name} failed: {text}") };
    let (states, transitions) = (states as usize, transitions as usize);
    Row { states, transitions, time: Duration::from_micros(micros), memory: memory as usize }
}

fn print_once(explore: impl Fn() -> (usize, usize)) {
    let before = processor_time();
    let (states, transitions) = explore();
    let time = processor_time().saturating_sub(before);
    println!("{states} {transitions} {} {}", time.as_micros(), peak_memory());
}

/// The processor time of this process: that of its threads together. The scheduler counts in nanoseconds.
fn processor_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanos = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    let of_threads = Duration::from_nanos(nanos.sum());
    of_threads.max(ended_threads())
}

/// The processor time with that of threads that have ended, in hundredths of a second.
fn ended_threads() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<u64>().ok()).unwrap_or_default();
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// The most memory of this process, in bytes.
fn peak_memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or_default()
        * 1024
}
