//! Requests with every mistake: a problem that names the mistake, without a trace in the database.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Shop, rights, tokens, until};

/// JSON of all kinds. A field takes those of its type.
const VALUES: &[&str] = &[
    "null",
    "true",
    "1",
    "1.5",
    "1e400",
    "-0",
    "\"\"",
    "\"x\"",
    "\"1e\"",
    "\"\\u0000\"",
    "[]",
    "[[1]]",
    "{}",
    "{\"a\":1}",
];

/// A request that fits, with the kind of each field.
struct Request {
    who: &'static str,
    path: &'static str,
    fields: &'static [(&'static str, &'static str, &'static str)],
}

const REQUESTS: &[Request] = &[
    Request {
        who: "ann",
        path: "/order",
        fields: &[("title", "\"Emma\"", "text"), ("price", "1", "number")],
    },
    Request {
        who: "ann",
        path: "/order/a/pay",
        fields: &[("amount", "20", "number"), ("speed", "\"slow\"", "choice")],
    },
    Request {
        who: "cleo",
        path: "/order/a/deliver",
        fields: &[
            ("at", "\"2026-11-28T16:09:49Z\"", "time"),
            ("window", "\"PT1H\"", "duration"),
            ("copies", "1", "integer"),
            ("pages", "[1]", "list"),
        ],
    },
    Request {
        who: "ann",
        path: "/gift/g/wrap",
        fields: &[("parcel", "null", "reference"), ("ribbon", "true", "boolean"), ("words", "\"x\"", "text")],
    },
    Request { who: "ann", path: "/stock/lamp/reserve", fields: &[("pieces", "1", "integer")] },
];

/// Whether a value of this list is one of a kind.
fn fits(kind: &str, value: &str) -> bool {
    match kind {
        "text" => value.starts_with('"'),
        "number" => ["1", "1.5", "-0"].contains(&value),
        "integer" => ["1", "-0"].contains(&value),
        "boolean" => value == "true",
        "reference" => value == "null",
        "list" => value == "[]",
        _ => false,
    }
}

fn write(fields: impl Iterator<Item = (String, String)>) -> String {
    let members: Vec<_> = fields.map(|(name, value)| format!("{}:{value}", json!(name))).collect();
    format!("{{{}}}", members.join(","))
}

impl Request {
    /// The fields as they fit, with one changed.
    fn with(&self, changed: &str, value: Option<&str>) -> String {
        let fields = self.fields.iter().filter_map(|(name, fit, _)| match *name == changed {
            true => Some(((*name).to_owned(), value?.to_owned())),
            false => Some(((*name).to_owned(), (*fit).to_owned())),
        });
        write(fields)
    }

