//! Streams of states, and the history.

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::Shop;

/// A stream that is being read.
struct Stream {
    stream: TcpStream,
    text: String,
}

impl Stream {
    async fn open(shop: &Shop, who: &str, path: &str, header: &str) -> Stream {
        let mut stream = TcpStream::connect(&shop.address).await.unwrap();
        let head =
            format!("GET {path} HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {who}-token\r\n{header}\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        Stream { stream, text: String::new() }
    }

    /// Reads until a text has arrived.
    async fn read_until(&mut self, end: &str) {
        let mut bytes = [0; 4096];
        while !self.text.contains(end) {
            let length = self.stream.read(&mut bytes).await.unwrap();
            assert!(length > 0, "the stream has ended: {}", self.text);
            self.text.push_str(std::str::from_utf8(&bytes[..length]).unwrap());
        }
    }

    /// The number of the event with a text.
    fn number_of(&self, text: &str) -> i64 {
        let before = self.text.split(text).next().unwrap();
        before.rsplit("id: ").next().unwrap().lines().next().unwrap().parse().unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn states_are_streamed_as_they_come() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let mut stream = Stream::open(&shop, "ann", "/order/a/-/events", "").await;
    stream.read_until(r#"data: {"state":"idle","passed":[]}"#).await;
    assert!(stream.text.contains("content-type: text/event-stream"), "{}", stream.text);
    // A call without effect makes no event.
    shop.post("ann", "/order/a/cancel", "{}").await;
    shop.post("ann", "/order/a/pay", r#"{"amount": 20, "speed": "slow"}"#).await;
    stream.read_until(r#"data: {"state":"paid","passed":["paid"]}"#).await;
    shop.post("cleo", "/order/a/pack", "{}").await;
    stream.read_until(r#""state":"packed""#).await;
    assert_eq!(stream.text.matches("event: state").count(), 3, "{}", stream.text);
    // A client that connects again has missed no event.
    let last = format!("Last-Event-ID: {}\r\n", stream.number_of(r#"{"state":"paid""#));
    let mut again = Stream::open(&shop, "ann", "/order/a/-/events", &last).await;
    again.read_until(r#""state":"packed""#).await;
    assert!(!again.text.contains("paid"), "{}", again.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_whose_place_is_deleted_begins_anew() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let mut stream = Stream::open(&shop, "ann", "/order/a/-/events", "Last-Event-ID: 4711\r\n").await;
    stream.read_until(r#""state":"idle""#).await;
    let reset = stream.text.find("event: reset").unwrap();
    assert!(reset < stream.text.find("event: state").unwrap());
    let wrong =
        shop.send("GET /order/a/-/events\nAuthorization: Bearer ann-token\nLast-Event-ID: x", "").await;
    assert_eq!(wrong.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_that_of_the_owner_and_the_history_that_of_operators() {
    let shop = Shop::open().await;
    shop.order("a").await;
    shop.post("ann", "/order/a/pay", r#"{"amount": 20, "speed": "slow"}"#).await;
    assert_eq!(shop.get("bob", "/order/a/-/events").await.status, 404);
    for who in ["ann", "bob", "cleo"] {
        assert_eq!(shop.get(who, "/order/a/-/history").await.status, 404, "{who}");
    }
    assert_eq!(shop.get("ops", "/order/b/-/history").await.status, 404);
    assert_eq!(shop.get("ann", "/-/metrics").await.status, 404);
    let metrics = shop.get("ops", "/-/metrics").await;
    assert_eq!(metrics.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    assert!(
        metrics.body.contains("# TYPE flow_handled_total counter\nflow_handled_total 1\n"),
        "{}",
        metrics.body
    );
    let history = shop.get("ops", "/order/a/-/history").await.json();
    let items = history["items"].as_array().unwrap();
    assert_eq!((&items[0]["what"], &items[1]["event"]), (&json!("created"), &json!("pay")));
    assert_eq!(items[1]["payload"], json!({ "amount": "20", "speed": "slow", "customer_id": "ann" }));
}
