//! Values in bodies: which are read, and which are mistakes.

use serde_json::json;

use crate::client::Shop;

#[tokio::test(flavor = "multi_thread")]
async fn values_of_every_type_are_read() {
    let shop = Shop::open().await;
    shop.order("a").await;
    shop.post("ann", "/order/a/pay", r#"{"amount": "12.5000000000000000001", "speed": "slow"}"#).await;
    shop.post("cleo", "/order/a/pack", "{}").await;
    let body = r#"{"at": "2026-11-29T10:00:00+01:00", "window": "PT90M", "copies": "9007199254740993", "pages": [1, -2]}"#;
    let delivered = shop.post("cleo", "/order/a/deliver", body).await;
    assert_eq!(delivered.status, 200, "{}", delivered.body);
    let variables = shop.get("ann", "/order/a").await.json()["variables"].clone();
    assert_eq!(variables["arrival"], "2026-11-29T10:30:00Z");
    assert_eq!(variables["count"], json!(9_007_199_254_740_995_i64));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_does_not_fit_is_named() {
    let shop = Shop::open().await;
    shop.order("a").await;
    for (body, field) in [
        (r#"{"amount": true, "speed": "slow"}"#, "amount"),
        (r#"{"amount": "NaN", "speed": "slow"}"#, "amount"),
        (r#"{"amount": " 1", "speed": "slow"}"#, "amount"),
        (r#"{"amount": null, "speed": "slow"}"#, "amount"),
        (r#"{"amount": 1e400, "speed": "slow"}"#, "amount"),
        (r#"{"amount": 13, "speed": "quick"}"#, "speed"),
        (r#"{"amount": 13}"#, "speed"),
        (r#"{"amount": 13, "speed": "slow", "tip": 1}"#, "tip"),
        // The subject is never a part of the body.
        (r#"{"amount": 13, "speed": "slow", "customer_id": "bob"}"#, "customer_id"),
        (r#"{"amount": 13, "amount": 14, "speed": "slow"}"#, ""),
        ("[]", ""),
    ] {
        let unfit = shop.post("ann", "/order/a/pay", body).await;
        assert_eq!((unfit.status, &*unfit.problem()), (422, "unfit"), "{body}: {}", unfit.body);
        assert_eq!(unfit.json()["field"], field, "{body}: {}", unfit.body);
    }
    assert_eq!(shop.get("ann", "/order/a").await.json()["state"], "idle");
}

#[tokio::test(flavor = "multi_thread")]
async fn times_lengths_and_integers_have_one_form() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let good = json!({ "at": "2026-11-29T10:00:00Z", "window": "PT1H", "copies": 1, "pages": [] });
    for (field, value) in [
        ("at", json!("yesterday")),
        ("at", json!(1)),
        ("window", json!("1 hour")),
        ("window", json!(60)),
        ("copies", json!(1.5)),
        ("copies", json!(9_007_199_254_740_993_i64)),
        ("copies", json!("9223372036854775808")),
        ("copies", json!("1.0")),
        ("copies", json!(1e30)),
        ("pages", json!("none")),
        ("pages[1]", json!([1, "two"])),
    ] {
        let mut body = good.clone();
        body[field.trim_end_matches("[1]")] = value;
        let unfit = shop.post("cleo", "/order/a/deliver", &body.to_string()).await;
        assert_eq!((unfit.status, &unfit.json()["field"]), (422, &json!(field)), "{body}: {}", unfit.body);
    }
    // JSON has one type for numbers, and programs write integers in several forms.
    for copies in ["1", "1.0", "-2.50e2", "1e3", "0.0"] {
        let body = good.to_string().replace("\"copies\":1", &format!("\"copies\":{copies}"));
        assert_eq!(shop.post("cleo", "/order/a/deliver", &body).await.problem(), "rejected", "{copies}");
    }
    // A valid payload is rejected, since the order is not packed.
    assert_eq!(shop.post("cleo", "/order/a/deliver", &good.to_string()).await.problem(), "rejected");
}

#[tokio::test(flavor = "multi_thread")]
async fn references_mean_instances_of_whoever_asks() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let wrap = |parcel: &str| format!("{{\"parcel\": {parcel}, \"ribbon\": true, \"words\": \"Hi\\u00e9\"}}");
    for (who, gift) in [("ann", "g"), ("bob", "h")] {
        shop.post(who, &format!("/gift?id={gift}"), "{}").await;
    }
    for (who, gift, parcel) in [("ann", "g", "\"b\""), ("bob", "h", "\"a\""), ("ann", "g", "7")] {
        let unfit = shop.post(who, &format!("/gift/{gift}/wrap"), &wrap(parcel)).await;
        assert_eq!((unfit.status, &unfit.json()["field"]), (422, &json!("parcel")), "{who} {parcel}");
    }
    assert_eq!(shop.post("ann", "/gift/g/wrap", &wrap("\"a\"")).await.status, 200);
    assert_eq!(shop.post("bob", "/gift/h/wrap", &wrap("null")).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_json_of_a_bounded_size_and_depth() {
    let shop = Shop::open().await;
    let long = format!("{{\"title\": \"{}\", \"price\": 1}}", "x".repeat(1 << 20));
    let large = shop.post("ann", "/order", &long).await;
    assert_eq!((large.status, &*large.problem()), (413, "too-large"));
    let chunked = format!(
        "POST /order HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ann-token\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
        long.len()
    );
    assert_eq!(shop.send_raw(&chunked).await.status, 413);
    let deep = format!("{{\"title\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(shop.post("ann", "/order", &deep).await.problem(), "malformed");
    assert_eq!(shop.post("ann", "/order", "{\"title\": ").await.problem(), "malformed");
    let form = "POST /shelf/borrow\nAuthorization: Bearer ann-token\nContent-Type: text/plain";
    assert_eq!(shop.send(form, "{}").await.problem(), "media-type");
    let none = "POST /shelf/borrow\nAuthorization: Bearer ann-token";
    assert_eq!(shop.send(none, "").await.status, 415);
}
