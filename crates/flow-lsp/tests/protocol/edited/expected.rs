//! The findings that a client must have: those of an analysis without earlier results, and those of the program `flow check`.

use std::collections::BTreeMap;
use std::process::Command;

use flow_lsp::text::{Document, Encoding};
use flow_lsp::workspace::{Files, uri};
use flow_project::{Analysis, Request, analyze, group_files};
use flow_syntax::diagnostic::Level;
use flow_syntax::source::Span;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::desk::Desk;
use super::text::position;

/// The findings of each address: range, severity, check and message.
pub(super) type Findings = BTreeMap<String, Vec<String>>;

fn finding(range: &Value, level: u64, check: &Value, message: &str) -> String {
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    format!("{}-{} {level} {check} {message}", place(&range["start"]), place(&range["end"]))
}

/// The findings of `flow check` that a client has. The results of stories and exploration have other sources.
pub(super) fn of_client(items: &Value) -> Vec<String> {
    let items = items.as_array().into_iter().flatten().filter(|item| item["source"] == "flow");
    let one = |item: &Value| {
        finding(
            &item["range"],
            item["severity"].as_u64().unwrap(),
            &item["code"],
            item["message"].as_str().unwrap(),
        )
    };
    let mut all: Vec<String> = items.map(one).collect();
    all.sort();
    all
}

/// The findings of an analysis of the current texts, made without a server.
pub(super) fn of_desk(desk: &Desk) -> Findings {
    let mut files = Files::default();
    files.set_folders(vec![uri::path_of(&desk.client.uri(""))]);
    for (path, open) in &desk.open {
        files.open(&desk.client.address(path), Document::new(open.text.clone(), 1));
    }
    let mut all = Findings::new();
    for group in group_files(&files.specifications(), &mut files) {
        let request =
            Request { settings_file: files.settings_path(&group.roots[0]), ..Request::new(group.roots) };
        let mut analysis = analyze(&request, &mut files);
        flow_codegen::check_names(&mut analysis);
        for found in analysis.diagnostics.sorted() {
            let facts = found.help.iter().filter(|help| help.edits.is_empty());
            let facts: String = facts.map(|help| format!("\nhelp: {}", help.text)).collect();
            let level = if found.level == Level::Deny { 1 } else { 2 };
            let range = range(&analysis, found.span, desk);
            let one =
                finding(&range, level, &json!(found.name.as_str()), &format!("{}{facts}", found.message));
            let address =
                desk.client.address(&relative(desk, &analysis.program.sources.get(found.span.file).path));
            let known: &mut Vec<String> = all.entry(address).or_default();
            // Equal findings of several programs are one.
            known.push(one);
        }
    }
    for known in all.values_mut() {
        known.sort();
    }
    all
}

/// A path of the analysis as one of the desk.
fn relative(desk: &Desk, path: &str) -> String {
    let folder = format!("{}/", uri::path_of(&desk.client.uri("")));
    path.strip_prefix(&folder).unwrap_or(path).to_owned()
}

fn range(analysis: &Analysis, span: Span, desk: &Desk) -> Value {
    let source = analysis.program.sources.get(span.file);
    let path = relative(desk, &source.path);
    let has_mark = desk.open.get(&path).is_some_and(|open| open.text.starts_with('\u{feff}'));
    let at = |offset: u32| {
        let mut place = position(&source.text, offset as usize, desk.encoding);
        if has_mark && place["line"] == 0 {
            let width = if desk.encoding == Encoding::Utf8 { 3 } else { 1 };
            place["character"] = json!(place["character"].as_u64().unwrap() + width);
        }
        place
    };
    json!({ "start": at(span.start), "end": at(span.end) })
}

/// What the program `flow check` prints in a folder with the texts as they are: path, bytes, level, check and message.
pub(super) fn of_program(program: &str, desk: &Desk) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let texts = desk.disk.keys().chain(desk.open.keys().filter(|path| !path.contains(':')));
    for path in texts {
        super::desk::write(&folder, path, desk.text(path).unwrap());
    }
    let output = Command::new(program)
        .args(["check", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut all = Vec::new();
    for line in text.lines() {
        let found: Value = serde_json::from_str(line).unwrap();
        let path = found["span"]["file"].as_str().unwrap().trim_start_matches("./");
        let name = found["name"].as_str().unwrap();
        let level = found["level"].as_str().unwrap();
        let message = found["message"].as_str().unwrap();
        let [start, end] = ["start", "end"].map(|end| found["span"][end].as_u64().unwrap());
        all.push(shown(path, start, end, level, name, message));
    }
    all.sort();
    all.dedup();
    all
}

fn shown(path: &str, start: u64, end: u64, level: &str, name: &str, message: &str) -> String {
    // The paths of missing files are those of another folder.
    let message = if name == "missing-file" { "" } else { message };
    format!("{path} {start}-{end} {level} {name} {message}")
}

/// The findings that a client has, as [`of_program`] gives those of the program.
pub(super) fn as_program(desk: &Desk, reports: &[(String, Value)]) -> Vec<String> {
    let mut all = Vec::new();
    let folder = format!("{}/", uri::path_of(&desk.client.uri("")));
    for (address, items) in reports {
        let Some(path) = desk.path_of(address).filter(|path| !path.contains(':')) else { continue };
        let Some(text) = desk.text(&path) else { continue };
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        for item in items.as_array().unwrap().iter().filter(|item| item["source"] == "flow") {
            let [start, end] = ["start", "end"].map(|end| {
                let at = super::text::offset(text, &item["range"][end], desk.encoding);
                at.unwrap_or_else(|| panic!("{path} has no place {item}")) as u64
            });
            let level = if item["severity"] == 1 { "error" } else { "warning" };
            let message = item["message"].as_str().unwrap().replace(&folder, "");
            let message = message.split("\nhelp: ").next().unwrap();
            let (start, end) = (start.saturating_sub(mark), end.saturating_sub(mark));
            all.push(shown(&path, start, end, level, item["code"].as_str().unwrap(), message));
        }
    }
    all.sort();
    all.dedup();
    all
}
