//! Clients that do what the protocol allows, and no editor does: every request is answered, and the texts stay those of the client.

use lsp_server::Message;
use serde_json::{Value, json};

use crate::client::Client;

const LIGHT: &str = "machine: @light\n  scenario: switch\n    on> :press from @guest\n      light moves to #on\n    expect:\n      = light is in #on\n";

/// Asks for everything about a place of a document, and expects no panic.
fn ask_everything(client: &mut Client, path: &str, line: u32, character: u32) {
    let document = json!({ "uri": client.address(path) });
    let place = json!({ "line": line, "character": character });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let range = json!({ "start": place, "end": { "line": line.saturating_add(3), "character": 0 } });
    let reversed = json!({ "start": range["end"], "end": place });
    let all = json!({
        "textDocument": document, "position": place, "positions": [place, place], "range": range, "options": options,
        "ch": "|", "newName": "renamed", "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
    });
    let methods = [
        "hover",
        "definition",
        "references",
        "documentHighlight",
        "completion",
        "prepareRename",
        "rename",
        "prepareCallHierarchy",
        "codeAction",
        "codeLens",
        "documentLink",
        "documentSymbol",
        "foldingRange",
        "selectionRange",
        "semanticTokens/full",
        "semanticTokens/range",
        "inlayHint",
        "formatting",
        "rangeFormatting",
        "onTypeFormatting",
        "diagnostic",
    ];
    for method in methods {
        for range in [&range, &reversed] {
            let mut params = all.clone();
            params["range"] = range.clone();
            if let Err((code, message)) = client.request(&format!("textDocument/{method}"), params) {
                // Only a rename is refused.
                assert!(code == -32803 && method.ends_with("ename"), "{method} of {path}: {code} {message}");
            }
        }
    }
    let panics = |note: &&Message| format!("{note:?}").contains("failed: ");
    assert!(client.notes.iter().find(panics).is_none(), "{:?}", client.notes);
}

fn edit(client: &Client, path: &str, version: i32, changes: &[(u32, u32, u32, u32, &str)]) {
    let change = |&(line, character, end_line, end_character, text): &(u32, u32, u32, u32, &str)| {
        let start = json!({ "line": line, "character": character });
        json!({ "range": { "start": start, "end": { "line": end_line, "character": end_character } }, "text": text })
    };
    let document = json!({ "uri": client.address(path), "version": version });
    let changes: Vec<Value> = changes.iter().map(change).collect();
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
}

#[test]
fn edits_whose_ranges_overlap_are_made_one_after_the_other() {
    let mut client = Client::start(&[]);
    client.open("untitled:a", "machine: @LIGHT\n");
    client.expect("untitled:a", &["'@LIGHT' has a capital letter"]);
    // The second range is in the text of the first edit, the third one removes both.
    edit(&client, "untitled:a", 2, &[(0, 10, 0, 15, "Lamp"), (0, 10, 0, 11, "Lo"), (0, 11, 0, 15, "ight")]);
    client.expect("untitled:a", &["'@Light' has a capital letter"]);
    ask_everything(&mut client, "untitled:a", 0, 12);
    client.end();
}

#[test]
fn places_that_are_none() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let general = json!({ "capabilities": { "general": { "positionEncodings": [encoding] } } });
        let mut client = Client::start_with(&[("light.flow", LIGHT)], &general);
        client.open("light.flow", &LIGHT.replace("switch", "\u{1F600}\u{e9} switch"));
        for (line, character) in
            [(1, 13), (1, 14), (1, 15), (1, 16), (1, 9999), (999, 0), (u32::MAX, u32::MAX)]
        {
            ask_everything(&mut client, "light.flow", line, character);
        }
        // A range in the middle of a character, one beyond the end, and one that ends before it begins.
        edit(&client, "light.flow", 2, &[(1, 13, 1, 14, ""), (99, 9, 100, 0, "\n"), (3, 8, 2, 4, "")]);
        ask_everything(&mut client, "light.flow", 1, 13);
        client.change("light.flow", 3, &LIGHT.replace("@light", "@Light"));
        client.expect("light.flow", &["'@Light' has a capital letter"]);
        client.end();
    }
}

