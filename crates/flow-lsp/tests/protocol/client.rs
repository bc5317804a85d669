//! A client that keeps the messages of the server.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use flow_lsp::server::{Ending, serve};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A client with its server, and a folder for the files.
pub(crate) struct Client {
    connection: Connection,
    server: Option<JoinHandle<std::io::Result<Ending>>>,
    pub(crate) folder: Arc<TempDir>,
    requests: i32,
    /// The latest diagnostics of each address.
    pub(crate) diagnostics: BTreeMap<String, Value>,
    /// All diagnostics that were published, in order.
    pub(crate) published: Vec<Value>,
    /// All other messages without a request.
    pub(crate) notes: Vec<Message>,
    pub(crate) capabilities: Value,
}

impl Client {
    /// A client of a folder with these files, which offers all that the server knows.
    pub(crate) fn start(files: &[(&str, &str)]) -> Client {
        Client::start_with(files, &json!({}))
    }

    /// The same, with parameters that replace those of the client.
    pub(crate) fn start_with(files: &[(&str, &str)], changes: &Value) -> Client {
        let folder = TempDir::new().unwrap();
        for (path, text) in files {
            write(folder.path(), path, text);
        }
        Client::start_in(Arc::new(folder), changes)
    }

    /// The same, in a folder that there is already.
    pub(crate) fn start_in(folder: Arc<TempDir>, changes: &Value) -> Client {
        let (server_end, client_end) = Connection::memory();
        let server = thread::spawn(move || serve(server_end));
        let mut client = Client {
            connection: client_end,
            server: Some(server),
            requests: 0,
            diagnostics: BTreeMap::new(),
            published: Vec::new(),
            notes: Vec::new(),
            capabilities: Value::Null,
            folder,
        };
        let mut params = json!({
            "capabilities": {
                "general": { "positionEncodings": ["utf-16"] },
                "workspace": {
                    "workspaceEdit": { "documentChanges": true },
                    "didChangeWatchedFiles": { "dynamicRegistration": true },
                },
                "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } },
            },
            "workspaceFolders": [{ "uri": client.uri(""), "name": "folder" }],
        });
        for (key, value) in changes.as_object().unwrap() {
            params[key] = value.clone();
        }
        client.capabilities = client.request("initialize", params).unwrap()["capabilities"].clone();
        client.notify("initialized", json!({}));
        client
    }

    /// The address of a file of the folder.
    pub(crate) fn uri(&self, path: &str) -> String {
        let folder = self.folder.path().canonicalize().unwrap();
        let whole = if path.is_empty() { folder } else { folder.join(path) };
        flow_lsp::workspace::uri::uri_of(whole.to_str().unwrap())
    }

