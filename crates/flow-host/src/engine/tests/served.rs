//! The engine behind HTTP: mistakes of handlers, disks that are full and processes that end, as callers see them.
//!
//! The same cases are tested without HTTP in `hostile` and `crashes`; here each has its status, and what was promised by a status is kept.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use flow_durable::{BoxFuture, Call, StoredEvent, Trouble};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::hostile::TRAPS;
use super::program::{ORDER, shop};
use crate::bound::AnyActor;
use crate::builder::{Launch, launch};
use crate::engine::Options;
use crate::host::Host;
use crate::http::Api;

/// The mails of the shop, which all arrive.
struct Mail;

impl AnyActor for Mail {
    fn deliver<'a>(
        &'a self,
        _: &'a str,
        _: &'a str,
        _: &'a Call,
    ) -> BoxFuture<'a, Result<Option<StoredEvent>, Trouble<String>>> {
        Box::pin(async { Ok(None) })
    }
}

/// A shop that is served.
struct Served {
    host: Host<()>,
    address: SocketAddr,
    end: oneshot::Sender<()>,
}

/// The status of a response and its body.
type Answer = (u16, Value);

/// Opens a database with the table of the shop's own.
fn create_sales(path: &Path) {
    let create = "CREATE TABLE IF NOT EXISTS sale (id TEXT PRIMARY KEY, amount INTEGER)";
    rusqlite::Connection::open(path).unwrap().execute_batch(create).unwrap();
}

impl Served {
    async fn start(path: &Path) -> Served {
        let actors: BTreeMap<usize, Arc<dyn AnyActor>> = BTreeMap::from([(0, Arc::new(Mail) as _)]);
        let launched = launch::<()>(Launch {
            name: "shop",
            path: path.to_owned(),
            parts: shop(),
            actors,
            clock: None,
            patience: Duration::from_secs(30),
            own_patience: BTreeMap::new(),
            options: Options::default(),
            hooks: crate::hooks::Hooks::default(),
        });
        let host = launched.await.unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (end, ended) = oneshot::channel::<()>();
        let server = host.clone();
        tokio::spawn(async move {
            server
                .serve(listener, Api::new().patience(Duration::from_secs(120)), async { drop(ended.await) })
                .await
        });
        Served { host, address, end }
    }

