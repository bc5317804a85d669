//! Files that change their program, and programs that share files: the findings and the answers are those of the programs as they are now.

use serde_json::{Value, json};

use crate::client::Client;

const LIGHT: &str = "machine: @light\n  on> :press from @guest in #off\n    light moves to #on\n";

/// Uses the machine of another file.
const MAIN: &str = "system: house\nuses:\n  @light from \"./light.flow\"\n\nmachine: @door\n  on> :open from @guest in #shut\n    emit :press to @light\n    door moves to #open\n";

fn pulling() -> Value {
    json!({ "initializationOptions": { "diagnostics": "pull" } })
}

fn pull(client: &mut Client, path: &str) -> Vec<String> {
    let report = client.about("textDocument/diagnostic", path);
    let message = |item: &Value| item["message"].as_str().unwrap().to_owned();
    report["items"].as_array().unwrap().iter().map(message).collect()
}

#[test]
fn pulled_findings_are_those_of_the_programs_after_a_change_of_what_a_file_uses() {
    let without = MAIN.replace("uses:\n  @light from \"./light.flow\"\n", "");
    let guarded = format!("{LIGHT}  on> :find from @guest in #lost\n    light moves to #on\n");
    let mut client = Client::start_with(&[("main.flow", MAIN), ("light.flow", &guarded)], &pulling());
    client.open("main.flow", MAIN);
    client.open("light.flow", &guarded);
    let together = pull(&mut client, "main.flow");
    client.change("main.flow", 2, &without);
    let alone = pull(&mut client, "main.flow");
    let light = pull(&mut client, "light.flow");
    // As a server says it that has only seen these texts.
    let mut other = Client::start_with(&[("main.flow", &without), ("light.flow", &guarded)], &pulling());
    assert_eq!(alone, pull(&mut other, "main.flow"));
    assert_eq!(light, pull(&mut other, "light.flow"));
    client.change("main.flow", 3, MAIN);
    assert_eq!(pull(&mut client, "main.flow"), together);
    client.end();
    other.end();
}

#[test]
fn a_rename_right_after_a_change_concerns_the_files_that_are_used_now() {
    let test = "test: @other\n  for :press:\n    once:\n      = light is in #on\n";
    let mut client = Client::start(&[("light.flow", LIGHT), ("light.test.flow", test)]);
    client.open("light.flow", LIGHT);
    client.open("light.test.flow", test);
    client.expect("light.flow", &[]);
    // The test file belongs to the program of the machine from now on.
    client.change("light.test.flow", 2, &test.replace("@other", "@light"));
    let params = json!({
        "textDocument": { "uri": client.uri("light.flow") }, "position": { "line": 1, "character": 9 }, "newName": "push",
    });
    let edit = client.request("textDocument/rename", params).unwrap();
    assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 2, "{edit}");
    client.end();
}

#[test]
fn a_file_that_two_programs_share_has_the_findings_of_both_as_they_are() {
    let second = MAIN.replace("house", "barn").replace("@door", "@gate").replace("door", "gate");
    let files = [
        ("a/main.flow", MAIN),
        ("a/light.flow", LIGHT),
        ("b/second.flow", &second.replace("./light", "../a/light")),
    ];
    let mut client = Client::start_with(&files, &pulling());
    client.open("a/light.flow", LIGHT);
    let before = pull(&mut client, "a/light.flow");
    client.change("a/light.flow", 2, &format!("\n\n\n{}", LIGHT.replace("#on", "#On")));
    let report = client.about("textDocument/diagnostic", "a/light.flow");
    let lines: Vec<u64> = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["range"]["start"]["line"].as_u64().unwrap())
        .collect();
    assert!(lines.iter().all(|line| *line == 5), "{before:?} {report}");
    client.end();
}

#[test]
fn a_file_that_is_written_twice_at_once_has_its_last_text() {
    let mut client = Client::start(&[("light.flow", LIGHT)]);
    client.about("textDocument/foldingRange", "light.flow");
    // Neither the time nor the length of the file differs.
    let path = client.folder.path().join("light.flow");
    let time = std::fs::metadata(&path).unwrap().modified().unwrap();
    std::fs::write(&path, LIGHT.replace("#on", "#On")).unwrap();
    std::fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
    let event = json!({ "changes": [{ "uri": client.uri("light.flow"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", event);
    client.expect("light.flow", &["'#On' has a capital letter"]);
    client.end();
}

/// How many documents there are, of which each is a program: `FLOW_DOCUMENTS=3000` takes a minute.
const DOCUMENTS: usize = 300;

#[test]
fn many_documents_are_opened_changed_and_closed() {
    let count = crate::edited::number("FLOW_DOCUMENTS", DOCUMENTS);
    let file =
        |number: usize| (format!("light_{number}.flow"), LIGHT.replace("light", &format!("light_{number}")));
    let files: Vec<(String, String)> = (0..count).map(file).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let options = json!({ "initializationOptions": { "stories": false, "exploration": false } });
    let mut client = Client::start_with(&files, &options);
    let reports = |client: &mut Client, word: &str| {
        let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
        let all = all["items"].as_array().unwrap().clone();
        assert_eq!(all.len(), count);
        all.iter().filter(|report| report["items"].to_string().contains(word)).count()
    };
    files.iter().for_each(|(path, text)| client.open(path, text));
    files.iter().for_each(|(path, text)| client.change(path, 2, &text.replace("#off", "#dark")));
    assert_eq!(reports(&mut client, "#dark"), count);
    for (path, _) in &files {
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": client.uri(path) } }));
    }
    assert_eq!((reports(&mut client, "#dark"), reports(&mut client, "#off")), (0, count));
    client.end();
}

#[test]
fn a_missing_file_is_looked_for_among_the_files_as_they_are() {
    let files = [("main.flow", MAIN), ("lamps/light.flow", LIGHT)];
    let mut client = Client::start(&files);
    let help = |client: &mut Client| {
        client.about("textDocument/foldingRange", "main.flow");
        let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
        let reports = all["items"].as_array().unwrap();
        let report = reports.iter().find(|report| report["uri"] == client.uri("main.flow")).unwrap();
        report["items"][0]["message"].as_str().unwrap().split_once('\n').unwrap().1.to_owned()
    };
    assert_eq!(help(&mut client), "help: there is './lamps/light.flow'");
    std::fs::rename(client.folder.path().join("lamps"), client.folder.path().join("rooms")).unwrap();
    // The client speaks of the folder only.
    let event = json!({ "changes": [{ "uri": client.uri("lamps"), "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", event);
    assert_eq!(help(&mut client), "help: there is './rooms/light.flow'");
    client.end();
}
