//! Time over HTTP: an `every` while the host is down for a weekend, and clocks that jump by hours, forward and back.
//!
//! The clock is the test's. What is expected is read as a caller reads it: from instances, from the figures of the host, and from its readiness.

use std::error::Error;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use flow::Time;
use flow_host::http::Api;
use flow_host::{Host, ManualClock};
use serde_json::Value;
use tokio::sync::oneshot;

flow::flow!("tests/clocked.flow", durable);

type Outcome = Result<(), Box<dyn Error>>;

/// A Friday morning.
const START: Time = Time::from_millis(1_700_208_000_000);

const HOUR: i64 = 3600;

/// A host that is served.
struct Served {
    host: Host<system::Program>,
    clock: ManualClock,
    address: SocketAddr,
    end: oneshot::Sender<()>,
}

/// The answer to a request, without its head.
async fn exchange(
    address: SocketAddr,
    method: &'static str,
    path: &str,
    key: &str,
) -> Result<(u16, String), Box<dyn Error>> {
    let path = path.to_owned();
    let key = if key.is_empty() { String::new() } else { format!("idempotency-key: {key}\r\n") };
    let asked = tokio::task::spawn_blocking(move || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        let body = if method == "POST" { "{}" } else { "" };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {address}\r\nflow-actor: customer\r\ncontent-type: application/json\r\n\
             {key}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text)
    });
    let text = asked.await??;
    let status = text.split(' ').nth(1).ok_or("no status")?.parse()?;
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body.trim_end().to_owned());
    Ok((status, body.unwrap_or_default()))
}

impl Served {
    async fn start(database: &Path, clock: &ManualClock) -> Result<Self, Box<dyn Error>> {
        let host = Host::<system::Program>::open(database).clock(clock).start().await?;
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (end, ended) = oneshot::channel::<()>();
        let (server, api) = (host.clone(), Api::new().show::<watch::Watch>(&["looks"]));
        tokio::spawn(async move { server.serve(listener, api, async { drop(ended.await) }).await });
        Ok(Served { host, clock: clock.clone(), address, end })
    }

    async fn stop(self) {
        drop(self.end);
        self.host.shutdown(Duration::from_secs(5)).await;
    }

    async fn post(&self, path: &str, key: &str) -> Result<(u16, Value), Box<dyn Error>> {
        let (status, body) = exchange(self.address, "POST", path, key).await?;
        Ok((status, serde_json::from_str(&body)?))
    }

    async fn get(&self, path: &str) -> Result<Value, Box<dyn Error>> {
        let (status, body) = exchange(self.address, "GET", path, "").await?;
        if status == 200 {
            Ok(serde_json::from_str(&body)?)
        } else {
            Err(format!("{path}: {status} {body}").into())
        }
    }

    /// Moves the clock, and waits until what is due was handled.
    async fn advance(&self, seconds: i64) -> Outcome {
        self.clock.advance(flow::Duration::from_secs(seconds));
        self.host.settle().await?;
        Ok(())
    }

    async fn state(&self, path: &str) -> Result<String, Box<dyn Error>> {
        Ok(self.get(path).await?["state"].as_str().unwrap_or_default().to_owned())
    }

    /// How often the watch has looked.
    async fn looks(&self) -> Result<u64, Box<dyn Error>> {
        let shown = self.get("/watch/w").await?;
        assert_eq!(shown["state"], "watching", "{shown}");
        shown["variables"]["looks"].as_u64().ok_or_else(|| format!("{shown}").into())
    }

