//! `Prefer: wait=N`: callers who wait for the effects of their calls.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{Shop, until};
use crate::errand_site::Errands;

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_comes_when_all_that_follows_is_done() {
    let errands = Errands::open().await;
    let begin = Instant::now();
    let waited = errands.run("a", 6, "Prefer: wait=20").await;
    let took = begin.elapsed();
    let expected = concat!(
        r#"{"from":"idle","state":"waiting","passed":["waiting"],"deferred":false,"settled":true,"#,
        r#""messages":[{"message":"ready","payload":{"receipt":"6 carried"}}],"undelivered":[]}"#
    );
    assert_eq!((waited.status, &*waited.body), (200, expected));
    assert_eq!(waited.header("preference-applied"), Some("wait=20"));
    assert!(took > Duration::from_millis(600) && took < Duration::from_secs(15), "{took:?}");
    assert_eq!(errands.get("ann", "/errand/a").await.json()["state"], "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_preference_the_answer_is_that_of_the_step() {
    let errands = Errands::open().await;
    for (id, header) in [("a", ""), ("b", "Prefer: return=minimal"), ("c", "Prefer: wait=soon")] {
        let answered = errands.run(id, 50, header).await;
        let step = r#"{"from":"idle","state":"waiting","passed":["waiting"],"deferred":false}"#;
        assert_eq!((answered.status, &*answered.body), (200, step));
        assert_eq!(answered.header("preference-applied"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_ends_when_its_time_is_over() {
    let errands = Errands::open().await;
    let begin = Instant::now();
    let waited = errands.run("a", 80, "Prefer: wait=1").await;
    let took = begin.elapsed();
    assert_eq!((waited.status, &waited.json()["settled"]), (200, &json!(false)), "{}", waited.body);
    assert_eq!((&waited.json()["state"], &waited.json()["messages"]), (&json!("waiting"), &json!([])));
    assert!(took >= Duration::from_secs(1) && took < Duration::from_secs(6), "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_takes_longer_than_the_wait_is_promised() {
    let shop = Shop::open().await;
    shop.post("ann", "/card?id=a", "{}").await;
    // The shop would wait for 200 ms only.
    let waited = shop.post_with("ann", "/card/a/charge", "Prefer: wait=5", r#"{"amount": 2}"#).await;
    assert_eq!((waited.status, &waited.json()["settled"]), (200, &json!(true)), "{}", waited.body);
    shop.post("ann", "/card?id=b", "{}").await;
    let promised = shop.post_with("ann", "/card/b/charge", "Prefer: wait=1", r#"{"amount": 6}"#).await;
    assert_eq!(promised.status, 202, "{}", promised.body);
    assert!(promised.json()["call"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_delivered_is_told() {
    let errands = Errands::open().await;
    let waited = errands.run("a", 1, "Prefer: wait=20").await;
    let courier = &waited.json()["undelivered"][0];
    assert_eq!(
        (&courier["event"], &courier["machine"]),
        (&json!("fetch"), &json!("courier")),
        "{}",
        waited.body
    );
    assert_eq!((&courier["reason"], &waited.json()["settled"]), (&json!("failed"), &json!(true)));
    assert!(!waited.body.contains("too heavy"), "the error is for operators: {}", waited.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_call_and_one_without_an_effect_wait_for_nothing() {
    let errands = Errands::open().await;
    errands.run("a", 2, "Prefer: wait=20\nIdempotency-Key: k").await;
    let begin = Instant::now();
    let again = errands.run("a", 2, "Prefer: wait=20\nIdempotency-Key: k").await;
    let step = r#"{"from":"idle","state":"waiting","passed":["waiting"],"deferred":false}"#;
    assert_eq!((again.status, &*again.body), (200, step));
    let rejected = errands.run("a", 3, "Prefer: wait=20").await;
    assert_eq!(rejected.problem(), "rejected");
    assert!(begin.elapsed() < Duration::from_secs(15), "{:?}", begin.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_to_others_are_not_told() {
    let errands = Errands::open().await;
    errands.post("bob", "/errand?id=b", "{}").await;
    let queued = errands.post_with("bob", "/errand/b/queue", "Prefer: wait=20", "{}").await;
    assert_eq!((&queued.json()["settled"], &queued.json()["messages"]), (&json!(true), &json!([])));
    // Ann's call leads to a message to bob.
    let called = errands.post_with("ann", "/desk/call", "Prefer: wait=20", "{}").await;
    assert_eq!((called.status, &called.json()["settled"]), (200, &json!(true)), "{}", called.body);
    assert_eq!(called.json()["messages"], json!([]));
    assert_eq!(errands.get("bob", "/errand/b").await.json()["state"], "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_holds_nothing() {
    let errands = Errands::open().await;
    errands.post("ann", "/errand?id=a", "{}").await;
    let mut stream = TcpStream::connect(&errands.address).await.unwrap();
    let body = r#"{"amount": 100}"#;
    let head = format!(
        "POST /errand/a/go HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer ann-token\r\nPrefer: wait=60\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let waiting = async || errands.host.metrics().await.unwrap().waiting_calls;
    until(async || waiting().await == 1).await;
    drop(stream);
    // The courier is still on the road.
    until(async || waiting().await == 0).await;
    assert_eq!(errands.get("ann", "/errand/a").await.json()["state"], "waiting");
}
