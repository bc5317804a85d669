//! Creating, sending and reading.

use serde_json::json;

use crate::client::{Shop, until};

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_created_paid_and_read() {
    let shop = Shop::open().await;
    let created = shop.post("ann", "/order", r#"{"title": "Emma", "price": "12.50"}"#).await;
    assert_eq!(created.status, 201, "{}", created.body);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(created.header("location"), Some(&*format!("order/{id}")));
    let paid = shop.post("ann", &format!("/order/{id}/pay"), r#"{"amount": 12.50, "speed": "fast"}"#).await;
    let step = r#"{"from":"idle","state":"paid","passed":["paid"],"deferred":false}"#;
    assert_eq!((paid.status, &*paid.body), (200, step));
    let read = shop.get("ann", &format!("/order/{id}")).await;
    assert_eq!(read.header("cache-control"), Some("no-store"));
    let expected = format!(
        "{{\"id\":\"{id}\",\"state\":\"paid\",\"ended\":false,\"accepts\":[],\"variables\":{{\"title\":\"Emma\",\
         \"price\":\"12.50\",\"payer\":\"ann\",\"pace\":\"fast\",\"arrival\":\"1970-01-01T00:00:00Z\",\"count\":0}}}}"
    );
    assert_eq!(read.body, expected);
    // The clerk sees what a clerk may do.
    assert_eq!(shop.get("cleo", &format!("/order/{id}")).await.json()["accepts"], json!(["pack"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn outcomes_without_an_effect_are_problems() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let again = shop.post("ann", "/order?id=a", r#"{"title": "Emma", "price": 1}"#).await;
    assert_eq!((again.status, &*again.problem()), (409, "exists"));
    let refused = shop.post("ann", "/order/a/pay", r#"{"amount": 1, "speed": "slow"}"#).await;
    assert_eq!((refused.status, &*refused.problem()), (409, "refused"));
    assert_eq!(refused.json()["detail"], "Too little");
    let rejected = shop.post("ann", "/order/a/cancel", "{}").await;
    assert_eq!((rejected.status, &*rejected.problem()), (409, "rejected"));
    assert_eq!((&rejected.json()["state"], &rejected.json()["accepts"]), (&json!("idle"), &json!(["pay"])));
    for path in ["/order/b/pay", "/orders/a", "/order/a/fly", "/order/a/b/c", "/-/else", "/", "/order/%FF"] {
        let unknown = shop.post("ann", path, r#"{"amount": 1, "speed": "slow"}"#).await;
        assert_eq!((unknown.status, &*unknown.problem()), (404, "unknown"), "{path}");
    }
    let method = shop.get("ann", "/order/a/pay").await;
    assert_eq!((method.status, method.header("allow")), (405, Some("POST")));
    // A path has the same methods for all callers.
    for (request, allow) in [
        ("TRACE /order", "GET, HEAD, POST"),
        ("DELETE /order/a", "GET, HEAD"),
        ("PUT /stock/lamp", "GET, HEAD"),
        ("PATCH /order/a/pay", "POST"),
        ("OPTIONS /-/live", "GET, HEAD"),
    ] {
        let method = shop.send(request, "").await;
        assert_eq!((method.status, method.header("allow")), (405, Some(allow)), "{request}");
    }
    let meaning = shop.send("GET /-/problems/refused", "").await;
    assert_eq!((meaning.status, &*meaning.body), (200, "\"The event is refused\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deferred_event_is_promised() {
    let shop = Shop::open().await;
    shop.order("a").await;
    shop.post("ann", "/order/a/pay", r#"{"amount": 20, "speed": "slow"}"#).await;
    let deferred = shop.post("ann", "/order/a/cancel", "").await;
    assert_eq!((deferred.status, deferred.json()["deferred"].clone()), (202, json!(true)));
    assert_eq!(shop.post("cleo", "/order/a/pack", "").await.status, 200);
    shop.host.settle().await.unwrap();
    let ended = shop.get("ann", "/order/a").await.json();
    assert_eq!((&ended["state"], &ended["ended"]), (&json!("cancelled"), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_with_one_instance_for_each_key_or_for_all_are_addressed_so() {
    let shop = Shop::open().await;
    assert_eq!(shop.get("ann", "/stock/lamp%2F2").await.status, 404);
    for _ in 0..2 {
        let reserved = shop.post("ann", "/stock/lamp%2F2/reserve", r#"{"pieces": 2}"#).await;
        assert_eq!(reserved.status, 200, "{}", reserved.body);
    }
    let stock = shop.get("bob", "/stock/lamp%2F2").await.json();
    assert_eq!((&stock["id"], &stock["variables"]["reserved"]), (&json!("lamp/2"), &json!(4)));
    assert_eq!(shop.post("ann", "/stock", "{}").await.status, 405);
    assert_eq!(shop.get("ann", "/stock").await.json()["items"].as_array().unwrap().len(), 1);
    assert_eq!(shop.post("ann", "/shelf/borrow", "{}").await.status, 200);
    assert_eq!(shop.get("ann", "/shelf").await.json()["id"], "shelf");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_go_on_after_a_cursor() {
    let shop = Shop::open().await;
    for id in ["a", "b", "c"] {
        shop.order(id).await;
    }
    shop.post("ann", "/order/b/pay", r#"{"amount": 20, "speed": "slow"}"#).await;
    let ids = |list: &serde_json::Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = shop.get("ann", "/order?limit=2").await.json();
    assert_eq!(ids(&first), ["a", "b"]);
    let next = first["next"].as_str().unwrap();
    let second = shop.get("ann", &format!("/order?limit=2&after={next}")).await.json();
    assert_eq!((ids(&second), second.get("next")), (vec!["c".to_owned()], None));
    assert_eq!(ids(&shop.get("cleo", "/order?state=paid").await.json()), ["b"]);
    for query in ["state=flying", "limit=0", "limit=1000", "after=2", "sort=id"] {
        assert_eq!(shop.get("ann", &format!("/order?{query}")).await.problem(), "malformed", "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_takes_long_is_promised_and_followed() {
    let shop = Shop::open_impatient().await;
    shop.post("ann", "/card?id=a", "{}").await;
    let promised = shop.post("ann", "/card/a/charge", r#"{"amount": 2}"#).await;
    assert_eq!(promised.status, 202, "{}", promised.body);
    let location = promised.header("location").unwrap();
    let path = location.strip_prefix("../../").unwrap();
    let path = format!("/{path}");
    assert_eq!(shop.get("ann", &path).await.body, "\"running\"");
    assert_eq!(shop.get("bob", &path).await.status, 404);
    shop.bank.let_one_answer();
    until(async || shop.get("ann", &path).await.status == 200).await;
    assert_eq!(shop.get("ann", &path).await.json()["state"], "charged");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_failure_of_a_promised_call_can_be_read() {
    let shop = Shop::open_impatient().await;
    shop.post("ann", "/card?id=a", "{}").await;
    let promised = shop.post("ann", "/card/a/charge", r#"{"amount": 5}"#).await;
    let path = promised.header("location").unwrap().replace("../", "");
    let path = format!("/{path}");
    shop.bank.let_one_answer();
    until(async || shop.get("ann", &path).await.status == 422).await;
    assert_eq!(shop.get("ann", &path).await.problem(), "failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_that_refuses_or_is_away_fails_the_call() {
    let shop = Shop::open().await;
    shop.post("ann", "/card?id=a", "{}").await;
    let failed = shop.post("ann", "/card/a/charge", r#"{"amount": 1}"#).await;
    assert_eq!((failed.status, &*failed.problem()), (422, "failed"));
    assert_eq!(failed.json()["phrase"], "charge the card with $amount");
    let exhausted = shop.post("ann", "/card/a/charge", r#"{"amount": 3}"#).await;
    assert_eq!((exhausted.status, &*exhausted.problem()), (503, "exhausted"));
    assert!(exhausted.header("retry-after").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_key_has_one_effect() {
    let shop = Shop::open().await;
    let key = "Idempotency-Key: k-1";
    let first = shop.post_with("ann", "/stock/lamp/reserve", key, r#"{"pieces": 2}"#).await;
    let second = shop.post_with("ann", "/stock/lamp/reserve", key, r#"{ "pieces" : "2" }"#).await;
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    assert_eq!(shop.get("ann", "/stock/lamp").await.json()["variables"]["reserved"], 2);
    let other = shop.post_with("ann", "/stock/lamp/reserve", key, r#"{"pieces": 3}"#).await;
    assert_eq!((other.status, &*other.problem()), (422, "key-used"));
    // The same key of another caller or for another path is a different key.
    shop.post_with("bob", "/stock/lamp/reserve", key, r#"{"pieces": 5}"#).await;
    shop.post_with("ann", "/stock/chair/reserve", key, r#"{"pieces": 1}"#).await;
    assert_eq!(shop.get("ann", "/stock/lamp").await.json()["variables"]["reserved"], 7);
    let body = r#"{"title": "Emma", "price": 1}"#;
    let first = shop.post_with("ann", "/order", key, body).await;
    let second = shop.post_with("ann", "/order", key, body).await;
    assert_eq!((first.status, first.json()), (201, second.json()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_without_an_effect_is_free_and_one_under_way_is_not() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let key = "Idempotency-Key: k-2";
    let refused = shop.post_with("ann", "/order/a/pay", key, r#"{"amount": 1, "speed": "slow"}"#).await;
    assert_eq!(refused.problem(), "refused");
    let paid = shop.post_with("ann", "/order/a/pay", key, r#"{"amount": 20, "speed": "slow"}"#).await;
    assert_eq!(paid.status, 200, "{}", paid.body);
    shop.post("ann", "/card?id=a", "{}").await;
    let soon = format!("{key}\nPrefer: wait=1");
    let promised = shop.post_with("ann", "/card/a/charge", &soon, r#"{"amount": 2}"#).await;
    assert_eq!(promised.status, 202);
    let running = shop.post_with("ann", "/card/a/charge", key, r#"{"amount": 2}"#).await;
    assert_eq!((running.status, &*running.problem()), (409, "running"));
    shop.bank.let_one_answer();
    until(async || shop.get("ann", "/card/a").await.json()["state"] == "charged").await;
    let repeated = shop.post_with("ann", "/card/a/charge", key, r#"{"amount": 2}"#).await;
    assert_eq!((repeated.status, &repeated.json()["state"]), (200, &json!("charged")));
    for key in ["x".repeat(129), "a b".to_owned(), "a\u{e9}".to_owned()] {
        let header = format!("Idempotency-Key: {key}");
        assert_eq!(shop.post_with("ann", "/stock/a/reserve", &header, r#"{"pieces": 1}"#).await.status, 400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_host_tells_that_it_lives_and_is_ready() {
    let shop = Shop::open().await;
    assert_eq!(shop.send("GET /-/live", "").await.body, "\"live\"");
    assert_eq!(shop.send("GET /-/ready", "").await.body, "\"ready\"");
}
