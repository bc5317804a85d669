//! The byte streams of a session: messages with headers, read and written by a thread each.
//!
//! A message that is no request, notification or answer is answered with an error here, and the session goes on: the length in its
//! header determines where the next one begins. After a broken header that is unknown, so that the session ends. No memory is reserved for
//! bytes that a header only announces.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

use super::client::Outgoing;
use super::{Ending, serve_messages};

/// The longest message: ten times the text of a million lines.
const LONGEST: u64 = 512 << 20;

/// The longest line of a header.
const LONGEST_HEADER: u64 = 1 << 12;

/// Serves a client over two streams until it ends the session.
///
/// # Errors
/// If the client does not begin with messages of the protocol.
pub fn serve_streams(
    mut input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
) -> io::Result<Ending> {
    // Without room in between, so that a client that does not read makes the server wait.
    let (sender, incoming) = sync_channel(0);
    let (send, outgoing) = sync_channel::<Outgoing>(0);
    let output = Arc::new(Mutex::new(output));
    let writes = Arc::clone(&output);
    let writer = thread::spawn(move || {
        // A client that is gone is noticed by the reader.
        outgoing.into_iter().try_for_each(|message| message.write(&mut *lock(&writes)))
    });
    let reader = thread::spawn(move || {
        while let Some(content) = read_content(&mut input)? {
            let is_last = match read_message(&content) {
                Ok(message) => {
                    let is_exit = matches!(&message, Message::Notification(note) if note.method == "exit");
                    sender.send(message).is_err() || is_exit
                }
                Err(rejected) => write_value(&mut *lock(&output), &rejected.answer()).is_err(),
            };
            if is_last {
                break;
            }
        }
        Ok(())
    });
    let ending = serve_messages(incoming.into_iter(), Box::new(move |message| drop(send.send(message))))?;
    // The reader has ended, since only an end of its messages ends the session.
    let read: Result<(), Broken> = reader.join().unwrap_or(Ok(()));
    drop(writer.join());
    match read {
        Ok(()) => Ok(ending),
        Err(Broken { reason }) if ending == Ending::Early => Err(io::Error::other(reason)),
        Err(Broken { reason }) => Ok(Ending::Broken(reason)),
    }
}

fn lock<T>(output: &Mutex<T>) -> impl std::ops::DerefMut<Target = T> {
    output.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Why no further message can be read.
#[derive(Debug)]
struct Broken {
    reason: String,
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        Broken { reason: error.to_string() }
    }
}

fn broken(reason: impl Into<String>) -> Broken {
    Broken { reason: reason.into() }
}

/// Reads the content of the next message; `None` at the end of the stream.
fn read_content(input: &mut impl BufRead) -> Result<Option<Vec<u8>>, Broken> {
    let Some(length) = read_header(input)? else { return Ok(None) };
    let mut content = Vec::new();
    input.take(length).read_to_end(&mut content)?;
    // A client that goes away in the middle of a message is gone.
    Ok((content.len() as u64 == length).then_some(content))
}

