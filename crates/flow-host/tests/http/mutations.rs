//! Requests that fit, changed at random: none is an error of the host, and only one with a success leaves a trace in the database.
//!
//! `FLOW_MUTATIONS=20000` makes as many; `FLOW_SEED` begins at another place.

use std::env;

use serde_json::{Value, json};

use crate::client::Shop;

/// A request that fits, by whoever may make it.
const REQUESTS: &[(&str, &str, &str, &str)] = &[
    ("ann", "POST", "/order", r#"{"title":"Emma","price":"12.50"}"#),
    ("ann", "POST", "/order?id=named", r#"{"title":"Emma","price":12.5}"#),
    ("ann", "POST", "/order/a/pay", r#"{"amount":20,"speed":"slow"}"#),
    ("cleo", "POST", "/order/paid/pack", "{}"),
    (
        "cleo",
        "POST",
        "/order/packed/deliver",
        r#"{"at":"2026-11-28T16:09:49Z","window":"PT1H","copies":1,"pages":[1,2]}"#,
    ),
    ("ann", "POST", "/gift/g/wrap", r#"{"parcel":"a","ribbon":true,"words":"for you"}"#),
    ("ann", "POST", "/stock/lamp/reserve", r#"{"pieces":2}"#),
    ("ann", "POST", "/shelf/borrow", "{}"),
    ("ann", "GET", "/order?state=paid&limit=2&after=c1", ""),
    ("ann", "GET", "/order/a", ""),
    ("ops", "GET", "/order/a/-/history", ""),
    ("ann", "GET", "/-/calls/6f1ed002ab5595859014ebf0951522d9", ""),
    ("ann", "GET", "/-/openapi.json", ""),
];

/// Pieces of text that mean something in paths, headers and JSON.
const PIECES: &[&str] = &[
    "/",
    "//",
    "..",
    "%2F",
    "%00",
    "%ff",
    "-",
    "?",
    "&",
    "=",
    "#",
    ":",
    ";",
    ",",
    " ",
    "\t",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "9223372036854775808",
    "order",
    "pay",
    "a",
    "packed",
    "id",
    "\u{0}",
    "\u{fffd}",
    "\u{1f4d6}",
    "\\ud800",
    "P1Y",
];

/// Methods, and what is none.
const METHODS: &[&str] = &["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "post", "X"];

/// A generator of the form SplitMix64: every seed gives the same requests everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next()).unwrap() % most.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Changes a text at one place: takes characters out, puts a piece in, or repeats a part.
    fn change_text(&mut self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let from = self.below(chars.len() + 1);
        let to = (from + self.below(6)).min(chars.len());
        match self.below(4) {
            0 => drop(chars.drain(from..to)),
            1 => drop(chars.splice(from..from, self.pick(PIECES).chars())),
            2 => drop(chars.splice(from..to, self.pick(PIECES).chars())),
            _ => {
                let part = chars[from..to].to_vec();
                drop(chars.splice(from..from, part.repeat(3)));
            }
        }
        chars.into_iter().collect()
    }

    /// Changes a value of a body: another value in its place, a member too many or too few.
    fn change_body(&mut self, body: &str) -> String {
        let Ok(Value::Object(mut members)) = serde_json::from_str(body) else {
            return self.change_text(body);
        };
        let values = [
            json!(null),
            json!(true),
            json!(-1),
            json!(1.5),
            json!(1e300),
            json!(""),
            json!("a"),
            json!("12.50"),
            json!([]),
            json!({}),
            json!([[1]]),
            json!("x".repeat(5000)),
            json!("2026-02-30T00:00:00Z"),
            json!(9_007_199_254_740_993_i64),
        ];
        let names: Vec<String> = members.keys().cloned().collect();
        let name = if names.is_empty() { "more".to_owned() } else { self.pick(&names).clone() };
        match self.below(4) {
            0 => drop(members.remove(&name)),
            1 => drop(members.insert(self.change_text(&name), self.pick(&values).clone())),
            _ => drop(members.insert(name, self.pick(&values).clone())),
        }
        Value::Object(members).to_string()
    }
}

/// A request in the form of the wire. Its length is right, so that no test waits for the rest of it.
fn write(method: &str, path: &str, headers: &[String], body: &str) -> String {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    format!(
        "{method} {path} HTTP/1.1\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// One request with one to three changes.
fn make(chance: &mut Chance, address: &str) -> String {
    let (who, method, path, body) = *chance.pick(REQUESTS);
    let (mut method, mut path, mut body) = (method.to_owned(), path.to_owned(), body.to_owned());
    let mut headers = vec![
        format!("Host: {address}"),
        format!("Authorization: Bearer {who}-token"),
        "Content-Type: application/json".to_owned(),
        format!("Idempotency-Key: key-{}", chance.below(50)),
    ];
    for _ in 0..=chance.below(3) {
        match chance.below(10) {
            0 => method = (*chance.pick(METHODS)).to_owned(),
            // A blank would end the path.
            1 | 2 => path = chance.change_text(&path).replace(char::is_whitespace, "+"),
            3 => drop(headers.remove(chance.below(headers.len()))),
            4 => headers.push(chance.pick(&headers.clone()).clone()),
            5 => {
                let at = chance.below(headers.len());
                headers[at] = chance.change_text(&headers[at]).replace(['\r', '\n'], "");
            }
            6 => body = chance.change_text(&body),
            _ => body = chance.change_body(&body),
        }
        if headers.is_empty() {
            headers.push("X-Nothing: 1".to_owned());
        }
    }
    write(&method, &path, &headers, &body)
}

fn number(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |number| number.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_requests_are_answered_and_leave_nothing_without_a_success() {
    let shop = Shop::open().await;
    for id in ["a", "paid", "packed"] {
        shop.order(id).await;
    }
    for id in ["paid", "packed"] {
        shop.post("ann", &format!("/order/{id}/pay"), r#"{"amount": 20, "speed": "slow"}"#).await;
    }
    shop.post("cleo", "/order/packed/pack", "{}").await;
    shop.post("ann", "/gift?id=g", "{}").await;
    let mut chance = Chance(number("FLOW_SEED", 1));
    let mut answers = std::collections::BTreeMap::<u16, u64>::new();
    let mut stored = shop.read_rows();
    for at in 0..number("FLOW_MUTATIONS", 1500) {
        let request = make(&mut chance, &shop.address);
        let response = shop.send_raw(&request).await;
        let begin: String = request.chars().take(600).collect();
        // A request that is no HTTP is answered with 400 and no problem, or its connection is closed.
        assert!(response.status < 500, "{at}: {begin}\n{}", response.body);
        *answers.entry(response.status / 100).or_default() += 1;
        let now = shop.read_rows();
        if response.status / 100 != 2 {
            assert_eq!(now, stored, "{at}: {begin}\n{} {}", response.status, response.body);
        }
        stored = now;
    }
    shop.check_nothing_held().await;
    assert!(answers.get(&2) > Some(&50) && answers.get(&4) > Some(&500), "{answers:?}");
}
