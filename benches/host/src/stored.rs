//! A database with a million instances: how long a host takes to start, how much memory it has then, and how long it takes to find some.
//!
//! The start is measured in a process of its own, so that its memory is the host's alone. The same process opens the bare database after
//! the host has closed it, and makes the same queries. Then the host is asked over HTTP, by a customer with half of all orders, by one with few,
//! and by a clerk, who sees all.

use std::error::Error;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use flow_host::Host;
use flow_host::http::Api;
use rusqlite::Connection;
use tokio::net::TcpListener;

use crate::http::client::Client;
use crate::http::tokens;

flow::flow!("flows/order.flow", durable);

use system::Program;

/// How many instances there are.
const INSTANCES: u64 = 1_000_000;

/// One in this number of instances is in another state.
const RARE: u64 = 10_000;

/// Ann has every second instance, and each of the other owners one in this number.
const OWNERS: u64 = 1_000;

/// How many instances a page of a list has.
const PAGE: i64 = 50;

/// How often each query is made: the slowest counts.
const TIMES: u64 = 20;

/// Makes the database, and measures it in another process.
pub(crate) async fn run(folder: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
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
         INSERT INTO flow_instance (n, machine, id, conversation, life, state, context, revision, owner)
         SELECT n, 'order', 'order-' || n, n, 1, iif(n % {RARE} = 0, 'paid', 'new'), '{{\"total\":\"12.50\"}}', 0,
             iif(n % 2 = 0, 2, n % {OWNERS}) FROM number;
         INSERT INTO flow_owner (conversation, actor, subject)
         SELECT n, 'customer', iif(n % 2 = 0, 'ann', 'customer-' || (n % {OWNERS})) FROM flow_instance;
         INSERT INTO flow_journal (instance, at, what, state)
         SELECT n, 1700000000000000, 'created', 'new' FROM flow_instance;
         COMMIT"
    ))
}

/// Starts a host, and prints the table.
pub(crate) async fn measure(path: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
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
    let pages = ask(&host).await?;
    let served = memory()?;
    host.shutdown(Duration::from_secs(5)).await;
    let (bare_start, bare) = measure_bare(path)?;
    println!("| with {INSTANCES} stored instances | host | bare |\n|---|---|---|");
    println!("| start | {} | {} |", milliseconds(started), milliseconds(bare_start));
    println!("| memory after the start | {} MB, {} MB of it before | |", used / 1024, before / 1024);
    let names = ["list of 50", "list of 50 in a rare state", "show one", "history of one"];
    for (name, (host, bare)) in names.iter().zip(slowest.iter().zip(bare)) {
        println!("| {name}, the slowest of {TIMES} | {} | {} |", milliseconds(*host), milliseconds(bare));
    }
    println!(
        "\n| over HTTP, the slowest of {TIMES} | {} |\n|---|---|---|---|",
        ASKING.map(|(who, _)| who).join(" | ")
    );
    let names = ["list of 50", "the next 50 by cursor", "list of 50 in a rare state", "show one"];
    for (at, name) in names.iter().enumerate() {
        println!("| {name} | {} |", pages.map(|slowest| milliseconds(slowest[at])).join(" | "));
    }
    println!("\nmemory after all: {} MB", served / 1024);
    Ok(())
}

/// Who asks over HTTP, and the number of an order of theirs.
const ASKING: [(&str, u64); 3] = [("ann", 2), ("customer-7", 7), ("clerk", 1)];

/// The slowest of each request over HTTP, for each of those who ask.
async fn ask(host: &Host<Program>) -> Result<[[Duration; 4]; 3], Box<dyn Error + Send + Sync>> {
    let api = Api::new().tokens(tokens(&ASKING.map(|(who, _)| (who, who)))?).all::<order::Order>("clerk");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let (address, server) = (listener.local_addr()?, host.clone());
    tokio::spawn(async move { server.serve(listener, api, std::future::pending()).await });
    let mut slowest = [[Duration::ZERO; 4]; 3];
    for ((who, own), slowest) in ASKING.iter().zip(&mut slowest) {
        let mut client = Client::connect(address, who).await?;
        let mut items = async |path: &str, slowest: &mut Duration| {
            let began = Instant::now();
            let response = client.get(path).await?;
            note(slowest, began);
            if response.status != 200 {
                return Err(format!("{who}, {path}: {} {}", response.status, response.body).into());
            }
            Ok::<serde_json::Value, Box<dyn Error + Send + Sync>>(serde_json::from_str(&response.body)?)
        };
        for time in 0..TIMES {
            // What follows is enough for two parts of a list, for each of them.
            let after = time * INSTANCES / (2 * TIMES);
            let list = items(&format!("/order?limit={PAGE}&after=c{after:x}"), &mut slowest[0]).await?;
            assert_eq!(
                list["items"].as_array().map(Vec::len),
                usize::try_from(PAGE).ok(),
                "{who}, after {after}"
            );
            let next = list["next"].as_str().ok_or("the list has no next part")?;
            let next = items(&format!("/order?limit={PAGE}&after={next}"), &mut slowest[1]).await?;
            assert_eq!(
                next["items"].as_array().map(Vec::len),
                usize::try_from(PAGE).ok(),
                "{who}, after {after}"
            );
            let rare =
                items(&format!("/order?state=paid&limit={PAGE}&after=c{after:x}"), &mut slowest[2]).await?;
            assert_eq!(
                rare["items"].as_array().is_some_and(Vec::is_empty),
                *who == "customer-7",
                "{who}, after {after}"
            );
            let id = after / OWNERS * OWNERS + own;
            let one = items(&format!("/order/order-{id}"), &mut slowest[3]).await?;
            assert_eq!(one["id"], format!("order-{id}"));
        }
    }
    Ok(slowest)
}

fn note(slowest: &mut Duration, began: Instant) {
    *slowest = began.elapsed().max(*slowest);
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// The most memory that this process had so far, in kilobytes.
fn memory() -> Result<u64, Box<dyn Error + Send + Sync>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// The same of the bare database: how long it takes to open it, and the slowest of each query.
fn measure_bare(path: &Path) -> Result<(Duration, [Duration; 4]), Box<dyn Error + Send + Sync>> {
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