    /// Checks that the host is ready, and no event waits or was given up.
    async fn check_idle(&self) -> Outcome {
        assert_eq!(self.get("/-/ready").await?, "ready");
        let (_, figures) = exchange(self.address, "GET", "/-/metrics", "").await?;
        for figure in
            ["flow_queued 0", "flow_waiting 0", "flow_given_up_total 0", "flow_oldest_queued_seconds 0"]
        {
            assert!(figures.lines().any(|line| line == figure), "{figure}: {figures}");
        }
        assert!(!figures.contains("flow_dead_letters{"), "{figures}");
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_every_over_a_weekend_is_one_event_for_all_that_were_missed() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("clocked.db");
    let clock = ManualClock::new(START);
    let mut served = Served::start(&database, &clock).await?;
    assert_eq!(served.post("/watch?id=w", "").await?.0, 201);
    assert_eq!(served.post("/watch/w/begin", "").await?.0, 200);
    for hour in 1..=8 {
        served.advance(HOUR - 1).await?;
        assert_eq!(served.looks().await?, hour - 1, "not before the hour is over");
        served.advance(1).await?;
        assert_eq!(served.looks().await?, hour);
    }
    // From Friday evening until ten past nine on Monday no host runs.
    let address = served.address;
    served.stop().await;
    assert!(exchange(address, "GET", "/watch/w", "").await.is_err(), "nobody answers");
    clock.advance(flow::Duration::from_secs(63 * HOUR + 600));
    served = Served::start(&database, &clock).await?;
    for _ in 0..2 {
        served.host.settle().await?;
        assert_eq!(served.looks().await?, 9, "one event for 63 hours, after each start");
        served.check_idle().await?;
        served.stop().await;
        served = Served::start(&database, &clock).await?;
    }
    let (_, history) = exchange(served.address, "GET", "/watch/w/-/history", "").await?;
    assert_eq!(history.matches("\"missed\"").count(), 1, "{history}");
    served.advance(50 * 60 - 1).await?;
    assert_eq!(served.looks().await?, 9);
    served.advance(1).await?;
    assert_eq!(served.looks().await?, 10, "at full hours of the watch again");
    // It ends like every other.
    assert_eq!(served.post("/watch/w/end", "").await?.0, 200);
    served.advance(63 * HOUR).await?;
    let ended = served.get("/watch/w").await?;
    assert_eq!((&ended["state"], &ended["variables"]["looks"]), (&"idle".into(), &10.into()), "{ended}");
    served.check_idle().await?;
    served.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_forward_by_hours_makes_due_what_is_due_once() -> Outcome {
    let folder = tempfile::tempdir()?;
    let clock = ManualClock::new(START);
    let served = Served::start(&folder.path().join("clocked.db"), &clock).await?;
    assert_eq!(served.post("/watch?id=w", "").await?.0, 201);
    assert_eq!(served.post("/watch/w/begin", "").await?.0, 200);
    for id in ["early", "late"] {
        assert_eq!(served.post(&format!("/offer?id={id}"), "").await?.0, 201);
        assert_eq!(served.post(&format!("/offer/{id}/make"), "").await?.0, 200);
    }
    let taken = served.post("/offer/early/take", "take-early").await?;
    assert_eq!((taken.0, &taken.1["state"]), (200, &"taken".into()), "{taken:?}");
    served.advance(12 * HOUR + 60).await?;
    assert_eq!(served.looks().await?, 1, "one event for twelve hours");
    assert_eq!(served.state("/offer/late").await?, "expired");
    assert_eq!(served.state("/offer/early").await?, "taken", "its timer ended with its state");
    served.check_idle().await?;
    // Who comes too late is told; who has come in time gets the same answer after the jump.
    let late = served.post("/offer/late/take", "").await?;
    assert_eq!((late.0, &late.1["state"]), (409, &"expired".into()), "{late:?}");
    assert_eq!(served.post("/offer/early/take", "take-early").await?, taken);
    served.advance(HOUR - 60).await?;
    assert_eq!(served.looks().await?, 2, "at full hours of the watch again");
    served.check_idle().await?;
    served.stop().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_back_by_hours_stops_nothing_and_repeats_nothing() -> Outcome {
    let folder = tempfile::tempdir()?;
    let database = folder.path().join("clocked.db");
    let clock = ManualClock::new(START);
    let mut served = Served::start(&database, &clock).await?;
    assert_eq!(served.post("/watch?id=w", "").await?.0, 201);
    assert_eq!(served.post("/watch/w/begin", "").await?.0, 200);
    served.advance(5 * HOUR).await?;
    assert_eq!(served.looks().await?, 1);
    for id in ["a", "b"] {
        assert_eq!(served.post(&format!("/offer?id={id}"), "").await?.0, 201);
        assert_eq!(served.post(&format!("/offer/{id}/make"), "").await?.0, 200);
    }
    served.advance(-3 * HOUR).await?;
    for _ in 0..2 {
        served.check_idle().await?;
        assert_eq!((served.looks().await?, served.state("/offer/a").await?), (1, "open".to_owned()));
        // A start with the clock that went back.
        served.stop().await;
        served = Served::start(&database, &clock).await?;
        served.host.settle().await?;
    }
    assert_eq!(served.post("/offer/b/take", "").await?.0, 200, "events are handled meanwhile");
    // The time of the host stands still: six hours from now are those of the others.
    assert_eq!(served.post("/offer?id=c", "").await?.0, 201);
    assert_eq!(served.post("/offer/c/make", "").await?.0, 200);
    // The clock comes to where it was: no hour counts twice.
    served.advance(3 * HOUR).await?;
    assert_eq!((served.looks().await?, served.state("/offer/a").await?), (1, "open".to_owned()));
    served.advance(HOUR).await?;
    assert_eq!(served.looks().await?, 2);
    served.advance(5 * HOUR - 1).await?;
    let states = async || -> Result<String, Box<dyn Error>> {
        let (a, b) = (served.state("/offer/a").await?, served.state("/offer/b").await?);
        Ok(format!("{a} {b} {}", served.state("/offer/c").await?))
    };
    assert_eq!(states().await?, "open taken open");
    served.advance(1).await?;
    assert_eq!(states().await?, "expired taken expired", "six hours after they were made");
    served.check_idle().await?;
    served.stop().await;
    Ok(())
}
