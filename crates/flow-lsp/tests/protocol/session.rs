//! The session: its beginning and end, requests that are cancelled, superseded, wrong, or too early.

use flow_lsp::server::Ending;
use serde_json::{Value, json};

use crate::client::Client;

const INVALID_REQUEST: i32 = -32600;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const CANCELLED: i32 = -32800;
const MODIFIED: i32 = -32801;

#[test]
fn the_encoding_of_positions_is_negotiated() {
    let encoding = |offered: Value| {
        let capabilities = json!({ "capabilities": { "general": { "positionEncodings": offered } } });
        let client = Client::start_with(&[], &capabilities);
        let chosen = client.capabilities["positionEncoding"].clone();
        assert_eq!(client.end(), Ending::Clean);
        chosen
    };
    assert_eq!(encoding(json!(["utf-16"])), "utf-16");
    assert_eq!(encoding(json!(["utf-16", "utf-8"])), "utf-8");
    assert_eq!(encoding(json!(["utf-32"])), "utf-32");
    assert_eq!(encoding(json!([])), "utf-16");
}

#[test]
fn a_session_ends_with_shutdown_and_exit() {
    assert_eq!(Client::start(&[]).end(), Ending::Clean);
    assert_eq!(Client::start(&[]).leave(Some("exit")), Ending::Abrupt);
    assert_eq!(Client::start(&[]).leave(None), Ending::Abrupt);
}

#[test]
fn after_shutdown_nothing_is_answered() {
    let mut client = Client::start(&[]);
    client.request("shutdown", Value::Null).unwrap();
    let refused = client.request("workspace/symbol", json!({ "query": "" })).unwrap_err();
    assert_eq!(refused.0, INVALID_REQUEST);
    assert_eq!(client.leave(Some("exit")), Ending::Clean);
}

#[test]
fn wrong_requests_are_answered_with_errors() {
    let mut client = Client::start(&[]);
    assert_eq!(client.request("textDocument/none", json!({})).unwrap_err().0, METHOD_NOT_FOUND);
    assert_eq!(client.request("workspace/symbol", json!({ "query": 1 })).unwrap_err().0, INVALID_PARAMS);
    client.notify("textDocument/didOpen", json!({ "nothing": 1 }));
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///none", "version": 1 }, "contentChanges": [] }),
    );
    client.notify("$/unknown", json!({}));
    assert_eq!(client.about("textDocument/foldingRange", "none.flow"), json!([]));
    client.end();
}

/// A text that takes the server some time, so that later messages wait.
fn long_text() -> String {
    flow_speculate::of_lines(7, 1500)
}

#[test]
fn a_cancelled_request_is_not_answered_with_a_result() {
    let mut client = Client::start(&[]);
    let text = long_text();
    client.open("untitled:a", &text);
    let first = client.send("workspace/symbol", json!({ "query": "a" }));
    let second = client.send("workspace/symbol", json!({ "query": "b" }));
    client.notify("$/cancelRequest", json!({ "id": second }));
    client.wait_for(first).unwrap();
    assert_eq!(client.wait_for(second).unwrap_err().0, CANCELLED);
    client.end();
}

#[test]
fn a_request_about_a_document_that_has_changed_since_is_superseded() {
    let mut client = Client::start(&[]);
    let text = long_text();
    client.open("untitled:a", &text);
    let first = client.send("workspace/symbol", json!({ "query": "a" }));
    let document = json!({ "textDocument": { "uri": "untitled:a" } });
    let old = client.send("textDocument/foldingRange", document.clone());
    client.change("untitled:a", 2, "machine: @light\n  scenario: a\n    on :b\n      light moves to #on\n");
    let new = client.send("textDocument/foldingRange", document);
    client.wait_for(first).unwrap();
    assert_eq!(client.wait_for(old).unwrap_err().0, MODIFIED);
    assert_eq!(client.wait_for(new).unwrap().as_array().unwrap().len(), 3);
    client.end();
}

#[test]
fn files_are_watched_if_the_client_can() {
    let mut client = Client::start(&[]);
    client.request("workspace/symbol", json!({ "query": "" })).unwrap();
    let registered = client.notes.iter().any(|note| format!("{note:?}").contains("**/flow.toml"));
    assert!(registered, "{:?}", client.notes);
    client.end();
}

#[test]
fn diagnostics_can_be_pulled() {
    let options = json!({ "initializationOptions": { "diagnostics": "pull" } });
    let mut client = Client::start_with(&[("a.flow", "machine: @A\n")], &options);
    assert_eq!(client.capabilities["diagnosticProvider"]["workspaceDiagnostics"], true);
    let report = client.about("textDocument/diagnostic", "a.flow");
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"][0]["code"], "capital-name");
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    assert_eq!(all["items"][0]["uri"], client.uri("a.flow"));
    assert!(client.diagnostics.is_empty(), "nothing is pushed");
    client.end();
}

#[test]
fn folders_come_and_go() {
    let mut client = Client::start(&[("a/x.flow", "machine: @X\n"), ("b/y.flow", "machine: @Y\n")]);
    let x = "'@X' has a capital letter";
    client.expect("a/x.flow", &[x]);
    client.expect("b/y.flow", &["'@Y' has a capital letter"]);
    let folder = |path: &str| json!([{ "uri": client.uri(path), "name": path }]);
    let (root, a) = (folder(""), folder("a"));
    let event = json!({ "event": { "added": a, "removed": root } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    client.expect("b/y.flow", &[]);
    client.expect("a/x.flow", &[x]);
    client.end();
}
