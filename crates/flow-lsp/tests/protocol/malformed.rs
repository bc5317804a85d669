//! Messages that are none: each is answered with an error, and the session goes on.

use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex};

use flow_lsp::server::{Ending, serve_streams};
use flow_speculate::Random;
use serde_json::{Value, json};

/// How many sessions with random mistakes there are, each of some messages.
const SESSIONS: u64 = 60;

/// The number of the last request of a session, which no other message has.
const SHUTDOWN: &str = "the end";

const TEXT: &str = "machine: @light\n  scenario: a\n    on :press from @guest\n      light moves to #on\n";

/// An output that the test reads afterwards.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The messages of the server to a client that sends these bytes, and how the session ends.
fn talk(bytes: Vec<u8>) -> (Vec<Value>, io::Result<Ending>) {
    let output = Output::default();
    let ending = serve_streams(Cursor::new(bytes), output.clone());
    let written = output.0.lock().unwrap();
    let mut rest = std::str::from_utf8(&written).unwrap();
    let mut messages = Vec::new();
    while let Some((header, content)) = rest.split_once("\r\n\r\n") {
        let length: usize = header.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        messages.push(serde_json::from_str(&content[..length]).unwrap());
        rest = &content[length..];
    }
    (messages, ending)
}

fn framed(content: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", content.len()).as_bytes(), content].concat()
}

#[expect(clippy::needless_pass_by_value, reason = "callers make the parameters in place")]
fn request(id: impl Into<Value>, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id.into(), "method": method, "params": params })
}

#[expect(clippy::needless_pass_by_value, reason = "callers make the parameters in place")]
fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// A session with these contents between its first messages and its last ones.
fn session(contents: &[Vec<u8>]) -> Vec<u8> {
    let document = json!({ "uri": "untitled:a", "languageId": "flow", "version": 1, "text": TEXT });
    let first = [
        request(0, "initialize", json!({ "capabilities": {} })),
        notification("initialized", json!({})),
        notification("textDocument/didOpen", json!({ "textDocument": document })),
    ];
    let last = [request(SHUTDOWN, "shutdown", Value::Null), notification("exit", Value::Null)];
    let of = |messages: &[Value]| {
        messages.iter().flat_map(|message| framed(message.to_string().as_bytes())).collect::<Vec<u8>>()
    };
    let contents: Vec<u8> = contents.iter().flat_map(|content| framed(content)).collect();
    [of(&first), contents, of(&last)].concat()
}

/// The numbers and codes of the errors in some messages.
fn errors(messages: &[Value]) -> Vec<(Value, i64)> {
    let error = |message: &Value| Some((message["id"].clone(), message["error"]["code"].as_i64()?));
    messages.iter().filter_map(error).collect()
}

fn is_answer_to(message: &Value, id: &Value) -> bool {
    message.get("method").is_none() && message.get("id") == Some(id)
}

#[test]
fn contents_that_are_no_messages_are_answered_with_errors() {
    let contents: [&[u8]; 8] = [
        b"",
        b"{\"id\": 1, ",
        b"\xff\xfe",
        b"[]",
        b"{\"id\": 7}",
        b"{\"id\": 8, \"method\": {}}",
        b"{\"id\": 9.5, \"method\": \"shutdown\"}",
        b"{\"id\": 10, \"method\": \"textDocument/hover\"}",
    ];
    let (messages, ending) = talk(session(&contents.map(<[u8]>::to_vec)));
    assert_eq!(ending.unwrap(), Ending::Clean);
    let null = || Value::Null;
    let parsed = [(null(), -32700), (null(), -32700), (null(), -32700), (null(), -32600)];
    let read = [(json!(7), -32600), (json!(8), -32600), (json!(9.5), -32600)];
    let (early, late): (Vec<_>, Vec<_>) = errors(&messages).into_iter().partition(|(id, _)| *id != json!(10));
    assert_eq!(early, [parsed.as_slice(), &read].concat());
    assert_eq!(late, [(json!(10), -32602)]);
    assert!(messages.iter().any(|message| is_answer_to(message, &json!(SHUTDOWN))));
}

#[test]
fn a_broken_header_ends_the_session_with_its_reason() {
    let long = b"Content-Length: 100000000000000\r\n\r\n{}".to_vec();
    let begun =
        [framed(request(0, "initialize", json!({ "capabilities": {} })).to_string().as_bytes()), long];
    let ending = |bytes| talk(bytes).1.unwrap();
    let reason = "a message of 100000000000000 bytes is too long";
    assert_eq!(ending(begun.concat()), Ending::Broken(reason.to_owned()));
    assert_eq!(talk(b"hello\n".to_vec()).1.unwrap_err().to_string(), "'hello' is no header");
    assert_eq!(ending(Vec::new()), Ending::Early);
}

#[test]
fn a_session_begins_with_the_first_initialize_that_can_be_read() {
    let messages = [
        request(1, "textDocument/hover", json!({})),
        request(2, "initialize", json!([])),
        notification("textDocument/didOpen", json!({})),
        request(3, "initialize", json!({ "capabilities": {}, "rootUri": 4 })),
    ];
    let bytes = messages.iter().flat_map(|message| framed(message.to_string().as_bytes()));
    let (found, ending) = talk(bytes.chain(session(&[])).collect());
    assert_eq!(ending.unwrap(), Ending::Clean);
    let expected = [(json!(1), -32002), (json!(2), -32602), (json!(3), -32602)];
    assert_eq!(errors(&found)[..3], expected);
    // A second one is a mistake, but no reason to end.
    let again = request(4, "initialize", json!({ "capabilities": {} })).to_string().into_bytes();
    let (found, ending) = talk(session(&[again]));
    assert_eq!((errors(&found)[0].1, ending.unwrap()), (-32600, Ending::Clean));
}

