//! A person's desk: files on the disk, open documents with their latest texts, and the server that is notified of everything.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use flow_lsp::text::Encoding;
use flow_speculate::Random;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::gestures::Change;
use super::text;
use crate::client::Client;

/// An open document.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) text: String,
    pub(super) version: i32,
    /// Earlier texts, to go back to.
    pub(super) before: Vec<String>,
}

/// The desk. Files have paths below the folder, and buffers without a file their address.
pub(super) struct Desk {
    pub(super) client: Client,
    pub(super) params: Value,
    pub(super) encoding: Encoding,
    pub(super) watches: bool,
    pub(super) is_pulling: bool,
    pub(super) open: BTreeMap<String, Open>,
    /// The texts of files.
    pub(super) disk: BTreeMap<String, String>,
    /// What was done, for a failure.
    pub(super) log: Vec<String>,
}

/// The parameters of a random client: its capabilities, its encoding and its settings.
fn some_params(random: &mut Random) -> (Value, Encoding) {
    let (name, encoding) = *random.pick(&[
        ("utf-16", Encoding::Utf16),
        ("utf-16", Encoding::Utf16),
        ("utf-8", Encoding::Utf8),
        ("utf-32", Encoding::Utf32),
    ]);
    let mut can = |percent: usize| random.chance(percent);
    let capabilities = match can(20) {
        // Without any.
        true if encoding == Encoding::Utf16 => json!({}),
        _ => json!({
            "general": { "positionEncodings": [name] },
            "workspace": {
                "workspaceEdit": { "documentChanges": can(70), "resourceOperations": ["create"] },
                "didChangeWatchedFiles": { "dynamicRegistration": can(70) },
                "inlayHint": { "refreshSupport": can(50) },
                "codeLens": { "refreshSupport": can(50) },
                "diagnostics": { "refreshSupport": can(50) },
            },
            "window": { "workDoneProgress": can(30) },
            "textDocument": {
                "completion": { "completionItem": { "snippetSupport": can(50), "insertReplaceSupport": can(50) } },
                "publishDiagnostics": { "relatedInformation": can(50) },
                "codeAction": { "disabledSupport": can(50) },
            },
        }),
    };
    let background = can(30);
    let options = json!({
        "stories": background, "exploration": background, "explorationStates": 2_000,
        "diagnostics": if can(25) { "pull" } else { "push" }, "pictures": can(30),
    });
    (json!({ "capabilities": capabilities, "initializationOptions": options }), encoding)
}

impl Desk {
    /// A desk with these files.
    pub(super) fn new(random: &mut Random, files: &BTreeMap<String, String>) -> Desk {
        let (params, encoding) = some_params(random);
        let folder = Arc::new(TempDir::new().unwrap());
        let watches = params.pointer("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration");
        let watches = watches == Some(&Value::Bool(true));
        let is_pulling = params["initializationOptions"]["diagnostics"] == "pull";
        for (path, text) in files {
            write(&folder, path, text);
        }
        let client = Client::start_in(folder, &params);
        let (open, disk, log) = (BTreeMap::new(), files.clone(), Vec::new());
        Desk { client, params, encoding, watches, is_pulling, open, disk, log }
    }

    /// A new server with the documents as they are.
    pub(super) fn fresh_client(&self) -> Client {
        let client = Client::start_in(Arc::clone(&self.client.folder), &self.params);
        for (path, open) in &self.open {
            let document = json!({ "uri": self.client.address(path), "languageId": "flow", "version": open.version, "text": open.text });
            client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        }
        client
    }

    /// The text of a file or document as it counts.
    pub(super) fn text(&self, path: &str) -> Option<&String> {
        self.open.get(path).map(|open| &open.text).or_else(|| self.disk.get(path))
    }

    /// The path of an address.
    pub(super) fn path_of(&self, uri: &str) -> Option<String> {
        let folder = format!("{}/", self.client.uri(""));
        match uri.strip_prefix(&folder) {
            Some(path) => Some(path.to_owned()),
            None => self.open.contains_key(uri).then(|| uri.to_owned()),
        }
    }

    pub(super) fn open(&mut self, path: &str) {
        if self.open.contains_key(path) {
            return;
        }
        let text = self.disk.get(path).cloned().unwrap_or_default();
        self.log.push(format!("open {path}"));
        self.client.open(path, &text);
        self.open.insert(path.to_owned(), Open { text, version: 1, before: Vec::new() });
    }

    pub(super) fn close(&mut self, path: &str) {
        self.log.push(format!("close {path}"));
        let uri = self.client.address(path);
        self.client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        self.open.remove(path);
    }

