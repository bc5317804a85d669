//! Exploration in the background: its findings, the tests that are made of them, its progress, and that none is of an old text.

use std::time::Duration;

use lsp_server::Message;
use serde_json::{Value, json};

use crate::client::Client;

/// The bank can charge an order that was cancelled.
const LATE: &str = "\
machine: @order
  starts in #open
  ends in #paid, #cancelled
  on> :pay from @customer in #open
    emit :charge to @bank
    order moves to #waiting
  on :charged from @bank in #waiting
    order moves to #paid
  on> :cancel from @customer in #waiting
    order moves to #cancelled
";

/// The same with that answer.
const RIGHT: &str = "  on :charged from @bank in #cancelled\n    ignore\n";

const FINDING: &str = "':charged' from @bank comes late to @order in #cancelled, which does not take it";

/// The parameters of `initialize` of a client with all capabilities.
fn able() -> Value {
    json!({ "capabilities": {
        "window": { "workDoneProgress": true, "showDocument": { "support": true } },
        "workspace": {
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true },
            "codeAction": { "disabledSupport": true },
        },
    } })
}

#[test]
fn findings_have_the_way_to_them_as_related_places() {
    let mut client = Client::start_with(&[("order.flow", LATE)], &able());
    client.open("order.flow", LATE);
    client.expect("order.flow", &[FINDING]);
    let found = &client.diagnostics[&client.uri("order.flow")]["diagnostics"][0];
    assert_eq!(found["source"], "flow explore");
    assert_eq!(found["code"], "late-answer");
    assert_eq!(found["severity"], 2);
    assert_eq!(found["range"]["start"]["line"], 6);
    let steps = found["relatedInformation"].as_array().unwrap();
    let lines: Vec<u64> =
        steps.iter().map(|step| step["location"]["range"]["start"]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 8, 6]);
    assert_eq!(steps[0]["message"], "1. @customer sends ':pay' to @order: #open to #waiting");
    client.end();
}

#[test]
fn clients_without_related_places_read_the_way_in_the_message() {
    let mut client = Client::start(&[]);
    client.open("untitled:order", LATE);
    client.expect("untitled:order", &[FINDING]);
    let found = &client.diagnostics["untitled:order"]["diagnostics"][0];
    let message = found["message"].as_str().unwrap();
    assert_eq!(message.lines().nth(1), Some("1. @customer sends ':pay' to @order: #open to #waiting"));
    assert_eq!(found["relatedInformation"], Value::Null);
    client.end();
}

#[test]
fn a_repaired_text_has_no_findings() {
    let mut client = Client::start(&[]);
    client.open("untitled:order", LATE);
    client.expect("untitled:order", &[FINDING]);
    client.change("untitled:order", 2, &format!("{LATE}{RIGHT}"));
    client.expect("untitled:order", &[]);
    client.wait_for_lens("untitled:order", "explored: no finding");
    assert_eq!(client.messages("untitled:order"), [""; 0]);
    client.end();
}

/// Texts with and without the finding take turns, at times from a fixed list: before, while and after they are explored.
#[test]
fn findings_are_never_those_of_an_old_text() {
    let mut client = Client::start(&[]);
    client.open("untitled:order", LATE);
    let right = format!("{LATE}{RIGHT}");
    for version in 2..40 {
        let text = if version % 2 == 0 { right.as_str() } else { LATE };
        client.change("untitled:order", version, text);
        client.about("textDocument/foldingRange", "untitled:order");
        let pause = [0, 5, 290, 300, 310, 330][version as usize % 6];
        std::thread::sleep(Duration::from_millis(pause));
    }
    client.change("untitled:order", 40, LATE);
    client.expect("untitled:order", &[FINDING]);
    let mut explored = 0;
    for published in &client.published {
        let found = published["diagnostics"].as_array().unwrap();
        let has = found.iter().any(|found| found["source"] == "flow explore");
        let version = published["version"].as_i64().unwrap();
        assert!(!has || version == 1 || version % 2 == 1 || version == 40, "version {version}: {published}");
        explored += usize::from(has);
    }
    assert!(explored > 1, "explored {explored} times");
    client.end();
}

#[test]
fn exploration_can_be_switched_off() {
    let options = json!({ "initializationOptions": { "exploration": false } });
    let mut client = Client::start_with(&[], &options);
    client.open("untitled:order", LATE);
    client.about("textDocument/codeLens", "untitled:order");
    std::thread::sleep(Duration::from_millis(600));
    let lenses = client.about("textDocument/codeLens", "untitled:order");
    assert!(!lenses.to_string().contains("explored"), "{lenses}");
    assert_eq!(client.messages("untitled:order"), [""; 0]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "exploration": true } }));
    client.expect("untitled:order", &[FINDING]);
    client.end();
}

#[test]
fn accepted_findings_are_not_shown() {
    let settings = "[explore.accept]\n\"late-answer | from @bank | order | #cancelled | charged\" = \"the bank pays back\"\n";
    let mut client = Client::start(&[("order.flow", LATE), ("flow.toml", settings)]);
    client.open("order.flow", LATE);
    client.wait_for_lens("order.flow", "explored: no finding");
    assert_eq!(client.messages(&client.uri("order.flow")), [""; 0]);
    client.end();
}

/// The action that keeps a finding.
fn kept(client: &mut Client, path: &str, line: u32) -> Option<Value> {
    let actions = client.actions(path, line, 4);
    actions.into_iter().find(|action| action["title"].as_str().unwrap().starts_with("Keep"))
}

