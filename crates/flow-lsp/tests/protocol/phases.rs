//! Large texts, and sessions that end while something is under way.

use flow_lsp::server::Ending;
use serde_json::{Value, json};

use crate::client::Client;

const LIGHT: &str = "machine: @light\n  on> :press from @guest in #off\n    light moves to #on\n";

/// A text of at least this many bytes, most of it comments.
fn large(bytes: usize) -> String {
    let remark = format!("// {}\n", "a remark \u{1F600} ".repeat(8));
    format!("{LIGHT}{}", remark.repeat(bytes / remark.len() + 1))
}

#[test]
fn a_text_of_five_megabytes_is_changed_at_its_end() {
    let mut client = Client::start(&[]);
    let text = large(5 << 20);
    client.open("untitled:a", &text);
    let last = text.matches('\n').count();
    let document = json!({ "uri": "untitled:a", "version": 2 });
    // After the emoji of the last line, and at the end.
    let place = |line: usize, character: usize| json!({ "line": line, "character": character });
    let changes = json!([
        { "range": { "start": place(last, 0), "end": place(last, 0) }, "text": "machine: @Two\n" },
        { "range": { "start": place(last - 1, 12), "end": place(last - 1, 14) }, "text": "x" },
    ]);
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    client.expect("untitled:a", &["nothing moves '@light' to '#off'", "'@Two' has a capital letter"]);
    let found = &client.diagnostics["untitled:a"]["diagnostics"][1]["range"]["start"];
    assert_eq!(*found, place(last, 9));
    client.end();
}

#[test]
fn a_line_of_a_hundred_thousand_characters_is_answered_at_its_end() {
    let mut client = Client::start(&[]);
    let value = "$total + ".repeat(11_200);
    let text = format!(
        "{LIGHT}    $sum becomes {value}$total\n    emit :paid to @Guest with name: \"{}\"\n",
        "\u{1F600} ".repeat(33_000)
    );
    client.open("untitled:a", &text);
    for (line, character) in [(3, 100_000), (4, 60_000), (4, 99_030), (4, 200_000)] {
        client.at("textDocument/hover", "untitled:a", line, character);
        client.at("textDocument/completion", "untitled:a", line, character);
    }
    client.about("textDocument/semanticTokens/full", "untitled:a");
    client.end();
}

#[test]
fn a_session_ends_while_requests_wait() {
    let text = flow_speculate::of_lines(3, 1_500);
    for phase in 0..4 {
        let mut client = Client::start(&[]);
        client.open("untitled:a", &text);
        let mut waiting = Vec::new();
        for query in ["a", "b", "c"] {
            waiting.push(client.send("workspace/symbol", json!({ "query": query })));
        }
        match phase {
            0 => {
                let last = client.send("shutdown", Value::Null);
                for id in waiting {
                    client.wait_for(id).unwrap();
                }
                client.wait_for(last).unwrap();
                // Changes after it are read, and nothing comes of them.
                client.change("untitled:a", 2, LIGHT);
                assert!(client.request("workspace/symbol", json!({ "query": "" })).is_err());
                assert_eq!(client.leave(Some("exit")), Ending::Clean);
            }
            1 => assert_eq!(client.leave(Some("exit")), Ending::Abrupt),
            2 => assert_eq!(client.leave(None), Ending::Abrupt),
            _ => {
                client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:a" } }));
                for id in waiting {
                    client.wait_for(id).unwrap();
                }
                assert_eq!(client.end(), Ending::Clean);
            }
        }
    }
}

#[test]
fn each_of_many_requests_has_one_answer_and_none_is_about_an_old_text() {
    let mut client = Client::start(&[]);
    client.open("untitled:a", LIGHT);
    let mut sent = Vec::new();
    for version in 2..120 {
        let name = format!("light_{version}");
        client.change("untitled:a", version, &LIGHT.replace("light", &name));
        let params =
            json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 11 } });
        let id = client.send("textDocument/hover", params);
        let symbols =
            client.send("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:a" } }));
        if version % 3 == 0 {
            client.notify("$/cancelRequest", json!({ "id": symbols }));
        }
        sent.push((version, name, id, symbols));
    }
    let mut answered = 0;
    for (version, name, hover, symbols) in sent {
        let found = client.wait_for(hover).unwrap();
        assert!(found["contents"]["value"].as_str().unwrap().contains(&name), "version {version}: {found}");
        match client.wait_for(symbols) {
            Ok(found) => {
                assert!(found[0]["name"].as_str().unwrap().contains(&name), "version {version}: {found}");
                answered += 1;
            }
            // Cancelled, or of a text that has changed since.
            Err((code, _)) => assert!(code == -32800 || code == -32801, "{code}"),
        }
    }
    assert!(answered > 0);
    client.end();
}
