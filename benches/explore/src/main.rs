//! Two-phase commit with queues, explored by `flow-explore` and by SPIN: states, transitions, processor time and memory.
//!
//! Both explore every order without reduction, and must find the same states. SPIN counts the start as a transition. Without SPIN or a C
//! compiler its rows are left out. The number of participants is the argument; six if there is none.

mod protocol;
mod spin;

use std::fs;
use std::time::Duration;

use flow_explore::{Continue, Exploration, Options, Verdict, explore};
use flow_model::MemoryLoader;
use flow_syntax::diagnostic::{Diagnostics, Lints};

use crate::protocol::{flow_text, promela_text};

/// How often each explores: the least time counts, since everything else on the machine only adds to it.
const ROUNDS: usize = 5;

/// One row of the table.
struct Row {
    name: &'static str,
    states: usize,
    transitions: usize,
    time: Duration,
    /// The most memory of the process, in bytes.
    memory: usize,
}

fn main() {
    let participants = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(6);
    if std::env::args().nth(2).as_deref() == Some("once") {
        // A process of its own, so that its memory is that of one exploration.
        return print_once(participants);
    }
    println!("| | states | transitions | processor time | memory | per state |\n|---|---|---|---|---|---|");
    let own = (0..ROUNDS).filter_map(|_| run_once(participants)).min_by_key(|row| row.time);
    let spin = spin::measure(&promela_text(participants), ROUNDS);
    for row in own.iter().chain(&spin) {
        print_row(row);
    }
    match (own, spin) {
        (Some(own), Some(spin)) => {
            let ratio = own.time.as_secs_f64() / spin.time.as_secs_f64();
            println!("\nflow-explore needs {ratio:.2} × the processor time of SPIN");
        }
        _ => println!("\nSPIN or a C compiler is not there: nothing to compare with"),
    }
}

/// Explores in a process of its own.
fn run_once(participants: usize) -> Option<Row> {
    let program = std::env::current_exe().ok()?;
    let output =
        std::process::Command::new(program).args([&participants.to_string(), "once"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [states, transitions, micros, memory] = numbers[..] else { return None };
    let (states, transitions) = (states as usize, transitions as usize);
    let (time, memory) = (Duration::from_micros(micros), memory as usize);
    Some(Row { name: "flow-explore", states, transitions, time, memory })
}

fn print_once(participants: usize) {
    let text = flow_text(participants);
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("commit.flow", text.as_str())]);
    let program = flow_model::load(&["commit.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let before = processor_time();
    let exploration = explore(&model, &Options::default(), &mut |_| Continue::Yes);
    let time = processor_time().saturating_sub(before);
    let Exploration { states, transitions, verdict, .. } = exploration;
    assert_eq!(verdict, Verdict::Everything);
    println!("{states} {transitions} {} {}", time.as_micros(), peak_memory());
}

fn print_row(row: &Row) {
    let megabytes = row.memory / 1_000_000;
    let per_state = row.memory / row.states.max(1);
    println!(
        "| {} | {} | {} | {:.2} s | {megabytes} MB | {per_state} bytes |",
        row.name,
        row.states,
        row.transitions,
        row.time.as_secs_f64()
    );
}

/// The processor time of this process: that of its threads together. The kernel counts in hundredths of a second.
fn processor_time() -> Duration {
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
