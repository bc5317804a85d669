//! The rights of principals.

use flow_host::http::{Api, ApiError, Principal};
use tokio::net::TcpListener;

use crate::client::{Shop, rights, tokens};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_in_without_a_token() {
    let shop = Shop::open().await;
    shop.order("a").await;
    for header in
        ["", "\nAuthorization: Bearer else", "\nAuthorization: Basic ann-token", "\nAuthorization: ann-token"]
    {
        let unknown = shop.send(&format!("GET /order/a{header}"), "").await;
        assert_eq!((unknown.status, &*unknown.problem()), (401, "unauthenticated"), "{header}");
        assert_eq!(unknown.header("www-authenticate"), Some("Bearer"));
    }
    let twice = "GET /order/a\nAuthorization: Bearer else\nAuthorization: Bearer ann-token";
    assert_eq!(shop.send(twice, "").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_somebody_else_does_not_exist() {
    let shop = Shop::open().await;
    shop.order("a").await;
    let pay = r#"{"amount": 20, "speed": "slow"}"#;
    let (theirs, none) = (shop.get("bob", "/order/a").await, shop.get("bob", "/order/b").await);
    assert_eq!((theirs.status, &theirs.body), (404, &none.body));
    let (theirs, none) =
        (shop.post("bob", "/order/a/pay", pay).await, shop.post("bob", "/order/b/pay", pay).await);
    assert_eq!((theirs.status, &theirs.body), (404, &none.body));
    assert_eq!(shop.get("bob", "/order").await.json()["items"], serde_json::json!([]));
    assert_eq!(shop.get("ann", "/order/a").await.json()["state"], "idle");
    // Clerks find all orders, and no gifts.
    assert_eq!(shop.get("cleo", "/order").await.json()["items"].as_array().unwrap().len(), 1);
    shop.post("ann", "/gift?id=g", "{}").await;
    assert_eq!(shop.get("ann", "/gift/g").await.status, 200);
    assert_eq!(shop.get("cleo", "/gift/g").await.status, 404);
    assert_eq!(shop.get("ops", "/gift/g").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_belongs_to_its_actor() {
    let shop = Shop::open().await;
    shop.order("a").await;
    assert_eq!(shop.post("ann", "/order/a/pack", "{}").await.status, 404);
    assert_eq!(shop.post("cleo", "/order/a/pay", r#"{"amount": 20, "speed": "slow"}"#).await.status, 404);
    assert_eq!(shop.post("ops", "/order/a/pack", "{}").await.status, 404);
    assert_eq!(shop.post("ops", "/order", r#"{"title": "Emma", "price": 1}"#).await.status, 404);
    // A name without a public event of an actor is refused, too.
    assert_eq!(shop.post("cleo", "/gift", "{}").await.status, 404);
    let wrong = shop.post_with("ann", "/order/a/pack", "Flow-Actor: clerk", "{}").await;
    assert_eq!((wrong.status, &*wrong.problem()), (403, "forbidden"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sender_is_the_one_who_is_authenticated() {
    let by_header = |request: axum::http::request::Parts| async move {
        let name = request.headers.get("x-user")?.to_str().ok()?.to_owned();
        Some(Principal::new("customer", name))
    };
    let shop = Shop::serve(rights().authenticate(by_header)).await;
    let post = async |path: &str, body: &str| {
        shop.send(&format!("POST {path}\nX-User: zoe\nContent-Type: application/json"), body).await
    };
    assert_eq!(post("/order?id=a", r#"{"title": "Emma", "price": 1}"#).await.status, 201);
    assert_eq!(post("/order/a/pay", r#"{"amount": 20, "speed": "slow"}"#).await.status, 200);
    let order = shop.send("GET /order/a\nX-User: zoe", "").await;
    assert_eq!(order.json()["variables"]["payer"], "zoe");
    assert_eq!(shop.send("GET /order/a", "").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_host_is_this_computers_alone() {
    let shop = Shop::serve(rights()).await;
    let post = async |path: &str, header: &str, body: &str| {
        shop.send(&format!("POST {path}\nContent-Type: application/json{header}"), body).await
    };
    let order = r#"{"title": "Emma", "price": 1}"#;
    // Customers and clerks have events of an order, and one of them must be named.
    let ambiguous = post("/order?id=a", "", order).await;
    assert_eq!((ambiguous.status, &*ambiguous.problem()), (400, "actor-needed"));
    assert_eq!(post("/order?id=a", "\nFlow-Actor: customer", order).await.status, 201);
    // An event that only one of them has needs no name, unless both have one.
    assert_eq!(post("/order/a/pay", "", r#"{"amount": 20, "speed": "slow"}"#).await.status, 200);
    assert_eq!(post("/order/a/pack", "", "{}").await.status, 200);
    assert_eq!(post("/shelf/count", "", "{}").await.problem(), "actor-needed");
    let misspelt = post("/order?id=b", "\nFlow-Actor: custmer", order).await;
    assert_eq!((misspelt.status, &*misspelt.problem()), (400, "actor-needed"));
    assert_eq!(post("/shelf/count", "\nFlow-Actor: clerk", "{}").await.status, 200);
    // A foreign domain name that resolves to this computer.
    let foreign = shop.send("GET /order/a\nHost: evil.example", "").await;
    assert_eq!((foreign.status, &*foreign.problem()), (403, "foreign-host"));
    let page = post("/shelf/borrow", "\nOrigin: https://evil.example", "{}").await;
    assert_eq!((page.status, &*page.problem()), (403, "foreign-origin"));
    assert_eq!(post("/shelf/borrow", &format!("\nOrigin: http://{}", shop.address), "{}").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_host_is_served_nowhere_else() {
    let shop = Shop::open().await;
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let served = shop.host.serve(listener, rights(), async {}).await;
    assert!(matches!(served, Err(ApiError::Open(_))), "{served:?}");
    assert!(matches!(shop.host.http(rights()), Err(ApiError::OpenRouter)));
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    shop.host.serve(listener, rights().tokens(tokens()), async {}).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_listed_origins_may_ask() {
    let shop = Shop::serve(rights().tokens(tokens()).cors(["https://shop.example"])).await;
    let asked = shop
        .send("OPTIONS /order\nOrigin: https://shop.example\nAccess-Control-Request-Method: POST", "")
        .await;
    assert_eq!((asked.status, asked.header("access-control-allow-methods")), (204, Some("GET, POST")));
    assert_eq!(asked.header("access-control-allow-origin"), Some("https://shop.example"));
    let read = shop.send("GET /-/live\nOrigin: https://shop.example", "").await;
    assert_eq!(read.header("access-control-allow-origin"), Some("https://shop.example"));
    let other = shop.send("OPTIONS /order\nOrigin: https://else.example", "").await;
    assert_eq!((other.status, other.header("access-control-allow-origin")), (403, None));
    let hosts = Shop::serve(rights().tokens(tokens()).hosts(["shop.example"])).await;
    assert_eq!(hosts.send("GET /-/live\nHost: shop.example:80", "").await.status, 200);
    assert_eq!(hosts.send("GET /-/live", "").await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_the_specification_lacks_are_mistakes() {
    let shop = Shop::open().await;
    for (api, text) in [
        (Api::new().all_of("ordre", "clerk"), "there is no @ordre"),
        (Api::new().all_of("order", "clark"), "there is no actor @clark"),
        (Api::new().show_of("order", &["titel"]), "@order has no $titel"),
    ] {
        assert_eq!(shop.host.http(api.tokens(tokens())).map(drop).unwrap_err().to_string(), text);
    }
}
