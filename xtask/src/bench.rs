//! `bench`: measures generated code, and writes the tables of `PERFORMANCE.md`.
//!
//! A table is between `<!-- name -->` and `<!-- end -->` and is rewritten; everything else in the file is left as it
//! is. Times are ratios to what was written by hand, each the median over several layouts of the code of medians over
//! rounds that take turns; callgrind counts the instructions.

mod conversation;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::measure::{Build, CRATES, EVENTS, Lines, Programs, WAYS, build, compiler, has_valgrind};
use conversation::Conversation;

const DOCUMENT: &str = "PERFORMANCE.md";

const PROFILES: [(&str, &str); 2] =
    [("release", "cargo's default release profile"), ("fat", "fat LTO, one codegen unit")];

/// Layouts of the code: where functions and blocks begin moves a dispatch of a few nanoseconds.
const LAYOUTS: [&str; 5] = [
    "",
    "-Cllvm-args=-align-all-functions=5",
    "-Cllvm-args=-align-all-functions=6",
    "-Cllvm-args=-align-all-nofallthru-blocks=4",
    "-Cllvm-args=-align-all-nofallthru-blocks=5",
];

/// How well times are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// A million events, fifteen rounds, every layout.
    Full,
    /// Few events in one layout: to see that everything runs.
    Quick,
}

impl Care {
    fn layouts(self) -> &'static [&'static str] {
        if self == Care::Full { &LAYOUTS } else { &LAYOUTS[..1] }
    }

    /// How often a package is built.
    pub(crate) fn builds(self) -> usize {
        if self == Care::Full { 3 } else { 1 }
    }

    /// The arguments of the program that times.
    fn args(self) -> [&'static str; 2] {
        if self == Care::Full { ["1000000", "15"] } else { ["50000", "3"] }
    }
}

/// Measures everything and writes the tables.
///
/// # Errors
/// Something cannot be built, run or written.
pub(crate) fn bench(root: &Path, care: Care) -> Result<(), String> {
    let mut tables = BTreeMap::new();
    let mut talks = Conversation::default();
    tables.insert("machine", describe_machine());
    tables.insert("contestants", contestants(root)?);
    for (profile, title) in PROFILES {
        let programs = build(root, Build { profile, flags: "", interpreter: false })?;
        if has_valgrind() {
            eprintln!("counting instructions: {title}");
            let name = if profile == "fat" { "instructions-fat" } else { "instructions-release" };
            tables.insert(name, instructions(&programs)?);
            talks.count(profile, &programs, &CRATES)?;
        } else {
            eprintln!("no valgrind: instructions are not counted");
        }
        eprintln!("timing: {title}");
        let layouts = layouts(root, profile, care)?;
        let name = if profile == "fat" { "time-fat" } else { "time-release" };
        tables.insert(name, render_times(&layouts));
        talks.time(profile, &layouts, &CRATES);
    }
    eprintln!("memory, and the interpreter");
    let programs = build(root, Build { profile: "release", flags: "", interpreter: true })?;
    let lines = programs.run("memory", &[])?;
    tables.insert("memory", render_memory(&lines));
    let times = run_timed(&programs, &["200000", "9"])?;
    tables.insert("interpreter", render_interpreter(&times));
    if has_valgrind() {
        talks.count("release", &programs, &["interpreter"])?;
    }
    talks.time("release", &[times], &["interpreter"]);
    tables.insert("conversation", talks.table(&lines));
    write(root, &tables)
}

/// The crates that generated code is compared with, in the versions that are built.
pub(crate) fn contestants(root: &Path) -> Result<String, String> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let version = |name: &str| {
        let at = lock.find(&format!("name = \"{name}\"\nversion = \""));
        let version = at.and_then(|at| lock[at..].split('"').nth(3));
        version.map(|version| format!("{name} {version}")).ok_or_else(|| format!("Cargo.lock has no {name}"))
    };
    Ok(format!("{}, {} and {}", version("statig")?, version("smlang")?, version("rust-fsm")?))
}

/// Describes this machine, without its name.
fn describe_machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let of = |key: &str| {
        info.lines()
            .find(|line| line.starts_with(key))
            .and_then(|line| line.split(": ").nth(1))
            .unwrap_or("unknown")
    };
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{}, family {}, {count} processors, load {load} when this was begun; {}",
        of("model name"),
        of("cpu family"),
        compiler().unwrap_or_else(|_| "rustc of an unknown version".to_owned())
    )
}

/// The head of a table over all contestants, and its rows.
fn render_table(first: &str, rows: &[String]) -> String {
    let ways: Vec<String> = WAYS.iter().map(|(stream, site)| format!("{stream}, {site}")).collect();
    format!("| {first} | {} |\n|---|{}\n{}", ways.join(" | "), "---|".repeat(ways.len()), rows.join("\n"))
}

fn instructions(programs: &Programs) -> Result<String, String> {
    let mut rows = Vec::new();
    for (number, names) in [("float", &CRATES[..]), ("decimal", &CRATES[..2])] {
        let hand = count_instructions(programs, number, names[0])?;
        for name in names {
            let cells = count_instructions(programs, number, name)?;
            let cells = cells.iter().zip(&hand).map(|(count, hand)| {
                format!("{:.1} ({:.2})", *count as f64 / EVENTS as f64, *count as f64 / *hand as f64)
            });
            rows.push(render_row(&contestant_label(name, number), cells));
        }
    }
    Ok(render_table("instructions an event (ratio)", &rows))
}

