//! The shop, interpreted by `flow-host serve` and compiled: both answer the same requests with the same bytes.
//!
//! Requests are made up from a seed, good and bad ones. Each one with an event waits until all that follows is done, so that the next one
//! finds the same state in both. Bindings answer by what they are asked alone.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use flow::Decimal;
use flow_durable::{Call, Trouble};
use flow_host::Host;
use flow_host::http::Api;
use serde_json::{Value, json};
use shop::customer::{self, ParcelOnItsWay, PaymentDeclined, Sorry};
use shop::{order, payment, stock};

type Outcome = Result<(), Box<dyn Error>>;

/// How many requests.
const REQUESTS: usize = 500;

/// The largest amount that is not refused.
const LIMIT: i64 = 100;

const OVER_THE_LIMIT: &str = "over the limit of the card";

/// Answers both: by the product and the amount.
#[derive(Clone, Copy)]
struct Partner;

impl Partner {
    fn has(sku: &str) -> bool {
        sku != "table"
    }

    fn charge(amount: Decimal) -> Result<&'static str, &'static str> {
        if amount > Decimal::from(LIMIT) { Err(OVER_THE_LIMIT) } else { Ok("booked") }
    }

    /// The answer to a request of `flow-host serve`.
    fn answer(question: &Value) -> Value {
        match question["function"].as_str() {
            Some("item_is_on_the_shelf") => {
                json!({ "answer": Partner::has(question["context"]["sku"].as_str().unwrap_or_default()) })
            }
            Some("charge_the_card_with_amount") => {
                let amount = question["arguments"]["amount"].as_str().and_then(|digits| digits.parse().ok());
                match Partner::charge(amount.unwrap_or_default()) {
                    Ok(answer) => json!({ "answer": answer }),
                    Err(refused) => json!({ "refused": refused }),
                }
            }
            _ => json!({}),
        }
    }
}

impl stock::AsyncBindings for Partner {
    type Error = String;

    async fn item_is_on_the_shelf(&self, stock: &stock::Context, _: &Call) -> Result<bool, Trouble<String>> {
        Ok(Partner::has(&stock.sku))
    }

    async fn take_an_item_from_the_shelf(&self, _: &stock::Context, _: &Call) -> Result<(), Trouble<String>> {
        Ok(())
    }
}

impl payment::AsyncBindings for Partner {
    type Error = String;

    async fn charge_the_card_with_amount(
        &self,
        _: &payment::Context,
        amount: Decimal,
        _: &Call,
    ) -> Result<String, Trouble<String>> {
        Partner::charge(amount).map(str::to_owned).map_err(|refused| Trouble::Refused(refused.to_owned()))
    }

    async fn give_back_transaction(
        &self,
        _: &payment::Context,
        _: &str,
        _: &Call,
    ) -> Result<(), Trouble<String>> {
        Ok(())
    }
}

impl customer::Actor for Partner {
    type Error = String;

    async fn parcel_on_its_way(&self, _: &ParcelOnItsWay, _: &Call) -> Result<(), Trouble<String>> {
        Ok(())
    }

    async fn payment_declined(&self, _: &PaymentDeclined, _: &Call) -> Result<(), Trouble<String>> {
        Ok(())
    }

    async fn sorry(&self, _: &Sorry, _: &Call) -> Result<(), Trouble<String>> {
        Ok(())
    }
}

/// A program in another language, which `flow-host serve` asks. Returns its URL.
fn listen() -> Result<String, Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}/flow", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that has disconnected needs no answer.
            std::thread::spawn(move || drop(serve(stream)));
        }
    });
    Ok(address)
}

/// Answers the requests of a connection, until it ends.
fn serve(stream: TcpStream) -> Outcome {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let answer = Partner::answer(&serde_json::from_slice(&body)?).to_string();
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{answer}", answer.len())?;
    }
}

/// A process that ends with its test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The shop by `flow-host serve`, and its address.
fn serve_interpreted(folder: &Path) -> Result<(Served, String), Box<dyn Error>> {
    let flow = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/shop/flows/shop.flow");
    let mut command = Command::new(env!("CARGO_BIN_EXE_flow-host"));
    command.arg("serve").arg(flow).arg("--database").arg(folder.join("interpreted.db"));
    let listen_at = SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).to_string();
    command.args(["--bindings", &listen()?, "--listen", &listen_at]);
    command.args(["--show", "order.$sku", "--show", "order.$total"]);
    // A request must go to the other program, past any proxy of the system.
    command.env("NO_PROXY", "*").env_remove("FLOW_HOST_SECRET");
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("it has no output")?).read_line(&mut line)?;
    let address = line.split(' ').next().unwrap_or_default().trim_start_matches("http://").to_owned();
    Ok((Served(child), address))
}