    async fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let (address, length) = (self.address, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nFlow-Actor: customer\r\nContent-Type: application/json\r\n\
             {headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut text = String::new();
        // A host that ends breaks the connection off.
        let _ = stream.read_to_string(&mut text).await;
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body =
            text.split_once("\r\n\r\n").map(|(_, body)| serde_json::from_str(body).unwrap_or(Value::Null));
        (status, body.unwrap_or(Value::Null))
    }

    async fn create(&self, id: &str) -> u16 {
        let key = format!("Idempotency-Key: create-{id}\r\n");
        self.send("POST", &format!("/order?id={id}"), &key, "{}").await.0
    }

    async fn check_out(&self, id: &str, amount: i64) -> Answer {
        let key = format!("Idempotency-Key: checkout-{id}\r\n");
        self.send("POST", &format!("/order/{id}/checkout"), &key, &format!("{{\"amount\":{amount}}}")).await
    }

    async fn state(&self, id: &str) -> String {
        let (status, shown) = self.send("GET", &format!("/order/{id}"), "", "").await;
        if status == 200 { shown["state"].as_str().unwrap().to_owned() } else { status.to_string() }
    }

    /// Executes statements on the connection of the host.
    async fn sql(&self, sql: &'static str) {
        let run = move |engine: &mut crate::engine::Engine| {
            engine.store.connection()?.execute_batch(sql)?;
            Ok(())
        };
        self.host.visit(run).await.unwrap();
    }

    async fn count(&self, sql: &'static str) -> i64 {
        let count = move |engine: &mut crate::engine::Engine| {
            Ok(engine.store.connection()?.query_row(sql, (), |row| row.get(0))?)
        };
        self.host.visit(count).await.unwrap()
    }

    async fn has_ended(&self) -> bool {
        self.host.visit(|engine| Ok(engine.has_ended)).await.unwrap()
    }

    async fn stop(self) {
        drop(self.end);
        self.host.shutdown(Duration::ZERO).await;
    }
}

/// The name of a problem.
fn problem(answer: &Answer) -> (u16, &str) {
    let name = answer.1["type"].as_str().unwrap_or_default();
    (answer.0, name.trim_start_matches("/-/problems/"))
}

async fn start() -> (TempDir, Served) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    create_sales(&path);
    (folder, Served::start(&path).await)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn a_handler_in_the_step_that_fails_has_no_effect_and_says_so() {
    runtime().block_on(async {
        let (_folder, served) = start().await;
        for (id, amount, expected) in
            [("failed", 13, (422, "failed")), ("panicked", 666, (500, "panicked")), ("refused", 0, (409, "refused"))]
        {
            assert_eq!(served.create(id).await, 201);
            for _ in 0..2 {
                // What had no effect is not kept: a repetition with its key is a call like the first.
                let answer = served.check_out(id, amount).await;
                assert_eq!(problem(&answer), expected, "{answer:?}");
            }
            assert_eq!(served.state(id).await, "new");
        }
        let kept = "SELECT (SELECT count(*) FROM sale) + (SELECT count(*) FROM flow_dead) + (SELECT count(*) FROM flow_delivery)
            + (SELECT count(*) FROM flow_journal WHERE what <> 'created')";
        assert_eq!(served.count(kept).await, 0, "rows are taken back");
        assert_eq!(served.check_out("failed", 5).await.0, 200);
        served.stop().await;
    });
}

/// Of three calls at once, one ends the transaction, or makes its commit fail: only this one fails.
#[test]
fn a_step_that_ends_the_transaction_or_its_commit_fails_alone() {
    runtime().block_on(async {
        for amount in [67, 68, 69] {
            let (_folder, served) = start().await;
            served.sql(TRAPS).await;
            for id in ["a", "b", "c"] {
                assert_eq!(served.create(id).await, 201);
            }
            let (first, second, third) = tokio::join!(
                served.check_out("a", 5),
                served.check_out("b", amount),
                served.check_out("c", 7)
            );
            assert_eq!(
                (first.0, problem(&second), third.0),
                (200, (422, "failed"), 200),
                "{amount}: {second:?}"
            );
            served.host.settle().await.unwrap();
            assert_eq!(
                [served.state("a").await, served.state("b").await, served.state("c").await],
                ["packed", "new", "packed"]
            );
            assert_eq!(served.count("SELECT count(*) FROM sale").await, 2);
            assert_eq!(served.send("GET", "/-/ready", "", "").await.0, 200);
            served.stop().await;
        }
    });
}

#[test]
fn while_the_disk_is_full_callers_are_told_and_nothing_is_stored() {
    runtime().block_on(async {
        let (_folder, served) = start().await;
        assert_eq!(served.create("a").await, 201);
        let limit = |engine: &mut crate::engine::Engine| {
            let connection = engine.store.connection()?;
            let pages: i64 = connection.query_row("PRAGMA page_count", (), |row| row.get(0))?;
            connection.execute_batch(&format!("PRAGMA max_page_count = {pages}"))?;
            Ok(())
        };
        served.host.visit(limit).await.unwrap();
        let mut answers = Vec::new();
        let refused = loop {
            let id = format!("o-{}", answers.len());
            let answer = served.send("POST", &format!("/order?id={id}"), "", "{}").await;
            answers.push(answer.0);
            if answer.0 != 201 {
                break answer;
            }
        };
        assert_eq!(problem(&refused), (503, "unavailable"), "{refused:?}");
        assert!(refused.1["detail"].as_str().unwrap().contains("the disk is full"), "{refused:?}");
        let (ready, live) =
            (served.send("GET", "/-/ready", "", "").await, served.send("GET", "/-/live", "", "").await);
        assert_eq!((problem(&ready), live.0), ((503, "unavailable"), 200));
        // There is space again: the database is opened anew after a while, without the limit.
        let end = tokio::time::Instant::now() + Duration::from_secs(120);
        while served.send("GET", "/-/ready", "", "").await.0 != 200 {
            assert!(tokio::time::Instant::now() < end, "the host does not recover");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(served.create("later").await, 201);
        let created = answers.iter().filter(|status| **status == 201).count() + 2;
        let stored = served.count("SELECT count(*) FROM flow_instance WHERE machine = 'order'").await;
        assert_eq!(
            (stored, served.count("SELECT count(*) FROM flow_dead").await),
            (i64::try_from(created).unwrap(), 0)
        );
        served.stop().await;
    });
}

/// Two customers create an order and check it out, each with their keys. Returns whether the process ended meanwhile; `promised` has what
/// was answered with a success.
async fn go_on(served: &Served, promised: &mut Vec<String>) -> bool {
    let customers = async {
        for id in ["a", "b"] {
            if served.create(id).await == 201 {
                promised.push(format!("created {id}"));
            }
            if served.check_out(id, 5).await.0 == 200 {
                promised.push(format!("taken {id}"));
            }
        }
        served.host.settle().await.unwrap();
    };
    let ended = async {
        while !served.has_ended().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::select! {
        () = customers => false,
        () = ended => true,
    }
}

/// Ends the process after a number of statements, starts it again, and lets all customers repeat their requests. Returns `None` if it has not
/// ended before all was done.
async fn crash_after(statements: u64) -> Option<()> {
    let (folder, served) = start().await;
    let end = move |engine: &mut crate::engine::Engine| {
        engine.end_after(statements);
        Ok(())
    };
    served.host.visit(end).await.unwrap();
    let mut promised = Vec::new();
    let has_ended = go_on(&served, &mut promised).await;
    served.stop().await;
    if !has_ended {
        return None;
    }
    let served = Served::start(&folder.path().join("shop.db")).await;
    for promise in &promised {
        let (word, id) = promise.split_once(' ').unwrap();
        let state = served.state(id).await;
        let is_kept = state != "404" && (word == "created" || state != "new");
        assert!(is_kept, "after {statements} statements, {promise} was promised, and it is in {state}");
    }
    let mut again = Vec::new();
    assert!(!go_on(&served, &mut again).await);
    assert_eq!(again, ["created a", "taken a", "created b", "taken b"], "after {statements} statements");
    assert_eq!(
        [served.state("a").await, served.state("b").await],
        ["packed", "packed"],
        "after {statements} statements"
    );
    for (sql, expected) in [
        ("SELECT count(*) FROM sale", 2),
        ("SELECT count(*) FROM flow_instance WHERE machine = 'payment' AND state = 'done'", 2),
        ("SELECT count(*) FROM flow_outgoing", 6),
        ("SELECT count(*) FROM flow_journal WHERE event = 'checkout' AND what = 'handled'", 2),
        ("SELECT json_extract(context, '$.count') FROM flow_instance WHERE machine = 'stats'", 2),
        ("SELECT count(*) FROM flow_delivery", 0),
        ("SELECT count(*) FROM flow_answer", 0),
        ("SELECT count(*) FROM flow_dead", 0),
        ("SELECT count(*) FROM flow_call WHERE result IS NULL", 0),
    ] {
        assert_eq!(served.count(sql).await, expected, "after {statements} statements: {sql}");
    }
    served.stop().await;
    Some(())
}

/// `FLOW_CRASHES=1` ends it after every number of statements; a quick run after every seventh.
#[test]
fn wherever_the_process_ends_no_answer_over_http_is_broken() {
    let stride = std::env::var("FLOW_CRASHES").map_or(7, |stride| stride.parse().unwrap());
    runtime().block_on(async {
        let mut statements = 0;
        while crash_after(statements).await.is_some() {
            statements += stride;
        }
        assert!(statements > 40, "{statements} statements");
    });
}

#[test]
fn the_orders_of_the_table_have_an_amount() {
    // The other tests would be answered with 422 for another reason.
    assert_eq!(shop().machines[ORDER].table().events[0].fields[0].name, "amount");
}