#[test]
fn a_finding_is_kept_in_a_new_test_file() {
    let mut client = Client::start_with(&[("order.flow", LATE)], &able());
    client.open("order.flow", LATE);
    client.expect("order.flow", &[FINDING]);
    let action = kept(&mut client, "order.flow", 6).unwrap();
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0]["code"], "late-answer");
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes[0], json!({ "kind": "create", "uri": client.uri("order.test.flow") }));
    assert_eq!(changes[1]["textDocument"]["uri"], client.uri("order.test.flow"));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap().to_owned();
    assert!(text.starts_with("test: order\n"), "{text}");
    // As `flow test` runs it: it fails now, and passes when the specification is right.
    client.write("order.test.flow", &text);
    client.expect(
        "order.test.flow",
        &[format!("{FINDING}: this reaches @order in #cancelled, which does not take it").as_str()],
    );
    assert_eq!(kept(&mut client, "order.flow", 6), None);
    client.change("order.flow", 2, &format!("{LATE}{RIGHT}"));
    client.expect("order.test.flow", &[]);
    client.end();
}

#[test]
fn a_finding_is_kept_at_the_end_of_a_test_file() {
    let tests = "test: order\n  pay:\n    receive :pay from @customer to @order\n    = order is in #waiting";
    let mut client = Client::start_with(&[("order.flow", LATE), ("order.test.flow", tests)], &able());
    client.open("order.flow", LATE);
    client.expect("order.flow", &[FINDING]);
    let action = kept(&mut client, "order.flow", 6).unwrap();
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 1);
    let end = json!({ "line": 3, "character": 26 });
    assert_eq!(changes[0]["edits"][0]["range"], json!({ "start": end, "end": end }));
    let added = changes[0]["edits"][0]["newText"].as_str().unwrap();
    assert!(added.starts_with("\n\ntest: "), "{added}");
    client.end();
}

#[test]
fn buffers_without_a_file_have_no_test_file() {
    let mut client = Client::start_with(&[], &able());
    client.open("untitled:order", LATE);
    client.expect("untitled:order", &[FINDING]);
    assert_eq!(kept(&mut client, "untitled:order", 6), None);
    client.end();
}

#[test]
fn the_lens_of_an_exploration_shows_the_findings() {
    let mut client = Client::start(&[]);
    client.open("untitled:order", LATE);
    let lens = client.wait_for_lens("untitled:order", "explored: 1 finding");
    assert_eq!(lens["range"]["start"]["line"], 0);
    let run = json!({ "command": lens["command"]["command"], "arguments": lens["command"]["arguments"] });
    let result = client.request("workspace/executeCommand", run).unwrap();
    assert_eq!(result["complete"], true);
    let report = result["report"].as_str().unwrap();
    assert!(report.contains(&format!("late-answer: {FINDING}\n  1. @customer sends")), "{report}");
    client.end();
}

/// Counters that have a million states together.
fn endless() -> String {
    let counter = |name: &str| {
        format!(
            "machine: @{name}\n  one for all\n  on> :count from @guest in #idle\n    ? $count < 100\n      $count increases by 1\n    otherwise\n      {name} moves to #full\n\n"
        )
    };
    format!("system: counters\n{}{}{}", counter("first"), counter("second"), counter("third"))
}

fn progress(message: &Message) -> Option<(&Value, &str)> {
    match message {
        Message::Notification(note) if note.method == "$/progress" => {
            Some((&note.params["token"], note.params["value"]["kind"].as_str().unwrap()))
        }
        _ => None,
    }
}

#[test]
fn a_long_exploration_shows_its_progress_and_can_be_cancelled() {
    let mut params = able();
    params["initializationOptions"] = json!({ "explorationStates": 10_000_000 });
    let mut client = Client::start_with(&[], &params);
    client.open("untitled:counters", &endless());
    let begin = client.wait_for_note(|note| progress(note).is_some_and(|(_, kind)| kind == "begin"));
    let (token, _) = progress(&begin).unwrap();
    let Message::Notification(note) = &begin else { unreachable!() };
    assert_eq!(note.params["value"]["title"], "Flow: exploration");
    assert!(note.params["value"]["message"].as_str().unwrap().ends_with(" states"));
    let created = |note: &Message| matches!(note, Message::Request(request) if request.method == "window/workDoneProgress/create" && request.params["token"] == *token);
    client.wait_for_note(created);
    client.wait_for_note(|note| progress(note).is_some_and(|(of, kind)| of == token && kind == "report"));
    client.notify("window/workDoneProgress/cancel", json!({ "token": token }));
    client.wait_for_note(|note| progress(note).is_some_and(|(of, kind)| of == token && kind == "end"));
    client.end();
}

#[test]
fn a_new_text_ends_an_exploration() {
    let mut params = able();
    params["initializationOptions"] = json!({ "explorationStates": 10_000_000 });
    let mut client = Client::start_with(&[], &params);
    client.open("untitled:counters", &endless());
    client.wait_for_note(|note| progress(note).is_some_and(|(_, kind)| kind == "begin"));
    client.change("untitled:counters", 2, LATE);
    client.wait_for_note(|note| progress(note).is_some_and(|(_, kind)| kind == "end"));
    client.expect("untitled:counters", &[FINDING]);
    client.end();
}
