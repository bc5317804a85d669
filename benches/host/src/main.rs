//! Steps a second of a durable host, and of the bare database with the same rows and a commit for as many steps.
//!
//! `cargo run --release -p flow-bench-host` prints both, and their ratio, in rounds that take turns. Callers wait for their step to be
//! stored before they make the next one. Then it prints the same of requests over HTTP beside a server that is written by hand, and the cost
//! of a host with a million instances. `steps`, `http` or `million` after it selects one of them.

mod bare;
mod http;
mod stored;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bare::Bare;
use flow_host::Host;
use flow_host::durable::{Caller as _, StoredEvent};
use system::{HostExt as _, Program};

flow::flow!("flows/counter.flow", durable);

/// How many callers there are at once.
const CALLERS: usize = 64;

/// How many steps each caller makes in a round.
const STEPS: usize = 200;

/// How often each contestant is measured.
const ROUNDS: usize = 5;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, path] = &arguments[..]
        && command == "stored"
    {
        return stored::measure(Path::new(path)).await;
    }
    let is_meant = |part: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == part);
    let folder = tempfile::tempdir()?;
    if is_meant("steps") {
        compare_steps(folder.path()).await?;
    }
    if is_meant("http") {
        http::run(folder.path()).await?;
    }
    if is_meant("million") {
        stored::run(folder.path()).await?;
    }
    Ok(())
}

/// Prints the steps a second of the host and of the bare database.
async fn compare_steps(folder: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
    let host = open(&folder.join("host.db")).await?;
    let bare = Arc::new(Bare::open(&folder.join("bare.db"), CALLERS)?);
    let mut ratios = Vec::new();
    println!("| round | host | bare | ratio |\n|---|---|---|---|");
    for round in 1..=ROUNDS {
        let (of_host, of_bare) = (steps_of_host(&host).await?, steps_of_bare(&bare).await?);
        let ratio = of_host / of_bare;
        println!("| {round} | {of_host:.0} steps/s | {of_bare:.0} steps/s | {ratio:.2} |");
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("\nmedian of the ratios: {:.2}\n", ratios[ROUNDS / 2]);
    host.shutdown(Duration::from_secs(5)).await;
    Ok(())
}

/// A host with an instance for each caller.
async fn open(path: &Path) -> Result<Host<Program>, Box<dyn Error + Send + Sync>> {
    let host = Host::<Program>::open(path).start().await?;
    for caller in 0..CALLERS {
        host.create_counter_with_id(&format!("counter-{caller}"), counter::Context::default()).await?;
    }
    Ok(host)
}

async fn steps_of_host(host: &Host<Program>) -> Result<f64, Box<dyn Error + Send + Sync>> {
    let began = Instant::now();
    let tasks: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let host = host.clone();
            tokio::spawn(async move {
                for _ in 0..STEPS {
                    let id = format!("counter-{caller}");
                    let payload = "{\"amount\":1}".to_owned();
                    let from = Some("user".to_owned());
                    host.send(id, StoredEvent { machine: 0, name: "add".to_owned(), from, payload }).await?;
                }
                Ok::<(), flow_host::durable::CallError>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(rate(began))
}

async fn steps_of_bare(bare: &Arc<Bare>) -> Result<f64, Box<dyn Error + Send + Sync>> {
    let began = Instant::now();
    let tasks: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let bare = Arc::clone(bare);
            tokio::spawn(async move {
                for _ in 0..STEPS {
                    bare.add(caller, 1).await?;
                }
                Ok::<(), bare::Stopped>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(rate(began))
}

/// Steps a second.
fn rate(began: Instant) -> f64 {
    (CALLERS * STEPS) as f64 / began.elapsed().as_secs_f64()
}
