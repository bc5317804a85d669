//! Features over the protocol: one request each, to see that the parts are put together.

use serde_json::{Value, json};

use crate::client::Client;

const ORDER: &str = "\
machine: @order
  scenario: pay
    on> :checkout from @customer
      order moves to #waiting
      emit :charge to @bank
    on :charged from @bank
      order moves to #paid
    expect:
      = order is in #paid
";

fn client() -> Client {
    let mut client = Client::start(&[]);
    client.open("untitled:order", ORDER);
    client.about("textDocument/foldingRange", "untitled:order");
    client
}

#[test]
fn hints_show_derived_states() {
    let mut client = client();
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": "untitled:order" }, "range": range });
    let hints = client.request("textDocument/inlayHint", params.clone()).unwrap();
    let labels: Vec<&Value> = hints.as_array().unwrap().iter().map(|hint| &hint["label"]).collect();
    assert_eq!(labels, ["in #idle", "in #waiting"]);
    assert_eq!(hints[1]["position"], json!({ "line": 5, "character": 26 }));
    assert_eq!(hints[1]["textEdits"][0]["newText"], " in #waiting");
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "flow": { "hints": { "states": false } } } }),
    );
    assert_eq!(client.request("textDocument/inlayHint", params).unwrap(), json!([]));
    client.end();
}

/// Helix shows the padding of all hints at a place before the first label, so that the second has its blank in its label.
#[test]
fn a_hint_after_another_has_its_blank_in_the_label() {
    let mut client = client();
    let text = ORDER.replace(
        "      order moves to #paid",
        "      $sum: number becomes $amount\n      order moves to #paid",
    );
    client.change("untitled:order", 2, &text);
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let params = json!({ "textDocument": { "uri": "untitled:order" }, "range": all });
    let hints = client.request("textDocument/inlayHint", params).unwrap();
    let place = &hints[1]["position"];
    let here = hints.as_array().unwrap().iter().filter(|hint| hint["position"] == *place);
    let here: Vec<_> = here.map(|hint| (&hint["label"], &hint["paddingLeft"], hint.get("kind"))).collect();
    let (states, payload) = (json!("in #waiting"), json!(" with $amount: number"));
    assert_eq!(here, [(&states, &json!(true), None), (&payload, &json!(false), None)]);
    client.end();
}

#[test]
fn completion_replaces_what_is_there() {
    let mut client = client();
    client.change("untitled:order", 2, &ORDER.replace("moves to #paid", "moves to #wa"));
    let items = client.at("textDocument/completion", "untitled:order", 6, 24);
    let waiting = items.as_array().unwrap().iter().find(|item| item["label"] == "#waiting").unwrap();
    let range = json!({ "start": { "line": 6, "character": 21 }, "end": { "line": 6, "character": 24 } });
    assert_eq!(waiting["textEdit"], json!({ "range": range, "newText": "#waiting" }));
    client.end();
}

#[test]
fn names_without_their_sigil_are_found_by_their_letters() {
    let mut client = client();
    client.change("untitled:order", 2, &ORDER.replace("moves to #paid", "moves to wa"));
    let items = client.at("textDocument/completion", "untitled:order", 6, 23);
    let waiting = items.as_array().unwrap().iter().find(|item| item["label"] == "#waiting").unwrap();
    assert_eq!(waiting["filterText"], "waiting");
    let range = json!({ "start": { "line": 6, "character": 21 }, "end": { "line": 6, "character": 23 } });
    assert_eq!(waiting["textEdit"], json!({ "range": range, "newText": "#waiting" }));
    client.end();
}

