//! A host that is killed at random moments while clients send requests with keys, and one that a binding of its own ends.
//!
//! The host is a process of its own: this program again, which runs one test alone. `FLOW_KILLS=100 cargo test -p flow-lang-host --features
//! http --test http killed` kills as many.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flow::Decimal;
use flow_host::Host;
use flow_host::durable::{Attempts, Call, Trouble};
use flow_host::http::Api;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::client::{Response, tokens};
use crate::faults::{card, carrier, parcel, system};

/// Names the folder of the process that will be killed.
const FOLDER: &str = "FLOW_KILLED_FOLDER";

/// The amount at which the bank's library ends the process.
const DEADLY: Decimal = Decimal::from_parts(666, 0, 0, false, 0);

/// A bank and a carrier. Their book is a file, so that they still know their answers when the host is killed.
#[derive(Clone)]
struct Partner {
    book: PathBuf,
}

impl Partner {
    /// Writes down what was asked for, with its key, and is slow.
    async fn note(&self, what: &str, call: &Call) {
        let line = format!("{what} {} {}\n", call.instance, call.key);
        // One write is whole or missing.
        let mut book = OpenOptions::new().create(true).append(true).open(&self.book).unwrap();
        book.write_all(line.as_bytes()).unwrap();
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
}

impl card::AsyncBindings for Partner {
    type Error = String;

    async fn hold_amount(
        &self,
        _: &card::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<(), Trouble<String>> {
        self.note("hold", call).await;
        if amount == DEADLY {
            std::process::abort();
        }
        Ok(())
    }

    async fn charge_the_card_with_amount(
        &self,
        _: &card::Context,
        _: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        self.note("charge", call).await;
        Ok(call.key.clone())
    }
}

impl carrier::Actor for Partner {
    type Error = String;

    async fn take(&self, _: &carrier::Take, call: &Call) -> Result<Option<carrier::Answer>, Trouble<String>> {
        self.note("take", call).await;
        Ok(Some(parcel::event::Moved { place: "Rome".to_owned() }.into()))
    }
}

/// Serves until it is killed. As a test of its own it does not run.
#[tokio::test(flavor = "multi_thread")]
async fn the_process_that_is_killed() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
    let partner = Partner { book: folder.join("book.txt") };
    // An attempt without an answer is one that a kill has ended: the next one begins at once.
    let soon = Attempts {
        most: 20,
        within: flow::Duration::from_secs(600),
        first_pause: flow::Duration::from_millis(10),
    };
    let host = Host::<system::Program>::open(folder.join("faults.db"))
        .awaits::<card::Card, _>(partner.clone())
        .actor::<carrier::Carrier, _>(partner)
        .attempts(soon)
        .actor_attempts::<carrier::Carrier>(soon)
        .start()
        .await
        .unwrap();
    let api = Api::new().tokens(tokens()).show_of("tally", &["total"]).show_of("parcel", &["moves"]);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let line = format!("\naddress {}\n", listener.local_addr().unwrap());
    std::io::stdout().write_all(line.as_bytes()).unwrap();
    std::io::stdout().flush().unwrap();
    host.serve(listener, api, std::future::pending()).await.unwrap();
}

/// A host in a process of its own.
struct Process {
    child: Child,
    address: String,
}

impl Process {
    fn start(folder: &Path) -> Process {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "killed::the_process_that_is_killed", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| line.unwrap().strip_prefix("address ").map(str::to_owned));
        // The rest of its output is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Process { child, address: address.expect("the host starts") }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The response to a request of ann's; `None` if the connection breaks, or there is none.
async fn ask(address: &str, method: &str, path: &str, key: &str, body: &str) -> Option<Response> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer ann-token\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {key}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).await.ok()?;
    let response = Response::read(&text);
    (response.status != 0).then_some(response)
}

/// The host as its clients know it: at another address after each kill.
#[derive(Clone)]
struct Clients {
    address: Arc<Mutex<String>>,
    /// No request begins a new round of one client.
    end: Arc<AtomicBool>,
}

