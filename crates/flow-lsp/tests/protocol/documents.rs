//! Documents, files and programs: which findings the client gets, and when.

use serde_json::json;

use crate::client::Client;

const LIGHT: &str = "machine: @light\n  scenario: switch\n    on> :press from @guest\n      light moves to #on\n    expect:\n      = light is in #on\n";

#[test]
fn findings_come_and_go_with_the_text() {
    let mut client = Client::start(&[("light.flow", LIGHT)]);
    client.open("light.flow", "machine: @Light\n");
    client.expect("light.flow", &["'@Light' has a capital letter"]);
    client.change("light.flow", 2, LIGHT);
    client.expect("light.flow", &[]);
    client.end();
}

#[test]
fn files_that_are_not_open_have_findings_too() {
    let mut client = Client::start(&[("light.flow", "machine: @Light\n")]);
    client.expect("light.flow", &["'@Light' has a capital letter"]);
    client.write("light.flow", LIGHT);
    client.expect("light.flow", &[]);
    client.end();
}

#[test]
fn an_open_text_counts_until_it_is_closed() {
    let mut client = Client::start(&[("light.flow", LIGHT)]);
    client.open("light.flow", "machine: @Light\n");
    client.expect("light.flow", &["'@Light' has a capital letter"]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": client.uri("light.flow") } }));
    client.expect("light.flow", &[]);
    client.end();
}

#[test]
fn a_change_of_a_used_file_concerns_its_users() {
    let main = "system: home\nuses:\n  @light from \"./parts/light.flow\"\n";
    let mut client = Client::start(&[("main.flow", main), ("parts/light.flow", LIGHT)]);
    client.open("parts/light.flow", &LIGHT.replace("@light", "@lamp"));
    client.expect(
        "main.flow",
        &["'PATH' has no machine '@light'".replace("PATH", &path(&client, "parts/light.flow")).as_str()],
    );
    client.change("parts/light.flow", 2, LIGHT);
    client.expect("main.flow", &[]);
    client.end();
}

/// In a pause names are looked up ahead. A request after it is answered for the current text, and after a change for the new text.
#[test]
fn a_pause_makes_no_difference() {
    let mut client = Client::start(&[("light.flow", LIGHT)]);
    client.open("light.flow", LIGHT);
    client.expect("light.flow", &[]);
    let hover = |client: &mut Client| {
        client.at("textDocument/hover", "light.flow", 3, 23)["contents"]["value"].as_str().unwrap().to_owned()
    };
    let at_once = hover(&mut client);
    assert!(at_once.starts_with("**`#on`**"), "{at_once}");
    client.change("light.flow", 2, &LIGHT.replace("#on", "#off"));
    client.expect("light.flow", &[]);
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert!(hover(&mut client).starts_with("**`#off`**"));
    client.change("light.flow", 3, LIGHT);
    assert_eq!(hover(&mut client), at_once);
    client.end();
}

fn path(client: &Client, file: &str) -> String {
    flow_lsp::workspace::uri::path_of(&client.uri(file))
}

#[test]
fn settings_apply_when_they_change() {
    let text = "machine: @light\n  scenario: switch\n    on> :press from @guest\n      light moves to #on\n";
    let mut client = Client::start(&[("light.flow", text)]);
    client.expect("light.flow", &["'switch' checks nothing"]);
    client.write("flow.toml", "[lints]\nvacuous-scenario = \"allow\"\n");
    client.expect("light.flow", &[]);
    client.end();
}

#[test]
fn mistakes_in_settings_are_findings_of_their_file() {
    let mut client =
        Client::start(&[("light.flow", LIGHT), ("flow.toml", "[lints]\nnone-such = \"allow\"\n")]);
    client.expect("flow.toml", &["there is no check 'none-such'"]);
    client.write("flow.toml", "");
    client.expect("flow.toml", &[]);
    client.end();
}

#[test]
fn new_and_removed_files_are_noticed() {
    let mut client = Client::start(&[("light.flow", LIGHT)]);
    client.write("lamp.flow", "machine: @Lamp\n");
    client.expect("lamp.flow", &["'@Lamp' has a capital letter"]);
    std::fs::remove_file(client.folder.path().join("lamp.flow")).unwrap();
    let change = json!({ "uri": client.uri("lamp.flow"), "type": 3 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    client.expect("lamp.flow", &[]);
    client.end();
}

#[test]
fn buffers_without_a_file_are_programs_of_their_own() {
    let mut client = Client::start(&[]);
    client.open("untitled:Untitled-1", "machine: @Light\n");
    client.expect("untitled:Untitled-1", &["'@Light' has a capital letter"]);
    client.change("untitled:Untitled-1", 2, LIGHT);
    client.expect("untitled:Untitled-1", &[]);
    client.end();
}

#[test]
fn programs_do_not_share_findings() {
    let lamp = LIGHT.replace("light", "lamp");
    let mut client = Client::start(&[("a/light.flow", LIGHT), ("b/lamp.flow", &lamp)]);
    client.open("a/light.flow", "machine: @Light\n");
    client.expect("a/light.flow", &["'@Light' has a capital letter"]);
    assert_eq!(client.messages(&client.uri("b/lamp.flow")), [""; 0]);
    client.end();
}

#[test]
fn test_files_belong_to_the_program_that_they_test() {
    let test = "test: @light\n  for scenario: nothing\n    fine:\n      = light is in #on\n";
    let mut client = Client::start(&[("light.flow", LIGHT), ("light.test.flow", test)]);
    client.expect("light.test.flow", &["'@light' has no scenario 'nothing'"]);
    client.open("light.flow", &LIGHT.replace("scenario: switch", "scenario: nothing"));
    client.expect("light.test.flow", &[]);
    client.end();
}

#[test]
fn a_failing_story_is_a_finding() {
    let failing = LIGHT.replace("moves to #on\n", "moves to #on\n      $presses increases by 1\n");
    let failing = format!("{failing}      = $presses is 2\n");
    let mut client = Client::start(&[("light.flow", &failing)]);
    client.expect("light.flow", &["switch: expected at the end"]);
    client.open("light.flow", LIGHT);
    client.expect("light.flow", &[]);
    client.end();
}

#[test]
fn incremental_edits_reach_the_analysis() {
    let mut client = Client::start(&[]);
    let text = "// \u{1F600}\u{e4}\nmachine: @Light\n";
    client.open("untitled:a", text);
    client.expect("untitled:a", &["'@Light' has a capital letter"]);
    let range = json!({ "start": { "line": 1, "character": 10 }, "end": { "line": 1, "character": 11 } });
    let after = json!({ "start": { "line": 0, "character": 3 }, "end": { "line": 0, "character": 5 } });
    client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": "untitled:a", "version": 2 },
            "contentChanges": [
                { "range": range, "text": "l" },
                { "range": after, "text": "" },
            ],
        }),
    );
    let rest = LIGHT.strip_prefix("machine: @light\n").unwrap();
    let end = json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 0 } });
    client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": "untitled:a", "version": 3 },
            "contentChanges": [{ "range": end, "text": rest }],
        }),
    );
    client.expect("untitled:a", &[]);
    client.end();
}

