//! Actors outside that are programs: their signed events, and the messages that they read.

use std::time::{SystemTime, UNIX_EPOCH};

use flow_host::http::{Api, Secrets};
use serde_json::{Value, json};

use crate::client::{Response, until};
use crate::errand_site::{Errands, SECRET};

/// The parts of a request of the carrier, and how it is signed.
struct Request<'a> {
    path: &'a str,
    id: &'a str,
    /// How many seconds ago it was sent.
    age: u64,
    body: &'a str,
    /// The body that was signed, if it was another one.
    signed: Option<&'a str>,
    secret: &'a str,
}

impl Default for Request<'_> {
    fn default() -> Self {
        Request { path: "", id: "event-1", age: 0, body: "{}", signed: None, secret: SECRET }
    }
}

impl Errands {
    async fn report(&self, request: Request<'_>) -> Response {
        let Request { path, id, age, body, signed, secret } = request;
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() - age;
        let signature = Secrets::read(secret).unwrap().sign(id, seconds, signed.unwrap_or(body).as_bytes());
        let head = format!(
            "POST {path}\nContent-Type: application/json\nwebhook-id: {id}\nwebhook-timestamp: {seconds}\n\
             webhook-signature: {signature}"
        );
        self.send(&head, body).await
    }

    /// An open shipment of ann's, and the key of its message to the carrier.
    async fn ship(&self, id: &str) -> String {
        self.post("ann", &format!("/shipment?id={id}"), "{}").await;
        let shipped = self.post("ann", &format!("/shipment/{id}/ship"), r#"{"card": "4111"}"#).await;
        assert_eq!(shipped.status, 200, "{}", shipped.body);
        let messages = self.get("van", "/-/actors/carrier/messages").await.json();
        let of_this = |item: &&Value| item["instance"] == id;
        let message = messages["items"].as_array().unwrap().iter().find(of_this).unwrap();
        assert_eq!((&message["message"], &message["payload"]), (&json!("take"), &json!({ "card": "4111" })));
        message["key"].as_str().unwrap().to_owned()
    }

    async fn wait_for(&self, id: &str, state: &str) {
        until(async || self.get("ann", &format!("/shipment/{id}")).await.json()["state"] == state).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_finds_its_message() {
    let errands = Errands::open().await;
    let key = errands.ship("a").await;
    assert!(key.starts_with("shipment/a/"), "{key}");
    let path = format!("/-/actors/carrier/{}", key.replace('/', "%2F"));
    let answer = r#"{"event": "moved", "payload": {"place": "Rome"}}"#;
    let received = errands.report(Request { path: &path, body: answer, ..Request::default() }).await;
    assert_eq!((received.status, &*received.body), (200, "\"received\""));
    errands.host.settle().await.unwrap();
    assert_eq!(errands.get("ann", "/shipment/a").await.json()["variables"]["where"], "Rome");
    // Any number of answers may arrive. The last part of the key is enough.
    let path = format!("/-/actors/carrier/{}", key.rsplit('/').next().unwrap());
    let body = r#"{"event": ":delivered"}"#;
    let received = errands.report(Request { path: &path, id: "event-2", body, ..Request::default() }).await;
    assert_eq!(received.status, 200, "{}", received.body);
    errands.wait_for("a", "delivered").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_nobody_asked_for_is_taken() {
    let errands = Errands::open().await;
    errands.ship("a").await;
    let path = "/-/actors/carrier/shipment/a/lost";
    assert_eq!(errands.report(Request { path, ..Request::default() }).await.status, 200);
    errands.wait_for("a", "lost").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_comes_twice_has_one_effect_and_one_response() {
    let errands = Errands::open().await;
    errands.ship("a").await;
    errands.ship("b").await;
    let path = "/-/actors/carrier/shipment/a/moved";
    let body = r#"{"place": "Rome"}"#;
    let first = errands.report(Request { path, body, ..Request::default() }).await;
    errands.host.settle().await.unwrap();
    let stored = errands.read_rows();
    let second = errands.report(Request { path, body, age: 20, ..Request::default() }).await;
    // An attacker who has seen the request sends it to another path.
    let path = "/-/actors/carrier/shipment/b/moved";
    let third = errands.report(Request { path, body, ..Request::default() }).await;
    assert_eq!((first.status, &first.body), (200, &second.body));
    assert_eq!((second.status, third.status, &third.body), (200, 200, &first.body));
    errands.host.settle().await.unwrap();
    assert_eq!(errands.read_rows(), stored);
    assert_eq!(errands.get("ann", "/shipment/b").await.json()["variables"]["where"], "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_or_old_request_stores_nothing() {
    let errands = Errands::open().await;
    let key = errands.ship("a").await;
    let stored = errands.read_rows();
    let path = "/-/actors/carrier/shipment/a/lost";
    let other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    let answers = format!("/-/actors/carrier/{}", key.rsplit('/').next().unwrap());
    let long = "x".repeat(513);
    for (request, status, problem) in [
        (Request { path, secret: other, ..Request::default() }, 401, "unsigned"),
        (Request { path, signed: Some("{} "), ..Request::default() }, 401, "unsigned"),
        (Request { path: &answers, secret: other, ..Request::default() }, 401, "unsigned"),
        (Request { path, age: 301, ..Request::default() }, 401, "stale"),
        (Request { path, id: &long, ..Request::default() }, 400, "malformed"),
        (Request { path: "/-/actors/customer/shipment/a/lost", ..Request::default() }, 404, "unknown"),
        (Request { path: "/-/actors/carrier/shipment/c/lost", ..Request::default() }, 404, "unknown"),
        (Request { path: "/-/actors/carrier/plane/a/lost", ..Request::default() }, 404, "unknown"),
        (Request { path: "/-/actors/carrier/shipment/a", ..Request::default() }, 404, "unknown"),
        (
            Request {
                path: "/-/actors/carrier/0123456789abcdef0123456789abcdef",
                body: r#"{"event": "lost"}"#,
                ..Request::default()
            },
            404,
            "unknown",
        ),
        (Request { path: "/-/actors/carrier/shipment/a/flown", ..Request::default() }, 422, "unfit"),
        (Request { path: "/-/actors/carrier/shipment/a/ship", ..Request::default() }, 422, "unfit"),
        (Request { path: "/-/actors/carrier/shipment/a/moved", ..Request::default() }, 422, "unfit"),
        (Request { path, body: r#"{"place": 1}"#, ..Request::default() }, 422, "unfit"),
        (Request { path, body: "[", ..Request::default() }, 400, "malformed"),
        (Request { path: &answers, body: "{}", ..Request::default() }, 400, "malformed"),
        (
            Request { path: &answers, body: r#"{"event": "lost", "more": 1}"#, ..Request::default() },
            400,
            "malformed",
        ),
        (
            Request {
                path: &answers,
                body: r#"{"event": "moved", "payload": {"place": 7}}"#,
                ..Request::default()
            },
            422,
            "unfit",
        ),
    ] {
        let what = format!("{} {}", request.path, request.body);
        let refused = errands.report(request).await;
        assert_eq!((refused.status, &*refused.problem()), (status, problem), "{what}: {}", refused.body);
    }
    for head in ["", "webhook-id: a", "webhook-id: a\nwebhook-timestamp: now\nwebhook-signature: v1,AAAA"] {
        let head = format!("POST {path}\nContent-Type: application/json\n{head}");
        assert_eq!(errands.send(&head, "{}").await.problem(), "unsigned", "{head}");
    }
    assert_eq!(errands.send(&format!("GET {path}"), "").await.status, 405);
    errands.host.settle().await.unwrap();
    assert_eq!(errands.read_rows(), stored);
    errands.wait_for("a", "shipped").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_reads_the_messages_of_its_own_conversations() {
    let errands = Errands::open().await;
    errands.run("a", 2, "Prefer: wait=60").await;
    errands.run("b", 3, "Prefer: wait=60").await;
    let first = errands.get("ann", "/-/actors/customer/messages?limit=1").await.json();
    assert_eq!(first["items"][0]["payload"], json!({ "receipt": "2 carried" }), "{first}");
    let next = first["next"].as_str().unwrap();
    let second = errands.get("ann", &format!("/-/actors/customer/messages?after={next}")).await.json();
    assert_eq!(
        (&second["items"][0]["instance"], second["items"].as_array().unwrap().len()),
        (&json!("b"), 1)
    );
    let last = second["next"].as_str().unwrap();
    let third = errands.get("ann", &format!("/-/actors/customer/messages?after={last}")).await.json();
    assert_eq!(third, json!({ "items": [], "next": last }));
    assert_eq!(errands.get("bob", "/-/actors/customer/messages").await.json()["items"], json!([]));
    assert_eq!(errands.get("cleo", "/-/actors/customer/messages").await.status, 404);
    assert_eq!(errands.get("ann", "/-/actors/carrier/messages").await.status, 404);
    assert_eq!(errands.get("ann", "/-/actors/pilot/messages").await.status, 404);
    assert_eq!(errands.get("ann", "/-/actors/customer/messages?state=idle").await.status, 400);
    assert_eq!(errands.send("GET /-/actors/customer/messages", "").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_must_be_an_actor_with_a_secret() {
    let errands = Errands::open().await;
    let error = |actor: &str, secret: &str| {
        let api = Api::new().tokens(crate::client::tokens()).partner(actor, Secrets::read(secret).unwrap());
        errands.host.http(api).unwrap_err().to_string()
    };
    assert_eq!(error("pilot", SECRET), "there is no actor @pilot");
    assert_eq!(error("courier", SECRET), "there is no actor @courier");
    assert_eq!(error("carrier", ""), "@carrier has no secret");
}
