//! `flow lsp` as an editor starts it: a session over pipes, and what ends it.

use snapbox::str;

use crate::place::Place;

/// Messages as the protocol frames them.
fn framed(messages: &[&str]) -> String {
    messages.iter().map(|message| format!("Content-Length: {}\r\n\r\n{message}", message.len())).collect()
}

const INITIALIZE: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const INITIALIZED: &str = r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#;
const SHUTDOWN: &str = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

#[test]
fn a_session_ends_as_the_editor_wants() {
    let place = Place::new("lsp-session", &[]);
    let session = place.flow("lsp --stdio").stdin(framed(&[INITIALIZE, INITIALIZED, SHUTDOWN, EXIT]));
    session.assert().code(0).stderr_eq("").stdout_eq(str![[r#"
Content-Length: [..]
...
{"jsonrpc":"2.0","id":1,"result":{"capabilities":{[..]"positionEncoding":"utf-16"[..]Content-Length: 38
...
{"jsonrpc":"2.0","id":2,"result":null}
"#]]);
    let session = place.flow("lsp").stdin(framed(&[INITIALIZE, INITIALIZED]));
    session.assert().code(1).stderr_eq("");
}

#[test]
fn what_is_no_session_is_a_failure() {
    let place = Place::new("lsp-terminal", &[]);
    place.flow("lsp").stdin("hello\n").assert().code(2);
    let length = framed(&[INITIALIZE]) + "Content-Length: 100000000000000\r\n\r\n{}";
    place.flow("lsp").stdin(length).assert().code(1).stderr_eq(str![[r#"
the messages of the editor end: a message of 100000000000000 bytes is too long

"#]]);
}