fn count_instructions(programs: &Programs, number: &str, name: &str) -> Result<Vec<u64>, String> {
    WAYS.iter().map(|way| programs.instructions(number, name, *way)).collect()
}

fn contestant_label(name: &str, number: &str) -> String {
    let name = match name {
        "by-hand" => "by hand",
        "flow!" => "**`flow!`**",
        other => other,
    };
    if number.eq_ignore_ascii_case("decimal") { format!("{name}, decimal") } else { name.to_owned() }
}

fn render_row(first: &str, cells: impl Iterator<Item = String>) -> String {
    format!("| {first} | {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// Nanoseconds, by everything in the line before them.
type Times = BTreeMap<String, f64>;

fn run_timed(programs: &Programs, args: &[&str]) -> Result<Times, String> {
    let lines = programs.run("time", args)?.into_iter();
    Ok(lines
        .filter_map(|mut line| Some((line.pop()?.parse().ok()?, line.join(" "))))
        .map(|(nanos, name)| (name, nanos))
        .collect())
}

/// All times in every layout.
fn layouts(root: &Path, profile: &'static str, care: Care) -> Result<Vec<Times>, String> {
    let timed = |flags: &&'static str| {
        run_timed(&build(root, Build { profile, flags, interpreter: false })?, &care.args())
    };
    care.layouts().iter().map(timed).collect()
}

/// Times, each with its ratio to the one by hand.
fn render_times(layouts: &[Times]) -> String {
    let mut rows = Vec::new();
    for (number, names) in [("Float", &CRATES[..]), ("Decimal", &CRATES[..2])] {
        for name in names {
            let cells = WAYS.iter().map(|(stream, site)| {
                let key = |name: &str| format!("{number} {} {} {name}", capitalize(stream), capitalize(site));
                time_cell(layouts, &key(name), &key("by-hand"))
            });
            rows.push(render_row(&contestant_label(name, number), cells));
        }
    }
    render_table("ns an event (ratio)", &rows)
}

/// The median over layouts of the nanoseconds, and of the ratio.
fn time_cell(layouts: &[Times], name: &str, hand: &str) -> String {
    let of = |times: &Times, name: &str| times.get(name).copied().unwrap_or(f64::NAN);
    let nanos = median(layouts.iter().map(|times| of(times, name)).collect());
    let ratio = median(layouts.iter().map(|times| of(times, name) / of(times, hand)).collect());
    format!("{nanos:.1} ({ratio:.2})")
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn capitalize(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

fn render_memory(lines: &Lines) -> String {
    let mut rows = Vec::new();
    for line in lines {
        let [kind, number, name, instance, event] = &line[..] else { continue };
        let allocations = lines.iter().find(|other| other[0] == "allocations" && other[1..3] == line[1..3]);
        let allocations = allocations.and_then(|line| line.last()).map_or("", String::as_str);
        if kind == "size" {
            let cells = [instance, event].map(|bytes| format!("{bytes} bytes"));
            rows.push(render_row(
                &contestant_label(name, number),
                cells.into_iter().chain([allocations.to_owned()]),
            ));
        }
    }
    format!("| | instance | event | allocations in {EVENTS} events |\n|---|---|---|---|\n{}", rows.join("\n"))
}

fn render_interpreter(times: &Times) -> String {
    let cells = WAYS.iter().map(|(stream, site)| {
        let of =
            |name| times.get(&format!("Decimal {} {} {name}", capitalize(stream), capitalize(site))).copied();
        let (slow, fast) = (of("interpreter").unwrap_or(f64::NAN), of("flow!").unwrap_or(f64::NAN));
        format!("{slow:.0} ({:.0})", slow / fast)
    });
    render_table("ns an event (ratio to `flow!`)", &[render_row("interpreter, decimal", cells)])
}

/// Puts the tables into their places.
pub(crate) fn write(root: &Path, tables: &BTreeMap<&str, String>) -> Result<(), String> {
    let path = root.join(DOCUMENT);
    let mut text = fs::read_to_string(&path).map_err(|error| format!("{DOCUMENT}: {error}"))?;
    for (name, table) in tables {
        let mark = format!("<!-- {name} -->");
        let begin = text.find(&mark).ok_or_else(|| format!("{DOCUMENT} has no {mark}"))? + mark.len();
        let end =
            text[begin..].find("<!-- end -->").ok_or_else(|| format!("{DOCUMENT}: no end after {mark}"))?;
        text.replace_range(begin..begin + end, &format!("\n{table}\n"));
    }
    fs::write(&path, text).map_err(|error| format!("{DOCUMENT}: {error}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    #[test]
    fn the_page_names_the_versions_that_are_built() {
        let root = crate::root();
        let page = fs::read_to_string(root.join(super::DOCUMENT)).unwrap();
        let built = super::contestants(&root).unwrap();
        assert!(page.contains(&format!("<!-- contestants -->\n{built}\n")), "{built}: cargo xtask bench");
    }
}
