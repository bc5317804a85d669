//! The page that shows the OpenAPI document.

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::client::Shop;

/// The parts of a browser that the page needs: nodes, and the answer of the host.
const BROWSER: &str = r#"
class Node {
    constructor(name) { this.name = name; this.childNodes = []; this.value = ""; }
    append(...nodes) { this.childNodes.push(...nodes); }
    replaceChildren(...nodes) { this.childNodes = nodes; }
    addEventListener() {}
    set textContent(text) { this.childNodes = [text]; }
    get text() { return this.childNodes.map((node) => node.text ?? node).join(" "); }
}
const nodes = {};
const document = {
    createElement: (name) => new Node(name),
    getElementById: (id) => (nodes[id] ??= new Node(id)),
};
const openapi = JSON.parse(require("fs").readFileSync(0, "utf8"));
const fetch = async () => ({ ok: openapi.paths !== undefined, json: async () => openapi });
process.on("exit", () => console.log(nodes.title?.text, "|", nodes.status.text, "|", nodes.operations?.text));
"#;

/// Renders a document with the page.
fn show(page: &str, document: &str) -> String {
    use std::io::Write;
    let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
    let mut node = Command::new("node");
    node.args(["-e", &format!("{BROWSER}{{{script}}}")]);
    let piped = std::process::Stdio::piped;
    let mut child = node.stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(document.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.is_empty(), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_the_document() {
    let shop = Shop::open().await;
    // The page needs no authentication. It contains no part of the specification.
    let page = shop.send("GET /-/openapi", "").await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(!page.body.contains("bookshop"), "{}", page.body);
    let document = shop.get("ann", "/-/openapi.json").await.body;
    let shown = show(&page.body, &document);
    for text in [
        "bookshop |",
        "@order GET /order",
        "POST /order/{id}/pay",
        "speed : \"slow\", \"fast\"",
        "POST /stock/{sku}/reserve",
        "Idempotency-Key  in the header, optional",
        "at : string (date-time)",
        "pages : array of integer or string",
        "Problems: 400, 401, 403, 404, 409",
        "settled : boolean, optional",
    ] {
        assert!(shown.contains(text), "{text} is missing: {shown}");
    }
    let problem = shop.send("GET /-/openapi.json", "").await.body;
    let refused = show(&page.body, &problem);
    assert!(refused.contains("the host does not know who asks"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_may_ask_no_other_host() {
    let shop = Shop::open().await;
    let page = shop.send("GET /-/openapi", "").await;
    let policy = page.header("content-security-policy").unwrap();
    for part in ["default-src 'none'", "connect-src 'self'", "form-action 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    for name in ["script", "style"] {
        let text = page.body.split(&format!("<{name}>")).nth(1).unwrap();
        let text = text.split(&format!("</{name}>")).next().unwrap();
        let hash = STANDARD.encode(Sha256::digest(text));
        assert!(policy.contains(&format!("{name}-src 'sha256-{hash}'")), "{policy}");
    }
    for other in ["http:", "https:", "//", "url(", "@import", "src=", "innerHTML", "onclick", "onload"] {
        assert_eq!(page.body.lines().find(|line| line.contains(other)), None, "{other}");
    }
    assert_eq!(shop.post("ann", "/-/openapi", "{}").await.status, 405);
}
