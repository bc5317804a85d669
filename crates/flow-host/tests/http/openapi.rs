//! The OpenAPI document, and whether answers conform to it.

use flow_host::http::Api;
use serde_json::{Value, json};

use crate::client::{Shop, tokens};

/// The document of the bookshop. `flow openapi` prints the same.
const DOCUMENT: &str = include_str!("bookshop.openapi.json");

#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_that_of_the_specification() {
    let shop = Shop::serve(Api::new().tokens(tokens())).await;
    assert_eq!(shop.send("GET /-/openapi.json", "").await.status, 401);
    let served = shop.get("ann", "/-/openapi.json").await;
    if std::env::var_os("FLOW_BLESS").is_some() {
        std::fs::write("tests/http/bookshop.openapi.json", served.body.clone() + "\n").unwrap();
        return;
    }
    let differs = served.body.lines().zip(DOCUMENT.lines()).find(|(now, before)| now != before);
    assert_eq!(differs, None, "`FLOW_BLESS=1` writes it");
    assert_eq!(served.body.len(), DOCUMENT.trim_end().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_host_says_which_requests_need_an_actor() {
    let shop = Shop::serve(Api::new()).await;
    let document = shop.send("GET /-/openapi.json", "").await.json();
    assert_eq!(
        (&document["security"], &document["components"]["securitySchemes"]),
        (&json!([]), &Value::Null)
    );
    let actor = |path: &str, method: &str| {
        let parameters =
            document["paths"][path][method]["parameters"].as_array().cloned().unwrap_or_default();
        let found = parameters.into_iter().find(|parameter| parameter["name"] == "Flow-Actor");
        found.map(|found| (found["required"].clone(), found["schema"]["enum"].clone()))
    };
    for (path, method, request, required, actors) in [
        ("/order", "get", "GET /order", true, json!(["clerk", "customer"])),
        ("/order/{id}/pay", "post", "POST /order/a/pay", false, json!(["customer"])),
        ("/shelf/count", "post", "POST /shelf/count", true, json!(["clerk", "customer"])),
        ("/gift/{id}", "get", "GET /gift/g", false, json!(["customer"])),
    ] {
        assert_eq!(actor(path, method), Some((required.into(), actors)), "{path}");
        let json = if method == "post" { "\nContent-Type: application/json" } else { "" };
        let asked = shop.send(&format!("{request}{json}"), "").await;
        assert_eq!(asked.status == 400, required, "{request}: {}", asked.body);
    }
}

/// Whether a value is as a schema of a document requires.
fn fits(document: &Value, schema: &str, value: &Value) -> bool {
    let mut root = document.clone();
    root["$ref"] = json!(format!("#/components/schemas/{schema}"));
    jsonschema::draft202012::new(&root).unwrap().is_valid(value)
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_as_the_document_says() {
    let shop = Shop::open().await;
    let document = shop.get("ann", "/-/openapi.json").await.json();
    let created = shop.post("ann", "/order?id=a", r#"{"title": "Emma", "price": 12.50}"#).await.json();
    assert!(fits(&document, "-created", &created));
    let step = shop.post("ann", "/order/a/pay", r#"{"amount": 20, "speed": "slow"}"#).await.json();
    assert!(fits(&document, "-step", &step));
    let order = shop.get("ann", "/order/a").await.json();
    assert!(fits(&document, "order", &order), "{order}");
    assert!(!fits(&document, "card", &order));
    assert!(fits(&document, "order.-list", &shop.get("ann", "/order").await.json()));
    assert!(fits(&document, "-problem", &shop.get("ann", "/order/b").await.json()));
    for (schema, body, is_fit) in [
        ("order.pay", json!({ "amount": "12.50", "speed": "slow" }), true),
        ("order.pay", json!({ "amount": 12.5, "speed": "slow" }), true),
        ("order.pay", json!({ "amount": "twelve", "speed": "slow" }), false),
        ("order.pay", json!({ "amount": 1, "speed": "quick" }), false),
        ("order.pay", json!({ "amount": 1 }), false),
        ("order.pay", json!({ "amount": 1, "speed": "slow", "customer_id": "bob" }), false),
        ("gift.wrap", json!({ "parcel": null, "ribbon": true, "words": "" }), true),
        ("stock.reserve", json!({ "pieces": 1.5 }), false),
        ("stock.reserve", json!({ "pieces": "9007199254740993" }), true),
    ] {
        assert_eq!(fits(&document, schema, &body), is_fit, "{schema} {body}");
    }
}