    /// Sends the changes of one keystroke.
    pub(super) fn change(&mut self, path: &str, changes: &[Change], skipped: i32) {
        let open = self.open.get_mut(path).unwrap();
        let mut sent = Vec::new();
        for Change { at, new } in changes {
            let is_whole = *at == (0..open.text.len());
            if is_whole {
                sent.push(json!({ "text": new }));
            } else {
                let [start, end] = [at.start, at.end].map(|at| text::position(&open.text, at, self.encoding));
                sent.push(json!({ "range": { "start": start, "end": end }, "text": new }));
            }
            open.text.replace_range(at.clone(), new);
        }
        open.version += 1 + skipped;
        let document = json!({ "uri": self.client.address(path), "version": open.version });
        let params = json!({ "textDocument": document, "contentChanges": sent });
        self.client.notify("textDocument/didChange", params);
    }

    /// Changes a document to some text, as an undo does it: in the bytes between what stays.
    pub(super) fn change_to(&mut self, path: &str, text: &str) {
        let before = &self.open[path].text;
        let head = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let head =
            (0..=head).rev().find(|at| before.is_char_boundary(*at) && text.is_char_boundary(*at)).unwrap();
        let head = if before[..head].ends_with('\r') { head - 1 } else { head };
        let (old, new) = (&before[head..], &text[head..]);
        let tail = old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
        let is_end = |tail: &usize| {
            let (at, to) = (old.len() - tail, new.len() - tail);
            old.is_char_boundary(at)
                && new.is_char_boundary(to)
                && !old[at..].starts_with('\n')
                && !new[to..].starts_with('\n')
        };
        let tail = (0..=tail).rev().find(is_end).unwrap_or(0);
        let change = Change { at: head..head + old.len() - tail, new: new[..new.len() - tail].to_owned() };
        self.change(path, &[change], 0);
    }

    fn note_file(&mut self, path: &str, kind: u32) {
        if self.watches {
            let uri = self.client.uri(path);
            self.client.notify(
                "workspace/didChangeWatchedFiles",
                json!({ "changes": [{ "uri": uri, "type": kind }] }),
            );
        } else {
            // Without watched files, a save is the sign of changes.
            let uri = self
                .open
                .keys()
                .next()
                .map_or_else(|| self.client.uri(path), |open| self.client.address(open));
            self.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
        }
    }

    /// Writes a file, as another program does it.
    pub(super) fn write(&mut self, path: &str, text: &str) {
        self.log.push(format!("write {path}"));
        write(&self.client.folder, path, text);
        let kind = if self.disk.insert(path.to_owned(), text.to_owned()).is_some() { 2 } else { 1 };
        self.note_file(path, kind);
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.log.push(format!("remove {path}"));
        if self.disk.remove(path).is_some() {
            fs::remove_file(self.client.folder.path().join(path)).unwrap();
            self.note_file(path, 3);
        }
    }

    /// Saves a document.
    pub(super) fn save(&mut self, path: &str) {
        let text = self.open[path].text.clone();
        self.write(path, &text);
        let uri = self.client.address(path);
        self.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    }

    /// Applies the edit of an answer in all its files; files that are not open are opened first.
    pub(super) fn apply(&mut self, edit: &Value) -> Result<(), String> {
        let mut files: Vec<(String, Vec<Value>)> = Vec::new();
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            if change["kind"] == "create" {
                let path = self.path_of(change["uri"].as_str().unwrap()).ok_or("an unknown file")?;
                self.write(&path, "");
                continue;
            }
            let uri = change["textDocument"]["uri"].as_str().ok_or("no address")?;
            let path = self.path_of(uri).ok_or_else(|| format!("'{uri}' is unknown"))?;
            let version = self.open.get(&path).map(|open| open.version);
            if change["textDocument"]["version"].as_i64() != version.map(i64::from) {
                return Err(format!(
                    "version {} of {path}, not {version:?}",
                    change["textDocument"]["version"]
                ));
            }
            files.push((path, change["edits"].as_array().ok_or("no edits")?.clone()));
        }
        for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
            let path = self.path_of(uri).ok_or_else(|| format!("'{uri}' is unknown"))?;
            files.push((path, edits.as_array().ok_or("no edits")?.clone()));
        }
        for (path, edits) in files {
            self.open(&path);
            let before = self.open[&path].text.clone();
            let after = text::apply_edits(&before, &edits, self.encoding)?;
            self.open.get_mut(&path).unwrap().before.push(before);
            self.change_to(&path, &after);
        }
        Ok(())
    }
}

pub(super) fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
