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
    let waited = errands.run("a", 6, "Prefer: wait=60").await;
    let took = begin.elapsed();
    let expected = concat!(
        r#"{"from":"idle","state":"waiting","passed":["waiting"],"deferred":false,"settled":true,"#,
        r#""messages":[{"message":"ready","payload":{"receipt":"6 carried"}}],"undelivered":[]}"#
    );
    assert_eq!((waited.status, &*waited.body), (200, expected));
    assert_eq!(waited.header("preference-applied"), Some("wait=60"));
    assert!(took > Duration::from_millis(600) && took < Duration::from_secs(55), "{took:?}");
    assert_eq!(errands.get("ann", "/errand/a").await.json()["state"], "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_preference_the_answer_is_that_of_the_step() {
    let errands = Errands::open().await;
    for (id, header) in [("a", ""), ("b", "Prefer: return=minimal"), ("c", "Prefer: wait=soon")] {
        let answered = errands.run(id, 0, header).await;
        let step = r#"{"from":"idle","state":"waiting","passed":["waiting"],"deferred":false}"#;
        assert_eq!((answered.status, &*answered.body), (200, step));
        assert_eq!(answered.header("preference-applied"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_ends_when_its_time_is_over() {
    let errands = Errands::open().await;
    let begin = Instant::now();
    let waited = errands.run("a", 0, "Prefer: wait=1").await;
    let took = begin.elapsed();
    assert_eq!((waited.status, &waited.json()["settled"]), (200, &json!(false)), "{}", waited.body);
    assert_eq!((&waited.json()["state"], &waited.json()["messages"]), (&json!("waiting"), &json!([])));
    assert!(took >= Duration::from_secs(1), "{took:?}");
}

/// Lets the bell ring for longer than a wait, and than the time between two looks for gone callers.
async fn ring_for_long(errands: &Errands) {
    errands.bell.wait_until_it_rings().await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    errands.bell.let_it_end();
}

/// While a step runs, no other event is handled. When it ends, the host looks for gone callers, and the wait has ended meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn a_wait_that_ends_before_a_look_for_gone_callers_keeps_what_was_collected() {
    let errands = Errands::open().await;
    errands.post("ann", "/bell?id=b", "{}").await;
    let ring = async {
        // The wait has begun when the courier is on the road.
        until(async || !errands.traces.lock().unwrap().is_empty()).await;
        errands.post("ann", "/bell/b/ring", "{}").await
    };
    let (waited, rung, ()) =
        tokio::join!(errands.run("a", 0, "Prefer: wait=2"), ring, ring_for_long(&errands));
    assert_eq!((waited.status, &waited.json()["settled"]), (200, &json!(false)), "{}", waited.body);
    assert_eq!(rung.status, 200, "{}", rung.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_is_there_when_the_host_is_asked_for_progress_is_no_promise() {
    let errands = Errands::open().await;
    errands.post("ann", "/bell?id=b", "{}").await;
    let ring = errands.post_with("ann", "/bell/b/ring", "Prefer: wait=1\nIdempotency-Key: k", "{}");
    let (rung, ()) = tokio::join!(ring, ring_for_long(&errands));
    assert_eq!((rung.status, &rung.json()["state"]), (200, &json!("rung")), "{}", rung.body);
    // A phrase in the step is not interrupted, however long it takes; operators see that there was one.
    assert_eq!(errands.host.metrics().await.unwrap().slow_steps, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_that_takes_longer_than_the_wait_is_promised() {
    let shop = Shop::open_impatient().await;
    shop.post("ann", "/card?id=a", "{}").await;
    let answer = async {
        // Longer than the shop waits without the preference.
        tokio::time::sleep(Duration::from_millis(600)).await;
        shop.bank.let_one_answer();
    };
    let charge = shop.post_with("ann", "/card/a/charge", "Prefer: wait=60", r#"{"amount": 2}"#);
    let (waited, ()) = tokio::join!(charge, answer);
    assert_eq!((waited.status, &waited.json()["settled"]), (200, &json!(true)), "{}", waited.body);
    shop.post("ann", "/card?id=b", "{}").await;
    let promised = shop.post_with("ann", "/card/b/charge", "Prefer: wait=1", r#"{"amount": 2}"#).await;
    assert_eq!(promised.status, 202, "{}", promised.body);
    assert!(promised.json()["call"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_delivered_is_told() {
    let errands = Errands::open().await;
    let waited = errands.run("a", 1, "Prefer: wait=60").await;
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
    errands.run("a", 2, "Prefer: wait=60\nIdempotency-Key: k").await;
    let begin = Instant::now();
    let again = errands.run("a", 2, "Prefer: wait=60\nIdempotency-Key: k").await;
    let step = r#"{"from":"idle","state":"waiting","passed":["waiting"],"deferred":false}"#;
    assert_eq!((again.status, &*again.body), (200, step));
    let rejected = errands.run("a", 3, "Prefer: wait=60").await;
    assert_eq!(rejected.problem(), "rejected");
    assert!(begin.elapsed() < Duration::from_secs(55), "{:?}", begin.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_to_others_are_not_told() {
    let errands = Errands::open().await;
    errands.post("bob", "/errand?id=b", "{}").await;
    let queued = errands.post_with("bob", "/errand/b/queue", "Prefer: wait=60", "{}").await;
    assert_eq!((&queued.json()["settled"], &queued.json()["messages"]), (&json!(true), &json!([])));
    // Ann's call causes a message to bob.
    let called = errands.post_with("ann", "/desk/call", "Prefer: wait=60", "{}").await;
    assert_eq!((called.status, &called.json()["settled"]), (200, &json!(true)), "{}", called.body);
    assert_eq!(called.json()["messages"], json!([]));
    assert_eq!(errands.get("bob", "/errand/b").await.json()["state"], "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_goes_away_holds_nothing() {
    let errands = Errands::open().await;
    errands.post("ann", "/errand?id=a", "{}").await;
    let mut stream = TcpStream::connect(&errands.address).await.unwrap();
    let body = r#"{"amount": 0}"#;
    let head = format!(
        "POST /errand/a/go HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer ann-token\r\nPrefer: wait=60\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let waiting = async || errands.host.metrics().await.unwrap().waiting_calls;
    until(async || waiting().await == 1).await;
    drop(stream);
    // The courier is on the road for ever.
    until(async || waiting().await == 0).await;
    assert_eq!(errands.get("ann", "/errand/a").await.json()["state"], "waiting");
}
