//! The server: takes the client's messages in their order, and answers each for the texts as they were then.
//!
//! One thread handles all messages. When none waits it analyses one program that has changed, so that findings are those of the latest
//! text and no text in between costs an analysis; a request that needs an analysis makes it at once. A request about a whole document
//! that has changed since is answered with `ContentModified`, one that the client cancelled with `RequestCanceled`. Stories and
//! exploration have threads of their own. A panic in a request is its answer, and the server continues.

mod background;
mod capabilities;
mod client;
mod diagnostics;
mod dispatch;
mod documents;
mod edits;
mod exploration;
mod grouping;
mod pictures;
mod progress;
mod requests;
mod rust;
mod shown;
mod stories;
mod transport;

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use gen_lsp_types::InitializeParams;
use lsp_server::{Connection, ErrorCode, Message, Request, RequestId, Response};
use tempfile::TempDir;

use crate::analysis::exploration::Explored;
use crate::workspace::{Checked, Files, Programs};
use background::{Finished, Job, Kind, Product, Report, Runner};
use client::{Client, Outgoing};
use diagnostics::Diagnostics;
use progress::Progress;
use stories::Story;
pub use transport::serve_streams;

/// The pause after an edit before a text is explored: results are not useful during typing, and exploration occupies a processor.
const PAUSE: Duration = Duration::from_millis(300);

/// How often files are looked at that the client does not watch: soon enough for somebody who changes windows.
const LOOK_AT_FILES: Duration = Duration::from_secs(2);

/// The state of a server.
pub(crate) struct Server {
    client: Client,
    files: Files,
    programs: Programs,
    /// Whether the programs are those of the files as they are.
    is_grouped: bool,
    diagnostics: Diagnostics,
    /// The results of stories, by the first root of their program.
    told: BTreeMap<String, Of<Vec<Story>>>,
    /// What exploration found, likewise.
    explored: BTreeMap<String, Of<Arc<Explored>>>,
    stories: Runner,
    explorer: Runner,
    progress: Progress,
    /// The folder for pictures, if one was requested.
    pictures: Option<TempDir>,
    /// Pending messages, in order.
    queue: VecDeque<Message>,
    /// Pending reports of background threads.
    reports: Vec<Report>,
    /// Whether the client has sent `shutdown`.
    is_shut_down: bool,
}

/// Something that was found, with the number of the analysis that it is of.
struct Of<T> {
    revision: u64,
    found: T,
}

/// The events that the server handles.
enum Event {
    Message(Message),
    Background(Report),
    /// Files have changed on the disk.
    Files,
    /// The client has closed the connection.
    Closed,
}

impl Event {
    /// Adds it to its queue.
    fn wait_in(self, queue: &mut VecDeque<Message>, reports: &mut Vec<Report>) {
        match self {
            Event::Message(message) => queue.push_back(message),
            Event::Background(report) => reports.push(report),
            // Noted by whoever noticed it.
            Event::Files => {}
            // Earlier messages of the client are still handled.
            Event::Closed => queue.push_back(Message::Notification(gone())),
        }
    }
}

/// Whether a message reports changed texts.
fn is_change(message: &Message) -> bool {
    let Message::Notification(note) = message else { return false };
    note.method.starts_with("textDocument/did") || note.method.starts_with("workspace/didChange")
}

/// How a server ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The client asked for it.
    Clean,
    /// The client went away, or did not ask first.
    Abrupt,
    /// The same, before it began a session.
    Early,
    /// Its messages could not be told apart any more, for this reason.
    Broken(String),
}

/// Serves a client over standard input and output until it ends the session.
///
/// # Errors
/// If the client does not begin with messages of the protocol.
pub fn serve_stdio() -> io::Result<Ending> {
    serve_streams(io::BufReader::new(io::stdin()), io::stdout())
}

/// Serves the client of a connection until it ends the session.
///
/// # Errors
/// If the parameters of the session cannot be answered.
pub fn serve(connection: Connection) -> io::Result<Ending> {
    let Connection { sender, receiver } = connection;
    // A client that is gone closes the connection, which ends the loop.
    let send = move |outgoing: Outgoing| {
        drop(sender.send(outgoing.into_message().expect("the server writes JSON")));
    };
    serve_messages(receiver.into_iter(), Box::new(send))
}

