//! How much faster two threads explore than one, and how much faster they can be on this machine.
//!
//! Two processes at once, each with one thread, share no data: as much as they slow each other down, two threads lose at least. That is
//! the case for caches and memory; two processes that only compute show whether the processors themselves are independent. Everything
//! alternates, and medians count, so that other work on the machine changes the times, and hardly the ratios.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Row, run_once};

/// How often everything is measured.
const ROUNDS: usize = 15;

/// How many steps a process that only computes has: some tenths of a second.
const STEPS: u64 = 200_000_000;

/// What was measured, in the order of the rounds.
#[derive(Default)]
struct Times {
    one: Vec<Duration>,
    two: Vec<Duration>,
    leading: Vec<Duration>,
    beside: Vec<Duration>,
    computed: Vec<Duration>,
    computed_beside: Vec<Duration>,
}

/// Prints the comparison for a number of participants.
pub(crate) fn print(participants: usize, rounds: Option<usize>) {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    let rounds = rounds.unwrap_or(ROUNDS);
    let mut times = Times::default();
    for _ in 0..rounds {
        times.add_round(participants);
    }
    let Times { one, two, leading, beside, computed, computed_beside } = times;
    let [one, two, leading, beside] = [one, two, leading, beside].map(median);
    let [computed, computed_beside] = [computed, computed_beside].map(median);
    println!(
        "{participants} participants, medians of {rounds} rounds; the load of the machine was {load} before\n"
    );
    println!("| | time | |\n|---|---|---|");
    println!("| one thread | {one:.3} s | |");
    println!("| two threads | {two:.3} s | {:.2} × as fast |", one / two);
    println!("| processor time of the leading one of them | {leading:.3} s | |");
    println!(
        "| two processes at once, one thread each | {beside:.3} s | at most {:.2} × |",
        2.0 * one / beside
    );
    println!("| a process that only computes | {computed:.3} s | |");
    println!(
        "| two of these at once | {computed_beside:.3} s | at most {:.2} × |",
        2.0 * computed / computed_beside
    );
}

impl Times {
    fn add_round(&mut self, participants: usize) {
        let explore = |threads| run_once(participants, "", &[threads]);
        let rows = [explore("1"), explore("2")];
        let beside = both(|| explore("1"));
        let computed = compute_once();
        let computed_beside = both(compute_once);
        let [Some(one), Some(two)] = rows else { return };
        self.one.push(one.elapsed);
        self.two.push(two.elapsed);
        self.leading.push(two.leading);
        self.beside.extend(beside.into_iter().flatten().map(|row: Row| row.elapsed));
        self.computed.extend(computed);
        self.computed_beside.extend(computed_beside.into_iter().flatten());
    }
}

/// Does something twice at the same time.
fn both<R: Send>(run: impl Fn() -> R + Sync) -> [R; 2] {
    std::thread::scope(|scope| {
        let other = scope.spawn(&run);
        let own = run();
        [own, other.join().expect("the other one does not fail")]
    })
}

/// Computes in a process of its own; how long that took.
fn compute_once() -> Option<Duration> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new(program).arg("compute").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_micros)
}

/// Computes without memory, and prints how many microseconds that took, and the result, so that it is not left out.
pub(crate) fn compute() {
    let begun = Instant::now();
    let mut number = 88_172_645_463_325_252_u64;
    for step in 0..STEPS {
        number ^= number << 13;
        number ^= number >> 7;
        number = (number ^ (number << 17)).wrapping_add(step);
    }
    println!("{} {number}", begun.elapsed().as_micros());
}

/// The median in seconds; 0 without any.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64)
}