#[test]
fn clients_choose_whether_the_rest_of_a_word_is_replaced() {
    let item = json!({ "snippetSupport": true, "insertReplaceSupport": true });
    let able = json!({ "textDocument": { "completion": { "completionItem": item } } });
    let mut client = Client::start_with(&[], &json!({ "capabilities": able }));
    client.open("untitled:order", ORDER);
    let edit = |client: &mut Client, line, character| {
        let items = client.at("textDocument/completion", "untitled:order", line, character);
        let waiting = items.as_array().unwrap().iter().find(|item| item["label"] == "#waiting").unwrap();
        waiting["textEdit"].clone()
    };
    let range =
        |end: u32| json!({ "start": { "line": 3, "character": 21 }, "end": { "line": 3, "character": end } });
    let expected = json!({ "newText": "#waiting", "insert": range(24), "replace": range(29) });
    assert_eq!(edit(&mut client, 3, 24), expected);
    assert_eq!(edit(&mut client, 3, 29), json!({ "newText": "#waiting", "range": range(29) }));
    client.end();
}

#[test]
fn forms_have_a_place_for_the_cursor() {
    let mut client = client();
    client.change("untitled:order", 2, &ORDER.replace("      emit :charge to @bank\n", "      \n"));
    let items = client.at("textDocument/completion", "untitled:order", 4, 6);
    let of =
        |label: &str| items.as_array().unwrap().iter().find(|item| item["label"] == label).cloned().unwrap();
    assert_eq!(of("order moves to #\u{2026}")["textEdit"]["newText"], "order moves to #$0");
    assert_eq!(of("order moves to #\u{2026}")["insertTextFormat"], 2);
    assert_eq!(of("for each $\u{2026} in $")["textEdit"]["newText"], "for each \\$$0 in \\$");
    client.end();
}

#[test]
fn a_fix_is_an_edit_of_the_document_as_it_is() {
    let mut client = client();
    client.change("untitled:order", 5, &ORDER.replace("is in #paid", "is in #payed"));
    let place = json!({ "line": 8, "character": 22 });
    let context = json!({ "diagnostics": [] });
    let params = json!({ "textDocument": { "uri": "untitled:order" }, "range": { "start": place, "end": place }, "context": context });
    let actions = client.request("textDocument/codeAction", params.clone()).unwrap();
    let fix =
        actions.as_array().unwrap().iter().find(|action| action["title"] == "Change to '#paid'").unwrap();
    let change = &fix["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": "untitled:order", "version": 5 }));
    assert_eq!(change["edits"][0]["newText"], "#paid");
    assert_eq!(fix["diagnostics"][0]["code"], "unreachable-state");
    let mut all = params;
    all["context"] = json!({ "diagnostics": [], "only": ["source"] });
    let actions = client.request("textDocument/codeAction", all).unwrap();
    assert_eq!(actions[0]["kind"], "source.fixAll");
    client.end();
}

#[test]
fn formatting_changes_only_lines_that_differ() {
    let mut client = client();
    client.change("untitled:order", 2, &ORDER.replace("order moves to #paid", "order  moves to #paid"));
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": "untitled:order" }, "options": options });
    let edits = client.request("textDocument/formatting", params).unwrap();
    let range = json!({ "start": { "line": 6, "character": 12 }, "end": { "line": 6, "character": 13 } });
    assert_eq!(edits, json!([{ "range": range, "newText": "" }]));
    client.end();
}

#[test]
fn symbols_are_nested() {
    let mut client = client();
    let symbols = client.about("textDocument/documentSymbol", "untitled:order");
    assert_eq!(symbols[0]["name"], "@order");
    assert_eq!(symbols[0]["children"][0]["name"], "pay");
    assert_eq!(symbols[0]["children"][0]["children"][1]["name"], ":charged from @bank");
    assert_eq!(symbols[0]["children"][0]["children"][1]["detail"], "in #waiting");
    let found = client.request("workspace/symbol", json!({ "query": "#wait" })).unwrap();
    assert_eq!(found[0]["name"], "#waiting");
    assert_eq!(found[0]["containerName"], "@order");
    client.end();
}

