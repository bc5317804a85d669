//! `budget`: costs that can be counted, held against committed numbers.
//!
//! Crates that every user of the macro compiles, lines and bytes generated for the e-commerce example, instructions of
//! generated code. A number that grew by more than a twentieth is an error, so 15 crates are 15 crates. `--write` commits
//! to the new numbers. What no number may excuse is held against code by hand: instructions, sizes, allocations.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Mode;
use crate::measure::{Build, EVENTS, Programs, WAYS, build, has_valgrind};

const NUMBERS: &str = "xtask/budget.txt";
/// What generated code may cost of code by hand, in instructions: an event, and a conversation of three machines.
const EVENT_PERCENT: u64 = 105;
const TALK_PERCENT: u64 = 175;
const SPECIFICATION: &str = "examples/ecommerce/flows/checkout.flow";

/// Counts, and compares with the committed numbers, or writes them.
///
/// # Errors
/// A number is too high, or cannot be counted.
pub(crate) fn budget(root: &Path, mode: Mode) -> Result<(), String> {
    let mut counted = numbers(root)?;
    let mut said = Vec::new();
    for profile in ["release", "fat"] {
        let programs = build(root, Build { profile, flags: "", interpreter: false })?;
        said.extend(memory(&programs)?);
        match has_valgrind() {
            true => said.extend(instructions(&programs, profile, &mut counted)?),
            false => eprintln!("no valgrind: the instructions of {profile} are not counted"),
        }
    }
    let path = root.join(NUMBERS);
    if mode == Mode::Write {
        let text: String = counted.iter().map(|(name, number)| format!("{name} {number}\n")).collect();
        fs::write(&path, text).map_err(|error| format!("{NUMBERS}: {error}"))?;
    } else {
        let committed = fs::read_to_string(&path).unwrap_or_default();
        let over = counted.iter().filter_map(|(name, number)| over(name, *number, &committed));
        said.extend(over.map(|line| format!("{line}; if that is meant: cargo xtask budget --write")));
    }
    if said.is_empty() { Ok(()) } else { Err(said.join("\n")) }
}

/// Counts the instructions of generated code; what costs too much more than by hand comes back.
fn instructions(
    programs: &Programs,
    profile: &str,
    counted: &mut Vec<(String, usize)>,
) -> Result<Vec<String>, String> {
    let mut said = Vec::new();
    for way in WAYS {
        let [hand, flow] = ["by-hand", "flow!"].map(|name| programs.instructions("float", name, way));
        let (hand, flow, name) = (hand?, flow?, format!("{}-{}-{profile}", way.0, way.1));
        said.extend(too_much(&name, hand, flow, EVENT_PERCENT));
        counted.push((format!("instructions-in-1000-events-{name}"), (flow * 1000 / EVENTS) as usize));
    }
    let [hand, flow] = ["by-hand", "flow!"].map(|name| programs.talk_instructions(name));
    said.extend(too_much(&format!("conversation-{profile}"), hand?, flow?, TALK_PERCENT));
    Ok(said)
}

fn too_much(name: &str, hand: u64, flow: u64, percent: u64) -> Option<String> {
    let found = flow as f64 * 100.0 / hand as f64;
    (flow * 100 > hand * percent)
        .then(|| format!("{name}: {found:.1} % of the instructions by hand; {percent} % are allowed"))
}

/// What generated code needs more than code by hand: larger instances, or more allocations for the same events.
fn memory(programs: &Programs) -> Result<Vec<String>, String> {
    let lines = programs.run("memory", &[])?;
    let of_events = |line: &&Vec<String>| line[1] != "Shop" && line[2] == "flow!";
    let more = lines.iter().filter(of_events).filter_map(|flow| {
        let hand = lines.iter().find(|hand| hand[..2] == flow[..2] && hand[2] == "by-hand")?;
        let number = |line: &[String]| line[3].parse().unwrap_or(u64::MAX);
        (number(flow) > number(hand)).then(|| format!("{}, by hand {}", flow.join(" "), hand[3]))
    });
    Ok(more.collect())
}

/// What to say of a number that is over its budget.
fn over(name: &str, number: usize, committed: &str) -> Option<String> {
    let line = committed.lines().find_map(|line| line.strip_prefix(name));
    let budget: usize = line.and_then(|line| line.trim().parse().ok()).unwrap_or(0);
    (number > budget + budget / 20).then(|| format!("{name} is {number}, {NUMBERS} says {budget}"))
}

fn numbers(root: &Path) -> Result<Vec<(String, usize)>, String> {
    let crates = cargo(root, &["tree", "-p", "flow-macros", "-e", "normal,build", "--prefix", "none"])?;
    let crates: BTreeSet<_> = crates.lines().filter_map(|line| line.split(' ').next()).collect();
    let code =
        cargo(root, &["run", "--quiet", "-p", "flow-tests", "--bin", "generated", "--", SPECIFICATION])?;
    Ok(vec![
        ("crates-behind-the-macro".to_owned(), crates.len()),
        ("generated-lines".to_owned(), code.lines().count()),
        ("generated-bytes".to_owned(), code.len()),
    ])
}

/// What a cargo command prints.
fn cargo(root: &Path, args: &[&str]) -> Result<String, String> {
    let output = Command::new(env!("CARGO")).args(args).current_dir(root).output();
    let output = output.map_err(|error| format!("cargo {}: {error}", args.join(" ")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("cargo {}: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)))
}