    /// Bodies with a mistake in a field, each with its name.
    fn list_mistakes(&self) -> Vec<(String, String)> {
        let mut mistakes = Vec::new();
        for (name, _, kind) in self.fields {
            mistakes.push(((*name).to_owned(), self.with(name, None)));
            let wrong = VALUES.iter().filter(|value| !fits(kind, value));
            mistakes.extend(wrong.map(|value| ((*name).to_owned(), self.with(name, Some(value)))));
        }
        let fit = || self.fields.iter().map(|(name, fit, _)| ((*name).to_owned(), (*fit).to_owned()));
        for more in ["customer_id", "id", "", "__proto__", "\u{202e}"] {
            mistakes.push((more.to_owned(), write(fit().chain([(more.to_owned(), "1".to_owned())]))));
        }
        mistakes
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_that_is_missing_unknown_or_of_another_type_is_named() {
    let shop = Shop::open().await;
    shop.order("a").await;
    shop.post("ann", "/gift?id=g", "{}").await;
    let stored = shop.read_rows();
    for request in REQUESTS {
        for (field, body) in request.list_mistakes() {
            let refused = shop.post(request.who, request.path, &body).await;
            assert_eq!(refused.status, 422, "{} {body}: {}", request.path, refused.body);
            assert_eq!(refused.problem(), "unfit");
            let named = refused.json()["field"].as_str().unwrap_or_default().to_owned();
            assert!(named.starts_with(&field), "{} {body}: '{named}'", request.path);
        }
    }
    assert_eq!(shop.read_rows(), stored);
    shop.check_nothing_held().await;
    // Without their mistakes, the requests succeed.
    for request in REQUESTS.iter().filter(|request| request.who == "ann") {
        let fine = shop.post("ann", request.path, &request.with("", None)).await;
        assert!(fine.status < 300, "{}: {}", request.path, fine.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_or_too_much_of_it_is_refused() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let stored = shop.read_rows();
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let members: Vec<_> = (0..5000).map(|at| format!("\"m{at}\":1")).collect();
    for (body, status) in [
        ("{".to_owned(), 400),
        ("{\"amount\": 1, \"speed\": \"slow\"".to_owned(), 400),
        ("{\"amount\": 1,, \"speed\": \"slow\"}".to_owned(), 400),
        ("{\"amount\": 01, \"speed\": \"slow\"}".to_owned(), 400),
        ("{\"amount\": NaN, \"speed\": \"slow\"}".to_owned(), 400),
        ("{\"speed\": \"\\ud800\", \"amount\": 1}".to_owned(), 422),
        ("{} {}".to_owned(), 400),
        ("\u{feff}{}".to_owned(), 400),
        ("[]".to_owned(), 422),
        ("\"amount\"".to_owned(), 422),
        ("{\"amount\": 1, \"amount\": 2, \"speed\": \"slow\"}".to_owned(), 422),
        (format!("{{{}}}", members.join(",")), 422),
        (format!("{{\"amount\": {}}}", nested(65)), 400),
        (nested(100_000), 400),
        (format!("{{\"amount\": {}, \"speed\": \"slow\"}}", "9".repeat(500_000)), 422),
        (format!("{{\"amount\": \"{}\"}}", "x".repeat(1 << 20)), 413),
    ] {
        let refused = shop.post("ann", "/order/a/pay", &body).await;
        let begin: String = body.chars().take(60).collect();
        assert_eq!(refused.status, status, "{begin}: {}", refused.body);
        refused.problem();
    }
    let other = "POST /order/a/pay\nAuthorization: Bearer ann-token\nContent-Type: text/plain";
    assert_eq!(shop.send(other, "{}").await.problem(), "media-type");
    for id in ["%00", "%2e%2e", "a%2Fpay", "..", "a%0d%0ax", "%ff"] {
        let unknown =
            shop.post("ann", &format!("/order/{id}/pay"), "{\"amount\": 1, \"speed\": \"slow\"}").await;
        assert_eq!(unknown.status, 404, "{id}: {}", unknown.body);
    }
    let long = "x".repeat(1 << 20);
    for head in [format!("GET /order/{long}"), format!("GET /order/a\nX-Long: {long}")] {
        let refused = shop.send(&head, "").await;
        assert!([400, 414, 431].contains(&refused.status), "{}", refused.status);
    }
    assert_eq!(shop.read_rows(), stored);
}

/// Mistakes beside the body: each has its status and its name, and leaves nothing in the database and no call, event or attempt in memory.
#[tokio::test(flavor = "multi_thread")]
async fn requests_about_what_is_unknown_foreign_used_or_forbidden_leave_nothing() {
    let shop = Shop::open().await;
    shop.order("a").await;
    shop.post("bob", "/gift?id=theirs", "{}").await;
    shop.post("ann", "/gift?id=g", "{}").await;
    let key = "Idempotency-Key: used";
    assert_eq!(shop.post_with("ann", "/stock/lamp/reserve", key, r#"{"pieces": 2}"#).await.status, 200);
    let stored = shop.read_rows();
    let pay = r#"{"amount": 20, "speed": "slow"}"#;
    let wrap = r#"{"parcel": null, "ribbon": true, "words": "x"}"#;
    let others = r#"{"parcel": "a", "ribbon": true, "words": "x"}"#;
    for (who, path, header, body, status, problem) in [
        ("ann", "/order/a/fly", "", "{}", 404, "unknown"),
        ("ann", "/ordre/a/pay", "", pay, 404, "unknown"),
        ("ann", "/order/none/pay", "", pay, 404, "unknown"),
        ("ann", "/order/a/pack", "", "{}", 404, "unknown"),
        ("ops", "/order/a/pack", "", "{}", 404, "unknown"),
        ("bob", "/order/a/pay", "", pay, 404, "unknown"),
        ("ann", "/gift/theirs/wrap", "", wrap, 404, "unknown"),
        // The order is ann's.
        ("bob", "/gift/theirs/wrap", "", others, 422, "unfit"),
        ("ann", "/order?id=a", "", r#"{"title": "Emma", "price": 1}"#, 409, "exists"),
        ("ann", "/order?id=-a", "", r#"{"title": "Emma", "price": 1}"#, 422, "unfit"),
        ("ann", "/order?name=a", "", r#"{"title": "Emma", "price": 1}"#, 400, "malformed"),
        ("ann", "/order/a/pay", "", r#"{"amount": 1, "speed": "slow"}"#, 409, "refused"),
        ("ann", "/order/a/cancel", "", "{}", 409, "rejected"),
        ("ann", "/stock/lamp/reserve", key, r#"{"pieces": 3}"#, 422, "key-used"),
        ("ann", "/stock/lamp/reserve", "Idempotency-Key: a b", r#"{"pieces": 3}"#, 400, "malformed"),
        ("ann", "/order/a/pay", "Flow-Actor: clerk", pay, 403, "forbidden"),
        ("eve", "/order/a/pay", "", pay, 401, "unauthenticated"),
        ("ann", "/order/a/pay", "Origin: https://evil.example", pay, 403, "foreign-origin"),
        ("ann", "/-/calls/used", "", "{}", 405, "method"),
    ] {
        let answer = shop.post_with(who, path, header, body).await;
        let what = format!("{who} {path} {header} {body}: {}", answer.body);
        assert_eq!((answer.status, &*answer.problem()), (status, problem), "{what}");
        assert_eq!(shop.read_rows(), stored, "{what}");
    }
    // The same request with a key that was used has the first response, and no second effect.
    assert_eq!(shop.post_with("ann", "/stock/lamp/reserve", key, r#"{"pieces": 2}"#).await.status, 200);
    for (who, path, status) in [
        ("bob", "/order/a", 404),
        ("bob", "/order/a/-/events", 404),
        ("ann", "/order/a/-/history", 404),
        ("ann", "/-/metrics", 404),
        ("ann", "/-/calls/used", 404),
        ("ann", "/-/actors/clerk/messages", 404),
        ("eve", "/order", 401),
    ] {
        let answer = shop.get(who, path).await;
        assert_eq!(answer.status, status, "{who} {path}: {}", answer.body);
        answer.problem();
    }
    assert_eq!(shop.read_rows(), stored);
    shop.check_nothing_held().await;
    let named = Shop::serve(rights().tokens(tokens()).hosts(["shop.example"])).await;
    let stored = named.read_rows();
    let foreign = named.post("ann", "/order", r#"{"title": "Emma", "price": 1}"#).await;
    assert_eq!((foreign.status, &*foreign.problem()), (403, "foreign-host"));
    assert_eq!(named.read_rows(), stored);
}

/// How many clients are slow at once, and how many connections the host keeps. `FLOW_CONNECTIONS=10000` tries it with the host's own bound, and
/// needs as many files: `ulimit -n 30000`.
fn connections() -> (usize, usize) {
    std::env::var("FLOW_CONNECTIONS").map_or((200, 60), |number| (number.parse().unwrap(), 1024))
}

/// Opens connections that are slow: one third send no bytes, one third a part of a head, and one third a part of a body.
async fn open_slow(shop: &Shop, number: usize) -> Vec<TcpStream> {
    let mut slow = Vec::new();
    for at in 0..number {
        let mut stream = TcpStream::connect(&shop.address).await.unwrap();
        let text = match at % 3 {
            0 => String::new(),
            1 => "POST /order/a/pay HTTP/1.1\r\nHost: ".to_owned(),
            _ => "POST /order/a/pay HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer ann-token\r\n\
                  Content-Type: application/json\r\nContent-Length: 40\r\n\r\n{\"amount\": 20,"
                .to_owned(),
        };
        // The host may have closed it already.
        let _ = stream.write_all(text.as_bytes()).await;
        slow.push(stream);
    }
    slow
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_clients_hold_nobody_up() {
    let (slow, most) = connections();
    let shop = Shop::serve(rights().tokens(tokens()).connections(most)).await;
    shop.order("a").await;
    let stored = shop.read_rows();
    let mut slow = open_slow(&shop, slow).await;
    let begin = Instant::now();
    for _ in 0..20 {
        assert_eq!(shop.get("ann", "/order/a").await.json()["state"], "idle");
        let refused = shop.post("ann", "/order/a/pay", "{\"amount\": 1, \"speed\": \"slow\"}").await;
        assert_eq!((refused.status, refused.problem().as_str()), (409, "refused"));
    }
    assert!(begin.elapsed() < Duration::from_secs(25), "{:?}", begin.elapsed());
    // The first connections have been closed, and the last ones wait.
    let mut byte = [0];
    assert_eq!(slow[0].read(&mut byte).await.unwrap_or(0), 0);
    let last = slow.last_mut().unwrap();
    assert!(tokio::time::timeout(Duration::from_millis(50), last.read(&mut byte)).await.is_err());
    shop.check_nothing_held().await;
    assert_eq!(shop.read_rows(), stored);
    drop(slow);
    let paid = shop.post("ann", "/order/a/pay", "{\"amount\": 20, \"speed\": \"slow\"}").await;
    assert_eq!((paid.status, paid.json()["state"].clone()), (200, Value::from("paid")));
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_do_not_end_take_no_memory_from_others() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let part = "x".repeat(1_000_000);
    let mut slow = Vec::new();
    for _ in 0..60 {
        let mut stream = TcpStream::connect(&shop.address).await.unwrap();
        let head = "POST /order/a/pay HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer ann-token\r\n\
                    Content-Type: application/json\r\nContent-Length: 1000001\r\n\r\n";
        let _ = stream.write_all(format!("{head}{part}").as_bytes()).await;
        slow.push(stream);
    }
    let large = format!("{{\"amount\": \"{part}\"}}");
    assert_eq!(shop.post("ann", "/order/a/pay", &large).await.problem(), "unfit");
    // Of sixty megabytes, the host keeps thirty-two.
    let end = Instant::now() + Duration::from_secs(120);
    let mut closed = 0;
    while closed < 27 && Instant::now() < end {
        closed = 0;
        for stream in &mut slow {
            let read = tokio::time::timeout(Duration::from_millis(20), stream.read(&mut [0])).await;
            closed += usize::from(read.is_ok());
        }
    }
    assert!((27..60).contains(&closed), "{closed}");
    assert_eq!(shop.get("ann", "/order/a").await.json()["state"], "idle");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_too_many_is_told_so_if_all_others_are_answered() {
    let shop = Shop::serve(rights().tokens(tokens()).connections(4)).await;
    for id in ["a", "b", "c"] {
        assert_eq!(shop.post("ann", &format!("/card?id={id}"), "{}").await.status, 201);
    }
    let charge = |id: &'static str| shop.post("ann", id, "{\"amount\": 2}");
    let last = async {
        until(async || shop.bank.waits() == 3).await;
        let told = shop.get("ann", "/card/a").await;
        (0..3).for_each(|_| shop.bank.let_one_answer());
        told
    };
    let (first, second, third, last) =
        tokio::join!(charge("/card/a/charge"), charge("/card/b/charge"), charge("/card/c/charge"), last);
    // Three of four are those of one address.
    assert_eq!(
        (last.status, last.problem().as_str(), last.header("retry-after")),
        (503, "unavailable", Some("1"))
    );
    assert_eq!([first.status, second.status, third.status], [200; 3], "{}", first.body);
    assert_eq!(shop.get("ann", "/card/a").await.json()["state"], "charged");
}
