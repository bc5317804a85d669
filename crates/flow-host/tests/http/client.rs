//! A bookshop that serves, and a client that speaks HTTP/1.1 by hand, so that requests have only the headers of the test.

use std::future::Future;
use std::net::Ipv4Addr;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use flow::Decimal;
use flow_host::Host;
use flow_host::durable::{Attempts, Call, Program, Trouble};
use flow_host::http::{Api, Tokens};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};

use crate::{card, system};

/// A bank by the amount: 1 is refused, 3 is tried in vain, 2 and 5 wait until the test lets the bank answer, and 5 is refused then.
#[derive(Clone)]
pub(crate) struct Bank {
    /// Each answer that waits needs one.
    permits: Arc<Semaphore>,
    /// How many answers have waited, or wait now.
    waits: Arc<AtomicUsize>,
}

impl Bank {
    fn new() -> Bank {
        Bank { permits: Arc::new(Semaphore::new(0)), waits: Arc::default() }
    }

    /// Lets one of the answers that wait, or will wait, go.
    pub(crate) fn let_one_answer(&self) {
        self.permits.add_permits(1);
    }

    /// How many answers have waited, or wait now.
    pub(crate) fn waits(&self) -> usize {
        self.waits.load(Ordering::SeqCst)
    }

    async fn wait(&self) {
        self.waits.fetch_add(1, Ordering::SeqCst);
        self.permits.acquire().await.unwrap().forget();
    }
}

impl card::AsyncBindings for Bank {
    type Error = String;

    async fn charge_the_card_with_amount(
        &self,
        _: &card::Context,
        amount: Decimal,
        call: &Call,
    ) -> Result<String, Trouble<String>> {
        match amount.to_string().as_str() {
            "1" => Err(Trouble::Refused("over the limit".to_owned())),
            "2" => {
                self.wait().await;
                Ok(call.key.clone())
            }
            "3" => Err(Trouble::Later("the line is busy".to_owned())),
            "5" => {
                self.wait().await;
                Err(Trouble::Refused("over the limit".to_owned()))
            }
            _ => Ok(call.key.clone()),
        }
    }
}

/// A host that is served.
pub(crate) struct Site {
    pub(crate) address: String,
    _end: oneshot::Sender<()>,
}

/// A bookshop that is served.
pub(crate) struct Shop {
    site: Site,
    pub(crate) host: Host<system::Program>,
    pub(crate) bank: Bank,
    folder: TempDir,
}

