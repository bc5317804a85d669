//! Two-phase commit with queues, explored by `flow-explore` and by SPIN: states, transitions, processor time and memory.
//!
//! Both explore every order without reduction, and must find the same states; a row of its own has those with reduction. SPIN counts the
//! start as a transition. Without SPIN or a C compiler its rows are left out. The number of participants is the argument; six if there is
//! none. After it, `threads` and a number of rounds compare one and two threads instead. `corpus` and some folders explore all
//! specifications below them.

mod corpus;
mod protocol;
mod spin;
mod threads;

use std::fs;
use std::time::{Duration, Instant};

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
    /// How long it took.
    elapsed: Duration,
    /// The processor time of the thread that leads.
    leading: Duration,
    /// The most memory of the process, in bytes.
    memory: usize,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [first, folders @ ..] = &args[..]
        && first == "corpus"
    {
        return corpus::print(folders);
    }
    if args.first().is_some_and(|first| first == "compute") {
        return threads::compute();
    }
    let number = |at: usize| args.get(at).and_then(|number| number.parse().ok());
    let participants = number(0).unwrap_or(6);
    match args.get(1).map(String::as_str) {
        // A process of its own, so that its memory is that of one exploration.
        Some("once") => {
            let reduce = args.get(3).is_some_and(|word| word == "reduce");
            let threads = number(2).unwrap_or(1);
            print_once(participants, &Options { threads, reduce, ..Options::default() });
        }
        Some("threads") => threads::print(participants, number(2)),
        _ => print_table(participants),
    }
}

fn print_table(participants: usize) {
    let spin = spin::Spin::build(&promela_text(participants));
    let (mut one, mut two, mut other): (Vec<Row>, Vec<Row>, Vec<Row>) = Default::default();
    let mut reduced = Vec::new();
    // One after the other in each round, so that other work on the machine slows all of them down alike.
    for _ in 0..ROUNDS {
        one.extend(run_once(participants, "flow-explore", &["1"]));
        two.extend(run_once(participants, "flow-explore, two threads", &["2"]));
        reduced.extend(run_once(participants, "flow-explore, `--reduce`", &["1", "reduce"]));
        other.extend(spin.as_ref().and_then(spin::Spin::run));
    }
    println!("| | states | transitions | processor time | memory | per state |\n|---|---|---|---|---|---|");
    let least = |rows: &[Row]| rows.iter().map(|row| row.time).min().unwrap_or_default().as_secs_f64();
    for rows in [&one, &two, &reduced, &other] {
        rows.iter().min_by_key(|row| row.time).into_iter().for_each(print_row);
    }
    match other.is_empty() {
        false => {
            println!("\nflow-explore needs {:.2} × the processor time of SPIN", least(&one) / least(&other));
        }
        true => println!("\nSPIN or a C compiler is not there: nothing to compare with"),
    }
    let elapsed = |rows: &[Row]| rows.iter().map(|row| row.elapsed).min().unwrap_or_default().as_secs_f64();
    println!("two threads are {:.2} × as fast as one", elapsed(&one) / elapsed(&two));
}

/// Explores in a process of its own.
fn run_once(participants: usize, name: &'static str, options: &[&str]) -> Option<Row> {
    let program = std::env::current_exe().ok()?;
    let output = std::process::Command::new(program)
        .args([&participants.to_string(), "once"])
        .args(options)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [states, transitions, micros, elapsed, leading, memory] = numbers[..] else { return None };
    let (states, transitions) = (states as usize, transitions as usize);
    let (time, memory) = (Duration::from_micros(micros), memory as usize);
    let [elapsed, leading] = [elapsed, leading].map(Duration::from_micros);
    Some(Row { name, states, transitions, time, elapsed, leading, memory })
}

fn print_once(participants: usize, options: &Options) {
    let text = flow_text(participants);
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("commit.flow", text.as_str())]);
    let program = flow_model::load(&["commit.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    let (before, leading, begun) = (processor_time(), thread_time(), Instant::now());
    let exploration = explore(&model, options, &mut |_| Continue::Yes);
    let elapsed = begun.elapsed();
    let [time, leading] = [processor_time() - before, thread_time() - leading].map(|time| time.as_micros());
    let Exploration { states, transitions, verdict, .. } = exploration;
    assert_eq!(verdict, Verdict::Everything);
    println!("{states} {transitions} {time} {} {leading} {}", elapsed.as_micros(), peak_memory());
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

/// The processor time of this thread.
fn thread_time() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = text.split_whitespace().next().and_then(|nanos| nanos.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}

/// The most memory of this process, in bytes.
fn peak_memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or_default()
        * 1024
}