#[test]
fn selections_grow() {
    let mut client = client();
    let params =
        json!({ "textDocument": { "uri": "untitled:order" }, "positions": [{ "line": 3, "character": 24 }] });
    let found = client.request("textDocument/selectionRange", params).unwrap();
    let mut texts = Vec::new();
    let mut at = &found[0];
    while !at.is_null() {
        texts.push(at["range"]["start"]["line"].as_u64().unwrap());
        at = &at["parent"];
    }
    assert_eq!(texts, [3, 3, 3, 3, 2, 1, 0, 0]);
    client.end();
}

#[test]
fn lenses_show_how_stories_ended() {
    let mut client = Client::start(&[]);
    client.open("untitled:order", ORDER);
    let lenses = loop {
        let lenses = client.about("textDocument/codeLens", "untitled:order");
        if !lenses.as_array().unwrap().is_empty() {
            break lenses;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    assert_eq!(lenses[0]["command"]["title"], "\u{2713} passed");
    let run =
        json!({ "command": lenses[0]["command"]["command"], "arguments": lenses[0]["command"]["arguments"] });
    let result = client.request("workspace/executeCommand", run).unwrap();
    assert_eq!(result["passed"], true);
    client.end();
}

#[test]
fn used_files_are_links() {
    let light = "machine: @light\n  scenario: a\n    on> :b\n      light moves to #on\n";
    let main = "system: home\nuses:\n  @light from \"./light.flow\"\n";
    let mut client = Client::start(&[("main.flow", main), ("light.flow", light)]);
    let links = client.about("textDocument/documentLink", "main.flow");
    assert_eq!(links[0]["target"], client.uri("light.flow"));
    client.end();
}

#[test]
fn pages_are_linked_where_they_are() {
    let options = json!({ "initializationOptions": { "pages": "https://pages.example/checks/" } });
    let mut client = Client::start_with(&[("a.flow", "machine: @A\n")], &options);
    client.expect("a.flow", &["'@A' has a capital letter"]);
    let found = &client.diagnostics[&client.uri("a.flow")]["diagnostics"][0];
    assert_eq!(found["codeDescription"]["href"], "https://pages.example/checks/capital-name.html");
    client.end();
}

#[test]
fn names_are_hovered_and_followed() {
    let mut client = client();
    let hover = client.at("textDocument/hover", "untitled:order", 5, 10);
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("it answers `:charge to @bank` of line 5"), "{text}");
    assert_eq!(hover["range"]["start"], json!({ "line": 5, "character": 7 }));
    let definition = client.at("textDocument/definition", "untitled:order", 4, 22);
    assert_eq!(definition[0]["range"]["start"], json!({ "line": 4, "character": 22 }));
    let highlights = client.at("textDocument/documentHighlight", "untitled:order", 8, 20);
    assert_eq!(highlights.as_array().unwrap().len(), 2);
    client.end();
}

#[test]
fn references_are_those_of_all_files() {
    let light = "machine: @light\n  scenario: a\n    on> :b\n      light moves to #on\n";
    let main = "system: home\nuses:\n  @light from \"./light.flow\"\nmachine: @door\n  scenario: s\n    on> :open from @guest\n      emit :b to @light\n      door moves to #open\n";
    let mut client = Client::start(&[("main.flow", main), ("light.flow", light)]);
    let params = json!({
        "textDocument": { "uri": client.uri("light.flow") },
        "position": { "line": 2, "character": 10 },
        "context": { "includeDeclaration": true },
    });
    let found = client.request("textDocument/references", params).unwrap();
    let places: Vec<(String, u64)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|place| {
            (place["uri"].as_str().unwrap().to_owned(), place["range"]["start"]["line"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(places, [(client.uri("main.flow"), 6), (client.uri("light.flow"), 2)]);
    client.end();
}

#[test]
fn a_rename_edits_all_files_and_is_refused_with_a_reason() {
    let test = "test: @order\n  for scenario: pay\n    fine:\n      = order is in #waiting\n";
    let mut client = Client::start(&[("order.flow", ORDER), ("order.test.flow", test)]);
    client.open("order.flow", ORDER);
    let place = json!({ "line": 3, "character": 24 });
    let document = json!({ "uri": client.uri("order.flow") });
    let prepared = client.at("textDocument/prepareRename", "order.flow", 3, 24);
    assert_eq!(prepared["placeholder"], "waiting");
    let rename = |name: &str| json!({ "textDocument": document, "position": place, "newName": name });
    let edit = client.request("textDocument/rename", rename("#in_doubt")).unwrap();
    let changes = edit["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["textDocument"], json!({ "uri": client.uri("order.flow"), "version": 1 }));
    assert_eq!(changes[1]["textDocument"]["version"], Value::Null);
    assert_eq!(changes[1]["edits"][0]["newText"], "in_doubt");
    let refused = client.request("textDocument/rename", rename("paid")).unwrap_err();
    assert_eq!(refused, (-32803, "this is the name of the state #paid of @order".to_owned()));
    client.end();
}

#[test]
fn a_rename_of_a_phrase_lists_its_rust_functions() {
    let text =
        ORDER.replace("      order moves to #paid\n", "      order moves to #paid\n      ring the bell\n");
    let rust = "impl Bindings for Shop {\n    fn ring_the_bell(&mut self) {}\n}\n";
    let mut client = Client::start(&[("order.flow", &text), ("src/main.rs", rust)]);
    let found = client.at("textDocument/definition", "order.flow", 7, 10);
    assert!(
        found.as_array().unwrap().iter().any(|place| place["uri"] == client.uri("src/main.rs")),
        "{found}"
    );
    let params = json!({
        "textDocument": { "uri": client.uri("order.flow") },
        "position": { "line": 7, "character": 10 },
        "newName": "ring all bells",
    });
    client.request("textDocument/rename", params).unwrap();
    assert!(client.notes.iter().any(|note| format!("{note:?}").contains("main.rs:2")), "{:?}", client.notes);
    client.end();
}

#[test]
fn the_hierarchy_leads_from_event_to_event() {
    let mut client = client();
    let items = client.at("textDocument/prepareCallHierarchy", "untitled:order", 2, 12);
    assert_eq!(items[0]["name"], ":checkout");
    let calls = client.request("callHierarchy/outgoingCalls", json!({ "item": items[0] })).unwrap();
    assert_eq!(calls[0]["to"]["name"], ":charge");
    let back = client.request("callHierarchy/incomingCalls", json!({ "item": calls[0]["to"] })).unwrap();
    assert_eq!(back[0]["from"]["name"], ":checkout");
    assert_eq!(back[0]["fromRanges"][0]["start"]["line"], 4);
    client.end();
}

#[test]
fn tokens_are_relative_to_the_one_before() {
    let mut client = client();
    let tokens = client.about("textDocument/semanticTokens/full", "untitled:order");
    let data: Vec<u64> =
        tokens["data"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    // `@order`, then `pay` in the next line, then `:checkout` and `@customer` in the one after that.
    assert_eq!(data[..20], [0, 9, 6, 0, 1, 1, 12, 3, 8, 1, 1, 8, 9, 3, 1, 0, 15, 9, 1, 1]);
    client.end();
}

#[test]
fn a_file_that_moves_takes_its_uses_along() {
    let light = "machine: @light\n  scenario: a\n    on> :b\n      light moves to #on\n";
    let main = "system: home\nuses:\n  @light from \"./light.flow\"\n";
    let mut client = Client::start(&[("main.flow", main), ("light.flow", light)]);
    let files = json!([{ "oldUri": client.uri("light.flow"), "newUri": client.uri("parts/lamp.flow") }]);
    let edit = client.request("workspace/willRenameFiles", json!({ "files": files })).unwrap();
    let range = json!({ "start": { "line": 2, "character": 15 }, "end": { "line": 2, "character": 27 } });
    assert_eq!(
        edit["documentChanges"][0]["edits"],
        json!([{ "range": range, "newText": "./parts/lamp.flow" }])
    );
    client.end();
}