impl Deref for Shop {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

/// The rights of the bookshop: clerks find all orders, and titles are shown. Requests wait longer than any test on a busy machine.
pub(crate) fn rights() -> Api {
    Api::new()
        .all::<crate::order::Order>("clerk")
        .show::<crate::order::Order>(&["title", "price", "payer", "pace", "arrival", "count"])
        .show::<crate::stock::Stock>(&["reserved"])
        .patience(Duration::from_secs(120))
}

/// The tokens of the tests: `ann-token` is that of the customer ann.
pub(crate) fn tokens() -> Tokens {
    let hash = |token: &str| {
        use sha2::{Digest, Sha256};
        Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let line = |actor: &str, name: &str| format!("{actor} {name} {}", hash(&format!("{name}-token")));
    let lines = [
        line("customer", "ann"),
        line("customer", "bob"),
        line("clerk", "cleo"),
        line("carrier", "van"),
        line("-operator", "ops"),
    ];
    Tokens::read(&format!("# Some tokens.\n\n{}", lines.join("\n"))).unwrap()
}

impl Shop {
    /// A shop with tokens.
    pub(crate) async fn open() -> Shop {
        Shop::serve(rights().tokens(tokens())).await
    }

    /// A shop with requests that wait for a moment only.
    pub(crate) async fn open_impatient() -> Shop {
        Shop::serve(rights().tokens(tokens()).patience(Duration::from_millis(200))).await
    }

    pub(crate) async fn serve(api: Api) -> Shop {
        let bank = Bank::new();
        let folder = tempfile::tempdir().unwrap();
        let host = Host::<system::Program>::open(folder.path().join("shop.db"))
            .awaits::<card::Card, _>(bank.clone())
            .phrase_attempts::<card::Card>(
                "charge the card with $amount",
                Attempts { most: 1, ..Attempts::default() },
            )
            .start()
            .await
            .unwrap();
        Shop { site: Site::serve(&host, api).await, host, bank, folder }
    }

    /// All that the host has stored: every row of every table of its own.
    pub(crate) fn read_rows(&self) -> Vec<String> {
        read_rows(&self.folder.path().join("shop.db"))
    }

    /// Checks that no call, event or attempt is waiting.
    pub(crate) async fn check_nothing_held(&self) {
        let metrics = self.host.metrics().await.unwrap();
        let held = [
            metrics.waiting_calls,
            metrics.queued,
            metrics.waiting,
            metrics.attempts_under_way,
            metrics.waiting_attempts,
            metrics.heads,
        ];
        assert_eq!(held, [0; 6], "{metrics:?}");
    }

    /// Creates an order of ann's.
    pub(crate) async fn order(&self, id: &str) {
        let path = format!("/order?id={id}");
        let response = self.post("ann", &path, r#"{"title": "Emma", "price": 12.50}"#).await;
        assert_eq!(response.status, 201, "{}", response.body);
    }
}

/// Every row of every table of the host.
pub(crate) fn read_rows(database: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(database).unwrap();
    let list = |select: &str| -> Vec<String> {
        let mut select = connection.prepare(select).unwrap();
        let columns = select.column_count();
        let write = |row: &rusqlite::Row<'_>| {
            let values = (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at).unwrap());
            Ok(values.map(|value| format!("{value:?}")).collect::<Vec<_>>().join(" "))
        };
        select.query_map((), write).unwrap().map(Result::unwrap).collect()
    };
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'flow\\_%' ESCAPE '\\' ORDER BY name";
    let mut tables = connection.prepare(tables).unwrap();
    let names = tables.query_map((), |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    names
        .flat_map(|name| {
            list(&format!("SELECT * FROM {name}")).into_iter().map(move |row| format!("{name}: {row}"))
        })
        .collect()
}

impl Site {
    pub(crate) async fn serve<P: Program>(host: &Host<P>, api: Api) -> Site {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (end, ended) = oneshot::channel();
        let server = host.clone();
        tokio::spawn(async move { server.serve(listener, api, async { drop(ended.await) }).await.unwrap() });
        Site { address, _end: end }
    }

    /// Sends a request. Its headers and its body are not encoded.
    pub(crate) async fn send(&self, head: &str, body: &str) -> Response {
        let length =
            if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let host = if head.contains("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        let head = head.trim_end().replace('\n', "\r\n");
        let (first, rest) = head.split_once("\r\n").unwrap_or((&head, ""));
        let rest = if rest.is_empty() { String::new() } else { format!("{rest}\r\n") };
        let text = format!("{first} HTTP/1.1\r\n{host}{rest}{length}Connection: close\r\n\r\n{body}");
        self.send_raw(&text).await
    }

    pub(crate) async fn send_raw(&self, text: &str) -> Response {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        // The server may answer, and close, before all is sent.
        let _ = stream.write_all(text.as_bytes()).await;
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        Response::read(&String::from_utf8(bytes).unwrap())
    }

    pub(crate) async fn get(&self, who: &str, path: &str) -> Response {
        self.send(&format!("GET {path}\nAuthorization: Bearer {who}-token"), "").await
    }

    pub(crate) async fn post(&self, who: &str, path: &str, body: &str) -> Response {
        self.post_with(who, path, "", body).await
    }

    pub(crate) async fn post_with(&self, who: &str, path: &str, header: &str, body: &str) -> Response {
        let head = format!(
            "POST {path}\nAuthorization: Bearer {who}-token\nContent-Type: application/json\n{header}"
        );
        self.send(&head, body).await
    }
}

/// Waits until something is so, as long as a busy machine may take.
pub(crate) async fn until<F: Future<Output = bool>>(what: impl Fn() -> F) {
    let end = Instant::now() + Duration::from_secs(120);
    while !what().await {
        assert!(Instant::now() < end, "it did not come so far");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Response {
    pub(crate) fn read(text: &str) -> Response {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Response { status, head: head.to_owned(), body: body.trim_end().to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    /// The name of the problem.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        assert_eq!(self.json()["status"], self.status);
        self.json()["type"].as_str().unwrap().trim_start_matches("/-/problems/").to_owned()
    }
}