#[test]
fn documents_that_are_opened_and_closed_at_odd_times() {
    let mut client = Client::start(&[("light.flow", LIGHT)]);
    let close = |client: &Client, path: &str| {
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": client.address(path) } }));
    };
    ask_everything(&mut client, "nowhere.flow", 0, 0);
    ask_everything(&mut client, "gopher://x/y.flow", 0, 0);
    ask_everything(&mut client, "file:", 0, 0);
    close(&client, "light.flow");
    client.open("light.flow", LIGHT);
    client.open("light.flow", "machine: @Light\n");
    client.expect("light.flow", &["'@Light' has a capital letter"]);
    close(&client, "light.flow");
    close(&client, "light.flow");
    client.change("light.flow", 9, "machine: @Other\n");
    client.expect("light.flow", &[]);
    client.open("light.flow", "machine: @Light\n");
    std::fs::remove_file(client.folder.path().join("light.flow")).unwrap();
    let gone = json!({ "changes": [{ "uri": client.uri("light.flow"), "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", gone);
    ask_everything(&mut client, "light.flow", 0, 11);
    client.expect("light.flow", &["'@Light' has a capital letter"]);
    close(&client, "light.flow");
    client.expect("light.flow", &[]);
    ask_everything(&mut client, "light.flow", 0, 11);
    client.end();
}

#[test]
fn roots_in_each_other_and_files_that_use_each_other() {
    let cycle = |own: &str, other: &str| {
        format!(
            "uses:\n  @{other} from \"./{other}.flow\"\n\n{}",
            LIGHT.replace("@light", &format!("@{own}")).replace("light", own)
        )
    };
    let (a, b) = (cycle("a", "b"), cycle("b", "a"));
    let mut client = Client::start(&[("x/a.flow", &a), ("x/b.flow", &b)]);
    let folder = |path: &str| json!({ "uri": client.uri(path), "name": path });
    let added = json!([folder("x"), folder(""), folder("x"), folder("nowhere")]);
    client
        .notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": added, "removed": [] } }));
    client.open("x/a.flow", &a);
    for line in 0..9 {
        ask_everything(&mut client, "x/a.flow", line, 6);
        ask_everything(&mut client, "x/b.flow", line, 6);
    }
    let own = "uses:\n  @a from \"./a.flow\"\n";
    client.change("x/a.flow", 2, own);
    ask_everything(&mut client, "x/a.flow", 1, 4);
    client.end();
}

#[test]
fn texts_that_nobody_writes() {
    let mut client = Client::start(&[]);
    let nested = |open: &str, close: &str, count: usize| {
        let value = format!("{}1{}", open.repeat(count), close.repeat(count));
        format!(
            "machine: @m\n  on> :go from @guest\n    $x becomes {value}\n    ? {value} > 0\n      m moves to #on\n"
        )
    };
    let deep: String = (0..200).map(|depth| format!("{}? $x > {depth}\n", " ".repeat(depth + 4))).collect();
    let texts = [
        format!("\u{feff}{LIGHT}"),
        LIGHT.replace('\n', "\r\n"),
        LIGHT.replacen('\n', "\r\n", 3),
        LIGHT.replacen('\n', "\r", 2),
        LIGHT.replace('\n', "\u{2028}"),
        "\u{feff}".to_owned(),
        "\0\0\0".to_owned(),
        nested("(", ")", 64),
        nested("(", ")", 65),
        nested("[", "]", 64),
        nested("round(", ")", 64),
        nested("-(", ")", 40),
        format!("machine: @m\n  on> :go from @guest\n{deep}"),
        format!("{LIGHT}    // {}\n", "long \u{1F600} ".repeat(20_000)),
        format!("machine: @m\n  on> :go from @guest\n    note {}\n", "\"a\" ".repeat(3_000)),
        format!("machine: @m\n  on> :go from @guest\n    ? $n is between 1{}\n      note it\n", " and 1".repeat(3_000)),
        format!("machine: @m\n{}", "  on> :go from @guest\n".repeat(500)),
        "machine: @m\n  scenario: s\n    on> :go\n      emit :x to @y with:\n        |\n        | a\n        | a | b | c | d\n        |||\n"
            .to_owned(),
    ];
    for (number, text) in texts.iter().enumerate() {
        let path = format!("untitled:{number}");
        client.open(&path, text);
        for (line, character) in [(0, 0), (1, 5), (2, 6), (3, 14), (3, 60_000)] {
            ask_everything(&mut client, &path, line, character);
        }
        let document = json!({ "textDocument": { "uri": path } });
        client.notify("textDocument/didClose", document);
    }
    client.end();
}