#[test]
fn settings_count_before_they_are_saved() {
    let mut client = Client::start(&[("shop/light.flow", VACUOUS)]);
    client.expect("shop/light.flow", &["'a' checks nothing"]);
    client.open("flow.toml", "[lints]\nvacuous-scenario = \"allow\"\n");
    client.expect("shop/light.flow", &[]);
    client.change("flow.toml", 2, "[lints]\nvacuous-scenario = \"deny\"\n");
    client.expect("shop/light.flow", &["'a' checks nothing"]);
    // The nearest settings count, also when both are open.
    client.open("shop/flow.toml", "[lints]\nvacuous-scenario = \"allow\"\n");
    client.expect("shop/light.flow", &[]);
    client
        .notify("textDocument/didClose", json!({ "textDocument": { "uri": client.uri("shop/flow.toml") } }));
    client.expect("shop/light.flow", &["'a' checks nothing"]);
    client.end();
}

#[test]
fn files_that_nobody_watches_are_looked_at() {
    let capabilities = json!({ "capabilities": {} });
    let files = [("light.flow", VACUOUS), ("main.flow", "uses:\n  @lamp from \"./lamp.flow\"\n")];
    let mut client = Client::start_with(&files, &capabilities);
    client.expect("light.flow", &["'a' checks nothing"]);
    let missing = flow_lsp::workspace::uri::path_of(&client.uri("lamp.flow"));
    client.expect("main.flow", &[&format!("there is no file '{missing}'")]);
    let write = |path: &str, text: &str| std::fs::write(client.folder.path().join(path), text).unwrap();
    write("light.flow", "machine: @Light\n");
    write("lamp.flow", &VACUOUS.replace("@light", "@lamp").replace("light moves", "lamp moves"));
    client.expect("light.flow", &["'@Light' has a capital letter"]);
    client.expect("main.flow", &[]);
    client.expect("lamp.flow", &["'a' checks nothing"]);
    std::fs::write(client.folder.path().join("flow.toml"), "[lints]\nnone-such = \"allow\"\n").unwrap();
    client.expect("flow.toml", &["there is no check 'none-such'"]);
    client.end();
}

const VACUOUS: &str =
    "machine: @light\n  scenario: a\n    on> :press from @guest\n      light moves to #on\n";
