//! The checkout by hand: axum, rusqlite, and a thread that owns the database.
//!
//! It does what the host does for the same requests: it checks the token, the owner and the state, refuses fields that it does not know,
//! and writes the same rows with the same indexes. What it does not have is everything that nobody asks for in this bench: repeatable
//! calls, events between machines, retries, time-outs and bounds.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path as Segment, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::routing::post;
use flow::Decimal;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

/// The tables, with the indexes that lists and histories need.
const TABLES: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE orders (n INTEGER PRIMARY KEY AUTOINCREMENT, machine TEXT NOT NULL, id TEXT NOT NULL, conversation INTEGER,
        state TEXT NOT NULL, context TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 0, UNIQUE (machine, id)) STRICT;
    CREATE INDEX orders_conversation ON orders (conversation, machine, n);
    CREATE INDEX orders_state ON orders (machine, state, n);
    CREATE TABLE owner (conversation INTEGER PRIMARY KEY, actor TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
    CREATE INDEX owner_of ON owner (actor, subject, conversation);
    CREATE TABLE journal (n INTEGER PRIMARY KEY AUTOINCREMENT, instance INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL,
        delivery BLOB, event TEXT, payload TEXT, state TEXT NOT NULL, passed TEXT, posts TEXT) STRICT;
    CREATE INDEX journal_instance ON journal (instance, n);
    CREATE TABLE outgoing (seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, instance INTEGER NOT NULL, actor TEXT NOT NULL,
        message TEXT NOT NULL, payload TEXT NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL) STRICT;
    CREATE INDEX outgoing_readable ON outgoing (actor, seq) WHERE status = 2;
    CREATE INDEX outgoing_over ON outgoing (at) WHERE status IN (1, 2, 4);
";

/// What requests share.
#[derive(Clone)]
struct Shop {
    work: Sender<Work>,
    /// The customer with a token, by its hash.
    tokens: Arc<BTreeMap<[u8; 32], String>>,
}

/// A request on its way to the database.
struct Work {
    customer: String,
    id: String,
    kind: Kind,
    done: oneshot::Sender<Outcome>,
}

enum Kind {
    Create(Order),
    Checkout,
}

enum Outcome {
    Done,
    Unknown,
    Exists,
    Rejected(String),
    Unavailable,
}

/// The body of a new order, and its stored form.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Order {
    sku: String,
    total: Decimal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Serialize)]
struct Created<'a> {
    id: &'a str,
}

#[derive(Serialize)]
struct Stepped<'a> {
    from: &'a str,
    state: &'a str,
    passed: [&'a str; 1],
    deferred: bool,
}

#[derive(Serialize)]
struct Problem<'a> {
    title: &'a str,
    status: u16,
    detail: &'a str,
}

/// A router over a database in a file. At most `group` requests share a transaction.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn open(path: &Path, token: &str, customer: &str, group: usize) -> rusqlite::Result<Router> {
    let connection = Connection::open(path)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(TABLES)?;
    let (work, inbox) = mpsc::channel();
    thread::spawn(move || write(&connection, &inbox, group));
    let tokens = BTreeMap::from([(Sha256::digest(token).into(), customer.to_owned())]);
    let shop = Shop { work, tokens: Arc::new(tokens) };
    Ok(Router::new()
        .route("/order", post(create))
        .route("/order/{id}/checkout", post(checkout))
        .with_state(shop))
}

