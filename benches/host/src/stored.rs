//! A database with a million instances: how long a host takes to start, how much memory it has then, and how long it takes to find some.
//!
//! The start is measured in a process of its own, so that its memory is the host's alone. The same process opens the bare database after
//! the host has closed it, and makes the same queries.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use flow_host::Host;
use rusqlite::Connection;

flow::flow!("flows/order.flow", durable);

use system::Program;

/// How many instances there are.
const INSTANCES: u64 = 1_000_000;

/// One in this number of instances is in another state.
const RARE: u64 = 10_000;

/// How many instances a page of a list has.
const PAGE: i64 = 50;

/// How often each query is made: the slowest counts.
const TIMES: u64 = 20;

/// Makes the database, and measures it in another process.
pub(crate) async fn run(folder: &Path) -> Result<(), Box<dyn Error>> {
    let path = folder.join("million.db");
    Host::<Program>::open(&path).start().await?.shutdown(Duration::from_secs(5)).await;
    fill(&path)?;
    let status = Command::new(std::env::current_exe()?).arg("stored").arg(&path).status()?;
    if status.success() {
        Ok(())
    } else {
        Err("the process that was to start with a million instances failed".into())
    }
}

/// Adds the instances, each with a line of the journal, as the host does.
fn fill(path: &Path) -> rusqlite::Result<()> {
    let connection = Connection::open(path)?;
    connection.execute_batch(&format!(
        "PRAGMA synchronous = OFF;
         BEGIN;
         WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {INSTANCES})
         INSERT INTO flow_instance (n, machine, id, conversation, life, state, context, revision)
         SELECT n, 'order', 'order-' || n, n, 1, iif(n % {RARE} = 0, 'paid', 'new'), '{{\"total\":\"12.50\"}}', 0 FROM number;
         INSERT INTO flow_journal (instance, at, what, state)
         SELECT n, 1700000000000000, 'created', 'new' FROM flow_instance;
         COMMIT"
    ))
}

/// Starts a host, and prints the table.
pub(crate) async fn measure(path: &Path) -> Result<(), Box<dyn Error>> {
    let before = memory()?;
    let began = Instant::now();
    let host = Host::<Program>::open(path).start().await?;
    let (started, used) = (began.elapsed(), memory()?);
    let mut slowest = [Duration::ZERO; 4];
    for time in 1..=TIMES {
        let after = i64::try_from(time * INSTANCES / (TIMES + 1))?;
        let id = format!("order-{after}").parse()?;
        let began = Instant::now();
        assert_eq!(host.list::<order::Order>(None, after, PAGE).await?.len(), usize::try_from(PAGE)?);
        note(&mut slowest[0], began);
        let began = Instant::now();
        assert!(!host.list::<order::Order>(Some("paid"), after, PAGE).await?.is_empty());
        note(&mut slowest[1], began);
        let began = Instant::now();
        assert!(host.get::<order::Order>(&id).await?.is_some());
        note(&mut slowest[2], began);
        let began = Instant::now();
        assert_eq!(host.history(&id).await?.len(), 1);
        note(&mut slowest[3], began);
    }
    host.shutdown(Duration::from_secs(5)).await;
    let (bare_start, bare) = measure_bare(path)?;
    println!("| with {INSTANCES} stored instances | host | bare |\n|---|---|---|");
    println!("| start | {} | {} |", milliseconds(started), milliseconds(bare_start));
    println!("| memory after the start | {} MB, {} MB of it before | |", used / 1024, before / 1024);
    let names = ["list of 50", "list of 50 in a rare state", "show one", "history of one"];
    for (name, (host, bare)) in names.iter().zip(slowest.iter().zip(bare)) {
        println!("| {name}, the slowest of {TIMES} | {} | {} |", milliseconds(*host), milliseconds(bare));
    }
    Ok(())
}

fn note(slowest: &mut Duration, began: Instant) {
    *slowest = began.elapsed().max(*slowest);
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// The most memory that this process had so far, in kilobytes.
fn memory() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// The same of the bare database: how long it takes to open it, and the slowest of each query.
fn measure_bare(path: &Path) -> Result<(Duration, [Duration; 4]), Box<dyn Error>> {
    const COLUMNS: &str = "SELECT id, state, context FROM flow_instance WHERE machine = 'order'";
    let began = Instant::now();
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")?;
    connection.query_row("SELECT max(n) FROM flow_journal", (), |row| row.get::<_, i64>(0))?;
    let started = began.elapsed();
    let queries = [
        format!("{COLUMNS} AND n > ?1 ORDER BY n LIMIT {PAGE}"),
        format!("{COLUMNS} AND state = 'paid' AND n > ?1 ORDER BY n LIMIT {PAGE}"),
        format!("{COLUMNS} AND id = 'order-' || ?1"),
        "SELECT what, event, payload FROM flow_journal WHERE instance = ?1 ORDER BY n".to_owned(),
    ];
    let mut slowest = [Duration::ZERO; 4];
    for time in 1..=TIMES {
        let after = i64::try_from(time * INSTANCES / (TIMES + 1))?;
        for (slowest, query) in slowest.iter_mut().zip(&queries) {
            let began = Instant::now();
            let mut statement = connection.prepare_cached(query)?;
            let rows = statement.query_map([after], |row| row.get::<_, String>(1).or(Ok(String::new())))?;
            rows.collect::<rusqlite::Result<Vec<String>>>()?;
            note(slowest, began);
        }
    }
    Ok((started, slowest))
}
