//! The client: its capabilities, its settings, and the messages to it.
//!
//! Only capabilities that the client declares are used. Invalid settings are ignored.

use std::io::{self, Write};

use gen_lsp_types::{InitializeParams, ResourceOperationKind, Uri, WorkspaceFolders};
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::text::Encoding;
use crate::workspace::uri;

/// After how many states an exploration ends: about half a second, and 10 MB. Most specifications have fewer.
const EXPLORED_STATES: usize = 50_000;

/// A message to the client, in which long values are texts already: as values they would be built from thousands of parts.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// The result of a request.
    Result(RequestId, String),
    /// A notification, with its method and its parameters.
    Notification(String, String),
    /// Another message.
    Message(Message),
}

impl Outgoing {
    /// The same message with values.
    ///
    /// # Errors
    /// If one of its texts is no JSON.
    pub(super) fn into_message(self) -> serde_json::Result<Message> {
        Ok(match self {
            Outgoing::Result(id, result) => {
                Response { id, response_result: Ok(serde_json::from_str(&result)?) }.into()
            }
            Outgoing::Notification(method, params) => {
                Notification { method, params: serde_json::from_str(&params)? }.into()
            }
            Outgoing::Message(message) => message,
        })
    }

    /// Writes it with its header.
    pub(super) fn write(self, output: &mut impl Write) -> io::Result<()> {
        let text = match self {
            Outgoing::Result(id, result) => {
                format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, serde_json::to_string(&id)?)
            }
            Outgoing::Notification(method, params) => {
                let method = serde_json::to_string(&method)?;
                format!(r#"{{"jsonrpc":"2.0","method":{method},"params":{params}}}"#)
            }
            Outgoing::Message(message) => return message.write(output),
        };
        write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        output.flush()
    }
}

/// The client of a server.
pub(super) struct Client {
    send: Box<dyn Fn(Outgoing)>,
    /// What columns count.
    pub(super) encoding: Encoding,
    pub(super) can: Abilities,
    pub(super) settings: Settings,
    /// The number of requests to the client so far.
    requests: i32,
}

/// What a client can do, as far as the server acts otherwise without it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Abilities {
    /// It takes edits of documents with their numbers.
    pub(super) versioned_edits: bool,
    /// It watches files if it is asked to.
    pub(super) watch_files: bool,
    /// It asks for hints again on request.
    pub(super) refresh_hints: bool,
    /// The same for lenses.
    pub(super) refresh_lenses: bool,
    /// The same for diagnostics.
    pub(super) refresh_diagnostics: bool,
    /// It can insert texts with places for the cursor.
    pub(super) snippets: bool,
    /// It chooses whether a completion replaces the rest of the word.
    pub(super) insert_or_replace: bool,
    /// It shows the places that a diagnostic is related to.
    pub(super) related_places: bool,
    /// It shows how far work in the background is.
    pub(super) show_progress: bool,
    /// It opens a document that the server names.
    pub(super) show_documents: bool,
    /// It creates files.
    pub(super) create_files: bool,
    /// It shows actions that cannot be done, with the reason.
    pub(super) disabled_actions: bool,
}

/// The settings that users can change. The names are those in the settings of an editor.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Settings {
    pub(super) hints: HintSettings,
    /// Whether stories are run in the background.
    pub(super) stories: bool,
    /// Whether every order of events is explored in the background.
    pub(super) exploration: bool,
    /// After how many states an exploration ends.
    pub(super) exploration_states: usize,
    /// Who begins to send diagnostics.
    pub(super) diagnostics: Delivery,
    /// Whether the client shows pictures: images in tooltips, and the result of the command for pictures.
    pub(super) pictures: bool,
    /// Where the pages of diagnostics are: the address of a folder with `never-set.html` in it.
    pub(super) pages: Option<String>,
}

/// Which hints are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct HintSettings {
    pub(super) states: bool,
    pub(super) types: bool,
    pub(super) payloads: bool,
    pub(super) times: bool,
}

/// Who begins to send diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Delivery {
    /// The server, for all files, after each change.
    #[default]
    Push,
    /// The client asks.
    Pull,
}

impl Default for HintSettings {
    fn default() -> Self {
        HintSettings { states: true, types: true, payloads: true, times: true }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            hints: HintSettings::default(),
            stories: true,
            exploration: true,
            exploration_states: EXPLORED_STATES,
            diagnostics: Delivery::Push,
            pictures: false,
            pages: None,
        }
    }
}

