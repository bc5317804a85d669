//! `budget`: costs that can be counted, held against committed numbers.
//!
//! Crates and lines of LLVM that every user of the macro compiles, crates of the program, lines and bytes generated for the e-commerce example, instructions of
//! generated code, the memory of a conversation. A number that grew by more than a twentieth is an error, so 15 crates
//! are 15 crates. `--write` commits to the new numbers. Instructions, sizes and allocations are also compared with code by hand;
//! what is over these limits and known is printed each time.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Mode;
use crate::measure::{Build, EVENTS, Programs, TALKS, WAYS, build, has_valgrind};

const NUMBERS: &str = "xtask/budget.txt";
/// What generated code may cost of code by hand, in instructions: an event, and a conversation of three machines.
const EVENT_PERCENT: u64 = 105;
const TALK_PERCENT: u64 = 115;
/// What is over these limits today, and by how much it may be: a call that is not inlined copies an event that is as large as two decimals
/// to the stack, since a handler compares an item in it by reference. The limits above are what these must get back to; `budget` prints
/// them each time.
const KNOWN_EXCESS: &[(&str, u64)] = &[("random-called-release-decimal", 107)];
/// How many times the instructions twice as many instances with timers may need: twice, and the logarithm of their number.
const DOUBLING_PERCENT: u64 = 230;
/// The specifications of the size budget: three machines in one file, and one machine with loose scenarios.
const SPECIFICATIONS: [(&str, &[&str]); 2] = [
    ("generated", &["checkout"]),
    (
        "generated-with-scenarios",
        &["order", "out-of-stock", "payment-fails", "process-refund", "successful-checkout"],
    ),
];
/// How many times the instructions of the generated code the interpreter may need.
const INTERPRETER_TIMES: u64 = 20;

/// Counts, and compares with the committed numbers, or writes them.
///
/// # Errors
/// A number is too high, or cannot be counted.
pub(crate) fn budget(root: &Path, mode: Mode) -> Result<(), String> {
    let mut counted = measure_numbers(root)?;
    let mut said = Vec::new();
    for profile in ["release", "fat"] {
        let programs = build(root, Build { profile, flags: "", interpreter: false })?;
        said.extend(check_memory(&programs, profile, &mut counted)?);
        match has_valgrind() {
            true => said.extend(check_instructions(&programs, profile, &mut counted)?),
            false => eprintln!("no valgrind: the instructions of {profile} are not counted"),
        }
    }
    if has_valgrind() {
        let programs = build(root, Build { profile: "release", flags: "", interpreter: true })?;
        said.extend(check_interpreter(&programs)?);
    }
    let path = root.join(NUMBERS);
    if mode == Mode::Write {
        let text: String = counted.iter().map(|(name, number)| format!("{name} {number}\n")).collect();
        fs::write(&path, text).map_err(|error| format!("{NUMBERS}: {error}"))?;
    } else {
        let committed = fs::read_to_string(&path).unwrap_or_default();
        let over = counted.iter().filter_map(|(name, number)| over_budget_message(name, *number, &committed));
        said.extend(over.map(|line| format!("{line}; if that is meant: cargo xtask budget --write")));
    }
    if said.is_empty() { Ok(()) } else { Err(said.join("\n")) }
}

/// Counts the instructions of generated code; returns what costs too much more than code by hand.
fn check_instructions(
    programs: &Programs,
    profile: &str,
    counted: &mut Vec<(String, usize)>,
) -> Result<Vec<String>, String> {
    let mut said = Vec::new();
    for (number, suffix) in [("float", ""), ("decimal", "-decimal")] {
        for way in WAYS {
            let [hand, flow] = ["by-hand", "flow!"].map(|name| programs.instructions(number, name, way));
            let (hand, flow, name) = (hand?, flow?, format!("{}-{}-{profile}{suffix}", way.0, way.1));
            said.extend(too_much(&name, hand, flow, EVENT_PERCENT));
            counted.push((format!("instructions-in-1000-events-{name}"), (flow * 1000 / EVENTS) as usize));
        }
    }
    let [hand, flow] = ["by-hand", "flow!"].map(|name| programs.talk_instructions(name));
    let (hand, flow) = (hand?, flow?);
    said.extend(too_much(&format!("conversation-{profile}"), hand, flow, TALK_PERCENT));
    counted.push((format!("instructions-in-a-conversation-{profile}"), (flow / TALKS) as usize));
    let [few, many] = [2_000, 4_000].map(|instances| programs.reminder_instructions(instances));
    let (few, many) = (few?, many?);
    said.extend(grows_too_much(&format!("instances-with-timers-{profile}"), few, many));
    Ok(said)
}

/// Where the interpreter costs too much more than the generated code. It is never inlined: a call is held against a call.
fn check_interpreter(programs: &Programs) -> Result<Vec<String>, String> {
    let mut said = Vec::new();
    for way in WAYS.into_iter().filter(|(_, site)| *site == "called") {
        let [slow, fast] = ["interpreter", "flow!"].map(|name| programs.instructions("decimal", name, way));
        let (slow, fast) = (slow?, fast?);
        if slow > fast * INTERPRETER_TIMES {
            let times = slow as f64 / fast as f64;
            said.push(format!(
                "interpreter-{}-{}: {times:.1} times the instructions of the generated code; {INTERPRETER_TIMES} are allowed",
                way.0, way.1
            ));
        }
    }
    Ok(said)
}