/// Reads the lines of a header, and returns the length of the content that follows.
fn read_header(input: &mut impl BufRead) -> Result<Option<u64>, Broken> {
    let mut length = None;
    let mut is_first = true;
    loop {
        let mut line = Vec::new();
        input.take(LONGEST_HEADER).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_HEADER {
            return Err(broken("a line of a header has more than 4,096 bytes"));
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() && !is_first {
            return length.map(Some).ok_or_else(|| broken("a header does not say 'Content-Length'"));
        }
        is_first = false;
        let (name, value) = line.split_once(':').ok_or_else(|| broken(format!("'{line}' is no header")))?;
        if name.trim().eq_ignore_ascii_case("content-length") {
            length = Some(read_length(value.trim())?);
        }
    }
}

fn read_length(text: &str) -> Result<u64, Broken> {
    let length: u64 = text.parse().map_err(|_| broken(format!("'{text}' is no length of a message")))?;
    match length <= LONGEST {
        true => Ok(length),
        false => Err(broken(format!("a message of {length} bytes is too long"))),
    }
}

/// A message that cannot be taken, and the error with the reason.
#[derive(Debug)]
struct Rejected {
    /// The number or text of the request, as far as it has one.
    id: Value,
    code: ErrorCode,
    message: String,
}

impl Rejected {
    fn answer(&self) -> Value {
        let error = json!({ "code": self.code as i32, "message": self.message });
        json!({ "jsonrpc": "2.0", "id": self.id, "error": error })
    }
}

/// Reads a message.
fn read_message(content: &[u8]) -> Result<Message, Rejected> {
    let rejected = |id: &Value, code, message: String| Rejected { id: id.clone(), code, message };
    let mut value: Value = serde_json::from_slice(content).map_err(|error| {
        rejected(&Value::Null, ErrorCode::ParseError, format!("the message is no JSON: {error}"))
    })?;
    let id = value.get("id").cloned();
    // An answer to an invalid request names it, if that is possible.
    let shown = id.clone().filter(|id| id.is_string() || id.is_number()).unwrap_or_default();
    let invalid = |message: &str| rejected(&shown, ErrorCode::InvalidRequest, message.to_owned());
    if !value.is_object() {
        return Err(invalid("a message is an object"));
    }
    let Some(method) = value.get("method") else {
        let is_answer = id.is_some() && (value.get("result").is_some() || value.get("error").is_some());
        // The server needs no answers of the client, so that wrong ones do not matter.
        let answer = || lsp_server::Response { id: RequestId::from(0), response_result: Ok(Value::Null) };
        return is_answer.then(|| answer().into()).ok_or_else(|| invalid("a message has a 'method'"));
    };
    let Some(method) = method.as_str().map(str::to_owned) else {
        return Err(invalid("'method' is a text"));
    };
    let params = value.get_mut("params").map(Value::take).unwrap_or_default();
    match id {
        None => Ok(Notification { method, params }.into()),
        Some(id) => match serde_json::from_value::<RequestId>(id) {
            Ok(id) => Ok(Request { id, method, params }.into()),
            Err(_) => Err(invalid("'id' is a text, or an integer of 32 bits")),
        },
    }
}

fn write_value(output: &mut impl Write, value: &Value) -> io::Result<()> {
    let text = value.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<String>, String> {
        let read = read_content(&mut text.as_bytes()).map_err(|broken| broken.reason)?;
        Ok(read.map(|content| String::from_utf8(content).unwrap()))
    }

    #[test]
    fn headers() {
        assert_eq!(read("Content-Length: 2\r\n\r\nabc"), Ok(Some("ab".to_owned())));
        assert_eq!(read("content-length:2\nContent-Type: x; charset=utf-8\n\nab"), Ok(Some("ab".to_owned())));
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("Content-Length: 3\r\n\r\nab"), Ok(None));
        assert_eq!(read("hello\n"), Err("'hello' is no header".to_owned()));
        assert_eq!(read("\r\nab"), Err("'' is no header".to_owned()));
        assert_eq!(read("X: 1\r\n\r\nab"), Err("a header does not say 'Content-Length'".to_owned()));
        for length in ["-1", "1.5", "", "99999999999999999999"] {
            let expected = Err(format!("'{length}' is no length of a message"));
            assert_eq!(read(&format!("Content-Length: {length}\r\n\r\n{{}}")), expected);
        }
        let expected = Err("a message of 100000000000000 bytes is too long".to_owned());
        assert_eq!(read("Content-Length: 100000000000000\r\n\r\n{}"), expected);
        assert!(read(&"a".repeat(5000)).unwrap_err().contains("4,096"));
    }

    #[test]
    fn a_length_that_is_announced_reserves_nothing() {
        // Five such messages would not fit into memory together.
        for _ in 0..5 {
            assert_eq!(read(&format!("Content-Length: {LONGEST}\r\n\r\nab")), Ok(None));
        }
    }

    /// A message is the same in both ways to the client.
    #[test]
    fn messages_to_the_client() {
        let both_ways = |message: fn() -> Outgoing| {
            let mut written = Vec::new();
            message().write(&mut written).unwrap();
            let content = read_content(&mut written.as_slice()).unwrap().unwrap();
            let value: Value = serde_json::from_slice(&content).unwrap();
            let mut expected = Vec::new();
            message().into_message().unwrap().write(&mut expected).unwrap();
            let expected = read_content(&mut expected.as_slice()).unwrap().unwrap();
            assert_eq!(value, serde_json::from_slice::<Value>(&expected).unwrap());
            value
        };
        let result =
            both_ways(|| Outgoing::Result(RequestId::from("\"1\"".to_owned()), "[1, {}]".to_owned()));
        assert_eq!(result, json!({ "jsonrpc": "2.0", "id": "\"1\"", "result": [1, {}] }));
        let notification = || Outgoing::Notification("a/b".to_owned(), "{\"c\": null}".to_owned());
        let expected = json!({ "jsonrpc": "2.0", "method": "a/b", "params": { "c": null } });
        assert_eq!(both_ways(notification), expected);
    }

    #[test]
    fn messages_that_are_none() {
        let code = |text: &str| {
            let rejected = read_message(text.as_bytes()).unwrap_err();
            (rejected.code as i32, rejected.id)
        };
        assert_eq!(code("{"), (-32700, Value::Null));
        assert_eq!(code(&"[".repeat(100_000)), (-32700, Value::Null));
        assert_eq!(code("[]"), (-32600, Value::Null));
        assert_eq!(code("{}"), (-32600, Value::Null));
        assert_eq!(code(r#"{"id": 3, "method": 4}"#), (-32600, json!(3)));
        assert_eq!(code(r#"{"id": 3000000000, "method": "a"}"#), (-32600, json!(3_000_000_000_u32)));
        assert_eq!(code(r#"{"id": {}, "method": "a"}"#), (-32600, Value::Null));
        assert_eq!(code(r#"{"id": "x"}"#), (-32600, json!("x")));
        assert!(matches!(read_message(br#"{"id": 1.5, "result": 1}"#), Ok(Message::Response(_))));
        assert!(matches!(read_message(br#"{"method": "a"}"#), Ok(Message::Notification(_))));
        assert!(read_message(b"\"\xff\"").is_err());
    }
}