/// The same, for the messages of a client, until there are no more.
fn serve_messages(
    mut messages: impl Iterator<Item = Message> + Send + 'static,
    send: Box<dyn Fn(Outgoing)>,
) -> io::Result<Ending> {
    let Some((id, params)) = receive_initialize(&mut messages, &send) else {
        return Ok(Ending::Early);
    };
    let (events, incoming) = channel();
    let forward: Sender<Event> = events.clone();
    let forward_messages = move || {
        for message in messages {
            if forward.send(Event::Message(message)).is_err() {
                return;
            }
        }
        // The server may have ended already.
        let _ = forward.send(Event::Closed);
    };
    thread::Builder::new().name("messages".to_owned()).spawn(forward_messages)?;
    let client = Client::new(&params, send);
    let result = capabilities::initialize_result(&client);
    client.respond(Response::new_ok(id, result));
    let mut server = Server::new(client, &events);
    drop(events);
    server.open_folders(client::folders(&params));
    Ok(server.run(&incoming))
}

/// Waits for the request that begins a session; `None` if the client goes away before it. Other requests are answered with errors.
fn receive_initialize(
    messages: &mut impl Iterator<Item = Message>,
    send: &dyn Fn(Outgoing),
) -> Option<(RequestId, InitializeParams)> {
    loop {
        let (id, code, message) = match messages.next()? {
            Message::Request(Request { id, method, params }) if method == "initialize" => {
                match serde_json::from_value(params) {
                    Ok(params) => return Some((id, params)),
                    Err(error) => (id, ErrorCode::InvalidParams, error.to_string()),
                }
            }
            Message::Request(request) => {
                (request.id, ErrorCode::ServerNotInitialized, "the session has not begun".to_owned())
            }
            Message::Notification(notification) if notification.method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => continue,
        };
        send(Outgoing::Message(Response::new_err(id, code as i32, message).into()));
    }
}

impl Server {
    fn new(client: Client, events: &Sender<Event>) -> Server {
        let report = || {
            let events = events.clone();
            move |report| drop(events.send(Event::Background(report)))
        };
        let stories = Box::new(stories::run_in_background);
        let exploration = Box::new(exploration::explore_in_background);
        Server {
            client,
            files: Files::default(),
            programs: Programs::default(),
            is_grouped: false,
            diagnostics: Diagnostics::default(),
            told: BTreeMap::new(),
            explored: BTreeMap::new(),
            stories: Runner::start(Kind::Stories, Duration::ZERO, stories, report()),
            explorer: Runner::start(Kind::Exploration, PAUSE, exploration, report()),
            progress: Progress::default(),
            pictures: None,
            queue: VecDeque::new(),
            reports: Vec::new(),
            is_shut_down: false,
        }
    }

    fn run(&mut self, incoming: &Receiver<Event>) -> Ending {
        loop {
            for report in std::mem::take(&mut self.reports) {
                self.take_report(report);
            }
            if self.queue.is_empty() {
                self.group_or_log();
            }
            let waits = self.queue.is_empty() && self.programs.next_unpublished(&self.files).is_none();
            let next = if waits { self.wait(incoming) } else { incoming.try_recv().ok() };
            match next {
                Some(event) => {
                    event.wait_in(&mut self.queue, &mut self.reports);
                    continue;
                }
                None if waits => return Ending::Abrupt,
                None => {}
            }
            match self.queue.pop_front() {
                Some(Message::Request(request)) => self.handle_request(request),
                Some(Message::Notification(notification)) if notification.method == "exit" => {
                    return if self.is_shut_down { Ending::Clean } else { Ending::Abrupt };
                }
                Some(Message::Notification(notification)) => self.handle_notification(notification),
                Some(Message::Response(_)) => {}
                None => self.check_next(incoming),
            }
        }
    }

    /// Waits for the next event.
    fn wait(&mut self, incoming: &Receiver<Event>) -> Option<Event> {
        if self.client.can.watch_files {
            return incoming.recv().ok();
        }
        loop {
            match incoming.recv_timeout(LOOK_AT_FILES) {
                Err(RecvTimeoutError::Timeout) if self.note_changes_on_disk() => return Some(Event::Files),
                Err(RecvTimeoutError::Timeout) => {}
                next => return next.ok(),
            }
        }
    }

    /// Analyses one program with findings that were not sent yet. If its texts change meanwhile, the analysis stops at the next stage.
    fn check_next(&mut self, incoming: &Receiver<Event>) {
        let Some(at) = self.programs.next_unpublished(&self.files) else { return };
        let check = || {
            let (queue, reports) = (&mut self.queue, &mut self.reports);
            let mut is_wanted = || {
                incoming.try_iter().for_each(|event| event.wait_in(queue, reports));
                !queue.iter().any(is_change)
            };
            let Some(checked) = self.programs.check_while(&mut is_wanted, at, &mut self.files) else {
                return;
            };
            if self.note_profiles(at, &checked) {
                return;
            }
            self.publish(at, &checked);
            self.start_background(at, checked);
        };
        if let Err(panic) = catch_unwind(AssertUnwindSafe(check)) {
            self.programs.give_up(at);
            self.publish_nothing(at);
            self.client.log(&format!("the analysis failed: {}", panic_text(&*panic)));
        }
    }