/// A message of every method, with parameters that fit.
fn typical_messages() -> Vec<Value> {
    let document = json!({ "uri": "untitled:a" });
    let place = json!({ "line": 2, "character": 8 });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 3, "character": 4 } });
    let at = json!({ "textDocument": document, "position": place });
    let about = json!({ "textDocument": document });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let of_place =
        ["hover", "definition", "documentHighlight", "completion", "prepareRename", "prepareCallHierarchy"];
    let of_document =
        ["codeLens", "documentLink", "documentSymbol", "foldingRange", "semanticTokens/full", "diagnostic"];
    let mut all: Vec<Value> = Vec::new();
    let mut ask = |method: &str, params: Value| all.push(request(1, method, params));
    of_place.iter().for_each(|name| ask(&format!("textDocument/{name}"), at.clone()));
    of_document.iter().for_each(|name| ask(&format!("textDocument/{name}"), about.clone()));
    ask("textDocument/rename", json!({ "textDocument": document, "position": place, "newName": "click" }));
    ask(
        "textDocument/references",
        json!({ "textDocument": document, "position": place, "context": { "includeDeclaration": true } }),
    );
    ask(
        "textDocument/codeAction",
        json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } }),
    );
    ask("textDocument/inlayHint", json!({ "textDocument": document, "range": range }));
    ask("textDocument/semanticTokens/range", json!({ "textDocument": document, "range": range }));
    ask("textDocument/formatting", json!({ "textDocument": document, "options": options }));
    ask(
        "textDocument/rangeFormatting",
        json!({ "textDocument": document, "range": range, "options": options }),
    );
    ask(
        "textDocument/onTypeFormatting",
        json!({ "textDocument": document, "position": place, "ch": "|", "options": options }),
    );
    ask("textDocument/selectionRange", json!({ "textDocument": document, "positions": [place] }));
    ask("workspace/symbol", json!({ "query": "on" }));
    ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    ask("workspace/executeCommand", json!({ "command": "flow.runStory", "arguments": ["untitled:a", "a"] }));
    ask(
        "workspace/executeCommand",
        json!({ "command": "flow.showPicture", "arguments": ["untitled:a", null] }),
    );
    ask(
        "workspace/willRenameFiles",
        json!({ "files": [{ "oldUri": "file:///a.flow", "newUri": "file:///b.flow" }] }),
    );
    let mut tell = |method: &str, params: Value| all.push(notification(method, params));
    let version = json!({ "uri": "untitled:a", "version": 2 });
    tell(
        "textDocument/didChange",
        json!({ "textDocument": version, "contentChanges": [{ "range": range, "text": "x" }] }),
    );
    tell("textDocument/didClose", about.clone());
    tell("textDocument/didSave", about);
    tell(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": "file:///nowhere/a.flow", "type": 1 }] }),
    );
    tell("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": [] } }));
    tell(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "flow": { "hints": { "types": false } } } }),
    );
    tell("window/workDoneProgress/cancel", json!({ "token": "flow" }));
    tell("$/cancelRequest", json!({ "id": 1 }));
    all
}

/// The number of values in a value, itself included.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// Replaces the value of a number in the order of [`count`].
fn replace(value: &mut Value, at: &mut usize, new: &Value) {
    if *at == 0 {
        *value = new.clone();
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, at, new)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, at, new)),
        _ => {}
    }
}

/// The content of a message with a mistake, or without one.
fn mutate(random: &mut Random, message: &Value) -> Vec<u8> {
    let strange = [
        json!(null),
        json!(-1),
        json!(4_294_967_295_u32),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!([]),
        json!({}),
        json!("file://%"),
        json!("a\u{0}\u{10ffff}"),
        json!("untitled:"),
        json!([[[[]]]]),
        json!(true),
    ];
    let mut message = message.clone();
    let params = &mut message["params"];
    for _ in 0..random.below(3) {
        let mut at = random.below(count(params));
        replace(params, &mut at, &strange[random.below(strange.len())]);
    }
    let mut content = message.to_string().into_bytes();
    match random.below(6) {
        0 => content.truncate(random.below(content.len())),
        1 => {
            let at = random.below(content.len());
            content[at] = random.below(256) as u8;
        }
        2 => {
            let at = random.below(content.len());
            content.insert(at, b"{}[]\",:0\\"[random.below(9)]);
        }
        _ => {}
    }
    content
}

#[test]
fn random_mistakes_do_not_end_a_session() {
    let typical = typical_messages();
    for seed in 0..SESSIONS {
        let mut random = Random::new(seed);
        let mut contents = Vec::new();
        for (number, message) in typical.iter().enumerate() {
            let mut message = message.clone();
            if message.get("id").is_some() {
                message["id"] = json!(number + 1);
            }
            contents.push(mutate(&mut random, &message));
        }
        let (messages, ending) = talk(session(&contents));
        assert_eq!(ending.unwrap(), Ending::Clean, "session {seed}");
        for (number, content) in contents.iter().enumerate() {
            // Of a mutated text only the server knows what is left.
            let Ok(message) = serde_json::from_slice::<Value>(content) else { continue };
            let id = json!(number + 1);
            if message.get("id") == Some(&id) && message.get("method").is_some_and(Value::is_string) {
                let answers = messages.iter().filter(|message| is_answer_to(message, &id)).count();
                assert_eq!(answers, 1, "session {seed}: {message}");
            }
        }
        assert!(messages.iter().any(|message| is_answer_to(message, &json!(SHUTDOWN))), "session {seed}");
        let panics = |message: &&Value| message.to_string().contains("failed: ");
        assert_eq!(messages.iter().find(panics), None, "session {seed}");
    }
}