impl Settings {
    /// The settings in what a client sends, which may have them below `flow`; `None` if they cannot be read.
    pub(super) fn read(value: &Value) -> Option<Settings> {
        let value = value.get("flow").unwrap_or(value);
        if value.is_null() { Some(Settings::default()) } else { serde_json::from_value(value.clone()).ok() }
    }
}

impl Client {
    /// The client that sent these parameters.
    pub(super) fn new(params: &InitializeParams, send: Box<dyn Fn(Outgoing)>) -> Client {
        let general = params.capabilities.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
        let options = params.initialization_options.as_ref().unwrap_or(&Value::Null);
        Client {
            send,
            encoding: Encoding::negotiate(offered),
            can: Abilities::of(params),
            settings: Settings::read(options).unwrap_or_default(),
            requests: 0,
        }
    }

    /// Sends an answer.
    pub(super) fn respond(&self, response: Response) {
        (self.send)(Outgoing::Message(response.into()));
    }

    /// Sends the answer to a request, which is JSON.
    pub(super) fn send_result(&self, id: RequestId, result: String) {
        (self.send)(Outgoing::Result(id, result));
    }

    /// Sends a notification.
    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        self.notify_text(method, serde_json::to_string(&params).expect("parameters have texts as keys"));
    }

    /// Sends a notification with parameters that are JSON.
    pub(super) fn notify_text(&self, method: &str, params: String) {
        (self.send)(Outgoing::Notification(method.to_owned(), params));
    }

    /// Sends a request of which the answer does not matter.
    pub(super) fn request(&mut self, method: &str, params: impl Serialize) {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        (self.send)(Outgoing::Message(Request::new(id, method.to_owned(), params).into()));
    }

    /// Writes a line to the client's log.
    pub(super) fn log(&self, message: &str) {
        self.notify("window/logMessage", serde_json::json!({ "type": 1, "message": message }));
    }
}

impl Abilities {
    fn of(params: &InitializeParams) -> Abilities {
        let workspace = params.capabilities.workspace.clone().unwrap_or_default();
        let text = params.capabilities.text_document.clone().unwrap_or_default();
        let window = params.capabilities.window.unwrap_or_default();
        let edits = workspace.workspace_edit.unwrap_or_default();
        let operations = edits.resource_operations.unwrap_or_default();
        let published = text.publish_diagnostics.map(|published| published.diagnostics_capabilities);
        let actions = text.code_action.and_then(|actions| actions.disabled_support);
        let watch = workspace.did_change_watched_files.and_then(|watch| watch.dynamic_registration);
        let item = text.completion.and_then(|completion| completion.completion_item);
        Abilities {
            versioned_edits: edits.document_changes.unwrap_or_default(),
            watch_files: watch.unwrap_or_default(),
            refresh_hints: workspace.inlay_hint.and_then(|of| of.refresh_support).unwrap_or_default(),
            refresh_lenses: workspace.code_lens.and_then(|of| of.refresh_support).unwrap_or_default(),
            refresh_diagnostics: workspace.diagnostics.and_then(|of| of.refresh_support).unwrap_or_default(),
            snippets: item.as_ref().and_then(|item| item.snippet_support).unwrap_or_default(),
            insert_or_replace: item.and_then(|item| item.insert_replace_support).unwrap_or_default(),
            related_places: published.and_then(|of| of.related_information).unwrap_or_default(),
            show_progress: window.work_done_progress.unwrap_or_default(),
            show_documents: window.show_document.is_some_and(|of| of.support),
            create_files: operations.contains(&ResourceOperationKind::Create),
            disabled_actions: actions.unwrap_or_default(),
        }
    }
}

/// The folders of the workspace that a client opens.
pub(super) fn folders(params: &InitializeParams) -> Vec<String> {
    let listed = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
            folders.iter().map(|folder| &folder.uri).collect()
        }
        _ => Vec::new(),
    };
    #[expect(deprecated, reason = "older clients send nothing else")]
    let root = params.root_uri.iter();
    let all: Vec<&Uri> = if listed.is_empty() { root.collect() } else { listed };
    all.into_iter().map(|folder| uri::path_of(&folder.0)).collect()
}
