//! How long an editor waits: for findings after a change, for completion and for a hover, with texts of three lengths.
//!
//! `cargo bench -p flow-lang-lsp` prints the rows of `PERFORMANCE.md`. The client is in the same process, and the messages are those of the
//! protocol, through pipes; it keeps no answer as values, which would be a fifth of the memory that is shown. Time is that of the processor, of the thread that answers, where Linux counts it: it
//! does not depend on other programs. `FLOW_EDITS=100` makes fewer edits than 1,000, `FLOW_LINES=20000` measures one length only, and
//! `FLOW_EXPLORE=1` lets the server run stories and explore in the background, in threads whose time is not counted.
#![expect(clippy::unwrap_used, reason = "a measurement fails where it cannot be made")]

use std::time::{Duration, Instant};

use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Read};

use flow_lsp::server::serve_streams;
use lsp_server::{Message, Notification, Request, RequestId};
use serde::Deserialize;
use serde_json::{Value, json};

const URI: &str = "untitled:bench";
/// The name of the server's thread.
const SERVER: &str = "server";
/// One of this many edits has a pause before its hover, in which the server looks names up.
const PAUSES: usize = 10;
const PAUSE: Duration = Duration::from_millis(500);
const LENGTHS: [usize; 3] = [300, 3_000, 20_000];

fn main() {
    let edits = std::env::var("FLOW_EDITS").map_or(1_000, |edits| edits.parse().unwrap());
    println!(
        "| lines | change to findings, p50 | p95 | completion, p50 | p95 | hover, p50 | p95 | after a pause, p50 | p95 | memory |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    let only = std::env::var("FLOW_LINES").ok().map(|lines| vec![lines.parse().unwrap()]);
    for lines in only.unwrap_or_else(|| LENGTHS.to_vec()) {
        measure(lines, edits);
    }
}

fn measure(lines: usize, edits: usize) {
    let text = flow_speculate::of_lines(7, lines);
    let before = resident_bytes();
    let mut client = Client::start();
    client.notify(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": URI, "languageId": "flow", "version": 0, "text": text } }),
    );
    let document = json!({ "textDocument": { "uri": URI } });
    client.time("textDocument/diagnostic", document.clone());
    // Places all over the text, where a name begins or a step can be written.
    let starts: Vec<(u32, u32)> = steps(&text);
    let (mut findings, mut completion) = (Vec::new(), Vec::new());
    let (mut hover, mut later) = (Vec::new(), Vec::new());
    for edit in 0..edits {
        let (line, column) = starts[edit * 7919 % starts.len()];
        let inserted = edit % 2 == 0;
        let place = json!({ "line": line, "character": column });
        let after = json!({ "line": line, "character": column + 4 });
        let range = if inserted { json!({ "start": place, "end": place }) } else { client.last.clone() };
        client.last = json!({ "start": place, "end": after });
        let version = edit as i32 + 1;
        let change = json!({ "range": range, "text": if inserted { "emit" } else { "" } });
        let started = busy();
        client.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": [change] }),
        );
        client.time("textDocument/diagnostic", document.clone());
        findings.push(busy().saturating_sub(started));
        let at = |line, character| json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": character } });
        completion.push(client.time("textDocument/completion", at(line, column + 2)));
        let (line, column) = starts[edit * 104_729 % starts.len()];
        let place = at(line, column + 1);
        if edit % PAUSES == PAUSES - 1 {
            std::thread::sleep(PAUSE);
            later.push(client.time("textDocument/hover", place));
        } else {
            hover.push(client.time("textDocument/hover", place));
        }
    }
    let grown = resident_bytes().saturating_sub(before);
    let count = text.lines().count();
    let cells: Vec<String> = [&mut findings, &mut completion, &mut hover, &mut later]
        .into_iter()
        .flat_map(|times| [percentile(times, 50), percentile(times, 95)])
        .map(|time| format!("{:.1} ms", time.as_secs_f64() * 1e3))
        .collect();
    println!("| {count} | {} | {} MB |", cells.join(" | "), grown >> 20);
    client.stop();
}

/// The lines of steps and handlers, with the column of their first word.
fn steps(text: &str) -> Vec<(u32, u32)> {
    let lines = text.lines().enumerate().filter(|(_, line)| line.contains([':', '#', '$']));
    let place = |(at, line): (usize, &str)| (at as u32, (line.len() - line.trim_start().len()) as u32);
    lines.map(place).collect()
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    if times.is_empty() {
        return Duration::ZERO;
    }
    times.sort();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

/// The threads of this process, where Linux lists them.
fn tasks() -> impl Iterator<Item = std::fs::DirEntry> {
    std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten()
}

/// How long the server's thread has run.
fn busy() -> Duration {
    let run_time = |task: std::fs::DirEntry| {
        let name = std::fs::read_to_string(task.path().join("comm")).ok()?;
        if name.trim() != SERVER {
            return None;
        }
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    };
    let nanoseconds: u64 = tasks().filter_map(run_time).sum();
    if nanoseconds > 0 { Duration::from_nanos(nanoseconds) } else { START.elapsed() }
}

/// The beginning, for systems that do not count run time.
static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);

fn resident_bytes() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split_whitespace().nth(1).and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4096
}

/// What the client reads of a message.
#[derive(Deserialize)]
struct Answer {
    id: Option<RequestId>,
    method: Option<String>,
    error: Option<Value>,
}

struct Client {
    /// `None` after the session.
    writer: Option<PipeWriter>,
    reader: BufReader<PipeReader>,
    /// The latest message.
    content: Vec<u8>,
    requests: i32,
    /// The place of the latest insertion.
    last: Value,
}

impl Client {
    fn start() -> Client {
        let (input, writer) = std::io::pipe().unwrap();
        let (reader, output) = std::io::pipe().unwrap();
        let serve = move || serve_streams(BufReader::new(input), output);
        std::thread::Builder::new().name(SERVER.to_owned()).spawn(serve).unwrap();
        let reader = BufReader::new(reader);
        let mut client =
            Client { writer: Some(writer), reader, content: Vec::new(), requests: 0, last: Value::Null };
        let has_background = std::env::var_os("FLOW_EXPLORE").is_some();
        let options =
            json!({ "stories": has_background, "exploration": has_background, "diagnostics": "pull" });
        client.time("initialize", json!({ "capabilities": {}, "initializationOptions": options }));
        client.notify("initialized", json!({}));
        client
    }

    /// Ends the session and waits for its threads; otherwise their time would be missing from that of the next session.
    fn stop(mut self) {
        self.time("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.writer = None;
        while tasks().count() > 1 {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn send(&mut self, message: &Message) {
        message.write(self.writer.as_mut().unwrap()).unwrap();
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&Notification { method: method.to_owned(), params }.into());
    }

    /// How long the answer to a request takes.
    fn time(&mut self, method: &str, params: Value) -> Duration {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        let started = busy();
        self.send(&request.into());
        loop {
            self.receive();
            let answer: Answer = serde_json::from_slice(&self.content).unwrap();
            if answer.id.is_some() && answer.method.is_none() {
                assert_eq!(answer.error, None);
                return busy().saturating_sub(started);
            }
        }
    }

    /// Reads a message.
    fn receive(&mut self) {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.reader.read_line(&mut line).unwrap();
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", bytes)) => length = bytes.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        self.content.resize(length, 0);
        self.reader.read_exact(&mut self.content).unwrap();
    }
}