/// The compiled shop, and its address.
async fn serve_compiled(folder: &Path) -> Result<(Host<shop::system::Program>, String), Box<dyn Error>> {
    let host = Host::<shop::system::Program>::open(folder.join("compiled.db"))
        .awaits::<stock::Stock, _>(Partner)
        .awaits::<payment::Payment, _>(Partner)
        .actor::<customer::Customer, _>(Partner)
        .start()
        .await?;
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?.to_string();
    let (server, api) = (host.clone(), Api::new().show::<order::Order>(&["sku", "total"]));
    tokio::spawn(async move { server.serve(listener, api, std::future::pending()).await });
    Ok((host, address))
}

/// Numbers from a seed.
struct Numbers(u64);

impl Numbers {
    /// A number below another one, by SplitMix64.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap_or_default()
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A request without its first header.
struct Request {
    line: String,
    headers: String,
    body: String,
}

const BODIES: &[&str] = &[
    "{}",
    "",
    "[]",
    "{",
    "{\"sku\": 1, \"total\": 2}",
    "{\"sku\": \"lamp\"}",
    "{\"sku\": \"lamp\", \"total\": \"ten\"}",
    "{\"sku\": \"lamp\", \"total\": 1, \"customer_id\": \"bob\"}",
    "{\"sku\": \"lamp\", \"total\": 1e400}",
    "{\"sku\": \"lamp\", \"sku\": \"lamp\", \"total\": 1}",
];

impl Request {
    fn make(numbers: &mut Numbers) -> Request {
        let order = format!("o-{}", numbers.below(12));
        let line;
        let mut body = String::new();
        match numbers.below(16) {
            0..=2 => {
                let path = if numbers.below(3) == 0 { String::new() } else { format!("?id={order}") };
                line = format!("POST /order{path}");
                body = Request::make_order(numbers);
            }
            3..=6 => {
                line = format!("POST /order/{order}/checkout");
                body = "{}".to_owned();
            }
            7 => {
                line = format!("POST /order/{order}/checkout");
                body = numbers.one_of(BODIES).to_owned();
            }
            8 | 9 => line = format!("GET /order/{order}"),
            10 => {
                let query =
                    ["", "?state=fulfilled", "?limit=2", "?limit=3&after=c4", "?limit=0", "?state=gone"];
                line = format!("GET /order{}", numbers.one_of(&query));
            }
            11 => line = format!("GET /payment{}", numbers.one_of(&["", "/payment-2", "?limit=1"])),
            12 => {
                line =
                    format!("GET /stock{}", numbers.one_of(&["", "/lamp", "/table", "/caf%C3%A9", "/%FF"]));
            }
            13 => line = format!("GET /order/{order}/-/history"),
            14 => line = "GET /-/openapi.json".to_owned(),
            _ => {
                let odd = [
                    "GET /",
                    "DELETE /order/o-1",
                    "POST /payment",
                    "POST /order/o-1/paid",
                    "GET /-/problems/busy",
                    "TRACE /order",
                    "GET /-/calls/none",
                    "GET /-/actors/customer/messages",
                    "GET /order/o-1/checkout",
                ];
                line = numbers.one_of(&odd).to_owned();
            }
        }
        let headers = Request::make_headers(numbers, &line);
        Request { line, headers, body }
    }

    /// The body of a new order, which fits at most times.
    fn make_order(numbers: &mut Numbers) -> String {
        if numbers.below(4) == 0 {
            return numbers.one_of(BODIES).to_owned();
        }
        let sku = numbers.one_of(&["lamp", "table", "chair", "caf\u{e9} \u{202e}\\u0000"]);
        let total = numbers.one_of(&["40", "\"12.50\"", "300", "100", "-1", "1.0e1", "\"0.000\"", "100.01"]);
        format!("{{\"sku\": \"{sku}\", \"total\": {total}}}")
    }