/// The message about a contestant that needs too many of the instructions of the one by hand. A known excess is printed only.
fn too_much(name: &str, hand: u64, flow: u64, percent: u64) -> Option<String> {
    let found = flow as f64 * 100.0 / hand as f64;
    let message = format!("{name}: {found:.1} % of the instructions by hand; {percent} % are allowed");
    if flow * 100 <= hand * percent {
        return None;
    }
    let known = KNOWN_EXCESS.iter().find(|(prefix, _)| name.starts_with(prefix));
    if known.is_some_and(|(_, most)| flow * 100 <= hand * most) {
        eprintln!("known: {message}");
        return None;
    }
    Some(message)
}

fn grows_too_much(name: &str, few: u64, many: u64) -> Option<String> {
    let found = many as f64 * 100.0 / few as f64;
    (many * 100 > few * DOUBLING_PERCENT).then(|| {
        format!(
            "{name}: twice as many need {found:.0} % of the instructions; {DOUBLING_PERCENT} % are allowed"
        )
    })
}

/// Counts the memory of conversations; returns what generated code needs more than code by hand: larger instances, or more
/// allocations for the same events or conversations.
fn check_memory(
    programs: &Programs,
    profile: &str,
    counted: &mut Vec<(String, usize)>,
) -> Result<Vec<String>, String> {
    let lines = programs.run("memory", &[])?;
    let number = |line: &[String]| line[3].parse().unwrap_or(u64::MAX);
    let mut said = Vec::new();
    for flow in lines.iter().filter(|line| line[2] == "flow!") {
        let hand = lines.iter().find(|hand| hand[..2] == flow[..2] && hand[2] == "by-hand");
        let hand = hand.ok_or_else(|| format!("{}: nothing by hand", flow.join(" ")))?;
        match &flow[0][..] {
            // Instances of a system also store their conversation.
            "held" => {
                let bytes = flow[4].parse::<u64>().map_err(|_| flow.join(" "))?;
                counted.push((format!("bytes-held-by-a-conversation-{profile}"), (bytes / TALKS) as usize));
            }
            _ if number(flow) > number(hand) + allowed_extra_allocations(flow) => {
                said.push(format!("{}, by hand {}", flow.join(" "), hand[3]));
            }
            _ => {}
        }
    }
    Ok(said)
}

/// Allocations that a shop may have more than by hand, over all conversations: its own few lists, which grow.
fn allowed_extra_allocations(line: &[String]) -> u64 {
    if line[1] == "Shop" { TALKS / 100 } else { 0 }
}

/// The message for a number that is over its budget.
fn over_budget_message(name: &str, number: usize, committed: &str) -> Option<String> {
    let line = committed.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let budget: usize = line.and_then(|number| number.parse().ok()).unwrap_or(0);
    (number > budget + budget / 20).then(|| format!("{name} is {number}, {NUMBERS} says {budget}"))
}

fn measure_numbers(root: &Path) -> Result<Vec<(String, usize)>, String> {
    let mut numbers = vec![
        ("crates-behind-the-macro".to_owned(), count_crates(root, "flow-lang-macros")?),
        ("llvm-lines-behind-the-macro".to_owned(), llvm_lines(root)?),
        ("crates-behind-the-program".to_owned(), count_crates(root, "flow-lang-cli")?),
    ];
    for (name, files) in SPECIFICATIONS {
        let files = files.iter().map(|file| format!("examples/ecommerce/flows/{file}.flow"));
        let files: Vec<String> = files.collect();
        let mut args = vec!["run", "--quiet", "-p", "flow-tests", "--bin", "generated", "--"];
        args.extend(files.iter().map(String::as_str));
        let code = cargo(root, &args)?;
        numbers.push((format!("{name}-lines"), code.lines().count()));
        numbers.push((format!("{name}-bytes"), code.len()));
    }
    Ok(numbers)
}

/// The crates that are built for a package.
fn count_crates(root: &Path, package: &str) -> Result<usize, String> {
    let crates = cargo(root, &["tree", "-p", package, "-e", "normal,build", "--prefix", "none"])?;
    Ok(crates.lines().filter_map(|line| line.split(' ').next()).collect::<BTreeSet<_>>().len())
}

/// Lines of LLVM in the functions that a user of the macro compiles for it, of Flow's crates and the others.
fn llvm_lines(root: &Path) -> Result<usize, String> {
    let target = root.join("target/llvm-lines");
    // A file of another build's would be counted too.
    let _ = fs::remove_dir_all(&target);
    let flags = "--emit=llvm-ir -Ccodegen-units=1 -Cdebuginfo=0";
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "-p", "flow-lang-macros", "--target-dir"]).arg(&target).current_dir(root);
    let built = build.env("RUSTFLAGS", flags).env("CARGO_INCREMENTAL", "0").status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("`flow-macros` does not build".to_owned());
    }
    let files = fs::read_dir(target.join("debug/deps")).map_err(|error| error.to_string())?;
    let modules = files.filter_map(Result::ok).map(|file| file.path());
    let modules = modules.filter(|path| path.extension().is_some_and(|extension| extension == "ll"));
    Ok(modules.filter_map(|path| fs::read_to_string(path).ok()).map(|module| function_lines(&module)).sum())
}

/// The lines of a module's functions, without blank lines and declarations.
fn function_lines(module: &str) -> usize {
    let inside = |line: &&str| line.starts_with([' ', '}']) || line.starts_with("define ");
    module.lines().filter(inside).count()
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