    /// Writes a file, and notifies the server.
    pub(crate) fn write(&self, path: &str, text: &str) {
        write(self.folder.path(), path, text);
        self.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [{ "uri": self.uri(path), "type": 1 }] }),
        );
    }

    pub(crate) fn open(&self, path: &str, text: &str) {
        let document = json!({ "uri": self.address(path), "languageId": "flow", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text of a document.
    pub(crate) fn change(&self, path: &str, version: i32, text: &str) {
        let document = json!({ "uri": self.address(path), "version": version });
        let changes = json!([{ "text": text }]);
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// A path as its address; an address stays.
    pub(crate) fn address(&self, path: &str) -> String {
        if path.contains(':') { path.to_owned() } else { self.uri(path) }
    }

    pub(crate) fn notify(&self, method: &str, params: Value) {
        let message = Notification { method: method.to_owned(), params };
        self.connection.sender.send(message.into()).unwrap();
    }

    /// Sends a request, without waiting for its answer.
    pub(crate) fn send(&mut self, method: &str, params: Value) -> i32 {
        self.requests += 1;
        let request = Request { id: RequestId::from(self.requests), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).unwrap();
        self.requests
    }

    /// Sends a request, and waits for its result or the code and text of its error.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        let id = self.send(method, params);
        self.wait_for(id)
    }

    /// Waits for the answer of a request.
    pub(crate) fn wait_for(&mut self, id: i32) -> Result<Value, (i32, String)> {
        loop {
            if let Message::Response(Response { id: of, response_result }) = self.receive() {
                assert_eq!(of, RequestId::from(id), "answers come in the order of the requests");
                return response_result.map_err(|error| (error.code, error.message));
            }
        }
    }

    /// A request about a place of a document.
    pub(crate) fn at(&mut self, method: &str, path: &str, line: u32, character: u32) -> Value {
        let params = json!({
            "textDocument": { "uri": self.address(path) },
            "position": { "line": line, "character": character },
        });
        self.request(method, params).unwrap()
    }

    /// A request about a document.
    pub(crate) fn about(&mut self, method: &str, path: &str) -> Value {
        let params = json!({ "textDocument": { "uri": self.address(path) } });
        self.request(method, params).unwrap()
    }

    /// The next message, which is kept if it is no answer.
    pub(crate) fn receive(&mut self) -> Message {
        let message = self.connection.receiver.recv_timeout(PATIENCE).expect("the server says something");
        match &message {
            Message::Notification(note) if note.method == "textDocument/publishDiagnostics" => {
                let uri = note.params["uri"].as_str().unwrap().to_owned();
                self.published.push(note.params.clone());
                self.diagnostics.insert(uri, note.params.clone());
            }
            Message::Request(request) => {
                let answer = Response::new_ok(request.id.clone(), ());
                self.connection.sender.send(answer.into()).unwrap();
                self.notes.push(message.clone());
            }
            Message::Notification(_) => self.notes.push(message.clone()),
            Message::Response(_) => {}
        }
        message
    }

    /// Waits until the diagnostics of a document have these messages.
    pub(crate) fn expect(&mut self, path: &str, expected: &[&str]) {
        let uri = self.address(path);
        loop {
            let found = self.messages(&uri);
            if found == expected {
                return;
            }
            let message = self.connection.receiver.recv_timeout(PATIENCE);
            let Ok(message) = message else { panic!("{path}: expected {expected:?}, found {found:?}") };
            if let Message::Notification(note) = &message
                && note.method == "textDocument/publishDiagnostics"
            {
                let uri = note.params["uri"].as_str().unwrap().to_owned();
                self.published.push(note.params.clone());
                self.diagnostics.insert(uri, note.params.clone());
            } else {
                self.notes.push(message);
            }
        }
    }

    /// Waits for a message without a request that is as wanted.
    pub(crate) fn wait_for_note(&mut self, is_wanted: impl Fn(&Message) -> bool) -> Message {
        if let Some(at) = self.notes.iter().position(&is_wanted) {
            return self.notes.remove(at);
        }
        loop {
            let message = self.receive();
            if is_wanted(&message) {
                self.notes.pop();
                return message;
            }
        }
    }

    /// Asks again until the lenses of a document are as wanted.
    pub(crate) fn wait_for_lens(&mut self, path: &str, title: &str) -> Value {
        for _ in 0..2_000 {
            let lenses = self.about("textDocument/codeLens", path);
            let lens = lenses
                .as_array()
                .unwrap()
                .iter()
                .find(|lens| lens["command"]["title"].as_str().unwrap().starts_with(title));
            if let Some(lens) = lens {
                return lens.clone();
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("{path}: no lens '{title}'");
    }

    /// The code actions at a place.
    pub(crate) fn actions(&mut self, path: &str, line: u32, character: u32) -> Vec<Value> {
        let place = json!({ "line": line, "character": character });
        let params = json!({
            "textDocument": { "uri": self.address(path) },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [] },
        });
        self.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }

    /// The first lines of the diagnostics of an address.
    pub(crate) fn messages(&self, uri: &str) -> Vec<String> {
        let of = self.diagnostics.get(uri).map(|params| params["diagnostics"].as_array().unwrap().clone());
        let text =
            |diagnostic: &Value| diagnostic["message"].as_str().unwrap().lines().next().unwrap().to_owned();
        of.unwrap_or_default().iter().map(text).collect()
    }

    /// Ends the session as the protocol requires.
    pub(crate) fn end(mut self) -> Ending {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        self.server.take().unwrap().join().unwrap().unwrap()
    }

    /// Ends it with a notification alone, or by going away.
    pub(crate) fn leave(mut self, notification: Option<&str>) -> Ending {
        if let Some(method) = notification {
            self.notify(method, Value::Null);
        }
        let server = self.server.take().unwrap();
        drop(self);
        server.join().unwrap().unwrap()
    }
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
