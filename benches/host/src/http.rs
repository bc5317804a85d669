//! A checkout over HTTP: the host beside the same by hand, with 64 connections that are kept.
//!
//! Contestants take turns in one process. Each round creates orders, and then checks them out. The clients have a thread of their own,
//! so that the processor time of the others is the contestant's.

mod by_hand;
pub(crate) mod client;

use std::error::Error;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::{Duration, Instant};

use flow_host::Host;
use flow_host::http::{Api, Tokens};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use client::Client;

flow::flow!("flows/checkout.flow", durable);

/// How many connections there are at once.
const CONNECTIONS: usize = 64;

/// How many orders each connection creates and checks out in a round.
const ORDERS: usize = 50;

/// How often each contestant is measured.
const ROUNDS: usize = 7;

/// The token of all requests, and its customer.
const TOKEN: &str = "6f1ed002ab5595859014ebf0951522d9";
const CUSTOMER: &str = "ann";

/// A server of orders.
struct Contestant {
    name: &'static str,
    address: SocketAddr,
    /// For each round, requests a second and the processor time of one in microseconds.
    checkouts: Vec<(f64, f64)>,
    creations: Vec<(f64, f64)>,
}

/// Measures all contestants, and prints the table.
///
/// # Errors
/// If a request fails.
pub(crate) async fn run(folder: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
    let host = Host::<system::Program>::open(folder.join("checkout.db")).start().await?;
    let mut contestants = [
        serve_host(&host).await?,
        serve(
            "by hand, a transaction for each request",
            by_hand::open(&folder.join("single.db"), TOKEN, CUSTOMER, 1)?,
        )
        .await?,
        serve(
            "by hand, requests that wait share one",
            by_hand::open(&folder.join("group.db"), TOKEN, CUSTOMER, 256)?,
        )
        .await?,
    ];
    let clients =
        Builder::new_multi_thread().worker_threads(1).thread_name("clients").enable_all().build()?;
    for round in 0..ROUNDS {
        for contestant in &mut contestants {
            contestant.measure(&clients, round).await?;
        }
    }
    clients.shutdown_background();
    print(&contestants);
    let groups = host.metrics().await?;
    println!("\nsteps in a commit of the host: {:.1}", groups.steps as f64 / groups.groups.max(1) as f64);
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}

/// A list of tokens of customers.
///
/// # Errors
/// If two have one token.
pub(crate) fn tokens(of: &[(&str, &str)]) -> Result<Tokens, Box<dyn Error + Send + Sync>> {
    let lines = of.iter().map(|(token, name)| {
        let digits: String = Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect();
        let actor = if *name == "clerk" { "clerk" } else { "customer" };
        format!("{actor} {name} {digits}")
    });
    Ok(Tokens::read(&lines.collect::<Vec<_>>().join("\n"))?)
}

async fn serve_host(host: &Host<system::Program>) -> Result<Contestant, Box<dyn Error + Send + Sync>> {
    let api = Api::new().tokens(tokens(&[(TOKEN, CUSTOMER)])?);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let (address, host) = (listener.local_addr()?, host.clone());
    tokio::spawn(async move { host.serve(listener, api, std::future::pending()).await });
    Ok(Contestant { name: "host", address, checkouts: Vec::new(), creations: Vec::new() })
}

async fn serve(name: &'static str, router: axum::Router) -> Result<Contestant, Box<dyn Error + Send + Sync>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(Contestant { name, address, checkouts: Vec::new(), creations: Vec::new() })
}

impl Contestant {
    async fn measure(&mut self, clients: &Runtime, round: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
        let path = move |client: usize, order: usize| format!("order-{round}-{client}-{order}");
        let create = move |client, order| {
            (format!("/order?id={}", path(client, order)), "{\"sku\":\"lamp\",\"total\":\"12.50\"}", 201)
        };
        let checkout = move |client, order| (format!("/order/{}/checkout", path(client, order)), "{}", 200);
        self.creations.push(time(clients, self.address, create).await?);
        self.checkouts.push(time(clients, self.address, checkout).await?);
        Ok(())
    }
}

/// Requests a second, and the processor time of one without that of the clients.
async fn time(
    clients: &Runtime,
    address: SocketAddr,
    request: impl Fn(usize, usize) -> (String, &'static str, u16) + Copy + Send + 'static,
) -> Result<(f64, f64), Box<dyn Error + Send + Sync>> {
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        connections.push(Client::connect(address, TOKEN).await?);
    }
    let (before, began) = (processor_time()?, Instant::now());
    let tasks: Vec<_> = connections
        .into_iter()
        .enumerate()
        .map(|(at, mut client)| {
            clients.spawn(async move {
                for order in 0..ORDERS {
                    let (path, body, status) = request(at, order);
                    let response = client.post(&path, body).await?;
                    if response.status != status {
                        return Err(format!("{path}: {} {}", response.status, response.body).into());
                    }
                }
                Ok::<(), Box<dyn Error + Send + Sync>>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    let (took, used) = (began.elapsed(), processor_time()?.saturating_sub(before));
    let requests = (CONNECTIONS * ORDERS) as f64;
    Ok((requests / took.as_secs_f64(), used.as_secs_f64() * 1e6 / requests))
}

/// The processor time of all threads but those of the clients.
fn processor_time() -> Result<Duration, Box<dyn Error + Send + Sync>> {
    let mut time = 0;
    for thread in fs::read_dir("/proc/self/task")? {
        let path = thread?.path();
        // A thread that has ended since is left out.
        let Ok(name) = fs::read_to_string(path.join("comm")) else { continue };
        if name.trim() != "clients" {
            let text = fs::read_to_string(path.join("schedstat"))?;
            time += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
        }
    }
    Ok(Duration::from_nanos(time))
}

fn print(contestants: &[Contestant]) {
    println!(
        "| | checkouts a second | processor time | creations a second | processor time |\n|---|---|---|---|---|"
    );
    for Contestant { name, checkouts, creations, .. } in contestants {
        print!("| {name} |");
        for figures in [checkouts, creations] {
            let rate = median(figures.iter().map(|figure| figure.0));
            print!(" {rate:.0} | {:.0} µs |", median(figures.iter().map(|figure| figure.1)));
        }
        println!();
    }
    let [host, others @ ..] = contestants else { return };
    for other in others {
        let ratio = |of: fn(&Contestant) -> &Vec<(f64, f64)>| {
            let rounds = of(host).iter().zip(of(other)).map(|(host, other)| host.0 / other.0);
            let rounds: Vec<f64> = rounds.collect();
            let least = rounds.iter().copied().fold(f64::INFINITY, f64::min);
            let most = rounds.iter().copied().fold(0.0, f64::max);
            format!("{:.2} ({least:.2} to {most:.2})", median(rounds.into_iter()))
        };
        let (checkouts, creations) = (ratio(|one| &one.checkouts), ratio(|one| &one.creations));
        println!("\nhost / {}: {checkouts} checkouts a second, {creations} creations", other.name);
    }
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