async fn create(
    State(shop): State<Shop>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response<Body> {
    let Some(customer) = shop.find_customer(&headers) else { return unauthenticated() };
    let Some(id) = query.as_deref().and_then(|query| query.strip_prefix("id=")).map(str::to_owned) else {
        return problem(StatusCode::BAD_REQUEST, "say ?id=");
    };
    match serde_json::from_slice(&body) {
        Err(error) => problem(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string()),
        Ok(order) => match shop.perform(customer, id.clone(), Kind::Create(order)).await {
            Outcome::Done => {
                let mut response = json(StatusCode::CREATED, &Created { id: &id });
                if let Ok(path) = HeaderValue::from_str(&format!("order/{id}")) {
                    response.headers_mut().insert(header::LOCATION, path);
                }
                response
            }
            other => refuse(&other),
        },
    }
}

async fn checkout(
    State(shop): State<Shop>,
    headers: HeaderMap,
    Segment(id): Segment<String>,
    body: Bytes,
) -> Response<Body> {
    let Some(customer) = shop.find_customer(&headers) else { return unauthenticated() };
    if let Err(error) = serde_json::from_slice::<Nothing>(&body) {
        return problem(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string());
    }
    match shop.perform(customer, id, Kind::Checkout).await {
        Outcome::Done => {
            let state = "awaiting_payment";
            json(StatusCode::OK, &Stepped { from: "new", state, passed: [state], deferred: false })
        }
        other => refuse(&other),
    }
}

impl Shop {
    fn find_customer(&self, headers: &HeaderMap) -> Option<String> {
        let token = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
        self.tokens.get(&<[u8; 32]>::from(Sha256::digest(token))).cloned()
    }

    async fn perform(&self, customer: String, id: String, kind: Kind) -> Outcome {
        let (done, wait) = oneshot::channel();
        if self.work.send(Work { customer, id, kind, done }).is_err() {
            return Outcome::Unavailable;
        }
        wait.await.unwrap_or(Outcome::Unavailable)
    }
}

fn unauthenticated() -> Response<Body> {
    problem(StatusCode::UNAUTHORIZED, "the shop does not know who asks")
}

fn refuse(outcome: &Outcome) -> Response<Body> {
    match outcome {
        Outcome::Exists => problem(StatusCode::CONFLICT, "there is an order of this id"),
        Outcome::Rejected(state) => problem(StatusCode::CONFLICT, &format!("the order is in {state}")),
        Outcome::Unknown => problem(StatusCode::NOT_FOUND, "there is no such order"),
        Outcome::Done | Outcome::Unavailable => {
            problem(StatusCode::SERVICE_UNAVAILABLE, "the database has stopped")
        }
    }
}

fn problem(status: StatusCode, detail: &str) -> Response<Body> {
    let title = status.canonical_reason().unwrap_or_default();
    json(status, &Problem { title, status: status.as_u16(), detail })
}

fn json(status: StatusCode, body: &impl Serialize) -> Response<Body> {
    let mut response = Response::new(Body::from(serde_json::to_vec(body).unwrap_or_default()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Writes until an error, or until all handles are dropped.
fn write(connection: &Connection, inbox: &Receiver<Work>, group: usize) -> rusqlite::Result<()> {
    while let Ok(first) = inbox.recv() {
        let works: Vec<Work> = std::iter::once(first).chain(inbox.try_iter().take(group - 1)).collect();
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        let mut outcomes = Vec::with_capacity(works.len());
        for work in &works {
            outcomes.push(step(connection, work)?);
        }
        connection.prepare_cached("COMMIT")?.execute(())?;
        for (work, outcome) in works.into_iter().zip(outcomes) {
            // The client may have gone.
            drop(work.done.send(outcome));
        }
    }
    Ok(())
}

fn step(connection: &Connection, work: &Work) -> rusqlite::Result<Outcome> {
    let found = connection
        .prepare_cached(
            "SELECT n, conversation, state, context FROM orders WHERE machine = 'order' AND id = ?1",
        )?
        .query_row([&work.id], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
            ))
        })
        .optional()?;
    match (&work.kind, found) {
        (Kind::Create(_), Some(_)) => Ok(Outcome::Exists),
        (Kind::Create(order), None) => create_order(connection, work, order),
        (Kind::Checkout, None) => Ok(Outcome::Unknown),
        (Kind::Checkout, Some((n, conversation, state, context))) => {
            let owner = "SELECT 1 FROM owner WHERE conversation = ?1 AND actor = 'customer' AND subject = ?2";
            if !connection.prepare_cached(owner)?.exists((conversation, &work.customer))? {
                return Ok(Outcome::Unknown);
            }
            if state != "new" {
                return Ok(Outcome::Rejected(state));
            }
            check_out_order(connection, n, &context)
        }
    }
}

fn create_order(connection: &Connection, work: &Work, order: &Order) -> rusqlite::Result<Outcome> {
    let context = serde_json::to_string(order).unwrap_or_default();
    let n = connection
        .prepare_cached("INSERT INTO orders (machine, id, state, context) VALUES ('order', ?1, 'new', ?2)")?
        .insert((&work.id, context))?;
    connection.prepare_cached("UPDATE orders SET conversation = n WHERE n = ?1")?.execute([n])?;
    connection
        .prepare_cached("INSERT INTO owner (conversation, actor, subject) VALUES (?1, 'customer', ?2)")?
        .execute((n, &work.customer))?;
    connection
        .prepare_cached("INSERT INTO journal (instance, at, what, state) VALUES (?1, ?2, 'created', 'new')")?
        .execute((n, now()))?;
    Ok(Outcome::Done)
}

fn check_out_order(connection: &Connection, n: i64, context: &str) -> rusqlite::Result<Outcome> {
    let Ok(order) = serde_json::from_str::<Order>(context) else { return Ok(Outcome::Unavailable) };
    connection
        .prepare_cached("UPDATE orders SET state = 'awaiting_payment', context = ?2, revision = revision + 1 WHERE n = ?1")?
        .execute((n, serde_json::to_string(&order).unwrap_or_default()))?;
    connection
        .prepare_cached(
            "INSERT INTO journal (instance, at, what, delivery, event, payload, state, passed, posts)
             VALUES (?1, ?2, 'handled', randomblob(16), 'checkout', '{}', 'awaiting_payment', '[\"awaiting_payment\"]',
                 '[{\"event\":\"payment_request\",\"to\":[\"bank\"]}]')",
        )?
        .execute((n, now()))?;
    connection
        .prepare_cached(
            "INSERT INTO outgoing (id, instance, actor, message, payload, at, status)
             VALUES (randomblob(16), ?1, 'bank', 'payment_request', ?2, ?3, 2)",
        )?
        .execute((n, format!("{{\"amount\":\"{}\"}}", order.total), now()))?;
    Ok(Outcome::Done)
}

/// Microseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