impl Clients {
    /// Sends a request, with the same key again, until it has its effect.
    async fn insist(&self, path: &str, body: &str) -> Response {
        let key = path.replace(['/', '?', '='], "-");
        for _ in 0..2000 {
            let address = self.address.lock().unwrap().clone();
            match ask(&address, "POST", path, &key, body).await {
                Some(response) if matches!(response.status, 200..=201) => return response,
                Some(response) if !matches!(response.status, 202 | 409 | 429 | 503) => {
                    panic!("{path}: {response:?}")
                }
                // A promise is kept later; without a response the outcome is unknown.
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
        panic!("{path} has no effect")
    }

    /// Makes requests of all kinds, round after round. Returns how many rounds there were.
    async fn work(self, client: usize) -> usize {
        let mut rounds = 0;
        while !self.end.load(Ordering::Relaxed) {
            let id = format!("{client}-{rounds}");
            self.insist(&format!("/card?id={id}"), "{}").await;
            self.insist(&format!("/card/{id}/charge"), r#"{"amount": 5}"#).await;
            self.insist(&format!("/parcel?id={id}"), "{}").await;
            self.insist(&format!("/parcel/{id}/ship"), r#"{"label": "a"}"#).await;
            // The path is the same for all; the key is that of the round.
            let address = || self.address.lock().unwrap().clone();
            let key = format!("count-{id}");
            while ask(&address(), "POST", "/tally/count", &key, "{}")
                .await
                .is_none_or(|counted| counted.status != 200)
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            rounds += 1;
        }
        rounds
    }
}

/// What the partners were asked for: for each of these words and instances, the keys.
fn read_book(path: &Path) -> BTreeMap<(String, String), Vec<String>> {
    let mut book = BTreeMap::<_, Vec<String>>::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let [what, instance, key] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        book.entry((what.to_owned(), instance.to_owned())).or_default().push(key.to_owned());
    }
    book
}

/// A number below 2^16, by the system's random values.
fn chance() -> u64 {
    let mut bytes = [0; 2];
    fs::File::open("/dev/urandom")
        .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut bytes))
        .unwrap();
    u64::from(u16::from_le_bytes(bytes))
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_killed_under_load_keeps_what_it_has_answered() {
    let kills = env::var("FLOW_KILLS").map_or(4, |kills| kills.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(folder.path());
    let address = Arc::new(Mutex::new(process.address.clone()));
    let clients = Clients { address, end: Arc::default() };
    let tasks: Vec<_> = (0..8).map(|client| tokio::spawn(clients.clone().work(client))).collect();
    for _ in 0..kills {
        tokio::time::sleep(Duration::from_millis(chance() % 400)).await;
        process.kill();
        process = Process::start(folder.path());
        *clients.address.lock().unwrap() = process.address.clone();
    }
    clients.end.store(true, Ordering::Relaxed);
    let mut ids = Vec::new();
    for (client, task) in tasks.into_iter().enumerate() {
        ids.extend((0..task.await.unwrap()).map(|round| format!("{client}-{round}")));
    }
    assert!(!ids.is_empty());

    let get = async |path: &str| ask(&process.address, "GET", path, "k", "").await.unwrap().json();
    assert_eq!(get("/tally").await["variables"]["total"], ids.len());
    for id in &ids {
        assert_eq!(get(&format!("/card/{id}")).await["state"], "charged");
        let path = format!("/parcel/{id}");
        for _ in 0..2000 {
            if get(&path).await["variables"]["moves"] == 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(get(&path).await["variables"]["moves"], 1, "{id}");
    }
    let list = get("/card?limit=200").await;
    assert_eq!(list["items"].as_array().map(Vec::len), Some(ids.len().min(200)));
    process.kill();

    let book = read_book(&folder.path().join("book.txt"));
    assert_eq!(book.len(), 3 * ids.len(), "each partner was asked about each instance");
    let mut meanings = BTreeMap::new();
    for (meaning, keys) in &book {
        assert!(keys.iter().all(|key| *key == keys[0]), "{meaning:?} has one key: {keys:?}");
        assert_eq!(meanings.insert(&keys[0], meaning), None, "a key means one thing");
    }
    let connection = rusqlite::Connection::open(folder.path().join("faults.db")).unwrap();
    let count = |sql: &str| connection.query_row(sql, (), |row| row.get::<_, i64>(0)).unwrap();
    for left in [
        "flow_delivery",
        "flow_answer",
        "flow_dead",
        "flow_call WHERE result IS NULL",
        "flow_outgoing WHERE status <> 1",
    ] {
        assert_eq!(count(&format!("SELECT count(*) FROM {left}")), 0, "{left}");
    }
    for event in ["charge", "ship", "moved", "count"] {
        let sql = format!("SELECT count(*) FROM flow_journal WHERE what = 'handled' AND event = '{event}'");
        assert_eq!(usize::try_from(count(&sql)), Ok(ids.len()), "{event}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_binding_that_ends_the_process_becomes_a_dead_letter_and_others_are_served() {
    let folder = tempfile::tempdir().unwrap();
    for start in 0..3 {
        let mut process = Process::start(folder.path());
        if start == 0 {
            for id in ["bad", "good"] {
                let created =
                    ask(&process.address, "POST", &format!("/card?id={id}"), id, "{}").await.unwrap();
                assert_eq!(created.status, 201, "{}", created.body);
            }
            let answer =
                ask(&process.address, "POST", "/card/bad/charge", "deadly", r#"{"amount": 666}"#).await;
            assert!(answer.is_none(), "the connection breaks: {answer:?}");
        }
        // After the first start the event is there already.
        let status = tokio::task::spawn_blocking(move || process.child.wait()).await.unwrap().unwrap();
        assert!(!status.success());
    }
    let process = Process::start(folder.path());
    assert_eq!(ask(&process.address, "GET", "/-/ready", "k", "").await.unwrap().status, 200);
    let charged =
        ask(&process.address, "POST", "/card/good/charge", "fine", r#"{"amount": 5}"#).await.unwrap();
    assert_eq!((charged.status, &charged.json()["state"]), (200, &json!("charged")), "{}", charged.body);
    let bad = ask(&process.address, "GET", "/card/bad", "k", "").await.unwrap().json();
    assert_eq!(
        (&bad["state"], &bad["accepts"]),
        (&json!("idle"), &json!(["charge"])),
        "its instance is free"
    );
    process.kill();
    let connection = rusqlite::Connection::open(folder.path().join("faults.db")).unwrap();
    let dead = "SELECT group_concat(kind || ': ' || phrase) FROM flow_dead";
    let dead: String = connection.query_row(dead, (), |row| row.get(0)).unwrap();
    assert_eq!(dead, "ends-the-process: hold $amount");
}