    /// Finds the programs again, if need be. After a panic those before stay.
    fn group_or_log(&mut self) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.group_if_needed())) {
            self.is_grouped = true;
            self.client.log(&format!("the grouping failed: {}", panic_text(&*panic)));
        }
    }

    /// Runs the stories of a program and explores it. This replaces the jobs for older texts.
    fn start_background(&self, at: usize, checked: Arc<Checked>) {
        let program = self.programs.get(at);
        let (root, settings) = (&program.roots[0], &self.client.settings);
        let is_open = self.files.open_paths().any(|path| program.has_file(path));
        let is_sound = checked.analysis.is_sound;
        let job = Job { revision: program.revision, checked, most_states: settings.exploration_states };
        match is_sound && settings.stories {
            true => self.stories.add(root, job.clone()),
            false => self.stories.cancel(root),
        }
        // A workspace can have hundreds of programs: only those with open documents are explored.
        match is_sound && is_open && settings.exploration {
            true => self.explorer.add(root, job),
            false => self.explorer.cancel(root),
        }
    }

    fn take_report(&mut self, report: Report) {
        match report {
            Report::Progress(kind, message) => self.show_progress(kind, &message),
            Report::Ended(kind) => self.end_progress(kind),
            Report::Finished(finished) => self.take_finished(finished),
            Report::Failed(kind, reason) => self.client.log(&format!("{kind:?} failed: {reason}")),
        }
    }

    /// Takes what was found in the background, unless the texts have changed since.
    fn take_finished(&mut self, finished: Finished) {
        let Finished { program: root, revision, product } = finished;
        let of = |at: &usize| {
            let program = self.programs.get(*at);
            program.roots[0] == root && program.revision == revision
        };
        let Some(at) = (0..self.programs.iter().count()).find(of) else { return };
        let Some(checked) = self.programs.get(at).current().cloned() else { return };
        match product {
            Product::Stories(found) => drop(self.told.insert(root, Of { revision, found })),
            Product::Explored(found) => {
                drop(self.explored.insert(root, Of { revision, found: Arc::from(found) }));
            }
        }
        self.publish(at, &checked);
        if self.client.can.refresh_lenses {
            self.client.request("workspace/codeLens/refresh", ());
        }
    }

    /// The results of the stories of a program, if they are those of the texts as they are.
    fn told(&self, at: usize) -> Option<&Vec<Story>> {
        let program = self.programs.get(at);
        self.told
            .get(&program.roots[0])
            .filter(|told| told.revision == program.revision)
            .map(|told| &told.found)
    }

    /// What exploration found in a program, if it is of the texts as they are.
    fn explored(&self, at: usize) -> Option<&Arc<Explored>> {
        let program = self.programs.get(at);
        let explored = self.explored.get(&program.roots[0]);
        explored.filter(|explored| explored.revision == program.revision).map(|explored| &explored.found)
    }
}

/// The notification of a client that has closed the connection.
fn gone() -> lsp_server::Notification {
    lsp_server::Notification { method: "exit".to_owned(), params: serde_json::Value::Null }
}

/// The message of a panic.
fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_server::Notification;
    use serde_json::{Value, json};

    /// The answers to requests by their numbers, the methods in order.
    fn answers(methods: &[&str]) -> Vec<Response> {
        let (server, client) = Connection::memory();
        let request = |id: usize, method: &str| Request {
            id: RequestId::from(id as i32),
            method: method.to_owned(),
            params: json!({ "capabilities": {}, "query": "" }),
        };
        let methods = [&["initialize"], methods].concat();
        for (id, method) in methods.iter().enumerate() {
            client.sender.send(request(id, method).into()).unwrap();
        }
        let exit = Notification { method: "exit".to_owned(), params: Value::Null };
        client.sender.send(exit.into()).unwrap();
        serve(server).unwrap();
        let answers = client.receiver.iter().filter_map(|message| match message {
            Message::Response(response) => Some(response),
            _ => None,
        });
        answers.collect()
    }

    #[test]
    fn a_panic_is_the_answer_of_its_request_only() {
        let answers = answers(&["flow/panic", "workspace/symbol"]);
        let error = answers[1].response_result.as_ref().unwrap_err();
        assert_eq!(error.code, lsp_server::ErrorCode::InternalError as i32);
        assert_eq!(error.message, "'flow/panic' failed: as the test wants");
        assert_eq!(answers[2].response_result.as_ref().unwrap(), &json!([]));
    }
}