    fn make_headers(numbers: &mut Numbers, line: &str) -> String {
        let mut headers = String::new();
        if line.starts_with("POST") {
            let kind = if numbers.below(20) == 0 { "text/plain" } else { "application/json" };
            headers.push_str(&format!("Content-Type: {kind}\r\n"));
            // The next request finds all effects done.
            headers.push_str("Prefer: wait=30\r\n");
            if numbers.below(3) == 0 {
                headers.push_str(&format!("Idempotency-Key: key-{}\r\n", numbers.below(9)));
            }
        }
        match numbers.below(12) {
            0 => headers.push_str("Flow-Actor: customer\r\n"),
            1 => headers.push_str("Flow-Actor: clerk\r\n"),
            _ => {}
        }
        headers
    }

    /// The response of a host, without the parts that differ between any two runs.
    fn send(&self, address: &str) -> Result<String, Box<dyn Error>> {
        let Request { line, headers, body } = self;
        let mut stream = TcpStream::connect(address)?;
        write!(
            stream,
            "{line} HTTP/1.1\r\nHost: {address}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or("it has no head")?;
        let head: Vec<&str> = head.lines().filter(|line| !line.starts_with("date: ")).collect();
        Ok(format!("{}\n\n{}", head.join("\n"), hide_times(body)))
    }
}

/// Hides the times of a history, and the length that they change.
fn hide_times(body: &str) -> String {
    let mut parts = body.split("\"at\":\"");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str("\"at\":\"");
        text.push_str(part.find('"').map_or(part, |end| &part[end..]));
    }
    text
}

/// The ids that a host has given out. They begin with the time, and end with chance.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    /// How long one is.
    const LENGTH: usize = 26;

    /// Replaces each id by its number in the order in which they were seen.
    fn number(&mut self, text: &str) -> String {
        let mut numbered = String::new();
        for word in text.split_inclusive(|sign: char| !sign.is_ascii_alphanumeric()) {
            let (id, end) = word.split_at(word.len().min(Ids::LENGTH));
            if id.len() < Ids::LENGTH || !id.bytes().all(|sign| sign.is_ascii_alphanumeric()) || end.len() > 1
            {
                numbered.push_str(word);
                continue;
            }
            let at = self.0.iter().position(|seen| seen == id).unwrap_or_else(|| {
                self.0.push(id.to_owned());
                self.0.len() - 1
            });
            numbered.push_str(&format!("<id {at}>{end}"));
        }
        numbered
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_interpreted_and_the_compiled_shop_answer_alike() -> Outcome {
    let folder = tempfile::tempdir()?;
    let (_served, interpreted) = serve_interpreted(folder.path())?;
    let (host, compiled) = serve_compiled(folder.path()).await?;
    let compare = tokio::task::spawn_blocking(move || {
        let mut numbers = Numbers(7);
        let (mut interpreted_ids, mut compiled_ids) = (Ids::default(), Ids::default());
        let mut statuses: BTreeMap<String, usize> = BTreeMap::new();
        for at in 0..REQUESTS {
            let request = Request::make(&mut numbers);
            let said =
                |address: &str| request.send(address).map_err(|error| format!("{}: {error}", request.line));
            let (of_interpreted, of_compiled) = (said(&interpreted)?, said(&compiled)?);
            // The length is that of the body, in which times have no fixed one.
            let cut = |text: &str, ids: &mut Ids| {
                let text = ids.number(text);
                let is_fixed = |line: &&str| !line.starts_with("content-length");
                text.lines()
                    .filter(is_fixed)
                    .collect::<Vec<_>>()
                    .join("\n")
                    .replace(&interpreted, "")
                    .replace(&compiled, "")
            };
            assert_eq!(
                cut(&of_interpreted, &mut interpreted_ids),
                cut(&of_compiled, &mut compiled_ids),
                "request {at}: {} {}{}",
                request.line,
                request.headers,
                request.body
            );
            let status = of_compiled.split(' ').nth(1).unwrap_or_default().to_owned();
            *statuses.entry(status).or_default() += 1;
        }
        Ok::<_, String>(statuses)
    });
    let statuses = compare.await??;
    // All kinds of answers are among them.
    for status in ["200", "201", "400", "404", "405", "409", "415", "422"] {
        assert!(statuses.get(status).is_some_and(|times| *times > 1), "{status}: {statuses:?}");
    }
    drop(host);
    Ok(())
}
