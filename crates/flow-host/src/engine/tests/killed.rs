//! Processes that are killed at random moments while they take orders, one after the other, on one database.
//!
//! `FLOW_KILLS=500 cargo test -p flow-lang-host killed` kills as many; the default is small enough for a quick run.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::program::{ORDER, STATS, shop};
use super::world::{World, seconds};
use crate::engine::{Options, Random};

/// Names the database for the process that will be killed.
const DATABASE: &str = "FLOW_KILLED_DATABASE";

/// Writes a line that the parent reads, past the capture of the test's output.
fn report(line: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("\n{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Takes orders until it is killed. As a test of its own it does not run.
#[test]
fn the_process_that_is_killed() {
    let Some(path) = env::var_os(DATABASE) else { return };
    let mut world = World::at(PathBuf::from(path), shop, Options::default());
    world.outside.witness = report;
    world.settle();
    let first = world.count("SELECT count(*) FROM flow_instance WHERE machine = 'order'");
    report("ready");
    for number in first.. {
        let id = format!("o-{number}");
        assert!(matches!(world.create(ORDER, &id), Some(Ok(_))));
        report(&format!("created {id}"));
        world.send(ORDER, &id, "customer", "checkout", r#"{"amount":5}"#);
        report(&format!("taken {id}"));
    }
}

/// The effects of the processes that were visible outside.
#[derive(Default)]
struct Seen {
    created: BTreeSet<String>,
    taken: BTreeSet<String>,
    /// The meaning of each key.
    keys: BTreeMap<String, String>,
}

impl Seen {
    fn note(&mut self, line: &str) {
        let Some((word, rest)) = line.split_once(' ') else { return };
        match word {
            "created" => drop(self.created.insert(rest.to_owned())),
            "taken" => drop(self.taken.insert(rest.to_owned())),
            "performed" | "message" => {
                let (key, meaning) = rest.split_once(' ').unwrap();
                let before = self.keys.entry(key.to_owned()).or_insert_with(|| meaning.to_owned());
                assert_eq!(before, meaning, "the key {key} has two meanings");
            }
            _ => {}
        }
    }
}

/// Runs a process on the database and kills it after a while.
fn run_and_kill(path: &Path, after: Duration, seen: &mut Seen) {
    let name = "engine::tests::killed::the_process_that_is_killed";
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--test-threads=1"])
        .env(DATABASE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut ready = None;
    for line in lines {
        let line = line.unwrap();
        if line == "ready" {
            ready = Some(Instant::now());
        }
        seen.note(&line);
        if ready.is_some_and(|ready| ready.elapsed() >= after) {
            child.kill().unwrap();
            // Output that was written before is read to its end.
            ready = None;
        }
    }
    child.wait().unwrap();
}

#[test]
fn killed_processes_lose_nothing_and_double_nothing() {
    let kills = env::var("FLOW_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(5_u64);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let mut seen = Seen::default();
    let mut random = Random::System;
    let mut killed = 0;
    // On a busy machine, some are killed before they take an order.
    while killed < kills || (seen.taken.is_empty() && killed < kills + 1000) {
        killed += 1;
        let after = Duration::from_micros(u64::from(random.number()) % 100_000);
        run_and_kill(&path, after, &mut seen);
    }
    assert!(!seen.taken.is_empty(), "the processes did something");

    let mut world = World::at(path, shop, Options::default());
    world.settle();
    let mut orders = 0;
    for (_, record) in world.engine.list(ORDER, None, 0, i64::MAX).unwrap() {
        seen.created.remove(&record.id);
        if record.state == "new" {
            assert!(!seen.taken.contains(&record.id), "the checkout of {} was promised", record.id);
            world.send(ORDER, &record.id, "customer", "checkout", r#"{"amount":5}"#);
        }
        assert_eq!(world.state(ORDER, &record.id), "packed");
        orders += 1;
    }
    assert_eq!(seen.created, BTreeSet::new(), "these creations were promised");
    world.advance(seconds(400));
    for (key, meaning) in &world.outside.asked {
        let before = seen.keys.get(key).map_or(meaning, |before| before);
        assert_eq!(before, meaning, "the key {key} has two meanings");
    }
    let performed = world.outside.performed.keys().chain(world.outside.messages.keys());
    let keys: BTreeSet<&String> = seen.keys.keys().chain(performed).collect();
    assert_eq!(keys.len(), 4 * orders, "two actions and two messages of each order");
    assert_eq!(world.variable(STATS, "stats", "count"), orders);
    assert_eq!(world.count("SELECT count(*) FROM sale"), i64::try_from(orders).unwrap());
    for table in ["flow_delivery", "flow_answer", "flow_dead", "flow_timer"] {
        assert_eq!(world.count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
}
